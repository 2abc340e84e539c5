"""The lock-in X-ray as a reader gets it: a table a board would read, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.models.summary import Summary
from casekit.models.switching.measurement import Measurement
from casekit.words import _

__all__ = ["LockInXray"]


@dataclass(frozen=True, eq=False, repr=False)
class LockInXray:
    """Hold what holds a market's customers, measured in money; made by `lock_in_xray`.

    Attributes
    ----------
    measured : Measurement
        The choice model in which tastes differ.
    measured_plainly : Measurement
        The plain conditional logit, in which all customers have the same taste.
    firms : tuple of str
        The firms of the market.
    customers, choices : int
        How many customers were read, and how many choices of theirs.
    warnings : tuple of str
        What a reader has to know before believing a number.
    """

    measured: Measurement
    measured_plainly: Measurement
    firms: tuple[str, ...]
    customers: int
    choices: int
    warnings: tuple[str, ...]

    def __repr__(self) -> str:
        parts = [f"{row.form} {row.money:.1f}" for row in self.barriers.itertuples()]
        return _("<Lock-in X-ray: {parts} (money)>").format(parts=", ".join(parts))

    @cached_property
    def barriers(self) -> pd.DataFrame:
        """Give the mean barrier of each form in money, with its 95% interval.

        The mean is over the customer-months in which there was a firm to leave: ``form``,
        ``money``, ``low``, ``high``. A form that the panel does not show has no row; a row
        ``habit`` is a worth of staying that none of the four forms explains.
        """
        return self.measured.barriers()

    @cached_property
    def plain(self) -> pd.DataFrame:
        """Give the same table from the plain logit, which reads taste as lock-in."""
        return self.measured_plainly.barriers()

    @cached_property
    def params(self) -> pd.Series:
        """Give the parameters.

        ``point_value`` (money a point), ``technical_cost`` (money after a long stay),
        ``months_to_learn``, ``exit_fee`` (money at the start of a term), ``friends_value`` (money
        when all friends are there) and ``habit`` are in units of the panel; ``attention`` is the
        share of customer-months in which leaving is considered;
        ``price_sensitivity`` is utility a unit of money, the constants and ``taste_sd`` utility.
        """
        return self.measured.params

    @property
    def bse(self) -> pd.Series:
        """Give the standard errors of ``params``; customers are taken as independent."""
        return self.measured.bse

    @property
    def llf(self) -> float:
        """Give the log-likelihood of the choices."""
        return self.measured.llf

    @property
    def nobs(self) -> int:
        """Give the number of customers; the intervals rest on them, not on rows."""
        return self.customers

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals of ``params``.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 for 95%.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``. For money Fieller's interval of a ratio, which has
            infinite ends where prices tell too little.

        Raises
        ------
        InputError
            When alpha is not between 0 and 1.
        """
        if not 0 < alpha < 1:
            raise InputError(
                _("alpha={alpha} was given; it lies between 0 and 1 (0.05: 95%).").format(
                    alpha=alpha
                )
            )
        return self.measured.conf_int(alpha)

    def summary(self) -> Summary:
        """Show the barriers as a table for a board, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        table, plain = self.barriers, self.plain.set_index("form")["money"]
        total = self.measured.total()
        largest = table["money"].max()
        rows = []
        numbers = table[["money", "low", "high"]].to_numpy(dtype=np.float64)
        for form, (money, low, high) in zip(table["form"], numbers, strict=True):
            reading = _reading(low, high, largest=money == largest)
            beside = float(plain.get(form, np.nan))
            rows.append(
                (_what_holds(form), *map(_money, (money, low, high)), reading, _money(beside))
            )
        beside = self.measured_plainly.total()[0]
        rows.append((_("all together"), *map(_money, total), "", _money(beside)))
        columns = [
            _("what holds (form)"),
            _("money"),
            _("95% from"),
            _("to"),
            _("reading"),
            _("plain logit"),
        ]
        board = pd.DataFrame(rows, columns=columns).set_index(columns[0])
        facts = [
            (_("customers"), f"{self.customers:,}"),
            (_("choices"), f"{self.choices:,}"),
            (_("firms"), ", ".join(self.firms)),
            (_("money"), _("mean barrier, equal in force to so much off one month's price")),
            (_("spread of tastes"), _taste_in_money(self.measured)),
            (_("attention"), _attention_in_words(self.measured)),
        ]
        facts += [
            (_("care {n}").format(n=number), words)
            for number, words in enumerate(self.warnings, start=1)
        ]
        return Summary(_("Lock-in X-ray"), tuple(facts), board)

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()


def _what_holds(form: str) -> str:
    return {
        "economic": _("points at stake (economic)"),
        "technical": _("learning and data (technical)"),
        "contractual": _("fee for leaving (contractual)"),
        "community": _("friends there (community)"),
        "habit": _("none of the four (habit)"),
    }[form]


def _reading(low: float, high: float, *, largest: bool) -> str:
    if not (np.isfinite(low) and np.isfinite(high)):
        return _("cannot be told in money")
    if low <= 0 <= high:
        return _("may be nothing")
    if high < 0:
        return _("pushes away")
    return _("holds most") if largest else _("holds")


def _money(value: float) -> str:
    if np.isnan(value):
        return "-"
    if np.isinf(value):
        return _("no limit")
    return f"{value:.1f}"


def _taste_in_money(measured: Measurement) -> str:
    sd = float(measured.params["taste_sd"])
    return _("standard deviation {money} in money ({sd} in utility)").format(
        money=_money(sd / measured.value("price_sensitivity")), sd=f"{sd:.2f}"
    )


def _attention_in_words(measured: Measurement) -> str:
    if "attention" not in measured.model.names:
        return _("taken as given: {share} of customer-months are considered").format(
            share=_percent(measured.model.attention or 1.0)
        )
    value = measured.value("attention")
    ends = measured.conf_int().loc["attention"].to_numpy(dtype=np.float64)
    low, high = (float(end) for end in ends)
    tenths = round(10 * value)
    if tenths == 10:
        said = _("nearly all customer-months are considered")
    elif tenths == 0:
        said = _("hardly any customer-month is considered")
    else:
        said = _("about {tenths} of 10 customer-months are considered").format(tenths=tenths)
    return _(
        "{said} ({value}; 95% from {low} to {high}); to stay without considering it is not a "
        "switching cost"
    ).format(said=said, value=_percent(value), low=_percent(low), high=_percent(high))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"

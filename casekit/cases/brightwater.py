"""Brightwater Home: an invented broadband town in which four things hold households."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching import SwitchingTruth, make_switching_market
from casekit.words import _

__all__ = ["brightwater_plans", "brightwater_town"]

_FIRMS = ("Brightwater", "Alder", "Birch")
# What each form is worth, in money; all three providers do the same.
_WORTH = {
    "economic": ("point_value", 1.2),
    "technical": ("technical_cost", 6.0),
    "contractual": ("exit_fee", 20.0),
    "community": ("friends_value", 15.0),
}
# Households differ much in which provider they like: that is what makes the town hard to read.
_TASTE_SD = 1.5
_PRICE = 30.0


def brightwater_town(
    n_households: int = 2_000,
    *,
    seed: int = 1,
    months: int = 24,
    nothing_holds: bool = False,
    fee_forbidden: bool = False,
    doubled: str | None = None,
    rivals_copy: bool = False,
    cheaper_by: float = 0.0,
) -> tuple[pd.DataFrame, pd.DataFrame, SwitchingTruth]:
    """Make the town of lesson 01: three providers, and households that mostly stay.

    Parameters
    ----------
    n_households : int
        Households, watched from the month in which they take their first line.
    seed : int
        Same seed, same town. Two calls that differ in the switches below have the same
        households, prices and luck.
    months : int
        Months observed.
    nothing_holds : bool
        The same town without any barrier.
    fee_forbidden : bool
        The same town after a law that forbids the fee for leaving early.
    doubled : str, optional
        The form that Brightwater alone doubles: ``"economic"``, ``"technical"``,
        ``"contractual"`` or ``"community"``.
    rivals_copy : bool
        Whether the two rivals double the same form too.
    cheaper_by : float
        Money a month that Brightwater takes off its mean price (30), every month.

    Returns
    -------
    panel, events, truth
        As `casekit.generators.switching.make_switching_market` gives them.

    Raises
    ------
    InputError
        When the form to double is unknown, is the fee that the law forbids, or is missing while
        rivals copy it; when the price would fall below 0.

    Notes
    -----
    The town is invented. Its households change providers far more often than real ones, so that
    two years of data show what holds them.

    Examples
    --------
    >>> panel, events, truth = brightwater_town(500)
    >>> truth.barriers["money"].round().tolist()
    [4.0, 3.0, 12.0, 6.0]
    """
    if doubled is not None and doubled not in FORMS:
        raise InputError(
            _("`doubled` must be one of {forms}; {given!r} was given.").format(
                forms=", ".join(f'"{form}"' for form in FORMS), given=doubled
            )
        )
    if fee_forbidden and doubled == "contractual":
        raise InputError(
            _("The law forbids the fee, so it cannot be doubled: choose another form.")
        )
    if rivals_copy and doubled is None:
        raise InputError(_("Rivals can copy only what is doubled: name the form in `doubled`."))
    if not 0 <= cheaper_by <= _PRICE:
        raise InputError(
            _("`cheaper_by` must lie between 0 and {price:g}; {given!r} was given.").format(
                price=_PRICE, given=cheaper_by
            )
        )
    worth: dict[str, Any] = {}
    for form, (name, value) in _WORTH.items():
        plain = 0.0 if fee_forbidden and form == "contractual" else value
        ours = 2 * plain if form == doubled else plain
        rivals = ours if rivals_copy else plain
        worth[name] = [ours, rivals, rivals]
    return make_switching_market(
        n_households,
        seed=seed,
        months=months,
        firms=_FIRMS,
        taste_sd=_TASTE_SD,
        without=FORMS if nothing_holds else (),
        base_price=[_PRICE - cheaper_by, _PRICE, _PRICE],
        **worth,
    )


def brightwater_plans(
    plans: Mapping[str, Mapping[str, Any]], *, n_households: int = 2_000, seed: int = 1
) -> pd.DataFrame:
    """Let the town live through the same two years under several plans, and compare.

    Parameters
    ----------
    plans : mapping of str to mapping
        Name of a plan, and what it changes: arguments of `brightwater_town`.
    n_households : int
        Households of the town.
    seed : int
        Same seed, same households, prices and luck under every plan.

    Returns
    -------
    pandas.DataFrame
        A row a plan: how many of 100 of Brightwater's households stay from one month to the next,
        and in the last month its share of households (per cent) and its bills (thousands, money).

    Raises
    ------
    InputError
        When there is no plan, or a plan asks for what `brightwater_town` refuses.

    Examples
    --------
    >>> plans = {"today": {}, "law only": {"fee_forbidden": True}}
    >>> brightwater_plans(plans, n_households=500).index.tolist()
    ['today', 'law only']
    """
    if not plans:
        raise InputError(_('Name one plan at least, such as {"today": {}}.'))
    rows = {}
    for name, changes in plans.items():
        town, _events, _truth = brightwater_town(n_households, seed=seed, **changes)
        ours = town[town["previous_firm"] == _FIRMS[0]]
        last = town[town["month"] == town["month"].max()]
        taken = last["firm"] == _FIRMS[0]
        rows[name] = {
            _("stay (of 100)"): round(100 * float((ours["firm"] == _FIRMS[0]).mean())),
            _("share (%)"): round(100 * float(taken.mean())),
            _("bills ($ thousand)"): round(
                float(last.loc[taken, f"price_{_FIRMS[0]}"].sum()) / 1000, 1
            ),
        }
    return pd.DataFrame([*rows.values()], index=pd.Index([*rows], name=_("plan")))

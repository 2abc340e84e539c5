"""What a fit of stamp cards found: gradient, head start, pace, and who gives up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import norm

from casekit.errors import InputError
from casekit.generators.programmes.stamp_rules import expected_interval_days
from casekit.models.intervals import two_sided
from casekit.models.programmes.gradient import expected_card_days
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["GoalGradientResults"]

_LOGS = ("first_interval_days", "noise", "spread")
_ODDS = ("quit_chance",)


@dataclass(frozen=True, eq=False, repr=False)
class GoalGradientResults:
    """Answer to the names that an analyst expects after ``fit``.

    Attributes
    ----------
    params : pandas.Series
        ``gradient``, ``head_start`` (where some cards had given stamps and some had none),
        ``first_interval_days``, ``noise``, ``spread`` and, where somebody may have given up,
        ``quit_chance``, ``head_start_quit`` and ``slow_quit``: as in
        `casekit.generators.programmes.make_stamp_cards`.
    covariance : pandas.DataFrame or None
        Of the estimates; None when parameters were given. NaN for what lies on its bound.
    llf : float
        Log-likelihood; NaN when parameters were given.
    nobs : int
        Intervals that were seen.
    customers : int
        Customers in the log.
    """

    params: pd.Series
    covariance: pd.DataFrame | None
    llf: float
    nobs: int
    customers: int
    title: ClassVar[str] = "Goal gradient of stamp cards"

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value:.4g}" for name, value in self.params.items())
        return f"<{self.title}: {values}>"

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates, from the observed information."""
        if self.covariance is None:
            raise InputError(_("These parameters were given, not fitted: they have no errors."))
        return self.covariance

    @property
    def bse(self) -> pd.Series:
        """Give standard errors."""
        with np.errstate(invalid="ignore"):
            errors = np.sqrt(np.diag(self.cov_params()))
        return pd.Series(errors, index=self.params.index, name="std_error")

    @property
    def pvalues(self) -> pd.Series:
        """Give two-sided p-values for gradient and head start being 0 (and the two of quitting)."""
        names = [name for name in self.params.index if name not in (*_LOGS, *_ODDS)]
        sizes = np.abs(self.params[names] / self.bse[names])
        return pd.Series(2 * norm.sf(sizes), index=names, name="p_value")

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals, on the scale on which each is symmetric.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter. Days, noise and spread keep above
            0 (logarithms), the chance between 0 and 1 (log-odds).
        """
        reach = two_sided(alpha)
        errors = self.bse
        ends = {}
        for name, value, error in zip(
            map(str, self.params.index), self.params, errors, strict=True
        ):
            if name in _LOGS:
                factor = np.exp(reach * error / value) if value > 0 else np.nan
                ends[name] = (value / factor, value * factor)
            elif name in _ODDS:
                half = reach * error / (value * (1 - value)) if 0 < value < 1 else np.nan
                ends[name] = (float(expit(logit(value) - half)), float(expit(logit(value) + half)))
            else:
                ends[name] = (value - reach * error, value + reach * error)
        return pd.DataFrame.from_dict(ends, orient="index", columns=["lower", "upper"])

    def expected_interval_days(self, progress: Any, *, given: int = 0) -> np.ndarray:
        """Give the mean days until the next visit at some places of a card."""
        return expected_interval_days(
            progress,
            gradient=float(self.params["gradient"]),
            first_interval_days=float(self.params["first_interval_days"]),
            head_start=float(self.params.get("head_start", 0.0)),
            given=given,
        )

    def expected_card_days(self, *, slots: int = 10, given: int = 0) -> float:
        """Give the mean days from the first to the last visit of a card, had nobody given up.

        Parameters
        ----------
        slots, given : int
            The card. A head start that the data did not show counts as 0.
        """
        return expected_card_days(
            slots=slots,
            given=given,
            gradient=float(self.params["gradient"]),
            head_start=float(self.params.get("head_start", 0.0)),
            first_interval_days=float(self.params["first_interval_days"]),
        )

    def summary(self) -> Summary:
        """Show the fit as a small table, without date or time."""
        columns = {_("estimate"): self.params}
        facts: tuple[tuple[str, str], ...] = ((_("parameters"), _("given, not fitted")),)
        if self.covariance is not None:
            interval = self.conf_int()
            columns |= {
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
            facts = (
                (_("customers"), f"{self.customers:,}"),
                (_("intervals"), f"{self.nobs:,}"),
                (_("log-likelihood"), f"{self.llf:.1f}"),
            )
        table = pd.DataFrame(columns).map(lambda v: "-" if np.isnan(v) else f"{v:.4g}")
        return Summary(self.title, facts, table)

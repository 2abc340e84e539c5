"""What every fitted model of brand choice answers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.intervals import symmetric_interval
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["ChoiceResults"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class ChoiceResults:
    """Answer to the names that an analyst expects after ``fit``.

    Attributes
    ----------
    names : tuple of str
        Names of the parameters.
    values : ndarray
        The estimates, in log-odds (of price: log-odds for each unit of money).
    covariance : ndarray
        Covariance of the estimates, clustered by customer.
    llf : float
        Log-likelihood.
    nobs, customers : int
        Choices and customers in the fit.
    """

    names: tuple[str, ...]
    values: Floats
    covariance: Floats
    llf: float
    nobs: int
    customers: int

    title: ClassVar[str]

    def __repr__(self) -> str:
        values = [f"{name}={value:.3g}" for name, value in self.params.items()]
        return f"<{self.title}: {', '.join(values)}>"

    @property
    def params(self) -> pd.Series:
        """Give the estimates by name."""
        return pd.Series(self.values, index=list(self.names), name="estimate")

    @property
    def bse(self) -> pd.Series:
        """Give the standard errors, clustered by customer."""
        errors = np.sqrt(np.diag(self.covariance))
        return pd.Series(errors, index=list(self.names), name="std_error")

    @property
    def z(self) -> pd.Series:
        """Give the estimates in standard errors."""
        return (self.params / self.bse).rename("z")

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates."""
        return pd.DataFrame(self.covariance, index=list(self.names), columns=list(self.names))

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals: estimate plus and minus a number of standard errors.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter.
        """
        return symmetric_interval(self.params, self.bse, alpha)

    @property
    def habit_in_money(self) -> float:
        """Give the price gap that just outweighs the habit: habit / (2 × price sensitivity).

        The coefficient ``habit`` is the whole swing of log-odds from the other brand last to this
        brand last: half of it lies on each side, so the half is what a shopper gives up on
        leaving. In software whose coefficient belongs to a 1 for the last brand, the gap is that
        coefficient / price sensitivity, without the 2.
        """
        if "habit" not in self.names:
            raise InputError(_("This model was fitted without habit=True, so it has none."))
        return float(self.params["habit"] / (-2 * self.params["price"]))

    def summary(self) -> Summary:
        """Show the fit: estimates with errors and intervals, rounded, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        interval = self.conf_int()
        columns = {
            _("estimate"): self.params,
            _("std. error"): self.bse,
            "z": self.z,
            _("95% from"): interval["lower"],
            _("to"): interval["upper"],
        }
        facts = (
            (_("customers"), f"{self.customers:,}"),
            (_("choices"), f"{self.nobs:,}"),
            (_("log-likelihood"), f"{self.llf:.1f}"),
        )
        table = pd.DataFrame(columns).map(lambda v: "-" if np.isnan(v) else f"{v:.3g}")
        return Summary(self.title, facts, table)

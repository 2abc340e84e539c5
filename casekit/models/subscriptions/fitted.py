"""What the models of this room answer to after ``fit``: names that an analyst expects."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from casekit.models.intervals import symmetric_interval
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["Fitted"]


@dataclass(frozen=True, eq=False, repr=False)
class Fitted:
    """Hold estimates on a scale where their intervals are symmetric.

    Attributes
    ----------
    params : pandas.Series
        Estimates by name.
    covariance : pandas.DataFrame
        Their covariance.
    llf : float
        Log-likelihood.
    nobs : int
        Rows (months, tasks) that the fit read.
    """

    params: pd.Series
    covariance: pd.DataFrame
    llf: float
    nobs: int

    title: ClassVar[str]

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value:.4g}" for name, value in self.params.items())
        return f"<{self.title}: {values}>"

    @property
    def bse(self) -> pd.Series:
        """Give standard errors."""
        errors = np.sqrt(np.diag(self.covariance))
        return pd.Series(errors, index=self.params.index, name="std_error")

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates."""
        return self.covariance

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter.
        """
        return symmetric_interval(self.params, self.bse, alpha)

    def summary(self) -> Summary:
        """Show the fit as a small table, without date or time."""
        interval = self.conf_int()
        table = pd.DataFrame(
            {
                _("estimate"): self.params,
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
        ).map(lambda value: f"{value:.4g}")
        facts = ((_("rows"), f"{self.nobs:,}"), (_("log-likelihood"), f"{self.llf:.1f}"))
        return Summary(self.title, facts, table)

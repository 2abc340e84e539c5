"""One effect with its error: the names that an analyst expects after a fit."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as t_distribution

from casekit.models.intervals import symmetric_interval
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["Estimates"]


@dataclass(frozen=True, eq=False, repr=False)
class Estimates:
    """Hold estimates with their covariance; the base of several results.

    Attributes
    ----------
    params : pandas.Series
        Estimates, in the outcome's unit.
    covariance : pandas.DataFrame
        Their covariance.
    nobs : int
        Rows that the fit read.
    outcome : str
        Name of the outcome.
    """

    params: pd.Series
    covariance: pd.DataFrame
    nobs: int
    outcome: str

    @property
    @abstractmethod
    def degrees(self) -> float:
        """Give the degrees of freedom of Student's t; infinite: the normal distribution."""

    def __repr__(self) -> str:
        return str(self.summary())

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    @property
    def bse(self) -> pd.Series:
        """Give standard errors."""
        errors = np.sqrt(np.diag(self.covariance.to_numpy()))
        return pd.Series(errors, index=self.params.index, name="std_error")

    @property
    def tvalues(self) -> pd.Series:
        """Give estimates in standard errors."""
        return (self.params / self.bse).rename("t")

    @property
    def pvalues(self) -> pd.Series:
        """Give two-sided p-values, from Student's t."""
        sizes = np.abs(self.tvalues.to_numpy(dtype=np.float64))
        values = 2 * t_distribution.sf(sizes, self.degrees)
        return pd.Series(values, index=self.params.index, name="p_value")

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
            Columns ``lower`` and ``upper``, one row an estimate.
        """
        student = t_distribution(self.degrees)
        return symmetric_interval(self.params, self.bse, alpha, quantile=student.ppf)

    def summary(self) -> Summary:
        """Show estimates with errors and intervals, rounded, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        interval = self.conf_int()
        table = pd.DataFrame(
            {
                _("estimate"): self.params,
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
        ).map(self._rounded)
        return Summary(self._title(), self._facts(), table)

    def _rounded(self, value: float) -> str:
        return f"{value:,.4g}" if abs(value) >= 1 else f"{value:.4f}"

    def _title(self) -> str:
        return _("Effect on {outcome}").format(outcome=self.outcome)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        return ((_("rows"), f"{self.nobs:,}"),)

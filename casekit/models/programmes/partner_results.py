"""What partners of a coalition do to each other, pair by pair, on average and in money."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as t_distribution

from casekit.errors import InputError
from casekit.models.intervals import refuse_unless_level
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["CrossPartnerResults"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class CrossPartnerResults:
    """Hold what each partner's points do to every partner's sales.

    Attributes
    ----------
    matrix : pandas.DataFrame
        Elasticities: per cent that the column's sales change for one per cent more points of the
        row's partner; own effects on the diagonal.
    covariance : ndarray
        Covariance of all of them, row by row, clustered by city.
    nobs, clusters : int
        Weeks in cities, and cities.
    mean_sales_per_week : pandas.Series
        Mean sales of each partner, $ a week, all cities together.
    """

    matrix: pd.DataFrame
    covariance: Floats = field(repr=False)
    nobs: int
    clusters: int
    mean_sales_per_week: pd.Series

    def __repr__(self) -> str:
        return str(self.summary())

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    @property
    def params(self) -> pd.Series:
        """Give the elasticities as one column, by promoting and selling partner."""
        pairs = pd.MultiIndex.from_product([self.matrix.index, self.matrix.columns])
        return pd.Series(self.matrix.to_numpy().ravel(), index=pairs, name="estimate")

    @property
    def bse(self) -> pd.Series:
        """Give their standard errors."""
        return pd.Series(np.sqrt(np.diag(self.covariance)), self.params.index, name="std_error")

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give their intervals, a row a pair of promoting and selling partner.

        Parameters
        ----------
        alpha : float
            0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            ``lower`` and ``upper``.
        """
        reach = self._reach(alpha) * self.bse
        return pd.DataFrame({"lower": self.params - reach, "upper": self.params + reach})

    def mean_cross(self, alpha: float = 0.05) -> pd.Series:
        """Give the mean of what partners do to each other, own effects left out.

        Parameters
        ----------
        alpha : float
            0.05 gives a 95% interval.

        Returns
        -------
        pandas.Series
            ``estimate``, ``std_error``, ``lower``, ``upper``.
        """
        weights = np.where(self._outside, 1.0, 0.0) / self._outside.sum()
        estimate = float(weights @ self.params.to_numpy())
        error = float(np.sqrt(weights @ self.covariance @ weights))
        reach = self._reach(alpha) * error
        return pd.Series(
            {
                "estimate": estimate,
                "std_error": error,
                "lower": estimate - reach,
                "upper": estimate + reach,
            },
            name="mean_cross",
        )

    def pairs(self, alpha: float = 0.05) -> pd.Series:
        """Count the pairs of different partners: who takes, who brings, who cannot be told.

        Parameters
        ----------
        alpha : float
            0.05: told by 95% intervals.

        Returns
        -------
        pandas.Series
            ``takes_customers``, ``cannot_tell``, ``brings_customers``.
        """
        interval = self.conf_int(alpha).to_numpy()[self._outside]
        takes, brings = int((interval[:, 1] < 0).sum()), int((interval[:, 0] > 0).sum())
        return pd.Series(
            {
                "takes_customers": takes,
                "cannot_tell": len(interval) - takes - brings,
                "brings_customers": brings,
            },
            name="pairs",
        )

    def spill_over(self, multiplier: float = 2.0) -> pd.DataFrame:
        """Give the money that one partner's extra points move, $ a week in all cities together.

        Parameters
        ----------
        multiplier : float
            Points given, in multiples of the usual ones; 2: double points.

        Returns
        -------
        pandas.DataFrame
            A row a promoting partner: ``own_sales_per_week``, ``others_sales_per_week`` and
            ``coalition_sales_per_week``, the changes against mean sales. Revenue, and before the
            cost of the points.
        """
        if not (np.isfinite(multiplier) and multiplier > 0):
            raise InputError(_("`multiplier` lies above 0; 2 means double points."))
        change = multiplier ** self.matrix.to_numpy() - 1
        money = change * self.mean_sales_per_week.to_numpy()[None, :]
        own = np.diag(money)
        return pd.DataFrame(
            {
                "own_sales_per_week": own,
                "others_sales_per_week": money.sum(axis=1) - own,
                "coalition_sales_per_week": money.sum(axis=1),
            },
            index=self.matrix.index,
        )

    def summary(self) -> Summary:
        """Show the matrix with the mean of what partners do to each other.

        Returns
        -------
        Summary
        """
        mean = self.mean_cross()
        facts = (
            (_("weeks in cities"), f"{self.nobs:,}"),
            (_("cities"), f"{self.clusters:,}"),
            (
                _("mean cross effect"),
                f"{mean['estimate']:.4f} [{mean['lower']:.4f}, {mean['upper']:.4f}]",
            ),
        )
        table = self.matrix.map(lambda value: f"{value:.3f}")
        return Summary(_("Elasticities of sales with respect to points"), facts, table)

    @property
    def _outside(self) -> NDArray[np.bool_]:
        return ~np.eye(len(self.matrix), dtype=bool).ravel()

    def _reach(self, alpha: float) -> float:
        refuse_unless_level(alpha)
        return float(t_distribution.ppf(1 - alpha / 2, self.clusters - 1))

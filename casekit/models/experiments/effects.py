"""What a comparison of changes found: effects, errors, intervals, a table and a test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import f as f_distribution

from casekit.errors import InputError
from casekit.models.experiments.estimates import Estimates
from casekit.words import _

__all__ = ["EffectResults", "EventStudyResults", "JointTest"]


@dataclass(frozen=True)
class JointTest:
    """Hold a test that several effects are all zero.

    Attributes
    ----------
    statistic : float
        F statistic.
    p_value : float
        Probability of a statistic as large, were all of them zero.
    effects : int
        How many effects are tested.
    degrees : int
        Degrees of freedom below: clusters less effects.
    """

    statistic: float
    p_value: float
    effects: int
    degrees: int


@dataclass(frozen=True, eq=False, repr=False)
class EffectResults(Estimates):
    """Answer to the names that an analyst expects after a fit.

    Attributes
    ----------
    params : pandas.Series
        Estimated effects, in the outcome's unit.
    covariance : pandas.DataFrame
        Their covariance, robust to any dependence within a cluster.
    nobs, units, clusters : int
        Rows, units and clusters that the fit read.
    llf : float
        Gaussian log-likelihood of the rows, unit means taken out.
    outcome : str
        Name of the outcome.

    Examples
    --------
    >>> results = EffectResults(
    ...     pd.Series({"effect": -3.0}), pd.DataFrame([[0.25]], ["effect"], ["effect"]),
    ...     nobs=240, units=40, clusters=40, llf=-500.0, outcome="price",
    ... )
    >>> results.conf_int().round(2).loc["effect"].tolist()
    [-4.01, -1.99]
    """

    units: int
    clusters: int
    llf: float

    @property
    def degrees(self) -> float:
        """Give clusters less one, the degrees of freedom of Student's t."""
        return self.clusters - 1

    def joint_test(self, names: list[str]) -> JointTest:
        """Test that the named effects are all zero.

        Parameters
        ----------
        names : list of str
            Labels in ``params``.

        Returns
        -------
        JointTest
        """
        size, degrees = len(names), self.clusters - len(names)
        if size < 1 or degrees < 1:
            raise InputError(
                _(
                    "{clusters} clusters cannot test {effects} effects together: test fewer, for "
                    "example by a smaller `before`."
                ).format(clusters=self.clusters, effects=size)
            )
        values = self.params.loc[names].to_numpy()
        covariance = self.covariance.loc[names, names].to_numpy()
        wald = float(values @ np.linalg.solve(covariance, values))
        # Hotelling's factor: without it, few clusters reject far too often.
        statistic = wald / size * degrees / (self.clusters - 1)
        return JointTest(
            statistic, float(f_distribution.sf(statistic, size, degrees)), size, degrees
        )

    def _rounded(self, value: float) -> str:
        return f"{value:.3f}"

    def _title(self) -> str:
        return _("Difference-in-differences of {outcome}").format(outcome=self.outcome)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("rows"), f"{self.nobs:,}"),
            (_("units"), f"{self.units:,}"),
            (_("clusters"), f"{self.clusters:,}"),
        )


@dataclass(frozen=True, eq=False, repr=False)
class EventStudyResults(EffectResults):
    """Hold the effect in each period before and after the start.

    Attributes
    ----------
    periods : tuple of int
        Periods since the start, one for each effect in ``params``; the reference is not among them.
    reference : int
        The period that the others are compared with.
    """

    periods: tuple[int, ...]
    reference: int

    @property
    def table(self) -> pd.DataFrame:
        """Give one row a period since the start: estimate and 95% interval; 0 at the reference."""
        interval = self.conf_int()
        rows = pd.DataFrame(
            {
                "estimate": self.params.to_numpy(),
                "lower": interval["lower"].to_numpy(),
                "upper": interval["upper"].to_numpy(),
            },
            index=pd.Index(self.periods, name="periods_since_start"),
        )
        rows.loc[self.reference] = 0.0
        return rows.sort_index()

    def pre_trend_test(self) -> JointTest:
        """Test that no effect shows before the start. Passing does not prove parallel trends.

        Returns
        -------
        JointTest
        """
        names = [
            str(label)
            for label, period in zip(self.params.index, self.periods, strict=True)
            if period < 0
        ]
        if not names:
            raise InputError(
                _("Only one period before the start is in the study: there is no trend to test.")
            )
        return self.joint_test(names)

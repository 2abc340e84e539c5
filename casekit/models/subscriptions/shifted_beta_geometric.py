"""The shifted-beta-geometric model: each customer's chance of leaving is constant, and his own.

Retention of a cohort rises from period to period although nobody becomes more loyal: those who
leave easily leave first. Fader & Hardie (2007), Journal of Interactive Marketing 21(1), 76-90.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from casekit.models.purchases.fitting import fit_rows
from casekit.models.purchases.likelihood import Floats
from casekit.models.subscriptions.edges import (
    Alike,
    alike,
    refuse_unless_informative,
    what_is_not_known,
)
from casekit.models.subscriptions.lifetime import LifetimeResults
from casekit.models.subscriptions.present_values import beta_geometric_sum
from casekit.models.subscriptions.reading import tenure_rows
from casekit.models.subscriptions.tenures import TenureRows, log_share_kept, sbg_log_likelihood

__all__ = ["ShiftedBetaGeometric", "ShiftedBetaGeometricResults", "fit_sbg", "start_beta"]


@dataclass(frozen=True, eq=False, repr=False)
class ShiftedBetaGeometricResults(LifetimeResults):
    """Predict with a shifted-beta-geometric; made by `ShiftedBetaGeometric.fit` or ``.at``."""

    title: ClassVar[str] = "Shifted-beta-geometric"
    names: tuple[str, ...] = ("alpha", "beta")  # type: ignore[misc]  # a covariate adds two

    @property
    def churn_mean(self) -> float:
        """Give the mean chance of leaving at the first renewal, alpha / (alpha + beta).

        With covariates: of a customer in whom all of them are 0.
        """
        alpha, beta = self.estimate.parameters[:2]
        return float(alpha / (alpha + beta))

    @property
    def polarisation(self) -> float:
        """Give 1 / (1 + alpha + beta): 0 where all are alike, 1 where all are yes or no.

        It is the share that chances between customers take of the largest variance possible.
        """
        return float(1 / (1 + self.estimate.parameters[:2].sum()))

    def alike(self) -> Alike:
        """Test whether customers differ at all: one common chance of leaving against this model.

        Returns
        -------
        Alike
            The geometric model (its chance of leaving, its log-likelihood) and the test.
        """
        self._fitted(self.estimate.llf)
        rows: TenureRows = self.estimate.profile.top.hill.data  # type: ignore[union-attr, assignment]
        return alike(rows, self.llf)

    def _of(self, known: Floats) -> tuple[Floats, Floats]:
        alpha, beta, *ratios = self.estimate.parameters
        logs, k = np.log(ratios), len(self.covariates)
        if not k:
            return np.array(alpha), np.array(beta)
        return alpha * np.exp(known @ logs[:k]), beta * np.exp(known @ logs[k:])

    def _row_likelihood(self, rows: TenureRows) -> Floats:
        return sbg_log_likelihood(self.estimate.parameters, rows)[0]

    def _log_survival(self, t: Floats, known: Floats) -> Floats:
        alpha, beta = self._of(known)
        return log_share_kept(alpha, beta, t)[0]

    def _ends(self, known: Floats) -> bool:
        return bool(np.all(self._of(known)[0] > 1))

    def _sum(self, renewals: int, rate: float, horizon: int | None, known: Floats) -> float:
        if horizon is not None:
            return super()._sum(renewals, rate, horizon, known)
        alpha, beta = (float(np.squeeze(part)) for part in self._of(known))
        return beta_geometric_sum(alpha, beta + renewals, rate)


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """Learn how much customers of a contract differ in their chance of leaving at each renewal.

    For everything that is renewed or ended period by period: subscriptions, memberships, service
    contracts. Chances are constant over time and Beta(alpha, beta) across customers.

    Parameters
    ----------
    covariates : sequence of str
        Columns of individual subscriptions. One unit of a covariate multiplies alpha and beta by
        a ratio each: ``alpha_ratio[name]`` and ``beta_ratio[name]``, 1 where it changes nothing.

    Source: Fader & Hardie (2007), Journal of Interactive Marketing 21(1), 76-90.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.frames.survivors import survivor_table
    >>> high_end = pd.DataFrame({
    ...     "period": range(8), "survivors": [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1]})
    >>> fitted = ShiftedBetaGeometric().fit(survivor_table(high_end, customers=1000))
    >>> fitted.params.round(3).tolist(), round(fitted.llf, 1)
    ([0.668, 3.806], -1611.2)
    """

    covariates: Sequence[str] = ()

    def fit(self, table: Any, *, periods: int | None = None) -> ShiftedBetaGeometricResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        table : data frame
            A survivor table (`casekit.frames.survivors.survivor_table`) of one or several cohorts,
            which are pooled and may be of different age; or individual subscriptions
            (`casekit.frames.subscriptions.subscriptions`), of which those still running count as
            still there after ``months_observed`` periods (right-censored).
        periods : int, optional
            Learn from the first periods of each customer only, and keep the rest for a check.

        Returns
        -------
        ShiftedBetaGeometricResults
            Parameters, errors and predictions.

        Raises
        ------
        InputError
            When nobody left, everybody left at once, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When the data cannot tell a parameter, for example because customers hardly differ.
        """
        known = tuple(self.covariates)
        rows = tenure_rows(table, periods=periods, covariates=known)
        return fit_sbg(rows, known)

    @staticmethod
    def at(*, alpha: float, beta: float) -> ShiftedBetaGeometricResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        alpha, beta : float
            Beta distribution of the chance of leaving at a renewal.

        Returns
        -------
        ShiftedBetaGeometricResults
            Predictions, without standard errors.

        Examples
        --------
        >>> round(ShiftedBetaGeometric.at(alpha=0.668, beta=3.806).churn_mean, 3)
        0.149
        """
        return ShiftedBetaGeometricResults._given("periods", alpha=alpha, beta=beta)


def fit_sbg(rows: TenureRows, covariates: tuple[str, ...] = ()) -> ShiftedBetaGeometricResults:
    """Fit tenures that were counted already."""
    refuse_unless_informative(rows)
    ratios = [f"{name}_ratio[{one}]" for name in ("alpha", "beta") for one in covariates]
    start = {"alpha": 1.0, "beta": start_beta(rows)} | dict.fromkeys(ratios, 1.0)
    estimate = fit_rows(
        sbg_log_likelihood,
        rows,
        start,
        dict.fromkeys(start, what_is_not_known(rows, constant=True)),
    )
    return ShiftedBetaGeometricResults(
        estimate, "periods", covariates=covariates, names=("alpha", "beta", *ratios)
    )


def start_beta(rows: TenureRows) -> float:
    """Give the beta that, with alpha = 1, has the churn of the first renewals seen."""
    seen = np.maximum(rows.gone, 1.0) @ rows.counts
    return float(np.clip(seen / (rows.left @ rows.counts) - 1, 0.05, 1e7))

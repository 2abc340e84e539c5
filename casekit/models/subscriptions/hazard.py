"""Regress the hazard of leaving on what was known in the month: complementary log-log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, CUSTOMERS
from casekit.frames.engine import need_columns
from casekit.frames.subscriptions import LEFT, SUBSCRIPTION_MONTH, TERM_END, read_subscriptions
from casekit.metrics.subscriptions.unfolding import subscription_months
from casekit.models.subscriptions.fitted import Fitted
from casekit.words import _

__all__ = ["CancellationHazard", "CancellationHazardResults"]

Floats = NDArray[np.float64]

_BASELINES = ("constant", "log_month", "month")


@dataclass(frozen=True, eq=False, repr=False)
class CancellationHazardResults(Fitted):
    """Effects on the hazard of leaving, with errors clustered by customer.

    Attributes
    ----------
    params : pandas.Series
        Coefficients of ln(-ln(1 - hazard)): exp of one is a ratio of rates.
    model : CancellationHazard
        What was fitted.
    """

    model: "CancellationHazard"
    title: ClassVar[str] = "Hazard of leaving (complementary log-log)"

    @property
    def ratios(self) -> pd.DataFrame:
        """Give how many times the rate of leaving is multiplied, with 95% intervals.

        Returns
        -------
        pandas.DataFrame
            ``ratio``, ``lower``, ``upper``, one row a covariate (the baseline is left out).
        """
        names = list(self.model.covariates)
        interval = self.conf_int()
        return pd.DataFrame(
            {
                "ratio": np.exp(self.params[names]),
                "lower": np.exp(interval.loc[names, "lower"]),
                "upper": np.exp(interval.loc[names, "upper"]),
            }
        )

    def predict(self, months: pd.DataFrame) -> pd.Series:
        """Give the hazard of each row of a table of months.

        Parameters
        ----------
        months : pandas.DataFrame
            ``month`` and the covariates.

        Returns
        -------
        pandas.Series
            Chances of leaving at the end of the month.
        """
        design = self.model.design(months).reindex(columns=self.params.index, fill_value=0.0)
        index = design.to_numpy() @ self.params.to_numpy()
        return pd.Series(-np.expm1(-np.exp(index)), index=months.index, name="hazard")


@dataclass(frozen=True)
class CancellationHazard:
    """Model the chance of leaving at the end of a month, given that one was still there.

    ln(-ln(1 - h_t)) = a_t + b x_t. With this link, the coefficients are those of a proportional
    hazard in continuous time, whatever the length of a month.

    Parameters
    ----------
    covariates : sequence of str
        Columns of the table of months (`casekit.metrics.subscriptions.subscription_months`):
        by default ``term_end``, the months in which the contract may be left without a fee.
    baseline : {"constant", "log_month", "month"}
        How the hazard depends on the age of the subscription besides: not at all, by a power of
        the month, or freely (a dummy a month; a covariate that is a function of the month alone
        is then not identified).

    References
    ----------
    statsmodels: GLM with a binomial family and the complementary log-log link.

    Examples
    --------
    >>> from casekit.generators.subscriptions import make_subscriptions
    >>> table, truth = make_subscriptions(2_000, seed=4, attention=1)
    >>> CancellationHazard().fit(table).ratios.round(0)["ratio"].to_dict()
    {'term_end': 47.0}
    """

    covariates: Sequence[str] = (TERM_END,)
    baseline: str = "log_month"

    def fit(self, table: Any) -> CancellationHazardResults:
        """Fit the regression.

        Parameters
        ----------
        table : data frame
            Subscriptions, or their months as `subscription_months` gives them. A month counts
            once; errors are clustered by ``customer_id``, so a subscriber's months are not taken
            for strangers.

        Returns
        -------
        CancellationHazardResults

        Raises
        ------
        InputError
            When a column is missing, or a covariate never changes.
        """
        months = self._months_of(table)
        left = months[LEFT].to_numpy(dtype=float)
        if left.min() == left.max():
            raise InputError(_("Everybody left, or nobody did: there is no hazard to explain."))
        design = self.design(months)
        rank = int(np.linalg.matrix_rank(design.T.to_numpy() @ design.to_numpy()))
        if rank < design.shape[1]:
            raise InputError(
                _(
                    "The covariates {names} cannot be told apart in these months, or from the "
                    'baseline "{baseline}". Leave one out, add contracts of another term, or '
                    'choose baseline="log_month".'
                ).format(names=", ".join(self.covariates), baseline=self.baseline)
            )
        fitted, index = _fit_cells(left, design)
        groups = pd.factorize(months[CUSTOMER_ID])[0]
        bread = np.linalg.inv(-fitted.model.hessian(fitted.params, observed=True))
        names = design.columns
        return CancellationHazardResults(
            params=pd.Series(fitted.params, index=names, name="estimate"),
            covariance=pd.DataFrame(
                _clustered(left, design.to_numpy(), index, groups, bread),
                index=names,
                columns=names,
            ),
            llf=float(_log_likelihood(left, index)),
            nobs=len(left),
            model=self,
        )

    def design(self, months: pd.DataFrame) -> pd.DataFrame:
        """Give the columns of the regression, a row a month."""
        if self.baseline not in _BASELINES:
            raise InputError(
                _('baseline="{given}" was given; choose one of {names}.').format(
                    given=self.baseline, names=", ".join(f'"{name}"' for name in _BASELINES)
                )
            )
        wanted = [SUBSCRIPTION_MONTH, *self.covariates]
        need_columns(
            [str(name) for name in months.columns],
            wanted,
            _("A covariate is a column of the table of months (ck.subscription_months(table))."),
        )
        month = months[SUBSCRIPTION_MONTH]
        if self.baseline == "month":
            design = pd.get_dummies(month, prefix="month").astype(float)
        else:
            design = pd.DataFrame({"constant": 1.0}, index=months.index)
            if self.baseline == "log_month":
                design["log_month"] = np.log(month.astype(float))
        for name in self.covariates:
            design[name] = months[name].astype(float)
        return design

    def _months_of(self, table: Any) -> pd.DataFrame:
        if isinstance(table, pd.DataFrame) and SUBSCRIPTION_MONTH in table.columns:
            need_columns(
                [str(name) for name in table.columns],
                [CUSTOMER_ID, LEFT],
                _("A table of months comes from ck.subscription_months(table)."),
            )
            return table
        seen = read_subscriptions(table)
        if (seen[CUSTOMERS] > 1).any():
            # Clustering is by customer, so customers who were counted are told apart again.
            seen = seen.loc[seen.index.repeat(seen[CUSTOMERS])].reset_index(drop=True)
            seen[CUSTOMER_ID] = np.arange(1, len(seen) + 1)
        return subscription_months(seen)


def _fit_cells(left: Floats, design: pd.DataFrame) -> tuple[Any, Floats]:
    """Fit by statsmodels on the distinct rows with their counts: the same estimates, sooner.

    Half a million months have a few dozen distinct rows of covariates.
    """
    cell = design.groupby(list(design.columns), sort=True).ngroup().to_numpy()
    first = np.unique(cell, return_index=True)[1]
    rows = design.to_numpy()[first]
    gone = np.bincount(cell, left, len(rows))
    stayed = np.bincount(cell, minlength=len(rows)) - gone
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    fitted = sm.GLM(np.column_stack([gone, stayed]), rows, family=family).fit()
    return fitted, (rows @ fitted.params)[cell]


def _clustered(
    left: Floats, design: Floats, index: Floats, groups: NDArray[np.intp], bread: Floats
) -> Floats:
    """Give the sandwich covariance with one cluster a customer, corrected as statsmodels does."""
    rate = np.exp(index)
    hazard = -np.expm1(-rate)
    weight = (left - hazard) * rate / hazard
    clusters = int(groups.max()) + 1
    scores = np.column_stack(
        [np.bincount(groups, weight * column, clusters) for column in design.T]
    )
    months, parameters = design.shape
    correction = clusters / (clusters - 1) * (months - 1) / (months - parameters)
    return correction * bread @ (scores.T @ scores) @ bread


def _log_likelihood(left: Floats, index: Floats) -> float:
    rate = np.exp(index)
    return float(np.where(left > 0, np.log(-np.expm1(-rate)), -rate).sum())

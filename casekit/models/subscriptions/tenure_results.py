"""What a model of tenure tells: who is still there, who renews, who will be there.

Payments are made at the start of each period: at time 0, when a customer joins, and then at every
renewal. Survival S(t) is the chance of the payment at time t.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.subscriptions import LEFT, MONTHS_OBSERVED, read_subscriptions
from casekit.frames.survivors import PERIOD, SURVIVORS
from casekit.models.intervals import two_sided
from casekit.models.purchases.likelihood import Floats
from casekit.models.purchases.results import PROFILE_UP_TO, Estimate, Results
from casekit.models.subscriptions.periods import labels_of, periods_of, whole_number
from casekit.models.subscriptions.reading import tenure_rows
from casekit.models.subscriptions.tenures import TenureRows
from casekit.words import _

__all__ = ["TenureResults"]


@dataclass(frozen=True, eq=False, repr=False)
class TenureResults(Results):
    """Answer what a fitted or given model of tenure says about customers, present and future.

    Attributes
    ----------
    covariates : tuple of str
        Columns that a customer's alpha and beta depend on.
    """

    covariates: tuple[str, ...] = ()

    def conf_int(self, alpha: float = 0.05, *, method: str = "auto") -> pd.DataFrame:
        """Give confidence intervals that keep their promise for skewed, positive parameters.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.
        method : {"auto", "profile", "wald"}
            As in `casekit.models.purchases.results.Results.conf_int`, but ``"auto"`` is profile
            likelihood for any number of customers (up to 50,000 distinct tenures): where hardly
            anybody leaves, a million customers can tell as little as a hundred, and counting
            equal tenures once makes it cheap.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter; missing where the data cannot
            tell the parameter.
        """
        profile = self.estimate.profile
        if method == "auto" and profile is not None:
            few = len(profile.top.hill.data) <= PROFILE_UP_TO
            method = "profile" if few else "wald"
        return super().conf_int(alpha, method=method)

    def survival(
        self, periods: int | Sequence[float], *, like: Mapping[str, float] | None = None
    ) -> pd.Series:
        """Tell which share of new customers is still there after each period.

        Parameters
        ----------
        periods : int or sequence of numbers
            A whole number: all periods from 0 to it. A sequence: these periods.
        like : mapping, optional
            Values of the covariates, for a model that has some.

        Returns
        -------
        pandas.Series
            Shares, by period; 1 at period 0.

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> ShiftedBetaGeometric.at(alpha=0.668, beta=3.806).survival([1, 7, 12]).round(3).tolist()
        [0.851, 0.489, 0.378]
        """
        t = periods_of(periods, first=0)
        shares = np.exp(self._log_survival(t, self._values(like)))
        return pd.Series(shares, index=pd.Index(labels_of(t), name=PERIOD), name="survival")

    def retention(
        self, periods: int | Sequence[float], *, like: Mapping[str, float] | None = None
    ) -> pd.Series:
        """Tell which share of those who came up for each renewal renews.

        Parameters
        ----------
        periods : int or sequence of numbers
            A whole number: all renewals from 1 to it. A sequence: these renewals.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        pandas.Series
            Retention rates S(t) / S(t - 1), by period.

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> ShiftedBetaGeometric.at(alpha=0.704, beta=1.182).retention(4).round(2).tolist()
        [0.63, 0.76, 0.82, 0.86]
        """
        t = periods_of(periods, first=1)
        if (t < 1).any():
            raise InputError(_("Renewals are counted from 1; period 0 is the start."))
        values = self._values(like)
        rates = np.exp(self._log_survival(t, values) - self._log_survival(t - 1, values))
        return pd.Series(rates, index=pd.Index(labels_of(t), name=PERIOD), name="retention")

    def survival_interval(
        self,
        periods: int | Sequence[float],
        *,
        alpha: float = 0.05,
        like: Mapping[str, float] | None = None,
    ) -> pd.DataFrame:
        """Tell how well survival is known, seen and forecast, if the model is right.

        Parameters
        ----------
        periods : int or sequence of numbers
            As in `survival`.
        alpha : float
            Share of samples whose interval misses the truth.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        pandas.DataFrame
            ``survival``, ``lower`` and ``upper``, by period; the ends are missing where the data
            cannot tell a parameter.

        Notes
        -----
        By the delta method, on the scale of ln(-ln S), where intervals stay between 0 and 1. It is
        the interval of the expected share; the share of a small cohort scatters around that.

        Examples
        --------
        >>> from casekit.frames.survivors import survivor_table
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> table = pd.DataFrame({"period": range(5), "survivors": [1000, 631, 468, 382, 326]})
        >>> ShiftedBetaGeometric().fit(table).survival_interval([12]).round(2).to_dict("list")
        {'survival': [0.16], 'lower': [0.13], 'upper': [0.19]}
        """
        covariance = self._fitted(self.estimate.log_covariance)
        share = self.survival(periods, like=like)
        t, known = share.index.to_numpy(dtype=float), self._values(like)
        parameters, step = self.estimate.parameters, 1e-5
        slopes = []
        for unit in np.eye(len(parameters)):
            near = [
                replace(self, estimate=Estimate(parameters * np.exp(side * step * unit)))
                for side in (1, -1)
            ]
            logs = [one._log_survival(t, known) for one in near]
            with np.errstate(invalid="ignore"):  # at period 0 all is known
                by_log = np.log(logs[0] / logs[1]) / (2 * step)
            slopes.append(np.where(t > 0, by_log, 0.0))
        error = np.sqrt(np.einsum("it,ij,jt->t", np.array(slopes), covariance, np.array(slopes)))
        reach = np.exp(two_sided(alpha) * error)
        values = share.to_numpy()
        return pd.DataFrame(
            {"survival": values, "lower": values**reach, "upper": values ** (1 / reach)},
            index=share.index,
        )

    def forecast(
        self,
        periods: int,
        *,
        customers: float = 100.0,
        renewals: int = 0,
        like: Mapping[str, float] | None = None,
    ) -> pd.DataFrame:
        """Forecast how many of a number of customers will be there in the coming periods.

        Parameters
        ----------
        periods : int
            Periods ahead.
        customers : float
            Customers now; 100 gives per cent.
        renewals : int
            Renewals that they have made already: 0 are new ones.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        pandas.DataFrame
            ``period`` since these customers began (the present one first), ``survivors``,
            ``retention`` (missing for the present).

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> model = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)
        >>> model.forecast(2, customers=491, renewals=7).round(2)
           period  survivors  retention
        0       7     491.00        NaN
        1       8     462.41       0.94
        2       9     437.65       0.95
        """
        ahead, made = whole_number(periods, "periods"), whole_number(renewals, "renewals")
        logs = self._log_survival(np.arange(made, made + ahead + 1.0), self._values(like))
        return pd.DataFrame(
            {
                PERIOD: np.arange(made, made + ahead + 1),
                SURVIVORS: customers * np.exp(logs - logs[0]),
                "retention": np.concatenate(([np.nan], np.exp(np.diff(logs)))),
            }
        )

    def predict(self, table: Any, *, periods: int = 1) -> pd.Series:
        """Tell how probably each customer will still be there some periods from now.

        Parameters
        ----------
        table : data frame
            Individual subscriptions (``months_observed``, ``left``, and the covariates): somebody
            who is still there after m periods has made m renewals.
        periods : int
            Periods ahead.

        Returns
        -------
        pandas.Series
            One chance a row; 0 for who has left.
        """
        ahead = whole_number(periods, "periods")
        seen = read_subscriptions(table, also=self.covariates)
        kept = seen[MONTHS_OBSERVED].to_numpy(dtype=float)
        known = seen[list(self.covariates)].to_numpy(dtype=float)
        logs = self._log_survival(kept + ahead, known) - self._log_survival(kept, known)
        chances = np.where(seen[LEFT].to_numpy(), 0.0, np.exp(logs))
        return pd.Series(chances, index=seen.index, name="probability_kept")

    def log_likelihood(self, table: Any, *, periods: int | None = None) -> float:
        """Tell how likely any customers' tenures are at these parameters.

        Parameters
        ----------
        table : data frame
            A survivor table, or individual subscriptions.
        periods : int, optional
            Read only this many periods of each customer.

        Returns
        -------
        float
            Log-likelihood, summed over customers.
        """
        rows = tenure_rows(table, periods=periods, covariates=self.covariates)
        return float(rows.counts @ self._row_likelihood(rows))

    @abstractmethod
    def _row_likelihood(self, rows: TenureRows) -> Floats: ...

    @abstractmethod
    def _log_survival(self, t: Floats, known: Floats) -> Floats:
        """Give ln S(t) of customers of whom the covariates are known (one row, or one a time)."""

    def _values(self, like: Mapping[str, float] | None) -> Floats:
        given = dict(like or {})
        if set(given) != set(self.covariates):
            raise InputError(
                _("like={given} was given; this model's covariates are {names}.").format(
                    given=given or None, names=list(self.covariates) or _("none")
                )
            )
        return np.array([[float(given[name]) for name in self.covariates]])

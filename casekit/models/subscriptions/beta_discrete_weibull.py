"""Does a customer's own chance of leaving change with tenure? The beta-discrete-Weibull model.

A cohort's retention rises when customers differ, and also when each becomes more loyal. This model
holds both: c = 1 is the shifted-beta-geometric (nobody changes), c < 1 means that each customer's
chance of leaving falls from renewal to renewal, c > 1 that it grows. Fader, Hardie, Liu, Davin &
Steenburgh (2018), Journal of Interactive Marketing 43, 1-16.
"""

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from scipy.special import chdtrc

from casekit.errors import CasekitWarning
from casekit.models.purchases.fitting import fit_rows
from casekit.models.purchases.likelihood import Floats
from casekit.models.subscriptions.edges import refuse_unless_informative, what_is_not_known
from casekit.models.subscriptions.lifetime import LifetimeResults
from casekit.models.subscriptions.reading import tenure_rows
from casekit.models.subscriptions.shifted_beta_geometric import (
    ShiftedBetaGeometricResults,
    fit_sbg,
    start_beta,
)
from casekit.models.subscriptions.tenures import (
    TenureRows,
    log_share_kept,
    weibull_log_likelihood,
)
from casekit.words import _

__all__ = ["BetaDiscreteWeibull", "BetaDiscreteWeibullResults", "DurationTest"]


@dataclass(frozen=True)
class DurationTest:
    """Say whether the chance of leaving changes with tenure, beyond what differences explain.

    Attributes
    ----------
    c : float
        Estimate: below 1 each customer's chance of leaving falls with tenure, above 1 it grows.
    lower, upper : float
        Its 95% interval, by profile likelihood.
    statistic : float
        Twice the gain in log-likelihood over c = 1.
    p_value : float
        Chance of so large a gain when c is 1 (chi-squared, one degree of freedom).
    """

    c: float
    lower: float
    upper: float
    statistic: float
    p_value: float


@dataclass(frozen=True, eq=False, repr=False)
class BetaDiscreteWeibullResults(LifetimeResults):
    """Predict with a beta-discrete-Weibull; made by `BetaDiscreteWeibull.fit` or ``.at``."""

    title: ClassVar[str] = "Beta-discrete-Weibull"
    names: ClassVar[tuple[str, ...]] = ("alpha", "beta", "c")

    @property
    def churn_mean(self) -> float:
        """Give the mean chance of leaving at the first renewal, alpha / (alpha + beta)."""
        alpha, beta, _c = self.estimate.parameters
        return float(alpha / (alpha + beta))

    def c_test(self) -> DurationTest:
        """Test c = 1, that a customer's own chance of leaving stays as it is.

        Returns
        -------
        DurationTest
            The likelihood ratio against the shifted-beta-geometric of the same data.

        Examples
        --------
        >>> import pandas as pd
        >>> from casekit.frames.survivors import survivor_table
        >>> regular = pd.DataFrame({
        ...     "period": range(8), "survivors": [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1]})
        >>> fitted = BetaDiscreteWeibull().fit(survivor_table(regular, customers=1000))
        >>> fitted.c_test().p_value > 0.05
        True
        """
        self._fitted(self.estimate.llf)
        lower, upper = self.conf_int().loc["c"].to_numpy(dtype=float)
        gain = max(2 * (self.llf - self.constant.llf), 0.0)
        return DurationTest(
            float(self.params["c"]),
            float(lower),
            float(upper),
            gain,
            float(chdtrc(1, gain)),
        )

    @cached_property
    def constant(self) -> ShiftedBetaGeometricResults:
        """Give the shifted-beta-geometric (c = 1) fitted to the same data."""
        self._fitted(self.estimate.llf)
        rows: TenureRows = self.estimate.profile.top.hill.data  # type: ignore[union-attr, assignment]
        with warnings.catch_warnings():
            # What the data cannot tell was said when the larger model was fitted.
            warnings.simplefilter("ignore", CasekitWarning)
            return fit_sbg(rows)

    def _row_likelihood(self, rows: TenureRows) -> Floats:
        return weibull_log_likelihood(self.estimate.parameters, rows)[0]

    def _log_survival(self, t: Floats, known: Floats) -> Floats:
        alpha, beta, c = self.estimate.parameters
        return log_share_kept(alpha, beta, t**c)[0]

    def _ends(self, known: Floats) -> bool:
        alpha, _beta, c = self.estimate.parameters
        return bool(alpha * c > 1)


@dataclass(frozen=True)
class BetaDiscreteWeibull:
    """Learn whether customers of a contract become more loyal, or only differ from the start.

    A customer whose chance of leaving at the first renewal is p is still there after t periods
    with chance (1 - p)^(t^c), and p is Beta(alpha, beta) across customers, so that
    S(t) = B(alpha, beta + t^c) / B(alpha, beta).

    Source: Fader, Hardie, Liu, Davin & Steenburgh (2018), Journal of Interactive Marketing 43,
    1-16.

    Examples
    --------
    >>> model = BetaDiscreteWeibull.at(alpha=0.668, beta=3.806, c=1)
    >>> model.survival(2).round(3).tolist()
    [1.0, 0.851, 0.747]
    """

    def fit(self, table: Any, *, periods: int | None = None) -> BetaDiscreteWeibullResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        table : data frame
            A survivor table, or individual subscriptions; as in `ShiftedBetaGeometric.fit`.
        periods : int, optional
            Learn from the first periods of each customer only.

        Returns
        -------
        BetaDiscreteWeibullResults
            Parameters, errors, predictions, and `BetaDiscreteWeibullResults.c_test`.

        Raises
        ------
        InputError
            When nobody left, everybody left at once, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When the data cannot tell a parameter: differences between customers and change in
            each can look the same in few periods.
        """
        rows = tenure_rows(table, periods=periods)
        refuse_unless_informative(rows)
        start = {"alpha": 1.0, "beta": start_beta(rows), "c": 1.0}
        flat = dict.fromkeys(("alpha", "beta"), what_is_not_known(rows, constant=False)) | {
            "c": _("The periods seen do not tell whether chances of leaving change with tenure.")
        }
        return BetaDiscreteWeibullResults(
            fit_rows(weibull_log_likelihood, rows, start, flat), "periods"
        )

    @staticmethod
    def at(*, alpha: float, beta: float, c: float = 1.0) -> BetaDiscreteWeibullResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        alpha, beta : float
            Beta distribution of the chance of leaving at the first renewal.
        c : float
            1: nobody's chance changes; below 1 it falls with tenure, above 1 it grows.

        Returns
        -------
        BetaDiscreteWeibullResults
            Predictions, without standard errors.
        """
        return BetaDiscreteWeibullResults._given("periods", alpha=alpha, beta=beta, c=c)

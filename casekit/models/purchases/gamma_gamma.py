"""The Gamma-Gamma model: what a purchase of a customer is worth on average.

A customer's purchases vary around a mean of their own (Gamma(p, nu)), and nu ~ Gamma(q, gamma)
across customers. Fader & Hardie (2013), "The Gamma-Gamma model of monetary value" (note);
Colombo & Jiang (1999), Journal of Interactive Marketing 13(3), 2-12.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.special import gammaln, psi

from casekit.errors import InputError
from casekit.frames import MEAN_REPEAT_SPEND, Histories, read_histories
from casekit.models.purchases.fitting import fit_rows, warn_reader
from casekit.models.purchases.likelihood import Floats, Rows
from casekit.models.purchases.results import Results
from casekit.words import _

__all__ = ["GammaGamma", "GammaGammaResults", "SpendRows", "gamma_gamma_log_likelihood"]

# Between frequency and spend; and, so that chance is not called a pattern, in standard errors.
NOTABLE_CORRELATION = 0.2
NOTABLE_Z = 3.0


@dataclass(frozen=True, eq=False)
class SpendRows(Rows):
    """Hold repeat purchases and their mean spend."""

    spend: Floats


def gamma_gamma_log_likelihood(parameters: Floats, rows: SpendRows) -> tuple[Floats, Floats]:
    """Give each row's log-likelihood and its gradient by p, q, gamma.

    Parameters
    ----------
    parameters : ndarray
        p, q, gamma.
    rows : SpendRows
        Repeat purchases and their mean spend.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods of the mean spend.
    gradient : ndarray, shape (3, rows)
        Derivatives by the parameters.
    """
    p, q, gamma = parameters
    kinds, which = rows.kinds, rows.which
    log_spend, total = np.log(rows.spend), rows.x * rows.spend
    log_total = np.log(total)
    log_sum = np.log(gamma + total)
    shape = p * kinds
    constant = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(gamma)
    values = constant[which] + p * rows.x * (log_total - log_sum) - q * log_sum - log_spend
    gradient = np.empty((3, len(rows)))
    by_shape = (kinds * (psi(shape + q) - psi(shape)))[which]
    gradient[0] = by_shape + rows.x * (log_total - log_sum)
    gradient[1] = (psi(shape + q) - psi(q) + np.log(gamma))[which] - log_sum
    gradient[2] = q / gamma - (p * rows.x + q) / (gamma + total)
    return values, gradient


@dataclass(frozen=True, eq=False, repr=False)
class GammaGammaResults(Results):
    """Predict spend with a Gamma-Gamma model; made by `GammaGamma.fit` or `GammaGamma.at`.

    Attributes
    ----------
    correlation : float or None
        Correlation between the number of repeat purchases and their mean spend in the data of the
        fit. The model takes it to be zero. None for parameters that were given.
    """

    correlation: float | None = None

    title: ClassVar[str] = "Gamma-Gamma"
    names: ClassVar[tuple[str, ...]] = ("p", "q", "gamma")

    @property
    def mean_spend(self) -> float:
        """Give the mean spend of a purchase over all customers, p gamma / (q - 1)."""
        p, q, gamma = self.estimate.parameters
        if q <= 1:
            _warn_of_no_mean(q)
            return float("inf")
        return float(p * gamma / (q - 1))

    def expected_spend(self, histories: Any) -> pd.Series:
        """Tell what each customer's coming purchases are worth on average.

        A mean of what the customer spent and what customers spend, weighted by how many purchases
        tell of the customer. Who never bought again gets the mean of all.

        Parameters
        ----------
        histories : data frame
            Purchase histories with ``mean_repeat_spend``.

        Returns
        -------
        pandas.Series
            Expected spend of a purchase, in the money of the data, indexed by customer.
        """
        read = read_histories(histories, need_spend=True)
        assert read.mean_spend is not None
        p, q, gamma = self.estimate.parameters
        known = np.where(read.x > 0, read.x * np.nan_to_num(read.mean_spend), 0.0)
        certain = p * read.x + q - 1
        if np.any(certain <= 0):
            _warn_of_no_mean(q)
        with np.errstate(divide="ignore"):
            spend = np.where(certain > 0, p * (gamma + known) / certain, np.inf)
        return pd.Series(spend, index=read.index, name="expected_spend")

    def log_likelihood(self, histories: Any) -> float:
        """Tell how likely the mean spends in any histories are at these parameters.

        Parameters
        ----------
        histories : data frame
            Purchase histories with ``mean_repeat_spend``.

        Returns
        -------
        float
            Log-likelihood, summed over customers with a repeat purchase.
        """
        rows = _spend_rows(read_histories(histories, need_spend=True))
        return float(rows.counts @ gamma_gamma_log_likelihood(self.estimate.parameters, rows)[0])


def _warn_of_no_mean(q: float) -> None:
    warn_reader(
        _(
            "q={q:.3g} is not above 1: spend is so unequal across customers that its mean is "
            "infinite under this model. Look for a few customers of another kind (resellers) and "
            "value them apart."
        ).format(q=q)
    )


def _spend_rows(read: Histories) -> SpendRows:
    assert read.mean_spend is not None
    repeat = read.x > 0
    if not repeat.any():
        raise InputError(
            _(
                "None of the {n} customers bought again, so there is no repeat spend to learn "
                "from. Observe them longer."
            ).format(n=int(read.counts.sum()))
        )
    zero = repeat & (read.mean_spend == 0)
    if zero.any():
        raise InputError(
            _(
                'The column "{column}" is 0 in {n} of {total} rows with a repeat purchase; the '
                "Gamma-Gamma model needs spend above 0. Find out what these purchases are, and if "
                "they do not belong, drop them in so many words: "
                "histories = histories[~(histories[{quoted}] == 0)]"
            ).format(
                column=MEAN_REPEAT_SPEND,
                n=int(zero.sum()),
                total=int(repeat.sum()),
                quoted=f'"{MEAN_REPEAT_SPEND}"',
            )
        )
    x = read.x[repeat]
    kinds, which = np.unique(x, return_inverse=True)
    return SpendRows(x, read.counts[repeat], kinds, which, read.mean_spend[repeat])


def _correlation(rows: SpendRows) -> float:
    weights = rows.counts / rows.counts.sum()
    mean_x, mean_spend = weights @ rows.x, weights @ rows.spend
    x, spend = rows.x - mean_x, rows.spend - mean_spend
    size = np.sqrt((weights @ x**2) * (weights @ spend**2))
    # Without any spread there is no correlation, only that of rounding errors.
    return float(weights @ (x * spend) / size) if size > 1e-9 * mean_x * mean_spend else 0.0


@dataclass(frozen=True)
class GammaGamma:
    """Learn what a customer's purchases are worth, from the mean of few purchases of each.

    The model takes spend to be unrelated to how often a customer buys; `fit` measures that and
    warns when it is not so.

    Source: Fader & Hardie (2013), note "The Gamma-Gamma model of monetary value".

    Examples
    --------
    >>> import pandas as pd
    >>> model = GammaGamma.at(p=6.25, q=3.74, gamma=15.44)
    >>> customer = pd.DataFrame({"frequency": [1], "age_at_last_purchase_weeks": [9.0],
    ...                          "age_weeks": [39.0], "mean_repeat_spend": [50.0]})
    >>> round(model.mean_spend, 2), model.expected_spend(customer).round(2).tolist()
    (35.22, [45.49])
    """

    def fit(self, histories: Any) -> GammaGammaResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        histories : data frame
            Purchase histories with ``mean_repeat_spend``; customers who never bought again are
            read but tell nothing of repeat spend.

        Returns
        -------
        GammaGammaResults
            Parameters, errors and predictions; `nobs` counts customers with a repeat purchase.

        Raises
        ------
        InputError
            When nobody bought again, a mean spend is 0, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When spend goes with frequency, or the data cannot tell some parameter.
        """
        read = read_histories(histories, need_spend=True)
        rows = _spend_rows(read)
        correlation = _correlation(rows)
        customers = float(rows.counts.sum())
        if abs(correlation) > max(NOTABLE_CORRELATION, NOTABLE_Z / np.sqrt(customers)):
            warn_reader(
                _(
                    "The correlation between how often customers buy and what they spend is "
                    "{correlation:.2f}; the Gamma-Gamma model takes it to be 0. Frequent customers "
                    "are worth {direction} than number of purchases times expected spend says: "
                    "compare groups by frequency before you use it."
                ).format(
                    correlation=correlation,
                    direction=_("more") if correlation > 0 else _("less"),
                )
            )
        mean = float(rows.counts @ rows.spend) / customers
        flat = _(
            "Customers hardly differ in what they spend, or a customer's purchases hardly differ "
            "from one another, or there are too few repeat purchases to tell the two apart."
        )
        estimate = fit_rows(
            gamma_gamma_log_likelihood,
            rows,
            {"p": 3.0, "q": 3.0, "gamma": 2.0 / 3.0 * mean},
            {"p": flat, "q": flat, "gamma": flat},
        )
        return GammaGammaResults(estimate, read.unit, correlation)

    @staticmethod
    def at(*, p: float, q: float, gamma: float) -> GammaGammaResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        p : float
            Shape of the spread of a customer's purchases around their mean.
        q, gamma : float
            Gamma distribution across customers; gamma in the money of the data.

        Returns
        -------
        GammaGammaResults
            Predictions, without standard errors.
        """
        return GammaGammaResults._given("money", p=p, q=q, gamma=gamma)

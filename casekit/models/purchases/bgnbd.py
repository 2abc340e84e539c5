"""The BG/NBD model: buy at a rate of one's own, and after any repeat purchase perhaps stop.

A customer buys at random with rate lambda, and after each repeat purchase stops for ever with
probability p; lambda ~ Gamma(r, alpha) and p ~ Beta(a, b) across customers. Fader, Hardie & Lee
(2005), Marketing Science 24(2), 275-284. The modified model (`mbgnbd`) lets a customer also stop
right after the first purchase; it is the same mathematics with one more chance, so both live here.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from scipy.special import betainc, betaln, expit, gammaln, psi

from casekit.frames import check_unit
from casekit.models.purchases.averages import along_ages, beta_average, discounted_decay
from casekit.models.purchases.continuous import PurchaseResults
from casekit.models.purchases.fitting import fit_histories
from casekit.models.purchases.likelihood import Floats, PurchaseRows
from casekit.words import _

__all__ = ["BGNBD", "BGNBDResults", "bg_log_likelihood", "fit_bg"]


def bg_log_likelihood(
    parameters: Floats, rows: PurchaseRows, *, extra: int
) -> tuple[Floats, Floats]:
    """Give each row's log-likelihood and its gradient by r, alpha, a, b.

    Parameters
    ----------
    parameters : ndarray
        r, alpha, a, b.
    rows : PurchaseRows
        Histories.
    extra : int
        Chances to stop before the first repeat purchase: 0 for BG/NBD, 1 for MBG/NBD.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (4, rows)
        Derivatives by the parameters.
    """
    r, alpha, a, b = parameters
    kinds, which = rows.kinds, rows.which
    # After x repeat purchases the customer survived x + extra chances to stop.
    survived = b + extra + kinds
    constant = gammaln(r + kinds) - gammaln(r) + r * np.log(alpha)
    constant += gammaln(survived) - gammaln(a + survived) + gammaln(a + b) - gammaln(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Who cannot have stopped (no chance yet) has log-odds -inf of having stopped.
        can_stop = (kinds + extra) > 0
        start_odds = np.where(can_stop, np.log(a / (survived - 1)), -np.inf)
        by_chance = np.where(can_stop, 1 / (survived - 1), 0.0)
    purchases = r + rows.x
    at_end, at_last = alpha + rows.T, alpha + rows.t_x
    log_end, log_last = np.log(at_end), np.log(at_last)
    # Odds that the customer stopped at the last purchase rather than kept silent until the end.
    odds = start_odds[which] + purchases * (log_end - log_last)
    small = np.exp(-np.abs(odds))
    stopped = np.where(odds > 0, 1.0, small) / (1 + small)
    values = constant[which] - purchases * log_end + np.maximum(odds, 0.0) + np.log1p(small)

    gradient = np.empty((4, len(rows)))
    gradient[0] = (psi(r + kinds) - psi(r) + np.log(alpha))[which] - log_end
    gradient[0] += stopped * (log_end - log_last)
    gradient[1] = r / alpha - purchases * ((1 - stopped) / at_end + stopped / at_last)
    both = psi(a + b) - psi(a + survived)
    gradient[2] = both[which] + stopped / a
    gradient[3] = (both + psi(survived) - psi(b))[which] - stopped * by_chance[which]
    return values, gradient


def fit_bg(histories: Any, *, extra: int) -> tuple[Any, str]:
    """Estimate r, alpha, a, b; see `bg_log_likelihood` for `extra`."""

    def start(rate: float, _age: float) -> dict[str, float]:
        return {"r": 0.7, "alpha": 0.7 / rate, "a": 0.7, "b": 2.5}

    rates = _(
        "Customers hardly differ in their rate of purchase: r and alpha grow together, and only "
        "r/alpha, the mean rate, is known."
    )
    dropout = _(
        "Customers hardly drop out, or hardly differ in how readily they do: at most a/(a+b), the "
        "mean probability of dropping out after a purchase, is known."
    )
    return fit_histories(
        histories,
        partial(bg_log_likelihood, extra=extra),
        start,
        {"r": rates, "alpha": rates, "a": dropout, "b": dropout},
    )


@dataclass(frozen=True, eq=False, repr=False)
class BGNBDResults(PurchaseResults):
    """Predict with a BG/NBD model; made by `BGNBD.fit` or `BGNBD.at`."""

    title: ClassVar[str] = "BG/NBD"
    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "a", "b")
    extra: ClassVar[int] = 0

    def _log_likelihood(self, rows: PurchaseRows) -> Floats:
        return bg_log_likelihood(self.estimate.parameters, rows, extra=self.extra)[0]

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        r, alpha, a, b = self.estimate.parameters
        alive = np.ones(len(x))
        # Who had no chance to stop is there; of a shop's customers that is often most.
        unsure = np.flatnonzero(x > 0) if self.extra == 0 else slice(None)
        bought = x[unsure]
        odds = np.log((alpha + T[unsure]) / (alpha + t_x[unsure]))
        odds *= r + bought
        odds += np.log(a / (b + self.extra - 1 + bought))
        alive[unsure] = expit(-odds)
        return alive

    def _ahead(self, x: Floats, T: Floats, rate: float, horizon: float) -> Floats:
        # Who is still there has lambda ~ Gamma(r + x, alpha + T) and p ~ Beta(a, b + x + extra),
        # and a time to the end that, given p, is the time of a Lomax with shape r + x.
        r, alpha, a, b = self.estimate.parameters
        order = np.argsort(x, kind="stable")
        sorted_x, sorted_T = x[order], T[order]
        starts = np.flatnonzero(np.concatenate(([True], sorted_x[1:] != sorted_x[:-1])))
        values = np.empty(len(x))
        for start, end in zip(starts, np.append(starts[1:], len(x)), strict=True):
            purchases = r + sorted_x[start]
            p, weights = beta_average(a, b + self.extra + sorted_x[start])

            def ahead(
                ages: Floats, purchases: float = purchases, p: Floats = p, weights: Floats = weights
            ) -> Floats:
                since = alpha + ages[:, None]
                decay = discounted_decay(
                    np.array(purchases + 1), rate * since / p, horizon * p / since
                )
                return decay @ (weights * purchases / p)

            values[start:end] = along_ages(ahead, sorted_T[start:end], alpha)
        result = np.empty(len(x))
        result[order] = values
        return result

    def _frequencies(self, age: float, numbers: Floats) -> Floats:
        r, alpha, a, b = self.estimate.parameters
        z = age / (alpha + age)
        log_z = np.where(numbers > 0, numbers * np.log(z if z > 0 else 1.0), 0.0)
        exactly = np.exp(
            gammaln(r + numbers) - gammaln(r) - gammaln(numbers + 1) + r * np.log1p(-z) + log_z
        )
        exactly = np.where((numbers > 0) & (z == 0), 0.0, exactly)
        at_least = np.where(numbers > 0, betainc(np.maximum(numbers, 1), r, z), 1.0)
        chances = numbers + self.extra
        still = np.exp(betaln(a, b + chances) - betaln(a, b))
        last = np.exp(betaln(a + 1, b + np.maximum(chances, 1) - 1) - betaln(a, b))
        return still * exactly + np.where(chances > 0, last * at_least, 0.0)


@dataclass(frozen=True)
class BGNBD:
    """Learn how customers buy and drop out, from who bought how often and when last.

    `fit` estimates r, alpha (rates of purchase) and a, b (dropout after a repeat purchase) by
    maximum likelihood; `at` takes parameters as given. Under this model a customer who bought once
    is still there with probability 1; `MBGNBD` changes that.

    Source: Fader, Hardie & Lee (2005), Marketing Science 24(2), 275-284.

    Examples
    --------
    >>> import pandas as pd
    >>> model = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="weeks")
    >>> customer = pd.DataFrame({"frequency": [2], "age_at_last_purchase_weeks": [30.43],
    ...                          "age_weeks": [38.86]})
    >>> model.expected_purchases(customer, horizon_weeks=39).round(3).tolist()
    [1.226]
    """

    def fit(self, histories: Any) -> BGNBDResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        histories : data frame
            Purchase histories, one row a customer or (with a column ``customers``) one row a
            distinct history; see `casekit.frames.read_histories`.

        Returns
        -------
        BGNBDResults
            Parameters, errors and predictions.

        Raises
        ------
        InputError
            When nobody bought again, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When the data cannot tell some parameter.
        """
        return BGNBDResults(*fit_bg(histories, extra=0))

    @staticmethod
    def at(*, r: float, alpha: float, a: float, b: float, unit: str = "weeks") -> BGNBDResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        r, alpha : float
            Gamma distribution of purchase rates; alpha in units of time.
        a, b : float
            Beta distribution of the probability of dropping out after a repeat purchase.
        unit : str
            Unit of time.

        Returns
        -------
        BGNBDResults
            Predictions, without standard errors.
        """
        return BGNBDResults._given(check_unit(unit), r=r, alpha=alpha, a=a, b=b)

"""The Pareto/NBD model: buy at a rate of one's own, and stop at any moment.

A customer buys at random with rate lambda and stops at rate mu, between purchases as well as at
them; lambda ~ Gamma(r, alpha) and mu ~ Gamma(s, beta) across customers. Schmittlein, Morrison &
Colombo (1987), Management Science 33(1), 1-24.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy.special import expit, gammaln, psi

from casekit.frames import check_unit
from casekit.models.purchases.averages import NOTHING, along_ages, discounted_decay, gauss_legendre
from casekit.models.purchases.continuous import PurchaseResults
from casekit.models.purchases.fitting import fit_histories
from casekit.models.purchases.likelihood import Floats, PurchaseRows
from casekit.words import _

__all__ = ["ParetoNBD", "ParetoNBDResults", "pareto_log_likelihood"]


@dataclass(frozen=True, eq=False)
class _Ends:
    """The two ends that a history can have, as log-likelihoods less their common constant.

    `silent`: still there at T. `stopped`: stopped between t_x and T, the integral over the moment
    y of (alpha + y)^-(r + x) s (beta + y)^-(s + 1). The averages are over that moment.
    """

    silent: Floats
    stopped: Floats
    log_alpha_y: Floats
    log_beta_y: Floats
    one_over_alpha_y: Floats
    one_over_beta_y: Floats


def _ends(parameters: Floats, x: Floats, t_x: Floats, T: Floats, *, nodes: int = 0) -> _Ends:
    r, alpha, s, beta = parameters
    purchases = (r + x)[:, None]
    low = min(alpha, beta)
    # The integrand falls by exp(-45) at the latest at these moments; beyond them is nothing.
    with np.errstate(over="ignore"):
        end = np.minimum(T, (alpha + t_x) * np.exp(NOTHING / (r + x)) - alpha)
        end = np.minimum(end, (beta + t_x) * np.exp(NOTHING / (s + 1)) - beta)
    # With y + low = (t_x + low) exp(w) both powers are smooth in w, wherever alpha and beta lie.
    span = np.log1p((end - t_x) / (low + t_x))
    places, weights = gauss_legendre(nodes or _enough(parameters, x, t_x, end, span))
    log_low = np.log(low + t_x)[:, None] + span[:, None] * places
    low_y = np.exp(log_low)
    alpha_y, beta_y = low_y + (alpha - low), low_y + (beta - low)
    log_alpha_y = log_low if alpha == low else np.log(alpha_y)
    log_beta_y = log_low if beta == low else np.log(beta_y)
    log_f = log_low - purchases * log_alpha_y - (s + 1) * log_beta_y
    # Relative to its value at t_x the integrand neither overflows nor vanishes everywhere.
    at_t_x = np.log(low + t_x) - (r + x) * np.log(alpha + t_x) - (s + 1) * np.log(beta + t_x)
    f = weights * np.exp(log_f - at_t_x[:, None])
    total = f.sum(axis=1)
    with np.errstate(divide="ignore"):  # T = t_x: no time to stop in
        stopped = np.log(s * span * total) + at_t_x

    def average(terms: Floats) -> Floats:
        return np.einsum("ij,ij->i", f, terms) / total

    return _Ends(
        silent=-(r + x) * np.log(alpha + T) - s * np.log(beta + T),
        stopped=stopped,
        log_alpha_y=average(log_alpha_y),
        log_beta_y=average(log_beta_y),
        one_over_alpha_y=average(1 / alpha_y),
        one_over_beta_y=average(1 / beta_y),
    )


def _enough(parameters: Floats, x: Floats, t_x: Floats, end: Floats, span: Floats) -> int:
    """Choose nodes enough for 1e-12: more for a long span or a deep fall of the integrand."""
    r, alpha, s, beta = parameters
    fall = (r + x) * np.log((alpha + end) / (alpha + t_x))
    fall += (s + 1) * np.log((beta + end) / (beta + t_x))
    hardest = float(np.max(fall / 5 + 2.5 * span)) if len(x) else 0.0
    return int(min(96, 8 * np.ceil((8 + hardest) / 8)))


def pareto_log_likelihood(parameters: Floats, rows: PurchaseRows) -> tuple[Floats, Floats]:
    """Give each row's log-likelihood and its gradient by r, alpha, s, beta.

    Parameters
    ----------
    parameters : ndarray
        r, alpha, s, beta.
    rows : PurchaseRows
        Histories.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (4, rows)
        Derivatives by the parameters.
    """
    r, alpha, s, beta = parameters
    ends = _ends(parameters, rows.x, rows.t_x, rows.T)
    stopped = expit(ends.stopped - ends.silent)
    silent = 1 - stopped
    constant = gammaln(r + rows.kinds) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    values = constant[rows.which] + np.logaddexp(ends.silent, ends.stopped)

    at_alpha, at_beta = alpha + rows.T, beta + rows.T
    gradient = np.empty((4, len(rows)))
    gradient[0] = (psi(r + rows.kinds) - psi(r) + np.log(alpha))[rows.which]
    gradient[0] -= silent * np.log(at_alpha) + stopped * ends.log_alpha_y
    gradient[1] = silent / at_alpha + stopped * ends.one_over_alpha_y
    gradient[1] = r / alpha - (r + rows.x) * gradient[1]
    gradient[2] = np.log(beta) - silent * np.log(at_beta)
    gradient[2] += stopped * (1 / s - ends.log_beta_y)
    gradient[3] = s / beta - silent * s / at_beta - stopped * (s + 1) * ends.one_over_beta_y
    return values, gradient


@dataclass(frozen=True, eq=False, repr=False)
class ParetoNBDResults(PurchaseResults):
    """Predict with a Pareto/NBD model; made by `ParetoNBD.fit` or `ParetoNBD.at`."""

    title: ClassVar[str] = "Pareto/NBD"
    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "s", "beta")

    def _log_likelihood(self, rows: PurchaseRows) -> Floats:
        parts = range(0, len(rows), CHUNK)
        parameters = self.estimate.parameters
        return np.concatenate(
            [pareto_log_likelihood(parameters, rows[i : i + CHUNK])[0] for i in parts]
        )

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        alive = np.empty(len(x))
        for start in range(0, len(x), CHUNK):
            part = slice(start, start + CHUNK)
            ends = _ends(self.estimate.parameters, x[part], t_x[part], T[part])
            alive[part] = expit(ends.silent - ends.stopped)
        return alive

    def _ahead(self, x: Floats, T: Floats, rate: float, horizon: float) -> Floats:
        # Who is still there has lambda ~ Gamma(r + x, alpha + T) and mu ~ Gamma(s, beta + T).
        # With an infinite horizon this is the Tricomi function of Fader, Hardie & Lee (2005).
        r, alpha, s, beta = self.estimate.parameters

        def of_one_purchase(ages: Floats) -> Floats:
            since = beta + ages
            decay = discounted_decay(np.full_like(since, s), rate * since, horizon / since)
            return since * decay / (alpha + ages)

        return (r + x) * along_ages(of_one_purchase, T, min(alpha, beta))

    def _frequencies(self, age: float, numbers: Floats) -> Floats:
        r, alpha, s, beta = self.estimate.parameters
        # Integrate over the moment of stopping, on the logarithm of beta + moment: the density of
        # the moment is an exponential there, and beyond exp(-45) nothing is left of it.
        span = min(np.log1p(age / beta), NOTHING / s)
        places, weights = gauss_legendre(200)
        moment = beta * np.expm1(span * places)
        density = weights * span * s * np.exp(-s * span * places)

        def exactly(time: Floats) -> Floats:
            z = time / (alpha + time)
            with np.errstate(divide="ignore", invalid="ignore"):
                powers = np.where(numbers > 0, numbers * np.log(z)[:, None], 0.0)
            constant = gammaln(r + numbers) - gammaln(r) - gammaln(numbers + 1)
            return np.exp(constant + powers + r * np.log1p(-z)[:, None])

        still = (beta / (beta + age)) ** s
        return still * exactly(np.array([age]))[0] + density @ exactly(moment)


CHUNK = 2_048


@dataclass(frozen=True)
class ParetoNBD:
    """Learn how customers buy and drop out, when they can drop out at any moment.

    `fit` estimates r, alpha (rates of purchase) and s, beta (rates of dropout) by maximum
    likelihood; `at` takes parameters as given. The dropout integral of the likelihood is computed
    by quadrature with positive terms, which holds for any order of alpha and beta and for hundreds
    of purchases.

    Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1), 1-24.

    Examples
    --------
    >>> import pandas as pd
    >>> model = ParetoNBD.at(r=0.553, alpha=10.578, s=0.606, beta=11.669, unit="weeks")
    >>> round(model.expected_purchases_of_a_new_customer(horizon_weeks=52), 3)
    1.473
    """

    def fit(self, histories: Any) -> ParetoNBDResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        histories : data frame
            Purchase histories; see `casekit.frames.read_histories`.

        Returns
        -------
        ParetoNBDResults
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

        def start(rate: float, age: float) -> dict[str, float]:
            return {"r": 0.7, "alpha": 0.4 / rate, "s": 0.6, "beta": 0.4 * age}

        rates = _(
            "Customers hardly differ in their rate of purchase: r and alpha grow together, and "
            "only r/alpha, the mean rate, is known."
        )
        dropout = _(
            "Customers hardly drop out, or hardly differ in how soon they do: at most s/beta, the "
            "mean rate of dropout, is known."
        )
        flat = {"r": rates, "alpha": rates, "s": dropout, "beta": dropout}
        return ParetoNBDResults(
            *fit_histories(histories, pareto_log_likelihood, start, flat, chunk=CHUNK)
        )

    @staticmethod
    def at(
        *, r: float, alpha: float, s: float, beta: float, unit: str = "weeks"
    ) -> ParetoNBDResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        r, alpha : float
            Gamma distribution of purchase rates; alpha in units of time.
        s, beta : float
            Gamma distribution of dropout rates; beta in units of time.
        unit : str
            Unit of time.

        Returns
        -------
        ParetoNBDResults
            Predictions, without standard errors.
        """
        return ParetoNBDResults._given(check_unit(unit), r=r, alpha=alpha, s=s, beta=beta)

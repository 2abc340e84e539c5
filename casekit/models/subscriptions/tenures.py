"""How long customers stay when each has a chance of leaving of his or her own: the likelihood.

A customer's chance of leaving at the first renewal is p, and p ~ Beta(alpha, beta) across
customers. Who has a chance p is still there after t periods with chance (1 - p)^(t^c): with c = 1
the chance of leaving stays p for ever (shifted-beta-geometric), with c > 1 it grows from renewal
to renewal, with c < 1 it falls (beta-discrete-Weibull).
"""

from dataclasses import dataclass, field, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from casekit.models.purchases.likelihood import Floats

__all__ = ["TenureRows", "log_share_kept", "sbg_log_likelihood", "weibull_log_likelihood"]

# Stirling's series is exact to the last digit from here on; smaller arguments are moved up.
_FAR = 12.0
_NEVER = 1e100
# Numbers held at once while small arguments are moved up.
_AT_ONCE = 500_000


@dataclass(frozen=True, eq=False)
class TenureRows:
    """Hold distinct tenures with counts: what is known of a customer, one entry a row.

    Attributes
    ----------
    kept : ndarray
        Periods after which the customer was still there for certain.
    gone : ndarray
        Period after which the customer was no longer there; ``kept`` again where the customer
        was still there when the data end (right-censored).
    counts : ndarray
        Customers.
    covariates : ndarray, shape (rows, covariates)
        What is known of the customers besides.
    """

    kept: Floats
    gone: Floats
    counts: Floats
    covariates: Floats = field(default_factory=lambda: np.empty((0, 0)))

    def __post_init__(self) -> None:
        if len(self.covariates) != len(self.kept):
            object.__setattr__(self, "covariates", np.empty((len(self.kept), 0)))

    def __len__(self) -> int:
        return len(self.kept)

    def __getitem__(self, part: slice) -> Self:
        return replace(self, **{each.name: getattr(self, each.name)[part] for each in fields(self)})

    @property
    def left(self) -> NDArray[np.bool_]:
        """Tell whose end was seen."""
        return self.gone > self.kept


def log_share_kept(
    alpha: Floats | float, x: Floats | float, step: Floats | float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Give ln B(alpha, x + step) - ln B(alpha, x), to full precision, with its derivatives.

    The difference of the logarithms of two beta functions loses every digit when alpha is small
    beside x; this sum of logarithms of 1 + small numbers loses none.

    Parameters
    ----------
    alpha, x : float or ndarray
        Above 0.
    step : float or ndarray
        From 0.

    Returns
    -------
    value, by_alpha, by_x, by_step : ndarray
        The logarithm and its partial derivatives.

    Examples
    --------
    >>> value, *_slopes = log_share_kept(np.array([0.668]), np.array([3.806]), np.array([1.0]))
    >>> np.exp(value).round(4).tolist()
    [0.8507]
    """
    alpha, x, step = np.broadcast_arrays(
        *(np.asarray(part, dtype=np.float64) for part in (alpha, x, step))
    )
    # Gamma(y + 1) = y Gamma(y) moves x up: each move takes one exact logarithm with it.
    moves = int(np.ceil(max(_FAR - float(np.min(x, initial=_FAR)), 0.0)))
    slopes = np.zeros((4, *x.shape))
    if moves * x.size <= _AT_ONCE:
        up = x + np.arange(moves).reshape(-1, *[1] * x.ndim)
        slopes -= _pair(alpha, up, step).sum(axis=1)
    else:
        for move in range(moves):
            slopes -= _pair(alpha, x + move, step)
    x = x + moves
    pair = _pair(alpha, x, step)
    slopes += (x - 0.5) * pair
    slopes[2] += pair[0]
    with_step, with_alpha, with_both = x + step, x + alpha, x + alpha + step
    both = (alpha / with_both) * (step / with_both)
    slopes[0] -= step * np.log1p(alpha / with_step) + alpha * np.log1p(step / with_alpha)
    slopes[1] += (alpha / with_alpha) * (step / with_both) - step / with_both
    slopes[1] -= np.log1p(step / with_alpha)
    slopes[3] += (step / with_step) * (alpha / with_both) - alpha / with_both
    slopes[3] -= np.log1p(alpha / with_step)
    slopes[2] += both * (with_both / with_step + with_both / with_alpha)
    rest = [_stirling(end) for end in (with_step, x, with_both, with_alpha)]
    slopes[0] += (rest[0][0] - rest[1][0]) - (rest[2][0] - rest[3][0])
    slopes[1] -= rest[2][1] - rest[3][1]
    slopes[2] += (rest[0][1] - rest[1][1]) - (rest[2][1] - rest[3][1])
    slopes[3] += rest[0][1] - rest[2][1]
    return slopes[0], slopes[1], slopes[2], slopes[3]


def _pair(alpha: Floats, x: Floats, step: Floats) -> Floats:
    """Give ln((x + step)(x + alpha) / (x (x + alpha + step))), which is near 0, and its slopes.

    Line 0 is the logarithm, lines 1 to 3 are its derivatives by alpha, x and the step.
    """
    whole, share = x + alpha + step, step / (x + alpha + step)
    return np.stack(
        [
            np.log1p(alpha / x * share),
            share / (x + alpha),
            -(alpha / x) * share * ((2 * x + alpha + step) / (x + step)) / (x + alpha),
            (alpha / whole) / (x + step),
        ]
    )


def _stirling(y: Floats) -> tuple[Floats, Floats]:
    """Give what ln Gamma(y) has beyond (y - 1/2) ln y - y + ln(2 pi)/2, and its slope."""
    u = (1.0 / y) ** 2
    rest = (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u / 1188)))) / y
    slope = -u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u / 132))))
    return rest, slope


def sbg_log_likelihood(parameters: Floats, rows: TenureRows) -> tuple[Floats, Floats]:
    """Give each tenure's log-likelihood with constant chances, and its gradient.

    Parameters
    ----------
    parameters : ndarray
        alpha, beta, then for each covariate the ratio by which one unit of it multiplies alpha
        and, after all of these, the ratios for beta.
    rows : TenureRows
        Tenures.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (parameters, rows)
        Derivatives by the parameters.
    """
    known = rows.covariates
    k = known.shape[1]
    alpha, beta = np.full(len(rows), parameters[0]), np.full(len(rows), parameters[1])
    if k:
        logs = np.log(parameters[2:])
        alpha, beta = alpha * np.exp(known @ logs[:k]), beta * np.exp(known @ logs[k:])
    values, by_alpha, by_beta, _steps = _tenures(
        alpha, beta, rows, rows.kept, rows.gone - rows.kept
    )
    gradient = np.empty((len(parameters), len(rows)))
    gradient[0], gradient[1] = by_alpha * alpha / parameters[0], by_beta * beta / parameters[1]
    gradient[2 : 2 + k] = (by_alpha * alpha * known.T) / parameters[2 : 2 + k, None]
    gradient[2 + k :] = (by_beta * beta * known.T) / parameters[2 + k :, None]
    return values, gradient


def weibull_log_likelihood(parameters: Floats, rows: TenureRows) -> tuple[Floats, Floats]:
    """Give each tenure's log-likelihood with chances that change with tenure, and its gradient.

    Parameters
    ----------
    parameters : ndarray
        alpha, beta, c.
    rows : TenureRows
        Tenures.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (3, rows)
        Derivatives by the parameters.
    """
    alpha, beta, c = parameters
    t = rows.kept
    with np.errstate(all="ignore"):
        # A power so high that nobody is left after it is as good as any higher one.
        kept = np.minimum(t**c, _NEVER)
        # Not the difference of two powers, which loses its digits for small c.
        step = np.where(t > 0, kept * np.expm1(c * np.log(rows.gone / t)), rows.gone**c)
        step = np.where(rows.left, np.minimum(step, _NEVER), 0.0)
        values, by_alpha, by_beta, (by_kept, by_step) = _tenures(alpha, beta, rows, kept, step)
        kept_by_c = np.where((t > 0) & (kept < _NEVER), kept * np.log(t), 0.0)
        gone_by_c = np.where(rows.left, (kept + step) * np.log(rows.gone), 0.0)
        step_by_c = np.where(rows.left & (step < _NEVER), gone_by_c - kept_by_c, 0.0)
    return values, np.stack([by_alpha, by_beta, by_kept * kept_by_c + by_step * step_by_c])


def _tenures(
    alpha: Floats, beta: Floats, rows: TenureRows, kept: Floats, step: Floats
) -> tuple[Floats, Floats, Floats, tuple[Floats, Floats]]:
    """Give log-likelihoods, and slopes by alpha, beta, what was kept and the step to the end.

    What was kept and the step are on the scale of t^c.
    """
    values, by_alpha, by_beta, by_kept = log_share_kept(alpha, beta, kept)
    left = np.flatnonzero(rows.left)
    by_step = np.zeros(len(rows))
    alpha, beta = np.broadcast_to(alpha, values.shape), np.broadcast_to(beta, values.shape)
    stay, *slopes = log_share_kept(alpha[left], beta[left] + kept[left], step[left])
    with np.errstate(divide="ignore", over="ignore"):
        odds = 1.0 / np.expm1(-stay)  # -d ln(1 - e^s) / ds is e^s / (1 - e^s)
        values[left] += np.log(-np.expm1(stay))
    by_alpha[left] -= odds * slopes[0]
    by_beta[left] -= odds * slopes[1]
    by_kept[left] -= odds * slopes[1]
    by_step[left] = -odds * slopes[2]
    return values, by_alpha, by_beta, (by_kept, by_step)

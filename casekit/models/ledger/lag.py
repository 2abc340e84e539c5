"""The time from earning to using a point, with some points that are never used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from casekit.words import _

__all__ = ["Ages", "Cells", "Lag", "Peak"]

Floats = NDArray[np.float64]
# Logits and logarithms beyond it are the edge of what can be told from nothing or everything.
_EDGE = 14.0

# Beyond e^200 months to a power nothing is left unused; the gradient stays a number there.
_LARGEST_POWER = 200.0
_SURELY = 1 - 1e-15


@dataclass(frozen=True, eq=False)
class Ages:
    """Count points by age: used at it, or seen unused up to it.

    Attributes
    ----------
    age : ndarray
        1, 2, ... in months; 1 is the first month in which points can be used.
    used : ndarray
        Points used at that age.
    unused : ndarray
        Points still unused at the end of that age and not watched after it.
    watched_never : float
        Points that were not watched for a single month.
    """

    age: Floats
    used: Floats
    unused: Floats
    watched_never: float


@dataclass(frozen=True, eq=False)
class Cells:
    """Count points by month of earning (rows) and age (columns).

    Attributes
    ----------
    risk, used : ndarray
        Points there at the start of the age, and used at it.
    seen : ndarray of bool
        Whether the age was watched.
    """

    risk: Floats
    used: Floats
    seen: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Peak:
    """Hold the top of a log-likelihood, on the scale of the search."""

    theta: Floats
    value: float
    curvature: Floats


@dataclass(frozen=True)
class Lag:
    """A share q is never used; of the rest, (1 - p) ** (age ** shape) is unused after an age.

    Parameters
    ----------
    shaped : bool
        Whether the shape is estimated (discrete Weibull) or 1 (geometric).
    """

    shaped: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Give the parameters' names."""
        return ("never_redeem", "monthly_redemption", *(("lag_shape",) if self.shaped else ()))

    def natural(self, theta: Floats) -> Floats:
        """Turn the scale of the search (logits, a logarithm) into shares and a shape."""
        return np.append(expit(theta[:2]), np.exp(theta[2:]))

    def stretch(self, theta: Floats) -> Floats:
        """Give the derivative of each natural parameter by its place on the search's scale."""
        natural = self.natural(theta)
        return np.append(natural[:2] * (1 - natural[:2]), natural[2:])

    def unused(self, theta: Floats, age: Floats) -> tuple[Floats, Floats]:
        """Give the share of all points unused after each age, and its gradient."""
        q, p, *shape = self.natural(theta)
        s = shape[0] if shape else 1.0
        age = np.asarray(age, dtype=float)
        # The search tries shapes of any size: a power is stopped where nothing is left by then.
        with np.errstate(divide="ignore"):
            log_age = np.log(age)
        power = np.exp(np.minimum(s * log_age, _LARGEST_POWER))
        log_kept = np.log1p(-np.minimum(p, _SURELY))
        kept = np.exp(power * log_kept)
        share = q + (1 - q) * kept
        by_kept = (1 - q) * kept
        gradient = [(1 - kept) * q * (1 - q), -by_kept * power * p]
        if shape:
            turn = power * np.where(age > 0, log_age, 0.0) * min(s, _LARGEST_POWER)
            gradient.append(by_kept * log_kept * turn)
        return share, np.array(gradient)

    def log_likelihood(self, theta: Floats, ages: Ages) -> tuple[float, Floats]:
        """Give the log-likelihood of points used and unused by age, and its gradient."""
        after, d_after = self.unused(theta, ages.age)
        before, d_before = self.unused(theta, ages.age - 1)
        chance = np.maximum(before - after, 1e-300)
        after = np.maximum(after, 1e-300)
        value = ages.used @ np.log(chance) + ages.unused @ np.log(after)
        gradient = (d_before - d_after) @ (ages.used / chance) + d_after @ (ages.unused / after)
        return float(value), gradient

    def top(self, ages: Ages, *, never: float | None = None, near: Floats | None = None) -> Peak:
        """Find the best parameters, all of them or all but the share that is never used."""
        k = len(self.names)
        free = np.ones(k, dtype=bool)
        fixed = np.zeros(k)
        if never is not None:
            free[0], fixed[0] = False, np.clip(np.log(never / (1 - never)), -_EDGE, _EDGE)
        points = float(ages.used.sum() + ages.unused.sum())

        def downhill(part: Floats) -> tuple[float, Floats]:
            theta = fixed.copy()
            theta[free] = part
            value, gradient = self.log_likelihood(theta, ages)
            return -value / points, -gradient[free] / points

        starts = [near] if near is not None else self._starts(ages)
        found = [
            minimize(
                downhill,
                start[free],
                jac=True,
                method="L-BFGS-B",
                bounds=[(-_EDGE, _EDGE)] * int(free.sum()),
                options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 500},
            )
            for start in starts
        ]
        best = min(found, key=lambda one: float(one.fun))
        theta = fixed.copy()
        theta[free] = best.x
        return Peak(theta, self.log_likelihood(theta, ages)[0], self._curvature(theta, ages))

    def dispersion(self, theta: Floats, cells: Cells) -> tuple[float, int]:
        """Give Pearson's chi-squared by degree of freedom, and the degrees: who leaves together."""
        age = np.arange(1, cells.risk.shape[1] + 1, dtype=float)
        after, before = self.unused(theta, age)[0], self.unused(theta, age - 1)[0]
        chance = 1 - after / np.maximum(before, 1e-300)
        spread = cells.risk * (chance * (1 - chance))[None, :]
        # A cell in which hardly anything can be expected says nothing about dispersion.
        counts = cells.seen & (spread > 1e-6 * max(float(cells.risk.max()), 1e-300))
        freedom = int(counts.sum()) - len(self.names)
        if freedom < 1:
            return 1.0, 1
        misses = (cells.used - cells.risk * chance[None, :])[counts] ** 2 / spread[counts]
        return float(misses.sum() / freedom), freedom

    def _starts(self, ages: Ages) -> list[Floats]:
        used, all_points = ages.used.sum(), ages.used.sum() + ages.unused.sum()
        never = float(np.clip(0.9 * (1 - used / all_points), 0.01, 0.99))
        middle = float((ages.age @ ages.used) / max(used, 1e-300))
        monthly = float(np.clip(1 / max(middle, 1.0), 0.005, 0.9))
        logit = np.log([never, monthly]) - np.log1p([-never, -monthly])
        tail = [0.0] if self.shaped else []
        return [np.append(logit, tail), np.append([-4.0, logit[1] - 1], tail)]

    def _curvature(self, theta: Floats, ages: Ages) -> Floats:
        step = 1e-5
        columns = [
            self.log_likelihood(theta - step * unit, ages)[1]
            - self.log_likelihood(theta + step * unit, ages)[1]
            for unit in np.eye(len(theta))
        ]
        matrix = np.array(columns) / (2 * step)
        return (matrix + matrix.T) / 2

    def __str__(self) -> str:
        return _("discrete Weibull lag") if self.shaped else _("geometric lag")

"""Find the maximum of a log-likelihood, prove it is one, and say when there is none.

Parameters are positive, so the search runs over their logarithms. Far from the top each step uses
the outer product of the rows' scores, which costs nothing beside the gradient and always points
uphill (Berndt, Hall, Hall & Hausman 1974); near the top it uses the Hessian, differenced from the
analytic gradient. The Newton decrement (the gain in log-likelihood that a further step promises)
proves the top: it does not depend on the scale of a parameter.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize

from casekit.models.purchases.likelihood import Data, Floats, RowLikelihood

__all__ = ["REACH", "Hill", "Maximum", "Point", "highest", "maximise"]

# A log-likelihood known to a ten-millionth: parameters to 0.0005 standard errors.
PROVEN = 1e-7
# Within about a hundredth of a standard error: the Hessian there serves to the end.
NEAR = 1e-4
# Parameters may wander by a factor of ten thousand from the start, not to infinity: beyond that
# a likelihood that still rises rises towards a limit model, and rounding takes over.
REACH = 9.2
# A sample of this many rows finds the neighbourhood of the top before all rows are read.
FIRST_LOOK = 10_000


@dataclass(frozen=True, eq=False)
class Maximum:
    """Hold a maximum: where it is, how high, how sharp.

    Attributes
    ----------
    log_parameters : ndarray
        Natural logarithms of the parameters.
    value : float
        Log-likelihood of the data as given.
    curvature : ndarray
        Minus the Hessian by the log-parameters.
    proven : bool
        Whether the maximum is proven (small Newton decrement, curvature positive definite).
    runaway : ndarray
        For each parameter, whether it ran as far from its start as it may.
    hill : Hill
        The log-likelihood and the data, to look around the maximum later.
    """

    log_parameters: Floats
    value: float
    curvature: Floats
    proven: bool
    runaway: NDArray[np.bool_]
    hill: "Hill" = field(repr=False)


@dataclass(frozen=True, eq=False)
class Point:
    """A place on the hill: its height, its slope, the outer product of the rows' scores."""

    theta: Floats
    value: float
    gradient: Floats
    outer: Floats


@dataclass(frozen=True, eq=False)
class Hill:
    """A log-likelihood of one data set as a function of the log-parameters."""

    log_likelihood: RowLikelihood
    data: Data
    chunk: int
    low: Floats
    high: Floats

    def at(self, theta: Floats) -> Point:
        """Look around at a place: sum over all rows, a chunk at a time."""
        parameters = np.exp(theta)
        k = len(theta)
        value, gradient, outer = 0.0, np.zeros(k), np.zeros((k, k))
        with np.errstate(all="ignore"):  # a step too far is refused below, in silence
            for start in range(0, len(self.data), self.chunk):
                part = self.data[start : start + self.chunk]
                rows, scores = self.log_likelihood(parameters, part)
                scores = scores * parameters[:, None]
                # Not `@`: so small a product gains nothing by the threads that it would start,
                # and on a busy machine they cost ten times the rest.
                weighted = scores * part.counts
                value += float(np.einsum("r,r->", part.counts, rows))
                gradient += weighted.sum(axis=1)
                outer += np.einsum("ir,jr->ij", weighted, scores)
        if not (np.isfinite(value) and np.all(np.isfinite(gradient))):
            value = -np.inf
        return Point(theta, value, gradient, outer)

    def curvature(self, point: Point) -> Floats:
        """Difference the gradient: minus the Hessian by the log-parameters."""
        step = 1e-6
        columns = [
            (point.gradient - self.at(point.theta + step * unit).gradient) / step
            for unit in np.eye(len(point.theta))
        ]
        return (np.array(columns) + np.array(columns).T) / 2

    def free(self, point: Point) -> Floats:
        """Mark with 1 the parameters that may still move; at a wall only inward moves count."""
        stuck = (point.theta >= self.high) & (point.gradient > 0)
        stuck |= (point.theta <= self.low) & (point.gradient < 0)
        return (~stuck).astype(float)

    def step(self, point: Point, curvature: Floats) -> tuple[Point, float]:
        """Take one safeguarded step uphill; give the new point and the gain that was promised."""
        direction, promised = self.direction(point, curvature)
        direction = direction * min(1.0, 1.5 / max(float(np.abs(direction).max()), 1e-300))
        for _ in range(40):
            new = self.at(np.clip(point.theta + direction, self.low, self.high))
            # Close to the top the gain drowns in rounding, and the full step is right.
            if new.value >= point.value + 1e-4 * (point.gradient @ direction) or (
                promised < 1e-6 and np.isfinite(new.value)
            ):
                return new, promised
            direction = direction / 2
        return point, promised

    def direction(self, point: Point, curvature: Floats) -> tuple[Floats, float]:
        """Point uphill, bounded along flat axes; give the gain that is promised."""
        free = self.free(point)
        held = curvature * free * free[:, None] + np.diag(1 - free) * (np.trace(curvature) + 1e-9)
        sizes, axes = np.linalg.eigh(held)
        # A flat or upward-curved axis still gets a bounded uphill step.
        sizes = np.maximum(np.abs(sizes), 1e-10 * np.abs(sizes).max() + 1e-300)
        slope = axes.T @ (point.gradient * free)
        return axes @ (slope / sizes), float(slope @ (slope / sizes)) / 2


def maximise(
    log_likelihood: RowLikelihood, data: Data, start: Floats, *, chunk: int = 16_384
) -> Maximum:
    """Maximise a log-likelihood over positive parameters.

    Parameters
    ----------
    log_likelihood : callable
        ``(parameters, rows) -> (values, gradient)``: a value a row, and the derivatives by the
        parameters with shape (parameters, rows).
    data : rows with counts
        Whatever the log-likelihood reads.
    start : ndarray
        Positive parameters to start from.
    chunk : int
        Rows handled at a time, so that they stay in the processor's cache.

    Returns
    -------
    Maximum
        The best point found; `Maximum.proven` tells whether it is a proven maximum.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.frames import read_histories
    >>> from casekit.models.purchases.likelihood import purchase_rows
    >>> rows = purchase_rows(read_histories(pd.DataFrame({
    ...     "frequency": [1, 3], "age_at_last_purchase_weeks": [1.0, 5.0],
    ...     "age_weeks": [10.0, 10.0]})))
    >>> def poisson(parameters, rows):
    ...     rate = parameters[0]
    ...     return rows.x * np.log(rate) - rate * rows.T, (rows.x / rate - rows.T)[None, :]
    >>> top = maximise(poisson, rows, np.array([1.0]))
    >>> np.exp(top.log_parameters).round(6).tolist(), top.proven
    ([0.2], True)
    """
    theta = np.log(start)
    low, high = theta - REACH, theta + REACH
    size = len(data)
    for thinned in (size // FIRST_LOOK, size // (10 * FIRST_LOOK)):
        if thinned > 3:
            sample = Hill(log_likelihood, data[::thinned], chunk, low, high)
            theta = _towards_top(sample, sample.at(theta)).theta
    hill = Hill(log_likelihood, data, chunk, low, high)
    top = _proof(hill, _towards_top(hill, hill.at(theta)))
    if not top.proven:
        found = minimize(  # type: ignore[call-overload]  # the stubs refuse a plain ndarray
            lambda theta: _finite(-hill.at(theta).value),
            np.log(start),
            jac=lambda theta: -hill.at(theta).gradient,
            method="L-BFGS-B",
            bounds=Bounds(low, high),
        )
        other = _proof(hill, hill.at(found.x))
        if other.proven or other.value > top.value + 1e-3:
            return other
    return top


def highest(hill: Hill, theta: Floats) -> Point:
    """Climb to the highest log-likelihood between the hill's walls.

    Only the Hessian can tell how much is left to climb: on a long ridge the scores promise too
    little.
    """
    point = _towards_top(hill, hill.at(theta))
    for _ in range(50):
        new, promised = hill.step(point, hill.curvature(point))
        stuck, point = new is point, new
        if stuck or promised < 1e-5:
            break
    return point


def _towards_top(hill: Hill, point: Point) -> Point:
    before = np.inf
    for step in range(60):
        new, promised = hill.step(point, point.outer)
        # Where the model fits badly these steps are slow, and the Hessian is worth its price.
        slow = new is point or (step > 4 and promised > before / 4)
        point, before = new, promised
        if slow or promised < 0.05:
            break
    return point


def _proof(hill: Hill, point: Point) -> Maximum:
    curvature = hill.curvature(point)
    for _ in range(100):
        new, promised = hill.step(point, curvature)
        if new is point:
            break
        point = new
        if promised < NEAR:  # the Hessian was taken close enough: polish with it
            while promised > PROVEN * 1e-3:
                before = promised
                new, promised = hill.step(point, curvature)
                if promised > before / 2:
                    break
                point = new
            break
        curvature = hill.curvature(point)
    free = hill.free(point)
    _, promised = hill.direction(point, curvature)
    sharp = np.linalg.eigvalsh(curvature * free * free[:, None]).min()
    tolerance = 1e-7 * np.abs(np.diag(curvature)).max()
    return Maximum(
        point.theta,
        point.value,
        curvature,
        bool(np.isfinite(point.value) and promised < PROVEN and sharp > -tolerance),
        (point.theta > hill.high - 1) | (point.theta < hill.low + 1),
        hill,
    )


def _finite(value: float) -> float:
    return value if np.isfinite(value) else 1e300

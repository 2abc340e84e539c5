"""What the instruments do to outcome and treatment alike, and the interval that needs no strength.

An effect b is rejected when outcome less b times treatment still goes with the instruments. The
effects that are not rejected are the interval; it is right however weak the instrument is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import f as f_distribution
from scipy.stats import t as t_distribution

from casekit.models.intervals import refuse_unless_level

__all__ = ["ReducedForm"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ReducedForm:
    """Hold the regressions of outcome and treatment on k instruments, controls taken out.

    Attributes
    ----------
    outcome, first : ndarray, shape (k,)
        Coefficients of the outcome and of the treatment.
    covariance : ndarray, shape (2k, 2k)
        Of both together.
    degrees : int
        Degrees of freedom below.
    """

    outcome: Floats
    first: Floats
    covariance: Floats
    degrees: int

    @classmethod
    def of(
        cls,
        y: Floats,
        d: Floats,
        z: Floats,
        groups: NDArray[np.int64] | None,
        residual_degrees: int,
        degrees: int,
        errors: str,
    ) -> ReducedForm:
        """Regress both on the instruments."""
        n = len(z)
        turned, root = np.linalg.qr(z)
        inverse = np.linalg.inv(root)
        coefficients = inverse @ (turned.T @ np.column_stack([y, d]))
        residuals = np.column_stack([y, d]) - z @ coefficients
        bread = np.kron(np.eye(2), inverse @ inverse.T)
        if errors == "classical":
            middle = np.kron(residuals.T @ residuals / residual_degrees, z.T @ z)
        else:
            scores = np.hstack([z * residuals[:, [0]], z * residuals[:, [1]]])
            factor = n / residual_degrees
            if groups is not None:
                count = int(groups.max()) + 1
                scores = np.column_stack(
                    [np.bincount(groups, column, minlength=count) for column in scores.T]
                )
                factor = count / (count - 1) * (n - 1) / residual_degrees
            middle = scores.T @ scores * factor
        return cls(coefficients[:, 0], coefficients[:, 1], bread @ middle @ bread, degrees)

    @property
    def treatment_covariance(self) -> Floats:
        """Give the covariance of the first stage's coefficients."""
        k = len(self.first)
        return self.covariance[k:, k:]

    def table(self, names: list[str]) -> pd.DataFrame:
        """Give what one unit of each instrument changes in the outcome."""
        error = np.sqrt(np.diag(self.covariance)[: len(names)])
        reach = t_distribution.ppf(0.975, self.degrees) * error
        return pd.DataFrame(
            {
                "estimate": self.outcome,
                "std_error": error,
                "lower": self.outcome - reach,
                "upper": self.outcome + reach,
            },
            index=pd.Index(names, name="instrument"),
        )

    def interval(self, alpha: float) -> pd.DataFrame:
        """Give the effects that are not rejected, as rows of lower and upper."""
        refuse_unless_level(alpha)
        limit = float(f_distribution.ppf(1 - alpha, len(self.first), self.degrees))
        found = self._one(limit) if len(self.first) == 1 else self._several(limit)
        return pd.DataFrame(found, columns=["lower", "upper"], dtype=np.float64)

    def _one(self, limit: float) -> list[tuple[float, float]]:
        """Solve (a - b c)^2 <= limit (Vaa - 2 b Vab + b^2 Vbb), a parabola in the effect b."""
        a, c = float(self.outcome[0]), float(self.first[0])
        (vaa, vab), (_vba, vbb) = self.covariance
        square = c**2 - limit * vbb
        middle = -2 * (a * c - limit * vab)
        constant = a**2 - limit * vaa
        inside = middle**2 - 4 * square * constant
        if square == 0:
            return [(-np.inf, np.inf)]
        if inside < 0:
            return [(-np.inf, np.inf)] if square < 0 else []
        # The stable pair of roots: no difference of two nearly equal numbers.
        half = -0.5 * (middle + np.copysign(np.sqrt(inside), middle))
        roots = sorted([half / square, constant / half if half != 0 else 0.0])
        if square > 0:
            return [(roots[0], roots[1])]
        return [(-np.inf, roots[0]), (roots[1], np.inf)]

    def _several(self, limit: float) -> list[tuple[float, float]]:
        """Walk round all effects, as angles so that both ends are seen; close in on the edges."""
        k = len(self.first)
        v = self.covariance
        scale = float(np.sqrt(np.trace(v[:k, :k]) / np.trace(v[k:, k:])))

        def excess(angles: Floats) -> Floats:
            # The effect is scale * tan(angle); cosines keep everything finite at the ends.
            s, c = np.sin(angles)[:, None] * scale, np.cos(angles)[:, None]
            gap = self.outcome * c - self.first * s
            s, c = s[:, :, None], c[:, :, None]
            spread = c * c * v[:k, :k] - c * s * (v[:k, k:] + v[k:, :k]) + s * s * v[k:, k:]
            solved = np.linalg.solve(spread, gap[:, :, None])[:, :, 0]
            return np.asarray((gap * solved).sum(axis=1) / k - limit)

        def one(angle: float) -> float:
            return float(excess(np.array([angle]))[0])

        centre = float(np.arctan2(self.outcome @ self.first, scale * (self.first @ self.first)))
        wide = np.linspace(-np.pi / 2, np.pi / 2, 1001)
        near = centre + np.sinh(np.linspace(-12, 12, 2001)) * 1e-6
        angles = np.unique(np.concatenate([wide, near[np.abs(near) < np.pi / 2]]))
        inside = excess(angles) <= 0
        ends = np.flatnonzero(inside[1:] != inside[:-1])
        edges = [scale * np.tan(brentq(one, angles[i], angles[i + 1], xtol=1e-15)) for i in ends]
        if inside[0]:
            edges = [-np.inf, *edges]
        if inside[-1]:
            edges = [*edges, np.inf]
        return list(zip(edges[::2], edges[1::2], strict=True))

"""Confidence intervals by profile likelihood: where the best log-likelihood has fallen too far.

The interval of a parameter holds the values at which the log-likelihood, with all other parameters
chosen anew, lies less than half the chi-squared quantile below its maximum. It follows the
skewness that an interval of plus and minus two standard errors leaves out, whatever the scale.
Venzon & Moolgavkar (1988), Applied Statistics 37(1), 87-94.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from casekit.models.purchases.likelihood import Floats
from casekit.models.purchases.maximum import REACH, Maximum, Point, highest

__all__ = ["Profile"]

# In standard deviations of a normal variable: an end to a thousandth of a standard error.
CLOSE = 1e-3


@dataclass(frozen=True, eq=False)
class Profile:
    """Keep what a fit needs to make intervals later, when they are asked for."""

    top: Maximum

    def interval(self, which: int, alpha: float) -> tuple[float, float]:
        """Give both ends of one parameter's interval; 0 or infinity where it has none.

        Parameters
        ----------
        which : int
            Number of the parameter.
        alpha : float
            Share of samples whose interval misses the truth.

        Returns
        -------
        lower, upper : float
            The ends.
        """
        reach = float(ndtri(1 - alpha / 2))
        return self._end(which, -1, reach), self._end(which, 1, reach)

    def _end(self, which: int, side: int, reach: float) -> float:
        centre, covariance = self.top.log_parameters, np.linalg.pinv(self.top.curvature)
        error = float(np.sqrt(covariance[which, which]))
        # Along this line the other parameters give way as they do close to the maximum.
        line = covariance[:, which] / covariance[which, which]
        near = [(0.0, centre)]  # distances looked at, and the best parameters there

        def too_far(distance: float) -> float:
            # The signed root of the fall is nearly straight: few looks find where it is `reach`.
            known, theta = min(near, key=lambda look: abs(look[0] - distance))
            begin = theta + side * (distance - known) * line
            best, walled = self._best_with(which, float(centre[which]) + side * distance, begin)
            near.append((distance, best.theta))
            gap = float(np.sqrt(2 * max(self.top.value - best.value, 0.0))) - reach
            # A fall only because another parameter may not run on with this one is none.
            return -reach if gap > 0 and walled else gap

        inside, short, outside = 0.0, -reach, reach * error
        while (over := too_far(outside)) < 0:
            if outside >= REACH:
                return 0.0 if side < 0 else float("inf")
            inside, short, outside = outside, over, min(1.5 * outside, REACH)
        for _ in range(40):
            # The chord's root, kept off the ends so that the bracket shrinks on both sides.
            share = min(max(-short / (over - short), 0.02), 0.98)
            distance = inside + share * (outside - inside)
            gap = too_far(distance)
            if abs(gap) < CLOSE or outside - inside < CLOSE * error:
                break
            if gap < 0:
                inside, short = distance, gap
            else:
                outside, over = distance, gap
        return float(np.exp(centre[which] + side * distance))

    def _best_with(self, which: int, value: float, begin: Floats) -> tuple[Point, bool]:
        """Find the best place with one parameter held; tell whether a wall held another back."""
        low, high = self.top.hill.low.copy(), self.top.hill.high.copy()
        low[which] = high[which] = value
        hill = replace(self.top.hill, low=low, high=high)
        best = highest(hill, np.clip(begin, low, high))
        pressing = np.abs(best.gradient) * (1 - hill.free(best))
        pressing[which] = 0.0
        return best, bool(np.any(pressing > 0.25))

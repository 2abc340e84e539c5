"""Compare two shares: how large the difference is, and whether luck could have made it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, ndtri

from casekit.errors import InputError
from casekit.words import _

__all__ = ["ShareComparison", "compare_shares"]


@dataclass(frozen=True)
class ShareComparison:
    """Hold two shares and what can be said of their difference.

    Attributes
    ----------
    first_share, second_share : float
        The shares, from 0 to 1.
    difference : float
        Second minus first.
    low, high : float
        Ends of the interval of the difference.
    level : float
        Share of samples whose interval holds the true difference: 0.95.
    chi2 : float
        Pearson's chi-squared statistic of the two-by-two table, one degree of freedom, without a
        continuity correction.
    z : float
        Its root, with the sign of the difference.
    p_value : float
        Chance of a difference as large, on either side, were there none.
    first_total, second_total : int
        Sizes of the two groups.
    """

    first_share: float
    second_share: float
    difference: float
    low: float
    high: float
    level: float
    chi2: float
    z: float
    p_value: float
    first_total: int
    second_total: int

    def __repr__(self) -> str:
        return _(
            "{first:.1%} of {n1:,} against {second:.1%} of {n2:,}: difference {difference:+.1f} "
            "points, {level:.0%} interval {low:+.1f} to {high:+.1f}; chi2 = {chi2:.2f}, "
            "p = {p:.2g}"
        ).format(
            first=self.first_share,
            second=self.second_share,
            n1=self.first_total,
            n2=self.second_total,
            difference=100 * self.difference,
            level=self.level,
            low=100 * self.low,
            high=100 * self.high,
            chi2=self.chi2,
            p=self.p_value,
        )


def compare_shares(
    first_count: int,
    first_total: int,
    second_count: int,
    second_total: int,
    *,
    level: float = 0.95,
) -> ShareComparison:
    """Compare the share of a group with that of another, as in an experiment with two cards.

    Parameters
    ----------
    first_count, first_total : int
        How many of the first group did it, out of how many.
    second_count, second_total : int
        The same for the second group.
    level : float
        Level of the interval.

    Returns
    -------
    ShareComparison

    Raises
    ------
    InputError
        When a count is no whole number, or larger than its total.

    Notes
    -----
    The interval is Newcombe's, made of the two Wilson intervals (1998, Statistics in Medicine
    17(8), 873-890, method 10): it stays between -1 and 1, also when a group has nobody.

    Examples
    --------
    The car-wash cards of Nunes & Drèze (2006), counts from the published shares:

    >>> compare_shares(29, 150, 51, 150)
    19.3% of 150 against 34.0% of 150: difference +14.7 points, 95% interval +4.7 to +24.3; \
chi2 = 8.25, p = 0.0041
    """
    sides = ((first_count, first_total), (second_count, second_total))
    for count, total in sides:
        whole = all(
            isinstance(each, (int, np.integer)) and not isinstance(each, bool)
            for each in (count, total)
        )
        if not (whole and 0 <= count <= total and total >= 1):
            raise InputError(
                _(
                    "{count!r} of {total!r} was given; a count is a whole number from 0 to its "
                    "total, and the total is 1 or more."
                ).format(count=count, total=total)
            )
    if not 0 < level < 1:
        raise InputError(
            _("level={level} was given; it lies between 0 and 1 (0.95).").format(level=level)
        )
    (x1, n1), (x2, n2) = ((float(count), float(total)) for count, total in sides)
    p1, p2 = x1 / n1, x2 / n2
    pooled = (x1 + x2) / (n1 + n2)
    error = float(np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)))
    z = (p2 - p1) / error if error > 0 else 0.0
    reach = float(ndtri(0.5 + level / 2))
    (low1, high1), (low2, high2) = (_wilson(x, n, reach) for x, n in ((x1, n1), (x2, n2)))
    return ShareComparison(
        p1,
        p2,
        p2 - p1,
        p2 - p1 - float(np.hypot(p2 - low2, high1 - p1)),
        p2 - p1 + float(np.hypot(high2 - p2, p1 - low1)),
        level,
        z * z,
        z,
        float(chdtrc(1, z * z)),
        int(n1),
        int(n2),
    )


def _wilson(x: float, n: float, reach: float) -> tuple[float, float]:
    centre = (x + reach**2 / 2) / (n + reach**2)
    half = reach * np.sqrt(x * (n - x) / n + reach**2 / 4) / (n + reach**2)
    return max(float(centre - half), 0.0), min(float(centre + half), 1.0)

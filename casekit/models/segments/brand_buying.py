"""What the NBD-Dirichlet says of a brand, as averages over households' tastes for it.

A household that takes a brand with probability p at each purchase buys it as a negative binomial of
mean p times the category's; p differs between households by a Beta distribution. So each measure
is one average over p, exact at a hundred places however much the category is bought: no sum over
thousands of purchases is cut.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln

from casekit.models.purchases.averages import beta_average
from casekit.models.segments.rising import rising

__all__ = ["Tastes", "among_purchases", "brand_measures", "reach", "times_bought"]

Floats = NDArray[np.float64]


class Tastes:
    """Average over households' probabilities of taking a brand (or a group of brands).

    Parameters
    ----------
    s : float
        Sum of the Dirichlet parameters.
    share : float
        Market share of the brand.
    """

    def __init__(self, s: float, share: float) -> None:
        if share >= 1 - 1e-12:  # the brand is the category
            self.p, self.weights = np.ones(1), np.ones(1)
        else:
            self.p, self.weights = beta_average(s * share, s * (1 - share))

    def mean(self, values: Floats) -> float:
        """Average something that was computed at each place p."""
        return float(self.weights @ values)


def reach(mean: float, k: float, tastes: Tastes) -> float:
    """Give the share of households that buy a brand at all.

    Examples
    --------
    >>> round(reach(10.0, 1.0, Tastes(1.2, 0.3)), 3)
    0.536
    """
    return tastes.mean(-np.expm1(-k * np.log1p(mean * tastes.p / k)))


def brand_measures(mean: float, k: float, s: float, share: float) -> dict[str, float]:
    """Give the row of one brand in the double-jeopardy table.

    Parameters
    ----------
    mean, k : float
        Of the category.
    s : float
        Sum of the Dirichlet parameters.
    share : float
        Market share of the brand.

    Returns
    -------
    dict of str to float
        The columns of ``casekit.metrics.segments.double_jeopardy``.

    Examples
    --------
    >>> round(brand_measures(10.0, 1.0, 1.2, 0.05)["purchase_frequency"], 2)
    4.11
    """
    tastes = Tastes(s, share)
    p = tastes.p
    bought = np.log1p(mean * p / k)
    penetration = reach(mean, k, tastes)
    frequency = mean * share / penetration
    with np.errstate(divide="ignore"):  # p = 1: nothing else is ever bought
        others = np.log1p(-p)
    # What the category sells to those who buy the brand: all of it less what the others buy.
    category = mean * tastes.mean(-np.expm1(others - (k + 1) * bought)) / penetration
    # Nothing of the others, and not nothing at all: a difference of two such chances.
    nothing_else = -k * np.log1p(mean * (1 - p) / k)
    sole = tastes.mean(np.exp(nothing_else) * -np.expm1(k * np.log1p(-mean * p / (k + mean))))
    return {
        "share": share,
        "penetration": penetration,
        "purchase_frequency": frequency,
        "category_frequency": category,
        "share_of_requirements": frequency / category,
        "sole_buyers": sole / penetration,
        "w_1_minus_b": frequency * (1 - penetration),
    }


def times_bought(mean: float, k: float, tastes: Tastes, up_to: int) -> Floats:
    """Give the share of households that buys a brand 0, 1, 2, ... times.

    Examples
    --------
    >>> times_bought(1.456, 0.7788, Tastes(1.2953, 0.25), 2).round(2).tolist()
    [0.8, 0.12, 0.04]
    """
    x = np.arange(up_to + 1, dtype=float)
    means = mean * tastes.p
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = x[:, None] * np.log(means)
    logs[0] = 0.0
    logs = logs - (k + x[:, None]) * np.log1p(means / k)
    return np.exp(logs + (rising(k, x)[0] - gammaln(x + 1))[:, None]) @ tastes.weights


def among_purchases(
    mean: float, k: float, s: float, share: float, low: int, high: int
) -> tuple[float, float]:
    """Give reach and frequency of a brand among households that buy low to high of the category.

    Parameters
    ----------
    mean, k, s, share : float
        As in `brand_measures`.
    low, high : int
        Numbers of category purchases, from 1; both included.

    Returns
    -------
    penetration, purchase_frequency : float
        Share of these households that buy the brand; purchases per buyer of it.

    Examples
    --------
    >>> [round(x, 2) for x in among_purchases(1.456, 0.7788, 1.2953, 0.25, 1, 6)]
    [0.34, 1.61]
    """
    n = np.arange(low, high + 1, dtype=float)
    logs = rising(k, n)[0] + n * (np.log(mean) - np.log1p(mean / k)) - gammaln(n + 1)
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    rest = s * (1 - share)
    none = np.exp(betaln(rest + n, s * share) - betaln(rest, s * share)) if rest > 0 else 0 * n
    penetration = float(chances @ (1 - none))
    return penetration, float(chances @ n) * share / penetration

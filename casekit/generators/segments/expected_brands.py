"""What the parameters of a category mean for each brand, exactly: sums over all numbers bought.

Category purchases follow a negative binomial distribution; how a household divides them among the
brands is its own, and differs between households by a Dirichlet distribution. Goodhardt, Ehrenberg
& Chatfield (1984), Journal of the Royal Statistical Society A 147(5), 621-655.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import betainc, gammaln

__all__ = ["brands_given", "category_distribution", "expected_brands"]

# Numbers of purchases are left out where all of them together are rarer than this.
TINY = 1e-12


def category_distribution(mean: float, k: float) -> np.ndarray:
    """Give the probabilities of 0, 1, 2, ... purchases, up to where next to nothing remains.

    Parameters
    ----------
    mean : float
        Purchases of the category, per household, buyers or not.
    k : float
        Shape: the smaller, the more households differ.

    Returns
    -------
    ndarray
        Probabilities; what is left out is less than 1e-12 together.

    Examples
    --------
    >>> float(category_distribution(10.0, 1.0)[0].round(4))
    0.0909
    """
    odds = mean / (k + mean)
    last = 64
    while betainc(last + 1, k, odds) > TINY:
        last *= 2
    n = np.arange(last + 1)
    logs = gammaln(k + n) - gammaln(k) - gammaln(n + 1) - k * np.log1p(mean / k) + n * np.log(odds)
    chances = np.exp(logs)
    enough = int(np.searchsorted(-betainc(n + 1, k, odds), -TINY)) + 1
    return chances[: enough + 1]


def expected_brands(
    mean: float, k: float, s: float, shares: Sequence[float], brands: Sequence[str]
) -> pd.DataFrame:
    """Make the double-jeopardy table that the parameters imply, without any simulation.

    Parameters
    ----------
    mean, k : float
        Of the category; see `category_distribution`.
    s : float
        Sum of the Dirichlet parameters: the smaller, the more each household keeps to a brand of
        its own.
    shares : sequence of float
        Market shares, which add up to 1.
    brands : sequence of str
        Their names.

    Returns
    -------
    pandas.DataFrame
        The columns of ``casekit.metrics.segments.double_jeopardy``.

    Examples
    --------
    >>> table = expected_brands(10.0, 1.0, 1.2, [0.3, 0.7], ["Alder", "the rest"])
    >>> table.loc["Alder", ["penetration", "purchase_frequency"]].round(3).tolist()
    [0.536, 5.598]
    """
    chances = category_distribution(mean, k)
    return brands_given(np.arange(len(chances)), chances, s, shares, brands)


def brands_given(
    n: np.ndarray, chances: np.ndarray, s: float, shares: Sequence[float], brands: Sequence[str]
) -> pd.DataFrame:
    """Make the table that tastes imply for households that buy the category as often as given.

    Parameters
    ----------
    n : ndarray of int
        Numbers of purchases of the category, different from each other.
    chances : ndarray
        How many households buy so often: shares that add up to 1, or numbers of households.
    s, shares, brands
        As in `expected_brands`.

    Returns
    -------
    pandas.DataFrame
        The columns of ``casekit.metrics.segments.double_jeopardy``.

    Examples
    --------
    >>> once = brands_given(np.array([1]), np.array([1.0]), 1.2, [0.3, 0.7], ["Alder", "the rest"])
    >>> once.loc["Alder", ["penetration", "sole_buyers"]].round(6).tolist()
    [0.3, 1.0]
    """
    weight = chances / chances.sum()
    mean = float(weight @ n)
    rows = []
    for share in shares:
        # None of a brand, and none of any other brand; who buys nothing at all is no buyer.
        none = _none(s, s * share, n)
        alone = np.where(n > 0, _none(s, s * (1 - share), n), 0.0)
        penetration = float(weight @ (1 - none))
        frequency = mean * share / penetration
        category = float((weight * n) @ (1 - none)) / penetration
        rows.append(
            {
                "share": share,
                "penetration": penetration,
                "purchase_frequency": frequency,
                "category_frequency": category,
                "share_of_requirements": frequency / category,
                "sole_buyers": float(weight @ alone) / penetration,
                "w_1_minus_b": frequency * (1 - penetration),
            }
        )
    table = pd.DataFrame(rows, index=pd.Index(list(brands), name="brand"))
    return table.sort_values("share", ascending=False, kind="stable")


def _none(s: float, alpha: float, n: np.ndarray) -> np.ndarray:
    """Give the chance that a brand of parameter alpha is among none of n purchases."""
    steps = np.zeros(int(n.max()) + 1)
    with np.errstate(divide="ignore"):  # a brand that is the whole category is in every purchase
        steps[1:] = np.cumsum(np.log1p(-alpha / (s + np.arange(int(n.max())))))
    return np.asarray(np.exp(steps)[n])

"""Customers without groups: one hill in every column, and the columns go together as before."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["one_clouds", "one_hill"]

Floats = NDArray[np.float64]

# A column with so few different values is a count: its values stay where they are.
_FEW = 60


def one_clouds(points: Floats, rng: np.random.Generator, number: int) -> Iterator[Floats]:
    """Make bases with the same skew and correlations, in which nobody belongs to a group.

    Parameters
    ----------
    points : ndarray, shape (n, f)
        Features on the scale on which distances are taken.
    rng : numpy.random.Generator
        Where chance comes from.
    number : int
        How many bases.

    Yields
    ------
    ndarray, shape (n, f)
        Each column holds the values of `one_hill`; the columns keep their correlation of normal
        scores (a Gaussian copula).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> two_groups = np.concatenate([rng.normal(-5, 1, (300, 2)), rng.normal(5, 1, (300, 2))])
    >>> cloud, = one_clouds(two_groups, rng, 1)
    >>> in_the_gap = lambda points: int((np.abs(points[:, 0]) < 1).sum())
    >>> in_the_gap(two_groups), in_the_gap(cloud) > 50
    (0, True)
    """
    # Equal values share their mean normal score; a lump at one purchase stays a lump.
    scores = np.column_stack([_mean_scores(column) for column in points.T])
    spread = scores.std(axis=0)
    scores = scores / np.where(spread > 0, spread, 1.0)
    correlation = scores.T @ scores / len(points)
    np.fill_diagonal(correlation, 1.0)
    # Columns that say the same make the matrix singular; a hair's breadth mends it.
    root = np.linalg.cholesky(correlation + 1e-9 * np.eye(len(correlation)))
    hills = np.column_stack([one_hill(column) for column in points.T])
    for _base in range(number):
        drawn = rng.standard_normal(points.shape) @ root.T
        places = np.argsort(np.argsort(drawn, axis=0, kind="stable"), axis=0, kind="stable")
        yield np.take_along_axis(hills, places, axis=0)


def one_hill(column: Floats) -> Floats:
    """Move values as little as makes their distribution rise to one top and fall from it.

    Parameters
    ----------
    column : ndarray, shape (n,)

    Returns
    -------
    ndarray, shape (n,)
        As many values, in order. The counts of the values (where they are few) or of equally wide
        bins are replaced by the nearest counts, in least squares, that rise and then fall.

    Examples
    --------
    >>> one_hill(np.array([1.0, 1, 1, 1, 2, 3, 3])).tolist()
    [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0]
    >>> skewed = np.sort(np.random.default_rng(1).exponential(size=5_000))
    >>> bool(np.abs(one_hill(skewed) - skewed).mean() < 0.01)
    True
    """
    ordered = np.sort(column)
    rows = len(ordered)
    values, counts = np.unique(ordered, return_counts=True)
    if len(values) < 3:
        return ordered
    if len(values) <= min(_FEW, rows - 1):
        return values[_bin_of_each(_rise_and_fall(counts.astype(np.float64)))[0]]
    edges = np.linspace(ordered[0], ordered[-1], int(np.clip(2 * np.cbrt(rows), 8, 60)) + 1)
    begins = np.searchsorted(ordered, edges[:-1], side="left")
    ends = np.append(begins[1:], rows)
    bins, within = _bin_of_each(_rise_and_fall((ends - begins).astype(np.float64)))
    # A bin hands out its own values, so that lumps inside it stay; an empty one has none, and
    # spreads what it got.
    held = ends - begins
    own = begins[bins] + np.minimum((within * held[bins]).astype(np.int64), held[bins] - 1)
    width = edges[1] - edges[0]
    spread = edges[bins] + within * width
    return np.sort(np.where(held[bins] > 0, ordered[np.maximum(own, 0)], spread))


def _mean_scores(column: Floats) -> Floats:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    return np.asarray(ndtri((rankdata(column) - 0.5) / len(column)))


def _bin_of_each(counts: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Give each of the rows its bin, and its place within that bin between 0 and 1."""
    rows = round(counts.sum())
    ends = np.cumsum(counts)
    level = (np.arange(rows) + 0.5) * (ends[-1] / rows)
    bins = np.minimum(np.searchsorted(ends, level, side="left"), len(counts) - 1)
    within = (level - (ends[bins] - counts[bins])) / np.where(counts[bins] > 0, counts[bins], 1.0)
    return bins, np.clip(within, 0.0, 1.0)


def _rise_and_fall(counts: Floats) -> Floats:
    """Find the nearest counts with one top: rising up to some bin, falling after it."""
    from scipy.optimize import isotonic_regression

    best, least = counts, np.inf
    for top in range(1, len(counts) + 1):
        rise = isotonic_regression(counts[:top]).x
        fall = np.empty(0)
        if top < len(counts):
            fall = isotonic_regression(counts[top:], increasing=False).x
        fitted = np.concatenate([rise, fall])
        off = float(((fitted - counts) ** 2).sum())
        if off < least - 1e-9:
            best, least = fitted, off
    return best

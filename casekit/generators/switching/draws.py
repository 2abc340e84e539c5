"""Draw the luck of a choice on a fixed grid, so that every machine makes the same choice.

A choice is the largest of a few sums. If the parts are floating-point logarithms, two processors
that differ in the last bit may one day choose differently, and from there on lead two different
lives. Here every part of a utility is a whole number of ``1 / GRID`` utils: sums are exact, and
so are comparisons. The Gumbel draws are read from a fixed table of quantiles at random integers,
which is also faster than taking two logarithms a draw. No entry of the table lies within a
millionth of a grid step of a rounding boundary (tested), a thousand times the last bit of a
logarithm, so the table itself is the same everywhere.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRID", "Integers32", "attentive", "gumbel", "on_grid", "purchases", "stream"]

Integers32 = NDArray[np.int32]

# Grid steps per unit of utility: a step is about a millionth.
GRID = 2**20

# 16 random bits choose one of 65,536 equal slices of probability; in the outermost 64 slices at
# either end, where the quantile is steep, 9 further bits choose a part of the slice.
_SLICES = 2**16
_OUTER = 64
_PARTS = 2**9

# What a stream of random numbers is for: counterfactuals then share their luck by construction.
_PURPOSES = ("tastes", "prices", "friendships", "luck", "attention", "group", "purchases")


def stream(seed: int, purpose: str, month: int = 0) -> np.random.Generator:
    """Open the stream of random numbers for one purpose and month.

    Parameters
    ----------
    seed : int
        The seed of the market.
    purpose : str
        What the numbers are for.
    month : int
        Months since the market began.

    Returns
    -------
    numpy.random.Generator
        The same one whenever it is asked for again.

    Examples
    --------
    >>> bool(stream(1, "luck", 3).random() == stream(1, "luck", 3).random())
    True
    """
    return np.random.default_rng([seed, _PURPOSES.index(purpose), month])


def on_grid(utility: NDArray[np.float64] | float) -> Integers32:
    """Round utilities to the grid.

    Examples
    --------
    >>> int(on_grid(0.5)) == GRID // 2
    True
    """
    return np.rint(np.asarray(utility) * GRID).astype(np.int32)


@cache
def _quantiles() -> tuple[Integers32, Integers32]:
    """Tabulate the Gumbel quantiles: of whole slices, and of the parts of the outermost ones."""
    slices = np.arange(_SLICES)
    whole = on_grid(-np.log(-np.log((slices + 0.5) / _SLICES)))
    outer = np.concatenate([slices[-_OUTER:], slices[:_OUTER]])
    parts = (np.arange(_PARTS) + 0.5) / _PARTS
    fine = on_grid(-np.log(-np.log((outer[:, None] + parts) / _SLICES)))
    return whole, fine.ravel()


def gumbel(rng: np.random.Generator, shape: tuple[int, ...]) -> Integers32:
    """Draw standard Gumbel variables in grid steps.

    Parameters
    ----------
    rng : numpy.random.Generator
    shape : tuple of int

    Returns
    -------
    ndarray of int32

    Examples
    --------
    >>> draws = gumbel(np.random.default_rng(1), (100_000,)) / GRID
    >>> round(float(draws.mean()), 2), round(float(draws.std()), 2)
    (0.58, 1.28)
    """
    whole, fine = _quantiles()
    bits = rng.integers(0, 2**32, size=shape, dtype=np.uint32)
    slices = bits >> np.uint32(16)
    draws: Integers32 = whole.take(slices)
    # Adding 64 modulo 65,536 brings the two ends together, in the order of the fine table.
    place = (slices + np.uint32(_OUTER)) & np.uint32(_SLICES - 1)
    ends = np.flatnonzero(place < 2 * _OUTER)
    part = (bits.ravel()[ends] & np.uint32(_SLICES - 1)) >> np.uint32(7)
    draws.ravel()[ends] = fine[place.ravel()[ends] * np.uint32(_PARTS) + part]
    return draws


def attentive(rng: np.random.Generator, size: int, chance: float) -> NDArray[np.bool_]:
    """Draw who pays attention, by comparing whole numbers.

    Examples
    --------
    >>> attentive(np.random.default_rng(1), 3, 1.0).tolist()
    [True, True, True]
    """
    return rng.integers(0, 2**32, size=size, dtype=np.int64) < round(chance * 2**32)


def purchases(rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """Draw a month's purchases: none, one or two, with chances 1/4, 1/2, 1/4.

    Examples
    --------
    >>> float(purchases(np.random.default_rng(1), 100_000).mean().round(2))
    1.0
    """
    return np.array([0, 1, 1, 2]).take(rng.integers(0, 4, size=size, dtype=np.uint8))

"""What a world of taste and habit makes one see, without drawing a single shopper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = [
    "HabitSigns",
    "habit_signs",
    "habit_with_repeat_rate",
    "repeat_rate_of",
    "taste_with_repeat_rate",
]

Floats = NDArray[np.float64]

# Gauss-Hermite nodes for prices, an even grid for tastes: enough for four correct digits.
_PRICE, _WEIGHT = np.polynomial.hermite_e.hermegauss(15)
_WEIGHT = _WEIGHT / _WEIGHT.sum()
_GRID = np.linspace(-4.5, 4.5, 61)
_SHARE = np.exp(-(_GRID**2) / 2) / np.exp(-(_GRID**2) / 2).sum()


@dataclass(frozen=True)
class HabitSigns:
    """Give what large data of a world of two brands show.

    Attributes
    ----------
    repeat_rate : float
        Share of purchases of the same brand as the purchase before.
    naive_habit : float
        Coefficient of the last brand in a plain logit (log-odds).
    lagged_price : float
        Coefficient of the price before in a plain logit without last brand.
    lagged_price_z : float
        The same in standard errors, for the size of panel that was asked for.
    """

    repeat_rate: float
    naive_habit: float
    lagged_price: float
    lagged_price_z: float


@lru_cache(maxsize=4096)
def habit_signs(
    gamma: float,
    taste_sd: float,
    *,
    price_sensitivity: float = 0.8,
    price_sd: float = 1.0,
    choices: int = 43_500,
) -> HabitSigns:
    """Compute repeat rate, naive habit and old-price test that a world leads to.

    The world is that of `casekit.generators.habits.make_brand_panel` with two brands of equal
    appeal, long after the first purchase.

    Parameters
    ----------
    gamma : float
        State dependence: swing of the log-odds by the last brand.
    taste_sd : float
        Spread of the taste difference (log-odds).
    price_sensitivity, price_sd : float
        As in the generator.
    choices : int
        Choices in the panel, for z: 1,500 shoppers of whom 29 months have one before.

    Returns
    -------
    HabitSigns

    Raises
    ------
    InputError
        If a parameter makes no sense.

    Notes
    -----
    By quadrature: the coefficients are those to which the fits tend in ever larger panels. The
    standard error behind z takes choices as independent, given the prices.

    Examples
    --------
    >>> signs = habit_signs(0.0, 1.5)
    >>> round(signs.repeat_rate, 2), round(signs.naive_habit, 2), abs(signs.lagged_price) < 1e-9
    (0.63, 1.14, True)
    """
    after_own, after_other, share, repeat = _settled(gamma, taste_sd, price_sensitivity, price_sd)
    price = price_sd * _PRICE
    # Chance today by today's price and the last brand, over tastes: the plain logit's data.
    rows = [
        (last, p, weight * chance, mass)
        for last, mass_of, table in ((0.5, share, after_own), (-0.5, 1 - share, after_other))
        for p, weight, chance, mass in zip(
            price,
            _WEIGHT,
            (_SHARE * mass_of) @ table,
            _WEIGHT * float(_SHARE @ mass_of),
            strict=True,
        )
    ]
    last, today, bought, mass = (np.array(column) for column in zip(*rows, strict=True))
    naive = _logit(np.column_stack([np.ones_like(last), last, today]), bought, mass)[0][1]
    # Chance today by today's price and the price before.
    before = share[:, None] * after_own + (1 - share)[:, None] * after_other
    chance = np.einsum("a,ap,aq->pq", _SHARE, before, after_own)
    chance += np.einsum("a,ap,aq->pq", _SHARE, 1 - before, after_other)
    weights = np.outer(_WEIGHT, _WEIGHT)
    old, new = np.meshgrid(price, price, indexing="ij")
    x = np.column_stack([np.ones(old.size), new.ravel(), old.ravel()])
    theta, information = _logit(x, (weights * chance).ravel(), weights.ravel())
    error = np.sqrt(np.linalg.inv(information * choices)[2, 2]) if price_sd else np.nan
    lagged = float(theta[2])
    return HabitSigns(repeat, float(naive), lagged, float(lagged / error))


def repeat_rate_of(gamma: float, taste_sd: float) -> float:
    """Compute the repeat rate alone, which is much quicker than all signs.

    Parameters
    ----------
    gamma, taste_sd : float
        As in `habit_signs`, with its prices.

    Returns
    -------
    float

    Raises
    ------
    InputError
        If a parameter makes no sense.

    Examples
    --------
    >>> repeat_rate_of(1.0, 1.5) == habit_signs(1.0, 1.5).repeat_rate
    True
    """
    return _settled(gamma, taste_sd, 0.8, 1.0)[3]


def _settled(
    gamma: float, taste_sd: float, price_sensitivity: float, price_sd: float
) -> tuple[Floats, Floats, Floats, float]:
    """Give chances by taste and price, the first brand's share by taste, and the repeat rate."""
    refuse_unless(bool(np.isfinite(gamma)), "gamma", gamma, _("a finite number"))
    for name, value in {"taste_sd": taste_sd, "price_sd": price_sd}.items():
        refuse_unless(bool(np.isfinite(value)) and value >= 0, name, value, _("0 or more"))
    refuse_unless(price_sensitivity > 0, "price_sensitivity", price_sensitivity, _("above 0"))
    price = price_sd * _PRICE
    taste = taste_sd * _GRID
    # Chance of the first brand by taste and price, after itself and after the other.
    after_own, after_other = (
        expit(taste[:, None] + sign * gamma / 2 - price_sensitivity * price) for sign in (1, -1)
    )
    own, other = after_own @ _WEIGHT, after_other @ _WEIGHT
    share = other / (1 - own + other)
    return after_own, after_other, share, float(_SHARE @ (share * own + (1 - share) * (1 - other)))


def _logit(x: Floats, bought: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """Fit a logit to expected shares: ``bought`` is mass times chance."""
    theta = np.zeros(x.shape[1])
    for _step in range(60):
        chance = expit(x @ theta)
        information = (x * (mass * chance * (1 - chance))[:, None]).T @ x
        step = np.linalg.lstsq(information, x.T @ (bought - mass * chance), rcond=1e-12)[0]
        theta = theta + step
        if np.abs(step).max() < 1e-11:
            break
    return theta, information


def habit_with_repeat_rate(repeat_rate: float, taste_sd: float = 0.0) -> float:
    """Find the habit that, with this spread of taste, makes this repeat rate.

    Parameters
    ----------
    repeat_rate : float
        Share of repeat purchases.
    taste_sd : float
        Spread of the taste difference (log-odds).

    Returns
    -------
    float
        gamma, in log-odds.

    Raises
    ------
    InputError
        If taste alone already makes a higher rate.

    Examples
    --------
    >>> round(habit_with_repeat_rate(0.72, taste_sd=1.5), 1)
    1.0
    """
    # A rate found by `taste_with_repeat_rate` is known to about this; it is not refused.
    least = repeat_rate_of(0.0, taste_sd)
    refuse_unless(
        least - 1e-4 <= repeat_rate < 0.99,
        "repeat_rate",
        repeat_rate,
        _("from {least:.2f} (taste alone) to below 0.99").format(least=least),
    )
    if repeat_rate <= least:
        return 0.0
    return float(brentq(lambda g: repeat_rate_of(g, taste_sd) - repeat_rate, 0, 14, xtol=1e-4))


def taste_with_repeat_rate(repeat_rate: float, gamma: float = 0.0) -> float:
    """Find the spread of taste that, with this habit, makes this repeat rate.

    Parameters
    ----------
    repeat_rate : float
        Share of repeat purchases.
    gamma : float
        State dependence, in log-odds.

    Returns
    -------
    float
        Standard deviation of the taste difference, in log-odds.

    Raises
    ------
    InputError
        If habit alone already makes a higher rate.

    Examples
    --------
    >>> round(taste_with_repeat_rate(0.72), 1)
    2.5
    """
    least = repeat_rate_of(gamma, 0.0)
    refuse_unless(
        least - 1e-4 <= repeat_rate < 0.95,
        "repeat_rate",
        repeat_rate,
        _("from {least:.2f} (habit alone) to below 0.95").format(least=least),
    )
    if repeat_rate <= least:
        return 0.0
    return float(brentq(lambda s: repeat_rate_of(gamma, s) - repeat_rate, 0, 14, xtol=1e-4))

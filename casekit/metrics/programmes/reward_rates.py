"""What a points programme gives back: dollars of reward for a dollar spent."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["published_tiers", "reward_rate", "tier_reward_rates"]


def reward_rate(*, points_per_dollar: float, points_needed: float, reward_value: float) -> float:
    """Give what comes back per dollar spent, for one reward of a points programme.

    It is the rate for a member who does collect enough and does redeem; points that are never
    used make the programme cheaper than this.

    Parameters
    ----------
    points_per_dollar : float
        Points for a dollar spent.
    points_needed : float
        Points that the reward costs.
    reward_value : float
        What the reward is worth to the member, in dollars.

    Returns
    -------
    float
        A share: 0.04 is 4 cents for a dollar.

    Raises
    ------
    InputError
        When points are not above 0, or the value is below 0.

    Examples
    --------
    >>> round(reward_rate(points_per_dollar=1.2, points_needed=60, reward_value=2.0), 4)
    0.04
    """
    given = {
        "points_per_dollar": points_per_dollar,
        "points_needed": points_needed,
        "reward_value": reward_value,
    }
    for name, value in given.items():
        least_is_zero = name == "reward_value"
        if not (np.isfinite(value) and (value > 0 or (least_is_zero and value == 0))):
            raise InputError(
                _("`{name}` must be a number {expected}; {value!r} was given.").format(
                    name=name,
                    value=value,
                    expected=_("of 0 or more") if least_is_zero else _("above 0"),
                )
            )
    return float(points_per_dollar * reward_value / points_needed)


def tier_reward_rates(
    points_per_dollar: Mapping[str, float], *, points_needed: float, reward_value: float
) -> pd.DataFrame:
    """Compare the reward rates of a programme's tiers.

    Parameters
    ----------
    points_per_dollar : mapping of str to float
        By tier, lowest first.
    points_needed, reward_value : float
        Of the reward: see `reward_rate`.

    Returns
    -------
    pandas.DataFrame
        A row a tier: ``points_per_dollar``, ``dollars_to_reward`` (spending that earns one
        reward) and ``reward_rate``.

    Examples
    --------
    >>> tier_reward_rates({"basic": 1, "best": 2}, points_needed=100, reward_value=5.0)
           points_per_dollar  dollars_to_reward  reward_rate
    tier
    basic                1.0              100.0         0.05
    best                 2.0               50.0         0.10
    """
    rates = [
        reward_rate(points_per_dollar=each, points_needed=points_needed, reward_value=reward_value)
        for each in points_per_dollar.values()
    ]
    points = np.array(list(points_per_dollar.values()), dtype=float)
    return pd.DataFrame(
        {
            "points_per_dollar": points,
            "dollars_to_reward": points_needed / points,
            "reward_rate": rates,
        },
        index=pd.Index(list(points_per_dollar), name="tier"),
    )


def published_tiers() -> pd.DataFrame:
    """Give the tiers that Starbucks announced for the United States from 10 March 2026.

    Returns
    -------
    pandas.DataFrame
        A row a tier: ``stars_from`` (Stars in 12 months that the tier asks for),
        ``points_per_dollar``, ``points_needed`` and ``reward_value`` (60 Stars: up to 2 dollars
        off), ``dollars_to_reward`` and ``reward_rate``.

    Notes
    -----
    The first four columns are as reported by the press on the announcement (source
    "starbucks-rewards-2026"); the last two are computed.

    Examples
    --------
    >>> published_tiers()["reward_rate"].round(4).to_dict()
    {'Green': 0.0333, 'Gold': 0.04, 'Reserve': 0.0567}
    """
    rates = tier_reward_rates(
        {"Green": 1.0, "Gold": 1.2, "Reserve": 1.7}, points_needed=60, reward_value=2.0
    )
    rates.insert(0, "stars_from", [0, 500, 2500])
    rates.insert(2, "points_needed", 60)
    rates.insert(3, "reward_value", 2.0)
    return rates

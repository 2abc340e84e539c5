"""Make a shop's reward window: spend so much in eight weeks, and a reward is yours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["PointsWindowTruth", "make_points_window"]

_WAYS = ("choice", "lot")


@dataclass(frozen=True)
class PointsWindowTruth:
    """What the generator of a reward window knows.

    Attributes
    ----------
    points_pressure, rewarded_behaviour, threshold, near, weeks, weeks_before, weeks_after, spread,
    affinity, joining
        As given to `make_points_window`.
    spend_without : pandas.Series
        What the same household would have spent in the same week without the programme, $; in the
        order of the panel.
    incentive_share : float
        Share of the members' sales, from the first week of the window on, that only the
        programme's two effects brought.
    reached_share : float
        Share of the members who reached the reward.
    reached_without_share : float
        Share of the members who would have spent as much in the window anyway.
    """

    points_pressure: float
    rewarded_behaviour: float
    threshold: float
    near: float
    weeks: int
    weeks_before: int
    weeks_after: int
    spread: float
    affinity: float
    joining: str
    spend_without: pd.Series
    incentive_share: float
    reached_share: float
    reached_without_share: float


def make_points_window(
    n_households: int,
    *,
    seed: int,
    weeks: int = 8,
    threshold: float = 300.0,
    points_pressure: float = 0.08,
    rewarded_behaviour: float = 0.04,
    near: float = 0.6,
    weeks_before: int = 8,
    weeks_after: int = 8,
    mean_spend: float = 40.0,
    shop_chance: float = 0.8,
    spread: float = 0.5,
    noise: float = 0.6,
    joining: str = "lot",
    affinity: float = 1.0,
) -> tuple[pd.DataFrame, PointsWindowTruth]:
    """Make the weekly spending of households around a reward window, members and others.

    Parameters
    ----------
    n_households : int
        Number of households, 4 or more; about half are members.
    seed : int
        Same seed, same data.
    weeks : int
        Length of the window: a member who spends the threshold within it has earned the reward.
    threshold : float
        Dollars to spend within the window.
    points_pressure : float
        What the reward in sight changes in a member's spending: 0.08 is +8% in every week that
        begins with at least `near` of the threshold collected, and not yet all of it.
    rewarded_behaviour : float
        What the earned reward changes: 0.04 is +4% in every week after the one in which the
        threshold was reached, in the window and after it.
    near : float
        Share of the threshold from which the reward is in sight; above 0, up to 1.
    weeks_before, weeks_after : int
        Weeks that are seen before and after the window; 1 or more before.
    mean_spend : float
        Mean spending of all households without the programme, $ a week.
    shop_chance : float
        Chance that a household shops in a week.
    spread : float
        Standard deviation of the logarithm of the households' own level.
    noise : float
        Standard deviation of the logarithm of one basket, for one household.
    joining : {"lot", "choice"}
        ``"lot"``: a coin decides who is in the programme (as when some shops run it).
        ``"choice"``: households that spend more join more often.
    affinity : float
        For joining by choice: log-odds of joining per standard deviation of the household's level.

    Returns
    -------
    panel : pandas.DataFrame
        A row a household and week: ``customer_id``, ``week`` (from 1), ``phase`` ("before",
        "window", "after"), ``member``, ``threshold``, ``spend`` ($ in the week).
    truth : PointsWindowTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense, or all households are on one side.

    Notes
    -----
    The reward window follows Taylor & Neslin (2005, Journal of Retailing 81(4), 293-305), who
    studied a programme of eight weeks; sizes and functional form are ours. All weeks share a mild
    common season.

    Examples
    --------
    >>> panel, truth = make_points_window(500, seed=1)
    >>> len(panel) == 500 * 24, bool(truth.incentive_share > 0)
    (True, True)
    """
    for name, value in (("n_households", n_households), ("weeks", weeks),
                        ("weeks_before", weeks_before)):  # fmt: skip
        refuse_unless_whole(value, name)
    refuse_unless(n_households >= 4, "n_households", n_households, _("4 or more"))
    if weeks_after != 0:
        refuse_unless_whole(weeks_after, "weeks_after")
    _refuse_senseless(
        {"threshold": threshold, "mean_spend": mean_spend},
        {"spread": spread, "noise": noise},
        {"points_pressure": points_pressure, "rewarded_behaviour": rewarded_behaviour},
    )
    refuse_unless(bool(0 < near <= 1), "near", near, _("a share above 0, up to 1"))
    refuse_unless(
        bool(0 < shop_chance <= 1), "shop_chance", shop_chance, _("a chance above 0, up to 1")
    )
    refuse_unless(joining in _WAYS, "joining", joining, _('"choice" or "lot"'))
    refuse_unless(bool(np.isfinite(affinity)), "affinity", affinity, _("a number"))
    rng = np.random.default_rng(seed)
    level = rng.standard_normal(n_households)
    chance = expit(affinity * level) if joining == "choice" else 0.5
    member = rng.random(n_households) < chance
    if member.all() or not member.any():
        raise InputError(
            _("All {n} households are on one side; make more households.").format(n=n_households)
        )
    total = weeks_before + weeks + weeks_after
    shops = rng.random((n_households, total)) < shop_chance
    luck = np.exp(noise * rng.standard_normal((n_households, total)) - noise**2 / 2)
    season = np.exp(0.1 * np.sin(2 * np.pi * np.arange(total) / 13))
    own = mean_spend / shop_chance * np.exp(spread * level - spread**2 / 2)
    plain = own[:, None] * luck * shops * (season / season.mean())
    spend = np.rint(100 * plain)
    without = spend.copy()
    points = np.zeros(n_households)
    goal, sight = round(100 * threshold), near * round(100 * threshold)
    for week in range(weeks_before, total):
        earned = points >= goal
        seen = (points >= sight) & ~earned & (week < weeks_before + weeks)
        change = np.where(earned, rewarded_behaviour, np.where(seen, points_pressure, 0.0))
        spend[:, week] = np.rint(100 * plain[:, week] * (1 + member * change))
        if week < weeks_before + weeks:
            points += spend[:, week]
    window = slice(weeks_before, weeks_before + weeks)
    week_no = np.arange(1, total + 1)
    phase = np.repeat(["before", "window", "after"], [weeks_before, weeks, weeks_after])
    panel = pd.DataFrame(
        {
            "customer_id": np.repeat(np.arange(1, n_households + 1), total),
            "week": np.tile(week_no, n_households),
            "phase": np.tile(phase, n_households),
            "member": np.repeat(member, total),
            "threshold": float(threshold),
            "spend": (spend / 100).ravel(),
        }
    )
    since = slice(weeks_before, None)
    sales, sales_without = spend[member, since].sum(), without[member, since].sum()
    return panel, PointsWindowTruth(
        points_pressure,
        rewarded_behaviour,
        threshold,
        near,
        weeks,
        weeks_before,
        weeks_after,
        spread,
        affinity,
        joining,
        pd.Series((without / 100).ravel(), name="spend_without"),
        float((sales - sales_without) / max(sales, 1.0)),
        float(_reached(spend[member, window], goal)),
        float(_reached(without[member, window], goal)),
    )


def _reached(cents: NDArray[np.float64], goal: float) -> float:
    return float((cents.sum(axis=1) >= goal).mean())


def _refuse_senseless(
    positive: dict[str, float], not_negative: dict[str, float], effects: dict[str, float]
) -> None:
    for name, value in (positive | not_negative | effects).items():
        refuse_unless(bool(np.isfinite(value)), name, value, _("a number"))
    for name, value in positive.items():
        refuse_unless(value > 0, name, value, _("a number above 0"))
    for name, value in not_negative.items():
        refuse_unless(value >= 0, name, value, _("0 or more"))
    for name, value in effects.items():
        refuse_unless(value > -1, name, value, _("a share above -1: 0.08 is +8%"))

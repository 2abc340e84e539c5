"""Make the members of a programme, and let them live with it week by week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs import Design, People, read_members
from casekit.words import _

__all__ = ["MembersTruth", "make_members", "simulate_members"]

_TYPES = {"heavy": (0.4, 1.0), "light": (0.6, -1.5)}


@dataclass(frozen=True)
class MembersTruth:
    """What the generator of members knows.

    Attributes
    ----------
    types : pandas.DataFrame
        A row a type: ``type, members, base_utility`` (its middle), ``chance_without`` (mean chance
        of a visit in a week without a programme), ``looking_ahead`` (members who look ahead).
    spread : float
        Standard deviation of the base utility within a type.
    price_coefficient, discount_factor : float
        As given.
    looking_ahead : float
        Share of members who look ahead, as given.
    """

    types: pd.DataFrame
    spread: float
    price_coefficient: float
    discount_factor: float
    looking_ahead: float


def make_members(
    n: int,
    *,
    seed: int,
    types: Mapping[str, tuple[float, float]] | None = None,
    spread: float = 0.5,
    price_coefficient: float = 1.0,
    discount_factor: float = 0.98,
    looking_ahead: float = 1.0,
) -> tuple[pd.DataFrame, MembersTruth]:
    """Make members of a few types, each of whom decides every week whether to visit.

    Parameters
    ----------
    n : int
        Number of members.
    seed : int
        Same seed, same members.
    types : mapping of str to (float, float), optional
        Share of each type and its middle base utility (see `Member`). Shares are scaled to sum to
        1, and met to the nearest member. By default 40% heavy (1.0: a visit in 73% of weeks) and
        60% light (-1.5: in 18%). The two utilities are the course's; the shares are a choice.
    spread : float
        Standard deviation of the base utility within a type, 0 or more.
    price_coefficient : float
        Utility of a dollar, above 0.
    discount_factor : float
        Weight of next week for those who look ahead, 0 to below 1.
    looking_ahead : float
        Share of each type that looks ahead, 0 to 1, met to the nearest member; the others have
        discount factor 0.

    Returns
    -------
    members : pandas.DataFrame
        ``member_id, type, base_utility, price_coefficient, discount_factor``, in random order.
    truth : MembersTruth

    Raises
    ------
    InputError
        In words, for a senseless parameter.

    Examples
    --------
    >>> members, truth = make_members(1_000, seed=1)
    >>> truth.types[["type", "members"]].values.tolist()
    [['heavy', 400], ['light', 600]]
    """
    refuse_unless_whole(n, "n")
    types = _TYPES if types is None else types
    for name, numbers in types.items():
        fine = np.shape(numbers) == (2,) and bool(np.isfinite(numbers).all()) and numbers[0] >= 0
        refuse_unless(fine, f"types[{name!r}]", numbers, _("a share (0 or more) and a utility"))
    total = sum(share for share, _middle in types.values())
    refuse_unless(total > 0, "types", types, _("types with shares above 0"))
    refuse_unless(np.isfinite(spread) and spread >= 0, "spread", spread, _("0 or more"))
    refuse_unless(0 <= looking_ahead <= 1, "looking_ahead", looking_ahead, _("from 0 to 1"))
    rng = np.random.default_rng(seed)
    ends = np.round(np.cumsum([share for share, _middle in types.values()]) / total * n)
    sizes = np.diff(ends.astype(int), prepend=0)
    kind = np.repeat(np.arange(len(types)), sizes)
    ahead = np.concatenate([np.arange(size) < round(looking_ahead * size) for size in sizes])
    order = rng.permutation(n)
    kind, ahead = kind[order], ahead[order]
    middles = np.array([middle for _share, middle in types.values()], dtype=float)
    members = pd.DataFrame(
        {
            "member_id": np.arange(1, n + 1),
            "type": np.array(list(types), dtype=object)[kind],
            "base_utility": middles[kind] + spread * rng.standard_normal(n),
            "price_coefficient": float(price_coefficient),
            "discount_factor": np.where(ahead, float(discount_factor), 0.0),
        }
    ).infer_objects()
    read_members(members)
    chance = expit(members["base_utility"].to_numpy())
    inside = [kind == place for place in range(len(types))]
    summary = pd.DataFrame(
        {
            "type": list(types),
            "members": sizes,
            "base_utility": middles,
            "chance_without": [float(chance[i].mean()) if i.any() else np.nan for i in inside],
            "looking_ahead": [int(ahead[i].sum()) for i in inside],
        }
    )
    truth = MembersTruth(
        summary, float(spread), float(price_coefficient), float(discount_factor), looking_ahead
    )
    return members, truth


def simulate_members(card: Design, members: People, weeks: int, *, seed: int) -> pd.DataFrame:
    """Let members live with a programme, week by week, each from a new card.

    Parameters
    ----------
    card : StampCard, PointsProgramme or TierProgramme
    members : Member, sequence or mapping of Member, or pandas.DataFrame
        One member a row.
    weeks : int
        Weeks to live through.
    seed : int
        Same seed, same visits.

    Returns
    -------
    pandas.DataFrame
        A row a visit, by week: ``member_id, type, week`` (from 1), what the card held before the
        visit (``stamps``, and ``weeks_left`` for a card that expires), ``rewards`` earned by it,
        their ``worth`` to the member in dollars, and ``anyway``: whether the same member in the
        same mood would have come that week without a programme too.

    Raises
    ------
    InputError
        In words, for senseless members or weeks.

    Notes
    -----
    Both worlds of a member share the week's shocks, so ``anyway`` is what no real log can hold.
    Shares in a long log agree with `solve_member`'s.

    Examples
    --------
    >>> from casekit.generators.programmes.designs import Member, StampCard
    >>> visits = simulate_members(StampCard(), {"heavy": Member(1.0)}, 10_000, seed=1)
    >>> bool(abs(len(visits) / 10_000 - 0.785) < 0.01), bool(visits["anyway"].mean() < 1)
    (True, True)
    """
    refuse_unless_whole(weeks, "weeks")
    people = read_members(members)
    if len(people) * weeks > 500_000_000:
        raise InputError(_("That is too many weeks of too many members; ask for fewer."))
    solved = card.solve(people)
    rng = np.random.default_rng(seed)
    everyone = np.arange(len(people))
    without = expit(people.base_utility)
    state = np.full(len(people), solved.start)
    steps = np.cumsum(solved.outcome_chance)[:-1]
    log: list[tuple[np.ndarray, ...]] = []
    for _week in range(weeks):
        mood = rng.random(len(people))
        outcome = np.zeros(len(people), dtype=int)
        if len(steps):
            outcome = np.searchsorted(steps, rng.random(len(people)), side="right")
        comes = mood < solved.chance[state, everyone]
        who = everyone[comes]
        log.append((who, state[who], outcome[who], mood[who] < without[who]))
        state = np.where(comes, solved.next_if_visit[state, outcome], solved.next_if_not[state])
    who, where, outcome, anyway = (np.concatenate(column) for column in zip(*log, strict=True))
    week = np.repeat(np.arange(1, weeks + 1), [len(column[0]) for column in log])
    columns: dict[str, object] = {
        "member_id": np.array(people.names, dtype=object)[who],
        "type": np.array(people.types, dtype=object)[who],
        "week": week,
    }
    columns |= {name: values[where] for name, values in solved.states.items() if name != "week"}
    columns |= {
        "rewards": solved.rewards[where, outcome],
        "worth": solved.worth[where, outcome],
        "anyway": anyway,
    }
    return pd.DataFrame(columns).infer_objects()

"""What a programme earns and costs: visits that would not have happened, and rewards for others."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from scipy.special import expit

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs import (
    Design,
    Members,
    People,
    PointsProgramme,
    TierProgramme,
    read_members,
)
from casekit.words import _

__all__ = ["Economics", "ProgrammeOutcome", "programme_outcome"]

# Numbers held at once while a population is solved, in states times members.
_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Economics:
    """Hold what a visit earns and what a reward costs.

    Attributes
    ----------
    margin : float
        Dollars that a visit earns before rewards.
    reward_cost : float
        Dollars that the firm pays for each dollar that a reward is worth to the member.
    visit_price : float, optional
        Dollars that a member spends on a visit.
    running_cost : float
        Dollars a member and year, whether or not they visit.
    weeks : float
        Weeks that totals are of.
    from_start : bool
        Whether these are the first weeks, everybody with a new card, and not those of the long run.
    """

    margin: float
    reward_cost: float
    visit_price: float | None = None
    running_cost: float = 0.0
    weeks: float = 52
    from_start: bool = False

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or field.name == "from_start":
                continue
            fine = isinstance(value, int | float | np.number) and bool(np.isfinite(value))
            refuse_unless(fine, field.name, value, _("a number"))
            if field.name != "margin":
                refuse_unless(value >= 0, field.name, value, _("0 or more"))
        if self.from_start:
            refuse_unless_whole(self.weeks, "weeks")  # type: ignore[arg-type]


@dataclass(frozen=True)
class ProgrammeOutcome:
    """Hold what a programme does to a population in the long run.

    Attributes
    ----------
    design : StampCard, PointsProgramme, TierProgramme or None
        ``None`` is no programme.
    table : pandas.DataFrame
        A row a type and one for ``all``; see `programme_outcome`.
    """

    design: Design | None
    table: pd.DataFrame

    def __getattr__(self, name: str) -> float:
        # Only called for what is no attribute: the totals of the table, by their names.
        table = self.__dict__.get("table")
        if table is None or name not in table:
            raise AttributeError(name)
        return float(table[name].iloc[-1])

    def __repr__(self) -> str:
        return _(
            "{design}: {more:,.1f} more visits, rewards cost ${cost:,.2f}, profit ${profit:,.2f}"
        ).format(
            design=self.design or _("No programme"),
            more=self.incremental_visits,
            cost=self.cost,
            profit=self.profit,
        )


def programme_outcome(
    design: Design | None,
    population: People,
    *,
    margin: float,
    reward_cost: float,
    visit_price: float | None = None,
    running_cost: float = 0.0,
    weeks: float = 52,
    from_start: bool = False,
) -> ProgrammeOutcome:
    """Count what a programme brings and what it costs, by type of member.

    Parameters
    ----------
    design : StampCard, PointsProgramme, TierProgramme or None
        The programme; ``None`` for none.
    population : pandas.DataFrame, or mapping of type to Member
        As for `solve_member`; a column ``members`` says how many people a row stands for.
    margin : float
        Dollars that a visit earns before rewards.
    reward_cost : float
        Dollars that the firm pays for each dollar that a reward is worth to the member: 0.4 for
        coffee that costs 40 cents a dollar. If a reward takes the place of a visit that would have
        been paid for, the margin lost on that belongs in here.
    visit_price : float, optional
        Dollars that a member spends on a visit. Replaces that of a design that counts dollars, and
        gives `reward_rate`.
    running_cost : float
        Dollars a member and year for cards, tills and letters, whether or not they visit.
    weeks : float
        Weeks that the totals are of.
    from_start : bool
        By default the long run is counted: an average year, when some cards are nearly full and
        some are new. With True the first `weeks` (a whole number) are, which all members begin with
        a new card: rewards lie ahead, so a launch looks better than what follows.

    Returns
    -------
    ProgrammeOutcome
        Its ``table`` has a row a type, then ``all``; totals are of ``weeks`` in the long run:
        ``type, members, visits_without, visits, incremental_visits, rewards, worth`` (of rewards
        to members, $), ``cost`` (rewards and running, $), ``share_for_visits_anyway`` (share of the
        rewards' worth earned by visits that would have happened anyway),
        ``cost_per_incremental_visit`` ($; infinite where a cost brings no visit, NaN where there
        is none of either), ``margin_gained`` ($), ``profit`` ($: margin of incremental visits
        minus all costs), ``share_of_visits, share_of_rewards`` (of all types) and, with a
        `visit_price`, ``reward_rate`` (worth of rewards by dollar spent). Each column of the row
        ``all`` is also an attribute.

    Raises
    ------
    InputError
        In words, for senseless members or money.

    Notes
    -----
    Members earn rewards with all their visits, not with the incremental ones alone: that is what
    makes programmes dear. A stamp was earned anyway with chance p0 / p, where both worlds share
    their shocks. With patient members a card works like a discount of reward / stamps on each
    visit, and so a small reward pays for itself only where margin × price_coefficient ×
    (1 - chance_without) exceeds the reward's cost: with light members first.

    Examples
    --------
    >>> from casekit.generators.programmes.designs import Member, StampCard
    >>> both = {"heavy": Member(1.0), "light": Member(-1.5)}
    >>> outcome = programme_outcome(StampCard(), both, margin=2.0, reward_cost=0.5)
    >>> outcome.table[["type", "incremental_visits", "profit"]].round(1).values.tolist()
    [['heavy', 2.8, -0.5], ['light', 2.5, 3.2], ['all', 5.3, 2.6]]
    """
    money = Economics(margin, reward_cost, visit_price, running_cost, weeks, from_start)
    return outcome_of(design, read_members(population), money)


def outcome_of(design: Design | None, members: Members, money: Economics) -> ProgrammeOutcome:
    """Count what `programme_outcome` counts, for members that are read."""
    if money.visit_price is not None and isinstance(design, PointsProgramme | TierProgramme):
        design = replace(design, visit_price=money.visit_price)
    rates = _rates(design, members, money)
    without = expit(members.base_utility)
    visits = without + rates[0]
    anyway = np.divide(without, visits, out=np.ones_like(without), where=visits > 0)
    by_member = np.array([np.ones(len(members)), without, *rates, rates[2] * np.minimum(anyway, 1)])
    names = list(dict.fromkeys(members.types))
    place = {name: i for i, name in enumerate(names)}
    belongs = np.zeros((len(members), len(names)))
    belongs[np.arange(len(members)), [place[t] for t in members.types]] = members.count
    sums = by_member @ belongs
    sums = np.column_stack([sums, sums.sum(axis=1)])
    people, (base, more, rewards, worth, for_anyway) = sums[0], sums[1:] * money.weeks
    visits = base + more
    cost = money.reward_cost * worth
    if design is not None:
        cost = cost + money.running_cost * people * money.weeks / 52.0
    gained = money.margin * more
    with np.errstate(divide="ignore", invalid="ignore"):
        columns: dict[str, object] = {
            "type": [*names, _("all")],
            "members": people,
            "visits_without": base,
            "visits": visits,
            "incremental_visits": more,
            "rewards": rewards,
            "worth": worth,
            "cost": cost,
            "share_for_visits_anyway": for_anyway / worth,
            "cost_per_incremental_visit": cost / more,
            "margin_gained": gained,
            "profit": gained - cost,
            "share_of_visits": visits / visits[-1],
            "share_of_rewards": worth / worth[-1],
        }
        if money.visit_price:
            columns["reward_rate"] = worth / (visits * money.visit_price)
    return ProgrammeOutcome(design, pd.DataFrame(columns))


def _rates(design: Design | None, members: Members, money: Economics) -> np.ndarray:
    """Give each member's incremental visits, rewards and their worth a week: (3, members)."""
    if design is None:
        return np.zeros((3, len(members)))
    found = np.zeros((3, len(members)))
    step = max(1, _AT_ONCE // design.size)
    for first in range(0, len(members), step):
        some = slice(first, first + step)
        solved = design.solve(_part(members, some))
        found[:, some] = solved.first(int(money.weeks)) if money.from_start else solved.long_run()
    return found


def _part(members: Members, which: slice) -> Members:
    """Give some of the members."""
    return Members(*(getattr(members, field.name)[which] for field in fields(members)))

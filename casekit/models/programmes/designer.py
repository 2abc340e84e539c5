"""Choose the programme that earns most, which may be none, and price each of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.programmes.designs import Design, People, StampCard, read_members
from casekit.models.programmes.outcome import Economics, ProgrammeOutcome, outcome_of
from casekit.words import _

__all__ = ["BestProgramme", "best_programme", "programme_parts"]

_TOTALS = [
    "incremental_visits",
    "rewards",
    "cost",
    "share_for_visits_anyway",
    "cost_per_incremental_visit",
    "profit",
]


@dataclass(frozen=True)
class BestProgramme:
    """Hold the programme that earns most among those that were tried.

    Attributes
    ----------
    design : StampCard, PointsProgramme, TierProgramme or None
        The best; ``None`` when no programme is best.
    outcome : ProgrammeOutcome
        What it does, by type.
    surface : pandas.DataFrame
        A row a design, the first for no programme; see `best_programme`.
    """

    design: Design | None
    outcome: ProgrammeOutcome
    surface: pd.DataFrame

    @property
    def profit(self) -> float:
        """Give the profit over no programme, in dollars; 0 for none."""
        return self.outcome.profit

    @property
    def at_edge(self) -> list[str]:
        """Name the ranges at whose end the best card lies: beyond may be a better one.

        The least number of stamps given, 0, is no such end.
        """
        if not isinstance(self.design, StampCard) or "slots" not in self.surface:
            return []
        tried = self.surface.iloc[1:]
        edges = []
        for name in ("slots", "reward", "given"):
            low, high, best = tried[name].min(), tried[name].max(), getattr(self.design, name)
            if low < high and (best == high or (best == low and name != "given")):
                edges.append(name)
        return edges

    def __repr__(self) -> str:
        return _("Best of {n:,}: {outcome!r}").format(n=len(self.surface), outcome=self.outcome)


def best_programme(
    population: People,
    designs: Iterable[Design | None] | Mapping[str, Design | None] | None = None,
    *,
    slots: Iterable[int] = (4, 6, 8, 10, 12, 15, 20),
    rewards: Iterable[float] = tuple(np.arange(1, 13) * 0.5),
    given: Iterable[int] = (0,),
    margin: float,
    reward_cost: float,
    visit_price: float | None = None,
    running_cost: float = 0.0,
    weeks: float = 52,
    from_start: bool = False,
) -> BestProgramme:
    """Find the programme with the highest profit; no programme is always among those tried.

    Parameters
    ----------
    population : pandas.DataFrame, or mapping of type to Member
        As for `programme_outcome`.
    designs : iterable, or mapping of names to designs, optional
        Programmes to try. By default all stamp cards of the three ranges that follow.
    slots, rewards, given : iterable
        Slots, worth of the reward in dollars, and stamps given on every card; pairs where the
        given stamps fill the card are left out.
    margin, reward_cost, visit_price, running_cost, weeks, from_start
        As for `programme_outcome`.

    Returns
    -------
    BestProgramme
        Its ``surface`` has a row a design: ``design`` (the object), ``name`` (as given, or the
        design in words), for stamp cards ``slots, reward, given``, then totals:
        ``incremental_visits, rewards, cost, share_for_visits_anyway, cost_per_incremental_visit,
        profit``. Among equals the first is best, and no programme comes first.

    Raises
    ------
    InputError
        In words, for a senseless design, members or money.

    Examples
    --------
    >>> from casekit.generators.programmes.designs import Member
    >>> heavy, light = {"heavy": Member(2.0)}, {"light": Member(-1.5)}
    >>> terms = {"margin": 2.0, "reward_cost": 0.5, "running_cost": 0.5}
    >>> best_programme(heavy, **terms).design is None
    True
    >>> best_programme(light, **terms).design
    StampCard(slots=4, reward=6.0)
    """
    money = Economics(margin, reward_cost, visit_price, running_cost, weeks, from_start)
    members = read_members(population)
    named: list[tuple[str, Design | None]]
    if designs is None:
        rewards, given = list(rewards), list(given)
        named = [
            ("", StampCard(slots=int(k), reward=float(r), given=int(g)))
            for k in slots
            for g in given
            if g < k
            for r in rewards
        ]
    elif isinstance(designs, Mapping):
        named = [(str(name), design) for name, design in designs.items()]
    else:
        named = [("", design) for design in designs]
    named = [(_("no programme"), None), *(pair for pair in named if pair[1] is not None)]
    if len(named) == 1:
        raise InputError(_("There is no design to try; give some slots and rewards, or designs."))
    outcomes = [outcome_of(design, members, money) for _name, design in named]
    rows = []
    for (name, design), outcome in zip(named, outcomes, strict=True):
        row: dict[str, object] = {"design": design, "name": name or str(design)}
        if isinstance(design, StampCard) or design is None:
            row |= {
                "slots": design.slots if design else np.nan,
                "reward": design.reward if design else 0.0,
                "given": design.given if design else 0,
            }
        rows.append(row | {total: getattr(outcome, total) for total in _TOTALS})
    place = int(np.argmax([outcome.profit for outcome in outcomes]))
    return BestProgramme(named[place][1], outcomes[place], pd.DataFrame(rows))


def programme_parts(
    design: Design,
    population: People,
    *,
    margin: float,
    reward_cost: float,
    visit_price: float | None = None,
    running_cost: float = 0.0,
    weeks: float = 52,
    from_start: bool = False,
) -> pd.DataFrame:
    """Price each part of a programme: what it adds to visits and to cost, added one by one.

    Parameters
    ----------
    design : StampCard, PointsProgramme or TierProgramme
        Its parts are added in their order: for a card the reward, each early reward, the given
        stamps, the date of expiry; for tiers each tier, from the lowest.
    population, margin, reward_cost, visit_price, running_cost, weeks, from_start
        As for `programme_outcome`.

    Returns
    -------
    pandas.DataFrame
        A row a part and type (``all`` too): ``part, type, incremental_visits, cost,
        cost_per_incremental_visit, profit``: what the part adds to the programme without it. A part
        that takes away (expiry) has negative visits and cost, and its "cost per visit" is the money
        saved for each visit lost.

    Raises
    ------
    InputError
        In words, for senseless members or money.

    Examples
    --------
    >>> from casekit.generators.programmes.designs import Member
    >>> card = StampCard(slots=12, reward=3.0, given=2)
    >>> parts = programme_parts(card, {"light": Member(-1.5)}, margin=2.0, reward_cost=0.5)
    >>> parts.loc[parts["type"] == "light", "part"].tolist()
    ['reward', 'given stamps']
    """
    money = Economics(margin, reward_cost, visit_price, running_cost, weeks, from_start)
    members = read_members(population)
    columns = ["incremental_visits", "cost", "profit"]
    before = outcome_of(None, members, money).table
    rows = []
    for name, so_far in design.parts():
        after = outcome_of(so_far, members, money).table
        added = after[["type"]].assign(**(after[columns] - before[columns]))
        with np.errstate(divide="ignore", invalid="ignore"):
            cost = added["cost"].to_numpy() / added["incremental_visits"].to_numpy()
        added.insert(0, "part", name)
        added.insert(4, "cost_per_incremental_visit", cost)
        rows.append(added)
        before = after
    return pd.concat(rows, ignore_index=True)

"""A member's programme solved: value, incentive, switching cost and visits, stamp by stamp."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from casekit.generators.programmes.designs import (
    Design,
    Member,
    Members,
    People,
    Solved,
    read_members,
)
from casekit.words import _

__all__ = ["MemberSolution", "solve_member"]


@dataclass(frozen=True)
class MemberSolution:
    """Hold what a programme is worth to members, and what they do, in each of its states.

    Arrays have a row a member and a column a state (a number of stamps); for one ``Member`` they
    have the states alone, and what is one number a member is a number.

    Attributes
    ----------
    design : StampCard, PointsProgramme or TierProgramme
    members : Members
        As they were read.
    solved : Solved
        The same, as the simulation uses it: states first.
    single : bool
        Whether it is the solution of one ``Member``.
    """

    design: Design
    members: Members
    solved: Solved
    single: bool

    @property
    def states(self) -> pd.DataFrame:
        """Give what tells the states apart, a row each, such as ``stamps``."""
        return pd.DataFrame(self.solved.states)

    @property
    def stamps(self) -> np.ndarray:
        """Give the stamps (or points) in each state."""
        first = next(iter(self.solved.states))
        return self.solved.states[first]

    @property
    def value(self) -> np.ndarray:
        """Give the expected discounted utility from here on, this week's decision included."""
        return self._by_state(self.solved.value)

    @property
    def buying_chance(self) -> np.ndarray:
        """Give the chance of a visit in a week that begins in the state."""
        return self._by_state(self.solved.chance)

    @property
    def incentive(self) -> np.ndarray:
        """Give what the programme adds to the utility of a visit now, in units of choice.

        For a card: discount factor × (value one stamp further - value here).
        """
        return self._by_state(self.solved.incentive)

    @property
    def switching_cost(self) -> np.ndarray:
        """Give what is lost by starting anew elsewhere, in units of choice: V(here) - V(start)."""
        return self._by_state(self.solved.relative)

    @property
    def incentive_money(self) -> np.ndarray:
        """Give the incentive in dollars: what a price cut for this visit alone would have to be."""
        return self._by_state(self.solved.incentive / self.members.price_coefficient)

    @property
    def switching_cost_money(self) -> np.ndarray:
        """Give the switching cost in dollars."""
        return self._by_state(self.solved.relative / self.members.price_coefficient)

    @property
    def time_share(self) -> np.ndarray:
        """Give the share of weeks that begin in each state, in the long run."""
        return self._by_state(self.solved.time)

    @property
    def chance_without(self) -> np.ndarray | float:
        """Give the chance of a visit in a week without a programme."""
        return self._each(expit(self.members.base_utility))

    @property
    def visits_per_week(self) -> np.ndarray | float:
        """Give visits a week in the long run."""
        return self._each(self.solved.visits)

    @property
    def rewards_per_week(self) -> np.ndarray | float:
        """Give rewards a week in the long run."""
        return self._each(self.solved.long_run()[1])

    @property
    def worth_per_week(self) -> np.ndarray | float:
        """Give what the rewards of a week are worth to the member, in dollars, in the long run."""
        return self._each(self.solved.long_run()[2])

    def _by_state(self, array: np.ndarray) -> np.ndarray:
        return array[:, 0] if self.single else array.T

    def _each(self, array: np.ndarray) -> np.ndarray | float:
        return float(array[0]) if self.single else array

    def table(self) -> pd.DataFrame:
        """Lay it out in a table, a row a member and state.

        Returns
        -------
        pandas.DataFrame
            ``member`` and ``type`` (unless there is one member), the columns of `states`,
            ``value, buying_chance, chance_without, incentive, switching_cost, incentive_money,
            switching_cost_money, time_share``.

        Examples
        --------
        >>> from casekit.generators.programmes.designs import StampCard
        >>> table = solve_member(StampCard(slots=2, reward=1.0), Member(0.0)).table()
        >>> table[["stamps", "incentive", "switching_cost"]].round(3).values.tolist()
        [[0.0, 0.482, 0.0], [1.0, 0.498, 0.492]]
        """
        solved, members = self.solved, self.members
        people, count = len(members), len(solved.value)
        money = members.price_coefficient
        columns: dict[str, object] = {}
        if not self.single:
            columns["member"] = np.repeat(np.array(members.names, dtype=object), count)
            columns["type"] = np.repeat(np.array(members.types, dtype=object), count)
        columns |= {name: np.tile(states, people) for name, states in solved.states.items()}
        columns |= {
            "value": solved.value.T.ravel(),
            "buying_chance": solved.chance.T.ravel(),
            "chance_without": np.repeat(expit(members.base_utility), count),
            "incentive": solved.incentive.T.ravel(),
            "switching_cost": solved.relative.T.ravel(),
            "incentive_money": (solved.incentive / money).T.ravel(),
            "switching_cost_money": (solved.relative / money).T.ravel(),
            "time_share": solved.time.T.ravel(),
        }
        return pd.DataFrame(columns).infer_objects()

    def __repr__(self) -> str:
        visits, without = np.mean(self.solved.visits), np.mean(expit(self.members.base_utility))
        return _(
            "{design}, {n:,} members: {visits:.3f} visits a week, {without:.3f} without"
        ).format(design=self.design, n=len(self.members), visits=visits, without=without)


def solve_member(card: Design, member: People) -> MemberSolution:
    """Solve what a programme is worth to members who look ahead, and when they buy.

    Parameters
    ----------
    card : StampCard, PointsProgramme or TierProgramme
        The programme.
    member : Member, sequence of Member, mapping of type to Member, or pandas.DataFrame
        One member or many, such as the table that `make_members` gives. Ten thousand take a
        twentieth of a second.

    Returns
    -------
    MemberSolution

    Raises
    ------
    InputError
        In words, for senseless members.

    Notes
    -----
    *Incentive to buy* at k stamps: b (V(k + 1) - V(k)), what a visit now moves. *Switching cost*:
    V(k) - V(start), what a member would lose with the card. Never mix them: at nine of ten stamps
    a light user has the larger incentive, a heavy user the larger switching cost. Solved by policy
    iteration, exact to about 1e-12 of the reward (see `StampCard` and `Member` for the model and
    its normalisation). After Hartmann, W. R., & Viard, V. B. (2008). Do frequency reward programs
    create switching costs? Quantitative Marketing and Economics, 6(2), 109-137.

    Examples
    --------
    >>> from casekit.generators.programmes.designs import StampCard
    >>> both = solve_member(StampCard(slots=10, reward=3.0), [Member(1.0), Member(-1.5)])
    >>> both.incentive[:, 9].round(2).tolist(), both.switching_cost[:, 9].round(2).tolist()
    ([0.33, 0.41], [2.66, 2.58])
    """
    members = read_members(member)
    return MemberSolution(card, members, card.solve(members), isinstance(member, Member))

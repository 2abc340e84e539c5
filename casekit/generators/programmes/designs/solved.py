"""What a solved programme is made of: its states, and what members do in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit

__all__ = ["Solved"]


@dataclass(frozen=True)
class Solved:
    """Hold a programme's states, and values and chances of each member in each.

    Attributes
    ----------
    states : dict of ndarray, each of shape (states,)
        What tells the states apart, such as the stamps on the card.
    start : int
        The state of a new member.
    next_if_visit : ndarray of int, shape (states, outcomes)
        Where a visit leads.
    outcome_chance : ndarray, shape (outcomes,)
        Chance of each outcome of a visit (how many points it earns); stamps have one.
    next_if_not : ndarray of int, shape (states,)
    rewards : ndarray of int, shape (states, outcomes)
        Rewards that a visit there earns.
    worth : ndarray, shape (states, outcomes)
        What these are worth to a member, in dollars.
    base : ndarray, shape (members,)
        Utility of a visit without a programme.
    incentive : ndarray, shape (states, members)
        What the programme adds to the utility of a visit.
    relative : ndarray, shape (states, members)
        Value over that of starting anew.
    value : ndarray, shape (states, members)
        Expected discounted utility from here on, of this decision and all later ones.
    chance : ndarray, shape (states, members)
        Chance of a visit.
    time : ndarray, shape (states, members)
        Share of periods spent in the state in the long run.
    """

    states: dict[str, np.ndarray]
    start: int
    next_if_visit: np.ndarray
    outcome_chance: np.ndarray
    next_if_not: np.ndarray
    rewards: np.ndarray
    worth: np.ndarray
    base: np.ndarray
    incentive: np.ndarray
    relative: np.ndarray
    value: np.ndarray
    chance: np.ndarray
    time: np.ndarray

    @property
    def visits(self) -> np.ndarray:
        """Give each member's visits a period in the long run."""
        # Shares sum to 1 but for rounding, which must not bring a visit more than there are weeks.
        return np.minimum((self.time * self.chance).sum(axis=0), 1.0)

    def long_run(self) -> np.ndarray:
        """Give incremental visits, rewards and their worth ($) a period in the long run.

        Returns
        -------
        ndarray, shape (3, members)
            The incremental visits are exactly 0 where the programme moves nobody.
        """
        return self._counted(self.time)

    def first(self, periods: int) -> np.ndarray:
        """Give the same, an average period of the first ones, everybody with a new card."""
        on = self._moves(self.next_if_visit, self.outcome_chance)
        off = self._moves(self.next_if_not[:, None], np.ones(1))
        here = np.zeros_like(self.chance)
        here[self.start] = 1.0
        time = np.zeros_like(self.chance)
        for _period in range(periods):
            time += here
            come = here * self.chance
            here = on @ come + off @ (here - come)
        return self._counted(time / periods)

    def _moves(self, ends: np.ndarray, chances: np.ndarray) -> csr_array:
        """Give the matrix that moves members from states to states."""
        states, outcomes = ends.shape
        starts = np.repeat(np.arange(states), outcomes)
        return csr_array((np.tile(chances, states), (ends.ravel(), starts)), shape=(states, states))

    def _counted(self, time: np.ndarray) -> np.ndarray:
        without = expit(self.base)
        away = expit(-self.base - self.incentive)
        small = without * away * np.expm1(np.minimum(self.incentive, 1.0))
        more = np.where(self.incentive > 1.0, self.chance - without, small)
        visits = time * self.chance
        paid = [(what @ self.outcome_chance) @ visits for what in (self.rewards, self.worth)]
        return np.array([(time * more).sum(axis=0), *paid])

"""A stamp card: its slots, its rewards, the stamps it comes with, and its last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.special import expit, logsumexp

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs.clock import solve_clock
from casekit.generators.programmes.designs.cycle import solve_cycle, surplus_gain
from casekit.generators.programmes.designs.member import Members
from casekit.generators.programmes.designs.money import refuse_unless_dollars
from casekit.generators.programmes.designs.solved import Solved
from casekit.words import _

__all__ = ["StampCard"]


@dataclass(frozen=True, repr=False)
class StampCard:
    """Describe a stamp card: a stamp a visit, a reward when it is full, then a new card.

    Parameters
    ----------
    slots : int
        Places for stamps.
    reward : float
        What the reward is worth to a member, in dollars. Its utility is
        ``price_coefficient * reward``.
    given : int
        Stamps already on the card when it is handed out.
    first_card_only : bool
        Whether only a member's first card has the given stamps. By default every card has them.
    early_rewards : mapping of int to float
        More rewards on the way: the stamp that earns each, and its worth in dollars.
    expires_after_weeks : int, optional
        Weeks within which the card must be filled, counted from the visit that brings its first
        earned stamp: the card can still be filled in each of that many weeks that follow. A card
        that is not full by then is replaced by a new one. By default a card is good for ever.

    Raises
    ------
    InputError
        In words, for numbers that make no card.

    Notes
    -----
    With V(k) the value at k stamps before the week's shocks, R the reward's utility::

        V(k) = E max{ u + e1 + b V(k + 1),  e0 + b V(k) },    V(slots) = R + V(given)

    so the reward is enjoyed when the week is over, and weighs b R at the visit that earns it. A
    member of discount factor 0 therefore does not react to a card at all.

    Examples
    --------
    >>> StampCard(slots=12, given=2).visits_needed
    10
    """

    slots: int = 10
    reward: float = 3.0
    given: int = 0
    first_card_only: bool = False
    early_rewards: Mapping[int, float] | tuple[tuple[int, float], ...] = ()
    expires_after_weeks: int | None = None

    def __post_init__(self) -> None:
        refuse_unless_whole(self.slots, "slots")
        refuse_unless_dollars(self.reward, "reward")
        whole = isinstance(self.given, int | np.integer) and not isinstance(self.given, bool)
        refuse_unless(
            whole and bool(0 <= self.given < self.slots),
            "given",
            self.given,
            _("a whole number from 0 to below the slots ({slots})").format(slots=self.slots),
        )
        early = self.early_rewards
        pairs = tuple(early.items()) if isinstance(early, Mapping) else early
        fine = isinstance(pairs, tuple) and all(np.shape(pair) == (2,) for pair in pairs)
        refuse_unless(fine, "early_rewards", early, _("stamps with the worth of each, {5: 1.0}"))
        for stamp, worth in pairs:
            whole = isinstance(stamp, int | np.integer) and not isinstance(stamp, bool)
            refuse_unless(
                whole and bool(self.given < stamp < self.slots),
                "early_rewards",
                stamp,
                _("at stamps after those given and before the last"),
            )
            refuse_unless_dollars(worth, "early_rewards")
        object.__setattr__(self, "early_rewards", tuple(sorted(pairs)))
        if self.expires_after_weeks is not None:
            refuse_unless_whole(self.expires_after_weeks, "expires_after_weeks")
            refuse_unless(
                not self.first_card_only or not self.given,
                "first_card_only",
                self.first_card_only,
                _("False for a card that expires"),
            )

    @property
    def visits_needed(self) -> int:
        """Give how many visits fill a card that comes with its given stamps."""
        return self.slots - self.given

    @property
    def worth(self) -> float:
        """Give what a full card is worth to a member, all rewards together, in dollars."""
        return float(self.worth_by_stamp().sum())

    def worth_by_stamp(self) -> np.ndarray:
        """Give what the visit that is made with k stamps earns, in dollars, k from 0."""
        worth = np.zeros(self.slots)
        worth[-1] = self.reward
        for stamp, dollars in self.early_rewards:  # type: ignore[misc]
            worth[stamp - 1] = dollars
        return worth

    @property
    def size(self) -> int:
        """Give how many states the card has, about."""
        return self.slots * (1 + (self.expires_after_weeks or 0))

    def parts(self) -> list[tuple[str, StampCard]]:
        """Give the card as it grows part by part: each part's name, and the card with it."""
        card = StampCard(self.slots, self.reward)
        grown = [(_("reward"), card)]
        for stamp, worth in self.early_rewards:  # type: ignore[misc]
            card = replace(card, early_rewards=(*card.early_rewards, (stamp, worth)))
            grown.append((_("reward at stamp {stamp}").format(stamp=stamp), card))
        if self.given:
            card = replace(card, given=self.given, first_card_only=self.first_card_only)
            grown.append((_("given stamps"), card))
        if self.expires_after_weeks is not None:
            card = replace(card, expires_after_weeks=self.expires_after_weeks)
            grown.append((_("expiry"), card))
        return grown

    def __repr__(self) -> str:
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        usual = {f.name: f.default for f in fields(self)}
        words = [
            f"{name}={value!r}"
            for name, value in told.items()
            if name in ("slots", "reward") or value != usual[name]
        ]
        return f"StampCard({', '.join(words)})"

    def solve(self, members: Members) -> Solved:
        """Solve the programme of each member; `casekit.models.programmes.solve_member` shows it."""
        if self.expires_after_weeks is not None:
            return solve_clock(
                members, self.worth_by_stamp()[self.given :], self.expires_after_weeks, self.given
            )
        first = 0 if self.first_card_only else self.given
        worth = self.worth_by_stamp()[first:]
        steps = len(worth)
        u, b = members.base_utility, members.discount_factor
        rewards = members.price_coefficient * worth[:, None]
        incentive = solve_cycle(u, b, rewards)
        here = np.arange(steps)
        chance = expit(u + incentive)
        # Time at a stamp goes with the weeks it takes to leave it, 1 / chance; in logs, since a
        # chance may be smaller than any number.
        weeks = np.logaddexp(0.0, -(u + incentive))
        value = np.logaddexp(0.0, u + incentive) / (1.0 - b)
        ends = (here + 1) % steps
        return Solved(
            states={"stamps": here + first},
            start=self.given - first,
            next_if_visit=ends[:, None],
            outcome_chance=np.ones(1),
            next_if_not=here,
            rewards=(worth > 0).astype(int)[:, None],
            worth=worth[:, None],
            base=u,
            incentive=incentive,
            relative=relative_values(u, b, rewards, incentive),
            value=value,
            chance=chance,
            time=np.exp(weeks - logsumexp(weeks, axis=0)),
        )


def relative_values(
    u: np.ndarray, b: np.ndarray, rewards: np.ndarray, incentive: np.ndarray
) -> np.ndarray:
    """Give V(k) - V(first) of a cycle out of its incentives, without taking large differences."""
    far = b > 0.5
    found = np.zeros_like(incentive)
    with np.errstate(divide="ignore", invalid="ignore"):
        climbed = np.cumsum(incentive / b - rewards, axis=0)[:-1]
    gain = surplus_gain(u, incentive)
    found[1:] = np.where(far, climbed, (gain[1:] - gain[:1]) / (1.0 - b))
    return found

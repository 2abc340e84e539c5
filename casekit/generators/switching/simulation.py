"""Run a market month by month: all customers at once, in exact whole numbers."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from casekit.frames.choices import FORMS
from casekit.generators.switching.draws import (
    GRID,
    Integers32,
    attentive,
    gumbel,
    on_grid,
    purchases,
    stream,
)
from casekit.generators.switching.friendships import Counts, FriendCounts
from casekit.generators.switching.runs import Record, Run, empty_record
from casekit.generators.switching.shocks import FriendGroupLeaves, RivalOffer
from casekit.generators.switching.world import World

__all__ = ["cuts_at", "simulate"]

Integers = NDArray[np.int64]


def simulate(
    world: World,
    *,
    without: Collection[str] = (),
    rival_cheaper_by: float = 0.0,
    keep: bool = False,
) -> Run:
    """Run a market, some barriers removed or rivals made cheaper, with the same luck each time.

    Parameters
    ----------
    world : World
    without : collection of str
        Forms whose barrier is worth nothing; ``"inattention"`` makes everybody attentive.
    rival_cheaper_by : float
        Share off the price of every firm but one's own.
    keep : bool
        Whether to record every choice and state.

    Returns
    -------
    Run
    """
    return _Market(world, frozenset(without), rival_cheaper_by).run(keep)


class _Market:
    """The state of every customer, and how a month changes it."""

    def __init__(self, world: World, without: frozenset[str], rival_cheaper_by: float) -> None:
        self.world = world
        n, firms = world.n_customers, len(world.firms)
        self.attention = 1.0 if "inattention" in without else world.attention
        self.money = world.barriers.money(firms, world.all_months)
        for form in without & set(FORMS):
            self.money[form] = np.zeros_like(self.money[form])
        self.left_of = {form: world.left_of(form) for form in FORMS}
        self.carried = world.points_carried()
        weight, self.b = world.looks_ahead_months, world.price_sensitivity
        relative = world.prices - world.prices.min(axis=1, keepdims=True)
        self.flow = on_grid(weight * (world.quality - self.b * relative))
        self.rival_cut = on_grid(weight * self.b * rival_cheaper_by * world.prices)
        # Weighted tastes stay on the grid, so that sums stay exact.
        self.tastes = np.rint(world.tastes * weight).astype(np.int32)
        self.counts: FriendCounts | None = None
        self.pull: NDArray[np.float64] | None = None
        self.number_of_friends = np.ones(n)
        if world.friendships is not None:
            self.counts = FriendCounts(world.friendships, firms)
            self.number_of_friends = np.maximum(world.friendships.number, 1).astype(float)
            if self.money["community"].any():
                self.pull = self.b * weight * GRID * self.money["community"]
        self.firm = np.full(n, -1, dtype=np.int64)
        self.points, self.tenure, self.left, self.term = np.zeros((4, n), dtype=np.int64)

    def run(self, keep: bool) -> Run:
        world = self.world
        n, firms, months = world.n_customers, len(world.firms), world.months
        could_leave, stayed = np.zeros((2, months), dtype=np.int64)
        customers = np.zeros((months, firms), dtype=np.int64)
        barriers = np.zeros(len(FORMS))
        record = None
        if keep:
            words, kind = (self.counts.words, self.counts.kind) if self.counts else (0, np.uint16)
            record = empty_record(months, n, words, kind)
        for time in range(world.all_months):
            friends = None
            if self.counts is not None and time > 0:
                friends = self.counts.packed(self.firm)
            chosen = self.choose(time, friends)
            at = time - world.burn_in_months
            if at >= 0:
                stays = int(np.count_nonzero(chosen == self.firm))
                could_leave[at], stayed[at] = (n if time else 0), stays
                customers[at] = np.bincount(chosen, minlength=firms)
            if at >= 0 and record is not None:
                if time:
                    barriers += self.mean_barriers(time, friends) * n
                self.write(record, at, chosen, friends)
            rewards = self.move(time, chosen)
            if at >= 0 and record is not None:
                record.rewards[at] = rewards
        return Run(could_leave, stayed, customers, barriers, record)

    def choose(self, time: int, friends: Counts | None) -> Integers:
        world, previous = self.world, self.firm
        n, firms = world.n_customers, len(world.firms)
        utility = gumbel(stream(world.seed, "luck", time), (firms, n))
        utility += self.tastes
        barrier = self.barrier_steps(time) if time else None
        offers = self.offers(time)
        for firm in range(firms):
            own = utility[firm]
            own += self.flow[time, firm]
            if barrier is None:
                own += offers[firm]
                continue
            with_it = previous == firm
            own += np.where(with_it, barrier, offers[firm] + self.rival_cut[time, firm])
            if friends is not None and self.pull is not None and self.counts is not None:
                share = self.counts.of(friends, firm) / self.number_of_friends
                own += np.rint(share * self.pull[firm, 0]).astype(np.int32)
        best = utility[0].copy()
        chosen = np.zeros(n, dtype=np.int64)
        for firm in range(1, firms):
            # Of equals, the first: the rule is ours, so it is the same everywhere.
            chosen[utility[firm] > best] = firm
            np.maximum(best, utility[firm], out=best)
        if time and self.attention < 1:
            looks = attentive(stream(world.seed, "attention", time), n, self.attention)
            chosen = np.where(looks, chosen, previous)
        return self.led_away(time, chosen)

    def offers(self, time: int) -> Integers32:
        cuts = np.zeros(len(self.world.firms))
        for firm, cut in cuts_at(self.world, time).items():
            cuts[firm] = cut
        return on_grid(self.world.looks_ahead_months * self.b * cuts)

    def led_away(self, time: int, chosen: Integers) -> Integers:
        leaving = [one for one in self.world.shocks if isinstance(one, FriendGroupLeaves)]
        for shock, group in zip(leaving, self.world.groups, strict=True):
            if time == self.world.burn_in_months + shock.month - 1:
                chosen[group] = self.world.firms.index(shock.to)
        return chosen

    def lost_points(self, time: int) -> Integers:
        if not self.carried[time]:
            return self.points
        return self.points - np.floor(self.carried[time] * self.points).astype(np.int64)

    def states(self, time: int) -> tuple[tuple[str, Integers], ...]:
        return (
            ("economic", self.lost_points(time)),
            ("technical", self.tenure),
            ("contractual", self.left),
        )

    def barrier_steps(self, time: int) -> Integers32:
        total = np.zeros(self.firm.size, dtype=np.int32)
        for form, state in self.states(time):
            money = self.money[form] * self.left_of[form][time]
            if money.any():
                total += on_grid(self.b * money).ravel().take(self.firm * money.shape[1] + state)
        return total

    def mean_barriers(self, time: int, friends: Counts | None) -> NDArray[np.float64]:
        n, means = self.firm.size, np.zeros(len(FORMS))
        for place, (form, state) in enumerate(self.states(time)):
            money = self.money[form] * self.left_of[form][time]
            cells = np.bincount(self.firm * money.shape[1] + state, minlength=money.size)
            means[place] = cells @ money.ravel() / n
        if friends is not None and self.counts is not None:
            for firm in range(len(self.world.firms)):
                share = self.counts.of(friends, firm) / self.number_of_friends
                mine = share @ (self.firm == firm)
                means[-1] += float(self.money["community"][firm, 0]) * mine / n
        return means

    def write(self, record: Record, at: int, chosen: Integers, friends: Counts | None) -> None:
        record.firm[at] = chosen
        record.previous_firm[at] = self.firm
        record.points[at] = self.points
        record.tenure_months[at] = self.tenure
        record.months_left[at] = self.left
        record.term_months[at] = self.term
        if friends is not None:
            record.friends[:, at] = friends

    def move(self, time: int, chosen: Integers) -> NDArray[np.bool_]:
        """Carry the state on: a purchase is made at the chosen firm, a month passes."""
        barriers = self.world.barriers
        stayed = chosen == self.firm
        rewards = np.zeros(chosen.size, dtype=bool)
        if barriers.reward_points is not None:
            kept = np.where(stayed, self.points, self.points - self.lost_points(time))
            bought = np.ones(chosen.size, dtype=np.int64)
            if barriers.purchases_vary:
                bought = purchases(stream(self.world.seed, "purchases", time), chosen.size)
            self.points = kept + bought
            rewards = self.points >= barriers.reward_points
            self.points[rewards] %= barriers.reward_points
        self.tenure = np.where(stayed, self.tenure, 0) + 1
        term = barriers.term_months
        if term is not None:
            renews = stayed & (self.term > 0) & (self.left == 0) & barriers.auto_renewal
            starts = ~stayed | renews
            self.term = np.where(starts, term, np.where(self.left > 0, self.term, 0))
            self.left = np.where(starts, term - 1, np.maximum(self.left - 1, 0))
        self.firm = chosen
        return rewards


def cuts_at(world: World, time: int) -> dict[int, float]:
    """Give the offers that stand in a month: money off, by number of the firm."""
    cuts: dict[int, float] = {}
    month = time - world.burn_in_months + 1
    for shock in world.shocks:
        if isinstance(shock, RivalOffer) and shock.month <= month <= shock.last_month:
            firm = world.firms.index(shock.firm)
            cuts[firm] = max(cuts.get(firm, 0.0), shock.price_cut)
    return cuts

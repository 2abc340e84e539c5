"""Draw the lives of subscribers, month by month, with draws that a counterfactual reuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.generators.subscriptions.rules import SubscriptionRules, ValueWalk

__all__ = ["Lives", "draw_lives"]

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

# Values are kept in whole thousandths of a cent: sums and comparisons are then exact everywhere.
_STEPS_PER_UNIT = 100_000


@dataclass(frozen=True, eq=False)
class Lives:
    """Hold what became of each subscriber.

    Attributes
    ----------
    months_observed : ndarray of int
        Months that were paid for.
    left : ndarray of bool
        Whether the subscriber left after them.
    card_replaced_month : ndarray of int
        First month in which the card on file is replaced.
    paid_exit : ndarray of bool
        Whether the subscriber left in the middle of a term and paid the fee.
    wishing : ndarray of bool, shape (subscribers, months)
        Who wishes to leave in which month; known for months after leaving too, because a wish
        does not depend on the contract.
    """

    months_observed: Integers
    left: Truths
    card_replaced_month: Integers
    paid_exit: Truths
    wishing: Truths


def draw_lives(n_customers: int, seed: int, rules: SubscriptionRules) -> Lives:
    """Draw every subscriber's months.

    Each month draws the same numbers for everybody, gone or not, in the same order. With the same
    seed and other rules, the same people therefore wish to leave in the same months: what differs
    is only what the rules change (common random numbers).
    """
    rng = np.random.default_rng(seed)
    life = rules.card_life_months
    replaced = 1 + np.minimum(np.floor(rng.random(n_customers) * life), life - 1).astype(np.int64)
    months_observed = np.full(n_customers, rules.months, dtype=np.int64)
    alive = np.ones(n_customers, dtype=bool)
    paid_exit = np.zeros(n_customers, dtype=bool)
    history = np.zeros((n_customers, rules.months), dtype=bool)
    wishes = _wishes(rng, n_customers, rules)
    for month in range(1, rules.months + 1):
        wishing = next(wishes)
        thinks, completes, exits = (rng.random(n_customers) for _draw in range(3))
        free = rules.is_term_end(month)
        asked = (month - replaced) % life == 0
        if free and not rules.auto_renewal:
            asked = np.ones(n_customers, dtype=bool)
        acts = asked | (
            (thinks < rules.attention) & (rules.one_click | (completes < rules.flow_completion))
        )
        leaves = alive & wishing & acts
        if not free:
            leaves &= exits < rules.early_exit
            paid_exit |= leaves
        months_observed[leaves] = month
        alive &= ~leaves
        history[:, month - 1] = wishing
    return Lives(months_observed, ~alive, replaced, paid_exit, history)


def _wishes(
    rng: np.random.Generator, n_customers: int, rules: SubscriptionRules
) -> Iterator[Truths]:
    """Give who wishes to leave, month after month."""
    walk = rules.values
    if walk is not None:
        yield from _wishes_of_a_walk(rng, n_customers, rules, walk)
        return
    wishing = np.zeros(n_customers, dtype=bool)
    while True:
        lapses, begins = rng.random(n_customers), rng.random(n_customers)
        wishing = wishing & (lapses >= rules.wish_lapse)
        wishing = wishing | (begins < rules.wish_rate)
        yield wishing


def _wishes_of_a_walk(
    rng: np.random.Generator, n_customers: int, rules: SubscriptionRules, walk: ValueWalk
) -> Iterator[Truths]:
    def whole(values: NDArray[np.float64]) -> Integers:
        return np.rint(values * _STEPS_PER_UNIT).astype(np.int64)

    price = round(rules.price * _STEPS_PER_UNIT)
    value = whole(walk.start + walk.spread * rng.standard_normal(n_customers))
    while True:
        yield value < price
        value = value + whole(walk.step * rng.standard_normal(n_customers))

"""Live with the programme visit by visit: Stars, tiers and the money on cards, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from casekit.cases.rewards.guests import Guests
from casekit.cases.rewards.rules import YEAR, public_rules
from casekit.cases.rewards.settings import RewardsSettings

__all__ = ["Habits", "Played", "draw_habits", "play"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Habits:
    """Hold what kind of member each guest is.

    Attributes
    ----------
    redeems : ndarray of bool
        Whether the guest ever uses Stars.
    reward : ndarray of int64
        Stars of the reward that the guest waits for.
    card : ndarray of bool
        Whether the guest keeps money on a card.
    load : ndarray of int64
        Cents of one load.
    """

    redeems: Flags
    reward: Integers
    card: Flags
    load: Integers


@dataclass(frozen=True, eq=False)
class Played:
    """Hold what happened at each visit (an entry a visit), and at the end (an entry a guest).

    Attributes
    ----------
    earned, redeemed : ndarray of int64
        Stars given and used at the visit.
    expired : ndarray of int64
        Stars that had run out since the visit before.
    loaded, used : ndarray of int64
        Cents put on the card at the visit, and paid with it.
    tier : ndarray of int64
        0, 1, 2: the tier at whose rate Stars were earned.
    expired_after : ndarray of int64
        Stars that run out after the guest's last visit, if they are of the lowest tier.
    """

    earned: Integers = field(repr=False)
    redeemed: Integers = field(repr=False)
    expired: Integers = field(repr=False)
    loaded: Integers = field(repr=False)
    used: Integers = field(repr=False)
    tier: Integers = field(repr=False)
    expired_after: Integers = field(repr=False)


def draw_habits(settings: RewardsSettings) -> Habits:
    """Draw what kind of member each guest is, by lot.

    Parameters
    ----------
    settings : RewardsSettings

    Returns
    -------
    Habits
    """
    rng = np.random.default_rng([settings.seed, 23])
    redeems, reward, card, load = rng.random((4, settings.n_customers))
    return Habits(
        redeems=redeems >= settings.never_redeems,
        reward=_drawn(settings.reward_mix, reward),
        card=card < settings.card_share,
        load=100 * _drawn(settings.load_mix, load),
    )


def play(guests: Guests, habits: Habits, settings: RewardsSettings) -> Played:
    """Let every guest live with the rules, one visit after the other.

    Parameters
    ----------
    guests : Guests
    habits : Habits
    settings : RewardsSettings

    Returns
    -------
    Played

    Notes
    -----
    At a visit, in this order: Stars that ran out are taken; the tier of a new membership year is
    found; the card is loaded if it does not hold enough, and pays; a reward is taken; Stars are
    earned at the rate of the tier reached before. All guests take their k-th visit at once.
    """
    rules = public_rules()
    gold, reserve = rules.thresholds
    tenths = np.array(rules.tenths_per_dollar)
    n_visits = len(guests.who)
    rng = np.random.default_rng([settings.seed, 24])
    pays = rng.random(n_visits) < settings.card_use
    wants = rng.random(n_visits) < settings.redeem_chance
    earned, redeemed, expired, loaded, used, tiers = np.zeros((6, n_visits), dtype=np.int64)

    visits = np.bincount(guests.who, minlength=guests.count)
    begins = np.concatenate([[0], np.cumsum(visits)[:-1]])
    # Busiest guests first: those who have a k-th visit are then the first m.
    order = np.argsort(-visits, kind="stable")
    begins, sizes = begins[order], visits[order]
    joined, reward = guests.joined[order], habits.reward[order]
    redeems, card, load = habits.redeems[order], habits.card[order], habits.load[order]
    held, last, year, in_year, kept, tier, money = np.zeros((7, guests.count), dtype=np.int64)
    there = np.searchsorted(-sizes, -np.arange(1, int(sizes.max()) + 1), side="right")
    for k, m in enumerate(there):
        at = begins[:m] + k
        day, cents = guests.day[at], guests.cents[at]
        # Stars of the lowest tier have run out after a long silence.
        lost = np.where((tier[:m] == 0) & (day - last[:m] > rules.expiry_days), held[:m], 0)
        if k == 0:
            lost[:] = 0
        expired[at] = lost
        held[:m] -= lost
        # A new membership year: the tier of the year before is kept, Stars count from 0.
        this = (day - joined[:m]) // YEAR
        before = (in_year[:m] >= gold).astype(np.int64) + (in_year[:m] >= reserve)
        new = this != year[:m]
        kept[:m] = np.where(new, np.where(this == year[:m] + 1, before, 0), kept[:m])
        in_year[:m] = np.where(new, 0, in_year[:m])
        year[:m] = this
        reached = (in_year[:m] >= gold).astype(np.int64) + (in_year[:m] >= reserve)
        now = np.maximum(reached, kept[:m])
        tier[:m] = now
        tiers[at] = now
        # The card.
        by_card = card[:m] & pays[at]
        short = np.where(by_card, np.maximum(cents - money[:m], 0), 0)
        put = -(-short // load[:m]) * load[:m]
        loaded[at] = put
        used[at] = np.where(by_card, cents, 0)
        money[:m] += put - used[at]
        # A reward.
        takes = redeems[:m] & wants[at] & (held[:m] >= reward[:m])
        redeemed[at] = np.where(takes, reward[:m], 0)
        gained = (cents * tenths[now] + 500) // 1000
        earned[at] = gained
        held[:m] += gained - redeemed[at]
        in_year[:m] += gained
        last[:m] = day
    after = np.zeros(guests.count, dtype=np.int64)
    after[order] = np.where(tier == 0, held, 0)
    return Played(earned, redeemed, expired, loaded, used, tiers, after)


def _drawn(mix: object, draws: Floats) -> Integers:
    """Draw whole numbers by their shares."""
    shares = dict(mix)  # type: ignore[call-overload]
    numbers = np.array(list(shares), dtype=np.int64)
    edges = np.cumsum(list(shares.values()))[:-1]
    return np.asarray(numbers[np.searchsorted(edges, draws, side="right")])

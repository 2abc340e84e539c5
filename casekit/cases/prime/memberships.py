"""The members' lives under both cancel paths, with the same wishes and the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.cases.prime.settings import MONTHS, PrimeSettings
from casekit.generators.subscriptions import SubscriptionTruth, make_subscriptions

__all__ = ["Memberships", "Spells", "join_plus"]

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]
Floats = NDArray[np.float64]
# A leaver is away for one month at least.
_AWAY = 2


@dataclass(frozen=True, eq=False)
class Spells:
    """Hold when each member paid, under one rule (one entry, or row, a member).

    Attributes
    ----------
    months_observed, left : ndarray
        Months of the first membership; whether the member left after them.
    back, back_until : ndarray of int
        First and last month of the second membership; 0 where there is none.
    left_again : ndarray of bool
        Whether the second membership ended too.
    """

    months_observed: Integers
    left: Truths
    back: Integers
    back_until: Integers
    left_again: Truths

    @property
    def first(self) -> Truths:
        """Tell in which months the first membership was running (members x 36)."""
        return np.asarray(self.months_observed[:, None] >= np.arange(1, MONTHS + 1))

    @property
    def second(self) -> Truths:
        """Tell in which months the second membership was running (members x 36)."""
        month = np.arange(1, MONTHS + 1)
        inside = (self.back[:, None] <= month) & (month <= self.back_until[:, None])
        return np.asarray(inside & (self.back > 0)[:, None])


@dataclass(frozen=True, eq=False)
class Memberships:
    """Hold who joined on which plan and met which path, and every rule's lives.

    Attributes
    ----------
    settings : PrimeSettings
    customer_id : ndarray of int
        The members.
    annual, four_pages : ndarray of bool
        Plan, by the member's choice; path for cancelling, by lot.
    life : ndarray of int
        Which of the drawn lives each member lives: the same under every rule.
    base : SubscriptionTruth
        The lives as monthly members with one click; all other rules are its counterfactuals.
    """

    settings: PrimeSettings
    customer_id: Integers
    annual: Truths
    four_pages: Truths
    life: Integers
    base: SubscriptionTruth = field(repr=False)
    comes: Floats = field(repr=False)
    goes: Floats = field(repr=False)

    def rules(self, annual: bool, four_pages: bool) -> dict[str, Any]:
        """Give the rules of a plan and a path, as `make_subscriptions` takes them."""
        own = self.settings
        return {
            "term_months": 12 if annual else 1,
            "price": own.price_year / 12 if annual else own.price_month,
            "attention": own.attention_at_renewal if annual else own.attention,
            "one_click": not four_pages,
        }

    def spells(
        self,
        four_pages: bool | Truths | None = None,
        *,
        changes: Mapping[str, Any] | None = None,
        returns: tuple[float, float] | None = None,
    ) -> Spells:
        """Let the same members live under a path, or under changed rules.

        Parameters
        ----------
        four_pages : bool or ndarray of bool, optional
            The path of all members; each one's own by default.
        changes : mapping, optional
            Rules of `make_subscriptions` that are changed for everybody.
        returns : (float, float), optional
            Monthly chances to come back after one click and after four pages.

        Returns
        -------
        Spells
        """
        path = self.four_pages if four_pages is None else four_pages
        path = np.broadcast_to(np.asarray(path, dtype=bool), len(self.customer_id))
        months = np.zeros(len(path), dtype=np.int64)
        left = np.zeros(len(path), dtype=bool)
        for annual in (False, True):
            for pages in (False, True):
                mine = (self.annual == annual) & (path == pages)
                if not mine.any():
                    continue
                rules = self.rules(annual, pages) | dict(changes or {})
                lives = self._run(tuple(sorted(rules.items()))).lives
                months[mine] = lives.months_observed[self.life[mine]]
                left[mine] = lives.left[self.life[mine]]
        own = self.settings
        one, four = returns or (own.return_one_click, own.return_four_pages)
        return self._with_returns(months, left, np.where(path, four, one))

    def _run(self, rules: tuple[tuple[str, Any], ...]) -> SubscriptionTruth:
        if rules not in self._runs:
            self._runs[rules] = self.base.counterfactual(**dict(rules))[1]
        return self._runs[rules]

    @cached_property
    def _runs(self) -> dict[tuple[tuple[str, Any], ...], SubscriptionTruth]:
        return {}

    def _with_returns(self, months: Integers, left: Truths, chance: Floats) -> Spells:
        month = np.arange(1, MONTHS + 1)
        away = left[:, None] & (month >= (months + _AWAY)[:, None])
        comes = away & (self.comes < chance[:, None])
        back = np.where(comes.any(axis=1), comes.argmax(axis=1) + 1, 0)
        goes = (month >= back[:, None]) & (self.goes < self.settings.leaves_again)
        left_again = (back > 0) & goes.any(axis=1)
        until = np.where(left_again, goes.argmax(axis=1) + 1, np.where(back > 0, MONTHS, 0))
        return Spells(months, left, back, until, left_again)

    @cached_property
    def wishing(self) -> Truths:
        """Tell who wishes to be gone in which month (members x 36), whatever the rules."""
        return self.base.lives.wishing[self.life]

    @cached_property
    def card_replaced_month(self) -> Integers:
        """Give the first month in which each member's payment card is replaced."""
        return self.base.lives.card_replaced_month[self.life]

    @cached_property
    def wished_before(self) -> Truths:
        """Tell which months began with the wish to be gone, unfulfilled (members x 36)."""
        before = np.zeros_like(self.wishing)
        before[:, 1:] = self.wishing[:, :-1]
        return before


def join_plus(settings: PrimeSettings, customer_id: Integers, spent: Integers) -> Memberships:
    """Give the members their plans, paths and lives.

    Parameters
    ----------
    settings : PrimeSettings
    customer_id : ndarray of int
        The members.
    spent : ndarray of int
        What each spent at Meridian in the year before, in cents: light users come first where
        wishes to leave are given out.

    Returns
    -------
    Memberships
    """
    n = len(customer_id)
    rng = np.random.default_rng([settings.seed, 20])
    annual = rng.random(n) < settings.annual_share
    four_pages = np.zeros(n, dtype=bool)
    four_pages[np.argsort(rng.random(n), kind="stable")[: n // 2]] = True
    _table, base = make_subscriptions(
        n,
        seed=settings.seed,
        months=MONTHS,
        term_months=1,
        early_exit=0.0,
        price=settings.price_month,
        wish_rate=settings.wish_rate,
        wish_lapse=settings.wish_lapse,
        attention=settings.attention,
        flow_completion=settings.pages_finished,
        card_life_months=settings.card_life_months,
    )
    use = _rank(spent) * settings.use_coupling + (1 - settings.use_coupling) * rng.random(n)
    life = np.empty(n, dtype=np.int64)
    life[np.argsort(use, kind="stable")] = np.argsort(
        -base.lives.wishing.sum(axis=1), kind="stable"
    )
    comes, goes = rng.random((n, MONTHS)), rng.random((n, MONTHS))
    return Memberships(settings, customer_id, annual, four_pages, life, base, comes, goes)


def _rank(values: Integers) -> Floats:
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray((order + 0.5) / len(values))

"""Make a subscription firm's customers, and keep what it never sees: who wishes to be gone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.subscriptions import (
    CARD_REPLACED_MONTH,
    LEFT,
    MONTHS_OBSERVED,
    TERM_MONTHS,
)
from casekit.generators.parameters import refuse_unless_whole
from casekit.generators.subscriptions.expected import ExpectedSubscription, expect_subscription
from casekit.generators.subscriptions.lives import Lives, draw_lives
from casekit.generators.subscriptions.rules import SubscriptionRules, ValueWalk
from casekit.words import _

__all__ = ["SubscriptionTruth", "make_subscriptions"]


@dataclass(frozen=True, eq=False)
class SubscriptionTruth:
    """What the generator knows and no firm ever sees.

    Attributes
    ----------
    rules : SubscriptionRules
        Every parameter that was used.
    n_customers, seed : int
        Size and seed, for the counterfactuals.
    lives : Lives
        What became of everybody, wishes included.
    """

    rules: SubscriptionRules
    n_customers: int
    seed: int
    lives: Lives = field(repr=False)

    @property
    def chance_to_act(self) -> float:
        """Give the chance a month that a wish is acted on in a month without a reminder."""
        return self.rules.chance_to_act

    @cached_property
    def expected(self) -> ExpectedSubscription:
        """Give the exact hazards, survival and revenue behind these subscribers.

        Examples
        --------
        >>> _, truth = make_subscriptions(100, seed=1, attention=1)
        >>> truth.expected.hazard[[0, 10, 11]].round(4).tolist()
        [0.0009, 0.0074, 0.1758]
        """
        return expect_subscription(**_fields_of(self.rules))

    @property
    def revenue(self) -> float:
        """Give the money that these subscribers paid in all observed months, fees included."""
        months = int(self.lives.months_observed.sum())
        return self.rules.price * months + self.rules.exit_fee * int(self.lives.paid_exit.sum())

    @property
    def unwanted_revenue(self) -> float:
        """Give the money that was paid for a month by somebody who had wished to go before it.

        Examples
        --------
        >>> _, truth = make_subscriptions(1_000, seed=1, term_months=1, attention=1)
        >>> truth.unwanted_revenue
        0.0
        """
        paid_again = self.lives.months_observed[:, None] > np.arange(1, self.rules.months)
        return self.rules.price * int((paid_again & self.lives.wishing[:, :-1]).sum())

    def wants_to_leave(self, month: int) -> NDArray[np.bool_]:
        """Tell who of those still subscribed after a month wishes to be gone.

        Parameters
        ----------
        month : int
            From 1 to the number of months observed.

        Returns
        -------
        ndarray of bool
            One entry for each subscriber who is still there after this month.

        Raises
        ------
        InputError
            If the month lies outside the observation.

        Examples
        --------
        >>> _, truth = make_subscriptions(5_000, seed=1, attention=1)
        >>> bool(truth.wants_to_leave(11).mean() > 0.1)
        True
        """
        if not 1 <= month <= self.rules.months:
            raise InputError(
                _("The truth reaches from month 1 to {last}; month {month} was asked.").format(
                    last=self.rules.months, month=month
                )
            )
        there = (self.lives.months_observed > month) | ~self.lives.left
        return self.lives.wishing[there, month - 1]

    def counterfactual(self, **changes: Any) -> tuple[pd.DataFrame, SubscriptionTruth]:
        """Give the same people, with the same wishes in the same months, other rules.

        Parameters
        ----------
        **changes
            Parameters of `SubscriptionRules` that are otherwise as they were.

        Returns
        -------
        table : pandas.DataFrame
            As `make_subscriptions` gives it.
        truth : SubscriptionTruth

        Examples
        --------
        >>> _, truth = make_subscriptions(5_000, seed=1, attention=0.15)
        >>> _, attentive = truth.counterfactual(attention=1)
        >>> attentive.revenue < truth.revenue
        True
        """
        return make_subscriptions(
            self.n_customers, seed=self.seed, **(_fields_of(self.rules) | changes)
        )

    @cached_property
    def revenue_due_to_inattention(self) -> float:
        """Give the extra revenue from wishes that were not acted on, as a share.

        Revenue over what the same people would have paid had each acted on a wish to leave as
        soon as the contract allowed it (full attention, one-click cancel), minus 1. This is the
        comparison of Einav, Klopack and Mahoney: the subscribers who signed up are held fixed.

        Examples
        --------
        >>> _, truth = make_subscriptions(20_000, seed=1, term_months=1, attention=0.15)
        >>> 0.05 < truth.revenue_due_to_inattention < 0.10
        True
        """
        _table, attentive = self.counterfactual(attention=1.0, one_click=True)
        return self.revenue / attentive.revenue - 1


def make_subscriptions(
    n_customers: int = 20_000,
    *,
    seed: int,
    months: int = 36,
    term_months: int = 12,
    auto_renewal: bool = True,
    early_exit: float = 0.045,
    exit_fee: float = 0.0,
    price: float = 10.0,
    wish_rate: float = 0.02,
    wish_lapse: float = 0.0,
    attention: float = 0.15,
    one_click: bool = True,
    flow_completion: float = 0.5,
    card_life_months: int = 36,
    values: ValueWalk | None = None,
) -> tuple[pd.DataFrame, SubscriptionTruth]:
    """Make a firm's subscriptions, and keep the wishes to leave that it never sees.

    Parameters
    ----------
    n_customers : int
        Sign-ups, all followed from their first month.
    seed : int
        Same seed, same data.
    months, term_months, auto_renewal, early_exit, exit_fee, price, wish_rate, wish_lapse,
    attention, one_click, flow_completion, card_life_months, values
        See :class:`SubscriptionRules`. The defaults: a 12-month contract, a wish to leave in 2%
        of months, and attention of .15 a month with cards that live 36 months.

    Returns
    -------
    table : pandas.DataFrame
        One row a subscriber: ``customer_id``, ``term_months``, ``months_observed``, ``left``,
        ``card_replaced_month`` (the first month, counted from the sign-up, in which the card on
        file is or would be replaced).
    truth : SubscriptionTruth
        What the table does not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    References
    ----------
    Einav, L., Klopack, B., & Mahoney, N. (2025). Selling subscriptions. *American Economic
    Review*.

    Examples
    --------
    >>> table, truth = make_subscriptions(20_000, seed=1, attention=1)
    >>> int((table["months_observed"] > 11).sum()), float(truth.expected.survival[10].round(3))
    (19015, 0.952)
    """
    refuse_unless_whole(n_customers, "n_customers")
    rules = SubscriptionRules(
        months=months,
        term_months=term_months,
        auto_renewal=auto_renewal,
        early_exit=early_exit,
        exit_fee=exit_fee,
        price=price,
        wish_rate=wish_rate,
        wish_lapse=wish_lapse,
        attention=attention,
        one_click=one_click,
        flow_completion=flow_completion,
        card_life_months=card_life_months,
        values=values,
    )
    lives = draw_lives(n_customers, seed, rules)
    table = pd.DataFrame(
        {
            CUSTOMER_ID: np.arange(1, n_customers + 1),
            TERM_MONTHS: term_months,
            MONTHS_OBSERVED: lives.months_observed,
            LEFT: lives.left,
            CARD_REPLACED_MONTH: lives.card_replaced_month,
        }
    )
    return table, SubscriptionTruth(rules, n_customers, seed, lives)


def _fields_of(rules: SubscriptionRules) -> dict[str, Any]:
    return asdict(rules) | {"values": rules.values}

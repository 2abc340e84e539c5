"""What a subscription promises and how subscribers behave: every parameter, checked in words."""

from __future__ import annotations

from dataclasses import dataclass

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["SubscriptionRules", "ValueWalk"]


@dataclass(frozen=True)
class ValueWalk:
    """Let wishes to leave come from a value that drifts, instead of a fixed monthly chance.

    Each month the subscriber's value of the service (money a month) moves by a normal step, and
    the wish is there while the value lies below the price: so a wish can pass without anybody
    acting on it.

    Parameters
    ----------
    start : float
        Mean value in the first month (money a month).
    spread : float
        Standard deviation of values in the first month (money a month).
    step : float
        Standard deviation of a month's step (money a month).

    Examples
    --------
    >>> ValueWalk().start
    16.0
    """

    start: float = 16.0
    spread: float = 3.0
    step: float = 1.0

    def __post_init__(self) -> None:
        refuse_unless(self.spread >= 0, "spread", self.spread, _("0 or more (money a month)"))
        refuse_unless(self.step > 0, "step", self.step, _("a number above 0 (money a month)"))


@dataclass(frozen=True)
class SubscriptionRules:
    """Hold the terms of a subscription and the habits of its subscribers.

    Parameters
    ----------
    months : int
        Months that are observed from the sign-up.
    term_months : int
        Length of the contract's term; 1 is a plan that can be cancelled every month.
    auto_renewal : bool
        True: at the end of a term the contract goes on unless the subscriber cancels. False: the
        subscriber is asked and has to say yes, so nobody forgets.
    early_exit : float
        Chance a month that somebody who wants to leave in the middle of a term, and thinks of it,
        pays the fee and goes.
    exit_fee : float
        The fee for leaving in the middle of a term (money).
    price : float
        Price a month (money).
    wish_rate : float
        Chance a month that a content subscriber begins to wish to leave.
    wish_lapse : float
        Chance a month that a wish to leave passes by itself.
    attention : float
        Chance a month that a subscriber thinks of the subscription at all (lambda); it is 1 in a
        month in which the card on file is replaced, because the firm then has to ask.
    one_click : bool
        True: whoever sets out to cancel succeeds. False: only the share ``flow_completion`` does.
    flow_completion : float
        Share of attempts that get through the firm's pages when there is no one-click cancel.
    card_life_months : int
        Life of a payment card; at the sign-up cards are of every age.
    values : ValueWalk, optional
        Wishes from a drifting value; ``wish_rate`` and ``wish_lapse`` are then not used.

    Examples
    --------
    >>> SubscriptionRules(attention=0.15, one_click=False, flow_completion=0.5).chance_to_act
    0.075
    """

    months: int = 36
    term_months: int = 12
    auto_renewal: bool = True
    early_exit: float = 0.045
    exit_fee: float = 0.0
    price: float = 10.0
    wish_rate: float = 0.02
    wish_lapse: float = 0.0
    attention: float = 0.15
    one_click: bool = True
    flow_completion: float = 0.5
    card_life_months: int = 36
    values: ValueWalk | None = None

    def __post_init__(self) -> None:
        refuse_unless_whole(self.months, "months")
        refuse_unless_whole(self.term_months, "term_months")
        if self.term_months > self.months:
            raise InputError(
                _(
                    "A term of {term} months is longer than the {months} months that are observed, "
                    "so nobody would ever be seen at its end; observe more `months` or shorten "
                    "`term_months` (1 is a plan without a term)."
                ).format(term=self.term_months, months=self.months)
            )
        refuse_unless_whole(self.card_life_months, "card_life_months")
        for name in ("early_exit", "wish_rate", "wish_lapse", "attention", "flow_completion"):
            chance = getattr(self, name)
            refuse_unless(0 <= chance <= 1, name, chance, _("a chance from 0 to 1"))
        refuse_unless(self.exit_fee >= 0, "exit_fee", self.exit_fee, _("0 or more (money)"))
        refuse_unless(self.price > 0, "price", self.price, _("a number above 0 (money a month)"))

    @property
    def chance_to_act(self) -> float:
        """Give the chance a month that a wish to leave is acted on, in a month without a reminder.

        Attention times the share of attempts that get through: what the card-replacement method
        estimates.
        """
        return self.attention * (1.0 if self.one_click else self.flow_completion)

    def is_term_end(self, month: int) -> bool:
        """Tell whether one may leave without a fee at the end of this month.

        Examples
        --------
        >>> [month for month in range(1, 37) if SubscriptionRules().is_term_end(month)]
        [12, 24, 36]
        """
        return month % self.term_months == 0

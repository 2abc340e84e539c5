"""Bargain, then rip-off: what competition does with customers who will be locked in."""

from __future__ import annotations

from dataclasses import dataclass

from casekit.errors import InputError
from casekit.models.pricing.refusals import (
    refuse_bad_discount,
    refuse_bad_money,
    refuse_unless,
)
from casekit.words import _

__all__ = ["TwoPeriodPrices", "best_single_price", "minimum_bounty", "two_period_prices"]


@dataclass(frozen=True)
class TwoPeriodPrices:
    """Hold the two prices that a customer pays, and what they come to.

    Attributes
    ----------
    cost : float
        Cost of serving a customer for a period.
    switching_cost : float
        What leaving after the first period costs the customer.
    discount : float
        What 1 of the second period is worth in the first.
    first, second : float
        Introductory price, and price to those who stay.
    """

    cost: float
    switching_cost: float
    discount: float
    first: float
    second: float

    @property
    def present_value(self) -> float:
        """Give what a customer pays in all, seen from the first period."""
        return self.first + self.discount * self.second

    @property
    def present_cost(self) -> float:
        """Give what serving a customer costs in all, seen from the first period."""
        return self.cost * (1 + self.discount)

    @property
    def profit(self) -> float:
        """Give the firm's profit on a customer, seen from the first period."""
        return (self.first - self.cost) + self.discount * (self.second - self.cost)


def two_period_prices(
    cost: float,
    switching_cost: float,
    discount: float,
    *,
    reservation_price: float | None = None,
) -> TwoPeriodPrices:
    """Give the prices of firms that compete for customers who will be locked in.

    In the second period a rival offers newcomers a price equal to cost, so those who stay can be
    asked for up to the switching cost more. In the first period firms give all of that away to win
    them.

    Parameters
    ----------
    cost : float
        Cost of serving a customer for a period, the same for all firms.
    switching_cost : float
        What leaving after the first period costs the customer, in money.
    discount : float
        What 1 of the second period is worth in the first, 0 to 1.
    reservation_price : float, optional
        The most that a customer pays for the service rather than go without. The switching cost
        must leave the second price below it.

    Returns
    -------
    TwoPeriodPrices

    Raises
    ------
    InputError
        In words, for a negative amount or a discount outside 0 to 1.

    Notes
    -----
    Products are alike, and rivals can offer switchers a price of their own. Whether customers
    foresee the second price changes neither price. The first price can be negative: a gift.
    After Klemperer, P. (1995), Review of Economic Studies 62(4), 515-539.

    Examples
    --------
    >>> prices = two_period_prices(cost=10, switching_cost=4, discount=0.9)
    >>> round(prices.first, 2), prices.second, round(prices.present_value, 2)
    (6.4, 14, 19.0)
    """
    refuse_bad_money(cost=cost, switching_cost=switching_cost)
    refuse_bad_discount(discount)
    second = cost + switching_cost
    if reservation_price is not None and second > reservation_price:
        raise InputError(
            _(
                "A price of {second:g} to those who stay is above {most:g}, the most that they pay "
                "rather than go without: they would stop buying. Take a switching cost up to "
                "{room:g}."
            ).format(second=second, most=reservation_price, room=max(reservation_price - cost, 0.0))
        )
    first = cost - discount * switching_cost
    return TwoPeriodPrices(cost, switching_cost, discount, first, second)


def minimum_bounty(
    switching_cost: float,
    current_price: float,
    rival_price: float,
    discount: float,
    *,
    saving_from: str = "today",
) -> float:
    """Give the smallest gift for which a customer who looks ahead changes to a rival.

    Parameters
    ----------
    switching_cost : float
        What leaving costs the customer, once.
    current_price, rival_price : float
        Prices per period, both taken to last.
    discount : float
        What 1 of the next period is worth to the customer now, below 1.
    saving_from : {"today", "next period"}
        When the rival's price is paid for the first time.

    Returns
    -------
    float
        Money; 0 when the customer leaves without a gift.

    Raises
    ------
    InputError
        In words, for a negative amount or a discount outside 0 to 1.

    Notes
    -----
    A saving of d each period for ever, the first one today, is worth d / (1 - discount); from the
    next period on it is worth the discount times that.

    Examples
    --------
    >>> round(minimum_bounty(40, current_price=10, rival_price=9, discount=0.9), 6)
    30.0
    >>> round(minimum_bounty(40, 10, 9, 0.9, saving_from="next period"), 6)
    31.0
    """
    refuse_bad_money(
        switching_cost=switching_cost, current_price=current_price, rival_price=rival_price
    )
    refuse_bad_discount(discount, below_one=True)
    if saving_from not in ("today", "next period"):
        raise InputError(
            _('saving_from="{given}" was given; choose "today" or "next period".').format(
                given=saving_from
            )
        )
    saving = (current_price - rival_price) / (1 - discount)
    if saving_from == "next period":
        saving *= discount
    return max(0.0, switching_cost - saving)


def best_single_price(
    switching_cost: float, rival_margin: float, discount: float, new_customers: float
) -> str:
    """Say whether one price for all should harvest the old customers or win the new ones.

    A firm may ask its attached customers for the switching cost more than the rival, and win no
    new ones (``"harvest"``); or meet the rival's price, win the new ones too, and harvest a
    larger base in the next period (``"invest"``).

    Parameters
    ----------
    switching_cost : float
        What leaving costs an attached customer.
    rival_margin : float
        The rival's price less cost.
    discount : float
        What 1 of the next period is worth now.
    new_customers : float
        Share of the firm's possible customers who are attached to nobody.

    Returns
    -------
    str
        ``"harvest"`` or ``"invest"``.

    Raises
    ------
    InputError
        In words, for a negative amount or a share outside 0 to 1.

    Notes
    -----
    With margin m, switching cost s, discount d and share n of new customers, harvesting twice
    earns (1 - n)(m + s)(1 + d), investing first earns m + d (m + s): invest where
    n > s / ((1 + d)(m + s)). The rival's price is taken to stay.

    Examples
    --------
    >>> best_single_price(40, rival_margin=60, discount=0.9, new_customers=0.1)
    'harvest'
    >>> best_single_price(40, rival_margin=60, discount=0.9, new_customers=0.3)
    'invest'
    """
    refuse_bad_money(switching_cost=switching_cost, rival_margin=rival_margin)
    refuse_bad_discount(discount)
    refuse_unless(0 <= new_customers <= 1, "new_customers", new_customers, _("a share, 0 to 1"))
    harvest = (1 - new_customers) * (rival_margin + switching_cost) * (1 + discount)
    invest = rival_margin + discount * (rival_margin + switching_cost)
    return "invest" if invest > harvest else "harvest"

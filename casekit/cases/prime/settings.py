"""Every parameter of Meridian's world, with its unit, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["MONTHS", "PrimeSettings", "cents"]

# Months of the membership that are observed.
MONTHS = 36

# Households of the panel have six friends each.
_HOUSEHOLDS = 10
_CHANCES = (
    "invitation",
    "unwilling_effect",
    "annual_share",
    "wish_rate",
    "wish_lapse",
    "attention",
    "attention_at_renewal",
    "pages_finished",
    "use_coupling",
    "return_one_click",
    "return_four_pages",
    "leaves_again",
    "exposed_share",
)


@dataclass(frozen=True)
class PrimeSettings:
    """Hold the parameters of `prime_world`; see there for what each means."""

    price_year: float
    price_month: float
    n_customers: int
    seed: int
    effect: float
    effect_tilt: float
    affinity: float
    base_share: float
    noise: float
    invitation: float
    unwilling_effect: float
    annual_share: float
    wish_rate: float
    wish_lapse: float
    attention: float
    attention_at_renewal: float
    pages_finished: float
    card_life_months: int
    use_coupling: float
    return_one_click: float
    return_four_pages: float
    leaves_again: float
    order_value: float
    margin: float
    benefit_cost: float
    need_share: float
    click_if_need: float
    impulse: float
    exposed_share: float
    households: int
    point_value: float
    technical_cost: float
    months_to_learn: float
    exit_fee: float
    friends_value: float

    def __post_init__(self) -> None:
        """Refuse what makes no sense; the generators below refuse the rest at their own doors."""
        for name in ("n_customers", "card_life_months", "households"):
            refuse_unless_whole(getattr(self, name), name)
        number = self.households
        refuse_unless(number >= _HOUSEHOLDS, "households", number, _("10 or more"))
        for name in _CHANCES:
            value = getattr(self, name)
            refuse_unless(0 <= value <= 1, name, value, _("a number from 0 to 1"))
        whole = isinstance(self.seed, (int, np.integer)) and self.seed >= 0
        refuse_unless(whole, "seed", self.seed, _("a whole number, 0 or more"))
        invited = self.invitation
        refuse_unless(invited < 1, "invitation", invited, _("0 or more and below 1"))
        for name in ("price_year", "price_month", "order_value"):
            value = getattr(self, name)
            fine = 0.01 <= value < np.inf
            refuse_unless(fine, name, value, _("an amount of money of a cent or more ($)"))
        for name in ("price_year", "price_month"):
            value = getattr(self, name)
            whole = abs(100 * value - round(100 * value)) < 1e-6
            refuse_unless(whole, name, value, _("an amount in whole cents ($)"))
        refuse_unless(0 <= self.margin <= 1, "margin", self.margin, _("a number from 0 to 1"))
        fine = 0 <= self.benefit_cost < np.inf
        refuse_unless(fine, "benefit_cost", self.benefit_cost, _("0 or more ($ a month)"))


def cents(money: float) -> int:
    """Give an amount of money in whole cents.

    Examples
    --------
    >>> cents(14.99)
    1499
    """
    return round(100 * money)

"""Pricing with switching costs: bargains and rip-offs, and two firms that price for ever."""

from casekit.models.pricing.curve import (
    cheapest_switching_cost,
    harmless_switching_cost,
    price_curve,
    price_grid,
)
from casekit.models.pricing.game import PriceGame
from casekit.models.pricing.move import OneMove
from casekit.models.pricing.one_period import one_period_price
from casekit.models.pricing.results import PriceGameResults
from casekit.models.pricing.two_period import (
    TwoPeriodPrices,
    best_single_price,
    minimum_bounty,
    two_period_prices,
)

__all__ = [
    "OneMove",
    "PriceGame",
    "PriceGameResults",
    "TwoPeriodPrices",
    "best_single_price",
    "cheapest_switching_cost",
    "harmless_switching_cost",
    "minimum_bounty",
    "one_period_price",
    "price_curve",
    "price_grid",
    "two_period_prices",
]

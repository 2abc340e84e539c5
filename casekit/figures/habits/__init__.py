"""Figures of habit, taste and money already spent."""

from casekit.figures.habits.contours import equal_repeat_rate
from casekit.figures.habits.coupons import coupon_echo, coupon_profit
from casekit.figures.habits.old_prices import old_price_test, scanner_test
from casekit.figures.habits.sunk_costs import sunk_cost_decay
from casekit.figures.habits.walk import same_repeat_rate_panels

__all__ = [
    "coupon_echo",
    "coupon_profit",
    "equal_repeat_rate",
    "old_price_test",
    "same_repeat_rate_panels",
    "scanner_test",
    "sunk_cost_decay",
]

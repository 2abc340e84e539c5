"""Why people stay without a contract: habit, taste that looks like it, sunk costs, defaults."""

from casekit.generators.habits.brands import brand_world, make_brand_panel
from casekit.generators.habits.coupons import CouponOutcome
from casekit.generators.habits.defaults import StatusQuoTruth, make_status_quo_test
from casekit.generators.habits.tickets import TicketTruth, make_ticket_experiment
from casekit.generators.habits.worlds import BrandTruth

__all__ = [
    "BrandTruth",
    "CouponOutcome",
    "StatusQuoTruth",
    "TicketTruth",
    "brand_world",
    "make_brand_panel",
    "make_status_quo_test",
    "make_ticket_experiment",
]

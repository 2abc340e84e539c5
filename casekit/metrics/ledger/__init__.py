"""What a programme owes: points and stored value from opening to closing balance."""

from casekit.metrics.ledger.breakage import naive_breakage, redemption_curve, redemption_triangle
from casekit.metrics.ledger.journal import journal_entries
from casekit.metrics.ledger.liability import liability_roll_forward
from casekit.metrics.ledger.points import points_roll_forward
from casekit.metrics.ledger.price import PriceAllocation, allocate_price, recognise_revenue
from casekit.metrics.ledger.stored_value import stored_value_roll_forward

__all__ = [
    "PriceAllocation",
    "allocate_price",
    "journal_entries",
    "liability_roll_forward",
    "naive_breakage",
    "points_roll_forward",
    "recognise_revenue",
    "redemption_curve",
    "redemption_triangle",
    "stored_value_roll_forward",
]

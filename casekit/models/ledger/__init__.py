"""How many points will never be used: an estimate that young points do not mislead."""

from casekit.models.ledger.breakage import Breakage
from casekit.models.ledger.results import BreakageResults

__all__ = ["Breakage", "BreakageResults"]

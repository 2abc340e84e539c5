"""Models of what holds customers: the lock-in X-ray, and switching costs from prices alone."""

from casekit.models.switching.results import LockInXray
from casekit.models.switching.undercut import profitable_undercuts, undercut_switching_costs
from casekit.models.switching.xray import lock_in_xray

__all__ = ["LockInXray", "lock_in_xray", "profitable_undercuts", "undercut_switching_costs"]

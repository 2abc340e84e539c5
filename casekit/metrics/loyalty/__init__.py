"""Loyalty as it is measured: scores and their intervals, reliability, cells, curves, recovery."""

from casekit.metrics.loyalty.cells import loyalty_cells, loyalty_cells_by_cut
from casekit.metrics.loyalty.curve import hostages, satisfaction_curve
from casekit.metrics.loyalty.difference import difference_reliability, gap_reliability
from casekit.metrics.loyalty.gaps import service_gaps
from casekit.metrics.loyalty.growth import growth_correlations
from casekit.metrics.loyalty.net_promoter import NetPromoterScore, net_promoter_score
from casekit.metrics.loyalty.net_promoter_change import NetPromoterChange, net_promoter_change
from casekit.metrics.loyalty.net_promoter_sample import net_promoter_sample_size
from casekit.metrics.loyalty.phases import loyalty_phases
from casekit.metrics.loyalty.recovery import recovery_table

__all__ = [
    "NetPromoterChange",
    "NetPromoterScore",
    "difference_reliability",
    "gap_reliability",
    "growth_correlations",
    "hostages",
    "loyalty_cells",
    "loyalty_cells_by_cut",
    "loyalty_phases",
    "net_promoter_change",
    "net_promoter_sample_size",
    "net_promoter_score",
    "recovery_table",
    "satisfaction_curve",
    "service_gaps",
]

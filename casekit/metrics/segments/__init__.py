"""What customers did, who they are alike, and how value is spread over them."""

from casekit.metrics.segments.brand_counts import BrandCounts, read_brand_panel
from casekit.metrics.segments.brand_panel import brand_panel
from casekit.metrics.segments.concentration import gini, lorenz_curve, top_share
from casekit.metrics.segments.double_jeopardy import double_jeopardy, duplication_of_purchase
from casekit.metrics.segments.four_cells import four_cells
from casekit.metrics.segments.lognormal import lognormal_gini, lognormal_sigma, lognormal_top_share
from casekit.metrics.segments.naming import rfm_segments, segment_summary
from casekit.metrics.segments.rules import segment_rules
from casekit.metrics.segments.scores import rfm_scores
from casekit.metrics.segments.table import rfm_table

__all__ = [
    "BrandCounts",
    "brand_panel",
    "double_jeopardy",
    "duplication_of_purchase",
    "four_cells",
    "gini",
    "lognormal_gini",
    "lognormal_sigma",
    "lognormal_top_share",
    "lorenz_curve",
    "read_brand_panel",
    "rfm_scores",
    "rfm_segments",
    "rfm_table",
    "segment_rules",
    "segment_summary",
    "top_share",
]

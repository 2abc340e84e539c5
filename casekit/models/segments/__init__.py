"""Models of how households buy: how often, which brand, and in which groups."""

from casekit.models.segments.choice import choose_k, defended_k
from casekit.models.segments.clusters import KMeansResults, KMeansSegments
from casekit.models.segments.dirichlet import NBDDirichlet
from casekit.models.segments.dirichlet_results import NBDDirichletResults
from casekit.models.segments.nbd import NBD
from casekit.models.segments.nbd_results import NBDResults
from casekit.models.segments.scanner_brands import measure_scanner_brands, scanner_brand_panel

__all__ = [
    "NBD",
    "KMeansResults",
    "KMeansSegments",
    "NBDDirichlet",
    "NBDDirichletResults",
    "NBDResults",
    "choose_k",
    "defended_k",
    "measure_scanner_brands",
    "scanner_brand_panel",
]

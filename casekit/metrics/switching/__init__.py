"""What holds customers, read from tables: signatures, surveys, prices and shares."""

from casekit.metrics.switching.pull import friends_pull
from casekit.metrics.switching.signatures import Signatures, switching_signatures
from casekit.metrics.switching.survey import Reliability, cronbach_alpha, facet_profile
from casekit.metrics.switching.unlocking import unlocking_table

__all__ = [
    "Reliability",
    "Signatures",
    "cronbach_alpha",
    "facet_profile",
    "friends_pull",
    "switching_signatures",
    "unlocking_table",
]

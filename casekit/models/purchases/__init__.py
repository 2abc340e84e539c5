"""Models of customers who buy when they like and leave without a word.

`BGNBD`, `MBGNBD` and `ParetoNBD` (in continuous time) and `BGBB` (at opportunities) learn how often
customers buy and when they stop; `GammaGamma` what a purchase is worth; together they make
`customer_lifetime_value`. Each has ``fit(histories)`` and ``at(...)`` for given parameters.
"""

from casekit.models.purchases.bgbb import BGBB, BGBBResults
from casekit.models.purchases.bgnbd import BGNBD, BGNBDResults
from casekit.models.purchases.comparison import backtest, compare_purchase_models
from casekit.models.purchases.gamma_gamma import GammaGamma, GammaGammaResults
from casekit.models.purchases.lifetime_value import customer_lifetime_value
from casekit.models.purchases.mbgnbd import MBGNBD, MBGNBDResults
from casekit.models.purchases.pareto_nbd import ParetoNBD, ParetoNBDResults

__all__ = [
    "BGBB",
    "BGNBD",
    "MBGNBD",
    "BGBBResults",
    "BGNBDResults",
    "GammaGamma",
    "GammaGammaResults",
    "MBGNBDResults",
    "ParetoNBD",
    "ParetoNBDResults",
    "backtest",
    "compare_purchase_models",
    "customer_lifetime_value",
]

"""Markets in which something holds customers: points, learning, contracts, friends."""

from casekit.generators.switching.barriers import Barriers
from casekit.generators.switching.counterfactuals import Counterfactual
from casekit.generators.switching.market import make_switching_market
from casekit.generators.switching.shocks import (
    Compatibility,
    FriendGroupLeaves,
    NumberPortability,
    RivalOffer,
)
from casekit.generators.switching.survey import (
    SurveyTruth,
    barrier_statements,
    make_barrier_survey,
)
from casekit.generators.switching.truth import SwitchingTruth
from casekit.generators.switching.undercut import (
    ShyTruth,
    logit_prices,
    make_shy_market,
    undercut_proof_prices,
)

__all__ = [
    "Barriers",
    "Compatibility",
    "Counterfactual",
    "FriendGroupLeaves",
    "NumberPortability",
    "RivalOffer",
    "ShyTruth",
    "SurveyTruth",
    "SwitchingTruth",
    "barrier_statements",
    "logit_prices",
    "make_barrier_survey",
    "make_shy_market",
    "make_switching_market",
    "undercut_proof_prices",
]

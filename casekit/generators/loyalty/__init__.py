"""Surveys and industries in which it is known who is loyal, and to what."""

from casekit.generators.loyalty.market import market_satisfaction
from casekit.generators.loyalty.nps_industry import NpsIndustryTruth, make_nps_industry
from casekit.generators.loyalty.repurchase import RepurchaseRule
from casekit.generators.loyalty.statements import service_statements
from casekit.generators.loyalty.survey import make_cx_survey
from casekit.generators.loyalty.truth import CxSurveyTruth

__all__ = [
    "CxSurveyTruth",
    "NpsIndustryTruth",
    "RepurchaseRule",
    "make_cx_survey",
    "make_nps_industry",
    "market_satisfaction",
    "service_statements",
]

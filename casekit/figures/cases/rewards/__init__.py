"""Figures of the case of lesson 21: the exhibits of Starbucks, and the twin, Juniper Coffee."""

from casekit.figures.cases.rewards.active import RuleLines, active_and_alive, rule_panels
from casekit.figures.cases.rewards.exhibits import active_and_tender, owed_and_breakage
from casekit.figures.cases.rewards.gold import gold_lines
from casekit.figures.cases.rewards.joining import joining_answers
from casekit.figures.cases.rewards.owed import owed_by_estimate, unused_money
from casekit.figures.cases.rewards.rules import RuleCounts, SilenceRules
from casekit.figures.cases.rewards.scale import proposals_on_one_scale
from casekit.figures.cases.rewards.shadow import breakage_and_its_shadow

__all__ = [
    "RuleCounts",
    "RuleLines",
    "SilenceRules",
    "active_and_alive",
    "active_and_tender",
    "breakage_and_its_shadow",
    "gold_lines",
    "joining_answers",
    "owed_and_breakage",
    "owed_by_estimate",
    "proposals_on_one_scale",
    "rule_panels",
    "unused_money",
]

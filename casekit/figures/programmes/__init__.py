"""Figures of membership and loyalty programmes."""

from casekit.figures.programmes.answer_rows import answers_in_shops
from casekit.figures.programmes.answers import answers_beside_truth
from casekit.figures.programmes.bread import rewards_anyway, who_gets_the_rewards
from casekit.figures.programmes.card_year import card_panels
from casekit.figures.programmes.checks import four_checks
from casekit.figures.programmes.coalition import partner_effects
from casekit.figures.programmes.design import design_surfaces
from casekit.figures.programmes.gold import gold_by_line
from casekit.figures.programmes.heaviness import margin_and_cost
from casekit.figures.programmes.joiners import who_joins
from casekit.figures.programmes.luck import heaps_panels
from casekit.figures.programmes.members import members_and_others, two_worlds
from casekit.figures.programmes.members_ahead import incentive_and_switching_cost
from casekit.figures.programmes.spike import spike_before_reward
from casekit.figures.programmes.stamps import card_days, faster_or_sorted, two_cards
from casekit.figures.programmes.ways import (
    change_beside_change,
    jump_at_the_line,
    nudged_groups,
)

__all__ = [
    "answers_beside_truth",
    "answers_in_shops",
    "card_days",
    "card_panels",
    "change_beside_change",
    "design_surfaces",
    "faster_or_sorted",
    "four_checks",
    "gold_by_line",
    "heaps_panels",
    "incentive_and_switching_cost",
    "jump_at_the_line",
    "margin_and_cost",
    "members_and_others",
    "nudged_groups",
    "partner_effects",
    "rewards_anyway",
    "spike_before_reward",
    "two_cards",
    "two_worlds",
    "who_gets_the_rewards",
    "who_joins",
]

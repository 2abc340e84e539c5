"""What can be counted of habits, before any model."""

from casekit.metrics.habits.reading import BrandChoices, read_brand_choices
from casekit.metrics.habits.repeat import RepeatBuying, repeat_buying
from casekit.metrics.habits.sunk_cost import (
    SunkCostEffect,
    half_life,
    status_quo_advantage,
    sunk_cost_effect,
)

__all__ = [
    "BrandChoices",
    "RepeatBuying",
    "SunkCostEffect",
    "half_life",
    "read_brand_choices",
    "repeat_buying",
    "status_quo_advantage",
    "sunk_cost_effect",
]

"""Habit or taste? Models of brand choice that can, and cannot, tell them apart."""

from casekit.models.habits.conditional import BrandChoice, BrandChoiceResults
from casekit.models.habits.expected import (
    HabitSigns,
    habit_signs,
    habit_with_repeat_rate,
    repeat_rate_of,
    taste_with_repeat_rate,
)
from casekit.models.habits.mixed import TasteAndHabit, TasteAndHabitResults
from casekit.models.habits.old_price import LaggedPriceTest, lagged_price_test
from casekit.models.habits.payback import coupon_outcomes, coupon_payback
from casekit.models.habits.results import ChoiceResults
from casekit.models.habits.scanner import (
    SCANNER_PANELS,
    measure_scanner_panels,
    scanner_attributes,
    scanner_panel,
)
from casekit.models.habits.trial import coupon_trial

__all__ = [
    "SCANNER_PANELS",
    "BrandChoice",
    "BrandChoiceResults",
    "ChoiceResults",
    "HabitSigns",
    "LaggedPriceTest",
    "TasteAndHabit",
    "TasteAndHabitResults",
    "coupon_outcomes",
    "coupon_payback",
    "coupon_trial",
    "habit_signs",
    "habit_with_repeat_rate",
    "lagged_price_test",
    "measure_scanner_panels",
    "repeat_rate_of",
    "scanner_attributes",
    "scanner_panel",
    "taste_with_repeat_rate",
]

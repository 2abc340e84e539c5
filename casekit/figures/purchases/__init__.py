"""Figures of customers who buy when they like and leave without a word."""

from casekit.figures.purchases.alive import alive_map, alive_paths, alive_paths_panels
from casekit.figures.purchases.cohorts import cohort_heatmap
from casekit.figures.purchases.forecast import (
    calibration_by_frequency,
    cumulative_repeat_purchases,
)
from casekit.figures.purchases.silence import customer_timelines, returned_after_silence
from casekit.figures.purchases.value import gains, spend_shrinkage
from casekit.figures.purchases.verdicts import (
    prices_and_truth,
    rule_against_truth,
    silent_customers,
)

__all__ = [
    "alive_map",
    "alive_paths",
    "alive_paths_panels",
    "calibration_by_frequency",
    "cohort_heatmap",
    "cumulative_repeat_purchases",
    "customer_timelines",
    "gains",
    "prices_and_truth",
    "returned_after_silence",
    "rule_against_truth",
    "silent_customers",
    "spend_shrinkage",
]

"""Measures of membership and loyalty programmes."""

from casekit.metrics.programmes.members import (
    MeanDifference,
    difference_in_means,
    growing_differences,
)

__all__ = ["MeanDifference", "difference_in_means", "growing_differences"]

"""Customers of different kinds, and households that divide a category among its brands."""

from casekit.generators.segments.archetypes import ARCHETYPES, Archetype
from casekit.generators.segments.category_panel import CategoryTruth, make_category_panel
from casekit.generators.segments.customer_base import (
    CustomerBaseTruth,
    KeepingRule,
    make_customer_base,
)
from casekit.generators.segments.expected_brands import expected_brands

__all__ = [
    "ARCHETYPES",
    "Archetype",
    "CategoryTruth",
    "CustomerBaseTruth",
    "KeepingRule",
    "expected_brands",
    "make_category_panel",
    "make_customer_base",
]

"""Figures of the case of a paid membership: the price, the fee taken apart, the way out."""

from casekit.figures.cases.prime.exhibits import price_of_a_year, price_over_years
from casekit.figures.cases.prime.fee import fee_apart
from casekit.figures.cases.prime.path import ThreeRows, path_money, three_rows_panels
from casekit.figures.cases.prime.spending import spending_apart

__all__ = [
    "ThreeRows",
    "fee_apart",
    "path_money",
    "price_of_a_year",
    "price_over_years",
    "spending_apart",
    "three_rows_panels",
]

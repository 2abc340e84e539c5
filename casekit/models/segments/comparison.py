"""Observed brands beside what is normal for their size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.generators.segments.expected_brands import brands_given
from casekit.metrics.segments.brand_counts import read_brand_panel
from casekit.metrics.segments.double_jeopardy import double_jeopardy

__all__ = ["compared"]


def compared(panel: Any, s: float) -> pd.DataFrame:
    """Make the table of `NBDDirichletResults.compare`, which says what stands in it.

    Parameters
    ----------
    panel : data frame
        Purchases by household and brand.
    s : float
        Sum of the Dirichlet parameters.

    Returns
    -------
    pandas.DataFrame
        One row a brand.

    Examples
    --------
    >>> table = compared(pd.DataFrame({"Alder": [1, 1, 0], "Birch": [0, 0, 1]}), s=1.2)
    >>> table[["penetration_observed", "penetration_expected"]].round(3).to_numpy().tolist()
    [[0.667, 0.667], [0.333, 0.333]]
    """
    counts, observed = read_brand_panel(panel), double_jeopardy(panel)
    sizes, which = np.unique(counts.category.astype(np.int64), return_inverse=True)
    households = np.bincount(which.ravel(), weights=counts.households)
    sold = observed[observed["share"] > 0]
    expected = brands_given(sizes, households, s, sold["share"].tolist(), list(sold.index))
    table = pd.DataFrame({"share": observed["share"]})
    table["buyers"] = np.rint(observed["penetration"] * counts.number).astype(np.int64)
    for name in ("penetration", "purchase_frequency", "share_of_requirements", "sole_buyers"):
        table[f"{name}_observed"] = observed[name]
        table[f"{name}_expected"] = expected[name]
    errors = [
        _error_of_mean(counts.purchases[:, counts.brands.index(name)], counts.households)
        for name in table.index
    ]
    normal = table["purchase_frequency_expected"]
    table["frequency_difference_percent"] = 100 * (
        table["purchase_frequency_observed"] / normal - 1
    )
    table["frequency_std_error_percent"] = 100 * np.array(errors) / normal
    return table


def _error_of_mean(bought: np.ndarray, households: np.ndarray) -> float:
    buys = bought > 0
    x, weight = bought[buys], households[buys]
    buyers = weight.sum()
    if buyers < 2:
        return float("nan")
    mean = weight @ x / buyers
    return float(np.sqrt(weight @ (x - mean) ** 2 / (buyers - 1) / buyers))

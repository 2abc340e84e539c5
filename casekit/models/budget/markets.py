"""Markets to compare: the five of the lesson, and a search for markets of a given kind."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.models.budget.curve import ResponseCurve
from casekit.models.budget.equity import CustomerEquity
from casekit.words import _

__all__ = ["blattberg_deighton_markets", "search_markets"]

# Ceiling and rate of acquisition, ceiling and rate of retention; margin 100, discount 10% a year.
_FIVE = {
    "balanced": (0.4, 0.1, 0.7, 0.08),
    "sticky": (0.4, 0.1, 0.9, 0.5),
    "butterfly": (0.4, 0.1, 0.3, 0.08),
    "hard to acquire": (0.1, 0.08, 0.8, 0.08),
    "cheap to acquire": (0.5, 0.5, 0.6, 0.03),
}


def blattberg_deighton_markets(
    *, margin: float = 100, discount_rate: float = 0.1
) -> dict[str, CustomerEquity]:
    """Give five markets in which the best ratio of acquisition to retention cost differs.

    The markets are constructed for this course to be unlike one another; they are no sample of
    real markets, and do not tell how often a ratio occurs.

    Parameters
    ----------
    margin : float
        Money per customer and year.
    discount_rate : float
        Per year.

    Returns
    -------
    dict of str to CustomerEquity

    Examples
    --------
    >>> markets = blattberg_deighton_markets()
    >>> [round(market.optimum().ratio, 1) for market in markets.values()]
    [2.0, 7.3, 4.0, 4.9, 0.6]
    """
    return {
        name: CustomerEquity(ResponseCurve(ca, ka), ResponseCurve(cr, kr), margin, discount_rate)
        for name, (ca, ka, cr, kr) in _FIVE.items()
    }


def search_markets(
    *,
    ratio_below: float = float("inf"),
    ratio_above: float = 0.0,
    n: int = 2_000,
    seed: int,
    margin: float = 100,
    discount_rate: float = 0.1,
    acquisition_ceiling: tuple[float, float] = (0.05, 0.6),
    acquisition_rate: tuple[float, float] = (0.02, 0.5),
    retention_ceiling: tuple[float, float] = (0.2, 0.95),
    retention_rate: tuple[float, float] = (0.02, 0.5),
) -> pd.DataFrame:
    """Find markets whose best plan has a ratio of CAC to retention spend in a range.

    Parameters
    ----------
    ratio_below, ratio_above : float
        The range that is searched for.
    n : int
        Markets that are tried.
    seed : int
        Seed of the draw.
    margin, discount_rate : float
        As in `CustomerEquity`.
    acquisition_ceiling, retention_ceiling : (float, float)
        Lowest and highest ceiling, drawn evenly.
    acquisition_rate, retention_rate : (float, float)
        Lowest and highest rate, drawn evenly on a logarithmic scale.

    Returns
    -------
    pandas.DataFrame
        A row a market in the range: its four parameters, ``acquisition_spend``,
        ``retention_spend``, ``cost_per_acquired_customer``, ``ratio``, ``value``; lowest ratio
        first. Markets where it is best to spend nothing on one of the two have no ratio and are
        left out. How many are found depends on the ranges, and is no share of real markets.

    Examples
    --------
    >>> found = search_markets(ratio_below=1, n=500, seed=1)
    >>> bool((found["ratio"] < 1).all()), bool(len(found) > 0)
    (True, True)
    """
    if not (isinstance(n, (int, np.integer)) and n >= 1):
        raise InputError(
            _("n={n} was given; a whole number of at least 1 was expected.").format(n=n)
        )
    rng = np.random.default_rng(seed)
    drawn = {}
    for name, (low, high), even in (
        ("acquisition_ceiling", acquisition_ceiling, True),
        ("acquisition_rate", acquisition_rate, False),
        ("retention_ceiling", retention_ceiling, True),
        ("retention_rate", retention_rate, False),
    ):
        if not 0 < low <= high:
            raise InputError(
                _(
                    "{name}=({low}, {high}) was given; the lowest, then the highest, above 0."
                ).format(name=name, low=low, high=high)
            )
        share = rng.random(n)
        drawn[name] = low + (high - low) * share if even else low * (high / low) ** share
    rows = []
    for ca, ka, cr, kr in zip(*drawn.values(), strict=True):
        market = CustomerEquity(
            ResponseCurve(float(ca), float(ka)),
            ResponseCurve(float(cr), float(kr)),
            margin,
            discount_rate,
        )
        best = market.optimum()
        if ratio_above < best.ratio < ratio_below and np.isfinite(best.ratio):
            rows.append(
                (
                    *(ca, ka, cr, kr),
                    best.acquisition_spend,
                    best.retention_spend,
                    best.cost_per_acquired_customer,
                    best.ratio,
                    best.value,
                )
            )
    columns = [
        *drawn,
        *("acquisition_spend", "retention_spend", "cost_per_acquired_customer", "ratio", "value"),
    ]
    return pd.DataFrame(rows, columns=columns).sort_values("ratio", ignore_index=True)

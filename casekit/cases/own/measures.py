"""What can be read off a world and set beside a public figure, each in per cent or a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import FIRM, MONTH, PREVIOUS_FIRM
from casekit.frames.loyalty import SATISFACTION
from casekit.words import _

__all__ = ["MEASURES", "Measure", "switched_in_the_last_year"]


@dataclass(frozen=True)
class Measure:
    """Hold a measure: the generator whose tables it reads, what it says, and how it is computed.

    Attributes
    ----------
    generator, what : str
    compute : callable
        From the section's tables, by name, and its truth.
    """

    generator: str
    what: str
    compute: Callable[[Mapping[str, pd.DataFrame], Any], float]


def switched_in_the_last_year(panel: pd.DataFrame) -> float:
    """Give the customers who changed firm at least once in the last twelve months, in per cent.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel with one row a customer and month.

    Returns
    -------
    float
        Of all customers who had a firm, in per cent.
    """
    last = panel[panel[MONTH] > panel[MONTH].max() - 12]
    last = last[last[PREVIOUS_FIRM].notna()]
    changed = last[FIRM].astype(str) != last[PREVIOUS_FIRM].astype(str)
    return 100 * float(changed.groupby(last[CUSTOMER_ID]).any().mean())


def _never(panel: pd.DataFrame) -> float:
    return 100 * float((panel.groupby(CUSTOMER_ID)[FIRM].nunique() == 1).mean())


def _largest(panel: pd.DataFrame) -> float:
    last = panel.loc[panel[MONTH] == panel[MONTH].max(), FIRM]
    return 100 * float(last.value_counts(normalize=True).max())


def _satisfied(survey: pd.DataFrame, least: int) -> float:
    return 100 * float((survey[SATISFACTION] >= least).mean())


def _left(table: pd.DataFrame) -> float:
    return 100 * float((table["left"] & (table["months_observed"] <= 12)).mean())


_MARKET, _SURVEY = "make_switching_market", "market_satisfaction"

MEASURES: dict[str, Measure] = {
    "switched in a year": Measure(
        _MARKET,
        _("customers who changed firm in the last twelve months, %"),
        lambda tables, truth: switched_in_the_last_year(tables["panel"]),
    ),
    "looked in a year": Measure(
        _MARKET,
        _("customers who considered leaving in a year, %"),
        lambda tables, truth: 100 * (1 - (1 - truth.world.attention) ** 12),
    ),
    "never switched": Measure(
        _MARKET,
        _("customers with one firm throughout, %"),
        lambda tables, truth: _never(tables["panel"]),
    ),
    "largest firm": Measure(
        _MARKET,
        _("customers of the largest firm in the last month, %"),
        lambda tables, truth: _largest(tables["panel"]),
    ),
    "satisfied": Measure(
        _SURVEY,
        _("customers who answer 4 or 5 of 5, %"),
        lambda tables, truth: _satisfied(tables["survey"], 4),
    ),
    "not dissatisfied": Measure(
        _SURVEY,
        _("customers who answer 3, 4 or 5 of 5, %"),
        lambda tables, truth: _satisfied(tables["survey"], 3),
    ),
    "members": Measure(
        "make_card_launch",
        _("customers who joined, %"),
        lambda tables, truth: 100 * float(tables["launch"]["member"].mean()),
    ),
    "left in the first year": Measure(
        "make_subscriptions",
        _("sign-ups who left within twelve months, %"),
        lambda tables, truth: _left(tables["subscriptions"]),
    ),
}

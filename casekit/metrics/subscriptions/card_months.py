"""Leaving before, in and after the month in which the card on file is replaced."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.frames.columns import CUSTOMERS
from casekit.frames.subscriptions import (
    CARD_REPLACED_MONTH,
    LEFT,
    MONTHS_OBSERVED,
    read_subscriptions,
)
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["leaving_around_card_replacement"]


def leaving_around_card_replacement(
    table: Any, *, after_month: int = 12, window_months: int = 6
) -> pd.DataFrame:
    """Count who leaves in the months around the replacement of the payment card.

    In that month the firm has to ask for the new card, so every subscriber thinks of the
    subscription once. A jump of cancellations shows how many had wished to go and had not.

    Parameters
    ----------
    table : data frame
        Subscriptions with ``card_replaced_month`` (missing where none is known).
    after_month : int
        Only cards that are replaced after this month of the subscription: by then the stock of
        those who wish to go has settled.
    window_months : int
        How many months before and after to show.

    Returns
    -------
    pandas.DataFrame
        One row a month from ``-window_months`` to ``window_months``:
        ``months_from_replacement``; ``at_risk``; ``left``; ``rate`` = left / at_risk (missing
        where nobody is at risk). Every row holds the same cards, as far as their owners are
        still subscribed.

    Raises
    ------
    InputError
        When the column is missing or holds what no subscription can hold.

    References
    ----------
    Einav, L., Klopack, B., & Mahoney, N. (2025). Selling subscriptions. *American Economic
    Review*.

    Examples
    --------
    >>> seen = pd.DataFrame({
    ...     "months_observed": [13, 14, 14, 20], "left": [1, 1, 1, 0],
    ...     "card_replaced_month": [14, 14, 14, 14]})
    >>> leaving_around_card_replacement(seen, window_months=1)
       months_from_replacement  at_risk  left      rate
    0                       -1        4     1  0.250000
    1                        0        3     2  0.666667
    2                        1        1     0  0.000000
    """
    refuse_unless(after_month >= 0, "after_month", after_month, _("0 or more months"))
    refuse_unless(window_months >= 1, "window_months", window_months, _("1 or more months"))
    seen = read_subscriptions(table, also=[CARD_REPLACED_MONTH])
    cards = seen[seen[CARD_REPLACED_MONTH] > after_month]
    replaced = cards[CARD_REPLACED_MONTH].to_numpy()
    observed, left = cards[MONTHS_OBSERVED].to_numpy(), cards[LEFT].to_numpy()
    counts = cards[CUSTOMERS].to_numpy()
    rows = []
    for away in range(-window_months, window_months + 1):
        month = replaced + away
        there = (month >= 1) & (observed >= month)
        gone = there & left & (observed == month)
        rows.append((away, int(counts[there].sum()), int(counts[gone].sum())))
    table_of = pd.DataFrame(rows, columns=["months_from_replacement", "at_risk", "left"])
    at_risk = table_of["at_risk"].to_numpy(dtype=float)
    table_of["rate"] = np.divide(
        table_of["left"], at_risk, out=np.full(len(table_of), np.nan), where=at_risk > 0
    )
    return table_of

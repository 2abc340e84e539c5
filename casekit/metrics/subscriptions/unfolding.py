"""Unfold subscriptions into their months: the table on which hazards are regressed."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.subscriptions import (
    CARD_REPLACED_MONTH,
    LEFT,
    MONTHS_OBSERVED,
    MONTHS_TO_TERM_END,
    SUBSCRIPTION_MONTH,
    TERM_END,
    TERM_MONTHS,
    read_subscriptions,
)

__all__ = ["subscription_months"]


def subscription_months(table: Any) -> pd.DataFrame:
    """Turn one row a subscription into one row a month that was paid for.

    Parameters
    ----------
    table : data frame
        Subscriptions; other columns of the table are repeated in each of its months. A count
        ``customers`` stays a count.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (rows numbered from 1 where there is none), ``month`` of the
        subscription, ``left`` (true in the month at whose end the subscriber left); with
        ``term_months`` also ``term_end`` and ``months_to_term_end`` (0 at the end of a term);
        with ``card_replaced_month`` also ``card_replaced`` (true in that month).

    Raises
    ------
    InputError
        When a column is missing or holds what no subscription can hold.

    Examples
    --------
    >>> seen = pd.DataFrame({"months_observed": [2, 3], "left": [1, 0], "term_months": [2, 2]})
    >>> subscription_months(seen)[["customer_id", "month", "left", "term_end"]]
       customer_id  month   left  term_end
    0            1      1  False     False
    1            1      2   True      True
    2            2      1  False     False
    3            2      2  False      True
    4            2      3  False     False
    """
    seen = read_subscriptions(table)
    if CUSTOMER_ID not in seen.columns:
        seen.insert(0, CUSTOMER_ID, np.arange(1, len(seen) + 1))
    lengths = seen[MONTHS_OBSERVED].to_numpy()
    months = seen.loc[seen.index.repeat(lengths)].reset_index(drop=True)
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    month = np.arange(len(months)) - starts + 1
    months[LEFT] = months[LEFT] & (month == months[MONTHS_OBSERVED])
    months = months.drop(columns=MONTHS_OBSERVED)
    months.insert(1, SUBSCRIPTION_MONTH, month)
    if TERM_MONTHS in months.columns:
        months[MONTHS_TO_TERM_END] = -month % months[TERM_MONTHS]
        months[TERM_END] = months[MONTHS_TO_TERM_END] == 0
    if CARD_REPLACED_MONTH in months.columns:
        months["card_replaced"] = months[CARD_REPLACED_MONTH] == month
    return months

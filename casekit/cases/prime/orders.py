"""Break each customer's spending of a quarter into orders that add up to it, to the cent."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.settings import PrimeSettings, cents
from casekit.cases.prime.spending import QUARTERS

__all__ = ["LAUNCH", "break_into_orders", "month_starts"]

Integers = NDArray[np.int64]
# The first day of Plus: month 1, quarter 0.
LAUNCH = np.datetime64("2023-01")
# An order has a dollar at least, so a quarter has no more orders than dollars.
_SMALLEST = 100


def month_starts(months: Integers) -> NDArray[np.datetime64]:
    """Give the first day of months counted from the launch (1 is the first month of Plus)."""
    return (LAUNCH + (months - 1)).astype("datetime64[D]").astype("datetime64[s]")


def break_into_orders(
    settings: PrimeSettings, customer_id: Integers, spent: Integers
) -> pd.DataFrame:
    """Give the orders behind what was spent.

    Parameters
    ----------
    settings : PrimeSettings
    customer_id : ndarray of int
    spent : ndarray of int, shape (customers, quarters)
        Cents.

    Returns
    -------
    pandas.DataFrame
        ``order_id``, ``customer_id``, ``date``, ``quarter``, ``amount`` ($), by date.
    """
    rng = np.random.default_rng([settings.seed, 22])
    money = spent.ravel()
    size = np.floor(money / cents(settings.order_value) * (0.5 + rng.random(money.size)))
    number = np.minimum(1 + size.astype(np.int64), np.maximum(money // _SMALLEST, 1))
    number[money == 0] = 0
    cell = np.repeat(np.arange(money.size), number)
    weight = rng.integers(50, 151, len(cell))
    amount = _split(money, number, cell, weight) if len(cell) else cell
    rows, column = np.divmod(cell, len(QUARTERS))
    begins = month_starts(1 + 3 * QUARTERS).astype("datetime64[D]")
    days = (month_starts(4 + 3 * QUARTERS).astype("datetime64[D]") - begins).astype(np.int64)
    day = np.floor(rng.random(len(cell)) * days[column]).astype(np.int64)
    date = begins[column] + day
    order = np.lexsort((rows, date))
    return pd.DataFrame(
        {
            "order_id": np.arange(1, len(cell) + 1),
            "customer_id": customer_id[rows][order],
            "date": date[order].astype("datetime64[s]"),
            "quarter": QUARTERS[column][order],
            "amount": amount[order] / 100,
        }
    )


def _split(money: Integers, number: Integers, cell: Integers, weight: Integers) -> Integers:
    """Split the money of each cell by weights, in whole cents: the last order fills the sum."""
    running = np.cumsum(weight)
    last = np.cumsum(number) - 1
    before = np.where(last >= number, running[np.maximum(last - number, 0)], 0)
    reached = running - before[cell]
    until = money[cell] * reached // (running[np.maximum(last, 0)] - before)[cell]
    amount = np.diff(until, prepend=0)
    first = np.concatenate([[True], cell[1:] != cell[:-1]])
    amount[first] = until[first]
    return amount

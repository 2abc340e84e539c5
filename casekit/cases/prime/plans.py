"""The arithmetic of two plans: a year at once, or month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["plan_break_even", "plan_costs"]


def plan_break_even(price_year: float, price_month: float) -> float:
    """Give after how many months a year paid at once costs as much as month by month.

    Parameters
    ----------
    price_year, price_month : float
        $ a year and $ a month.

    Returns
    -------
    float
        Months. A member who stays for more full months than this within the year pays less with
        the annual plan.

    Raises
    ------
    InputError
        If a price is not above 0.

    Examples
    --------
    >>> round(plan_break_even(120.0, 15.0), 2)
    8.0
    """
    for name, price in (("price_year", price_year), ("price_month", price_month)):
        refuse_unless(0 < price < np.inf, name, price, _("a number above 0 ($)"))
    return price_year / price_month


def plan_costs(price_year: float, price_month: float, *, months: int = 12) -> pd.DataFrame:
    """List what each plan has cost a member who leaves after 1, 2, 3 ... months.

    Parameters
    ----------
    price_year, price_month : float
        $ a year and $ a month; the year is paid at its start, and nothing is given back.
    months : int
        Last month of the list.

    Returns
    -------
    pandas.DataFrame
        By ``months``: ``monthly``, ``annual`` ($ paid so far), ``cheaper`` ("monthly", "annual"
        or "same").

    Raises
    ------
    InputError
        If a price or the number of months makes no sense.

    Examples
    --------
    >>> plan_costs(120.0, 15.0)["cheaper"].tolist()[6:10]
    ['monthly', 'same', 'annual', 'annual']
    """
    plan_break_even(price_year, price_month)
    refuse_unless_whole(months, "months")
    month = np.arange(1, months + 1)
    by_month = np.round(month * price_month, 2)
    by_year = np.round(np.ceil(month / 12) * price_year, 2)
    order = np.sign(by_month - by_year).astype(int)
    return pd.DataFrame(
        {
            "monthly": by_month,
            "annual": by_year,
            "cheaper": np.array(["same", "annual", "monthly"])[order],
        },
        index=pd.Index(month, name="months"),
    )

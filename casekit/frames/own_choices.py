"""Your own table becomes a choice panel: name your columns once, choose what is yours to choose."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from casekit.errors import InputError
from casekit.frames.choices import (
    FIRM,
    MONTH,
    MONTHS_LEFT,
    POINTS,
    PREVIOUS_FIRM,
    TENURE_MONTHS,
    TERM_MONTHS,
    friends_column,
    price_column,
    read_choices,
)
from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.engine import need_columns
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["choice_panel"]


def choice_panel(
    table: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    month: str = MONTH,
    firm: str = FIRM,
    prices: Mapping[str, str] | None = None,
    previous_firm: str | None = None,
    first_rows: Literal["refuse", "entry", "mid-life"] = "refuse",
    points: str | None = None,
    tenure_months: str | None = None,
    months_left: str | None = None,
    term_months: str | None = None,
    friends: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Turn your company's table of choices into the panel that measures lock-in.

    Name your columns once. A form of lock-in whose columns you do not have is not measured;
    what is wrong with the table is told in words, all of it in one message.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer and month.
    customer_id, month, firm : str
        Your names of the columns. Months are whole numbers, dates (as text: ``2024-01-31``) or
        periods; dates become the number of the calendar month, the earliest in the table being 1.
    prices : mapping of str to str, optional
        For each firm, the column of its price to this customer in this month (money); by default
        the columns ``price_F``.
    previous_firm : str, optional
        Column of the firm of last month, missing at the first choice of all.
    first_rows : {"refuse", "entry", "mid-life"}
        What each customer's first row is, where there is no ``previous_firm``: the first choice
        in this market (``"entry"``), or a month in the life of somebody who was a customer
        before (``"mid-life"``; it then only tells what the previous firm of the next row was).
    points, months_left, term_months : str, optional
        Columns of the state at the previous firm when choosing.
    tenure_months : str, optional
        Column of the months with the previous firm so far; by default counted from the customer's
        first row, which is too few for a customer first seen in mid-life.
    friends : mapping of str to str, optional
        For each firm, the column of the share of friends who were with it last month.

    Returns
    -------
    pandas.DataFrame
        The standard panel, sorted by customer and month; `casekit.frames.choices` tells its
        columns.

    Raises
    ------
    InputError
        When a column is missing or holds what no such panel can hold, or a choice is yours.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({
    ...     "client": [7, 7, 7], "bank": ["A", "A", "B"],
    ...     "when": pd.to_datetime(["2024-01-31", "2024-02-29", "2024-03-31"]),
    ...     "fee_a": [5.0, 5.5, 6.0], "fee_b": [5.2, 5.2, 5.2]})
    >>> panel = choice_panel(mine, customer_id="client", month="when", firm="bank",
    ...                      prices={"A": "fee_a", "B": "fee_b"}, first_rows="entry")
    >>> panel[["month", "firm", "previous_firm", "tenure_months"]].to_numpy().tolist()
    [[1, 'A', nan, 0], [2, 'A', 'A', 1], [3, 'B', 'A', 2]]
    """
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        message = _("A choice panel is made from a pandas table; this is a {kind}.")
        raise InputError(message.format(kind=type(table).__name__))
    if first_rows not in ("refuse", "entry", "mid-life"):
        message = _('first_rows={given!r} is not a choice; choose "entry" or "mid-life".')
        raise InputError(message.format(given=first_rows))
    named = {customer_id: CUSTOMER_ID, month: MONTH, firm: FIRM}
    optional = {
        PREVIOUS_FIRM: previous_firm,
        POINTS: points,
        TENURE_MONTHS: tenure_months,
        MONTHS_LEFT: months_left,
        TERM_MONTHS: term_months,
    }
    named |= {mine: name for name, mine in optional.items() if mine is not None}
    if prices is None:
        prices = {name[6:]: name for name in map(str, table.columns) if name.startswith("price_")}
    wanted = [*named, *prices.values(), *(friends or {}).values()]
    need_columns(
        [str(name) for name in table.columns], wanted, _("Name your columns as they are spelled.")
    )
    panel = table[list(named)].rename(columns=named)
    for one, column in prices.items():
        panel[price_column(one)] = table[column]
    for one, column in (friends or {}).items():
        panel[friends_column(one)] = table[column]
    panel[MONTH] = _month_numbers(panel[MONTH])
    for name in (CUSTOMER_ID, MONTH):
        if panel[name].isna().any():
            message = _('Column "{column}" is missing in {n} of {total} rows.')
            lost = int(panel[name].isna().sum())
            raise InputError(message.format(column=name, n=lost, total=len(panel)))
    panel = panel.sort_values([CUSTOMER_ID, MONTH], kind="stable", ignore_index=True)
    if previous_firm is None:
        panel = _with_previous_firm(panel, first_rows)
    if tenure_months is None:
        panel[TENURE_MONTHS] = _tenure(panel)
    firms = list(prices)
    panel[[FIRM, PREVIOUS_FIRM]] = panel[[FIRM, PREVIOUS_FIRM]].astype(object)
    read_choices(panel)
    for role in (FIRM, PREVIOUS_FIRM):
        spelled = panel[role]
        text = spelled.where(spelled.isna(), spelled.astype(str))
        panel[role] = pd.Categorical(text, categories=firms)
    if first_rows == "mid-life" and previous_firm is None:
        panel = panel[panel[PREVIOUS_FIRM].notna()].reset_index(drop=True)
    order = [CUSTOMER_ID, MONTH, FIRM, PREVIOUS_FIRM, POINTS, TENURE_MONTHS, MONTHS_LEFT]
    order += [TERM_MONTHS, *(price_column(one) for one in firms)]
    order += [friends_column(one) for one in firms]
    return panel[[name for name in order if name in panel.columns]]


def _month_numbers(months: Any) -> Any:
    import pandas as pd
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    if isinstance(months.dtype, pd.PeriodDtype):
        months = months.dt.to_timestamp()
    elif not (is_numeric_dtype(months) or is_datetime64_any_dtype(months)):
        # Text and objects: dates if all of them are, else numbers or nothing, told further on.
        dates = pd.to_datetime(months, errors="coerce", format="ISO8601")
        numbers = pd.to_numeric(months, errors="coerce")
        months = dates if numbers.isna().all() and dates.notna().any() else numbers
    if not is_datetime64_any_dtype(months):
        return months
    number = months.dt.year * 12 + months.dt.month
    return number - number.min() + 1


def _with_previous_firm(panel: "pd.DataFrame", first_rows: str) -> "pd.DataFrame":
    if first_rows == "refuse":
        raise InputError(
            _(
                "Say what each customer's first row is, because lock-in cannot be measured "
                'without it: first_rows="entry" if it is the first choice in this market, '
                'first_rows="mid-life" if they were customers before; or name the column of the '
                "firm of last month, previous_firm=..."
            )
        )
    panel[PREVIOUS_FIRM] = panel.groupby(CUSTOMER_ID, sort=False)[FIRM].shift()
    return panel


def _tenure(panel: "pd.DataFrame") -> Any:
    """Count the months with the previous firm so far, from the customer's first row on."""
    customer = panel[CUSTOMER_ID].to_numpy()
    first = np.concatenate([[True], customer[1:] != customer[:-1]])
    firm, previous = (panel[name].astype(str).to_numpy() for name in (FIRM, PREVIOUS_FIRM))
    had = panel[PREVIOUS_FIRM].notna().to_numpy()
    rows = np.arange(len(panel))
    # A stay begins in the row whose choice differs from the previous firm, or in the first row.
    begins = first | (firm != previous)
    start = np.maximum.accumulate(np.where(begins, rows, 0))
    tenure = np.zeros(len(panel), dtype=np.int64)
    tenure[1:] = (rows[1:] - start[:-1]) * (~first[1:] & had[1:])
    tenure[first & had] = 1
    return tenure

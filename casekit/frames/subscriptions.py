"""Subscription tables: one row a subscription, how long it was seen, and whether it ended.

The shape is the smallest that survival analysis needs: months that were seen, and whether the
subscriber left at the end of the last of them or was still there (right-censored). What a firm
knows beside that (the term of the contract, the month in which the payment card was replaced)
stands in columns of its own. An analyst's table enters by naming its columns once.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, CUSTOMERS
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = [
    "CARD_REPLACED_MONTH",
    "LEFT",
    "MONTHS_OBSERVED",
    "MONTHS_TO_TERM_END",
    "SUBSCRIPTION_MONTH",
    "TERM_END",
    "TERM_MONTHS",
    "read_subscriptions",
    "subscriptions",
]

# One row a subscription. Month 1 is the first month that was paid for.
MONTHS_OBSERVED = "months_observed"
LEFT = "left"
TERM_MONTHS = "term_months"
CARD_REPLACED_MONTH = "card_replaced_month"

# One row a month of a subscription.
SUBSCRIPTION_MONTH = "month"
TERM_END = "term_end"
MONTHS_TO_TERM_END = "months_to_term_end"

_YES = {True: True, "1": True, "yes": True, "true": True, "churned": True, "left": True}
# 1 and 1.0 are equal to True, 0 and 0.0 to False.
_NO = {False: False, "0": False, "no": False, "false": False, "active": False}


def subscriptions(
    table: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    months_observed: str = MONTHS_OBSERVED,
    left: str = LEFT,
    term_months: str | None = None,
    card_replaced_month: str | None = None,
) -> pd.DataFrame:
    """Give your company's subscriptions the names that are used here, and check them.

    Parameters
    ----------
    table : data frame
        One row a subscription; any engine. Columns that are not named here are kept.
    customer_id : str
        Your column of ids; an id a row (numbers from 1) where there is none.
    months_observed : str
        Months that were paid for and seen, whole numbers from 1.
    left : str
        Whether the subscription ended after these months: true or false, 1 or 0, yes or no.
        False means that it was still running when the data end (right-censored).
    term_months : str, optional
        Length of the contract's term; 1 is a plan that can be cancelled every month.
    card_replaced_month : str, optional
        Month of the subscription in which the payment card was replaced; missing where no
        replacement is known.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``months_observed`` (whole), ``left`` (true or false), and
        ``term_months`` and ``card_replaced_month`` where they were named or are there.

    Raises
    ------
    InputError
        With every problem: the column, the number of rows, what is wrong.

    Examples
    --------
    >>> mine = pd.DataFrame({"client": ["a", "b"], "paid": [3, 12], "churned": ["yes", "no"]})
    >>> subscriptions(mine, customer_id="client", months_observed="paid", left="churned")
      customer_id  months_observed   left
    0           a                3   True
    1           b               12  False
    """
    own = _in_pandas(table)
    named = {customer_id: CUSTOMER_ID, months_observed: MONTHS_OBSERVED, left: LEFT}
    optional = {TERM_MONTHS: term_months, CARD_REPLACED_MONTH: card_replaced_month}
    named |= {name: standard for standard, name in optional.items() if name is not None}
    if customer_id == CUSTOMER_ID and CUSTOMER_ID not in own.columns:
        own.insert(0, CUSTOMER_ID, np.arange(1, len(own) + 1))
    need_columns([str(name) for name in own.columns], list(named), _way_out())
    taken = [
        standard
        for name, standard in named.items()
        if standard != name and standard in own.columns and standard not in named
    ]
    if taken:
        raise InputError(
            _(
                "The table already has a column {taken} beside the one that you named for it; drop "
                "one of the two."
            ).format(taken=", ".join(f'"{name}"' for name in taken))
        )
    return _checked(own.rename(columns=named))


def read_subscriptions(table: Any, *, also: Sequence[str] = ()) -> pd.DataFrame:
    """Check a table of subscriptions that has the standard names, for a metric or a model.

    Parameters
    ----------
    table : data frame
        As `subscriptions` gives it, or any table with its names; any engine. A column
        ``customers`` counts subscriptions with the same row.
    also : sequence of str
        Further columns that must be there.

    Returns
    -------
    pandas.DataFrame
        The same rows, with ``customers`` (1 where the table does not count).

    Raises
    ------
    InputError
        When a column is missing, or holds what no subscription can hold.

    Examples
    --------
    >>> seen = pd.DataFrame({"months_observed": [3, 12], "left": [1, 0]})
    >>> read_subscriptions(seen)["left"].tolist()
    [True, False]
    """
    own = _in_pandas(table)
    need_columns([str(name) for name in own.columns], [MONTHS_OBSERVED, LEFT, *also], _way_out())
    checked = _checked(own)
    if CUSTOMERS not in checked.columns:
        checked[CUSTOMERS] = 1
    return checked


def _way_out() -> str:
    return _(
        "ck.subscriptions(table, months_observed=..., left=...) gives your columns the names that "
        "are used here."
    )


def _in_pandas(table: Any) -> pd.DataFrame:
    # A copy: the caller's table stays as it was.
    return collected(frame_of(table)).to_pandas().copy()


def _checked(own: pd.DataFrame) -> pd.DataFrame:
    """Check all columns and raise one error that lists everything."""
    if not len(own):
        raise InputError(_("The table has no rows; a subscription is one row."))
    problems: list[str] = []
    own[MONTHS_OBSERVED] = _whole(own, MONTHS_OBSERVED, 1, problems)
    own[LEFT] = _yes_or_no(own[LEFT], problems)
    if TERM_MONTHS in own.columns:
        own[TERM_MONTHS] = _whole(own, TERM_MONTHS, 1, problems)
    if CUSTOMERS in own.columns:
        own[CUSTOMERS] = _whole(own, CUSTOMERS, 1, problems)
    if CARD_REPLACED_MONTH in own.columns:
        own[CARD_REPLACED_MONTH] = _whole(own, CARD_REPLACED_MONTH, 1, problems, missing=True)
    if CUSTOMER_ID in own.columns:
        repeated = own[CUSTOMER_ID].duplicated()
        _tell(
            problems,
            CUSTOMER_ID,
            repeated,
            _("repeats an id; a row is one subscription, so give each an id of its own"),
        )
    if problems:
        lines = [_("The table cannot be read as subscriptions yet:"), *problems]
        raise InputError("\n- ".join(lines))
    return own


def _whole(
    own: pd.DataFrame, name: str, least: int, problems: list[str], *, missing: bool = False
) -> pd.Series:
    values = pd.to_numeric(own[name], errors="coerce")
    text = values.isna() & own[name].notna()
    _tell(problems, name, text, _("holds no number"))
    if not missing:
        _tell(problems, name, own[name].isna(), _("is missing"))
    known = values.notna()
    _tell(problems, name, known & (values != np.floor(values)), _("is not a whole number"))
    low = _("is below {least}; the first month is month 1").format(least=least)
    _tell(problems, name, known & (values < least), low)
    if missing or values.isna().any() or (values != np.floor(values)).any():
        return values.astype("float64")
    return values.astype("int64")


def _yes_or_no(column: pd.Series, problems: list[str]) -> pd.Series:
    if column.dtype == bool:
        return column
    words = column.map(lambda value: value.strip().lower() if isinstance(value, str) else value)
    read = words.map(lambda value: _YES.get(value, _NO.get(value)))
    wrong = read.isna()
    _tell(problems, LEFT, wrong, _("is neither true nor false (1 or 0, yes or no)"))
    return read.astype(bool) if not wrong.any() else read


def _tell(problems: list[str], name: str, wrong: pd.Series, what: str) -> None:
    rows = np.flatnonzero(wrong.to_numpy(dtype=bool))
    if len(rows):
        problems.append(
            _(
                'Column "{name}" {what} in {n} of {total} rows (counted from 0: {first}{more}).'
            ).format(
                name=name,
                what=what,
                n=len(rows),
                total=len(wrong),
                first=", ".join(str(row) for row in rows[:5]),
                more=", ..." if len(rows) > 5 else "",
            )
        )

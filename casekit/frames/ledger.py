"""The points ledger: points given, used, run out and taken back, month by month.

A row says in which month it happened (`month`), in which month these points had been given
(`earned_month`), what happened (`kind`) and to how many points. Points are counted above 0 in
every row; the kind says whether they come or go.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.frames.lots import first_in_first_out
from casekit.frames.trouble import Trouble
from casekit.words import _

__all__ = [
    "EARNED",
    "EARNED_MONTH",
    "EXPIRED",
    "KIND",
    "KINDS",
    "MONTH",
    "POINTS",
    "REDEEMED",
    "RETURNED",
    "points_ledger",
    "read_ledger",
]

MONTH = "month"
EARNED_MONTH = "earned_month"
KIND = "kind"
POINTS = "points"
EARNED, REDEEMED, EXPIRED, RETURNED = "earned", "redeemed", "expired", "returned"
KINDS = (EARNED, REDEEMED, EXPIRED, RETURNED)

# Points kept as fractions (1.7 a dollar) add up to a balance of 0 only within rounding.
_SPECK = 1e-6


def points_ledger(
    table: Any,
    *,
    month: str = MONTH,
    kind: str = KIND,
    points: str = POINTS,
    earned_month: str | None = None,
    customer: str | None = None,
    words: Mapping[Any, str] | None = None,
) -> pd.DataFrame:
    """Give your table of points the names that are used here, and check that it can be true.

    Parameters
    ----------
    table : data frame
        One row an event, or a sum of events; any engine.
    month : str
        Your column of when it happened: whole numbers, or dates, which become calendar months
        counted from the first one in the table (0).
    kind : str
        Your column of what happened.
    points : str
        Your column of points, above 0 in every row.
    earned_month : str, optional
        Your column of when these points had been given. Without it, whatever leaves takes the
        oldest points first (first in, first out).
    customer : str, optional
        Your column of customers: points leave from the customer's own oldest points. Without it
        the programme is one pot.
    words : mapping, optional
        Your words for the kinds, as in ``{"ACCRUAL": "earned", "BURN": "redeemed"}``.

    Returns
    -------
    pandas.DataFrame
        ``month``, ``earned_month``, ``kind`` (``"earned"``, ``"redeemed"``, ``"expired"``,
        ``"returned"``: taken back with returned goods) and ``points``: one row for each
        combination, sorted.

    Raises
    ------
    InputError
        With every problem: a missing column, an unknown kind, points that leave before they were
        given, more points leaving than were given.

    Examples
    --------
    >>> mine = pd.DataFrame({
    ...     "when": ["2025-01-09", "2025-02-02", "2025-03-20"],
    ...     "what": ["accrual", "accrual", "burn"], "stars": [60, 60, 90]})
    >>> points_ledger(mine, month="when", kind="what", points="stars",
    ...               words={"accrual": "earned", "burn": "redeemed"})
       month  earned_month      kind  points
    0      0             0    earned      60
    1      1             1    earned      60
    2      2             0  redeemed      60
    3      2             1  redeemed      30
    """
    own = collected(frame_of(table)).to_pandas()
    named = {month: MONTH, kind: KIND, points: POINTS}
    named |= {earned_month: EARNED_MONTH} if earned_month else {}
    named |= {customer: "customer_id"} if customer else {}
    need_columns(
        [str(name) for name in own.columns],
        list(named),
        _("Name your columns: ck.points_ledger(table, month=..., kind=..., points=...)."),
    )
    own = own[list(named)].rename(columns=named)
    if words is not None:
        own[KIND] = own[KIND].map({one: words.get(one, one) for one in own[KIND].unique()})
    checked = _rows(_counted(own))
    if EARNED_MONTH not in checked:
        checked = first_in_first_out(checked)
    return _balanced(checked)


def read_ledger(table: Any) -> pd.DataFrame:
    """Check a ledger that has the standard names, for a metric or a model.

    Parameters
    ----------
    table : data frame
        ``month``, ``earned_month``, ``kind`` and ``points``; any engine.

    Returns
    -------
    pandas.DataFrame
        The same columns, one row for each combination, sorted.

    Raises
    ------
    InputError
        As in `points_ledger`.

    Examples
    --------
    >>> read_ledger(pd.DataFrame({
    ...     "month": [0, 0], "earned_month": [0, 0], "kind": ["earned", "earned"],
    ...     "points": [5, 7]}))
       month  earned_month    kind  points
    0      0             0  earned      12
    """
    own = collected(frame_of(table)).to_pandas()
    wanted = [MONTH, EARNED_MONTH, KIND, POINTS]
    need_columns(
        [str(name) for name in own.columns],
        wanted,
        _("ck.points_ledger(table, month=..., kind=..., points=...) gives your columns the names."),
    )
    return _balanced(_rows(own[wanted]))


def _counted(own: pd.DataFrame) -> pd.DataFrame:
    """Turn dates into calendar months counted from the first."""
    months = [name for name in (MONTH, EARNED_MONTH) if name in own]
    dated = [name for name in months if not pd.api.types.is_numeric_dtype(own[name])]
    if not dated:
        return own
    if len(dated) < len(months):
        raise InputError(
            _("One column of months holds dates and the other numbers: {names}.").format(
                names=", ".join(months)
            )
        )
    numbers = {}
    for name in months:
        column = own[name]
        if isinstance(column.dtype, pd.PeriodDtype):
            column = column.dt.to_timestamp()
        dates = pd.to_datetime(column, errors="coerce", format="mixed")
        lost = int(dates.isna().sum())
        if lost:
            raise InputError(
                _('Column "{name}": {n} rows hold no date that can be read.').format(
                    name=name, n=lost
                )
            )
        numbers[name] = dates.dt.year * 12 + dates.dt.month
    first = min(int(column.min()) for column in numbers.values()) if len(own) else 0
    return own.assign(**{name: column - first for name, column in numbers.items()})


def _rows(own: pd.DataFrame) -> pd.DataFrame:
    if not len(own):
        raise InputError(_("The table has no rows; a row is points given, used or run out."))
    trouble = Trouble(len(own))
    numbers = {MONTH: trouble.numbers(own, MONTH, whole=True, least=0)}
    if EARNED_MONTH in own:
        numbers[EARNED_MONTH] = trouble.numbers(own, EARNED_MONTH, whole=True, least=0)
    numbers[POINTS] = trouble.numbers(own, POINTS)
    trouble.rows(
        POINTS,
        numbers[POINTS] < 0,
        _("is below 0 (points are above 0 in every row; `kind` says that they leave)"),
    )
    unknown = ~own[KIND].isin(KINDS)
    trouble.rows(
        KIND,
        unknown,
        _("is not one of {kinds} (words={{...}} of ck.points_ledger says what yours mean)").format(
            kinds=", ".join(f'"{one}"' for one in KINDS)
        ),
    )
    _refuse(trouble)
    whole = bool(np.all(numbers[POINTS] == np.floor(numbers[POINTS])))
    rows = own.assign(
        **{
            name: column.astype(np.int64) if whole or name != POINTS else column
            for name, column in numbers.items()
        }
    )
    return rows[rows[POINTS] > 0].assign(**{KIND: rows[KIND].astype(str)})


def _balanced(rows: pd.DataFrame) -> pd.DataFrame:
    """Refuse points that leave before they came, or more of them than came."""
    by = [MONTH, EARNED_MONTH, KIND]
    order = {kind: place for place, kind in enumerate(KINDS)}
    summed = rows.groupby(by, sort=False)[POINTS].sum().reset_index()
    place = summed.assign(**{KIND: summed[KIND].map(order)}).sort_values(by).index
    summed = summed.loc[place].reset_index(drop=True)
    trouble = Trouble(len(summed))
    given = summed[KIND] == EARNED
    trouble.rows(
        EARNED_MONTH,
        given & (summed[EARNED_MONTH] != summed[MONTH]),
        _("differs from `month` although these points are being earned"),
    )
    trouble.rows(
        EARNED_MONTH,
        ~given & (summed[EARNED_MONTH] > summed[MONTH]),
        _("lies after `month`: points leave before they were given"),
    )
    signed = summed[POINTS].where(given, -summed[POINTS])
    left = signed.groupby(summed[EARNED_MONTH]).cumsum()
    speck = _SPECK * summed[POINTS].sum()
    trouble.rows(
        POINTS,
        left < -speck,
        _("takes more points than were given in that `earned_month`"),
    )
    _refuse(trouble)
    return summed


def _refuse(trouble: Trouble) -> None:
    if trouble.sentences:
        raise InputError(
            "\n- ".join([_("The table cannot be read as a points ledger yet:"), *trouble.sentences])
        )

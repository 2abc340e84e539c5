"""Logs of stamped visits: one row a visit, in the order in which a customer came."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, DATE
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = ["CARD_ID", "DAY", "GIVEN", "INTERVAL_DAYS", "SLOTS", "STAMP", "read_stamps"]

CARD_ID = "card_id"
SLOTS = "slots"
GIVEN = "given"
STAMP = "stamp"
DAY = "day"
INTERVAL_DAYS = "interval_days"
_DAY = np.timedelta64(1, "D")


def read_stamps(table: Any) -> pd.DataFrame:
    """Check a log of stamped visits, put it in order and measure the intervals.

    Parameters
    ----------
    table : data frame
        A row a visit, any engine: ``customer_id``, ``card_id``, ``slots``, ``stamp`` (the slot
        that was stamped, from 1), and ``day`` (a number) or ``date``. ``given`` (stamps on the
        card from the start) is 0 where there is no such column.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``card_id``, ``slots``, ``given``, ``stamp``, ``day`` and
        ``interval_days`` (since the customer's visit before; missing at the first), ordered by
        customer and visit.

    Raises
    ------
    InputError
        When a column is missing, or holds what no card can hold.

    Examples
    --------
    >>> log = pd.DataFrame({"customer_id": [7, 7], "card_id": [1, 1], "slots": [10, 10],
    ...                     "stamp": [2, 1], "day": [5.0, 2.0]})
    >>> read_stamps(log)["interval_days"].tolist()
    [nan, 3.0]
    """
    frame = collected(frame_of(table))
    names = [str(name) for name in frame.columns]
    way_out = _("ck.number_stamps(log, slots=10) makes such a table from a log of visits.")
    need_columns(names, [CUSTOMER_ID, CARD_ID, SLOTS, STAMP], way_out)
    if DAY not in names:
        need_columns(names, [DATE], way_out)
    wanted = [CUSTOMER_ID, CARD_ID, SLOTS, STAMP, *(
        name for name in (GIVEN, DAY if DAY in names else DATE) if name in names)]  # fmt: skip
    own = frame.select(*wanted).to_pandas().reset_index(drop=True)
    if own.empty:
        raise InputError(_("The log has no rows; it has one row a stamped visit."))
    if GIVEN not in own:
        own[GIVEN] = 0
    _refuse_missing(own)
    if DAY not in own:
        own[DAY] = _days(own.pop(DATE))
    for name in (SLOTS, GIVEN, STAMP):
        own[name] = _whole(own[name])
    own[DAY] = _numbers(own[DAY])
    _refuse_no_card(own)
    order = own.sort_values([DAY, STAMP], kind="stable").index
    codes = pd.Series(pd.factorize(own[CUSTOMER_ID])[0], index=own.index)
    own = own.loc[codes[order].sort_values(kind="stable").index].reset_index(drop=True)
    same = own[CUSTOMER_ID].eq(own[CUSTOMER_ID].shift()).to_numpy()
    days = own[DAY].to_numpy()
    own[INTERVAL_DAYS] = np.where(same, np.diff(days, prepend=days[0]), np.nan)
    return own[[CUSTOMER_ID, CARD_ID, SLOTS, GIVEN, STAMP, DAY, INTERVAL_DAYS]]


def _refuse_missing(own: pd.DataFrame) -> None:
    lost = {name: int(own[name].isna().sum()) for name in own.columns}
    if any(lost.values()):
        raise InputError(
            _("The log is missing values: {columns}. Leave those rows out, or fill them.").format(
                columns=", ".join(
                    _('"{name}" in {n} rows').format(name=name, n=n)
                    for name, n in lost.items()
                    if n
                )
            )
        )


def _days(dates: pd.Series) -> pd.Series:
    if not pd.api.types.is_datetime64_any_dtype(dates):
        try:
            dates = pd.to_datetime(dates, format="ISO8601")
        except (ValueError, TypeError) as error:
            raise InputError(
                _(
                    'The column "date" must hold dates, or text such as 2024-01-31; it holds, '
                    "for example, {value!r}. casekit.frames.event_log(table) reads other ways to "
                    "write a date."
                ).format(value=dates.iloc[0])
            ) from error
    if dates.dt.tz is not None:
        # The clock of the wall decides which day a visit belongs to.
        dates = dates.dt.tz_localize(None)
    return pd.Series((dates - dates.min()) / _DAY, index=dates.index)


def _numbers(values: pd.Series) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        raise InputError(
            _('The column "{name}" must hold numbers; it holds, for example, {value!r}.').format(
                name=values.name, value=values.iloc[0]
            )
        )
    numbers = values.astype(float)
    wrong = int((~np.isfinite(numbers)).sum())
    if wrong:
        raise InputError(
            _('The column "{name}" is not finite in {n} rows.').format(name=values.name, n=wrong)
        )
    return numbers


def _whole(values: pd.Series) -> pd.Series:
    numbers = _numbers(values)
    wrong = int((numbers != np.rint(numbers)).sum())
    if wrong:
        raise InputError(
            _('The column "{name}" must hold whole numbers; {n} rows do not.').format(
                name=values.name, n=wrong
            )
        )
    return numbers.astype(np.int64)


def _refuse_no_card(own: pd.DataFrame) -> None:
    problems = {
        _("a card has at least 1 slot"): own[SLOTS] < 1,
        _("given stamps are at least 0 and fewer than the slots"): (own[GIVEN] < 0)
        | (own[GIVEN] >= own[SLOTS]),
        _("a stamp lies after the given ones, up to the number of slots"): (
            own[STAMP] <= own[GIVEN]
        )
        | (own[STAMP] > own[SLOTS]),
        _("a slot is stamped once a card"): own.duplicated([CUSTOMER_ID, CARD_ID, STAMP]),
    }
    for words, wrong in problems.items():
        if wrong.any():
            raise InputError(
                _("{words}: {n} rows say otherwise (the first is row {row}).").format(
                    words=words[0].upper() + words[1:], n=int(wrong.sum()), row=int(wrong.argmax())
                )
            )

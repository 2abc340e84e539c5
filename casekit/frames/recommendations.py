"""Browse logs: one row a visit, whether recommendations were shown, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = [
    "BEST_SELLERS",
    "BOUGHT",
    "CLICKED",
    "EXPOSED",
    "LIST_KIND",
    "MINUTES",
    "MONTHS_AS_CUSTOMER",
    "NO_LIST",
    "OWN_PROFILE",
    "SESSION_ID",
    "VIA",
    "read_browse_log",
]

SESSION_ID = "session_id"
MONTHS_AS_CUSTOMER = "months_as_customer"  # whole months of history on the day of the visit
EXPOSED = "exposed"  # whether a list of recommendations was shown
LIST_KIND = "list_kind"  # of what the list was made
CLICKED = "clicked"  # on the list
BOUGHT = "bought"  # in this visit
VIA = "via"  # the way to what was bought
MINUTES = "minutes"  # length of the visit

NO_LIST = "none"
OWN_PROFILE = "own profile"
BEST_SELLERS = "best-sellers"

_WAYS = ("recommendation", "search", "none")
_LISTS = (OWN_PROFILE, BEST_SELLERS, NO_LIST)
_YES_NO = (EXPOSED, BOUGHT, CLICKED)
_NUMBERS = (AMOUNT, MINUTES, MONTHS_AS_CUSTOMER)


def read_browse_log(log: Any, *, also: Sequence[str] = ()) -> pd.DataFrame:
    """Check a browse log for a metric: one row a visit.

    Parameters
    ----------
    log : data frame
        ``customer_id``, ``exposed``, ``bought`` and ``via``; any engine. True and False may be
        written as 1 and 0.
    also : sequence of str
        Further columns that must be there: ``clicked``, ``list_kind``, ``months_as_customer``,
        ``amount`` ($), ``minutes``.

    Returns
    -------
    pandas.DataFrame
        Those columns; ``exposed``, ``bought`` and ``clicked`` as True and False.

    Raises
    ------
    InputError
        When a column or a value is missing, or two columns contradict each other.

    Examples
    --------
    >>> log = pd.DataFrame({"customer_id": [1, 2], "exposed": [1, 0], "bought": [1, 0],
    ...     "via": ["recommendation", "none"]})
    >>> read_browse_log(log)["exposed"].tolist()
    [True, False]
    """
    frame = frame_of(log)
    wanted = [CUSTOMER_ID, EXPOSED, BOUGHT, VIA, *also]
    need_columns([str(name) for name in frame.columns], wanted, _way_out())
    table = pd.DataFrame(collected(frame.select(*wanted)).to_pandas()).reset_index(drop=True)
    if not len(table):
        raise InputError(_("The browse log has no rows; it has one row a visit."))
    for name in wanted:
        lost = int(table[name].isna().sum())
        if lost:
            raise InputError(
                _('Column "{name}" is missing in {n} of {total} visits.').format(
                    name=name, n=lost, total=len(table)
                )
            )
        if name in _YES_NO:
            table[name] = _yes_no(table[name], name)
        elif name in _NUMBERS:
            table[name] = _numbers(table[name], name)
    for name, known in ((VIA, _WAYS), (LIST_KIND, _LISTS)):
        if name in table:
            _refuse_rows(
                ~table[name].isin(list(known)),
                _("have another `{name}` than {known}").format(
                    name=name, known=", ".join(f'"{value}"' for value in known)
                ),
            )
    through = table[VIA] == "recommendation"
    _refuse_rows(through & ~table[EXPOSED], _("bought through a list that was not shown"))
    _refuse_rows((table[VIA] != "none") != table[BOUGHT], _("have `bought` and `via` at odds"))
    if LIST_KIND in table:
        shown = table[LIST_KIND] != NO_LIST
        _refuse_rows(shown != table[EXPOSED], _("have `exposed` and `list_kind` at odds"))
    return table


def _way_out() -> str:
    return _(
        "casekit.make_browse_log makes such a log; your own needs, for each visit, whether a list "
        "was shown, whether something was bought, and by which way."
    )


def _yes_no(column: pd.Series, name: str) -> pd.Series:
    if not column.isin([True, False]).all():
        raise InputError(_('Column "{name}" must hold True and False.').format(name=name))
    return column.astype(bool)


def _numbers(column: pd.Series, name: str) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        raise InputError(_('Column "{name}" must hold numbers.').format(name=name))
    values = column.astype(float)
    bad = int((~(np.isfinite(values) & (values >= 0))).sum())
    if bad:
        raise InputError(
            _('Column "{name}" is below 0 or not finite in {n} visits.').format(name=name, n=bad)
        )
    return values


def _refuse_rows(bad: pd.Series, words: str) -> None:
    if bad.any():
        raise InputError(_("{n} visits {words}.").format(n=int(bad.sum()), words=words))

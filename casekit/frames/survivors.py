"""Survivor tables: how many customers of a cohort are still there after 0, 1, 2, ... periods.

A period is the time between two payments: a month, a year. Period 0 is the start, when everybody
of the cohort is there; after period 1 those are there who renewed once. Each cohort has its own
rows, and an old cohort has more of them than a young one.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.frames.trouble import Trouble
from casekit.words import _

__all__ = ["COHORT", "PERIOD", "SURVIVORS", "read_survivors", "survivor_table"]

PERIOD = "period"
SURVIVORS = "survivors"
COHORT = "cohort"

# A mark on tables that were scaled to their customers: fractions there are no per cent.
_SCALED = "scaled_to_customers"


def survivor_table(
    table: Any,
    *,
    period: str = PERIOD,
    survivors: str = SURVIVORS,
    cohort: str | None = None,
    customers: float | Mapping[Any, float] | None = None,
) -> pd.DataFrame:
    """Give your table of survivors the names that are used here, and check it.

    Parameters
    ----------
    table : data frame
        One row a period (and cohort): how many are still there. Any engine.
    period : str
        Your column of periods since the start: whole numbers from 0, the start itself.
    survivors : str
        Your column of customers still there: numbers, or, with `customers`, shares or per cent.
    cohort : str, optional
        Your column of cohorts (or segments); without it the table is one cohort.
    customers : number or mapping, optional
        Customers at the start, of each cohort or by cohort. Give it when `survivors` holds shares
        or per cent: they say how the curve falls, but only the number of customers says how well
        it is known. Every cohort is scaled so that its period 0 has this number.

    Returns
    -------
    pandas.DataFrame
        ``cohort`` (where it was named), ``period``, ``survivors`` (customers); sorted.

    Raises
    ------
    InputError
        With every problem: a missing column, a cohort without its period 0, survivors that
        grow, per cent without `customers`.

    Examples
    --------
    >>> mine = pd.DataFrame({"year": [0, 1, 2], "kept_per_cent": [100, 86.9, 74.3]})
    >>> survivor_table(mine, period="year", survivors="kept_per_cent", customers=1000)
       period  survivors
    0       0     1000.0
    1       1      869.0
    2       2      743.0
    """
    own = collected(frame_of(table)).to_pandas()
    named = {period: PERIOD, survivors: SURVIVORS} | ({cohort: COHORT} if cohort else {})
    need_columns(
        [str(name) for name in own.columns],
        list(named),
        _("Name your columns: ck.survivor_table(table, period=..., survivors=..., cohort=...)."),
    )
    return _checked(own[list(named)].rename(columns=named), customers)


def read_survivors(table: Any) -> pd.DataFrame:
    """Check a survivor table that has the standard names, for a metric or a model.

    Parameters
    ----------
    table : data frame
        ``period``, ``survivors`` and optionally ``cohort``; any engine.

    Returns
    -------
    pandas.DataFrame
        The same columns, sorted by cohort and period.

    Raises
    ------
    InputError
        When a column is missing, or holds what no survivor table can hold.

    Examples
    --------
    >>> read_survivors(pd.DataFrame({"period": [1, 0], "survivors": [60, 100]}))
       period  survivors
    0       0      100.0
    1       1       60.0
    """
    own = collected(frame_of(table)).to_pandas()
    need_columns(
        [str(name) for name in own.columns],
        [PERIOD, SURVIVORS],
        _(
            "ck.survivor_table(table, period=..., survivors=...) gives your columns the names that "
            "are used here."
        ),
    )
    return _checked(own[[name for name in (COHORT, PERIOD, SURVIVORS) if name in own]], None)


def _checked(own: pd.DataFrame, customers: float | Mapping[Any, float] | None) -> pd.DataFrame:
    if not len(own):
        raise InputError(_("The table has no rows; a row is a period of a cohort."))
    trouble = Trouble(len(own))
    periods = trouble.numbers(own, PERIOD, whole=True, least=0)
    survivors = trouble.numbers(own, SURVIVORS, least=0)
    by = [COHORT] if COHORT in own.columns else []
    if by:
        trouble.rows(COHORT, own[COHORT].isna(), _("is missing"))
    _refuse(trouble)
    checked = own.assign(**{PERIOD: periods.astype(np.int64), SURVIVORS: survivors})
    checked = checked.sort_values([*by, PERIOD], kind="stable", ignore_index=True)
    checked = checked[[*by, PERIOD, SURVIVORS]]
    first = ~checked.duplicated(by) if by else pd.Series(np.arange(len(checked)) == 0)
    _check_shape(checked, by, first, trouble)
    _refuse(trouble)
    if customers is not None:
        _scale(checked, by, first, customers)
        checked.attrs[_SCALED] = True
    elif own.attrs.get(_SCALED):
        checked.attrs[_SCALED] = True
    else:
        _refuse_shares(checked, first)
    return checked


def _check_shape(checked: pd.DataFrame, by: list[str], first: pd.Series, trouble: Trouble) -> None:
    start = first & (checked[PERIOD] != 0)
    trouble.rows(
        PERIOD,
        start,
        _("is not 0 in the first row of a cohort; period 0 is the start, with everybody there,"),
    )
    empty = first & (checked[PERIOD] == 0) & (checked[SURVIVORS] == 0)
    trouble.rows(SURVIVORS, empty, _("is 0 at the start of a cohort"))
    repeated = checked.duplicated([*by, PERIOD])
    trouble.rows(
        PERIOD,
        repeated,
        _("repeats a period of the same cohort (name the column of cohorts: cohort=...)"),
    )
    grows = (checked[SURVIVORS].diff() > 0) & ~first & ~repeated
    trouble.rows(
        SURVIVORS,
        grows,
        _("is larger than in the period before (who comes back starts anew, in a new cohort)"),
    )


def _refuse_shares(checked: pd.DataFrame, first: pd.Series) -> None:
    parts = (checked[SURVIVORS] != np.floor(checked[SURVIVORS])).any()
    # 86.9% of 237 customers are parts of customers too; a start of 1 or 100 gives shares away.
    if parts and checked.loc[first, SURVIVORS].isin([1, 100]).all():
        raise InputError(
            _(
                'Column "{name}" starts at {start:g} and holds fractions, so it seems to be shares '
                "or per cent. How well a curve is known depends on the number of customers: give "
                "it, as in ck.survivor_table(table, ..., customers=1000)."
            ).format(name=SURVIVORS, start=checked[SURVIVORS].max())
        )


def _scale(
    checked: pd.DataFrame,
    by: list[str],
    first: pd.Series,
    customers: float | Mapping[Any, float],
) -> None:
    """Scale each cohort to its number of customers; rounding keeps 86.9% of 1,000 at 869."""
    starts = checked[first]
    if isinstance(customers, Mapping):
        names = starts[COHORT].tolist() if by else []
        lost = [name for name in names if name not in customers]
        if lost or not by:
            raise InputError(
                _(
                    "customers is by cohort, and lacks {lost}; the table has the cohorts {names}."
                ).format(lost=lost or _("a column of cohorts (cohort=...)"), names=names)
            )
        sizes = starts[COHORT].map(customers).to_numpy(dtype=float)
    else:
        sizes = np.full(len(starts), float(customers))
    if not (np.isfinite(sizes) & (sizes > 0)).all():
        raise InputError(
            _("customers={customers} was given; it is a number of customers above 0.").format(
                customers=customers
            )
        )
    which = first.cumsum().to_numpy() - 1
    scale = sizes / starts[SURVIVORS].to_numpy()
    checked[SURVIVORS] = np.round(checked[SURVIVORS].to_numpy() * scale[which], 6)


def _refuse(trouble: Trouble) -> None:
    if trouble.sentences:
        raise InputError(
            "\n- ".join([_("The table cannot be read as survivors yet:"), *trouble.sentences])
        )

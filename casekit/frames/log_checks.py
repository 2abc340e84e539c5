"""The questions that every row of a log is asked: about its id, its date and its amount."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.frames.columns import AMOUNT, CUSTOMER_ID, DATE
from casekit.frames.engine import Frame, kind_of
from casekit.frames.problems import Problem
from casekit.frames.reading import read_amounts, read_dates
from casekit.words import _

__all__ = ["UNREADABLE", "Check", "Found", "ask_amounts", "ask_dates", "ask_ids"]

# Helper columns that mark the rows which could not be read.
UNREADABLE = "casekit_unreadable_"


@dataclass(eq=False)
class Found:
    """Hold what an examination of a table found so far.

    Attributes
    ----------
    frame : narwhals frame
        The table with standard names; text that could be read is read.
    spelled : dict of str to str
        The caller's spelling of each standard name.
    names : list of str
        Columns of the result.
    rows : int
        Rows of the table.
    problems, repeats : list of Problem
        All problems; those that are repeated rows.
    drop : list of narwhals.Expr
        Questions whose rows are to be left out.
    """

    frame: Frame
    spelled: dict[str, str]
    names: list[str] = field(default_factory=list)
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    repeats: list[Problem] = field(default_factory=list)
    drop: list[nw.Expr] = field(default_factory=list)

    def tell(self, name: str, what: str, choose: str, decision: str = "refuse") -> None:
        """Note a problem of a whole column."""
        self.problems.append(Problem(self.spelled.get(name, name), what, 0, (), choose, decision))


@dataclass(frozen=True, eq=False)
class Check:
    """A question to every row: true where the row has the problem."""

    name: str
    what: str
    wrong: nw.Expr
    choose: str
    decision: str


def ask_ids(found: Found, choices: Mapping[str, str]) -> list[Check]:
    """Ask whether ids are there and of one type.

    Parameters
    ----------
    found : Found
        The examination, to which problems of the whole column are added.
    choices : mapping of str to str
        What was chosen, by argument.

    Returns
    -------
    list of Check
        Questions to every row.
    """
    kind = found.frame.collect_schema()[CUSTOMER_ID]
    column = nw.col(CUSTOMER_ID)
    empty = column.is_null()
    if kind.is_float():
        empty = empty | column.is_nan()
    elif kind == nw.String:
        empty = empty | (column.str.strip_chars() == "")
    elif kind == nw.Object and isinstance(found.frame, nw.DataFrame):
        kinds = {type(value) for value in found.frame[CUSTOMER_ID].to_list() if value == value}
        kinds.discard(type(None))
        if len(kinds) > 1:
            found.tell(
                CUSTOMER_ID,
                _("mixes {kinds}, so that one customer may look like two").format(
                    kinds=_(" and ").join(sorted(each.__name__ for each in kinds))
                ),
                _('Make them one type first, such as table["{name}"].astype(str).').format(
                    name=found.spelled[CUSTOMER_ID]
                ),
            )
    return [Check(CUSTOMER_ID, _("is missing"), empty, *_missing(choices))]


def _missing(choices: Mapping[str, str]) -> tuple[str, str]:
    return _('missing="drop" leaves those rows out.'), choices["missing"]


def ask_dates(found: Found, choices: Mapping[str, str], date_format: str | None) -> list[Check]:
    """Ask whether dates are there, are dates, have one clock, and are plausible.

    Parameters
    ----------
    found : Found
        The examination; dates that are text are read here.
    choices : mapping of str to str
        What was chosen, by argument.
    date_format : str or None
        How the dates are written.

    Returns
    -------
    list of Check
        Questions to every row.
    """
    frame = found.frame
    kind = frame.collect_schema()[DATE]
    column = nw.col(DATE)
    checks = []
    dated = kind == nw.Date or kind == nw.Datetime
    zone_way_out = _(
        'timezone="local" keeps the day at the customer\'s clock, timezone="utc" takes the day in '
        "UTC."
    )
    zone = "refuse" if choices["timezone"] == "refuse" else "convert"
    if not dated and not isinstance(frame, nw.DataFrame):
        found.tell(
            DATE,
            _("holds {kind}, not dates").format(kind=kind_of(kind)),
            _("Turn it into dates in your query, such as CAST(... AS DATE)."),
        )
        return []
    if isinstance(kind, nw.Datetime) and kind.time_zone is not None:
        what = _("carries the time zone {zone}").format(zone=kind.time_zone)
        found.tell(DATE, what, zone_way_out, zone)
        if choices["timezone"] == "utc":
            column = column.dt.convert_time_zone("UTC")
        found.frame = frame.with_columns(column.dt.replace_time_zone(None).alias(DATE))
    elif not dated and kind.is_numeric() and date_format is None:
        found.tell(
            DATE,
            _("holds numbers, not dates"),
            _(
                'If they are written like 19970131, date_format="%Y%m%d" reads them; if they '
                'count seconds, use pandas.to_datetime(table["{name}"], unit="s") first.'
            ).format(name=found.spelled[DATE]),
        )
        return []
    elif not dated:
        assert isinstance(frame, nw.DataFrame)
        dates = read_dates(frame[DATE].to_list(), date_format, utc=choices["timezone"] == "utc")
        if dates.with_zone.any():
            rows = np.flatnonzero(dates.with_zone)
            found.problems.append(
                Problem(
                    found.spelled[DATE],
                    _("carries a time zone"),
                    len(rows),
                    tuple(rows[:5].tolist()),
                    zone_way_out,
                    zone,
                )
            )
        found.frame = frame.with_columns(
            _series(frame, DATE, dates.values),
            _series(frame, UNREADABLE + DATE, dates.unreadable),
            _series(frame, UNREADABLE + "order", dates.ambiguous),
        )
        checks += [
            Check(
                DATE,
                _("is text that may mean two days (such as 03/04/1997)"),
                nw.col(UNREADABLE + "order"),
                _('date_format="%d/%m/%Y" or date_format="%m/%d/%Y" says which.'),
                "refuse",
            ),
            Check(
                DATE,
                _("cannot be read as a date"),
                nw.col(UNREADABLE + DATE),
                _(
                    'date_format="..." says how dates are written; missing="drop" leaves those '
                    "rows out."
                ),
                choices["missing"],
            ),
        ]
        told = nw.col(UNREADABLE + DATE) | nw.col(UNREADABLE + "order")
        checks.append(
            Check(DATE, _("is missing"), nw.col(DATE).is_null() & ~told, *_missing(choices))
        )
    if dated:
        checks.append(Check(DATE, _("is missing"), nw.col(DATE).is_null(), *_missing(choices)))
    year = nw.col(DATE).dt.year()
    start = (year == 1970) & (nw.col(DATE).dt.ordinal_day() == 1)
    checks.append(
        Check(
            DATE,
            _("lies before 1950, after 2100 or on 1970-01-01, mostly a missing date in disguise"),
            ((year < 1950) | (year > 2100) | start).fill_null(value=False),
            _('far_dates="drop" leaves those rows out, far_dates="keep" believes them.'),
            choices["far_dates"],
        )
    )
    return checks


def ask_amounts(found: Found, choices: Mapping[str, str]) -> list[Check]:
    """Ask whether amounts are there, are numbers, are finite and not negative.

    Parameters
    ----------
    found : Found
        The examination; amounts that are text are read here.
    choices : mapping of str to str
        What was chosen, by argument.

    Returns
    -------
    list of Check
        Questions to every row.
    """
    frame = found.frame
    kind = frame.collect_schema()[AMOUNT]
    checks = []
    unread: nw.Expr | None = None
    if not kind.is_numeric():
        if not isinstance(frame, nw.DataFrame):
            found.tell(
                AMOUNT,
                _("holds {kind}, not numbers").format(kind=kind_of(kind)),
                _("Turn it into numbers in your query, such as CAST(... AS DOUBLE)."),
            )
            return []
        values, unreadable = read_amounts(frame[AMOUNT].to_list())
        texts = np.array([isinstance(cell, str) for cell in frame[AMOUNT].to_list()])
        if texts.any():
            rows = np.flatnonzero(texts)
            found.problems.append(
                Problem(
                    found.spelled[AMOUNT],
                    _("is text"),
                    len(rows),
                    tuple(rows[:5].tolist()),
                    _('text_amounts="convert" reads text such as "1,299.00" or "12,50 \u20ac".'),
                    choices["text_amounts"],
                )
            )
        found.frame = frame.with_columns(
            _series(frame, AMOUNT, values), _series(frame, UNREADABLE + AMOUNT, unreadable)
        )
        unread = nw.col(UNREADABLE + AMOUNT)
        checks.append(
            Check(
                AMOUNT,
                _('cannot be read as an amount, or in two ways ("1,299")'),
                unread,
                _('Correct them, or missing="drop" leaves those rows out.'),
                choices["missing"],
            )
        )
    else:
        found.frame = frame.with_columns(nw.col(AMOUNT).cast(nw.Float64))
    amount = nw.col(AMOUNT)
    empty = amount.is_null() | amount.is_nan().fill_null(value=False)
    known = ~empty
    infinite = (~amount.is_finite()).fill_null(value=False) & known
    checks += [
        Check(
            AMOUNT,
            _("is missing"),
            empty if unread is None else empty & ~unread,
            *_missing(choices),
        ),
        Check(AMOUNT, _("is infinite"), infinite, *_missing(choices)),
        Check(
            AMOUNT,
            _("is negative"),
            (amount < 0).fill_null(value=False) & ~infinite,
            _('negative="drop" leaves those rows out, negative="keep" subtracts them from spend.'),
            choices["negative"],
        ),
        Check(
            AMOUNT,
            _("is 0: the purchase counts, its spend too"),
            (amount == 0).fill_null(value=False),
            _("Filter those rows out first if they are no purchases."),
            "keep",
        ),
    ]
    return checks


def _series(frame: nw.DataFrame[Any], name: str, values: NDArray[Any]) -> nw.Series[Any]:
    made = nw.new_series(name, values, backend=frame.implementation)
    if frame.implementation.is_pandas_like():
        # pandas lines columns up by their index, which may be the reader's own.
        native = nw.to_native(made)
        native.index = nw.to_native(frame).index
        made = nw.from_native(native, series_only=True)
    return made

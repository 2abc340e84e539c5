"""Examine a table once: find every problem, count its rows, and note what was chosen for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID, DATE, did_you_mean
from casekit.frames.engine import collected, frame_of, in_memory
from casekit.frames.log_checks import UNREADABLE, Check, Found, ask_amounts, ask_dates, ask_ids
from casekit.frames.problems import Problem
from casekit.words import _

__all__ = ["examine"]

_CHOICES = {
    "missing": ("refuse", "drop"),
    "negative": ("refuse", "drop", "keep"),
    "duplicates": ("refuse", "drop", "keep"),
    "far_dates": ("refuse", "drop", "keep"),
    "timezone": ("refuse", "local", "utc"),
    "text_amounts": ("refuse", "convert"),
}
_ROW = "casekit_row"


def examine(
    table: Any,
    customer_id: str,
    date: str,
    amount: str | None,
    choices: Mapping[str, str],
    date_format: str | None,
) -> Found:
    """Find everything that is wrong with a table of purchases, without raising for any of it.

    Parameters
    ----------
    table, customer_id, date, amount, date_format
        See `casekit.frames.event_log`.
    choices : mapping of str to str
        What was chosen, by argument.

    Returns
    -------
    Found
        The table with standard names and readable types, its problems, and which rows to drop.

    Raises
    ------
    InputError
        When the object is not a table, or a choice is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> nothing = dict.fromkeys(_CHOICES, "refuse")
    >>> found = examine(pd.DataFrame({"customer_id": [1, None], "date": ["1997-01-31"] * 2}),
    ...                 "customer_id", "date", None, nothing, None)
    >>> [(problem.column, problem.what, problem.rows) for problem in found.problems]
    [('customer_id', 'is missing', 1)]
    """
    for argument, choice in choices.items():
        if choice not in _CHOICES[argument]:
            raise InputError(
                _("{argument}={choice!r} is not a choice; choose one of {choices}.").format(
                    argument=argument,
                    choice=choice,
                    choices=", ".join(f'"{known}"' for known in _CHOICES[argument]),
                )
            )
    spelled = {CUSTOMER_ID: customer_id, DATE: date} | ({AMOUNT: amount} if amount else {})
    found = Found(frame_of(table), spelled)
    _name_columns(found)
    if found.problems:
        return found
    if in_memory(found.frame):
        found.frame = collected(found.frame)
    facts = collected(found.frame.select(rows=nw.len()))
    found.rows = int(facts["rows"][0])
    if not found.rows:
        found.tell("", _("has no rows"), _("An event log has one row a purchase."))
        return found
    checks = ask_ids(found, choices) + ask_dates(found, choices, date_format)
    if amount:
        checks += ask_amounts(found, choices)
    _count(found, checks)
    _count_duplicates(found, choices["duplicates"])
    return found


def _name_columns(found: Found) -> None:
    """Give the columns their standard names, or tell which are not there."""
    there = found.frame.columns
    for name, spelling in found.spelled.items():
        if spelling in there:
            taken = name in there and spelling != name
            if taken and name not in found.spelled.values():
                what = _('is there beside "{spelling}", which was named').format(spelling=spelling)
                way_out = _("Rename it or drop it first.")
                found.problems.append(Problem(name, what, 0, (), way_out, "refuse"))
            continue
        near = did_you_mean(spelling, there) or did_you_mean(name, there)
        way_out = _("Name yours: event_log(table, {argument}={example}).").format(
            argument=name, example=f'"{near[0]}"' if near else '"..."'
        )
        if name == AMOUNT:
            way_out += " " + _("If the table has no money, say amount=None.")
        way_out += " " + _("The table has {there}.").format(
            there=", ".join(f'"{column}"' for column in there[:20])
        )
        found.tell(name, _("is not there"), way_out)
    if len(set(found.spelled.values())) < len(found.spelled):
        found.tell(
            CUSTOMER_ID,
            _("is named twice"),
            _("customer_id, date and amount need a column each."),
        )
    if found.problems:
        return
    renames = {spelling: name for name, spelling in found.spelled.items() if spelling != name}
    others = [name for name in there if name not in found.spelled.values()]
    found.names = [*found.spelled, *others]
    found.frame = found.frame.rename(renames).select(*found.names)


def _count(found: Found, checks: Sequence[Check]) -> None:
    """Ask every row every question in one pass; keep what to drop."""
    frame = found.frame
    names = [f"casekit_{number}" for number in range(len(checks))]
    wrong = {name: check.wrong for name, check in zip(names, checks, strict=True)}
    answers = frame.select(**wrong)
    if isinstance(answers, nw.DataFrame):
        masks = [answers[name].to_numpy().astype(bool) for name in names]
        counts = [int(mask.sum()) for mask in masks]
        firsts = [tuple(np.flatnonzero(mask)[:5].tolist()) for mask in masks]
    else:
        sums = collected(answers.select(**{name: nw.col(name).sum() for name in names}))
        counts = [int(sums[name][0] or 0) for name in names]
        firsts = [()] * len(names)
    for check, count, first in zip(checks, counts, firsts, strict=True):
        if not count:
            continue
        found.problems.append(
            Problem(
                found.spelled[check.name], check.what, count, first, check.choose, check.decision
            )
        )
        if check.decision == "drop":
            found.drop.append(check.wrong)


def _count_duplicates(found: Found, decision: str) -> None:
    frame = found.frame
    first: tuple[int, ...] = ()
    if isinstance(frame, nw.DataFrame):
        kept = frame.with_row_index(_ROW).unique(subset=found.names, keep="first")[_ROW]
        repeated = np.ones(found.rows, dtype=bool)
        repeated[kept.to_numpy()] = False
        # Cells that could not be read are empty here, and would all look alike.
        for name in frame.columns:
            if name.startswith(UNREADABLE):
                repeated &= ~frame[name].to_numpy().astype(bool)
        rows = np.flatnonzero(repeated)
        count, first = len(rows), tuple(rows[:5].tolist())
    else:
        groups = frame.group_by(*found.names).agg(nw.len().alias(_ROW))
        distinct = collected(groups.select(n=nw.len()))
        count = found.rows - int(distinct["n"][0])
    if count:
        problem = Problem(
            ", ".join(found.spelled.values()),
            _("(and all others) repeat an earlier row"),
            count,
            first,
            _('duplicates="keep" counts them all, duplicates="drop" keeps the first of each.'),
            decision,
        )
        found.repeats.append(problem)
        found.problems.append(problem)

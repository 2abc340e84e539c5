"""Budget tables: what was spent on people, and how many of them came or stayed.

Two shapes. A table of response points has a row an experiment or period: money per person, people
reached, people who responded. A table of channels has a row a channel: money in total, people
reached, customers won.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.engine import arrays_of, collected, frame_of, need_columns
from casekit.words import _

__all__ = [
    "ACQUIRED",
    "CHANNEL",
    "KEPT",
    "MARGIN_PER_CUSTOMER",
    "PROSPECTS",
    "RESPONSE",
    "SPEND",
    "SPEND_PER_CUSTOMER",
    "SPEND_PER_PROSPECT",
    "ResponsePoints",
    "read_channels",
    "read_response_points",
]

CHANNEL = "channel"
SPEND = "spend"  # money in total
PROSPECTS = "prospects"
ACQUIRED = "acquired"
KEPT = "kept"
SPEND_PER_PROSPECT = "spend_per_prospect"
SPEND_PER_CUSTOMER = "spend_per_customer"  # per customer and year
RESPONSE = "response"  # share who responded, where no counts are known
MARGIN_PER_CUSTOMER = "margin_per_customer"  # per customer and year

# Money per person, people reached, people who responded: of acquisition and of retention.
_SHAPES = (
    (SPEND_PER_PROSPECT, PROSPECTS, ACQUIRED),
    (SPEND_PER_CUSTOMER, CUSTOMERS, KEPT),
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ResponsePoints:
    """Hold checked points of a response curve.

    Attributes
    ----------
    spend : ndarray
        Money per person.
    reached, responded : ndarray
        People; ``reached`` is 1 and ``responded`` a share where there are no counts.
    counted : bool
        Whether people were counted.
    """

    spend: Floats
    reached: Floats
    responded: Floats
    counted: bool


def read_response_points(table: Any, *, channel: str | None = None) -> ResponsePoints:
    """Check a table of response points.

    Parameters
    ----------
    table : data frame
        Any engine. ``spend_per_prospect``, ``prospects``, ``acquired``; or
        ``spend_per_customer``, ``customers``, ``kept``; or one of the two spends and
        ``response``, a share, where nobody was counted. A column ``channel`` may be there.
    channel : str, optional
        The channel whose points are read; needed where the table holds several.

    Returns
    -------
    ResponsePoints
        Rows without anybody reached are left out.

    Raises
    ------
    InputError
        With the column, the number of rows, and what is wrong with them.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = pd.DataFrame({"spend_per_prospect": [5, 10], "prospects": [1000, 1000],
    ...                      "acquired": [150, 240]})
    >>> read_response_points(seen).responded.tolist()
    [150.0, 240.0]
    """
    frame = collected(frame_of(table))
    names = list(frame.columns)
    shape = _shape_of(names)
    if CHANNEL in names:
        known = frame[CHANNEL].to_list()
        rows = _rows_of_channel(known, channel)
    elif channel is not None:
        raise InputError(
            _('channel="{channel}" was given, but the table has no column "channel".').format(
                channel=channel
            )
        )
    else:
        rows = np.ones(len(frame), dtype=bool)
    found = {name: column[rows] for name, column in arrays_of(frame, shape).items()}
    _refuse_impossible(found, shape)
    if len(shape) == 2:
        spend, share = (found[name] for name in shape)
        return ResponsePoints(spend, np.ones(len(spend)), share, False)
    spend, reached, responded = (found[name] for name in shape)
    there = reached > 0
    if not there.any():
        raise InputError(_("The table has no row in which anybody was reached."))
    return ResponsePoints(spend[there], reached[there], responded[there], True)


def read_channels(table: Any) -> dict[str, Any]:
    """Check a table of channels: total spend, people reached, customers won.

    Parameters
    ----------
    table : data frame
        Any engine: ``channel``, ``spend`` (money in total), ``acquired``; ``prospects`` where the
        people reached are known; ``margin_per_customer`` (per year) where payback is asked. A
        channel may have several rows, in the order of growing spend.

    Returns
    -------
    dict of str to list or ndarray

    Raises
    ------
    InputError
        When a column is missing or holds what cannot be.

    Examples
    --------
    >>> import pandas as pd
    >>> found = read_channels(pd.DataFrame({"channel": ["search"], "spend": [100.0],
    ...                                     "acquired": [5]}))
    >>> found["acquired"].tolist()
    [5.0]
    """
    frame = collected(frame_of(table))
    names = list(frame.columns)
    need_columns(
        names,
        [CHANNEL, SPEND, ACQUIRED],
        _("Rename yours; `spend` is the channel's money in total, failed prospects included."),
    )
    numbers = [SPEND, ACQUIRED, *(n for n in (PROSPECTS, MARGIN_PER_CUSTOMER) if n in names)]
    found = arrays_of(frame, numbers)
    channels = frame[CHANNEL].to_list()
    problems = []
    unnamed = [name is None or name != name for name in channels]
    if any(unnamed):
        problems.append(
            _('Column "{name}": {n} rows have no value.').format(name=CHANNEL, n=sum(unnamed))
        )
    if not channels:
        problems.append(_("The table has no rows."))
    for name in numbers:
        problems += _number_problems(name, found[name], negative=name == MARGIN_PER_CUSTOMER)
    if PROSPECTS in found:
        more = int((found[ACQUIRED] > found[PROSPECTS]).sum())
        if more:
            problems.append(_("{n} rows have more acquired than prospects.").format(n=more))
    if problems:
        raise InputError("\n".join(problems))
    return {CHANNEL: [str(name) for name in channels], **found}


def _shape_of(names: list[str]) -> list[str]:
    for spend, reached, responded in _SHAPES:
        if spend in names and reached in names and responded in names:
            return [spend, reached, responded]
        if spend in names and RESPONSE in names:
            return [spend, RESPONSE]
    keeping = SPEND_PER_CUSTOMER in names or KEPT in names
    wanted = list(_SHAPES[1] if keeping else _SHAPES[0])
    need_columns(
        names,
        wanted,
        _(
            "A table of points has spend_per_prospect, prospects, acquired (winning), or "
            "spend_per_customer, customers, kept (keeping), or a spend and a share `response`."
        ),
    )
    return wanted


def _rows_of_channel(known: list[Any], channel: str | None) -> NDArray[np.bool_]:
    there = sorted({str(name) for name in known})
    if channel is None:
        if len(there) > 1:
            raise InputError(
                _(
                    "The table holds points of {n} channels ({names}); one curve belongs to one "
                    'channel. Choose it: channel="{first}".'
                ).format(n=len(there), names=", ".join(there), first=there[0])
            )
        return np.ones(len(known), dtype=bool)
    rows = np.array([str(name) == str(channel) for name in known], dtype=bool)
    if not rows.any():
        raise InputError(
            _('There is no channel "{channel}"; the table holds {names}.').format(
                channel=channel, names=", ".join(there)
            )
        )
    return rows


def _refuse_impossible(found: dict[str, Floats], shape: list[str]) -> None:
    problems = []
    if not len(found[shape[0]]):
        problems.append(_("The table has no rows."))
    for name in shape:
        problems += _number_problems(name, found[name])
    if len(shape) == 2:
        wrong = int((found[RESPONSE] > 1).sum())
        if wrong:
            problems.append(
                _('Column "{name}": {n} rows are above 1; a share of 25% is 0.25.').format(
                    name=RESPONSE, n=wrong
                )
            )
    else:
        more = int((found[shape[2]] > found[shape[1]]).sum())
        if more:
            problems.append(
                _("{n} rows have more {some} than {all}.").format(
                    n=more, some=shape[2], all=shape[1]
                )
            )
    if problems:
        raise InputError("\n".join(problems))


def _number_problems(name: str, values: Floats, *, negative: bool = False) -> list[str]:
    problems = []
    missing = int((~np.isfinite(values)).sum())
    if missing:
        problems.append(_('Column "{name}": {n} rows have no number.').format(name=name, n=missing))
    below = int((values < 0).sum())
    if below and not negative:
        problems.append(_('Column "{name}": {n} rows are below 0.').format(name=name, n=below))
    return problems

"""Stamp cards the way the likelihood reads them: a row a customer, sums over the intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, DATE
from casekit.frames.stamps import CARD_ID, DAY, GIVEN, SLOTS, STAMP, read_stamps
from casekit.words import _

__all__ = ["CardRows", "card_rows"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CardRows:
    """Hold customers' intervals; slicing gives fewer customers.

    The design of an interval is (1, -progress, -[given > 0]): with the coefficients (logarithm of
    the median at progress 0, gradient, head start) it gives the logarithm of its median.

    Attributes
    ----------
    size : ndarray, (customers, 2)
        Intervals on cards without and with given stamps.
    sum_x, sum_xx : ndarray, (customers, 3) and (customers, 3, 3)
        Sums of the design and its squares over a customer's intervals.
    sum_y, sum_xy, sum_yy : ndarray
        The same with the logarithms of the intervals.
    open : ndarray of bool
        Whether another visit could have followed the last one that was seen.
    open_x : ndarray, (customers, 3)
        Design of that interval.
    open_days : ndarray
        How long it was when the log ended.
    first : ndarray of int
        Number of the customer's first interval in `x` and `units`.
    x, units : ndarray
        Design of each interval, and its length in whole units of a rounded log.
    resolution : float
        That unit, in days; 0 when the log notes the time.
    nodes, log_weights : ndarray, (customers, points)
        Where the slowness of a customer is looked at, and with what weight.
    """

    size: Floats
    sum_x: Floats
    sum_xx: Floats
    sum_y: Floats
    sum_xy: Floats
    sum_yy: Floats
    open: NDArray[np.bool_]
    open_x: Floats
    open_days: Floats
    first: NDArray[np.int64]
    x: Floats
    units: Floats
    resolution: float
    nodes: Floats
    log_weights: Floats

    @property
    def counts(self) -> Floats:
        """Give one customer a row."""
        return np.ones(len(self.size))

    def __len__(self) -> int:
        return len(self.size)

    def __getitem__(self, part: slice) -> Self:
        whole = ("x", "units", "resolution")
        names = [name for name in self.__dataclass_fields__ if name not in whole]
        return replace(self, **{name: getattr(self, name)[part] for name in names})

    def intervals(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give, for each interval of these customers, its row here and its number in `x`."""
        many = self.size.sum(axis=1).astype(np.int64)
        who = np.repeat(np.arange(len(self)), many)
        start = np.cumsum(many) - many
        return who, np.arange(len(who)) - start[who] + self.first[who]


def card_rows(visits: Any, end_day: Any, resolution_days: float | None) -> CardRows:
    """Read stamped visits: intervals, and the open one at the end of each customer's log.

    Parameters
    ----------
    visits : data frame
        See `read_stamps`.
    end_day : float, date or None
        When the log ended; None for its last day.
    resolution_days : float or None
        Unit to which the log rounds; None to find out.

    Returns
    -------
    CardRows
        Without points to look at.

    Raises
    ------
    InputError
        When the log cannot tell anything about a gradient.
    """
    seen = read_stamps(visits)
    day = seen[DAY].to_numpy()
    end = _end(visits, end_day, day)
    unit = _resolution(resolution_days, day)
    if unit > 0:
        # As the till would have noted it.
        day = np.floor(day / unit + 1e-9)
        end = np.floor(end / unit + 1e-9) + 1 if end_day is None else np.ceil(end / unit - 1e-9)
    who = pd.factorize(seen[CUSTOMER_ID])[0]
    same = np.concatenate(([False], who[1:] == who[:-1]))
    step = np.diff(day, prepend=day[0])
    if unit == 0 and (step[same] <= 0).any():
        raise InputError(
            _(
                "{n} intervals are 0 days long: two stamps at the same moment. Leave one of them "
                "out, or say GoalGradient(resolution_days=1): the log is then read in whole days."
            ).format(n=int((step[same] <= 0).sum()))
        )
    slots, given, stamp = (seen[name].to_numpy() for name in (SLOTS, GIVEN, STAMP))
    design = np.column_stack([np.ones(len(seen)), -(stamp - 1) / slots, -(given > 0).astype(float)])
    x, t = design[same], step[same]
    days = t if unit == 0 else np.maximum(t, 0.5) * unit
    n = int(who.max()) + 1
    index = who[same]
    _refuse_flat(x, n)
    y = np.log(days)

    def summed(values: Floats) -> Floats:
        flat = values.reshape(len(values), -1)
        out = np.column_stack([np.bincount(index, column, n) for column in flat.T])
        return np.asarray(out, dtype=np.float64).reshape(n, *values.shape[1:])

    last = np.flatnonzero(np.append(who[1:] != who[:-1], True))
    cards = seen.groupby(CUSTOMER_ID, sort=False)[CARD_ID].nunique().to_numpy()
    full = stamp[last] == slots[last]
    # Nobody is waited for after the last card of all, nor after a card on which more was stamped.
    waits = ~(full & (cards >= cards.max()))
    waiting = np.column_stack(
        [
            np.ones(n),
            -np.where(full, given[last], stamp[last]) / slots[last],
            -(given[last] > 0).astype(float),
        ]
    )
    # Of the day of the last visit, half had gone by on average.
    left = (end - day[last] - 0.5) * unit if unit > 0 else end - day[last]
    if (left < 0).any():
        raise InputError(
            _("{n} customers came after end_day={end}; take a later one.").format(
                n=int((left < 0).sum()), end=end_day
            )
        )
    with_given = x[:, 2] < 0
    size = np.column_stack([np.bincount(index[~with_given], minlength=n),
                            np.bincount(index[with_given], minlength=n)]).astype(float)  # fmt: skip
    many = size.sum(axis=1).astype(np.int64)
    return CardRows(
        size=size,
        sum_x=summed(x),
        sum_xx=summed(x[:, :, None] * x[:, None, :]),
        sum_y=summed(y),
        sum_xy=summed(x * y[:, None]),
        sum_yy=summed(y * y),
        open=waits,
        open_x=waiting,
        open_days=np.maximum(left, 1e-9),
        first=np.cumsum(many) - many,
        x=x,
        units=t,
        resolution=unit,
        nodes=np.zeros((n, 1)),
        log_weights=np.zeros((n, 1)),
    )


def _end(visits: Any, end_day: Any, day: Floats) -> float:
    if end_day is None:
        return float(day.max())
    if isinstance(end_day, (int, float, np.integer, np.floating)):
        return float(end_day)
    dates = pd.to_datetime(pd.Series(list(visits[DATE])))
    return float(day.min()) + (pd.Timestamp(end_day) - dates.min()) / pd.Timedelta(days=1)


def _resolution(given: float | None, day: Floats) -> float:
    if given is None:
        return 1.0 if bool(np.all(day == np.rint(day))) else 0.0
    if not (np.isfinite(given) and given >= 0):
        raise InputError(
            _("resolution_days={value} was given; it is 0 (the time), or 1 (whole days).").format(
                value=given
            )
        )
    return float(given)


def _refuse_flat(x: Floats, customers: int) -> None:
    if len(x) < 4 or np.ptp(x[:, 1]) == 0:
        raise InputError(
            _(
                "{n} intervals of {customers} customers were given, on {k} different places of "
                "the card: a gradient needs several intervals at two places at least."
            ).format(n=len(x), customers=customers, k=len(np.unique(x[:, 1])))
        )

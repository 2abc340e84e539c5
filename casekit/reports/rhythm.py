"""How regularly customers buy, and how a log begins: what a model must know before it is fitted."""

from dataclasses import dataclass

import numpy as np

from casekit.reports.base import Base

__all__ = ["Beginning", "Rhythm", "beginning_of", "rhythm_of"]

# Gaps of a customer who buys at random have a standard deviation like their mean; those of a
# standing order have nearly none. Below this ratio, the models of random purchases do not fit.
CLOCKWORK = 0.35
_LEAST_GAPS, _LEAST_CUSTOMERS = 3, 5
# A first period with so many times the usual number of new customers holds old ones.
_TOO_MANY_AT_FIRST = 1.6
_LEAST_AT_FIRST = 20


@dataclass(frozen=True)
class Rhythm:
    """Tell how regularly customers buy.

    Attributes
    ----------
    variation : float
        Median over customers of standard deviation by mean of their gaps; about 1 for purchases
        at random, 0 for a clock.
    customers : int
        Customers with enough purchases to tell.
    usual_gap_days : float
        Median over them of their mean gap.
    late : int
        Of them, those silent for more than one and a half of their own mean gap.
    """

    variation: float
    customers: int
    usual_gap_days: float
    late: int

    @property
    def is_clockwork(self) -> bool:
        """Tell whether purchases come like those of a standing order."""
        return self.variation < CLOCKWORK


def rhythm_of(base: Base) -> Rhythm | None:
    """Measure how regularly customers with four and more purchases buy.

    Parameters
    ----------
    base : Base
        The customers.

    Returns
    -------
    Rhythm or None
        None when too few customers bought so often.
    """
    gaps = base.gaps.astype(float)
    whose = base.customer[1:][~base.is_first[1:]]
    number = np.bincount(whose, minlength=base.customers)
    enough = number >= _LEAST_GAPS
    # A few customers who buy like clockwork say nothing of a base that buys once.
    if enough.sum() < _LEAST_CUSTOMERS or enough.mean() < 0.1:
        return None
    total = np.bincount(whose, weights=gaps, minlength=base.customers)[enough]
    mean = total / number[enough]
    around = gaps - np.repeat(
        np.bincount(whose, weights=gaps, minlength=base.customers) / np.maximum(number, 1), number
    )
    squares = np.bincount(whose, weights=around**2, minlength=base.customers)[enough]
    variation = np.sqrt(squares / (number[enough] - 1)) / mean
    silent = (base.reading.end - base.last_day)[enough]
    return Rhythm(
        float(np.median(variation)),
        int(enough.sum()),
        float(np.median(mean)),
        int((silent > 1.5 * mean).sum()),
    )


@dataclass(frozen=True)
class Beginning:
    """Tell how new customers come in.

    Attributes
    ----------
    kind : {"mid-life", "closed", "open", "short"}
        ``"mid-life"``: the log's first period holds far more new customers than later ones, so
        many of them are old. ``"closed"``: nobody is new after the first part. ``"short"``: too
        few periods to tell.
    at_first, usual : float
        New customers of the first period, and the median of those from the third on.
    last_new_day : int
        Day of the last first purchase.
    """

    kind: str
    at_first: float
    usual: float
    last_new_day: int


def beginning_of(base: Base) -> Beginning:
    """Look at new customers by period, to see whether customers are as young as they seem.

    Parameters
    ----------
    base : Base
        The customers.

    Returns
    -------
    Beginning
    """
    new = base.new_by_period.astype(float)
    latest = int(base.first_day.max())
    first_at, last_at = base.partial
    # A first period that was seen in part only has a part of its new customers.
    start = 1 if first_at and len(new) > 1 and new[0] < new[1] else 0
    later = new[start + 2 : len(new) - 1 if last_at else len(new)]
    usual = float(np.median(later)) if len(later) else 0.0
    at_first = float(new[start])
    span = base.reading.end - base.reading.first_day
    # One wrong date stretches the periods, and all usual customers would fall into the first.
    if len(later) < 3 or base.strays_early or (base.strays_late and not base.reading.end_given):
        return Beginning("short", at_first, usual, latest)
    if latest - base.reading.first_day < 0.5 * span:
        return Beginning("closed", at_first, usual, latest)
    many = at_first > _TOO_MANY_AT_FIRST * usual and at_first >= 0.03 * base.customers
    kind = "mid-life" if many and at_first >= _LEAST_AT_FIRST else "open"
    return Beginning(kind, at_first, usual, latest)

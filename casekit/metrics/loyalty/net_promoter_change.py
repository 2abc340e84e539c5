"""Change of the net promoter score between two surveys, told from the draw of who answered."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from casekit.errors import InputError
from casekit.metrics.loyalty.net_promoter import NetPromoterScore, net_promoter_score
from casekit.metrics.loyalty.recommendations import read_answers
from casekit.metrics.loyalty.score_interval import z_of
from casekit.words import _

__all__ = ["NetPromoterChange", "net_promoter_change"]


@dataclass(frozen=True)
class NetPromoterChange:
    """Hold a change of the net promoter score and its interval.

    Attributes
    ----------
    before, after : NetPromoterScore
        The two surveys.
    change : float
        After minus before, in points.
    standard_error : float
        In points.
    low, high : float
        Ends of the interval, in points.
    p_value : float
        How often a change of this size or more would show if nothing had changed.
    level : float
        Confidence level.

    Examples
    --------
    >>> net_promoter_change({10: 45, 8: 35, 5: 20}, {10: 50, 8: 32, 5: 18})
    NPS 25.0 to 32.0: change +7.0 (-14.2 to 28.2)
    """

    before: NetPromoterScore
    after: NetPromoterScore
    change: float
    standard_error: float
    low: float
    high: float
    p_value: float
    level: float = 0.95

    @property
    def clear(self) -> bool:
        """Say whether the interval leaves out no change at all."""
        return not self.low <= 0 <= self.high

    def __repr__(self) -> str:
        return _(
            "NPS {before:.1f} to {after:.1f}: change {change:+.1f} ({low:.1f} to {high:.1f})"
        ).format(
            before=self.before.score,
            after=self.after.score,
            change=self.change,
            low=self.low,
            high=self.high,
        )


def net_promoter_change(
    before: Any,
    after: Any,
    *,
    level: float = 0.95,
    same_people: bool = False,
    method: str = "auto",
) -> NetPromoterChange:
    """Compare the net promoter scores of two surveys, with the interval of the change.

    Parameters
    ----------
    before, after : array-like or mapping
        Marks or counts, as `net_promoter_score` reads them.
    level : float
        Confidence level.
    same_people : bool
        True when the same people answered both times, in the same order: each is then compared
        with themselves, and who did not answer both times is left out.
    method : {"auto", "wald", "score", "adjusted"}
        Interval of each survey.

    Returns
    -------
    NetPromoterChange
        Different people: the two intervals are put together by squares (Newcombe's way), which is
        the plain formula for plain intervals and keeps its promise for few answers. Same people:
        Student's interval of the mean change.

    Raises
    ------
    InputError
        As `net_promoter_score`; or for counts of the same people, which cannot be paired.

    Examples
    --------
    >>> found = net_promoter_change({10: 180, 8: 140, 5: 80}, {10: 200, 8: 128, 5: 72})
    >>> found.change, found.clear
    (7.0, False)
    """
    if same_people:
        return _paired(before, after, level, method)
    first = net_promoter_score(before, level=level, method=method)
    second = net_promoter_score(after, level=level, method=method)
    change = second.score - first.score
    error = math.hypot(first.standard_error, second.standard_error)
    low = change - math.hypot(second.score - second.low, first.high - first.score)
    high = change + math.hypot(second.high - second.score, first.score - first.low)
    p_value = 2 * float(ndtr(-abs(change) / error)) if error > 0 else float(change == 0)
    return NetPromoterChange(first, second, change, error, low, high, p_value, level)


def _paired(before: Any, after: Any, level: float, method: str) -> NetPromoterChange:
    z_of(level)
    if isinstance(before, (dict, NetPromoterScore)) or isinstance(after, (dict, NetPromoterScore)):
        raise InputError(
            _("Counts do not say who answered what; give the marks of the same people.")
        )
    marks = [read_answers(one) for one in (before, after)]
    if len(marks[0]) != len(marks[1]):
        raise InputError(
            _(
                "{first} answers before and {second} after: the same people are as many. Put both "
                "in one table, a row a person, first."
            ).format(first=len(marks[0]), second=len(marks[1]))
        )
    both = ~np.isnan(marks[0]) & ~np.isnan(marks[1])
    n = int(both.sum())
    if n < 2:
        raise InputError(_("{n} people answered both times; 2 are needed.").format(n=n))
    marks = [one[both] for one in marks]
    scores = [net_promoter_score(one, level=level, method=method) for one in marks]
    steps = [(one >= 9).astype(float) - (one <= 6) for one in marks]
    difference = 100 * (steps[1] - steps[0])
    change, error = float(difference.mean()), float(difference.std(ddof=1) / math.sqrt(n))
    half = float(student.ppf(0.5 + level / 2, n - 1)) * error
    p_value = 2 * float(student.sf(abs(change) / error, n - 1)) if error > 0 else 1.0
    return NetPromoterChange(
        scores[0], scores[1], change, error, change - half, change + half, p_value, level
    )

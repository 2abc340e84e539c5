"""Net promoter score, with the interval that a report leaves out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.metrics.loyalty.people import from_table, groups_of
from casekit.metrics.loyalty.recommendations import GROUPS, grouped, read_answers, read_counts
from casekit.metrics.loyalty.score_interval import (
    chosen_method,
    ends,
    refuse_unless_method,
    variance,
    z_of,
)
from casekit.words import _

__all__ = ["NetPromoterScore", "net_promoter_score"]


@dataclass(frozen=True)
class NetPromoterScore:
    """Hold a net promoter score and how well the answers know it.

    Attributes
    ----------
    score : float
        Percentage of promoters minus percentage of detractors, in points (-100 to 100).
    promoters, passives, detractors : float
        Shares of those who answered: 9 and 10; 7 and 8; 0 to 6.
    standard_error : float
        In points.
    low, high : float
        Ends of the interval, in points.
    nobs : int
        People who answered.
    missing : int
        People who did not.
    level : float
        Confidence level.
    method : str
        The interval that was taken: ``"wald"``, ``"score"`` or ``"adjusted"``.

    Examples
    --------
    >>> net_promoter_score({"promoters": 45, "passives": 35, "detractors": 20})
    NPS 25.0 (10.0 to 40.0), 100 answers
    """

    score: float
    promoters: float
    passives: float
    detractors: float
    standard_error: float
    low: float
    high: float
    nobs: int
    missing: int = 0
    level: float = 0.95
    method: str = "wald"

    @property
    def half_width(self) -> float:
        """Give half the width of the interval, in points."""
        return (self.high - self.low) / 2

    @property
    def counts(self) -> dict[str, int]:
        """Give the numbers of people by group."""
        shares = (self.detractors, self.passives, self.promoters)
        return {name: round(share * self.nobs) for name, share in zip(GROUPS, shares, strict=True)}

    def __repr__(self) -> str:
        text = _("NPS {score:.1f} ({low:.1f} to {high:.1f}), {n:,} answers").format(
            score=self.score, low=self.low, high=self.high, n=self.nobs
        )
        if self.missing:
            text += _(", {n:,} without an answer").format(n=self.missing)
        return text


@overload
def net_promoter_score(
    answers: Any,
    *,
    level: float = 0.95,
    by: None = None,
    column: str = "recommend",
    method: str = "auto",
) -> NetPromoterScore: ...


@overload
def net_promoter_score(
    answers: Any,
    *,
    level: float = 0.95,
    by: Any,
    column: str = "recommend",
    method: str = "auto",
) -> pd.DataFrame: ...


def net_promoter_score(
    answers: Any,
    *,
    level: float = 0.95,
    by: Any = None,
    column: str = "recommend",
    method: str = "auto",
) -> NetPromoterScore | pd.DataFrame:
    """Measure the net promoter score of a survey, with its interval.

    Parameters
    ----------
    answers : array-like, pandas.DataFrame or mapping
        Marks from 0 to 10, one a person (missing where somebody did not answer: they are left
        out and counted); or a table that has them in ``column``; or a mapping of counts by group
        (``{"promoters": 45, "passives": 35, "detractors": 20}``) or by mark (0 to 10).
    level : float
        Confidence level of the interval.
    by : str, list of str or array-like, optional
        Groups: columns of the table, or one name a person. The result is then a table.
    column : str
        Column of a table that holds the marks.
    method : {"auto", "wald", "score", "adjusted"}
        ``"wald"``: the formula of the textbooks, plus and minus z standard errors. It falls to no
        width at all when everybody is in one group. ``"score"``: the values that the answers do
        not reject (Tango 1998); it keeps its promise from a handful of answers on.
        ``"adjusted"``: the plain formula after adding three made-up answers (Rocks 2016).
        ``"auto"``, the default: Wald, which a reader can check by hand, from 100 answers on if at
        least 20 lie outside the largest group; otherwise score.

    Returns
    -------
    NetPromoterScore or pandas.DataFrame
        With ``by``, a row a group: ``score``, ``low``, ``high``, ``standard_error``,
        ``promoters``, ``passives``, ``detractors``, ``nobs``, ``missing``.

    Raises
    ------
    InputError
        For words, marks outside 0 to 10, or nobody who answered.

    Warns
    -----
    CasekitWarning
        When the marks look like those of a scale from 1 to 10, 1 to 7 or 1 to 5.

    Notes
    -----
    Counting a promoter 1, a passive 0 and a detractor -1, the score is a mean, and the variance
    of one answer is P + D - (P - D)^2. Reichheld (2003) gave the score; Rocks (2016), The
    American Statistician, compared intervals for it.

    Examples
    --------
    >>> net_promoter_score([10, 9, 9, 8, 7, 6, 3, None])
    NPS 14.3 (-43.5 to 63.1), 7 answers, 1 without an answer
    >>> net_promoter_score({"promoters": 20, "passives": 0, "detractors": 0})
    NPS 100.0 (67.8 to 100.0), 20 answers
    >>> table = pd.DataFrame({"town": ["A", "A", "B"], "recommend": [10, 2, 9]})
    >>> net_promoter_score(table, by="town")["score"].to_dict()
    {'A': 0.0, 'B': 100.0}
    """
    refuse_unless_method(method)
    z = z_of(level)
    if isinstance(answers, NetPromoterScore):
        answers = answers.counts
    if isinstance(answers, Mapping):
        if by is not None:
            raise InputError(_("`by` needs an answer a person; counts were given."))
        return _measured(read_counts(answers), 0, z, level, method)
    if hasattr(type(answers), "columns"):
        by, answers = from_table(answers, column, by)
    numbers = read_answers(answers)
    if by is None:
        return _measured(grouped(numbers), int(np.isnan(numbers).sum()), z, level, method)
    rows = {}
    for name, places in groups_of(by, len(numbers)).items():
        part = numbers[places]
        if np.isnan(part).all():
            raise InputError(_("Nobody answered in the group {name!r}.").format(name=name))
        found = _measured(grouped(part), int(np.isnan(part).sum()), z, level, method)
        rows[name] = {
            field: getattr(found, field)
            for field in (
                "score",
                "low",
                "high",
                "standard_error",
                "promoters",
                "passives",
                "detractors",
                "nobs",
                "missing",
            )
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    names = list(by.columns) if isinstance(by, pd.DataFrame) else [getattr(by, "name", None)]
    if len(names) > 1:
        table.index = pd.MultiIndex.from_tuples(list(rows), names=names)
    else:
        table.index.name = names[0] or "group"
    return table.astype({"nobs": "int64", "missing": "int64"})


def _measured(
    counts: NDArray[np.int64], missing: int, z: float, level: float, method: str
) -> NetPromoterScore:
    n = int(counts.sum())
    if n == 0:
        raise InputError(_("Nobody answered: there is no score."))
    taken = chosen_method(counts, method)
    d, p = counts[0] / n, counts[2] / n
    low, high = ends(counts, z, taken)
    return NetPromoterScore(
        score=float(100 * (counts[2] - counts[0]) / n),
        promoters=float(p),
        passives=float(counts[1] / n),
        detractors=float(d),
        standard_error=100 * math.sqrt(variance(p, d) / n),
        low=100 * low,
        high=100 * high,
        nobs=n,
        missing=missing,
        level=level,
        method=taken,
    )

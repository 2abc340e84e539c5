"""Satisfaction and repurchase: the curve, and who is satisfied, stays, both or neither."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.loyalty import MARKET, REPURCHASED, SATISFACTION, SATISFACTION_TYPES
from casekit.metrics.loyalty.reading import (
    groups_of,
    keep_rows,
    numbers_of,
    refuse_scale,
    table_of,
    yes_no_of,
)
from casekit.metrics.loyalty.shares import share_interval, z_of
from casekit.words import _

__all__ = ["hostages", "satisfaction_curve"]

Floats = NDArray[np.float64]


def satisfaction_curve(
    table: Any,
    *,
    satisfaction: str = SATISFACTION,
    outcome: str = REPURCHASED,
    by: str | None = None,
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
    missing: str = "refuse",
) -> pd.DataFrame:
    """Show how many buy again at each score of satisfaction, with intervals.

    Parameters
    ----------
    table : data frame
        A row a respondent; any engine.
    satisfaction : str
        Column of whole scores.
    outcome : str
        Column of who bought again (true or false, 1 or 0).
    by : str, optional
        Column of groups: a curve for each, such as each market.
    scale : tuple of float
        Lowest and highest score.
    level : float
        Confidence level of the intervals.
    missing : {"refuse", "drop"}
        What to do with respondents without an answer.

    Returns
    -------
    pandas.DataFrame
        A row a group and score that occurs: the group (named as ``by``), ``score``,
        ``customers``, ``repurchased`` (count), ``share``, and Wilson's ``low`` and ``high``.

    Raises
    ------
    InputError
        In words, when a column is missing, holds words, gaps or answers off the scale.

    Notes
    -----
    Jones and Sasser (1995) drew such curves for markets of different competition. Wilson's
    interval (1927) keeps within 0 and 1 where few answered.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(seed=11)
    >>> curve = satisfaction_curve(survey, by="market")
    >>> curve.loc[curve["score"] == 3, ["market", "share"]].round(2).values.tolist()
    [['free', 0.33], ['hard', 0.7], ['locked', 0.92]]
    """
    z_of(level)
    held, score, again = _read(table, satisfaction, outcome, by, scale, missing)
    rows = []
    for name, members in groups_of(held, by):
        for one in np.unique(score[members]):
            here = members & (score == one)
            rows.append((name, int(one), int(here.sum()), int(again[here].sum())))
    curve = pd.DataFrame(rows, columns=["group", "score", "customers", "repurchased"])
    curve["share"] = curve["repurchased"] / curve["customers"]
    curve["low"], curve["high"] = share_interval(curve["repurchased"], curve["customers"], level)
    return curve.drop(columns="group") if by is None else curve.rename(columns={"group": by})


def hostages(
    table: Any,
    *,
    satisfaction: str = SATISFACTION,
    outcome: str = REPURCHASED,
    by: str | None = MARKET,
    satisfied_from: float = 4,
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
    missing: str = "refuse",
) -> pd.DataFrame:
    """Count who is satisfied and stays, and who does only one of the two, or neither.

    Parameters
    ----------
    table : data frame
        A row a respondent; any engine.
    satisfaction, outcome : str
        Columns of whole scores, and of who bought again.
    by : str or None
        Column of groups, such as the market; None: all together.
    satisfied_from : float
        Scores from here on count as satisfied.
    scale : tuple of float
        Lowest and highest score.
    level : float
        Confidence level of the intervals.
    missing : {"refuse", "drop"}
        What to do with respondents without an answer.

    Returns
    -------
    pandas.DataFrame
        Four rows a group: the group, ``type``, ``customers``, ``share`` of the group, ``low``,
        ``high``. Types: ``loyalists`` (satisfied, stay; among them the apostles, who also tell
        others), ``mercenaries`` (satisfied, leave), ``hostages`` (dissatisfied, stay) and
        ``defectors`` (dissatisfied, leave).

    Raises
    ------
    InputError
        In words, when a column or the cut makes no sense.

    Notes
    -----
    Types of Jones and Sasser (1995), Harvard Business Review 73(6), 88-99.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(seed=11)
    >>> found = hostages(survey)
    >>> found.loc[found["type"] == "hostages", ["market", "customers"]].values.tolist()
    [['free', 121], ['hard', 253], ['locked', 387]]
    """
    z_of(level)
    low, high = refuse_scale(scale)
    if not low < satisfied_from <= high:
        raise InputError(
            _(
                "`satisfied_from` must be a score above {low:g} and at most {high:g}, so that "
                "there can be both; {given!r} was given."
            ).format(low=low, high=high, given=satisfied_from)
        )
    held, score, again = _read(table, satisfaction, outcome, by, scale, missing)
    kind = 2 * (score < satisfied_from) + (again == 0)
    rows = []
    for name, members in groups_of(held, by):
        counts = np.bincount(kind[members], minlength=len(SATISFACTION_TYPES))
        ends = share_interval(counts, counts.sum(), level)
        rows += [
            (name, word, int(count), count / counts.sum(), *interval)
            for word, count, interval in zip(
                SATISFACTION_TYPES, counts, zip(*ends, strict=True), strict=True
            )
        ]
    found = pd.DataFrame(rows, columns=["group", "type", "customers", "share", "low", "high"])
    return found.drop(columns="group") if by is None else found.rename(columns={"group": by})


def _read(
    table: Any,
    satisfaction: str,
    outcome: str,
    by: str | None,
    scale: tuple[float, float],
    missing: str,
) -> tuple[pd.DataFrame, Floats, Floats]:
    wanted = [satisfaction, outcome] + ([by] if by is not None else [])
    way_out = _("satisfaction=..., outcome=... and by=... name the columns of your own table.")
    held = table_of(table, wanted, way_out)
    score = numbers_of(held, satisfaction, scale=scale, whole=True)
    again = yes_no_of(held, outcome)
    read: dict[str, NDArray] = {satisfaction: score, outcome: again}
    if by is not None:
        read[by] = held[by].isna().to_numpy(dtype=bool)
    kept = keep_rows(held, read, missing)
    return held[kept].reset_index(drop=True), score[kept], again[kept]

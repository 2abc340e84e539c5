"""After a failure: who complained, what the firm did, and what satisfaction and repurchase say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.loyalty import COMPLAINED, FAILURE, RECOVERY, REPURCHASED, SATISFACTION
from casekit.metrics.loyalty.reading import keep_rows, numbers_of, table_of, yes_no_of
from casekit.metrics.loyalty.shares import share_interval, z_of
from casekit.words import _

__all__ = ["recovery_table"]

Floats = NDArray[np.float64]

_ANSWERS = ("none", "ok", "excellent")


def recovery_table(
    survey: Any,
    truth: Any = None,
    *,
    satisfaction: str = SATISFACTION,
    outcome: str = REPURCHASED,
    failure: str = FAILURE,
    complained: str = COMPLAINED,
    recovery: str = RECOVERY,
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare customers after a failure with those without one: satisfaction, and repurchase.

    Parameters
    ----------
    survey : data frame
        A row a respondent; any engine.
    truth : CxSurveyTruth, optional
        Of a made survey: puts the true changes beside the measured ones.
    satisfaction, outcome, failure, complained, recovery : str
        Columns of the score, of who bought again, of whose service failed, of who complained
        (true or false, 1 or 0), and of the firm's answer to the complaint.
    scale : tuple of float
        Lowest and highest score.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    pandas.DataFrame
        Rows: ``no failure``, ``failed, did not complain``, and ``complained, recovery: ...`` for
        each answer. ``customers``; ``satisfaction`` (mean score), ``satisfaction_change`` against
        no failure with ``satisfaction_low`` and ``satisfaction_high``; ``repurchased`` (share),
        ``repurchase_change`` with ``repurchase_low`` and ``repurchase_high``; and, with a truth,
        ``true_satisfaction_change`` and ``true_repurchase_change``.

    Raises
    ------
    InputError
        In words, when a column is missing or unreadable, or nobody is without failure.

    Notes
    -----
    The interval of the difference of two shares is Newcombe's (1998, method 10), that of the
    difference of two means Welch's without equal variances. The comparison is fair where failures
    hit everybody alike, as in the course's own survey; in a company's data they may not.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(30_000, seed=11)
    >>> recovery_table(survey, truth)["satisfaction_change"].round(1).tolist()
    [0.0, -1.2, -1.2, -0.4, 0.2]
    """
    z_of(level)
    wanted = [satisfaction, outcome, failure, complained, recovery]
    held = table_of(survey, wanted, _("failure=..., recovery=... name the columns of your table."))
    score = numbers_of(held, satisfaction, scale=scale)
    again, failed = yes_no_of(held, outcome), yes_no_of(held, failure)
    spoke = yes_no_of(held, complained)
    keep_rows(
        held,
        {satisfaction: score, outcome: again, failure: failed, complained: spoke},
        None,
    )
    answer = held[recovery].astype(object)
    odd = int(((spoke == 1) & (failed == 0)).sum())
    if odd:
        raise InputError(
            _(
                "{n} respondents complained without a failure; correct the columns "
                '"{complained}" and "{failure}", or leave these rows out.'
            ).format(n=odd, complained=complained, failure=failure)
        )
    heard = (failed == 1) & (spoke == 1)
    empty = int(answer[heard].isna().sum())
    if empty:
        raise InputError(
            _('"{column}" is empty for {n} respondents who complained.').format(
                column=recovery, n=empty
            )
        )
    names = list(dict.fromkeys(answer[heard].tolist()))
    names = [one for one in _ANSWERS if one in names] + sorted(set(names) - set(_ANSWERS), key=str)
    groups = {
        _("no failure"): (failed == 0, None),
        _("failed, did not complain"): ((failed == 1) & (spoke == 0), "none"),
    }
    for one in names:
        label = _("complained, recovery: {answer}").format(answer=one)
        groups[label] = (heard & (answer == one).to_numpy(dtype=bool), one)
    without = failed == 0
    if not without.any():
        raise InputError(_("Everybody's service failed: there is nobody to compare with."))
    rows = []
    for members, kind in groups.values():
        row = _row(score, again, members, without, level, kind is None)
        if truth is not None:
            true = truth.recovery
            for name in ("satisfaction_change", "repurchase_change"):
                known = 0.0 if kind is None else np.nan
                row[f"true_{name}"] = true[name].get(kind, known)
        rows.append(row)
    return pd.DataFrame(rows, index=pd.Index(list(groups), name="group"))


def _row(
    score: Floats,
    again: Floats,
    members: NDArray[np.bool_],
    without: NDArray[np.bool_],
    level: float,
    reference: bool,
) -> dict[str, float]:
    n, m = int(members.sum()), int(without.sum())
    if not n:
        return {"customers": 0}
    row: dict[str, float] = {"customers": n, "satisfaction": float(score[members].mean())}
    low, high = _means_apart(score[members], score[without], level)
    share, base = float(again[members].mean()), float(again[without].mean())
    row |= {
        "satisfaction_change": row["satisfaction"] - float(score[without].mean()),
        "satisfaction_low": 0.0 if reference else low,
        "satisfaction_high": 0.0 if reference else high,
        "repurchased": share,
        "repurchase_change": share - base,
    }
    l1, u1 = (float(end) for end in share_interval(share * n, n, level))
    l2, u2 = (float(end) for end in share_interval(base * m, m, level))
    down = np.hypot(share - l1, u2 - base)
    up = np.hypot(u1 - share, base - l2)
    row["repurchase_low"] = 0.0 if reference else share - base - float(down)
    row["repurchase_high"] = 0.0 if reference else share - base + float(up)
    return row


def _means_apart(one: Floats, other: Floats, level: float) -> tuple[float, float]:
    """Give Welch's interval of a difference of means."""
    from scipy.stats import ttest_ind

    if min(len(one), len(other)) < 2:
        return np.nan, np.nan
    if one.var() == 0 and other.var() == 0:
        apart = float(one.mean() - other.mean())
        return apart, apart
    found = ttest_ind(one, other, equal_var=False).confidence_interval(level)
    return float(found.low), float(found.high)

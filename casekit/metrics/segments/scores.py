"""Scores of recency, frequency and money, 5 = best, with one rule for ties."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.engine import arrays_of, collected, frame_of, give_back, in_memory, need_columns
from casekit.frames.segments import (
    DAYS_SINCE_LAST_PURCHASE,
    FREQUENCY_SCORE,
    MONETARY_SCORE,
    PURCHASES,
    RECENCY_SCORE,
    RFM,
    TOTAL_SPEND,
)
from casekit.metrics.segments.cuts import above, edges_of, rank_cuts, scores_from_order, value_cuts
from casekit.metrics.segments.placing import beside
from casekit.words import _

__all__ = ["rfm_scores"]

_MEASURES = {"recency": RECENCY_SCORE, "frequency": FREQUENCY_SCORE, "monetary": MONETARY_SCORE}


def rfm_scores(
    table: Any,
    *,
    scores: int = 5,
    by: Literal["rank", "value"] = "rank",
    monetary: str | None = TOTAL_SPEND,
    ties: Literal["together", "first"] = "together",
    cuts: Mapping[str, Sequence[float]] | None = None,
) -> Any:
    """Score customers on recency, frequency and money, from 1 to 5 = best.

    Parameters
    ----------
    table : data frame
        One row a customer: ``days_since_last_purchase``, ``purchases`` and the column that
        `monetary` names, as `rfm_table` makes it; any engine. Other columns stay.
    scores : int
        How many scores there are, 2 to 10; the highest is best.
    by : {"rank", "value"}
        ``"rank"``: by what share of all customers did worse, so that scores hold about equally
        many customers (quintiles, for five). ``"value"``: equal steps from the smallest value to
        the largest, or your own `cuts`.
    monetary : {"total_spend", "mean_spend"} or None
        Which money is scored: all of a customer's (which goes up with frequency) or per purchase
        (which says something new). None leaves money out, as for a log without amounts.
    ties : {"together", "first"}
        What becomes of customers with equal values, by rank. ``"together"``: equal values always
        get equal scores. ``"first"``: ties are split in the order of ``customer_id``, lower ids
        lower, so that scores hold equally many customers (as NTILE does in SQL); whoever is split
        off gets another score without having done anything different.
    cuts : mapping of str to sequence of float, optional
        With ``by="value"``: rising cut points for ``"recency"`` (days), ``"frequency"``
        (purchases), ``"monetary"`` (money), one less than `scores`; a value at a cut point is
        below it. Fixed cut points make scores of two years comparable.

    Returns
    -------
    data frame
        The table in the caller's engine with ``recency_score``, ``frequency_score``,
        ``monetary_score`` and ``rfm``, the three written together ("543"; with ten scores
        "10-4-3"). A short silence scores high.

    Raises
    ------
    InputError
        When a column is missing, holds no numbers, or has gaps; when an argument is no choice.

    Notes
    -----
    **Ties.** By rank with ties together, a score is ``1 + floor(scores * w)``, where ``w`` is the
    share of all customers who did strictly worse. A big group of equals therefore gets the LOWEST
    score that its members would get if they were lined up. Where just over half of all customers
    bought once (as in CDNOW), nobody did worse than they, so all of them score 1; whoever bought
    twice did better than half, and scores 3; no one scores 2, and the scores are not equally
    full. That is meant: nobody is scored above a customer who did the same, the least that anyone
    did is always 1, and no customer is flattered by company. The price: where more than a fifth
    share the best value, the highest score stays empty. It is also what cutting at the quintiles
    gives (the values that 20%, 40%, 60% and 80% of the customers do not exceed).

    Amounts that differ by less than a billionth are equal: sums of the same amounts in another
    order differ in their last digits.

    A lazy table or DuckDB relation is run once here, to find the cut points.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "customer_id": [1, 2, 3, 4, 5], "days_since_last_purchase": [3, 200, 20, 90, 8],
    ...     "purchases": [9, 1, 1, 1, 4], "total_spend": [310.0, 25.0, 80.0, 12.0, 95.0]})
    >>> rfm_scores(table)["rfm"].tolist()
    ['555', '112', '313', '211', '444']
    >>> rfm_scores(table, ties="first")["frequency_score"].tolist()
    [5, 1, 2, 3, 4]
    """
    columns = {"recency": DAYS_SINCE_LAST_PURCHASE, "frequency": PURCHASES}
    if monetary is not None:
        columns["monetary"] = monetary
    _check(scores, by, ties, cuts, columns)
    frame = frame_of(table)
    need_columns(
        frame.columns,
        [*columns.values(), *([CUSTOMER_ID] if ties == "first" else [])],
        _(
            "casekit.rfm_table(log) makes such a table; monetary=None leaves money out, where the "
            "log has no amounts."
        ),
    )
    if in_memory(frame):
        frame = collected(frame)
    elif ties == "first":
        raise InputError(
            _(
                'ties="first" lines all customers up, which needs the table in memory: hand over '
                "table.df() (DuckDB) or table.toPandas() (Spark)."
            )
        )
    wanted = list(dict.fromkeys(columns.values()))
    values = arrays_of(collected(frame.select(*wanted)), wanted)
    _refuse_gaps(values)
    made: dict[str, Any] = {}
    for measure, column in columns.items():
        sign = -1.0 if measure == "recency" else 1.0
        held = sign * values[column]
        if ties == "first":
            assert isinstance(frame, nw.DataFrame)
            ids = frame.get_column(CUSTOMER_ID).to_numpy()
            made[_MEASURES[measure]] = scores_from_order(held, ids, scores)
            continue
        if cuts is not None and measure in cuts:
            points = np.sort(sign * np.asarray(cuts[measure], dtype=np.float64))
        else:
            points = (rank_cuts if by == "rank" else value_cuts)(held, scores)
        edges = edges_of(points, held)
        if isinstance(frame, nw.DataFrame):
            made[_MEASURES[measure]] = above(held, edges)
        else:
            made[_MEASURES[measure]] = above(nw.col(column) * sign, edges)
    return give_back(_with_scores(frame, made, scores), like=table)


def _with_scores(frame: Any, made: Mapping[str, Any], scores: int) -> Any:
    between = "" if scores < 10 else "-"
    if isinstance(frame, nw.LazyFrame):
        frame = frame.with_columns(**made)
        texts = [nw.col(name).cast(nw.String) for name in made]
        return frame.with_columns(nw.concat_str(*texts, separator=between).alias(RFM))
    backend = frame.implementation
    code: NDArray[np.int64] = np.zeros(len(frame), dtype=np.int64)
    labels = [""]
    for score in made.values():
        code = code * scores + (score - 1)
        labels = [
            f"{left}{between}{right}" if left else str(right)
            for left in labels
            for right in range(1, scores + 1)
        ]
    new = [nw.new_series(name, score, backend=backend) for name, score in made.items()]
    words = nw.new_series(RFM, labels, nw.String, backend=backend)[code]
    return beside(frame, [*new, words])


def _check(
    scores: int, by: str, ties: str, cuts: Mapping[str, Any] | None, columns: Mapping[str, str]
) -> None:
    if (
        isinstance(scores, bool)
        or not isinstance(scores, (int, np.integer))
        or not 2 <= scores <= 10
    ):
        raise InputError(
            _("`scores` must be a whole number from 2 to 10; {scores!r} was given.").format(
                scores=scores
            )
        )
    for name, value, choices in (
        ("by", by, ("rank", "value")),
        ("ties", ties, ("together", "first")),
    ):
        if value not in choices:
            raise InputError(
                _('{name}={value!r} is not a choice; it is "{one}" or "{two}".').format(
                    name=name, value=value, one=choices[0], two=choices[1]
                )
            )
    if by == "value" and ties == "first":
        raise InputError(_('By value nothing is split: ties="first" belongs to by="rank".'))
    if cuts is None:
        return
    if by != "value":
        raise InputError(_('Cut points of your own belong to by="value".'))
    for measure, points in cuts.items():
        if measure not in columns:
            raise InputError(
                _("cuts names {measure!r}; it may name {names}.").format(
                    measure=measure, names=", ".join(f'"{name}"' for name in columns)
                )
            )
        held = np.asarray(points, dtype=np.float64)
        if held.shape != (scores - 1,) or not (np.diff(held) > 0).all():
            raise InputError(
                _('cuts["{measure}"] must be {n} rising numbers; {points!r} was given.').format(
                    measure=measure, n=scores - 1, points=points
                )
            )


def _refuse_gaps(values: Mapping[str, NDArray[np.float64]]) -> None:
    for name, held in values.items():
        if not len(held):
            raise InputError(_("The table has no rows; one row a customer is expected."))
        lost = int((~np.isfinite(held)).sum())
        if lost:
            raise InputError(
                _('The column "{name}" is missing or not finite in {n} of {rows} rows.').format(
                    name=name, n=lost, rows=len(held)
                )
            )

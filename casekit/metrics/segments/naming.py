"""Name customers' segments by rules over their scores, and sum the segments up."""

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.engine import arrays_of, collected, frame_of, give_back, in_memory, need_columns
from casekit.frames.segments import DAYS_SINCE_LAST_PURCHASE, SEGMENT, TOTAL_SPEND
from casekit.metrics.segments.placing import beside, codes_of_cells
from casekit.metrics.segments.rules import cells_of, segment_rules
from casekit.words import _

__all__ = ["rfm_segments", "segment_summary"]


def rfm_segments(scored: Any, *, rules: Any = None, scores: int = 5) -> Any:
    """Give every customer the name of the one segment that their scores belong to.

    Parameters
    ----------
    scored : data frame
        One row a customer with ``recency_score`` and ``frequency_score`` (and
        ``monetary_score``, if the rules read it), as `rfm_scores` makes it; any engine.
    rules : pandas.DataFrame or mapping, optional
        Your own rules: a table like `segment_rules` (several rows may share a name;
        ``monetary_from`` and ``monetary_to`` may be added), or a dictionary of ranges,
        ``{"lately": ((3, 5), (1, 5)), ...}``: recency, frequency and, if wanted, money, both
        ends in. A list of ranges makes one segment of several blocks.
    scores : int
        The highest score. The default rules are for five.

    Returns
    -------
    data frame
        The table in the caller's engine with ``segment``.

    Raises
    ------
    InputError
        When rules leave a cell out or cover it twice (the cells are listed), when a score is
        missing or not from 1 to `scores`.

    Notes
    -----
    A lazy table is not run here, so its scores cannot be looked at: a customer without a proper
    score is named "not scored" there.

    Examples
    --------
    >>> import pandas as pd
    >>> scored = pd.DataFrame({"customer_id": [1, 2, 3], "recency_score": [5, 1, 1],
    ...                        "frequency_score": [5, 5, 1]})
    >>> rfm_segments(scored)["segment"].tolist()
    ['champions', 'cannot lose', 'hibernating']
    >>> own = {"lately": ((3, 5), (1, 5)), "silent": ((1, 2), (1, 5))}
    >>> rfm_segments(scored, rules=own)["segment"].tolist()
    ['lately', 'silent', 'silent']
    """
    if rules is None and scores != 5:
        raise InputError(
            _("The default rules are for five scores; with {n} give rules of your own.").format(
                n=scores
            )
        )
    cells = cells_of(rules, scores)
    frame = frame_of(scored)
    need_columns(
        frame.columns, cells.measures, _("casekit.rfm_scores(table) adds the scores to a table.")
    )
    if in_memory(frame):
        frame = collected(frame)
    if isinstance(frame, nw.LazyFrame):
        names: Any = nw.lit(_("not scored"))
        for cell in np.ndindex(cells.place.shape):
            here = [nw.col(m) == at + 1 for m, at in zip(cells.measures, cell, strict=True)]
            name = nw.lit(cells.names[cells.place[cell]])
            names = nw.when(*here).then(name).otherwise(names)
        return give_back(frame.with_columns(names.alias(SEGMENT)), like=scored)
    held = arrays_of(frame, cells.measures)
    place = cells.place[codes_of_cells(held, scores)]
    words = nw.new_series(SEGMENT, cells.names, nw.String, backend=frame.implementation)[place]
    return give_back(beside(frame, [words]), like=scored)


def segment_summary(
    segmented: Any, *, by: str = SEGMENT, value: str | None = TOTAL_SPEND
) -> pd.DataFrame:
    """Sum segments up: how many customers, how much money, how long silent.

    Parameters
    ----------
    segmented : data frame
        One row a customer with the column `by`; any engine.
    by : str
        Column of names: ``"segment"``, ``"cell"`` of `four_cells`, or one of your own.
    value : str or None
        Column of money, such as ``"total_spend"`` or ``"profit_per_year"``; None for a table
        without money.

    Returns
    -------
    pandas.DataFrame
        A row a segment: ``customers``, ``share_of_customers``, the sum of `value` under its name,
        ``share_of_<value>``, ``mean_<value>`` per customer and, where the table has it,
        ``median_days_since_last_purchase``. In the order of the default rules where the names are
        theirs (a segment without customers shows 0), else by falling money.

    Raises
    ------
    InputError
        When a column is missing or has gaps.

    Examples
    --------
    >>> import pandas as pd
    >>> table = segment_summary(pd.DataFrame({
    ...     "segment": ["big", "small", "small"], "total_spend": [90.0, 6.0, 4.0]}))
    >>> table.loc["big", ["customers", "total_spend", "share_of_total_spend"]].tolist()
    [1.0, 90.0, 0.9]
    """
    frame = frame_of(segmented)
    names = frame.columns
    need_columns(
        names,
        [by, *([value] if value else [])],
        _("value=None leaves money out; by=... names the column of segments."),
    )
    numbers = [value] if value else []
    silence = DAYS_SINCE_LAST_PURCHASE in names
    numbers += [DAYS_SINCE_LAST_PURCHASE] if silence else []
    rows = collected(frame.select(by, *numbers))
    if not len(rows):
        raise InputError(_("The table has no rows; one row a customer is expected."))
    held = arrays_of(rows, numbers)
    missing = {by: int(rows.get_column(by).is_null().sum())}
    missing |= {name: int(np.isnan(column).sum()) for name, column in held.items()}
    for name, lost in missing.items():
        if lost:
            raise InputError(
                _('The column "{name}" is missing in {n} of {rows} rows.').format(
                    name=name, n=lost, rows=len(rows)
                )
            )
    label = rows.get_column(by).cast(nw.String).to_numpy()
    groups = pd.DataFrame({by: label, **held}).groupby(by)
    table = pd.DataFrame({"customers": groups.size()})
    table["share_of_customers"] = table["customers"] / len(rows)
    if value:
        table[value] = groups[value].sum()
        whole = float(held[value].sum())
        table[f"share_of_{value}"] = table[value] / whole if whole else np.nan
        table[f"mean_{value}"] = table[value] / table["customers"]
    if silence:
        table[f"median_{DAYS_SINCE_LAST_PURCHASE}"] = groups[DAYS_SINCE_LAST_PURCHASE].median()
    return _in_order(table, by, value)


def _in_order(table: pd.DataFrame, by: str, value: str | None) -> pd.DataFrame:
    known = segment_rules()[SEGMENT].tolist()
    if by == SEGMENT and set(table.index) <= set(known):
        table = table.reindex(pd.Index(known, name=by))
        for name in table.columns:
            if not name.startswith(("median_", "mean_")):
                table[name] = table[name].fillna(0)
        return table.astype({"customers": np.int64})
    table = table.sort_index()
    return table.sort_values(value or "customers", ascending=False, kind="stable")

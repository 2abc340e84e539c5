"""Read the respondents to predict for, in the terms of a curve that was fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.engine import frame_of
from casekit.frames.loyalty import RECOVERY
from casekit.metrics.loyalty.reading import keep_rows, numbers_of, table_of
from casekit.models.loyalty.satisfaction_cells import Layout
from casekit.words import _

if TYPE_CHECKING:
    from casekit.models.loyalty.satisfaction import SatisfactionCurve

__all__ = ["design_of"]


def design_of(table: Any, model: SatisfactionCurve, layout: Layout) -> NDArray[np.float64]:
    """Give a row a respondent and a column a parameter.

    Parameters
    ----------
    table : data frame
    model : SatisfactionCurve
        Names the columns.
    layout : Layout
        Names the groups.

    Returns
    -------
    ndarray

    Raises
    ------
    InputError
        When a column is missing or unreadable, or a group was not in the fit.
    """
    wanted = [model.satisfaction]
    barrier = model.barrier if layout.levels != (None,) else None
    if barrier is not None:
        wanted.append(barrier)
    moved = RECOVERY if model.shifts == "auto" else model.shifts
    there = bool(layout.shifts) and moved in frame_of(table).columns
    if there:
        wanted.append(str(moved))
    held = table_of(table, wanted, _("Name the columns as they were named for the fit."))
    score = numbers_of(held, model.satisfaction, scale=layout.scale, whole=True)
    keep_rows(held, {model.satisfaction: score}, None)
    level = np.zeros(len(held), dtype=np.int64)
    shift = np.zeros(len(held), dtype=np.int64)
    if barrier is not None:
        level = _codes(held[barrier], layout.levels)
    if there:
        shift = _codes(held[str(moved)], (layout.plain, *layout.shifts))
    return layout.rows(score, level, shift)


def _codes(column: pd.Series, names: tuple[Any, ...]) -> NDArray[np.int64]:
    places = {name: place for place, name in enumerate(names)}
    values = column.astype(object).map(places)
    strange = column[values.isna()]
    if len(strange):
        raise InputError(
            _('{n} rows have a "{column}" that was not in the fit, such as {one!r}.').format(
                n=len(strange), column=column.name, one=strange.iloc[0]
            )
        )
    return np.asarray(values.to_numpy(dtype=np.int64))

"""Put new columns beside a table in memory, and read scores as places of cells."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["beside", "codes_of_cells"]


def beside(frame: nw.DataFrame[Any], new: Sequence[nw.Series[Any]]) -> nw.DataFrame[Any]:
    """Put columns beside a frame by position, whatever index its rows have in pandas.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = nw.from_native(pd.DataFrame({"a": [1, 2]}, index=[7, 9]))
    >>> beside(frame, [nw.new_series("b", [3, 4], backend="pandas")]).to_native()
       a  b
    7  1  3
    9  2  4
    """
    if frame.implementation.is_pandas_like():
        index = nw.to_native(frame).index
        new = [nw.from_native(nw.to_native(one).set_axis(index), series_only=True) for one in new]
    return frame.with_columns(*new)


def codes_of_cells(
    held: Mapping[str, NDArray[np.float64]], scores: int
) -> tuple[NDArray[np.int64], ...]:
    """Read columns of scores as places from 0, refusing what is no score.

    Examples
    --------
    >>> codes_of_cells({"recency_score": np.array([5.0, 1.0])}, 5)
    (array([4, 0]),)
    """
    places = []
    for name, values in held.items():
        known = np.isfinite(values)
        fine = known & (values >= 1) & (values <= scores) & (values == np.rint(values))
        wrong = int((~fine).sum())
        if wrong:
            raise InputError(
                _(
                    'The column "{name}" must hold whole scores from 1 to {scores}; it does not in '
                    "{n} of {rows} rows."
                ).format(name=name, scores=scores, n=wrong, rows=len(values))
            )
        places.append(values.astype(np.int64) - 1)
    return tuple(places)

"""One door for every data-frame engine: pandas, polars, DuckDB, pyarrow, dask, Spark.

narwhals writes a query once for all of them. Two of its answers are silently wrong (seen in
2.29), so the rooms above keep three rules: conditional columns are made before ``group_by``
(inside ``agg`` a condition is ignored on some engines), joins take the place of ``over``, and
pyarrow tables become polars or pandas frames here, at the door.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import did_you_mean
from casekit.words import _

__all__ = [
    "Frame",
    "arrays_of",
    "collected",
    "frame_of",
    "give_back",
    "in_memory",
    "kind_of",
    "need_columns",
]

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]


def frame_of(table: Any) -> Frame:
    """Open a table of any engine for one narwhals query.

    Parameters
    ----------
    table : data frame
        pandas, polars (eager or lazy), pyarrow, a DuckDB relation, dask, Spark, or a narwhals
        frame of one of them.

    Returns
    -------
    narwhals frame
        Lazy wherever the engine can wait: a polars frame is opened lazily, so that it plans the
        whole query before it runs.

    Raises
    ------
    InputError
        When the object is not a table.

    Examples
    --------
    >>> import pandas as pd
    >>> frame_of(pd.DataFrame({"date": ["1997-01-01"]})).columns
    ['date']
    """
    try:
        frame = nw.from_native(table)
    except TypeError as error:
        raise InputError(_not_a_table(table)) from error
    if frame.implementation.is_pyarrow():
        native = nw.to_native(frame)
        if find_spec("polars"):
            import polars

            arrived: Any = polars.from_arrow(native)
            return nw.from_native(arrived).lazy()
        return nw.from_native(native.to_pandas())
    if frame.implementation.is_polars():
        return frame.lazy()
    return frame


def give_back(frame: Frame, like: Any) -> Any:
    """Hand a result back in the engine, and as eager or lazy, as the caller's table was.

    Parameters
    ----------
    frame : narwhals frame
        The result.
    like : data frame
        The table that the caller gave.

    Returns
    -------
    data frame
        An eager result for an eager table; a query that has not run yet for a lazy one.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"customer_id": [1, 2]})
    >>> give_back(frame_of(table), like=table).shape
    (2, 1)
    """
    caller = nw.from_native(like)
    if isinstance(caller, nw.DataFrame) and isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    elif isinstance(caller, nw.LazyFrame) and isinstance(frame, nw.DataFrame):
        frame = frame.lazy()
    if caller.implementation.is_pyarrow() and isinstance(frame, nw.DataFrame):
        return frame.to_arrow()
    return frame if isinstance(like, (nw.DataFrame, nw.LazyFrame)) else nw.to_native(frame)


def collected(frame: Frame) -> nw.DataFrame[Any]:
    """Run a query, if it has not run yet, and hold its result in memory.

    Parameters
    ----------
    frame : narwhals frame
        An eager frame or a query.

    Returns
    -------
    narwhals.DataFrame
        The result: polars for polars, pandas for every other lazy engine.

    Examples
    --------
    >>> import pandas as pd
    >>> len(collected(frame_of(pd.DataFrame({"customer_id": [1, 2]}))))
    2
    """
    if isinstance(frame, nw.DataFrame):
        return frame
    # DuckDB and Spark would collect into pyarrow, which is not among the course's requirements.
    return frame.collect() if frame.implementation.is_polars() else frame.collect("pandas")


def in_memory(frame: Frame) -> bool:
    """Tell whether a frame's rows are, or will be, in this process's memory.

    Parameters
    ----------
    frame : narwhals frame
        An eager frame or a query.

    Returns
    -------
    bool
        True for pandas and polars; False for DuckDB, Spark and dask, which may hold more rows
        than memory does.

    Examples
    --------
    >>> import pandas as pd
    >>> in_memory(frame_of(pd.DataFrame({"customer_id": [1, 2]})))
    True
    """
    return isinstance(frame, nw.DataFrame) or frame.implementation.is_polars()


def need_columns(names: Sequence[str], wanted: Sequence[str], way_out: str) -> None:
    """Refuse a table that lacks a column, with the near names and the line that helps.

    Parameters
    ----------
    names : sequence of str
        The columns that are there.
    wanted : sequence of str
        The columns that must be there.
    way_out : str
        What to do about it, in words.

    Raises
    ------
    InputError
        Names every missing column.

    Examples
    --------
    >>> need_columns(["customer_id", "day"], ["customer_id"], "Rename it.")
    """
    there = [str(name) for name in names]
    missing = [name for name in wanted if name not in there]
    if not missing:
        return
    near = [name for lost in missing for name in did_you_mean(lost, there)]
    sentence = _("The table has no column {missing}; it has {there}.").format(
        missing=", ".join(f'"{name}"' for name in missing),
        there=", ".join(f'"{name}"' for name in there[:20]) or _("no columns"),
    )
    if near:
        sentence += " " + _("Perhaps you mean {near}.").format(
            near=", ".join(f'"{name}"' for name in dict.fromkeys(near))
        )
    raise InputError(sentence + " " + way_out)


def arrays_of(table: Any, numbers: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Read columns of numbers from a table of any engine into numpy.

    Parameters
    ----------
    table : data frame
        Any engine; a query is run.
    numbers : sequence of str
        Columns to read.

    Returns
    -------
    dict of str to numpy.ndarray
        One float array a column; missing values are NaN.

    Raises
    ------
    InputError
        When a column does not hold numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> arrays_of(pd.DataFrame({"frequency": [0, 2]}), ["frequency"])
    {'frequency': array([0., 2.])}
    """
    frame = (
        table if isinstance(table, nw.DataFrame) else collected(frame_of(table).select(*numbers))
    )
    arrays = {}
    for name in numbers:
        column = frame.get_column(name)
        if not column.dtype.is_numeric():
            raise InputError(
                _('The column "{name}" must hold numbers; it holds {kind}.').format(
                    name=name, kind=kind_of(column.dtype)
                )
            )
        # Only numbers with gaps need a cast first, so that a gap becomes NaN.
        plain = column.dtype == nw.Float64 or not column.null_count()
        values = column.to_numpy() if plain else column.cast(nw.Float64).to_numpy()
        arrays[name] = np.asarray(values, dtype=np.float64)
    return arrays


def kind_of(dtype: Any) -> str:
    """Say in a word what a column holds.

    Examples
    --------
    >>> kind_of(nw.String())
    'text'
    """
    if dtype.is_numeric():
        return _("numbers")
    if dtype == nw.String or dtype == nw.Categorical or dtype == nw.Enum:
        return _("text")
    if dtype.is_temporal():
        return _("dates or times")
    if dtype == nw.Boolean:
        return _("true and false")
    return _("values of mixed types")


def _not_a_table(thing: Any) -> str:
    return _(
        "A table was expected (a pandas or polars data frame, a DuckDB relation, ...); "
        "a {kind} was given. pandas.DataFrame(...) makes a table of lists or a dictionary."
    ).format(kind=type(thing).__name__)

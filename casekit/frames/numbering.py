"""Days and ids as whole numbers, which every engine adds, compares and groups fast."""

from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

__all__ = ["codes_of", "day_number", "days_of"]


def days_of(column: nw.Series[Any]) -> NDArray[np.int64]:
    """Number the days of a column of dates, so that a day is one whole number.

    Parameters
    ----------
    column : narwhals.Series
        Dates, or dates with a time of day, without missing values.

    Returns
    -------
    numpy.ndarray
        Days since 1970-01-01; the time of day is cut off.

    Examples
    --------
    >>> import pandas as pd
    >>> days_of(nw.from_native(pd.Series(pd.to_datetime(["1970-01-02"])), series_only=True))
    array([1])
    """
    return np.asarray(column.to_numpy()).astype("datetime64[D]").view(np.int64)


def day_number(name: str) -> nw.Expr:
    """Number the days of a column inside a query, on any engine.

    Parameters
    ----------
    name : str
        Column of dates or of dates with a time of day.

    Returns
    -------
    narwhals.Expr
        Days since 1970-01-01.

    Examples
    --------
    >>> import pandas as pd
    >>> log = nw.from_native(pd.DataFrame({"date": pd.to_datetime(["1970-01-02 23:59"])}))
    >>> log.select(day=day_number("date"))["day"].to_list()
    [1]
    """
    # Spark knows neither a difference in days nor minutes through narwhals, but every engine
    # knows the year and the day in the year. 719,163 days lie before 1970-01-01.
    before = nw.col(name).dt.year().cast(nw.Int64) - 1
    leap_days = before // 4 - before // 100 + before // 400
    days = before * 365 + leap_days + nw.col(name).dt.ordinal_day().cast(nw.Int64)
    return (days - 719_163).cast(nw.Int64)


def codes_of(column: nw.Series[Any]) -> tuple[NDArray[np.int64], nw.Series[Any]]:
    """Number the distinct values of a column in their sorted order.

    Parameters
    ----------
    column : narwhals.Series
        Ids of any type, without missing values, held in memory.

    Returns
    -------
    codes : numpy.ndarray
        For each row, the number of its value.
    labels : narwhals.Series
        The distinct values, sorted; ``labels[codes]`` is the column.

    Examples
    --------
    >>> import pandas as pd
    >>> codes, labels = codes_of(nw.from_native(pd.Series(["b", "a", "b"]), series_only=True))
    >>> codes, labels.to_list()
    (array([1, 0, 1]), ['a', 'b'])
    """
    if column.implementation.is_polars():
        labels = column.unique().sort()
        if column.dtype == nw.String:
            # An Enum's physical numbers are the positions of its labels: no Python text is made.
            import polars

            native = nw.to_native(column).cast(polars.Enum(nw.to_native(labels)))
            return native.to_physical().to_numpy().astype(np.int64), labels
        numbered = labels.to_frame().with_row_index("casekit_code")
        joined = (
            column.to_frame()
            .with_row_index("casekit_row")
            .join(numbered, on=column.name, how="left")
        )
        codes = joined.sort("casekit_row").get_column("casekit_code").to_numpy()
        return codes.astype(np.int64), labels
    import pandas as pd

    codes, found = pd.factorize(nw.to_native(column), sort=True)
    return codes.astype(np.int64), nw.from_native(
        pd.Series(found, name=column.name), series_only=True
    )

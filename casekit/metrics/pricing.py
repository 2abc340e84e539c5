"""Measure how concentrated a market is, and how a price changed from before to after."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["change_at", "herfindahl"]


def herfindahl(
    table: pd.DataFrame, size: str, *, by: str | None = None, scale: str = "share"
) -> Any:
    """Measure concentration: the sum of squared market shares.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a firm (and month, region…, when ``by`` is given).
    size : str
        Column of customers, sales or shares; shares are formed within each market.
    by : str, optional
        Column that tells markets apart, a month for example.
    scale : {"share", "points"}
        The field has two scales: shares as fractions (1 is a monopoly), or in per cent, as
        competition authorities write it (10,000 is a monopoly).

    Returns
    -------
    float or pandas.Series
        One value; with ``by``, one a market.

    Raises
    ------
    InputError
        For a missing column, a negative size, or a market without any.

    Examples
    --------
    >>> firms = pd.DataFrame({"firm": ["A", "B", "C"], "customers": [50, 30, 20]})
    >>> round(herfindahl(firms, "customers"), 2)
    0.38
    >>> round(herfindahl(firms, "customers", scale="points"))
    3800
    """
    _refuse_absent(table, [size] if by is None else [size, by])
    if scale not in ("share", "points"):
        raise InputError(
            _('scale="{scale}" was given; choose "share" or "points".').format(scale=scale)
        )
    sizes = table[size].to_numpy(dtype=np.float64)
    bad = int((~(sizes >= 0)).sum())
    if bad:
        raise InputError(
            _("Column `{size}` has {n} rows that are empty or below 0.").format(size=size, n=bad)
        )
    market = table[by] if by is not None else pd.Series(0, index=table.index)
    total = pd.Series(sizes, index=table.index).groupby(market.to_numpy()).transform("sum")
    if (total == 0).any() or len(table) == 0:
        raise InputError(_("A market without any customers has no concentration."))
    squares = pd.Series((sizes / total.to_numpy()) ** 2, index=table.index)
    result = squares.groupby(market.to_numpy()).sum() * (10_000 if scale == "points" else 1)
    if by is None:
        return float(result.iloc[0])
    return result.rename_axis(by).rename("herfindahl")


def change_at(
    table: pd.DataFrame, outcome: str, *, time: str, starts: Any, by: str | None = None
) -> Any:
    """Compare the mean after a start with the mean before: the naive measure of a policy.

    It credits the policy with everything else that happened; compare
    `casekit.models.experiments.difference_in_differences`.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of the units that the policy touched.
    outcome, time : str
        Columns of what is measured, and of the period.
    starts : int or date
        First period of the policy.
    by : str, optional
        Column of groups.

    Returns
    -------
    float or pandas.Series
        Mean after less mean before; with ``by``, one a group.

    Raises
    ------
    InputError
        For a missing column, or when one of the two periods is empty.

    Examples
    --------
    >>> table = pd.DataFrame({"month": [1, 2, 3, 4], "price": [20.0, 20, 18, 18]})
    >>> change_at(table, "price", time="month", starts=3)
    -2.0
    """
    _refuse_absent(table, [outcome, time] + ([by] if by is not None else []))
    after = table[time] >= starts
    if not after.any() or after.all():
        raise InputError(
            _("There must be rows before and after {starts} in `{time}`.").format(
                starts=starts, time=time
            )
        )
    if by is None:
        return float(table.loc[after, outcome].mean() - table.loc[~after, outcome].mean())
    means = table.groupby([by, after.rename("after")], observed=True)[outcome].mean().unstack()
    return (means[True] - means[False]).rename("change")


def _refuse_absent(table: pd.DataFrame, columns: list[str]) -> None:
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise InputError(
            _("The table has no column {absent}; its columns are {present}.").format(
                absent=", ".join(f"`{name}`" for name in absent),
                present=", ".join(f"`{name}`" for name in table.columns),
            )
        )

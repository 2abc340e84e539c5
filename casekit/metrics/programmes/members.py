"""Compare members with others: a difference of means, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from casekit.errors import InputError
from casekit.words import _

__all__ = ["MeanDifference", "difference_in_means", "growing_differences"]


@dataclass(frozen=True)
class MeanDifference:
    """Hold a difference of two means.

    Attributes
    ----------
    difference : float
        Mean of the group minus mean of the others, in the unit of the outcome.
    standard_error : float
        How far such a difference is off by luck, typically; same unit.
    low, high : float
        Ends of the 95% interval.
    customers : int
        How many customers it rests on.
    """

    difference: float
    standard_error: float
    low: float
    high: float
    customers: int

    def __repr__(self) -> str:
        return _(
            "{difference:.2f}, standard error {se:.2f}, 95% interval {low:.2f} to {high:.2f} "
            "({n:,} customers)"
        ).format(
            difference=self.difference,
            se=self.standard_error,
            low=self.low,
            high=self.high,
            n=self.customers,
        )


def difference_in_means(table: pd.DataFrame, outcome: str, group: str) -> MeanDifference:
    """Compare the mean of a group with that of the others; by itself it proves no cause.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    outcome : str
        Column of numbers.
    group : str
        Column of True (in the group) and False.

    Returns
    -------
    MeanDifference
        With the standard error of unequal variances (Welch).

    Raises
    ------
    InputError
        For a missing column, missing values, or a group of fewer than two.

    Examples
    --------
    >>> table = pd.DataFrame({"spend": [3.0, 5.0, 1.0, 3.0], "member": [True, True, False, False]})
    >>> difference_in_means(table, "spend", "member").difference
    2.0
    """
    for column in (outcome, group):
        if column not in table:
            raise InputError(
                _("The table has no column {column}; it has: {columns}.").format(
                    column=repr(column), columns=", ".join(map(str, table.columns))
                )
            )
        missing = int(table[column].isna().sum())
        if missing:
            raise InputError(
                _("Column {column} is empty in {n} rows.").format(column=repr(column), n=missing)
            )
    if not pd.api.types.is_bool_dtype(table[group]):
        raise InputError(_("Column {column} must hold True and False.").format(column=repr(group)))
    if not pd.api.types.is_numeric_dtype(table[outcome]):
        raise InputError(_("Column {column} must hold numbers.").format(column=repr(outcome)))
    inside = table[group].to_numpy(dtype=bool)
    values = table[outcome].to_numpy(dtype=float)
    sides = values[inside], values[~inside]
    if min(len(side) for side in sides) < 2:
        raise InputError(_("Each side of {column} needs two rows.").format(column=repr(group)))
    difference = float(sides[0].mean() - sides[1].mean())
    error = float(np.sqrt(sum(side.var(ddof=1) / len(side) for side in sides)))
    reach = float(norm.ppf(0.975)) * error
    return MeanDifference(difference, error, difference - reach, difference + reach, len(values))


def growing_differences(
    table: pd.DataFrame, outcome: str, group: str, *, studies: int, sizes: Sequence[int]
) -> pd.DataFrame:
    """Repeat a comparison in many studies, each at several sizes: what luck does, and what not.

    The customers are dealt to the studies in the order of the table; a larger size of a study
    holds the customers of its smaller sizes, as a study that goes on.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer; at least ``studies`` times the largest size.
    outcome : str
        Column of numbers.
    group : str
        Column of True (in the group) and False.
    studies : int
        Number of studies.
    sizes : sequence of int
        Customers in a study, from small to large.

    Returns
    -------
    pandas.DataFrame
        A row a study (from 1), a column a size: the difference of the means; NaN where a side of
        a small study is empty.

    Raises
    ------
    InputError
        When there are not enough customers.

    Examples
    --------
    >>> from casekit.generators.programmes import make_membership_panel
    >>> table, _ = make_membership_panel(2_000, seed=1, joining="lot")
    >>> growing_differences(table, "spend", "member", studies=10, sizes=[50, 200]).shape
    (10, 2)
    """
    largest = max(sizes)
    if studies < 1 or min(sizes) < 2 or studies * largest > len(table):
        raise InputError(
            _(
                "{studies} studies of {size} customers need {n:,} rows; the table has {rows:,}."
            ).format(studies=studies, size=largest, n=studies * largest, rows=len(table))
        )
    used = table.head(studies * largest)
    inside = used[group].to_numpy(dtype=bool).reshape(studies, largest)
    values = used[outcome].to_numpy(dtype=float).reshape(studies, largest)
    last = np.asarray(sizes, dtype=int) - 1
    n_inside = np.cumsum(inside, axis=1)[:, last]
    sum_inside = np.cumsum(np.where(inside, values, 0.0), axis=1)[:, last]
    n_outside = last + 1 - n_inside
    sum_outside = np.cumsum(values, axis=1)[:, last] - sum_inside
    with np.errstate(invalid="ignore", divide="ignore"):
        differences = sum_inside / n_inside - sum_outside / n_outside
    index = pd.RangeIndex(1, studies + 1, name="study")
    return pd.DataFrame(differences, index=index, columns=pd.Index(sizes, name="customers"))

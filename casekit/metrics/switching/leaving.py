"""Leaving rates by any state of the customer, with honest standard errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.choices import Choices

__all__ = ["leaving_rates"]


def leaving_rates(
    choices: Choices, name: str, state: NDArray[np.number], counted: NDArray[np.bool_]
) -> pd.DataFrame:
    """Give the leaving rate by state, with standard errors clustered by customer.

    Parameters
    ----------
    choices : Choices
        A checked choice panel.
    name : str
        Name of the state's column.
    state : ndarray
        State of each row, a whole number where it is counted.
    counted : ndarray of bool
        Rows that count: the customer had a firm to leave, and the state is known.

    Returns
    -------
    pandas.DataFrame
        A row a state: the state, ``could_leave`` and ``left`` (customer-months),
        ``leaving_rate`` (a share) and its ``standard_error``, missing where all stayed or all
        left.

    Examples
    --------
    >>> from casekit.frames.choices import read_choices
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, _, _ = make_switching_market(500, seed=1)
    >>> choices = read_choices(panel)
    >>> months = leaving_rates(choices, "month", choices.month, choices.could_leave)
    >>> months["month"].tolist()[:3], int(months["could_leave"].iloc[0])
    ([2, 3, 4], 500)
    """
    states, place = _distinct(state[counted].astype(np.int64))
    left = choices.left[counted].astype(np.float64)
    could = np.bincount(place, minlength=states.size)
    leavers = np.bincount(place, left, states.size)
    rate = leavers / could
    # A customer's residuals in one state are summed before they are squared.
    cluster = choices.customer[counted] * states.size + place
    _clusters, member = _distinct(cluster)
    sums = np.bincount(member, left - rate[place])
    squares = np.bincount(_clusters % max(states.size, 1), sums**2, states.size)
    return pd.DataFrame(
        {
            name: states,
            "could_leave": could,
            "left": leavers.astype(np.int64),
            "leaving_rate": rate,
            # Where all stayed, or all left, the rows tell nothing about their own precision.
            "standard_error": np.where(squares > 0, np.sqrt(squares) / could, np.nan),
        }
    )


def _distinct(values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the distinct values in order and the place of each; by counting, where that is less."""
    if not values.size:
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > 4 * values.size + 1_000:
        distinct, place = np.unique(values, return_inverse=True)
        return distinct, place.astype(np.int64)
    there = np.bincount(values - low) > 0
    return np.flatnonzero(there) + low, (np.cumsum(there) - 1)[values - low]

"""Leaving among friends: how many have left, how often one follows, how far it spreads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.community import MONTH_LEFT, MOVED_AWAY, friendship_places
from casekit.words import _

__all__ = ["cascade_size", "friends_who_moved", "leaving_by_friends_left", "share_of_friends_left"]

Integers = NDArray[np.int64]
_STILL_THERE = np.iinfo(np.int64).max


def share_of_friends_left(
    departures: pd.DataFrame, friendships: pd.DataFrame, *, months: int
) -> pd.DataFrame:
    """Follow each customer month by month, with the share of friends who had left before.

    Parameters
    ----------
    departures : pandas.DataFrame
        One row a customer: ``customer_id``, ``month_left`` (missing: still there); where
        ``moved_away`` stands, a customer who moved counts as gone, not as having left.
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    months : int
        Length of the record.

    Returns
    -------
    pandas.DataFrame
        One row a customer and month, up to the month of leaving: ``customer_id``, ``month``,
        ``friends`` (number), ``friends_left`` (share of them gone before this month; missing for
        customers without a friend), ``left`` (bool: leaves in this month).

    Raises
    ------
    InputError
        When columns are missing or friendships name unknown customers.

    Examples
    --------
    >>> month_left = pd.array([1, None], "Int64")
    >>> departures = pd.DataFrame({"customer_id": [1, 2], "month_left": month_left})
    >>> pairs = pd.DataFrame({"customer_id": [1], "friend_id": [2]})
    >>> share_of_friends_left(departures, pairs, months=2)["friends_left"].tolist()
    [0.0, 0.0, 1.0]
    """
    left_in = _month_left(departures)
    one, other = friendship_places(friendships, departures["customer_id"])
    n = len(departures)
    friends = np.bincount(one, minlength=n) + np.bincount(other, minlength=n)
    moved = _moved(departures)
    parts = []
    for month in range(1, months + 1):
        there = np.flatnonzero(left_in >= month)
        gone = left_in < month
        count = np.bincount(one, gone[other], n) + np.bincount(other, gone[one], n)
        parts.append(
            pd.DataFrame(
                {
                    "place": there,
                    "month": month,
                    "friends": friends[there],
                    "friends_left": np.divide(
                        count[there],
                        friends[there],
                        out=np.full(len(there), np.nan),
                        where=friends[there] > 0,
                    ),
                    "left": (left_in[there] == month) & ~moved[there],
                }
            )
        )
    rows = pd.concat(parts).sort_values(["place", "month"], ignore_index=True)
    ids = departures["customer_id"].to_numpy()[rows.pop("place").to_numpy()]
    rows.insert(0, "customer_id", ids)
    return rows


def leaving_by_friends_left(
    followed: pd.DataFrame, edges: Sequence[float] = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
) -> pd.DataFrame:
    """Count how often customers leave in a month, by the share of their friends who had left.

    A rate that rises with the share is the signature of community lock-in. It is necessary, not
    sufficient: friends who are alike give the same picture without any influence.

    Parameters
    ----------
    followed : pandas.DataFrame
        As `share_of_friends_left` gives; customers without a friend are left out.
    edges : sequence of float
        Upper ends of the groups of shares; the first is the group of exactly that share or less.

    Returns
    -------
    pandas.DataFrame
        One row a group: ``friends_left`` (mean share), ``customer_months``, ``leaving_rate`` (share
        a month), ``low`` and ``high`` (95% interval as if customers were independent).

    Examples
    --------
    >>> followed = pd.DataFrame({"friends_left": [0.0, 0, 1, 1], "left": [False] * 3 + [True]})
    >>> leaving_by_friends_left(followed, edges=(0.0, 1.0))["leaving_rate"].tolist()
    [0.0, 0.5]
    """
    known = followed[followed["friends_left"].notna()]
    groups = pd.cut(known["friends_left"], [-1.0, *edges])
    table = known.groupby(groups, observed=True).agg(
        friends_left_mean=("friends_left", "mean"),
        customer_months=("left", "size"),
        leaving_rate=("left", "mean"),
    )
    rate, size = table["leaving_rate"], table["customer_months"]
    reach = 1.959964 * np.sqrt(rate * (1 - rate) / size)
    table["low"], table["high"] = (rate - reach).clip(lower=0), rate + reach
    return table.rename_axis("group").rename(columns={"friends_left_mean": "friends_left"})


def friends_who_moved(departures: pd.DataFrame, friendships: pd.DataFrame) -> pd.Series:
    """Count, for each customer, the friends who moved away for reasons outside the brand.

    Parameters
    ----------
    departures : pandas.DataFrame
        ``customer_id``, ``month_left``, ``moved_away``.
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.

    Returns
    -------
    pandas.Series
        Number of friends who moved, by ``customer_id``.

    Examples
    --------
    >>> departures = pd.DataFrame({
    ...     "customer_id": [1, 2],
    ...     "month_left": pd.array([1, None], "Int64"),
    ...     "moved_away": [True, False],
    ... })
    >>> pairs = pd.DataFrame({"customer_id": [1], "friend_id": [2]})
    >>> friends_who_moved(departures, pairs).to_dict()
    {1: 0, 2: 1}
    """
    if MOVED_AWAY not in departures.columns:
        raise InputError(
            _("The table of departures has no column `{name}`.").format(name=MOVED_AWAY)
        )
    one, other = friendship_places(friendships, departures["customer_id"])
    moved, n = _moved(departures), len(departures)
    count = np.bincount(one, moved[other], n) + np.bincount(other, moved[one], n)
    ids = pd.Index(departures["customer_id"], name="customer_id")
    return pd.Series(count.astype(np.int64), ids, name="friends_moved")


def cascade_size(left_in_step: pd.Series) -> float:
    """Say how many customers each first leaver pulled out, on average.

    Parameters
    ----------
    left_in_step : pandas.Series
        Step of a cascade in which each customer left: 0 for the first leavers, missing for those
        who stayed.

    Returns
    -------
    float
        Customers who followed for each first leaver.

    Raises
    ------
    InputError
        When nobody left first.

    Examples
    --------
    >>> cascade_size(pd.Series([0, 1, 1, 2, None]))
    3.0
    """
    first = int((left_in_step == 0).sum())
    if first == 0:
        raise InputError(_("Nobody left first (step 0), so there is no cascade to measure."))
    return float((left_in_step > 0).sum() / first)


def _month_left(departures: pd.DataFrame) -> Integers:
    absent = [name for name in ("customer_id", MONTH_LEFT) if name not in departures.columns]
    if absent:
        raise InputError(
            _(
                "The table of departures has no column {absent}: it needs `customer_id` and "
                "`month_left` (empty for those who are still there)."
            ).format(absent=", ".join(f"`{name}`" for name in absent))
        )
    month = departures[MONTH_LEFT].astype("Int64")
    bad = int((month < 1).sum())
    if bad:
        raise InputError(
            _("`month_left` is below 1 in {n} rows; months count from 1.").format(n=bad)
        )
    return np.asarray(month.fillna(_STILL_THERE).to_numpy(dtype=np.int64), dtype=np.int64)


def _moved(departures: pd.DataFrame) -> NDArray[np.bool_]:
    if MOVED_AWAY not in departures.columns:
        return np.zeros(len(departures), dtype=bool)
    return departures[MOVED_AWAY].to_numpy(dtype=bool)

"""Names and checks of the tables of a community: friendships, and who left when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["FRIEND_ID", "MONTH_LEFT", "MOVED_AWAY", "friendship_places"]

FRIEND_ID = "friend_id"
MONTH_LEFT = "month_left"
MOVED_AWAY = "moved_away"

Integers = NDArray[np.int64]


def friendship_places(
    friendships: pd.DataFrame, customer_ids: pd.Series
) -> tuple[Integers, Integers]:
    """Give both ends of each friendship as places in a list of customers.

    Parameters
    ----------
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    customer_ids : pandas.Series
        The customers, each once, in the order that places count.

    Returns
    -------
    one, other : ndarray of int

    Raises
    ------
    InputError
        When a column is missing, a friend is not among the customers, or somebody is their own
        friend or has the same friend twice.

    Examples
    --------
    >>> pairs = pd.DataFrame({"customer_id": [7], "friend_id": [9]})
    >>> one, other = friendship_places(pairs, pd.Series([9, 7]))
    >>> int(one[0]), int(other[0])
    (1, 0)
    """
    absent = [name for name in ("customer_id", FRIEND_ID) if name not in friendships.columns]
    if absent:
        raise InputError(
            _(
                "The table of friendships has no column {absent}: it needs `customer_id` and "
                "`friend_id`, each friendship in one row."
            ).format(absent=", ".join(f"`{name}`" for name in absent))
        )
    ids = pd.Index(customer_ids)
    if not ids.is_unique:
        raise InputError(
            _("{n} customers stand in the list more than once; one row each is expected.").format(
                n=int(ids.duplicated().sum())
            )
        )
    one = ids.get_indexer(pd.Index(friendships["customer_id"])).astype(np.int64)
    other = ids.get_indexer(pd.Index(friendships[FRIEND_ID])).astype(np.int64)
    unknown = int(((one < 0) | (other < 0)).sum())
    if unknown:
        raise InputError(
            _(
                "{n} friendships name somebody who is not among the customers; keep only "
                "friendships between two customers of the list."
            ).format(n=unknown)
        )
    own = int((one == other).sum())
    if own:
        raise InputError(
            _("{n} friendships are of a customer with themselves; drop them.").format(n=own)
        )
    pairs = pd.DataFrame({"low": np.minimum(one, other), "high": np.maximum(one, other)})
    twice = int(pairs.duplicated().sum())
    if twice:
        raise InputError(
            _("{n} friendships stand in the table twice; keep each in one row only.").format(
                n=twice
            )
        )
    return one, other

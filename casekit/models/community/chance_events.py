"""Do friends pull, or are friends alike? Ask those whose friends moved away by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.community import friendship_places
from casekit.metrics.community import friends_who_moved
from casekit.words import _

__all__ = ["MoveResults", "compare_friends_of_movers"]


@dataclass(frozen=True, eq=False)
class MoveResults:
    """Hold what happened to the friends of those who moved away.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a group by friends who moved (none, one, two or more): ``customers``, ``left``
        (share who left by the end of the time).
    difference : float
        Share who left with at least one friend who moved, less the share without (0.05: 5 points).
    p_value : float
        Share of draws of other movers that give a difference at least as large in size.
    """

    table: pd.DataFrame
    difference: float
    p_value: float

    def __repr__(self) -> str:
        return str(self.table.round({"left": 3}))


def compare_friends_of_movers(
    departures: pd.DataFrame,
    friendships: pd.DataFrame,
    *,
    within_months: int = 12,
    draws: int = 499,
    seed: int = 0,
) -> MoveResults:
    """Compare customers whose friends moved away by chance with those whose friends did not.

    Movers did not choose to leave the brand, and their friends did not choose them to move. So a
    difference between the groups is an effect of losing the friend, not a likeness of friends.

    Parameters
    ----------
    departures : pandas.DataFrame
        ``customer_id``, ``month_left``, ``moved_away``; the moves are in the first month, when
        everybody is there.
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once. Customers without one are left out.
    within_months : int
        Who left up to this month counts as having left.
    draws : int
        How many other sets of movers, as many, are drawn for the p-value.
    seed : int
        Same seed, same p-value.

    Returns
    -------
    MoveResults

    Raises
    ------
    InputError
        When nobody moved, or moves came later, when restless circles had fewer left to move.

    Notes
    -----
    Randomisation inference: if losing a friend to a move changed nothing, other movers drawn at
    random would give a difference as large as often as chance allows, friends alike or not.

    Examples
    --------
    >>> from casekit.generators.community import make_departures
    >>> departures, friendships, truth = make_departures(300, seed=1)
    >>> compare_friends_of_movers(departures, friendships).difference > 0
    True
    """
    moved = departures["moved_away"].to_numpy(dtype=bool)
    months = departures["month_left"].astype("Int64")
    if not moved.any():
        raise InputError(_("Nobody moved away in this record, so chance gives no comparison."))
    late = int((months[moved] > 1).sum())
    if late:
        raise InputError(
            _(
                "{n} customers moved after the first month. By then restless customers have left, "
                "so who could still move is no longer chance. Start the record at the moves."
            ).format(n=late)
        )
    one, other = friendship_places(friendships, departures["customer_id"])
    n = len(departures)
    has_friends = np.bincount(np.append(one, other), minlength=n) > 0
    left = (months.fillna(within_months + 1) <= within_months).to_numpy(dtype=bool)
    count = friends_who_moved(departures, friendships).to_numpy()
    # Those who left in the month of the moves could not react to them.
    seen = has_friends & ~(months == 1).fillna(False).to_numpy(dtype=bool)
    groups = pd.cut(count[seen], [-1, 0, 1, np.inf], labels=[_("none"), _("one"), _("two or more")])
    by_group = pd.DataFrame({"group": groups, "left": left[seen]}).groupby("group", observed=True)
    table = pd.DataFrame({"customers": by_group["left"].size(), "left": by_group["left"].mean()})
    table = table.rename_axis(_("friends who moved"))
    if len(table) < 2 or not (count[seen] == 0).any():
        raise InputError(
            _("Every customer, or none, has a friend who moved: there is nobody to compare with.")
        )

    def gap(friend_moved: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return float(left[seen & friend_moved].mean() - left[seen & ~friend_moved].mean())

    found = gap(count > 0)
    rng = np.random.default_rng(seed)
    stayed = np.flatnonzero(~moved)
    as_large = 0
    for _draw in range(draws):
        # Only those who are seen afterwards can stand in for movers: their outcomes are known.
        other_moved = np.zeros(n, dtype=bool)
        other_moved[rng.choice(stayed, size=int(moved.sum()), replace=False)] = True
        friend = np.zeros(n, dtype=bool)
        friend[one[other_moved[other]]] = True
        friend[other[other_moved[one]]] = True
        as_large += abs(gap(friend)) >= abs(found)
    return MoveResults(table, found, (1 + as_large) / (1 + draws))

"""Make customers who leave in clusters: because friends pull, or because friends are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.community.circles import make_friend_circles
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["DeparturesTruth", "make_departures"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DeparturesTruth:
    """What the generator of departures knows.

    Attributes
    ----------
    contagion : float
        By how much the log odds of leaving in a month rise when all friends have left.
    alike : float
        Share of the variance of restlessness that friends have in common.
    monthly_hazard : float
        Chance of leaving in a month, for the median customer with all friends there.
    spread_of_restlessness : float
        Standard deviation of the log odds of leaving across customers.
    move_month : int
        The month in which some customers, drawn at random, moved away.
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    customers : pandas.DataFrame
        ``customer_id``, ``circle``, ``friends``, ``restlessness`` (log odds about 0).
    """

    contagion: float
    alike: float
    monthly_hazard: float
    spread_of_restlessness: float
    move_month: int
    friendships: pd.DataFrame
    customers: pd.DataFrame


def make_departures(
    n_circles: int,
    *,
    seed: int,
    contagion: float = 2.5,
    alike: float = 0.0,
    months: int = 24,
    circle_size: int = 10,
    ties_between: float = 0.1,
    followers: int = 0,
    monthly_hazard: float = 0.012,
    spread_of_restlessness: float = 0.5,
    moved_share: float = 0.10,
    move_month: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame, DeparturesTruth]:
    """Make a community in which friends leave one after the other, for a reason that you choose.

    With ``contagion`` above 0 each friend who leaves makes leaving likelier. With ``alike`` above 0
    friends are restless alike and nobody pulls anybody. Both give departures in clusters. In one
    month some customers, drawn at random, move away for reasons that have nothing to do with the
    brand: only their friends tell the two worlds apart.

    Parameters
    ----------
    n_circles, circle_size, ties_between, followers
        As in `make_friend_circles`.
    seed : int
        Same seed, same data.
    contagion : float
        Rise of the log odds of leaving when the share of friends who left goes from 0 to 1.
    alike : float
        Share of the variance of restlessness that is common to a circle, 0 to 1.
    months : int
        Length of the record.
    monthly_hazard : float
        Chance of leaving in a month for the median customer with all friends there.
    spread_of_restlessness : float
        Standard deviation of the log odds of leaving across customers.
    moved_share : float
        Share of all customers drawn to move away, if they are still there.
    move_month : int
        The month in which they move. In the first month everybody is still there, so that having a
        friend who moved is pure chance; later, restless circles have fewer left who could move.

    Returns
    -------
    departures : pandas.DataFrame
        One row a customer: ``customer_id``, ``month_left`` (missing: still there at the end),
        ``moved_away`` (bool: left by moving).
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    truth : DeparturesTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    That the two look the same in records is a theorem, not an accident: Shalizi, C. R., & Thomas,
    A. C. (2011), Sociological Methods & Research 40(2), 211-239.

    Examples
    --------
    >>> departures, friendships, truth = make_departures(50, seed=1)
    >>> int(departures["month_left"].max()) <= 24
    True
    """
    refuse_unless_whole(months, "months")
    refuse_unless_whole(move_month, "move_month")
    refuse_unless(
        move_month <= months,
        "move_month",
        move_month,
        _("a month of the record of {months} months").format(months=months),
    )
    refuse_unless(
        0 < monthly_hazard < 1, "monthly_hazard", monthly_hazard, _("a chance between 0 and 1")
    )
    refuse_unless(0 <= moved_share < 1, "moved_share", moved_share, _("a share from 0 to below 1"))
    refuse_unless(contagion >= 0, "contagion", contagion, _("0 or more (log odds)"))
    friendships, circles = make_friend_circles(
        n_circles,
        seed=seed,
        circle_size=circle_size,
        ties_between=ties_between,
        followers=followers,
        mean_liking=0.0,
        spread_of_liking=spread_of_restlessness,
        alike=alike,
        settled=False,
    )
    customers = circles.customers.rename(columns={"liking": "restlessness"})
    n = len(customers)
    rng = np.random.default_rng([seed, 1])
    chance = rng.random((n, months))
    drawn_to_move = rng.random(n) < moved_share

    one, other = friendships.to_numpy().T - 1
    friends = np.maximum(customers["friends"].to_numpy(), 1)
    base = np.log(monthly_hazard / (1 - monthly_hazard)) + customers["restlessness"].to_numpy()
    month_left = np.zeros(n, dtype=np.int64)
    moved = np.zeros(n, dtype=bool)
    for month in range(1, months + 1):
        gone = month_left > 0
        friends_gone = np.bincount(one, gone[other], n) + np.bincount(other, gone[one], n)
        log_odds = base + contagion * friends_gone / friends
        moves = drawn_to_move & ~gone & (month == move_month)
        leaves = ~gone & (moves | (chance[:, month - 1] < 1 / (1 + np.exp(-log_odds))))
        month_left[leaves] = month
        moved |= moves
    departures = pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "month_left": pd.array(np.where(month_left > 0, month_left, -1), dtype="Int64"),
            "moved_away": moved,
        }
    )
    departures["month_left"] = departures["month_left"].mask(departures["month_left"] < 0)
    truth = DeparturesTruth(
        contagion,
        alike,
        monthly_hazard,
        spread_of_restlessness,
        move_month,
        friendships,
        customers,
    )
    return departures, friendships, truth

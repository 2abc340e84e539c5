"""Make the clients of a luxury house, bound to the house or to their adviser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["AdviserTruth", "make_adviser_departures"]


@dataclass(frozen=True)
class AdviserTruth:
    """What the generator of the luxury house knows.

    All shares are about the clients of the advisers who left, and compare their year after the
    departure with the same year had the adviser stayed.

    Attributes
    ----------
    spend_lost : float
        Share of the spending of that year that was lost because the adviser left.
    clients_lost : float
        Share of the clients of that year who were lost because the adviser left.
    spend_lost_with_second_adviser, spend_lost_without : float
        The first of these, for clients who know a second adviser and for those who do not.
    bound_to_adviser : float
        Share of all clients who are bound to the adviser rather than to the house.
    spend_bound_to_adviser : float
        Their share of all spending of the year before.
    clients : pandas.DataFrame
        ``client_id``, ``bound_to_adviser`` (bool), ``spend_if_adviser_stays``,
        ``spend_if_adviser_leaves`` (money, in the year after).
    """

    spend_lost: float
    clients_lost: float
    spend_lost_with_second_adviser: float
    spend_lost_without: float
    bound_to_adviser: float
    spend_bound_to_adviser: float
    clients: pd.DataFrame


def make_adviser_departures(
    n_advisers: int,
    *,
    seed: int,
    clients_per_adviser: int = 60,
    left_share: float = 0.3,
    median_spend: float = 900.0,
    spread_of_spend: float = 1.52,
    bound_at_the_median: float = 0.30,
    bound_pull: float = 0.45,
    stay_rate: float = 0.90,
    stay_rate_without_adviser: float = 0.35,
    second_adviser_share: float = 0.5,
    second_adviser_keeps: float = 0.6,
) -> tuple[pd.DataFrame, AdviserTruth]:
    """Make a year before and a year after some client advisers of a luxury house left.

    Who leaves is drawn at random among the advisers. A client bound to the adviser often goes too;
    a client bound to the house does not notice much. Big spenders are bound to a person more often.

    Parameters
    ----------
    n_advisers, clients_per_adviser : int
        Advisers, at least 2, and clients of each.
    seed : int
        Same seed, same data.
    left_share : float
        Share of the advisers who left (at least one leaves, at least one stays).
    median_spend, spread_of_spend : float
        Spending in the year before: median (money) and standard deviation in logs.
    bound_at_the_median, bound_pull : float
        Chance to be bound to the adviser at median spending, and how it rises (log odds per unit of
        log spending).
    stay_rate, stay_rate_without_adviser : float
        Chance to buy again next year: bound to the house or with the adviser still there; and bound
        to an adviser who left.
    second_adviser_share, second_adviser_keeps : float
        Share of clients introduced to a second adviser, drawn at random; and the share of those
        bound to the first who stay with the second when the first leaves.

    Returns
    -------
    clients : pandas.DataFrame
        ``client_id``, ``adviser_id``, ``adviser_left`` (bool), ``knows_second_adviser`` (bool),
        ``spend_before``, ``spend_after`` (money a year; 0: did not come back).
    truth : AdviserTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    A standard deviation of 1.52 gives the top 1% of clients a little over a fifth of spending, as
    the BCG-Altagamma study reports for luxury. All other values are chosen for teaching.

    Examples
    --------
    >>> clients, truth = make_adviser_departures(40, seed=1)
    >>> clients["adviser_id"].nunique(), truth.spend_lost > truth.clients_lost
    (40, True)
    """
    refuse_unless_whole(n_advisers, "n_advisers")
    refuse_unless(n_advisers > 1, "n_advisers", n_advisers, _("2 advisers or more"))
    refuse_unless_whole(clients_per_adviser, "clients_per_adviser")
    shares = {
        "left_share": left_share,
        "bound_at_the_median": bound_at_the_median,
        "stay_rate": stay_rate,
        "stay_rate_without_adviser": stay_rate_without_adviser,
        "second_adviser_share": second_adviser_share,
        "second_adviser_keeps": second_adviser_keeps,
    }
    for name, value in shares.items():
        refuse_unless(0 < value < 1, name, value, _("a share between 0 and 1"))
    for name, value in {"median_spend": median_spend, "spread_of_spend": spread_of_spend}.items():
        refuse_unless(value > 0, name, value, _("a number above 0"))
    rng = np.random.default_rng(seed)
    n = n_advisers * clients_per_adviser
    adviser = np.repeat(np.arange(1, n_advisers + 1), clients_per_adviser)
    leavers = int(np.clip(np.floor(left_share * n_advisers + 0.5), 1, n_advisers - 1))
    left = np.isin(adviser, rng.permutation(np.arange(1, n_advisers + 1))[:leavers])
    log_spend = spread_of_spend * rng.standard_normal(n)
    change = np.exp(0.3 * rng.standard_normal(n) - 0.3**2 / 2)
    binds, stays, follows = rng.random((3, n))
    second = rng.random(n) < second_adviser_share
    kept_by_second = rng.random(n) < second_adviser_keeps

    odds = np.log(bound_at_the_median / (1 - bound_at_the_median)) + bound_pull * log_spend
    bound = binds < 1 / (1 + np.exp(-odds))
    before = np.round(median_spend * np.exp(log_spend), 2)
    if_stays = np.where(stays < stay_rate, np.round(before * change, 2), 0.0)
    held = ~bound | (second & kept_by_second)
    if_leaves = np.where(held | (follows < stay_rate_without_adviser), if_stays, 0.0)

    clients = pd.DataFrame(
        {
            "client_id": np.arange(1, n + 1),
            "adviser_id": adviser,
            "adviser_left": left,
            "knows_second_adviser": second,
            "spend_before": before,
            "spend_after": np.where(left, if_leaves, if_stays),
        }
    )
    truth = AdviserTruth(
        spend_lost=_lost(if_stays, if_leaves, left),
        clients_lost=_lost(1.0 * (if_stays > 0), 1.0 * (if_leaves > 0), left),
        spend_lost_with_second_adviser=_lost(if_stays, if_leaves, left & second),
        spend_lost_without=_lost(if_stays, if_leaves, left & ~second),
        bound_to_adviser=float(bound.mean()),
        spend_bound_to_adviser=float(before[bound].sum() / before.sum()),
        clients=pd.DataFrame(
            {
                "client_id": clients["client_id"],
                "bound_to_adviser": bound,
                "spend_if_adviser_stays": if_stays,
                "spend_if_adviser_leaves": if_leaves,
            }
        ),
    )
    return clients, truth


def _lost(with_adviser: Any, without: Any, among: NDArray[np.bool_]) -> float:
    total = float(with_adviser[among].sum())
    return 1 - float(without[among].sum()) / total if total > 0 else 0.0

"""The shadow of breakage: money left on cards belongs to guests who stopped coming."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.rewards.ledgers import until
from casekit.cases.rewards.truth import RewardsTruth, day_of
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["shadow_of_breakage"]


def shadow_of_breakage(
    data: Tables,
    truth: RewardsTruth,
    *,
    on: str | pd.Timestamp = "2025-12-31",
    margin: float | None = None,
) -> pd.DataFrame:
    """Set the money that guests leave on cards against the margin that left with them.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `rewards_world`.
    on : str or pandas.Timestamp
        A day of the record. Only guests who keep money on a card and are gone by then count.
    margin : float, optional
        Share of a dollar of sales that is left after the goods; by default the world's.

    Returns
    -------
    pandas.DataFrame
        Rows ``by the truth`` and ``by their visits``: ``guests`` who are gone, ``left_on_cards``
        ($, never used), ``margin_a_year`` ($ that the same guests brought in a year of open shops:
        by their true rate and spend; by their own visits from the first to the last, if at least
        eight weeks lie between), and ``margin_per_dollar`` of breakage.

    Raises
    ------
    InputError
        When the day lies outside the record, or the margin is no share.

    Notes
    -----
    A year without them, not discounted; nobody says that they would have stayed for ever. The
    truth's row counts visits that did not happen because the guest was gone, not because shops
    were shut.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(800, seed=1, n_households=50)
    >>> shadow = shadow_of_breakage(data, truth)
    >>> bool(shadow.loc["by the truth", "margin_per_dollar"] > 1)
    True
    """
    share = truth.margin if margin is None else margin
    refuse_unless(0 <= share <= 1, "margin", share, _("a share from 0 to 1"))
    day = day_of(on)
    alive = truth.alive(on)
    left = truth.cards.on(day)["held"].reindex(alive.index)
    gone = alive.index[(~alive & (left > 0)).to_numpy()]
    people = truth.guests.set_index("customer_id").loc[gone]
    a_year = people["purchase_rate_per_week"] * people["mean_spend"] * 365.25 / 7 * share
    seen = until(data.visits, on)
    of_each = seen[seen["customer_id"].isin(gone)].groupby("customer_id")
    weeks = (of_each["date"].max() - of_each["date"].min()).dt.days / 7
    # The last visit ends the stretch, the first begins it: one of them is not inside.
    spent = of_each["amount"].sum() - of_each["amount"].first()
    known = weeks[weeks >= 8].index
    by_visits = (spent.loc[known] / weeks.loc[known]).sum() * 365.25 / 7 * share
    rows = {
        _("by the truth"): (len(gone), left.loc[gone].sum(), a_year.sum()),
        _("by their visits"): (len(known), left.loc[known].sum(), by_visits),
    }
    table = pd.DataFrame(rows, index=["guests", "left_on_cards", "margin_a_year"]).T
    with np.errstate(divide="ignore", invalid="ignore"):
        table["margin_per_dollar"] = table["margin_a_year"] / table["left_on_cards"]
    return table

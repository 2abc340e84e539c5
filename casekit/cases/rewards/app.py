"""The two years before the record: spending by month around the opening of the app."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from casekit.cases.rewards.guests import Guests
from casekit.cases.rewards.settings import RewardsSettings
from casekit.generators.community import CommunityTruth, make_community_panel

__all__ = ["APP_OPENS", "make_app_panel"]

# Month of the panel in which the app opens: the first of its second year.
APP_OPENS = 13


def make_app_panel(
    guests: Guests, settings: RewardsSettings
) -> tuple[pd.DataFrame, CommunityTruth]:
    """Make the months of spending of all guests before the record, around the app's opening.

    Parameters
    ----------
    guests : Guests
    settings : RewardsSettings

    Returns
    -------
    panel : pandas.DataFrame
        ``customer_id``, ``month`` (1 to 24), ``spend`` ($), ``app`` (gets it when it opens),
        ``orders_ahead``.
    truth : CommunityTruth
        Whose customers have the guests' ids. Heavy guests were heavy then: the order of usual
        spending is that of what they spend a week as members.
    """
    panel, truth = make_community_panel(
        guests.count,
        seed=settings.seed,
        opens=APP_OPENS,
        member_share=settings.app_share,
        spend_pull=settings.app_spend_pull,
        rise_pull=settings.app_rise_pull,
        poster_effect=settings.app_effect_ahead,
        lurker_effect=settings.app_effect_pay,
        poster_share=settings.app_ahead_share,
        usual_spend=settings.usual_spend,
    )
    usual = truth.customers["usual_spend"].to_numpy()
    whose = np.empty(guests.count, dtype=np.int64)
    whose[np.argsort(usual, kind="stable")] = np.argsort(guests.worth, kind="stable") + 1
    months = int(panel["month"].max())
    panel = panel.assign(customer_id=np.repeat(whose, months))
    panel = panel.sort_values(["customer_id", "month"], ignore_index=True)
    panel = panel.rename(columns={"member": "app", "posts": "orders_ahead"})
    customers = truth.customers.assign(customer_id=whose)
    customers = customers.rename(columns={"member": "app", "posts": "orders_ahead"})
    customers = customers.sort_values("customer_id", ignore_index=True)
    return panel, replace(truth, customers=customers)

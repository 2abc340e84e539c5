"""Larch Market of lesson 13: what each future of its card leaves, per member and month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.metrics.programmes import MeanDifference, difference_in_means
from casekit.models.experiments import instrument_estimate
from casekit.words import _

__all__ = ["larch_futures"]


def larch_futures(
    customers: pd.DataFrame,
    by_changes: MeanDifference,
    by_group: pd.DataFrame,
    *,
    margin: float,
    point_cost: float,
    running_cost: float,
    ceiling: float = 150.0,
) -> pd.DataFrame:
    """Set what a card adds against what it costs, for each thing that Larch could do.

    Parameters
    ----------
    customers : pandas.DataFrame
        From `casekit.generators.programmes.make_card_launch`.
    by_changes : MeanDifference
        What the card adds to a member's spending by comparing changes, $ a month.
    by_group : pandas.DataFrame
        The same as margin by kind of buyer, $ a month: ``margin``, ``low`` and ``high``, with an
        index of names like ``light buyers``.
    margin : float
        Margin of a dollar of sales.
    point_cost, running_cost : float
        Cost of the points of a dollar spent; running cost of a member and month, $.
    ceiling : float
        Dollars a month beyond which no points are given.

    Returns
    -------
    pandas.DataFrame
        A row a future: ``margin_added``, ``cost``, ``left``, ``low`` and ``high`` (95% interval of
        what is left), in $ per member and month.

    Examples
    --------
    >>> from casekit.generators.programmes import make_card_launch
    >>> customers, _ = make_card_launch(2_000, seed=1)
    >>> added = MeanDifference(10.0, 1.0, 8.0, 12.0, 2_000)
    >>> groups = pd.DataFrame({"margin": 2.5, "low": 2.0, "high": 3.0},
    ...                       index=["light buyers", "medium buyers", "heavy buyers"])
    >>> found = larch_futures(customers, added, groups, margin=0.25, point_cost=0.02,
    ...                       running_cost=0.5)
    >>> found.loc["end the card"].tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0]
    """
    member = customers[customers["member"]]
    paid = member["spend_per_month_after"]
    cost = point_cost * paid.mean() + running_cost
    capped = point_cost * paid.clip(upper=ceiling).mean() + running_cost
    chart = difference_in_means(customers, "spend_per_month_after", "member")
    letter = instrument_estimate(customers, "spend_per_month_after", "member", "invited")
    lot = (letter.params["effect"], *letter.conf_int().loc["effect"])
    changes = (by_changes.difference, by_changes.low, by_changes.high)
    # Members below the ceiling gain what their kind gains on average; all others nothing.
    kinds = member["heaviness"].astype(str) + " buyers"
    below = (paid <= ceiling).groupby(kinds).sum() / len(member)
    kept = float((below * by_group["margin"]).sum())
    around = float(np.sqrt(((below * (by_group["high"] - by_group["low"]) / 2) ** 2).sum()))
    rows = {
        _("keep, as the chart has it"): [
            *(margin * np.array([chart.difference, chart.low, chart.high])),
            cost,
        ],
        _("keep, by comparing changes"): [*(margin * np.array(changes)), cost],
        _("keep, by the lot"): [*(margin * np.array(lot)), cost],
        _("ceiling, nobody buys less"): [*(margin * np.array(changes)), capped],
        _("ceiling, all above it go back"): [kept, kept - around, kept + around, capped],
        _("end the card"): [0.0, 0.0, 0.0, 0.0],
    }
    table = pd.DataFrame(rows, index=["margin_added", "low", "high", "cost"]).T
    for end in ("low", "high"):
        table[end] -= table["cost"]
    table["left"] = table["margin_added"] - table["cost"]
    return table[["margin_added", "cost", "left", "low", "high"]]

"""The liability for Stars under several shares that will be used in the end."""

from __future__ import annotations

from collections.abc import Mapping
from warnings import catch_warnings, simplefilter

import pandas as pd

from casekit.cases.rewards.ledgers import star_ledger, until
from casekit.errors import CasekitWarning
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.metrics.ledger import allocate_price, liability_roll_forward
from casekit.words import _

__all__ = ["redemption_scenarios"]


def redemption_scenarios(
    data: Tables,
    rates: Mapping[str, float],
    *,
    value_per_star: float = 2 / 60,
    through: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Roll the liability for Stars forward under several shares that will be used in the end.

    Each scenario shares every dollar paid between coffee and Stars (`casekit.allocate_price`), so a
    higher share defers more, and owes more.

    Parameters
    ----------
    data : Tables
        From `rewards_world`.
    rates : mapping of str to float
        Share of Stars that will be used, by name of the scenario.
    value_per_star : float
        What a Star buys, $; by default the public 60 Stars for 2 dollars.
    through : str or pandas.Timestamp, optional
        Last day that is seen.

    Returns
    -------
    pandas.DataFrame
        A row a scenario, $ over the whole record: ``deferred``, ``from_redemptions``,
        ``from_new_estimate``, ``at_expiry`` (the three revenues) and ``closing`` (owed);
        deferred - revenues = closing to the cent. ``redemption`` and ``price_per_star`` stand
        first.

    Raises
    ------
    InputError
        When a rate is no share.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(200, seed=1, n_households=50)
    >>> table = redemption_scenarios(data, {"low": 0.6, "high": 0.9})
    >>> bool(table.loc["high", "closing"] > table.loc["low", "closing"])
    True
    """
    ledger = star_ledger(data, through=through)
    given = float(ledger.loc[ledger["kind"] == "earned", "points"].sum())
    sales = float(until(data.visits, through)["amount"].sum())
    rows = {}
    for name, rate in rates.items():
        refuse_unless(0 < rate <= 1, f"rates[{name!r}]", rate, _("a share above 0, at most 1"))
        price = allocate_price(
            sales, points=given, value_per_point=value_per_star, redemption_rate=rate
        ).per_point
        with catch_warnings():
            # A scenario that is too low is what is tried here: it is told by a negative estimate.
            simplefilter("ignore", CasekitWarning)
            table = liability_roll_forward(ledger, price_per_point=price, redemption=rate)
        sums = table[["deferred", "from_redemptions", "from_new_estimate", "at_expiry"]].sum()
        rows[name] = {
            "redemption": rate,
            "price_per_star": price,
            **sums.round(2).to_dict(),
            "closing": float(table["closing"].iloc[-1]),
        }
    return pd.DataFrame(rows).T

"""The shadow of breakage: money left on cards belongs to guests who stopped coming."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.rewards.ledgers import until
from casekit.cases.rewards.settings import START
from casekit.cases.rewards.truth import RewardsTruth, day_of
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["shadow_of_breakage"]


def shadow_of_breakage(
    data: Tables,
    truth: RewardsTruth,
    *,
    on: str | pd.Timestamp = "2025-12-31",
    silent_days: int = 183,
    margin: float | None = None,
) -> pd.DataFrame:
    """Set the money that guests leave on cards against the margin that left with them.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `rewards_world`.
    on : str or pandas.Timestamp
        A day of the record.
    silent_days : int
        Second row: guests who have not come for longer than this are taken for gone.
    margin : float, optional
        Share of a dollar of sales that is left after the goods; by default the world's.

    Returns
    -------
    pandas.DataFrame
        Rows ``by the truth`` (guests who are gone with money on the card) and ``from the tills``
        (guests with money on the card who have been silent for so long; no truth is used):
        ``guests``, ``left_on_cards`` ($), ``margin_a_year`` ($: the rate at which they came, for
        a year of open shops), ``margin_brought`` ($ that they really brought up to the day), and
        both by dollar left: ``margin_per_dollar``, ``brought_per_dollar``; ``median_days`` from
        the first visit to the last.

    Raises
    ------
    InputError
        When the day lies outside the record, the margin is no share, or the silence no number of
        days.

    Notes
    -----
    The first row's rate is the true one; the second row's is read from visits, first to last, of
    guests with at least eight weeks between these. A rate is no loss: most of these guests did not
    stay a year, and nobody says that they would have stayed one more. Not discounted.

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
    refuse_unless_whole(silent_days, "silent_days")
    end = pd.Timestamp(START) + pd.Timedelta(days=day_of(on))
    seen = until(data.visits, on).groupby("customer_id")
    stay = pd.DataFrame({"first": seen["date"].min(), "last": seen["date"].max()})
    stay["weeks"] = (stay["last"] - stay["first"]).dt.days / 7
    stay["spent"] = seen["amount"].sum()
    # The last visit ends the stretch, the first begins it: one of them is not inside.
    stay["inside"] = stay["spent"] - seen["amount"].first()
    stay["held"] = _on_cards(data, on).reindex(stay.index, fill_value=0.0)
    alive = truth.alive(on).reindex(stay.index).to_numpy(dtype=bool)
    gone = stay[~alive & (stay["held"] > 0)]
    silent = stay[((end - stay["last"]).dt.days > silent_days) & (stay["held"] > 0)]
    known = silent[silent["weeks"] >= 8]
    people = truth.guests.set_index("customer_id").loc[gone.index]
    by_truth = (people["purchase_rate_per_week"] * people["mean_spend"]).sum()
    by_visits = (known["inside"] / known["weeks"]).sum()
    rows = {
        _("by the truth"): _row(gone, gone, by_truth, share),
        _("from the tills"): _row(silent, known, by_visits, share),
    }
    return pd.DataFrame(rows).T


def _on_cards(data: Tables, on: str | pd.Timestamp) -> pd.Series:
    """Give what is on each card at the end of a day, $: loads less payments."""
    rows = until(data.card_loads, on)
    cents = np.rint(100 * rows["amount"]).astype(np.int64)
    sign = np.where(rows["kind"] == "loaded", 1, -1)
    return (cents * sign).groupby(rows["customer_id"]).sum() / 100


def _row(
    guests: pd.DataFrame, known: pd.DataFrame, weekly: float, share: float
) -> dict[str, float]:
    """Describe some guests; `weekly` is what those whose rate is known spent a week, $."""
    a_year = weekly * 365.25 / 7 * share
    brought = float(guests["spent"].sum()) * share
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "guests": float(len(guests)),
            "left_on_cards": float(guests["held"].sum()),
            "margin_a_year": float(a_year),
            "margin_per_dollar": float(np.float64(a_year) / known["held"].sum()),
            "margin_brought": brought,
            "brought_per_dollar": float(np.float64(brought) / guests["held"].sum()),
            "median_days": 7 * float(guests["weeks"].median()),
        }

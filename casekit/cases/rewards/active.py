"""Active is not alive: the 90-day count, BG/NBD, and who is truly still a guest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.rewards.histories import guest_histories
from casekit.cases.rewards.settings import START
from casekit.cases.rewards.truth import RewardsTruth, day_of
from casekit.errors import InputError
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.models.purchases import BGNBD
from casekit.words import _

__all__ = [
    "active_and_alive",
    "alive_error_rates",
    "alive_rules",
    "recently_active",
]


def recently_active(data: Tables, *, on: str | pd.Timestamp, days: int = 90) -> pd.Series:
    """Tell which members came in the last 90 days, as chains count "active members".

    Parameters
    ----------
    data : Tables
        From `rewards_world`.
    on : str or pandas.Timestamp
        Last day that counts.
    days : int
        Length of the window, in days.

    Returns
    -------
    pandas.Series
        True or False by ``customer_id``, of those who had joined by then.

    Raises
    ------
    InputError
        When the day lies outside the record, or `days` is no number of days.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> active = recently_active(data, on="2025-12-31")
    >>> bool(active.mean() < 1)
    True
    """
    refuse_unless_whole(days, "days")
    end = pd.Timestamp(START) + pd.Timedelta(days=day_of(on))
    joined = data.guests.loc[data.guests["joined"] <= end, "customer_id"]
    when = data.visits["date"]
    recent = data.visits.loc[(when <= end) & (when > end - pd.Timedelta(days=days)), "customer_id"]
    return pd.Series(joined.isin(recent.unique()).to_numpy(), index=pd.Index(joined), name="active")


def active_and_alive(data: Tables, truth: RewardsTruth, *, days: int = 90) -> pd.DataFrame:
    """Follow the count of active members and the truth, month by month.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `rewards_world`.
    days : int
        Window of the count.

    Returns
    -------
    pandas.DataFrame
        By the last day of each month: ``joined`` (all members so far; nobody resigns), ``active``
        (came in the last `days` days), ``alive`` (the truth) and ``visits`` in the month.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> active_and_alive(data, truth).shape
    (24, 4)
    """
    ends = pd.date_range(str(START), periods=24, freq="ME")
    months = data.visits["date"].dt.to_period("M").value_counts()
    rows = []
    for end in ends:
        active, alive = recently_active(data, on=end, days=days), truth.alive(end)
        visits = int(months.get(end.to_period("M"), 0))
        rows.append((len(active), int(active.sum()), int(alive.sum()), visits))
    names = ["joined", "active", "alive", "visits"]
    return pd.DataFrame(rows, columns=names, index=pd.Index(ends, name="date"))


def alive_error_rates(says_alive: pd.Series, alive: pd.Series) -> dict[str, float]:
    """Count how often a rule that calls members alive or gone is wrong.

    Parameters
    ----------
    says_alive, alive : pandas.Series of bool
        The rule and the truth, by ``customer_id``.

    Returns
    -------
    dict of str to float
        ``members``; ``called_alive`` and ``truly_alive`` (numbers); ``alive_called_gone`` (share of
        the truly alive), ``gone_called_alive`` (share of the truly gone), ``wrong`` (share of all).
        NaN where there is nobody to be wrong about.

    Raises
    ------
    InputError
        When the two speak of different members.

    Examples
    --------
    >>> said, true = pd.Series([True, True, False]), pd.Series([True, False, False])
    >>> alive_error_rates(said, true)["gone_called_alive"]
    0.5
    """
    if not says_alive.index.sort_values().equals(alive.index.sort_values()):
        raise InputError(_("The rule and the truth speak of different members."))
    said = says_alive.reindex(alive.index).to_numpy(dtype=bool)
    true = alive.to_numpy(dtype=bool)

    def share(wrong: np.ndarray, among: np.ndarray) -> float:
        return float(wrong[among].mean()) if among.any() else float("nan")

    return {
        "members": float(len(true)),
        "called_alive": float(said.sum()),
        "truly_alive": float(true.sum()),
        "alive_called_gone": share(~said, true),
        "gone_called_alive": share(said, ~true),
        "wrong": share(said != true, np.ones(len(true), dtype=bool)),
    }


def alive_rules(
    data: Tables,
    truth: RewardsTruth,
    *,
    on: str | pd.Timestamp,
    days: int = 90,
    cutoff: float = 0.5,
) -> pd.DataFrame:
    """Set the 90-day count and BG/NBD against the truth, on one day.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `rewards_world`.
    on : str or pandas.Timestamp
        The day.
    days : int
        Window of the count.
    cutoff : float
        P(alive) from which a member is called alive.

    Returns
    -------
    pandas.DataFrame
        Rows ``active in 90 days``, ``BG/NBD, calendar weeks`` and ``BG/NBD, weeks of open shops``;
        columns as in `alive_error_rates`, and ``expected_alive``: the sum of P(alive), which is
        the model's count (missing for the 90-day rule).

    Raises
    ------
    InputError
        When the day lies outside the record, or the model cannot be fitted to so few members.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> alive_rules(data, truth, on="2025-12-31").shape
    (3, 7)
    """
    refuse_unless(0 <= cutoff <= 1, "cutoff", cutoff, _("a chance from 0 to 1"))
    true = truth.alive(on)
    rows = {
        _("active in {days} days").format(days=days): alive_error_rates(
            recently_active(data, on=on, days=days), true
        )
    }
    names = {"calendar": _("BG/NBD, calendar weeks"), "open": _("BG/NBD, weeks of open shops")}
    for clock, name in names.items():
        table = guest_histories(data, on=on, clock=clock).set_index("customer_id")
        chance = BGNBD().fit(table).probability_alive(table)
        chance.index = table.index
        rows[name] = alive_error_rates(chance >= cutoff, true)
        rows[name]["expected_alive"] = float(chance.sum())
    return pd.DataFrame(rows).T

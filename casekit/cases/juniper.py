"""Juniper Coffee of lesson 21: what its board's proposals move, in money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.cases.rewards import RewardsTruth, recently_active, tier_thresholds
from casekit.cases.rewards.thresholds import TierTerms
from casekit.cases.rewards.truth import day_of
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["LINES_TRIED", "juniper_balances", "juniper_proposals", "line_reached"]

# Lines of Gold (Stars) among which the best is looked for.
LINES_TRIED = (100, 150, 200, 250, 300, 350, 400, 500, 600, 750, 900, 1_200, 1_500)

_DAYS_A_YEAR = 365.25


def _margin_a_year(truth: RewardsTruth) -> pd.Series:
    """Give what each guest brings in a year of open shops while a guest, $ of margin."""
    people = truth.guests.set_index("customer_id")
    weeks = _DAYS_A_YEAR / 7
    return people["purchase_rate_per_week"] * people["mean_spend"] * weeks * truth.margin


def _silent_days(data: Tables, on: str | pd.Timestamp) -> pd.Series:
    """Give the days since each member's last visit, for those who had joined."""
    end = pd.Timestamp(on).normalize()
    seen = data.visits[data.visits["date"] <= end]
    return (end - seen.groupby("customer_id")["date"].max()).dt.days


def juniper_balances(
    data: Tables,
    truth: RewardsTruth,
    *,
    on: str | pd.Timestamp = "2025-12-31",
    silent_days: int = 183,
) -> pd.DataFrame:
    """Tell whose money would end if balances ran out after a silence.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `casekit.cases.rewards.rewards_world`.
    on : str or pandas.Timestamp
        A day of the record.
    silent_days : int
        Days without a visit after which a balance would end.

    Returns
    -------
    pandas.DataFrame
        Rows ``gone`` and ``still guests``: ``guests`` with money on the card who have been silent
        longer, ``on_cards`` ($), of it ``used_later`` ($) without the rule, and ``margin_a_year``
        ($ that they bring in a year of open shops while they are guests).

    Raises
    ------
    InputError
        When the day lies outside the record, or the silence is no number of days.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(800, seed=1, n_households=50)
    >>> float(juniper_balances(data, truth).loc["gone", "used_later"])
    0.0
    """
    refuse_unless_whole(silent_days, "silent_days")
    fates = truth.cards.on(day_of(on))
    silent = _silent_days(data, on)
    alive = truth.alive(on)
    hit = silent.index[(silent > silent_days) & (fates["held"].reindex(silent.index) > 0)]
    worth = _margin_a_year(truth)
    rows = {}
    for name, some in ((_("gone"), hit[~alive[hit]]), (_("still guests"), hit[alive[hit]])):
        rows[name] = {
            "guests": float(len(some)),
            "on_cards": float(fates.loc[some, "held"].sum()),
            "used_later": float(fates.loc[some, ["will_be_used", "still_open"]].sum().sum()),
            "margin_a_year": float(worth.loc[some].sum()),
        }
    return pd.DataFrame(rows).T


def juniper_proposals(
    data: Tables,
    truth: RewardsTruth,
    guests: pd.DataFrame,
    terms: TierTerms,
    *,
    breakage_rate: float,
    on: str | pd.Timestamp = "2025-12-31",
    report_day: str | pd.Timestamp = "2025-06-30",
    silent_days: int = 183,
    voucher: float = 5.0,
    today: float = 500,
    asked: float = 200,
    kept_share: float = 0.10,
) -> pd.DataFrame:
    """Put what each proposal moves on one scale.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `casekit.cases.rewards.rewards_world`.
    guests : pandas.DataFrame
        From `casekit.cases.rewards.tier_guests`.
    terms : TierTerms
        What Gold gives, costs and earns.
    breakage_rate : float
        Share of the money loaded that is expected never to be used, by an honest estimate.
    on : str or pandas.Timestamp
        Day of the accounts.
    report_day : str or pandas.Timestamp
        Day on which members not active within 90 days are called lost.
    silent_days : int
        Days after which balances would end.
    voucher : float
        $ for each member who is called lost.
    today, asked : float
        Line of Gold now, and as asked for (Stars).
    kept_share : float
        Of the guests who left in the 365 days up to `on`, the share that stays in the last row.

    Returns
    -------
    pandas.DataFrame
        A row a proposal: ``money`` ($), ``kind`` (``"on paper"``, ``"once"`` or ``"a year"``).

    Raises
    ------
    InputError
        When a day lies outside the record, or a share is none.

    Notes
    -----
    First row: breakage booked by the count of what is not used, beyond the honest estimate; no
    money moves, and it is taken back when guests use what they hold. Second: all that balances
    that end could take from guests who would have used them, if none of them minds. Third:
    vouchers for everybody who is called lost; in this world who is gone does not come back for a
    voucher, and who is not uses it on a visit that would have been made anyway. Last: margin a
    year of the guests kept, before what keeping costs.

    Examples
    --------
    >>> from casekit.cases.rewards import TierTerms, rewards_world, tier_guests
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> made = juniper_proposals(data, truth, tier_guests(truth), TierTerms(), breakage_rate=0.01)
    >>> made["kind"].tolist()
    ['on paper', 'once', 'once', 'a year', 'a year']
    """
    for name, share in (("breakage_rate", breakage_rate), ("kept_share", kept_share)):
        refuse_unless(0 <= share <= 1, name, share, _("a share from 0 to 1"))
    cards = truth.cards.on(day_of(on)).sum()
    counted = float(cards["held"]) - breakage_rate * float(cards["given"])
    ends = juniper_balances(data, truth, on=on, silent_days=silent_days)
    called = recently_active(data, on=report_day, days=90)
    anyway = int((~called & truth.alive(report_day)[called.index]).sum())
    profit = tier_thresholds(guests, (today, asked), terms)["profit"]
    end = pd.Timestamp(on).normalize()
    gone = truth.guests.set_index("customer_id")["gone"]
    left = gone.index[((gone <= end) & (gone > end - pd.Timedelta(days=365))).to_numpy()]
    kept = kept_share * float(_margin_a_year(truth).loc[left].sum())
    rows = [
        (_("book all unused money\nas breakage"), counted, "on paper"),
        (_("balances end after\n{d} days").format(d=silent_days), ends["used_later"].sum(), "once"),
        (_("a voucher for all\nwho seem lost"), -voucher * anyway, "once"),
        (
            _("Gold from {a:g} instead\nof {b:g} Stars").format(a=asked, b=today),
            float(profit[asked] - profit[today]),
            "a year",
        ),
        (_("if {s:.0%} of those who\nleft had stayed").format(s=kept_share), kept, "a year"),
    ]
    names, money, kind = zip(*rows, strict=True)
    return pd.DataFrame({"money": np.round(money, 2), "kind": kind}, index=list(names))


def line_reached(guests: pd.DataFrame, terms: TierTerms, line: Any) -> Any:
    """Tell how much of the best profit a line of Gold reaches.

    Parameters
    ----------
    guests : pandas.DataFrame
        From `casekit.cases.rewards.tier_guests`.
    terms : TierTerms
        What Gold gives, costs and earns.
    line : float
        Stars in a year. Three dots stand for a line that is not chosen yet.

    Returns
    -------
    float
        Per cent of the profit of the best of a grid of lines; three dots for three dots.

    Raises
    ------
    InputError
        When the line is not above 0, or no line of the grid earns anything.

    Examples
    --------
    >>> from casekit.cases.rewards import TierTerms, rewards_world, tier_guests
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> line_reached(tier_guests(truth), TierTerms(), ...)
    Ellipsis
    """
    if line is ...:
        return line
    profit = tier_thresholds(guests, (line, *LINES_TRIED), terms)["profit"]
    best = float(profit.iloc[1:].max())
    refuse_unless(best > 0, "terms", terms, _("terms under which some line earns something"))
    return 100 * float(profit.iloc[0]) / best

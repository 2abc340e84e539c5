"""What the proposals to Juniper's board move, in money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.juniper.balances import juniper_balances
from casekit.cases.juniper.worth import kept_margin
from casekit.cases.rewards import RewardsTruth, recently_active, tier_thresholds
from casekit.cases.rewards.thresholds import TierTerms
from casekit.cases.rewards.truth import day_of
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.metrics.ledger import stored_value_roll_forward
from casekit.words import _

__all__ = ["juniper_proposals"]


def juniper_proposals(
    data: Tables,
    truth: RewardsTruth,
    guests: pd.DataFrame,
    terms: TierTerms,
    *,
    breakage_rate: float,
    on: str | pd.Timestamp = "2025-12-31",
    report_day: str | pd.Timestamp = "2025-06-29",
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
        A row a proposal: ``money`` ($), ``kind`` (``"on paper"``, ``"once"``, ``"a year"`` or
        ``"no proposal"``: a year, before what it costs).

    Raises
    ------
    InputError
        When a day lies outside the record, or a share is none.

    Notes
    -----
    First row: breakage booked by the count of what is not used, beyond the honest estimate, both
    in proportion to use (`casekit.stored_value_roll_forward`); no money moves, and it is taken back
    when guests use what they hold. Second: what balances that end take in a year from guests who
    would have used them, if none of them minds. Third: vouchers for everybody who is called lost;
    in this world who is gone does not come back for a voucher, and who is not uses it on a visit
    that would have been made anyway. Last: margin in the year after of the guests kept, who may
    leave again by their own chance of leaving; before what keeping costs.

    Examples
    --------
    >>> from casekit.cases.rewards import TierTerms, rewards_world, tier_guests
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> made = juniper_proposals(data, truth, tier_guests(truth), TierTerms(), breakage_rate=0.01)
    >>> made["kind"].tolist()
    ['on paper', 'a year', 'once', 'a year', 'no proposal']
    """
    for name, share in (("breakage_rate", breakage_rate), ("kept_share", kept_share)):
        refuse_unless(0 <= share <= 1, name, share, _("a share from 0 to 1"))
    cards = truth.cards.on(day_of(on)).sum()
    moved = pd.DataFrame({"month": [0], "loaded": [cards["given"]], "redeemed": [cards["used"]]})
    books = stored_value_roll_forward(moved, breakage_rate=breakage_rate)
    counted = float(books["closing"].iloc[-1])
    ends = juniper_balances(data, truth, on=on, silent_days=silent_days)
    called = recently_active(data, on=report_day, days=90)
    anyway = int((~called & truth.alive(report_day)[called.index]).sum())
    profit = tier_thresholds(guests, (today, asked), terms)["profit"]
    end = pd.Timestamp(on).normalize()
    gone = truth.guests.set_index("customer_id")["gone"]
    left = gone.index[((gone <= end) & (gone > end - pd.Timedelta(days=365))).to_numpy()]
    kept = kept_share * kept_margin(truth, left)
    rows = [
        (_("book all unused money\nas breakage"), counted, "on paper"),
        (
            _("balances end after\n{d} days").format(d=silent_days),
            ends["used_later"].sum(),
            "a year",
        ),
        (_("a voucher for all\nwho seem lost"), -voucher * anyway, "once"),
        (
            _("Gold from {a:g} instead\nof {b:g} Stars").format(a=asked, b=today),
            float(profit[asked] - profit[today]),
            "a year",
        ),
        (_("if {s:.0%} of those who\nleft had stayed").format(s=kept_share), kept, "no proposal"),
    ]
    names, money, kind = zip(*rows, strict=True)
    return pd.DataFrame({"money": np.round(money, 2), "kind": kind}, index=list(names))

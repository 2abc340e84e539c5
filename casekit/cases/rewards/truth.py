"""What Juniper's world knows and no table shows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from casekit.cases.rewards.clock import OpenClock
from casekit.cases.rewards.events import Events
from casekit.cases.rewards.fates import Balance
from casekit.cases.rewards.settings import DAYS, START, RewardsSettings
from casekit.errors import InputError
from casekit.generators.community import CommunityTruth, DeparturesTruth
from casekit.generators.purchases import PurchaseTruth
from casekit.generators.switching import SwitchingTruth
from casekit.words import _

__all__ = ["RewardsTruth", "day_of"]


@dataclass(frozen=True, eq=False, repr=False)
class RewardsTruth:
    """What the world of Juniper Coffee knows.

    Attributes
    ----------
    settings : RewardsSettings
        Every parameter that was used.
    purchases : PurchaseTruth
        Of `make_purchases`, on the clock of open shops, before anybody left with a store.
    app : CommunityTruth
        Of `make_community_panel`: ``effect`` is what the app did to its users' spending.
    departures : DeparturesTruth or None
        Of `make_departures`: ``contagion``, the friendships; None without a circle of regulars.
    because_of_store, because_of_friends : int
        Regulars who would still come at the end of 2025 had the store not closed; and had nobody
        followed friends.
    market : SwitchingTruth
        Of `make_switching_market`: ``shapley()``, ``barriers``.
    guests : pandas.DataFrame
        A row a guest: ``customer_id``, ``purchase_rate_per_week`` (of open shops),
        ``dropout_probability``, ``mean_spend`` ($), ``gone`` (by the end of that day the
        guest is gone for good; missing where that is not before the end of 2028), ``redeems``,
        ``reward_stars``, ``keeps_card``, ``load`` ($), ``regular``.
    clock : OpenClock
        How fast guests' time runs while most stores are shut.
    stars, cards : Balance
        Fates of Stars and of money on cards: ``.on(day)``, ``.breakage(day)``.
    margin : float
        Share of a dollar of sales that is left after the goods.
    calibrations, invented : pandas.DataFrame
        What public figures fix, and what was reached; every other parameter.
    """

    settings: RewardsSettings
    purchases: PurchaseTruth = field(repr=False)
    app: CommunityTruth = field(repr=False)
    departures: DeparturesTruth | None = field(repr=False)
    because_of_store: int
    because_of_friends: int
    market: SwitchingTruth = field(repr=False)
    guests: pd.DataFrame = field(repr=False)
    joined: pd.Series = field(repr=False)
    clock: OpenClock
    events: Events = field(repr=False)
    stars: Balance = field(repr=False)
    cards: Balance = field(repr=False)
    calibrations: pd.DataFrame = field(repr=False)
    invented: pd.DataFrame = field(repr=False)

    def __repr__(self) -> str:
        return _("<truth of {n:,} guests of Juniper Coffee, seed {seed}>").format(
            n=self.settings.n_customers, seed=self.settings.seed
        )

    @property
    def margin(self) -> float:
        """Give the share of a dollar of sales that is left after the goods."""
        return self.settings.margin

    def alive(self, on: str | pd.Timestamp) -> pd.Series:
        """Tell who is still a guest at the end of a day, of those who had joined by then.

        Parameters
        ----------
        on : str or pandas.Timestamp
            A day of the record, 2024-01-01 to 2025-12-31.

        Returns
        -------
        pandas.Series
            True or False by ``customer_id``.

        Raises
        ------
        InputError
            When the day lies outside the record.
        """
        day = pd.Timestamp(START) + pd.Timedelta(days=day_of(on))
        there = self.guests[(self.joined <= day).to_numpy()]
        alive = ~(there["gone"] <= day).to_numpy()
        return pd.Series(alive, index=pd.Index(there["customer_id"]), name="alive")

    def owed(self, on: str | pd.Timestamp) -> pd.DataFrame:
        """Tell what guests hold at the end of a day, and what becomes of it.

        Parameters
        ----------
        on : str or pandas.Timestamp
            A day of the record.

        Returns
        -------
        pandas.DataFrame
            Rows ``Stars`` and ``cards, $``: ``given``, ``used`` and ``expired`` by then, ``held``;
            of what is held ``will_be_used``, ``never_used`` and ``still_open`` (held by guests who
            still come at the end of 2028); ``breakage``: share of all given by then that is never
            used.

        Raises
        ------
        InputError
            When the day lies outside the record.
        """
        day = day_of(on)
        rows = {_("Stars"): self.stars, _("cards, $"): self.cards}
        table = pd.DataFrame({name: one.on(day).sum() for name, one in rows.items()}).T
        return table.assign(breakage=[one.breakage(day) for one in rows.values()]).round(4)


def day_of(on: str | pd.Timestamp) -> int:
    """Turn a date of the record into days since it began.

    Raises
    ------
    InputError
        When it is no date, or lies outside the record.

    Examples
    --------
    >>> day_of("2024-01-31")
    30
    """
    try:
        day = int((pd.Timestamp(on).normalize() - pd.Timestamp(START)).days)
    except (TypeError, ValueError):
        raise InputError(_("{on!r} is no date; write it as in 2025-06-30.").format(on=on)) from None
    if not 0 <= day < DAYS:
        raise InputError(
            _("The record goes from 2024-01-01 to 2025-12-31; {on} was asked.").format(on=on)
        )
    return day

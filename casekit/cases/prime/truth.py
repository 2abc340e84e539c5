"""What the makers of Meridian's world know, and Meridian does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.memberships import Memberships, Spells
from casekit.cases.prime.settings import PrimeSettings
from casekit.cases.prime.spending import QUARTERS, Spending
from casekit.generators.programmes import CardLaunchTruth
from casekit.generators.subscriptions import SubscriptionTruth
from casekit.generators.switching import SwitchingTruth

__all__ = ["PrimeTruth"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_FIRST_YEAR = (QUARTERS >= 0) & (QUARTERS < 4)


@dataclass(frozen=True, eq=False)
class PrimeTruth:
    """What only the generator knows of Meridian.

    Attributes
    ----------
    settings : PrimeSettings
        Every parameter.
    spending : Spending
        What each customer would spend under any membership.
    memberships : Memberships
        What each member would do under any rule.
    launch : CardLaunchTruth
        Who likes the shop, and what Plus adds to each one's share of wallet.
    subscriptions : SubscriptionTruth
        The members' lives as monthly members with one click.
    market : SwitchingTruth
        What holds the households of the research panel.
    browsing : object
        The truth of the browse log.
    members : pandas.DataFrame
        A row a member: ``customer_id``, ``annual``, ``four_pages``, ``user`` (0 light, 1 medium,
        2 heavy), ``months_one_click`` and ``months_four_pages`` (months of the first membership
        under either path), ``months_wishing`` (months, of 36, with a wish to be gone),
        ``unwanted_months`` (months paid in the first membership that began with the wish).
    gains : pandas.DataFrame
        A row a customer: ``customer_id``, ``member``, ``first_year_without``,
        ``first_year_with`` and ``gain`` ($ at Meridian in the first year of Plus, in both worlds;
        the same for those who did not join).
    calibrations, invented : pandas.DataFrame
        Parameters that a public figure fixes, and all others.
    """

    settings: PrimeSettings
    spending: Spending = field(repr=False)
    memberships: Memberships = field(repr=False)
    market: SwitchingTruth = field(repr=False)
    browsing: Any = field(repr=False)
    users: Integers = field(repr=False)
    calibrations: pd.DataFrame = field(repr=False)
    invented: pd.DataFrame = field(repr=False)

    @property
    def launch(self) -> CardLaunchTruth:
        """Give the truth of the launch: liking, joining, effects on the share of wallet."""
        return self.spending.launch

    @property
    def subscriptions(self) -> SubscriptionTruth:
        """Give the lives as monthly members with one click, before they are given to members."""
        return self.memberships.base

    @cached_property
    def actual(self) -> Spells:
        """Give when each member paid, each on the path of the lot."""
        return self.memberships.spells()

    def spells(self, four_pages: bool, **options: Any) -> Spells:
        """Give when each member would have paid, had all met the same path."""
        return self.memberships.spells(four_pages, **options)

    @cached_property
    def members(self) -> pd.DataFrame:
        """Give a row a member."""
        joined = self.memberships
        return pd.DataFrame(
            {
                "customer_id": joined.customer_id,
                "annual": joined.annual,
                "four_pages": joined.four_pages,
                "user": self.users,
                "months_one_click": self.spells(False).months_observed,
                "months_four_pages": self.spells(True).months_observed,
                "months_wishing": joined.wishing.sum(axis=1),
                "unwanted_months": (self.actual.first & joined.wished_before).sum(axis=1),
            }
        )

    def spent(self, spells: Spells | None) -> Integers:
        """Give what every customer spends in each quarter, in cents, under these memberships."""
        return self.spending.in_cents(None if spells is None else self._weight(spells))

    def _weight(self, spells: Spells) -> Floats:
        """Give how much of the effect of Plus each customer's months have."""
        joined = self.memberships
        running = spells.first.astype(np.float64)
        running[spells.first & joined.wished_before] = self.settings.unwilling_effect
        weight = np.zeros((self.settings.n_customers, running.shape[1]))
        weight[joined.customer_id - 1] = running + spells.second
        return weight

    @cached_property
    def gains(self) -> pd.DataFrame:
        """Give what each customer spent in the first year of Plus, and would have without it."""
        without = self.spent(None)[:, _FIRST_YEAR].sum(axis=1)
        with_plus = self.spent(self.actual)[:, _FIRST_YEAR].sum(axis=1)
        known = self.launch.customers
        return pd.DataFrame(
            {
                "customer_id": known["customer_id"],
                "member": known["member"],
                "first_year_without": without / 100,
                "first_year_with": with_plus / 100,
                "gain": (with_plus - without) / 100,
            }
        )

    @property
    def caused(self) -> float:
        """Give what Plus added to a member's spending in its first year, $, on average."""
        return float(self.gains.loc[self.gains["member"], "gain"].mean())

    @property
    def naive_gap(self) -> float:
        """Give how much more members spent than the others in the first year, $."""
        means = self.gains.groupby("member")["first_year_with"].mean()
        return float(means[True] - means[False])

    @property
    def share_caused(self) -> float:
        """Give the share of the naive gap that Plus caused."""
        return self.caused / self.naive_gap

    @property
    def caused_for_those_moved(self) -> float:
        """Give the mean effect, $ a year, on those whom the invitation moved to join."""
        push = self.launch.invited.astype(np.float64)
        push -= push.mean()
        return float(
            (push @ self.gains["gain"].to_numpy())
            / (push @ self.gains["member"].to_numpy(dtype=np.float64))
        )

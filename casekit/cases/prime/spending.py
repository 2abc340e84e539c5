"""What customers spend at Meridian, quarter by quarter, with Plus and without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.settings import MONTHS, PrimeSettings
from casekit.generators.programmes import (
    CardLaunchTruth,
    make_card_launch,
    make_card_launch_panel,
)

__all__ = ["QUARTERS", "Spending", "spend_at_meridian"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# Quarters are counted from the launch of Plus: a year before it, three years after it. The
# generator of a card's launch draws the first twelve.
FIRST, DRAWN = -4, 12
QUARTERS = np.arange(FIRST, MONTHS // 3)


@dataclass(frozen=True, eq=False)
class Spending:
    """Hold the customers of the launch, and what each would spend under any membership.

    Attributes
    ----------
    customers : pandas.DataFrame
        As `make_card_launch` gives them.
    launch : CardLaunchTruth
    without : ndarray
        Share of the category that each customer buys at Meridian without Plus (customers x 16
        quarters).
    """

    customers: pd.DataFrame = field(repr=False)
    launch: CardLaunchTruth = field(repr=False)
    without: Floats = field(repr=False)

    def in_cents(self, weight: Floats | None = None) -> Integers:
        """Give what is spent in each quarter, in cents (customers x 16).

        Parameters
        ----------
        weight : ndarray, shape (customers, 36), optional
            How much of the effect of Plus each month has: 1 in a month as a member, 0 in a month
            without. Nobody is a member by default.
        """
        share = self.without
        if weight is not None:
            by_quarter = weight.reshape(len(weight), -1, 3).mean(axis=2)
            added = self.launch.customers["own_effect"].to_numpy()[:, None] * by_quarter
            share = share.copy()
            share[:, QUARTERS >= 0] += added
        category = self.customers["category_spend_per_month"].to_numpy()[:, None]
        money = 300.0 * category * np.maximum(np.round(share, 6), 0.0)
        return np.rint(np.round(money, 4)).astype(np.int64)


def spend_at_meridian(settings: PrimeSettings) -> Spending:
    """Draw the customers, who joins, and their spending without Plus.

    Parameters
    ----------
    settings : PrimeSettings

    Returns
    -------
    Spending
    """
    parameters: dict[str, Any] = {
        "effect": settings.effect,
        "effect_tilt": settings.effect_tilt,
        "affinity": settings.affinity,
        "base_share": settings.base_share,
        "noise": settings.noise,
        "letter": settings.invitation,
        "gold_effect": 0.0,
        "liking": "skewed",
    }
    n, seed = settings.n_customers, settings.seed
    customers, launch = make_card_launch(n, seed=seed, **parameters)
    # The same customers join where Plus does nothing, and then buy what they would without it.
    panel, _same = make_card_launch_panel(
        n, seed=seed, last_quarter=DRAWN + FIRST - 1, **(parameters | {"effect": 0.0})
    )
    share = panel["share_of_wallet"].to_numpy().reshape(n, DRAWN)
    # The third year, which the generator does not draw, goes on as the first two.
    liking = launch.customers["liking"].to_numpy()
    usual = settings.base_share + settings.affinity * liking
    rng = np.random.default_rng([seed, 21])
    later = rng.standard_normal((n, len(QUARTERS) - DRAWN)) * settings.noise
    without = np.hstack([share, np.round(usual[:, None] + later, 4)])
    return Spending(customers, launch, without)

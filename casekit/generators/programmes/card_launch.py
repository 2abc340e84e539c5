"""Make the launch of a loyalty card: who joins, what it changes, and what each method would see."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless
from casekit.generators.programmes.card_making import (
    FIRST,
    QUARTERS,
    SECOND,
    in_cents,
    make_launch,
)
from casekit.generators.programmes.card_truth import CardLaunchTruth, LaunchDesign
from casekit.words import _

__all__ = ["make_card_launch", "make_card_launch_panel"]


def make_card_launch(
    n_customers: int,
    *,
    seed: int,
    effect: float = 0.04,
    affinity: float = 0.16,
    base_share: float = 0.30,
    noise: float = 0.08,
    letter: float = 0.5,
    effect_tilt: float = 1.0,
    heavy_joins: float = 0.0,
    gold_threshold: float = 2_000.0,
    gold_effect: float = 0.05,
    distance_taste: float = 0.0,
    letter_taste: float = 0.0,
    growth: float = 0.0,
    sorting: float = 0.0,
    sorting_reach: float = 200.0,
    liking: str = "normal",
) -> tuple[pd.DataFrame, CardLaunchTruth]:
    """Make the customers of a shop that launches a card, to try every way of measuring it.

    Parameters
    ----------
    n_customers : int
        Number of customers, 20 or more.
    seed : int
        Same seed, same data.
    effect : float
        What the card adds to a customer's share of wallet, on average over all customers (0.04: 4
        points of 100).
    affinity : float
        Share of wallet that goes with one standard deviation of liking the shop; 0 or more. With
        0.265 the naive comparison is seven times the effect, as in the paper of the notes.
    base_share, noise : float
        Mean share of wallet without a card; standard deviation of its chance part, a quarter.
    letter : float
        Weight of a letter of invitation among the obstacles to joining, 0 to below 1; the rest is
        the way to the desk. 0: letters move nobody.
    effect_tilt : float
        Who gains: 0, all alike; 1, the lightest buyer of the category twice the mean, and the
        heaviest nothing. Between -1 (the heavy gain) and 1.
    heavy_joins : float
        Whether heavy buyers join more often; 0: no.
    gold_threshold : float
        Spending in the card's first year, in $, from which a member holds a gold card in the
        second.
    gold_effect : float
        What the gold card adds to the share of wallet, beyond the card.
    distance_taste : float
        Breaks the instrument: correlation of living near the desk with liking the shop, 0 to 1.
    letter_taste : float
        Breaks the lottery: correlation of receiving a letter with liking the shop, 0 to 1. At 0
        the letters go out by lot.
    growth : float
        Breaks parallel trends: share of wallet a quarter that goes with one standard deviation of
        an own trend; customers on the way up join more often. 0: no trends.
    sorting : float
        Breaks the threshold: share, 0 to 1, of the keen members just below the gold threshold who
        buy a little more in order to reach it.
    sorting_reach : float
        How far below, in $ a year, such members start.
    liking : {"normal", "skewed"}
        How liking of the shop is spread. ``"skewed"``: few customers like it very much, as in
        `make_membership_panel`, and hardly any share of wallet falls below 0.

    Returns
    -------
    customers : pandas.DataFrame
        A row a customer: ``customer_id``; ``distance_km`` to the only desk where one can join;
        ``invited`` (half of the customers got a letter); ``member``; ``heaviness`` (thirds by
        ``category_spend_per_month``, $, in all shops); ``share_of_wallet_before``,
        ``share_of_wallet_after`` and ``share_of_wallet_second_year`` (last quarter of the year
        before the launch, of the first and of the second year of the card); the money of the first
        two, ``spend_per_month_before`` and ``spend_per_month_after``, $; ``spend_last_year`` ($ in
        the card's first year) and ``gold`` (a gold card in its second year).
    truth : CardLaunchTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense, or all customers are on one side.

    Notes
    -----
    Who joins: 0.9 × liking - 0.8 × obstacle + 0.6 × logistic > 0.2, where the obstacle is the way
    to the desk and the lack of a letter. Share of wallet: ``base_share + affinity × liking +
    effect × member + noise``; a measured share, so chance may take it a little below 0. Liking
    has mean 0 and standard deviation 1; skewed, it is a gamma variable with shape 4. The design
    follows the self-selection that Leenheer, van Heerde, Bijmolt & Smidts (2007, International
    Journal of Research in Marketing 24(1), 31-47) found; the sizes are ours. That light buyers
    gain most follows Liu (2007, Journal of Marketing 71(4), 19-35).

    Examples
    --------
    >>> customers, truth = make_card_launch(20_000, seed=1)
    >>> means = customers.groupby("member")["share_of_wallet_after"].mean()
    >>> bool(means[True] - means[False] > 4 * truth.effect)
    True
    """
    design = LaunchDesign(
        effect,
        affinity,
        base_share,
        noise,
        letter,
        effect_tilt,
        heavy_joins,
        gold_threshold,
        gold_effect,
        distance_taste,
        letter_taste,
        growth,
        sorting,
        sorting_reach,
        liking,
    )
    return make_launch(n_customers, seed, design)[:2]


def make_card_launch_panel(
    n_customers: int,
    *,
    seed: int,
    first_quarter: int = -4,
    last_quarter: int = 3,
    **parameters: Any,
) -> tuple[pd.DataFrame, CardLaunchTruth]:
    """Make the same customers quarter by quarter, to see whether trends ran parallel before.

    Parameters
    ----------
    n_customers, seed
        As in `make_card_launch`; the same seed gives the same customers.
    first_quarter, last_quarter : int
        From -4 (a year before the launch) to 7 (the end of the second year). The card starts in
        quarter 0, the gold card in quarter 4.
    **parameters
        Any other parameter of `make_card_launch`.

    Returns
    -------
    panel : pandas.DataFrame
        A row a customer and quarter: ``customer_id``, ``quarter``, ``member`` (becomes one at the
        launch), ``heaviness``, ``share_of_wallet`` and ``spend_per_month`` ($).
    truth : CardLaunchTruth

    Raises
    ------
    InputError
        As `make_card_launch`.

    Examples
    --------
    >>> panel, truth = make_card_launch_panel(500, seed=1)
    >>> panel.shape
    (4000, 6)
    """
    fine = FIRST <= first_quarter < last_quarter <= SECOND
    refuse_unless(
        fine,
        "first_quarter, last_quarter",
        (first_quarter, last_quarter),
        _("two quarters in order, from -4 to 7"),
    )
    known = LaunchDesign.__dataclass_fields__
    for name in parameters:
        refuse_unless(name in known, "parameters", name, _("of make_card_launch"))
    defaults = make_card_launch.__kwdefaults__ or {}
    design = LaunchDesign(**{name: parameters.get(name, defaults[name]) for name in known})
    customers, truth, shares = make_launch(n_customers, seed, design)
    inside = (first_quarter <= QUARTERS) & (last_quarter >= QUARTERS)
    quarters = int(inside.sum())
    share = shares[:, inside].ravel()
    rows = np.repeat(np.arange(n_customers), quarters)
    panel = customers[["customer_id", "member", "heaviness"]].iloc[rows].reset_index(drop=True)
    panel.insert(1, "quarter", np.tile(QUARTERS[inside], n_customers))
    category = customers["category_spend_per_month"].to_numpy()[rows]
    return panel.assign(share_of_wallet=share, spend_per_month=in_cents(category * share)), truth

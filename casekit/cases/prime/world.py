"""Make Meridian: a fictional online shop, its members, and the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.facts import fact
from casekit.cases.prime.listing import calibrated_parameters, invented_parameters
from casekit.cases.prime.memberships import join_plus
from casekit.cases.prime.orders import break_into_orders
from casekit.cases.prime.settings import PrimeSettings
from casekit.cases.prime.spending import QUARTERS, spend_at_meridian
from casekit.cases.prime.tables import customers_of, membership_tables, quarters_of
from casekit.cases.prime.truth import PrimeTruth
from casekit.frames.relations import Tables
from casekit.generators.recommendations import BrowseTruth, make_browse_log
from casekit.generators.switching import SwitchingTruth, make_switching_market
from casekit.words import _

__all__ = ["prime_world"]

_SHOPS = ("Meridian", "Harbour", "Linden")


def prime_world(
    n_customers: int = 10_000,
    *,
    seed: int,
    price_year: float | None = None,
    price_month: float | None = None,
    effect: float = 0.05,
    effect_tilt: float = 0.5,
    affinity: float = 0.16,
    base_share: float = 0.30,
    noise: float = 0.05,
    invitation: float = 0.9,
    unwilling_effect: float = 0.5,
    annual_share: float = 0.6,
    wish_rate: float = 0.02,
    wish_lapse: float = 0.03,
    attention: float = 0.15,
    attention_at_renewal: float = 0.3,
    pages_finished: float = 0.5,
    card_life_months: int = 36,
    use_coupling: float = 0.4,
    return_one_click: float = 0.03,
    return_four_pages: float = 0.015,
    leaves_again: float = 0.05,
    order_value: float = 90.0,
    margin: float = 0.25,
    benefit_cost: float = 6.0,
    need_share: float = 0.20,
    click_if_need: float = 0.85,
    impulse: float = 0.07,
    exposed_share: float = 0.339,
    households: int = 1_500,
    point_value: float = 1.5,
    technical_cost: float = 16.0,
    months_to_learn: float = 9.0,
    exit_fee: float = 14.0,
    friends_value: float = 2.0,
) -> tuple[Tables, PrimeTruth]:
    """Make the tables of Meridian, an invented online shop with a paid membership, and the truth.

    All parameters but the two prices are invented. Members join in January 2023 and are followed
    for 36 months; their orders are known from a year before.

    Parameters
    ----------
    n_customers : int
        Customers of the shop, 20 or more.
    seed : int
        Same seed, same tables.
    price_year, price_month : float, optional
        Fee of the annual and of the monthly plan, $; by default the two public prices of the real
        membership ("amazon-price-year", "amazon-price-month").
    effect, effect_tilt, affinity, base_share, noise : float
        See `casekit.generators.programmes.make_card_launch`: what Plus adds to a customer's share
        of wallet, who gains, and what goes with liking the shop.
    invitation : float
        Weight of an invitation to a free trial (half of the customers get one, by lot) among the
        obstacles to joining, 0 to below 1.
    unwilling_effect : float
        Share of the effect of Plus that is left in a month that began with a wish to be gone.
    annual_share : float
        Share of the members who choose the annual plan, whatever they buy.
    wish_rate, wish_lapse : float
        Chance a month that a content member begins to wish to leave; that a wish passes.
    attention : float
        Chance a month that a monthly member thinks of the membership; 1 when the card is replaced.
    attention_at_renewal : float
        Chance that an annual member thinks of it in the month of the renewal, the only month in
        which an annual membership can end.
    pages_finished : float
        Chance that an attempt to cancel gets through four pages; with one click each does.
    card_life_months : int
        Life of a payment card; at the start cards are of every age.
    use_coupling : float
        How closely the wish to leave goes with light use, 0 (not at all) to 1: members who spent
        little the year before get the lives with most months of wishing.
    return_one_click, return_four_pages : float
        Chance a month that a leaver comes back (as a monthly member), after either path, from the
        second month after leaving.
    leaves_again : float
        Chance a month that a member who came back leaves again.
    order_value : float
        Scale of an order, $: the larger, the fewer orders a sum is broken into.
    margin, benefit_cost : float
        Margin of a dollar of orders; what deliveries and films cost, $ a member and month.
    need_share, click_if_need, impulse, exposed_share : float
        See `casekit.generators.recommendations.make_browse_log`. The share of visits that are
        shown a list is such that 35 of 100 purchases come through a click, as is said of Amazon.
    households : int
        Households of the research panel, 10 or more: they are not the shop's customers.
    point_value, technical_cost, months_to_learn, exit_fee, friends_value : float
        What holds the households of the panel; see
        `casekit.generators.switching.make_switching_market`. Every shop there holds alike.

    Returns
    -------
    data : Tables
        ``customers``, ``quarters``, ``plans``, ``renewals``, ``card_replacements``,
        ``cancellations``, ``rejoins``, ``orders``, ``browsing``, ``households``, ``market``.
    truth : PrimeTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense, or nobody or everybody joins.

    Examples
    --------
    >>> data, truth = prime_world(400, seed=1, households=100)
    >>> list(data)[:4], len(data.customers)
    (['customers', 'quarters', 'plans', 'renewals'], 400)
    """
    given = {name: value for name, value in locals().items() if not name.startswith("price_")}
    settings = PrimeSettings(
        price_year=fact("amazon-price-year") if price_year is None else price_year,
        price_month=fact("amazon-price-month") if price_month is None else price_month,
        **given,
    )
    spending = spend_at_meridian(settings)
    member = spending.launch.customers["member"].to_numpy()
    before = spending.in_cents()[:, QUARTERS < 0].sum(axis=1)[member]
    joined = join_plus(settings, np.flatnonzero(member) + 1, before)
    place = np.argsort(np.argsort(before, kind="stable"), kind="stable")
    users = 3 * place // len(before)
    panel, market = _market(settings)
    log, browsing = _browsing(settings, spending.customers)
    truth = PrimeTruth(
        settings,
        spending,
        joined,
        market,
        browsing,
        users,
        calibrated_parameters(settings, browsing),
        invented_parameters(settings),
    )
    spent = truth.spent(truth.actual)
    customers = customers_of(spending, spent)
    tables = {
        "customers": customers,
        "quarters": quarters_of(customers, spent),
        **membership_tables(joined, truth.actual, truth.spells(False), users),
        "orders": break_into_orders(settings, customers["customer_id"].to_numpy(), spent),
        "browsing": log,
        "households": pd.DataFrame({"household_id": np.arange(1, settings.households + 1)}),
        "market": panel,
    }
    return Tables(tables, _KEYS, _LINKS, _about()), truth


def _market(settings: PrimeSettings) -> tuple[pd.DataFrame, SwitchingTruth]:
    panel, _events, truth = make_switching_market(
        settings.households,
        seed=settings.seed,
        firms=_SHOPS,
        point_value=settings.point_value,
        technical_cost=settings.technical_cost,
        months_to_learn=settings.months_to_learn,
        exit_fee=settings.exit_fee,
        friends_value=settings.friends_value,
    )
    return panel.rename(columns={"customer_id": "household_id"}), truth


def _browsing(settings: PrimeSettings, customers: pd.DataFrame) -> tuple[pd.DataFrame, BrowseTruth]:
    rng = np.random.default_rng([settings.seed, 23])
    visitors = pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "months_of_history": np.floor(60 * rng.random(len(customers)) ** 2).astype(np.int64),
            "activity": customers["category_spend_per_month"],
        }
    )
    return make_browse_log(
        seed=settings.seed,
        customers=visitors,
        need_share=settings.need_share,
        click_if_need=settings.click_if_need,
        impulse=settings.impulse,
        exposed_share=settings.exposed_share,
    )


_KEYS = {
    "customers": ("customer_id",),
    "quarters": ("customer_id", "quarter"),
    "plans": ("customer_id",),
    "renewals": ("customer_id", "month"),
    "card_replacements": ("customer_id", "month"),
    "cancellations": ("customer_id",),
    "rejoins": ("customer_id",),
    "orders": ("order_id",),
    "browsing": ("session_id",),
    "households": ("household_id",),
    "market": ("household_id", "month"),
}
_LINKS = [
    ("quarters", "customer_id", "customers"),
    ("plans", "customer_id", "customers"),
    ("renewals", "customer_id", "plans"),
    ("card_replacements", "customer_id", "plans"),
    ("cancellations", "customer_id", "plans"),
    ("rejoins", "customer_id", "cancellations"),
    ("orders", "customer_id", "customers"),
    ("browsing", "customer_id", "customers"),
    ("market", "household_id", "households"),
]


def _about() -> dict[str, str]:
    return {
        "customers": _("a customer; $ a year at Meridian, $ a month in all shops"),
        "quarters": _("a customer's quarter; 0 is the first of Plus, $ at Meridian"),
        "plans": _("a member; $ a year or a month, the path for cancelling by lot"),
        "renewals": _("a fee that was charged, $; month 1 is January 2023"),
        "card_replacements": _("a payment card that was replaced"),
        "cancellations": _("a member who set out to cancel: first attempt, and when it was done"),
        "rejoins": _("a leaver who came back, by the month"),
        "orders": _("an order, $"),
        "browsing": _("a visit to one department, January to March 2025; sales not in orders"),
        "households": _("a household of a research panel; not Meridian's customers"),
        "market": _("a household's month in a market of three shops"),
    }

"""The world of Juniper Coffee: one call gives its tables and its truth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from casekit.cases.rewards.app import make_app_panel
from casekit.cases.rewards.events import events_of, tiers_of
from casekit.cases.rewards.fates import Balance
from casekit.cases.rewards.guests import NEVER, make_guests, stop_at
from casekit.cases.rewards.listing import calibrations_of, invented_of
from casekit.cases.rewards.play import draw_habits, play
from casekit.cases.rewards.regulars import make_regulars
from casekit.cases.rewards.sales import sales_of
from casekit.cases.rewards.settings import DAYS, RewardsSettings
from casekit.cases.rewards.stores import make_stores, place_visits
from casekit.cases.rewards.tables import KEYS, LINKS, about, guest_table, guest_truth, record_tables
from casekit.cases.rewards.truth import RewardsTruth
from casekit.frames.relations import Tables
from casekit.generators.purchases import BGNBDProcess, GammaGammaSpend
from casekit.generators.switching import SwitchingTruth, make_switching_market

__all__ = ["rewards_world"]

_FIRMS = ("Juniper", "Kestrel", "Marigold")
_REWARDS = {25: 0.15, 60: 0.25, 100: 0.20, 200: 0.25, 300: 0.10, 400: 0.05}
_LOADS = {10: 0.45, 25: 0.45, 50: 0.10}


def rewards_world(
    n_customers: int = 5_000,
    *,
    seed: int,
    visits: BGNBDProcess | None = None,
    spend: GammaGammaSpend | None = None,
    n_stores: int = 24,
    home_share: float = 0.80,
    closure_week: int = 66,
    closure_weeks: int = 10,
    visits_in_closure: float = 0.20,
    never_redeems: float = 0.20,
    redeem_chance: float = 0.40,
    reward_mix: Mapping[int, float] | None = None,
    card_share: float = 0.50,
    card_use: float = 0.90,
    load_mix: Mapping[int, float] | None = None,
    regular_share: float = 0.12,
    circle_size: int = 10,
    contagion: float = 3.5,
    monthly_hazard: float = 0.008,
    left_with_store: float = 0.12,
    app_share: float = 0.30,
    app_ahead_share: float = 0.30,
    app_effect_ahead: float = 0.20,
    app_effect_pay: float = 0.03,
    app_spend_pull: float = 0.80,
    app_rise_pull: float = 0.25,
    usual_spend: float = 28.0,
    margin: float = 0.60,
    n_households: int = 1_500,
    point_value: float = 1.5,
    technical_cost: float = 2.5,
    friends_value: float = 20.0,
    price_sensitivity: float = 0.12,
) -> tuple[Tables, RewardsTruth]:
    """Make the world of Juniper Coffee, a fictional chain of coffee shops with Juniper Rewards.

    The rules (Stars for a dollar by tier, Stars that a tier asks for, how long Stars last) are the
    public ones of Starbucks of March 2026; guests, stores and money are invented. The record runs
    from 1 January 2024, when Rewards and its cards began at zero, to 31 December 2025. The truth
    knows three further years.

    Parameters
    ----------
    n_customers : int
        Guests who join Rewards during the record.
    seed : int
        Same seed, same data.
    visits : BGNBDProcess, optional
        How guests come and leave, in weeks of open shops.
    spend : GammaGammaSpend, optional
        What they pay at a visit, $.
    n_stores : int
        Stores, in up to six towns; 2 or more.
    home_share : float
        Share of visits at the home store; the others go to a store of the same town.
    closure_week, closure_weeks : int
        Week of the record in which most stores shut for a while, and for how long. 0 weeks: never.
    visits_in_closure : float
        Share of the usual visits that still take place then. Guests' time runs so much slower, so
        nobody leaves because of the closure.
    never_redeems : float
        Share of guests who never use Stars.
    redeem_chance : float
        Chance that a guest who holds enough Stars takes the reward at a visit.
    reward_mix : mapping of int to float, optional
        Which reward guests wait for: shares by Stars (25, 60, 100, 200, 300, 400).
    card_share, card_use : float
        Share of guests who keep money on a card; share of their visits that they pay with it.
    load_mix : mapping of int to float, optional
        Shares of guests by the dollars that they put on the card at a time.
    regular_share : float
        Share of guests who are followed as regulars of the first town, in circles of friends.
    circle_size, contagion, monthly_hazard, left_with_store
        Of `make_departures`: guests in a circle; rise of the log odds of leaving when all friends
        have left; chance of leaving in a month; share of the regulars whom the closing of a store
        on 1 January 2025 makes leave.
    app_share, app_ahead_share, app_effect_ahead, app_effect_pay, app_spend_pull, app_rise_pull, \
usual_spend
        Of `make_community_panel`: who got the app when it opened (January 2023) and what it
        changed, for those who order ahead and for those who only pay with it; $ a month.
    margin : float
        Share of a dollar of sales that is left after the goods.
    n_households : int
        Households of the research panel of the town's three chains (their own ids).
    point_value, technical_cost, friends_value, price_sensitivity : float
        Of `make_switching_market`, $: worth of a point held (Stars and balance), of knowing the
        app, of having all friends at a chain; utility of a dollar. No contract.

    Returns
    -------
    data : Tables
        ``stores, guests, visits, stars, tiers, card_loads, sales, regulars, friendships, panel,
        households, market``; see ``data.overview()``.
    truth : RewardsTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Examples
    --------
    >>> data, truth = rewards_world(200, seed=1, n_households=50)
    >>> list(data)[:6]
    ['stores', 'guests', 'visits', 'stars', 'tiers', 'card_loads']
    >>> int((data.visits["amount"].sum() * 100).round()) == int(
    ...     (data.sales["member_sales"].sum() * 100).round())
    True
    """
    settings = RewardsSettings(
        n_customers=n_customers,
        seed=seed,
        visits=BGNBDProcess(r=2.0, alpha=1.95, a=0.5, b=40.0) if visits is None else visits,
        spend=GammaGammaSpend(p=9.0, q=4.0, gamma=2.6) if spend is None else spend,
        n_stores=n_stores,
        home_share=home_share,
        closure_week=closure_week,
        closure_weeks=closure_weeks,
        visits_in_closure=visits_in_closure,
        never_redeems=never_redeems,
        redeem_chance=redeem_chance,
        reward_mix=dict(_REWARDS if reward_mix is None else reward_mix),
        card_share=card_share,
        card_use=card_use,
        load_mix=dict(_LOADS if load_mix is None else load_mix),
        regular_share=regular_share,
        circle_size=circle_size,
        contagion=contagion,
        monthly_hazard=monthly_hazard,
        left_with_store=left_with_store,
        app_share=app_share,
        app_ahead_share=app_ahead_share,
        app_effect_ahead=app_effect_ahead,
        app_effect_pay=app_effect_pay,
        app_spend_pull=app_spend_pull,
        app_rise_pull=app_rise_pull,
        usual_spend=usual_spend,
        margin=margin,
        n_households=n_households,
        point_value=point_value,
        technical_cost=technical_cost,
        friends_value=friends_value,
        price_sensitivity=price_sensitivity,
    )
    natural = make_guests(settings)
    regulars = make_regulars(natural, settings)
    guests = stop_at(natural, regulars.stop)
    stores = make_stores(guests, regulars, settings)
    habits = draw_habits(settings)
    played = play(guests, habits, settings)
    events = events_of(guests, played, place_visits(guests, stores, settings))
    panel, app = make_app_panel(guests, settings)
    market, market_truth = _market(settings)

    record = {
        name: table[table["day"] < DAYS]
        for name, table in (
            ("visits", events.visits),
            ("stars", events.stars),
            ("card", events.card),
        )
    }
    tables = {
        "stores": stores.table(),
        "guests": guest_table(guests, stores.home, panel),
        **record_tables(record),
        "sales": sales_of(record["visits"], stores, settings),
        "regulars": regulars.departures,
        "friendships": regulars.friendships,
        "panel": panel,
        "households": pd.DataFrame({"household_id": np.arange(1, n_households + 1)}),
        "market": market,
    }
    tables["tiers"] = tiers_of(guests, played)
    order = ["stores", "guests", "visits", "stars", "tiers", "card_loads", "sales"]
    order += ["regulars", "friendships", "panel", "households", "market"]
    data = Tables({name: tables[name] for name in order}, KEYS, LINKS, about())
    known = guest_truth(guests, habits, regulars)
    alive = guests.gone == NEVER
    truth = RewardsTruth(
        settings=settings,
        purchases=natural.purchases,
        app=app,
        departures=regulars.departures_truth,
        because_of_store=regulars.because_of_store,
        because_of_friends=regulars.because_of_friends,
        market=market_truth,
        guests=known,
        joined=data.guests["joined"],
        clock=guests.clock,
        events=events,
        stars=Balance(events.stars, "earned", guests.count, alive & habits.redeems, 1),
        cards=Balance(events.card, "loaded", guests.count, alive, 100),
        calibrations=pd.DataFrame(),
        invented=invented_of(settings),
    )
    object.__setattr__(truth, "calibrations", calibrations_of(data, truth))
    return data, truth


def _market(settings: RewardsSettings) -> tuple[pd.DataFrame, SwitchingTruth]:
    """Make the research panel: Stars and balance, the regulars' friends, a little app."""
    market, _events, truth = make_switching_market(
        settings.n_households,
        seed=settings.seed,
        firms=_FIRMS,
        point_value=settings.point_value,
        technical_cost=settings.technical_cost,
        months_to_learn=4.0,
        exit_fee=0.0,
        term_months=None,
        friends_value=settings.friends_value,
        price_sensitivity=settings.price_sensitivity,
    )
    return market.rename(columns={"customer_id": "household_id"}), truth

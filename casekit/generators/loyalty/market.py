"""Satisfaction in the market of Part I: what customers think of their firm, and what holds them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import (
    FIRM,
    FORMS,
    MONTH,
    MONTHS_LEFT,
    POINTS,
    PREVIOUS_FIRM,
    TENURE_MONTHS,
    friends_column,
    price_column,
)
from casekit.frames.loyalty import REPURCHASED, SATISFACTION
from casekit.generators.parameters import refuse_unless
from casekit.generators.switching.counterfactuals import forms_in
from casekit.generators.switching.draws import GRID, attentive, gumbel, on_grid, stream
from casekit.generators.switching.shocks import FriendGroupLeaves
from casekit.generators.switching.simulation import cuts_at
from casekit.generators.switching.truth import SwitchingTruth
from casekit.generators.switching.world import World
from casekit.words import _

__all__ = ["market_satisfaction"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

BARRIER_LEVELS = ("low", "middle", "high")


def market_satisfaction(
    panel: pd.DataFrame,
    truth: SwitchingTruth,
    *,
    month: int | Sequence[int] | None = None,
    without: Collection[str] = FORMS,
    money_per_point: float | None = None,
) -> pd.DataFrame:
    """Ask the customers of a market of Part I how satisfied they are, and see who stays.

    The score is what a customer truly thinks of the firm beside its best rival, whatever holds
    them: quality and taste less price, without points, learning, contract or friends.

    Parameters
    ----------
    panel : pandas.DataFrame
        Of `make_switching_market`.
    truth : SwitchingTruth
        Of the same market.
    month : int or sequence of int, optional
        Months to look at; by default the last one.
    without : collection of str
        Barriers that are taken away for ``stays_without``; all four by default.
    money_per_point : float, optional
        Money a month that the firm must be better by for one more point of satisfaction. By
        default as much as tastes for two firms usually differ by.

    Returns
    -------
    pandas.DataFrame
        A row a customer and month: ``customer_id``, ``month``, ``firm`` (that they could leave),
        ``satisfaction`` (1 to 5; 3: as good as the best rival), ``worth`` (money a month that the
        firm is better by), ``barrier`` (money that leaving costs, all forms) and
        ``barrier_level`` (low, middle, high: thirds of the rows), ``repurchased`` (stayed) and
        ``stays_without`` (would have stayed, with the same luck, without the barriers).

    Raises
    ------
    InputError
        When the panel is not of this truth, or a month has nobody who could leave.

    Notes
    -----
    One month's decision is taken again, the past as it was. Over a longer time customers also
    come to firms that suit them better: `SwitchingTruth.counterfactual` lets them.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, _events, truth = make_switching_market(2_000, seed=1)
    >>> table = market_satisfaction(panel, truth)
    >>> bool(table["stays_without"].mean() < table["repurchased"].mean())
    True
    """
    world = truth.world
    removed = forms_in(without)
    b = world.price_sensitivity
    if money_per_point is None:
        spread = truth.taste_sd if truth.taste_sd > 0 else 0.5
        money_per_point = float(np.sqrt(2) * spread / b)
    fine = bool(np.isfinite(money_per_point) and money_per_point > 0)
    refuse_unless(fine, "money_per_point", money_per_point, _("a number above 0"))
    parts = [_month(panel, world, one, removed, money_per_point) for one in _months(world, month)]
    table = pd.concat(parts, ignore_index=True)
    cuts = np.quantile(table["barrier"], [1 / 3, 2 / 3], method="inverted_cdf")
    # Sums of money differ in their last digits; such are the same barrier.
    places = np.searchsorted(cuts + 1e-6, table["barrier"].to_numpy())
    table["barrier_level"] = pd.Categorical.from_codes(places, categories=pd.Index(BARRIER_LEVELS))
    order = ["satisfaction", "worth", "barrier", "barrier_level", "repurchased", "stays_without"]
    return table[[CUSTOMER_ID, MONTH, FIRM, *order]]


def _months(world: World, month: int | Sequence[int] | None) -> list[int]:
    if month is None:
        months = [world.months]
    else:
        months = [month] if isinstance(month, int | np.integer) else list(month)
    first = 1 if world.burn_in_months else 2
    for one in months:
        whole = isinstance(one, int | np.integer) and not isinstance(one, bool)
        expected = _("a month from {first} to {last}, in which there is a firm to leave").format(
            first=first, last=world.months
        )
        refuse_unless(whole and first <= one <= world.months, "month", one, expected)
    if not months:
        raise InputError(_("`month` names no month."))
    return [int(one) for one in months]


def _month(
    panel: pd.DataFrame, world: World, month: int, removed: list[str], money_per_point: float
) -> pd.DataFrame:
    rows = panel[panel[MONTH] == month].sort_values(CUSTOMER_ID, kind="stable")
    if len(rows) != world.n_customers:
        raise InputError(
            _(
                "The panel has {n} customers in month {month}, the truth {all}: give the panel "
                "and the truth of one and the same market."
            ).format(n=len(rows), month=month, all=world.n_customers)
        )
    time = world.burn_in_months + month - 1
    own = _numbers(rows[PREVIOUS_FIRM], world.firms)
    everybody = np.arange(len(rows))
    if not (_choice(world, rows, own, time, ()) == _numbers(rows[FIRM], world.firms)).all():
        raise InputError(
            _("The panel's choices are not those of this truth: give both of the same market.")
        )
    b = world.price_sensitivity
    value = np.stack(
        [
            on_grid(world.quality[number] - b * rows[price_column(firm)].to_numpy(dtype=float))
            + world.tastes[number].astype(np.int64)
            for number, firm in enumerate(world.firms)
        ]
    )
    mine = value[own, everybody]
    value[own, everybody] = np.iinfo(np.int64).min
    better = mine - value.max(axis=0)
    edges = np.rint(np.array([-1.5, -0.5, 0.5, 1.5]) * money_per_point * b * GRID)
    stays = _choice(world, rows, own, time, removed) == own
    barrier = sum(_barriers(world, rows, own, time).values())
    return pd.DataFrame(
        {
            CUSTOMER_ID: rows[CUSTOMER_ID].to_numpy(),
            MONTH: month,
            FIRM: pd.Categorical.from_codes(own, categories=pd.Index(world.firms)),
            SATISFACTION: 1 + np.searchsorted(edges, better),
            "worth": better / (GRID * b),
            "barrier": barrier,
            REPURCHASED: (rows[FIRM].astype(str) == rows[PREVIOUS_FIRM].astype(str)).to_numpy(),
            "stays_without": stays,
        }
    )


def _numbers(firms: pd.Series, names: Sequence[str]) -> Integers:
    places = {name: place for place, name in enumerate(names)}
    found = firms.astype(object).map(places)
    if found.isna().any():
        raise InputError(_("The panel names firms that are not of this truth."))
    return np.asarray(found.to_numpy(dtype=np.int64))


def _barriers(world: World, rows: pd.DataFrame, own: Integers, time: int) -> dict[str, Floats]:
    """Give each customer's barriers in money, by form."""
    money = world.barriers.money(len(world.firms), world.all_months)
    found: dict[str, Floats] = {}
    for form, column in zip(FORMS, (POINTS, TENURE_MONTHS, MONTHS_LEFT), strict=False):
        state = np.zeros(len(rows), dtype=np.int64)
        if column in rows.columns:
            state = rows[column].to_numpy(dtype=np.int64)
        if form == "economic":
            state = state - np.floor(world.points_carried()[time] * state).astype(np.int64)
        found[form] = (money[form] * world.left_of(form)[time])[own, state]
    share = _friends(world, rows)[own, np.arange(len(rows))]
    found["community"] = money["community"][own, 0] * share
    return found


def _friends(world: World, rows: pd.DataFrame) -> Floats:
    return np.stack(
        [
            rows[friends_column(firm)].to_numpy(dtype=float)
            if friends_column(firm) in rows.columns
            else np.zeros(len(rows))
            for firm in world.firms
        ]
    )


def _choice(
    world: World, rows: pd.DataFrame, own: Integers, time: int, removed: Collection[str]
) -> Integers:
    """Take the month's choice again in whole grid steps, with the luck of the market itself."""
    firms, n = len(world.firms), len(rows)
    b, weight = world.price_sensitivity, world.looks_ahead_months
    utility = gumbel(stream(world.seed, "luck", time), (firms, n)).astype(np.int64)
    utility += np.rint(world.tastes * weight).astype(np.int64)
    relative = world.prices[time] - world.prices[time].min()
    utility += on_grid(weight * (world.quality - b * relative)).astype(np.int64)[:, None]
    cuts = np.zeros(firms)
    for firm, cut in cuts_at(world, time).items():
        cuts[firm] = cut
    others = own != np.arange(firms)[:, None]
    utility += others * on_grid(weight * b * cuts).astype(np.int64)[:, None]
    for form, held in _barriers(world, rows, own, time).items():
        if form not in removed and form != "community":
            utility[own, np.arange(n)] += on_grid(b * held)
    if "community" not in removed:
        worth = world.barriers.money(firms, world.all_months)["community"][:, :1]
        utility += np.rint(_friends(world, rows) * (b * weight * GRID * worth)).astype(np.int64)
    chosen = utility.argmax(axis=0)
    if world.attention < 1 and "inattention" not in removed:
        looks = attentive(stream(world.seed, "attention", time), n, world.attention)
        chosen = np.where(looks, chosen, own)
    leaving = [one for one in world.shocks if isinstance(one, FriendGroupLeaves)]
    for shock, group in zip(leaving, world.groups, strict=True):
        if time == world.burn_in_months + shock.month - 1:
            chosen[group] = world.firms.index(shock.to)
    return np.asarray(chosen)

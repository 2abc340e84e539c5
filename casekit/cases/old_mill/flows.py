"""Who changes bank in a year, by how much paper it takes and how many look."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.own import OwnTruth
from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import (
    FIRM,
    MONTH,
    PREVIOUS_FIRM,
    TENURE_MONTHS,
    friends_column,
    price_column,
)
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["looks_a_month", "switching_futures", "switching_year"]

Floats = NDArray[np.float64]


def looks_a_month(looks_a_year: float) -> float:
    """Give the chance to look in a month that makes so large a share look in a year.

    Examples
    --------
    >>> round(looks_a_month(0.16), 4)
    0.0144
    """
    fine = 0 <= looks_a_year < 1
    refuse_unless(fine, "looks_a_year", looks_a_year, _("a share, from 0 to below 1"))
    return float(1 - (1 - looks_a_year) ** (1 / 12))


def switching_year(
    data: Tables,
    truth: OwnTruth,
    *,
    cheaper_out: float = 0.0,
    cheaper_back: float = 0.0,
    looks_a_year: float | None = None,
) -> pd.Series:
    """Expect who changes bank in the next year, if paper costs less from now on.

    Each household's chance follows from what it likes, what it pays, its family and its paper,
    all known to the generator; nothing is drawn. Prices move as in the panel's months, about
    their usual level.

    Parameters
    ----------
    data, truth : Tables, OwnTruth
        Of a world with two firms.
    cheaper_out, cheaper_back : float
        Money that leaving the first firm, and leaving the second, costs less than today; paper
        never costs less than nothing.
    looks_a_year : float, optional
        Share of households that look at other firms in a year; by default that of the world.

    Returns
    -------
    pandas.Series
        Households of the panel in a year: ``lost`` by the first firm, ``won`` by it, and ``net``.

    Raises
    ------
    InputError
        When the market has not two firms, or a number makes no sense.

    Examples
    --------
    >>> from casekit.cases.own import case_world
    >>> data, truth = case_world("old_mill_bank", n_customers=500)
    >>> today, quick = switching_year(data, truth), switching_year(data, truth, cheaper_out=14)
    >>> bool(quick["lost"] > today["lost"]) and bool(quick["won"] == today["won"])
    True
    """
    world = truth.market.world
    if len(world.firms) != 2:
        raise InputError(_("This counts between two firms; the market has another number."))
    for name, value in (("cheaper_out", cheaper_out), ("cheaper_back", cheaper_back)):
        refuse_unless(value >= 0, name, value, _("money, 0 or more"))
    look = world.attention if looks_a_year is None else looks_a_month(looks_a_year)
    moved = []
    for own, cheaper in ((0, cheaper_out), (1, cheaper_back)):
        chance = 1 - (1 - look * _leaves_if_looking(data.panel, truth, own, cheaper)) ** 12
        moved.append(float(chance.sum()))
    return pd.Series({"lost": moved[0], "won": moved[1], "net": moved[1] - moved[0]})


def _leaves_if_looking(panel: pd.DataFrame, truth: OwnTruth, own: int, cheaper: float) -> Floats:
    """Give, for each customer of a firm today, the chance to leave in a month of looking."""
    world = truth.market.world
    b, mine, other = world.price_sensitivity, world.firms[own], world.firms[1 - own]
    today = panel[panel[MONTH] == panel[MONTH].max()]
    today = today[today[FIRM] == mine]
    tastes = truth.market.tastes.set_index(CUSTOMER_ID).loc[today[CUSTOMER_ID]]
    better = (tastes[mine] - tastes[other]).to_numpy() + world.quality[own] - world.quality[1 - own]
    stayed = (today[FIRM] == today[PREVIOUS_FIRM]).to_numpy()
    tenure = np.where(stayed, today[TENURE_MONTHS].to_numpy() + 1, 1)
    money = world.barriers.money(len(world.firms), world.all_months)
    paper = np.maximum(money["technical"][own, tenure] - cheaper, 0.0)
    family = sum(
        sign * money["community"][firm, 0] * today[friends_column(world.firms[firm])].to_numpy()
        for firm, sign in ((own, 1), (1 - own, -1))
        if friends_column(world.firms[firm]) in today.columns
    )
    prices = panel[[MONTH, price_column(mine), price_column(other)]].drop_duplicates(MONTH)
    moves = (prices[price_column(mine)] - prices[price_column(other)]).to_numpy()
    usual = np.broadcast_to(np.asarray(truth.parameter("market", "base_price"), dtype=float), 2)
    # The next year is no copy of a lucky one: prices move as they did, about their usual level.
    dearer = moves - moves.mean() + usual[own] - usual[1 - own]
    held = better + b * (paper + family)
    return np.asarray((1 / (1 + np.exp(held[:, None] - b * dearer[None, :]))).mean(axis=1))


def switching_futures(
    data: Tables,
    truth: OwnTruth,
    *,
    days_less: float,
    cost_a_day: float,
    worth_of_a_household: float,
    looks_a_year: float = 0.5,
    times: float = 1.0,
) -> pd.DataFrame:
    """Set beside each other what a quicker switch moves, by who offers it.

    Parameters
    ----------
    data, truth : Tables, OwnTruth
        Of a world with two firms; the first one decides.
    days_less : float
        Days by which the switch is shortened.
    cost_a_day : float
        What a day of switching costs a household, in money.
    worth_of_a_household : float
        Margin that a household brings until it leaves, in money.
    looks_a_year : float
        Share that looks in a year where everybody is reminded.
    times : float
        Households of the market for one of the panel.

    Returns
    -------
    pandas.DataFrame
        A row a future: ``lost``, ``won``, ``net`` (households of the market, next year) and
        ``money`` (what the net is worth to the first firm).

    Examples
    --------
    >>> from casekit.cases.own import case_world
    >>> data, truth = case_world("old_mill_bank", n_customers=500)
    >>> switching_futures(data, truth, days_less=7, cost_a_day=2, worth_of_a_household=200).shape
    (5, 4)
    """
    refuse_unless(days_less >= 0, "days_less", days_less, _("days, 0 or more"))
    refuse_unless(cost_a_day >= 0, "cost_a_day", cost_a_day, _("money, 0 or more"))
    refuse_unless(times > 0, "times", times, _("a number above 0"))
    first, second = truth.market.world.firms
    less = days_less * cost_a_day
    futures: Mapping[str, Mapping[str, float]] = {
        _("as today"): {},
        _("only {firm} is quick").format(firm=second): {"cheaper_out": less},
        _("only {firm} is quick").format(firm=first): {"cheaper_back": less},
        _("both are quick"): {"cheaper_out": less, "cheaper_back": less},
        _("both, and all are reminded"): {
            "cheaper_out": less,
            "cheaper_back": less,
            "looks_a_year": looks_a_year,
        },
    }
    rows = {name: times * switching_year(data, truth, **how) for name, how in futures.items()}
    table = pd.DataFrame(rows).T
    table["money"] = table["net"] * worth_of_a_household
    return table

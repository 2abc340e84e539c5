"""Regions of the two banks: alike to the public and not alike, and the vote in each draw."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from casekit.cases.old_mill.flows import switching_futures
from casekit.cases.old_mill.staying import REASONS, reasons_to_stay
from casekit.cases.own import case_world
from casekit.frames.choices import FIRM, MONTH
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["bank_regions", "bank_worlds"]


def bank_regions(
    seeds: Iterable[int],
    *,
    days_less: float,
    cost_a_day: float,
    worth_of_a_household: float,
    market: float = 1_200_000,
    n_customers: int = 4_000,
) -> pd.DataFrame:
    """Make several regions of the same two banks, and count in each what a quick switch moves.

    The regions differ by luck alone: other households, other months in which prices were low.

    Parameters
    ----------
    seeds : iterable of int
        A region each.
    days_less : float
        Days by which the switch is shortened.
    cost_a_day : float
        What a day of switching costs a household, in money.
    worth_of_a_household : float
        Margin that a household brings until it leaves, in money.
    market : float
        Households of a region.
    n_customers : int
        Households of each panel: fewer than in the lesson's own, for speed.

    Returns
    -------
    pandas.DataFrame
        A row a seed: ``customers`` of the first bank and ``satisfied``, in per cent, and what
        next year's balance is worth to the first bank against today, in money, if the ``rival``
        alone is quick, ``both`` are, or only its ``own`` switch is.

    Examples
    --------
    >>> terms = {"days_less": 7, "cost_a_day": 2, "worth_of_a_household": 200}
    >>> table = bank_regions([1], n_customers=300, **terms)
    >>> bool(table.loc[1, "rival"] < table.loc[1, "both"] < table.loc[1, "own"])
    True
    """
    refuse_unless(market > 0, "market", market, _("a number above 0"))
    rows = {}
    for seed in seeds:
        data, truth = case_world("old_mill_bank", seed, n_customers=n_customers)
        money = switching_futures(
            data,
            truth,
            days_less=days_less,
            cost_a_day=cost_a_day,
            worth_of_a_household=worth_of_a_household,
            times=market / n_customers,
        )["money"].to_numpy(dtype=float)
        today = data.panel[data.panel[MONTH] == data.panel[MONTH].max()]
        rows[seed] = {
            "customers": 100 * float((today[FIRM] == truth.market.world.firms[0]).mean()),
            "satisfied": truth.public_view()["not dissatisfied"],
            "rival": money[1] - money[0],
            "both": money[3] - money[0],
            "own": money[2] - money[0],
        }
    return pd.DataFrame(rows).T.rename_axis("seed")


def bank_worlds(seed: int = 1) -> pd.DataFrame:
    """Make three worlds that show the same to the public, and differ in what holds people.

    Parameters
    ----------
    seed : int
        Same seed, same worlds.

    Returns
    -------
    pandas.DataFrame
        A row a world: ``tastes`` (how much households differ in what they like), ``paper`` (what
        moving costs, money), what the public sees, in per cent (``switched``, ``looked``,
        ``satisfied``), and what it does not see, of 100 customers of the first bank:
        ``held_by_paper`` and ``stay_anyway``.
    """
    rows = {}
    for name, changes in _WORLDS.items():
        data, truth = case_world("old_mill_bank", seed, **changes)
        seen = truth.public_view()
        shares = 100 * reasons_to_stay(data, truth)["reason"].value_counts(normalize=True)
        rows[name] = {
            "tastes": changes.get("taste_sd", truth.parameter("market", "taste_sd")),
            "paper": changes.get("technical_cost", truth.parameter("market", "technical_cost")),
            "switched": seen["switched in a year"],
            "looked": seen["looked in a year"],
            "satisfied": seen["not dissatisfied"],
            "held_by_paper": float(shares[REASONS[1]]),
            "stay_anyway": float(shares[REASONS[0]]),
        }
    return pd.DataFrame(rows).T


_WORLDS: dict[str, dict[str, float]] = {
    _("tastes alike, much paper"): {
        "taste_sd": 0.4,
        "technical_cost": 33.0,
        "money_per_point": 25.0,
    },
    _("Old Mill Bank"): {},
    _("strong tastes, little paper"): {
        "taste_sd": 2.2,
        "technical_cost": 10.0,
        "money_per_point": 30.0,
    },
}

"""An old standard against a better one: month by month, and again after an experiment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit
from scipy.stats import binom

from casekit.generators.adoption.standards import MECHANISMS, StandardsMarket
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["StandardsTruth", "make_standards_market"]


@dataclass(frozen=True)
class StandardsTruth:
    """What the generator knows: the mechanisms at work, and what each experiment would change.

    Attributes
    ----------
    market : StandardsMarket
        All parameters.
    standards : tuple of str
        New and old standard.
    n_customers, months, seed : int
        As given.
    """

    market: StandardsMarket
    standards: tuple[str, str]
    n_customers: int
    months: int
    seed: int

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Name the mechanisms that are at work."""
        return tuple(name for name, field in MECHANISMS.items() if getattr(self.market, field) > 0)

    def counterfactual(self, without: Sequence[str]) -> pd.DataFrame:
        """Run the same market with the same luck, some mechanisms turned off from month 1.

        Parameters
        ----------
        without : sequence of str
            Of "network effect", "scale economy", "switching cost".

        Returns
        -------
        pandas.DataFrame
            As the data of `make_standards_market`.

        Examples
        --------
        >>> _, truth = make_standards_market(1_000, seed=1, network_strength=80)
        >>> free = truth.counterfactual(["switching cost"])
        >>> compatible = truth.counterfactual(["network effect"])
        >>> bool(compatible["share"].iloc[-2] > free["share"].iloc[-2] + 0.3)
        True
        """
        market = self.market.without(without)
        return _run(market, self.standards, self.n_customers, self.months, self.seed)


def make_standards_market(
    n_customers: int,
    *,
    seed: int,
    months: int = 36,
    standards: tuple[str, str] = ("new", "old"),
    advantage: float = 20.0,
    network_strength: float = 0.0,
    fixed_cost_per_customer: float = 0.0,
    switching_cost: float = 0.0,
    share_at_start: float = 0.1,
    market: StandardsMarket | None = None,
) -> tuple[pd.DataFrame, StandardsTruth]:
    """Let a better standard meet an old one that a network, its scale or a switching cost holds up.

    Parameters
    ----------
    n_customers : int
        Customers, each with one of the two standards.
    seed : int
        Same seed, same data.
    months : int
        Length of observation after month 0.
    standards : tuple of str
        Names of the new and of the old standard.
    advantage, network_strength, fixed_cost_per_customer, switching_cost, share_at_start : float
        The most used parameters of `StandardsMarket`, in money per customer and year.
    market : StandardsMarket, optional
        All parameters at once; the five above are then not read.

    Returns
    -------
    data : pandas.DataFrame
        A row a month and standard, month 0 first: ``month``, ``standard``, ``customers``,
        ``share``, ``price``, ``newcomers`` (new customers who chose it this month) and
        ``switched_to`` (customers of the other standard who changed to it).
    truth : StandardsTruth
        Parameters, and the same market after any experiment.

    Raises
    ------
    InputError
        If a parameter makes no sense; the message says which and why.

    Notes
    -----
    Newcomers choose the new standard with the log odds ``price_sensitivity * pull``; customers who
    think again compare ``pull`` plus or minus the switching cost. All look at last month's shares
    and prices.

    Examples
    --------
    >>> data, truth = make_standards_market(1_000, seed=1, switching_cost=120)
    >>> truth.mechanisms
    ('switching cost',)
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(months, "months")
    fine = len(standards) == 2 and standards[0] != standards[1]
    refuse_unless(fine, "standards", standards, _("two different names"))
    if market is None:
        market = StandardsMarket(
            advantage=advantage,
            network_strength=network_strength,
            fixed_cost_per_customer=fixed_cost_per_customer,
            switching_cost=switching_cost,
            share_at_start=share_at_start,
        )
    names = (standards[0], standards[1])
    data = _run(market, names, n_customers, months, seed)
    return data, StandardsTruth(market, names, n_customers, months, seed)


def _run(
    market: StandardsMarket, names: tuple[str, str], n: int, months: int, seed: int
) -> pd.DataFrame:
    # Ranks are drawn once and turned into counts, so that an experiment meets the same luck.
    luck = np.random.default_rng(seed).random((months, 6))
    new = round(market.share_at_start * n)
    rows = [_rows(market, 0, n, new, (0, 0), (0, 0))]
    cost = 0.0 if market.free_migration else market.switching_cost
    again = 1 / market.months_between_choices
    for month in range(1, months + 1):
        pull = market.pull_of_the_new(new / n)
        odds = market.price_sensitivity * np.array([pull, pull + cost, pull - cost])
        fresh, stay_new, leave_old = expit(odds)
        ranks = luck[month - 1]
        left_new = _count(ranks[0], new, market.newcomers)
        left_old = _count(ranks[1], n - new, market.newcomers)
        arrivals = left_new + left_old
        chose_new = _count(ranks[2], arrivals, fresh)
        to_old = _count(ranks[3], new - left_new, again * (1 - stay_new))
        to_new = _count(ranks[4], n - new - left_old, again * leave_old)
        new = new - left_new + chose_new + to_new - to_old
        rows.append(
            _rows(market, month, n, new, (chose_new, arrivals - chose_new), (to_new, to_old))
        )
    table = pd.DataFrame([row for pair in rows for row in pair])
    both = pd.Series(pd.Categorical(list(names) * len(rows), categories=list(names)))
    table.insert(1, "standard", both)
    return table


def _count(rank: float, n: int, chance: float) -> int:
    """Give the number of n that falls on a rank between 0 and 1."""
    return int(binom.ppf(rank, n, chance)) if n else 0


def _rows(
    market: StandardsMarket,
    month: int,
    n: int,
    new: int,
    newcomers: tuple[int, int],
    switched: tuple[int, int],
) -> list[dict[str, float]]:
    prices = market.prices(new / n)
    return [
        {
            "month": month,
            "customers": customers,
            "share": customers / n,
            "price": round(price, 2),
            "newcomers": newcomers[place],
            "switched_to": switched[place],
        }
        for place, (customers, price) in enumerate(zip((new, n - new), prices, strict=True))
    ]

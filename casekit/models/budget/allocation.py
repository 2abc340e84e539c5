"""One budget for several markets, segments or channels: where the next unit of money does most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.models.budget.equity import CustomerEquity
from casekit.models.budget.market import Covers
from casekit.models.budget.plan import BudgetPlan
from casekit.models.budget.sharing import shared
from casekit.words import _

__all__ = ["Allocation", "allocate"]


@dataclass(frozen=True, eq=False, repr=False)
class Allocation:
    """Hold the split of one budget over several markets.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a market: ``budget``, ``share``, ``acquisition_spend`` (per prospect),
        ``retention_spend`` (per customer and year), ``acquired``,
        ``cost_per_acquired_customer``, ``ratio``, ``total_value``, ``next_unit`` (what the next
        unit of budget would add here, its cost taken off).
    total_value : float
        Of all markets.
    budget, spent : float
        Money that may be spent, and is.
    shadow_price : float
        What the next unit of budget would add; 0 when money is left over.
    proven : bool
        Whether the price proves that no other plan is better. Without it the plan is the best of
        a fine comparison, polished.
    plans : mapping of str to BudgetPlan
        Each market's plan in full.
    """

    table: pd.DataFrame
    total_value: float
    budget: float
    spent: float
    shadow_price: float
    proven: bool
    plans: Mapping[str, BudgetPlan]

    def __repr__(self) -> str:
        return _("<allocation of {spent:,.0f} over {n} markets; value {value:,.0f}>").format(
            spent=self.spent, n=len(self.table), value=self.total_value
        )

    def _repr_html_(self) -> str:
        return self.table.round(2).to_html(border=0)

    @property
    def unequal(self) -> float:
        """Give the largest violation of equal marginal returns (0 in exact arithmetic).

        A market that gets money should bring the shadow price, one that gets none not more.
        """
        gaps = self.table["next_unit"] - self.shadow_price
        return float(np.max(np.where(self.table["budget"] > 0, gaps.abs(), gaps.clip(lower=0))))


def allocate(
    budget: float,
    markets: Mapping[str, CustomerEquity],
    *,
    prospects: float | Mapping[str, float] | Sequence[float] = 1,
    customers: float | Mapping[str, float] | Sequence[float] = 0,
    budget_covers: Covers = "first year",
) -> Allocation:
    """Split one budget over several markets, segments or channels so that they are worth most.

    Parameters
    ----------
    budget : float
        Money in total; infinite for no limit.
    markets : mapping of str to CustomerEquity
        By name. A channel that only wins customers is ``CustomerEquity.of_channel(curve,
        customer_value=)``.
    prospects, customers : float, mapping or sequence of float
        People to approach and customers at the start, for all markets alike or for each.
    budget_covers : {"first year", "all years"}
        As in `CustomerEquity.optimum`.

    Returns
    -------
    Allocation

    Raises
    ------
    InputError
        When there is no market, a size is missing, or the budget is no amount of money.

    Examples
    --------
    >>> from casekit.models.budget.markets import blattberg_deighton_markets
    >>> split = allocate(200_000, blattberg_deighton_markets(), prospects=5_000)
    >>> split.table["share"].round(2).tolist()
    [0.24, 0.56, 0.09, 0.0, 0.11]
    >>> round(split.shadow_price, 2), split.proven
    (1.81, True)
    """
    if not isinstance(markets, Mapping) or not markets:
        raise InputError(
            _('A dictionary of markets was expected, such as {"north": CustomerEquity(...)}.')
        )
    if not float(budget) >= 0:
        raise InputError(
            _("budget={budget} was given; it is money, 0 or more.").format(budget=budget)
        )
    names = list(markets)
    for name, market in markets.items():
        if not isinstance(market, CustomerEquity):
            raise InputError(
                _('Market "{name}" must be a CustomerEquity; {given!r} was given.').format(
                    name=name, given=market
                )
            )
    people = _sizes(prospects, names, "prospects")
    there = _sizes(customers, names, "customers")
    sized = [markets[name].market(people[name], there[name], budget_covers) for name in names]
    shares, price, proven = shared(sized, float(budget))
    plans = {
        name: markets[name].optimum(
            budget=float(share),
            prospects=people[name],
            customers=there[name],
            budget_covers=budget_covers,
        )
        for name, share in zip(names, shares, strict=True)
    }
    spent = [
        market.spending(plan.acquisition_spend, plan.retention_spend)
        for market, plan in zip(sized, plans.values(), strict=True)
    ]
    table = pd.DataFrame(
        {
            "budget": spent,
            "share": np.array(spent) / sum(spent) if sum(spent) > 0 else 0.0,
            **{
                field: [getattr(plan, field) for plan in plans.values()]
                for field in (
                    "acquisition_spend",
                    "retention_spend",
                    "acquired",
                    "cost_per_acquired_customer",
                    "ratio",
                    "total_value",
                )
            },
            "next_unit": [plan.shadow_price for plan in plans.values()],
        },
        index=pd.Index(names, name="market"),
    )
    return Allocation(
        table=table,
        total_value=float(table["total_value"].sum()),
        budget=float(budget),
        spent=float(sum(spent)),
        shadow_price=price,
        proven=proven,
        plans=plans,
    )


def _sizes(
    given: float | Mapping[str, float] | Sequence[float], names: list[str], what: str
) -> dict[str, float]:
    if isinstance(given, Mapping):
        lost = [name for name in names if name not in given]
        if lost:
            raise InputError(
                _("{what} has no entry for {names}.").format(what=what, names=", ".join(lost))
            )
        return {name: float(given[name]) for name in names}
    if isinstance(given, Sequence) or np.ndim(given) == 1:
        if len(given) != len(names):  # type: ignore[arg-type]
            raise InputError(
                _("{what} has {n} entries for {m} markets.").format(
                    what=what,
                    n=len(given),  # type: ignore[arg-type]
                    m=len(names),
                )
            )
        return dict(zip(names, map(float, given), strict=True))  # type: ignore[arg-type]
    return dict.fromkeys(names, float(given))

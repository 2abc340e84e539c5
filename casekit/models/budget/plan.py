"""A budget plan and what it is worth: the names that a manager reads."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import pandas as pd

from casekit.models.budget.market import Market
from casekit.words import _

__all__ = ["BudgetPlan", "plan_of"]

# A gain below a thousandth of the money: figures that were rounded to read them do not decide.
NOTHING = 1e-3


@dataclass(frozen=True, repr=False)
class BudgetPlan:
    """Hold a plan of acquisition and retention money, what follows from it, and the next unit.

    Attributes
    ----------
    acquisition_spend : float
        Money per prospect, those included who say no.
    retention_spend : float
        Money per customer and year.
    acquisition_rate, retention_rate : float
        Share of prospects won; share of customers kept from a year to the next.
    cost_per_acquired_customer : float
        Acquisition spend over acquisition rate (CAC); missing when nobody is won.
    ratio : float
        Cost per acquired customer over retention spend: the number behind "five times". Missing
        when nobody is won, infinite when nothing is spent on keeping.
    customer_value : float
        What an acquired customer is worth: margins less retention money, all years, discounted.
        The cost of winning them is not in it.
    value : float
        Value per prospect: acquisition rate times customer value, less the acquisition spend.
    total_value : float
        Value of all prospects and, where there are any, of the customers at the start.
    acquired, kept : float
        Customers won; customers (old and new) who are there a year later.
    prospects, customers : float
        Sizes at the start.
    budget : float
        Money that may be spent; infinite when there was no limit.
    first_year_spend : float
        Acquisition money, and one year's retention money for everybody who is then a customer.
    all_years_spend : float
        The same with the retention money of all years, discounted.
    shadow_price : float
        What the next unit of budget would add to the total value, its own cost already taken off;
        0 when the budget is not all spent. Missing when the plan was not chosen for a budget.
    next_acquisition, next_retention : float
        What the next unit of the first year's money adds to the total value, its own cost already
        taken off, when it wins customers and when it keeps them. Both are 0 where no limit binds,
        and equal where a budget is split in the best way. Money that keeps nobody is lost: where
        there is no customer, the next unit for keeping brings nothing that can be counted, and
        the figure is missing.
    marginal_cost_to_acquire, marginal_cost_to_retain : float
        What the next customer won, or kept for a year, costs. Without a limit both equal the
        customer's value at the best plan (Pfeifer 2005).
    """

    acquisition_spend: float
    retention_spend: float
    acquisition_rate: float
    retention_rate: float
    cost_per_acquired_customer: float
    ratio: float
    customer_value: float
    value: float
    total_value: float
    acquired: float
    kept: float
    prospects: float
    customers: float
    budget: float
    first_year_spend: float
    all_years_spend: float
    shadow_price: float
    next_acquisition: float
    next_retention: float
    marginal_cost_to_acquire: float
    marginal_cost_to_retain: float

    def __repr__(self) -> str:
        return _(
            "<plan: {A:.2f} per prospect, {R:.2f} per customer and year; {V:.2f} per prospect>"
        ).format(A=self.acquisition_spend, R=self.retention_spend, V=self.value)

    def table(self) -> pd.Series:
        """Give all figures in one column."""
        return pd.Series(
            {part.name: float(getattr(self, part.name)) for part in fields(self)}, name=_("plan")
        )

    @property
    def better_next(self) -> str:
        """Say where the next unit of the first year's money does more.

        Returns
        -------
        str
            ``"acquisition"``, ``"retention"``; ``"either"`` when both bring the same gain;
            ``"neither"`` when both would lose or bring nothing.
        """
        places = {"acquisition": self.next_acquisition, "retention": self.next_retention}
        known = {name: gain for name, gain in places.items() if gain == gain}
        best = max(known.values(), default=0.0)
        if best <= NOTHING:
            return "neither"
        near = [name for name, gain in known.items() if best - gain <= NOTHING * max(1.0, best)]
        return near[0] if len(near) == 1 else "either"

    @property
    def gain_of_moving(self) -> float:
        """Give what moving the next unit of money from acquisition to retention adds.

        Negative: moving money to retention destroys value.
        """
        return self.next_retention - self.next_acquisition


def plan_of(market: Market, A: float, R: float, price: float, *, budget: float) -> BudgetPlan:
    """Work out all that follows from a pair of spends."""
    acquisition, retention = market.acquisition, market.worth.retention
    a, r = acquisition.at(A), retention.at(R)
    worth = float(market.worth.at(R))
    base = float(market.base(A))
    cost = A / a if a > 0 else math.nan
    first_year = replace(market, covers="first year")
    steep, kept_more = acquisition.slope(A), retention.slope(R)
    return BudgetPlan(
        acquisition_spend=A,
        retention_spend=R,
        acquisition_rate=a,
        retention_rate=r,
        cost_per_acquired_customer=cost,
        ratio=cost / R if R > 0 else (math.inf if cost > 0 else math.nan),
        customer_value=worth,
        value=a * worth - A,
        total_value=float(market.value(A, R)),
        acquired=market.prospects * a,
        kept=base * r,
        prospects=market.prospects,
        customers=market.customers,
        budget=budget,
        first_year_spend=first_year.spending(A, R),
        all_years_spend=market.prospects * A + base * float(market.worth.upkeep(R)),
        shadow_price=price,
        next_acquisition=(
            float(first_year.next_acquisition(A, R)) if market.prospects else math.nan
        ),
        next_retention=float(first_year.next_retention(R)) if base > 0 else math.nan,
        marginal_cost_to_acquire=1 / steep if steep > 0 else math.inf,
        marginal_cost_to_retain=1 / kept_more if kept_more > 0 else math.inf,
    )

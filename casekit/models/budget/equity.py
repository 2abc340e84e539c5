"""Customer equity: how much to spend on winning customers, and how much on keeping them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.models.budget.curve import ResponseCurve, refuse_unless_spend
from casekit.models.budget.market import Covers, Market
from casekit.models.budget.plan import BudgetPlan, plan_of
from casekit.models.budget.refusals import refuse_senseless_market, refuse_senseless_sizes
from casekit.models.budget.worth import Worth
from casekit.words import _

__all__ = ["CustomerEquity"]


@dataclass(frozen=True)
class CustomerEquity:
    """Find the money that is best spent on winning and on keeping customers.

    A prospect who gets an acquisition spend A says yes with chance ``a = acquisition.at(A)``. Each
    customer then gets a retention spend R a year and stays from one year to the next with chance
    ``r = retention.at(R)``. The value per prospect is::

        a * [margin + (margin - R / r) * r' / (1 - r')] - A,    r' = r / (1 + discount_rate)
        = a * (margin * (1 + discount_rate) - R) / (1 + discount_rate - r) - A

    What the terms assume:

    - A falls today, on every prospect, those who say no included. The first margin falls today
      too, at once on acquisition, and no retention money is needed for it.
    - The later margins come a year apart, for ever, of equal size, from those who are still there.
    - R is spent on everybody who was a customer in the past year, those who then leave included
      (hence R / r for each who stays), and is discounted with the margin that it secures: it is
      paid at the moment of renewal, at the end of each year, the first time a year from now.
    - The chance to stay does not depend on how long a customer has stayed, nor on A.

    Parameters
    ----------
    acquisition, retention : ResponseCurve
        Share of prospects won by money per prospect; share of customers kept by money per customer
        and year.
    margin : float
        Money per customer and year, before acquisition and retention money. May be negative.
    discount_rate : float
        Per year, 0 or more; 0.1 is 10%.

    Raises
    ------
    InputError
        When a figure is missing or negative, or when a customer would be worth more than any
        number (no discount and a retention ceiling of 1).

    References
    ----------
    Blattberg, R. C., & Deighton, J. (1996). Manage marketing by the customer equity test. Harvard
    Business Review, 74(4), 136-144.
    Pfeifer, P. E. (2005). The optimal ratio of acquisition and retention costs. Journal of
    Targeting, Measurement and Analysis for Marketing.

    Examples
    --------
    >>> sticky = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.9, 0.5), margin=100,
    ...                         discount_rate=0.1)
    >>> best = sticky.optimum()
    >>> round(best.acquisition_spend, 1), round(best.retention_spend, 1), round(best.ratio, 1)
    (29.7, 10.8, 7.3)
    """

    acquisition: ResponseCurve
    retention: ResponseCurve
    margin: float
    discount_rate: float

    def __post_init__(self) -> None:
        refuse_senseless_market(self.acquisition, self.retention, self.margin, self.discount_rate)

    @classmethod
    def of_channel(cls, acquisition: ResponseCurve, *, customer_value: float) -> CustomerEquity:
        """Describe a channel that only wins customers, each worth a known amount.

        Parameters
        ----------
        acquisition : ResponseCurve
            Share of the channel's prospects won by money per prospect.
        customer_value : float
            What a customer won here is worth, the cost of winning them not taken off.

        Returns
        -------
        CustomerEquity
            Without retention money; for `allocate`.

        Examples
        --------
        >>> search = CustomerEquity.of_channel(ResponseCurve(0.2, 0.3), customer_value=80)
        >>> round(search.optimum().acquisition_spend, 2)
        5.23
        """
        return cls(acquisition, ResponseCurve(0.0, 1.0), customer_value, 0.0)

    @property
    def worth(self) -> Worth:
        """Give an acquired customer's value as a function of the retention spend."""
        return Worth(self.retention, self.margin, self.discount_rate)

    def customer_value(self, retention_spend: ArrayLike) -> Any:
        """Give what an acquired customer is worth, the cost of winning them not taken off.

        Parameters
        ----------
        retention_spend : float or array
            Money per customer and year.

        Returns
        -------
        float or ndarray
            Margins less retention money of all years, discounted to the day of acquisition.
        """
        worth = self.worth.at(refuse_unless_spend(retention_spend))
        return float(worth) if np.ndim(worth) == 0 else worth

    @overload
    def value(self, acquisition_spend: float, retention_spend: float) -> float: ...
    @overload
    def value(self, acquisition_spend: ArrayLike, retention_spend: ArrayLike) -> Any: ...
    def value(self, acquisition_spend: ArrayLike, retention_spend: ArrayLike) -> Any:
        """Give the value per prospect of a pair of spends.

        Parameters
        ----------
        acquisition_spend : float or array
            Money per prospect.
        retention_spend : float or array
            Money per customer and year; arrays are combined entry by entry.

        Returns
        -------
        float or ndarray

        Examples
        --------
        >>> balanced = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.7, 0.08),
        ...                           margin=100, discount_rate=0.1)
        >>> round(balanced.value(10, 20), 2)
        32.04
        """
        spend = refuse_unless_spend(acquisition_spend)
        found = self.acquisition.at(spend) * self.customer_value(retention_spend) - spend
        return float(found) if np.ndim(found) == 0 else found

    def optimum(
        self,
        *,
        budget: float | None = None,
        prospects: float = 1,
        customers: float = 0,
        budget_covers: Covers = "first year",
    ) -> BudgetPlan:
        """Find the plan that makes the customer base worth most.

        Parameters
        ----------
        budget : float, optional
            Money that may be spent, in total; no limit when it is left out.
        prospects : float
            People who can be approached. With 1, the default, the budget is per prospect.
        customers : float
            Customers who are there already and get the same retention spend.
        budget_covers : {"first year", "all years"}
            ``"first year"``: ``prospects * A + (customers + acquired) * R``: what is spent on
            winning, and one year's retention money for everybody who is then a customer. The
            years after cost more, out of their own budgets. ``"all years"``: the retention money
            of all years, discounted, must be paid out of this one budget.

        Returns
        -------
        BudgetPlan
            With its shadow price: what the next unit of budget would add to the total value.

        Raises
        ------
        InputError
            When a size or the budget is negative or missing.

        Notes
        -----
        The best plan without a limit is a closed form; under a budget the search is over one
        number, all local optima are compared, and the result is the best of them.

        Examples
        --------
        >>> balanced = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.7, 0.08),
        ...                           margin=100, discount_rate=0.1)
        >>> tight = balanced.optimum(budget=100_000, prospects=10_000)
        >>> round(tight.acquisition_spend, 2), round(tight.retention_spend, 2)
        (6.36, 19.31)
        >>> round(tight.shadow_price, 2)
        1.77
        """
        market = self.market(prospects, customers, budget_covers)
        limit = math.inf if budget is None else float(budget)
        if not limit >= 0:
            raise InputError(
                _("budget={budget} was given; it is money, 0 or more.").format(budget=budget)
            )
        split = market.best(limit)
        return plan_of(market, *split, budget=limit)

    def plan(
        self,
        acquisition_spend: float,
        retention_spend: float,
        *,
        prospects: float = 1,
        customers: float = 0,
    ) -> BudgetPlan:
        """Look at a plan that you have: its value, and what the next unit of money would do.

        Parameters
        ----------
        acquisition_spend : float
            Money per prospect.
        retention_spend : float
            Money per customer and year.
        prospects, customers : float
            People who can be approached; customers who are there already.

        Returns
        -------
        BudgetPlan
            ``next_acquisition`` and ``next_retention`` tell whether moving money helps.

        Examples
        --------
        >>> balanced = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.7, 0.08),
        ...                           margin=100, discount_rate=0.1)
        >>> ours = balanced.plan(acquisition_spend=40, retention_spend=20)
        >>> round(ours.ratio, 1), ours.better_next
        (5.1, 'retention')
        """
        A, R = (float(refuse_unless_spend(x)) for x in (acquisition_spend, retention_spend))
        if not math.isfinite(A + R):
            raise InputError(_("A spend must be a number; infinity was given."))
        market = self.market(prospects, customers, "first year")
        return plan_of(market, A, R, math.nan, budget=math.inf)

    def one_year(
        self,
        acquisition_spend: float,
        retention_spend: float,
        *,
        afterwards: float,
        prospects: float = 1,
        customers: float = 0,
    ) -> float:
        """Give the total value when two spends hold for one year only, and another one afterwards.

        Parameters
        ----------
        acquisition_spend, retention_spend : float
            Money per prospect; money per customer in the first year, new customers included.
        afterwards : float
            Retention spend per customer in each later year.
        prospects, customers : float
            People who can be approached; customers who are there already.

        Returns
        -------
        float
            As ``total_value`` of a plan: all years, discounted.

        Examples
        --------
        >>> sticky = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.9, 0.5), 100, 0.1)
        >>> today = sticky.plan(30, 11, customers=1).total_value
        >>> abs(sticky.one_year(30, 11, afterwards=11, customers=1) - today) < 1e-9
        True
        >>> for_ever = sticky.plan(30, 19, customers=1).total_value
        >>> once = sticky.one_year(30, 19, afterwards=11, customers=1)
        >>> round(for_ever - today, 1), round(once - today, 1)
        (-43.1, -7.8)
        """
        spends = (acquisition_spend, retention_spend, afterwards)
        A, R, later = (float(refuse_unless_spend(x)) for x in spends)
        refuse_senseless_sizes(prospects, customers, "first year")
        kept = float(self.retention.at(R)) * float(self.customer_value(later))
        worth = self.margin + (kept - R) / (1 + self.discount_rate)
        won = float(self.acquisition.at(A))
        return prospects * (won * worth - A) + customers * worth

    def marginal(self, acquisition_spend: float, retention_spend: float) -> pd.Series:
        """Give average and marginal figures of a plan side by side.

        Parameters
        ----------
        acquisition_spend, retention_spend : float
            Money per prospect; money per customer and year.

        Returns
        -------
        pandas.Series
            ``cost_per_acquired_customer``, ``retention_spend``, ``ratio`` (averages);
            ``marginal_cost_to_acquire``, ``marginal_cost_to_retain``, ``customer_value``;
            ``next_acquisition``, ``next_retention``, ``gain_of_moving`` (what the next unit of the
            first year's money adds, and what moving it from acquisition to retention adds).
        """
        plan = self.plan(acquisition_spend, retention_spend)
        names = [
            "cost_per_acquired_customer",
            "retention_spend",
            "ratio",
            "marginal_cost_to_acquire",
            "marginal_cost_to_retain",
            "customer_value",
            "next_acquisition",
            "next_retention",
            "gain_of_moving",
        ]
        return pd.Series({name: float(getattr(plan, name)) for name in names})

    def frontier(
        self,
        budgets: Iterable[float],
        *,
        prospects: float = 1,
        customers: float = 0,
        budget_covers: Covers = "first year",
    ) -> pd.DataFrame:
        """Show what the best plan is worth at each of several budgets.

        Parameters
        ----------
        budgets : iterable of float
            Money, in total.
        prospects, customers, budget_covers
            As in `optimum`.

        Returns
        -------
        pandas.DataFrame
            Index ``budget``; the columns of a `BudgetPlan`, ``share_for_retention`` (of the first
            year's money) among them.

        Examples
        --------
        >>> balanced = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.7, 0.08),
        ...                           margin=100, discount_rate=0.1)
        >>> table = balanced.frontier([5, 10, 20, 50])
        >>> table["value"].round(1).tolist()
        [14.2, 24.7, 36.8, 39.8]
        """
        plans = [
            self.optimum(
                budget=budget,
                prospects=prospects,
                customers=customers,
                budget_covers=budget_covers,
            ).table()
            for budget in budgets
        ]
        if not plans:
            raise InputError(_("No budget was given; a list such as [5, 10, 20] was expected."))
        table = pd.DataFrame(plans).set_index("budget")
        winning = table["prospects"] * table["acquisition_spend"]
        with np.errstate(invalid="ignore", divide="ignore"):
            table["share_for_retention"] = 1 - winning / table["first_year_spend"]
        return table

    def market(self, prospects: float, customers: float, budget_covers: Covers) -> Market:
        """Give this market with its sizes, checked."""
        refuse_senseless_sizes(prospects, customers, budget_covers)
        return Market(self.acquisition, self.worth, prospects, customers, budget_covers)

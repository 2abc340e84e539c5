"""A budget a year, and a customer base that grows: when to win and when to keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.budget.equity import CustomerEquity
from casekit.models.budget.years import Year, agree, kept_customers, total
from casekit.words import _

__all__ = ["BudgetPath", "budget_path"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class BudgetPath:
    """Hold a plan over several years.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a year: ``customers`` and ``prospects`` at its start, ``budget``,
        ``acquisition_spend`` (per prospect), ``retention_spend`` (per customer), ``acquired``,
        ``kept`` (customers at the start of the next year), ``acquisition_money``,
        ``retention_money``, ``share_for_retention`` (of the money spent),
        ``cost_per_acquired_customer``, ``ratio``, ``shadow_price`` (what one more unit of this
        year's budget adds, in this year's money, its cost taken off), ``customer_value`` (what
        one more customer at the start of this year adds, in this year's money).
    total_value : float
        Margins less acquisition and retention money of all years, and what the customers who are
        left at the end are worth, discounted to the start.
    """

    table: pd.DataFrame
    total_value: float

    def __repr__(self) -> str:
        return _("<path over {n} years; value {value:,.0f}>").format(
            n=len(self.table), value=self.total_value
        )

    def _repr_html_(self) -> str:
        return self.table.round(2).to_html(border=0)


def budget_path(
    market: CustomerEquity,
    budgets: float | Sequence[float],
    *,
    years: int | None = None,
    prospects: float | Sequence[float],
    customers: float = 0,
    value_afterwards: float | None = None,
) -> BudgetPath:
    """Plan acquisition and retention money over several years with a budget a year.

    Each year the customers at its start and those who are won pay their margin; the budget pays
    for winning (at the start of the year) and for keeping everybody who is then a customer (at
    its end, as in `CustomerEquity`). Money that is not spent is not carried over.

    Parameters
    ----------
    market : CustomerEquity
        Responses, margin and discount rate.
    budgets : float or sequence of float
        Money a year; one number for every year, infinite for no limit.
    years : int, optional
        Years to plan; needed when neither budgets nor prospects is a sequence.
    prospects : float or sequence of float
        People who can be approached, each year anew.
    customers : float
        Customers at the start of the first year.
    value_afterwards : float, optional
        What a customer who is left at the end is worth then. Without it: what a customer is worth
        when no budget binds any more, the largest defensible number; 0 is the smallest.

    Returns
    -------
    BudgetPath

    Raises
    ------
    InputError
        When lengths differ or a size is negative.

    Notes
    -----
    Without limits the best plan is the same every year, whatever the size of the base: the same
    spends as `CustomerEquity.optimum`. It is the limit that makes a firm's stage matter. King,
    Chao and Duenyas find the same shift, from acquisition to retention, in a richer model.

    References
    ----------
    King, G. J., Chao, X., & Duenyas, I. (2016). Dynamic customer acquisition and retention
    management. Production and Operations Management, 25(8), 1332-1343.

    Examples
    --------
    >>> from casekit.models.budget.markets import blattberg_deighton_markets
    >>> balanced = blattberg_deighton_markets()["balanced"]
    >>> plan = budget_path(balanced, 10_000, years=4, prospects=1_000)
    >>> plan.table["share_for_retention"].round(2).tolist()
    [0.26, 0.34, 0.38, 0.43]
    """
    money, people = _by_year(budgets, prospects, years)
    if not (customers >= 0 and math.isfinite(customers)):
        raise InputError(
            _("customers={n} was given; it is a number of people, 0 or more.").format(n=customers)
        )
    free = float(market.worth.at(market.worth.best()))
    last = max(free, 0.0) if value_afterwards is None else float(value_afterwards)
    if not math.isfinite(last):
        raise InputError(_("value_afterwards must be an amount of money."))
    # Two guesses of a customer's value: if they lead to different plans, the better is taken.
    guesses = {max(free, 0.0), max(market.margin, 0.0)}
    plans = [agree(market, money, people, float(customers), last, guess) for guess in guesses]
    totals = [total(market, people, float(customers), last, plan) for plan in plans]
    best = int(np.argmax(totals))
    return BudgetPath(
        _table(market, money, people, float(customers), plans[best]), float(totals[best])
    )


def _table(
    market: CustomerEquity, money: Floats, people: Floats, customers: float, plan: list[Year]
) -> pd.DataFrame:
    rows, there = [], customers
    for budget, prospects, year in zip(money, people, plan, strict=True):
        rate = market.acquisition.at(year.A)
        acquired = prospects * rate
        winning, keeping = prospects * year.A, (there + acquired) * year.R
        cost = year.A / rate if rate > 0 else math.nan
        kept = kept_customers(market, prospects, there, year)
        rows.append(
            {
                "customers": there,
                "prospects": prospects,
                "budget": budget,
                "acquisition_spend": year.A,
                "retention_spend": year.R,
                "acquired": acquired,
                "kept": kept,
                "acquisition_money": winning,
                "retention_money": keeping,
                "share_for_retention": keeping / (winning + keeping)
                if winning + keeping > 0
                else math.nan,
                "cost_per_acquired_customer": cost,
                "ratio": cost / year.R if year.R > 0 else (math.inf if cost > 0 else math.nan),
                "shadow_price": year.price,
                "customer_value": year.worth,
            }
        )
        there = kept
    return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="year"))


def _by_year(
    budgets: float | Sequence[float], prospects: float | Sequence[float], years: int | None
) -> tuple[Floats, Floats]:
    given = {"budgets": np.asarray(budgets, float), "prospects": np.asarray(prospects, float)}
    lengths = {name: len(values) for name, values in given.items() if values.ndim}
    if years is not None:
        lengths["years"] = int(years)
    if not lengths:
        raise InputError(_("How many years? Give years=, or a list of budgets, one a year."))
    if len(set(lengths.values())) > 1 or min(lengths.values()) < 1:
        raise InputError(
            _("The numbers of years differ: {lengths}.").format(
                lengths=", ".join(f"{name} {n}" for name, n in lengths.items())
            )
        )
    n = next(iter(lengths.values()))
    for name, values in given.items():
        if not np.all(values >= 0) or (name == "prospects" and not np.all(np.isfinite(values))):
            raise InputError(
                _("{name} must be numbers of at least 0, one a year.").format(name=name)
            )
    return np.broadcast_to(given["budgets"], n), np.broadcast_to(given["prospects"], n)

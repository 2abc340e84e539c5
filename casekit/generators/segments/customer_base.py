"""Make a shop's customers: six archetypes, uneven spend, and service that costs money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.segments import (
    DAYS_SINCE_LAST_PURCHASE,
    MEAN_SPEND,
    PROFIT_PER_YEAR,
    PURCHASES,
    SERVICE_COST_PER_YEAR,
    TENURE_MONTHS,
    TOTAL_SPEND,
)
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.segments.archetypes import ARCHETYPES, Archetype, Clouds, clouds_of
from casekit.words import _

__all__ = ["CustomerBaseTruth", "KeepingRule", "make_customer_base"]

Floats = NDArray[np.float64]

_DAYS = 365
_DAYS_PER_MONTH = 365.25 / 12
# Tenure: half of the customers have been there for longer than 30 months.
_TENURE_MEDIAN, _TENURE_SIGMA = 30.0, 0.65
# Service cost varies about its mean: some call often.
_SERVICE_SIGMA = 0.5


@dataclass(frozen=True)
class KeepingRule:
    """What it costs to keep the customers who have been there longest.

    Attributes
    ----------
    customers : int
        How many are kept.
    profit_per_year : float
        Money a year that those with the longest tenure bring.
    best_profit_per_year : float
        Money a year that as many of the most profitable would bring.
    unprofitable : int
        Of those kept, how many cost more than they bring.
    loss_per_year : float
        Money a year that these lose.
    misplaced : float
        Share of those kept who are not among the most profitable so many.
    """

    customers: int
    profit_per_year: float
    best_profit_per_year: float
    unprofitable: int
    loss_per_year: float
    misplaced: float

    @property
    def cost_per_year(self) -> float:
        """Give the money a year that choosing by tenure forgoes."""
        return self.best_profit_per_year - self.profit_per_year


@dataclass(frozen=True, eq=False)
class CustomerBaseTruth:
    """What the generator knows of a customer base.

    Attributes
    ----------
    archetypes : tuple of Archetype
        As given.
    separation, spend_sigma, margin, service_cost_per_year, tenure_profit_correlation : float
        As given.
    seed : int
        As given.
    labels : pandas.Series
        Each customer's archetype; index ``customer_id``.
    clouds : Clouds
        Where the archetypes lie on the scale of logarithms.
    correlation : float
        Correlation of tenure and profit in this base (Pearson's, of the numbers themselves).
    rank_correlation : float
        The same of their ranks (Spearman's), which the few largest customers do not dominate.
    tenure_months, profit_per_year : pandas.Series
        As in the table.
    """

    archetypes: tuple[Archetype, ...]
    separation: float
    spend_sigma: float
    margin: float
    service_cost_per_year: float
    tenure_profit_correlation: float
    seed: int
    labels: pd.Series
    clouds: Clouds
    correlation: float
    rank_correlation: float
    tenure_months: pd.Series
    profit_per_year: pd.Series

    @cached_property
    def long_lived(self) -> pd.Series:
        """Tell who has been there for longer than the median customer."""
        return self.tenure_months > self.tenure_months.median()

    @cached_property
    def barnacles(self) -> pd.Series:
        """Tell who is long-lived and costs more than they bring."""
        return self.long_lived & (self.profit_per_year < 0)

    @property
    def barnacle_loss_per_year(self) -> float:
        """Give the money a year that keeping all barnacles loses."""
        return float(-self.profit_per_year[self.barnacles].sum())

    def keep_longest(self, share: float = 0.5) -> KeepingRule:
        """Work out what "keep those who have been with us longest" costs.

        Parameters
        ----------
        share : float
            Share of the customers that is kept, above 0 up to 1.

        Returns
        -------
        KeepingRule

        Raises
        ------
        InputError
            When the share makes no sense.

        Examples
        --------
        >>> customers, truth = make_customer_base(2_000, seed=7)
        >>> rule = truth.keep_longest(0.5)
        >>> rule.customers, bool(rule.cost_per_year > 0), 0 < rule.misplaced < 0.5
        (1000, True, True)
        """
        refuse_unless(0 < share <= 1, "share", share, _("above 0, up to 1"))
        profit = self.profit_per_year.to_numpy()
        keep = max(1, round(share * len(profit)))
        longest = np.argsort(-self.tenure_months.to_numpy(), kind="stable")[:keep]
        best = np.argsort(-profit, kind="stable")[:keep]
        kept = profit[longest]
        return KeepingRule(
            customers=keep,
            profit_per_year=round(float(kept.sum()), 2),
            best_profit_per_year=round(float(profit[best].sum()), 2),
            unprofitable=int((kept < 0).sum()),
            loss_per_year=round(float(-kept[kept < 0].sum()), 2),
            misplaced=1 - len(np.intersect1d(longest, best)) / keep,
        )


def make_customer_base(
    n_customers: int,
    *,
    seed: int,
    archetypes: Sequence[Archetype] = ARCHETYPES,
    separation: float = 1.0,
    spend_sigma: float = 1.5,
    margin: float = 0.35,
    service_cost_per_year: float = 60.0,
    tenure_profit_correlation: float = 0.30,
) -> tuple[pd.DataFrame, CustomerBaseTruth]:
    """Make a year of a shop's customers whose archetypes, profit and worth of tenure are known.

    Parameters
    ----------
    n_customers : int
        How many customers; all bought at least once in the year.
    seed : int
        Same seed, same customers.
    archetypes : sequence of Archetype
        Kinds of customers; six by default.
    separation : float
        How far apart the archetypes lie. 1: as described. 0: one continuous cloud with the same
        mean and the same covariance of logarithms, in which no clusters exist. Between: they
        melt into each other. Above 1: farther apart.
    spend_sigma : float
        Standard deviation of the logarithm of yearly spend over the base. With one cloud spend
        is lognormal: 1.5 lets the top 20% hold 74.5%; with archetypes apart the tail is shorter.
    margin : float
        Share of spend that is left after the cost of the goods.
    service_cost_per_year : float
        Mean money a year that serving a customer costs, whatever they buy.
    tenure_profit_correlation : float
        Correlation (Pearson's) of tenure and profit in this very sample.

    Returns
    -------
    customers : pandas.DataFrame
        A row a customer: ``customer_id``, ``tenure_months`` (since the first purchase),
        ``days_since_last_purchase``, ``purchases``, ``total_spend``, ``mean_spend``,
        ``service_cost_per_year``, ``profit_per_year`` (margin on the spend minus service cost);
        purchases and money are of one year.
    truth : CustomerBaseTruth
        Archetypes, correlations, and what keeping customers for their tenure costs.

    Raises
    ------
    InputError
        When a parameter makes no sense, or spend so skewed cannot have that correlation.

    Notes
    -----
    The archetypes are invented. Long-lived customers who bring no profit are the observation of
    Reinartz & Kumar (2000, 2002); the correlation is a design choice of this course, not their
    estimate.

    Examples
    --------
    >>> customers, truth = make_customer_base(5_000, seed=7)
    >>> customers[["customer_id", "purchases", "total_spend"]].head(2).values.tolist()
    [[1.0, 9.0, 410.0], [2.0, 3.0, 70.95]]
    >>> truth.labels.value_counts().index[-1], round(truth.correlation, 2)
    ('big-basket regulars', 0.3)
    >>> bool(truth.barnacle_loss_per_year > 0)
    True
    """
    refuse_unless_whole(n_customers, "n_customers")
    for name, value in (
        ("separation", separation),
        ("service_cost_per_year", service_cost_per_year),
    ):
        refuse_unless(
            bool(value >= 0 and np.isfinite(value)), name, value, _("a number, 0 or more")
        )
    refuse_unless(0 < margin <= 1, "margin", margin, _("above 0, up to 1"))
    refuse_unless(
        -1 < tenure_profit_correlation < 1,
        "tenure_profit_correlation",
        tenure_profit_correlation,
        _("between -1 and 1"),
    )
    clouds = clouds_of(archetypes, separation, spend_sigma)
    rng = np.random.default_rng(seed)
    kind = rng.choice(len(archetypes), n_customers, p=clouds.shares)
    days, purchases, spend = _behaviour(rng, clouds, kind)
    noise = rng.standard_normal(n_customers)
    service = np.round(
        service_cost_per_year * np.exp(_SERVICE_SIGMA * noise - _SERVICE_SIGMA**2 / 2), 2
    )
    profit = np.round(margin * spend - service, 2)
    tenure = _tenure(rng, profit, days, tenure_profit_correlation)
    ids = pd.RangeIndex(1, n_customers + 1, name=CUSTOMER_ID)
    customers = pd.DataFrame(
        {
            CUSTOMER_ID: ids.to_numpy(),
            TENURE_MONTHS: tenure,
            DAYS_SINCE_LAST_PURCHASE: days,
            PURCHASES: purchases,
            TOTAL_SPEND: spend,
            MEAN_SPEND: spend / purchases,
            SERVICE_COST_PER_YEAR: service,
            PROFIT_PER_YEAR: profit,
        }
    )
    names = np.array([one.name for one in archetypes])
    truth = CustomerBaseTruth(
        archetypes=tuple(archetypes),
        separation=separation,
        spend_sigma=spend_sigma,
        margin=margin,
        service_cost_per_year=service_cost_per_year,
        tenure_profit_correlation=tenure_profit_correlation,
        seed=seed,
        labels=pd.Series(names[kind], index=ids, name="archetype"),
        clouds=clouds,
        correlation=_correlation(tenure.astype(float), profit),
        rank_correlation=_correlation(_ranks(tenure), _ranks(profit)),
        tenure_months=pd.Series(tenure, index=ids, name=TENURE_MONTHS),
        profit_per_year=pd.Series(profit, index=ids, name=PROFIT_PER_YEAR),
    )
    return customers, truth


def _behaviour(
    rng: np.random.Generator, clouds: Clouds, kind: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Draw days of silence, purchases and spend; who bought nothing all year is drawn again."""
    root = np.linalg.cholesky(clouds.within)
    logs = np.empty((len(kind), 3))
    todo = np.arange(len(kind))
    for _attempt in range(200):
        logs[todo] = clouds.middles[kind[todo]] + rng.standard_normal((len(todo), 3)) @ root.T
        todo = todo[logs[todo, 0] > np.log(_DAYS - 0.5)]
        if not len(todo):
            break
    else:
        raise InputError(
            _("These archetypes hardly ever buy within a year; choose shorter silences.")
        )
    days = np.rint(np.exp(logs[:, 0])).astype(np.int64)
    purchases = np.maximum(np.rint(np.exp(logs[:, 1])), 1).astype(np.int64)
    spend = np.maximum(np.round(purchases * np.exp(logs[:, 2]), 2), 0.01)
    return days, purchases, spend


def _tenure(
    rng: np.random.Generator, profit: Floats, days: NDArray[np.int64], wanted: float
) -> NDArray[np.int64]:
    """Draw tenures that have the wanted correlation with profit, in whole months.

    Tenure follows the normal score of profit as closely as it takes; how closely is solved for,
    because profit is far too skewed for a correlation of logarithms to carry over.
    """
    from scipy.optimize import brentq
    from scipy.special import ndtri

    n = len(profit)
    score = ndtri((_ranks(profit) + 0.5) / n)
    noise = rng.standard_normal(n)
    least = np.maximum(days / _DAYS_PER_MONTH, 1.0)

    def months(follow: float) -> Floats:
        mixed = follow * score + np.sqrt(1 - follow**2) * noise
        return np.maximum(_TENURE_MEDIAN * np.exp(_TENURE_SIGMA * mixed), least)

    def off(follow: float) -> float:
        return _correlation(months(follow), profit) - wanted

    low, high = off(-0.999), off(0.999)
    if low < 0 < high:
        follow = float(brentq(off, -0.999, 0.999, xtol=1e-12))
    elif n < 100 or not np.isfinite(low):
        # So few customers may not be able to show it.
        follow = -0.999 if low >= 0 else 0.999
    else:
        raise InputError(
            _(
                "Tenure and profit so skewed cannot correlate by {wanted}; from {low:.2f} to "
                "{high:.2f} is possible here."
            ).format(wanted=wanted, low=low + wanted, high=high + wanted)
        )
    return np.ceil(months(follow)).astype(np.int64)


def _ranks(values: NDArray) -> Floats:
    """Rank from 0, equal values by their mean rank."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(values) - 1, dtype=np.float64)


def _correlation(left: Floats, right: Floats) -> float:
    left, right = left - left.mean(), right - right.mean()
    spread = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / spread if spread > 0 else float("nan")

"""Make plan prices around the month in which customers may take their number along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["PortabilityTruth", "make_portability_panel"]

_EFFECTS = {"small": -0.5, "medium": -3.3, "large": -8.0}
_BASE_PRICES = {"small": 20.0, "medium": 45.0, "large": 90.0}


@dataclass(frozen=True, eq=False)
class PortabilityTruth:
    """What the generator of plan prices knows.

    Attributes
    ----------
    effects : dict of str to float
        Effect of portability on the monthly price, by plan size: the answer to find.
    base_prices : dict of str to float
        Prices in month 1, on average.
    yearly_trend : float
        Fall of all prices in a year that has nothing to do with portability, as a share.
    starts : int
        First month with portability.
    before_after : dict of str to float
        What the change from before to after in the opened regions comes to: effect plus trend.
    opened_regions : tuple of int
        Where portability started.
    """

    effects: dict[str, float]
    base_prices: dict[str, float]
    yearly_trend: float
    starts: int
    before_after: dict[str, float]
    opened_regions: tuple[int, ...]


def make_portability_panel(
    n_plans: int,
    *,
    seed: int,
    regions: int = 24,
    months: int = 24,
    starts: int = 13,
    effects: Mapping[str, float] = _EFFECTS,
    base_prices: Mapping[str, float] = _BASE_PRICES,
    yearly_trend: float = -0.06,
    regional_shocks: float = 0.01,
    noise: float = 0.02,
) -> tuple[pd.DataFrame, PortabilityTruth]:
    """Make monthly prices of phone plans in regions of which half open to number portability.

    The regulator starts where prices are highest, and prices fall everywhere for other reasons: so
    neither a comparison of regions nor one of years finds the effect, but the difference of
    differences does.

    Parameters
    ----------
    n_plans : int
        Number of plans of each size in each region.
    seed : int
        Same seed, same data.
    regions : int
        Number of regions, 4 or more; half of them open.
    months, starts : int
        Months seen, and the first one with portability.
    effects : mapping of str to float
        Change of the monthly price by portability, by plan size. The defaults are the averages of
        Park (2005, working paper) for plans with few, intermediate and many minutes, in dollars.
    base_prices : mapping of str to float
        Mean price in month 1, by plan size.
    yearly_trend : float
        Fall of all prices in a year, as a share.
    regional_shocks : float
        Standard deviation of half-yearly shocks common to all plans of a region, as a share of the
        price: the reason to cluster errors by region.
    noise : float
        Standard deviation of monthly noise, as a share of the price.

    Returns
    -------
    plans : pandas.DataFrame
        One row a plan and month: ``plan_id, region, size`` (categorical, in the order given),
        ``month, opened`` (whether the region opens at all), ``price``.
    truth : PortabilityTruth
        The effects, and what a comparison of before and after would say instead.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Examples
    --------
    >>> plans, truth = make_portability_panel(2, seed=2)
    >>> len(plans), truth.effects["large"], round(truth.before_after["large"], 2)
    (3456, -8.0, -13.4)
    """
    sizes = {"n_plans": n_plans, "regions": regions, "months": months, "starts": starts}
    for name, count in sizes.items():
        refuse_unless_whole(count, name)
    refuse_unless(regions >= 4, "regions", regions, _("4 or more"))
    refuse_unless(
        2 <= starts <= months,
        "starts",
        starts,
        _("a month from 2 to the last one ({last})").format(last=months),
    )
    refuse_unless(
        len(effects) > 0 and list(effects) == list(base_prices),
        "effects",
        list(effects),
        _("given for the sizes of `base_prices`, in their order"),
    )
    for name, value in base_prices.items():
        refuse_unless(value > 0, f"base_prices[{name!r}]", value, _("a price above 0"))
    for name, value in {"regional_shocks": regional_shocks, "noise": noise}.items():
        refuse_unless(value >= 0, name, value, _("0 or more"))
    rng = np.random.default_rng(seed)
    level = rng.normal(0.0, 0.05, regions)
    # Dear regions first, with some luck in it.
    rank = np.argsort(np.argsort(-(level + rng.normal(0.0, 0.02, regions)), kind="stable"))
    opened = rank < regions // 2
    halves = -(-months // 6)
    shocks = rng.normal(0.0, regional_shocks, (regions, halves))
    names, month = list(effects), np.arange(1, months + 1)
    index = pd.MultiIndex.from_product(
        [range(regions), range(len(names)), range(n_plans), month]
    ).to_frame(index=False, name=["region", "size", "number", "month"])
    region, size, number, when = (index[name].to_numpy() for name in index)
    plan = (region * len(names) + size) * n_plans + number
    own = rng.normal(0.0, 0.10, regions * len(names) * n_plans)
    base = np.array([base_prices[name] for name in names])[size]
    effect = np.array([effects[name] for name in names])[size]
    share = 1 + level[region] + own[plan] + yearly_trend * (when - 1) / 12
    share = share + shocks[region, (when - 1) // 6] + rng.normal(0.0, noise, len(plan))
    price = base * share + effect * (opened[region] & (when >= starts))
    plans = pd.DataFrame(
        {
            "plan_id": plan + 1,
            "region": region + 1,
            "size": pd.Categorical([names[place] for place in size], names, ordered=True),
            "month": when,
            "opened": opened[region],
            "price": np.round(price, 2),
        }
    )
    # Mean month after less mean month before is half of all months, whatever the start is.
    trend = yearly_trend * (months / 2) / 12
    before_after = {name: effects[name] + base_prices[name] * trend for name in names}
    truth = PortabilityTruth(
        effects=dict(effects),
        base_prices=dict(base_prices),
        yearly_trend=yearly_trend,
        starts=starts,
        before_after=before_after,
        opened_regions=tuple(int(place) + 1 for place in np.flatnonzero(opened)),
    )
    return plans, truth

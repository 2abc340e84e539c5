"""Make a coalition: several firms, one points card; what one firm's offer does to the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["CoalitionTruth", "make_coalition"]

_TRADES = ("grocer", "fuel", "pharmacy", "homeware", "travel")
_MULTIPLIERS = np.array([2.0, 3.0, 5.0])
_OFFER_SHARE = 0.3
_WEEKS_A_YEAR = 52


@dataclass(frozen=True, eq=False)
class CoalitionTruth:
    """What the generator of a coalition knows.

    Attributes
    ----------
    own_elasticity, cross_elasticity, cross_spread, rich_get_richer, season
        Parameters of `make_coalition`.
    promotions_follow_season, noise : float
        More of them.
    elasticities : pandas.DataFrame
        Per cent that sales of the column's partner change when the row's partner gives one per
        cent more points.
    usual_sales_per_week : pandas.Series
        Sales of each partner in an average city, $ a week, without any offer.
    """

    own_elasticity: float
    cross_elasticity: float
    cross_spread: float
    rich_get_richer: float
    season: float
    promotions_follow_season: float
    noise: float
    elasticities: pd.DataFrame = field(repr=False)
    usual_sales_per_week: pd.Series = field(repr=False)

    @property
    def mean_cross_elasticity(self) -> float:
        """Give the mean of what partners do to each other.

        Examples
        --------
        >>> _, truth = make_coalition(seed=1)
        >>> round(truth.mean_cross_elasticity, 6)
        -0.02
        """
        return float(self._cross().mean())

    @property
    def negative_share(self) -> float:
        """Give the share of pairs in which one partner's offer takes sales from the other."""
        return float((self._cross() < 0).mean())

    def _cross(self) -> np.ndarray:
        table = self.elasticities.to_numpy()
        return np.asarray(table[~np.eye(len(table), dtype=bool)])


def make_coalition(
    partners: int = 5,
    *,
    seed: int,
    cities: int = 40,
    weeks: int = 52,
    own_elasticity: float = 0.25,
    cross_elasticity: float = -0.02,
    cross_spread: float = 0.02,
    rich_get_richer: float = 0.01,
    season: float = 0.15,
    promotions_follow_season: float = 1.0,
    noise: float = 0.10,
) -> tuple[pd.DataFrame, CoalitionTruth]:
    """Make the sales of partners that share a points card, to see whether they help each other.

    Parameters
    ----------
    partners : int
        Number of partners, 2 or more; the first is the largest.
    seed : int
        Same seed, same data.
    cities, weeks : int
        Sizes of the panel.
    own_elasticity : float
        Per cent of own sales for one per cent more points.
    cross_elasticity, cross_spread : float
        Mean over all pairs of what one partner's points do to another's sales (exactly this in the
        truth), and the standard deviation of its chance part.
    rich_get_richer : float
        How much better the largest partner comes off than a middle one (and the smallest worse).
    season : float
        Height of the yearly season common to all partners, in logarithms of sales.
    promotions_follow_season : float
        Whether partners give extra points when people buy anyway: 0, at any time alike; 1, much
        more often in the season. Who then looks at sales alone, sees help where there is none.
    noise : float
        Standard deviation of a week's chance, in logarithms of sales.

    Returns
    -------
    panel : pandas.DataFrame
        A row a city, week and partner: ``city``, ``week``, ``partner``, ``points_multiplier`` (1:
        the usual points; 2: double points) and ``sales_per_week`` ($).
    truth : CoalitionTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    Effects between partners that are small and more often negative, and better for the large:
    Dorotic, Fok, Verhoef & Bijmolt (2021), Journal of the Academy of Marketing Science 49(5),
    1021-1042. The sizes are ours.

    Examples
    --------
    >>> panel, truth = make_coalition(seed=1)
    >>> panel.shape
    (10400, 5)
    """
    for name, size, least in (
        ("partners", partners, 2),
        ("cities", cities, 2),
        ("weeks", weeks, 2),
    ):
        refuse_unless_whole(size, name)
        refuse_unless(size >= least, name, size, _("{n} or more").format(n=least))
    numbers = {
        "own_elasticity": own_elasticity,
        "cross_elasticity": cross_elasticity,
        "rich_get_richer": rich_get_richer,
        "promotions_follow_season": promotions_follow_season,
    }
    for name, value in numbers.items():
        refuse_unless(bool(np.isfinite(value)), name, value, _("a number"))
    spreads = {"cross_spread": cross_spread, "season": season, "noise": noise}
    for name, value in spreads.items():
        refuse_unless(bool(np.isfinite(value)) and value >= 0, name, value, _("0 or more"))
    rng = np.random.default_rng(seed)
    names = _names(partners)
    elasticities = _elasticities(
        rng, partners, own_elasticity, cross_elasticity, cross_spread, rich_get_richer
    )
    usual = 60_000.0 / np.arange(1, partners + 1)
    city_size = 0.3 * rng.standard_normal((cities, 1, 1))
    wave = np.cos(2 * np.pi * (np.arange(weeks) + 1 - _WEEKS_A_YEAR) / _WEEKS_A_YEAR)
    shock = season * (wave + 0.3 * rng.standard_normal(weeks))
    offers = np.clip(_OFFER_SHARE * (1 + promotions_follow_season * wave), 0.02, 0.95)
    shape = (cities, weeks, partners)
    offered = rng.random(shape) < offers[None, :, None]
    multiplier = np.where(offered, _MULTIPLIERS[rng.integers(0, 3, shape)], 1.0)
    level = np.log(usual)[None, None, :] + city_size + shock[None, :, None]
    chance = noise * rng.standard_normal(shape)
    log_sales = level + np.log(multiplier) @ elasticities + chance
    panel = pd.DataFrame(
        {
            "city": np.repeat(np.arange(1, cities + 1), weeks * partners),
            "week": np.tile(np.repeat(np.arange(1, weeks + 1), partners), cities),
            "partner": pd.Categorical.from_codes(
                np.tile(np.arange(partners), cities * weeks), pd.Index(names)
            ),
            "points_multiplier": multiplier.ravel(),
            "sales_per_week": np.maximum(np.round(np.exp(log_sales), 2), 0.01).ravel(),
        }
    )
    truth = CoalitionTruth(
        own_elasticity=own_elasticity,
        cross_elasticity=cross_elasticity,
        cross_spread=cross_spread,
        rich_get_richer=rich_get_richer,
        season=season,
        promotions_follow_season=promotions_follow_season,
        noise=noise,
        elasticities=pd.DataFrame(
            elasticities,
            index=pd.Index(names, name="promoting"),
            columns=pd.Index(names, name="selling"),
        ),
        usual_sales_per_week=pd.Series(usual, index=names, name="usual_sales_per_week"),
    )
    return panel, truth


def _names(partners: int) -> list[str]:
    more = [f"partner {number}" for number in range(len(_TRADES) + 1, partners + 1)]
    return [*_TRADES, *more][:partners]


def _elasticities(
    rng: np.random.Generator, partners: int, own: float, cross: float, spread: float, rich: float
) -> np.ndarray:
    """Give what row's points do to column's sales; the mean outside the diagonal is ``cross``."""
    size = np.linspace(1, -1, partners)
    table = rich * size[None, :] + spread * rng.standard_normal((partners, partners))
    outside = ~np.eye(partners, dtype=bool)
    table = table - table[outside].mean() + cross
    return np.where(outside, table, own)

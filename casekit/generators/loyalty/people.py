"""Draw respondents: where they live, what they feel, what failed, and what they then did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.loyalty import LOYALTY_CELLS
from casekit.generators.loyalty.population import Population
from casekit.generators.loyalty.settings import Quality
from casekit.generators.loyalty.statements import DIMENSIONS

__all__ = ["ATTITUDE_MIDDLE", "ATTITUDE_SPREAD", "People", "draw_people", "stream"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# What a stream of random numbers is for: a parameter that changes leaves all others' luck alone.
_PURPOSES = (
    "market",
    "failure",
    "quality",
    "satisfaction",
    "attitude",
    "phases",
    "category",
    "recommend",
    "importance",
    "repurchase",
    "perceived",
    "expected",
)
# Relative attitude on its scale of 1 to 7, where 4 is no better than the best rival.
ATTITUDE_MIDDLE, ATTITUDE_SPREAD = 4.3, 1.3
# Share of the category bought here, in log-odds: middle, attitude, barrier, own reasons.
_CATEGORY = (-0.3, 0.9, 0.4, 0.8)


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Open the stream of random numbers for one purpose.

    Examples
    --------
    >>> bool(stream(1, "market").random() == stream(1, "market").random())
    True
    """
    return np.random.default_rng([seed, _PURPOSES.index(purpose)])


@dataclass(frozen=True, eq=False)
class People:
    """Hold all that is true of the respondents, in arrays of one entry a respondent.

    Attributes
    ----------
    market, period, kind : ndarray of int
        Numbers of the market, the period and the failure (0: none).
    complained : ndarray of bool
    perceived, expected : ndarray, shape (respondents, 5)
        Feelings by dimension, in standard deviations.
    satisfaction, attitude : ndarray
        Feelings, in standard deviations from the middle of the survey without failures.
    score : ndarray of int
        Satisfaction as answered, 1 to 5.
    luck, chance, free_chance : ndarray
        Of repurchase; ``free_chance`` were it as easy to leave as in the freest market.
    category : ndarray
        Share of the category bought here, in whole per cents.
    """

    market: Integers
    period: Integers
    kind: Integers
    complained: NDArray[np.bool_]
    perceived: Floats
    expected: Floats
    satisfaction: Floats
    attitude: Floats
    score: Integers
    luck: Floats
    chance: Floats
    free_chance: Floats
    category: Floats

    @property
    def repurchased(self) -> NDArray[np.bool_]:
        """Tell who bought again."""
        return self.luck < self.chance

    def markets(self, population: Population) -> pd.Categorical[str]:
        """Give each respondent's market, in the order in which the barriers were given."""
        return pd.Categorical.from_codes(
            self.market, categories=pd.Index(list(population.rule.barriers))
        )

    def feelings(self) -> pd.DataFrame:
        """Give the feelings behind the answers, a column a dimension and side."""
        columns: dict[str, Floats] = {}
        for side, values in (("perceived", self.perceived), ("expected", self.expected)):
            columns |= {f"{side}_{name}": values[:, k] for k, name in enumerate(DIMENSIONS)}
        columns |= {"satisfaction": self.satisfaction, "attitude": self.attitude}
        return pd.DataFrame(columns, index=self.ids)

    @property
    def ids(self) -> pd.Index:
        """Give the respondents' numbers, from 1."""
        return pd.RangeIndex(1, len(self.market) + 1, name="respondent_id")

    def table(self, population: Population) -> pd.DataFrame:
        """Give what is true of each respondent, and what they would do were leaving easy."""
        points = ATTITUDE_MIDDLE - 4 + ATTITUDE_SPREAD * self.attitude
        cell = np.array(LOYALTY_CELLS)[2 * (points > 0) + (self.category > 0.5)]
        kinds = np.array(population.failures.kinds)
        return pd.DataFrame(
            {
                "period": self.period + 1,
                "market": self.markets(population),
                "recovery": kinds[self.kind],
                "satisfaction": self.score,
                "attitude": points,
                "chance": self.chance,
                "chance_without_barrier": self.free_chance,
                "repurchased": self.repurchased,
                "repurchased_without_barrier": self.luck < self.free_chance,
                "held": self.repurchased & (self.luck >= self.free_chance),
                "cell": cell,
            },
            index=self.ids,
        )


def draw_people(
    n: int,
    seed: int,
    quality: Quality,
    population: Population,
    market_shares: Floats,
    *,
    attitude_correlation: float,
    satisfaction_mean: float,
) -> People:
    """Draw ``n`` respondents a period.

    Parameters
    ----------
    n : int
        Respondents in each period.
    seed : int
    quality : Quality
    population : Population
    market_shares : ndarray
        Adding up to 1, in the order of the markets.
    attitude_correlation : float
        Of relative attitude with satisfaction.
    satisfaction_mean : float
        Middle from which satisfaction is measured.

    Returns
    -------
    People
    """
    periods = population.means.shape[1]
    size = n * periods
    period = np.repeat(np.arange(periods), n)
    market = _place(stream(seed, "market").random(size), market_shares)
    kind, complained = _failures(stream(seed, "failure").random((3, size)), population)
    perceived, expected = _quality(stream(seed, "quality"), size, quality)
    noticed = perceived @ quality.weights
    noticed = (noticed - quality.expectation_weight * (expected @ quality.weights)) / quality.spread
    effect = quality.service_effect
    noise = stream(seed, "satisfaction").standard_normal(size)
    felt = population.means[market, period] + population.shifts[kind]
    felt = felt + population.sd * (effect * noticed + np.sqrt(1 - effect**2) * noise)
    score = 1 + np.searchsorted(np.array([1.5, 2.5, 3.5, 4.5]), felt).astype(np.int64)
    satisfaction = (felt - satisfaction_mean) / population.sd
    noise = stream(seed, "attitude").standard_normal(size)
    attitude = attitude_correlation * satisfaction + np.sqrt(1 - attitude_correlation**2) * noise
    rule, trust = population.rule, population.trust[kind]
    barriers = population.barriers
    middle, of_attitude, of_barrier, own = _CATEGORY
    odds = middle + of_attitude * attitude + of_barrier * barriers[market]
    odds = odds + own * stream(seed, "category").standard_normal(size)
    share = np.rint(100 / (1 + np.exp(-np.clip(odds, -50, 50)))) / 100
    return People(
        market=market,
        period=period,
        kind=kind,
        complained=complained,
        perceived=perceived,
        expected=expected,
        satisfaction=satisfaction,
        attitude=attitude,
        score=score,
        luck=stream(seed, "repurchase").random(size),
        chance=rule.chance(score.astype(float), barriers[market] + trust),
        free_chance=rule.chance(score.astype(float), barriers.min() + trust),
        category=share,
    )


def _place(draws: Floats, shares: Floats) -> Integers:
    """Give each draw the number of the share that it falls into."""
    ends = np.cumsum(shares)[:-1]
    return np.searchsorted(ends, draws, side="right").astype(np.int64)


def _failures(draws: Floats, population: Population) -> tuple[Integers, NDArray[np.bool_]]:
    failures = population.failures
    assert failures.recoveries is not None
    failed = draws[0] < failures.share
    complained = failed & (draws[1] < failures.complaints)
    answer = _place(draws[2], np.array(list(failures.recoveries.values())))
    kind = np.where(failed, 1, 0) + np.where(complained, answer, 0)
    return kind.astype(np.int64), complained


def _quality(rng: np.random.Generator, size: int, quality: Quality) -> tuple[Floats, Floats]:
    """Draw perceptions and expectations of five dimensions that hang together."""
    phi, rho = quality.factor_correlation, quality.expectation_correlation
    shared, own = rng.standard_normal((2, size, 1)), rng.standard_normal((2, size, len(DIMENSIONS)))
    both = np.sqrt(phi) * shared + np.sqrt(1 - phi) * own
    return both[0], rho * both[0] + np.sqrt(1 - rho**2) * both[1]

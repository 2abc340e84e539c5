"""Turn respondents into the columns of a survey: whole answers to statements and questions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.loyalty import (
    ATTITUDES,
    CATEGORY_SHARE,
    COMPLAINED,
    FAILURE,
    IMPORTANCES,
    MARKET,
    PERIOD,
    RECOMMEND,
    RECOVERY,
    REPURCHASED,
    RESPONDENT_ID,
    SATISFACTION,
)
from casekit.generators.loyalty.answers import item_loadings, whole_answers
from casekit.generators.loyalty.people import ATTITUDE_MIDDLE, ATTITUDE_SPREAD, People, stream
from casekit.generators.loyalty.population import Population
from casekit.generators.loyalty.settings import Quality
from casekit.generators.loyalty.statements import DIMENSIONS, PHASES, items_of

__all__ = ["survey_of"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ATTITUDE_LOADING = 0.8
# Each phase of loyalty follows the one before with this correlation; fewer get so far.
_PHASE_CORRELATION = 0.8
_PHASE_MIDDLES = {"cognitive": 4.9, "affective": 4.4, "conative": 4.1}
_PHASE_SPREAD = 1.3
# Each respondent shares out 20 tokens of 5 points.
_TOKENS, _POINTS = 20, 5


def survey_of(
    people: People,
    seed: int,
    quality: Quality,
    population: Population,
    *,
    service_shift: Floats,
    expectation_drift: float,
    recommend: tuple[float, float, float],
    whole: bool,
) -> pd.DataFrame:
    """Ask the respondents everything.

    Parameters
    ----------
    people : People
    seed : int
    quality : Quality
    population : Population
    service_shift : ndarray
        Points that each market's perceptions are moved by.
    expectation_drift : float
        Points a period that expectations rise.
    recommend : tuple of float
        Mean, standard deviation, and correlation with satisfaction.
    whole : bool
        Whether the 44 answers are rounded and kept within 1 to 7.

    Returns
    -------
    pandas.DataFrame
        A row a respondent.
    """
    assert quality.expected is not None
    assert quality.perceived is not None
    size = len(people.market)
    columns: dict[str, Any] = {
        RESPONDENT_ID: np.arange(1, size + 1),
        PERIOD: people.period + 1,
        # Not text: groups then stand in the order in which the barriers were given.
        MARKET: people.markets(population),
    }
    drift = expectation_drift * people.period
    shift = service_shift[people.market]
    for side, feelings, middle, spread, moved in (
        ("expected", people.expected, quality.expected, quality.EXPECTED_SPREAD, drift),
        ("perceived", people.perceived, quality.perceived, quality.PERCEIVED_SPREAD, shift),
    ):
        rng, loadings = stream(seed, side), item_loadings(quality)
        for place, dimension in enumerate(DIMENSIONS):
            for item in items_of(dimension):
                loading = float(loadings[item])
                noise = np.sqrt(1 - loading**2) * rng.standard_normal(size)
                felt = middle[dimension] + moved + spread * (loading * feelings[:, place] + noise)
                columns[f"{side}_{item}"] = whole_answers(felt) if whole else felt
    points = _importance(stream(seed, "importance"), size, quality)
    columns |= {name: points[:, place] for place, name in enumerate(IMPORTANCES)}
    columns[SATISFACTION] = people.score
    mean, sd, correlation = recommend
    noise = stream(seed, "recommend").standard_normal(size)
    felt = correlation * people.satisfaction + np.sqrt(1 - correlation**2) * noise
    columns[RECOMMEND] = np.searchsorted(np.arange(0.5, 10.0), mean + sd * felt)
    rng = stream(seed, "attitude")
    rng.standard_normal(size)  # these were the attitudes themselves
    for name in ATTITUDES:
        noise = np.sqrt(1 - _ATTITUDE_LOADING**2) * rng.standard_normal(size)
        felt = _ATTITUDE_LOADING * people.attitude + noise
        columns[name] = whole_answers(ATTITUDE_MIDDLE + ATTITUDE_SPREAD * felt)
    columns |= _phases(stream(seed, "phases"), people)
    columns[CATEGORY_SHARE] = people.category
    columns[FAILURE] = people.kind > 0
    columns[COMPLAINED] = people.complained
    columns[RECOVERY] = np.array(population.failures.kinds)[people.kind]
    columns[REPURCHASED] = people.repurchased
    return pd.DataFrame(columns)


def _importance(rng: np.random.Generator, size: int, quality: Quality) -> Integers:
    ends = np.cumsum(quality.weights)[:-1]
    points = np.zeros((size, len(DIMENSIONS)), dtype=np.int64)
    everybody = np.arange(size)
    for _token in range(_TOKENS):
        points[everybody, np.searchsorted(ends, rng.random(size), side="right")] += _POINTS
    return points


def _phases(rng: np.random.Generator, people: People) -> dict[str, Integers]:
    columns, felt = {}, people.attitude
    for name in PHASES:
        noise = rng.standard_normal(len(felt))
        felt = _PHASE_CORRELATION * felt + np.sqrt(1 - _PHASE_CORRELATION**2) * noise
        columns[name] = whole_answers(_PHASE_MIDDLES[name] + _PHASE_SPREAD * felt)
    return columns

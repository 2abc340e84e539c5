"""Make a survey of how hard leaving feels: eight facets, and what each respondent truly feels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.barriers import FACETS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.switching.statements import REVERSED, STATEMENTS
from casekit.words import _

__all__ = ["FACET_LEVELS", "SurveyTruth", "barrier_statements", "make_barrier_survey"]

Floats = NDArray[np.float64]

# Where the middle of a facet lies on the answer scale of 1 to 5: design choices of this course.
FACET_LEVELS: dict[str, float] = {
    "economic_risk": 2.9,
    "evaluation": 3.1,
    "learning": 2.6,
    "set_up": 3.7,
    "benefit_loss": 3.2,
    "monetary_loss": 3.0,
    "personal_relationship": 2.1,
    "brand_relationship": 2.7,
}
# A respondent's answer before rounding has this spread around the middle of the facet.
_SPREAD = 1.1
_EDGES = np.array([1.5, 2.5, 3.5, 4.5])


@dataclass(frozen=True)
class SurveyTruth:
    """What a survey never shows: the feeling behind the answers, and the exact reliability.

    Attributes
    ----------
    loadings : pandas.Series
        How much of each statement's spread is the facet (correlation with it), by statement.
    levels : pandas.Series
        Middle of each facet on the scale of 1 to 5, before rounding to whole answers.
    correlation : float
        Correlation of every two facets in the population.
    scores : pandas.DataFrame
        What each respondent truly feels, by facet, in standard deviations: a row a respondent.
    means : pandas.Series
        Mean answer of each facet in the population, reversed statements turned round.
    alpha : pandas.Series
        Cronbach's alpha of each facet in the population.
    """

    loadings: pd.Series
    levels: pd.Series
    correlation: float
    scores: pd.DataFrame
    means: pd.Series
    alpha: pd.Series


def barrier_statements() -> pd.DataFrame:
    """Show the survey's statements: what is asked, for which facet, and which way round.

    Returns
    -------
    pandas.DataFrame
        A row a statement: ``item`` (its column in the survey), ``facet``, ``reversed`` (agreeing
        means a LOWER cost) and ``statement``. Answers are 1 (strongly disagree) to 5 (strongly
        agree).

    Notes
    -----
    The wording is this course's own. The published scale's wording is its authors'.

    Examples
    --------
    >>> int(barrier_statements()["reversed"].sum())
    1
    """
    return pd.DataFrame(
        [
            (f"{facet}_{place}", facet, f"{facet}_{place}" in REVERSED, words)
            for facet, statements in STATEMENTS.items()
            for place, words in enumerate(statements, start=1)
        ],
        columns=["item", "facet", "reversed", "statement"],
    )


def make_barrier_survey(
    n_respondents: int = 800,
    *,
    seed: int,
    levels: Mapping[str, float] | None = None,
    loadings: tuple[float, float] = (0.70, 0.85),
    correlation: float = 0.3,
) -> tuple[pd.DataFrame, SurveyTruth]:
    """Make answers to a survey of switching costs, and keep the feelings behind them.

    Parameters
    ----------
    n_respondents : int
        Number of respondents. 800 measures a facet's mean to about a tenth of a point.
    seed : int
        Same seed, same data.
    levels : mapping of str to float, optional
        Middle of a facet on the scale of 1 to 5; facets that are not named keep their default.
    loadings : tuple of float
        Weakest and strongest correlation of a statement with its facet: each facet's first
        statement has the weakest and its last the strongest. The defaults are what a well-made
        scale reaches.
    correlation : float
        Correlation of every two facets, 0 to below 1: who feels one cost tends to feel others.

    Returns
    -------
    answers : pandas.DataFrame
        ``respondent_id``, and a column a statement with whole answers 1 to 5, as they were
        ticked: reversed statements are not turned round.
    truth : SurveyTruth
        What the answers do not show.

    Raises
    ------
    InputError
        When a level, a loading or the correlation makes no sense.

    Notes
    -----
    A statement's answer is level + 1.1 * (loading * feeling + sqrt(1 - loading^2) * noise),
    rounded and kept within 1 to 5. Facets follow Burnham, Frels and Mahajan (2003).

    Examples
    --------
    >>> answers, truth = make_barrier_survey(seed=1)
    >>> answers.shape, round(float(truth.alpha["set_up"]), 2)
    ((800, 25), 0.78)
    """
    refuse_unless_whole(n_respondents, "n_respondents")
    weak, strong = loadings
    between = 0 < weak <= strong < 1
    refuse_unless(between, "loadings", loadings, _("a pair, weakest first, between 0 and 1"))
    refuse_unless(0 <= correlation < 1, "correlation", correlation, _("from 0 to below 1"))
    middle = _levels(levels or {})
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal((n_respondents, 1))
    own = rng.standard_normal((n_respondents, len(FACETS)))
    feelings = np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own
    respondents = np.arange(1, n_respondents + 1)
    columns: dict[str, NDArray[np.int64]] = {"respondent_id": respondents}
    loading_of: dict[str, float] = {}
    for place, (facet, statements) in enumerate(STATEMENTS.items()):
        for number, loading in enumerate(np.linspace(weak, strong, len(statements)), start=1):
            item = f"{facet}_{number}"
            noise = rng.standard_normal(n_respondents)
            felt = loading * feelings[:, place] + np.sqrt(1 - loading**2) * noise
            answer = 1 + np.searchsorted(_EDGES, middle[facet] + _SPREAD * felt)
            columns[item] = 6 - answer if item in REVERSED else answer
            loading_of[item] = float(loading)
    means, alpha = _population(middle, np.linspace(weak, strong, len(STATEMENTS["learning"])))
    truth = SurveyTruth(
        loadings=pd.Series(loading_of, name="loading"),
        levels=pd.Series(middle, name="level"),
        correlation=float(correlation),
        scores=pd.DataFrame(
            feelings, columns=list(middle), index=pd.Index(respondents, name="respondent_id")
        ),
        means=pd.Series(means, name="mean"),
        alpha=pd.Series(alpha, name="alpha"),
    )
    return pd.DataFrame(columns), truth


def _levels(given: Mapping[str, float]) -> dict[str, float]:
    unknown = [name for name in given if name not in FACET_LEVELS]
    if unknown:
        raise InputError(
            _("`levels` names {unknown}, which is no facet. Facets are: {facets}.").format(
                unknown=", ".join(map(repr, unknown)), facets=", ".join(FACET_LEVELS)
            )
        )
    levels = {**FACET_LEVELS, **{name: float(level) for name, level in given.items()}}
    for name, level in levels.items():
        refuse_unless(1 <= level <= 5, f"levels[{name!r}]", level, _("a number from 1 to 5"))
    return levels


def _population(
    levels: Mapping[str, float], loadings: Floats
) -> tuple[dict[str, float], dict[str, float]]:
    """Give each facet's mean answer and alpha without sampling: integrate over the feeling."""
    from scipy.special import ndtr

    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    means, alphas = {}, {}
    for facet, level in levels.items():
        expected = np.empty((len(loadings), len(nodes)))
        variances = np.empty(len(loadings))
        for row, loading in enumerate(loadings):
            noise = np.sqrt(1 - loading**2)
            above = ndtr(((level - _EDGES[:, None]) / _SPREAD + loading * nodes) / noise)
            expected[row] = 1 + above.sum(axis=0)
            # The chance of an answer above edge k counts 2k - 1 times towards the square.
            square = 1 + (np.array([3, 5, 7, 9])[:, None] * above).sum(axis=0)
            variances[row] = weights @ square - (weights @ expected[row]) ** 2
        mean = expected @ weights
        shared = (expected * weights) @ expected.T - np.outer(mean, mean)
        k = len(loadings)
        total = variances.sum() + shared.sum() - np.trace(shared)
        means[facet] = float(mean.mean())
        alphas[facet] = float(k / (k - 1) * (1 - variances.sum() / total))
    return means, alphas

"""An industry in which growth shapes sentiment, so that a score seems to foretell growth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["NpsIndustryTruth", "make_nps_industry"]

# Middle of true scores; shares of passives; a true score stays inside -95 to 95 points.
MIDDLE, PASSIVES, FARTHEST = 20.0, 0.35, 95.0


@dataclass(frozen=True)
class NpsIndustryTruth:
    """Hold the parameters of the industry and the correlations that follow from them.

    Attributes
    ----------
    growth_mean, growth_sd : float
        Of yearly growth over firms, in per cent a year.
    growth_to_sentiment : float
        Points of net promoter score that one per cent more growth in the past year makes.
    sentiment_sd : float
        Spread of scores for every other reason, in points.
    sentiment_to_growth : float
        Per cent of next year's growth that one point of score makes: 0 when the score drives
        nothing.
    growth_persistence : float
        Part of a firm's lead in past growth that it keeps next year, whatever its score.
    respondents : int
        Answers a firm.
    correlation_past, correlation_next : float
        Of a measured score with past and with next year's growth, over very many firms (without
        rounding and without the limit on scores). A sample of few firms is on average a little
        nearer to 0.
    true_scores : ndarray of shape (industries * firms,)
        Score of all customers of each firm, in points.
    """

    growth_mean: float
    growth_sd: float
    growth_to_sentiment: float
    sentiment_sd: float
    sentiment_to_growth: float
    growth_persistence: float
    respondents: int
    correlation_past: float
    correlation_next: float
    true_scores: np.ndarray


def make_nps_industry(
    firms: int = 21,
    *,
    seed: int,
    industries: int = 1,
    growth_to_sentiment: float = 3.0,
    sentiment_to_growth: float = 0.0,
    growth_persistence: float = 0.0,
    growth_mean: float = 4.0,
    growth_sd: float = 5.0,
    sentiment_sd: float = 11.5,
    respondents: int = 740,
) -> tuple[pd.DataFrame, NpsIndustryTruth]:
    """Make firms whose customers are surveyed after a year of growth.

    Growth of the past year lifts sentiment (a growing firm has many new, glad customers); the
    survey is taken then; next year's growth is drawn anew. With ``sentiment_to_growth`` above 0
    the score really drives growth; with ``growth_persistence`` above 0 growth lasts by itself.

    Parameters
    ----------
    firms : int
        Firms an industry; 21 as in Keiningham et al. (2007).
    seed : int
        Seed of the draw.
    industries : int
        Industries, independent of each other.
    growth_to_sentiment : float
        Points of score that one per cent of growth in the past year makes.
    sentiment_to_growth : float
        Per cent of growth next year that one point of score makes.
    growth_persistence : float
        Part of the lead in past growth that lasts, between -1 and 1.
    growth_mean, growth_sd : float
        Mean and spread of growth over firms, in per cent a year.
    sentiment_sd : float
        Spread of scores for every other reason, in points.
    respondents : int
        Answers a firm.

    Returns
    -------
    data : pandas.DataFrame
        A row a firm: ``industry``, ``firm``, ``growth_past`` (per cent, the year before the
        survey), ``promoters``, ``passives``, ``detractors`` (people), ``nps`` (points),
        ``growth_next`` (per cent, the year after).
    truth : NpsIndustryTruth
        Parameters and the correlations that they make.

    Raises
    ------
    InputError
        For sizes that are no whole numbers, spreads below 0, or a persistence outside -1 to 1.

    Examples
    --------
    >>> data, truth = make_nps_industry(seed=1)
    >>> len(data), round(truth.correlation_past, 2), truth.correlation_next
    (21, 0.79, 0.0)
    """
    for name, size in (("firms", firms), ("industries", industries), ("respondents", respondents)):
        refuse_unless_whole(size, name)
    above = _("a number above 0")
    refuse_unless(growth_sd > 0, "growth_sd", growth_sd, above)
    refuse_unless(sentiment_sd >= 0, "sentiment_sd", sentiment_sd, _("a number, 0 or more"))
    fine = -1 <= growth_persistence <= 1
    refuse_unless(fine, "growth_persistence", growth_persistence, _("between -1 and 1"))
    for name, value in (
        ("growth_to_sentiment", growth_to_sentiment),
        ("sentiment_to_growth", sentiment_to_growth),
        ("growth_mean", growth_mean),
    ):
        refuse_unless(math.isfinite(value), name, value, _("a number"))
    rng = np.random.default_rng(seed)
    n = firms * industries
    lead, other, fresh = rng.standard_normal((3, n))
    past = np.round(growth_sd * lead, 2)
    score = MIDDLE + growth_to_sentiment * past + sentiment_sd * other
    score = np.round(np.clip(score, -FARTHEST, FARTHEST), 1)
    # Shares to four decimals, so that the counts are the same on every machine.
    passives = np.minimum(PASSIVES, np.round(1 - np.abs(score) / 100, 4))
    above_share = np.round((1 - passives + score / 100) / 2, 4)
    promoters = rng.binomial(respondents, above_share)
    share = np.round(np.clip(passives / np.maximum(1 - above_share, 1e-9), 0, 1), 6)
    middling = rng.binomial(respondents - promoters, share)
    detractors = respondents - promoters - middling
    innovation = growth_sd * math.sqrt(1 - growth_persistence**2)
    ahead = growth_persistence * past + sentiment_to_growth * (score - MIDDLE) + innovation * fresh
    data = pd.DataFrame(
        {
            "industry": np.repeat(np.arange(1, industries + 1), firms),
            "firm": np.tile(np.arange(1, firms + 1), industries),
            "growth_past": np.round(growth_mean + past, 2),
            "promoters": promoters,
            "passives": middling,
            "detractors": detractors,
            "nps": np.round(100 * (promoters - detractors) / respondents, 1),
            "growth_next": np.round(growth_mean + ahead, 2),
        }
    )
    sentiment = (growth_to_sentiment * growth_sd) ** 2 + sentiment_sd**2
    share_sd = math.sqrt(sentiment + _sampling(sentiment, respondents))
    with_past = growth_to_sentiment * growth_sd**2
    with_next = growth_persistence * with_past + sentiment_to_growth * sentiment
    next_variance = (
        growth_sd**2
        + sentiment_to_growth**2 * sentiment
        + 2 * growth_persistence * sentiment_to_growth * with_past
    )
    truth = NpsIndustryTruth(
        growth_mean=growth_mean,
        growth_sd=growth_sd,
        growth_to_sentiment=growth_to_sentiment,
        sentiment_sd=sentiment_sd,
        sentiment_to_growth=sentiment_to_growth,
        growth_persistence=growth_persistence,
        respondents=respondents,
        correlation_past=with_past / (growth_sd * share_sd),
        correlation_next=with_next / (math.sqrt(next_variance) * share_sd),
        true_scores=score,
    )
    return data, truth


def _sampling(sentiment: float, respondents: int) -> float:
    """Give the mean variance, in points, that the draw of who answers adds to a score."""
    spread = 1 - PASSIVES - (MIDDLE / 100) ** 2 - sentiment / 100**2
    return 100**2 * max(spread, 0.0) / respondents

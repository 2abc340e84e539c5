"""Make a yearly service survey whose truth is known: quality, satisfaction, barriers, recovery."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from casekit.generators.loyalty.answers import item_loadings
from casekit.generators.loyalty.columns import survey_of
from casekit.generators.loyalty.people import draw_people
from casekit.generators.loyalty.population import Population
from casekit.generators.loyalty.repurchase import BARRIERS, RepurchaseRule
from casekit.generators.loyalty.settings import Failures, Quality, merged, shares_of
from casekit.generators.loyalty.truth import CxSurveyTruth
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["make_cx_survey"]


def make_cx_survey(
    n_respondents: int = 3_000,
    *,
    seed: int,
    barriers: Mapping[str, float] | None = None,
    market_shares: Mapping[str, float] | None = None,
    intercept: float = -4.6,
    satisfaction_slope: float = 1.25,
    top_box: float = 0.5,
    satisfaction_mean: float = 3.7,
    satisfaction_sd: float = 1.0,
    importance: Mapping[str, float] | None = None,
    expected: Mapping[str, float] | None = None,
    perceived: Mapping[str, float] | None = None,
    service_shift: Mapping[str, float] | None = None,
    loadings: tuple[float, float] = (0.70, 0.85),
    factor_correlation: float = 0.5,
    expectation_correlation: float = 0.3,
    service_effect: float = 0.7,
    expectation_weight: float = 0.25,
    attitude_correlation: float = 0.6,
    recommend_mean: float = 8.2,
    recommend_sd: float = 2.0,
    recommend_correlation: float = 0.7,
    failure_share: float = 0.10,
    complaint_share: float = 0.30,
    recovery_shares: Mapping[str, float] | None = None,
    satisfaction_changes: Mapping[str, float] | None = None,
    repurchase_changes: Mapping[str, float] | None = None,
    periods: int = 1,
    expectation_drift: float = 0.05,
    whole_answers: bool = True,
) -> tuple[pd.DataFrame, CxSurveyTruth]:
    """Make a service survey: expectations, perceptions, satisfaction, and who bought again.

    Parameters
    ----------
    n_respondents : int
        Respondents in each period; each is asked once.
    seed : int
        Same seed, same data. The same respondents, with the same luck, answer under other
        parameters too.
    barriers : mapping of str to float, optional
        The markets, and the log-odds of repurchase that their barrier adds. By default ``free``
        0.2, ``hard`` 1.5, ``locked`` 3.5.
    market_shares : mapping of str to float, optional
        Share of the respondents in each market; equal by default.
    intercept, satisfaction_slope, top_box : float
        P(repurchase) = logistic(intercept + satisfaction_slope * score + top_box * [score = 5] +
        barrier).
    satisfaction_mean, satisfaction_sd : float
        Of the normal satisfaction that is rounded and kept within 1 to 5, where nothing failed.
    importance : mapping of str to float, optional
        Weight of each of the five dimensions in satisfaction, adding up to 1.
    expected, perceived : mapping of str to float, optional
        Middle of a dimension on the scale of 1 to 7; those not named keep their default.
    service_shift : mapping of str to float, optional
        Points by which all perceptions of a market are moved. Satisfaction follows.
    loadings : tuple of float
        Weakest and strongest correlation of a statement with its dimension.
    factor_correlation : float
        Correlation of every two dimensions, 0 to below 1.
    expectation_correlation : float
        Correlation of what is expected and what is perceived in the same dimension.
    service_effect : float
        Correlation of satisfaction with the quality of service, 0 to below 1.
    expectation_weight : float
        How much expectations count against the firm: 0, satisfaction rests on perceptions alone;
        1, on the gap alone.
    attitude_correlation : float
        Correlation of relative attitude with satisfaction.
    recommend_mean, recommend_sd, recommend_correlation : float
        Of the normal willingness to recommend that is rounded and kept within 0 to 10, and its
        correlation with satisfaction.
    failure_share, complaint_share : float
        Share of respondents whose service failed; share of those who complained.
    recovery_shares : mapping of str to float, optional
        The firm's answers to complaints: ``none`` (0.3), ``ok`` (0.4), ``excellent`` (0.3).
    satisfaction_changes : mapping of str to float, optional
        Change of the mean score against no failure: -1.2, -0.4, +0.1. Who did not complain is
        as one who got no recovery.
    repurchase_changes : mapping of str to float, optional
        Change of the share who buy again, over all markets: -0.15, -0.06, -0.02.
    periods : int
        How often the survey is made, each time with other respondents.
    expectation_drift : float
        Points by which every expectation rises from period to period; perceptions stay.
    whole_answers : bool
        False leaves the 44 answers as they are felt: not rounded, not kept within 1 to 7.

    Returns
    -------
    survey : pandas.DataFrame
        A row a respondent: ``respondent_id``, ``period``, ``market``; ``expected_s01`` to
        ``expected_s22`` and ``perceived_s01`` to ``perceived_s22`` (1 to 7);
        ``importance_tangibles``, ... (points, 100 in all); ``satisfaction`` (1 to 5),
        ``recommend`` (0 to 10), ``attitude_1`` to ``attitude_3`` (1 to 7, against the best
        rival), ``cognitive``, ``affective``, ``conative`` (1 to 7), ``share_of_category`` (0 to
        1: of the household's spending on internet, telephone and television);
        ``failure``, ``complained``, ``recovery`` (``no failure``, ``none``, ``ok``,
        ``excellent``), ``repurchased``.
    truth : CxSurveyTruth
        What the answers do not show.

    Raises
    ------
    InputError
        When a parameter makes no sense, or failures cannot have the effects asked for.

    Notes
    -----
    The shape of the curve follows Jones and Sasser (1995); its numbers, and the effects of
    recovery, are design choices of this course: they show a mechanism, not how often it happens.
    A failure moves the score by more than it moves the customer: the truth holds, for each
    recovery, the log-odds at the same score that bring about ``repurchase_changes``.

    Examples
    --------
    >>> survey, truth = make_cx_survey(seed=11)
    >>> survey.shape
    (3000, 65)
    >>> truth.repurchase.loc[3].round(2).tolist()
    [0.34, 0.66, 0.93]
    """
    refuse_unless_whole(n_respondents, "n_respondents")
    refuse_unless_whole(periods, "periods")
    whole_seed = isinstance(seed, int | np.integer) and not isinstance(seed, bool) and seed >= 0
    refuse_unless(whole_seed, "seed", seed, _("a whole number, 0 or more"))
    held = BARRIERS if barriers is None else barriers
    rule = RepurchaseRule(intercept, satisfaction_slope, top_box, held)
    quality = Quality(
        importance,
        expected,
        perceived,
        loadings,
        factor_correlation,
        expectation_correlation,
        service_effect,
        expectation_weight,
    )
    failures = Failures(
        failure_share, complaint_share, recovery_shares, satisfaction_changes, repurchase_changes
    )
    for name, value, fits in (
        ("satisfaction_mean", satisfaction_mean, True),
        ("satisfaction_sd", satisfaction_sd, satisfaction_sd > 0),
        ("recommend_mean", recommend_mean, True),
        ("recommend_sd", recommend_sd, recommend_sd > 0),
    ):
        words = _("a number above 0") if name.endswith("sd") else _("a number")
        refuse_unless(bool(fits and np.isfinite(value)), name, value, words)
    for name, correlation in (
        ("attitude_correlation", attitude_correlation),
        ("recommend_correlation", recommend_correlation),
    ):
        refuse_unless(0 <= correlation < 1, name, correlation, _("from 0 to below 1"))
    fine = -1 <= expectation_drift <= 1
    refuse_unless(fine, "expectation_drift", expectation_drift, _("from -1 to 1"))
    equal = dict.fromkeys(rule.barriers, 1 / len(rule.barriers))
    shares = shares_of(market_shares, equal, "market_shares")
    shift = merged(
        service_shift, dict.fromkeys(rule.barriers, 0.0), "service_shift", low=-6, high=6
    )

    # Satisfaction moves with perceptions (all dimensions together) and against expectations.
    up = float(quality.points().sum()) * np.array([shift[name] for name in rule.barriers])
    down = quality.points_against() * expectation_drift * np.arange(periods)
    means = satisfaction_mean + satisfaction_sd * (up[:, None] - down)
    weights = np.repeat(np.array(list(shares.values()))[:, None] / periods, periods, axis=1)
    population = Population(rule, failures, means, float(satisfaction_sd), weights)

    people = draw_people(
        n_respondents,
        seed,
        quality,
        population,
        np.array(list(shares.values())),
        attitude_correlation=attitude_correlation,
        satisfaction_mean=satisfaction_mean,
    )
    survey = survey_of(
        people,
        seed,
        quality,
        population,
        service_shift=np.array([shift[name] for name in rule.barriers]),
        expectation_drift=expectation_drift,
        recommend=(recommend_mean, recommend_sd, recommend_correlation),
        whole=whole_answers,
    )
    return survey, CxSurveyTruth(
        rule=rule,
        quality=quality,
        failures=failures,
        population=population,
        market_shares=dict(shares),
        service_shift=dict(shift),
        satisfaction_mean=float(satisfaction_mean),
        satisfaction_sd=float(satisfaction_sd),
        recommend_mean=float(recommend_mean),
        recommend_sd=float(recommend_sd),
        recommend_correlation=float(recommend_correlation),
        periods=int(periods),
        expectation_drift=float(expectation_drift),
        loadings=item_loadings(quality),
        feelings=people.feelings(),
        respondents=people.table(population),
        whole_answers=bool(whole_answers),
        luck=people.luck,
    )

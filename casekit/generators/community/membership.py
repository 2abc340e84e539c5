"""Make customers whose spending rises before they join a members' community."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["CommunityTruth", "make_community_panel"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Both thirds of the year before the opening that decide who joins, in months.
_THIRD = 4
_YEAR = 12


@dataclass(frozen=True)
class CommunityTruth:
    """What the generator of a members' community knows.

    Attributes
    ----------
    effect : float
        What membership did to the members' spending (share: 0.10 is +10%), averaged in logs over
        the members, which is what a regression of log spending estimates.
    effect_on_posters, effect_on_lurkers : float
        The same for members who post and for members who only read.
    extra_spend_per_month : float
        Money that membership added per member and month, on average after the opening.
    opens : int
        First month of the community.
    parameters : dict of str to float
        Every parameter that was used.
    customers : pandas.DataFrame
        ``customer_id``, ``usual_spend`` (money per month), ``growth_of_interest`` (in logs, over
        the whole rise), ``new_hobby`` (bool), ``joining_probability``, ``member``, ``posts``,
        ``spend_without`` (money per month after the opening, had nobody joined).
    """

    effect: float
    effect_on_posters: float
    effect_on_lurkers: float
    extra_spend_per_month: float
    opens: int
    parameters: dict[str, float]
    customers: pd.DataFrame


def make_community_panel(
    n_customers: int,
    *,
    seed: int,
    months: int = 24,
    opens: int = 13,
    member_share: float = 0.25,
    spend_pull: float = 0.60,
    rise_pull: float = 0.22,
    poster_effect: float = 0.25,
    lurker_effect: float = 0.055,
    poster_share: float = 0.25,
    usual_spend: float = 35.0,
    spread_of_spend: float = 0.5,
    spread_of_growth: float = 0.5,
    monthly_noise: float = 0.25,
    new_hobby_share: float = 0.0,
    new_hobby_effect: float = 0.40,
    new_hobby_pull: float = 2.0,
) -> tuple[pd.DataFrame, CommunityTruth]:
    """Make a shop's customers before and after a community opens that the keenest join.

    Whoever joins, joins in the month of the opening. Joining depends on what a customer spent in
    the first four months of the year before, and on how much that had risen by the last four. The
    rise goes on for a few months after the opening. So members spend more than others for three
    reasons: they spent more before, they were rising, and membership changed something.

    Parameters
    ----------
    n_customers : int
        Number of customers.
    seed : int
        Same seed, same data.
    months, opens : int
        Length of the panel, and the month in which the community opens: at least 12 months before
        it, and at least one from it on.
    member_share : float
        Share of customers who join, in expectation.
    spend_pull, rise_pull : float
        How strongly joining depends on spending a year ago, and on its rise since (log odds per
        standard deviation of the customers). Zero: it does not.
    poster_effect, lurker_effect : float
        What membership does to the spending of members who post and of members who only read
        (share).
    poster_share : float
        Share of members who post, in expectation. Keener members post more often.
    usual_spend : float
        Median spending (money per month).
    spread_of_spend, spread_of_growth, monthly_noise : float
        Standard deviations, in logs: of usual spending, of the growth of interest over twelve
        months, and of one month about its expectation.
    new_hobby_share, new_hobby_effect, new_hobby_pull : float
        A hidden cause that leaves no trace before the opening: this share of customers takes up a
        hobby in the very month of the opening, spends this much more (share), and is this much
        keener to join (log odds). No table shows who they are.

    Returns
    -------
    panel : pandas.DataFrame
        One row a customer and month: ``customer_id``, ``month``, ``spend`` (money, never 0: these
        are regular customers), ``member`` (joins at the opening), ``posts`` (a member who posts).
    truth : CommunityTruth
        What the panel does not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    Difference-in-differences needs equal trends without the treatment. Here they are unequal by
    ``rise_pull``. Customers matched on both four-month averages have equal expected trends, because
    joining depends on nothing else, unless ``new_hobby_share`` is above 0. The size of every effect
    is a choice of this generator, not a finding about communities.

    Examples
    --------
    >>> panel, truth = make_community_panel(2_000, seed=1)
    >>> panel.columns.tolist()
    ['customer_id', 'month', 'spend', 'member', 'posts']
    >>> round(truth.effect, 2)
    0.1
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(months, "months")
    refuse_unless(
        isinstance(opens, (int, np.integer)) and _YEAR < opens <= months,
        "opens",
        opens,
        _("a month after 12 months of history and within the {months} months").format(
            months=months
        ),
    )
    _refuse_senseless(locals())
    rng = np.random.default_rng(seed)
    level = np.log(usual_spend) + spread_of_spend * rng.standard_normal(n_customers)
    growth = spread_of_growth * rng.standard_normal(n_customers)
    noise = monthly_noise * rng.standard_normal((n_customers, months))
    joins_if, posts_if = rng.random((2, n_customers))
    hobby = rng.random(n_customers) < new_hobby_share

    since = np.arange(1, months + 1) - opens
    without = level[:, None] + growth[:, None] * _rise(since) + _season(since) + noise
    without += np.log1p(new_hobby_effect) * np.outer(hobby, since >= 0)

    year_ago, lately = _thirds(without, opens)
    keen = spend_pull * _scaled(year_ago) + rise_pull * _scaled(lately - year_ago)
    chance = _shifted_to(member_share, keen + new_hobby_pull * hobby)
    member = joins_if < chance
    wants_to_post = 0.5 * _scaled(year_ago) + 0.2 * _scaled(lately - year_ago)
    posts = member & (posts_if < _shifted_to(poster_share, wants_to_post, member))

    gain = np.where(posts, np.log1p(poster_effect), np.log1p(lurker_effect)) * member
    cents = np.exp(without + gain[:, None] * (since >= 0))
    panel = pd.DataFrame(
        {
            "customer_id": np.repeat(np.arange(1, n_customers + 1), months),
            "month": np.tile(np.arange(1, months + 1), n_customers),
            "spend": np.maximum(np.round(cents, 2), 0.01).ravel(),
            "member": np.repeat(member, months),
            "posts": np.repeat(posts, months),
        }
    )
    mean_without = np.exp(without[:, since >= 0]).mean(axis=1)
    customers = pd.DataFrame(
        {
            "customer_id": np.arange(1, n_customers + 1),
            "usual_spend": np.exp(level),
            "growth_of_interest": growth,
            "new_hobby": hobby,
            "joining_probability": chance,
            "member": member,
            "posts": posts,
            "spend_without": mean_without,
        }
    )
    extra = (mean_without * np.expm1(gain))[member]
    parameters = {
        "member_share": member_share,
        "spend_pull": spend_pull,
        "rise_pull": rise_pull,
        "poster_effect": poster_effect,
        "lurker_effect": lurker_effect,
        "poster_share": poster_share,
        "usual_spend": usual_spend,
        "spread_of_spend": spread_of_spend,
        "spread_of_growth": spread_of_growth,
        "monthly_noise": monthly_noise,
        "new_hobby_share": new_hobby_share,
        "new_hobby_effect": new_hobby_effect,
        "new_hobby_pull": new_hobby_pull,
    }
    truth = CommunityTruth(
        effect=float(np.expm1(gain[member].mean())) if member.any() else 0.0,
        effect_on_posters=poster_effect,
        effect_on_lurkers=lurker_effect,
        extra_spend_per_month=float(extra.mean()) if member.any() else 0.0,
        opens=int(opens),
        parameters=parameters,
        customers=customers,
    )
    return panel, truth


def _refuse_senseless(given: dict[str, float]) -> None:
    share = _("a share above 0 and below 1")
    for name in ("member_share", "poster_share"):
        refuse_unless(0 < given[name] < 1, name, given[name], share)
    refuse_unless(
        0 <= given["new_hobby_share"] < 1,
        "new_hobby_share",
        given["new_hobby_share"],
        _("a share from 0 to below 1"),
    )
    for name in ("poster_effect", "lurker_effect", "new_hobby_effect"):
        refuse_unless(given[name] > -1, name, given[name], _("above -1 (-1 is -100%)"))
    for name in ("usual_spend", "spread_of_spend", "spread_of_growth", "monthly_noise"):
        refuse_unless(given[name] > 0, name, given[name], _("a number above 0"))
    for name in ("spend_pull", "rise_pull", "new_hobby_pull"):
        refuse_unless(bool(np.isfinite(given[name])), name, given[name], _("a finite number"))


def _rise(since: NDArray[np.int64]) -> Floats:
    """Let interest grow over a year, from eight months before the opening to three after it."""
    return np.clip((since + 9) / 12, 0.0, 1.0)


def _season(since: NDArray[np.int64]) -> Floats:
    """Let all customers spend most in early summer and early winter (outdoor clothing)."""
    return 0.08 * np.cos(2 * np.pi * (since - 4) / 6)


def _thirds(log_spend: Floats, opens: int) -> tuple[Floats, Floats]:
    """Average the first and the last four months of the year before the opening."""
    first = opens - 1 - _YEAR
    year_ago = log_spend[:, first : first + _THIRD].mean(axis=1)
    return year_ago, log_spend[:, opens - 1 - _THIRD : opens - 1].mean(axis=1)


def _scaled(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def _shifted_to(share: float, log_odds: Floats, among: Flags | None = None) -> Floats:
    """Give the logistic probabilities of shifted log odds whose mean (among some) is the share."""
    counted = log_odds if among is None else log_odds[among]
    low, high = -60.0, 60.0
    if not len(counted):
        return np.full(len(log_odds), share)
    for _step in range(60):
        middle = (low + high) / 2
        too_few = float((1 / (1 + np.exp(-(counted + middle)))).mean()) < share
        low, high = (middle, high) if too_few else (low, middle)
    return np.asarray(1 / (1 + np.exp(-(log_odds + low))), dtype=np.float64)

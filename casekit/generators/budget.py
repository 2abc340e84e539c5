"""Make tests of acquisition and retention money whose response curves, and best plan, are known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq

from casekit.frames.budget import (
    ACQUIRED,
    CHANNEL,
    KEPT,
    PROSPECTS,
    SPEND_PER_CUSTOMER,
    SPEND_PER_PROSPECT,
)
from casekit.frames.columns import CUSTOMERS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["BestBudget", "BudgetTests", "BudgetTruth", "make_budget_response"]

Floats = NDArray[np.float64]
Curve = tuple[float, float, float]  # ceiling, rate, floor


class BudgetTests(NamedTuple):
    """Two tables of test points: money spent to win people, and money spent to keep them."""

    acquisition: pd.DataFrame
    retention: pd.DataFrame


@dataclass(frozen=True)
class BestBudget:
    """The best plan of a channel without a limit, found by bisection of its two conditions."""

    acquisition_spend: float
    retention_spend: float
    acquisition_rate: float
    retention_rate: float
    cost_per_acquired_customer: float
    ratio: float
    customer_value: float
    value: float


@dataclass(frozen=True, eq=False)
class BudgetTruth:
    """What the generator knows and no firm ever sees.

    Attributes
    ----------
    channels : dict of str to (float, float, float)
        Ceiling, rate and floor of each channel's acquisition curve.
    retention : (float, float, float)
        Ceiling, rate and floor of the retention curve.
    margin, discount_rate : float
        Money per customer and year; per year.
    scatter, spend_follows_promise : float
        As they were given.
    acquisition_chances, retention_chances : ndarray
        The chance behind each row of the two tables.
    best : dict of str to BestBudget
        Each channel's best plan without a limit.
    """

    channels: dict[str, Curve]
    retention: Curve
    margin: float
    discount_rate: float
    scatter: float
    spend_follows_promise: float
    acquisition_chances: Floats = field(repr=False)
    retention_chances: Floats = field(repr=False)
    best: dict[str, BestBudget] = field(repr=False)


def make_budget_response(
    n: int = 2_000,
    *,
    seed: int,
    channels: Mapping[str, Sequence[float]] | None = None,
    retention: Sequence[float] = (0.7, 0.08),
    acquisition_spends: Sequence[float] = (2, 5, 10, 20, 40),
    retention_spends: Sequence[float] = (5, 10, 20, 40, 60),
    margin: float = 100,
    discount_rate: float = 0.1,
    scatter: float = 0.0,
    spend_follows_promise: float = 0.0,
) -> tuple[BudgetTests, BudgetTruth]:
    """Make test campaigns: groups of people, money per head, and how many came or stayed.

    Parameters
    ----------
    n : int
        People in each group.
    seed : int
        Seed of the draw.
    channels : mapping of str to (ceiling, rate) or (ceiling, rate, floor), optional
        The curve of each acquisition channel; one channel "all" with (0.4, 0.1), the balanced
        market of the lesson, when left out. The floor is the share that comes when nothing is
        spent, 0 when left out.
    retention : (ceiling, rate) or (ceiling, rate, floor)
        The retention curve, money per customer and year.
    acquisition_spends, retention_spends : sequence of float
        Money per head of the groups, 0 or more.
    margin : float
        Money per customer and year.
    discount_rate : float
        Per year, above 0.
    scatter : float
        How much campaigns of equal spend differ: standard deviation of a group's log-odds. 0:
        by chance alone.
    spend_follows_promise : float
        0 when the groups were chosen by lot. Above 0, more was spent where people were the more
        willing: the log-odds rise by this much for each standard deviation of log spend, and a
        fitted curve gives the money credit for it.

    Returns
    -------
    tests : BudgetTests
        ``acquisition``: ``channel``, ``spend_per_prospect``, ``prospects``, ``acquired``;
        ``retention``: ``spend_per_customer``, ``customers``, ``kept``.
    truth : BudgetTruth

    Raises
    ------
    InputError
        When a parameter has no meaning.

    Examples
    --------
    >>> tests, truth = make_budget_response(1_000, seed=1)
    >>> tests.acquisition["acquired"].tolist()
    [67, 155, 279, 341, 397]
    >>> round(truth.best["all"].ratio, 2)
    1.99
    """
    refuse_unless_whole(n, "n")
    given_channels = {"all": (0.4, 0.1)} if channels is None else channels
    refuse_unless(bool(given_channels), "channels", channels, _("a dictionary, a channel or more"))
    curves = {str(name): _curve(str(name), curve) for name, curve in given_channels.items()}
    keeping_curve = _curve("retention", retention)
    for given, what in (
        (acquisition_spends, "acquisition_spends"),
        (retention_spends, "retention_spends"),
    ):
        fine = len(given) > 0 and all(0 <= spend < math.inf for spend in given)
        refuse_unless(fine, what, given, _("amounts of money of at least 0, one or more"))
    refuse_unless(math.isfinite(margin), "margin", margin, _("a number"))
    fine = 0 < discount_rate < math.inf
    refuse_unless(fine, "discount_rate", discount_rate, _("above 0, such as 0.1 for 10%"))
    refuse_unless(0 <= scatter < math.inf, "scatter", scatter, _("0 or more"))
    fine = math.isfinite(spend_follows_promise)
    refuse_unless(fine, "spend_follows_promise", spend_follows_promise, _("a number"))

    rng = np.random.default_rng(seed)
    spends = np.asarray(acquisition_spends, float)
    chances, rows = [], []
    for name, curve in curves.items():
        chance = _chances(spends, curve, scatter, spend_follows_promise, rng)
        chances.append(chance)
        rows.append(
            pd.DataFrame(
                {
                    CHANNEL: name,
                    SPEND_PER_PROSPECT: spends,
                    PROSPECTS: n,
                    ACQUIRED: _counts(chance, n, rng),
                }
            )
        )
    yearly = np.asarray(retention_spends, float)
    keeping = _chances(yearly, keeping_curve, scatter, spend_follows_promise, rng)
    kept = pd.DataFrame({SPEND_PER_CUSTOMER: yearly, CUSTOMERS: n, KEPT: _counts(keeping, n, rng)})
    truth = BudgetTruth(
        channels=curves,
        retention=keeping_curve,
        margin=margin,
        discount_rate=discount_rate,
        scatter=scatter,
        spend_follows_promise=spend_follows_promise,
        acquisition_chances=np.concatenate(chances),
        retention_chances=keeping,
        best={name: _best(c, keeping_curve, margin, discount_rate) for name, c in curves.items()},
    )
    return BudgetTests(pd.concat(rows, ignore_index=True), kept), truth


def _curve(name: str, given: Sequence[float]) -> Curve:
    """Read ceiling, rate and, where it is given, floor."""
    expected = _(
        "(ceiling, rate) or (ceiling, rate, floor): ceiling above 0 and at most 1, rate "
        "above 0 per unit of money, floor from 0 to the ceiling"
    )
    refuse_unless(len(given) in (2, 3), name, given, expected)
    ceiling, rate, floor = (*map(float, given), 0.0)[:3]
    fine = 0 < ceiling <= 1 and 0 < rate < math.inf and 0 <= floor <= ceiling
    refuse_unless(fine, name, given, expected)
    return ceiling, rate, floor


def _chances(
    spends: Floats,
    curve: Curve,
    scatter: float,
    follows: float,
    rng: np.random.Generator,
) -> Floats:
    ceiling, rate, floor = curve
    chance = floor - (ceiling - floor) * np.expm1(-rate * spends)
    # Drawn even when it is not used, so that a change of scatter alone keeps everybody's draw.
    shift = scatter * rng.standard_normal(len(spends))
    logs = np.log1p(spends)
    if follows and logs.std() > 0:
        shift = shift + follows * (logs - logs.mean()) / logs.std()
    if not shift.any():
        return chance
    odds = np.exp(shift) * chance
    return np.asarray(odds / (1 - chance + odds))


def _counts(chances: Floats, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    # People are drawn one by one and compared with the chance, so that the last bit of the
    # chance, which differs between processors, does not decide a count.
    return np.array([int((rng.random(n) < chance).sum()) for chance in chances], dtype=np.int64)


def _best(acquisition: Curve, retention: Curve, margin: float, d: float) -> BestBudget:
    """Find the best plan by bisection; the models of this room find it in closed form."""
    (win, fast, come), (stay, firm, remain) = acquisition, retention

    def worth(R: float) -> float:
        return (margin * (1 + d) - R) / (1 + d - kept(R))

    def kept(R: float) -> float:
        return remain - (stay - remain) * math.expm1(-firm * R)

    def pays(R: float) -> float:
        gap = (stay - remain) * math.exp(-firm * R)
        return (margin * (1 + d) - R) * firm * gap - (1 + d - stay + gap)

    R = brentq(pays, 0.0, margin * (1 + d), xtol=1e-12) if pays(0.0) > 0 else 0.0
    gain = (win - come) * fast * worth(R)
    A = math.log(gain) / fast if gain > 1 else 0.0
    a = come - (win - come) * math.expm1(-fast * A)
    if a == 0:
        R = 0.0
    cost = A / a if a > 0 else math.nan
    return BestBudget(
        acquisition_spend=A,
        retention_spend=R,
        acquisition_rate=a,
        retention_rate=kept(R),
        cost_per_acquired_customer=cost,
        ratio=cost / R if R > 0 else (math.inf if cost > 0 else math.nan),
        customer_value=worth(R),
        value=a * worth(R) - A,
    )

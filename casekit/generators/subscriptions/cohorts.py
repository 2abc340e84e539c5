"""Make cohorts of subscribers, each with a chance of leaving of his or her own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames import CUSTOMER_ID
from casekit.frames.subscriptions import LEFT, MONTHS_OBSERVED
from casekit.frames.survivors import COHORT, PERIOD, SURVIVORS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["CohortTruth", "make_cohorts"]

# Whoever would stay longer than this many periods is written down as staying so long.
_FOR_EVER = 10**9


@dataclass(frozen=True, eq=False)
class CohortTruth:
    """What the generator knows of every customer, and no firm ever sees.

    Attributes
    ----------
    alpha, beta : float or None
        Beta distribution of the chance of leaving at the first renewal; None with segments.
    duration : float
        c: 1 where nobody's chance of leaving changes, below 1 where each one's falls with tenure,
        above 1 where it grows.
    segments : mapping of str to (share, churn), or None
        Shares of the customers, and the constant chance of leaving in each.
    cohorts, periods, seed : int
        Cohorts; periods for which the oldest was seen (each younger one is seen for one less).
    customers : pandas.DataFrame
        One row a customer: ``customer_id``, ``cohort`` (1 is the oldest), ``churn`` (chance of
        leaving at the first renewal), ``segment`` where there are some, ``tenure`` (the period
        after which the customer leaves, seen or not), ``periods_observed``.
    """

    alpha: float | None
    beta: float | None
    duration: float
    segments: Mapping[str, tuple[float, float]] | None
    cohorts: int
    periods: int
    seed: int
    customers: pd.DataFrame = field(repr=False)

    @cached_property
    def subscriptions(self) -> pd.DataFrame:
        """Give the same customers one by one: ``months_observed`` (periods seen) and ``left``.

        Without those who joined just now, of whom no period was seen.

        Examples
        --------
        >>> table, truth = make_cohorts(100, seed=1, periods=3)
        >>> int((~truth.subscriptions["left"]).sum()) == int(table["survivors"].iloc[-1])
        True
        """
        own = self.customers[self.customers["periods_observed"] > 0]
        left = own["tenure"] <= own["periods_observed"]
        seen = np.minimum(own["tenure"], own["periods_observed"])
        columns = [CUSTOMER_ID, COHORT, *(["segment"] if self.segments else [])]
        return own[columns].assign(**{MONTHS_OBSERVED: seen, LEFT: left})

    def churn_at(self, period: int) -> NDArray[np.float64]:
        """Give each customer's own chance of leaving at a renewal, whether he comes to it or not.

        Parameters
        ----------
        period : int
            Renewal, from 1.

        Returns
        -------
        ndarray
            One chance a customer; the same at every renewal where ``duration`` is 1.

        Examples
        --------
        >>> _, truth = make_cohorts(100, seed=1)
        >>> bool((truth.churn_at(1) == truth.churn_at(5)).all())
        True
        """
        churn = self.customers["churn"].to_numpy()
        if self.duration == 1:
            return churn
        step = float(period) ** self.duration - float(period - 1) ** self.duration
        return -np.expm1(step * np.log1p(-churn))

    def mean_churn_of_survivors(self, period: int) -> float:
        """Give the mean own chance of leaving of those who come up for a renewal.

        It falls from renewal to renewal by sorting alone.

        Parameters
        ----------
        period : int
            Renewal, from 1.

        Returns
        -------
        float
            Mean of `churn_at` over those still there before it; missing when nobody is.
        """
        there = (self.customers["tenure"] >= period).to_numpy()
        return float(self.churn_at(period)[there].mean()) if there.any() else float("nan")


def make_cohorts(
    n_customers: int | Sequence[int],
    *,
    seed: int,
    alpha: float = 0.668,
    beta: float = 3.806,
    cohorts: int | None = None,
    periods: int = 8,
    duration: float = 1.0,
    segments: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[pd.DataFrame, CohortTruth]:
    """Make cohorts of subscribers who differ in their chance of leaving, and keep the truth.

    Parameters
    ----------
    n_customers : int or sequence of int
        Customers who join, in each cohort; a sequence gives every cohort its own number, the
        oldest first.
    seed : int
        Same seed, same data.
    alpha, beta : float
        Beta distribution of the chance of leaving at the first renewal. The defaults are the
        published estimates for the "High End" segment of Fader & Hardie (2007), a year a period;
        their "Regular" segment has 0.704 and 1.182.
    cohorts : int
        Cohorts: one joins in each period, and the oldest is number 1. A sequence of customers
        tells how many cohorts there are.
    periods : int
        Periods for which the oldest cohort is seen; each younger one is seen for one less, and
        the youngest may have joined just now (``cohorts`` = ``periods`` + 1).
    duration : float
        c: a customer whose chance of leaving at the first renewal is p is still there after t
        periods with chance (1 - p)^(t^c). 1: nobody ever changes.
    segments : mapping of str to (share, churn), optional
        Instead of alpha and beta: groups of customers who are all alike, as in
        ``{"settled": (0.5, 0.10), "restless": (0.5, 0.50)}``. Shares sum to 1.

    Returns
    -------
    table : pandas.DataFrame
        A survivor table: ``cohort`` (with more than one), ``period``, ``survivors``.
    truth : CohortTruth
        Everybody's own chance of leaving, and the customers one by one.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    References
    ----------
    Fader, P. S., & Hardie, B. G. S. (2007). How to project customer retention. *Journal of
    Interactive Marketing*, 21(1), 76-90.

    Examples
    --------
    >>> table, truth = make_cohorts(1_000, seed=1, periods=3)
    >>> table.columns.tolist(), truth.duration
    (['period', 'survivors'], 1.0)
    """
    refuse_unless_whole(periods, "periods")
    sizes = _sizes(n_customers, cohorts, periods)
    parameters = {"alpha": alpha, "beta": beta, "duration": duration}
    for name, value in parameters.items():
        refuse_unless(np.isfinite(value) and value > 0, name, value, _("a number above 0"))
    rng = np.random.default_rng(seed)
    total = sum(sizes)
    customer_id = np.arange(1, total + 1)
    own = pd.DataFrame(
        {CUSTOMER_ID: customer_id, COHORT: np.repeat(np.arange(1, len(sizes) + 1), sizes)}
    )
    if segments is None:
        churn = rng.beta(alpha, beta, total)
    else:
        names, which = _draw_segments(rng, segments, total)
        own["segment"] = np.array(names)[which]
        churn = np.array([segments[name][1] for name in names])[which]
    # ln of the chance to be there after t periods is -rate t^c: the first t beyond a draw.
    rate = -np.log1p(-np.minimum(churn, 1 - 1e-16))
    reach = rng.standard_exponential(total) / np.maximum(rate, 1e-300)
    with np.errstate(over="ignore"):
        reach = reach if duration == 1 else reach ** (1 / duration)
    tenure = np.ceil(np.minimum(reach, _FOR_EVER))
    own["churn"] = churn
    own["tenure"] = np.maximum(tenure, 1).astype(np.int64)
    own["periods_observed"] = periods + 1 - own[COHORT]
    table = pd.concat([_survivors(own, cohort) for cohort in range(1, len(sizes) + 1)])
    if len(sizes) == 1:
        table = table.drop(columns=COHORT)
    truth = CohortTruth(
        alpha=None if segments is not None else float(alpha),
        beta=None if segments is not None else float(beta),
        duration=float(duration),
        segments=None if segments is None else dict(segments),
        cohorts=len(sizes),
        periods=periods,
        seed=seed,
        customers=own,
    )
    return table.reset_index(drop=True), truth


def _sizes(n_customers: int | Sequence[int], cohorts: int | None, periods: int) -> list[int]:
    """Give the number of customers of each cohort, the oldest first."""
    if isinstance(n_customers, Sequence):
        sizes = list(n_customers)
        refuse_unless(
            len(sizes) > 0 and cohorts in (None, len(sizes)),
            "cohorts",
            cohorts,
            _("left out, or as many as there are numbers of customers"),
        )
    else:
        if cohorts is not None:
            refuse_unless_whole(cohorts, "cohorts")
        sizes = [n_customers] * (1 if cohorts is None else cohorts)
    for size in sizes:
        refuse_unless_whole(size, "n_customers")
    refuse_unless(
        len(sizes) <= periods + 1,
        "cohorts",
        len(sizes),
        _("at most `periods` + 1: then the youngest cohort joined just now"),
    )
    return [int(size) for size in sizes]


def _draw_segments(
    rng: np.random.Generator, segments: Mapping[str, tuple[float, float]], total: int
) -> tuple[list[str], NDArray[np.int64]]:
    fine = len(segments) > 0 and all(
        np.size(pair) == 2 and 0 <= pair[0] <= 1 and 0 < pair[1] < 1 for pair in segments.values()
    )
    fine = fine and abs(sum(pair[0] for pair in segments.values()) - 1) < 1e-9
    refuse_unless(
        fine,
        "segments",
        segments,
        _("a share (they sum to 1) and a chance of leaving between 0 and 1 for each name"),
    )
    edges = np.cumsum([pair[0] for pair in segments.values()])
    which = np.searchsorted(edges, rng.random(total) * edges[-1], side="right")
    return [str(name) for name in segments], np.minimum(which, len(segments) - 1)


def _survivors(own: pd.DataFrame, cohort: int) -> pd.DataFrame:
    mine = own[own[COHORT] == cohort]
    last = int(mine["periods_observed"].iloc[0])
    gone = np.bincount(np.minimum(mine["tenure"].to_numpy(), last + 1), minlength=last + 2)
    return pd.DataFrame(
        {
            COHORT: cohort,
            PERIOD: np.arange(last + 1),
            SURVIVORS: len(mine) - np.cumsum(gone[: last + 1]),
        }
    )

"""Make a points ledger: who uses their points, how soon, and who never does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.frames.ledger import (
    EARNED,
    EARNED_MONTH,
    EXPIRED,
    KIND,
    MONTH,
    POINTS,
    REDEEMED,
    read_ledger,
)
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["PointsTruth", "make_points_ledger"]

Floats = NDArray[np.float64]
# Ages up to which chances are listed; beyond it a member who has not used the points never will.
_LONG = 1_200


@dataclass(frozen=True)
class PointsTruth:
    """What the generator of a points ledger knows and no ledger shows.

    Attributes
    ----------
    never_redeem : float
        Share of a month's members who never use the points of that month.
    monthly_redemption : float
        Chance that the others use them in the first month after earning.
    lag_shape : float
        1: that chance stays the same; below 1 it falls month by month, above 1 it rises.
    expiry_months : int or None
        Age at whose end unused points run out; None: they never do.
    months : int
        Months that the ledger shows.
    cohorts : pandas.DataFrame
        By ``earned_month``: ``earned``, ``redeemed_so_far``, ``expired_so_far`` and
        ``redeemed_in_all``: points that will be used in the end, those of the future included.
    """

    never_redeem: float
    monthly_redemption: float
    lag_shape: float
    expiry_months: int | None
    months: int
    cohorts: pd.DataFrame

    @property
    def redemption_rate(self) -> float:
        """Give the share of points that are used in the end, in expectation."""
        ages = _LONG if self.expiry_months is None else self.expiry_months
        return float(self.redeemed_by(ages).iloc[0])

    @property
    def breakage(self) -> float:
        """Give the share of points that are never used, in expectation."""
        return 1 - self.redemption_rate

    @property
    def still_to_come(self) -> float:
        """Give the points that will yet be used after the ledger's last month."""
        return float((self.cohorts["redeemed_in_all"] - self.cohorts["redeemed_so_far"]).sum())

    def redeemed_by(self, ages: ArrayLike) -> pd.Series:
        """Give the share of points used by the end of each age, in expectation.

        Parameters
        ----------
        ages : int or sequence of int
            Months since earning, 0 or more; nothing is used in the month of earning itself.

        Examples
        --------
        >>> _, truth = make_points_ledger(3, seed=1, members_per_cohort=100)
        >>> truth.redeemed_by([0, 1, 12]).round(3).tolist()
        [0.0, 0.106, 0.69]
        """
        ages = np.atleast_1d(np.asarray(ages, dtype=int))
        used = _used_by(self.never_redeem, self.monthly_redemption, self.lag_shape, ages)
        if self.expiry_months is not None:
            last = _used_by(
                self.never_redeem,
                self.monthly_redemption,
                self.lag_shape,
                np.array([self.expiry_months]),
            )
            used = np.minimum(used, last)
        return pd.Series(used, index=pd.Index(ages, name="months_since_earned"), name="redeemed")


def make_points_ledger(
    cohorts: int = 24,
    *,
    seed: int,
    members_per_cohort: int = 2_000,
    points_per_member: float = 100.0,
    growth: float = 0.0,
    never_redeem: float = 0.12,
    monthly_redemption: float = 0.12,
    lag_shape: float = 1.0,
    expiry_months: int | None = None,
    months: int | None = None,
) -> tuple[pd.DataFrame, PointsTruth]:
    """Make a points ledger whose end nobody has seen yet, and keep what will happen.

    Parameters
    ----------
    cohorts : int
        Months in which points are given, from month 0.
    seed : int
        Same seed, same data.
    members_per_cohort : int
        Members who earn points in the first month. Each uses all of that month's points at once,
        or never; what the same member does with the points of other months is drawn anew.
    points_per_member : float
        Mean points that a member earns in a month, 1 or more; they vary around it from half to
        one and a half times.
    growth : float
        Change of the number of members from month to month: 0.05 is 5% more each month.
    never_redeem : float
        Share of a month's members who never use its points, 0 to below 1.
    monthly_redemption : float
        Chance that another member uses them in the first month after earning, above 0 to 1.
    lag_shape : float
        Shape of the discrete Weibull lag: with 1 that chance stays the same (a geometric lag);
        below 1 it falls, above 1 it rises with age.
    expiry_months : int, optional
        Unused points run out at the end of this age; without it they never do.
    months : int, optional
        Months that the ledger shows, at least `cohorts` (the default).

    Returns
    -------
    ledger : pandas.DataFrame
        ``month``, ``earned_month``, ``kind`` and ``points``: a points ledger.
    truth : PointsTruth

    Raises
    ------
    InputError
        When a size or a parameter makes no sense.

    Notes
    -----
    The defaults (12% never, 12% a month) are design choices of this course.

    Examples
    --------
    >>> ledger, truth = make_points_ledger(12, seed=1)
    >>> int((ledger["kind"] == "earned").sum()), round(truth.breakage, 2)
    (12, 0.12)
    """
    for name, size in (("cohorts", cohorts), ("members_per_cohort", members_per_cohort)):
        refuse_unless_whole(size, name)
    months = cohorts if months is None else months
    refuse_unless_whole(months, "months")
    refuse_unless(months >= cohorts, "months", months, _("at least as many as `cohorts`"))
    refuse_unless(
        bool(np.isfinite(points_per_member)) and points_per_member >= 1,
        "points_per_member",
        points_per_member,
        _("1 or more points"),
    )
    refuse_unless(-1 < growth < 10, "growth", growth, _("a change a month, above -1: 0.05 is 5%"))
    refuse_unless(0 <= never_redeem < 1, "never_redeem", never_redeem, _("a share, below 1"))
    refuse_unless(
        0 < monthly_redemption <= 1,
        "monthly_redemption",
        monthly_redemption,
        _("a chance above 0, at most 1"),
    )
    refuse_unless(0.05 <= lag_shape <= 20, "lag_shape", lag_shape, _("a number from 0.05 to 20"))
    if expiry_months is not None:
        refuse_unless_whole(expiry_months, "expiry_months")
    rng = np.random.default_rng(seed)
    sizes = np.rint(members_per_cohort * (1 + growth) ** np.arange(cohorts)).astype(np.int64)
    if sizes.sum() > 100_000_000 or sizes.min() < 1:
        raise InputError(
            _(
                "growth={growth} gives months of {least:,} to {most:,} members; 1 or more, and not "
                "over 100 million in all, can be made."
            ).format(growth=growth, least=int(sizes.min()), most=int(sizes.max()))
        )
    earned_month = np.repeat(np.arange(cohorts), sizes)
    low = max(1, round(points_per_member / 2))
    high = max(low, round(2 * points_per_member) - low)
    points = rng.integers(low, high, len(earned_month), endpoint=True)
    # Rounded thresholds: whether a draw lies below one does not hang on the last bit.
    chances = np.round(
        _used_by(never_redeem, monthly_redemption, lag_shape, np.arange(1, _LONG + 1)), 12
    )
    age = np.searchsorted(chances, rng.random(len(earned_month)), side="right") + 1
    used = age <= (_LONG if expiry_months is None else expiry_months)
    return _ledger_and_truth(
        earned_month,
        points,
        age,
        used,
        PointsTruth(
            never_redeem, monthly_redemption, lag_shape, expiry_months, months, pd.DataFrame()
        ),
    )


def _used_by(never: float, monthly: float, shape: float, ages: NDArray[np.int64]) -> Floats:
    """Give the share used by each age: a discrete Weibull lag beside a share that never does."""
    return (1 - never) * (1 - (1 - monthly) ** (np.asarray(ages, dtype=float) ** shape))


def _ledger_and_truth(
    earned_month: NDArray[np.int64],
    points: NDArray[np.int64],
    age: NDArray[np.int64],
    used: NDArray[np.bool_],
    truth: PointsTruth,
) -> tuple[pd.DataFrame, PointsTruth]:
    by = {EARNED_MONTH: earned_month, POINTS: points}
    parts = [pd.DataFrame({MONTH: earned_month, KIND: EARNED, **by})]
    when = earned_month + age
    seen = used & (when < truth.months)
    parts.append(pd.DataFrame({MONTH: when, KIND: REDEEMED, **by})[seen])
    lapsed = np.zeros(len(used), dtype=bool)
    if truth.expiry_months is not None:
        lapses = earned_month + truth.expiry_months
        lapsed = ~used & (lapses < truth.months)
        parts.append(pd.DataFrame({MONTH: lapses, KIND: EXPIRED, **by})[lapsed])
    ledger = read_ledger(pd.concat(parts, ignore_index=True))
    sums = {
        "earned": points,
        "redeemed_so_far": points * seen,
        "expired_so_far": points * lapsed,
        "redeemed_in_all": points * used,
    }
    cohorts = pd.DataFrame(sums).groupby(pd.Series(earned_month, name=EARNED_MONTH)).sum()
    known = {name: getattr(truth, name) for name in truth.__dataclass_fields__ if name != "cohorts"}
    return ledger, PointsTruth(**known, cohorts=cohorts)

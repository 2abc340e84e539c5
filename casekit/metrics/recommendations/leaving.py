"""What leaving an own profile costs: the minutes of search until the next shop knows as much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.recommendations import (
    BEST_SELLERS,
    LIST_KIND,
    MONTHS_AS_CUSTOMER,
    OWN_PROFILE,
)
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.metrics.recommendations.profile import outcome_of_visits
from casekit.words import _

__all__ = ["ProfileSwitchingCost", "profile_switching_cost"]

Floats = NDArray[np.float64]

# How many months a profile may need to learn 63% of what it ever learns, and repeats of the fit.
_MONTHS_TO_LEARN = np.geomspace(0.25, 240.0, 600)
_REPEATS, _LONGEST = 500, 1_200


@dataclass(frozen=True)
class ProfileSwitchingCost:
    """What leaving an own profile costs the mean customer of a log.

    Attributes
    ----------
    months : float
        Months of history at the shop that is left.
    minutes, minutes_low, minutes_high : float
        Minutes of search lost in all months of the horizon, and the interval.
    dollars, dollars_low, dollars_high : float
        The same in $, at ``value_of_hour``.
    full_advantage : float
        Minutes per visit that the own profile saves after a long history.
    months_to_learn : float
        Months after which it saves 63% of that.
    visits_per_month : float
        Visits of the mean customer.
    value_of_hour : float
        $ an hour.
    horizon_months : int
        Months that are counted.
    """

    months: float
    minutes: float
    minutes_low: float
    minutes_high: float
    dollars: float
    dollars_low: float
    dollars_high: float
    full_advantage: float
    months_to_learn: float
    visits_per_month: float
    value_of_hour: float
    horizon_months: int

    def __repr__(self) -> str:
        return _(
            "{minutes:.1f} minutes of search in {n} months (interval {low:.1f} to {high:.1f}), "
            "${dollars:.2f} at ${hour:g} an hour"
        ).format(
            minutes=self.minutes,
            n=self.horizon_months,
            low=self.minutes_low,
            high=self.minutes_high,
            dollars=self.dollars,
            hour=self.value_of_hour,
        )


def profile_switching_cost(
    log: Any,
    months: float,
    *,
    visits_per_month: float,
    value_of_hour: float = 20.0,
    horizon_months: int = 24,
    level: float = 0.95,
    seed: int = 0,
) -> ProfileSwitchingCost:
    """Estimate the switching cost that a profile makes: minutes of search, and $, until regrown.

    Minutes saved per visit are fitted, by months of history k, as ``A (1 - exp(-k / k0))``. Who
    leaves after k months finds a shop whose profile of him begins at 0 and learns as fast; month
    by month he loses the difference between the two curves.

    Parameters
    ----------
    log : data frame
        Browse log with ``list_kind``, ``months_as_customer`` and ``minutes``.
    months : float
        Months of history at the shop that is left.
    visits_per_month : float
        Visits of the customer meant; the log shows only customers who came at all.
    value_of_hour : float
        $ that an hour of the customer's time is worth: an assumption.
    horizon_months : int
        Months that are counted after leaving; not discounted.
    level : float
        Of the interval.
    seed : int
        Of the interval's repeats.

    Returns
    -------
    ProfileSwitchingCost
        In minutes and in $ over the whole horizon, per customer.

    Raises
    ------
    InputError
        When a column or a number makes no sense, or no month has visits with both lists.

    Notes
    -----
    It takes for granted that the rival shows lists in each visit too, that a profile without
    history is as good as best-sellers, and that profiles cannot be carried over. Only search time
    is money here: neither the pleasure of a find nor the worry about one's data. The interval
    repeats the fit with the noise of each month's comparison.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(20_000, seed=1)
    >>> profile_switching_cost(log, 12, visits_per_month=4)
    6.0 minutes of search in 24 months (interval 4.7 to 7.2), $2.01 at $20 an hour
    """
    refuse_unless(np.isfinite(months) and months >= 0, "months", months, _("0 or more months"))
    refuse_unless_whole(horizon_months, "horizon_months")
    fine = horizon_months <= _LONGEST
    refuse_unless(fine, "horizon_months", horizon_months, _("1,200 or less"))
    for name, value in (("visits_per_month", visits_per_month), ("value_of_hour", value_of_hour)):
        refuse_unless(np.isfinite(value) and value >= 0, name, value, _("a number, 0 or more"))
    refuse_unless(0 < level < 1, "level", level, _("between 0 and 1, such as 0.95"))
    cells, saved, error = _by_month(log)
    draws = np.random.default_rng(seed).standard_normal((_REPEATS, len(saved)))
    full, learning = _fit(cells, np.vstack([saved, saved + error * draws]), error)
    later = np.arange(horizon_months)[:, None]
    lost = np.exp(-later / learning).sum(axis=0) * -np.expm1(-months / learning)
    minutes = visits_per_month * full * lost + 0.0  # never -0
    ends = np.quantile(minutes[1:], [(1 - level) / 2, (1 + level) / 2])
    found, low, high = float(minutes[0]), float(ends[0]), float(ends[1])
    dollars = value_of_hour / 60
    return ProfileSwitchingCost(
        months=float(months),
        minutes=found,
        minutes_low=low,
        minutes_high=high,
        dollars=found * dollars,
        dollars_low=low * dollars,
        dollars_high=high * dollars,
        full_advantage=float(full[0]),
        months_to_learn=float(learning[0]),
        visits_per_month=visits_per_month,
        value_of_hour=value_of_hour,
        horizon_months=horizon_months,
    )


def _by_month(log: Any) -> tuple[Floats, Floats, Floats]:
    """Give months of history, minutes saved per visit and the standard error of each."""
    table, minutes = outcome_of_visits(log, "minutes")
    months = table[MONTHS_AS_CUSTOMER].to_numpy().astype(int)
    kind = table[LIST_KIND].to_numpy()
    counts, means, squares = [], [], 0.0
    for name in (BEST_SELLERS, OWN_PROFILE):
        here = kind == name
        count = np.bincount(months[here], minlength=months.max() + 1)
        total = np.bincount(months[here], minutes[here], minlength=months.max() + 1)
        mean = total / np.maximum(count, 1)
        squares += float(((minutes[here] - mean[months[here]]) ** 2).sum())
        counts.append(count)
        means.append(mean)
    both = (counts[0] > 0) & (counts[1] > 0) & (np.arange(len(counts[0])) > 0)
    if not both.any():
        raise InputError(
            _("No month of history from 1 on holds visits with both lists; nothing to compare.")
        )
    spread = squares / max(float(sum(count.sum() for count in counts)) - 2, 1.0)
    noise = np.sqrt(max(spread, 1e-12) * (1 / counts[0][both] + 1 / counts[1][both]))
    return np.flatnonzero(both).astype(float), (means[0] - means[1])[both], noise


def _fit(months: Floats, saved: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Fit A (1 - exp(-k / k0)) to each row by weighted least squares: A in closed form, k0 tried.

    Examples
    --------
    >>> full, learning = _fit(np.array([1.0, 8, 30]), np.array([[0.1175, 0.6321, 0.9765]]),
    ...     np.ones(3))
    >>> float(full[0].round(2)), float(learning[0].round(0))
    (1.0, 8.0)
    """
    curves = -np.expm1(-months / _MONTHS_TO_LEARN[:, None])
    weights = 1 / error**2
    along = (saved * weights) @ curves.T
    size = (weights * curves**2).sum(axis=1)
    best = (along**2 / size).argmax(axis=1)
    rows = np.arange(len(saved))
    return along[rows, best] / size[best], _MONTHS_TO_LEARN[best]

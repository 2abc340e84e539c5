"""Estimate breakage from a ledger whose young points have not been seen to the end."""

from dataclasses import dataclass
from typing import Any
from warnings import warn

import numpy as np

from casekit.errors import CasekitWarning, InputError
from casekit.frames.ledger import (
    EARNED,
    EARNED_MONTH,
    EXPIRED,
    KIND,
    MONTH,
    POINTS,
    REDEEMED,
    RETURNED,
    read_ledger,
)
from casekit.metrics.ledger.points import flows_by_cohort, last_month
from casekit.models.ledger.lag import Ages, Cells, Floats, Lag
from casekit.models.ledger.results import BreakageResults
from casekit.words import _

__all__ = ["Breakage"]

_LAGS = ("geometric", "weibull")
# A warning must not cry at random: one sound ledger in a thousand.
_SURELY = 0.001


@dataclass(frozen=True)
class Breakage:
    """Learn which share of points will never be used, without taking young points for lost ones.

    Parameters
    ----------
    lag : {"geometric", "weibull"}
        How the chance of using points changes with their age, for those who ever use them:
        constant, or rising or falling.
    expiry_months : int, optional
        Age at whose end unused points run out. Read from the ledger where all expired points ran
        out at one age.

    Notes
    -----
    A share of points is never used; the others wait a discrete Weibull time (a cure model: Boag
    1949). Points not yet used are right-censored: they say only that they have waited so long. All
    points of a member often leave together, so errors are widened by the dispersion that the
    months show (Pearson's chi-squared divided by its degrees of freedom).

    Examples
    --------
    >>> from casekit.generators.ledger import make_points_ledger
    >>> from casekit.metrics.ledger import naive_breakage
    >>> ledger, truth = make_points_ledger(12, seed=1)
    >>> fitted = Breakage().fit(ledger)
    >>> round(naive_breakage(ledger), 2), round(fitted.breakage, 2), round(truth.breakage, 2)
    (0.6, 0.12, 0.12)
    """

    lag: str = "geometric"
    expiry_months: int | None = None

    def fit(self, ledger: Any, *, months: int | None = None) -> BreakageResults:
        """Estimate by maximum likelihood.

        Parameters
        ----------
        ledger : data frame
            A points ledger (`casekit.frames.ledger.points_ledger`).
        months : int, optional
            Learn from the first months only, as somebody did who stood at their end.

        Returns
        -------
        BreakageResults

        Raises
        ------
        InputError
            When the table is no points ledger, no point was ever used, or all were, or points ran
            out at several ages.

        Warns
        -----
        CasekitWarning
            When the ledger is too young to tell points that are used late from those never used, or
            the chance of use surely changes with age and the lag is geometric.
        """
        if self.lag not in _LAGS:
            raise InputError(
                _('lag={lag!r} is not known; choose "geometric" or "weibull".').format(lag=self.lag)
            )
        rows = read_ledger(ledger)
        if months is not None:
            rows = rows[rows[MONTH] < months]
            if not len(rows):
                raise InputError(_("The first {months} months hold no rows.").format(months=months))
        last = last_month(rows, None)
        lag = Lag(self.lag == "weibull")
        expiry = self._expiry(rows)
        starts_at, ages, cells = _by_age(rows, last)
        used, unused = ages.used.sum(), ages.unused.sum()
        if used <= 0:
            raise InputError(_("No point was used in this ledger: breakage cannot be estimated."))
        if unused + ages.watched_never <= 0:
            raise InputError(_("Every point was used: there is no breakage to estimate."))
        if len(ages.age) <= len(lag.names):
            raise InputError(
                _(
                    "The oldest points were watched for {n} months; the model has {k} parameters "
                    "and needs a longer ledger."
                ).format(n=len(ages.age), k=len(lag.names))
            )
        peak = lag.top(ages)
        dispersion, freedom = lag.dispersion(peak.theta, cells)
        found = BreakageResults(
            lag=lag,
            expiry_months=expiry,
            starts_at=starts_at,
            ages=ages,
            peak=peak,
            dispersion=dispersion,
            freedom=freedom,
            cells=cells,
        )
        self._warn_if_another_lag_fits(found)
        low, high = found.breakage_interval()
        if high - low > 0.5:
            warn(
                _(
                    "The ledger is too young to tell points that are used late from points that "
                    "are never used: a share of {low:.0%} to {high:.0%} would fit. Wait, or fix "
                    "the share from an older programme."
                ).format(low=low, high=high),
                CasekitWarning,
                stacklevel=2,
            )
        return found

    def _warn_if_another_lag_fits(self, found: BreakageResults) -> None:
        """Tell where the chance of use changes with age although the model holds it constant."""
        test = found.constant_chance_test()
        if test is not None and test.p_value < _SURELY:
            warn(
                _(
                    "The chance of using points changes with their age, which a geometric lag "
                    'cannot follow (p < {p}). lag="weibull" fits better: breakage {other:.0%} '
                    "instead of {this:.0%}."
                ).format(p=_SURELY, other=test.breakage, this=found.breakage),
                CasekitWarning,
                stacklevel=3,
            )

    def _expiry(self, rows: Any) -> int | None:
        if self.expiry_months is not None:
            return int(self.expiry_months)
        lapsed = rows[rows[KIND] == EXPIRED]
        ages = (lapsed[MONTH] - lapsed[EARNED_MONTH]).unique()
        if len(ages) > 1:
            raise InputError(
                _(
                    "Points ran out at {n} different ages, from {least} to {most} months. This "
                    "model knows one age: give it as expiry_months=... Points that left for "
                    'another reason, such as a closed account, are of the kind "returned".'
                ).format(n=len(ages), least=int(ages.min()), most=int(ages.max()))
            )
        return int(ages[0]) if len(ages) else None


def _by_age(rows: Any, last: int) -> tuple[int, Ages, Cells]:
    """Count points by age; give also points at risk and used by month of earning and age."""
    given = flows_by_cohort(rows, EARNED, last).sum(axis=1)
    cohorts = given.index.to_numpy()
    mine = rows.assign(age=rows[MONTH] - rows[EARNED_MONTH])
    # Where points can be used in the month of earning, that month is the first chance.
    used_rows = mine[mine[KIND] == REDEEMED]
    starts_at = 0 if (used_rows["age"] == 0).any() else 1
    longest = last - int(cohorts.min()) - starts_at + 1
    shape = (len(cohorts), max(longest, 0) + 1)
    place = {int(cohort): number for number, cohort in enumerate(cohorts)}

    def spread(kinds: tuple[str, ...]) -> Floats:
        part = mine[mine[KIND].isin(kinds)]
        table = np.zeros(shape)
        turn = np.maximum(part["age"].to_numpy() - starts_at + 1, 0)
        np.add.at(table, (part[EARNED_MONTH].map(place).to_numpy(), turn), part[POINTS].to_numpy())
        return table

    used, gone = spread((REDEEMED,)), spread((EXPIRED, RETURNED))
    watched = last - cohorts - starts_at + 1  # whole months that each batch was watched
    left = given.to_numpy() - used.sum(axis=1) - gone.sum(axis=1)
    gone[np.arange(len(cohorts)), np.maximum(watched, 0)] += np.maximum(left, 0.0)
    start = given.to_numpy()[:, None]
    risk = start - np.cumsum(used + gone, axis=1) + used + gone
    seen = np.arange(shape[1])[None, :] <= watched[:, None]
    # Points that run out at the end of an age, or are taken back then, had their chance at it.
    ages = Ages(
        np.arange(1, shape[1], dtype=float),
        used.sum(axis=0)[1:],
        gone.sum(axis=0)[1:],
        float(gone[:, 0].sum()),
    )
    return starts_at, ages, Cells(risk[:, 1:], used[:, 1:], seen[:, 1:])

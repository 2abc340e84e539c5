"""What a fitted model of breakage tells: how many points will be used, and how sure that is."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import expit, fdtrc, stdtrit

from casekit.frames.ledger import EARNED, EXPIRED, REDEEMED, RETURNED, read_ledger
from casekit.metrics.ledger.points import flows_by_cohort, last_month
from casekit.models.intervals import two_sided
from casekit.models.ledger.lag import Ages, Cells, Lag, Peak
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["BreakageResults", "ConstantChanceTest"]


@dataclass(frozen=True)
class ConstantChanceTest:
    """Hold a test that the chance of using points does not change with their age.

    Attributes
    ----------
    statistic : float
        Twice the gain in log-likelihood of a discrete Weibull lag, by its dispersion.
    p_value : float
        Probability of as large a gain, were the chance constant.
    breakage : float
        Breakage by the Weibull lag.
    """

    statistic: float
    p_value: float
    breakage: float


@dataclass(frozen=True, eq=False, repr=False)
class BreakageResults:
    """Answer how many points will be used; made by `casekit.models.ledger.Breakage.fit`.

    Attributes
    ----------
    lag : Lag
        Geometric or discrete Weibull.
    expiry_months : int or None
        Age at whose end unused points run out.
    starts_at : int
        Age at which points can first be used: 0, the month of earning, or 1.
    dispersion : float
        How much more the months vary than single points would, for example because a member uses
        all points at once; errors are widened by its root.
    freedom : int
        Months and ages that the dispersion rests on, less the parameters: intervals use Student's
        t with so many degrees of freedom.
    """

    lag: Lag
    expiry_months: int | None
    starts_at: int
    dispersion: float
    freedom: int
    ages: Ages = field(repr=False)
    cells: Cells = field(repr=False)
    peak: Peak = field(repr=False)

    def __repr__(self) -> str:
        return _("<Breakage: {breakage:.1%} of points never used>").format(breakage=self.breakage)

    @property
    def params(self) -> pd.Series:
        """Give the estimates: share never used, chance in the first month (, shape)."""
        values = self.lag.natural(self.peak.theta)
        return pd.Series(values, index=list(self.lag.names), name="estimate")

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates, widened by the dispersion."""
        turn = self.lag.stretch(self.peak.theta)
        matrix = self._covariance() * np.outer(turn, turn)
        return pd.DataFrame(matrix, index=self.params.index, columns=self.params.index)

    @property
    def bse(self) -> pd.Series:
        """Give standard errors."""
        errors = np.sqrt(np.diag(self.cov_params()))
        return pd.Series(errors, index=self.params.index, name="std_error")

    @property
    def llf(self) -> float:
        """Give the log-likelihood with each point counted as one observation."""
        return self.peak.value

    @property
    def nobs(self) -> float:
        """Give the number of points that were watched for a month or more."""
        return float(self.ages.used.sum() + self.ages.unused.sum())

    @property
    def redemption_rate(self) -> float:
        """Give the share of points that will be used in the end."""
        return 1 - self.breakage

    @property
    def breakage(self) -> float:
        """Give the share of points that will never be used."""
        if self.expiry_months is None:
            return float(self.params["never_redeem"])
        return float(self.lag.unused(self.peak.theta, np.array([self._chances()]))[0][0])

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``. For the share never used by profile likelihood, which
            also holds close to 0; for the others symmetric as a logit or logarithm.
        """
        reach = self._reach(alpha)
        theta, errors = self.peak.theta, np.sqrt(np.diag(self._covariance()))
        ends = [self.lag.natural(theta - reach * errors), self.lag.natural(theta + reach * errors)]
        table = pd.DataFrame(dict(zip(("lower", "upper"), ends, strict=True)))
        table.index = self.params.index
        table.loc["never_redeem"] = self._profile(alpha)
        return table

    def breakage_interval(self, alpha: float = 0.05) -> tuple[float, float]:
        """Give the interval of `breakage`.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth.

        Returns
        -------
        lower, upper : float
        """
        if self.expiry_months is None:
            return self._profile(alpha)
        share, slope = self.lag.unused(self.peak.theta, np.array([self._chances()]))
        value, slope = float(share[0]), slope[:, 0]
        error = float(np.sqrt(slope @ self._covariance() @ slope)) / (value * (1 - value))
        centre = np.log(value) - np.log1p(-value)
        reach = self._reach(alpha) * error
        return float(expit(centre - reach)), float(expit(centre + reach))

    def redeemed_by(self, ages: ArrayLike) -> pd.Series:
        """Give the share of points used by the end of each age.

        Parameters
        ----------
        ages : int or sequence of int
            Months since earning, 0 or more.

        Examples
        --------
        >>> from casekit.generators.ledger import make_points_ledger
        >>> from casekit.models.ledger import Breakage
        >>> fitted = Breakage().fit(make_points_ledger(24, seed=2)[0])
        >>> fitted.redeemed_by([0, 12]).round(2).tolist()
        [0.0, 0.69]
        """
        ages = np.atleast_1d(np.asarray(ages, dtype=float))
        turns = np.maximum(ages - self.starts_at + 1, 0)
        if self.expiry_months is not None:
            turns = np.minimum(turns, self._chances())
        used = 1 - self.lag.unused(self.peak.theta, turns)[0]
        return pd.Series(used, index=pd.Index(ages, name="months_since_earned"), name="redeemed")

    def redeemed_later(self, ages: ArrayLike) -> pd.Series:
        """Give the share of points unused at the end of an age that will yet be used.

        Parameters
        ----------
        ages : int or sequence of int
            Months since earning, 0 or more.
        """
        used = self.redeemed_by(ages)
        return ((self.redemption_rate - used) / (1 - used)).clip(lower=0.0)

    def expected_redeemed(self, ledger: Any, *, through: int | None = None) -> pd.DataFrame:
        """Forecast each month's points: used so far, and yet to be used.

        Parameters
        ----------
        ledger : data frame
            A points ledger, this one or another of the same programme.
        through : int, optional
            Last month watched; by default the last one in which something happened.

        Returns
        -------
        pandas.DataFrame
            By month of earning: ``earned``, ``redeemed_so_far``, ``left``, ``still_to_come`` and
            ``redeemed_in_all``, in points.
        """
        rows = read_ledger(ledger)
        last = last_month(rows, through)
        sums = {
            kind: flows_by_cohort(rows, kind, last).sum(axis=1)
            for kind in (EARNED, REDEEMED, EXPIRED, RETURNED)
        }
        given = sums[EARNED] - sums[RETURNED]
        left = given - sums[REDEEMED] - sums[EXPIRED]
        later = self.redeemed_later(last - given.index.to_numpy()).to_numpy()
        return pd.DataFrame(
            {
                "earned": given,
                "redeemed_so_far": sums[REDEEMED],
                "left": left,
                "still_to_come": left * later,
                "redeemed_in_all": sums[REDEEMED] + left * later,
            }
        )

    def constant_chance_test(self) -> ConstantChanceTest | None:
        """Test the geometric lag against one whose chance of use changes with age.

        Returns
        -------
        ConstantChanceTest or None
            None where the lag is not geometric, or the ledger is too short to tell.
        """
        freer = Lag(shaped=True)
        if self.lag.shaped or len(self.ages.age) <= len(freer.names):
            return None
        peak = freer.top(self.ages)
        dispersion, freedom = freer.dispersion(peak.theta, self.cells)
        gain = max(2 * (peak.value - self.peak.value) / dispersion, 0.0)
        other = replace(self, lag=freer, peak=peak, dispersion=dispersion, freedom=freedom)
        return ConstantChanceTest(gain, float(fdtrc(1, freedom, gain)), other.breakage)

    def summary(self) -> Summary:
        """Show the fit as a small table, without date or time."""
        interval = self.conf_int()
        table = pd.DataFrame(
            {
                _("estimate"): self.params,
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
        ).map(lambda value: f"{value:.4g}")
        low, high = self.breakage_interval()
        facts = (
            (_("points watched"), f"{self.nobs:,.0f}"),
            (_("lag"), str(self.lag)),
            (_("log-likelihood"), f"{self.llf:.1f}"),
            (_("dispersion"), f"{self.dispersion:.1f}"),
            (_("breakage"), f"{self.breakage:.1%} ({low:.1%} to {high:.1%})"),
        )
        return Summary(_("Breakage of points"), facts, table)

    def _reach(self, alpha: float) -> float:
        return two_sided(alpha, quantile=lambda share: float(stdtrit(self.freedom, share)))

    def _chances(self) -> int:
        """Count the months in which points can be used before they run out."""
        return max(int(self.expiry_months or 0) - self.starts_at + 1, 0)

    def _covariance(self) -> np.ndarray:
        return np.linalg.pinv(self.peak.curvature) * self.dispersion

    def _profile(self, alpha: float) -> tuple[float, float]:
        """Find where the best log-likelihood, by dispersion, has fallen too far."""
        allowed = self._reach(alpha) ** 2 / 2
        best = float(self.params["never_redeem"])

        def over(logit: float) -> float:
            near = self.peak.theta.copy()
            near[0] = logit
            found = self.lag.top(self.ages, never=float(expit(logit)), near=near)
            return (self.peak.value - found.value) / self.dispersion - allowed

        centre = float(np.clip(np.log(best) - np.log1p(-best), -12.0, 12.0))
        ends = []
        for side, wall in ((-1, -12.0), (1, 12.0)):
            step, inside = 0.25, centre
            while True:
                outside = float(np.clip(inside + side * step, -12.0, 12.0))
                if over(outside) > 0:
                    ends.append(float(expit(brentq(over, inside, outside, xtol=1e-4))))
                    break
                if outside == wall:
                    ends.append(0.0 if side < 0 else 1.0)
                    break
                inside, step = outside, step * 2
        return ends[0], ends[1]

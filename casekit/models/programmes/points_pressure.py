"""What the reward in sight, and the reward once earned, change in spending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID
from casekit.metrics.programmes.reward_window import read_window, reward_spike
from casekit.models.intervals import two_sided
from casekit.models.subscriptions.fitted import Fitted
from casekit.words import _

__all__ = ["PointsPressureResults", "points_pressure"]

Floats = NDArray[np.float64]
_EFFECTS = ("points_pressure", "rewarded_behaviour")


@dataclass(frozen=True, eq=False, repr=False)
class PointsPressureResults(Fitted):
    """Hold the two effects of a reward window, and the naive figures beside them.

    Attributes
    ----------
    params : pandas.Series
        ``points_pressure`` and ``rewarded_behaviour``: change of a member's spending, as a share
        (0.08 is +8%), with the reward in sight and after it was earned.
    placebo : pandas.Series
        The same two for non-members who would stand at the same points. No programme touches
        them: figures well away from 0 say that the model does not fit these data.
    naive : pandas.Series
        What the data seem to say: ``spike`` (members' spending in the week of the reward over
        their usual, less 1), ``spike_of_others`` (the same for non-members at the same sum),
        ``member_gap`` (members' mean spending over the others', less 1).
    incentive_share, incentive_share_low, incentive_share_high : float
        Share of the members' sales, from the window's first week on, that the two effects bring,
        with a 95% interval.
    households : int
        Households that the fit read.
    """

    placebo: pd.Series
    naive: pd.Series
    incentive_share: float
    incentive_share_low: float
    incentive_share_high: float
    households: int
    title: ClassVar[str] = "Points pressure and rewarded behaviour"

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals, symmetric for the logarithm of 1 + effect.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row an effect.
        """
        factor = 1 + self.params
        reach = np.exp(two_sided(alpha) * self.bse / factor)
        return pd.DataFrame({"lower": factor / reach - 1, "upper": factor * reach - 1})


def points_pressure(
    panel: Any, *, threshold: float | None = None, near: float = 0.6
) -> PointsPressureResults:
    """Estimate points pressure and rewarded behaviour, cleared of who and when.

    A household's own level is taken out, and so is every week's common level; members with the
    reward in sight are then compared with what their own weeks before let expect, and with
    non-members who stand at the same points. That clears the spike: the week in which a sum is
    reached is a week of a large basket, with a programme and without.

    Parameters
    ----------
    panel : data frame
        A row a household and week: see `casekit.metrics.programmes.read_window`.
    threshold : float, optional
        Dollars to spend in the window; the column ``threshold`` by default.
    near : float
        Share of the threshold from which the reward counts as in sight.

    Returns
    -------
    PointsPressureResults

    Raises
    ------
    InputError
        When a column is missing, there are no members or no others, or nobody of a side comes
        near the reward.

    Notes
    -----
    The logarithm of spending in weeks with a purchase is regressed on week effects, membership
    and the two states, the states once more for members; households differ by a normal effect
    (maximum likelihood; errors robust to any dependence within a household). Household dummies in
    its place would be wrong here, by more than the effects that are looked for: the state depends
    on the household's own baskets, and the dummies compare them with themselves (Nickell 1981,
    Econometrica 49(6), 1417-1426). A change in how often households shop is not in the estimate.

    Membership by lot makes the comparison safe. By choice it rests on the model: households that
    joined may differ in level, not in trend.

    Examples
    --------
    >>> from casekit.generators.programmes import make_points_window
    >>> panel, truth = make_points_window(4_000, seed=3)
    >>> found = points_pressure(panel)
    >>> found.params.round(2).to_dict()
    {'points_pressure': 0.1, 'rewarded_behaviour': 0.04}
    >>> bool(found.naive["spike"] > 0.7), bool(found.naive["spike_of_others"] > 0.6)
    (True, True)
    """
    seen = read_window(panel, threshold=threshold, near=near)
    bought = seen[seen["spend"] > 0].reset_index(drop=True)
    _refuse_one_sided(bought)
    member = bought["member"].to_numpy(dtype=float)[:, None]
    states = bought[["near_reward", "after_reward"]].to_numpy(dtype=float)
    weeks = pd.get_dummies(bought["week"], dtype=float).to_numpy()
    starts = np.flatnonzero(bought[CUSTOMER_ID].ne(bought[CUSTOMER_ID].shift()).to_numpy())
    fit = _mixed(
        np.log(bought["spend"].to_numpy(dtype=float)),
        np.hstack([states * member, states, member, weeks]),
        starts,
    )
    beta, covariance = fit.beta, fit.covariance
    factors = np.exp(beta[:4])
    # Of a dollar spent in such a week, this share would not be there without the effect.
    since = ((bought["phase"] != "before") & bought["member"]).to_numpy()
    spend = bought["spend"].to_numpy(dtype=float)[since]
    weight = spend @ states[since] / spend.sum()
    share = float(weight @ (1 - 1 / factors[:2]))
    slope = weight / factors[:2]
    reach = two_sided(0.05) * float(np.sqrt(slope @ covariance[:2, :2] @ slope))
    names = list(_EFFECTS)
    scale = np.outer(factors[:2], factors[:2])
    return PointsPressureResults(
        params=pd.Series(factors[:2] - 1, index=names, name="estimate"),
        covariance=pd.DataFrame(covariance[:2, :2] * scale, index=names, columns=names),
        llf=fit.llf,
        nobs=len(bought),
        placebo=pd.Series(factors[2:4] - 1, index=["near_reward", "after_reward"]),
        naive=_naive(panel, seen, threshold),
        incentive_share=share,
        incentive_share_low=share - reach,
        incentive_share_high=share + reach,
        households=len(starts),
    )


def _naive(panel: Any, seen: pd.DataFrame, threshold: float | None) -> pd.Series:
    nan = {"members": float("nan"), "others": float("nan")}
    usual = (seen["phase"] == "before").any() and seen["reached_week"].notna().any()
    at = reward_spike(panel, threshold=threshold, weeks=0).iloc[0] if usual else nan
    means = seen.groupby("member")["spend"].mean()
    return pd.Series(
        {
            "spike": at["members"] - 1,
            "spike_of_others": at["others"] - 1,
            "member_gap": means[True] / means[False] - 1,
        },
        name="naive",
    )


def _refuse_one_sided(seen: pd.DataFrame) -> None:
    member = seen["member"]
    if member.all() or not member.any():
        raise InputError(
            _(
                "All households are on one side of member. The spike before the reward is there "
                "without a programme too; only households outside it tell how much."
            )
        )
    for name, side in ((_("member"), member), (_("non-member"), ~member)):
        for state, words in (
            ("near_reward", _("had the reward in sight at the start of a week")),
            ("after_reward", _("was seen after reaching the threshold")),
        ):
            if not seen.loc[side, state].any():
                raise InputError(
                    _("No {side} {words}: the effect cannot be compared.").format(
                        side=name, words=words
                    )
                )


@dataclass(frozen=True)
class _Fit:
    """A regression of logarithms with household effects drawn from a normal distribution."""

    beta: Floats
    covariance: Floats
    llf: float


def _mixed(logs: Floats, design: Floats, starts: NDArray[np.intp]) -> _Fit:
    """Fit by maximum likelihood; give a covariance that allows any dependence in a household.

    The likelihood of a week given all weeks before it is what counts here: a state that depends on
    the household's own past, as the reward in sight does, biases a regression with household
    dummies, and does not bias this one.
    """
    size = np.diff(np.append(starts, len(logs))).astype(float)
    rows = np.column_stack([design, logs])
    sums = np.add.reduceat(rows, starts, axis=0)
    squares = rows.T @ rows
    k = design.shape[1]

    def at(ratio: float) -> tuple[float, Floats, Floats, float]:
        moments = squares - (sums * (ratio / (1 + size * ratio))[:, None]).T @ sums
        inverse = np.linalg.pinv(moments[:k, :k], rcond=1e-12, hermitian=True)
        beta = inverse @ moments[:k, k]
        variance = max(float(moments[k, k] - beta @ moments[:k, k]) / len(logs), 1e-300)
        value = -len(logs) / 2 * (np.log(2 * np.pi * variance) + 1)
        height = float(value - np.log1p(size * ratio).sum() / 2)
        return height, beta, np.asarray(inverse, dtype=np.float64), variance

    found = minimize_scalar(lambda u: -at(np.exp(u))[0], bounds=(-14.0, 14.0), method="bounded")
    ratio = float(np.exp(found.x))
    value, beta, inverse, _variance = at(ratio)
    errors = logs - design @ beta
    pull = ratio / (1 + size * ratio) * np.add.reduceat(errors, starts)
    each = np.add.reduceat(design * errors[:, None], starts, axis=0) - sums[:, :k] * pull[:, None]
    households = len(starts)
    meat = each.T @ each * households / max(households - 1, 1)
    return _Fit(beta, inverse @ meat @ inverse, value)

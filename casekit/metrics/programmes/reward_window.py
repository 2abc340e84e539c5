"""Read a reward window week by week, and see the spike before the reward."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = ["read_window", "reward_spike"]

WEEK, PHASE, MEMBER, SPEND, THRESHOLD = "week", "phase", "member", "spend", "threshold"
_PHASES = ("before", "window", "after")


def read_window(panel: Any, *, threshold: float | None = None, near: float = 0.6) -> pd.DataFrame:
    """Check a panel of weekly spending around a reward window and work out where everybody stands.

    Parameters
    ----------
    panel : data frame
        A row a household and week: ``customer_id``, ``week`` (numbers in order), ``phase``
        ("before", "window", "after"), ``member`` (true or false) and ``spend``; any engine. A
        week without a row counts as a week in which the household bought nothing.
    threshold : float, optional
        Dollars to spend in the window; the column ``threshold`` by default.
    near : float
        Share of the threshold from which the reward counts as in sight.

    Returns
    -------
    pandas.DataFrame
        Ordered by household and week, with ``points_before`` (spent in the window before the
        week), ``near_reward`` (in the window, at least `near` of the threshold, not all of it),
        ``after_reward`` (all of it spent in an earlier week of the window), worked out for
        non-members too: where they would stand; and ``reached_week``, the week in which the
        threshold was reached (missing for those who did not).

    Raises
    ------
    InputError
        When a column is missing or holds what it cannot hold.

    Examples
    --------
    >>> panel = pd.DataFrame({"customer_id": 1, "week": [1, 2, 3, 4], "member": True,
    ...     "phase": ["before", "window", "window", "after"], "spend": [5.0, 8.0, 4.0, 5.0]})
    >>> read_window(panel, threshold=10.0)[["near_reward", "after_reward"]].astype(int)
       near_reward  after_reward
    0            0             0
    1            0             0
    2            1             0
    3            0             1
    """
    frame = collected(frame_of(panel))
    names = [str(name) for name in frame.columns]
    need_columns(
        names,
        [CUSTOMER_ID, WEEK, PHASE, MEMBER, SPEND],
        _("A panel has a row a household and week; ck.make_points_window(...) shows one."),
    )
    if threshold is None:
        if THRESHOLD not in names:
            raise InputError(
                _("Say how much had to be spent in the window: threshold=300, in dollars.")
            )
        levels = frame[THRESHOLD].unique().to_list()
        if len(levels) != 1:
            raise InputError(
                _('The column "threshold" holds {n} values; one window has one threshold.').format(
                    n=len(levels)
                )
            )
        threshold = float(levels[0])
    if not (np.isfinite(threshold) and threshold > 0):
        raise InputError(_("threshold={value} was given; it is above 0.").format(value=threshold))
    if not 0 < near <= 1:
        raise InputError(_("near={near} was given; it is a share up to 1.").format(near=near))
    own = frame.select(CUSTOMER_ID, WEEK, PHASE, MEMBER, SPEND).to_pandas()
    own = _whole_panel(_checked(own))
    inside = own[PHASE] == "window"
    cents = np.rint(100 * own[SPEND].where(inside, 0.0)).astype(np.int64)
    so_far = cents.groupby(own[CUSTOMER_ID], sort=False).cumsum()
    goal = round(100 * threshold)
    before = so_far - cents
    own["points_before"] = before / 100
    own["near_reward"] = inside & (before >= near * goal) & (before < goal)
    own["after_reward"] = before >= goal
    crossing = inside & (before < goal) & (so_far >= goal)
    reached = own.loc[crossing, [CUSTOMER_ID, WEEK]].set_index(CUSTOMER_ID)[WEEK]
    own["reached_week"] = own[CUSTOMER_ID].map(reached)
    return own


def reward_spike(panel: Any, *, threshold: float | None = None, weeks: int = 5) -> pd.DataFrame:
    """Line households up by the week in which they reached the reward: the naive picture.

    Spending is high in the week in which a sum is reached, programme or not: a large basket is
    what carries a household over the line. Non-members, lined up by the same sum, show how much
    of the spike is only that.

    Parameters
    ----------
    panel : data frame
        See `read_window`.
    threshold : float, optional
        Dollars to spend in the window; the column ``threshold`` by default.
    weeks : int
        Weeks before and after the crossing.

    Returns
    -------
    pandas.DataFrame
        A row a week: ``weeks_to_reward`` (0 is the week of the crossing; negative before),
        ``members`` and ``others`` (mean spending over the household's own mean of the weeks before
        the window; 1 is as usual), ``member_households``, ``other_households`` and ``extra``
        (members over others, less 1). Missing where a side has nobody.

    Raises
    ------
    InputError
        See `read_window`; or when no member reached the reward.

    Examples
    --------
    >>> from casekit.generators.programmes import make_points_window
    >>> panel, _ = make_points_window(5_000, seed=1, points_pressure=0, rewarded_behaviour=0)
    >>> spike = reward_spike(panel).set_index("weeks_to_reward")
    >>> bool(spike.loc[0, "members"] > 1.4), bool(abs(spike.loc[0, "extra"]) < 0.05)
    (True, True)
    """
    seen = read_window(panel, threshold=threshold)
    seen = seen[seen["reached_week"].notna()].copy()
    if not seen[MEMBER].any():
        raise InputError(_("No member reached the reward: there is nothing to line up."))
    if not (seen[PHASE] == "before").any():
        raise InputError(
            _('The panel has no weeks of the phase "before": nobody\'s usual spending is known.')
        )
    seen["weeks_to_reward"] = (seen[WEEK] - seen["reached_week"]).astype(int)
    near = seen[seen["weeks_to_reward"].abs() <= weeks]
    # Ratio of sums, over the same households' weeks before the window: no household of little
    # spending can blow it up.
    base = seen[seen[PHASE] == "before"].groupby(CUSTOMER_ID)[SPEND].mean()
    near = near.assign(usual=near[CUSTOMER_ID].map(base))
    groups = near.groupby(["weeks_to_reward", MEMBER])
    ratio = (groups[SPEND].sum() / groups["usual"].sum()).unstack().reindex(columns=[True, False])
    size = groups[CUSTOMER_ID].nunique().unstack().reindex(columns=[True, False]).fillna(0)
    return pd.DataFrame(
        {
            "weeks_to_reward": ratio.index.to_numpy(),
            "members": ratio[True].to_numpy(),
            "others": ratio[False].to_numpy(),
            "member_households": size[True].to_numpy(dtype=int),
            "other_households": size[False].to_numpy(dtype=int),
            "extra": (ratio[True] / ratio[False] - 1).to_numpy(),
        }
    )


def _checked(own: pd.DataFrame) -> pd.DataFrame:
    for name in own.columns:
        lost = int(own[name].isna().sum())
        if lost:
            raise InputError(
                _('The column "{name}" is missing in {n} of {rows} rows.').format(
                    name=name, n=lost, rows=len(own)
                )
            )
    if own.empty:
        raise InputError(_("The panel has no rows."))
    for name in (WEEK, SPEND):
        if not pd.api.types.is_numeric_dtype(own[name]):
            raise InputError(_('The column "{name}" must hold numbers.').format(name=name))
        wrong = int((~np.isfinite(own[name].astype(float))).sum())
        if wrong:
            raise InputError(
                _('The column "{name}" is not finite in {n} rows.').format(name=name, n=wrong)
            )
    if (own[SPEND] < 0).any():
        raise InputError(
            _(
                'The column "spend" is below 0 in {n} rows; net returns off, or set them to 0.'
            ).format(n=int((own[SPEND] < 0).sum()))
        )
    odd = sorted(set(map(str, own[PHASE].unique())) - set(_PHASES))
    if odd:
        raise InputError(
            _('The column "phase" holds {odd}; it holds "before", "window" or "after".').format(
                odd=", ".join(odd)
            )
        )
    if not set(own[MEMBER].unique()) <= {True, False}:
        raise InputError(_('The column "member" must hold True and False.'))
    own[MEMBER] = own[MEMBER].astype(bool)
    twice = int(own.duplicated([CUSTOMER_ID, WEEK]).sum())
    if twice:
        raise InputError(
            _("{n} rows repeat a household's week; add them up first.").format(n=twice)
        )
    if (own.groupby(CUSTOMER_ID)[MEMBER].nunique() > 1).any():
        raise InputError(_("A household is a member in all its weeks, or in none."))
    first, last = (own.loc[own[PHASE] == "window", WEEK].agg(each) for each in ("min", "max"))
    if not (own[PHASE] == "window").any():
        raise InputError(_('No row has the phase "window".'))
    wrong = int(
        (
            (own[PHASE].eq("before") & (own[WEEK] >= first))
            | (own[PHASE].eq("after") & (own[WEEK] <= last))
        ).sum()
    )
    if wrong:
        raise InputError(
            _("Phases and weeks disagree in {n} rows: before < window < after.").format(n=wrong)
        )
    codes = pd.factorize(own[CUSTOMER_ID])[0]
    return own.iloc[np.lexsort((own[WEEK].to_numpy(), codes))].reset_index(drop=True)


def _whole_panel(own: pd.DataFrame) -> pd.DataFrame:
    """Write a 0 for every week of a household that has no row."""
    weeks = own.drop_duplicates(WEEK).set_index(WEEK)[PHASE].sort_index()
    codes, customers = pd.factorize(own[CUSTOMER_ID])
    if len(own) == len(weeks) * len(customers):
        return own
    member = own.groupby(codes)[MEMBER].first()
    place = codes.astype(np.int64) * len(weeks) + weeks.index.get_indexer(pd.Index(own[WEEK]))
    spend = np.zeros(len(weeks) * len(customers))
    spend[place] = own[SPEND].to_numpy(dtype=float)
    return pd.DataFrame(
        {
            CUSTOMER_ID: customers.repeat(len(weeks)),
            WEEK: np.tile(weeks.index.to_numpy(), len(customers)),
            PHASE: np.tile(weeks.to_numpy(), len(customers)),
            MEMBER: member.to_numpy().repeat(len(weeks)),
            SPEND: spend,
        }
    )

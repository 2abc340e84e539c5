"""Difference-in-differences: the change of the treated less the change of the others."""

from __future__ import annotations

from typing import Any
from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.models.experiments.effects import EffectResults, EventStudyResults
from casekit.models.experiments.panel import Floats, Ints, Panel, read_panel
from casekit.words import _

__all__ = ["difference_in_differences", "event_study"]

_FEW_CLUSTERS = 20


def difference_in_differences(
    table: pd.DataFrame,
    outcome: str,
    *,
    unit: str,
    time: str,
    treated: str,
    starts: object = None,
    by: str | None = None,
    weights: str | None = None,
    cluster: str | None = None,
) -> EffectResults:
    """Measure what a change did to those it touched, with the others as the yardstick.

    Each unit has a level of its own, each period a shock common to all (one for each group of
    ``by``); the effect is the mean change of the treated after the start, less that of the others.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a unit and period; periods may be missing.
    outcome : str
        Column of what is measured.
    unit, time : str
        Columns of the unit and of the period (whole numbers, dates or pandas periods).
    treated : str
        Column of True and False. With ``starts``: who belongs to the treated group. Without: in
        which rows the treatment is on; once on, it stays on.
    starts : int, date or str, optional
        First period of the treatment, for all treated units; or the name of a column with each
        unit's own first period.
    by : str, optional
        Column of groups that get an effect of their own.
    weights : str, optional
        Column of weights of rows, from matching for example.
    cluster : str, optional
        Column of the clusters of the standard errors: where the treatment was decided, if that is
        wider than a unit. The unit by default.

    Returns
    -------
    EffectResults
        One effect called ``effect``, or one a group under the group's name.

    Raises
    ------
    InputError
        In words, when the table cannot tell an effect.

    Warns
    -----
    CasekitWarning
        With few clusters, or when units start at different times.

    Notes
    -----
    Linear regression on unit and period effects; standard errors are clustered, with the usual
    correction for few clusters, and intervals use Student's t with clusters less one degrees of
    freedom. When units start at different times and effects grow, one average mixes them with
    negative weights: Goodman-Bacon, A. (2021), Journal of Econometrics 225(2), 254-277.

    Examples
    --------
    >>> plans = pd.DataFrame({
    ...     "plan": [1, 1, 2, 2, 3, 3, 4, 4],
    ...     "month": [1, 2] * 4,
    ...     "opened": [True] * 4 + [False] * 4,
    ...     "price": [30, 25, 40, 34, 30, 29, 40, 40.0],
    ... })
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     found = difference_in_differences(
    ...         plans, "price", unit="plan", time="month", treated="opened", starts=2
    ...     )
    >>> found.params.round(2).to_dict()
    {'effect': -5.0}
    """
    panel = read_panel(
        table,
        outcome,
        unit=unit,
        time=time,
        treated=treated,
        starts=starts,
        by=by,
        weights=weights,
        cluster=cluster,
    )
    _warn_of_staggered_starts(panel)
    names = [str(name) for name in panel.groups] if by is not None else ["effect"]
    effects = np.zeros((len(panel.outcome), len(names)))
    effects[np.flatnonzero(panel.treated), panel.group[panel.treated]] = 1.0
    return EffectResults(**_regress(panel, effects, names), outcome=outcome)


def event_study(
    table: pd.DataFrame,
    outcome: str,
    *,
    unit: str,
    time: str,
    treated: str,
    starts: object = None,
    before: int | None = None,
    after: int | None = None,
    reference: int = -1,
    weights: str | None = None,
    cluster: str | None = None,
) -> EventStudyResults:
    """Measure the effect period by period, before the start as well: a picture of the design.

    Before the start there should be nothing to see; what shows there, shows a comparison that
    does not hold.

    Parameters
    ----------
    table, outcome, unit, time, treated, starts, weights, cluster
        As in `difference_in_differences`.
    before, after : int, optional
        How many periods before and after the start get an effect of their own; rows further away
        are put into the outermost ones. All periods by default.
    reference : int
        The period since the start with which the others are compared: the last before it.

    Returns
    -------
    EventStudyResults
        Effects called ``-2``, ``0``, ``1``…; ``table`` has them with intervals, and
        ``pre_trend_test()`` tests those before the start together.

    Raises
    ------
    InputError
        In words, when the table cannot tell the effects.

    Examples
    --------
    >>> plans = pd.DataFrame({
    ...     "plan": np.repeat([1, 2, 3, 4], 3),
    ...     "month": [1, 2, 3] * 4,
    ...     "opened": np.repeat([True, True, False, False], 3),
    ...     "price": [30, 30, 25, 40, 40, 34, 30, 30, 29, 40, 40, 40.0],
    ... })
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     study = event_study(
    ...         plans, "price", unit="plan", time="month", treated="opened", starts=3
    ...     )
    >>> study.table["estimate"].round(2).loc[0]
    np.float64(-5.0)
    """
    panel = read_panel(
        table,
        outcome,
        unit=unit,
        time=time,
        treated=treated,
        starts=starts,
        by=None,
        weights=weights,
        cluster=cluster,
    )
    _warn_of_staggered_starts(panel)
    since = _binned(panel.since, before, after)
    seen = np.unique(since[~np.isnan(since)]).astype(int)
    if reference not in seen:
        raise InputError(
            _(
                "No treated unit is seen {n} periods from its start, the reference of the study: "
                "choose one of {seen} for `reference`."
            ).format(n=reference, seen=", ".join(str(period) for period in seen))
        )
    periods = [int(period) for period in seen if period != reference]
    effects = (since[:, None] == np.array(periods)[None, :]).astype(np.float64)
    fitted = _regress(panel, effects, [str(period) for period in periods])
    return EventStudyResults(**fitted, outcome=outcome, periods=tuple(periods), reference=reference)


def _binned(since: Floats, before: int | None, after: int | None) -> Floats:
    for name, value in (("before", before), ("after", after)):
        if value is not None and value < 0:
            raise InputError(
                _("`{name}` counts periods: 0 or more, not {value}.").format(name=name, value=value)
            )
    low = -np.inf if before is None else -float(before)
    high = np.inf if after is None else float(after)
    return np.clip(since, low, high)


def _regress(panel: Panel, effects: Floats, names: list[str]) -> dict[str, Any]:
    """Regress the outcome on effects, unit levels and period shocks; cluster the errors."""
    import statsmodels.api as sm

    shocks = _period_shocks(panel)
    root = np.sqrt(panel.weights)
    columns = np.column_stack([panel.outcome, effects, shocks])
    within = _without_unit_means(columns, panel.unit, panel.weights) * root[:, None]
    kept = panel.weights > 0
    within, cluster = within[kept], np.unique(panel.cluster[kept], return_inverse=True)[1]
    rank = np.linalg.matrix_rank(within[:, 1:].T @ within[:, 1:], hermitian=True)
    if rank < within.shape[1] - 1:
        raise InputError(
            _(
                "The table cannot tell these effects apart from the units' levels and the "
                "periods' shocks: fewer periods, or units that are never treated, are needed."
            )
        )
    clusters = int(cluster.max()) + 1
    if clusters < 2:
        raise InputError(_("One cluster gives no standard errors: at least two are needed."))
    if clusters < _FEW_CLUSTERS:
        warn(
            _(
                "{n} clusters are few: standard errors are then often too small. Read intervals "
                "with care."
            ).format(n=clusters),
            CasekitWarning,
            stacklevel=3,
        )
    fit = sm.OLS(within[:, 0], within[:, 1:]).fit(
        cov_type="cluster", cov_kwds={"groups": cluster}, use_t=True
    )
    size = len(names)
    covariance = np.asarray(fit.cov_params())[:size, :size]
    return {
        "params": pd.Series(np.asarray(fit.params)[:size], index=names, name="estimate"),
        "covariance": pd.DataFrame(covariance, index=names, columns=names),
        "nobs": int(kept.sum()),
        "units": len(np.unique(panel.unit[kept])),
        "clusters": clusters,
        "llf": float(fit.llf),
    }


def _period_shocks(panel: Panel) -> Floats:
    """Give a column for each period but the first, of each group apart."""
    columns: list[NDArray[np.float64]] = []
    for number in range(len(panel.groups)):
        here = panel.group == number
        for period in np.unique(panel.period[here])[1:]:
            columns.append((here & (panel.period == period)).astype(np.float64))  # noqa: PERF401
    return np.column_stack(columns) if columns else np.empty((len(panel.outcome), 0))


def _without_unit_means(columns: Floats, unit: Ints, weights: Floats) -> Floats:
    count = int(unit.max()) + 1
    total = np.bincount(unit, weights=weights, minlength=count)
    centred = np.empty_like(columns)
    for j in range(columns.shape[1]):
        sums = np.bincount(unit, weights=weights * columns[:, j], minlength=count)
        means = np.divide(sums, total, out=np.zeros(count), where=total > 0)
        centred[:, j] = columns[:, j] - means[unit]
    return centred


def _warn_of_staggered_starts(panel: Panel) -> None:
    starts = (panel.period - panel.since)[~np.isnan(panel.since)]
    if len(np.unique(starts)) > 1:
        warn(
            _(
                "Units start at {n} different times. If the effect grows with time, units that "
                "started early spoil the comparison for those that start later. Compare each "
                "group of starters with units that never start, or measure time from each unit's "
                "own start (and give its matched partner the same start)."
            ).format(n=len(np.unique(starts))),
            CasekitWarning,
            stacklevel=3,
        )

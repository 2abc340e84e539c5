"""Survivors of a cohort, and the retention rates behind them."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.subscriptions import LEFT, MONTHS_OBSERVED
from casekit.frames.survivors import COHORT, PERIOD, SURVIVORS, read_survivors
from casekit.metrics.subscriptions.counting import count_subscriptions
from casekit.words import _

__all__ = ["retention_rates", "survivors_from"]


def retention_rates(table: Any) -> pd.DataFrame:
    """Tell which share renewed at each renewal, and which share of all is still there.

    Parameters
    ----------
    table : data frame
        A survivor table (`casekit.frames.survivors.survivor_table`): ``period``, ``survivors``,
        optionally ``cohort``; any engine.

    Returns
    -------
    pandas.DataFrame
        One row a period (and cohort): ``cohort``, ``period``, ``survivors``; ``survival``, those
        still there over those at the start; ``retention`` = survivors / survivors one period
        before, ``churn`` = 1 - retention. The last two are missing at period 0, where the table
        lacks the period before, and where nobody was left to renew.

    Raises
    ------
    InputError
        When a column is missing or holds what no survivor table can hold.

    Notes
    -----
    This is the retention rate of one period, which changes from renewal to renewal. ``survival``
    is what some reports call cumulative retention.

    Examples
    --------
    >>> retention_rates(pd.DataFrame({"period": [0, 1, 2], "survivors": [1000, 631, 468]})).round(3)
       period  survivors  survival  retention  churn
    0       0     1000.0     1.000        NaN    NaN
    1       1      631.0     0.631      0.631  0.369
    2       2      468.0     0.468      0.742  0.258
    """
    rates = read_survivors(table)
    cohort = rates[COHORT] if COHORT in rates.columns else pd.Series(0, index=rates.index)
    groups = rates.groupby(cohort, sort=False)
    start = groups[SURVIVORS].transform("first")
    before = groups[SURVIVORS].shift()
    known = (groups[PERIOD].diff() == 1) & (before > 0)
    rates["survival"] = rates[SURVIVORS] / start
    rates["retention"] = (rates[SURVIVORS] / before).where(known)
    rates["churn"] = 1 - rates["retention"]
    return rates


def survivors_from(table: Any, *, cohort: str | None = None) -> pd.DataFrame:
    """Count survivors from individual subscriptions: who is still there after each period.

    Parameters
    ----------
    table : data frame
        Individual subscriptions (`casekit.frames.subscriptions.subscriptions`):
        ``months_observed`` (periods paid for and seen), ``left``, optionally ``customers``. Who
        left after 3 periods survives periods 0, 1 and 2; who is still running after 3 survives
        period 3 too.
    cohort : str, optional
        Column of cohorts. Customers of one cohort joined together, so those of them who are still
        running were all seen equally long.

    Returns
    -------
    pandas.DataFrame
        ``cohort`` (where it was named), ``period``, ``survivors``: a survivor table. A cohort's
        rows end where those still running were last seen.

    Raises
    ------
    InputError
        When subscribers of one cohort who are still running were seen for different times: then
        nobody knows how many are there after the shortest of these times.

    Examples
    --------
    >>> seen = pd.DataFrame({"months_observed": [1, 2, 3, 3], "left": [1, 1, 0, 0]})
    >>> survivors_from(seen)["survivors"].tolist()
    [4, 3, 2, 2]
    """
    seen = count_subscriptions(table, also=[cohort] if cohort else [])
    if cohort is None:
        return _count(seen, None)
    curves = [
        _count(group, name).assign(**{COHORT: name})
        for name, group in seen.groupby(cohort, sort=True, observed=True)
    ]
    return pd.concat(curves, ignore_index=True)[[COHORT, PERIOD, SURVIVORS]]


def _count(seen: pd.DataFrame, cohort: Any) -> pd.DataFrame:
    months = seen[MONTHS_OBSERVED].to_numpy()
    left = seen[LEFT].to_numpy(dtype=bool)
    counts = seen[CUSTOMERS].to_numpy()
    running = np.unique(months[~left])
    last = int(months.max())
    if len(running) and (len(running) > 1 or running[0] != last):
        whose = _("of cohort {cohort}").format(cohort=cohort) if cohort is not None else ""
        raise InputError(
            _(
                "Subscribers {whose} who are still running were seen for {shortest} to {longest} "
                "periods, so they did not join together, and survivors cannot be counted. Name the "
                'column of their start (cohort="..."), or fit the subscriptions as they are: '
                "ck.ShiftedBetaGeometric().fit(subscriptions)."
            )
            .format(whose=whose, shortest=int(running[0]), longest=max(int(running[-1]), last))
            .replace("  ", " ")
        )
    # Who left after `last` periods, in a cohort of which nobody is running, is gone by then.
    gone = np.bincount(months[left], weights=counts[left], minlength=last + 1)
    survivors = counts.sum() - np.cumsum(gone)
    return pd.DataFrame(
        {PERIOD: np.arange(last + 1), SURVIVORS: np.rint(survivors).astype(np.int64)}
    )

"""Hazard and survival of subscriptions, with those still running counted for what was seen."""

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.subscriptions import (
    LEFT,
    MONTHS_OBSERVED,
    SUBSCRIPTION_MONTH,
    TERM_MONTHS,
    read_subscriptions,
)
from casekit.metrics.subscriptions.counting import count_subscriptions
from casekit.words import _

__all__ = ["renewal_spike_ratio", "subscription_survival"]

# Half the width of a 95% interval, in standard errors.
_Z = 1.959963984540054


def subscription_survival(table: Any, *, by: str | None = None) -> pd.DataFrame:
    """Estimate who is still subscribed after each month, and who leaves in it (Kaplan-Meier).

    Parameters
    ----------
    table : data frame
        Subscriptions (`casekit.frames.subscriptions.subscriptions`): ``months_observed``,
        ``left``, optionally ``customers`` (a count). Any engine.
    by : str, optional
        A column of groups; each has its own curve.

    Returns
    -------
    pandas.DataFrame
        One row a month from 0 (and group): ``month``; ``at_risk``, subscriptions that were paid
        for in the month; ``left`` at its end; ``hazard`` = left / at_risk; ``survival``, the
        share still subscribed after the month; ``std_error`` of it (Greenwood); ``lower`` and
        ``upper``, its 95% interval on the log-log scale, which stays between 0 and 1.

    Raises
    ------
    InputError
        When a column is missing or holds what no subscription can hold.

    Notes
    -----
    The hazard is a chance a month (discrete time), not a rate. A subscription that is still
    running counts in ``at_risk`` for as long as it was seen, and then no more. The curve is
    `statsmodels.duration.survfunc.SurvfuncRight`.

    Examples
    --------
    >>> seen = pd.DataFrame({"months_observed": [1, 2, 2, 3], "left": [1, 1, 0, 0]})
    >>> subscription_survival(seen)[["month", "at_risk", "left", "hazard", "survival"]].round(3)
       month  at_risk  left  hazard  survival
    0      0        4     0   0.000      1.00
    1      1        4     1   0.250      0.75
    2      2        3     1   0.333      0.50
    3      3        1     0   0.000      0.50
    """
    seen = count_subscriptions(table, also=[by] if by else [])
    if by is None:
        return _curve(seen)
    curves = [_curve(group).assign(**{by: name}) for name, group in seen.groupby(by, observed=True)]
    together = pd.concat(curves, ignore_index=True)
    return together[[by, *(name for name in together.columns if name != by)]]


def renewal_spike_ratio(table: Any, *, term_months: int | None = None) -> float:
    """Tell how many times likelier subscribers leave at the end of a term than in another month.

    Parameters
    ----------
    table : data frame
        Subscriptions, as in `subscription_survival`.
    term_months : int, optional
        Length of the term; by default the column ``term_months``, which must then be the same
        in every row.

    Returns
    -------
    float
        The pooled hazard of the months at the end of a term over the pooled hazard of all other
        months (those who left over those at risk, summed over months). 1 is no spike.

    Raises
    ------
    InputError
        When no month is the end of a term, every month is, or nobody left in the others.

    Examples
    --------
    >>> seen = pd.DataFrame(
    ...     {"months_observed": [1, 3, 3, 3, 4], "left": [1, 1, 1, 0, 0]}
    ... )
    >>> round(renewal_spike_ratio(seen, term_months=3), 2)
    5.0
    """
    seen = read_subscriptions(table)
    if term_months is None:
        if TERM_MONTHS not in seen.columns or seen[TERM_MONTHS].nunique() != 1:
            raise InputError(
                _(
                    "The spike needs one term: give term_months=12, and a table whose contracts "
                    "all have that term (choose them first)."
                )
            )
        term_months = int(seen[TERM_MONTHS].iloc[0])
    if term_months < 2:
        raise InputError(
            _(
                "With a term of {term} month every month is the end of a term, so there is no "
                "other month to compare with."
            ).format(term=term_months)
        )
    months = _counts(seen).loc[lambda counts: counts[SUBSCRIPTION_MONTH] > 0]
    ends = months[SUBSCRIPTION_MONTH] % term_months == 0
    if not ends.any():
        raise InputError(
            _(
                "No subscription was seen for {term} months, so no month is the end of a term."
            ).format(term=term_months)
        )
    at_end, between = (months[mask].sum() for mask in (ends, ~ends))
    if between[LEFT] == 0:
        raise InputError(_("Nobody left between the ends of terms: the ratio has no value."))
    return float((at_end[LEFT] / at_end["at_risk"]) / (between[LEFT] / between["at_risk"]))


def _counts(seen: pd.DataFrame) -> pd.DataFrame:
    """Count, for each month, who paid for it and who left at its end."""
    last = int(seen[MONTHS_OBSERVED].max())
    months = seen[MONTHS_OBSERVED].to_numpy()
    weights = seen[CUSTOMERS].to_numpy()
    ended = np.bincount(months, weights, last + 1)
    left = np.bincount(months, weights * seen[LEFT].to_numpy(), last + 1)
    at_risk = ended[::-1].cumsum()[::-1]
    return pd.DataFrame(
        {
            SUBSCRIPTION_MONTH: np.arange(last + 1),
            "at_risk": np.rint(at_risk).astype(np.int64),
            LEFT: np.rint(left).astype(np.int64),
        }
    )


def _curve(seen: pd.DataFrame) -> pd.DataFrame:
    counts = _counts(seen)
    at_risk, left = counts["at_risk"], counts[LEFT]
    counts["hazard"] = left / at_risk
    fitted = SurvfuncRight(
        seen[MONTHS_OBSERVED].to_numpy(dtype=float),
        seen[LEFT].to_numpy(dtype=int),
        freq_weights=seen[CUSTOMERS].to_numpy(dtype=float),
    )
    known = pd.Series(fitted.surv_prob, index=fitted.surv_times.astype(int))
    # Between the months in which somebody leaves, the curve is flat.
    survival = known.reindex(counts[SUBSCRIPTION_MONTH]).ffill().fillna(1.0).to_numpy()
    counts["survival"] = survival
    # Greenwood's formula, from the counts: with weights, statsmodels (0.15) gives the error of
    # the cumulative hazard instead, without the factor of the survival.
    stayed = (at_risk - left).to_numpy(dtype=float)
    terms = np.divide(left, at_risk * stayed, out=np.zeros(len(counts)), where=stayed > 0)
    counts["std_error"] = survival * np.sqrt(np.cumsum(terms))
    counts["lower"], counts["upper"] = _interval(counts["survival"], counts["std_error"])
    return counts


def _interval(survival: pd.Series, error: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    share, spread = survival.to_numpy(), error.to_numpy()
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    reach = np.where(inside, _Z * spread / (safe * np.abs(np.log(safe))), 0.0)
    lower = np.where(inside, safe ** np.exp(reach), share)
    upper = np.where(inside, safe ** np.exp(-reach), share)
    return lower, upper

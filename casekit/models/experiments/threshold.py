"""A threshold: customers just above it and just below are alike, but for what it gives them."""

from __future__ import annotations

from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.models.experiments.columns import numbers_of, refuse_absent
from casekit.models.experiments.jumps import EdgeRows, fit_jump, refuse_few, sides_of
from casekit.models.experiments.local_lines import best_bandwidths
from casekit.models.experiments.threshold_results import ThresholdResults
from casekit.words import _

__all__ = ["threshold_effect"]

Floats = NDArray[np.float64]
_SHARE_OF_TIES = 0.5


def threshold_effect(
    table: pd.DataFrame,
    outcome: str,
    running: str,
    cutoff: float,
    *,
    bandwidth: float | None = None,
    treated: str | None = None,
) -> ThresholdResults:
    """Measure what a threshold gives, from those just above it and just below.

    A line through the outcome on each side, nearest customers counting most; the effect is the gap
    between the lines at the threshold (regression discontinuity). It needs that nobody can choose
    on which side of it to stand, and that nothing else changes there. It then measures the effect
    on those who stand at the threshold, not on others.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    outcome : str
        Column of what is measured.
    running : str
        Column of what the threshold is set on, such as last year's spending.
    cutoff : float
        The threshold; from it on, one stands above.
    bandwidth : float, optional
        How far from the threshold to look, in units of ``running``. Chosen from the data by
        default.
    treated : str, optional
        Column of who really is treated, where the threshold moves only a part of them: the gap in
        outcome is divided by the gap in treatment (fuzzy design). By default all those above are
        treated and nobody below.

    Returns
    -------
    ThresholdResults
        ``params["effect"]``, ``conf_int()``, ``by_bandwidth()``, ``bunching()``, ``placebo()``,
        and for pictures ``binned()`` and ``lines()``.

    Raises
    ------
    InputError
        In words, for missing columns or values, or too few rows on a side.

    Warns
    -----
    CasekitWarning
        When many rows share the same values of ``running``, or the threshold hardly moves the
        treatment.

    Notes
    -----
    Local lines with a triangular kernel; bandwidth, bias correction and robust standard errors of
    Calonico, Cattaneo & Titiunik (2014), Econometrica 82(6), 2295-2326. With ``bandwidth``, the
    bias is estimated in the same window.

    Examples
    --------
    >>> from casekit.generators.programmes import make_card_launch
    >>> customers, truth = make_card_launch(20_000, seed=1)
    >>> members = customers[customers["member"]]
    >>> found = threshold_effect(
    ...     members, "share_of_wallet_second_year", "spend_last_year", truth.gold_threshold
    ... )
    >>> low, high = found.conf_int().loc["effect"]
    >>> bool(low < truth.gold_effect < high)
    True
    """
    refuse_absent(table, [outcome, running, *([treated] if treated else [])])
    if not np.isfinite(cutoff):
        raise InputError(_("`cutoff` is a number of units of `{name}`.").format(name=running))
    if bandwidth is not None and not (np.isfinite(bandwidth) and bandwidth > 0):
        raise InputError(
            _("`bandwidth` lies above 0, in units of `{name}`; {value} was given.").format(
                name=running, value=bandwidth
            )
        )
    order = np.argsort(numbers_of(table, running), kind="stable")
    x = numbers_of(table, running)[order] - cutoff
    d = numbers_of(table, treated)[order] if treated else None
    rows = EdgeRows(x, numbers_of(table, outcome)[order], d)
    refuse_few(rows, cutoff, running)
    _warn_of_ties(x, running)
    widths = (bandwidth, bandwidth) if bandwidth else best_bandwidths(*sides_of(rows))
    found = fit_jump(rows, *widths)
    if d is not None and abs(found.jump) < 3 * found.jump_error:
        warn(
            _(
                "The threshold hardly moves `{name}` (jump {jump:.3f}, standard error "
                "{error:.3f}): the effect is hardly told, and its interval is not to be trusted."
            ).format(name=treated, jump=found.jump, error=found.jump_error),
            CasekitWarning,
            stacklevel=2,
        )
    return ThresholdResults(
        params=pd.Series({"effect": found.effect}, name="estimate"),
        covariance=pd.DataFrame(found.error**2, ["effect"], ["effect"]),
        nobs=len(x),
        outcome=outcome,
        bias_corrected=found.corrected,
        bandwidth=float(widths[0]),
        bias_bandwidth=float(widths[1]),
        rows_below=found.rows[0],
        rows_above=found.rows[1],
        jump_in_treatment=found.jump,
        jump_error=found.jump_error,
        running=running,
        cutoff=float(cutoff),
        _rows=rows,
    )


def _warn_of_ties(x: Floats, running: str) -> None:
    distinct = len(np.unique(x))
    if distinct < _SHARE_OF_TIES * len(x):
        warn(
            _(
                "`{running}` takes only {distinct:,} different values in {n:,} rows: lines between "
                "coarse steps are guesses, and intervals are then often too short."
            ).format(running=running, distinct=distinct, n=len(x)),
            CasekitWarning,
            stacklevel=3,
        )

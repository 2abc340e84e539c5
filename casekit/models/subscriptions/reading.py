"""From a survivor table, or from individual subscriptions, to distinct tenures with counts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.engine import frame_of, need_columns
from casekit.frames.subscriptions import LEFT, MONTHS_OBSERVED
from casekit.frames.survivors import COHORT, PERIOD, SURVIVORS, read_survivors
from casekit.metrics.subscriptions.counting import count_subscriptions
from casekit.models.purchases.likelihood import Floats
from casekit.models.subscriptions.tenures import TenureRows
from casekit.words import _

__all__ = ["tenure_rows"]


def tenure_rows(
    table: Any, *, periods: int | None = None, covariates: Sequence[str] = ()
) -> TenureRows:
    """Count customers by what is known of their tenure, whatever shape the table has.

    Parameters
    ----------
    table : data frame
        A survivor table (``period``, ``survivors``, ``cohort``) or individual subscriptions
        (``months_observed``, ``left``, optionally ``customers``); any engine.
    periods : int, optional
        Read only this many periods of each customer; who left later counts as still there then.
    covariates : sequence of str
        Columns of numbers; only individual subscriptions have them.

    Returns
    -------
    TenureRows
        A row for each distinct tenure (and covariates).

    Raises
    ------
    InputError
        When the table is neither, or holds what it cannot hold.

    Examples
    --------
    >>> rows = tenure_rows(pd.DataFrame({"period": [0, 1, 2], "survivors": [100, 60, 50]}))
    >>> rows.kept.tolist(), rows.gone.tolist(), rows.counts.tolist()
    ([0.0, 1.0, 2.0], [1.0, 2.0, 2.0], [40.0, 10.0, 50.0])
    """
    names = [str(name) for name in frame_of(table).columns]
    if PERIOD in names and SURVIVORS in names:
        if covariates:
            raise InputError(
                _(
                    "A survivor table does not say who left; covariates need individual "
                    "subscriptions (months_observed, left, {names})."
                ).format(names=", ".join(covariates))
            )
        rows = _of_survivors(read_survivors(table))
    elif MONTHS_OBSERVED in names or LEFT in names:
        rows = _of_subscriptions(table, list(covariates))
    else:
        need_columns(
            names,
            [PERIOD, SURVIVORS],
            _(
                "Give a survivor table (ck.survivor_table(table, period=..., survivors=...)) or "
                "individual subscriptions (ck.subscriptions(table, months_observed=..., "
                "left=...))."
            ),
        )
    return rows if periods is None else _cut(rows, periods)


def _of_survivors(table: pd.DataFrame) -> TenureRows:
    period = table[PERIOD].to_numpy(dtype=float)
    survivors = table[SURVIVORS].to_numpy(dtype=float)
    # A row tells who left until the next row of its cohort; the last row, who is still there.
    cohort = pd.factorize(table[COHORT])[0] if COHORT in table.columns else np.zeros(len(table))
    last = np.append(cohort[1:] != cohort[:-1], True)
    gone = np.where(last, period, np.append(period[1:], 0.0))
    counts = survivors - np.where(last, 0.0, np.append(survivors[1:], 0.0))
    return _counted(period, gone, counts)


def _of_subscriptions(table: Any, covariates: list[str]) -> TenureRows:
    seen = count_subscriptions(table, also=covariates)
    months = seen[MONTHS_OBSERVED].to_numpy(dtype=float)
    left = seen[LEFT].to_numpy(dtype=float)
    counts = seen[CUSTOMERS].to_numpy(dtype=float)
    return _counted(months - left, months, counts, _known(seen, covariates))


def _known(seen: pd.DataFrame, covariates: list[str]) -> Floats:
    known = np.empty((len(seen), len(covariates)))
    for place, name in enumerate(covariates):
        known[:, place] = pd.to_numeric(seen[name], errors="coerce").to_numpy(dtype=float)
        wrong = int((~np.isfinite(known[:, place])).sum())
        if wrong:
            raise InputError(
                _(
                    'The covariate "{name}" is missing or no number in {n} rows; write groups as '
                    "0 and 1 (pandas.get_dummies)."
                ).format(name=name, n=wrong)
            )
    return known


def _cut(rows: TenureRows, periods: int) -> TenureRows:
    if not (periods == int(periods) and periods >= 1):
        raise InputError(
            _("periods={periods} was given; it is a whole number from 1 up.").format(
                periods=periods
            )
        )
    kept = np.minimum(rows.kept, periods)
    # Who left between two rows of which the later lies beyond is known to the earlier only.
    gone = np.where(rows.gone > periods, kept, rows.gone)
    return _counted(kept, gone, rows.counts, rows.covariates)


def _counted(kept: Floats, gone: Floats, counts: Floats, known: Floats | None = None) -> TenureRows:
    columns = [kept, gone] if known is None else [kept, gone, *known.T]
    distinct, which = np.unique(np.stack(columns), axis=1, return_inverse=True)
    total: Floats = np.bincount(which.ravel(), weights=counts).astype(np.float64)
    # Who has not come up for a renewal yet tells nothing.
    some = (total > 0) & (distinct[1] > 0)
    rows = distinct[:, some]
    return TenureRows(rows[0], rows[1], total[some], rows[2:].T)

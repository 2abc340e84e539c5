"""The gap between joiners and others, month by month, from whole histories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.experiments import EventStudyResults
from casekit.words import _

__all__ = ["Histories", "gaps_by_month", "histories_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Histories:
    """Hold a whole panel, a row a unit.

    Attributes
    ----------
    units : pandas.Index
        The units.
    periods : ndarray of int
        The periods, in order.
    values : ndarray, shape (units, periods)
        The outcome.
    joined : ndarray of bool
        Who joins.
    cluster : ndarray of int
        Number of the cluster of each unit.
    """

    units: pd.Index
    periods: NDArray[np.int64]
    values: Floats
    joined: NDArray[np.bool_]
    cluster: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> Histories:
        """Keep some of the units."""
        return Histories(
            self.units[chosen],
            self.periods,
            self.values[chosen],
            self.joined[chosen],
            np.unique(self.cluster[chosen], return_inverse=True)[1].astype(np.int64),
        )


def histories_of(
    panel: pd.DataFrame,
    outcome: str,
    unit: str,
    time: str,
    treated: str,
    cluster: str | None = None,
) -> Histories:
    """Read a panel in which every unit has every period.

    Raises
    ------
    InputError
        When units miss periods, or a period stands twice.
    """
    ordered = panel.sort_values([unit, time], kind="stable")
    periods = np.unique(ordered[time].to_numpy(dtype=np.int64))
    units, counts = np.unique(ordered[unit].to_numpy(), return_counts=True)
    short = int((counts != len(periods)).sum())
    grid = ordered[time].to_numpy(dtype=np.int64)
    if short or not (grid.reshape(len(units), -1) == periods).all():
        raise InputError(
            _(
                "{n} of {all} units do not have each of the {periods} periods once. Complete the "
                "panel, or use `difference_in_differences` and `event_study`, which allow gaps."
            ).format(n=max(short, 1), all=len(units), periods=len(periods))
        )
    first: Any = ordered.iloc[:: len(periods)]
    groups = first[cluster] if cluster else first[unit]
    return Histories(
        pd.Index(units),
        periods,
        ordered[outcome].to_numpy(dtype=np.float64).reshape(len(units), -1),
        first[treated].to_numpy(dtype=bool),
        np.asarray(pd.factorize(groups)[0], dtype=np.int64),
    )


def gaps_by_month(histories: Histories, starts: int, reference: int = -1) -> EventStudyResults:
    """Compare joiners with others in each period, less the same in a reference period.

    Parameters
    ----------
    histories : Histories
    starts : int
        First period after joining.
    reference : int
        The period, counted from the start, with which the others are compared.

    Returns
    -------
    EventStudyResults
        As the regression on unit and period effects gives, to the last digit that matters.
    """
    since = histories.periods - starts
    if reference not in since:
        raise InputError(
            _("The panel has no period {reference} (counted from the start {starts}).").format(
                reference=reference, starts=starts
            )
        )
    others = since != reference
    changes = histories.values[:, others] - histories.values[:, ~others]
    share = np.where(histories.joined, 1 / histories.joined.sum(), -1 / (~histories.joined).sum())
    mean = np.where(
        histories.joined[:, None],
        changes[histories.joined].mean(axis=0),
        changes[~histories.joined].mean(axis=0),
    )
    clusters = int(histories.cluster.max()) + 1
    pull = np.zeros((clusters, changes.shape[1]))
    np.add.at(pull, histories.cluster, share[:, None] * (changes - mean))
    rows, columns = histories.values.size, 2 * changes.shape[1]
    few = clusters / (clusters - 1) * (rows - 1) / (rows - columns)
    names = [str(period) for period in since[others]]
    residual = histories.values - histories.values.mean(axis=1, keepdims=True)
    for side in (histories.joined, ~histories.joined):
        residual[side] -= residual[side].mean(axis=0)
    variance = float((residual**2).mean())
    return EventStudyResults(
        params=pd.Series(share @ changes, names, name="estimate"),
        covariance=pd.DataFrame(few * pull.T @ pull, names, names),
        nobs=rows,
        units=len(histories.units),
        clusters=clusters,
        llf=-rows / 2 * (np.log(2 * np.pi * variance) + 1),
        outcome="log_outcome",
        periods=tuple(int(period) for period in since[others]),
        reference=reference,
    )

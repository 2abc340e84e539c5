"""What a run of a market leaves behind: sums by month, and the record of every choice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from casekit.generators.switching.friendships import Counts

__all__ = ["Record", "Run", "empty_record"]

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Record:
    """Hold what happened, month by month of the panel: arrays of shape (months, customers)."""

    firm: NDArray[np.int8]
    previous_firm: NDArray[np.int8]
    points: NDArray[np.int16]
    tenure_months: NDArray[np.int16]
    months_left: NDArray[np.int16]
    term_months: NDArray[np.int16]
    friends: Counts
    rewards: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Run:
    """Hold the sums of one run, month by month of the panel, and the record if one was asked.

    Attributes
    ----------
    could_leave, stayed : ndarray of int, shape (months,)
        Customers who had a firm to leave, and those who stayed.
    customers : ndarray of int, shape (months, firms)
        Customers of each firm.
    barriers : ndarray, shape (forms,)
        Sum over customer-months of each barrier, in money.
    """

    could_leave: Integers
    stayed: Integers
    customers: Integers
    barriers: NDArray[np.float64]
    record: Record | None


def empty_record(months: int, n: int, words: int, kind: DTypeLike) -> Record:
    """Give a record to be filled month by month; ``words`` of a kind hold the counts of friends."""

    def zeros(dtype: type) -> NDArray[np.generic]:
        return np.zeros((months, n), dtype=dtype)

    return Record(
        firm=zeros(np.int8),  # type: ignore[arg-type]
        previous_firm=zeros(np.int8),  # type: ignore[arg-type]
        points=zeros(np.int16),  # type: ignore[arg-type]
        tenure_months=zeros(np.int16),  # type: ignore[arg-type]
        months_left=zeros(np.int16),  # type: ignore[arg-type]
        term_months=zeros(np.int16),  # type: ignore[arg-type]
        friends=np.zeros((words, months, n), dtype=kind),
        rewards=zeros(np.bool_),  # type: ignore[arg-type]
    )

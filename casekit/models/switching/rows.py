"""A choice panel as the choice models read it: customers in blocks of equal length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.frames.choices import Choices

__all__ = ["Block", "ChoiceRows", "Flags", "Floats", "Whole", "rows_of"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Block:
    """Say where some customers lie who were all observed for the same time.

    Attributes
    ----------
    rows, people : slice
        Their rows, and their places among the customers.
    customers, length : int
        How many customers, and how many rows each of them has.
    """

    rows: slice
    people: slice
    customers: int
    length: int


@dataclass(frozen=True, eq=False)
class ChoiceRows:
    """Hold the choices of customers, those observed for equally long side by side.

    Attributes
    ----------
    firms : tuple of str
        The firms, in the order of the last axis of ``price`` and ``friends``.
    lengths : ndarray of int
        Rows of each customer, from the fewest to the most.
    chosen, previous : ndarray of int
        Number of the firm chosen, and of the firm of last month (-1 in a first choice).
    price : ndarray, shape (rows, firms)
        Money a month.
    friends : ndarray, shape (rows, firms), or None
        Share of the customer's friends who were with each firm.
    points, tenure, left : ndarray or None
        State at the previous firm: points held, months there, share of the term that is left.
    """

    firms: tuple[str, ...]
    lengths: Whole
    chosen: Whole
    previous: Whole
    price: Floats
    friends: Floats | None
    points: Floats | None
    tenure: Floats | None
    left: Floats | None

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def customers(self) -> int:
        """Count the customers."""
        return len(self.lengths)

    @property
    def starts(self) -> Whole:
        """Give the first row of each customer."""
        return (np.cumsum(self.lengths) - self.lengths).astype(np.intp)

    @property
    def could_leave(self) -> Flags:
        """Tell in which rows there was a firm to leave."""
        return self.previous >= 0

    @property
    def mid_life(self) -> Flags:
        """Tell which customers were customers before they were first observed."""
        return self.previous[self.starts] >= 0

    def blocks(self, most_rows: int) -> list[Block]:
        """Cut the customers into blocks of equal length, of at most so many rows where possible."""
        lengths, sizes = np.unique(self.lengths, return_counts=True)
        found, row, customer = [], 0, 0
        for length, size in zip(lengths.tolist(), sizes.tolist(), strict=True):
            at_once = max(1, most_rows // length)
            for begin in range(0, size, at_once):
                here = min(at_once, size - begin)
                rows, people = (
                    slice(row, row + here * length),
                    slice(customer, customer + here),
                )
                found.append(Block(rows, people, here, length))
                row, customer = row + here * length, customer + here
        return found

    def taken(self, rows: Whole | Flags, lengths: Whole) -> ChoiceRows:
        """Take rows in a new order, of customers with these lengths."""

        def of(values: Any) -> Any:
            return None if values is None else values[rows]

        return replace(
            self,
            lengths=lengths,
            chosen=self.chosen[rows],
            previous=self.previous[rows],
            price=self.price[rows],
            friends=of(self.friends),
            points=of(self.points),
            tenure=of(self.tenure),
            left=of(self.left),
        )

    def of_customers(self, which: Flags) -> ChoiceRows:
        """Keep some of the customers."""
        return self.taken(np.repeat(which, self.lengths), self.lengths[which])

    def by_length(self) -> ChoiceRows:
        """Put the customers with the fewest rows first."""
        order = np.argsort(self.lengths, kind="stable")
        lengths = self.lengths[order]
        ends = np.cumsum(lengths)
        rows = np.arange(len(self)) + np.repeat(self.starts[order] - (ends - lengths), lengths)
        return self.taken(rows, lengths)


def rows_of(choices: Choices) -> ChoiceRows:
    """Arrange a checked choice panel for the choice models.

    Parameters
    ----------
    choices : Choices
        See `casekit.frames.choices.read_choices`.

    Returns
    -------
    ChoiceRows
        The same choices; the share of the term that is left is 0 where no contract runs.
    """
    left = None
    if choices.months_left is not None and choices.term_months is not None:
        term = np.maximum(choices.term_months, 1.0)
        left = np.where(choices.term_months > 0, choices.months_left / term, 0.0)
    starts = np.flatnonzero(choices.first)
    rows = ChoiceRows(
        choices.firms,
        np.diff(np.append(starts, len(choices))).astype(np.intp),
        choices.firm.astype(np.intp),
        choices.previous_firm.astype(np.intp),
        choices.prices,
        choices.friends,
        choices.points,
        choices.tenure_months,
        left,
    )
    return rows.by_length()

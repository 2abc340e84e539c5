"""Read a survey into cells of alike respondents: the same score, barrier and recovery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.metrics.loyalty.reading import groups_of, keep_rows, numbers_of, table_of, yes_no_of
from casekit.words import _

__all__ = ["Cells", "Layout", "read_cells"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MOST_GROUPS = 100


@dataclass(frozen=True)
class Layout:
    """Say which parameters there are, in order.

    Attributes
    ----------
    levels : tuple
        Names of the barriers; ``(None,)`` for one level.
    shifts : tuple
        Names of the groups with a shift; the group without one is not among them.
    top_box : bool
    scale : tuple of float
    plain : object
        Name of the group without a shift, where there are shifts.
    """

    levels: tuple[Any, ...]
    shifts: tuple[Any, ...]
    top_box: bool
    scale: tuple[float, float]
    plain: Any = None

    @property
    def names(self) -> list[str]:
        """Name the parameters."""
        names = ["satisfaction"] + ["top_box"] * self.top_box
        names += ["level" if name is None else f"level[{name}]" for name in self.levels]
        return names + [f"shift[{name}]" for name in self.shifts]

    def rows(self, score: Floats, level: Integers, shift: Integers | None = None) -> Floats:
        """Make the rows of a design: a column a parameter; ``shift`` counts from 1, 0 is none."""
        score = np.asarray(score, dtype=float)
        columns = [score] + [(score == self.scale[1]).astype(float)] * self.top_box
        columns += [(level == place).astype(float) for place in range(len(self.levels))]
        moved = np.zeros(len(score), dtype=np.int64) if shift is None else shift
        columns += [(moved == place + 1).astype(float) for place in range(len(self.shifts))]
        return np.column_stack(columns)


@dataclass(frozen=True, eq=False)
class Cells:
    """Hold how many respondents each cell has, and how many of them bought again.

    Attributes
    ----------
    layout : Layout
    score : ndarray
    level, shift : ndarray of int
        ``shift`` counts from 1; 0 is the group without one.
    n, k : ndarray
        Respondents, and how many bought again.
    asked : bool
        Whether the reader asked for the shifts by name.
    """

    layout: Layout
    score: Floats
    level: Integers
    shift: Integers
    n: Floats
    k: Floats
    asked: bool = True

    @property
    def design(self) -> Floats:
        """Give a row a cell and a column a parameter."""
        return self.layout.rows(self.score, self.level, self.shift)

    def table(self) -> pd.DataFrame:
        """Give the cells as a table."""
        return pd.DataFrame(
            {
                "score": self.score,
                "level": self.level,
                "shift": self.shift,
                "customers": self.n,
                "repurchased": self.k,
            }
        )


def read_cells(
    table: Any,
    *,
    satisfaction: str,
    outcome: str,
    barrier: str | None,
    shifts: str | None,
    optional_shifts: bool,
    top_box: bool,
    scale: tuple[float, float],
    counts: str | None,
    missing: str,
) -> Cells:
    """Read and check a survey; see `SatisfactionCurve`."""
    wanted = [name for name in (satisfaction, outcome, barrier, shifts, counts) if name is not None]
    way_out = _(
        "SatisfactionCurve(satisfaction=..., outcome=..., barrier=...) names the columns of your "
        "own table; barrier=None and shifts=None do without groups."
    )
    held = table_of(table, wanted, way_out)
    score = numbers_of(held, satisfaction, scale=scale, whole=True)
    again = yes_no_of(held, outcome)
    read: dict[str, NDArray] = {satisfaction: score, outcome: again}
    number = np.ones(len(held))
    if counts is not None:
        number = read[counts] = numbers_of(held, counts)
        if (number < 0).any():
            raise InputError(_('"{name}" holds counts below 0.').format(name=counts))
    for name in (barrier, shifts):
        if name is not None:
            read[name] = held[name].isna().to_numpy(dtype=bool)
    kept = keep_rows(held, read, missing) & ~(number == 0)
    if not kept.any():
        raise InputError(_("The table has no respondents."))
    held, score, again, number = held[kept], score[kept], again[kept], number[kept]
    held = held.reset_index(drop=True)
    level, levels = _codes(held, barrier)
    shift, groups = _codes(held, shifts)
    plain = None
    if shifts is not None:
        sizes = np.bincount(shift, weights=number)
        first = int(sizes.argmax())
        plain = groups[first]
        order = [first] + [place for place in range(len(groups)) if place != first]
        shift = np.argsort(order)[shift]
        groups = [groups[place] for place in order]
    elif optional_shifts:
        groups = [None]
    layout = Layout(tuple(levels), tuple(groups[1:]), top_box, scale, plain)
    key = pd.DataFrame({"score": score, "level": level, "shift": shift})
    sums = (
        key.assign(n=number, k=number * again)
        .groupby(["level", "shift", "score"], as_index=False)
        .sum()
    )
    return Cells(
        layout,
        sums["score"].to_numpy(dtype=float),
        sums["level"].to_numpy(dtype=np.int64),
        sums["shift"].to_numpy(dtype=np.int64),
        sums["n"].to_numpy(dtype=float),
        sums["k"].to_numpy(dtype=float),
        not optional_shifts,
    )


def _codes(held: pd.DataFrame, column: str | None) -> tuple[Integers, list[Any]]:
    codes = np.zeros(len(held), dtype=np.int64)
    names = []
    for place, (name, members) in enumerate(groups_of(held, column)):
        codes[members] = place
        names.append(name)
    if len(names) > _MOST_GROUPS:
        raise InputError(
            _(
                'The column "{column}" has {n} different values; each would need a level of its '
                "own. Make at most {most} groups of them, such as with pandas.qcut."
            ).format(column=column, n=len(names), most=_MOST_GROUPS)
        )
    return codes, names

"""Read customers' features into one scale, on which distances mean something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.engine import arrays_of, collected, frame_of, need_columns
from casekit.words import _

__all__ = ["SCALES", "Features", "Scale", "read_features"]

Floats = NDArray[np.float64]

SCALES = ("log-standard", "standard", "none")


@dataclass(frozen=True, eq=False)
class Features:
    """Hold customers' features as read from a table.

    Attributes
    ----------
    values : ndarray, shape (n, f)
        In the table's own units.
    ids : pandas.Index
        ``customer_id``, or row numbers where the table has none.
    columns : tuple of str
        The features.
    others : pandas.DataFrame
        Further columns that were asked for.
    """

    values: Floats
    ids: pd.Index
    columns: tuple[str, ...]
    others: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Scale:
    """Turn features into the scale of the clustering, and back.

    Attributes
    ----------
    kind : str
        ``"log-standard"``, ``"standard"`` or ``"none"``.
    middle, width : ndarray, shape (f,)
        What is subtracted, and then divided by.
    """

    kind: str
    middle: Floats
    width: Floats

    @classmethod
    def of(cls, values: Floats, kind: str, columns: Sequence[str]) -> "Scale":
        """Learn a scale from customers."""
        if kind not in SCALES:
            raise InputError(
                _("scale={kind!r} is not a choice; it is one of {choices}.").format(
                    kind=kind, choices=", ".join(f'"{one}"' for one in SCALES)
                )
            )
        none = np.zeros(values.shape[1])
        bare = cls(kind, none, none + 1)
        if kind == "none":
            return bare
        moved = bare.forward(values, columns)
        width = moved.std(axis=0)
        # A feature that is the same for all tells nobody apart; it must not divide by zero.
        same = width <= 1e-12 * np.maximum(np.abs(moved).max(axis=0), 1.0)
        return cls(kind, moved.mean(axis=0), np.where(same, 1.0, width))

    def forward(self, values: Floats, columns: Sequence[str]) -> Floats:
        """Bring values in their own units onto the scale."""
        if self.kind == "log-standard":
            for name, column in zip(columns, values.T, strict=True):
                below = int((column < 0).sum())
                if below:
                    raise InputError(
                        _(
                            'The column "{name}" is below 0 in {n} of {rows} rows, and has no '
                            'logarithm there; take those customers out, or use scale="standard".'
                        ).format(name=name, n=below, rows=len(values))
                    )
            values = np.log1p(values)
        return np.asarray((values - self.middle) / self.width)

    def back(self, points: Floats) -> Floats:
        """Bring points of the scale back to the features' own units."""
        values = points * self.width + self.middle
        return np.expm1(values) if self.kind == "log-standard" else values


def read_features(table: Any, columns: Sequence[str], also: Sequence[str] = ()) -> Features:
    """Read features from a table of any engine, refusing gaps.

    Parameters
    ----------
    table : data frame
        One row a customer.
    columns : sequence of str
        The features.
    also : sequence of str
        Columns of numbers that are read too, where the table has them.

    Returns
    -------
    Features

    Raises
    ------
    InputError
        When a column is missing, holds no numbers or has gaps; when there are no rows.

    Examples
    --------
    >>> table = pd.DataFrame({"customer_id": [7, 8], "purchases": [1, 4]})
    >>> read_features(table, ["purchases"]).values.tolist()
    [[1.0], [4.0]]
    """
    if isinstance(columns, str) or not len(columns) or len(set(columns)) < len(columns):
        raise InputError(
            _(
                "`features` must be a list of different column names, such as "
                '["days_since_last_purchase", "purchases", "mean_spend"].'
            )
        )
    frame = frame_of(table)
    names = frame.columns
    need_columns(
        names, columns, _("features=[...] names the columns by which customers are compared.")
    )
    extra = [name for name in also if name in names and name not in columns]
    has_ids = CUSTOMER_ID in names
    rows = collected(frame.select(*([CUSTOMER_ID] if has_ids else []), *columns, *extra))
    held = arrays_of(rows, [*columns, *extra])
    for name in (*columns, *extra):
        lost = int((~np.isfinite(held[name])).sum())
        if lost:
            raise InputError(
                _('The column "{name}" is missing or not finite in {n} of {rows} rows.').format(
                    name=name, n=lost, rows=len(rows)
                )
            )
    if not len(rows):
        raise InputError(_("The table has no rows; one row a customer is expected."))
    ids = (
        pd.Index(rows.get_column(CUSTOMER_ID).to_numpy(), name=CUSTOMER_ID)
        if has_ids
        else pd.RangeIndex(len(rows))
    )
    values = np.column_stack([held[name] for name in columns])
    others = pd.DataFrame({name: held[name] for name in extra}, index=ids)
    return Features(values, ids, tuple(columns), others)

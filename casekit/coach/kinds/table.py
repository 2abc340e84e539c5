"""Answers that are a column or a table: compared label by label, in any order of the rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from casekit.coach.digits import show_number, shown_texts
from casekit.coach.reading import is_blank
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["Table"]


@dataclass(frozen=True)
class Table:
    """Ask for a column or a table of numbers, aligned by its row labels and column names.

    Parameters
    ----------
    expected : callable without arguments
        Gives a pandas Series or DataFrame.
    tolerance : float
        Absolute, for every cell.
    decimals : int
        Precision at which the cells are shown.
    appears_because : str
        The reason why its numbers may stand in the exercise; empty: they must not.

    Examples
    --------
    >>> counts = Table(lambda: pd.Series([3, 1], index=["loyal", "lost"]), tolerance=0)
    >>> value = counts.read({"lost": 1, "loyal": 3})
    >>> counts.matches(value, counts.target())
    True
    """

    expected: Callable[[], Any]
    tolerance: float
    decimals: int = 2
    appears_because: str = ""

    allows_typed_keys = False

    def target(self) -> pd.DataFrame:
        """Compute the right table."""
        return _as_frame(self.expected())

    def read(self, raw: Any) -> pd.DataFrame:
        """Make a labelled table of numbers of what the learner gave."""
        if is_blank(raw):
            raise Blank(_("Nothing filled in yet: replace the three dots with your table."))
        frame = _as_frame(raw)
        if frame.empty:
            raise Unreadable(
                _("Your table is empty. Perhaps a filter before this step kept no rows.")
            )
        target = self.target()
        if not frame.index.equals(target.index) and set(target.index.names) <= set(frame.columns):
            frame = frame.set_index(list(target.index.names))
        if frame.shape[1] == target.shape[1] == 1:
            frame.columns = target.columns  # the name of a single column is the learner's choice
        has_no_labels = isinstance(frame.index, pd.RangeIndex) and len(frame) == len(target)
        if has_no_labels and not isinstance(target.index, pd.RangeIndex):
            frame.index = target.index
        _refuse_what_cannot_be_compared(frame, target)
        return frame

    def _differences(self, value: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
        aligned = value.reindex(index=target.index, columns=target.columns)
        gap = (aligned - target).abs()
        both_missing = aligned.isna() & target.isna()
        return gap.mask(gap.isna(), np.inf).mask(both_missing, 0.0)

    def matches(self, value: pd.DataFrame, target: pd.DataFrame) -> bool:
        """Tell whether both have the same labels and agree in every cell."""
        if set(value.index) != set(target.index) or set(value.columns) != set(target.columns):
            return False
        return bool((self._differences(value, target) <= self.tolerance + 1e-12).all(axis=None))

    def separation(self, target: pd.DataFrame, mistake: pd.DataFrame) -> float:
        """Give the largest distance of a cell in tolerances."""
        if set(mistake.index) != set(target.index):
            return float("inf")
        largest = float(self._differences(mistake, target).to_numpy().max())
        return largest / self.tolerance if self.tolerance else (np.inf if largest else 0.0)

    def nudge(self, value: pd.DataFrame, target: pd.DataFrame) -> str | None:
        """Say which labels are missing or unknown, or how many cells differ and where first."""
        if not set(value.index) & set(target.index):
            return _(
                "You gave {what}, with the row labels {given}. Expected: {n} rows, with the "
                "labels {wanted}."
            ).format(
                what=describe(value.iloc[:, 0] if value.shape[1] == 1 else value),
                given=_few(list(value.index)),
                n=f"{len(target):,}",
                wanted=_few(list(target.index)),
            )
        for kind, ours, theirs in (
            (_("rows"), target.index, value.index),
            (_("columns"), target.columns, value.columns),
        ):
            missing = [label for label in ours if label not in set(theirs)]
            extra = [label for label in theirs if label not in set(ours)]
            if missing or extra:
                return _("{kind}: {m} missing ({missing}), {e} not expected ({extra}).").format(
                    kind=kind,
                    m=len(missing),
                    missing=_few(missing),
                    e=len(extra),
                    extra=_few(extra),
                )
        wrong = self._differences(value, target).to_numpy() > self.tolerance + 1e-12
        row, column = (int(i) for i in np.argwhere(wrong)[0])
        aligned = value.reindex(index=target.index, columns=target.columns)
        given = float(aligned.to_numpy(dtype=float)[row, column])
        return _("{wrong} of {all} cells differ; the first: {row}, {column}: you have {v}.").format(
            wrong=int(wrong.sum()),
            all=wrong.size,
            row=target.index[row],
            column=target.columns[column],
            v=_("a missing value") if np.isnan(given) else show_number(given, self.decimals),
        )

    def show(self, value: pd.DataFrame) -> str:
        """Write the first rows."""
        few = value.head(8).round(self.decimals)
        more = _("\n… {n} rows in all").format(n=len(value)) if len(value) > 8 else ""
        return str(few.to_string()) + more

    def secrets(self) -> list[str]:
        """List the digits of every cell as they could be written."""
        if self.appears_because:
            return []
        cells = [v for v in self.target().to_numpy().ravel().tolist() if not pd.isna(v)]
        return [text for v in cells for text in shown_texts(v, self.decimals)]

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots."""
        return [...]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the table with rows in another order, with labels as columns, as a dict."""
        frame = self.target()
        yield "rows in another order", frame.iloc[::-1]
        yield "plain array", frame.to_numpy()
        if frame.index.names != [None]:
            yield "labels in a column", frame.reset_index()
        if frame.shape[1] == 1:
            yield "Series", frame.iloc[:, 0]
            yield "dict", frame.iloc[:, 0].to_dict()

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """A table is not typed as text."""
        return iter(())


def _refuse_what_cannot_be_compared(frame: pd.DataFrame, target: pd.DataFrame) -> None:
    if not frame.index.is_unique or not frame.columns.is_unique:
        twice = [*frame.index[frame.index.duplicated()], *frame.columns[frame.columns.duplicated()]]
        raise Unreadable(
            _("These labels stand more than once: {labels}. Each row needs one of its own.").format(
                labels=_few(list(dict.fromkeys(twice)))
            )
        )
    for column in target.columns.intersection(frame.columns):
        if not pd.api.types.is_numeric_dtype(frame[column].dtype):
            raise Unreadable(
                _("The column {column} does not hold numbers throughout.").format(column=column)
            )


def _few(labels: list[Any]) -> str:
    shown = ", ".join(str(label) for label in labels[:3])
    return shown + (", …" if len(labels) > 3 else "") if labels else _("none")


def _as_frame(raw: Any) -> pd.DataFrame:
    """Make a table of floats of anything that can be one, or raise a sentence of help."""
    if raw is None or callable(raw) or isinstance(raw, str | bool | int | float | np.number):
        raise Unreadable(
            _("You gave {what}, and a column or a table is expected.").format(what=describe(raw))
        )
    try:
        if isinstance(raw, Mapping):
            frame = pd.Series(dict(raw)).to_frame()
        elif isinstance(raw, pd.Series):
            frame = raw.to_frame()
        elif isinstance(raw, pd.DataFrame):
            frame = raw.copy()
        elif isinstance(raw, np.ndarray | list | tuple):
            frame = pd.DataFrame(raw)
        else:
            native = nw.to_native(nw.from_native(raw, allow_series=True, pass_through=True))
            frame = pd.DataFrame(native.to_pandas() if hasattr(native, "to_pandas") else native)
    except (TypeError, ValueError):
        raise Unreadable(
            _("You gave {what}, and a column or a table is expected.").format(what=describe(raw))
        ) from None
    for column in frame.columns:
        if frame[column].dtype == object or pd.api.types.is_numeric_dtype(frame[column].dtype):
            try:
                frame[column] = frame[column].astype(float)
            except (TypeError, ValueError):
                continue  # a column of labels; the target says which columns are compared
    return frame

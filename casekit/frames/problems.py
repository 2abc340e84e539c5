"""What is wrong with a table, as sentences and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Problem", "as_table", "in_words"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one column.

    Attributes
    ----------
    column : str
        The column, as the caller's table spells it; several, parted by commas, when only together
        they are wrong; empty when it is the whole table.
    what : str
        What is wrong, as the end of a sentence that begins with the column.
    rows : int
        Number of rows; 0 when the column itself is wrong.
    first_rows : tuple of int
        The first of them, counted from 0; empty where the engine has no order of rows.
    choose : str
        The argument that chooses, or what to do.
    decision : str
        ``"refuse"``, or what was chosen: ``"drop"``, ``"keep"``, ``"convert"``.
    """

    column: str
    what: str
    rows: int
    first_rows: tuple[int, ...]
    choose: str
    decision: str

    def sentence(self, total: int) -> str:
        """Say it in one sentence."""
        where = ""
        if self.rows:
            where = _(" in {n} of {total} rows").format(n=self.rows, total=total)
        if self.first_rows:
            where += _(" (counted from 0: {rows}{more})").format(
                rows=", ".join(str(row) for row in self.first_rows),
                more=", ..." if self.rows > len(self.first_rows) else "",
            )
        pattern = _('Column "{column}" {what}{where}. {choose}')
        if not self.column:
            pattern = _("The table {what}{where}. {choose}")
        elif ", " in self.column:
            pattern = _('Columns "{column}" {what}{where}. {choose}')
        return pattern.format(
            column=self.column.replace(", ", '", "'),
            what=self.what,
            where=where,
            choose=self.choose,
        )


def in_words(problems: Sequence[Problem], total: int) -> str:
    """Say everything that is refused in one message, one line a problem.

    Examples
    --------
    >>> print(in_words([Problem("date", "is missing", 2, (0, 5), 'Choose missing="drop".',
    ...                         "refuse")], 9))
    The table cannot be read as an event log yet:
    - Column "date" is missing in 2 of 9 rows (counted from 0: 0, 5). Choose missing="drop".
    """
    lines = [_("The table cannot be read as an event log yet:")]
    lines += [f"- {problem.sentence(total)}" for problem in problems]
    return "\n".join(lines)


def as_table(problems: Sequence[Problem]) -> "pd.DataFrame":
    """Lay problems out as a table, one row a problem.

    Examples
    --------
    >>> as_table([]).columns.tolist()
    ['column', 'problem', 'rows', 'first_rows', 'decision', 'choose']
    """
    import pandas as pd

    return pd.DataFrame(
        {
            "column": [problem.column for problem in problems],
            "problem": [problem.what for problem in problems],
            "rows": [problem.rows for problem in problems],
            "first_rows": [
                ", ".join(str(row) for row in problem.first_rows) for problem in problems
            ],
            "decision": [problem.decision for problem in problems],
            "choose": [problem.choose for problem in problems],
        }
    )

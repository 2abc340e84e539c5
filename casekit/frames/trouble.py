"""What is wrong with a choice panel, collected before anything is refused."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trouble"]


class Trouble:
    """Collect what is wrong with a choice panel, column by column, and say it all at once.

    Parameters
    ----------
    total : int
        Rows of the table.

    Examples
    --------
    >>> trouble = Trouble(3)
    >>> trouble.rows("points", [True, False, True], "is negative")
    >>> trouble.sentences
    ['Column "points" is negative in 2 of 3 rows.']
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.sentences: list[str] = []

    def say(self, sentence: str) -> None:
        """Note a sentence."""
        self.sentences.append(sentence)

    def rows(self, column: str, wrong: Any, what: str) -> None:
        """Note how many rows of a column are wrong, if any."""
        count = int(np.sum(np.asarray(wrong)))
        if count:
            pattern = _('Column "{column}" {what} in {n} of {total} rows.')
            self.say(pattern.format(column=column, what=what, n=count, total=self.total))

    def numbers(
        self, panel: "pd.DataFrame", name: str, *, whole: bool = False, least: float | None = None
    ) -> NDArray[np.float64]:
        """Read a column of numbers; what is none becomes 0 and a sentence."""
        import pandas as pd

        read = pd.to_numeric(panel[name], errors="coerce").to_numpy(np.float64, na_value=np.nan)
        bad = ~np.isfinite(read)
        self.rows(name, bad, _("is missing or not a number"))
        if bad.any():
            read = np.where(bad, 0.0, read)
        if whole:
            self.rows(name, read != np.floor(read), _("is not a whole number"))
        if least is not None:
            self.rows(name, read < least, _("is negative"))
        return read

    def firms(self, panel: "pd.DataFrame", name: str, firms: list[str]) -> NDArray[np.int64]:
        """Read a column of names as numbers along the firms; -1 where it is empty."""
        import pandas as pd

        column = panel[name]
        categories = column.astype("category")
        known = {firm: number for number, firm in enumerate(firms)}
        strange = [str(one) for one in categories.cat.categories if str(one) not in known]
        seen = pd.Series(categories.cat.categories.astype(str), dtype=object)
        numbers = seen.map(known).fillna(-1).to_numpy(np.int64)
        codes = categories.cat.codes.to_numpy(np.int64)
        found = np.where(codes < 0, -1, np.append(numbers, -1)[codes])
        used = (codes >= 0) & (found < 0)
        if used.any():
            self.rows(
                name,
                used,
                _("names a firm without a column of its price ({firms})").format(
                    firms=", ".join(strange[:5])
                ),
            )
        return found

    def raise_if_any(self) -> None:
        """Refuse the table, if anything was noted."""
        if self.sentences:
            first = _("The table cannot be read as a choice panel yet:")
            raise InputError("\n- ".join([first, *self.sentences]))

"""A fit as a small table that every model of the course prints: text, and a notebook's table."""

from dataclasses import dataclass
from html import escape

import pandas as pd

__all__ = ["Summary"]


@dataclass(frozen=True)
class Summary:
    """Show a fit as a small table, as text and in a notebook.

    Attributes
    ----------
    title : str
        Name of the model.
    facts : tuple of (str, str)
        Facts about the fit, label and value.
    table : pandas.DataFrame
        One row a parameter, already rounded to text.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    table: pd.DataFrame

    def __str__(self) -> str:
        width = max(len(label) for label, _value in self.facts)
        facts = [f"{label:<{width}}  {value}" for label, value in self.facts]
        return "\n".join([self.title, *facts, "", self.table.to_string()])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        facts = "".join(
            f"<tr><td>{escape(label)}</td><td>{escape(value)}</td></tr>"
            for label, value in self.facts
        )
        title = f"<caption><strong>{escape(self.title)}</strong></caption>"
        return f"<table>{title}{facts}</table>{self.table.to_html(border=0)}"

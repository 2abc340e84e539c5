"""What a report is once it is made: one page, the tables behind it, and its findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from casekit.errors import InputError
from casekit.words import _

__all__ = ["CustomerReport"]


@dataclass(frozen=True, repr=False, eq=False)
class CustomerReport:
    """Keep a page about a customer base, with the tables that an analyst takes further.

    Made by `casekit.reports.customer_report`.

    Attributes
    ----------
    title : str
        Title of the page.
    html : str
        The page: one file that needs no other and no network.
    findings : tuple of str
        What the page found, a sentence each.
    tables : dict of str to pandas.DataFrame
        What stands behind the sections, by name; ``tables["customers"]`` has a row a customer.
    """

    title: str
    html: str
    findings: tuple[str, ...]
    tables: Mapping[str, Any]

    def save(self, path: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the page to a file.

        Parameters
        ----------
        path : str or path
            Where to write; ``.html`` is added to a name without an ending.
        overwrite : bool
            Whether a file that is there may be replaced.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        InputError
            When the file is there already, or its folder is not.

        Examples
        --------
        >>> import tempfile
        >>> report = CustomerReport("Customers", "<p>page</p>", (), {})
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report.save(Path(folder) / "customers").name
        'customers.html'
        """
        target = Path(path)
        if not target.suffix:
            target = target.with_suffix(".html")
        if not target.parent.is_dir():
            raise InputError(
                _('The folder "{folder}" is not there; make it first.').format(folder=target.parent)
            )
        try:
            with target.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
                file.write(self.html)
        except FileExistsError:
            raise InputError(
                _(
                    '"{path}" is there already and was left as it is. Choose another name, or '
                    "save(..., overwrite=True) replaces it."
                ).format(path=target)
            ) from None
        except OSError as error:
            raise InputError(
                _('"{path}" cannot be written: {why}.').format(path=target, why=error.strerror)
            ) from error
        return target

    def __repr__(self) -> str:
        lines = [self.title, *(f"- {finding}" for finding in self.findings)]
        return "\n".join([*lines, _('.save("customers.html") writes the page.')])

    def _repr_html_(self) -> str:
        """Show title and findings in a notebook; the page itself is for a file."""
        items = "".join(f"<li>{escape(finding)}</li>" for finding in self.findings)
        hint = escape(_('.save("customers.html") writes the page of {size} kB.')).format(
            size=f"{len(self.html.encode()) / 1000:,.0f}"
        )
        return f"<div><b>{escape(self.title)}</b><ul>{items}</ul><p>{hint}</p></div>"

"""``report``: one page on a customer base from a file of purchases, without writing Python."""

import argparse
import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from casekit.course.console import say
from casekit.errors import InputError
from casekit.words import _

__all__ = ["main", "read_csv"]

# Spreadsheets in China and western Europe still save in these.
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
_CHOSEN = "missing|negative|duplicates|timezone|text_amounts|far_dates"


def read_csv(path: Path, customer_id: str) -> Any:
    """Read a file as spreadsheets write it: comma, semicolon or tab; UTF-8, GB 18030 or cp1252.

    Parameters
    ----------
    path : Path
        The file; its first line names the columns.
    customer_id : str
        The column of ids, read as text, so that 007 stays 007.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        When it cannot be read.
    """
    import pandas as pd

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            _('"{path}" cannot be read: {why}.').format(path=path, why=error.strerror)
        ) from error
    text = None
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            break
    if text is None or "\0" in text[:1_000]:
        raise InputError(
            _('"{path}" is no text file. Save the table as "CSV UTF-8" first.').format(path=path)
        )
    try:
        separator = csv.Sniffer().sniff(text.split("\n", 1)[0], delimiters=",;\t|").delimiter
    except csv.Error:
        separator = ","
    try:
        return pd.read_csv(StringIO(text), sep=separator, dtype={customer_id: str})
    except ValueError as error:
        raise InputError(
            _('"{path}" cannot be read as a table: {why}').format(path=path, why=error)
        ) from error


def _as_options(words: str) -> str:
    """Write the arguments that a refusal names as options of this command.

    Examples
    --------
    >>> _as_options('Name yours: event_log(table, customer_id="client"). missing="drop" leaves')
    'Name yours: --customer-id "client". --missing drop leaves'
    """
    same = _("customer_report takes the same arguments, and hands them on.")
    words = words.replace(f"\n{same}", "").replace("amount=None", "--no-amount")
    words = re.sub(r"event_log\(table, ([^()]*)\)", r"\1", words)
    # A word needs no quotes here; a name of a column may.
    words = re.sub(rf'\b({_CHOSEN})="(\w+)"', r"\1=\2", words)
    return re.sub(
        rf'\b({_CHOSEN}|customer_id|date|amount|date_format|end)=(?=["\w])',
        lambda found: f"--{found[1].replace('_', '-')} ",
        words,
    )


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        The file, and options named like the arguments of ``customer_report``.
    """
    parser = argparse.ArgumentParser(prog="casekit report", description=__doc__)
    parser.add_argument("file", type=Path, help=_("a .csv file, one row a purchase"))
    parser.add_argument("-o", "--output", type=Path, help=_("the page (FILE.html)"))
    parser.add_argument("--overwrite", action="store_true", help=_("replace a page that is there"))
    parser.add_argument("--customer-id", default="customer_id", help=_("your name of the column"))
    parser.add_argument("--date", default="date", help=_("your name of the column"))
    parser.add_argument("--amount", default="amount", help=_("your name of the column"))
    parser.add_argument("--no-amount", action="store_true", help=_("the table has no money"))
    parser.add_argument("--missing", choices=["drop"])
    parser.add_argument("--negative", choices=["drop", "keep"])
    parser.add_argument("--duplicates", choices=["drop", "keep"])
    parser.add_argument("--timezone", choices=["local", "utc"])
    parser.add_argument("--text-amounts", choices=["convert"])
    parser.add_argument("--far-dates", choices=["drop", "keep"])
    parser.add_argument("--date-format", help=_("such as %%d/%%m/%%Y"))
    parser.add_argument("--end", help=_("last day of observation"))
    parser.add_argument("--margin", type=float, help=_("0.30 for 30%%"))
    parser.add_argument("--currency", default="")
    parser.add_argument("--horizon-weeks", type=float)
    parser.add_argument("--horizon-months", type=float)
    parser.add_argument("--annual-discount-rate", type=float, default=0.10)
    parser.add_argument("--title")
    parser.add_argument("--made-on", default="")
    options = vars(parser.parse_args(argv))
    path, output = options.pop("file"), options.pop("output")
    overwrite = options.pop("overwrite")
    if options.pop("no_amount"):
        options["amount"] = None
    target = output or path.with_suffix(".html")
    try:
        table = read_csv(path, options["customer_id"])
        from casekit.reports import customer_report

        report = customer_report(table, **options)
        written = report.save(target, overwrite=overwrite)
    except InputError as problem:
        say(_as_options(str(problem)))
        return 1
    for finding in report.findings:
        say(f"- {finding}")
    say(_("{name} written.").format(name=written))
    return 0

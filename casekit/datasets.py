"""The real tables of the course: read, verified, and told where they came from.

``datasets/datapackage.json`` (a Frictionless Data Package) owns what is known of each table:
columns, units, provenance, checksum. This module reads it and keeps nothing of its own.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit import places
from casekit.errors import InputError
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Description", "describe", "load", "names"]

_KINDS = {"integer": "int64", "number": "float64", "string": "str", "date": "str"}


@dataclass(frozen=True)
class Description:
    """Say what a table holds, where it came from and how to know it is whole.

    Attributes
    ----------
    name, title, description : str
        What the table is.
    provenance : str
        Whether there is a licence, in exact words, and how the table came here.
    sources : tuple of str
        Who made it and who carried it.
    columns : pandas.DataFrame
        One row a column: name, type, unit, meaning.
    rows : int
        Rows of the table.
    file : str
        Its file in ``datasets/``.
    sha256 : str
        Checksum of the file.
    """

    name: str
    title: str
    description: str
    provenance: str
    sources: tuple[str, ...]
    columns: "pd.DataFrame"
    rows: int
    file: str
    sha256: str

    def __str__(self) -> str:
        lines = [
            f"{self.title} ({self.name})",
            self.description,
            "",
            _("Provenance: {provenance}").format(provenance=self.provenance),
            *[_("Source: {source}").format(source=source) for source in self.sources],
            "",
            _("{rows:,} rows; columns:").format(rows=self.rows),
            *[
                f"  {name}: {kind}" + (f", {unit}" if unit else "") + f". {meaning}"
                for name, kind, unit, meaning in self.columns.to_numpy().tolist()
            ],
            _("File: datasets/{file}, sha256 {sha256}").format(file=self.file, sha256=self.sha256),
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def names() -> list[str]:
    """List the tables that can be loaded.

    Examples
    --------
    >>> names()
    ['cdnow', 'cdnow_sample', 'donations', 'electricity_offers', 'telco_churn_counts',
    'scanner_panels', 'subscription_survival', 'scanner_brands', 'advertiser_satisfaction',
    'coupon_campaigns']
    """
    return list(_resources())


def describe(name: str) -> Description:
    """Tell what a table holds, where it came from, and the exact words on its licence.

    Parameters
    ----------
    name : str
        A name of `names()`.

    Returns
    -------
    Description
        Prints as a page of text; ``columns`` is a table.

    Raises
    ------
    InputError
        For an unknown name, with the near ones.

    Examples
    --------
    >>> describe("cdnow").provenance
    'research data published by its authors without a stated licence'
    >>> describe("donations").columns.column.tolist()
    ['frequency', 'last_opportunity', 'opportunities', 'customers']
    """
    import pandas as pd

    resource = _resource(name)
    columns = pd.DataFrame(
        [
            {
                "column": field["name"],
                "type": field["type"],
                "unit": field.get("unit", ""),
                "meaning": field["description"],
            }
            for field in resource["schema"]["fields"]
        ]
    )
    return Description(
        name=name,
        title=resource["title"],
        description=resource["description"],
        provenance=resource["provenance"],
        sources=tuple(
            f"{source['title']} ({source['path']})" if "path" in source else source["title"]
            for source in resource["sources"]
        ),
        columns=columns,
        rows=resource["rows"],
        file=resource["path"],
        sha256=_checksum_of(resource),
    )


def load(name: str) -> "pd.DataFrame":
    """Read a real table of the course, as its authors published it, for lessons and models.

    Parameters
    ----------
    name : str
        ``"cdnow"`` (69,659 purchases of 23,570 customers: ``customer_id``, ``date``,
        ``quantity``, ``amount`` in US dollars), ``"cdnow_sample"`` (the papers' one customer in
        ten: the same and ``sample_id``), ``"donations"`` (22 distinct histories of 11,104
        donors: ``frequency``, ``last_opportunity``, ``opportunities``, ``customers``),
        ``"electricity_offers"`` (4,308 choices of 361 people among four offers, a row an offer)
        ``"telco_churn_counts"`` (7,043 customers counted by contract, tenure and churn)
        ``"scanner_panels"`` (what our models of habit find in five panels of households),
        ``"subscription_survival"`` (per cent of two segments still there after 0 to 12 years),
        ``"scanner_brands"`` (how many buy each of 21 brands there, and how often), or
        ``"advertiser_satisfaction"`` (how 1,811 advertisers marked ten questions, and how the
        marks go together).

    Returns
    -------
    pandas.DataFrame
        A new table at each call. Ids are whole numbers, which group faster than text; dates are
        days. Duplicate rows and purchases of 0.00 are kept, as published.

    Raises
    ------
    InputError
        For an unknown name (with the near ones), a file that is not there, is damaged, or lacks a
        column; the message says how to restore it.

    Examples
    --------
    >>> cdnow = load("cdnow")
    >>> len(cdnow), cdnow["customer_id"].nunique(), float(cdnow["amount"].sum().round(2))
    (69659, 23570, 2500315.63)
    """
    import pandas as pd

    resource = _resource(name)
    path = places.DATASETS / resource["path"]
    _verify(name, resource)
    fields = resource["schema"]["fields"]
    there = pd.read_csv(path, nrows=0, encoding="utf-8").columns
    lost = [field["name"] for field in fields if field["name"] not in there]
    if lost:
        raise InputError(
            _("The file datasets/{file} has no column {lost}; it has {there}. {restore}").format(
                file=resource["path"],
                lost=", ".join(f'"{column}"' for column in lost),
                there=", ".join(f'"{column}"' for column in there),
                restore=_restore(resource),
            )
        )
    table = pd.read_csv(
        path,
        encoding="utf-8",
        usecols=[field["name"] for field in fields],
        dtype={field["name"]: _KINDS[field["type"]] for field in fields},
    )
    for field in fields:
        if field["type"] == "date":
            table[field["name"]] = pd.to_datetime(table[field["name"]], format="%Y-%m-%d")
    return table


def _resources() -> Mapping[str, Mapping[str, Any]]:
    return _read_package(places.DATASETS / "datapackage.json")


@cache
def _read_package(path: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return {resource["name"]: resource for resource in package["resources"]}
    except FileNotFoundError as error:
        raise InputError(
            _(
                "The file datasets/datapackage.json, which lists the course's tables, is not "
                "there. Restore it with `git checkout -- datasets/datapackage.json`, or download "
                "the course again."
            )
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            _(
                "The file datasets/datapackage.json, which lists the course's tables, is damaged. "
                "Restore it with `git checkout -- datasets/datapackage.json`, or download the "
                "course again."
            )
        ) from error


def _resource(name: str) -> Mapping[str, Any]:
    resources = _resources()
    if name in resources:
        return resources[name]
    near = get_close_matches(str(name).lower().replace(" ", "_"), resources, n=2, cutoff=0.4)
    hint = _(" Did you mean {near}?") if near else ""
    raise InputError(
        _('There is no table "{name}"; there are {names}.').format(
            name=name, names=", ".join(f'"{known}"' for known in resources)
        )
        + hint.format(near=_(" or ").join(f'"{known}"' for known in near))
    )


def _checksum_of(resource: Mapping[str, Any]) -> str:
    return str(resource["hash"]).removeprefix("sha256:")


def _restore(resource: Mapping[str, Any]) -> str:
    return _(
        "Restore it with `git checkout -- datasets/{file}`, or download the course again."
    ).format(file=resource["path"])


# Files that were found whole in this process, by their state on disk: hashing 1.7 MB at every
# load would be waste, but a file that changes while a kernel runs is looked at again.
_whole: set[tuple[str, int, int, str]] = set()


def _verify(name: str, resource: Mapping[str, Any]) -> None:
    path = places.DATASETS / resource["path"]
    try:
        state = path.stat()
        expected = _checksum_of(resource)
        key = (str(path), state.st_mtime_ns, state.st_size, expected)
        if key in _whole:
            return
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            _('The file datasets/{file} of the table "{name}" is not there. {restore}').format(
                file=resource["path"], name=name, restore=_restore(resource)
            )
        ) from error
    actual = hashlib.sha256(content).hexdigest()
    if actual == expected:
        _whole.add(key)
        return
    unix = hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
    what = (
        _("Only its line ends differ: a program rewrote them for Windows.")
        if unix == expected
        else _("It has {size:,} bytes; {bytes:,} were expected.").format(
            size=len(content), bytes=resource["bytes"]
        )
    )
    raise InputError(
        _(
            'The file datasets/{file} of the table "{name}" is damaged or was edited: its '
            "checksum (sha256) is {actual}, {expected} was expected. {what} {restore}"
        ).format(
            file=resource["path"],
            name=name,
            actual=actual,
            expected=expected,
            what=what,
            restore=_restore(resource),
        )
    )

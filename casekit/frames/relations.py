"""Several tables that belong together: each with its key, and links that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["Link", "Tables"]


@dataclass(frozen=True)
class Link:
    """Say that every value of a column is found among another table's keys.

    Attributes
    ----------
    table, column : str
        Where the value stands.
    to_table, to_column : str
        Where it must be found.
    """

    table: str
    column: str
    to_table: str
    to_column: str


class Tables(Mapping[str, pd.DataFrame]):
    """Hold the tables of a case as a small relational data set, and refuse one that is broken.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The tables by name; `data["orders"]` and `data.orders` are the same.
    keys : mapping of str to sequence of str
        For each table the columns that tell its rows apart.
    links : sequence of tuple of str
        ``(table, column, other table)`` where the other table has that column as its key, or
        ``(table, column, other table, its column)``. A missing value points nowhere.
    about : mapping of str to str
        A line on each table: what a row is, and units that its columns' names do not say.

    Raises
    ------
    InputError
        When a key is missing or not unique, or a value points to nothing: all that is wrong is
        named, with the number of rows.

    Examples
    --------
    >>> guests = pd.DataFrame({"customer_id": [1, 2], "city": ["Ayr", "Bath"]})
    >>> visits = pd.DataFrame({"visit_id": [1, 2, 3], "customer_id": [1, 1, 2]})
    >>> data = Tables(
    ...     {"guests": guests, "visits": visits},
    ...     keys={"guests": ["customer_id"], "visits": ["visit_id"]},
    ...     links=[("visits", "customer_id", "guests")],
    ...     about={"guests": "a guest", "visits": "a visit"},
    ... )
    >>> len(data.visits), list(data)
    (3, ['guests', 'visits'])
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        keys: Mapping[str, Sequence[str]],
        links: Sequence[tuple[str, ...]] = (),
        about: Mapping[str, str] | None = None,
    ) -> None:
        self.tables = dict(tables)
        self.primary_keys = {name: tuple(columns) for name, columns in keys.items()}
        self.links = [_link(one, self.primary_keys) for one in links]
        self.about = dict(about or {})
        problems = [*_key_problems(self.tables, self.primary_keys), *_link_problems(self)]
        if problems:
            raise InputError(
                _("The tables do not fit together: {all}.").format(all="; ".join(problems))
            )

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            raise KeyError(
                _("There is no table {name!r}. There are: {all}.").format(
                    name=name, all=", ".join(self.tables)
                )
            )
        return self.tables[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        # Asked only for what is no field; copying asks for names before the fields are there.
        if name.startswith("_") or name not in self.__dict__.get("tables", {}):
            raise AttributeError(
                _("There is no table {name!r}. There are: {all}.").format(
                    name=name, all=", ".join(self.__dict__.get("tables", {}))
                )
            )
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return "Tables(" + ", ".join(f"{name}: {len(t):,} rows" for name, t in self.items()) + ")"

    def overview(self) -> pd.DataFrame:
        """List the tables: rows, what tells them apart, where they point, what a row is.

        Examples
        --------
        >>> one = pd.DataFrame({"customer_id": [1, 2]})
        >>> overview = Tables({"guests": one}, keys={"guests": ["customer_id"]}).overview()
        >>> overview.loc["guests", "key"]
        'customer_id'
        """
        points = dict.fromkeys(self.tables, "")
        for link in self.links:
            comma = ", " if points[link.table] else ""
            points[link.table] += f"{comma}{link.column} → {link.to_table}"
        return pd.DataFrame(
            {
                _("rows"): [len(table) for table in self.tables.values()],
                _("key"): [", ".join(self.primary_keys[name]) for name in self.tables],
                _("points to"): [points[name] for name in self.tables],
                _("a row is"): [self.about.get(name, "") for name in self.tables],
            },
            index=pd.Index(list(self.tables), name=_("table")),
        )


def _link(given: tuple[str, ...], keys: Mapping[str, Sequence[str]]) -> Link:
    if len(given) == 4:
        return Link(*given)
    if len(given) != 3:
        raise InputError(
            _("A link names a table, its column and the other table; {given!r} was given.").format(
                given=given
            )
        )
    table, column, other = given
    return Link(table, column, other, column if column in keys.get(other, ()) else "")


def _key_problems(
    tables: Mapping[str, pd.DataFrame], keys: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for name in sorted(set(keys) - set(tables)):
        yield _("a key is given for {name}, which is no table").format(name=name)
    for name, table in tables.items():
        if not keys.get(name):
            yield _("{name} has no key").format(name=name)
            continue
        key = list(keys[name])
        missing = [column for column in key if column not in table.columns]
        if missing:
            yield _("{name} lacks its key {columns}").format(name=name, columns=", ".join(missing))
            continue
        empty = int(table[key].isna().any(axis=1).sum())
        if empty:
            yield _("{name}: {rows} rows without a key").format(name=name, rows=empty)
        twice = int(table.duplicated(key).sum())
        if twice:
            yield _("{name}: the key {columns} is not unique ({rows} rows)").format(
                name=name, columns=", ".join(key), rows=twice
            )


def _link_problems(data: Tables) -> Iterator[str]:
    for link in data.links:
        ends = ((link.table, link.column), (link.to_table, link.to_column))
        lost = [
            f"{table}.{column or '?'}"
            for table, column in ends
            if table not in data.tables or column not in data.tables[table].columns
        ]
        if lost:
            yield _("a link names {lost}, which is not there").format(lost=" and ".join(lost))
            continue
        values = data.tables[link.table][link.column].dropna()
        nowhere = int((~values.isin(data.tables[link.to_table][link.to_column])).sum())
        if nowhere:
            yield _("{table}.{column}: {rows} rows are not found in {other}").format(
                table=link.table, column=link.column, rows=nowhere, other=link.to_table
            )

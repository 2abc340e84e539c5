"""A programme's member: how gladly they come anyway, and how far they look ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["Member", "Members", "People", "read_members"]

_NEEDED = ("base_utility", "price_coefficient", "discount_factor")


@dataclass(frozen=True)
class Member:
    """Describe a member who decides each week whether to visit.

    Parameters
    ----------
    base_utility : float
        Utility of a visit at its usual price over no visit, without a programme, in units of
        choice: the chance of a visit is 1 / (1 + exp(-base_utility)) a week.
    price_coefficient : float
        Utility of one dollar, above 0. Divides utilities into dollars.
    discount_factor : float
        Weight of next week, 0 to below 1. 0 is a member who never looks ahead.

    Raises
    ------
    InputError
        In words, for a number outside these ranges.

    Notes
    -----
    Each week both alternatives get a taste shock (extreme value, type I, of scale 1), drawn anew
    and seen before the choice. The scale is what "units of choice" means. The shocks are centred:
    their mean is taken off, so a week's expected best is log(exp(a) + exp(b)). Papers that keep
    Euler's constant have values that are higher by 0.5772 / (1 - discount_factor), the same at
    every stamp; incentives, switching costs and chances are equal.

    Examples
    --------
    >>> round(Member(base_utility=1.0).chance_without, 2)
    0.73
    """

    base_utility: float
    price_coefficient: float = 1.0
    discount_factor: float = 0.98

    def __post_init__(self) -> None:
        _refuse(np.array([self.base_utility]), "base_utility")
        _refuse(np.array([self.price_coefficient]), "price_coefficient")
        _refuse(np.array([self.discount_factor]), "discount_factor")

    @property
    def chance_without(self) -> float:
        """Give the chance of a visit in a week without any programme."""
        return float(1.0 / (1.0 + np.exp(-np.float64(max(self.base_utility, -700.0)))))


@dataclass(frozen=True)
class Members:
    """Hold members as arrays, one entry each.

    Attributes
    ----------
    base_utility, price_coefficient, discount_factor : ndarray, shape (members,)
    count : ndarray, shape (members,)
        How many people each entry stands for.
    names : list
        What each is called in tables.
    types : list of str
        The type of each; the name, where no types were given.
    """

    base_utility: np.ndarray
    price_coefficient: np.ndarray
    discount_factor: np.ndarray
    count: np.ndarray
    names: list[object]
    types: list[str]

    def __len__(self) -> int:
        return len(self.base_utility)


People = Member | Sequence[Member] | Mapping[str, Member] | pd.DataFrame


def read_members(members: People) -> Members:
    """Read members from whatever holds them.

    Parameters
    ----------
    members : Member, sequence of Member, mapping of names to Member, or pandas.DataFrame
        A table has a row a member (or a group of like members) with ``base_utility`` and, unless
        the usual values 1 and 0.98 will do, ``price_coefficient`` and ``discount_factor``;
        ``type``, ``member_id`` and ``members`` (how many people the row stands for) if it has them.

    Returns
    -------
    Members

    Raises
    ------
    InputError
        In words, for a missing column, an empty table, a missing or senseless value.

    Examples
    --------
    >>> read_members({"heavy": Member(1.0), "light": Member(-1.5)}).types
    ['heavy', 'light']
    """
    if isinstance(members, Member):
        members = [members]
    if isinstance(members, Mapping):
        table = _of_members(list(members.values())).assign(type=list(map(str, members)))
    elif isinstance(members, pd.DataFrame):
        table = members
    elif isinstance(members, list | tuple):
        table = _of_members(list(members))
    else:
        raise InputError(
            _("Give a Member, several of them, or a table of members; {given} was given.").format(
                given=type(members).__name__
            )
        )
    if "base_utility" not in table:
        raise InputError(
            _("A table of members needs a column 'base_utility'; it has: {columns}.").format(
                columns=", ".join(map(str, table.columns))
            )
        )
    if not len(table):
        raise InputError(_("There are no members."))
    usual = {"price_coefficient": 1.0, "discount_factor": 0.98, "members": 1.0}
    read = {}
    for column in (*_NEEDED, "members"):
        if column not in table:
            read[column] = np.full(len(table), usual[column])
            continue
        try:
            read[column] = table[column].to_numpy(dtype=float)
        except (TypeError, ValueError):
            message = _("Column {column} must hold numbers.").format(column=repr(column))
            raise InputError(message) from None
        _refuse(read[column], column)
    names: list[object] = list(range(1, len(table) + 1))
    if "member_id" in table:
        names = table["member_id"].tolist()
    types = table["type"].astype(str).tolist() if "type" in table else [str(n) for n in names]
    u, price, discount = (read[column] for column in _NEEDED)
    return Members(u, price, discount, read["members"], names, types)


def _of_members(members: list[Member]) -> pd.DataFrame:
    """Put members in a table."""
    if not all(isinstance(one, Member) for one in members):
        raise InputError(_("Give members as `Member(...)`, or a table with a row each."))
    return pd.DataFrame(
        [(m.base_utility, m.price_coefficient, m.discount_factor) for m in members],
        columns=list(_NEEDED),
    )


def _refuse(values: np.ndarray, name: str) -> None:
    """Refuse values outside their range, naming the first."""
    expected = {
        "base_utility": (np.isfinite(values), _("a number")),
        "price_coefficient": (np.isfinite(values) & (values > 0), _("above 0")),
        "discount_factor": ((values >= 0) & (values < 1), _("from 0 to below 1")),
        "members": (np.isfinite(values) & (values >= 0), _("0 or more")),
    }
    fine, words = expected[name]
    wrong = values[~fine]
    if len(wrong) and len(values) > 1:
        message = _("Column {column} must be {expected} in each row; {n} are not, such as {value}.")
        raise InputError(
            message.format(column=repr(name), expected=words, n=len(wrong), value=wrong[0])
        )
    refuse_unless(not len(wrong), name, float(wrong[0]) if len(wrong) else None, words)

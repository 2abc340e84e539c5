"""What a factor model needs to know of the answers, and where it can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.models.loyalty.structure import Floats
from casekit.words import _

__all__ = ["Moments", "from_matrix", "read_dimensions", "refuse_lost", "usable"]

ALIKE = 1 - 1e-9


@dataclass(frozen=True, eq=False)
class Moments:
    """Hold what a factor model needs to know of the answers.

    Attributes
    ----------
    covariance : ndarray, shape (items, items)
        Divided by the number of respondents.
    means : ndarray or None
        Of the items; None when a matrix was given.
    nobs : int
        Respondents.
    centred : ndarray or None
        The answers less their means; only until the model is fitted.
    """

    covariance: Floats
    means: Floats | None
    nobs: int
    centred: Floats | None = None


def read_dimensions(dimensions: Any) -> dict[str, list[str]]:
    """Read which items belong to which dimension.

    Raises
    ------
    InputError
        When that is no mapping of names to lists of columns, or names an item twice in one list.

    Examples
    --------
    >>> read_dimensions({"speed": ("q1", "q2")})
    {'speed': ['q1', 'q2']}
    """
    example = _('{"speed": ["q1", "q2", "q3"], "kindness": ["q4", "q5", "q6"]}')
    if not isinstance(dimensions, Mapping) or not dimensions:
        raise InputError(
            _("Say which items belong to which dimension, such as {example}.").format(
                example=example
            )
        )
    found: dict[str, list[str]] = {}
    for name, items in dimensions.items():
        if isinstance(items, str) or not isinstance(items, (Sequence, pd.Index, np.ndarray)):
            raise InputError(
                _(
                    "The dimension {name!r} needs a list of columns; {items!r} was given. Such as "
                    "{example}."
                ).format(name=name, items=items, example=example)
            )
        listed = list(items)
        if len(set(listed)) < len(listed):
            raise InputError(_("The dimension {name!r} names an item twice.").format(name=name))
        if len(listed) < 2:
            raise InputError(
                _(
                    "The dimension {name!r} has {n} item. From one item nobody can tell what is "
                    "measured and what is error: it needs two at least, better three."
                ).format(name=name, n=len(listed))
            )
        found[str(name)] = listed
    return found


def from_matrix(matrix: Any, items: list[str], nobs: int, divisor: str) -> Moments:
    """Read the covariances of the items from a published table.

    Raises
    ------
    InputError
        For a matrix that is not square, symmetric, complete or possible, or does not name the
        items.
    """
    if divisor not in ("n-1", "n"):
        raise InputError(
            _('divisor={given!r} was given; choose "n-1" or "n".').format(given=divisor)
        )
    if isinstance(matrix, pd.DataFrame):
        refuse_lost(items, list(matrix.columns))
        refuse_lost(items, list(matrix.index))
        values = matrix.loc[items, items].to_numpy(dtype=float)
    else:
        values = np.asarray(matrix, dtype=float)
        if values.shape != (len(items), len(items)):
            raise InputError(
                _(
                    "The matrix has shape {shape}; the dimensions name {k} items. A table with the "
                    "items' names as index and columns says which is which."
                ).format(shape=values.shape, k=len(items))
            )
    if np.isnan(values).any():
        upper = np.isnan(np.triu(values, 1)).sum() or np.isnan(np.tril(values, -1)).sum()
        raise InputError(
            _("{n} cells of the matrix are empty; both halves must be filled.").format(n=int(upper))
        )
    if not np.allclose(values, values.T, atol=1e-8 * np.abs(values).max(), rtol=1e-6):
        raise InputError(
            _("The matrix is not the same on both sides of its diagonal: fill both halves alike.")
        )
    whole = isinstance(nobs, (int, np.integer)) and not isinstance(nobs, bool)
    if not whole or nobs <= len(items):
        raise InputError(
            _("nobs={nobs!r} was given; there must be more respondents than the {k} items.").format(
                nobs=nobs, k=len(items)
            )
        )
    values = (values + values.T) / 2
    scale = (nobs - 1) / nobs if divisor == "n-1" else 1.0
    return Moments(usable(values * scale, items), None, int(nobs))


def refuse_lost(items: list[str], there: list[Any]) -> None:
    """Refuse a table that has not all items, or one of them twice."""
    lost = [item for item in items if item not in there]
    if lost:
        raise InputError(
            _("The table has no column {lost}; it has {there}.").format(
                lost=", ".join(map(repr, lost[:5])),
                there=", ".join(map(repr, there[:30])) + (", …" if len(there) > 30 else ""),
            )
        )
    twice = [item for item in items if there.count(item) > 1]
    if twice:
        raise InputError(_("The table has two columns {name!r}.").format(name=twice[0]))


def usable(covariance: Floats, items: list[str]) -> Floats:
    """Refuse covariances from which nothing can be learned, or that cannot be."""
    variances = np.diag(covariance)
    constant = [item for item, one in zip(items, variances, strict=True) if not one > 0]
    if constant:
        raise InputError(
            _(
                "The item {item!r} does not vary: everybody gave the same answer, so it says "
                "nothing about differences between people. Leave it out."
            ).format(item=constant[0])
        )
    sd = np.sqrt(variances)
    correlations = covariance / np.outer(sd, sd)
    first, second = np.triu_indices(len(items), 1)
    same = np.flatnonzero(np.abs(correlations[first, second]) > ALIKE)
    if len(same):
        raise InputError(
            _(
                "The items {a!r} and {b!r} say exactly the same: was one column copied? Leave one "
                "out."
            ).format(a=items[first[same[0]]], b=items[second[same[0]]])
        )
    if np.linalg.eigvalsh(correlations)[0] < 1e-10:
        raise InputError(
            _(
                "One of the items follows exactly from the others (such as a total beside its "
                "parts), or the matrix is no possible table of covariances."
            )
        )
    return covariance

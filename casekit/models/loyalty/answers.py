"""From a table of answers to the covariances that a factor model reads."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning, InputError
from casekit.metrics.loyalty.reading import table_of
from casekit.models.loyalty.moments import Moments, refuse_lost, usable
from casekit.models.loyalty.structure import Floats
from casekit.words import _

__all__ = ["from_answers", "read_items"]

# What surveys write where there is no answer.
CODES = (-99.0, -9.0, 77.0, 88.0, 99.0, 999.0)
LONGEST_SCALE = 11.0


def read_items(answers: Any, items: list[str]) -> Floats:
    """Read the items of a table of any engine as numbers, NaN where there is no answer.

    Examples
    --------
    >>> read_items(pd.DataFrame({"a": ["1", ""], "b": [2, 3]}), ["a", "b"]).tolist()
    [[1.0, 2.0], [nan, 3.0]]
    """
    if not hasattr(type(answers), "columns"):
        raise InputError(_("A table is needed, a row a respondent and a column an item."))
    if isinstance(answers, pd.DataFrame):
        refuse_lost(items, list(answers.columns))
    table = table_of(answers, items, _("Name the columns as the table does."))
    return np.column_stack([_numbers(table[item], item) for item in items])


def from_answers(answers: Any, items: list[str], missing: str) -> Moments:
    """Read the covariances of the items from a row a respondent.

    Raises
    ------
    InputError
        For columns that are not there, words, missing answers (unless dropped), constant or
        repeated items, or too few respondents.
    """
    if missing not in ("refuse", "drop"):
        raise InputError(
            _('missing={given!r} was given; choose "refuse" or "drop".').format(given=missing)
        )
    values = read_items(answers, items)
    empty = np.isnan(values).any(axis=1)
    if empty.any() and missing == "refuse":
        raise InputError(
            _(
                "{n} of {all} respondents left an item unanswered. Decide what to do with them "
                'first: fit(answers, missing="drop") leaves them out.'
            ).format(n=int(empty.sum()), all=len(values))
        )
    values = values[~empty]
    _warn_of_codes(values, items)
    n, k = values.shape
    if n <= k:
        raise InputError(
            _(
                "{n} respondents with all answers for {k} items: there must be more respondents "
                "than items, and 100 or more for intervals that can be trusted."
            ).format(n=n, k=k)
        )
    means = values.mean(axis=0)
    centred = values - means
    return Moments(usable(centred.T @ centred / n, items), means, n, centred)


def _numbers(column: pd.Series, item: str) -> Floats:
    text = column.astype(object).map(
        lambda one: one.strip() or None if isinstance(one, str) else one
    )
    empty = text.isna().to_numpy(dtype=bool)
    values = pd.to_numeric(text.where(~empty, np.nan), errors="coerce").to_numpy(dtype=float)
    words = text.to_numpy()[np.isnan(values) & ~empty]
    if len(words):
        raise InputError(
            _(
                "The item {item!r} holds {n} answers in words, such as {one!r}. Turn them into "
                "numbers first, such as 1 to 7."
            ).format(item=item, n=len(words), one=words[0])
        )
    if np.isinf(values).any():
        raise InputError(_("The item {item!r} holds an infinite number.").format(item=item))
    return values


def _warn_of_codes(values: Floats, items: list[str]) -> None:
    coded = np.isin(values, CODES)
    rest = values[~coded]
    if coded.any() and rest.size and rest.min() >= 0 and rest.max() <= LONGEST_SCALE:
        place = int(np.flatnonzero(coded.any(axis=0))[0])
        warnings.warn(
            _(
                "{n} answers, such as in {item!r}, are {code:g} where all others are 0 to {top:g}: "
                "is that a code for 'no answer'? Then make it missing first."
            ).format(n=int(coded.sum()), item=items[place], code=values[coded][0], top=rest.max()),
            CasekitWarning,
            stacklevel=4,
        )

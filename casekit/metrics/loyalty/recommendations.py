"""Answers to "how likely are you to recommend us, 0 to 10?", read as they come from a survey."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.words import _

__all__ = ["GROUPS", "grouped", "read_answers", "read_counts"]

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

GROUPS = ("detractors", "passives", "promoters")
# What tables that were read as text write where there is no answer.
NO_ANSWER = ("", "-", ".", "na", "n/a", "nan", "none", "null", "<na>")
# A scale of 1 to 10 shows in several 1s and no 0; one of 1 to 5 or 1 to 7 in nothing above 7.
ONES_WITHOUT_ZERO, ENOUGH_TO_TELL, TOP_OF_SHORT_SCALES = 5, 20, 7
# Marks of 1 to 5 only are told sooner: each of them counts as a detractor.
FEW_TO_TELL, TOP_OF_SHORTEST = 5, 5
_YES_NO = _("Some answers are true or false; marks from 0 to 10 are needed.")


def read_answers(answers: Any) -> Floats:
    """Read answers from 0 to 10 as numbers, NaN where there is none.

    Parameters
    ----------
    answers : array-like of shape (n,)
        Whole numbers from 0 to 10, as integers, floats or text; empty, missing, "NA", "n/a" or
        "-" where somebody did not answer.

    Returns
    -------
    ndarray of float, shape (n,)
        The answers, in order.

    Raises
    ------
    InputError
        For words, numbers outside 0 to 10 or between two marks.

    Warns
    -----
    CasekitWarning
        When the answers look like those of another scale (1 to 10, 1 to 5, 1 to 7).

    Examples
    --------
    >>> read_answers(["10", 8.0, None, ""]).tolist()
    [10.0, 8.0, nan, nan]
    """
    if np.ndim(answers) > 1:
        raise InputError(_("A column of marks is needed, one a person; a table was given."))
    series = answers if isinstance(answers, pd.Series) else pd.Series(answers, dtype=object)
    if series.dtype != object and pd.api.types.is_numeric_dtype(series.dtype):
        if pd.api.types.is_bool_dtype(series.dtype):
            raise InputError(_YES_NO)
        numbers = series.to_numpy(dtype=float, na_value=np.nan)
        _refuse_other_scales(numbers)
        return numbers
    raw = series.astype(object)
    if raw.map(lambda value: isinstance(value, (bool, np.bool_))).any():
        raise InputError(_YES_NO)
    text = raw.map(lambda value: value.strip() if isinstance(value, str) else value)
    nothing = text.map(lambda value: isinstance(value, str) and value.lower() in NO_ANSWER)
    empty = (text.isna() | nothing).to_numpy(dtype=bool)
    numbers = pd.to_numeric(text.where(~empty, np.nan), errors="coerce").to_numpy(dtype=float)
    words = text.to_numpy()[np.isnan(numbers) & ~empty]
    if len(words):
        shown = ", ".join(repr(word) for word in list(dict.fromkeys(words.tolist()))[:3])
        raise InputError(
            _(
                "{n} of {all} answers are words, such as {shown}. Marks from 0 to 10 are needed; "
                "from '10 - very likely' take the number with "
                r"answers.str.extract(r'(\d+)')[0]."
            ).format(n=len(words), all=len(numbers), shown=shown)
        )
    _refuse_other_scales(numbers)
    return numbers


def _refuse_other_scales(numbers: Floats) -> None:
    there = numbers[~np.isnan(numbers)]
    outside = there[(there < 0) | (there > 10)]
    if len(outside):
        raise InputError(
            _(
                "{n} of {all} answers lie outside 0 to 10, such as {worst:g}. The score is defined "
                "for marks from 0 to 10 only; a code for 'no answer', such as 99, must be made "
                "missing first."
            ).format(n=len(outside), all=len(there), worst=outside[np.abs(outside).argmax()])
        )
    between = there[there != np.round(there)]
    if len(between):
        raise InputError(
            _(
                "{n} of {all} answers are no whole marks, such as {one:g}: these look like means. "
                "Each customer's own mark is needed."
            ).format(n=len(between), all=len(there), one=between[0])
        )
    enough = ENOUGH_TO_TELL
    if len(there) and there.max() <= TOP_OF_SHORTEST:
        enough = FEW_TO_TELL
    if len(there) < enough:
        return
    ones, zeros = int((there == 1).sum()), int((there == 0).sum())
    if there.max() <= TOP_OF_SHORT_SCALES and zeros == 0:
        warnings.warn(
            _(
                "No answer of {n} is above {top:g} or is 0: was it asked from 1 to {top:g}? Then "
                "everybody would count as a detractor, and the score means nothing."
            ).format(n=len(there), top=there.max()),
            CasekitWarning,
            stacklevel=4,
        )
    elif ones >= ONES_WITHOUT_ZERO and zeros == 0:
        warnings.warn(
            _(
                "{ones} answers are 1 and none is 0: was it asked from 1 to 10? The groups are "
                "defined for 0 to 10."
            ).format(ones=ones),
            CasekitWarning,
            stacklevel=4,
        )


def grouped(numbers: Floats) -> Counts:
    """Count detractors (0 to 6), passives (7, 8) and promoters (9, 10) among the answers.

    Examples
    --------
    >>> grouped(read_answers([10, 9, 8, 6, None])).tolist()
    [1, 1, 2]
    """
    there = numbers[~np.isnan(numbers)]
    below, above = int((there <= 6).sum()), int((there >= 9).sum())
    return np.array([below, len(there) - below - above, above])


def read_counts(counts: Mapping[Any, Any]) -> Counts:
    """Read counts by group or by mark.

    Parameters
    ----------
    counts : mapping
        ``{"promoters": 45, "passives": 35, "detractors": 20}``, or marks from 0 to 10 and how
        often each was given.

    Returns
    -------
    ndarray of int, shape (3,)
        Detractors, passives, promoters.

    Raises
    ------
    InputError
        For other names, or counts that are no whole numbers of 0 or more.

    Examples
    --------
    >>> read_counts({"promoters": 45, "passives": 35, "detractors": 20}).tolist()
    [20, 35, 45]
    >>> read_counts({6: 1, 8: 2, 10: 3}).tolist()
    [1, 2, 3]
    """
    for name, value in counts.items():
        try:
            whole = not isinstance(value, bool) and float(value) >= 0 and float(value) % 1 == 0
        except (TypeError, ValueError):
            whole = False
        if not whole:
            raise InputError(
                _(
                    "The count of {name!r} is {value!r}; how many people is a whole number, 0 or "
                    "more. (From shares: the interval needs the number of people.)"
                ).format(name=name, value=value)
            )
    if set(counts) == set(GROUPS):
        return np.array([int(counts[name]) for name in GROUPS])
    if set(counts) & set(GROUPS) or not counts:
        raise InputError(
            _("Counts by group need exactly three names: promoters, passives, detractors.")
        )
    marks = read_answers(list(counts))
    if np.isnan(marks).any():
        raise InputError(_("A count has no mark. Leave out those who did not answer."))
    found = np.zeros(3, dtype=np.int64)
    for mark, value in zip(marks, counts.values(), strict=True):
        found[0 if mark <= 6 else 1 if mark <= 8 else 2] += int(value)
    return found

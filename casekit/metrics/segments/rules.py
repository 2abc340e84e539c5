"""Named segments as rules over scores, and the proof that they cover every cell exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.segments import FREQUENCY_SCORE, MONETARY_SCORE, RECENCY_SCORE, SEGMENT
from casekit.words import _

__all__ = ["Cells", "cells_of", "segment_rules"]

_SCORES = {"recency": RECENCY_SCORE, "frequency": FREQUENCY_SCORE, "monetary": MONETARY_SCORE}
_DEFAULT = (
    # name, recency from, to, frequency from, to
    ("champions", 5, 5, 4, 5, _("bought lately and often")),
    ("loyal", 3, 4, 4, 5, _("buy often, were here not long ago")),
    ("potential loyalists", 4, 5, 2, 3, _("here lately, some purchases")),
    ("new", 5, 5, 1, 1, _("here lately, fewest purchases")),
    ("promising", 4, 4, 1, 1, _("here not long ago, fewest purchases")),
    ("need attention", 3, 3, 3, 3, _("in the middle on both")),
    ("about to sleep", 3, 3, 1, 2, _("few purchases, growing silence")),
    ("cannot lose", 1, 2, 5, 5, _("bought most often of all, now silent")),
    ("at risk", 1, 2, 3, 4, _("bought often, now silent")),
    ("hibernating", 1, 2, 1, 2, _("few purchases, long silent")),
)


@dataclass(frozen=True, eq=False)
class Cells:
    """Hold which segment each cell of scores belongs to.

    Attributes
    ----------
    names : list of str
        The segments, in the order of the rules.
    measures : tuple of str
        Columns of scores that the rules read.
    place : ndarray of int
        An axis a measure, a step a score: the number of the segment of each cell.
    """

    names: list[str]
    measures: tuple[str, ...]
    place: NDArray[np.int64]


def segment_rules() -> pd.DataFrame:
    """Show the default rules: ten named segments over scores of recency and frequency.

    Returns
    -------
    pandas.DataFrame
        A row a segment: ``segment``, ``recency_from``, ``recency_to``, ``frequency_from``,
        ``frequency_to`` (both ends in) and ``meaning``. The 25 cells are covered exactly once;
        `rfm_segments` proves that of any rules before it uses them.

    Notes
    -----
    Names like these are common in practice; they are labels for the past. "Loyal" says often and
    not long ago, not why. Money is not in the rules: look at it within segments.

    Examples
    --------
    >>> segment_rules().head(3)[["segment", "recency_from", "recency_to", "frequency_from"]]
                   segment  recency_from  recency_to  frequency_from
    0            champions             5           5               4
    1                loyal             3           4               4
    2  potential loyalists             4           5               2
    """
    columns = [SEGMENT, "recency_from", "recency_to", "frequency_from", "frequency_to", "meaning"]
    return pd.DataFrame(list(_DEFAULT), columns=columns)


def cells_of(rules: Any = None, scores: int = 5) -> Cells:
    """Read rules and prove that they cover every cell exactly once.

    Parameters
    ----------
    rules : pandas.DataFrame, mapping or None
        See `rfm_segments`; None for the default rules.
    scores : int
        The highest score.

    Returns
    -------
    Cells

    Raises
    ------
    InputError
        Lists the cells that no rule covers, and those that several do.

    Examples
    --------
    >>> cells = cells_of({"lately": ((3, 5), (1, 5)), "silent": ((1, 2), (1, 5))})
    >>> cells.names[cells.place[4, 0]]
    'lately'
    """
    table = segment_rules() if rules is None else _as_table(rules)
    measures = [name for name in _SCORES if f"{name}_from" in table]
    if len(table) == 0 or not measures:
        raise InputError(
            _("The rules are empty; casekit.segment_rules() shows what they look like.")
        )
    names = list(dict.fromkeys(table[SEGMENT].astype(str)))
    shape = (scores,) * len(measures)
    place = np.full(shape, -1, dtype=np.int64)
    owners: dict[tuple[int, ...], list[str]] = {}
    for row in table.to_dict("records"):
        ranges = []
        for measure in measures:
            low, high = row[f"{measure}_from"], row[f"{measure}_to"]
            whole = all(float(end) == int(end) for end in (low, high) if end == end)
            if not (low == low and high == high and whole and 1 <= low <= high <= scores):
                raise InputError(
                    _(
                        'The rule for "{segment}" has {measure} from {low} to {high}; both must be '
                        "whole scores from 1 to {scores}, the lower one first."
                    ).format(
                        segment=row[SEGMENT], measure=measure, low=low, high=high, scores=scores
                    )
                )
            ranges.append(range(int(low) - 1, int(high)))
        for cell in product(*ranges):
            owners.setdefault(cell, []).append(str(row[SEGMENT]))
            place[cell] = names.index(str(row[SEGMENT]))
    twice = {cell: held for cell, held in owners.items() if len(held) > 1}
    gaps = [tuple(map(int, cell)) for cell in np.argwhere(place < 0)]
    problems = []
    if gaps:
        problems.append(_("no rule covers {cells}").format(cells=_cells_in_words(gaps, measures)))
    if twice:
        first = min(twice)
        problems.append(
            _("several rules cover {cells}: {which} is claimed by {names}").format(
                cells=_cells_in_words(sorted(twice), measures),
                which=_one(first, measures),
                names=_(" and ").join(f'"{name}"' for name in twice[first]),
            )
        )
    if problems:
        raise InputError(
            _("The rules must cover every cell of scores exactly once, but {problems}.").format(
                problems=_("; and ").join(problems)
            )
        )
    return Cells(names, tuple(_SCORES[name] for name in measures), place)


def _one(cell: tuple[int, ...], measures: list[str]) -> str:
    return " ".join(f"{name[0].upper()}{at + 1}" for name, at in zip(measures, cell, strict=True))


def _cells_in_words(cells: list[tuple[int, ...]], measures: list[str]) -> str:
    shown = ", ".join(_one(cell, measures) for cell in cells[:6])
    more = _(" and {n} more").format(n=len(cells) - 6) if len(cells) > 6 else ""
    return _("{n} cells ({shown}{more})").format(n=len(cells), shown=shown, more=more)


def _as_table(rules: Any) -> pd.DataFrame:
    if isinstance(rules, Mapping):
        rows = []
        for name, blocks in rules.items():
            for block in blocks if isinstance(blocks, list) else [blocks]:
                try:
                    (r_low, r_high), (f_low, f_high), *money = block
                except (TypeError, ValueError) as error:
                    raise InputError(
                        _(
                            'The rule for "{name}" must be two ranges of scores, recency and '
                            "frequency, such as ((4, 5), (1, 2)); {block!r} was given."
                        ).format(name=name, block=block)
                    ) from error
                row = {SEGMENT: name, "recency_from": r_low, "recency_to": r_high}
                row |= {"frequency_from": f_low, "frequency_to": f_high}
                if money:
                    row |= {"monetary_from": money[0][0], "monetary_to": money[0][1]}
                rows.append(row)
        table = pd.DataFrame(rows)
    elif isinstance(rules, pd.DataFrame):
        table = rules
    else:
        raise InputError(
            _(
                "Rules are a table like casekit.segment_rules(), or a dictionary such as "
                '{{"lately": ((3, 5), (1, 5)), "silent": ((1, 2), (1, 5))}}; a {kind} was given.'
            ).format(kind=type(rules).__name__)
        )
    if len(table) == 0:
        return table
    ends = [f"{name}_{end}" for name in _SCORES for end in ("from", "to")]
    there = [name for name in ends if name in table]
    lone = [name for name in there if name.rsplit("_", 1)[0] + "_from" not in there]
    lone += [name for name in there if name.rsplit("_", 1)[0] + "_to" not in there]
    if SEGMENT not in table or not there or lone:
        raise InputError(
            _(
                'A table of rules has the columns "segment", "recency_from", "recency_to", '
                '"frequency_from", "frequency_to" and, if money counts, "monetary_from", '
                '"monetary_to"; this one has {there}.'
            ).format(there=", ".join(f'"{name}"' for name in table.columns))
        )
    return table

"""Service quality as a score: perception minus expectation, or perception alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.loyalty import DIMENSION_ITEMS
from casekit.metrics.loyalty.reading import groups_of, keep_rows, numbers_of, table_of
from casekit.metrics.loyalty.shares import z_of
from casekit.words import _

__all__ = ["service_gaps"]

Floats = NDArray[np.float64]

_MISSING = ("refuse", "drop", "available")


def service_gaps(
    survey: Any,
    *,
    score: Literal["servqual", "servperf"] = "servqual",
    weights: Literal["importance", "mean importance"] | Mapping[str, float] | None = None,
    by: str | None = None,
    dimensions: Mapping[str, Sequence[str]] | None = None,
    expected: str = "expected_",
    perceived: str = "perceived_",
    importance: str = "importance_",
    scale: tuple[float, float] = (1, 7),
    level: float = 0.95,
    missing: Literal["refuse", "drop", "available"] = "refuse",
) -> pd.DataFrame:
    """Score the quality of service by dimension: how far it falls short of what is expected.

    Parameters
    ----------
    survey : data frame
        A row a respondent, any engine, with columns such as ``expected_s01`` and
        ``perceived_s01``.
    score : {"servqual", "servperf"}
        ``"servqual"``: perception minus expectation, below 0 when service falls short.
        ``"servperf"``: perception alone; expectations need not have been asked.
    weights : {"importance", "mean importance"} or mapping, optional
        Adds an overall score in which dimensions weigh differently. ``"importance"``: each
        respondent's gaps by the points that this respondent gave. ``"mean importance"``: all by
        the mean points. Mapping: weights of your own by dimension; only their ratios count.
    by : str, optional
        Column of groups, scored one by one.
    dimensions : mapping of str to sequence of str, optional
        Dimension, and the ends of its items' column names. By default the course's 22.
    expected, perceived, importance : str
        How the columns' names begin.
    scale : tuple of float
        Lowest and highest answer.
    level : float
        Confidence level of the intervals.
    missing : {"refuse", "drop", "available"}
        ``"drop"`` leaves respondents out who did not answer everything; ``"available"`` scores a
        dimension by the items that a respondent answered on both sides, and leaves them out of
        it (and of the overall scores) where they answered none.

    Returns
    -------
    pandas.DataFrame
        A row a dimension, then ``overall, unweighted`` (mean of the dimensions) and, with
        weights, ``overall, weighted``; index ``dimension`` (and the group before it).
        ``expectation``, ``perception``, ``gap`` in points of the scale, ``standard_error`` of
        the gap, ``low``, ``high``, ``respondents``. With servperf ``perception`` in place of all
        three.

    Raises
    ------
    InputError
        In words, when a column is missing, or an answer is a word, empty or off the scale.

    Notes
    -----
    SERVQUAL: Parasuraman, Zeithaml and Berry (1988), Journal of Retailing 64(1), 12-40.
    SERVPERF: Cronin and Taylor (1992), Journal of Marketing 56(3), 55-68. Standard errors take
    respondents, not answers, as independent.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(seed=11)
    >>> service_gaps(survey)["gap"].round(1).to_dict()  # doctest: +ELLIPSIS
    {'tangibles': 0.1, 'reliability': -1.2, 'responsiveness': -1.4, 'assurance': ...}
    """
    z = z_of(level)
    if score not in ("servqual", "servperf"):
        raise InputError(
            _('score="{given}" was given; choose "servqual" or "servperf".').format(given=score)
        )
    if missing not in _MISSING:
        raise InputError(
            _('missing="{given}" was given; choose one of {known}.').format(
                given=missing, known=", ".join(f'"{one}"' for one in _MISSING)
            )
        )
    items = _dimensions(dimensions)
    names = list(items)
    sides = {"perception": perceived}
    if score == "servqual":
        sides = {"expectation": expected, "perception": perceived}
    points = [importance + name for name in names]
    asked = isinstance(weights, str)
    wanted = [start + item for start in sides.values() for name in names for item in items[name]]
    wanted += points if asked else []
    wanted += [by] if by is not None else []
    way_out = _(
        "dimensions={'reliability': ['q1', 'q2']}, expected=... and perceived=... name the columns "
        'of your own table; score="servperf" needs no expectations.'
    )
    held = table_of(survey, wanted, way_out)
    read = {
        column: numbers_of(held, column, scale=scale)
        for column in wanted
        if column != by and column not in points
    }
    shares = _weights(weights, names, held, points)
    if shares is not None and shares.ndim == 2:
        read |= {point: shares[:, place] for place, point in enumerate(points)}
    empty = {} if by is None else {by: held[by].isna().to_numpy(dtype=bool)}
    if missing == "available":
        kept = keep_rows(held, empty, "drop")
        if shares is not None and shares.ndim == 2:
            kept &= ~np.isnan(shares).any(axis=1)
    else:
        kept = keep_rows(held, read | empty, missing)
    people = _by_person(read, items, sides, missing)
    if isinstance(weights, str) and weights == "mean importance":
        assert shares is not None
        shares = shares[kept].mean(axis=0)
    tables = {}
    for group, members in groups_of(held, by):
        rows = members & kept
        if rows.any():
            tables[group] = _scores(
                {side: values[rows] for side, values in people.items()},
                names,
                shares[rows] if shares is not None and shares.ndim == 2 else shares,
                z,
            )
    if by is None:
        return tables[None]
    return pd.concat(tables, names=[by, "dimension"])


def _dimensions(given: Mapping[str, Sequence[str]] | None) -> dict[str, list[str]]:
    items = {name: list(held) for name, held in (given or DIMENSION_ITEMS).items()}
    for name, held in items.items():
        if not held or isinstance((given or {}).get(name), str):
            raise InputError(
                _('The dimension "{name}" needs a list of at least one item.').format(name=name)
            )
    return items


def _weights(
    weights: str | Mapping[str, float] | None,
    names: list[str],
    held: pd.DataFrame,
    points: list[str],
) -> Floats | None:
    """Give weights that add up to 1: of each respondent (2 axes) or of all (1 axis)."""
    if weights is None:
        return None
    if isinstance(weights, str):
        if weights not in ("importance", "mean importance"):
            raise InputError(
                _(
                    'weights="{given}" was given; choose "importance", "mean importance" or a '
                    "weight for each dimension."
                ).format(given=weights)
            )
        given = np.column_stack([numbers_of(held, column) for column in points])
        below = int((given < 0).any(axis=1).sum())
        total = given.sum(axis=1)
        if below or (total == 0).any():
            raise InputError(
                _(
                    "The points of importance must be 0 or more and not all 0; they are not in "
                    "{n} rows."
                ).format(n=below or int((total == 0).sum()))
            )
        return np.asarray(given / total[:, None])
    if set(weights) != set(names):
        raise InputError(
            _("`weights` must name each dimension once: {names}. It names {given}.").format(
                names=", ".join(names), given=", ".join(map(str, weights))
            )
        )
    try:
        own = np.array([float(weights[name]) for name in names])
    except (TypeError, ValueError):
        own = np.array([np.nan])
    if not (np.isfinite(own).all() and (own >= 0).all() and own.sum() > 0):
        raise InputError(
            _("`weights` must be numbers of 0 or more, not all 0; {given!r} was given.").format(
                given=dict(weights)
            )
        )
    return np.asarray(own / own.sum())


def _by_person(
    read: Mapping[str, Floats],
    items: Mapping[str, Sequence[str]],
    sides: Mapping[str, str],
    missing: str,
) -> dict[str, Floats]:
    """Give each respondent's mean answer by dimension and side, NaN where there is none."""
    people: dict[str, list[Floats]] = {side: [] for side in sides}
    for held in items.values():
        answers = {
            side: np.column_stack([read[start + item] for item in held])
            for side, start in sides.items()
        }
        there = ~np.isnan(np.stack(list(answers.values()))).any(axis=0)
        number = there.sum(axis=1)
        fine = number > 0 if missing == "available" else number == len(held)
        for side, values in answers.items():
            mean = np.where(there, values, 0).sum(axis=1) / np.maximum(number, 1)
            people[side].append(np.where(fine, mean, np.nan))
    return {side: np.column_stack(columns) for side, columns in people.items()}


def _scores(
    people: Mapping[str, Floats], names: list[str], shares: Floats | None, z: float
) -> pd.DataFrame:
    if "expectation" in people:
        people = {**people, "gap": people["perception"] - people["expectation"]}
    last = list(people)[-1]
    wide = {
        side: [values[:, place] for place in range(len(names))] for side, values in people.items()
    }
    for side, values in people.items():
        wide[side].append(values.mean(axis=1))
        if shares is not None:
            wide[side].append((values * shares).sum(axis=1))
    labels = [*names, _("overall, unweighted")] + ([_("overall, weighted")] * (shares is not None))
    rows = []
    for place in range(len(labels)):
        row = {}
        for side in people:
            one = wide[side][place]
            row[side] = one[~np.isnan(one)].mean() if (~np.isnan(one)).any() else np.nan
        scored = wide[last][place]
        scored = scored[~np.isnan(scored)]
        number = len(scored)
        error = scored.std(ddof=1) / np.sqrt(number) if number > 1 else np.nan
        row |= {
            "standard_error": error,
            "low": row[last] - z * error,
            "high": row[last] + z * error,
            "respondents": number,
        }
        rows.append(row)
    return pd.DataFrame(rows, index=pd.Index(labels, name="dimension"))

"""Read a survey of switching costs: how reliable a facet is, and how high it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from casekit.errors import InputError
from casekit.frames.barriers import FACETS
from casekit.generators.switching.statements import REVERSED
from casekit.words import _

__all__ = ["Reliability", "cronbach_alpha", "facet_profile"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reliability:
    """Say how far the statements of one facet measure one thing.

    Attributes
    ----------
    alpha : float
        Cronbach's alpha: at most 1; below 0 when statements run against each other.
    low, high : float
        Ends of its interval.
    statements : int
        Number of statements, k.
    respondents : int
        Number of respondents, n.
    level : float
        Confidence level of the interval.

    Examples
    --------
    >>> Reliability(0.8, 0.78, 0.82, 3, 800)
    Cronbach's alpha 0.80 (0.78 to 0.82), 3 statements, 800 respondents
    """

    alpha: float
    low: float
    high: float
    statements: int
    respondents: int
    level: float = 0.95

    def __repr__(self) -> str:
        return _(
            "Cronbach's alpha {alpha:.2f} ({low:.2f} to {high:.2f}), {k} statements, "
            "{n} respondents"
        ).format(
            alpha=self.alpha,
            low=self.low,
            high=self.high,
            k=self.statements,
            n=self.respondents,
        )


def cronbach_alpha(answers: pd.DataFrame, *, level: float = 0.95) -> Reliability:
    """Measure how far several statements measure one thing.

    Parameters
    ----------
    answers : pandas.DataFrame of shape (n respondents, k statements)
        The statements of ONE facet, all in the same direction: turn reversed ones round first.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Reliability
        alpha = k/(k-1) * (1 - sum of the statements' variances / variance of their sum), and
        the interval 1 - (1 - alpha) * F with n-1 and (n-1)(k-1) degrees of freedom.

    Raises
    ------
    InputError
        With fewer than two statements or respondents, answers that are missing or no numbers,
        or when everybody ticked the same.

    Notes
    -----
    Cronbach (1951); the interval is that of Feldt, Woodruff and Salih (1987). It is exact for
    normal answers with equal loadings, and close for a scale of five points.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 4, 5], "b": [2, 2, 5, 4], "c": [1, 3, 4, 4]})
    >>> round(cronbach_alpha(answers).alpha, 3)
    0.938
    """
    if not 0 < level < 1:
        raise InputError(
            _("`level` must be between 0 and 1; {given} was given.").format(given=level)
        )
    values = _numbers(answers)
    n, k = values.shape
    if k < 2 or n < 2:
        raise InputError(
            _(
                "Alpha compares statements with each other: it needs two columns and two rows at "
                "least; {k} columns and {n} rows were given."
            ).format(k=k, n=n)
        )
    total = values.sum(axis=1).var(ddof=1)
    if not total > 0:
        raise InputError(
            _(
                "The sum of the answers is the same for all {n} respondents: there is no spread."
            ).format(n=n)
        )
    alpha = k / (k - 1) * (1 - values.var(axis=0, ddof=1).sum() / total)
    tail = (1 - level) / 2
    freedom = (n - 1, (n - 1) * (k - 1))
    low = 1 - (1 - alpha) * stats.f.ppf(1 - tail, *freedom)
    high = 1 - (1 - alpha) * stats.f.ppf(tail, *freedom)
    return Reliability(float(alpha), float(low), float(high), k, n, level)


def facet_profile(
    answers: pd.DataFrame,
    *,
    statements: Mapping[str, Sequence[str]] | None = None,
    reversed_items: Sequence[str] | None = None,
    scale: tuple[int, int] = (1, 5),
    level: float = 0.95,
) -> pd.DataFrame:
    """Sum up a survey of switching costs: mean, interval and reliability of each facet.

    Parameters
    ----------
    answers : pandas.DataFrame
        A row a respondent, a column a statement, as they were ticked.
    statements : mapping of str to sequence of str, optional
        Facet, and its columns. By default the columns named ``{facet}_1``, ``{facet}_2``, … of
        the eight facets.
    reversed_items : sequence of str, optional
        Columns in which agreeing means a lower cost; they are turned round here. By default
        those of the course's own survey.
    scale : tuple of int
        Lowest and highest answer.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row a facet, index ``facet``: ``mean`` (mean of the respondents' mean answers, in points
        of the scale), ``low``, ``high``, ``alpha``, ``alpha_low``, ``alpha_high``.

    Raises
    ------
    InputError
        When no column belongs to a facet, or an answer is missing or outside the scale.

    Examples
    --------
    >>> from casekit.generators.switching.survey import make_barrier_survey
    >>> answers, truth = make_barrier_survey(seed=1)
    >>> facet_profile(answers)["mean"].idxmax()
    'set_up'
    """
    groups = statements if statements is not None else _own_columns(answers)
    turned = REVERSED if reversed_items is None else frozenset(reversed_items)
    low, high = scale
    rows = {}
    for facet, columns in groups.items():
        missing = [column for column in columns if column not in answers.columns]
        if missing:
            raise InputError(
                _('The facet "{facet}" has no column {missing}.').format(
                    facet=facet, missing=", ".join(map(repr, missing))
                )
            )
        values = _numbers(answers[list(columns)])
        outside = int(((values < low) | (values > high)).sum())
        if outside:
            raise InputError(
                _(
                    'The facet "{facet}" has {n} answers outside {low} to {high}: correct them, or '
                    "give `scale`."
                ).format(facet=facet, n=outside, low=low, high=high)
            )
        for place, column in enumerate(columns):
            if column in turned:
                values[:, place] = low + high - values[:, place]
        reliable = cronbach_alpha(pd.DataFrame(values), level=level)
        person = values.mean(axis=1)
        half = stats.norm.ppf(0.5 + level / 2) * person.std(ddof=1) / np.sqrt(len(person))
        rows[facet] = {
            "mean": person.mean(),
            "low": person.mean() - half,
            "high": person.mean() + half,
            "alpha": reliable.alpha,
            "alpha_low": reliable.low,
            "alpha_high": reliable.high,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("facet")


def _own_columns(answers: pd.DataFrame) -> dict[str, list[str]]:
    names = [str(column) for column in answers.columns]
    found = {
        facet.name: [name for name in names if name.rpartition("_")[0] == facet.name]
        for facet in FACETS
    }
    found = {facet: columns for facet, columns in found.items() if columns}
    if not found:
        raise InputError(
            _(
                "No column is named after a facet, such as set_up_1. Say which columns belong to "
                "which facet: statements={{'set_up': ['q7', 'q8']}}."
            ).format()
        )
    return found


def _numbers(answers: pd.DataFrame) -> Floats:
    try:
        values = answers.to_numpy(dtype=float, na_value=np.nan, copy=True)
    except (TypeError, ValueError):
        raise InputError(
            _("Answers must be numbers. Turn words such as 'agree' into 1 to 5 first.")
        ) from None
    empty = int(np.isnan(values).any(axis=1).sum())
    if empty:
        raise InputError(
            _(
                "{n} of {all} rows have an answer missing. Decide what to do with them first; "
                "answers.dropna() leaves these respondents out."
            ).format(n=empty, all=len(values))
        )
    return values

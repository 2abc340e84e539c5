"""The reliability of a gap: the difference of two answers that are each reliable."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import overload

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.metrics.loyalty.reading import table_of
from casekit.metrics.switching import cronbach_alpha
from casekit.words import _

__all__ = ["difference_reliability", "gap_reliability"]

Floats = NDArray[np.float64]


@overload
def difference_reliability(
    performance: float, expectation: float, correlation: float, *, sd_ratio: float = 1.0
) -> float: ...


@overload
def difference_reliability(
    performance: ArrayLike,
    expectation: ArrayLike,
    correlation: ArrayLike,
    *,
    sd_ratio: ArrayLike = 1.0,
) -> float | Floats: ...


def difference_reliability(
    performance: ArrayLike,
    expectation: ArrayLike,
    correlation: ArrayLike,
    *,
    sd_ratio: ArrayLike = 1.0,
) -> float | Floats:
    """Give the reliability of performance minus expectation.

    Parameters
    ----------
    performance, expectation : float or array-like
        Reliability of each score, above 0 and at most 1 (Cronbach's alpha, omega).
    correlation : float or array-like
        Correlation of the two scores, as measured.
    sd_ratio : float or array-like
        Standard deviation of performance divided by that of expectation.

    Returns
    -------
    float or ndarray
        Share of the difference's variance that is no error:
        (k^2 r_P + r_E - 2 k r) / (k^2 + 1 - 2 k r), with k the ratio. It falls as the two scores
        are more alike: what they share is taken away, and both errors stay. With k = 1 this is
        ((r_P + r_E) / 2 - r) / (1 - r).

    Raises
    ------
    InputError
        For values outside their range, or scores without any difference.

    Warns
    -----
    CasekitWarning
        When the correlation is higher than scores of these reliabilities can have,
        sqrt(r_P r_E): one of the three numbers is then wrong (the result is below 0 with equal
        spread).

    Notes
    -----
    Peter, Churchill & Brown (1993), Journal of Consumer Research 19(4), 655-662.

    Examples
    --------
    >>> round(difference_reliability(0.9, 0.8, 0.6), 3)
    0.625
    """
    p, e, r, k = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (performance, expectation, correlation)),
        np.asarray(sd_ratio, dtype=float),
    )
    for name, value in (("performance", p), ("expectation", e)):
        if not ((value > 0) & (value <= 1)).all():
            raise InputError(
                _("`{name}` is a reliability, above 0 and at most 1; {given} was given.").format(
                    name=name, given=value
                )
            )
    if not (np.abs(r) <= 1).all():
        raise InputError(
            _("`correlation` lies between -1 and 1; {given} was given.").format(given=r)
        )
    if not ((k > 0) & np.isfinite(k)).all():
        raise InputError(_("`sd_ratio` is a number above 0; {given} was given.").format(given=k))
    spread = k * k + 1 - 2 * k * r
    if not (spread > 1e-12).all():
        raise InputError(
            _("With a correlation of 1 and equal spread there is no difference to measure.")
        )
    if (np.abs(r) > np.sqrt(p * e) + 1e-12).any():
        warnings.warn(
            _(
                "Scores of these reliabilities cannot correlate above {most:.2f}; {given:.2f} was "
                "given. One of the three numbers is wrong, or comes from a small sample."
            ).format(most=float(np.sqrt(p * e).min()), given=float(np.abs(r).max())),
            CasekitWarning,
            stacklevel=2,
        )
    found = (k * k * p + e - 2 * k * r) / spread
    return float(found) if found.ndim == 0 else found


def gap_reliability(
    survey: pd.DataFrame,
    scales: Mapping[str, Sequence[str]] | None = None,
    *,
    performance: str = "perceived_",
    expectation: str = "expected_",
) -> pd.DataFrame:
    """Measure, scale by scale, how reliable perceptions, expectations and their gaps are.

    Parameters
    ----------
    survey : pandas.DataFrame
        A row a respondent, with each item answered twice.
    scales : mapping of str to sequence of str, optional
        Dimension, and its items without the prefixes. By default the five dimensions of the
        course's survey, items s01 to s22.
    performance, expectation : str
        What stands before an item's name in the columns of each kind.

    Returns
    -------
    pandas.DataFrame
        A row a dimension: ``performance``, ``expectation`` (Cronbach's alpha of each sum),
        ``correlation`` of the two sums, ``sd_ratio``, ``difference`` (by
        `difference_reliability`), and ``difference_alpha`` (alpha of the items' gaps, with
        ``low`` and ``high`` of its 95% interval).

    Raises
    ------
    InputError
        When a column is not there, or answers are missing or no numbers.

    Examples
    --------
    >>> survey = pd.DataFrame(
    ...     {
    ...         "perceived_a": [1, 2, 4, 5, 6], "perceived_b": [2, 2, 5, 4, 7],
    ...         "expected_a": [5, 6, 6, 7, 6], "expected_b": [5, 6, 7, 7, 5],
    ...     }
    ... )
    >>> gap_reliability(survey, {"speed": ["a", "b"]}).loc["speed", "performance"].round(2).item()
    0.95
    """
    groups = scales if scales is not None else _OWN
    kinds = (performance, expectation)
    wanted = [f"{kind}{item}" for items in groups.values() for kind in kinds for item in items]
    way_out = _("Each item is needed twice; say what stands before its name in each kind.")
    survey = table_of(survey, wanted, way_out)
    rows = {}
    for dimension, items in groups.items():
        parts = {}
        for prefix in kinds:
            columns = [f"{prefix}{item}" for item in items]
            parts[prefix] = survey[columns].set_axis(list(items), axis=1)
        rows[dimension] = _of_one(parts[performance], parts[expectation])
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("dimension")


def _of_one(perceived: pd.DataFrame, expected: pd.DataFrame) -> dict[str, float]:
    alphas = [cronbach_alpha(part).alpha for part in (perceived, expected)]
    sums = [part.to_numpy(dtype=float).sum(axis=1) for part in (perceived, expected)]
    sds = [float(total.std(ddof=1)) for total in sums]
    correlation = float(np.corrcoef(sums[0], sums[1])[0, 1])
    gap = pd.DataFrame(perceived.to_numpy(dtype=float) - expected.to_numpy(dtype=float))
    direct = cronbach_alpha(gap)
    ratio = sds[0] / sds[1]
    below = ratio * ratio + 1 - 2 * ratio * correlation
    return {
        "performance": alphas[0],
        "expectation": alphas[1],
        "correlation": correlation,
        "sd_ratio": ratio,
        "difference": (ratio**2 * alphas[0] + alphas[1] - 2 * ratio * correlation) / below,
        "difference_alpha": direct.alpha,
        "low": direct.low,
        "high": direct.high,
    }


_OWN = {
    name: [f"s{number:02d}" for number in range(first, last + 1)]
    for name, first, last in (
        ("tangibles", 1, 4),
        ("reliability", 5, 9),
        ("responsiveness", 10, 13),
        ("assurance", 14, 17),
        ("empathy", 18, 22),
    )
}

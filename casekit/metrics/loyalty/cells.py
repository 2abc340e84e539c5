"""Four cells of loyalty by attitude and patronage, and how far they rest on where one cuts."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.frames.engine import collected, frame_of, give_back
from casekit.frames.loyalty import ATTITUDES, CATEGORY_SHARE, CELL, LOYALTY_CELLS
from casekit.metrics.loyalty.reading import keep_rows, numbers_of, table_of
from casekit.metrics.segments.placing import beside
from casekit.words import _

__all__ = ["loyalty_cells", "loyalty_cells_by_cut"]

Floats = NDArray[np.float64]
Cut = float | str


def loyalty_cells(
    table: Any,
    *,
    attitude: str | Sequence[str] = ATTITUDES,
    patronage: str = CATEGORY_SHARE,
    attitude_cut: Cut = "median",
    patronage_cut: Cut = "median",
) -> Any:
    """Place customers in four cells of loyalty by what they think and by what they do.

    Parameters
    ----------
    table : data frame
        A row a respondent; any engine.
    attitude : str or sequence of str
        Column of relative attitude (against the best rival), or several whose mean is taken.
    patronage : str
        Column of repeat patronage, such as the share of the category bought here.
    attitude_cut, patronage_cut : float or "median"
        Above the cut is high; exactly at it is not.

    Returns
    -------
    data frame
        The table in the caller's engine with ``cell``: ``true`` (both high), ``latent``
        (attitude only), ``spurious`` (patronage only) or ``none``.

    Raises
    ------
    InputError
        In words, when a column is missing, holds words or gaps, or a cut is no number.

    Warns
    -----
    CasekitWarning
        When everybody is on one side of a cut, so that two cells are empty.

    Notes
    -----
    Dick and Basu (1994), Journal of the Academy of Marketing Science 22(2), 99-113. Medians cut
    every base in halves, however loyal it is; `loyalty_cells_by_cut` shows what that does.

    Examples
    --------
    >>> table = pd.DataFrame({"attitude": [6, 6, 2, 1], "share_of_category": [0.9, 0.2, 0.8, 0.1]})
    >>> loyalty_cells(table, attitude="attitude")["cell"].tolist()
    ['true', 'latent', 'spurious', 'none']
    """
    likes, buys = _read(table, attitude, patronage)
    like, buy = (
        _cut(likes, attitude_cut, "attitude_cut"),
        _cut(buys, patronage_cut, "patronage_cut"),
    )
    _warn_of_one_side(likes, like, "attitude_cut")
    _warn_of_one_side(buys, buy, "patronage_cut")
    cell = _cells(likes, buys, like, buy)
    frame = collected(frame_of(table))
    words = nw.new_series(CELL, list(LOYALTY_CELLS), nw.String, backend=frame.implementation)
    return give_back(beside(frame, [words[cell]]), like=table)


def loyalty_cells_by_cut(
    table: Any,
    *,
    attitude: str | Sequence[str] = ATTITUDES,
    patronage: str = CATEGORY_SHARE,
    attitude_cuts: Sequence[Cut] | None = None,
    patronage_cuts: Sequence[Cut] | None = None,
) -> pd.DataFrame:
    """Show how the four shares of loyalty change with where one cuts.

    Parameters
    ----------
    table, attitude, patronage
        As in `loyalty_cells`.
    attitude_cuts, patronage_cuts : sequence of float or "median", optional
        Cuts to try, each with each. By default the values that 20%, 30%, ... 80% of the
        respondents do not exceed, each different value once.

    Returns
    -------
    pandas.DataFrame
        A row a pair of cuts: ``attitude_cut``, ``patronage_cut``, and the shares ``true``,
        ``latent``, ``spurious``, ``none``.

    Raises
    ------
    InputError
        As `loyalty_cells`.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(seed=11)
    >>> shares = loyalty_cells_by_cut(survey, attitude_cuts=[4], patronage_cuts=[0.3, 0.5, 0.7])
    >>> bool(shares["spurious"].is_monotonic_decreasing)
    True
    """
    likes, buys = _read(table, attitude, patronage)
    cuts = []
    for values, given, name in (
        (likes, attitude_cuts, "attitude_cuts"),
        (buys, patronage_cuts, "patronage_cuts"),
    ):
        if given is None:
            order = np.quantile(values, np.linspace(0.2, 0.8, 7), method="inverted_cdf")
            cuts.append(np.unique(order).tolist())
            continue
        if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray) or not len(given):
            raise InputError(
                _("`{name}` must be a list of cuts; {given!r} was given.").format(
                    name=name, given=given
                )
            )
        cuts.append([_cut(values, one, name) for one in given])
    rows = []
    for one in cuts[0]:
        for other in cuts[1]:
            counts = np.bincount(_cells(likes, buys, one, other), minlength=len(LOYALTY_CELLS))
            shares = dict(zip(LOYALTY_CELLS, counts / len(likes), strict=True))
            rows.append({"attitude_cut": one, "patronage_cut": other, **shares})
    return pd.DataFrame(rows)[["attitude_cut", "patronage_cut", *LOYALTY_CELLS[::-1]]]


def _read(table: Any, attitude: str | Sequence[str], patronage: str) -> tuple[Floats, Floats]:
    columns = [attitude] if isinstance(attitude, str) else list(attitude)
    if not columns:
        raise InputError(_("`attitude` must name a column at least."))
    way_out = _("attitude=... and patronage=... name the columns of your own table.")
    held = table_of(table, [*columns, patronage], way_out)
    read = {name: numbers_of(held, name) for name in (*columns, patronage)}
    keep_rows(held, dict(read), None)
    # Sums of whole answers are exact, so equal attitudes stay equal.
    likes = np.sum([read[name] for name in columns], axis=0) / len(columns)
    return likes, read[patronage]


def _cut(values: Floats, cut: Any, name: str) -> float:
    if isinstance(cut, str) and cut == "median":
        return float(np.median(values))
    if isinstance(cut, int | float | np.number) and not isinstance(cut, bool) and np.isfinite(cut):
        return float(cut)
    raise InputError(
        _('{name} must be a number or "median"; {cut!r} was given.').format(name=name, cut=cut)
    )


def _warn_of_one_side(values: Floats, cut: float, name: str) -> None:
    """Tell of a cut that separates nobody: shares cut as if they were per cent, or the reverse."""
    if len(values) and (values.min() > cut or values.max() <= cut):
        warnings.warn(
            _(
                "No customer is {side} {name}={cut:g}: the values run from {low:g} to {high:g}, so "
                "two of the four cells are empty. Is the cut on the scale of the column (0.5 for "
                "shares, 50 for per cent)?"
            ).format(
                side=_("above") if values.max() <= cut else _("at or below"),
                name=name,
                cut=cut,
                low=values.min(),
                high=values.max(),
            ),
            CasekitWarning,
            stacklevel=3,
        )


def _cells(likes: Floats, buys: Floats, like: float, buy: float) -> NDArray[np.int64]:
    return (2 * (likes > like) + (buys > buy)).astype(np.int64)

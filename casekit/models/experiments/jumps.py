"""The jump between two lines that meet at a threshold, with its error and its bias taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.experiments.local_lines import Side, neighbour_residuals
from casekit.words import _

__all__ = ["EdgeRows", "Jump", "fit_jump", "refuse_few", "sides_of"]

Floats = NDArray[np.float64]
_FEWEST = 6


@dataclass(frozen=True, eq=False)
class EdgeRows:
    """Rows of one question: distance from the threshold, outcome, and who is treated."""

    x: Floats
    y: Floats
    d: Floats | None


@dataclass(frozen=True)
class Jump:
    """Hold a jump and its parts.

    Attributes
    ----------
    effect, corrected : float
        The gap between the lines (over the gap in treatment), plain and with its bias taken out.
    error, error_plain : float
        Standard errors of the corrected and of the plain one.
    jump, jump_error : float
        Gap in treatment with its error; 1 and 0 where the threshold decides alone.
    rows : tuple of int
        Rows within the bandwidth, below and above.
    """

    effect: float
    corrected: float
    error: float
    error_plain: float
    jump: float
    jump_error: float
    rows: tuple[int, int]


def sides_of(rows: EdgeRows, values: Floats | None = None) -> tuple[Side, Side]:
    """Give the rows below and those above, with the outcome or with other values."""
    y = rows.y if values is None else values
    above = rows.x >= 0
    return Side(rows.x[~above], y[~above]), Side(rows.x[above], y[above])


def fit_jump(rows: EdgeRows, bandwidth: float, bias_bandwidth: float) -> Jump:
    """Fit a line on each side, and a curve for its bias; give the jump between them.

    Raises
    ------
    InputError
        When a window holds too few different values, or the treatment does not change.
    """
    reach = max(bandwidth, bias_bandwidth)
    near = np.abs(rows.x) < reach
    rows = EdgeRows(rows.x[near], rows.y[near], None if rows.d is None else rows.d[near])
    above = rows.x >= 0
    plain, corrected = np.zeros(len(rows.x)), np.zeros(len(rows.x))
    counts = []
    for sign, here in ((-1, ~above), (1, above)):
        side = Side(rows.x[here], rows.y[here])
        for width in (bandwidth, bias_bandwidth):
            if len(np.unique(side.within(width).x)) < 4:
                raise InputError(
                    _(
                        "Within {width:,.4g} of the threshold, a side has fewer than four "
                        "different values of the running variable: use a wider `bandwidth`."
                    ).format(width=width)
                )
        counts.append(len(side.within(bandwidth).x))
        one, two = side.corrected(bandwidth, bias_bandwidth)
        plain[here], corrected[here] = sign * one, sign * two

    def spread(weights: Floats, values: Floats) -> float:
        parts = zip(sides_of(EdgeRows(rows.x, values, None)), (~above, above), strict=True)
        squares = [((weights[here] * neighbour_residuals(side)) ** 2).sum() for side, here in parts]
        return float(np.sqrt(sum(squares)))

    jump, jump_error, values, middle = 1.0, 0.0, rows.y, 0.0
    if rows.d is not None:
        jump, jump_error = float(plain @ rows.d), spread(corrected, rows.d)
        if abs(jump) < 1e-12:
            raise InputError(_("The treatment does not change at the threshold: nothing to tell."))
        middle = float(plain @ rows.y) / jump
        # The ratio of two jumps, as a line round its estimate: errors and bias are then sums.
        values = (rows.y - middle * rows.d) / jump
    return Jump(
        effect=middle + float(plain @ values),
        corrected=middle + float(corrected @ values),
        error=spread(corrected, values),
        error_plain=spread(plain, values),
        jump=jump,
        jump_error=jump_error,
        rows=(counts[0], counts[1]),
    )


def refuse_few(rows: EdgeRows, cutoff: float, running: str) -> None:
    """Refuse a threshold with too few rows on a side.

    Raises
    ------
    InputError
        Naming the side and the number of different values there.
    """
    for side, words in zip(
        sides_of(rows),
        (
            _("`{running}` has {n} different values below {cutoff:,g}"),
            _("`{running}` has {n} different values from {cutoff:,g} on"),
        ),
        strict=True,
    ):
        distinct = len(np.unique(side.x))
        if distinct < _FEWEST:
            found = words.format(running=running, n=distinct, cutoff=cutoff)
            raise InputError(
                _("{found}; at least {fewest} on each side tell a line and its bend.").format(
                    found=found, fewest=_FEWEST
                )
            )

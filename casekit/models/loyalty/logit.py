"""Maximise the likelihood of yes and no in cells, and say in words what has no maximum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

from casekit.errors import InputError
from casekit.models.loyalty.satisfaction_cells import Cells
from casekit.models.purchases.fitting import warn_reader
from casekit.words import _

__all__ = ["Found", "fit_cells", "log_likelihood", "odds"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Found:
    """Hold a maximum: where, how sharp, how high.

    Attributes
    ----------
    parameters : ndarray
        Infinite where everybody of a group did the same; NaN where the data say nothing.
    covariance : ndarray
        NaN for those.
    llf : float
    """

    parameters: Floats
    covariance: Floats
    llf: float


def odds(design: Floats, parameters: Floats) -> Floats:
    """Give log-odds; an infinite parameter counts only where its column is not 0.

    Examples
    --------
    >>> odds(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([2.0, np.inf])).tolist()
    [2.0, inf]
    """
    with np.errstate(invalid="ignore"):
        parts = np.where(design != 0, design * parameters, 0.0)
    return np.asarray(parts.sum(axis=1))


def log_likelihood(
    parameters: Floats, design: Floats, n: Floats, k: Floats
) -> tuple[float, Floats, Floats]:
    """Give the log-likelihood of the cells, its gradient, and minus its Hessian."""
    at = design @ parameters
    value = float(k @ log_expit(at) + (n - k) @ log_expit(-at))
    chance = expit(at)
    gradient = design.T @ (k - n * chance)
    return value, gradient, (design.T * (n * chance * (1 - chance))) @ design


def fit_cells(cells: Cells) -> Found:
    """Fit a logistic curve to cells.

    Parameters
    ----------
    cells : Cells

    Returns
    -------
    Found

    Raises
    ------
    InputError
        When no slope can be told, or the data have no maximum.

    Warns
    -----
    CasekitWarning
        When everybody of a group did the same.
    """
    names, design = cells.layout.names, cells.design
    fixed, kept = _same_for_all(cells, design)
    free = np.array([name not in fixed for name in names])
    inner, n, k = design[kept][:, free], cells.n[kept], cells.k[kept]
    seen = np.unique(cells.score[kept])
    _refuse_flat(cells, inner, seen, [name for name in names if name not in fixed])
    parameters = _climb(inner, n, k)
    value, _gradient, information = log_likelihood(parameters, inner, n, k)
    everything = np.array([fixed.get(name, 0.0) for name in names])
    everything[free] = parameters
    covariance = np.full((len(names), len(names)), np.nan)
    covariance[np.ix_(free, free)] = np.linalg.inv(information)
    return Found(everything, covariance, value)


def _same_for_all(cells: Cells, design: Floats) -> tuple[dict[str, float], NDArray[np.bool_]]:
    """Find groups in which everybody stayed, or everybody left: their rows teach nothing else."""
    names = cells.layout.names
    kept = np.ones(len(cells.n), dtype=bool)
    fixed: dict[str, float] = {}
    said: list[str] = []
    again = True
    while again:
        again = False
        for place, name in enumerate(names):
            if name == "satisfaction" or name in fixed:
                continue
            members = kept & (design[:, place] > 0)
            stayed, number = float(cells.k[members].sum()), float(cells.n[members].sum())
            if number > 0 and 0 < stayed < number:
                continue
            again = True
            kept &= ~members
            if number == 0:
                fixed[name] = np.nan
                said.append(
                    _("{name}: the others leave nothing to learn it from").format(name=name)
                )
                continue
            fixed[name] = np.inf if stayed else -np.inf
            what = _("everybody bought again") if stayed else _("nobody bought again")
            said.append(_("{name}: {what} ({n:.0f})").format(name=name, what=what, n=number))
    if not kept.any():
        raise InputError(
            _("In every group all did the same ({said}): there is no curve to fit.").format(
                said="; ".join(said)
            )
        )
    # Few customers have a failure that was made good: what was taken in unasked needs no warning.
    told = said if cells.asked else [one for one in said if not one.startswith("shift[")]
    if told:
        warn_reader(
            _(
                "The data cannot tell {said}. The estimate is then without end and has no standard "
                "error; the other parameters are learned from the other respondents."
            ).format(said="; ".join(told))
        )
    return fixed, kept


def _refuse_flat(cells: Cells, inner: Floats, seen: Floats, names: list[str]) -> None:
    scores = ", ".join(f"{one:g}" for one in seen)
    if len(seen) < 2:
        raise InputError(
            _(
                "Every respondent who can teach something gave the score {scores}: a slope needs "
                "two scores at least."
            ).format(scores=scores)
        )
    if np.linalg.matrix_rank(inner) == inner.shape[1]:
        return
    if "top_box" in names:
        raise InputError(
            _(
                "The scores ({scores}) cannot tell the slope from the jump at the highest score; "
                "SatisfactionCurve(top_box=False) fits the slope alone."
            ).format(scores=scores)
        )
    raise InputError(
        _(
            "The groups cannot be told apart from each other or from the score: each group has "
            "scores of its own. barrier=None or shifts=None does without groups."
        )
    )


def _climb(design: Floats, n: Floats, k: Floats) -> Floats:
    if _separated(design, n, k):
        raise InputError(
            _(
                "The score and the groups foretell perfectly who buys again, so that the steepest "
                "curve is always the best: more respondents are needed, or fewer parameters "
                "(top_box=False, barrier=None, shifts=None)."
            )
        )
    parameters = np.zeros(design.shape[1])
    value, gradient, information = log_likelihood(parameters, design, n, k)
    for _step in range(200):
        step = np.linalg.solve(information, gradient)
        if float(gradient @ step) < 1e-13 * max(1.0, abs(value)):
            break
        for _half in range(60):
            new = log_likelihood(parameters + step, design, n, k)
            if new[0] >= value or np.abs(step).max() < 1e-12:
                break
            step = step / 2
        parameters = parameters + step
        value, gradient, information = new
    return np.asarray(parameters)


def _separated(design: Floats, n: Floats, k: Floats) -> bool:
    """Tell whether some direction improves the likelihood without end (Albert & Anderson 1984)."""
    from scipy.optimize import linprog

    signed = np.concatenate([design[k > 0], -design[n - k > 0]])
    total = signed.sum(axis=0)
    found = linprog(
        -total,
        A_ub=-signed,
        b_ub=np.zeros(len(signed)),
        bounds=[(-1, 1)] * design.shape[1],
        method="highs",
    )
    return bool(found.status == 0 and found.fun is not None and found.fun < -1e-7)

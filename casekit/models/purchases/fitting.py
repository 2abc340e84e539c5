"""From rows to an estimate: maximise, prove, and say in words what the data cannot tell."""

import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.frames import read_histories
from casekit.models.purchases.likelihood import Data, Floats, RowLikelihood, purchase_rows
from casekit.models.purchases.maximum import maximise
from casekit.models.purchases.profile import Profile
from casekit.models.purchases.results import Estimate
from casekit.words import _

__all__ = ["fit_histories", "fit_rows", "warn_reader"]

# A standard error of 4 on the logarithm is an interval from 1/2500 to 2500 times the estimate.
KNOWS_NOTHING = 4.0


def fit_rows(
    log_likelihood: RowLikelihood,
    data: Data,
    start: Mapping[str, float],
    flat: Mapping[str, str],
    *,
    chunk: int = 16_384,
) -> Estimate:
    """Estimate positive parameters by maximum likelihood, with covariance of their logarithms.

    Parameters
    ----------
    log_likelihood : callable
        See `maximise`.
    data : rows with counts
        What the log-likelihood reads.
    start : mapping of str to float
        Names of the parameters in order, and where to start.
    flat : mapping of str to str
        For each parameter: what it means when the data cannot tell it.
    chunk : int
        Rows handled at a time.

    Returns
    -------
    Estimate
        With NaN in the covariance for parameters that the data cannot tell.

    Raises
    ------
    InputError
        When there are no more customers than parameters.

    Warns
    -----
    CasekitWarning
        When the likelihood is flat in a direction, or its maximum could not be proven.
    """
    names, customers = tuple(start), int(data.counts.sum())
    if customers <= len(names):
        raise InputError(
            _(
                "{n} customers were given to learn from; {k} parameters "
                "({names}) need more customers than that. With few customers, take parameters of "
                "comparable customers: .at({first}=..., ...)."
            ).format(n=customers, k=len(names), names=", ".join(names), first=names[0])
        )
    top = maximise(log_likelihood, data, np.array(list(start.values())), chunk=chunk)
    covariance, unknown = _covariance(top.curvature)
    vague = {flat[name] for name, lost in zip(names, unknown | top.runaway, strict=True) if lost}
    if vague:
        # What the data cannot tell, they cannot tell of either of two parameters on one ridge.
        unknown = np.array([flat[name] in vague for name in names])
        covariance = np.where(unknown | unknown[:, None], np.nan, covariance)
        lost_names = [name for name in names if flat[name] in vague]
        warn_reader(
            _(
                "The data cannot tell {names}: {meanings} Their values stand where the "
                "log-likelihood hardly rises any more, and their standard errors are missing: use "
                "predictions, and do not interpret these parameters."
            ).format(names=", ".join(lost_names), meanings=" ".join(sorted(vague)))
        )
    elif not top.proven:
        covariance = np.full_like(covariance, np.nan)
        warn_reader(
            _(
                "The best parameters found are not proven to be the best there are, so their "
                "standard errors are missing. More customers or a longer time of observation help."
            )
        )
    return Estimate(np.exp(top.log_parameters), covariance, top.value, customers, Profile(top))


def fit_histories(
    table: Any,
    log_likelihood: RowLikelihood,
    start: Callable[[float, float], Mapping[str, float]],
    flat: Mapping[str, str],
    *,
    chunk: int = 16_384,
) -> tuple[Estimate, str]:
    """Read purchase histories and estimate a model of them.

    Parameters
    ----------
    table : data frame
        Purchase histories; see `casekit.frames.read_histories`.
    log_likelihood : callable
        See `casekit.models.purchases.maximum.maximise`.
    start : callable
        From the repeat purchases a unit of time and the mean age to parameters to start from.
    flat : mapping
        See `fit_rows`.
    chunk : int
        Rows handled at a time.

    Returns
    -------
    estimate : Estimate
        What was found.
    unit : str
        Unit of time of the histories.

    Raises
    ------
    InputError
        When nobody was observed for any time, or nobody bought again.
    """
    histories = read_histories(table)
    time = float(histories.counts @ histories.T)
    repeats = float(histories.counts @ histories.x)
    customers = int(histories.counts.sum())
    if time == 0:
        raise InputError(
            _(
                "All {n} customers have age 0: nobody was observed after the first purchase. Let "
                "the observation end later (the argument end of purchase_histories)."
            ).format(n=customers)
        )
    if repeats == 0:
        raise InputError(
            _(
                "None of the {n} customers bought again (frequency is 0 in every row), so neither "
                "a rate of purchase nor a dropout can be learned from them. Observe them longer, "
                "or take parameters of comparable customers: .at(...)."
            ).format(n=customers)
        )
    rows = purchase_rows(histories)
    begin = start(repeats / time, time / customers)
    return fit_rows(log_likelihood, rows, begin, flat, chunk=chunk), histories.unit


def warn_reader(message: str) -> None:
    """Warn in words, pointing at the reader's own line and not at one inside the package.

    Parameters
    ----------
    message : str
        What to say.
    """
    level, frame = 1, sys._getframe()
    while frame.f_back and str(frame.f_globals.get("__name__")).startswith("casekit."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, CasekitWarning, stacklevel=level)


def _covariance(curvature: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Invert on the axes that the data know; mark the parameters on those that they do not."""
    sizes, axes = np.linalg.eigh(curvature)
    known = sizes > KNOWS_NOTHING**-2
    covariance = (axes[:, known] / sizes[known]) @ axes[:, known].T
    return covariance, (np.abs(axes[:, ~known]) > 0.1).any(axis=1)

"""An instrument: something that moves who is treated, and touches the outcome in no other way."""

from __future__ import annotations

from collections.abc import Sequence
from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

from casekit.errors import CasekitWarning, InputError
from casekit.models.experiments.anderson_rubin import ReducedForm
from casekit.models.experiments.columns import design_of, names_of, numbers_of, refuse_absent
from casekit.models.experiments.instrument_results import FirstStage, InstrumentResults
from casekit.words import _

__all__ = ["instrument_estimate"]

Floats = NDArray[np.float64]
_WEAK = 10.0
_ERRORS = ("robust", "classical")


def instrument_estimate(
    table: pd.DataFrame,
    outcome: str,
    treatment: str,
    instrument: str | Sequence[str],
    *,
    controls: str | Sequence[str] = (),
    cluster: str | None = None,
    errors: str = "robust",
) -> InstrumentResults:
    """Measure what a treatment does by what moves people into it, taste left out.

    The difference in outcome that goes with the instrument, divided by the difference in treatment
    that goes with it. It needs an instrument that moves the treatment, goes with nothing else that
    matters, and touches the outcome only through the treatment. It then measures the effect on
    those whom it moved.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer (or a customer and period, with ``cluster``).
    outcome, treatment : str
        Columns of numbers, or of True and False.
    instrument : str or list of str
        Column of the instrument, or several (two-stage least squares).
    controls : str or list of str
        Columns held fixed on both stages; text and categories become one column a kind.
    cluster : str, optional
        Column of clusters of rows that belong together.
    errors : {"robust", "classical"}
        Standard errors that allow for unequal variances (default), or the textbook's that do not.

    Returns
    -------
    InstrumentResults
        ``params["effect"]``, ``conf_int()``, ``first_stage``, ``reduced_form`` and
        ``anderson_rubin()``.

    Raises
    ------
    InputError
        In words, for missing columns or values, or an instrument that never varies.

    Warns
    -----
    CasekitWarning
        When the first stage is weak (F below 10).

    Notes
    -----
    Robust standard errors are White's with the factor n/(n - k); clustered ones have the usual
    correction for few clusters, and intervals use Student's t with clusters less one degrees of
    freedom (n - k without clusters).

    Examples
    --------
    >>> from casekit.generators.programmes import make_card_launch
    >>> customers, truth = make_card_launch(20_000, seed=1)
    >>> found = instrument_estimate(customers, "share_of_wallet_after", "member", "distance_km")
    >>> low, high = found.conf_int().loc["effect"]
    >>> bool(low < truth.effect < high)
    True
    """
    instruments, held = names_of(instrument), names_of(controls)
    used = [outcome, treatment, *instruments, *held] + ([cluster] if cluster else [])
    refuse_absent(table, used)
    if errors not in _ERRORS or (errors == "classical" and cluster):
        raise InputError(
            _('`errors` must be "robust" or "classical" (the latter without `cluster`).')
        )
    if not instruments:
        raise InputError(_("Name at least one column as `instrument`."))
    y, d = numbers_of(table, outcome), numbers_of(table, treatment)
    z = np.column_stack([numbers_of(table, name) for name in instruments])
    groups = _clusters(table, cluster)
    if errors == "classical":
        groups = None
    held_columns = design_of(table, held)
    y, d, z, fixed = _without_controls(y, d, z, held_columns)
    _refuse_flat(d, z, treatment, instruments)
    n, k = len(y), z.shape[1]
    first = np.linalg.lstsq(z, d, rcond=None)[0]
    fitted = z @ first
    strength = float(fitted @ fitted)
    if strength <= 1e-18 * float(d @ d):
        raise InputError(
            _("{names} moves `{treatment}` not at all: it is no instrument.").format(
                names=", ".join(f"`{name}`" for name in instruments), treatment=treatment
            )
        )
    effect = float(fitted @ y) / strength
    count = n if groups is None else int(groups.max()) + 1
    if n - fixed - k < 1 or count < 2:
        raise InputError(_("{n} rows (or one cluster) are too few for these columns.").format(n=n))
    degrees = count - 1 if cluster else n - fixed - 1
    variance = _variance(fitted[:, None], y - effect * d, groups, n - fixed - 1, errors)
    reduced = ReducedForm.of(y, d, z, groups, n - fixed - k, degrees, errors)
    stage = _first_stage(reduced, d, fitted, instruments, degrees)
    if stage.f_statistic < _WEAK:
        warn(
            _(
                "The instrument is weak (first-stage F {f:.1f}, below 10): the estimate leans to "
                "the naive one, and its interval may mislead. Read `anderson_rubin()` instead."
            ).format(f=stage.f_statistic),
            CasekitWarning,
            stacklevel=2,
        )
    return InstrumentResults(
        params=pd.Series({"effect": effect}, name="estimate"),
        covariance=pd.DataFrame(variance / strength**2, ["effect"], ["effect"]),
        nobs=n,
        freedom=degrees,
        outcome=outcome,
        first_stage=stage,
        reduced_form=reduced.table(instruments),
        treatment=treatment,
        clusters=count,
        _reduced=reduced,
    )


def _clusters(table: pd.DataFrame, cluster: str | None) -> NDArray[np.int64] | None:
    if cluster is None:
        return None
    empty = int(table[cluster].isna().sum())
    if empty:
        raise InputError(
            _("Column `{name}` has {n} empty rows; drop or fill them first.").format(
                name=cluster, n=empty
            )
        )
    return np.asarray(pd.factorize(table[cluster])[0], dtype=np.int64)


def _without_controls(
    y: Floats, d: Floats, z: Floats, controls: Floats
) -> tuple[Floats, Floats, Floats, int]:
    """Take the mean and the controls out of all columns (Frisch, Waugh and Lovell)."""
    both = np.column_stack([y, d, z])
    both = both - both.mean(axis=0)
    fixed = 1
    if controls.shape[1]:
        centred = controls - controls.mean(axis=0)
        size = np.sqrt((centred**2).sum(axis=0))
        centred = centred[:, size > 0] / size[size > 0]
        left, sizes, _right = np.linalg.svd(centred, full_matrices=False)
        left = left[:, sizes > 1e-10 * sizes.max(initial=0.0)]
        both = both - left @ (left.T @ both)
        fixed += left.shape[1]
    return both[:, 0], both[:, 1], both[:, 2:], fixed


def _refuse_flat(d: Floats, z: Floats, treatment: str, instruments: list[str]) -> None:
    for name, column in zip([treatment, *instruments], [d, *z.T], strict=True):
        # Centred numbers: what rounding leaves of a constant is not a difference.
        if not column.any() or float(np.abs(column).max()) < 1e-12:
            raise InputError(
                _("`{name}` is the same in all rows once the controls are held fixed.").format(
                    name=name
                )
            )
    size = np.sqrt((z**2).sum(axis=0))
    if np.linalg.matrix_rank(z / size, tol=1e-8) < z.shape[1]:
        raise InputError(_("The instruments repeat each other: leave one out."))


def _variance(
    x: Floats, residual: Floats, groups: NDArray[np.int64] | None, degrees: int, errors: str
) -> Floats:
    """Give the middle of the sandwich, with the correction for few rows or clusters."""
    n = len(x)
    if errors == "classical":
        return np.asarray((x.T @ x) * float(residual @ residual) / degrees)
    scores = x * residual[:, None]
    if groups is None:
        return np.asarray(scores.T @ scores * n / degrees)
    count = int(groups.max()) + 1
    sums = np.column_stack([np.bincount(groups, column, minlength=count) for column in scores.T])
    return np.asarray(sums.T @ sums * count / (count - 1) * (n - 1) / degrees)


def _first_stage(
    reduced: ReducedForm, d: Floats, fitted: Floats, names: list[str], degrees: int
) -> FirstStage:
    k = len(names)
    covariance = reduced.treatment_covariance
    left = d - fitted
    # A lot that everybody follows leaves nothing over: no test is needed, nor possible.
    follows = float(left @ left) <= 1e-20 * float(d @ d)
    f = np.inf if follows else float(reduced.first @ np.linalg.solve(covariance, reduced.first)) / k
    return FirstStage(
        params=pd.Series(reduced.first, index=names, name="estimate"),
        bse=pd.Series(np.sqrt(np.diag(covariance)), index=names, name="std_error"),
        f_statistic=f,
        p_value=float(f_distribution.sf(f, k, degrees)),
        partial_r2=float(fitted @ fitted) / float(d @ d),
    )

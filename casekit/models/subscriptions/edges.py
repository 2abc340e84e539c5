"""Where a model of tenure comes to its limits: nothing to learn from, or nobody differs."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import chdtrc

from casekit.errors import InputError
from casekit.models.subscriptions.tenures import TenureRows, sbg_log_likelihood
from casekit.words import _

__all__ = ["Alike", "alike", "refuse_unless_informative", "what_is_not_known"]


@dataclass(frozen=True)
class Alike:
    """Compare a model in which customers differ with one in which all are alike (geometric).

    Attributes
    ----------
    churn : float
        The common chance of leaving at each renewal.
    llf : float
        Log-likelihood of the geometric model.
    statistic : float
        Twice the gain in log-likelihood by letting customers differ.
    p_value : float
        Chance of so large a gain when all are alike. That is the edge of the model, where half
        of all samples gain nothing: half the chance of a chi-squared with one degree of freedom.
    """

    churn: float
    llf: float
    statistic: float
    p_value: float


def what_is_not_known(rows: TenureRows, *, constant: bool) -> str:
    """Say what it means, for these data, when alpha and beta are not known apart.

    Parameters
    ----------
    rows : TenureRows
        Tenures.
    constant : bool
        Whether the model holds each customer's chance of leaving constant.

    Returns
    -------
    str
        A sentence or two.
    """
    known = _("What is known is the mean chance of leaving, alpha/(alpha+beta).")
    if rows.gone.max() <= 1:
        return (
            _("One renewal was seen, and it cannot show how much customers differ.") + " " + known
        )
    common = alike(rows, -np.inf)
    if _hardly_differ(rows, common):
        if not constant:
            return _(
                "Customers do not seem to differ in their chance of leaving at the first renewal; "
                "alpha and beta can only grow together."
            )
        return _(
            "Customers do not seem to differ: one constant chance of leaving for all, {churn:.4g} "
            "a period (the geometric model), describes them as well; alpha and beta can only grow "
            "together towards it. Where retention falls with tenure, ck.BetaDiscreteWeibull() "
            "describes it."
        ).format(churn=common.churn)
    if rows.kept[rows.left].max() == 0:
        return _(
            "Whoever stayed at the first renewal stayed for good: customers seem to be of two "
            "kinds, and alpha and beta can only fall together towards 0. What is known is the "
            "share that leaves at once, alpha/(alpha+beta)."
        )
    return _("The periods seen hardly show how much customers differ.") + " " + known


def _hardly_differ(rows: TenureRows, common: Alike) -> bool:
    """Tell whether a little difference between customers makes the data less likely."""
    little = 1e4 * np.array([common.churn, 1 - common.churn])
    plain = TenureRows(rows.kept, rows.gone, rows.counts)
    return float(rows.counts @ sbg_log_likelihood(little, plain)[0]) <= common.llf


def alike(rows: TenureRows, llf: float) -> Alike:
    """Fit one constant chance of leaving for all, and test it against a model that fitted better.

    Parameters
    ----------
    rows : TenureRows
        Tenures.
    llf : float
        Log-likelihood of the model in which customers differ.

    Returns
    -------
    Alike

    Examples
    --------
    >>> rows = TenureRows(np.array([0.0, 1.0]), np.array([1.0, 1.0]), np.array([20.0, 80.0]))
    >>> round(alike(rows, -50.0).churn, 3)
    0.2
    """
    gaps = rows.gone - rows.kept
    left = gaps > 0
    renewed = float(rows.kept @ rows.counts)

    def log_likelihood(log_rate: float) -> float:
        rate = np.exp(log_rate)  # minus the logarithm of the chance to stay
        ends = np.log(-np.expm1(-rate * gaps[left]))
        return float(rows.counts[left] @ ends - rate * renewed)

    if (gaps[left] == 1).all():
        lost = float(rows.counts[left].sum())
        churn = lost / (lost + renewed)
    else:
        found = minimize_scalar(
            lambda z: -log_likelihood(z),
            bounds=(-25.0, 4.0),
            method="bounded",
            options={"xatol": 1e-10},
        )
        churn = float(-np.expm1(-np.exp(found.x)))
    best = log_likelihood(float(np.log(-np.log1p(-churn))))
    gain = max(2 * (llf - best), 0.0)
    return Alike(churn, best, gain, float(chdtrc(1, gain)) / 2 if gain > 0 else 1.0)


def refuse_unless_informative(rows: TenureRows) -> None:
    """Refuse tenures in which nobody left, or nobody came to a renewal and stayed."""
    lost = float(rows.counts @ rows.left)
    if lost == 0:
        raise InputError(
            _(
                "Nobody left, so no chance of leaving can be learned. Observe more periods, or "
                "take parameters of comparable customers: .at(...)."
            )
        )
    if not (rows.counts @ rows.kept) > 0:
        raise InputError(
            _(
                "Everybody left at the first renewal that was seen: there is no retention to "
                "learn from."
            )
        )

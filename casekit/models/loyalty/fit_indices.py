"""How far a factor model is from the data: the indices that a report is expected to print."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2 as chi_squared
from scipy.stats import ncx2

from casekit.models.loyalty.structure import Floats

__all__ = ["FitIndices", "fit_indices", "rmsea_ends"]


@dataclass(frozen=True)
class FitIndices:
    """Hold the indices of fit.

    Attributes
    ----------
    chi2, df, p_value : float, int, float
        Test of exact fit.
    baseline_chi2, baseline_df : float, int
        The same for items that do not go together at all.
    cfi, tli : float
        Comparative fit index; Tucker-Lewis index: 1 is a perfect fit.
    rmsea, rmsea_low, rmsea_high : float
        Root mean square error of approximation and its 90% interval: 0 is a perfect fit. NaN
        without degrees of freedom.
    srmr : float
        Root mean square of the standardised residuals: 0 is a perfect fit.
    """

    chi2: float
    df: int
    p_value: float
    baseline_chi2: float
    baseline_df: int
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float


def fit_indices(observed: Floats, implied: Floats, chi2: float, df: int, nobs: int) -> FitIndices:
    """Give the indices of a fit.

    Parameters
    ----------
    observed, implied : ndarray, shape (items, items)
        Correlations of the items, and what the model implies on the same scale.
    chi2 : float
        Respondents times discrepancy.
    df : int
        Degrees of freedom.
    nobs : int
        Respondents.

    Returns
    -------
    FitIndices
        By the formulas that lavaan prints by default (Rosseel 2012), with nobs, not nobs - 1.
    """
    k = len(observed)
    baseline, baseline_df = -nobs * float(np.linalg.slogdet(observed)[1]), k * (k - 1) // 2
    excess, baseline_excess = max(chi2 - df, 0.0), max(baseline - baseline_df, 0.0)
    worst = max(excess, baseline_excess)
    tli = math.nan
    if df > 0 and baseline / baseline_df != 1:
        ratio = baseline / baseline_df
        tli = (ratio - chi2 / df) / (ratio - 1)
    elif df == 0:
        tli = 1.0
    low, high = rmsea_ends(chi2, df, nobs)
    lower = np.tril_indices(k)
    scale = np.sqrt(np.diag(observed))
    residuals = ((observed - implied) / np.outer(scale, scale))[lower]
    return FitIndices(
        chi2=chi2,
        df=df,
        p_value=float(chi_squared.sf(chi2, df)) if df > 0 else math.nan,
        baseline_chi2=baseline,
        baseline_df=baseline_df,
        cfi=1 - excess / worst if worst > 0 else 1.0,
        tli=tli,
        rmsea=math.sqrt(excess / (df * nobs)) if df > 0 else math.nan,
        rmsea_low=low,
        rmsea_high=high,
        srmr=float(np.sqrt(np.mean(residuals**2))),
    )


def rmsea_ends(chi2: float, df: int, nobs: int, level: float = 0.90) -> tuple[float, float]:
    """Give the interval of the RMSEA, from the non-central chi-squared distribution.

    Examples
    --------
    >>> [round(end, 3) for end in rmsea_ends(85.306, 24, 301)]
    [0.071, 0.114]
    """
    if df == 0:
        return math.nan, math.nan
    ends = []
    for tail in (0.5 + level / 2, 0.5 - level / 2):
        if chi_squared.cdf(chi2, df) <= tail:
            ends.append(0.0)
            continue

        def above(excess: float, tail: float = tail) -> float:
            return float(ncx2.cdf(chi2, df, excess)) - tail

        top = max(chi2, 10.0)
        while above(top) > 0:
            top *= 2
        ends.append(math.sqrt(float(brentq(above, 1e-12, top)) / (df * nobs)))
    return ends[0], ends[1]

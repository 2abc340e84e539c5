"""Fit a response curve to what was spent and who responded, and say what the points cannot tell."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats import chi2

from casekit.frames.budget import ResponsePoints, read_response_points
from casekit.models.budget.curve import ResponseCurve, refuse_unless_spend
from casekit.models.budget.identification import refuse_unless_enough, warn_of_what_points_hide
from casekit.models.budget.likelihood import CurveLikelihood
from casekit.models.intervals import refuse_unless_level
from casekit.models.subscriptions.fitted import Fitted

__all__ = ["ResponseFit", "fit_response"]

# A drop of the log-likelihood by this much is what chance alone does in 1 of 20 samples.
NOTICED = float(chi2.ppf(0.95, 1)) / 2


@dataclass(frozen=True, eq=False, repr=False)
class ResponseFit(Fitted):
    """Hold a fitted response curve, its errors, and what the points cannot tell.

    Attributes
    ----------
    params : pandas.Series
        ``ceiling`` and ``rate``; ``rate`` alone where the ceiling was given.
    curve : ResponseCurve
        The curve, ready for `CustomerEquity`.
    ceiling_identified, rate_identified : bool
        Whether the points can tell the ceiling from 1, and the rate from one at which every
        spend that was tried is already past saturation.
    dispersion : float
        Scatter of the points around the curve over the scatter that counting alone would give
        (Pearson's chi-square per degree of freedom); missing where no degree is left.
    """

    curve: ResponseCurve
    ceiling_identified: bool
    rate_identified: bool
    dispersion: float
    likelihood: CurveLikelihood = field(repr=False)
    scale: float = field(default=1.0, repr=False)

    title: ClassVar[str] = "response curve"

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals from the profile likelihood.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``. They need not be symmetric. A ceiling that the points
            cannot tell has an upper end of 1, a rate that they cannot tell one of infinity.
        """
        refuse_unless_level(alpha)
        if not math.isfinite(self.scale):
            nothing = pd.Series(math.nan, index=self.params.index)
            return pd.DataFrame({"lower": nothing, "upper": nothing})
        drop = float(chi2.ppf(1 - alpha, 1)) / 2 * self.scale
        found = {name: self._edges(name, drop) for name in self.params.index}
        return pd.DataFrame(found, index=["lower", "upper"]).T

    def predict(self, spend: Any, *, alpha: float = 0.05) -> pd.DataFrame:
        """Give the response to spends, with the uncertainty of the curve.

        Parameters
        ----------
        spend : float or array
            Money per person.
        alpha : float
            0.05 gives 95% intervals of the curve, not of a single campaign.

        Returns
        -------
        pandas.DataFrame
            Index ``spend``; ``response``, ``lower``, ``upper``.
        """
        refuse_unless_level(alpha)
        money = np.atleast_1d(refuse_unless_spend(spend))
        curve = self.curve
        response = np.asarray(curve.at(money), float)
        left = np.exp(-curve.rate * money)
        slopes = pd.DataFrame({"ceiling": 1 - left, "rate": curve.reach * money * left})
        used = slopes[list(self.params.index)].to_numpy()
        error = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", used, self.covariance, used), 0.0))
        reach = float(ndtri(1 - alpha / 2)) * error
        index = pd.Index(money, name="spend")
        return pd.DataFrame(
            {
                "response": response,
                "lower": np.maximum(response - reach, 0.0),
                "upper": np.minimum(response + reach, 1.0),
            },
            index=index,
        )

    def _edges(self, name: str, drop: float) -> tuple[float, float]:
        likelihood, curve = self.likelihood, self.curve
        least = likelihood.at(curve.reach, curve.rate) - drop

        def height(value: float) -> float:
            if name == "ceiling":
                reach = value - curve.floor
                return float(likelihood.at(reach, likelihood.best_rate(reach))) - least
            reach = likelihood.best_reach(value) if "ceiling" in self.params else curve.reach
            return float(likelihood.at(reach, value)) - least

        if name == "ceiling":
            low, high, endless = curve.floor, 1.0, 1.0
        else:
            low, high, endless = likelihood.rates[0], likelihood.rates[-1], math.inf
        here = float(self.params[name])
        lower = _edge(height, here, float(low), 0.0 if name == "rate" else curve.floor)
        return lower, _edge(height, here, float(high), endless)


def fit_response(
    points: Any, *, ceiling: float | None = None, floor: float = 0.0, channel: str | None = None
) -> ResponseFit:
    """Fit a response curve to several observed points.

    Parameters
    ----------
    points : data frame
        A row a test, region or period: ``spend_per_prospect``, ``prospects``, ``acquired``; or
        ``spend_per_customer``, ``customers``, ``kept``; or a spend and ``response`` (a share)
        where nobody was counted. Any engine.
    ceiling : float, optional
        A ceiling that you know; without it, it is estimated.
    floor : float
        Share that responds when nothing is spent; known, not estimated.
    channel : str, optional
        The channel to fit, where the table holds several.

    Returns
    -------
    ResponseFit
        Estimates by maximum likelihood (binomial), standard errors from the Fisher information.
        For shares without counts the errors come from the scatter of the points.

    Raises
    ------
    InputError
        When there are too few different spends, nobody responded, or people responded to nothing
        and the floor is 0.

    Warns
    -----
    CasekitWarning
        When the points lie on the straight part (the ceiling may be anything), or all past
        saturation (the rate may be anything), or scatter far more than counting explains.

    Examples
    --------
    >>> tests = pd.DataFrame({"spend_per_prospect": [2, 5, 10, 20, 40],
    ...                       "prospects": [4000] * 5, "acquired": [291, 633, 1007, 1390, 1561]})
    >>> found = fit_response(tests)
    >>> found.params.round(3).to_dict()
    {'ceiling': 0.398, 'rate': 0.101}
    """
    seen = read_response_points(points, channel=channel)
    ResponseCurve(1.0 if ceiling is None else ceiling, 1.0, floor)
    refuse_unless_enough(seen, ceiling, floor)
    likelihood = CurveLikelihood(seen, floor)
    if ceiling is None:
        reach, rate = likelihood.best()
        names = ["ceiling", "rate"]
        cov = _inverse(likelihood.information(reach, rate))
    else:
        reach = ceiling - floor
        rate = likelihood.best_rate(reach)
        names = ["rate"]
        cov = 1 / likelihood.information(reach, rate)[1:, 1:]
    height = float(likelihood.at(reach, rate))
    flat = likelihood.rates[-1]
    flat_reach = float(likelihood.best_reach(flat)) if ceiling is None else reach
    several = len(np.unique(seen.spend)) > 1
    dispersion = _dispersion(seen, likelihood, reach, rate, len(names))
    scale = 1.0 if seen.counted else dispersion
    allowed = NOTICED * (scale if math.isfinite(scale) else 0.0)
    rate_known = height - likelihood.at(flat_reach, flat) > allowed
    full = 1 - floor
    ceiling_known = (
        ceiling is not None or height - likelihood.at(full, likelihood.best_rate(full)) > allowed
    )
    curve = ResponseCurve(float(np.clip(floor + reach, 0.0, 1.0)), rate, floor)
    warn_of_what_points_hide(
        curve, ceiling is not None, ceiling_known, rate_known or not several, dispersion, seen
    )
    values = {"ceiling": curve.ceiling, "rate": rate}
    return ResponseFit(
        params=pd.Series({name: values[name] for name in names}),
        covariance=pd.DataFrame(cov * scale, index=names, columns=names),
        llf=height,
        nobs=len(seen.spend),
        curve=curve,
        ceiling_identified=bool(ceiling_known),
        rate_identified=bool(rate_known),
        dispersion=dispersion,
        likelihood=likelihood,
        scale=scale,
    )


def _dispersion(
    seen: ResponsePoints, likelihood: CurveLikelihood, reach: float, rate: float, estimated: int
) -> float:
    p = likelihood.floor - reach * np.expm1(-rate * seen.spend)
    free = int((p > 0).sum()) - estimated
    if free < 1:
        return math.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = (seen.responded - seen.reached * p) ** 2 / (seen.reached * p * (1 - p))
    return float(np.sum(squares[(p > 0) & (p < 1)]) / free)


def _inverse(information: np.ndarray) -> np.ndarray:
    size = np.sqrt(np.maximum(np.diag(information), 1e-300))
    scaled = information / np.outer(size, size)
    if not np.linalg.cond(scaled) < 1e13:
        return np.full(information.shape, math.nan)
    return np.asarray(np.linalg.inv(scaled) / np.outer(size, size))


def _edge(height: Any, here: float, end: float, endless: float) -> float:
    """Give where a profile falls below 0 on the way to an end, or what lies beyond the end."""
    if height(end if end > 0 else 1e-12) >= 0:
        return endless
    return float(brentq(height, here, end, rtol=1e-6, xtol=1e-12))

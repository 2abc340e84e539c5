"""A fitted factor model: its parameters, their errors, and how far it is from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2 as chi_squared

from casekit.errors import InputError
from casekit.models.intervals import symmetric_interval
from casekit.models.loyalty import measures
from casekit.models.loyalty.fit_indices import FitIndices, fit_indices
from casekit.models.loyalty.moments import Moments
from casekit.models.loyalty.naming import Reading
from casekit.models.loyalty.structure import Floats
from casekit.words import _

__all__ = ["FactorEstimate"]


@dataclass(frozen=True, eq=False, repr=False)
class FactorEstimate:
    """Hold parameters, their errors and the indices of fit.

    Attributes
    ----------
    reading : Reading
        Names and scale.
    unit : ndarray
        Parameters with dimensions of variance 1.
    unit_covariance : ndarray or None
        Their covariance; None when they were given.
    moments : Moments or None
        The data.
    chi_squared : float or None
        Respondents times what is left unexplained.
    cautions : tuple of str
        What a reader must know before using the results.
    scaling : float or None
        What chi-squared is divided by for answers that are not normal; None unless robust errors
        were asked for.
    """

    reading: Reading
    unit: Floats
    unit_covariance: Floats | None
    moments: Moments | None
    chi_squared: float | None
    cautions: tuple[str, ...]
    scaling: float | None = None

    def _need(self, found: Any) -> Any:
        if found is None:
            raise InputError(
                _("These loadings were given, not fitted: there are no errors and no fit.")
            )
        return found

    def _reported(self, parameters: Any) -> Any:
        if self.reading.identification == "marker":
            return measures.marker_parameters(self.reading.structure, parameters)
        return parameters

    @property
    def params(self) -> pd.Series:
        """Give the parameters: ``"speed =~ q2"`` a loading, ``"q2 ~~ q2"`` a residual variance."""
        return pd.Series(self._reported(self.unit), index=self.reading.names, name="estimate")

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the parameters, from the expected information."""
        names = self.reading.names
        slopes = measures.slopes_of(self._reported, self.unit)
        covariance = slopes @ self._need(self.unit_covariance) @ slopes.T
        return pd.DataFrame(covariance, index=names, columns=names)

    @property
    def bse(self) -> pd.Series:
        """Give standard errors of the parameters."""
        errors = np.sqrt(np.diag(self.cov_params()))
        return pd.Series(errors, index=self.reading.names, name="std_error")

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals: ``lower`` and ``upper``, a row a parameter."""
        return symmetric_interval(self.params, self.bse, alpha)

    @property
    def nobs(self) -> int:
        """Give the number of respondents."""
        return int(self._need(self.moments).nobs)

    @cached_property
    def fit_indices(self) -> FitIndices:
        """Give all indices of fit."""
        moments: Moments = self._need(self.moments)
        scale = np.sqrt(np.diag(moments.covariance))
        both = np.outer(scale, scale)
        implied = self.reading.structure.implied(self.unit)
        return fit_indices(
            moments.covariance / both,
            implied / both,
            self._need(self.chi_squared),
            self.reading.structure.freedom,
            moments.nobs,
        )

    @property
    def chi2(self) -> float:
        """Give the test statistic of exact fit."""
        return self.fit_indices.chi2

    @property
    def df(self) -> int:
        """Give the degrees of freedom."""
        return self.reading.structure.freedom

    @property
    def p_value(self) -> float:
        """Give the p-value of exact fit; NaN without degrees of freedom."""
        return self.fit_indices.p_value

    @property
    def scaled_chi2(self) -> float:
        """Give the test statistic for answers that are not normal (Satorra & Bentler 1994)."""
        if self.scaling is None:
            raise InputError(_('The scaled test needs the answers: fit(answers, errors="robust").'))
        return self.chi2 / self.scaling

    @property
    def scaled_p_value(self) -> float:
        """Give the p-value of exact fit for answers that are not normal."""
        return float(chi_squared.sf(self.scaled_chi2, self.df))

    @property
    def cfi(self) -> float:
        """Give the comparative fit index."""
        return self.fit_indices.cfi

    @property
    def tli(self) -> float:
        """Give the Tucker-Lewis index."""
        return self.fit_indices.tli

    @property
    def rmsea(self) -> float:
        """Give the root mean square error of approximation."""
        return self.fit_indices.rmsea

    @property
    def rmsea_interval(self) -> tuple[float, float]:
        """Give the 90% interval of the RMSEA."""
        return self.fit_indices.rmsea_low, self.fit_indices.rmsea_high

    @property
    def srmr(self) -> float:
        """Give the standardised root mean square residual."""
        return self.fit_indices.srmr

    @property
    def llf(self) -> float:
        """Give the log-likelihood (means as observed)."""
        moments: Moments = self._need(self.moments)
        implied, k = self.reading.structure.implied(self.unit), len(self.reading.items)
        log_size = float(np.linalg.slogdet(implied)[1])
        trace = float(np.trace(np.linalg.solve(implied, moments.covariance)))
        return -0.5 * moments.nobs * (k * np.log(2 * np.pi) + log_size + trace)

    @property
    def aic(self) -> float:
        """Give Akaike's criterion: smaller is better."""
        return 2 * self.reading.structure.size - 2 * self.llf

    @property
    def bic(self) -> float:
        """Give Schwarz's criterion: smaller is better."""
        return self.reading.structure.size * float(np.log(self.nobs)) - 2 * self.llf

    @property
    def implied(self) -> pd.DataFrame:
        """Give the covariances that the model implies."""
        names = list(self.reading.items)
        values = self.reading.structure.implied(self.unit)
        return pd.DataFrame(values, index=names, columns=names)

    @property
    def residual_correlations(self) -> pd.DataFrame:
        """Give observed less implied correlations: where the model is wrong."""
        moments: Moments = self._need(self.moments)
        scale = np.sqrt(np.diag(moments.covariance))
        return (moments.covariance - self.implied) / np.outer(scale, scale)

"""What every fitted model answers to: parameters, their errors, and a summary without a date."""

from abc import ABC
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.models.intervals import refuse_unless_level
from casekit.models.purchases.likelihood import Floats
from casekit.models.purchases.profile import Profile
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["Estimate", "Results", "Summary", "given"]

PROFILE_UP_TO = 50_000


@dataclass(frozen=True, eq=False)
class Estimate:
    """Hold what a fit found: parameters, and how well the data know them.

    Attributes
    ----------
    parameters : ndarray
        Parameters in the model's order.
    log_covariance : ndarray or None
        Covariance of their logarithms, NaN where the data cannot tell; None when not fitted.
    llf : float or None
        Log-likelihood of the data as given; None when not fitted.
    nobs : int or None
        Customers in the data; None when not fitted.
    profile : Profile or None
        What intervals by profile likelihood are made of; None when not fitted.
    """

    parameters: Floats
    log_covariance: Floats | None = None
    llf: float | None = None
    nobs: int | None = None
    profile: Profile | None = field(default=None, repr=False)


def given(names: tuple[str, ...], values: dict[str, float]) -> Estimate:
    """Take parameters as given (published, or chosen) instead of fitted.

    Examples
    --------
    >>> given(("r", "alpha"), {"r": 0.243, "alpha": 4.414}).parameters.tolist()
    [0.243, 4.414]
    """
    for name in names:
        if not (np.isfinite(values[name]) and values[name] > 0):
            raise InputError(
                _("{name}={value} was given; {name} is a positive number.").format(
                    name=name, value=values[name]
                )
            )
    return Estimate(np.array([float(values[name]) for name in names]))


@dataclass(frozen=True, eq=False, repr=False)
class Results(ABC):
    """Answer to the names that an analyst expects after ``fit``.

    Attributes
    ----------
    estimate : Estimate
        What was found, or given.
    unit : str
        Unit of time (or ``"opportunities"``, or the money of the data) of the parameters.
    """

    estimate: Estimate
    unit: str

    title: ClassVar[str]
    names: ClassVar[tuple[str, ...]]

    def __repr__(self) -> str:
        values = [f"{name}={value:.4g}" for name, value in self.params.items()]
        return f"<{self.title}: {', '.join(values)} ({self.unit})>"

    @classmethod
    def _given(cls, unit: str, **values: float) -> Self:
        return cls(given(cls.names, values), unit)

    @property
    def params(self) -> pd.Series:
        """Give the parameters by name."""
        return pd.Series(self.estimate.parameters, index=list(self.names), name="estimate")

    @property
    def llf(self) -> float:
        """Give the log-likelihood of the data as given (not of rescaled time)."""
        return self._fitted(self.estimate.llf)

    @property
    def nobs(self) -> int:
        """Give the number of customers that the fit read."""
        return self._fitted(self.estimate.nobs)

    @property
    def aic(self) -> float:
        """Give Akaike's criterion, 2 k - 2 llf: smaller is better."""
        return 2 * len(self.names) - 2 * self.llf

    @property
    def bic(self) -> float:
        """Give Schwarz's criterion, k log(nobs) - 2 llf: smaller is better."""
        return len(self.names) * float(np.log(self.nobs)) - 2 * self.llf

    @property
    def bse(self) -> pd.Series:
        """Give standard errors; missing (NaN) where the data cannot tell."""
        errors = np.sqrt(np.diag(self._fitted(self.estimate.log_covariance)))
        return pd.Series(
            errors * self.estimate.parameters, index=list(self.names), name="std_error"
        )

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates, from the observed information.

        Returns
        -------
        pandas.DataFrame
            One row and one column a parameter.
        """
        parameters = self.estimate.parameters
        covariance = self._fitted(self.estimate.log_covariance) * np.outer(parameters, parameters)
        return pd.DataFrame(covariance, index=list(self.names), columns=list(self.names))

    def conf_int(self, alpha: float = 0.05, *, method: str = "auto") -> pd.DataFrame:
        """Give confidence intervals that keep their promise for skewed, positive parameters.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.
        method : {"auto", "profile", "wald"}
            ``"profile"``: the values that the log-likelihood does not reject, the other parameters
            chosen anew for each (infinite or 0 where it rejects none). ``"wald"``: a number of
            standard errors around the logarithm of the estimate, taken back; quicker, but for some
            parameters it covers less often than it says (``tests/long/recovery.md``). ``"auto"``:
            profile up to 50,000 customers; beyond, where the two hardly differ, Wald.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter; missing where the data cannot
            tell the parameter.
        """
        refuse_unless_level(alpha)
        if method not in ("auto", "profile", "wald"):
            raise InputError(
                _('method="{method}" was given; choose "auto", "profile" or "wald".').format(
                    method=method
                )
            )
        errors = np.sqrt(np.diag(self._fitted(self.estimate.log_covariance)))
        parameters = self.estimate.parameters
        reach = np.exp(float(ndtri(1 - alpha / 2)) * errors)
        ends = np.stack([parameters / reach, parameters * reach])
        profile = self.estimate.profile
        if method == "auto":
            method = "profile" if self.nobs <= PROFILE_UP_TO else "wald"
        if method == "profile" and profile is not None:
            for i in np.flatnonzero(np.isfinite(errors)):
                ends[:, i] = profile.interval(int(i), alpha)
        return pd.DataFrame({"lower": ends[0], "upper": ends[1]}, index=list(self.names))

    def summary(self) -> Summary:
        """Show the fit: parameters with errors and intervals, rounded, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        columns = {_("estimate"): self.params}
        facts = [(_("unit"), self.unit)]
        if self.estimate.llf is None:
            facts.append((_("parameters"), _("given, not fitted")))
        else:
            facts += [
                (_("customers"), f"{self.nobs:,}"),
                (_("log-likelihood"), f"{self.llf:.1f}"),
                ("AIC", f"{self.aic:.1f}"),
                ("BIC", f"{self.bic:.1f}"),
            ]
            interval = self.conf_int()
            columns |= {
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
        table = pd.DataFrame(columns).map(lambda v: "-" if np.isnan(v) else f"{v:.4g}")
        return Summary(self.title, tuple(facts), table)

    def _fitted(self, found: Any) -> Any:
        if found is None:
            raise InputError(
                _(
                    "These parameters were given, not fitted, so they have no standard errors and "
                    "no log-likelihood of their own; log_likelihood(histories) gives that of any "
                    "histories."
                )
            )
        return found

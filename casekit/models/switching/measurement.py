"""From a top to measurements: parameters in money, mean barriers, and their intervals.

A barrier in money is a ratio, of what holds to what a unit of money weighs. Its interval is
Fieller's, which does not pretend that the denominator is known: where prices tell little, the
interval is wide, and where they tell nothing it has no end. Fieller (1954), Journal of the Royal
Statistical Society B 16(2), 175-185.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from casekit.models.switching.climb import Top
from casekit.models.switching.mixed import MixedLogit
from casekit.models.switching.rows import ChoiceRows, Floats

__all__ = ["HOLDS", "Measurement", "fieller"]

# What holds, the name of its worth in money, and the form of lock-in that it is.
HOLDS = {
    "points": ("point_value", "economic"),
    "learning": ("technical_cost", "technical"),
    "contract": ("exit_fee", "contractual"),
    "friends": ("friends_value", "community"),
    "habit": ("habit", "habit"),
}


def fieller(
    above: float, below: float, covariance: Floats, alpha: float = 0.05
) -> tuple[float, float]:
    """Give the interval of a ratio of two estimates.

    Parameters
    ----------
    above, below : float
        The estimates.
    covariance : ndarray, shape (2, 2)
        Of the two.
    alpha : float
        Share of samples whose interval misses the truth.

    Returns
    -------
    low, high : float
        The ends; infinite where the denominator may be 0.

    Examples
    --------
    >>> low, high = fieller(1.0, 0.1, np.diag([0.01, 0.0001]))
    >>> round(low, 2), round(high, 2)
    (7.54, 13.25)
    >>> fieller(1.0, 0.1, np.diag([0.01, 0.01]))
    (-inf, inf)
    """
    z = float(ndtri(1 - alpha / 2)) ** 2
    square = below**2 - z * covariance[1, 1]
    middle = above * below - z * covariance[0, 1]
    inside = middle**2 - square * (above**2 - z * covariance[0, 0])
    if not (square > 0 and inside >= 0):
        return -np.inf, np.inf
    root = np.sqrt(inside)
    return float((middle - root) / square), float((middle + root) / square)


@dataclass(frozen=True, eq=False)
class Measurement:
    """Hold a fitted choice model and read it in money.

    Attributes
    ----------
    model : MixedLogit
        The model, with its data.
    top : Top
        The best parameters.
    covariance : ndarray
        Of the parameters.
    scope : ChoiceRows
        The choices over which mean barriers are taken: all of the panel, also where only some
        customers could be learned from.
    """

    model: MixedLogit
    top: Top
    covariance: Floats
    scope: ChoiceRows

    @property
    def llf(self) -> float:
        """Give the log-likelihood."""
        return self.top.look.llf

    def value(self, name: str) -> float:
        """Give a parameter in utility."""
        return float(self.top.look.parameters[self.model.names.index(name)])

    @property
    def learning_months(self) -> float | None:
        """Give theta; None where learning is not measured."""
        if "learning" not in self.model.names:
            return None
        return self.model.utility.months(self.top.look.parameters)

    @property
    def params(self) -> pd.Series:
        """Give the parameters: barriers in money, the rest as they are."""
        return self._table["estimate"].rename("estimate")

    @property
    def bse(self) -> pd.Series:
        """Give standard errors of ``params``, by the delta method."""
        return self._table["error"].rename("std. error")

    @property
    def _table(self) -> pd.DataFrame:
        b, rows = self.value("price_sensitivity"), {}
        for name in self.model.utility.names:
            slope, value = np.zeros(len(self.covariance)), self.value(name)
            own = self.model.names.index(name)
            if name in HOLDS:
                slope[own] = 1 / b
                slope[self.model.names.index("price_sensitivity")] = -value / b**2
                rows[HOLDS[name][0]] = (value / b, self._error(slope))
            elif name == "log_theta":
                slope[own] = np.exp(value)
                rows["months_to_learn"] = (np.exp(value), self._error(slope))
            else:
                slope[own] = 1.0
                rows[name] = (value, self._error(slope))
        if self.model.spread is not None:
            rows["taste_sd"] = self._taste()
        if "attention" in self.model.names:
            rows["attention"] = (self.value("attention"), float(np.sqrt(self.covariance[-1, -1])))
        return pd.DataFrame(rows, index=["estimate", "error"]).T

    def _taste(self) -> tuple[float, float]:
        spread, own = self.model.spread, len(self.model.utility.names)
        assert spread is not None
        parameters = self.model.spread_of(self.top.look.parameters)
        overall, slope = spread.overall(parameters), np.zeros(len(self.covariance))
        if len(parameters) == 1:
            slope[own] = 1.0
        else:
            loadings = spread.loadings(parameters)
            by = np.einsum("ja,pja->p", loadings, spread.patterns)
            slope[own : own + len(by)] = by / (spread.axes * max(overall, 1e-9))
        return overall, self._error(slope)

    def _error(self, slope: Floats) -> float:
        return float(np.sqrt(np.maximum(slope @ self.covariance @ slope, 0.0)))

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give intervals of ``params``: Fieller's for money, on the logarithm for months."""
        reach, table = float(ndtri(1 - alpha / 2)), self._table
        ends: dict[str, tuple[float, float]] = {}
        columns = (table["estimate"].tolist(), table["error"].tolist())
        for name, estimate, error in zip(map(str, table.index), *columns, strict=True):
            if name == "months_to_learn":
                ratio = float(np.exp(min(reach * error / estimate, 700.0)))
                ends[name] = (estimate / ratio, estimate * ratio)
            elif name == "taste_sd":
                ends[name] = (max(float(estimate - reach * error), 0.0), estimate + reach * error)
            elif name == "attention":
                ends[name] = (
                    max(float(estimate - reach * error), 0.0),
                    min(float(estimate + reach * error), 1.0),
                )
            else:
                ends[name] = (estimate - reach * error, estimate + reach * error)
        for name in HOLDS:
            if name in self.model.names:
                slope = np.zeros(len(self.covariance))
                slope[self.model.names.index(name)] = 1.0
                ends[HOLDS[name][0]] = self._money(self.value(name), slope, alpha)[1:]
        return pd.DataFrame(ends, index=["lower", "upper"]).T

    def barriers(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give the mean barrier of each form over the customer-months with a firm to leave."""
        rows = []
        for name, (above, slope) in self._means().items():
            rows.append((HOLDS[name][1], *self._money(above, slope, alpha)))
        return pd.DataFrame(rows, columns=["form", "money", "low", "high"])

    def total(self, alpha: float = 0.05) -> tuple[float, float, float]:
        """Give the mean of all barriers together, with its interval."""
        parts = list(self._means().values())
        above, slope = sum(part[0] for part in parts), sum(part[1] for part in parts)
        return self._money(float(above), np.asarray(slope), alpha)

    def _money(self, above: float, slope: Floats, alpha: float) -> tuple[float, float, float]:
        b = self.value("price_sensitivity")
        below = np.zeros(len(self.covariance))
        below[self.model.names.index("price_sensitivity")] = 1.0
        both = np.array([slope, below])
        low, high = fieller(above, b, both @ self.covariance @ both.T, alpha)
        return above / b, low, high

    def _means(self) -> dict[str, tuple[float, Floats]]:
        """Give each form's mean worth in utility, and its derivatives by the parameters."""
        rows, found = self.scope, {}
        held = np.flatnonzero(rows.could_leave)
        for name in HOLDS:
            if name not in self.model.names:
                continue
            own, slope = self.model.names.index(name), np.zeros(len(self.covariance))
            if name == "points":
                slope[own] = rows.points[held].mean()  # type: ignore[index]
            elif name == "contract":
                slope[own] = rows.left[held].mean()  # type: ignore[index]
            elif name == "friends":
                slope[own] = rows.friends[held, rows.previous[held]].mean()  # type: ignore[index]
            elif name == "learning":
                months = self.learning_months
                waiting = rows.tenure[held] / months  # type: ignore[index, operator]
                slope[own] = -np.expm1(-waiting).mean()
                if "log_theta" in self.model.names:
                    by_theta = -(waiting * np.exp(-waiting)).mean() * self.value(name)
                    slope[self.model.names.index("log_theta")] = by_theta
            else:
                slope[own] = 1.0
            found[name] = (self.value(name) * slope[own], slope)
        return found

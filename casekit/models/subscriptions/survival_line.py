"""The naive peers: a line drawn through survival by least squares, and drawn on.

Fader & Hardie (2007), Journal of Interactive Marketing 21(1), 76-90, fit these to show that a good
fit to the past promises nothing for the future.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.survivors import COHORT, PERIOD
from casekit.metrics.subscriptions.cohorts import retention_rates
from casekit.models.subscriptions.periods import labels_of, periods_of
from casekit.words import _

__all__ = ["SurvivalLine", "survival_line"]

_POWERS = {"linear": 1, "quadratic": 2, "exponential": 1}


@dataclass(frozen=True, eq=False, repr=False)
class SurvivalLine:
    """Hold a line that was fitted to survival.

    Attributes
    ----------
    form : str
        ``"linear"``: S = a + b t; ``"quadratic"``: S = a + b t + c t^2; ``"exponential"``: ln S =
        a + b t.
    params : pandas.Series
        ``intercept``, ``t`` and, for the quadratic, ``t_squared``.
    r_squared : float
        Share of the variance explained (of ln S for the exponential).
    nobs : int
        Periods that the line was fitted to.
    """

    form: str
    params: pd.Series
    r_squared: float
    nobs: int

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value:.4g}" for name, value in self.params.items())
        return f"<Survival line, {self.form}: {values}>"

    def survival(self, periods: int | Sequence[float]) -> pd.Series:
        """Draw the line on: shares still there, as the line has it, senseless ones included.

        Parameters
        ----------
        periods : int or sequence of numbers
            A whole number: all periods from 0 to it. A sequence: these periods.

        Returns
        -------
        pandas.Series
            Shares, by period.

        Examples
        --------
        >>> table = pd.DataFrame({"period": [0, 1, 2], "survivors": [100, 50, 25]})
        >>> survival_line(table).survival(3).round(4).tolist()
        [1.0, 0.5, 0.25, 0.125]
        """
        t = periods_of(periods, first=0)
        values = np.vander(t, len(self.params), increasing=True) @ self.params.to_numpy()
        shares = np.exp(values) if self.form == "exponential" else values
        return pd.Series(shares, index=pd.Index(labels_of(t), name=PERIOD), name="survival")


def survival_line(
    table: Any, form: str = "exponential", *, periods: int | None = None
) -> SurvivalLine:
    """Fit a line to survival by ordinary least squares, as a spreadsheet would.

    Parameters
    ----------
    table : data frame
        A survivor table of one cohort; any engine.
    form : {"exponential", "linear", "quadratic"}
        The exponential is a straight line through ln S, with an intercept: what a constant churn
        rate would give.
    periods : int, optional
        Fit to periods 0 to this one; to all by default. Period 0 is in.

    Returns
    -------
    SurvivalLine

    Raises
    ------
    InputError
        For an unknown form, several cohorts, or too few periods.

    Examples
    --------
    >>> high_end = pd.DataFrame({
    ...     "period": range(8), "survivors": [1000, 869, 743, 653, 593, 551, 517, 491]})
    >>> survival_line(high_end, periods=7).survival([12]).round(3).tolist()
    [0.276]
    """
    if form not in _POWERS:
        raise InputError(
            _('form="{form}" was given; choose {known}.').format(
                form=form, known=", ".join(f'"{one}"' for one in _POWERS)
            )
        )
    rates = retention_rates(table)
    if COHORT in rates.columns and rates[COHORT].nunique() > 1:
        raise InputError(
            _("A line is fitted to one cohort; the table has {names}. Choose one first.").format(
                names=", ".join(str(name) for name in rates[COHORT].unique())
            )
        )
    if periods is not None:
        rates = rates[rates[PERIOD] <= periods]
    t, y = rates[PERIOD].to_numpy(dtype=float), rates["survival"].to_numpy()
    if form == "exponential":
        if (y == 0).any():
            raise InputError(
                _(
                    "Nobody is left in the last period, and 0 has no logarithm: fit to fewer "
                    "periods (periods=...)."
                )
            )
        y = np.log(y)
    design = np.vander(t, _POWERS[form] + 1, increasing=True)
    if len(t) < design.shape[1]:
        raise InputError(
            _("{n} periods were given; a line with {k} coefficients needs as many.").format(
                n=len(t), k=design.shape[1]
            )
        )
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    spread = float(((y - y.mean()) ** 2).sum())
    left_over = float(((y - design @ coefficients) ** 2).sum())
    names = ["intercept", "t", "t_squared"][: design.shape[1]]
    return SurvivalLine(
        form,
        pd.Series(coefficients, index=names, name="estimate"),
        1 - left_over / spread if spread > 0 else float("nan"),
        len(t),
    )

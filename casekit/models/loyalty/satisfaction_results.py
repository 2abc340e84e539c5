"""What a fitted satisfaction curve answers: chances, slopes, and who stays only for the barrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from casekit.errors import InputError
from casekit.models.intervals import two_sided
from casekit.models.loyalty.chances import Chances
from casekit.models.loyalty.freed import change, freed, known_covariance
from casekit.models.loyalty.logit import odds
from casekit.models.loyalty.satisfaction_cells import Layout
from casekit.models.loyalty.satisfaction_people import design_of
from casekit.models.subscriptions.fitted import Fitted
from casekit.models.summary import Summary
from casekit.words import _

if TYPE_CHECKING:
    from casekit.models.loyalty.satisfaction import SatisfactionCurve

__all__ = ["SatisfactionResults"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class SatisfactionResults(Fitted):
    """Hold a satisfaction curve; made by `SatisfactionCurve`.

    Attributes
    ----------
    params : pandas.Series
        ``satisfaction`` and ``top_box`` (log-odds), ``level[...]`` for each barrier, and
        ``shift[...]`` for each further group. Infinite where all of a group did the same.
    covariance : pandas.DataFrame
        Of the estimates.
    llf : float
        Log-likelihood.
    nobs : int
        Respondents.
    layout : Layout
        Names of the groups, and the scale.
    cells : pandas.DataFrame or None
        The data: respondents by score, level and shift.
    model : SatisfactionCurve
        What was fitted.
    """

    layout: Layout
    cells: pd.DataFrame | None
    model: SatisfactionCurve

    title: ClassVar[str] = _("Satisfaction curve")

    @property
    def levels(self) -> pd.Series:
        """Give the level of each barrier in log-odds."""
        held = [
            self.params["level" if one is None else f"level[{one}]"] for one in self.layout.levels
        ]
        return pd.Series(held, index=self.group_index(), name="level")

    @property
    def bse(self) -> pd.Series:
        """Give standard errors; missing (NaN) where the data cannot tell."""
        self._need_data()
        return super().bse

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates."""
        self._need_data()
        return self.covariance

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals: estimate plus and minus a number of standard errors.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, a row a parameter.
        """
        self._need_data()
        return super().conf_int(alpha)

    def predict(self, table: Any) -> pd.Series:
        """Give each respondent's chance to buy again.

        Parameters
        ----------
        table : data frame
            With the columns that the model reads, the outcome left out.

        Returns
        -------
        pandas.Series
            In the order of the table, counted from 0. Who is of a group without a shift, or
            without such a column, has none.

        Raises
        ------
        InputError
            When a column is missing or unreadable, or a group was not in the fit.
        """
        design = design_of(table, self.model, self.layout)
        return pd.Series(expit(odds(design, self.params.to_numpy())), name="chance")

    def curve(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give the fitted chance at each score and barrier, where nothing is shifted.

        Parameters
        ----------
        alpha : float
            0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            The barrier's column (where there is one), ``score``, ``share``, ``low``, ``high``:
            intervals on the scale of log-odds, so that they keep within 0 and 1.
        """
        reach = two_sided(alpha)
        low, high = self.layout.scale
        scores = np.arange(low, high + 1)
        number = len(self.layout.levels)
        score, level = np.tile(scores, number), np.repeat(np.arange(number), len(scores))
        design = self.layout.rows(score, level)
        at = odds(design, self.params.to_numpy())
        error = np.sqrt(np.einsum("ij,jk,ik->i", design, known_covariance(self), design))
        error = np.where(np.isfinite(at), error, np.nan) if self.nobs else np.full(len(at), np.nan)
        with np.errstate(invalid="ignore"):
            table = pd.DataFrame(
                {
                    "score": score.astype(int) if low == int(low) else score,
                    "share": expit(at),
                    "low": expit(at - reach * error),
                    "high": expit(at + reach * error),
                }
            )
        if self.layout.levels != (None,):
            names = [self.layout.levels[place] for place in level]
            table.insert(0, self.model.barrier or "barrier", names)
        return table

    def slopes(self, low: float = 4, high: float = 5, alpha: float = 0.05) -> pd.DataFrame:
        """Give what the step from one score to another adds to the chance, by barrier.

        Parameters
        ----------
        low, high : float
            Scores.
        alpha : float
            0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            A row a barrier: ``change`` (0.27: 27 more of 100 buy again), ``std_error``, ``lower``,
            ``upper`` (see Notes).

        Raises
        ------
        InputError
            When a score is not on the scale.

        Notes
        -----
        The interval is made of those of the two chances and their correlation (Zou and Donner
        2008, Statistics in Medicine 27, 1693-1702): where hardly anybody leaves, estimate plus
        and minus two standard errors misses the truth too often.
        """
        reach = two_sided(alpha)
        ends = self.layout.scale
        for score in (low, high):
            if not ends[0] <= score <= ends[1]:
                raise InputError(
                    _("The score {score} is not on the scale of {low:g} to {high:g}.").format(
                        score=score, low=ends[0], high=ends[1]
                    )
                )
        places = np.arange(len(self.layout.levels))
        found = []
        for score in (low, high):
            design = self.layout.rows(np.full(len(places), float(score)), places)
            at = expit(odds(design, self.params.to_numpy()))
            found.append(Chances(at, design * (at * (1 - at))[:, None]))
        return change(self, found[0], found[1], reach)

    def without_barrier(
        self, table: Any = None, *, to: Any = None, alpha: float = 0.05
    ) -> pd.DataFrame:
        """Predict who would still buy again if leaving were as easy everywhere.

        Parameters
        ----------
        table : data frame, optional
            Respondents to predict for; by default those of the fit.
        to : str or float, optional
            Barrier whose level all get, or a level in log-odds; by default the lowest level.
        alpha : float
            0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            A row a barrier: ``customers``, ``now`` and ``then`` (share who buy again, fitted),
            ``change`` with ``std_error``, ``lower``, ``upper``, and ``leave`` (customers who stay
            now and would not then). Intervals take the respondents' scores as given.

        Raises
        ------
        InputError
            When the level is unknown, or the data know one barrier only and no level is given.

        Notes
        -----
        The same satisfaction, another barrier: a forecast that holds the curve fixed. A rival who
        comes in may also change what customers expect.
        """
        return freed(self, table, to, alpha)

    def summary(self) -> Summary:
        """Show the fit as a small table, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        if self.nobs:
            plain = super().summary()
            facts = [
                (_("respondents"), f"{self.nobs:,}"),
                (_("log-likelihood"), f"{self.llf:.1f}"),
            ]
            if self.layout.shifts:
                words = _("{plain} has none").format(plain=self.layout.plain)
                facts.append((_("shift"), words))
            table = plain.table.replace({"nan": "-"})
            return Summary(self.title, tuple(facts), table)
        table = pd.DataFrame({_("value"): self.params.map("{:.4g}".format)})
        return Summary(self.title, ((_("parameters"), _("given, not fitted")),), table)

    def group_index(self) -> pd.Index:
        """Name the barriers, as the rows of a table."""
        names = self.layout.levels
        shown = [_("all") if name is None else name for name in names]
        return pd.Index(shown, name=self.model.barrier if names != (None,) else None)

    def _need_data(self) -> None:
        if not self.nobs:
            raise InputError(
                _("These parameters were given, not fitted, so they have no standard errors.")
            )

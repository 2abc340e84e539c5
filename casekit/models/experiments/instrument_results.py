"""What an instrument shows: an effect, how strong the instrument is, and an honest interval."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from casekit.models.experiments.anderson_rubin import ReducedForm
from casekit.models.experiments.estimates import Estimates
from casekit.words import _

__all__ = ["FirstStage", "InstrumentResults"]


@dataclass(frozen=True, eq=False)
class FirstStage:
    """Say how strongly the instruments move the treatment.

    Attributes
    ----------
    params, bse : pandas.Series
        What one unit of each instrument changes in the treatment, with its standard error.
    f_statistic, p_value : float
        Test that no instrument moves it at all; below 10 or so, the instrument is weak.
    partial_r2 : float
        Share of the treatment's variance (controls taken out) that the instruments tell.
    """

    params: pd.Series
    bse: pd.Series
    f_statistic: float
    p_value: float
    partial_r2: float


@dataclass(frozen=True, eq=False, repr=False)
class InstrumentResults(Estimates):
    """Hold an effect that an instrument shows, on those whom the instrument moved.

    Attributes
    ----------
    first_stage : FirstStage
        How strongly the instruments move the treatment.
    reduced_form : pandas.DataFrame
        What one unit of each instrument changes in the outcome: ``estimate``, ``std_error``,
        ``lower``, ``upper`` (of a lottery's letter: the effect of the letter on all who got one).
    treatment : str
        Name of the treatment.
    clusters : int
        Clusters of the standard errors; rows, without clusters.
    freedom : int
        Degrees of freedom of Student's t.
    """

    first_stage: FirstStage
    reduced_form: pd.DataFrame
    treatment: str
    clusters: int
    freedom: int
    _reduced: ReducedForm = field(compare=False)

    @property
    def degrees(self) -> float:
        """Give the degrees of freedom of Student's t."""
        return self.freedom

    def anderson_rubin(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give the interval that stays honest when the instrument is weak.

        All effects that the data do not reject (Anderson & Rubin, 1949, Annals of Mathematical
        Statistics 20(1), 46-63).

        Parameters
        ----------
        alpha : float
            0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            ``lower`` and ``upper``. Usually one row. A weak instrument may give two rows, or one
            without an end: it cannot tell. No row: instruments that contradict each other.
        """
        return self._reduced.interval(alpha)

    def _title(self) -> str:
        return _("Effect of {treatment} on {outcome}, by an instrument").format(
            treatment=self.treatment, outcome=self.outcome
        )

    def _facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("rows"), f"{self.nobs:,}"),
            (_("clusters"), f"{self.clusters:,}"),
            (_("first-stage F"), f"{self.first_stage.f_statistic:,.1f}".replace("inf", "∞")),
        )

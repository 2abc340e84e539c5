"""What lies behind the 44 answers: means, loadings, reliability, and what a point is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from casekit.generators.loyalty.answers import answer_loadings, answer_reliability, mean_answer
from casekit.generators.loyalty.settings import Quality
from casekit.generators.loyalty.statements import DIMENSIONS

__all__ = ["QuestionnaireTruth"]


@dataclass(frozen=True, eq=False, repr=False)
class QuestionnaireTruth:
    """What the generator knows of the questions on quality.

    Attributes
    ----------
    quality : Quality
        Importance, expectations, perceptions, loadings.
    market_shares : dict of str to float
        Chance of each market.
    service_shift : dict of str to float
        Points that every perception of a market is moved by.
    satisfaction_sd : float
        Standard deviation of the satisfaction behind the answers.
    periods : int
        Periods of the survey.
    expectation_drift : float
        Points by which every expectation rises from one period to the next.
    loadings : pandas.Series
        Correlation of each statement with its dimension before rounding; index ``item``.
    whole_answers : bool
        Whether the 44 answers are whole.
    """

    quality: Quality
    market_shares: dict[str, float]
    service_shift: dict[str, float]
    satisfaction_sd: float
    periods: int
    expectation_drift: float
    loadings: pd.Series
    whole_answers: bool

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Give each dimension's mean answers in the population, over all markets.

        A row a period and dimension: ``expectation``, ``perception``, ``gap``.
        """
        rows = []
        for period in range(self.periods):
            for name in DIMENSIONS:
                middle = (self.quality.expected or {})[name] + self.expectation_drift * period
                expected = self._mean_answer(middle, self.quality.EXPECTED_SPREAD)
                perceived = sum(
                    share
                    * self._mean_answer(
                        (self.quality.perceived or {})[name] + self.service_shift[market],
                        self.quality.PERCEIVED_SPREAD,
                    )
                    for market, share in self.market_shares.items()
                )
                rows.append((period + 1, name, expected, perceived, perceived - expected))
        columns = ["period", "dimension", "expectation", "perception", "gap"]
        return pd.DataFrame(rows, columns=columns).set_index(["period", "dimension"])

    def _mean_answer(self, middle: float, spread: float) -> float:
        return mean_answer(middle, spread) if self.whole_answers else middle

    @property
    def satisfaction_per_point(self) -> pd.Series:
        """Give the satisfaction that one more perceived point of a dimension brings."""
        points = self.quality.points() * self.satisfaction_sd
        return pd.Series(points, index=pd.Index(DIMENSIONS, name="dimension"))

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """Give Cronbach's alpha of the answers of each dimension, in the population.

        A row a dimension: ``expected`` and ``perceived``, in the first period, in a market whose
        service is not shifted.
        """
        return answer_reliability(self.quality, whole=self.whole_answers)

    @cached_property
    def answer_loadings(self) -> pd.DataFrame:
        """Give each answer's correlation with its dimension: a row an item.

        Rounding, and the end of the scale at 7, take a little away from ``loadings``; these are
        what a factor analysis of the answers can find.
        """
        return answer_loadings(self.quality, whole=self.whole_answers)

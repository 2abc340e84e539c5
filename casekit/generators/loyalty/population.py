"""What the whole population would answer and do: no sampling, only sums over the five scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.loyalty.repurchase import SCORES, RepurchaseRule, score_chances
from casekit.generators.loyalty.settings import RECOVERIES, Failures
from casekit.words import _

__all__ = ["Population"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Population:
    """Hold where satisfaction lies in each market and period, and what failures move.

    Attributes
    ----------
    rule : RepurchaseRule
    failures : Failures
    means : ndarray, shape (markets, periods)
        Mean of the normal satisfaction behind the answers.
    sd : float
        Its standard deviation.
    weights : ndarray, shape (markets, periods)
        Shares of all respondents; they add up to 1.
    """

    rule: RepurchaseRule
    failures: Failures
    means: Floats
    sd: float
    weights: Floats

    @property
    def barriers(self) -> Floats:
        """Give the barriers in log-odds, in the order of the markets."""
        return np.array(list(self.rule.barriers.values()))

    @cached_property
    def shifts(self) -> Floats:
        """Give what no failure and each recovery add to the satisfaction behind the answers."""
        assert self.failures.satisfaction is not None
        if self.failures.share == 0:
            return np.zeros(1 + len(RECOVERIES))
        found = [0.0]
        for name in RECOVERIES:
            change = self.failures.satisfaction[name]
            found.append(_solved(self._mean_score, change, "satisfaction_changes", name))
        return np.array(found)

    @cached_property
    def trust(self) -> Floats:
        """Give what no failure and each recovery add to the log-odds, the score held fixed."""
        assert self.failures.repurchase is not None
        if self.failures.share == 0:
            return np.zeros(1 + len(RECOVERIES))
        found = [0.0]
        for name, shift in zip(RECOVERIES, self.shifts[1:], strict=True):
            change = self.failures.repurchase[name]
            before = self._again(0.0, 0.0)
            found.append(
                _solved(
                    partial(self._again, shift),
                    change,
                    "repurchase_changes",
                    name,
                    before=before,
                )
            )
        return np.array(found)

    def scores(self, shift: float = 0.0) -> Floats:
        """Give the chances of the scores: markets by periods by the scores 1 to 5."""
        flat = [score_chances(mean + shift, self.sd) for mean in self.means.ravel()]
        return np.array(flat).reshape(*self.means.shape, len(SCORES))

    def chances(self, barriers: Floats | None = None) -> Floats:
        """Give P(repurchase): failures by markets by scores."""
        held = self.barriers if barriers is None else barriers
        odds = held[:, None] + self.trust[:, None, None]
        return self.rule.chance(SCORES.astype(float), odds)

    def table(self) -> pd.DataFrame:
        """Give by market, failure and score: the share of respondents and P(repurchase)."""
        by_kind = []
        chance = self.chances()
        for kind, (shift, share) in enumerate(zip(self.shifts, self.failures.shares, strict=True)):
            cells = share * (self.weights[..., None] * self.scores(shift)).sum(axis=1)
            by_kind.append(
                pd.DataFrame(
                    {
                        "market": np.repeat(list(self.rule.barriers), len(SCORES)),
                        "recovery": self.failures.kinds[kind],
                        "satisfaction": np.tile(SCORES, len(self.rule.barriers)),
                        "share": cells.ravel(),
                        "chance": chance[kind].ravel(),
                    }
                )
            )
        return pd.concat(by_kind, ignore_index=True)

    def _mean_score(self, shift: float) -> float:
        return float((self.weights[..., None] * self.scores(shift)).sum(axis=(0, 1)) @ SCORES)

    def _again(self, shift: float, trust: float) -> float:
        chance = self.rule.chance(SCORES.astype(float), self.barriers[:, None] + trust)
        cells = (self.weights[..., None] * self.scores(shift)).sum(axis=1)
        return float((cells * chance).sum())


def _solved(
    of: Callable[[float], float],
    change: float,
    name: str,
    kind: str,
    *,
    before: float | None = None,
) -> float:
    """Find the shift that moves a mean by so much, or say how far it can be moved."""
    from scipy.optimize import brentq

    start = float(of(0.0)) if before is None else before
    ends = (-40.0, 40.0)
    low, high = float(of(ends[0])) - start, float(of(ends[1])) - start
    if not low < change < high:
        raise InputError(
            _(
                "`{name}[{kind!r}]` is {change:g}, but here a failure can change it by {low:.2f} "
                "to {high:.2f} only."
            ).format(name=name, kind=kind, change=change, low=low, high=high)
        )
    return float(brentq(lambda shift: of(shift) - start - change, *ends, xtol=1e-13))

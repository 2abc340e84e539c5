"""Who buys again: a curve of satisfaction, and what a barrier adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["BARRIERS", "SCORES", "RepurchaseRule", "score_chances"]

Floats = NDArray[np.float64]

SCORES = np.arange(1, 6)
_EDGES = np.array([1.5, 2.5, 3.5, 4.5])

# Log-odds that a barrier adds to repurchase: design choices of this course.
BARRIERS: Mapping[str, float] = MappingProxyType({"free": 0.2, "hard": 1.5, "locked": 3.5})


@dataclass(frozen=True)
class RepurchaseRule:
    """Say how likely a customer is to buy again, by satisfaction and by what holds them.

    P(repurchase) = logistic(intercept + satisfaction * score + top_box * [score = 5] + barrier).

    Attributes
    ----------
    intercept : float
        Log-odds at a score of 0 without any barrier.
    satisfaction : float
        Log-odds that one point of satisfaction adds.
    top_box : float
        Log-odds that the highest score adds beyond that.
    barriers : mapping of str to float
        Log-odds that each level of the barrier adds.

    Examples
    --------
    >>> RepurchaseRule().table().round(2).loc[3].tolist()
    [0.34, 0.66, 0.93]
    """

    intercept: float = -4.6
    satisfaction: float = 1.25
    top_box: float = 0.5
    barriers: Mapping[str, float] = field(default_factory=lambda: BARRIERS)

    def __post_init__(self) -> None:
        for name in ("intercept", "satisfaction", "top_box"):
            value = getattr(self, name)
            refuse_unless(_finite(value), name, value, _("a number"))
        if not isinstance(self.barriers, Mapping) or not self.barriers:
            raise InputError(
                _(
                    "`barriers` must name each level and the log-odds that it adds, such as "
                    "{{'free': 0.2, 'locked': 3.5}}; {given!r} was given."
                ).format(given=self.barriers)
            )
        for name, value in self.barriers.items():
            refuse_unless(_finite(value), f"barriers[{name!r}]", value, _("a number"))
        # A frozen rule holds a copy that nobody else can change.
        held = {str(name): float(value) for name, value in self.barriers.items()}
        object.__setattr__(self, "barriers", MappingProxyType(held))

    @property
    def freest(self) -> str:
        """Name the level of the smallest barrier."""
        return min(self.barriers, key=lambda name: self.barriers[name])

    def chance(self, score: Floats | float, barrier: Floats | float) -> Floats:
        """Give the chance of repurchase at a score and a barrier in log-odds.

        Examples
        --------
        >>> RepurchaseRule().chance(5, 0.2).round(2).item()
        0.91
        """
        from scipy.special import expit

        score = np.asarray(score, dtype=float)
        odds = self.intercept + self.satisfaction * score + self.top_box * (score == SCORES[-1])
        return np.asarray(expit(odds + barrier))

    def table(self) -> pd.DataFrame:
        """Give the chance of repurchase: a row a score of 1 to 5, a column a level of barrier."""
        chances = {
            name: self.chance(SCORES.astype(float), barrier)
            for name, barrier in self.barriers.items()
        }
        return pd.DataFrame(chances, index=pd.Index(SCORES, name="satisfaction"))

    def levels(self) -> pd.Series:
        """Give intercept and barrier in one number a level, as data can tell them apart."""
        held = {name: self.intercept + barrier for name, barrier in self.barriers.items()}
        return pd.Series(held, name="level")

    def correlation(self, mean: float = 3.7, sd: float = 1.0) -> pd.Series:
        """Give the correlation of satisfaction and repurchase at each level, without sampling.

        Parameters
        ----------
        mean, sd : float
            Of the normal satisfaction that is rounded and kept within 1 to 5.

        Examples
        --------
        >>> RepurchaseRule().correlation().round(2).to_dict()
        {'free': 0.51, 'hard': 0.46, 'locked': 0.27}
        """
        shares = score_chances(mean, sd)
        spread = np.sqrt(shares @ SCORES**2 - (shares @ SCORES) ** 2)
        found = {}
        for name, column in self.table().items():
            chance = column.to_numpy()
            again = float(shares @ chance)
            with_score = float(shares @ (SCORES * chance)) - float(shares @ SCORES) * again
            found[str(name)] = with_score / (spread * np.sqrt(again * (1 - again)))
        return pd.Series(found, name="correlation")


def score_chances(mean: float, sd: float) -> Floats:
    """Give the chances of the scores 1 to 5 of a normal answer, rounded and kept within them.

    Examples
    --------
    >>> score_chances(3.7, 1.0).round(3).tolist()
    [0.014, 0.101, 0.306, 0.367, 0.212]
    """
    from scipy.special import ndtr

    below = np.concatenate([[0.0], ndtr((_EDGES - mean) / sd), [1.0]])
    return np.diff(below)


def _finite(value: object) -> bool:
    return (
        isinstance(value, int | float | np.integer | np.floating)
        and not isinstance(value, bool)
        and bool(np.isfinite(value))
    )

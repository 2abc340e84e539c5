"""P(alive) along the weeks: the one place where figures ask a model for it."""

from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.frames import (
    DAYS_PER,
    FREQUENCY,
    age_at_last_purchase_column,
    age_column,
)
from casekit.words import _

__all__ = ["KnowsWhoIsAlive", "alive_after_silence", "percent", "purchases", "weeks"]

Floats = NDArray[np.float64]


class KnowsWhoIsAlive(Protocol):
    """What figures and explorers need of a fitted model."""

    @property
    def unit(self) -> str:
        """Give the unit of time of the model."""
        ...

    def probability_alive(self, histories: Any) -> pd.Series:
        """Give P(alive) of each purchase history."""
        ...


def alive_after_silence(
    results: KnowsWhoIsAlive,
    repeat_purchases: ArrayLike,
    last_purchase_week: ArrayLike,
    silence_weeks: ArrayLike,
) -> Floats:
    """Give P(alive) for any histories, in weeks whatever the model's unit is.

    Parameters
    ----------
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    repeat_purchases : array_like of int
        Number of repeat purchases.
    last_purchase_week : array_like of float
        Weeks from the first purchase to the last; 0 is taken where there is no repeat purchase.
    silence_weeks : array_like of float
        Weeks from the last purchase to the day of asking. The three broadcast.

    Returns
    -------
    numpy.ndarray
        Probabilities, in the broadcast shape.

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> alive_after_silence(published, [2, 10], 20, 19).round(3).tolist()
    [0.543, 0.038]
    """
    number, last, silence = np.broadcast_arrays(repeat_purchases, last_purchase_week, silence_weeks)
    last = np.where(number > 0, last, 0.0)
    in_unit = DAYS_PER["weeks"] / DAYS_PER[results.unit]
    histories = pd.DataFrame(
        {
            FREQUENCY: number.ravel(),
            age_at_last_purchase_column(results.unit): in_unit * last.ravel(),
            age_column(results.unit): in_unit * (last + silence).ravel(),
        }
    )
    alive = results.probability_alive(histories).to_numpy(dtype=np.float64)
    return alive.reshape(number.shape)


def percent(share: float) -> str:
    """Write a share as a manager reads it.

    Examples
    --------
    >>> percent(0.5429)
    '54%'
    """
    return f"{100 * share:.0f}%"


def purchases(number: int) -> str:
    """Write a number of repeat purchases.

    Examples
    --------
    >>> purchases(1), purchases(10)
    ('1 repeat purchase', '10 repeat purchases')
    """
    if number == 1:
        return _("1 repeat purchase")
    return _("{n} repeat purchases").format(n=number)


def weeks(number: float) -> str:
    """Write a number of weeks.

    Examples
    --------
    >>> weeks(1), weeks(19.2)
    ('1 week', '19 weeks')
    """
    whole = f"{number:.0f}"
    return _("1 week") if whole == "1" else _("{n} weeks").format(n=whole)

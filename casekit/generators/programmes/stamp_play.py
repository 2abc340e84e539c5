"""Play stamp cards out, visit by visit, and write the till's log."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["TICKS_PER_DAY", "log_of", "steps_of"]

Floats = NDArray[np.float64]
# A hundredth of a day is about a quarter of an hour: finer than any till needs.
TICKS_PER_DAY = 100
_TICK_MS = 864_000
_FIRST_DAY = np.datetime64("2024-01-01", "ms")
# About three thousand years: nobody comes back later, and sums of ticks stay exact.
_LONGEST = 100_000_000


def steps_of(
    rng: np.random.Generator,
    own_days: Floats,
    quit_chance: Floats,
    slots: NDArray[np.int64],
    given: NDArray[np.int64],
    *,
    gradient: float,
    noise: float,
    cards: int,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the hundredths of a day from visit to visit; -1 where there is no visit any more."""
    needed = slots - given
    most = int(needed.max()) * cards
    steps = np.full((len(own_days), most), -1, dtype=np.int64)
    steps[:, 0] = 0
    here = np.ones(len(own_days), dtype=bool)
    gave_up = np.zeros(len(own_days), dtype=bool)
    for visit in range(1, most):
        here = here & (visit < needed * cards)
        gives_up = here & (rng.random(len(here)) < quit_chance)
        gave_up |= gives_up
        here = here & ~gives_up
        progress = (given + visit % needed) / slots
        luck = np.exp(noise * rng.standard_normal(len(here)) - noise**2 / 2)
        days = own_days * np.exp(-gradient * progress) * luck
        ticks = np.minimum(np.rint(days * TICKS_PER_DAY), _LONGEST).astype(np.int64)
        steps[here, visit] = np.maximum(ticks, 1)[here]
    return steps, gave_up


def log_of(
    seen: NDArray[np.bool_],
    ticks: NDArray[np.int64],
    arm: NDArray[np.int64],
    slots: NDArray[np.int64],
    given: NDArray[np.int64],
    record: str,
) -> pd.DataFrame:
    """Write a row for every visit that was seen."""
    who, visit = np.nonzero(seen)
    day = (
        ticks[who, visit] // TICKS_PER_DAY * TICKS_PER_DAY if record == "day" else ticks[who, visit]
    )
    needed = (slots - given)[who]
    first = visit == 0
    before = np.concatenate(([0], day[:-1]))
    new_card = visit % needed == 0
    return pd.DataFrame(
        {
            "customer_id": who + 1,
            "arm": arm[who] + 1,
            "card_id": np.cumsum(new_card),
            "slots": slots[who],
            "given": given[who],
            "stamp": given[who] + visit % needed + 1,
            "day": day / TICKS_PER_DAY,
            "date": _FIRST_DAY + (day * _TICK_MS).astype("timedelta64[ms]"),
            "interval_days": np.where(first, np.nan, (day - before) / TICKS_PER_DAY),
        }
    )

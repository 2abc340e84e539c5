"""What becomes of Stars and of money on cards that guests hold on a day: used, or never."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Balance"]

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Balance:
    """Hold the events of one balance (Stars, or cents on cards), record and future.

    Attributes
    ----------
    events : pandas.DataFrame
        ``customer_id`` (from 1 to `count`), ``day``, ``kind``, ``amount``; in order of time.
    given : str
        The kind that adds to the balance: "earned" or "loaded".
    count : int
        Number of guests.
    may_use : ndarray of bool
        Guests who may still use something after the last day that is known.
    unit : int
        How many of the amounts are one in the tables: 100 for cents, 1 for Stars.
    """

    events: pd.DataFrame = field(repr=False)
    given: str
    count: int
    may_use: Flags = field(repr=False)
    unit: int

    def on(self, day: int) -> pd.DataFrame:
        """Tell what each guest holds at the end of a day, and what becomes of it.

        Whatever is used takes the oldest first, so what is held is used by what is used later, up
        to the day on which it runs out.

        Parameters
        ----------
        day : int
            Days since the record began.

        Returns
        -------
        pandas.DataFrame
            A row a guest, index ``customer_id``: ``given``, ``used``, ``expired`` (so far),
            ``held``; of it ``will_be_used``, ``never_used`` and ``still_open`` (not used when the
            future ends, by guests who still come). $ or Stars.
        """
        who = self.events["customer_id"].to_numpy() - 1
        when = self.events["day"].to_numpy()
        kind = self.events["kind"].to_numpy()
        amount = self.events["amount"].to_numpy()

        def total(some: Flags) -> Integers:
            sums = np.bincount(who[some], amount[some], minlength=self.count)
            return np.asarray(np.rint(sums).astype(np.int64))

        past = when <= day
        used, expires = kind == "redeemed", kind == "expired"
        given, gone, lapsed = (
            total(past & (kind == self.given)),
            total(past & used),
            total(past & expires),
        )
        held = given - gone - lapsed
        ends = np.full(self.count, _NEVER)
        later = expires & ~past
        np.minimum.at(ends, who[later], when[later])
        # On the day on which Stars run out, that comes before the visit.
        will = np.minimum(held, total(used & ~past & (when < ends[who])))
        open_still = np.where(self.may_use & (ends == _NEVER), held - will, 0)
        table = pd.DataFrame(
            {
                "given": given,
                "used": gone,
                "expired": lapsed,
                "held": held,
                "will_be_used": will,
                "never_used": held - will - open_still,
                "still_open": open_still,
            },
            index=pd.RangeIndex(1, self.count + 1, name="customer_id"),
        )
        return table if self.unit == 1 else table / self.unit

    def breakage(self, day: int) -> float:
        """Give the share of all that was given up to a day that is never used.

        What is still open when the future ends counts as used: its guests still come.
        """
        total = self.on(day).sum()
        if not total["given"]:
            return float("nan")
        return float((total["expired"] + total["never_used"]) / total["given"])

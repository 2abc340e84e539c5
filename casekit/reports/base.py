"""The customer base behind a report: what all sections read, worked out once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames import AMOUNT, CUSTOMER_ID, DATE
from casekit.metrics.periods import label_of, next_period_starts, period_of, periods_of_days
from casekit.reports.reading import Reading
from casekit.reports.wording import Money
from casekit.words import _

__all__ = ["Base", "Periods"]

# Longest observation, in days, that is shown by the week, the month and the quarter.
_LONGEST = {"week": 130, "month": 1_150, "quarter": 3_700}


@dataclass(frozen=True, eq=False)
class Periods:
    """Number calendar periods from the first to the last one observed.

    Attributes
    ----------
    kind : {"week", "month", "quarter", "year"}
    first, last : int
        Numbers of `casekit.metrics.periods`.
    """

    kind: str
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def of(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number days by their period, the first being 0."""
        return periods_of_days(days, self.kind) - self.first

    @cached_property
    def labels(self) -> list[str]:
        """Name every period."""
        return [label_of(number, self.kind) for number in range(self.first, self.last + 1)]

    @property
    def plural(self) -> str:
        """Name the kind of period, for several."""
        return {
            "week": _("weeks"),
            "month": _("months"),
            "quarter": _("quarters"),
            "year": _("years"),
        }[self.kind]

    @property
    def singular(self) -> str:
        """Name the kind of period, for one."""
        return {
            "week": _("week"),
            "month": _("month"),
            "quarter": _("quarter"),
            "year": _("year"),
        }[self.kind]


@dataclass(frozen=True, eq=False)
class Base:
    """Answer what the sections ask about a log.

    Attributes
    ----------
    reading : Reading
        The log, by customer and day.
    money : Money
        How amounts are written.
    margin : float or None
        Share of the spend that stays; None if the reader named none.
    horizon_weeks : float
        How far to forecast.
    horizon_given : bool
        Whether the reader chose it.
    annual_discount_rate : float
        0.10 for 10% a year.
    """

    reading: Reading
    money: Money
    margin: float | None
    horizon_weeks: float
    horizon_given: bool
    annual_discount_rate: float

    @property
    def has_money(self) -> bool:
        """Tell whether the log has amounts, and their sum is a number above 0."""
        return self.reading.spend is not None and 0 < self.sales < np.inf

    @cached_property
    def sales(self) -> float:
        """Add up all purchases, before returns."""
        spend = self.reading.spend
        return 0.0 if spend is None else float(spend.sum())

    @cached_property
    def returns(self) -> float:
        """Add up what was given back, as a number from 0 up."""
        returned = self.reading.returned
        return 0.0 if returned is None else float(returned.sum())

    @property
    def days(self) -> int:
        """Count the days observed, the first and the last one included."""
        return self.reading.end - self.reading.first_day + 1

    @cached_property
    def customer(self) -> NDArray[np.int64]:
        """Give the customer of each purchase, numbered from 0 among those who bought."""
        return np.searchsorted(self.buyers, self.reading.customer[self.reading.bought])

    @cached_property
    def buyers(self) -> NDArray[np.int64]:
        """Give the reading's numbers of the customers who bought anything."""
        reading = self.reading
        return np.flatnonzero(np.bincount(reading.customer[reading.bought])).astype(np.int64)

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """Give the day of each purchase (all rows of a customer and day are one purchase)."""
        return self.reading.day[self.reading.bought]

    @cached_property
    def spend(self) -> NDArray[np.float64]:
        """Give the money of each purchase, before returns."""
        spend = self.reading.spend
        return np.zeros(len(self.day)) if spend is None else spend[self.reading.bought]

    @property
    def customers(self) -> int:
        """Count the customers who bought."""
        return len(self.buyers)

    @cached_property
    def is_first(self) -> NDArray[np.bool_]:
        """Mark each customer's first purchase; purchases are sorted by customer and day."""
        return np.append(True, self.customer[1:] != self.customer[:-1])

    @cached_property
    def purchases(self) -> NDArray[np.int64]:
        """Count each customer's purchases."""
        return np.bincount(self.customer, minlength=self.customers)

    @cached_property
    def first_day(self) -> NDArray[np.int64]:
        """Give the day of each customer's first purchase."""
        return self.day[self.is_first]

    @cached_property
    def last_day(self) -> NDArray[np.int64]:
        """Give the day of each customer's last purchase."""
        return self.day[np.append(self.is_first[1:], True)]

    @cached_property
    def net_spend(self) -> NDArray[np.float64]:
        """Add up each customer's spend, less what was given back."""
        reading = self.reading
        if reading.spend is None or reading.returned is None:
            return np.zeros(self.customers)
        net = reading.spend - reading.returned
        all_of_them = np.bincount(reading.customer, weights=net).astype(np.float64)
        return all_of_them[self.buyers]

    @property
    def has_net_money(self) -> bool:
        """Tell whether money is left after returns, so that shares of it make sense."""
        return self.has_money and self.returns < self.sales

    @cached_property
    def gaps(self) -> NDArray[np.int64]:
        """Give the days between each two purchases of a customer, one after the other."""
        gaps: NDArray[np.int64] = np.diff(self.day)[~self.is_first[1:]]
        return gaps

    @cached_property
    def log(self) -> pd.DataFrame:
        """Give the purchases as an event log with the customers numbered."""
        columns = {
            CUSTOMER_ID: self.customer,
            DATE: self.day.astype("datetime64[D]").astype("datetime64[s]"),
        }
        if self.has_money:
            columns[AMOUNT] = self.spend
        return pd.DataFrame(columns)

    @cached_property
    def ids(self) -> pd.Series:
        """Give the reader's ids of the customers who bought."""
        return self.reading.labels.iloc[self.buyers].reset_index(drop=True)

    @cached_property
    def usual_days(self) -> tuple[int, int]:
        """Give the first and the last day without a handful of purchases far from all others.

        Of a gap of 60 days and 15% of the time that one side of which holds less than 1% of the
        purchases, that side is cut off; and again, since one wrong date may hide another.
        """
        days, counts = np.unique(self.day, return_counts=True)
        least, left, right = 0.01 * counts.sum(), 0, len(days)
        before = np.append(0, np.cumsum(counts))
        while right - left > 2:
            gaps = np.diff(days[left:right])
            place = left + int(np.argmax(gaps))
            if gaps.max() <= max(60, 0.15 * (days[right - 1] - days[left])):
                break
            if before[place + 1] < least:
                left = place + 1
            elif before[-1] - before[place + 1] < least:
                right = place + 1
            else:
                break
        return int(days[left]), int(days[right - 1])

    @cached_property
    def strays_early(self) -> list[int]:
        """List the days of purchases far before all others, one entry a purchase."""
        return sorted(self.day[self.day < self.usual_days[0]].tolist())

    @cached_property
    def strays_late(self) -> list[int]:
        """List the days of purchases far after all others, one entry a purchase."""
        return sorted(self.day[self.day > self.usual_days[1]].tolist())

    @cached_property
    def periods(self) -> Periods:
        """Choose weeks, months, quarters or years by the length of observation."""
        kind = next((kind for kind, days in _LONGEST.items() if self.days <= days), "year")
        return Periods(
            kind,
            period_of(self.reading.first_day, kind),
            period_of(self.reading.end, kind),
        )

    @cached_property
    def partial(self) -> tuple[bool, bool]:
        """Tell whether the first and the last period were not observed whole."""
        periods, reading = self.periods, self.reading
        begins = next_period_starts(periods.first - 1, periods.kind)
        ends = next_period_starts(periods.last, periods.kind) - 1
        return reading.first_day > begins, reading.end < ends

    @cached_property
    def new_by_period(self) -> NDArray[np.int64]:
        """Count the customers whose first purchase in the log lies in each period."""
        return np.bincount(self.periods.of(self.first_day), minlength=len(self.periods))

    @property
    def end_text(self) -> str:
        """Write the last day of observation."""
        return pd.Timestamp(self.reading.end, unit="D").date().isoformat()

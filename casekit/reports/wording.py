"""Numbers as a manager reads them: rounded, with their unit, the same on every machine."""

import datetime as dt
import math

from casekit.frames.door import day_to_date
from casekit.words import _

__all__ = [
    "Money",
    "cell",
    "count",
    "counted",
    "date_of",
    "listed",
    "missed",
    "number",
    "percent",
    "signed_percent",
]


def count(n: float) -> str:
    """Write a whole number with its thousands parted.

    Examples
    --------
    >>> count(23570), count(-3)
    ('23,570', '−3')
    """
    return f"{round(n):,}".replace("-", "−")


def number(value: float) -> str:
    """Write a number with three or four digits that count, in words from a million on.

    Examples
    --------
    >>> [number(value) for value in (0.0, 3.14159, 64.256, 1234.5, 2_480_000, 3.2e12)]
    ['0', '3.14', '64.3', '1,234', '2.48 million', '3,200 billion']
    """
    if not math.isfinite(value):
        return _("beyond measure")
    size = abs(value)
    if size >= 1e16:
        return f"{value:.2e}"
    if size >= 1e9:
        return _("{n} billion").format(n=_digits(value / 1e9))
    if size >= 1e6:
        return _("{n} million").format(n=_digits(value / 1e6))
    return _digits(value)


def _digits(value: float) -> str:
    size = abs(value)
    if size >= 100 or value == 0:
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.01 else f"{value:.1g}"


def cell(value: float) -> str:
    """Write a number in a column of a table: thousands parted, no words, so that digits line up.

    Examples
    --------
    >>> [cell(value) for value in (0.0, 2.978, 64.256, 1294011.53, 3.2e15)]
    ['0', '2.98', '64.3', '1,294,012', '3.20e+15']
    """
    if not math.isfinite(value):
        return _("beyond measure")
    size = abs(value)
    words = f"{size:.2e}" if size >= 1e13 else _digits(size)
    return f"−{words}" if value < 0 and words.strip("0.") else words


def percent(share: float, digits: int | None = None) -> str:
    """Write a share as per cent, with a digit after the point where whole ones would hide it.

    Examples
    --------
    >>> [percent(share) for share in (0.0, 0.0003, 0.004, 0.5, 0.996, 1.0, 12.5)]
    ['0%', '<0.1%', '0.4%', '50%', '99.6%', '100%', '1,250%']
    """
    if not math.isfinite(share):
        return _("not known")
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return ">99.9%"
    if digits is None:
        near_an_end = 0 < share < 0.01 or 0.99 < share < 1
        digits = 1 if near_an_end else 0
    return f"{100 * share:,.{digits}f}%"


def signed_percent(share: float) -> str:
    """Write an error as per cent, with its sign.

    Examples
    --------
    >>> signed_percent(-0.042), signed_percent(0.1), signed_percent(0.001)
    ('−4%', '+10%', '0%')
    """
    if not math.isfinite(share):
        return _("not known")
    whole = round(100 * share)
    return "0%" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole):,}%"


def missed(error: float) -> str:
    """Say how far a forecast was from what happened.

    Examples
    --------
    >>> missed(-0.05), missed(0.58), missed(0.001)
    ('5% too low', '58% too high', 'right to 1%')
    """
    if not math.isfinite(error):
        return _("not known")
    whole = round(100 * error)
    if whole == 0:
        return _("right to 1%")
    words = _("{share} too low") if whole < 0 else _("{share} too high")
    return words.format(share=f"{abs(whole):,}%")


def date_of(day: int) -> str:
    """Write a day number as a date with the year first, which no country reads wrongly.

    Examples
    --------
    >>> date_of(0)
    '1970-01-01'
    """
    date: dt.date = day_to_date(int(day))
    return date.isoformat()


def counted(n: int, one: str, many: str) -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "customer", "customers"), counted(1200, "customer", "customers")
    ('1 customer', '1,200 customers')
    """
    return f"{count(n)} {one if n == 1 else many}"


def listed(words: list[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


class Money:
    """Write amounts in the currency that the reader named, or without one.

    Parameters
    ----------
    currency : str
        A sign such as ``"$"``, written before the amount, or a code or word such as ``"CNY"``;
        empty if none was named.

    Examples
    --------
    >>> Money("$")(1234.5), Money("CNY")(12.5), Money("")(-3e6)
    ('$1,234', 'CNY 12.50', '−3.00 million')
    """

    def __init__(self, currency: str) -> None:
        self.currency = currency.strip()

    def __call__(self, amount: float) -> str:
        """Write one amount."""
        size = abs(amount)
        words = f"{size:.2f}" if 0.01 <= size < 1_000 else number(size)
        sign = "−" if amount < 0 and words.strip("0.") else ""
        if not self.currency:
            return sign + words
        between = " " if self.currency[-1].isalnum() else ""
        return f"{sign}{self.currency}{between}{words}"

    @property
    def unit(self) -> str:
        """Name the unit for axes and table heads."""
        return self.currency or _("money")

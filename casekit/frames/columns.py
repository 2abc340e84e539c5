"""The names of columns: their one owner."""

from collections.abc import Iterable
from difflib import get_close_matches

from casekit.errors import InputError
from casekit.frames.units import UNITS, check_unit
from casekit.words import _

__all__ = [
    "AMOUNT",
    "CUSTOMERS",
    "CUSTOMER_ID",
    "DATE",
    "FIRST_SPEND",
    "FREQUENCY",
    "HOLDOUT_PURCHASES",
    "HOLDOUT_SPEND",
    "LAST_OPPORTUNITY",
    "MEAN_REPEAT_SPEND",
    "OPPORTUNITIES",
    "QUANTITY",
    "age_at_last_purchase_column",
    "age_column",
    "did_you_mean",
    "holdout_column",
    "since_last_purchase_column",
    "unit_of",
]

# The event log: one row a purchase.
CUSTOMER_ID = "customer_id"
DATE = "date"
AMOUNT = "amount"
QUANTITY = "quantity"

# Purchase histories: one row a customer, or one row a distinct history with a count of customers.
FREQUENCY = "frequency"
FIRST_SPEND = "first_spend"
MEAN_REPEAT_SPEND = "mean_repeat_spend"
CUSTOMERS = "customers"
HOLDOUT_PURCHASES = "holdout_purchases"
HOLDOUT_SPEND = "holdout_spend"

# Histories in discrete time: opportunities to buy instead of a clock.
LAST_OPPORTUNITY = "last_opportunity"
OPPORTUNITIES = "opportunities"

# What other tables call these columns; only ever used to suggest a name.
_OTHER_WORDS = {
    CUSTOMER_ID: ("cust", "client", "user", "member", "buyer", "shopper", "account", "card"),
    DATE: ("day", "time", "when"),
    AMOUNT: ("paid", "price", "total", "value", "revenue", "sales", "spend", "money"),
}


def age_column(unit: str) -> str:
    """Name the column of time from the first purchase to the end of observation (T).

    Examples
    --------
    >>> age_column("weeks")
    'age_weeks'
    """
    return f"age_{check_unit(unit)}"


def age_at_last_purchase_column(unit: str) -> str:
    """Name the column of the model's recency (t_x): first to last purchase.

    Examples
    --------
    >>> age_at_last_purchase_column("weeks")
    'age_at_last_purchase_weeks'
    """
    return f"age_at_last_purchase_{check_unit(unit)}"


def since_last_purchase_column(unit: str) -> str:
    """Name the column of the marketer's recency (T - t_x): last purchase to the end.

    Examples
    --------
    >>> since_last_purchase_column("weeks")
    'weeks_since_last_purchase'
    """
    return f"{check_unit(unit)}_since_last_purchase"


def holdout_column(unit: str) -> str:
    """Name the column of the length of the holdout period.

    Examples
    --------
    >>> holdout_column("weeks")
    'holdout_weeks'
    """
    return f"holdout_{check_unit(unit)}"


def unit_of(names: Iterable[str]) -> str | None:
    """Read the unit of purchase histories from their column names.

    Parameters
    ----------
    names : iterable of str
        The column names of a table.

    Returns
    -------
    str or None
        The unit of the age columns; None where there is none.

    Raises
    ------
    InputError
        When the table has ages in two units.

    Examples
    --------
    >>> unit_of(["frequency", "age_at_last_purchase_days", "age_days"])
    'days'
    """
    present = set(names)
    # Either column is a claim about the unit: with one of two missing, the reader is told which.
    found = [
        unit
        for unit in UNITS
        if age_column(unit) in present or age_at_last_purchase_column(unit) in present
    ]
    whole = [
        unit
        for unit in found
        if age_column(unit) in present and age_at_last_purchase_column(unit) in present
    ]
    candidates = whole or found
    if len(candidates) > 1:
        raise InputError(
            _(
                "The table has ages in {n} units ({units}); keep the columns of one unit, so that "
                "a model cannot read weeks as months."
            ).format(n=len(candidates), units=", ".join(candidates))
        )
    return candidates[0] if candidates else None


def did_you_mean(wanted: str, names: Iterable[str]) -> list[str]:
    """Find the columns that a reader may have meant by a name that is not there.

    Parameters
    ----------
    wanted : str
        The name that was looked for.
    names : iterable of str
        The names that are there.

    Returns
    -------
    list of str
        Up to three near names, the nearest first.

    Examples
    --------
    >>> did_you_mean("customer_id", ["CustomerID", "InvoiceDate", "Price"])
    ['CustomerID']
    """

    def plain(name: str) -> str:
        return "".join(letter for letter in name.lower() if letter.isalnum())

    by_plain: dict[str, list[str]] = {}
    for name in map(str, names):
        by_plain.setdefault(plain(name), []).append(name)
    target = plain(wanted)
    near = get_close_matches(target, by_plain, n=3, cutoff=0.6)
    # "date" is meant by "InvoiceDate" and "customer_id" by "Client", which spelling alone misses.
    words = {part for part in wanted.lower().split("_") if len(part) > 2} | {target}
    words |= set(_OTHER_WORDS.get(wanted, ()))
    near += [key for key in by_plain if key not in near and any(word in key for word in words)]
    return [name for key in near for name in by_plain[key]][:3]

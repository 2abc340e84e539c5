"""Units of time: one table of how many days each of them holds."""

from difflib import get_close_matches
from types import MappingProxyType

from casekit.errors import InputError
from casekit.words import _

__all__ = ["DAYS_PER", "UNITS", "check_unit", "periods_per_year"]

DAYS_PER = MappingProxyType(
    {
        "days": 1.0,
        "weeks": 7.0,
        # Months and years of calendars differ in length; a model needs one length for all.
        "months": 365.25 / 12,
        "years": 365.25,
    }
)
UNITS = tuple(DAYS_PER)


def check_unit(unit: str) -> str:
    """Let only a known unit of time pass, so that weeks are never read as months.

    Parameters
    ----------
    unit : str
        One of ``"days"``, ``"weeks"``, ``"months"`` (365.25/12 days), ``"years"`` (365.25 days).

    Returns
    -------
    str
        The same unit.

    Raises
    ------
    InputError
        For any other word, with the nearest known one.

    Examples
    --------
    >>> check_unit("weeks")
    'weeks'
    """
    if isinstance(unit, str) and unit in DAYS_PER:
        return unit
    near = get_close_matches(str(unit).lower(), UNITS, n=1)
    hint = _(' Did you mean "{near}"?').format(near=near[0]) if near else ""
    raise InputError(
        _("unit={unit!r} is not a unit of time; choose one of {units}.").format(
            unit=unit, units=", ".join(f'"{known}"' for known in UNITS)
        )
        + hint
    )


def periods_per_year(unit: str) -> float:
    """Count how many periods of a unit a year holds, to turn an annual rate into another.

    Parameters
    ----------
    unit : str
        A unit of time; see `check_unit`.

    Returns
    -------
    float
        Periods in a year of 365.25 days.

    Examples
    --------
    >>> round(periods_per_year("weeks"), 3)
    52.179
    """
    return DAYS_PER["years"] / DAYS_PER[check_unit(unit)]

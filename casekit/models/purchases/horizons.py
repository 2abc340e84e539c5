"""Lengths of time with the unit in the name, turned into the unit of a model."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from casekit.errors import InputError
from casekit.frames import DAYS_PER
from casekit.words import _

__all__ = ["continuous_rate", "length_in", "the_one_given"]

Given = TypeVar("Given")


def the_one_given(
    arguments: Mapping[str, Given | None], *, what: str = "horizon"
) -> tuple[str, Given]:
    """Find the one of several arguments, one a unit of time, that was given.

    Parameters
    ----------
    arguments : mapping of str to value or None
        The arguments by unit; exactly one is not None.
    what : str
        Name that the arguments begin with.

    Returns
    -------
    unit : str
        The unit of the one given.
    value
        What was given.

    Raises
    ------
    InputError
        When none or several are given.

    Examples
    --------
    >>> the_one_given({"days": None, "weeks": 39.0})
    ('weeks', 39.0)
    """
    named = [(unit, value) for unit, value in arguments.items() if value is not None]
    if len(named) != 1:
        raise InputError(
            _("{n} lengths of time were given; give exactly one of {choices}.").format(
                n=len(named), choices=", ".join(f"{what}_{unit}" for unit in arguments)
            )
        )
    return named[0]


def length_in(unit: str, lengths: Mapping[str, float | None], *, what: str = "horizon") -> float:
    """Turn the one length that was given into a model's unit of time.

    Parameters
    ----------
    unit : str
        Unit of the model.
    lengths : mapping of str to float or None
        The lengths by unit; exactly one is not None.
    what : str
        Name that the arguments begin with.

    Returns
    -------
    float
        The length in `unit`.

    Raises
    ------
    InputError
        When none or several are given, or the length is negative or not finite.

    Examples
    --------
    >>> length_in("weeks", {"days": 273.0, "weeks": None})
    39.0
    """
    given_in, length = the_one_given(lengths, what=what)
    is_number = isinstance(length, (int, float, np.integer, np.floating))
    if not (is_number and np.isfinite(length) and length >= 0):
        raise InputError(
            _("{what}_{unit}={length!r} was given; it is a number from 0 up.").format(
                what=what, unit=given_in, length=length
            )
        )
    return float(length) * DAYS_PER[given_in] / DAYS_PER[unit]


def continuous_rate(annual_discount_rate: float, unit: str) -> float:
    """Turn an annual discount rate into the continuous rate a unit of time that equals it.

    A payment after y years is worth (1 + annual rate) ** -y = exp(-rate * time).

    Parameters
    ----------
    annual_discount_rate : float
        For example 0.15 for 15% a year.
    unit : str
        Unit of time.

    Returns
    -------
    float
        Continuous rate a unit.

    Raises
    ------
    InputError
        When the rate is below 0 or looks like a percentage.

    Examples
    --------
    >>> round(continuous_rate(0.15, "weeks"), 5)
    0.00268
    """
    if not (np.isfinite(annual_discount_rate) and 0 <= annual_discount_rate < 2):
        raise InputError(
            _(
                "annual_discount_rate={rate} was given; it is a share from 0 up: write 0.15 for "
                "15% a year."
            ).format(rate=annual_discount_rate)
        )
    return float(np.log1p(annual_discount_rate)) * DAYS_PER[unit] / DAYS_PER["years"]

"""Brightwater Home: an invented broadband town in which four things hold households."""

from __future__ import annotations

from typing import Any

import pandas as pd

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching import SwitchingTruth, make_switching_market
from casekit.words import _

__all__ = ["brightwater_town"]

_FIRMS = ("Brightwater", "Alder", "Birch")
# What each form is worth, in money; all three providers do the same.
_WORTH = {
    "economic": ("point_value", 1.2),
    "technical": ("technical_cost", 6.0),
    "contractual": ("exit_fee", 20.0),
    "community": ("friends_value", 15.0),
}
# Households differ much in which provider they like: that is what makes the town hard to read.
_TASTE_SD = 1.5


def brightwater_town(
    n_households: int = 2_000,
    *,
    seed: int = 1,
    months: int = 24,
    nothing_holds: bool = False,
    fee_forbidden: bool = False,
    doubled: str | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, SwitchingTruth]:
    """Make the town of lesson 01: three providers, and households that mostly stay.

    Parameters
    ----------
    n_households : int
        Households, watched from the month in which they take their first line.
    seed : int
        Same seed, same town. Two calls that differ in the switches below have the same
        households, prices and luck.
    months : int
        Months observed.
    nothing_holds : bool
        The same town without any barrier.
    fee_forbidden : bool
        The same town after a law that forbids the fee for leaving early.
    doubled : str, optional
        The form that Brightwater alone doubles: ``"economic"``, ``"technical"``,
        ``"contractual"`` or ``"community"``.

    Returns
    -------
    panel, events, truth
        As `casekit.generators.switching.make_switching_market` gives them.

    Raises
    ------
    InputError
        When the form to double is unknown, or is the fee that the law forbids.

    Notes
    -----
    The town is invented. Its households change providers far more often than real ones, so that
    two years of data show what holds them.

    Examples
    --------
    >>> panel, events, truth = brightwater_town(500)
    >>> truth.barriers["money"].round().tolist()
    [4.0, 3.0, 12.0, 6.0]
    """
    if doubled is not None and doubled not in FORMS:
        raise InputError(
            _("`doubled` must be one of {forms}; {given!r} was given.").format(
                forms=", ".join(f'"{form}"' for form in FORMS), given=doubled
            )
        )
    if fee_forbidden and doubled == "contractual":
        raise InputError(
            _("The law forbids the fee, so it cannot be doubled: choose another form.")
        )
    worth: dict[str, Any] = {}
    for form, (name, value) in _WORTH.items():
        rivals = 0.0 if fee_forbidden and form == "contractual" else value
        ours = 2 * rivals if form == doubled else rivals
        worth[name] = [ours, rivals, rivals]
    return make_switching_market(
        n_households,
        seed=seed,
        months=months,
        firms=_FIRMS,
        taste_sd=_TASTE_SD,
        without=FORMS if nothing_holds else (),
        **worth,
    )

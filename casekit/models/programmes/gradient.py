"""What a goal gradient says about a card: how long it takes, and how strong it must be."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.stamp_rules import expected_interval_days
from casekit.words import _

__all__ = ["calibrate_first_interval", "calibrate_gradient", "expected_card_days"]


def expected_card_days(
    *,
    slots: int = 10,
    given: int = 0,
    gradient: float = 0.0,
    head_start: float = 0.0,
    first_interval_days: float = 1.0,
) -> float:
    """Give the mean days from the first to the last visit of a stamp card.

    Parameters
    ----------
    slots : int
        Slots of the card.
    given : int
        How many of them are stamped when the card is handed out. The visits that are needed,
        slots - given, have one interval fewer between them.
    gradient, head_start, first_interval_days : float
        See `expected_interval_days`: the interval after which slot k + 1 is stamped has progress
        k / slots.

    Returns
    -------
    float
        Days; 0 for a card that one visit fills.

    Raises
    ------
    InputError
        When the card makes no sense.

    Examples
    --------
    A card of 10 and a card of 12 with 2 given need ten visits each; the gradient alone makes
    the second hardly faster.

    >>> for slots, given in ((10, 0), (12, 2)):
    ...     print(round(expected_card_days(slots=slots, given=given, gradient=0.3,
    ...                                    first_interval_days=2.0), 2))
    15.54
    15.14
    """
    _refuse_no_card(slots, given)
    for name, value in (("gradient", gradient), ("head_start", head_start)):
        refuse_unless(bool(np.isfinite(value)), name, value, _("a number"))
    refuse_unless(
        bool(np.isfinite(first_interval_days)) and first_interval_days > 0,
        "first_interval_days",
        first_interval_days,
        _("a number of days above 0"),
    )
    return float(
        expected_interval_days(
            _progress(slots, given),
            gradient=gradient,
            first_interval_days=first_interval_days,
            head_start=head_start,
            given=given,
        ).sum()
    )


def calibrate_gradient(
    *,
    drop: float | None = None,
    card_days_ratio: float | None = None,
    slots: int = 10,
    given: int = 0,
    than: tuple[int, int] = (10, 0),
) -> float:
    """Find the gradient that makes a card's last interval so much shorter, or a card faster.

    Parameters
    ----------
    drop : float, optional
        Share by which the last interval of the card is shorter than its first: 0.2 for a fifth.
        Negative where people slow down.
    card_days_ratio : float, optional
        Instead of the drop: the card's days over those of the card `than`, by the gradient alone.
    slots, given : int
        The card.
    than : (int, int)
        Slots and given stamps of the card that it is compared with, for ``card_days_ratio``.

    Returns
    -------
    float
        The gradient of `expected_interval_days`; it does not depend on the level of the intervals.

    Raises
    ------
    InputError
        When not exactly one of the two is given, or no gradient can do it.

    Examples
    --------
    >>> round(calibrate_gradient(drop=0.20), 3)
    0.279
    >>> round(calibrate_gradient(card_days_ratio=0.9, slots=12, given=2), 3)
    1.115
    """
    _refuse_no_card(slots, given)
    if (drop is None) == (card_days_ratio is None):
        raise InputError(_("Give exactly one of `drop` and `card_days_ratio`."))
    progress = _progress(slots, given)
    if drop is not None:
        refuse_unless(
            bool(np.isfinite(drop)) and drop < 1, "drop", drop, _("a share below 1, as 0.2")
        )
        if len(progress) < 2:
            raise InputError(
                _("A card of {slots} slots with {given} given has no two intervals.").format(
                    slots=slots, given=given
                )
            )
        return float(-np.log1p(-drop) / (progress[-1] - progress[0]))
    return _gradient_of_ratio(float(card_days_ratio or 0.0), progress, _progress(*than), than)


def calibrate_first_interval(
    card_days: float, *, gradient: float, slots: int = 10, given: int = 0, head_start: float = 0.0
) -> float:
    """Find the interval at an empty card at which a card takes so many days.

    Parameters
    ----------
    card_days : float
        Mean days from the first to the last visit of the card.
    gradient, slots, given, head_start
        As for `expected_card_days`.

    Returns
    -------
    float
        Mean days between visits at progress 0.

    Raises
    ------
    InputError
        When the card has no interval, or the days are not above 0.

    Examples
    --------
    >>> round(calibrate_first_interval(18.0, gradient=0.0), 2)
    2.0
    """
    refuse_unless(
        bool(np.isfinite(card_days)) and card_days > 0,
        "card_days",
        card_days,
        _("a number of days above 0"),
    )
    unit = expected_card_days(slots=slots, given=given, gradient=gradient, head_start=head_start)
    if unit == 0:
        raise InputError(_("A card that one visit fills has no interval."))
    return card_days / unit


def _progress(slots: int, given: int) -> np.ndarray:
    return np.arange(given + 1, slots) / slots


def _gradient_of_ratio(
    ratio: float, progress: np.ndarray, other: np.ndarray, than: tuple[int, int]
) -> float:
    _refuse_no_card(*than)
    refuse_unless(
        bool(np.isfinite(ratio)) and ratio > 0, "card_days_ratio", ratio, _("a number above 0")
    )

    def gap(gradient: float) -> float:
        # Sums of exponentials, divided by their largest: no gradient is too strong for them.
        logs = [-gradient * each for each in (progress, other)]
        tops = [each.max() for each in logs]
        sums = [np.exp(each - top).sum() for each, top in zip(logs, tops, strict=True)]
        return float(np.log(sums[0] / sums[1]) + tops[0] - tops[1] - np.log(ratio))

    if min(len(progress), len(other)) and gap(-500.0) * gap(500.0) < 0:
        return float(brentq(gap, -500.0, 500.0, xtol=1e-12))
    raise InputError(
        _(
            "No gradient makes this card take {ratio:.3g} times the days of a card of {slots} "
            "slots with {given} given."
        ).format(ratio=ratio, slots=than[0], given=than[1])
    )


def _refuse_no_card(slots: int, given: int) -> None:
    refuse_unless_whole(slots, "slots")
    refuse_unless(
        given == 0 or (isinstance(given, (int, np.integer)) and 0 < given < slots),
        "given",
        given,
        _("a whole number from 0 to below the slots ({slots})").format(slots=slots),
    )

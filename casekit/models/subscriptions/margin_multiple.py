"""Value by one retention rate that never changes: multiples of the margin, and what moves them.

Retention rates and margins are of one period (a year, unless said otherwise), and so is the
discount rate. Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), 9-24.
"""

from typing import Any

import numpy as np

from casekit.errors import InputError
from casekit.words import _

__all__ = [
    "expected_lifetime",
    "margin_multiple",
    "margin_multiple_elasticity",
    "retention_behind",
    "retention_gain",
]

_NEXT, _NOW = "next", "now"


def margin_multiple(
    retention: Any, discount_rate: float, *, growth: float = 0.0, first_margin: str = _NEXT
) -> Any:
    """Give the number by which to multiply the margin of a period to get a lifetime value.

    Parameters
    ----------
    retention : float or array
        r, chance a period that a customer stays, the same in every period and for everybody.
    discount_rate : float
        i, of a period: 0.12 for 12%.
    growth : float
        g, growth of the margin of a customer from period to period.
    first_margin : {"next", "now"}
        ``"next"``: the first margin comes after one period, if the customer stays: r / (1 + i -
        r (1 + g)). ``"now"``: a first margin is received at once, of everybody: (1 + i) / (1 + i
        - r (1 + g)), the same and 1 more where g is 0.

    Returns
    -------
    float or ndarray
        The multiple, over an infinite horizon. It is of margins: costs are already taken off,
        the cost of acquiring the customer is not.

    Raises
    ------
    InputError
        When margins grow as fast as they are discounted, so that the sum has no end.

    Examples
    --------
    >>> round(margin_multiple(0.8, 0.12), 2)
    2.5
    >>> round(margin_multiple(0.8, 0.12, first_margin="now"), 2)
    3.5
    """
    r, left = _checked(retention, discount_rate, growth, first_margin)
    return (r if first_margin == _NEXT else 1 + discount_rate) / left


def margin_multiple_elasticity(
    retention: Any, discount_rate: float, *, growth: float = 0.0, first_margin: str = _NEXT
) -> Any:
    """Tell by how many per cent the multiple grows when retention grows by 1 per cent.

    One per cent of the rate, not one percentage point: from .800 to .808.

    Parameters
    ----------
    retention, discount_rate, growth, first_margin
        As in `margin_multiple`.

    Returns
    -------
    float or ndarray
        (1 + i) / (1 + i - r (1 + g)) when the first margin comes next period; r (1 + g) / (1 + i
        - r (1 + g)) when a first margin is received now, which no retention can change.

    Raises
    ------
    InputError
        As in `margin_multiple`.

    References
    ----------
    Gupta, S., Lehmann, D. R., & Stuart, J. A. (2004). Valuing customers. *Journal of Marketing
    Research*, 41(1), 7-18.

    Examples
    --------
    >>> round(margin_multiple_elasticity(0.896, 0.12), 6)
    5.0
    """
    r, left = _checked(retention, discount_rate, growth, first_margin)
    return (1 + discount_rate if first_margin == _NEXT else r * (1 + growth)) / left


def expected_lifetime(retention: Any) -> Any:
    """Give the periods that a customer pays for, the first included: 1 / (1 - r).

    Parameters
    ----------
    retention : float or array
        Chance a period that a customer stays, the same in every period and for everybody.

    Returns
    -------
    float or ndarray
        Periods.

    Raises
    ------
    InputError
        For a retention of 1 or outside 0 to 1.

    Examples
    --------
    >>> expected_lifetime(0.75)
    4.0
    """
    return 1 / _checked(retention, 0.0, 0.0, _NOW)[1]


def retention_gain(retention: Any, points: float = 0.05, *, discount_rate: float = 0.0) -> Any:
    """Tell by which share a customer's value grows when retention rises by some points.

    Parameters
    ----------
    retention : float or array
        Where retention is now, as a share: 0.90.
    points : float
        The rise, in parts of 1: 0.05 is five percentage points, from .90 to .95.
    discount_rate : float
        Of a period. 0 compares expected lifetimes, 1 / (1 - r); above 0, multiples of the margin
        with the first margin now.

    Returns
    -------
    float or ndarray
        0.50 is half as much again. Nothing is taken off for what the points cost.

    Raises
    ------
    InputError
        When the higher retention reaches 1 and nothing is discounted.

    References
    ----------
    The calculation behind Reichheld, F. F., & Sasser, W. E. (1990). Zero defections: Quality comes
    to services. *Harvard Business Review*, 68(5), 105-111.

    Examples
    --------
    >>> retention_gain(np.array([0.75, 0.80, 0.85, 0.90])).round(2)
    array([0.25, 0.33, 0.5 , 1.  ])
    """
    before = _checked(retention, discount_rate, 0.0, _NOW)[1]
    after = _checked(np.asarray(retention) + points, discount_rate, 0.0, _NOW)[1]
    return before / after - 1


def retention_behind(gain: Any, points: float = 0.05, *, discount_rate: float = 0.0) -> Any:
    """Find the retention rate at which some points more would bring a given gain.

    The inverse of `retention_gain`: which customers must a firm have had, for the headline to be
    nothing but arithmetic?

    Parameters
    ----------
    gain : float or array
        0.85 for a value that is 85% higher.
    points : float
        Rise of retention, in parts of 1.
    discount_rate : float
        Of a period.

    Returns
    -------
    float or ndarray
        Retention before the rise.

    Raises
    ------
    InputError
        When no retention from 0 to 1 brings that gain.

    Examples
    --------
    >>> round(retention_behind(0.85), 4), round(retention_behind(0.25), 2)
    (0.8912, 0.75)
    """
    share = np.asarray(gain, dtype=float)
    if not (np.isfinite(share).all() and (share > 0).all() and points > 0):
        raise InputError(
            _("gain={gain} and points={points} were given; both are above 0.").format(
                gain=gain, points=points
            )
        )
    found = 1 + discount_rate - points * (1 + share) / share
    if ((found < 0) | (found > 1)).any():
        raise InputError(
            _("No retention from 0 to 1 gives a gain of {gain} by {points} more.").format(
                gain=gain, points=points
            )
        )
    return _plain(found)


def _checked(
    retention: Any, discount_rate: float, growth: float, first_margin: str
) -> tuple[Any, Any]:
    """Give r, and 1 + i - r (1 + g), which must not reach 0."""
    r = np.asarray(retention, dtype=float)
    if not (np.isfinite(r).all() and (r >= 0).all() and (r <= 1 + 1e-12).all()):
        raise InputError(
            _(
                "A retention of {retention} was given or reached; it is a share from 0 to 1 (0.8 "
                "for 80% a period)."
            ).format(retention=_shown(r))
        )
    for name, value in (("discount_rate", discount_rate), ("growth", growth)):
        if not (np.isfinite(value) and value > -1):
            raise InputError(
                _("{name}={value} was given; write 0.12 for 12% a period.").format(
                    name=name, value=value
                )
            )
    if first_margin not in (_NEXT, _NOW):
        raise InputError(
            _('first_margin="{given}" was given; choose "next" or "now".').format(
                given=first_margin
            )
        )
    left = 1 + discount_rate - r * (1 + growth)
    if (left <= 1e-12).any():
        raise InputError(
            _(
                "With retention {retention}, growth {growth} and a discount rate of {rate} later "
                "margins never become small, and their sum has no end. Give a lower retention or "
                "growth, or a higher discount rate."
            ).format(retention=_shown(r), growth=growth, rate=discount_rate)
        )
    return _plain(r), _plain(left)


def _plain(values: Any) -> Any:
    return float(values) if values.ndim == 0 else values


def _shown(r: Any) -> str:
    return (
        f"{r.max() if r.max() > 0.5 else r.min():.4g}" if r.size and not np.isnan(r).any() else "?"
    )

"""The rules of a stamp card: when people come back, and when they give up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

__all__ = ["expected_interval_days", "finish_share", "quit_log_odds"]

Floats = NDArray[np.float64]
# Points and weights that average over a standard normal slowness.
_Z, _WEIGHT = np.polynomial.hermite_e.hermegauss(40)
_WEIGHT = _WEIGHT / _WEIGHT.sum()


def expected_interval_days(
    progress: float | Floats,
    *,
    gradient: float,
    first_interval_days: float,
    head_start: float = 0.0,
    given: int = 0,
) -> Floats:
    """Give the mean days until the next visit, for a card that is partly full.

    Parameters
    ----------
    progress : float or array
        Share of the slots that are stamped, given ones included: 0 is empty, 1 is full.
    gradient : float
        How much faster people come as the card fills: logarithm of the interval at an empty card
        minus that at a full one.
    first_interval_days : float
        Mean days between visits at progress 0, without a head start.
    head_start : float
        What a card with given stamps takes off the logarithm of every interval, besides progress.
    given : int
        Stamps on the card from the start.

    Returns
    -------
    array
        first_interval_days × exp(-gradient × progress - head_start × [given > 0]).

    Examples
    --------
    >>> expected_interval_days(np.array([0.1, 0.9]), gradient=0.28, first_interval_days=2.0
    ...     ).round(2).tolist()
    [1.94, 1.55]
    """
    index = gradient * np.asarray(progress, dtype=float) + head_start * (given > 0)
    return np.asarray(first_interval_days * np.exp(-index))


def finish_share(log_odds: float, visits: int, slow_quit: float) -> float:
    """Give the share of customers who do not give up between the first visit and the last.

    Parameters
    ----------
    log_odds : float
        Of giving up after one visit, for a customer of average pace.
    visits : int
        Visits that the card needs.
    slow_quit : float
        What one standard deviation of slowness adds to the log-odds.

    Examples
    --------
    >>> round(finish_share(0.0, 3, 0.0), 2)
    0.25
    """
    stays = expit(-(log_odds + slow_quit * _Z))
    return float(_WEIGHT @ stays ** (visits - 1))


def quit_log_odds(never_finish: float, visits: int, slow_quit: float) -> float:
    """Give the log-odds of giving up after a visit at which a share of customers never finish.

    Examples
    --------
    >>> round(finish_share(quit_log_odds(0.5, 10, 0.7), 10, 0.7), 6)
    0.5
    """
    if never_finish == 0 or visits == 1:
        return -np.inf
    reach = 60.0 + 8 * abs(slow_quit)
    return float(
        brentq(lambda a: 1 - finish_share(a, visits, slow_quit) - never_finish, -reach, reach)
    )

"""Six archetypes of customers of a shop: where their clouds lie, and how wide they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["ARCHETYPES", "Archetype", "Clouds", "clouds_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Archetype:
    """Describe a kind of customer by what is typical for it (medians over one year).

    Attributes
    ----------
    name : str
        What it is called.
    share : float
        Share of all customers.
    days_since_last_purchase : float
        Days since the last purchase.
    purchases : float
        Purchases a year.
    mean_spend : float
        Money per purchase.
    """

    name: str
    share: float
    days_since_last_purchase: float
    purchases: float
    mean_spend: float


# Invented for the course: plain differences in rhythm, basket and silence, no real firm's.
ARCHETYPES = (
    Archetype("weekly regulars", 0.18, 8, 36, 28),
    Archetype("big-basket regulars", 0.10, 16, 18, 120),
    Archetype("occasional splurgers", 0.13, 90, 3.2, 210),
    Archetype("light buyers", 0.22, 40, 6, 32),
    Archetype("fading regulars", 0.15, 150, 14, 55),
    Archetype("bargain visitors", 0.22, 170, 2.4, 16),
)
# Standard deviation within an archetype, of the logarithms of days and of purchases.
_WITHIN = (0.60, 0.45)


@dataclass(frozen=True, eq=False)
class Clouds:
    """Hold where customers lie on the scale of logarithms (days, purchases, mean spend).

    Attributes
    ----------
    shares : ndarray, shape (a,)
        Shares of the archetypes.
    middles : ndarray, shape (a, 3)
        Means of the logarithms.
    within : ndarray, shape (3, 3)
        Covariance about them, the same for all.
    """

    shares: Floats
    middles: Floats
    within: Floats


def clouds_of(archetypes: Sequence[Archetype], separation: float, spend_sigma: float) -> Clouds:
    """Move archetypes apart or together without changing the spread of the whole base.

    What moving together takes from the differences between archetypes is added to the spread
    within them. At separation 0 all archetypes are one cloud with the mean and the covariance
    that the whole base has at separation 1.

    Parameters
    ----------
    archetypes : sequence of Archetype
        At least one; shares add up to 1.
    separation : float
        0 or more.
    spend_sigma : float
        Standard deviation of the logarithm of yearly spend (purchases times mean spend) over the
        whole base, at a separation up to 1.

    Returns
    -------
    Clouds

    Raises
    ------
    InputError
        When shares do not add up, or the archetypes alone spread spend by more than asked for.

    Examples
    --------
    >>> apart = clouds_of(ARCHETYPES, 1.0, 1.5)
    >>> float(np.sqrt(apart.within[0, 0]).round(2))
    0.6
    >>> together = clouds_of(ARCHETYPES, 0.0, 1.5)
    >>> bool(np.ptp(together.middles) > 0), bool(np.ptp(together.middles, axis=0).max() > 1e-12)
    (True, False)
    """
    refuse_unless(len(archetypes) > 0, "archetypes", archetypes, _("at least one Archetype"))
    for kind in archetypes:
        for name in ("share", "days_since_last_purchase", "purchases", "mean_spend"):
            value = getattr(kind, name)
            refuse_unless(value > 0, f"{kind.name}: {name}", value, _("a number above 0"))
    shares = np.array([kind.share for kind in archetypes])
    refuse_unless(
        abs(shares.sum() - 1) < 1e-9, "archetypes", shares.tolist(), _("shares that add up to 1")
    )
    means = np.log(
        [[kind.days_since_last_purchase, kind.purchases, kind.mean_spend] for kind in archetypes]
    )
    middle = shares @ means
    apart = means - middle
    between = (apart * shares[:, None]).T @ apart
    within = np.diag([_WITHIN[0] ** 2, _WITHIN[1] ** 2, 0.0])
    spread = between + within
    so_far = spread[1, 1] + spread[2, 2] + 2 * spread[1, 2]
    left = spend_sigma**2 - so_far
    refuse_unless(
        left > 0.01,
        "spend_sigma",
        spend_sigma,
        _("above {least:.2f}, the spread that these archetypes have by themselves").format(
            least=np.sqrt(so_far + 0.01)
        ),
    )
    within[2, 2] = left
    within = within + max(0.0, 1 - separation**2) * between
    return Clouds(shares, middle + separation * apart, within)

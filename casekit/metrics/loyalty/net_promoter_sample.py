"""How many answers a net promoter score needs."""

from __future__ import annotations

import math

from casekit.errors import InputError
from casekit.metrics.loyalty.score_interval import variance, z_of
from casekit.words import _

__all__ = ["net_promoter_sample_size"]


def net_promoter_sample_size(
    half_width: float,
    *,
    promoters: float = 0.5,
    detractors: float = 0.5,
    level: float = 0.95,
    waves: int = 1,
) -> int:
    """Say how many answers a net promoter score needs to be known to so many points.

    Parameters
    ----------
    half_width : float
        Half the width of the interval that is wished, in points (3 for plus or minus 3).
    promoters, detractors : float
        Shares that are expected, between 0 and 1. Left out: the worst case, half and half.
    level : float
        Confidence level.
    waves : {1, 2}
        1: the score itself. 2: the change between two surveys of different people; the number is
        then that of each survey.

    Returns
    -------
    int
        Answers (not invitations) that are needed: z^2 (P + D - (P - D)^2) / (half width)^2,
        rounded up.

    Raises
    ------
    InputError
        For shares that are none, or a width that is not between 0 and 100 points; for shares with
        which everybody answers alike, since the formula then knows no luck of the draw.

    Examples
    --------
    >>> net_promoter_sample_size(3, promoters=0.45, detractors=0.20)
    2508
    >>> net_promoter_sample_size(3, promoters=0.45, detractors=0.20, waves=2)
    5016
    """
    z = z_of(level)
    if not 0 < half_width < 100:
        raise InputError(
            _("half_width={given} was given; it is in points, above 0 and below 100.").format(
                given=half_width
            )
        )
    if waves not in (1, 2):
        raise InputError(_("waves={given} was given; choose 1 or 2.").format(given=waves))
    for name, share in (("promoters", promoters), ("detractors", detractors)):
        if not 0 <= share <= 1:
            raise InputError(
                _("{name}={share} was given; it is a share between 0 and 1 (0.45 for 45%).").format(
                    name=name, share=share
                )
            )
    if promoters + detractors > 1 + 1e-9:
        raise InputError(
            _("Promoters and detractors are {both:.0%} together; they are 100% at most.").format(
                both=promoters + detractors
            )
        )
    spread = variance(promoters, detractors)
    if spread <= 1e-12:
        raise InputError(
            _(
                "With promoters={promoters:g} and detractors={detractors:g} everybody answers "
                "alike, and one answer would seem enough. Give shares that may be true of the "
                "customers who were not asked yet, or leave both out for the worst case."
            ).format(promoters=promoters, detractors=detractors)
        )
    needed = waves * z * z * spread / (half_width / 100) ** 2
    # A whole number that floating point lifts by a hair stays that whole number.
    return max(math.ceil(needed - 1e-9), 1)

"""What points of a response curve allow, and what they leave open: said in words."""

from __future__ import annotations

import math
import warnings

import numpy as np
from scipy.stats import chi2

from casekit.errors import CasekitWarning, InputError
from casekit.frames.budget import ResponsePoints
from casekit.models.budget.curve import ResponseCurve
from casekit.words import _

__all__ = ["refuse_unless_enough", "warn_of_what_points_hide"]


def refuse_unless_enough(seen: ResponsePoints, ceiling: float | None, floor: float) -> None:
    """Refuse points through which no curve, or any curve, goes."""
    paid = seen.spend > 0
    different = len(np.unique(seen.spend[paid]))
    if different < (2 if ceiling is None else 1):
        raise InputError(
            _(
                "The points hold {n} different spends above 0; a curve with a free ceiling needs "
                "2, better 4 or more. With one point, judge the ceiling yourself: "
                "ResponseCurve.through(spend=, response=, ceiling=)."
            ).format(n=different)
        )
    for_nothing = float(seen.responded[~paid].sum())
    if for_nothing > 0 and floor == 0:
        raise InputError(
            _(
                "{n:g} responses came at a spend of 0, where a curve from 0 allows none. Say what "
                "share comes by itself: floor={share:.3f} is what these rows show."
            ).format(n=for_nothing, share=for_nothing / seen.reached[~paid].sum())
        )
    if seen.responded[paid].sum() == 0:
        raise InputError(_("Nobody responded in any row: there is no curve to fit."))
    if seen.responded[paid].sum() <= floor * seen.reached[paid].sum():
        raise InputError(
            _("The points lie at or below the floor ({floor:g}): money shows no effect.").format(
                floor=floor
            )
        )
    if ceiling is not None and seen.responded.sum() >= ceiling * seen.reached.sum():
        raise InputError(
            _("The points lie at or above the ceiling ({ceiling:g}) that was given.").format(
                ceiling=ceiling
            )
        )


def warn_of_what_points_hide(
    curve: ResponseCurve,
    given: bool,
    ceiling_known: bool,
    rate_known: bool,
    dispersion: float,
    seen: ResponsePoints,
) -> None:
    """Warn of a ceiling, a rate or a scatter that the points leave open."""
    if not given and not ceiling_known:
        best = (
            _("{ceiling:.2f} fits best, but 1 fits nearly as well").format(ceiling=curve.ceiling)
            if curve.ceiling < 0.995
            else _("even 1, everybody, fits")
        )
        warnings.warn(
            _(
                "The points cannot tell the ceiling: {best}. They lie on the straight part of the "
                "curve. Do not plan beyond the largest spend that was tried ({most:g}); test a "
                "larger one, or give ceiling= by judgement."
            ).format(best=best, most=seen.spend.max()),
            CasekitWarning,
            stacklevel=3,
        )
    if not rate_known:
        warnings.warn(
            _(
                "The points cannot tell the rate: they are all past saturation, and every rate "
                "above about {rate:.3g} fits. Money may be saved: test a spend below {least:g}."
            ).format(rate=curve.rate, least=seen.spend[seen.spend > 0].min()),
            CasekitWarning,
            stacklevel=3,
        )
    if seen.counted and dispersion > 1:
        free = len(seen.spend) - (1 if given else 2)
        if free > 0 and chi2.sf(dispersion * free, free) < 0.001:
            warnings.warn(
                _(
                    "The points scatter {times:.1f} times as much as counting alone would make "
                    "them: something besides the spend moves the response. Standard errors are "
                    "too small by a factor of about {factor:.1f}."
                ).format(times=dispersion, factor=math.sqrt(dispersion)),
                CasekitWarning,
                stacklevel=3,
            )

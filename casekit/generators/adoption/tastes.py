"""How adopters differ: two kinds with opposite favourites, or tastes spread like a bell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["NormalTastes", "Tastes", "TwoKinds"]

Floats = NDArray[np.float64]

# Payoffs this near to each other are a tie: 0.05 times 4 is not exactly 0.20 in a computer.
_SAME = 1e-9


@dataclass(frozen=True)
class TwoKinds:
    """Two kinds of adopters, each with its own favourite: the setting of Arthur (1989).

    Parameters
    ----------
    gap_first : float
        By how much the first kind prefers the first standard when nobody has adopted yet
        (Arthur's a_R - b_R), in the unit of the payoffs.
    gap_second : float
        By how much the second kind prefers the second standard (b_S - a_S).
    share_first : float
        Share of adopters of the first kind.

    Notes
    -----
    Arthur lets the kinds gain differently by each earlier adoption, r and s. Only ratios matter
    to a choice, so with s unlike r give ``gap_second`` times r / s. An adopter for whom both
    standards are worth the same takes the own favourite.

    Examples
    --------
    >>> kinds = TwoKinds()
    >>> kinds.chance_of_first(np.array([-5, -4, 0, 4, 5]), strength=0.05)
    array([0. , 0.5, 0.5, 0.5, 1. ])
    """

    gap_first: float = 0.22
    gap_second: float = 0.22
    share_first: float = 0.5

    # A kind that has changed sides stays there: from such a lead on all choose the same.
    left_over = 0.0

    def __post_init__(self) -> None:
        for name in ("gap_first", "gap_second"):
            value = getattr(self, name)
            refuse_unless(value >= 0, name, value, _("0 or a number above it"))
        fine = 0 < self.share_first < 1
        refuse_unless(fine, "share_first", self.share_first, _("between 0 and 1"))

    def chance_of_first(
        self, lead: NDArray[np.int64], *, strength: float, advantage: float = 0.0
    ) -> Floats:
        """Give the chance that the next adopter takes the first standard.

        Parameters
        ----------
        lead : numpy.ndarray
            Adoptions of the first standard minus those of the second.
        strength : float
            What each adoption of a standard adds to its payoff.
        advantage : float
            What everybody gains by the first standard beside that.

        Returns
        -------
        numpy.ndarray
        """
        gain = advantage + strength * np.asarray(lead, dtype=float)
        scale = _SAME * (self.gap_first + self.gap_second + abs(advantage) + abs(strength))
        first = gain >= -self.gap_first - scale
        second = gain > self.gap_second + scale
        return self.share_first * first + (1 - self.share_first) * second


@dataclass(frozen=True)
class NormalTastes:
    """Tastes that are spread like a bell: most adopters are nearly indifferent, few care a lot.

    Parameters
    ----------
    sd : float
        Standard deviation of the DIFFERENCE between what an adopter likes in the first and in
        the second standard, in the unit of the payoffs.

    Notes
    -----
    However large the lead, somebody may still choose the other standard, so there are no walls
    in the strict sense. A market counts as locked in from the lead at which fewer than 1 in 100
    adopters would choose the standard behind.

    Examples
    --------
    >>> NormalTastes().chance_of_first(np.array([0, 4]), strength=0.05, advantage=0.2).round(3)
    array([0.841, 0.977])
    """

    sd: float = 0.2

    left_over = 0.01

    def __post_init__(self) -> None:
        refuse_unless(self.sd > 0, "sd", self.sd, _("a number above 0"))

    def chance_of_first(
        self, lead: NDArray[np.int64], *, strength: float, advantage: float = 0.0
    ) -> Floats:
        """Give the chance that the next adopter takes the first standard.

        Parameters
        ----------
        lead : numpy.ndarray
            Adoptions of the first standard minus those of the second.
        strength : float
            What each adoption of a standard adds to its payoff.
        advantage : float
            What everybody gains by the first standard beside that.

        Returns
        -------
        numpy.ndarray
        """
        chance: Floats = ndtr((advantage + strength * np.asarray(lead, dtype=float)) / self.sd)
        return chance


Tastes = TwoKinds | NormalTastes

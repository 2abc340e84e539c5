"""A response curve: what share says yes when more is spent on each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["ResponseCurve"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ResponseCurve:
    """Say what share of people responds to a spend per head, with falling returns.

    ``response = floor + (ceiling - floor) * (1 - exp(-rate * spend))``: each further unit of money
    wins a fixed share of those who could still be won.

    Parameters
    ----------
    ceiling : float
        Share that no money can exceed, from 0 to 1.
    rate : float
        How fast the ceiling is approached, per unit of money spent on each person, above 0. At a
        spend of ``ln(2) / rate`` half the way is done.
    floor : float
        Share that responds when nothing is spent, from 0 to the ceiling. Blattberg and Deighton
        set it to 0: without spending nobody comes and nobody stays. Few firms live there.

    Raises
    ------
    InputError
        When a share lies outside 0 to 1, the floor above the ceiling, or the rate is not above 0.

    References
    ----------
    Blattberg, R. C., & Deighton, J. (1996). Manage marketing by the customer equity test. Harvard
    Business Review, 74(4), 136-144. The floor is an addition of this course.

    Examples
    --------
    >>> acquisition = ResponseCurve(ceiling=0.4, rate=0.1)
    >>> round(acquisition.at(10), 3), round(acquisition.slope(10), 4)
    (0.253, 0.0147)
    """

    ceiling: float
    rate: float
    floor: float = 0.0

    def __post_init__(self) -> None:
        for name in ("ceiling", "floor"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise InputError(
                    _(
                        "{name}={value} was given; a share of people lies between 0 and 1 "
                        "(0.4 is 40%)."
                    ).format(name=name, value=value)
                )
        if self.floor > self.ceiling:
            raise InputError(
                _(
                    "floor={floor} lies above ceiling={ceiling}: more people would respond to no "
                    "money than to any."
                ).format(floor=self.floor, ceiling=self.ceiling)
            )
        if not (self.rate > 0 and math.isfinite(self.rate)):
            raise InputError(
                _(
                    "rate={rate} was given; it is a number above 0, per unit of money spent on "
                    "each person. ResponseCurve.through(spend=, response=, ceiling=) finds it "
                    "from one point that you know."
                ).format(rate=self.rate)
            )

    @classmethod
    def through(
        cls, *, spend: float, response: float, ceiling: float, floor: float = 0.0
    ) -> ResponseCurve:
        """Find the curve that goes through one point which a manager knows.

        Parameters
        ----------
        spend : float
            Money spent on each person now, above 0.
        response : float
            Share that responds now, above the floor and below the ceiling.
        ceiling : float
            Share that would respond if money were no object: a judgement, not a measurement.
        floor : float
            Share that would respond if nothing were spent.

        Returns
        -------
        ResponseCurve
            With ``rate = ln((ceiling - floor) / (ceiling - response)) / spend``.

        Raises
        ------
        InputError
            When no such curve goes through the point.

        Examples
        --------
        >>> round(ResponseCurve.through(spend=10, response=0.25, ceiling=0.4).rate, 4)
        0.0981
        """
        cls(ceiling, 1.0, floor)
        if not (spend > 0 and math.isfinite(spend)):
            raise InputError(
                _("spend={spend} was given; a point needs a spend above 0 per person.").format(
                    spend=spend
                )
            )
        if not floor < response < ceiling:
            raise InputError(
                _(
                    "response={response} was given; it must lie above the floor ({floor}) and "
                    "below the ceiling ({ceiling}), or no curve goes through the point."
                ).format(response=response, floor=floor, ceiling=ceiling)
            )
        return cls(ceiling, -math.log1p(-(response - floor) / (ceiling - floor)) / spend, floor)

    @property
    def reach(self) -> float:
        """Give the share that money can move: ceiling less floor."""
        return self.ceiling - self.floor

    @overload
    def at(self, spend: float) -> float: ...
    @overload
    def at(self, spend: ArrayLike) -> Any: ...
    def at(self, spend: ArrayLike) -> Any:
        """Give the share that responds to a spend.

        Parameters
        ----------
        spend : float or array
            Money per person, 0 or more.

        Returns
        -------
        float or ndarray

        Raises
        ------
        InputError
            When a spend is negative or missing.

        Examples
        --------
        >>> ResponseCurve(0.4, 0.1).at([0, 10, 20]).round(3).tolist()
        [0.0, 0.253, 0.346]
        """
        money = refuse_unless_spend(spend)
        return _shaped(self.floor - self.reach * np.expm1(-self.rate * money))

    def slope(self, spend: ArrayLike) -> Any:
        """Give the further share that the next unit of money wins, per unit of money.

        Parameters
        ----------
        spend : float or array
            Money per person, 0 or more.

        Returns
        -------
        float or ndarray

        Examples
        --------
        >>> ResponseCurve(0.4, 0.1).slope([0, 10, 20]).round(4).tolist()
        [0.04, 0.0147, 0.0054]
        """
        money = refuse_unless_spend(spend)
        return _shaped(self.reach * self.rate * np.exp(-self.rate * money))

    def cost_per_response(self, spend: ArrayLike) -> Any:
        """Give the average cost of a response: spend over response, those who say no included.

        Examples
        --------
        >>> round(ResponseCurve(0.4, 0.1).cost_per_response(20), 2)
        57.83
        """
        money = refuse_unless_spend(spend)
        with np.errstate(divide="ignore", invalid="ignore"):
            return _shaped(np.divide(money, self.at(money)))

    def marginal_cost(self, spend: ArrayLike) -> Any:
        """Give what the next response costs: 1 over the slope.

        Examples
        --------
        >>> round(ResponseCurve(0.4, 0.1).marginal_cost(20), 2)
        184.73
        """
        with np.errstate(divide="ignore"):
            return _shaped(np.divide(1.0, self.slope(spend)))

    def spend_for(self, response: ArrayLike) -> Any:
        """Give the spend per person that a share of responses needs.

        Parameters
        ----------
        response : float or array
            Share, from the floor to below the ceiling.

        Returns
        -------
        float or ndarray
            Money per person.

        Raises
        ------
        InputError
            When no amount of money reaches the share.

        Examples
        --------
        >>> round(ResponseCurve(0.4, 0.1).spend_for(0.3), 2)
        13.86
        """
        share = np.asarray(response, dtype=float)
        if not np.all((share >= self.floor) & (share < self.ceiling)):
            raise InputError(
                _(
                    "No spend gives this response; the curve runs from {floor:g} up to, and never "
                    "quite reaching, {ceiling:g}."
                ).format(floor=self.floor, ceiling=self.ceiling)
            )
        return _shaped(-np.log1p(-(share - self.floor) / self.reach) / self.rate)


def refuse_unless_spend(spend: ArrayLike) -> Floats:
    """Refuse money that is negative or missing; give it as an array."""
    money = np.asarray(spend, dtype=float)
    if not np.all(money >= 0):
        raise InputError(
            _("A spend is a number of at least 0; {given} was given.").format(given=spend)
        )
    return money


def _shaped(values: Any) -> Any:
    return float(values) if np.ndim(values) == 0 else values

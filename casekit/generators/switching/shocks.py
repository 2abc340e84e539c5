"""What can happen to a market: offers, portability, compatibility, a group of friends leaving."""

from __future__ import annotations

from dataclasses import dataclass

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["Compatibility", "FriendGroupLeaves", "NumberPortability", "RivalOffer", "Shock"]


@dataclass(frozen=True)
class RivalOffer:
    """Let a firm offer a lower price to everybody who is not its customer, for some months.

    Parameters
    ----------
    firm : str
        The firm that makes the offer.
    month : int
        First month of the offer, a month of the panel.
    months : int
        How many months it lasts.
    price_cut : float
        Money a month off the price, above 0.

    Examples
    --------
    >>> RivalOffer("Birch", month=13, months=3, price_cut=8.0).last_month
    15
    """

    firm: str
    month: int
    months: int = 3
    price_cut: float = 10.0

    def __post_init__(self) -> None:
        refuse_unless_whole(self.month, "month")
        refuse_unless_whole(self.months, "months")
        refuse_unless(self.price_cut > 0, "price_cut", self.price_cut, _("a number above 0"))

    @property
    def last_month(self) -> int:
        """Give the last month of the offer."""
        return self.month + self.months - 1


@dataclass(frozen=True)
class NumberPortability:
    """Let customers take their number along from a month on: part of the barrier goes.

    Parameters
    ----------
    month : int
        First month, a month of the panel.
    technical, contractual : float
        What is left of these barriers, as a share: 0 removes, 1 leaves as it was.

    Examples
    --------
    >>> NumberPortability(month=13).technical
    0.0
    """

    month: int
    technical: float = 0.0
    contractual: float = 1.0

    def __post_init__(self) -> None:
        refuse_unless_whole(self.month, "month")
        _refuse_unless_share(self.technical, "technical")
        _refuse_unless_share(self.contractual, "contractual")


@dataclass(frozen=True)
class Compatibility:
    """Let data, or points, be carried to another firm from a month on.

    Parameters
    ----------
    month : int
        First month, a month of the panel.
    technical : float
        What is left of the technical barrier, as a share.
    points_carried : float
        Share of the points that a customer takes along, rounded down to whole points.

    Examples
    --------
    >>> Compatibility(month=13, technical=0.4).points_carried
    0.0
    """

    month: int
    technical: float = 0.5
    points_carried: float = 0.0

    def __post_init__(self) -> None:
        refuse_unless_whole(self.month, "month")
        _refuse_unless_share(self.technical, "technical")
        _refuse_unless_share(self.points_carried, "points_carried")


@dataclass(frozen=True)
class FriendGroupLeaves:
    """Let a group of friends go to one firm together, in one month, whatever it costs them.

    Parameters
    ----------
    month : int
        The month, a month of the panel.
    to : str
        The firm they go to.
    share : float
        Size of the group, as a share of all customers.

    Examples
    --------
    >>> FriendGroupLeaves(month=13, to="Birch").share
    0.05
    """

    month: int
    to: str
    share: float = 0.05

    def __post_init__(self) -> None:
        refuse_unless_whole(self.month, "month")
        fine = 0 < self.share <= 1
        refuse_unless(fine, "share", self.share, _("above 0 and at most 1"))


Shock = RivalOffer | NumberPortability | Compatibility | FriendGroupLeaves


def _refuse_unless_share(value: float, name: str) -> None:
    refuse_unless(0 <= value <= 1, name, value, _("from 0 to 1"))

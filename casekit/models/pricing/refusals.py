"""Senseless amounts and weights, refused in words."""

from __future__ import annotations

from casekit.errors import InputError
from casekit.words import _

__all__ = ["refuse_bad_discount", "refuse_bad_money", "refuse_unless"]


def refuse_unless(fine: bool, name: str, value: float, expected: str) -> None:
    """Refuse a value, saying its name, what was expected and what was given."""
    if not fine:
        raise InputError(
            _("`{name}` must be {expected}; {value!r} was given.").format(
                name=name, expected=expected, value=value
            )
        )


def refuse_bad_money(**amounts: float) -> None:
    """Refuse amounts of money below 0."""
    for name, value in amounts.items():
        fine = 0 <= value < float("inf")
        refuse_unless(fine, name, value, _("an amount of money, 0 or more"))


def refuse_bad_discount(discount: float, *, below_one: bool = False) -> None:
    """Refuse a weight of the next period outside 0 to 1."""
    fine = 0 <= discount < 1 if below_one else 0 <= discount <= 1
    expected = _("0 or more and below 1") if below_one else _("between 0 and 1")
    refuse_unless(fine, "discount", discount, expected)

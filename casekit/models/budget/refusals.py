"""What a market cannot be, said at the door."""

from __future__ import annotations

import math
import warnings

from casekit.errors import CasekitWarning, InputError
from casekit.models.budget.curve import ResponseCurve
from casekit.models.budget.market import COVERS
from casekit.words import _

__all__ = ["refuse_senseless_market", "refuse_senseless_sizes"]


def refuse_senseless_market(
    acquisition: ResponseCurve, retention: ResponseCurve, margin: float, discount_rate: float
) -> None:
    """Refuse curves that are none, money that is no number, and customers of endless worth."""
    for name, curve in (("acquisition", acquisition), ("retention", retention)):
        given: object = curve  # whatever the caller gave
        if not isinstance(given, ResponseCurve):
            raise InputError(
                _("`{name}` must be a ResponseCurve(ceiling, rate); {given!r} was given.").format(
                    name=name, given=given
                )
            )
    if not math.isfinite(margin):
        raise InputError(
            _("margin={margin} was given; it is money per customer and year.").format(margin=margin)
        )
    if not (discount_rate >= 0 and math.isfinite(discount_rate)):
        raise InputError(
            _("discount_rate={rate} was given; it is 0 or more per year (0.1 is 10%).").format(
                rate=discount_rate
            )
        )
    if discount_rate > 1:
        warnings.warn(
            _("discount_rate={rate} means {percent:.0f}% a year; 10% is 0.1.").format(
                rate=discount_rate, percent=100 * discount_rate
            ),
            CasekitWarning,
            stacklevel=4,
        )
    if discount_rate == 0 and retention.ceiling == 1:
        raise InputError(
            _(
                "With discount_rate=0 and a retention ceiling of 1 a customer who stays for "
                "ever is worth more than any number. Take a discount rate above 0 (0.1 is "
                "10%) or a ceiling below 1."
            )
        )


def refuse_senseless_sizes(prospects: float, customers: float, budget_covers: str) -> None:
    """Refuse numbers of people that cannot be, and a budget for unknown years."""
    for name, size in (("prospects", prospects), ("customers", customers)):
        if not (size >= 0 and math.isfinite(size)):
            raise InputError(
                _("{name}={size} was given; it is a number of people, 0 or more.").format(
                    name=name, size=size
                )
            )
    if prospects + customers == 0:
        raise InputError(_("There is nobody to spend money on: 0 prospects, 0 customers."))
    if budget_covers not in COVERS:
        raise InputError(
            _("budget_covers={given!r} was given; it is one of {known}.").format(
                given=budget_covers, known=", ".join(f'"{name}"' for name in COVERS)
            )
        )

"""The arguments of a report: checked, completed, and written down again."""

from typing import Any

import numpy as np

from casekit.errors import InputError
from casekit.frames import AMOUNT, CUSTOMER_ID, DATE, DAYS_PER
from casekit.words import _

__all__ = ["call_of", "check_arguments", "horizon_in_weeks"]

# A year ahead at most: no log of usual length can rehearse more.
_LONGEST_WEEKS, _SHORTEST_WEEKS = 52.0, 4.0


def check_arguments(
    margin: float | None,
    rate: float,
    weeks: float | None,
    months: float | None,
    currency: str,
) -> None:
    """Refuse arguments that make no sense.

    Raises
    ------
    InputError
        Names the argument, what was given and what is expected.
    """
    if margin is not None and not (_is_number(margin) and 0 < margin <= 1):
        raise InputError(
            _("margin={margin!r} was given; it is a share: write 0.30 for 30%.").format(
                margin=margin
            )
        )
    if not (_is_number(rate) and 0 <= rate < 10):
        raise InputError(
            _("annual_discount_rate={rate!r} was given; write 0.10 for 10% a year.").format(
                rate=rate
            )
        )
    if weeks is not None and months is not None:
        raise InputError(_("Give horizon_weeks or horizon_months, not both."))
    for name, horizon in (("horizon_weeks", weeks), ("horizon_months", months)):
        if horizon is not None and not (_is_number(horizon) and 0 < horizon <= 10_000):
            raise InputError(
                _("{name}={horizon!r} was given; it is a number above 0.").format(
                    name=name, horizon=horizon
                )
            )
    if not isinstance(currency, str):
        raise InputError(
            _('currency={currency!r} was given; it is a sign or a code, such as "CNY".').format(
                currency=currency
            )
        )


def _is_number(value: object) -> bool:
    number = isinstance(value, int | float | np.integer | np.floating)
    return number and not isinstance(value, bool) and bool(np.isfinite(float(value)))  # type: ignore[arg-type]


def horizon_in_weeks(days: int, weeks: float | None, months: float | None) -> float:
    """Take the horizon that was given, or a third of the time observed.

    Examples
    --------
    >>> horizon_in_weeks(546, None, None), horizon_in_weeks(546, None, 12)
    (26.0, 52.17857142857143)
    """
    if weeks is not None:
        return float(weeks)
    if months is not None:
        return float(months) * DAYS_PER["months"] / DAYS_PER["weeks"]
    return float(np.clip(np.floor(days / 7 / 3), _SHORTEST_WEEKS, _LONGEST_WEEKS))


def call_of(arguments: dict[str, Any]) -> str:
    """Write the call with the arguments that differ from the defaults."""
    defaults: dict[str, Any] = {
        "customer_id": CUSTOMER_ID,
        "date": DATE,
        "amount": AMOUNT,
        "currency": "",
    }
    defaults |= {"annual_discount_rate": 0.10, "made_on": ""}
    given = [
        f"    {name}={value!r}," for name, value in arguments.items() if value != defaults.get(name)
    ]
    if not given:
        return "report = ck.customer_report(log)"
    return "\n".join(["report = ck.customer_report(", "    log,", *given, ")"])

"""The public rules of the programme: tiers, Stars for a dollar, how long Stars last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from casekit.cases.facts import fact

__all__ = ["LEVELS", "TIERS", "YEAR", "Rules", "public_rules"]

TIERS = ("Green", "Gold", "Reserve")
# Stars that each reward costs, as announced for March 2026; a test holds them to the fact sheet.
LEVELS = (25, 60, 100, 200, 300, 400)
# Days of a membership year, which is how the twin counts "12 months".
YEAR = 365


@dataclass(frozen=True)
class Rules:
    """Hold the rules as whole numbers, so that Stars come out alike on every machine.

    Attributes
    ----------
    thresholds : tuple of int
        Stars in 12 months that Gold and Reserve ask for.
    tenths_per_dollar : tuple of int
        Stars for ten dollars, by tier.
    expiry_days : int
        Days without a purchase after which Stars of the lowest tier run out.
    """

    thresholds: tuple[int, int]
    tenths_per_dollar: tuple[int, int, int]
    expiry_days: int


@cache
def public_rules() -> Rules:
    """Read the rules from the fact sheet of Starbucks, as announced for March 2026.

    Examples
    --------
    >>> public_rules()
    Rules(thresholds=(500, 2500), tenths_per_dollar=(10, 12, 17), expiry_days=183)
    """
    rates = [round(10 * fact(f"starbucks-stars-{tier.lower()}")) for tier in TIERS]
    return Rules(
        thresholds=(round(fact("starbucks-gold-stars")), round(fact("starbucks-reserve-stars"))),
        tenths_per_dollar=(rates[0], rates[1], rates[2]),
        # Half a year in days: 183.
        expiry_days=round(fact("starbucks-green-months") * 365.25 / 12),
    )

"""Recognise what stands between a number and the right one: its scale, rounding, sign or side."""

from casekit.words import _

__all__ = ["near_miss", "rounded_too_far"]


def near_miss(
    value: float, target: float, *, tolerance: float, unit: str = "", decimals: int = 2
) -> str | None:
    """Say what is the matter with a number that is nearly right, if anything is recognised.

    Parameters
    ----------
    value, target : float
        What was given, and what is right, in the unit of the question.
    tolerance : float
    unit : str
        "%" for per cent; a share between 0 and 1 has no unit.
    decimals : int
        How many decimals are asked for.

    Returns
    -------
    str or None

    Examples
    --------
    >>> near_miss(54, 0.543, tolerance=0.006)
    'You gave 54; as a share that is 0.54. A share lies between 0 and 1: divide by 100.'
    """

    def agree(one: float, other: float) -> bool:
        return abs(one - other) <= tolerance * (1 + 1e-9)

    def same_digits(one: float) -> bool:
        # A small target has a wide tolerance beside it: the digits must be near too.
        return abs(one - target) <= min(tolerance, abs(target) / 5) * (1 + 1e-9)

    if value == 0 or target == 0:
        return None
    if unit == "" and abs(target) <= 1 and same_digits(value / 100):
        return _(
            "You gave {given}; as a share that is {meant}. "
            "A share lies between 0 and 1: divide by 100."
        ).format(given=f"{value:.6g}", meant=f"{value / 100:.6g}")
    if unit == "%" and same_digits(value * 100):
        return _(
            "You gave {given}; in per cent that is {meant}. "
            "This is asked in per cent: multiply by 100."
        ).format(given=f"{value:.6g}", meant=f"{value * 100:.6g}")
    if decimals >= 3 and value == int(value) and same_digits(value / 1000):
        return _(
            "You gave {given}. If its comma stands before the decimals, write a point."
        ).format(given=f"{value:,.0f}")
    if rounded_too_far(value, target, decimals):
        if decimals == 1:
            return _("You are close, but this is rounded too far. Give one decimal.")
        return _("You are close, but this is rounded too far. Give {n} decimals.").format(
            n=decimals
        )
    if agree(-value, target):
        return _("The size is right, the sign is not. Which of the two is subtracted?")
    whole = {"": 1, "%": 100}.get(unit, 0)
    if 0 < target < whole and agree(whole - value, target):
        return _("That is the share of the others: what remains beside the share asked for.")
    return None


def rounded_too_far(value: float, target: float, decimals: int) -> bool:
    """Tell whether a number is the right one with fewer decimals than are asked for.

    Examples
    --------
    >>> rounded_too_far(4, 3.7, decimals=1), rounded_too_far(1, 0.54, decimals=2)
    (True, False)
    """
    # An answer of 1 to 0.54 is another idea, not a rounding.
    near = abs(value - target) <= abs(target) / 2
    return near and any(abs(value - round(target, n)) < 1e-9 for n in range(decimals))

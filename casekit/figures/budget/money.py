"""How money is written on these figures."""

from __future__ import annotations

__all__ = ["dollars", "gain", "large"]


def dollars(amount: float) -> str:
    """Write whole dollars, or cents below ten.

    Examples
    --------
    >>> dollars(78.93), dollars(0.62), dollars(-1.2)
    ('$79', '$0.62', '−$1.20')
    """
    decimals = 0 if abs(amount) >= 9.995 or amount == 0 else 2
    return f"{'−' if amount < 0 else ''}${abs(amount):,.{decimals}f}"


def large(amount: float) -> str:
    """Write millions or thousands of dollars.

    Examples
    --------
    >>> large(2_999_911), large(-990_109), large(45_000)
    ('$3.0 million', '−$0.99 million', '$45,000')
    """
    sign, size = ("−" if amount < 0 else ""), abs(amount)
    if size < 100_000:
        return f"{sign}${round(size, -3):,.0f}"
    decimals = 2 if size < 1_000_000 else 1
    return f"{sign}${size / 1e6:.{decimals}f} million"


def gain(amount: float) -> str:
    """Write a change of value with its sign.

    Examples
    --------
    >>> gain(1_266_203), gain(-990_109)
    ('+$1.3 million', '−$0.99 million')
    """
    return large(amount) if amount < 0 else f"+{large(amount)}"

"""Words that the figures of segments share."""

__all__ = ["money", "percent"]


def percent(share: float) -> str:
    """Write a share as a manager reads it.

    Examples
    --------
    >>> percent(0.6788)
    '68%'
    """
    return f"{100 * share:.0f}%"


def money(amount: float, currency: str = "$") -> str:
    """Write money without cents where it is large, the sign in front.

    Examples
    --------
    >>> money(60.27), money(2.74), money(-1234.5), money(0)
    ('$60', '$2.7', '−$1,234', '$0')
    """
    size = abs(amount)
    digits = f"{size:,.0f}" if size >= 9.95 or size == 0 else f"{size:.1f}"
    return ("−" if amount < 0 else "") + currency + digits

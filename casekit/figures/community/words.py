"""How shares and changes are written in figures of a community."""

from casekit.words import _

__all__ = ["change", "customers", "p_in_words", "percent"]


def percent(share: float) -> str:
    """Write a share in per cent.

    Examples
    --------
    >>> percent(0.254)
    '25%'
    """
    return f"{100 * share:.0f}%"


def change(share: float) -> str:
    """Write a change in per cent, with its sign.

    Examples
    --------
    >>> change(0.1), change(-0.05)
    ('+10%', '−5%')
    """
    words = f"{100 * share:+.0f}%".replace("-", "−")
    return "0%" if words in ("+0%", "−0%") else words


def customers(number: int) -> str:
    """Write a number of customers.

    Examples
    --------
    >>> customers(1), customers(24)
    ('1 customer', '24 customers')
    """
    return _("1 customer") if number == 1 else _("{n} customers").format(n=number)


def p_in_words(p_value: float) -> str:
    """Write a p-value as a manager reads it.

    Examples
    --------
    >>> p_in_words(0.0021), p_in_words(0.55)
    ('below 0.01', '0.55')
    """
    return _("below 0.01") if p_value < 0.01 else f"{p_value:.2f}"

"""Numbers as text: how they are shown, and whether a text gives one away."""

import re

__all__ = ["contains_number", "decimals_of", "full_width", "is_sign", "show_number", "shown_texts"]

_SYMBOLS_BEFORE = "$€£¥"


def show_number(value: float, decimals: int, unit: str = "") -> str:
    """Write a number with its unit, as a manager would read it.

    Examples
    --------
    >>> show_number(1234.5, 2, "$"), show_number(26.04, 1, "%"), show_number(39, 0, "weeks")
    ('$1,234.50', '26.0%', '39 weeks')
    """
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")  # "-0.00" would puzzle a reader
    if unit and unit in _SYMBOLS_BEFORE:
        return f"-{unit}{text[1:]}" if text.startswith("-") else f"{unit}{text}"
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}" if unit else text


def is_sign(unit: str) -> bool:
    """Tell whether a unit is a sign, such as "$" or "%", and no word.

    Examples
    --------
    >>> is_sign("$"), is_sign("weeks"), is_sign("")
    (True, False, False)
    """
    return unit != "" and unit in _SYMBOLS_BEFORE + "%"


def decimals_of(value: float, up_to: int = 4) -> int:
    """Count the decimals that a number needs to be shown as it was given.

    Examples
    --------
    >>> decimals_of(60.0), decimals_of(0.25)
    (0, 2)
    """
    return next((n for n in range(up_to) if round(value, n) == value), up_to)


def shown_texts(value: float, decimals: int) -> list[str]:
    """List the ways in which a number could stand in a text at its shown precision.

    Examples
    --------
    >>> shown_texts(0.5431, 3)
    ['0.543', '.543', '54.3']
    """
    plain = f"{abs(value):.{decimals}f}"
    texts = [plain, f"{abs(value):,.{decimals}f}"]
    if plain.startswith("0.") and decimals:
        texts.append(plain[1:])
    if decimals >= 3 and 0 < abs(value) < 1:
        texts.append(f"{abs(value) * 100:.{decimals - 2}f}")
    return list(dict.fromkeys(texts))


def full_width(text: str) -> str:
    """Write a text as a Chinese keyboard in full-width mode does.

    Examples
    --------
    >>> full_width("54%")
    '５４％'
    """
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def contains_number(text: str, digits: str) -> bool:
    """Tell whether digits stand in a text as a number of their own, not inside a longer one.

    Examples
    --------
    >>> contains_number("it is 35.17 dollars", "35.17"), contains_number("135.17", "35.17")
    (True, False)
    """
    # ".543" must not match inside "0.5431"; a full stop after the number ends a sentence.
    pattern = rf"(?<![\d.,]){re.escape(digits)}(?!\d|[.,]\d)"
    return re.search(pattern, text) is not None

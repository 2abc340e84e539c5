"""Read what a learner typed as text: on any keyboard, with its unit, in the usual notations."""

import re
import unicodedata

from casekit.coach.unreadable import Unreadable, describe
from casekit.words import _

__all__ = ["number_in", "tidy"]

# What NFKC leaves as it is: the minus sign, dashes, and the Chinese full stop and comma.
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "。": ".", "、": ","})
_QUOTES = "\"'`“”„‘’«»「」『』"

_NUMBER = re.compile(
    r"""
    (?<![A-Za-z_\d.,])                # not within a name such as x1, nor within a longer number
    (?:[A-Z]{3})?                     # USD35.17
    (?P<sign>[+-]?)[$€£¥]?(?P<inner_sign>[+-]?)
    (?P<body>[.,]?\d[\d.,]*)
    (?P<exponent>[eE][+-]?\d+)?
    (?P<per_cent>\s*(?:%|(?i:per\s?cent)))?
    """,
    re.VERBOSE,
)
# A group of thousands never begins with 0: "0,543" is a decimal comma.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_FRACTION = re.compile(r"(\d+)\s*/\s*([1-9]\d*)")
_DECIMAL_COMMA = re.compile(r"(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+),\d+")


def tidy(text: str) -> str:
    """Bring full-width letters and digits to the usual ones, and take quotation marks off.

    Examples
    --------
    >>> tidy(" “ｃ” "), tidy("５４％"), tidy("0。54")
    ('c', '54%', '0.54')
    """
    return unicodedata.normalize("NFKC", text).translate(_SIGNS).strip().strip(_QUOTES).strip()


def number_in(text: str) -> tuple[float, bool]:
    """Read the one number that stands in a text, and tell whether per cent follows it.

    Parameters
    ----------
    text : str
        What the learner typed: "about 0.5", "$35.17", "54%".

    Returns
    -------
    value : float
        As written: 54 for "54%".
    per_cent : bool

    Raises
    ------
    Unreadable
        None or several numbers stand there, or the decimals follow a comma.

    Examples
    --------
    >>> number_in("$1,299.00"), number_in("about 54%"), number_in("1/2")
    ((1299.0, False), (54.0, True), (0.5, False))
    """
    fraction = _FRACTION.fullmatch(tidy(text))
    if fraction:
        return int(fraction[1]) / int(fraction[2]), False
    found = list(_NUMBER.finditer(tidy(text)))
    if not found:
        raise Unreadable(
            _("You gave {what}, and a number is expected.").format(what=describe(text))
        )
    if len(found) > 1:
        raise Unreadable(
            _("You gave {what}: {n} numbers stand in it. Give one number.").format(
                what=describe(text), n=len(found)
            )
        )
    sign = found[0]["sign"] or found[0]["inner_sign"]
    digits = sign + _without_commas(found[0]["body"].rstrip(".,"), text)
    try:
        return float(digits + (found[0]["exponent"] or "")), bool(found[0]["per_cent"])
    except ValueError:
        raise Unreadable(
            _(
                "You gave {what}. Give one number, with a point before its decimals and "
                "no other points."
            ).format(what=describe(text))
        ) from None


def _without_commas(body: str, text: str) -> str:
    if "," not in body:
        return body
    if _THOUSANDS.fullmatch(body):
        return body.replace(",", "")
    if _DECIMAL_COMMA.fullmatch(body):
        whole, decimals = body.replace(".", "").split(",")
        raise Unreadable(
            _("Write a point, not a comma: {number}").format(number=f"{whole or '0'}.{decimals}")
        )
    raise Unreadable(
        _("You gave {what}. Give one number, without commas.").format(what=describe(text))
    )

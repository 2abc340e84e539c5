"""How the four forms of lock-in look in every figure: one colour, one mark, one name each."""

from casekit.figures.style import HATCHES, ROLES
from casekit.words import _

__all__ = ["FORM_COLOURS", "FORM_HATCHES", "FORM_MARKERS", "form_words", "holding_words"]

FORM_COLOURS = {
    "economic": ROLES["rule"],
    "technical": ROLES["model"],
    "contractual": ROLES["lost"],
    "community": ROLES["gained"],
}
FORM_MARKERS = dict(zip(FORM_COLOURS, ("o", "s", "^", "D"), strict=True))
FORM_HATCHES = dict(zip(FORM_COLOURS, HATCHES, strict=False))


def form_words(form: str) -> str:
    """Name a form for readers.

    Examples
    --------
    >>> form_words("technical")
    'technical'
    """
    return {
        "economic": _("economic"),
        "technical": _("technical"),
        "contractual": _("contractual"),
        "community": _("community"),
    }.get(form, form)


def holding_words(form: str) -> str:
    r"""Name a form, and below it what holds customers in it.

    Examples
    --------
    >>> holding_words("contractual")
    'contractual\n(contract)'
    """
    holds = {
        "economic": _("points"),
        "technical": _("learning, data"),
        "contractual": _("contract"),
        "community": _("friends"),
        "habit": _("none of the four"),
    }
    return f"{form_words(form)}\n({holds.get(form, '')})"

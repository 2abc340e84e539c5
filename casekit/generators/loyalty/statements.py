"""The statements of the service survey, in this course's own words, for a home internet firm."""

import pandas as pd

from casekit.frames.loyalty import DIMENSION_ITEMS
from casekit.words import _

__all__ = ["ATTITUDE", "DIMENSIONS", "PHASES", "SERVICE", "items_of", "service_statements"]

# Twenty-two statements in five dimensions: 4, 5, 4, 4 and 5, as in the published instrument.
SERVICE: dict[str, tuple[str, ...]] = {
    "tangibles": (
        _("The box in my hall is small and quiet enough to live with."),
        _("The app shows me at a glance whether my line is up."),
        _("The socket and the cable in my home were left safe and tidy."),
        _("I can read the monthly bill without a calculator."),
    ),
    "reliability": (
        _("In the evening I get the speed that I pay for."),
        _("A film or a call runs to its end without a break."),
        _("My address is never without a line for a whole day."),
        _("The money taken from my account is the money that was agreed."),
        _("A fault that was repaired once does not come back."),
    ),
    "responsiveness": (
        _("The telephone line for help is answered within a few minutes."),
        _("After a fault in the street a message tells me when the line will be back."),
        _("A visit to my home can be had within two working days."),
        _("A question sent through the app is answered on the same day."),
    ),
    "assurance": (
        _("The person on the telephone understands how a home network works."),
        _("I would let their engineer work in my home while I am in another room."),
        _("I believe that nobody at the firm looks at what I do online."),
        _("The cause of a fault that they name turns out to be the cause."),
    ),
    "empathy": (
        _("They ask how my household uses the line before they recommend a contract."),
        _("For an office at home, a gamer or an old telephone they find what fits."),
        _("I can choose an evening or a Saturday for a visit."),
        _("When I have told one person about a problem, the next one knows of it."),
        _("They tell me when a cheaper contract would do for me."),
    ),
}
DIMENSIONS: tuple[str, ...] = tuple(SERVICE)

# Relative attitude: what one thinks of this firm beside the best rival. 4 means no difference.
ATTITUDE: dict[str, str] = {
    "attitude_1": _("I would sooner have my internet from this firm than from the best other one."),
    "attitude_2": _("What this firm stands for suits me better than what the others stand for."),
    "attitude_3": _("All in all I think more highly of this firm than of any other."),
}
# The phases of loyalty before action, one statement each.
PHASES: dict[str, str] = {
    "cognitive": _("For its price this firm offers more than the others."),
    "affective": _("I like being a customer of this firm."),
    "conative": _("I mean to stay with this firm when my contract ends."),
}


def items_of(dimension: str) -> list[str]:
    """Give the numbers of a dimension's statements, such as s01 to s04.

    Examples
    --------
    >>> items_of("responsiveness")
    ['s10', 's11', 's12', 's13']
    """
    return DIMENSION_ITEMS[dimension]


def service_statements() -> pd.DataFrame:
    """Show the 22 statements of the service survey, and the dimension that each belongs to.

    Each is asked twice on a scale of 1 (strongly disagree) to 7 (strongly agree): once of a very
    good firm (columns ``expected_s01`` to ``expected_s22``) and once of the respondent's own firm
    (``perceived_s01`` to ``perceived_s22``).

    Returns
    -------
    pandas.DataFrame
        A row a statement: ``item``, ``dimension`` (tangibles, reliability, responsiveness,
        assurance, empathy) and ``statement``.

    Notes
    -----
    Number and dimensions follow Parasuraman, Zeithaml and Berry (1988). The wording is this
    course's own; theirs is protected.

    Examples
    --------
    >>> statements = service_statements()
    >>> statements["dimension"].value_counts(sort=False).tolist()
    [4, 5, 4, 4, 5]
    """
    rows = [
        (item, dimension, words)
        for dimension, statements in SERVICE.items()
        for item, words in zip(items_of(dimension), statements, strict=True)
    ]
    return pd.DataFrame(rows, columns=["item", "dimension", "statement"])

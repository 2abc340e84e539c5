"""The eight facets of switching costs, and which of the four forms of lock-in each belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from casekit.words import _

__all__ = ["FACETS", "Facet", "facet_crosswalk"]


@dataclass(frozen=True)
class Facet:
    """Describe one facet of what customers feel they would lose by leaving.

    Attributes
    ----------
    name : str
        As it stands in column names.
    kind : str
        ``procedural`` (time and effort), ``financial`` (money) or ``relational`` (bonds).
    form : str
        The form of lock-in it belongs to: ``economic``, ``technical``, ``contractual`` or
        ``community``; empty when it belongs to none of them.
    example : str
        What it is at a broadband company.
    """

    name: str
    kind: str
    form: str
    example: str


FACETS = (
    Facet("economic_risk", "procedural", "", _("will the new line be worse?")),
    Facet("evaluation", "procedural", "", _("hours spent on comparing offers")),
    Facet("learning", "procedural", "technical", _("a new menu, a new remote control")),
    Facet("set_up", "procedural", "technical", _("a new box, every device connected again")),
    Facet("benefit_loss", "financial", "economic", _("points that are lost")),
    Facet("monetary_loss", "financial", "contractual", _("a fee for leaving before the term ends")),
    Facet(
        "personal_relationship", "relational", "community", _("the people who know the household")
    ),
    Facet("brand_relationship", "relational", "community", _("the club, the family group")),
)


def facet_crosswalk() -> pd.DataFrame:
    """Show which form of lock-in each of the eight facets of switching costs belongs to.

    Returns
    -------
    pandas.DataFrame
        A row a facet, in the order of the typology: ``kind`` (procedural, financial,
        relational), ``facet``, ``form`` (empty where none of the four forms holds it) and an
        ``example``.

    Notes
    -----
    Kinds and facets follow Burnham, Frels and Mahajan (2003). The forms are this course's; two
    facets, the cost of finding out and the risk of being wrong, have no form of their own.

    Examples
    --------
    >>> facet_crosswalk().loc[4, ["facet", "form"]].tolist()
    ['benefit_loss', 'economic']
    """
    columns = {
        "kind": [facet.kind for facet in FACETS],
        "facet": [facet.name for facet in FACETS],
        "form": [facet.form for facet in FACETS],
        "example": [facet.example for facet in FACETS],
    }
    return pd.DataFrame(columns)

"""How to make this page again."""

from casekit.reports.page import Html, Section, paragraph, pre
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["reproduce"]


def reproduce(work: Work, call: str, version: str) -> Section:
    """Show the call and the version: the same table gives the same page, byte for byte."""
    base = work.base
    body = Html(
        pre("import casekit as ck\n\n" + call)
        + paragraph(
            _(
                "casekit {version}. The page holds no date of its making and no chance: the same "
                "table and the same call give the same page. Its tables go on from here: "
                'report.tables["customers"] has a row for each of the {n} customers.'
            ).format(version=version, n=f"{base.customers:,}")
        )
    )
    return Section("reproduce", _("Make it again"), _("How to make this page again"), "", body)

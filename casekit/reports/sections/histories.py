"""Purchase histories: how often customers bought, and how long they wait."""

import numpy as np
import pandas as pd

from casekit.figures.reports import purchase_counts
from casekit.reports.drawing import svg_of
from casekit.reports.page import Html, Section, figure, paragraph
from casekit.reports.wording import count, counted, number, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["histories"]

_SHOWN = 10


def histories(work: Work) -> Section:
    """Count customers by number of purchases, and describe the gaps between purchases."""
    base = work.base
    purchases = base.purchases
    highest = int(purchases.max())
    counts = np.bincount(np.minimum(purchases, _SHOWN), minlength=2)[1:]
    names = [str(n) for n in range(1, len(counts) + 1)]
    if highest > _SHOWN:
        names[-1] = _("{n} or more").format(n=_SHOWN)
    shown = pd.DataFrame({"customers": counts}, index=pd.Index(names, name="purchases"))
    once = float((purchases == 1).mean())
    if once == 1:
        title = _("Nobody bought twice")
    elif once == 0:
        title = _("Every customer bought more than once")
    else:
        title = _("{share} of the customers bought once only").format(share=percent(once))
    lines = [
        _("Purchases a customer: {mean} on average, {most} at most.").format(
            mean=number(float(purchases.mean())), most=count(highest)
        )
    ]
    tables = {"purchase_counts": shown}
    finding = title + "."
    if len(base.gaps):
        quarter, half, most = np.quantile(base.gaps, [0.25, 0.5, 0.9])
        lines.append(
            _(
                "Half of the repeat purchases came within {half} of the one before, 90% within "
                "{most}. That counts only gaps that ended: who is still silent is not "
                "in it, so real gaps are longer."
            ).format(
                half=counted(round(half), _("day"), _("days")),
                most=counted(round(most), _("day"), _("days")),
            )
        )
        tables["gaps"] = pd.DataFrame(
            {"days": [quarter, half, most]},
            index=pd.Index(["25%", "50%", "90%"], name="share_of_gaps"),
        )
        finding = _("{title}; of the repeat purchases, 90% came within {most} of the one before.")
        finding = finding.format(title=title, most=counted(round(most), _("day"), _("days")))
    else:
        lines.append(_("Nobody bought on a second day, so there are no gaps to measure."))
    findings = [finding]
    rhythm = work.rhythm
    if rhythm and rhythm.is_clockwork:
        regular = _(
            "Customers buy like clockwork, about every {gap:.0f} days: this looks like "
            "subscriptions, not like a shop."
        ).format(gap=rhythm.usual_gap_days)
        lines.append(regular)
        findings.append(regular)
    return Section(
        "histories",
        _("Purchase histories"),
        title,
        _("Each bar: customers with that many purchases. Young customers had less time to buy."),
        Html(figure(svg_of(purchase_counts(shown), "histories")) + paragraph(*lines)),
        tables,
        tuple(findings),
    )

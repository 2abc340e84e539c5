"""Concentration: how much of the spend the largest customers make."""

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.figures.reports import spend_concentration
from casekit.metrics.segments import gini, lorenz_curve, top_share
from casekit.reports.drawing import svg_of
from casekit.reports.page import Html, Section, figure, paragraph
from casekit.reports.wording import count, counted, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["concentration"]

_TOP = 0.2
_POINTS = 1_001
_FEW = 100


def concentration(work: Work) -> Section:
    """Draw the Lorenz curve and name the share of the largest customers."""
    base = work.base
    if not base.has_money:
        raise InputError(_("The log holds no money, so there is no spend to compare."))
    if base.customers < 5:
        raise InputError(
            _("The log has {n}; a share of the largest 20% needs at least five.").format(
                n=counted(base.customers, _("customer"), _("customers"))
            )
        )
    spend = np.maximum(base.net_spend, 0.0)
    if not spend.sum() > 0:
        raise InputError(_("Returns are as large as sales, so no spend is left to compare."))
    share, inequality = float(top_share(spend, share=_TOP)), float(gini(spend))
    rising = lorenz_curve(spend, points=_POINTS)
    # The course's curve begins with the smallest customers; a manager asks for the largest.
    curve = pd.DataFrame(
        {
            "share_of_customers": 1 - rising["share_of_customers"].to_numpy()[::-1],
            "share_of_spend": 1 - rising["share_of_value"].to_numpy()[::-1],
        }
    )
    largest = np.cumsum(np.sort(spend / spend.max())[::-1])
    half = 1 + int(np.searchsorted(largest, 0.5 * largest[-1]))
    if base.customers < _FEW:
        # A fifth of eight customers is nobody; name a number of them.
        top = max(1, round(_TOP * base.customers))
        title = _("The largest {top} of {n} customers made {share} of the spend").format(
            top=top, n=base.customers, share=percent(float(largest[top - 1] / largest[-1]))
        )
    else:
        title = _("The largest 20% of the customers made {share} of the spend").format(
            share=percent(share)
        )
    lines = [
        _("Half of all spend came from {n} customers ({share}).").format(
            n=count(half), share=percent(half / base.customers)
        ),
        _("The Gini coefficient is {gini:.2f} (0: all spent the same; 1: one spent all).").format(
            gini=inequality
        ),
        _(
            "Part of this is luck and age in the log: who was lucky, or came early, stands at the "
            "top. Next year's largest 20% will be partly other people."
        ),
    ]
    picture = spend_concentration(curve["share_of_customers"], curve["share_of_spend"], top=_TOP)
    return Section(
        "concentration",
        _("Concentration"),
        title,
        _("The further the curve bulges above the dashed line, the fewer customers carry you."),
        Html(figure(svg_of(picture, "concentration")) + paragraph(*lines)),
        {
            "concentration": pd.DataFrame(
                {"value": [share, inequality, float(half)]},
                index=pd.Index(["top_20_share", "gini", "customers_for_half"], name="measure"),
            ),
            "lorenz": curve,
        },
        (title + ".",),
    )

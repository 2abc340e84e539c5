"""What this page cannot know, in plain words."""

from casekit.reports.page import Section, bullets
from casekit.reports.wording import count, date_of, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["caveats"]


def caveats(work: Work) -> Section:
    """Say what is assumed and what a log of purchases does not hold."""
    base = work.base
    lines = []
    if base.has_money and base.margin is None:
        lines.append(
            _(
                "Money here is spend, not profit. A customer who spends much may cost more than "
                "they bring. Give your margin after variable cost (margin=0.30) and the forecast "
                "is in margin; service and returns are still not in it."
            )
        )
    elif base.has_money and base.margin is not None:
        lines.append(
            _(
                "The value of customers is {margin} of their spend, the same for all. Cost of "
                "service, of returns and of keeping a customer is not in it."
            ).format(margin=percent(base.margin))
        )
    lines.append(
        _(
            "The forecast covers {weeks:.0f} weeks{chosen} and customers known on {end} only: new "
            "customers come on top. Later money is discounted at {rate} a year. What a customer "
            "does after these weeks is not in it, so it is not a whole lifetime's value."
        ).format(
            weeks=base.horizon_weeks,
            chosen="" if base.horizon_given else _(" (chosen from the length of the log)"),
            end=date_of(base.reading.end),
            rate=percent(base.annual_discount_rate),
        )
    )
    lines.append(
        _(
            "A log knows what was bought. It does not know prices, promotions, competitors, the "
            "season or the weather, so nothing here says why, or what would happen if you did "
            "something else. For that, try it on a part of the customers chosen by chance."
        )
    )
    lines.append(_beginning(work))
    lines.append(
        _(
            "One id is taken as one person. Families that share a card look like one frequent "
            "customer, a person with two accounts like two rare ones."
        )
    )
    if base.returns:
        lines.append(
            _(
                "Returns ({share} of sales) are subtracted in segments and concentration. They are "
                "not in sales by period nor in the forecast."
            ).format(share=percent(base.returns / base.sales))
        )
    lines.append(
        _(
            "Segments and probabilities describe persons. Check that you may use them (consent, "
            "purpose, time of storage), and do not treat a customer worse for a probability."
        )
    )
    return Section(
        "caveats",
        _("Caveats"),
        _("What this page cannot know"),
        "",
        bullets(lines),
        {},
        _warning(work),
    )


def _beginning(work: Work) -> str:
    begun, base = work.beginning, work.base
    if begun.kind == "mid-life":
        return _(
            "The first purchase in the log may not be the customer's first ever. Here it mostly is "
            "not: the first {period} has {first} new customers, a usual one {usual}. Many of them "
            "were customers before the log begins. Read 'new', cohorts of the first {periods} and "
            "P(alive) with care, or hand over an older log."
        ).format(
            period=base.periods.singular,
            periods=base.periods.plural,
            first=count(begun.at_first),
            usual=count(begun.usual),
        )
    if begun.kind == "closed":
        return _(
            "Nobody is new after {day}. This is a closed group: say nothing of growth from it. "
            "Whether a first purchase in the log was the customer's first ever, it cannot tell."
        ).format(day=date_of(begun.last_new_day))
    return _(
        "The first purchase in the log may not be the customer's first ever. If the log begins "
        "later than the shop did, early 'new' customers are partly old ones."
    )


def _warning(work: Work) -> tuple[str, ...]:
    if work.beginning.kind != "mid-life":
        return ()
    return (
        _(
            "The log seems to begin after the shop did: many 'new' customers of its first {period} "
            "are old ones."
        ).format(period=work.base.periods.singular),
    )

"""What to hold against a forecast: seasons that the log does not know, and how far it may miss."""

import pandas as pd

from casekit.reports.page import note, paragraph
from casekit.reports.rehearsal import Rehearsal
from casekit.reports.wording import count, date_of, missed, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["reckon", "seasons", "three_digits", "too_short"]

_TWO_YEARS = 720
_LEAST_MISS = 0.10


def too_short(work: Work) -> bool:
    """Tell whether the log covers less than about two years, so that no season was seen twice."""
    first, _last = work.base.usual_days
    return work.base.reading.end - first + 1 < _TWO_YEARS


def seasons(work: Work, held: Rehearsal) -> str:
    """Warn where the log cannot know how the forecast's weeks differ from the hidden ones."""
    base = work.base
    end = base.reading.end
    if too_short(work):
        words = _("This log is too short to know your seasons: it covers less than two years. ")
    elif not held.knows_seasons:
        words = _(
            "A year ago there were too few customers to rehearse the same weeks of the year, so "
            "the forecast does not know your seasons. "
        )
    else:
        return ""
    words += _(
        "The forecast is for {start} to {stop}; it was rehearsed on {hidden} to {end}. If you "
        "usually sell more or less in the first than in the second, so will the forecast be wrong."
    ).format(
        start=date_of(end + 1),
        stop=date_of(end + int(7 * base.horizon_weeks)),
        hidden=date_of(held.cut + 1),
        end=date_of(end),
    )
    if held.year_before:
        words += _(" On the same weeks of the year before, seen once, it was {error}.").format(
            error=missed(held.year_before.error("purchases"))
        )
    return note(words)


def reckon(work: Work, held: Rehearsal, by_customer: pd.DataFrame) -> str:
    """Give a range: as wide as the rehearsals missed, and never narrow."""

    def ends(total: float, what: str) -> list[float]:
        miss = max(_LEAST_MISS, abs(held.worst(what)))
        return [three_digits(total * (1 - miss)), three_digits(total * (1 + miss))]

    low, high = ends(by_customer["expected_purchases"].sum(), "purchases")
    words = _("Reckon with {low} to {high} purchases").format(low=count(low), high=count(high))
    if "expected_spend" in by_customer:
        money = work.base.money
        low, high = ends(by_customer["expected_spend"].sum(), "spend")
        words += _(", {low} to {high}").format(low=money(low), high=money(high))
    words += _(
        ": a miss as large as the worst in rehearsal, and at least {least}, either way. One or two "
        "rehearsals are no guarantee."
    ).format(least=percent(_LEAST_MISS))
    return paragraph(words)


def three_digits(value: float) -> float:
    """Keep what a forecast can know."""
    return float(f"{value:.3g}")

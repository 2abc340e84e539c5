"""Sales by period: new customers, and customers who come back."""

import numpy as np
import pandas as pd

from casekit.figures.reports import sales_by_period
from casekit.reports.drawing import svg_of
from casekit.reports.page import Html, Section, figure, paragraph
from casekit.reports.wording import percent, signed_percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["sales"]

_YEAR = 364  # 52 weeks, so that both years hold the same days of the week


def sales(work: Work) -> Section:
    """Split each period's sales into those of new and of returning customers."""
    base = work.base
    periods, money = base.periods, base.has_money
    when = periods.of(base.day)
    value = base.spend if money else np.ones(len(base.day))
    new = base.day == base.first_day[base.customer]
    size = len(periods)
    shown = pd.DataFrame(
        {
            "new": np.bincount(when[new], weights=value[new], minlength=size),
            "returning": np.bincount(when[~new], weights=value[~new], minlength=size),
            "new_customers": base.new_by_period,
            "complete": _complete(base.partial, size),
        },
        index=pd.Index(periods.labels, name=periods.singular),
    )
    unit = (
        (
            _("Sales ({unit} a {period})").format(unit=base.money.unit, period=periods.singular)
            if base.money.currency
            else _("Sales a {period}").format(period=periods.singular)
        )
        if money
        else _("Purchases a {period}").format(period=periods.singular)
    )
    picture = sales_by_period(shown, unit=unit)
    back = float(shown["returning"].sum() / value.sum())
    what = _("sales") if money else _("purchases")
    title = (
        _("{share} of all {what} came from customers who had bought before")
        if back
        else _("No {what} came from customers who had bought before")
    ).format(share=percent(back), what=what)
    lines = []
    doubtful = base.strays_late and not base.reading.end_given
    change = None if doubtful else _change(base.day, value, base.usual_days[0], base.reading.end)
    if change is not None:
        lines.append(
            _(
                "In the last 52 weeks {what} changed by {change} against the 52 weeks before."
            ).format(what=what, change=signed_percent(change))
        )
    if not shown["complete"].all():
        lines.append(
            _(
                "Lighter bars are {periods} that were not observed from their first to their last "
                "day: do not read them as a rise or a fall."
            ).format(periods=periods.plural)
        )
    begun = work.beginning
    if begun.kind == "closed":
        lines.append(
            _("Nobody is new after {day}: the log follows a closed group.").format(
                day=pd.Timestamp(begun.last_new_day, unit="D").date()
            )
        )
    body = Html(figure(svg_of(picture, "sales")) + (paragraph(*lines) if lines else ""))
    return Section(
        "sales",
        _("Sales by {period}").format(period=periods.singular),
        title,
        _(
            "New: what customers bought on the day of their first purchase in this log. All that "
            "they bought later counts as bought by customers who had bought before."
        ),
        body,
        {"sales": shown},
        (title + ".", *lines[: 1 if change is not None else 0]),
    )


def _complete(partial: tuple[bool, bool], size: int) -> list[bool]:
    complete = [True] * size
    complete[0] = complete[0] and not partial[0]
    complete[-1] = complete[-1] and not partial[1]
    return complete


def _change(day: np.ndarray, value: np.ndarray, first: int, end: int) -> float | None:
    """Compare the last 52 weeks with the 52 weeks before, if both were observed."""
    if end - first + 1 < 2 * _YEAR:
        return None
    last = float(value[day > end - _YEAR].sum())
    before = float(value[(day <= end - _YEAR) & (day > end - 2 * _YEAR)].sum())
    return last / before - 1 if before > 0 else None

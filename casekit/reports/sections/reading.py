"""What was read, what was found wrong with it, and what was done about it."""

import numpy as np
import pandas as pd

from casekit.reports.base import Base
from casekit.reports.page import Html, Section, bullets, table
from casekit.reports.wording import count, counted, date_of, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["what_was_read"]


def what_was_read(work: Work) -> Section:
    """Tell the size of the log, its flaws and what was chosen for each."""
    base = work.base
    reading, money = base.reading, base.money
    facts = [
        (_("Rows given"), count(reading.rows_given)),
        (_("Rows counted"), count(reading.rows_used)),
        (_("Purchases (the rows of one customer and day are one)"), count(len(base.day))),
        (_("Customers"), count(base.customers)),
        (_("First day"), date_of(reading.first_day)),
        (_("Last day of observation"), date_of(reading.end)),
        (_("Days observed"), count(base.days)),
    ]
    if reading.spend is not None:
        facts.append((_("Sales"), money(base.sales)))
        if base.returns:
            facts.append((_("Returns (negative amounts)"), money(-base.returns)))
    else:
        facts.append((_("Amounts"), _("none: this page has no money")))
    done = {
        "drop": _("left out"),
        "keep": _("kept"),
        "convert": _("converted"),
    }
    problems = reading.problems
    rows = [
        (
            _column(str(column), str(what)),
            count(n) if n else _("the column"),
            percent(n / reading.rows_given) if n else "",
            done.get(str(decision), str(decision)),
        )
        for column, what, n, decision in zip(
            problems["column"],
            problems["problem"],
            problems["rows"].tolist(),
            problems["decision"],
            strict=True,
        )
    ]
    body = table([_("What"), _("How much")], facts, kind="short")
    if rows:
        body = Html(
            body
            + table(
                [_("What was found in the rows"), _("Rows"), _("Share"), _("What was done")],
                rows,
                kind="short",
            )
        )
    signs = suspicious(base)
    if signs:
        heading = _("Look at these in the source before you trust the rest")
        body = Html(f"{body}<h3>{heading}</h3>{bullets(signs)}")
    lost = reading.rows_given - reading.rows_used
    if lost:
        title = _("{used} of {given} rows are counted; {lost} were left out").format(
            used=count(reading.rows_used), given=count(reading.rows_given), lost=count(lost)
        )
    elif len(problems):
        title = _("All {n} rows are counted; see what was found in them").format(
            n=count(reading.rows_used)
        )
    else:
        title = _("{rows} read and counted; nothing was found wrong").format(
            rows=counted(reading.rows_used, _("row"), _("rows"))
        )
    return Section(
        "read",
        _("What was read"),
        title,
        _("Compare these numbers with your own books: if they differ, stop here."),
        body,
        {
            "facts": pd.DataFrame(facts, columns=["what", "how_much"]),
            "problems": problems,
        },
        tuple(signs),
    )


def _column(names: str, what: str) -> str:
    """Say what is wrong with one column or several."""
    quoted = ", ".join(f'"{name}"' for name in names.split(", "))
    if ", " in names:
        return _("Columns {columns} {what}").format(columns=quoted, what=what)
    return _("Column {column} {what}").format(column=quoted, what=what)


def suspicious(base: Base) -> list[str]:
    """List what looks like an error in the source, in sentences."""
    found = []
    reading = base.reading
    if reading.rows_after_end:
        found.append(
            _("After {end}, the end of observation, lie {rows}; not counted.").format(
                rows=counted(reading.rows_after_end, _("row"), _("rows")),
                end=date_of(reading.end),
            )
        )
    found += _lonely_dates(base)
    days = np.unique(base.day)
    dates = days.astype("datetime64[D]")
    if len(days) > 2 and np.array_equal(dates, dates.astype("datetime64[M]").astype(dates.dtype)):
        found.append(
            _(
                "Every purchase lies on the first day of a month: these dates seem to be months. "
                "Several purchases of a month then count as one."
            )
        )
    top = int(base.purchases.argmax())
    share = base.purchases[top] / len(base.day)
    if base.customers >= 20 and share > 0.1:
        found.append(
            _(
                'Customer "{who}" made {share} of all purchases: is this a collective number for '
                "guests or cash sales?"
            ).format(who=str(base.ids.iloc[top])[:60], share=percent(share))
        )
    if base.has_money and len(base.day) >= 50 and reading.largest > 0.05 * base.sales:
        found.append(
            _("One row of {amount} is {share} of all sales: is it real?").format(
                amount=base.money(reading.largest), share=percent(reading.largest / base.sales)
            )
        )
    if base.returns > 0.2 * base.sales > 0:
        found.append(
            _(
                "Returns (negative amounts) are {share} of sales. Is that right? Days of returns "
                "only are not counted as purchases."
            ).format(share=percent(base.returns / base.sales))
        )
    without = base.reading.labels.size - base.customers
    if without:
        who = counted(without, _("customer has"), _("customers have"))
        found.append(_("{who} returns only, no purchase, and stand in no section.").format(who=who))
    if reading.spend is not None and not base.has_money:
        found.append(
            _("The amounts add up to {sum}: sections on money are left out.").format(
                sum=base.money(base.sales)
            )
        )
    return found


def _lonely_dates(base: Base) -> list[str]:
    """Find a handful of rows far from all others, and a long silence of the whole shop."""
    days, counts = np.unique(base.day, return_counts=True)
    if len(days) < 3:
        return []
    gaps = np.diff(days)
    span = int(days[-1] - days[0])
    before = np.cumsum(counts)[:-1] / counts.sum()
    wide = gaps > max(60, 0.15 * span)
    few = np.minimum(before, 1 - before) < 0.01
    lonely = np.flatnonzero(wide & few)
    if len(lonely):
        place = int(lonely[np.argmax(gaps[lonely])])
        early = before[place] < 0.5
        n = int(counts[: place + 1].sum() if early else counts[place + 1 :].sum())
        words = (
            _("{n} purchases lie {gap} days before all others, the last of them on {day}")
            if early
            else _("{n} purchases lie {gap} days after all others, the first of them on {day}")
        ).format(
            n=count(n),
            gap=count(gaps[place]),
            day=date_of(days[place] if early else days[place + 1]),
        )
        way_out = (
            _("wrong dates? They stretch every time scale of this page.")
            if early
            else _('wrong dates? end="{day}" leaves them out.').format(day=date_of(days[place]))
        )
        return [f"{words}: {way_out}"]
    place = int(np.argmax(gaps))
    width = int(gaps[place])
    # As many days on both sides tell whether such a silence could be chance.
    left = int(counts[(days > days[place] - width) & (days <= days[place])].sum())
    right = int(counts[(days > days[place]) & (days <= days[place + 1] + width)].sum())
    if width > 21 and min(left, right) >= 15:
        return [
            _(
                "Nobody bought anything for {gap} days after {day}: was the shop closed, or is a "
                "part of the log missing?"
            ).format(gap=count(gaps[place] - 1), day=date_of(days[place]))
        ]
    return []

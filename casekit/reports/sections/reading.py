"""What was read, what was found wrong with it, and what was done about it."""

import numpy as np
import pandas as pd

from casekit.reports.base import Base
from casekit.reports.page import Html, Section, bullets, table
from casekit.reports.wording import count, counted, date_of, listed, percent
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
    found += _strays(base) + _silence(base)
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
                "guests or cash sales? No model of one person fits it. This leaves it out: "
                'log[log["{name}"] != {id}].'
            ).format(
                who=str(base.ids.iloc[top])[:60],
                share=percent(share),
                name=reading.columns["customer_id"],
                id=_literal(base.ids.iloc[top]),
            )
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


def _literal(value: object) -> str:
    """Write an id as code would."""
    plain = value.item() if isinstance(value, np.generic) else value
    return repr(plain)[:80]


def _strays(base: Base) -> list[str]:
    """Point out a handful of purchases far from all others."""
    found = []
    first, last = base.usual_days
    early, late = base.strays_early, base.strays_late
    if early:
        name = base.reading.columns["date"]
        found.append(
            _(
                "{who} {gap} days or more before all others, on {day}: wrong dates? They stretch "
                'every time scale of this page; log[log["{name}"] >= "{first}"] leaves them out.'
            ).format(
                who=counted(len(early), _("purchase lies"), _("purchases lie")),
                gap=count(first - early[-1]),
                day=_few_dates(early),
                name=name,
                first=date_of(first),
            )
        )
    if late:
        words = _(
            "{who} {gap} days or more after all others, on {day}: wrong dates? "
            'end="{last}" leaves them out.'
        ).format(
            who=counted(len(late), _("purchase lies"), _("purchases lie")),
            gap=count(late[0] - last),
            day=_few_dates(late),
            last=date_of(last),
        )
        if not base.reading.end_given:
            words += _(
                " Until you give end=..., who is still active, the forecast and the change from "
                "year to year are not shown, and the bars of sales are too wide."
            )
        found.append(words)
    return found


def _few_dates(days: list[int]) -> str:
    some = [date_of(day) for day in dict.fromkeys(days)]
    return listed([*some[:2], _("other days")]) if len(some) > 3 else listed(some)


def _silence(base: Base) -> list[str]:
    """Find a long silence of the whole shop."""
    days, counts = np.unique(base.day, return_counts=True)
    if len(days) < 3 or base.strays_early or base.strays_late:
        return []
    gaps = np.diff(days)
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

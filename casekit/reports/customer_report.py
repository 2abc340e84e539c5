"""One page on a customer base, made from any event log."""

import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from casekit import __version__
from casekit.errors import CasekitWarning, InputError
from casekit.frames import AMOUNT, CUSTOMER_ID, DATE
from casekit.reports.arguments import call_of, check_arguments, horizon_in_weeks
from casekit.reports.base import Base
from casekit.reports.document import CustomerReport
from casekit.reports.glance import in_numbers, in_one_paragraph
from casekit.reports.page import Html, Section, bullets, note, page, paragraph
from casekit.reports.reading import read_table
from casekit.reports.sections.alive import alive
from casekit.reports.sections.caveats import caveats
from casekit.reports.sections.cohorts import cohorts
from casekit.reports.sections.concentration import concentration
from casekit.reports.sections.glossary import glossary
from casekit.reports.sections.histories import histories
from casekit.reports.sections.reading import what_was_read
from casekit.reports.sections.reproduce import reproduce
from casekit.reports.sections.sales import sales
from casekit.reports.sections.segments import segments
from casekit.reports.sections.value import value
from casekit.reports.wording import Money, date_of
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["customer_report"]


def customer_report(
    log: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    date: str = DATE,
    amount: str | None = AMOUNT,
    missing: Literal["refuse", "drop"] | None = None,
    negative: Literal["refuse", "drop", "keep"] | None = None,
    duplicates: Literal["refuse", "drop", "keep"] | None = None,
    timezone: Literal["refuse", "local", "utc"] | None = None,
    text_amounts: Literal["refuse", "convert"] | None = None,
    far_dates: Literal["refuse", "drop", "keep"] | None = None,
    date_format: str | None = None,
    end: Any = None,
    margin: float | None = None,
    currency: str = "",
    horizon_weeks: float | None = None,
    horizon_months: float | None = None,
    annual_discount_rate: float = 0.10,
    title: str | None = None,
    made_on: str = "",
) -> CustomerReport:
    """Make one printable page of a customer base: from any table of purchases.

    What was read and what was wrong with it, sales of new and returning customers, purchase
    histories, cohorts, segments, concentration, who is probably still active, and a forecast that
    is shown only beside the error of its rehearsal on the past. A section that cannot be made
    says why.

    Parameters
    ----------
    log : data frame
        One row a purchase, of any engine: pandas, polars, pyarrow, DuckDB, dask, Spark.
    customer_id, date, amount : str
        Your names of the columns; ``amount=None`` for a page without money.
    missing, negative, duplicates, timezone, text_amounts, far_dates : str, optional
        What to do with flawed rows: see `casekit.frames.event_log`, which refuses them unless you
        choose. Only where the table is an event log already (its names and types), repeated rows,
        negative amounts and far dates that it still holds are kept. The page tells all of it.
    date_format : str, optional
        How dates are written as text, such as ``"%d/%m/%Y"``.
    end : str or date, optional
        Last day of observation; the last date in the log if it is left out.
    margin : float, optional
        Share of the spend that stays after variable cost, 0.30 for 30%. Without it, values are
        spend and the page says so.
    currency : str
        A sign or code to write with amounts: ``"$"``, ``"CNY"``.
    horizon_weeks, horizon_months : float, optional
        How far to forecast; at most one of them. By default a third of the time observed, at most
        a year.
    annual_discount_rate : float
        0.10 for 10% a year.
    title : str, optional
        Title of the page.
    made_on : str
        Printed as the date of making; nothing is printed if it is left out, so that the same
        table gives the same page.

    Returns
    -------
    CustomerReport
        ``.html``, ``.save(path)``, ``.tables`` (data frames behind the sections), ``.findings``.

    Raises
    ------
    InputError
        When the table is no event log, with every problem and the argument that chooses; when an
        argument is not what it should be.

    Notes
    -----
    All rows of one customer and day are one purchase. A day of returns only (negative amounts) is
    none. Of BG/NBD, MBG/NBD and Pareto/NBD the one that fits best is used, all three are shown;
    spend is Gamma-Gamma.

    Examples
    --------
    >>> from casekit.datasets import load
    >>> report = customer_report(load("cdnow"), currency="$", title="CDNOW")
    >>> report.findings[1]
    '69% of all sales came from customers who had bought before.'
    >>> sorted(report.tables)[:3]
    ['alive_bands', 'cohort_customers', 'cohort_retention']
    """
    choices = {
        "missing": missing,
        "negative": negative,
        "duplicates": duplicates,
        "timezone": timezone,
        "text_amounts": text_amounts,
        "far_dates": far_dates,
    }
    check_arguments(margin, annual_discount_rate, horizon_weeks, horizon_months, currency)
    reading = read_table(
        log,
        customer_id=customer_id,
        date=date,
        amount=amount,
        choices=choices,
        date_format=date_format,
        end=end,
    )
    weeks = horizon_in_weeks(reading.end - reading.first_day + 1, horizon_weeks, horizon_months)
    base = Base(
        reading,
        Money(currency),
        margin,
        weeks,
        horizon_weeks is not None or horizon_months is not None,
        annual_discount_rate,
    )
    work = Work(base)
    made = {
        make.__name__: _made(make, name, work)
        for make, name in (
            (what_was_read, _("What was read")),
            (sales, _("Sales")),
            (histories, _("Purchase histories")),
            (cohorts, _("Cohorts")),
            (segments, _("Segments")),
            (concentration, _("Concentration")),
            (alive, _("Still active")),
            (value, _("Forecast")),
            (caveats, _("Caveats")),
        )
    }
    call = call_of(
        {"customer_id": customer_id, "date": date, "amount": amount, **choices}
        | {"date_format": date_format, "end": end, "margin": margin, "currency": currency}
        | {"horizon_weeks": horizon_weeks, "horizon_months": horizon_months}
        | {"annual_discount_rate": annual_discount_rate, "title": title, "made_on": made_on}
    )
    if made["value"].body == made["alive"].body:
        same = note(_("For the same reason as in the section before."))
        made["value"] = replace(made["value"], body=same)
    sections = [*made.values(), glossary(work), reproduce(work, call, __version__)]
    heading = title or _("The customer base at a glance")
    findings = tuple(finding for section in sections for finding in section.findings)
    first = in_one_paragraph(base)
    return CustomerReport(
        title=heading,
        html=page(
            title=heading,
            subtitle=_("{first} to {end}").format(
                first=date_of(reading.first_day), end=date_of(reading.end)
            )
            + (_(" · made on {day}").format(day=made_on) if made_on else ""),
            top=Html(
                in_numbers(base, made)
                + Html(f'<p class="lead">{paragraph(first)[3:]}')
                + bullets(findings)
            ),
            sections=sections,
            foot=_(
                "Made with casekit {version}. One file; it loads nothing from a network."
            ).format(version=__version__),
            language="en",
        ),
        findings=(first, *findings),
        tables={
            **{name: table for section in sections for name, table in section.tables.items()},
            "customers": _customers(work, made["value"].tables.get("forecast")),
        },
    )


def _made(make: Callable[[Work], Section], name: str, work: Work) -> Section:
    """Make a section; where the data do not allow it, make one that says why."""
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("always")
        try:
            section = make(work)
        except (ValueError, ArithmeticError) as reason:
            words = (
                str(reason)
                if isinstance(reason, InputError)
                else _("The numbers of this log are too extreme for it ({reason}).").format(
                    reason=reason
                )
            )
            title = _("{name}: not shown").format(name=name)
            return Section(make.__name__, name, title, "", note(words))
    told = dict.fromkeys(
        str(entry.message) for entry in caught if issubclass(entry.category, CasekitWarning)
    )
    if not told:
        return section
    notes = "".join(note(_("In the model's own words: {words}").format(words=one)) for one in told)
    return replace(section, body=Html(section.body + notes))


def _customers(work: Work, forecast: object) -> pd.DataFrame:
    """Lay out what is known of each customer, under the reader's own ids."""
    base = work.base
    table = pd.DataFrame(
        {
            CUSTOMER_ID: base.ids.to_numpy(),
            "first_purchase": base.first_day.astype("datetime64[D]").astype("datetime64[s]"),
            "last_purchase": base.last_day.astype("datetime64[D]").astype("datetime64[s]"),
            "days_since_last_purchase": base.reading.end - base.last_day,
            "purchases": base.purchases,
        }
    )
    if base.has_money:
        table["total_spend"] = base.net_spend
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for name, values in (
            ("segment", lambda: work.segments["segment"].to_numpy(object)),
            ("probability_alive", lambda: work.alive),
        ):
            with suppress(ValueError, ArithmeticError):  # the page says why
                table[name] = values()
    if isinstance(forecast, pd.DataFrame):
        for column in forecast:
            table[str(column)] = forecast[column].to_numpy()
    return table

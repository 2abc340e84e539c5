"""What today's customers will buy: printed only beside the error of the forecast's rehearsal."""

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.figures.reports import forecast_rehearsal
from casekit.models.purchases import customer_lifetime_value
from casekit.reports.drawing import svg_of
from casekit.reports.page import Html, Section, figure, note, paragraph, table
from casekit.reports.rehearsal import (
    LARGEST_ERROR,
    LEAST_PURCHASES,
    Rehearsal,
    spend_model,
)
from casekit.reports.sections.outlook import reckon, seasons, three_digits, too_short
from casekit.reports.wording import (
    cell,
    count,
    date_of,
    missed,
    number,
    percent,
    signed_percent,
)
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["value"]


def value(work: Work) -> Section:
    """Show the rehearsal, and the forecast if the rehearsal went well."""
    base = work.base
    held = work.rehearsal
    weeks = f"{held.weeks:.0f}"
    rehearsed = _rehearsed(held, work)
    lines = [
        _(
            "The model ({model}) was shown the log until {cut} only, and forecast the {weeks} "
            "weeks after it for the customers known then. The run rate lets every customer go on "
            "at their own pace so far."
        ).format(model=held.model, cut=date_of(held.cut), weeks=weeks),
        _(
            "One customer's forecast misses by {model} purchases on average; the run rate by "
            "{naive}."
        ).format(model=number(held.mean_miss), naive=number(held.mean_miss_of_run_rate)),
    ]
    body = Html(
        figure(
            svg_of(forecast_rehearsal(held.path), "rehearsal"),
            _("Purchases in the {weeks} hidden weeks, added up").format(weeks=weeks),
        )
        + paragraph(*lines)
        + rehearsed
    )
    tables: dict[str, object] = {
        "rehearsal": held.totals,
        "rehearsal_by_segment": held.by_segment,
        "rehearsal_path": held.path,
    }
    before = held.year_before
    if before:
        tables["rehearsal_year_before"] = before.totals
    error = held.error("purchases")
    if not held.passed("purchases"):
        title = _("No forecast: its rehearsal was {error}").format(
            error=missed(held.worst("purchases"))
        )
        why = _(
            "A forecast is printed here only if its rehearsals missed by at most {most}. Something "
            "changed between the two parts of the log (a season, a promotion, a price, a closed "
            "shop, another kind of customer), or customers do not buy as the model thinks. Ask "
            "what changed."
        ).format(most=percent(LARGEST_ERROR))
        if before and abs(error) <= LARGEST_ERROR:
            title = _(
                "No forecast: rehearsed on the same weeks of the year before, it was {error}"
            ).format(error=missed(before.error("purchases")))
            why = _(
                "The forecast would run from {start} to {end}. For the last {weeks} weeks of the "
                "log it was {error}, and that alone would have looked well. For the same weeks of "
                "the year before as it would cover now, it was {then}. Most likely customers buy "
                "with the seasons, which these models do not know; or the shop was too young then. "
                "Plan these weeks from the same weeks of earlier years."
            ).format(
                start=date_of(base.reading.end + 1),
                end=date_of(base.reading.end + int(7 * base.horizon_weeks)),
                weeks=weeks,
                error=missed(error),
                then=missed(before.error("purchases")),
            )
        return Section(
            "value", _("Forecast"), title, "", Html(note(why) + body), tables, (title + ".",)
        )
    sentence, shown, by_customer = _forecast(work, held)
    naive = float(held.totals["run_rate_error"].to_dict()["purchases"])
    comparison = ""
    if abs(naive) < abs(error):
        comparison = note(
            _(
                "In total, the plain run rate came nearer ({naive}) than the model ({model}) this "
                "time. The model still tells who will buy; do not sell its total as better."
            ).format(naive=missed(naive), model=missed(error))
        )
    tables |= {"forecast_by_segment": shown, "forecast": by_customer}
    longer, short = "", too_short(work)
    if base.horizon_weeks > held.weeks + 1:
        longer = note(
            _(
                "The forecast looks {far:.0f} weeks ahead, but the log allows a rehearsal over "
                "{near} weeks only: beyond them the error is not known."
            ).format(far=base.horizon_weeks, near=weeks)
        )
    return Section(
        "value",
        _("Forecast"),
        sentence,
        _("First look at the rehearsal: a forecast is worth as much as it was right before."),
        Html(
            f"{seasons(work, held)}{reckon(work, held, by_customer)}"
            f"{_segments(work, shown, held)}{longer}<h3>{_('The rehearsal')}</h3>{body}{comparison}"
        ),
        tables,
        (sentence + (_("; this log is too short to know your seasons.") if short else "."),),
    )


def _forecast(work: Work, held: Rehearsal) -> tuple[str, pd.DataFrame, pd.DataFrame]:
    """Forecast all customers from the end of the log, in purchases and, if it passed, money."""
    base = work.base
    weeks = base.horizon_weeks
    purchases = work.model.expected_purchases(work.histories, horizon_weeks=weeks).to_numpy()
    by_customer = pd.DataFrame({"expected_purchases": purchases})
    told = _("In the next {weeks:.0f} weeks, today's customers buy about {n} times").format(
        weeks=weeks, n=count(three_digits(purchases.sum()))
    )
    known = ["purchases"]
    if held.passed("spend"):
        try:
            model = spend_model(work.histories)
            worth = model.expected_spend(work.histories).to_numpy()
        except InputError:
            worth = None
        if worth is not None:
            by_customer["expected_spend"] = purchases * worth
            by_customer["value"] = customer_lifetime_value(
                work.model,
                model,
                work.histories,
                margin=base.margin or 1.0,
                annual_discount_rate=base.annual_discount_rate,
                horizon_weeks=weeks,
            ).to_numpy()
            told += _(" for {money}").format(
                money=base.money(three_digits(by_customer["expected_spend"].sum()))
            )
            if base.margin:
                told += _(", {value} of it margin, discounted").format(
                    value=base.money(three_digits(by_customer["value"].sum()))
                )
            known.append("spend")
    told += _(" (rehearsed on the last {weeks:.0f} weeks: {errors}").format(
        weeks=held.weeks, errors=_errors(held, known)
    )
    if held.year_before:
        told += _("; on the same weeks of the year before: {errors}").format(
            errors=_errors(held.year_before, known)
        )
    told += ")"
    named = work.segments["segment"].to_numpy()
    sums = by_customer.assign(customers=1).groupby(pd.Series(named, name="segment")).sum()
    order = "value" if "value" in sums else "expected_purchases"
    return told, sums.sort_values(order, ascending=False), by_customer


def _errors(held: Rehearsal, known: list[str]) -> str:
    names = {"purchases": _("purchases {error}"), "spend": _("spend {error}")}
    return ", ".join(
        names[what].format(error=missed(held.error(what)))
        for what in known
        if what in held.totals.index
    )


def _purchases(n: float) -> str:
    return count(n) if n >= 10 or n == round(n) else f"{n:.1f}"


def _segments(work: Work, shown: pd.DataFrame, held: Rehearsal) -> Html:
    base = work.base
    heads = [_("Segment today"), _("Customers")]
    heads += [_("Rehearsal too high (+), low (−)"), _("Purchases")]
    money = "value" in shown
    if money:
        heads += [_("Spend"), _("Margin, discounted") if base.margin else _("Spend, discounted")]
        heads += [_("a customer")]

    def cells(name: str, row: pd.Series, error: str, *, trusted: bool) -> list[object]:
        line: list[object] = [name, count(row["customers"]), error]
        values = [_purchases(three_digits(row["expected_purchases"]))]
        if money:
            each = row["value"] / row["customers"]
            told = (row["expected_spend"], row["value"], each)
            values += [cell(three_digits(value)) for value in told]
        return line + (values if trusted else ["–"] * len(values))

    rows = []
    for name, row in shown.iterrows():
        error, trusted = held.segment_error(str(name))
        rows.append(cells(str(name), row, error, trusted=trusted))
    errors = signed_percent(held.worst("purchases"))
    rows.append(cells(_("All"), shown.sum(), errors, trusted=True))
    withheld = [row[0] for row in rows if row[3] == "–"]
    caption = _("The next {weeks:.0f} weeks").format(weeks=base.horizon_weeks)
    if money:
        if base.money.currency:
            caption += _(", spend in {unit}").format(unit=base.money.unit)
        caption += _(", discounted at {rate} a year").format(
            rate=percent(base.annual_discount_rate)
        )
    made = table(heads, rows, kind="short sum", caption=caption)
    if withheld:
        made = Html(
            made
            + paragraph(
                _(
                    "A dash: the forecast of that segment is kept back, because its rehearsal "
                    "missed by more than {most} or had fewer than {least} purchases to be checked "
                    "by. The total holds for all of them together."
                ).format(most=percent(LARGEST_ERROR), least=LEAST_PURCHASES)
            )
        )
    if base.has_money and not money:
        why = (
            _("in the rehearsal, spend was {error}").format(error=missed(held.worst("spend")))
            if "spend" in held.totals.index
            else _("spend could not be modelled")
        )
        made = Html(made + note(_("No money is forecast: {why}.").format(why=why)))
    return made


def _rehearsed(held: Rehearsal, work: Work) -> Html:
    rows = []
    names = {"purchases": _("All purchases"), "spend": _("All spend")}
    for name, row in held.totals.iterrows():
        rows.append(_line(names[str(name)], "", row, work, money=name == "spend"))
    before = held.year_before
    for name, row in before.totals.iterrows() if before else ():
        then = _("{what}, year before").format(what=names[str(name)])
        rows.append(_line(then, "", row, work, money=name == "spend"))
    for name, row in held.by_segment.iterrows():
        rows.append(_line(str(name), count(row["customers"]), row, work, money=False))
    return table(
        [
            _("In the hidden weeks"),
            _("Customers"),
            _("Happened"),
            _("Forecast"),
            _("off by"),
            _("Run rate"),
            _("off by"),
        ],
        rows,
        kind="short",
        caption=_(
            "Off by +: too high; −: too low. Segments are those of the day of the cut; their rows "
            "count purchases"
        )
        + (
            _(". Year before: forecast from {cut}, for the same weeks of the year as now").format(
                cut=date_of(before.cut)
            )
            if before
            else ""
        ),
    )


def _line(name: str, customers: str, row: pd.Series, work: Work, *, money: bool) -> list[object]:
    write = work.base.money if money else _purchases
    happened = row["actual"] > 0
    return [
        name,
        customers,
        write(row["actual"]),
        write(row["forecast"]),
        signed_percent(row["forecast_error"]) if happened else "",
        write(row["run_rate"]),
        signed_percent(row["run_rate_error"]) if happened and np.isfinite(row["run_rate"]) else "",
    ]

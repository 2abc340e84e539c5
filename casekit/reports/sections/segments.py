"""Segments by recency, frequency and money: who they are and what they bring."""

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.reports.page import Bar, Html, Section, note, table
from casekit.reports.wording import cell, count, counted, date_of, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["segments"]

# So few customers are listed one by one: fifths of them would be names for two or three people.
_ONE_BY_ONE = 25
_ALL_ACTIVE = 0.9


def segments(work: Work) -> Section:
    """Name the customers by how lately and how often they bought, and add up each name."""
    base = work.base
    if base.customers <= _ONE_BY_ONE:
        return _one_by_one(work)
    if np.ptp(base.last_day) == 0 and np.ptp(base.purchases) == 0:
        raise InputError(
            _(
                "All customers have been silent for equally long and bought equally often, so "
                "nothing tells one from another."
            )
        )
    named = work.segments
    money = base.has_net_money
    groups = named.groupby("segment", sort=False, observed=True)
    shown = pd.DataFrame(
        {
            "customers": groups.size(),
            "median_days_since_last_purchase": groups["days_since_last_purchase"].median(),
            "mean_purchases": groups["purchases"].mean(),
        }
    )
    shown["share_of_customers"] = shown["customers"] / shown["customers"].sum()
    heads = [_("Segment"), _("Customers"), _("of all")]
    if money:
        shown["spend"] = groups["total_spend"].sum()
        shown["share_of_spend"] = shown["spend"] / shown["spend"].sum()
        heads += [_("of all spend"), _spend(work)]
    heads += [_("Purchases each"), _("Days silent (median)")]
    shown = shown.sort_values("spend" if money else "customers", ascending=False, kind="stable")
    shown.index.name = "segment"
    rows = []
    for name, row in shown.iterrows():
        cells: list[object] = [
            str(name),
            count(row["customers"]),
            Bar(row["share_of_customers"], percent(row["share_of_customers"])),
        ]
        if money:
            cells += [
                Bar(row["share_of_spend"], percent(row["share_of_spend"]), "b"),
                cell(row["spend"]),
            ]
        cells += [f"{row['mean_purchases']:.1f}", count(row["median_days_since_last_purchase"])]
        rows.append(cells)
    first = shown.iloc[0]
    if money:
        title = _('The segment "{name}": {share} of the customers, {spend} of the spend').format(
            name=shown.index[0],
            share=percent(first["share_of_customers"]),
            spend=percent(first["share_of_spend"]),
        )
    else:
        title = _('The largest segment is "{name}" with {share} of the customers').format(
            name=shown.index[0], share=percent(first["share_of_customers"])
        )
    return Section(
        "segments",
        _("Segments"),
        title,
        _(
            "Customers are scored from 1 to 5 by how lately (R) and how often (F) they bought; "
            "the pair of scores gives the name. Scores are ranks within this log: somebody is "
            'always last and named "hibernating", even where all still come. The names are no '
            "forecast, and a customer near a border would change names with one purchase."
        ),
        Html(table(heads, rows, kind="short") + _nobody_sleeps(work)),
        {"segments": shown},
        (title + ".",),
    )


def _nobody_sleeps(work: Work) -> str:
    """Say so where the names sound worse than things are."""
    try:
        active = float(work.alive.mean())
    except (ValueError, ArithmeticError):
        return ""
    if active < _ALL_ACTIVE:
        return ""
    return note(
        _(
            "The model of the section on who is still active holds {share} of all customers for "
            "active. Names such as hibernating or lost then mean no more than: later than others."
        ).format(share=percent(active))
    )


def _spend(work: Work) -> str:
    unit = work.base.money.currency
    return _("Spend ({unit})").format(unit=unit) if unit else _("Spend")


def _one_by_one(work: Work) -> Section:
    """List a handful of customers, the largest first."""
    base = work.base
    money = base.has_money
    order = np.argsort(-(base.net_spend if money else base.purchases), kind="stable")
    heads = [_("Customer"), _("First purchase"), _("Last purchase"), _("Purchases")]
    if money:
        heads.append(_spend(work))
    heads += [_("Days silent"), _("Usual gap in days")]
    span = base.last_day - base.first_day
    rows = []
    for who in order:
        repeats = int(base.purchases[who]) - 1
        cells: list[object] = [
            str(base.ids.iloc[who])[:60],
            date_of(base.first_day[who]),
            date_of(base.last_day[who]),
            count(base.purchases[who]),
        ]
        if money:
            cells.append(cell(base.net_spend[who]))
        cells.append(count(base.reading.end - base.last_day[who]))
        cells.append(count(span[who] / repeats) if repeats else "–")
        rows.append(cells)
    return Section(
        "segments",
        _("Customers"),
        _("{customers}, one by one").format(
            customers=counted(base.customers, _("customer"), _("customers"))
        ),
        _("So few are no segments. Look at who is silent for much longer than their usual gap."),
        table(heads, rows),
    )

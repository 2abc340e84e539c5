"""The base at a glance: one paragraph and a few large numbers."""

from collections.abc import Mapping

import pandas as pd

from casekit.reports.base import Base
from casekit.reports.page import Html, Section, tiles
from casekit.reports.wording import count, counted, date_of, missed, percent
from casekit.words import _

__all__ = ["in_numbers", "in_one_paragraph"]

# Of all rows; with fewer joined ones, a purchase and a row are about the same.
_MANY_MERGED = 0.05


def in_one_paragraph(base: Base) -> str:
    """Say in one sentence or two who is in the log."""
    again = float((base.purchases > 1).mean())
    words = _("{customers} made {purchases} between {first} and {end}").format(
        customers=counted(base.customers, _("customer"), _("customers")),
        purchases=counted(len(base.day), _("purchase"), _("purchases")),
        first=date_of(base.reading.first_day),
        end=date_of(base.reading.end),
    )
    if base.has_money:
        words += _(" and spent {sales}, {each} a purchase").format(
            sales=base.money(base.sales), each=base.money(base.sales / len(base.day))
        )
    merged = base.reading.rows_used - len(base.reading.day)
    if merged > _MANY_MERGED * base.reading.rows_used:
        words += _(
            "; a purchase is all that a customer bought on one day: {share} of the rows were "
            "joined to another row of that day"
        ).format(share=percent(merged / base.reading.rows_used))
        if base.has_money and not base.returns:
            words += _(", and a row is {each} on average").format(
                each=base.money(base.sales / base.reading.rows_used)
            )
    return words + _("; {share} of them bought more than once.").format(share=percent(again))


def in_numbers(base: Base, made: Mapping[str, Section]) -> Html:
    """Show the few numbers that a reader looks for first."""
    again = float((base.purchases > 1).mean())
    facts = [
        (count(base.customers), _("customers"), _("who bought in the log")),
        (count(len(base.day)), _("purchases"), _("a customer's rows of a day are one")),
    ]
    if base.has_money:
        facts.append((base.money(base.sales), _("sales"), _("before returns")))
    facts.append((percent(again), _("bought again"), _("on a second day")))
    compared = made["alive"].tables.get("model_comparison")
    if isinstance(compared, pd.DataFrame) and made["alive"].findings:
        kept = compared[~compared["rejected"].astype(bool)]
        shares = 100 * kept["customers_alive"] / base.customers
        low, high = f"{shares.min():.0f}", f"{shares.max():.0f}%"
        facts.append(
            (
                high if f"{low}%" == high else f"{low}–{high}",
                _("probably active"),
                _("says the model that fits best")
                if len(kept) == 1
                else _("say the models that fit"),
            )
        )
    held = made["value"].tables.get("rehearsal")
    if isinstance(held, pd.DataFrame):
        error = float(held["forecast_error"].to_dict()["purchases"])
        before = made["value"].tables.get("rehearsal_year_before")
        if isinstance(before, pd.DataFrame):
            error = max(error, float(before["forecast_error"].to_dict()["purchases"]), key=abs)
        facts.append((missed(error), _("forecast"), _("of purchases, in its rehearsal")))
    return tiles(facts)

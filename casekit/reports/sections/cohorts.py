"""Cohorts: of those who began together, how many buy later on."""

from typing import Literal

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.cohorts import cohort_table
from casekit.reports.base import Base
from casekit.reports.page import Html, Section, Shade, paragraph, table
from casekit.reports.wording import count, counted, listed, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["cohorts"]

Period = Literal["week", "month", "quarter", "year"]
# Longest observation, in days, with cohorts of a week, a month and a quarter.
_LONGEST: dict[Period, int] = {"week": 130, "month": 580, "quarter": 1_750}
_MOST_ROWS, _MOST_COLUMNS = 24, 20


def cohorts(work: Work) -> Section:
    """Lay out retention by cohort as a heat map that is a table."""
    base = work.base
    kind: Period = next((kind for kind, days in _LONGEST.items() if base.days <= days), "year")
    customers = _customers(base, kind)
    values = customers.to_numpy(dtype=float, na_value=np.nan)
    if values.shape[1] < 2 or not np.isfinite(values[:, 1:]).any():
        raise InputError(
            _(
                "The log covers {days}: no group of customers was observed in the {period} after "
                "its first one. Cohorts need a longer log."
            ).format(days=counted(base.days, _("day"), _("days")), period=_NAMES[kind]())
        )
    sizes = values[:, 0]
    retention = values / sizes[:, None]
    after = {
        step: _mean_retention(values, step)
        for step in _steps(values.shape[1])
        if np.isfinite(_mean_retention(values, step))
    }
    words = [
        (
            _("{share} buy in the {nth} calendar {period} after their first")
            if step == 1
            else _("{share} in the {nth}")
        ).format(share=percent(share), nth=_NTH[step](), period=_NAMES[kind]())
        for step, share in after.items()
    ]
    title = _("Of a cohort, {shares}").format(shares=listed(words))
    so_far = _so_far(base, kind)
    later = retention[:, 1:]
    top = float(np.nanmax(later)) or 1.0
    rows, columns = range(len(values)), values.shape[1]
    hidden = []
    if len(values) > _MOST_ROWS:
        hidden.append(
            _("The youngest {n} of {all} cohorts are shown.").format(n=_MOST_ROWS, all=len(values))
        )
        rows = range(len(values) - _MOST_ROWS, len(values))
    if columns > _MOST_COLUMNS:
        hidden.append(_("Later columns are in the tables of the report."))
        columns = _MOST_COLUMNS
    lines = []
    for row in rows:
        cells: list[object] = [str(customers.index[row]), count(sizes[row])]
        for column in range(1, columns):
            share = retention[row, column]
            cells.append(Shade(share / top, _cell(share)) if np.isfinite(share) else "")
        lines.append(cells)
    heads = [_("Began in"), _("Customers"), *(str(n) for n in range(1, columns))]
    heat = table(
        heads,
        lines,
        kind="heat",
        caption=_("Per cent of the cohort that bought, by {periods} since its first one").format(
            periods=_PLURALS[kind]()
        ),
    )
    # Where the log began mid-life, early cohorts hold old customers and would look better.
    comparable = work.beginning.kind != "mid-life"
    trend = _trend(values, customers.index.tolist(), kind) if comparable else ""
    below = [*hidden, *([so_far] if so_far else []), *([trend] if trend else [])]
    frame = pd.DataFrame(retention, index=customers.index, columns=customers.columns)
    return Section(
        "cohorts",
        _("Cohorts"),
        title,
        _(
            "A row: customers whose first purchase lies in that {period}; along it, the share of "
            "them who bought again. Down a column, cohorts of the same age are compared. Empty: "
            "not observed yet."
        ).format(period=_NAMES[kind]()),
        Html(heat + (paragraph(*below) if below else "")),
        {"cohort_customers": customers, "cohort_retention": frame},
        (trend,) if trend else (),
    )


_NTH = {1: lambda: _("1st"), 3: lambda: _("3rd"), 6: lambda: _("6th"), 12: lambda: _("12th")}
_NAMES = {
    "week": lambda: _("week"),
    "month": lambda: _("month"),
    "quarter": lambda: _("quarter"),
    "year": lambda: _("year"),
}
_PLURALS = {
    "week": lambda: _("weeks"),
    "month": lambda: _("months"),
    "quarter": lambda: _("quarters"),
    "year": lambda: _("years"),
}


def _cell(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.01 or share == 0 else "<1"


def _customers(base: Base, kind: Period) -> pd.DataFrame:
    try:
        return cohort_table(
            base.log, period=kind, measure="customers", end=base.end_text, incomplete="empty"
        )
    except InputError:
        # No period was observed whole: the only one there is says more than none.
        return cohort_table(base.log, period=kind, measure="customers", end=base.end_text)


def _so_far(base: Base, kind: Period) -> str:
    """Say how many had bought again so many days after their first purchase."""
    if not len(base.gaps):
        return ""
    again = np.full(base.customers, np.inf)
    place = np.flatnonzero(base.is_first)
    several = base.purchases > 1
    again[several] = base.day[place[several] + 1] - base.day[place[several]]
    shares = []
    for days in (7, 30, 90, 180, 365):
        seen = base.first_day + days <= base.reading.end
        # Those who were seen for so long; a few of them only would be another group.
        if seen.sum() >= 0.5 * base.customers:
            share = percent(float((again[seen] <= days).mean()))
            shares.append(_("{share} within {days} days").format(share=share, days=days))
    if not shares:
        return ""
    return _(
        "Added up, customers made their second purchase: {shares} of the first one (of those who "
        "were observed for so long). The table counts who bought in one {period} alone."
    ).format(shares=listed(shares[-3:]), period=_NAMES[kind]())


def _steps(columns: int) -> list[int]:
    """Choose the ages that a title names: the first, one in the middle, a late one."""
    wanted = [1, 3, 6, 12]
    return [step for step in wanted if step < columns][:3]


def _trend(values: np.ndarray, names: list[str], kind: str) -> str:
    """Compare younger with older cohorts one period on, if chance does not explain it."""
    known = np.flatnonzero(np.isfinite(values[:, 1]))
    if len(known) < 4:
        return ""
    halves = known[: len(known) // 2], known[len(known) // 2 :]
    began = [values[half, 0].sum() for half in halves]
    shares = [values[half, 1].sum() / n for half, n in zip(halves, began, strict=True)]
    error = np.sqrt(sum(share * (1 - share) / n for share, n in zip(shares, began, strict=True)))
    if not abs(shares[1] - shares[0]) > 3 * error:
        return ""
    return _(
        "Customers who began from {from_when} on came back {direction} often one {period} later "
        "({young}) than those before ({old}); that is more than chance."
    ).format(
        from_when=names[int(halves[1][0])],
        direction=_("more") if shares[1] > shares[0] else _("less"),
        period=_NAMES[kind](),
        young=percent(shares[1]),
        old=percent(shares[0]),
    )


def _mean_retention(values: np.ndarray, step: int) -> float:
    """Average over all customers of the cohorts that were observed so long."""
    known = np.isfinite(values[:, step])
    whole = values[known, 0].sum()
    return float(values[known, step].sum() / whole) if whole else float("nan")

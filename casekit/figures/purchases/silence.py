"""Silence as the data show it: timelines of customers, and who came back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.purchases.chance import percent, purchases, weeks
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, MUTED, SHADE
from casekit.frames import (
    CUSTOMER_ID,
    DATE,
    DAYS_PER,
    FREQUENCY,
    HOLDOUT_PURCHASES,
    since_last_purchase_column,
    unit_of,
)
from casekit.frames.engine import arrays_of, collected, frame_of
from casekit.words import _

__all__ = ["customer_timelines", "returned_after_silence"]


@in_house_style
def customer_timelines(
    log: Any,
    customers: Sequence[Any] | Mapping[str, Any],
    *,
    today: Any = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the purchases of a handful of customers, and the silence that follows.

    Parameters
    ----------
    log : data frame
        Event log: ``customer_id``, ``date``; any engine.
    customers : sequence of ids, or mapping of str to id
        Whom to draw, from top to bottom, with the names to write if it is a mapping.
    today : date, optional
        Last day observed; the last date of the log by default. Later purchases are not drawn.
    title : str, optional
        The finding; by default the question that the silence asks.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a customer has no purchase up to that day.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "customer_id": ["a", "a", "b"],
    ...         "date": pd.to_datetime(["1997-01-01", "1997-01-15", "1997-02-12"]),
    ...     }
    ... )
    >>> customer_timelines(log, ["a", "b"])
    Purchases of 2 customers. a: 2 purchases, silent for 4 weeks. b: 1 purchase, silent for 0 weeks.
    """
    names = (
        dict(customers)
        if isinstance(customers, Mapping)
        else {str(customer): customer for customer in customers}
    )
    frame = collected(frame_of(log).select(CUSTOMER_ID, DATE)).to_pandas()
    dates = pd.to_datetime(frame[DATE])
    last_day = dates.max() if today is None else pd.Timestamp(today)
    figure, axes = axes_for(ax, 9.6, 1.9 + 0.62 * len(names))
    alt = [_("Purchases of {n} customers.").format(n=len(names))]
    silences = []
    for row, (name, customer) in enumerate(names.items()):
        bought = dates[(frame[CUSTOMER_ID] == customer) & (dates <= last_day)].drop_duplicates()
        if bought.empty:
            raise InputError(
                _('Customer "{customer}" has no purchase up to {day} in this log.').format(
                    customer=customer, day=f"{last_day:%Y-%m-%d}"
                )
            )
        before_today = np.sort(-(last_day - bought).dt.days.to_numpy() / DAYS_PER["weeks"])
        silence = abs(before_today[-1])
        silences.append(silence)
        _timeline(axes, row, before_today)
        number = len(before_today)
        alt.append(
            _("{name}: {purchases}, silent for {weeks}.").format(
                name=name,
                purchases=_("1 purchase") if number == 1 else _("{n} purchases").format(n=number),
                weeks=weeks(silence),
            )
        )
    axes.set_yticks(range(len(names)), list(names))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(axes.dataLim.x0 - 1.2, 3.2)
    axes.axvline(0, color=INK, linewidth=1.4)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MultipleLocator(13))
    axes.xaxis.set_major_formatter(lambda week, _place: f"{abs(week):.0f}" if week <= 0 else "")
    axes.set_xlabel(_("Weeks before the last day observed"))
    axes.set_ylabel(_("Customer"))
    if title is None:
        title = _("Silent for {low} to {high} weeks: who is still a customer?").format(
            low=f"{min(silences):.0f}", high=f"{max(silences):.0f}"
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


def _timeline(ax: Axes, row: int, before_today: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    """Draw one customer: line of life, ticks of purchases, shaded silence, question."""
    last = before_today[-1]
    ax.plot([before_today[0], last], [row, row], color=MUTED, linewidth=1.4, linestyle="-")
    ax.barh(row, -last, left=last, height=0.56, color=SHADE, zorder=0)
    ax.plot(before_today, [row] * len(before_today), "|", color=INK, markersize=19, mew=2.8)
    ax.plot(before_today[:1], [row], "o", color="white", markeredgecolor=INK, mew=2.4)
    if -last > 5:
        label_at(
            ax, last / 2, row, weeks(-last), colour=MUTED, bold=False, offset=(0, 0), ha="center"
        )
    label_at(ax, 0, row, "?", colour=LINE_COLOURS[2], offset=(9, 0), size=18)


_FREQUENCY_GROUPS = ((1, 1), (2, 3), (4, 6), (7, np.inf))
_SILENCE_EDGES = (0.0, 4.0, 8.0, 13.0, 19.0, 26.0, 39.0)
# A share of fewer customers than this moves by more than a reader would believe.
_FEWEST = 20


@in_house_style
def returned_after_silence(
    split: Any,
    *,
    silence_edges_weeks: Sequence[float] = _SILENCE_EDGES,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show who came back in the holdout period, by weeks of silence and repeat purchases.

    Parameters
    ----------
    split : data frame
        Purchase histories with ``holdout_purchases``, as
        `casekit.metrics.purchases.split_calibration_holdout` gives them; any engine.
    silence_edges_weeks : sequence of float
        Limits of the groups of silence, in weeks.
    title : str, optional
        The finding; by default the difference between rare and frequent buyers after long silence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Groups of fewer than 20 customers are left out; one-time buyers are not in it.

    Examples
    --------
    >>> split = pd.DataFrame(
    ...     {
    ...         "frequency": [1] * 40,
    ...         "age_at_last_purchase_weeks": [10.0] * 20 + [29.0] * 20,
    ...         "age_weeks": [30.0] * 40,
    ...         "weeks_since_last_purchase": [20.0] * 20 + [1.0] * 20,
    ...         "holdout_purchases": [0] * 19 + [1] + [1] * 20,
    ...     }
    ... )
    >>> returned_after_silence(split, title="Silence tells")
    Share of customers who bought again. 1 repeat purchase: 100% after 1 week, 5% after 20 weeks.
    """
    names = list(frame_of(split).collect_schema().names())
    unit = unit_of(names) or "weeks"
    since = since_last_purchase_column(unit)
    read = arrays_of(split, [FREQUENCY, since, HOLDOUT_PURCHASES])
    table = pd.DataFrame(
        {
            "number": read[FREQUENCY],
            "silence": read[since] * DAYS_PER[unit] / DAYS_PER["weeks"],
            "back": read[HOLDOUT_PURCHASES] > 0,
        }
    )
    figure, axes = axes_for(ax)
    alt = [_("Share of customers who bought again.")]
    curves: dict[str, pd.DataFrame] = {}
    colours: dict[str, str] = {}
    for place, (low, high) in enumerate(_FREQUENCY_GROUPS):
        group = table[table["number"].between(low, high)]
        bands = pd.cut(group["silence"], list(silence_edges_weeks), include_lowest=True)
        shares = group.groupby(bands, observed=True).agg(
            silence=("silence", "mean"), back=("back", "mean"), customers=("back", "size")
        )
        shares = shares[shares["customers"] >= _FEWEST]
        if shares.empty:
            continue
        name = _group_name(low, high)
        axes.plot(
            shares["silence"],
            shares["back"],
            color=LINE_COLOURS[place],
            linestyle=DASHES[place],
            marker=MARKERS[place],
            markersize=10,
            label=name,
        )
        first, last = shares.iloc[0], shares.iloc[-1]
        curves[name], colours[name] = shares, LINE_COLOURS[place]
        alt.append(
            _("{group}: {first} after {few}, {last} after {many}.").format(
                group=name,
                first=percent(first["back"]),
                few=weeks(first["silence"]),
                last=percent(last["back"]),
                many=weeks(last["silence"]),
            )
        )
    heights = spread([float(shares["back"].iloc[-1]) for shares in curves.values()], gap=0.065)
    # Names of curves that end side by side stand in one column, off the markers.
    right = max((shares["silence"].iloc[-1] for shares in curves.values()), default=0.0)
    for (name, shares), height in zip(curves.items(), heights, strict=True):
        end = shares["silence"].iloc[-1]
        label_at(axes, right if end > 0.8 * right else end, height, name, colour=colours[name])
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1.03)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Weeks since the last purchase"))
    axes.set_ylabel(_("Bought again in the holdout (%)"))
    headline(
        figure,
        title or _returned_title(curves),
        ax=ax,
        note=_("Groups of at least {n} customers").format(n=_FEWEST),
    )
    return Picture(figure, " ".join(alt))


def _returned_title(curves: Mapping[str, pd.DataFrame]) -> str:
    """Compare rare and frequent buyers at the longest silence for which both are known."""
    if len(curves) > 1:
        (rare, few), *_middle, (frequent, many) = curves.items()
        shared = few.index.intersection(many.index)
        if len(shared):
            band = shared[-1]
            return _(
                "Silent {low} to {high} weeks: {many} of those with {frequent} repeat purchases "
                "came back, {few} of those with {rare}"
            ).format(
                low=f"{max(band.left, 0):.0f}",
                high=f"{band.right:.0f}",
                many=percent(many.loc[band, "back"]),
                few=percent(few.loc[band, "back"]),
                frequent=frequent,
                rare=rare.split(" ")[0],
            )
    return _("The longer the silence, the fewer came back")


def _group_name(low: float, high: float) -> str:
    if low == high:
        return purchases(int(low))
    if np.isinf(high):
        return _("{low} or more").format(low=f"{low:.0f}")
    return _("{low} to {high}").format(low=f"{low:.0f}", high=f"{high:.0f}")

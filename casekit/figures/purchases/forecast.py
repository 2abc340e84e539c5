"""A model's forecast beside what customers did: by frequency, and along the weeks."""

from typing import Any, Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.purchases.chance import percent
from casekit.figures.style import MUTED, ROLES, SHADE
from casekit.frames import (
    CUSTOMER_ID,
    DATE,
    DAYS_PER,
    FREQUENCY,
    HOLDOUT_PURCHASES,
    holdout_column,
    unit_of,
)
from casekit.frames.engine import arrays_of, collected, frame_of
from casekit.words import _

__all__ = ["calibration_by_frequency", "cumulative_repeat_purchases"]


class ForecastsPurchases(Protocol):
    """What the figures of this room need of a fitted model."""

    def expected_purchases(self, histories: Any, **horizon: float) -> pd.Series:
        """Give each customer's expected purchases in a horizon."""
        ...

    def expected_purchases_of_a_new_customer(self, **horizon: float) -> float:
        """Give the expected repeat purchases of a new customer in a horizon."""
        ...


@in_house_style
def calibration_by_frequency(
    results: ForecastsPurchases,
    split: Any,
    *,
    last_group: int = 7,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Compare forecast and actual holdout purchases, by repeat purchases in the calibration.

    This is the figure by which the papers of the field judge a forecast.

    Parameters
    ----------
    results : fitted model
        Fitted on the calibration period.
    split : data frame
        Purchase histories with ``holdout_purchases`` and the length of the holdout, the same for
        all, as `casekit.metrics.purchases.split_calibration_holdout` gives them; any engine.
    last_group : int
        Customers with this many repeat purchases or more are one group.
    title : str, optional
        The finding; by default the largest difference of a group.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the holdout is not of one length.

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> split = pd.DataFrame(
    ...     {
    ...         "frequency": [0, 2],
    ...         "age_at_last_purchase_weeks": [0, 30.43],
    ...         "age_weeks": [38.86, 38.86],
    ...         "holdout_weeks": [39.0, 39.0],
    ...         "holdout_purchases": [0, 1],
    ...     }
    ... )
    >>> calibration_by_frequency(published, split)  # doctest: +ELLIPSIS
    Mean holdout purchases, actual and forecast, by ... 0: 0.0 and 0.2; 2: 1.0 and 1.2.
    """
    unit = unit_of(frame_of(split).collect_schema().names()) or "weeks"
    read = arrays_of(split, [FREQUENCY, HOLDOUT_PURCHASES, holdout_column(unit)])
    lengths = np.unique(read[holdout_column(unit)])
    if len(lengths) != 1:
        raise InputError(
            _(
                'The column "{column}" holds {n} different lengths; '
                "this figure compares customers over one holdout period."
            ).format(column=holdout_column(unit), n=len(lengths))
        )
    forecast = results.expected_purchases(split, **{f"horizon_{unit}": float(lengths[0])})
    groups = np.minimum(read[FREQUENCY], last_group).astype(int)
    table = (
        pd.DataFrame(
            {"actual": read[HOLDOUT_PURCHASES], "forecast": np.asarray(forecast, dtype=float)}
        )
        .groupby(groups)
        .mean()
    )
    names = [f"{group}+" if group == last_group else str(group) for group in table.index]
    figure, axes = axes_for(ax)
    places = np.arange(len(table))
    axes.plot(places, table["actual"], "-", marker="o", color=ROLES["actual"], markersize=11)
    axes.plot(places, table["forecast"], "--", marker="s", color=ROLES["model"], markersize=9)
    _end_labels(
        axes,
        float(places[-1]),
        {
            _("actual"): (float(table["actual"].iloc[-1]), ROLES["actual"]),
            _("forecast"): (float(table["forecast"].iloc[-1]), ROLES["model"]),
        },
    )
    axes.set_xticks(places, names)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(_("Repeat purchases in the calibration period (number)"))
    axes.set_ylabel(_("Mean purchases in the holdout"))
    headline(
        figure,
        title or _calibration_title(table, float(np.sum(forecast)), read[HOLDOUT_PURCHASES].sum()),
        ax=ax,
        note=_("Forecast for {length} {unit}").format(length=f"{lengths[0]:.0f}", unit=unit),
    )
    pairs = "; ".join(
        f"{name}: {row.actual:.1f} {_('and')} {row.forecast:.1f}"
        for name, row in zip(names, table.itertuples(), strict=True)
    )
    alt = _(
        "Mean holdout purchases, actual and forecast, by repeat purchases before. {pairs}."
    ).format(pairs=pairs)
    return Picture(figure, alt)


def _calibration_title(table: pd.DataFrame, forecast: float, actual: float) -> str:
    """Say whether the forecast errs one way, and by how much of all purchases."""
    error = forecast / actual - 1 if actual else 0.0
    gaps = table["forecast"] - table["actual"]
    if actual and (gaps < 0).all():
        return _("The forecast is too low in every group: by {error} of all purchases").format(
            error=percent(-error)
        )
    if actual and (gaps > 0).all():
        return _("The forecast is too high in every group: by {error} of all purchases").format(
            error=percent(error)
        )
    return _("The forecast is within {gap} purchases of what each group did").format(
        gap=f"{np.ceil(10 * gaps.abs().max()) / 10:.1f}"
    )


@in_house_style
def cumulative_repeat_purchases(
    log: Any,
    results: ForecastsPurchases,
    calibration_end: Any,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Track repeat purchases of all customers, week by week, beside the model's expectation.

    Parameters
    ----------
    log : data frame
        Event log over calibration and holdout: ``customer_id``, ``date``; any engine. Several
        rows of a customer on one day are one purchase.
    results : fitted model
        Fitted on what came up to `calibration_end`.
    calibration_end : date
        Last day that the model saw. Customers who came later are left out.
    title : str, optional
        The finding; by default the difference at the end.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> log = pd.DataFrame(
    ...     {
    ...         "customer_id": [1, 1, 1],
    ...         "date": pd.to_datetime(["1997-01-01", "1997-01-20", "1997-03-05"]),
    ...     }
    ... )
    >>> cumulative_repeat_purchases(log, published, "1997-01-31")
    Repeat purchases since the start, by week 9: actual 2, expected 0 (-80%).
    """
    frame = collected(frame_of(log).select(CUSTOMER_ID, DATE)).to_pandas()
    frame[DATE] = pd.to_datetime(frame[DATE]).dt.normalize()
    frame = frame.drop_duplicates()
    first = frame.groupby(CUSTOMER_ID)[DATE].transform("min")
    start, end = first.min(), pd.Timestamp(calibration_end)
    known = first <= end
    day = (frame[DATE] - start).dt.days
    repeats = day[known & (frame[DATE] > first)].to_numpy()
    births = day[known & (frame[DATE] == first)].to_numpy()
    last_day = int(day.max())
    edges = np.union1d(np.arange(0, last_day + 1, int(DAYS_PER["weeks"])), [last_day])
    actual = np.array([(repeats <= edge).sum() for edge in edges])
    # Expected purchases depend on the days since a customer came: one call an age, not a customer.
    by_age = np.array(
        [0.0]
        + [
            results.expected_purchases_of_a_new_customer(horizon_days=float(age))
            for age in range(1, last_day + 1)
        ]
    )
    born = np.bincount(births, minlength=last_day + 1)
    expected = np.convolve(born, by_age)[edges]
    at_weeks = edges / DAYS_PER["weeks"]
    border = (end - start).days / DAYS_PER["weeks"]

    figure, axes = axes_for(ax)
    axes.axvspan(border, at_weeks[-1], color=SHADE, linewidth=0, zorder=0)
    axes.axvline(border, color=MUTED, linewidth=1.4)
    axes.plot(at_weeks, actual, "-", color=ROLES["actual"])
    axes.plot(at_weeks, expected, "--", color=ROLES["model"], linewidth=3)
    axes.set_xlim(0, at_weeks[-1])
    axes.set_ylim(bottom=0)
    _end_labels(
        axes,
        float(at_weeks[-1]),
        {
            _("actual"): (float(actual[-1]), ROLES["actual"]),
            _("model"): (float(expected[-1]), ROLES["model"]),
        },
    )
    label_at(
        axes,
        border,
        axes.get_ylim()[1] * 0.97,
        _("forecast from here"),
        colour=MUTED,
        bold=False,
    )
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlabel(_("Weeks since the first customer came"))
    axes.set_ylabel(_("Repeat purchases so far (number)"))
    off = expected[-1] / actual[-1] - 1 if actual[-1] else np.nan
    sign = "+" if off >= 0 else "-"
    headline(
        figure,
        title
        or _("The model saw {seen} weeks; after {more} more its total is {off} {side}").format(
            seen=f"{border:.0f}",
            more=f"{at_weeks[-1] - border:.0f}",
            off=percent(abs(off)),
            side=_("too high") if off >= 0 else _("too low"),
        ),
        ax=ax,
    )
    alt = _(
        "Repeat purchases since the start, by week {week}: "
        "actual {actual}, expected {expected} ({off})."
    ).format(
        week=f"{at_weeks[-1]:.0f}",
        actual=f"{actual[-1]:,.0f}",
        expected=f"{expected[-1]:,.0f}",
        off=sign + percent(abs(off)),
    )
    return Picture(figure, alt)


def _end_labels(ax: Axes, x: float, ends: dict[str, tuple[float, str]]) -> None:
    """Write the names of two lines at their ends, the higher one above and the lower one below."""
    highest = max(height for height, _colour in ends.values())
    for name, (height, colour) in ends.items():
        label_at(ax, x, height, name, colour=colour, offset=(12, 9 if height == highest else -9))

"""Service gaps: what customers expect, what they perceive, and what happens when wishes rise."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure
from casekit.figures.loyalty.words import DIMENSION_WORDS, need, points, signed
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["rising_expectations", "service_gap_chart"]


@in_house_style
def service_gap_chart(
    gaps: pd.DataFrame,
    *,
    weights: pd.Series | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw what is expected and what is perceived, dimension by dimension, and the gap between.

    Parameters
    ----------
    gaps : pandas.DataFrame
        From `casekit.service_gaps`: ``dimension``, ``expectation``, ``perception``, ``gap`` and
        ``standard_error``.
    weights : pandas.Series, optional
        Importance by dimension, in points of 100; printed beside the names.
    title : str, optional
        The finding; by default the largest gap and, with weights, the one that weighs most.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> gaps = pd.DataFrame({"dimension": ["tangibles", "reliability"], "gap": [0.5, -1.2],
    ...     "expectation": [5.0, 6.2], "perception": [5.5, 5.0], "standard_error": [0.02, 0.02]})
    >>> service_gap_chart(gaps)
    Expected and perceived service, score 1 to 7. tangibles: 5.0 expected, 5.5 perceived, gap \
+0.50. reliability: 6.2 expected, 5.0 perceived, gap −1.20.
    """
    gaps = gaps.reset_index() if "dimension" not in gaps.columns else gaps
    need(
        gaps, "dimension", "expectation", "perception", "gap", "standard_error",
        maker="casekit.service_gaps",
    )  # fmt: skip
    table = gaps[gaps["dimension"].isin(list(DIMENSION_WORDS))].reset_index(drop=True)
    figure, axes = axes_for(ax, 9.6, 5.2)
    rows = np.arange(len(table))[::-1]
    alt = [_("Expected and perceived service, score 1 to 7.")]
    names = []
    for row, line in zip(rows, table.to_dict("records"), strict=True):
        expected, perceived = float(line["expectation"]), float(line["perception"])
        short = perceived < expected
        colour = ROLES["lost"] if short else ROLES["gained"]
        axes.plot(
            [expected, perceived], [row, row], color=colour, linewidth=7, alpha=0.35,
            solid_capstyle="butt", linestyle="-",
        )  # fmt: skip
        axes.plot(expected, row, "D", color=INK, markersize=10)
        axes.plot(perceived, row, "o", color=ROLES["model"], markersize=11)
        label_at(
            axes, (expected + perceived) / 2, row, signed(float(line["gap"]), 2), colour=colour,
            offset=(0, 14), ha="center",
        )  # fmt: skip
        called = DIMENSION_WORDS[line["dimension"]]
        if weights is not None:
            called += "\n" + _("weight {n:.0f}").format(n=float(weights[line["dimension"]]))
        names.append(called)
        alt.append(
            _("{name}: {e} expected, {p} perceived, gap {gap}.").format(
                name=DIMENSION_WORDS[line["dimension"]],
                e=points(expected, 1),
                p=points(perceived, 1),
                gap=signed(float(line["gap"]), 2),
            )
        )
    both = table[["expectation", "perception"]].to_numpy(float)
    widest_at = int(np.abs(both[:, 1] - both[:, 0]).argmax())
    for value, words, colour in (
        (both[widest_at, 0], _("expected"), INK),
        (both[widest_at, 1], _("perceived"), ROLES["model"]),
    ):
        label_at(
            axes, float(value), float(rows[widest_at]), words, colour=colour,
            offset=(0, -18), ha="center",
        )  # fmt: skip
    values = table[["expectation", "perception"]].to_numpy(float)
    axes.set_xlim(max(1.0, values.min() - 0.4), min(7.0, values.max() + 0.4))
    axes.set_ylim(-0.5, len(table) - 0.2)
    axes.set_yticks(rows, names)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(_("Mean answer (score 1 to 7)"))
    if title is None:
        widest = table.iloc[int(table["gap"].to_numpy(float).argmin())]
        title = _("The widest gap is in {name}: {gap} points").format(
            name=DIMENSION_WORDS[widest["dimension"]], gap=signed(float(widest["gap"]), 1)
        )
        if weights is not None:
            weighed = table.set_index("dimension")["gap"] * weights
            heaviest = str(weighed.idxmin())
            if heaviest != widest["dimension"]:
                title = _(
                    "The widest gap is in {widest}, but closing that of {heaviest} brings more"
                ).format(
                    widest=DIMENSION_WORDS[widest["dimension"]],
                    heaviest=DIMENSION_WORDS[heaviest],
                )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


@in_house_style
def rising_expectations(
    gaps: pd.DataFrame,
    *,
    by: str = "period",
    title: str | None = None,
) -> Picture:
    """Follow expectation, perception and the gap over years of the same service.

    Parameters
    ----------
    gaps : pandas.DataFrame
        A row a period: ``expectation``, ``perception``, ``gap`` and ``standard_error`` over all
        dimensions.
    by : str
        Column of the period.
    title : str, optional
        The finding; by default how far gap and perception moved.

    Returns
    -------
    Picture

    Examples
    --------
    >>> gaps = pd.DataFrame({"period": [0, 1], "expectation": [5.8, 6.0], "perception": [5.0, 5.0],
    ...     "gap": [-0.8, -1.0], "standard_error": [0.02, 0.02]})
    >>> rising_expectations(gaps)
    Expectation and perception by period. Expectation 5.80 to 6.00, perception 5.00 to 5.00, \
gap −0.80 to −1.00.
    """
    need(gaps, by, "expectation", "perception", "gap", "standard_error",
         maker="casekit.service_gaps")  # fmt: skip
    table = gaps.sort_values(by)
    x = table[by].to_numpy(float)
    figure = new_figure(10.6, 4.6)
    levels, gap = figure.subplots(1, 2, width_ratios=[1.2, 1])
    moved = {}
    for column, words, colour, mark, dash in (
        ("expectation", _("expected"), INK, "D", (0, (6, 2))),
        ("perception", _("perceived"), ROLES["model"], "o", "-"),
    ):
        y = table[column].to_numpy(float)
        levels.plot(x, y, color=colour, marker=mark, linestyle=dash)
        label_at(levels, x[-1], y[-1], words, colour=colour, offset=(10, 0))
        moved[column] = (y[0], y[-1])
    y, error = table["gap"].to_numpy(float), 1.96 * table["standard_error"].to_numpy(float)
    gap.fill_between(x, y - error, y + error, color=ROLES["lost"], alpha=0.18, linewidth=0)
    gap.plot(x, y, color=ROLES["lost"], marker="s", linestyle="-")
    moved["gap"] = (y[0], y[-1])
    room = 0.42 * (x[-1] - x[0])
    levels.set_xlim(x[0] - 0.03 * (x[-1] - x[0]), x[-1] + room)
    values = table[["expectation", "perception"]].to_numpy(float)
    levels.set_ylim(values.min() - 0.3, values.max() + 0.3)
    gap.set_ylim(min(float((y - error).min()) * 1.15, -0.1), max(0.0, float((y + error).max())))
    for axes in (levels, gap):
        axes.set_xticks(x)
        axes.xaxis.set_major_formatter("{x:.0f}")
        axes.set_xlabel(_("Year of the survey (years)"))
    levels.set_ylabel(_("Mean answer (score 1 to 7)"))
    gap.set_ylabel(_("Gap (points of the scale)"))
    levels.set_title(_("What they say"), loc="left")
    gap.set_title(_("What the report says"), loc="left", color=MUTED)
    if title is None:
        title = _(
            "The gap went from {start} to {end}. What customers perceive moved by {moved}"
        ).format(
            start=points(moved["gap"][0], 2),
            end=points(moved["gap"][1], 2),
            moved=signed(moved["perception"][1] - moved["perception"][0], 2),
        )
    headline(figure, title)
    words = ", ".join(
        _("{name} {start} to {end}").format(name=name, start=points(start, 2), end=points(end, 2))
        for name, (start, end) in (
            (_("Expectation"), moved["expectation"]),
            (_("perception"), moved["perception"]),
            (_("gap"), moved["gap"]),
        )
    )
    return Picture(figure, _("Expectation and perception by period.") + f" {words}.")

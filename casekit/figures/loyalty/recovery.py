"""A failure, a complaint, an answer: what it does to satisfaction and to staying."""

import numpy as np
import pandas as pd

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.loyalty.words import need, signed
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["recovery_chart"]


@in_house_style
def recovery_chart(table: pd.DataFrame, *, title: str | None = None) -> Picture:
    """Compare satisfaction and staying after a failure with those who had none.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.recovery_table`: a row a group (index), the first one without failure;
        ``customers``, ``satisfaction_change`` with ``satisfaction_low`` and
        ``satisfaction_high``, and the same of ``repurchase``. With a truth,
        ``true_satisfaction_change`` and ``true_repurchase_change`` are marked, too.
    title : str, optional
        The finding; by default the changes of the last group.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"customers": [90, 10], "satisfaction_change": [0.0, 0.1],
    ...     "satisfaction_low": [0.0, -0.1], "satisfaction_high": [0.0, 0.3],
    ...     "repurchase_change": [0.0, -0.02], "repurchase_low": [0.0, -0.1],
    ...     "repurchase_high": [0.0, 0.06]}, index=["no failure", "excellent"])
    >>> recovery_chart(table)
    Changes after a failure, against customers without one. excellent (10): satisfaction +0.1, \
staying −2 points.
    """
    need(
        table,
        "customers",
        *(f"{what}_{end}" for what in ("satisfaction", "repurchase")
          for end in ("change", "low", "high")),
        maker="casekit.recovery_table",
    )  # fmt: skip
    shown = table.iloc[1:]
    names = [str(name).replace(": ", ":\n").replace(", did", ",\ndid") for name in shown.index]
    counts = shown["customers"].to_numpy(int)
    figure = new_figure(11.8, 1.7 + 0.95 * len(shown))
    scores, rates = figure.subplots(1, 2, sharey=True)
    rows = np.arange(len(shown))[::-1]
    for axes, what, factor, colour, mark in (
        (scores, "satisfaction", 1.0, ROLES["model"], "o"),
        (rates, "repurchase", 100.0, ROLES["rule"], "s"),
    ):
        middle, low, high = (
            factor * shown[f"{what}_{end}"].to_numpy(float) for end in ("change", "low", "high")
        )
        axes.axvline(0, color=INK, linewidth=1.6)
        axes.errorbar(
            middle,
            rows,
            xerr=[middle - low, high - middle],
            fmt="none",
            ecolor=colour,
            elinewidth=3,
            alpha=0.7,
        )
        axes.plot(middle, rows, linestyle="", marker=mark, color=colour, markersize=11)
        for row, value in zip(rows, middle, strict=True):
            words = signed(value, 1 if factor == 1 else 0)
            label_at(axes, value, row, words, colour=INK, offset=(0, 16), ha="center")
        if f"true_{what}_change" in shown.columns:
            truth = factor * shown[f"true_{what}_change"].to_numpy(float)
            axes.plot(
                truth, rows, linestyle="", marker="|", color=MUTED, markersize=26,
                markeredgewidth=2.5, zorder=1,
            )  # fmt: skip
        axes.grid(axis="y", visible=False)
        axes.set_ylim(-0.55, len(shown) - 0.35)
        axes.margins(x=0.12)
    scores.set_yticks(
        rows, [f"{name} ({n:,})" for name, n in zip(names, counts, strict=True)], color=INK
    )
    scores.set_facecolor(PAPER)
    scores.set_xlabel(_("Satisfaction against no failure (points of 1 to 5)"))
    rates.set_xlabel(_("Staying against no failure (points of 100)"))
    alt = [_("Changes after a failure, against customers without one.")]
    for name, line in zip(shown.index, shown.to_dict("records"), strict=True):
        alt.append(
            _("{name} ({n:,}): satisfaction {score}, staying {rate} points.").format(
                name=name,
                n=int(line["customers"]),
                score=signed(float(line["satisfaction_change"]), 1),
                rate=signed(100 * float(line["repurchase_change"]), 0),
            )
        )
    if title is None:
        last = shown.iloc[-1]
        title = _("After the best repair: satisfaction {score} points, staying {rate}").format(
            score=signed(float(last["satisfaction_change"]), 1),
            rate=signed(100 * float(last["repurchase_change"]), 0),
        )
        if all(
            float(last[f"{what}_low"]) <= 0 <= float(last[f"{what}_high"])
            for what in ("satisfaction", "repurchase")
        ):
            title += _(". Neither is clear of zero")
    headline(figure, title)
    return Picture(figure, " ".join(alt))

"""The same satisfaction, different barriers: what is said, what is done, what is left."""

import pandas as pd
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.loyalty.curves import CURVE_MAKER, draw_curves
from casekit.figures.loyalty.words import FREE, HELD, look_of, need, out_of_100, percent
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, PAPER, SHADE
from casekit.words import _

__all__ = ["staying_rates", "three_towns"]


@in_house_style
def three_towns(
    curve: pd.DataFrame,
    left: pd.DataFrame,
    *,
    by: str = "market",
    at: int = 3,
    title: str | None = None,
) -> Picture:
    """Show the same satisfaction in each town, its curve, and what is left without the barrier.

    Parameters
    ----------
    curve : pandas.DataFrame
        From `casekit.satisfaction_curve`, with ``customers``.
    left : pandas.DataFrame
        A row a town, as `casekit.SatisfactionCurve` and its results' ``without_barrier`` give it:
        the town (column or index), ``now`` and ``then``, the shares of customers who stay with
        the barrier and without it.
    by : str
        Column of the town in both tables.
    at : int
        Score that the alternative text reads.
    title : str, optional
        The finding; by default what the most locked town keeps with its barrier and without.

    Returns
    -------
    Picture

    Examples
    --------
    >>> curve = pd.DataFrame({"market": ["A", "A"], "score": [3, 4], "customers": [50, 50],
    ...     "share": [0.4, 0.7], "low": [0.3, 0.6], "high": [0.5, 0.8]})
    >>> left = pd.DataFrame({"market": ["A"], "now": [0.55], "then": [0.5]})
    >>> three_towns(curve, left)  # doctest: +ELLIPSIS
    Satisfaction, ... A: 55 of 100 stay, 50 without the barrier.
    """
    need(curve, by, "score", "customers", "share", "low", "high", maker=CURVE_MAKER)
    left = left.reset_index() if by not in left.columns else left
    need(left, by, "now", "then", maker="casekit.SatisfactionCurve")
    figure = new_figure(13.2, 5.2)
    answers, curves, kept = figure.subplots(1, 3, width_ratios=[0.8, 1.5, 1.3])
    groups = list(dict.fromkeys(curve[by]))
    looks = look_of(groups)
    alt = [_("Satisfaction, staying and what is left without the barrier.")]
    width = 0.8 / len(groups)
    for place, group in enumerate(groups):
        part = curve[curve[by] == group]
        shares = part["customers"].to_numpy(float) / part["customers"].sum()
        answers.bar(
            part["score"].to_numpy(float) + (place - (len(groups) - 1) / 2) * width,
            shares,
            width=0.9 * width,
            color=looks[group]["color"],
            edgecolor=PAPER,
            hatch=looks[group]["hatch"],
            linewidth=0,
        )
        mean = float((part["score"].to_numpy(float) * shares).sum())
        answers.plot([], [])
        alt.append(_("{group}: mean satisfaction {mean:.1f}.").format(group=group, mean=mean))
    answers.set_xticks(sorted(set(curve["score"])))
    answers.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    answers.set_xlabel(_("Satisfaction (score)"))
    answers.set_ylabel(_("Customers who answer so (%)"))
    answers.grid(axis="x", visible=False)
    answers.set_title(_("What they say"), loc="left")
    sentences, _words = draw_curves(curves, curve, by, at=at, room=0.2)
    curves.set_title(_("What they do"), loc="left")
    alt += sentences
    now = dict(zip(left[by], left["now"].to_numpy(float), strict=True))
    then = dict(zip(left[by], left["then"].to_numpy(float), strict=True))
    rows = list(range(len(groups)))[::-1]
    for row, group in zip(rows, groups, strict=True):
        stay, free = 100 * now[group], 100 * then[group]
        kept.barh(row, 100, height=0.5, color=SHADE, edgecolor=MUTED, linewidth=0.8)
        kept.barh(
            row, stay - free, left=free, height=0.5, color=HELD, hatch="///",
            edgecolor=PAPER, linewidth=0,
        )  # fmt: skip
        kept.barh(row, free, height=0.5, color=FREE, linewidth=0)
        kept.text(
            free / 2, row, f"{free:.0f}", color=PAPER, ha="center", va="center", fontweight="bold"
        )
        if stay - free > 6:
            kept.text(
                (free + stay) / 2, row, f"{stay - free:.0f}", ha="center", va="center",
                fontweight="bold", bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
        if 100 - stay > 5:
            kept.text(
                (100 + stay) / 2, row, f"{100 - stay:.0f}", ha="center", va="center", color=MUTED
            )
        kept.text(0, row + 0.28, str(group), color=looks[group]["color"], fontweight="bold",
                  va="bottom")  # fmt: skip
        alt.append(
            _("{group}: {stay} of 100 stay, {free} without the barrier.").format(
                group=group, stay=f"{stay:.0f}", free=f"{free:.0f}"
            )
        )
    kept.set_xlim(0, 100)
    kept.set_ylim(-0.85, len(groups) - 0.25)
    kept.set_yticks([])
    kept.grid(visible=False)
    kept.spines["left"].set_visible(False)
    kept.set_xlabel(_("Customers of 100, after a year"))
    kept.set_title(_("What is left without the barrier"), loc="left")
    first = 100 * then[groups[-1]]
    held = 100 * now[groups[-1]]
    for x, words, colour in (
        (first / 2, _("stay freely"), FREE),
        ((first + held) / 2, _("held"), MUTED),
    ):
        kept.text(x, -0.36, words, ha="center", va="top", color=colour, fontweight="bold")
    if title is None:
        most = max(groups, key=lambda group: now[group])
        title = _(
            "The same answers everywhere. {town} keeps {stay} of 100 customers, {free} without "
            "its barrier"
        ).format(
            town=most,
            stay=out_of_100(now[most]),
            free=out_of_100(then[most]),
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))


@in_house_style
def staying_rates(
    table: pd.DataFrame,
    *,
    by: str = "market",
    satisfaction: str = "satisfaction",
    stayed: str = "repurchased",
    title: str | None = None,
) -> Picture:
    """Set mean satisfaction beside the share who stay: the board's two bar charts.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    by, satisfaction, stayed : str
        Columns: the group, the score, and 1 for those who stayed.
    title : str, optional
        The finding; by default the range of both.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"market": ["A", "A", "B", "B"], "satisfaction": [3, 4, 3, 4],
    ...     "repurchased": [0, 1, 1, 1]})
    >>> staying_rates(table)
    Mean satisfaction and share who stay. A: 3.5, 50%. B: 3.5, 100%.
    """
    need(table, by, satisfaction, stayed, maker="casekit.make_cx_survey")
    groups = list(dict.fromkeys(table[by]))
    looks = look_of(groups)
    means = table.groupby(by, observed=True)[[satisfaction, stayed]].mean()
    score_of, rate_of = (
        dict(zip(means.index, means[column].to_numpy(float), strict=True))
        for column in (satisfaction, stayed)
    )
    figure = new_figure(10.4, 3.6)
    scores, rates = figure.subplots(1, 2, sharey=True)
    rows = list(range(len(groups)))[::-1]
    alt = [_("Mean satisfaction and share who stay.")]
    for row, group in zip(rows, groups, strict=True):
        score, rate = score_of[group], rate_of[group]
        for axes, value, words in (
            (scores, score, f"{score:.1f}"),
            (rates, 100 * rate, percent(rate)),
        ):
            axes.barh(
                row, value, height=0.62, color=looks[group]["color"],
                hatch=looks[group]["hatch"], edgecolor=PAPER, linewidth=0,
            )  # fmt: skip
            label_at(axes, value, row, words, offset=(6, 0))
        alt.append(f"{group}: {score:.1f}, {percent(rate)}.")
    for axes, top, label in (
        (scores, 5.6, _("Mean satisfaction (score 1 to 5)")),
        (rates, 112, _("Still here a year later (%)")),
    ):
        axes.set_xlim(0, top)
        axes.set_yticks(rows, [str(group) for group in groups])
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(label)
    rates.set_xticks([0, 25, 50, 75, 100])
    if title is None:
        lowest, highest = (
            min(rate_of, key=rate_of.__getitem__),
            max(rate_of, key=rate_of.__getitem__),
        )
        title = _("The scores hardly differ. {low} stay in {one}, {high} in {other}").format(
            low=percent(rate_of[lowest]),
            one=lowest,
            high=percent(rate_of[highest]),
            other=highest,
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))

"""Who stays, by satisfaction score: a curve for each group."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.loyalty.words import look_of, need, percent
from casekit.figures.picture import Picture
from casekit.words import _

__all__ = ["CURVE_MAKER", "draw_curves", "satisfaction_curves"]

CURVE_MAKER = "casekit.satisfaction_curve"


def draw_curves(
    axes: Axes, curve: pd.DataFrame, by: str, *, at: int, outcome: str = "", room: float = 0.095
) -> tuple[list[str], str]:
    """Draw one curve a group with its intervals; give the sentences and the title's words."""
    groups = list(dict.fromkeys(curve[by]))
    looks = look_of(groups)
    sentences, at_score = [], {}
    left_ends = []
    for group in groups:
        part = curve[curve[by] == group].sort_values("score")
        x, share = part["score"].to_numpy(float), part["share"].to_numpy(float)
        look = looks[group]
        bars = np.abs(part[["low", "high"]].to_numpy(float).T - share)
        axes.errorbar(
            x, share, yerr=bars, fmt="none", ecolor=look["color"], elinewidth=1.6, alpha=0.6
        )
        axes.plot(x, share, color=look["color"], linestyle=look["linestyle"], marker=look["marker"])
        left_ends.append((str(group), look["color"], x, share))
        shown = ", ".join(
            _("{share} at {score}").format(share=percent(value), score=f"{score:.0f}")
            for score, value in zip(x, share, strict=True)
        )
        sentences.append(f"{group}: {shown}.")
        if at in x:
            at_score[str(group)] = float(share[list(x).index(at)])
    # Names stand before the first score, where no line runs.
    heights = spread([float(share[0]) for *_rest, share in left_ends], gap=0.075)
    longest = max(len(name) for name, *_rest in left_ends)
    for (name, colour, x, _share), height in zip(left_ends, heights, strict=True):
        label_at(axes, x[0], height, name, colour=colour, offset=(-12, 0), ha="right")
    axes.set_xlim(0.72 - room * longest, 5.2)
    axes.set_ylim(0, 1.04)
    axes.set_xticks(sorted(set(curve["score"])))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Satisfaction (score 1 to 5)"))
    axes.set_ylabel(outcome or _("Still here a year later (%)"))
    words = ""
    if at_score:
        order = sorted(at_score, key=lambda name: at_score[name])
        ends = [
            _("{share} ({name})").format(share=percent(at_score[name]), name=name) for name in order
        ]
        words = ", ".join(ends)
    return sentences, words


@in_house_style
def satisfaction_curves(
    curve: pd.DataFrame,
    *,
    by: str = "market",
    at: int = 3,
    outcome: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the share of customers who stay by satisfaction score, a curve for each group.

    Parameters
    ----------
    curve : pandas.DataFrame
        From `casekit.satisfaction_curve`: ``score``, ``share``, ``low``, ``high`` and the group.
    by : str
        Column of the group.
    at : int
        Score that the title reads.
    outcome : str, optional
        What the upright axis says, with its unit; by default staying for a year.
    title : str, optional
        The finding; by default how many stay with that score in each group.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing.

    Examples
    --------
    >>> curve = pd.DataFrame({"market": ["A", "A"], "score": [3, 4], "customers": [50, 50],
    ...     "share": [0.4, 0.7], "low": [0.3, 0.6], "high": [0.5, 0.8]})
    >>> satisfaction_curves(curve)
    Share who stay by satisfaction score. A: 40% at 3, 70% at 4.
    """
    need(curve, by, "score", "share", "low", "high", maker=CURVE_MAKER)
    figure, axes = axes_for(ax, 9.6, 5.6)
    sentences, words = draw_curves(axes, curve, by, at=at, outcome=outcome or "")
    if title is None:
        title = _("Who answers {score} stays with a chance of {words}").format(
            score=at, words=words
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join([_("Share who stay by satisfaction score."), *sentences]))

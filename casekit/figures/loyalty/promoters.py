"""The net promoter score: eleven answers, three groups, one number and its interval."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.loyalty.words import percent, points
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["recommendation_answers", "score_waves"]

_GROUPS = (
    (_("detractors"), range(7), ROLES["lost"], "///"),
    (_("passives"), range(7, 9), MUTED, "..."),
    (_("promoters"), range(9, 11), ROLES["gained"], ""),
)


class Scored(Protocol):
    """What a score brings: `casekit.net_promoter_score` gives it."""

    @property
    def score(self) -> float:
        """Give the score in points."""
        ...

    @property
    def low(self) -> float:
        """Give the lower end of the interval."""
        ...

    @property
    def high(self) -> float:
        """Give the upper end of the interval."""
        ...

    @property
    def nobs(self) -> int:
        """Give the number of answers."""
        ...


@in_house_style
def recommendation_answers(
    answers: pd.Series,
    result: Scored,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the answers 0 to 10 in three groups and the score that is made of them.

    Parameters
    ----------
    answers : pandas.Series
        Whole numbers 0 to 10; missing ones are left out.
    result : NetPromoterScore
        Score and interval of the same answers.
    title : str, optional
        The finding; by default the score and its interval.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> found = SimpleNamespace(score=0.0, low=-80.0, high=80.0, nobs=4)
    >>> recommendation_answers(pd.Series([10, 8, 8, 3]), found)
    Answers 0 to 10 to the recommendation question, 4 in all. detractors 25%, passives 50%, \
promoters 25%. Score 0, interval −80 to 80.
    """
    values = pd.Series(answers).dropna().to_numpy(float)
    figure, axes = axes_for(ax, 9.6, 5.0)
    shares = np.array([float((values == score).mean()) for score in range(11)])
    alt = [_("Answers 0 to 10 to the recommendation question, {n:,} in all.").format(n=len(values))]
    words = []
    for name, scores, colour, hatch in _GROUPS:
        part = shares[list(scores)]
        axes.bar(list(scores), part, width=0.82, color=colour, hatch=hatch, edgecolor=PAPER,
                 linewidth=0)  # fmt: skip
        middle = (scores[0] + scores[-1]) / 2
        label_at(
            axes, middle, 1.18 * shares.max(), f"{name} {percent(part.sum())}", colour=colour,
            offset=(0, 0), ha="center",
        )  # fmt: skip
        words.append(f"{name} {percent(part.sum())}")
    alt.append(", ".join(words) + ".")
    alt.append(
        _("Score {score}, interval {low} to {high}.").format(
            score=points(result.score), low=points(result.low), high=points(result.high)
        )
    )
    axes.set_xlim(-0.6, 10.6)
    axes.set_ylim(0, 1.40 * shares.max())
    axes.set_xticks(range(11))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.grid(axis="x", visible=False)
    axes.set_xlabel(_("How likely to recommend us (score 0 to 10)"))
    axes.set_ylabel(_("Customers (%)"))
    if title is None:
        title = _("A score of {score} points, and it could as well be {low} or {high}").format(
            score=points(result.score), low=points(result.low), high=points(result.high)
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


@in_house_style
def score_waves(
    waves: Mapping[str, Scored],
    *,
    title: str | None = None,
    truth: float | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw scores one after the other, each with its interval.

    Parameters
    ----------
    waves : mapping of str to NetPromoterScore
        Name of the wave, and its score.
    title : str, optional
        The finding; by default the range of the scores and the width of an interval.
    truth : float, optional
        The score of all customers, where a generator knows it.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When there is no wave.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> one = SimpleNamespace(score=8.0, low=1.0, high=15.0, nobs=400)
    >>> two = SimpleNamespace(score=12.0, low=5.0, high=19.0, nobs=400)
    >>> score_waves({"spring": one, "autumn": two})
    Scores with their intervals. spring: 8 (1 to 15), 400 answers. autumn: 12 (5 to 19), \
400 answers.
    """
    if not waves:
        raise InputError(_("Give one wave at least: its name and its score."))
    figure, axes = axes_for(ax, 9.6, 4.8)
    scores = np.array([wave.score for wave in waves.values()])
    lows = np.array([wave.low for wave in waves.values()])
    highs = np.array([wave.high for wave in waves.values()])
    x = np.arange(len(waves), dtype=float)
    alt = [_("Scores with their intervals.")]
    if truth is not None:
        axes.axhline(truth, color=ROLES["gained"], linewidth=2, linestyle=(0, (6, 2)))
        label_at(
            axes, len(waves) - 0.55, truth, _("all customers"), colour=ROLES["gained"],
            offset=(4, 0),
        )  # fmt: skip
        alt.append(_("All customers: {score}.").format(score=points(truth, 1)))
    axes.errorbar(
        x, scores, yerr=[scores - lows, highs - scores], fmt="none", ecolor=MUTED, elinewidth=7,
        alpha=0.45,
    )  # fmt: skip
    axes.plot(x, scores, color=INK, marker="o", linewidth=1.2, linestyle=(0, (2, 2)), markersize=9)
    for place, (name, wave) in enumerate(waves.items()):
        label_at(axes, place, wave.score, points(wave.score), offset=(10, 0))
        alt.append(
            _("{name}: {score} ({low} to {high}), {n:,} answers.").format(
                name=name,
                score=points(wave.score),
                low=points(wave.low),
                high=points(wave.high),
                n=wave.nobs,
            )
        )
    axes.set_xlim(-0.5, len(waves) - 0.5)
    axes.set_xticks(x, list(waves))
    axes.grid(axis="x", visible=False)
    axes.set_ylabel(_("Net promoter score (points)"))
    if title is None:
        title = _(
            "The scores differ by {range} points. One interval is {width} points wide"
        ).format(
            range=points(float(scores.max() - scores.min())),
            width=points(float(np.mean(highs - lows))),
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))

"""Is the questionnaire any good? How the questions hang together, and what a difference loses."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.loyalty.words import DIMENSION_WORDS, need, points
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["gap_reliability_chart", "question_map"]


@in_house_style
def question_map(
    answers: pd.DataFrame,
    scales: Mapping[str, Sequence[str]],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Map how strongly each two questions go together, with a frame around each planned group.

    Parameters
    ----------
    answers : pandas.DataFrame
        A row a respondent, a column a question.
    scales : mapping of str to sequence of str
        Name of a group, and the columns that should belong to it.
    title : str, optional
        The finding; by default the mean correlation inside the frames and outside.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing, or no group has two questions.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 2, 3, 5], "c": [2, 1, 2, 1]})
    >>> question_map(answers, {"one": ["a", "b"], "two": ["c"]})
    Correlations of 3 questions in 2 groups. Mean inside a group 0.98, between groups -0.48.
    """
    items = [item for group in scales.values() for item in group]
    need(answers, *items, maker="casekit.make_cx_survey")
    table = answers[items].corr().to_numpy(float)
    group_of = np.repeat(np.arange(len(scales)), [len(group) for group in scales.values()])
    same = group_of[:, None] == group_of[None, :]
    off = ~np.eye(len(items), dtype=bool)
    if not (same & off).any():
        raise InputError(_("No group has two questions: there is nothing to compare."))
    inside = float(table[same & off].mean())
    between = float(table[~same].mean()) if (~same).any() else float("nan")
    figure, axes = axes_for(ax, 9.4, 7.2)
    picture = axes.imshow(np.where(off, table, np.nan), cmap="Blues", vmin=0, vmax=1)
    bar = figure.colorbar(picture, ax=axes, shrink=0.7)
    bar.set_label(_("Correlation (0 to 1)"))
    edge = 0
    ticks = []
    for group in scales.values():
        axes.add_patch(
            Rectangle((edge - 0.5, edge - 0.5), len(group), len(group), fill=False,
                      edgecolor=ROLES["rule"], linewidth=3)
        )  # fmt: skip
        ticks.append(edge + (len(group) - 1) / 2)
        edge += len(group)
    names = [DIMENSION_WORDS.get(name, name) for name in scales]
    axes.set_yticks(ticks, names)
    axes.set_xticks(ticks, [str(len(group)) for group in scales.values()])
    axes.set_xlabel(_("Questions (number in each group)"))
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    if title is None:
        title = _(
            "Answers in one frame go together ({inside}). But all others do too ({between})"
        ).format(inside=points(inside, 2), between=points(between, 2))
        if not between > 0.15:
            title = _(
                "Answers in one frame go together ({inside}), others hardly ({between})"
            ).format(inside=points(inside, 2), between=points(between, 2))
    headline(figure, title, ax=ax)
    return Picture(
        figure,
        _(
            "Correlations of {n} questions in {k} groups. Mean inside a group {inside:.2f}, "
            "between groups {between:.2f}."
        ).format(n=len(items), k=len(scales), inside=inside, between=between),
    )


@in_house_style
def gap_reliability_chart(
    table: pd.DataFrame,
    *,
    performance: str = "performance",
    expectation: str = "expectation",
    difference: str = "difference",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Compare the reliability of perceptions, expectations and of their difference.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.gap_reliability`: a row a dimension (index).
    performance, expectation, difference : str
        Columns of reliabilities, 0 to 1.
    title : str, optional
        The finding; by default the means of perceptions and of differences.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"performance": [0.9], "expectation": [0.8], "difference": [0.6]},
    ...     index=["empathy"])
    >>> gap_reliability_chart(table)
    Reliability, 0 to 1. empathy: perception 0.90, expectation 0.80, difference 0.60.
    """
    need(table, performance, expectation, difference, maker="casekit.gap_reliability")
    figure, axes = axes_for(ax, 9.6, 4.8)
    rows = np.arange(len(table))[::-1]
    names = [DIMENSION_WORDS.get(str(name), str(name)) for name in table.index]
    looks = (
        (performance, _("perception"), ROLES["model"], "o"),
        (expectation, _("expectation"), INK, "D"),
        (difference, _("difference"), ROLES["lost"], "s"),
    )
    for row, line in zip(rows, table[[performance, expectation, difference]].to_numpy(float),
                         strict=True):  # fmt: skip
        axes.plot([line.min(), line.max()], [row, row], color=MUTED, linewidth=1.4, linestyle="-")
    for column, _words, colour, mark in looks:
        axes.plot(
            table[column].to_numpy(float), rows, linestyle="", marker=mark, color=colour,
            markersize=11, markeredgecolor=PAPER,
        )  # fmt: skip
    top = table[[performance, expectation, difference]].to_numpy(float)[0]
    for value, (_column, words, colour, _mark), offset, side in zip(
        top, looks, ((14, 0), (0, -20), (-14, 0)), ("left", "center", "right"), strict=True
    ):
        label_at(axes, float(value), float(rows[0]), words, colour=colour, offset=offset, ha=side)
    values = table[[performance, expectation, difference]].to_numpy(float)
    axes.set_xlim(min(0.5, values.min() - 0.08), 1.0)
    axes.set_ylim(-0.5, len(table) - 0.1)
    axes.set_yticks(rows, names)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(_("Reliability (share of a score that is not noise, 0 to 1)"))
    if title is None:
        title = _(
            "Reliability: {p} for what customers perceive, {d} for the difference, on average"
        ).format(
            p=points(float(table[performance].mean()), 2),
            d=points(float(table[difference].mean()), 2),
        )
    headline(figure, title, ax=ax)
    sentences = [
        _("{name}: perception {p}, expectation {e}, difference {d}.").format(
            name=name, p=points(line[0], 2), e=points(line[1], 2), d=points(line[2], 2)
        )
        for name, line in zip(names, values, strict=True)
    ]
    return Picture(figure, " ".join([_("Reliability, 0 to 1."), *sentences]))

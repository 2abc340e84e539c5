"""Who gets the rewards of a programme, whom it moves, and what a visit more costs."""

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.words import _

__all__ = ["kinds_of", "rewards_anyway", "who_gets_the_rewards"]


def kinds_of(table: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of the kinds of customers, without the last row, the sum of all.

    Parameters
    ----------
    table : pandas.DataFrame
        The ``table`` of a `casekit.models.programmes.ProgrammeOutcome`.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> kinds_of(pd.DataFrame({"type": ["a", "b", "all"]}))["type"].tolist()
    ['a', 'b']
    """
    if len(table) < 2:
        raise InputError(
            _("The table of an outcome has a row a kind of customer, and one for all.")
        )
    return table.iloc[:-1]


@in_house_style
def who_gets_the_rewards(
    table: pd.DataFrame, margin: float, *, title: str | None = None
) -> Picture:
    """Set beside each other who earns the rewards, who comes more often, and what that costs.

    Parameters
    ----------
    table : pandas.DataFrame
        The ``table`` of `casekit.models.programmes.programme_outcome`, best customers first,
        totals of a year.
    margin : float
        Dollars that a visit earns before rewards: the line of the right panel.
    title : str, optional
        The finding; by default what the three panels say, where they agree.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"type": ["weekly", "seldom", "all"], "members": [10., 40., 50.],
    ...     "rewards": [50., 8., 58.], "share_of_rewards": [.86, .14, 1.],
    ...     "visits_without": [490., 80., 570.], "incremental_visits": [5., 20., 25.],
    ...     "cost_per_incremental_visit": [20., 1., 5.]})
    >>> who_gets_the_rewards(table, margin=3.0)
    A customer a year: rewards, visits gained, cost of a visit gained (margin $3.00): weekly 5.0, \
+1%, $20.00; seldom 0.2, +25%, $1.00.
    """
    kinds = kinds_of(table)
    names = [str(name) for name in kinds["type"]]
    people = kinds["members"].to_numpy(dtype=float)
    each = kinds["rewards"].to_numpy(dtype=float) / people
    share = 100 * kinds["share_of_rewards"].to_numpy(dtype=float)
    visits = kinds["incremental_visits"].to_numpy(dtype=float) / people
    more = 100 * (kinds["incremental_visits"] / kinds["visits_without"]).to_numpy(dtype=float)
    cost = kinds["cost_per_incremental_visit"].to_numpy(dtype=float)
    figure = new_figure(12.4, 1.0 * len(kinds) + 2.1)
    panels = figure.subplots(1, 3, sharey=True)
    loss = [ROLES["lost"] if dear else ROLES["gained"] for dear in cost > margin]
    rewards = [f"{x:.1f} ({part:.0f}%)" for x, part in zip(each, share, strict=True)]
    moved = [f"+{x:.0f}% (+{n:.1f})" for x, n in zip(more, visits, strict=True)]
    for panel, values, colours, words in (
        (panels[0], each, [ROLES["rule"]] * len(kinds), rewards),
        (panels[1], more, [ROLES["model"]] * len(kinds), moved),
        (panels[2], cost, loss, [f"${x:,.2f}" for x in cost]),
    ):
        drawn = np.where(np.isfinite(values), values, 0.0)
        bars = panel.barh(np.arange(len(kinds)), drawn, height=0.56, color=colours, edgecolor=PAPER)
        for row, (bar, value, word) in enumerate(zip(bars, drawn, words, strict=True)):
            dear = colours[row] == ROLES["lost"]
            bar.set_hatch(HATCHES[1] if dear else HATCHES[0])
            # Beside the line of the margin, not on it.
            at = margin if panel is panels[2] and value < margin else value
            label_at(panel, at, row, word, offset=(7, 0))
        panel.set_xlim(0, (1.5 if panel is not panels[2] else 1.34) * float(drawn.max()))
        panel.set_ylim(len(kinds) - 0.35, -0.75)
        panel.grid(visible=False, axis="y")
        panel.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[0].set_yticks(np.arange(len(kinds)), names)
    heads = (
        (
            _("Who eats the bread"),
            _("Rewards a customer and year\n(number; in brackets: % of all)"),
        ),
        (
            _("Whom the card moves"),
            _("Extra visits, compared with no card\n(%; in brackets: visits a year)"),
        ),
        (_("What one more visit costs"), _("Cost per incremental visit ($)")),
    )  # fmt: skip
    for panel, (head, axis) in zip(panels, heads, strict=True):
        panel.set_title(head, loc="left", color=INK)
        panel.set_xlabel(axis)
    panels[2].axvline(margin, color=INK, linewidth=2, linestyle=(0, (4, 2)), zorder=4)
    earns = _("what it earns: ${x:.2f}").format(x=margin)
    label_at(panels[2], margin, -0.56, earns, offset=(5, 0))
    headline(figure, title or _finding(names, each, more))
    listed = "; ".join(
        f"{name} {a:.1f}, +{b:.0f}%, ${c:,.2f}"
        for name, a, b, c in zip(names, each, more, cost, strict=True)
    )
    return Picture(
        figure,
        _(
            "A customer a year: rewards, visits gained, cost of a visit gained (margin "
            "${margin:.2f}): {listed}."
        ).format(margin=margin, listed=listed),
    )


def _finding(names: list[str], each: np.ndarray, more: np.ndarray) -> str:
    """Say what the panels show; the short sentence only where it holds for every kind."""
    if (np.diff(each) < 0).all() and (np.diff(more) > 0).all():
        return _(
            "The better the customer, the more they eat, and the smaller the share of visits that "
            "is new"
        )
    most, least = names[int(each.argmax())], names[int(more.argmin())]
    return _("“{most}” earns most rewards; “{least}” has the smallest share of new visits").format(
        most=most, least=least
    )


@in_house_style
def rewards_anyway(table: pd.DataFrame, *, title: str | None = None) -> Picture:
    """Show, of 100 rewards, how many were earned by visits that would have happened anyway.

    Parameters
    ----------
    table : pandas.DataFrame
        The ``table`` of `casekit.models.programmes.programme_outcome`.
    title : str, optional
        The finding; by default the number.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"type": ["a", "all"], "share_for_visits_anyway": [0.9, 0.9]})
    >>> rewards_anyway(table)
    Of 100 rewards, 90 are earned by visits that would have happened anyway.
    """
    anyway = round(100 * float(table["share_for_visits_anyway"].iloc[-1]))
    figure = new_figure(9.6, 3.0)
    ax = figure.subplots()
    x, y = np.arange(100) % 25, np.arange(100) // 25
    old = np.arange(100) < anyway
    ax.scatter(x[old], y[old], s=170, color=ROLES["lost"], marker="s")
    ax.scatter(x[~old], y[~old], s=190, color=ROLES["gained"], marker="*")
    ax.set_ylim(4.9, -0.8)
    ax.axis("off")
    for place, words, role in (
        (0, _("{n} for visits that would have happened anyway").format(n=anyway), "lost"),
        (24, _("{n} for visits gained").format(n=100 - anyway), "gained"),
    ):
        side = "left" if place == 0 else "right"
        label_at(ax, place, 4.5, words, colour=ROLES[role], offset=(0, 0), ha=side)
    said = _("Of 100 rewards, {n} are earned by visits that would have happened anyway").format(
        n=anyway
    )
    headline(figure, title or said)
    return Picture(figure, said + ".")

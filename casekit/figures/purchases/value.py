"""Money: whom to write to, and what an average of few purchases is worth."""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.purchases.chance import percent
from casekit.figures.style import DASHES, LINE_COLOURS, MARKERS, MUTED
from casekit.frames import FREQUENCY, MEAN_REPEAT_SPEND
from casekit.frames.engine import arrays_of
from casekit.words import _

__all__ = ["gains", "spend_shrinkage"]


@in_house_style
def gains(
    outcome: ArrayLike,
    rankings: Mapping[str, ArrayLike],
    *,
    top_share: float = 0.2,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how much of the later spend each rule would have reached by writing to its best.

    Parameters
    ----------
    outcome : array_like
        What each customer spent later.
    rankings : mapping of str to array_like
        Name of a rule, and the score it gave each customer in the same order (higher is better).
        Customers with equal scores share the places they tie for.
    top_share : float
        Share of the customers to write to: the marked point.
    title : str, optional
        The finding; by default what the best and the worst rule reach at that share.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a score is missing, or nobody spent anything.

    Examples
    --------
    >>> gains([10, 0, 0, 30], {"model": [2, 1, 1, 3]}, top_share=0.5)
    Share of later spend made by 50% of customers, best first. model: 100%.
    """
    spent = np.asarray(outcome, dtype=float)
    total = spent.sum()
    if not total > 0:
        raise InputError(_("Nobody spent anything later: there is nothing to reach."))
    figure, axes = axes_for(ax, 9.6, 6.0)
    share_of_customers = np.arange(len(spent) + 1) / len(spent)
    reached: dict[str, float] = {}
    for place, (name, scores) in enumerate(rankings.items()):
        score = np.asarray(scores, dtype=float)
        if score.shape != spent.shape or np.isnan(score).any():
            raise InputError(
                _('The rule "{name}" must give each of the {n} customers a score.').format(
                    name=name, n=len(spent)
                )
            )
        curve = np.concatenate([[0.0], np.cumsum(_spend_in_order(score, spent))]) / total
        reached[name] = float(np.interp(top_share, share_of_customers, curve))
        axes.plot(
            share_of_customers,
            curve,
            color=LINE_COLOURS[place % len(LINE_COLOURS)],
            linestyle=DASHES[place % len(DASHES)],
        )
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1.4, linestyle="-")
    axes.axvline(top_share, color=MUTED, linewidth=1.2)
    label_at(axes, 0.88, 0.88, _("no rule"), colour=MUTED, bold=False, offset=(6, -12), ha="left")
    # Names stand in one column, highest first, so that close curves do not hide them.
    ordered = sorted(reached, key=lambda name: -reached[name])
    for line, name in enumerate(ordered):
        place = list(reached).index(name)
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        axes.plot(
            top_share,
            reached[name],
            marker=MARKERS[place % len(MARKERS)],
            color=colour,
            markersize=11,
            markeredgecolor="white",
            linestyle="none",
        )
        at = (0.52, 0.42 - 0.085 * line)
        axes.plot(
            [at[0], at[0] + 0.07],
            [at[1]] * 2,
            color=colour,
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            markevery=[1],
        )
        label_at(
            axes,
            at[0] + 0.07,
            at[1],
            f"{percent(reached[name])}  {name}",
            colour=colour,
            offset=(12, 0),
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.01)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Customers chosen (%), best first"))
    axes.set_ylabel(_("Later spend that they made (%)"))
    if title is None:
        title = _gains_title(top_share, reached)
    headline(figure, title, ax=ax)
    alt = [
        _("Share of later spend made by {share} of customers, best first.").format(
            share=percent(top_share)
        )
    ]
    alt += [f"{name}: {percent(reached[name])}." for name in rankings]
    return Picture(figure, " ".join(alt))


def _gains_title(top_share: float, reached: dict[str, float]) -> str:
    """Say how much the best customers of every rule brought: a range, or one share."""
    least, most = percent(min(reached.values())), percent(max(reached.values()))
    if len(reached) > 1:
        return _(
            "The best {share} of customers brought {least} to {most} of later spend, whichever "
            "rule chose them"
        ).format(share=percent(top_share), least=least, most=most)
    return _("The best {share} by {name} brought {most} of later spend").format(
        share=percent(top_share), name=next(iter(reached)), most=most
    )


def _spend_in_order(
    score: np.ndarray[Any, np.dtype[np.float64]], spent: np.ndarray[Any, np.dtype[np.float64]]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Give spend by descending score; ties share their mean, so row order does not matter."""
    ranked = pd.DataFrame({"score": -score, "spent": spent})
    ranked["spent"] = ranked.groupby("score")["spent"].transform("mean")
    return ranked.sort_values("score", kind="stable")["spent"].to_numpy()


class ForecastsSpend(Protocol):
    """What a figure of spend needs of a fitted model."""

    @property
    def mean_spend(self) -> float:
        """Give the mean spend of a purchase in the population."""
        ...

    def expected_spend(self, histories: Any) -> pd.Series:
        """Give each customer's expected spend of a purchase."""
        ...


@in_house_style
def spend_shrinkage(
    results: ForecastsSpend,
    histories: Any,
    *,
    currency: str = "money",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how an average of few purchases is drawn towards the average of all customers.

    Parameters
    ----------
    results : fitted model of spend
        Anything with ``mean_spend`` and ``expected_spend``.
    histories : data frame
        Purchase histories with ``frequency`` and ``mean_repeat_spend``; any engine. Customers
        without a repeat purchase have no average and are not drawn.
    currency : str
        What spend is counted in, for the axes.
    title : str, optional
        The finding; by default what happens after one purchase and after many.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> model = SimpleNamespace(mean_spend=35.0, expected_spend=lambda table: pd.Series([40.0]))
    >>> table = pd.DataFrame({"frequency": [1], "mean_repeat_spend": [50.0]})
    >>> spend_shrinkage(model, table)  # doctest: +ELLIPSIS
    Observed and expected mean spend of 1 customers; the mean of all is 35. ...
    """
    read = arrays_of(histories, [FREQUENCY, MEAN_REPEAT_SPEND])
    buyers = (read[FREQUENCY] > 0) & np.isfinite(read[MEAN_REPEAT_SPEND])
    number, observed = read[FREQUENCY][buyers], read[MEAN_REPEAT_SPEND][buyers]
    expected = np.asarray(results.expected_spend(histories), dtype=float)[buyers]
    centre = float(results.mean_spend)
    figure, axes = axes_for(ax, 9.6, 6.2)
    # A few customers spend ten times the rest: they are counted in the note, not drawn to scale.
    reach = float(np.quantile(observed, 0.99)) * 1.05
    axes.plot([0, reach], [0, reach], color=MUTED, linewidth=1.6, linestyle="-")
    axes.axhline(centre, color=MUTED, linewidth=1.6, linestyle=(0, (5, 3)))
    alt = [
        _("Observed and expected mean spend of {n} customers; the mean of all is {mean}.").format(
            n=len(observed), mean=f"{centre:.0f}"
        )
    ]
    groups = [(_("1 repeat purchase"), 1, 1), (_("2 to 4"), 2, 4), (_("5 or more"), 5, np.inf)]
    weights = []
    for place, (name, low, high) in enumerate(groups):
        group = (number >= low) & (number <= high)
        if not group.any():
            continue
        axes.scatter(
            observed[group],
            expected[group],
            s=38,
            marker=MARKERS[place],
            color=LINE_COLOURS[place],
            alpha=0.6,
            linewidth=0,
            label=name,
        )
        away = observed[group] - centre
        # Share of the distance from the common mean that the model believes.
        kept = float((away * (expected[group] - centre)).sum() / (away**2).sum())
        weights.append((name, kept))
        alt.append(
            _("{group}: {kept} of the difference is kept.").format(group=name, kept=percent(kept))
        )
    axes.set_xlim(0, reach)
    axes.set_ylim(0, reach)
    axes.legend(loc="upper left", title=None, markerscale=1.5)
    label_at(
        axes,
        reach,
        centre,
        _("mean of all"),
        colour=MUTED,
        bold=False,
        offset=(-4, -12),
        ha="right",
    )
    label_at(
        axes,
        0.72 * reach,
        0.72 * reach,
        _("expected = observed"),
        colour=MUTED,
        bold=False,
        offset=(-8, 6),
        ha="right",
    )
    axes.set_xlabel(
        _("Observed mean spend of repeat purchases ({currency})").format(currency=currency)
    )
    axes.set_ylabel(_("Expected spend of the next purchase ({currency})").format(currency=currency))
    if title is None:
        title = _(
            "After {few} the customer's own average counts {first}; after {many}, {last}"
        ).format(
            few=weights[0][0],
            first=percent(weights[0][1]),
            many=weights[-1][0],
            last=percent(weights[-1][1]),
        )
    hidden = int((observed > reach).sum())
    headline(
        figure,
        title,
        ax=ax,
        note=_("{n} customers beyond the right edge are not drawn").format(n=hidden)
        if hidden
        else "",
    )
    return Picture(figure, " ".join(alt))

"""Three markets with one and the same share chart, and the experiments that tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, MUTED
from casekit.generators.adoption import StandardsTruth
from casekit.words import _

__all__ = ["experiments", "old_standard_shares"]

# What is done, and the mechanism that it turns off.
EXPERIMENTS = ("network effect", "scale economy", "switching cost")


def _experiment_words() -> dict[str, str]:
    return {
        "network effect": _("all stations fit both"),
        "scale economy": _("same unit cost"),
        "switching cost": _("free migration"),
    }


def _share_of_the_old(data: pd.DataFrame, old: str) -> pd.Series:
    return data[data["standard"] == old].set_index("month")["share"]


@in_house_style
def old_standard_shares(
    markets: Mapping[str, pd.DataFrame],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the share of the old standard in several markets on one chart.

    Parameters
    ----------
    markets : mapping of str to pandas.DataFrame
        A name for each market, and its data as `make_standards_market` gives them.
    title : str, optional
        The finding; by default the range of the shares in the last month.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        If there is no market.

    Examples
    --------
    >>> from casekit.generators.adoption import make_standards_market
    >>> data, _ = make_standards_market(1_000, seed=1, switching_cost=120)
    >>> old_standard_shares({"X": data})  # doctest: +ELLIPSIS
    Share of the old standard over 36 months. X: from 90% to ...
    """
    if not markets:
        raise InputError(_("There is no market to draw: `markets` is empty."))
    figure, axes = axes_for(ax)
    ends, alt = {}, []
    months = 0
    for place, (name, data) in enumerate(markets.items()):
        old = str(data["standard"].cat.categories[1])
        share = _share_of_the_old(data, old)
        months = int(share.index[-1])
        axes.plot(
            share.index,
            share,
            color=LINE_COLOURS[place % len(LINE_COLOURS)],
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            markevery=(3 + 2 * place, 9),
        )
        ends[name] = float(share.iloc[-1])
        alt.append(f"{name}: {_('from')} {share.iloc[0]:.0%} {_('to')} {share.iloc[-1]:.0%}.")
    heights = spread(list(ends.values()), gap=0.065)
    for place, (name, height) in enumerate(zip(ends, heights, strict=True)):
        label_at(axes, months, height, name, colour=LINE_COLOURS[place % len(LINE_COLOURS)])
    _share_axis(axes, months)
    axes.set_ylabel(_("Share of the old standard (% of customers)"))
    headline(
        figure,
        title
        or _(
            "After {months} months the old standard still has {low:.0%} to {high:.0%} in all "
            "{n} markets"
        ).format(months=months, low=min(ends.values()), high=max(ends.values()), n=len(markets)),
        ax=ax,
    )
    start = _("Share of the old standard over {months} months.").format(months=months)
    return Picture(figure, " ".join([start, *alt]))


@in_house_style
def experiments(
    truths: Mapping[str, StandardsTruth],
    *,
    title: str | None = None,
) -> Picture:
    """Show what each of three experiments does to each market: only one moves each.

    Parameters
    ----------
    truths : mapping of str to StandardsTruth
        A name for each market, and its truth.
    title : str, optional
        The finding; by default made from the runs.

    Returns
    -------
    Picture
        A panel a market: the share of the old standard as it is and after each experiment, which
        turns one mechanism off from month 1, with the same luck.

    Raises
    ------
    InputError
        If there is no market.

    Examples
    --------
    >>> from casekit.generators.adoption import make_standards_market
    >>> _, truth = make_standards_market(1_000, seed=1, switching_cost=120)
    >>> experiments({"X": truth})  # doctest: +ELLIPSIS
    X: as it is 8...%, all stations fit both 8...%, same unit cost 8...%, free migration 3...%.
    """
    if not truths:
        raise InputError(_("There is no market to draw: `truths` is empty."))
    figure = new_figure(4.4 * max(2, len(truths)), 5.2)
    panels = figure.subplots(1, len(truths), sharey=True, squeeze=False)[0]
    words = _experiment_words()
    alt, movers = [], []
    for at, (panel, (name, truth)) in enumerate(zip(panels, truths.items(), strict=True)):
        old = truth.standards[1]
        as_it_is = _share_of_the_old(truth.counterfactual([]), old)
        said = [_("as it is {share:.0%}").format(share=as_it_is.iloc[-1])]
        unmoved = 0
        for place, mechanism in enumerate(EXPERIMENTS):
            share = _share_of_the_old(truth.counterfactual([mechanism]), old)
            moved = abs(share.iloc[-1] - as_it_is.iloc[-1]) > 0.05
            # A market keeps the colour that it has in `old_standard_shares`.
            colour = LINE_COLOURS[at % len(LINE_COLOURS)] if moved else MUTED
            panel.plot(
                share.index,
                share,
                color=colour,
                linestyle=DASHES[place],
                linewidth=2.4 if moved else 1.2,
                marker=MARKERS[place],
                markevery=(3 + 3 * place, 12),
                zorder=3,
            )
            unmoved += not moved
            if moved:
                movers.append(mechanism)
                label_at(
                    panel,
                    truth.months * 0.32,
                    0.10,
                    words[mechanism],
                    colour=colour,
                    offset=(0, 0),
                )
            said.append(f"{words[mechanism]} {share.iloc[-1]:.0%}")
        panel.plot(as_it_is.index, as_it_is, color=INK, linestyle="-", linewidth=1.6, zorder=2)
        label_at(
            panel,
            truth.months,
            float(as_it_is.iloc[-1]),
            _("as it is, and with the other two cures") if unmoved == 2 else _("as it is"),
            colour=MUTED,
            bold=False,
            size=12,
            offset=(0, 16),
            ha="right",
        )
        _share_axis(panel, truth.months)
        panel.set_title(name, loc="left", color=INK)
        panel.label_outer()
        panel.set_xlabel(_("Months"))
        alt.append(f"{name}: {', '.join(said)}.")
    panels[0].set_ylabel(_("Share of the old standard (%)"))
    if title is None:
        title = (
            _("Each experiment moves one market and leaves the others where they are")
            if len(movers) == len(set(movers)) == len(truths)
            else _("What each experiment does to the share of the old standard")
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))


def _share_axis(axes: Axes, months: int) -> None:
    axes.set_xlim(0, months)
    axes.set_ylim(0, 1.04)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.xaxis.set_major_locator(MultipleLocator(12 if months % 12 == 0 else 6))
    axes.set_xlabel(_("Months"))

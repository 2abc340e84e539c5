"""What unlocking did: to prices by plan size, and to the shares of large and small networks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, LINE_COLOURS, MUTED, ROLES
from casekit.metrics.pricing import herfindahl
from casekit.models.experiments import EffectResults
from casekit.words import _

__all__ = ["effects_by_plan", "shares_after_opening"]


def _signed(amount: float) -> str:
    return f"{'−' if amount < 0 else '+'}${abs(amount):.1f}"


@in_house_style
def effects_by_plan(
    results: EffectResults,
    before_after: pd.Series,
    truth: Mapping[str, float] | None = None,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show by plan size what the years say, what the difference of differences says, and the truth.

    Parameters
    ----------
    results : EffectResults
        One effect a plan size.
    before_after : pandas.Series
        Change from before to after in the opened regions, by plan size.
    truth : mapping of str to float, optional
        True effects, where they are known.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> found = EffectResults(
    ...     pd.Series({"small": -0.5}), pd.DataFrame([[0.01]], ["small"], ["small"]),
    ...     nobs=10, units=4, clusters=4, llf=0.0, outcome="price",
    ... )
    >>> effects_by_plan(found, pd.Series({"small": -1.5}), {"small": -0.6})
    Change of the monthly price. small: before and after −$1.5, difference-in-differences −$0.5, \
truth −$0.6.
    """
    names = [str(name) for name in results.params.index]
    figure, axes = axes_for(ax, 9.6, 5.4)
    interval = results.conf_int()
    places = np.arange(len(names), dtype=float)
    estimate = results.params.to_numpy()
    naive = np.array([float(before_after[name]) for name in results.params.index])
    axes.axhline(0, color=MUTED, linewidth=1.4)
    axes.plot(
        places - 0.16, naive, linestyle="none", marker="s", markersize=13, color=ROLES["rule"]
    )
    axes.errorbar(
        places,
        estimate,
        yerr=[estimate - interval["lower"], interval["upper"] - estimate],
        fmt="o",
        color=ROLES["model"],
        # Small dots and wide caps: a narrow range stays in sight.
        markersize=7,
        elinewidth=2.4,
        capsize=11,
        capthick=2.4,
    )
    if truth is not None:
        axes.plot(
            places + 0.16,
            [truth[name] for name in names],
            linestyle="none",
            marker="D",
            markersize=11,
            markerfacecolor="white",
            markeredgewidth=2.4,
            color=ROLES["gained"],
        )
    for place in range(len(names)):
        label_at(
            axes,
            places[place] - 0.16,
            naive[place],
            _signed(naive[place]),
            colour=ROLES["rule"],
            offset=(-11, 0),
            ha="right",
        )
        label_at(
            axes,
            places[place],
            float(interval["lower"].iloc[place]),
            _signed(estimate[place]),
            colour=ROLES["model"],
            offset=(4, -16),
            ha="left",
        )
    last = len(names) - 1
    label_at(
        axes,
        last - 0.16,
        naive[last],
        _("before and after"),
        colour=ROLES["rule"],
        offset=(-76, 0),
        ha="right",
    )
    label_at(
        axes,
        last,
        estimate[last],
        _("difference-in-\ndifferences"),
        colour=ROLES["model"],
        offset=(-34, 16),
        ha="right",
    )
    if truth is not None:
        label_at(
            axes,
            last + 0.16,
            truth[names[last]],
            _("truth"),
            colour=ROLES["gained"],
            offset=(13, 0),
        )
    axes.set_xticks(places, [_("{name} plans").format(name=name) for name in names])
    axes.set_xlim(-0.6, last + 0.6)
    axes.set_ylim(1.18 * min(naive.min(), float(interval["lower"].min())), 1.2)
    axes.set_ylabel(_("Change of the monthly price ($)"))
    axes.grid(visible=False, axis="x")
    headline(
        figure,
        title
        or _("Portability cut {name} plans by {did}; before and after would claim {naive}").format(
            name=names[last],
            did=_signed(estimate[last]).lstrip("−"),
            naive=_signed(naive[last]).lstrip("−"),
        ),
        ax=ax,
    )
    alt = [_("Change of the monthly price.")]
    for place, name in enumerate(names):
        words = _("{name}: before and after {naive}, difference-in-differences {did}").format(
            name=name, naive=_signed(naive[place]), did=_signed(estimate[place])
        )
        if truth is not None:
            words += _(", truth {truth}").format(truth=_signed(truth[name]))
        alt.append(words + ".")
    return Picture(figure, " ".join(alt))


@in_house_style
def shares_after_opening(
    markets: Mapping[str, pd.DataFrame], *, starts: int, title: str | None = None
) -> Picture:
    """Show who gains from number portability, in two markets side by side.

    Parameters
    ----------
    markets : mapping of str to pandas.DataFrame
        Name of each market, and its shares as `make_network_market` gives them.
    starts : int
        First month with portability.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.pricing import make_network_market
    >>> one, _truth = make_network_market(1_000_000, seed=1)
    >>> two, _truth = make_network_market(1_000_000, seed=1, on_net_saving=0)
    >>> both = {"cheap inside": one, "one price": two}
    >>> shares_after_opening(both, starts=13)  # doctest: +ELLIPSIS
    Market shares around number portability. cheap inside: Heron from 45% to 59%...
    """
    figure = new_figure(11.6, 5.2)
    panels = np.atleast_1d(figure.subplots(1, len(markets), sharey=True))
    alt, firsts, lasts = [_("Market shares around number portability.")], [], []
    for panel, (name, shares) in zip(panels, markets.items(), strict=True):
        table = shares.pivot(index="month", columns="network", values="share")
        table = table[list(dict.fromkeys(shares["network"]))]
        concentration = herfindahl(shares, "customers", by="month")
        panel.axvline(starts - 0.5, color=MUTED, linewidth=1.4, linestyle=(0, (3, 2)))
        end = table.index[-1]
        heights = spread(table.loc[end].tolist(), 0.045)
        for place, network in enumerate(table.columns):
            panel.plot(
                table.index,
                table[network],
                color=LINE_COLOURS[place],
                linestyle=DASHES[place],
                linewidth=3.4 if place == 0 else 2.4,
            )
            label_at(
                panel,
                end,
                heights[place],
                f"{network} {table.loc[end, network]:.0%}",
                colour=LINE_COLOURS[place],
                offset=(7, 0),
            )
        panel.annotate(
            _("number\nportability"),
            (starts - 0.5, 1),
            xycoords=("data", "axes fraction"),
            xytext=(5, -4),
            textcoords="offset points",
            va="top",
            color=MUTED,
            fontsize=12,
        )
        panel.set_title(
            _("{name}: concentration {low:.2f} → {high:.2f}").format(
                name=name, low=concentration[starts - 1], high=concentration[end]
            ),
            loc="left",
        )
        panel.set_xlim(0, end + 12)
        panel.set_xticks(range(0, end + 1, 12))
        panel.set_ylim(0.1, max(0.75, float(table.to_numpy().max()) + 0.08))
        panel.set_xlabel(_("Months since the beginning"))
        panel.yaxis.set_major_formatter(PercentFormatter(1.0))
        big = table.columns[0]
        firsts.append(float(table[big].to_numpy(dtype=float)[starts - 1]))
        lasts.append(float(table[big].to_numpy(dtype=float)[-1]))
        alt.append(
            _(
                "{name}: {big} from {low:.0%} to {high:.0%}, concentration from {before:.2f} to "
                "{after:.2f}."
            ).format(
                name=name,
                big=big,
                low=firsts[-1],
                high=lasts[-1],
                before=concentration[starts - 1],
                after=concentration[end],
            )
        )
    panels[0].set_ylabel(_("Share of customers (%)"))
    if title is None:
        big = table.columns[0]
        title = (
            _(
                "The same freedom to leave: {big} ends at {high:.0%} where calls inside are cheap, "
                "at {low:.0%} where they are not"
            ).format(big=big, high=lasts[0], low=lasts[-1])
            if len(lasts) > 1
            else _("{big} goes from {a:.0%} to {b:.0%}").format(big=big, a=firsts[0], b=lasts[0])
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))

"""The way to loyalty: from knowing to doing, and how many act without having walked it."""

import pandas as pd
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.loyalty.words import look_of, need, out_of_100, percent
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER
from casekit.words import _

__all__ = ["phases"]

_WORDS = {
    "cognitive": _("cognitive"),
    "affective": _("affective"),
    "conative": _("conative"),
    "action": _("action"),
}


@in_house_style
def phases(
    table: pd.DataFrame,
    *,
    by: str = "market",
    action: str = "repurchased",
    title: str | None = None,
) -> Picture:
    """Show how many customers reach each of Oliver's phases, and how many act without them.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.loyalty_phases` with ``by``: ``alone`` and ``reached`` by group and phase,
        as index or as columns.
    by : str
        The group.
    action : str
        Name of the last phase.
    title : str, optional
        The finding; by default how many act in the last group, and how many of them by way of
        all phases.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"market": ["A"] * 2, "phase": ["cognitive", "repurchased"],
    ...     "alone": [0.6, 0.9], "reached": [0.6, 0.5]})
    >>> phases(table)
    Customers by phase of loyalty. A: cognitive 60%, action 50%; 90% stay in all.
    """
    table = table.reset_index() if by not in table.columns else table
    need(table, by, "phase", "alone", "reached", maker="casekit.loyalty_phases")
    table = table[~table["phase"].astype(str).str.startswith("(")]
    groups, names = list(dict.fromkeys(table[by])), list(dict.fromkeys(table["phase"]))
    called = [_WORDS.get("action" if name == action else str(name), str(name)) for name in names]
    looks = look_of(groups)
    figure = new_figure(4.2 * max(2, len(groups)), 4.6)
    panels = figure.subplots(1, len(groups), sharey=True, squeeze=False)[0]
    alt = [_("Customers by phase of loyalty.")]
    ends = {}
    for panel, group in zip(panels, groups, strict=True):
        part = table[table[by] == group].set_index("phase").reindex(names)
        values = part["reached"].to_numpy(float)
        acted, in_order = float(part["alone"].iloc[-1]), float(values[-1])
        ends[group] = (acted, in_order)
        last = len(names) - 1
        panel.bar(last, acted, width=0.66, color=PAPER, edgecolor=INK, linestyle="--")
        panel.bar(
            range(len(names)),
            values,
            width=0.66,
            color=looks[group]["color"],
            hatch=looks[group]["hatch"],
            edgecolor=PAPER,
            linewidth=0,
        )
        for place, value in enumerate(values):
            label_at(panel, place, value, percent(value), offset=(0, 8), ha="center", va="bottom")
        label_at(
            panel, last, acted, _("{share} stay").format(share=percent(acted)), offset=(18, 5),
            ha="right", va="bottom",
        )  # fmt: skip
        panel.set_xticks(range(len(names)), called, rotation=20)
        panel.set_ylim(0, 1.12)
        panel.set_yticks([0, 0.25, 0.5, 0.75, 1])
        panel.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        panel.grid(axis="x", visible=False)
        panel.set_title(str(group), loc="left", color=looks[group]["color"], fontweight="bold")
        words = ", ".join(f"{name} {percent(v)}" for name, v in zip(called, values, strict=True))
        alt.append(
            _("{group}: {words}; {share} stay in all.").format(
                group=group, words=words, share=percent(acted)
            )
        )
    panels[0].set_ylabel(_("Customers who reach it (%)"))
    if title is None:
        most = max(ends, key=lambda group: ends[group][0] - ends[group][1])
        title = _("{town}: {acted} of 100 stay, {few} of them by way of all phases").format(
            town=most, acted=out_of_100(ends[most][0]), few=out_of_100(ends[most][1])
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))

"""The same first year, people more or less different: what happens to retention and value."""

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.style import INK, PAPER, ROLES
from casekit.figures.subscriptions.differences import (
    MARGIN,
    Mixed,
    OwnChances,
    RetentionPath,
    mixed_from,
)
from casekit.figures.subscriptions.scales import percent
from casekit.words import _

__all__ = ["DifferencesScene", "differences_explorer"]

# Longer bars end at the edge; their number still tells.
_MOST_MONEY = 600.0


class DifferencesScene:
    """Draw a mixture of constant churners: their chances, their retention, their value.

    Examples
    --------
    >>> scene = DifferencesScene()
    >>> scene.show({"first_year": 0.63, "difference": 0.35, "discount_rate": 0.10})[:37]
    'Retention climbs from 63% to 92%. A n'
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(12.6, 4.8)
        grid = GridSpec(1, 3, figure=self.figure, width_ratios=[1, 1.2, 1])
        chances, path, money = (self.figure.add_subplot(grid[0, place]) for place in range(3))
        chances.set_title(_("Who signs up"), loc="left")
        path.set_title(_("What the firm sees"), loc="left")
        money.set_title(_("What they are worth"), loc="left")
        self._chances, self._path = OwnChances(chances), RetentionPath(path)
        self._money = _ThreeValues(money)
        self.moving = [*self._chances.moving, *self._path.moving, *self._money.moving]

    def show(self, state: State) -> str:
        """Move the figure to a mixture and say what is seen.

        Parameters
        ----------
        state : dict
            ``first_year``, ``difference``, ``discount_rate``: shares.

        Returns
        -------
        str
            One sentence.
        """
        mixed = mixed_from(state)
        for part in (self._chances, self._path, self._money):
            part.show(mixed)
        return _(
            "Retention climbs from {first} to {last}. A new subscriber is worth ${new:,.0f}, one "
            "who has renewed seven times ${old:,.0f}; the one-rate rule says ${rule:,.0f} for "
            "both (margin ${margin:.0f} a year; alpha {alpha:.2f}, beta {beta:.2f})."
        ).format(
            first=percent(float(mixed.retention[0])),
            last=percent(float(mixed.retention[-1])),
            new=mixed.new,
            old=mixed.old,
            rule=mixed.one_rate,
            margin=MARGIN,
            alpha=mixed.alpha,
            beta=mixed.beta,
        )


class _ThreeValues:
    """Draw the value of a new and of an old subscriber, and what the one-rate rule says."""

    def __init__(self, ax: Axes) -> None:
        names = (_("one-rate\nrule"), _("new"), _("after 7\nrenewals"))
        colours = (ROLES["rule"], ROLES["lost"], ROLES["gained"])
        self._bars = [
            ax.barh(row, 1, height=0.56, color=colour, hatch=hatch, edgecolor=PAPER)[0]
            for row, (colour, hatch) in enumerate(zip(colours, ("", "///", ""), strict=True))
        ]
        self._words = [label_at(ax, 0, row, "", colour=INK, offset=(6, 0)) for row in range(3)]
        ax.set_yticks(range(3), names)
        ax.set_ylim(2.6, -0.6)
        ax.set_xlim(0, 1.28 * _MOST_MONEY)
        ax.set_xticks(range(0, int(_MOST_MONEY) + 1, 200))
        ax.set_xlabel(_("Value of one subscriber ($)"))
        ax.grid(visible=False, axis="y")
        self.moving = [*self._bars, *self._words]

    def show(self, mixed: Mixed) -> None:
        values = (mixed.one_rate, mixed.new, mixed.old)
        for bar, words, value in zip(self._bars, self._words, values, strict=True):
            shown = min(value, _MOST_MONEY)
            bar.set_width(shown)
            words.xy = (shown, bar.get_y() + bar.get_height() / 2)
            words.set_text(f"${value:,.0f}")


def differences_explorer() -> Stage:
    """Hold the first year fixed, make people more or less different, and watch the value.

    Its static twin is `casekit.figures.subscriptions.difference_panels`.

    Returns
    -------
    Stage
        Sliders: mean chance of renewal in the first year, how different people are, discount rate.

    Examples
    --------
    >>> stage = differences_explorer()
    >>> stage.sentence[:33]
    'Retention climbs from 63% to 92%.'
    >>> stage.sliders["difference"].value = 0.01
    >>> stage.sentence[:33]
    'Retention climbs from 63% to 65%.'
    """
    controls: dict[str, Control | Switch] = {
        "first_year": Control(_("Renew in the first year (share)"), 0.30, 0.95, 0.63, 0.01),
        "difference": Control(_("How different? (left end: almost alike)"), 0.01, 0.80, 0.35, 0.01),
        "discount_rate": Control(_("Discount rate (share a year)"), 0.02, 0.30, 0.10, 0.01),
    }
    return Stage(
        DifferencesScene(),
        controls,
        question=_(
            "Leave the first year at 63% and move only the second slider. When are an old and a "
            "new subscriber worth the same? And do differences make a NEW one worth more or less?"
        ),
    )

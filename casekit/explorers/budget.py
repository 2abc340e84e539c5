"""Move money between winning and keeping, and watch what the next dollar brings back."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.gridspec import GridSpec
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.explorers.stage import Control, Stage, State
from casekit.figures.budget.money import dollars
from casekit.figures.budget.next_dollar import DollarGauge, dollars_back, verdict
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.models.budget import BudgetPlan, CustomerEquity, blattberg_deighton_markets
from casekit.words import _

__all__ = ["next_dollar_explorer"]

_MOST = 60.0


def _three_clubs() -> dict[str, CustomerEquity]:
    markets = blattberg_deighton_markets()
    return {name: markets[name] for name in ("sticky", "balanced", "cheap to acquire")}


class NextDollarScene:
    """Draw the two gauges of a plan, and how much of the best possible value it makes.

    Parameters
    ----------
    clubs : mapping of str to CustomerEquity
        Name of each club, and how its prospects and members respond.

    Examples
    --------
    >>> scene = NextDollarScene(_three_clubs())
    >>> scene.show({"club": 1, "acquisition_spend": 30, "retention_spend": 11})[:42]
    'sticky, ratio 7.2: the next dollar brings '
    """

    @in_house_style
    def __init__(self, clubs: Mapping[str, CustomerEquity]) -> None:
        self._clubs = list(clubs.items())
        self._best = [market.optimum() for market in clubs.values()]
        self.figure = new_figure(11.6, 4.4)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.7, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._gauge = DollarGauge(left)
        left.set_title(_("The next dollar"), loc="left")
        left.set_xlabel(_("What it brings back ($ of value, all years)"))
        right.set_title(_("Value per prospect"), loc="left")
        right.set_xlim(0, 1.12)
        right.set_ylim(-1.0, 1.0)
        right.set_yticks([])
        right.xaxis.set_major_formatter(PercentFormatter(1.0))
        right.set_xlabel(_("Share of the best possible (%)"))
        right.axvline(1, color=INK, linewidth=2.0)
        self._bar = right.barh(
            0, 1, height=0.62, color=ROLES["gained"], edgecolor=PAPER, hatch=HATCHES[1]
        )[0]
        self._words = label_at(right, 0.02, 0.62, "", colour=ROLES["gained"], offset=(0, 0))
        self.moving = [*self._gauge.moving, self._bar, self._words]

    def show(self, state: State) -> str:
        """Move the figure to a plan and say what is seen.

        Parameters
        ----------
        state : dict
            ``club`` (1, 2, 3), ``acquisition_spend`` (per prospect), ``retention_spend`` (per
            member and year).

        Returns
        -------
        str
            One sentence.
        """
        number = int(state["club"]) - 1
        name, market = self._clubs[number]
        plan = market.plan(float(state["acquisition_spend"]), float(state["retention_spend"]))
        winning, keeping = self._gauge.show(plan)
        best = self._best[number].value
        share = max(0.0, plan.value / best)
        self._bar.set_width(share)
        self._words.set_text(
            _("{now} of {best}").format(now=dollars(plan.value), best=dollars(best))
        )
        return _(
            "{name}, {ratio}: the next dollar brings back {a} on winning and {b} on keeping. "
            "{advice}."
        ).format(
            name=name,
            ratio=_ratio(plan),
            a=dollars_back(winning),
            b=dollars_back(keeping),
            advice=verdict(plan).capitalize(),
        )


def _ratio(plan: BudgetPlan) -> str:
    if not math.isfinite(plan.ratio):
        return _("no ratio")
    return _("ratio {ratio:.1f}").format(ratio=plan.ratio)


def next_dollar_explorer(clubs: Mapping[str, CustomerEquity] | None = None) -> Stage:
    """Set the money for winning and for keeping, and watch the two gauges.

    Its static twin is `casekit.figures.budget.next_dollar`.

    Parameters
    ----------
    clubs : mapping of str to CustomerEquity, optional
        Two or more clubs to choose from; by default three of the five markets of the lesson.

    Returns
    -------
    Stage
        Sliders: the club, the spend per prospect, the spend per member and year.

    Raises
    ------
    InputError
        When fewer than two clubs are given.

    Examples
    --------
    >>> stage = next_dollar_explorer()
    >>> stage.sliders["club"].value = 3
    >>> stage.sentence[:28]
    'cheap to acquire, ratio 5.5:'
    """
    chosen = dict(clubs) if clubs is not None else _three_clubs()
    if len(chosen) < 2:
        raise InputError(_("Give two clubs or more: a mapping of their names to their markets."))
    names = ", ".join(f"{number} {name}" for number, name in enumerate(chosen, start=1))
    controls = {
        "club": Control(_("Club (1 to {n})").format(n=len(chosen)), 1, len(chosen), 1),
        "acquisition_spend": Control(_("Winning ($ per prospect)"), 0.5, _MOST, 30, 0.5),
        "retention_spend": Control(_("Keeping ($ per member and year)"), 0.5, _MOST, 11, 0.5),
    }
    return Stage(
        NextDollarScene(chosen),
        controls,
        question=_(
            "Bring both gauges to $1, as near as the sliders go, in one club after the other "
            "({names}). Write down the ratios. Is there one ratio that is right for all?"
        ).format(names=names),
    )

"""Does the better standard win? Many histories of one market between two walls, by hand."""

from __future__ import annotations

import numpy as np
from matplotlib.gridspec import GridSpec
from matplotlib.ticker import PercentFormatter

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.adoption.fan_lines import FIRST, FanLines
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.style import DASHES, INK, MUTED, PAPER
from casekit.generators.adoption import LeadWalk, NormalTastes
from casekit.words import _

__all__ = ["tipping_explorer"]

_ADOPTERS = 80
_HISTORIES = 60
_REACH = 40
_MOST_ADVANTAGE = 40


class TippingScene:
    """Draw the fan of histories, and the chance of the better standard at every advantage.

    Parameters
    ----------
    names : tuple of str
        The better standard and its rival.
    sd : float
        Spread of the adopters' tastes, in euros a year.
    seed : int
        The luck of the histories: the same for every setting, so that only the setting changes.

    Examples
    --------
    >>> scene = TippingScene(("Amber", "Basalt"), 20, seed=3)
    >>> state = {"strength": 5, "advantage": 10, "lead": 0, "compatible": False}
    >>> scene.show(state)[-52:]
    'The exact chance of Amber to take the market is 90%.'
    """

    @in_house_style
    def __init__(self, names: tuple[str, str], sd: float, seed: int) -> None:
        self._names, self._tastes = names, NormalTastes(sd)
        self._curves: dict[tuple[float, int], list[float]] = {}
        self._luck = np.random.default_rng(seed).random((_ADOPTERS, _HISTORIES))
        self.figure = new_figure(11.6, 4.9)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.3, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._fan = FanLines(left, _ADOPTERS, _REACH, names, nearly=True, fast=True)
        left.set_title(_("{n} histories of the same market").format(n=_HISTORIES), loc="left")
        self._advantages = np.arange(0, _MOST_ADVANTAGE + 1, 2)
        right.set_xlim(0, _MOST_ADVANTAGE)
        right.set_ylim(0, 1.05)
        right.axhline(0.5, color=MUTED, linewidth=1.0, linestyle=DASHES[2])
        right.yaxis.set_major_formatter(PercentFormatter(1.0))
        right.set_xlabel(_("What {name} is better by (€ a year)").format(name=names[0]))
        right.set_ylabel(_("Chance that {name} wins (%)").format(name=names[0]))
        right.set_title(_("The exact chance"), loc="left")
        (self._curve,) = right.plot([], [], color=FIRST, linestyle="-")
        (self._dot,) = right.plot(
            [], [], "o", color=INK, markersize=14, markeredgecolor=PAPER, markeredgewidth=2
        )
        self._dot.set_clip_on(False)
        self._value = label_at(right, 0, 0, "", size=16, edge=False)
        self._none = label_at(
            right,
            _MOST_ADVANTAGE / 2,
            0.75,
            "",
            colour=MUTED,
            ha="center",
            offset=(0, 0),
            edge=False,
        )
        self.moving = [*self._fan.moving, self._curve, self._dot, self._value, self._none]

    def show(self, state: State) -> str:
        """Move the figure to a setting and say what is seen.

        Parameters
        ----------
        state : dict
            ``strength``, ``advantage``, ``lead``, ``compatible``.

        Returns
        -------
        str
            Two sentences.
        """
        first, second = self._names
        strength, better, lead = state["strength"], state["advantage"], state["lead"]
        together = 1.0 if state["compatible"] else 0.0
        walk = LeadWalk(strength, better, self._tastes, together)
        won, lost, still_open = self._fan.show(self._leads(walk, lead), walk.walls)
        locks = walk.walls is not None
        for artist in (self._curve, self._dot, self._value):
            artist.set_visible(locks)
        self._none.set_visible(not locks)
        if not locks:
            share = float(walk.chance_of_first(np.array([0]))[0])
            self._none.set_text(_("no walls:\nneither takes the market"))
            return _(
                "Nobody is locked in. Each adopter chooses by the own taste and the better "
                "product: {share:.0%} take {first}, the others {second}, and it stays so."
            ).format(share=share, first=first, second=second)
        chance = walk.chance_first_wins(lead)
        self._curve.set_data(self._advantages, self._chances(strength, lead))
        self._dot.set_data([better], [chance])
        self._value.xy = (better, chance)
        near_the_end = better > 0.7 * _MOST_ADVANTAGE
        self._value.set_horizontalalignment("right" if near_the_end else "left")
        self._value.set_position((-12 if near_the_end else 12, -18))
        words = _percent(chance)
        self._value.set_text(words)
        return _(
            "{first} wins {won} of {all} histories, {second} {lost}; {open} are still open after "
            "{n} adoptions. The exact chance of {first} to take the market is {words}."
        ).format(
            first=first,
            second=second,
            won=won,
            lost=lost,
            open=still_open,
            all=_HISTORIES,
            n=_ADOPTERS,
            words=words,
        )

    def _leads(self, walk: LeadWalk, start: int) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
        reach = _ADOPTERS + abs(start)
        chance = walk.chance_of_first(np.arange(-reach, reach + 1))
        leads = np.empty((_ADOPTERS + 1, _HISTORIES), dtype=np.int32)
        leads[0] = start
        for row, luck in enumerate(self._luck):
            leads[row + 1] = leads[row] + np.where(luck < chance[leads[row] + reach], 1, -1)
        return leads

    def _chances(self, strength: float, lead: int) -> list[float]:
        # The curve stays while only the advantage moves.
        if (strength, lead) not in self._curves:
            self._curves[strength, lead] = [
                LeadWalk(strength, float(better), self._tastes).chance_first_wins(lead)
                for better in self._advantages
            ]
        return self._curves[strength, lead]


def _percent(chance: float) -> str:
    if 0.995 <= chance < 1:
        return _("over 99%")
    if 0 < chance < 0.005:
        return _("under 1%")
    return f"{chance:.0%}"


def tipping_explorer(
    names: tuple[str, str] = ("Amber", "Basalt"), *, taste_sd: float = 20.0, seed: int = 3
) -> Stage:
    """Move the strength of the network, the advantage and the head start, and see who wins.

    Its static twin is `casekit.figures.adoption.adoption_fan_panels`.

    Parameters
    ----------
    names : tuple of str
        The better standard and its rival.
    taste_sd : float
        Spread of the adopters' tastes, in euros a year.
    seed : int
        The luck of the histories.

    Returns
    -------
    Stage
        Three sliders (network strength, advantage, lead at the start) and a switch that makes the
        standards compatible.

    Examples
    --------
    >>> stage = tipping_explorer()
    >>> stage.sliders["lead"].value = -2
    >>> stage.sentence[-4:]
    '50%.'
    """
    controls: dict[str, Control | Switch] = {
        "strength": Control(_("One more fleet is worth (€ a year)"), 0, 12, 5),
        "advantage": Control(
            _("{name} is better by (€ a year)").format(name=names[0]), 0, _MOST_ADVANTAGE, 10
        ),
        "lead": Control(_("{name}'s lead at the start (fleets)").format(name=names[0]), -6, 6, 0),
        "compatible": Switch(_("Every battery fits every station (compatible)"), False),
    }
    return Stage(
        TippingScene(names, taste_sd, seed),
        controls,
        question=_(
            "{first} starts 3 fleets behind. By how many euros must it be better to win half of "
            "the markets? And if one more fleet is worth twice as much?"
        ).format(first=names[0]),
    )

"""Walk along one repeat rate from taste to habit, and see which instrument notices."""

from __future__ import annotations

from typing import Any

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.habits.contours import LEVELS, draw_plane
from casekit.figures.habits.walk import OldPriceDial, along, rounded_z
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["same_repeat_rate_explorer"]

_LOWEST, _HIGHEST = 58, 76
_STEPS = 20


class SameRepeatRateScene:
    """Draw a world on the plane of taste and habit, and what two instruments read of it.

    Examples
    --------
    >>> SameRepeatRateScene().show({"rate": 72, "step": 0})[-30:]
    'the old price says 0 (chance).'
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(11.6, 5.2)
        grid = GridSpec(2, 2, figure=self.figure, width_ratios=[1.25, 1])
        plane = self.figure.add_subplot(grid[:, 0])
        # The line that moves stands at 72% first: a light one under it would only blur it.
        draw_plane(plane, levels=[level for level in LEVELS if level != 0.72])
        plane.set_title(_("Lines of equal repeat rate"), loc="left")
        (self._line,) = plane.plot([], [], color=ROLES["model"], linewidth=3.4, linestyle="-")
        (self._dot,) = plane.plot(
            [], [], "o", color=INK, markersize=16, markeredgecolor=PAPER, markeredgewidth=2
        )
        self._dot.set_clip_on(False)
        self._dial = OldPriceDial(
            self.figure.add_subplot(grid[0, 1]), self.figure.add_subplot(grid[1, 1])
        )
        self.moving = [self._line, self._dot, *self._dial.moving]
        # All walks are worked out before the first move: moving then only looks them up.
        self._walks = {rate: along(rate / 100) for rate in range(_LOWEST, _HIGHEST + 1)}

    def show(self, state: dict[str, Any]) -> str:
        """Move to a world and say what each instrument reads.

        Parameters
        ----------
        state : dict
            ``rate`` (repeat rate, per cent) and ``step`` (0: all taste, 20: all habit).

        Returns
        -------
        str
            One sentence.
        """
        gammas, tastes, naives, zs = self._walks[int(state["rate"])]
        place = int(state["step"])
        gamma, naive, z = (float(series[place]) for series in (gammas, naives, zs))
        self._line.set_data(tastes, gammas)
        self._dot.set_data([float(tastes[place])], [gamma])
        self._dial.show(gamma=gamma, naive=naive, z=z)
        return _(
            "Repeat rate {rate}%: true habit {gamma:.1f}, the plain logit reads {naive:.1f}, "
            "the old price says {z} ({verdict})."
        ).format(
            rate=int(state["rate"]),
            gamma=gamma,
            naive=naive,
            z=rounded_z(z),
            verdict=_("chance") if abs(z) < 2 else _("habit"),
        )


def same_repeat_rate_explorer() -> Stage:
    """Walk from all taste to all habit without a change of the repeat rate.

    Its static twin is `casekit.figures.habits.same_repeat_rate_panels`.

    Returns
    -------
    Stage
        Two sliders: the repeat rate, and the step of the way from taste to habit.

    Examples
    --------
    >>> stage = same_repeat_rate_explorer()
    >>> stage.sliders["step"].value = 20
    >>> stage.sentence
    'Repeat rate 72%: true habit 2.1, the plain logit reads 2.1, the old price says -27 (habit).'
    """
    controls = {
        "rate": Control(_("Repeat rate (per cent)"), _LOWEST, _HIGHEST, 72),
        "step": Control(_("From all taste (0) to all habit (20)"), 0, _STEPS, 0),
    }
    return Stage(
        SameRepeatRateScene(),
        controls,
        question=_(
            "Stay at a repeat rate of 72%. How small a habit does the old price still notice "
            "(z beyond -2)? And does the plain logit ever notice that habit has gone?"
        ),
    )

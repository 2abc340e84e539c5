"""Are there tribes among the customers? Ask for groups, and look at the evidence, by hand."""

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.segments.tribe_panels import Evidence, TribeCloud
from casekit.words import _

__all__ = ["tribes_explorer"]


class TribesScene:
    """Draw a shop in the colours of the computer's groups, and how far that is from chance.

    Examples
    --------
    >>> scene = TribesScene()
    >>> scene.show({"groups": 5, "separation": 0.0, "logarithms": True})[:40]
    'The computer was asked for 5 groups and '
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(11.6, 5.0)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.2, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        left.set_title(_("The customers, coloured by the computer"), loc="left")
        right.set_title(_("Is that more than chance gives?"), loc="left")
        self._cloud = TribeCloud(left)
        self._evidence = Evidence(right)
        self.moving = [*self._cloud.moving, *self._evidence.moving]

    def show(self, state: State) -> str:
        """Move the figure to a state and say what is seen.

        Parameters
        ----------
        state : dict
            ``groups``, ``separation``, ``logarithms``.

        Returns
        -------
        str
            One sentence.
        """
        groups, separation = int(state["groups"]), round(float(state["separation"]), 2)
        logarithms = bool(state["logarithms"])
        self._cloud.show(separation, groups, logarithms)
        score, low, high = self._evidence.show(separation, groups, logarithms)
        where = (
            _("inside what shops without tribes give")
            if low <= score <= high
            else _("above all shops without tribes")
            if score > high
            else _("below all shops without tribes")
        )
        return _(
            "The computer was asked for {k} groups and made {k}. Silhouette {score:.2f}: {where} "
            "({low:.2f} to {high:.2f})."
        ).format(k=groups, score=score, where=where, low=low, high=high)


def tribes_explorer() -> Stage:
    """Move the number of groups, the distance of the tribes and the scale, and ask for evidence.

    Its static twin is `casekit.figures.segments.tribe_settings`.

    Returns
    -------
    Stage
        Sliders: groups asked for, how far apart the tribes lie (0: there are none); a switch:
        logarithms or plain numbers.

    Examples
    --------
    >>> stage = tribes_explorer()
    >>> stage.sentence[:40]
    'The computer was asked for 5 groups and '
    """
    controls: dict[str, Control | Switch] = {
        "groups": Control(_("Groups asked for"), 2, 8, 5),
        "separation": Control(_("How far apart the tribes lie (0: none)"), 0.0, 1.0, 0.0, 0.1),
        "logarithms": Switch(_("Logarithms: steps of times, not of dollars"), True),
    }
    return Stage(
        TribesScene(),
        controls,
        question=_(
            "How far apart must the tribes lie before the line leaves the grey band? And can you "
            "reach a silhouette above 0.6 without any tribes?"
        ),
    )

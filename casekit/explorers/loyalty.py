"""Who stays freely and who is held: move the barrier, mend the service, let the barrier fall."""

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.loyalty.held_view import HeldView, StayCurve, held_words
from casekit.figures.style import ROLES
from casekit.words import _

__all__ = ["barrier_explorer"]


class BarrierScene:
    """Draw one town: its curve, and its 100 customers as free, held or gone.

    Parameters
    ----------
    curve : StayCurve
        Satisfaction and staying where it is easy to leave.
    towns : dict of str to float
        Barriers of known towns, in points of satisfaction, drawn thin for comparison.

    Examples
    --------
    >>> curve = StayCurve(-4.4, 1.25, 0.5, (0.02, 0.11, 0.31, 0.36, 0.20))
    >>> scene = BarrierScene(curve, {"free": 0.0})
    >>> scene.show({"barrier": 0.0, "raised": 0, "falls": False})[:26]
    'Of 100 customers 54 stay: '
    """

    @in_house_style
    def __init__(self, curve: StayCurve, towns: dict[str, float]) -> None:
        self.figure = new_figure(11.6, 4.9)
        left, right = self.figure.subplots(1, 2, width_ratios=[1.05, 1])
        left.set_title(_("What they do"), loc="left")
        right.set_title(_("100 customers, by what they answered"), loc="left")
        self._view = HeldView(left, right, curve, towns)
        self._fallen = label_at(
            left, 5.35, 0.04, "", colour=ROLES["lost"], offset=(0, 0), ha="right", size=14
        )
        self.moving = [*self._view.moving, self._fallen]

    def show(self, state: State) -> str:
        """Move the picture to a state and say what is seen.

        Parameters
        ----------
        state : dict
            ``barrier`` (points of satisfaction), ``raised`` (customers of 100 whose answer rises
            by one score), ``falls`` (True when the barrier has fallen).

        Returns
        -------
        str
            One sentence.
        """
        raised = float(state["raised"]) / 100
        falls = bool(state["falls"])
        barrier = 0.0 if falls else round(float(state["barrier"]), 2)
        seen = self._view.show(barrier, raised)
        self._fallen.set_text(_("the barrier has fallen") if falls else "")
        return held_words(seen)


def barrier_explorer(
    curve: StayCurve, towns: dict[str, float] | None = None, *, start: float | None = None
) -> Stage:
    """Move the barrier and the service, and let the barrier fall.

    Its static twin is `casekit.figures.loyalty.barrier_settings`.

    Parameters
    ----------
    curve : StayCurve
        Satisfaction and staying where it is easy to leave, and the shares of the five scores.
    towns : dict of str to float, optional
        Barriers of known towns, in points of satisfaction.
    start : float, optional
        Barrier at the start; by default the highest of the towns, or 2.

    Returns
    -------
    Stage
        Sliders: barrier (points of satisfaction), customers of 100 whose answer the service
        raises by one score; a switch: the barrier falls.

    Examples
    --------
    >>> curve = StayCurve(-4.4, 1.25, 0.5, (0.02, 0.11, 0.31, 0.36, 0.20))
    >>> stage = barrier_explorer(curve, {"Fairhaven": 2.6})
    >>> stage.state["barrier"]
    2.6
    """
    known = dict(towns or {})
    highest = max(known.values(), default=2.0) if start is None else start
    first = round(min(3.5, max(0.0, highest)) / 0.05) * 0.05
    controls: dict[str, Control | Switch] = {
        "barrier": Control(_("Barrier (points of satisfaction)"), 0.0, 3.5, round(first, 2), 0.05),
        "raised": Control(_("Better served (of 100)"), 0, 100, 0, 5),
        "falls": Switch(_("The barrier falls: leaving is as easy as in the free town"), False),
    }
    return Stage(
        BarrierScene(curve, known),
        controls,
        question=_(
            "Let the barrier fall. How many customers in 100 must better service then reach, so "
            "that 60 of 100 stay? (Whom it reaches answers one score higher; a 5 stays a 5.) "
            "Now try the same with the barrier up: what would you have concluded about service?"
        ),
    )

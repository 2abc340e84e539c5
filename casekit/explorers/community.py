"""When friends leave: how far does it spread? A community's bond, by hand."""

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.community.bond import BondWorld, SpreadCurve
from casekit.figures.community.network import FriendNetwork
from casekit.figures.community.words import percent
from casekit.words import _

__all__ = ["friends_leave_explorer"]


class FriendsLeaveScene:
    """Draw one community after some have left, and the share gone for every number of leavers.

    Parameters
    ----------
    world : BondWorld
        The community.

    Examples
    --------
    >>> scene = FriendsLeaveScene(BondWorld())
    >>> scene.show({"first": 0, "bond": 40, "liking": 10, "together": False})[:36]
    'Of 120 customers, 0 left first and 0'
    """

    @in_house_style
    def __init__(self, world: BondWorld) -> None:
        self._world = world
        self.figure = new_figure(11.6, 5.0)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.25, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._network = FriendNetwork(left, world.circle, world.ends, size=10.0)
        left.set_title(_("Squares left first, crosses followed"), loc="left")
        self._curve = SpreadCurve(right, world.shares)
        right.set_title(_("Every number of first leavers"), loc="left")
        self.moving = [*self._network.moving, *self._curve.moving]

    def show(self, state: State) -> str:
        """Move the figure to a state and say what is seen.

        Parameters
        ----------
        state : dict
            ``first`` (per cent), ``bond``, ``liking`` (money per month), ``together``.

        Returns
        -------
        str
            One sentence.

        Examples
        --------
        >>> state = {"first": 10, "bond": 20, "liking": -8, "together": False}
        >>> FriendsLeaveScene(BondWorld()).show(state)[:32]
        'Of 120 customers, 12 left first '
        """
        step, gone = self._world.run(
            state["first"], state["bond"], state["liking"], bool(state["together"])
        )
        stays, first, followed = self._network.show(step)
        share = 1 - stays / len(step)
        self._curve.show(gone, state["first"] / 100, share)
        return _(
            "Of {n} customers, {first} left first and {followed} followed: {share} of the "
            "community is gone, {stays} are still there."
        ).format(n=len(step), first=first, followed=followed, share=percent(share), stays=stays)


def friends_leave_explorer() -> Stage:
    """Move the bond, the liking and the first leavers, and watch who follows.

    Its static twin is `casekit.figures.community.cascade_settings`.

    Returns
    -------
    Stage
        Three sliders: who leaves first, the bond, the liking; and a switch: scattered, or whole
        circles.

    Examples
    --------
    >>> stage = friends_leave_explorer()
    >>> stage.sliders["bond"].value = 40
    >>> stage.sentence[:31]
    'Of 120 customers, 12 left first'
    """
    controls: dict[str, Control | Switch] = {
        "first": Control(_("Leave first (per cent)"), 0, 60, 10),
        "bond": Control(_("Bond: all friends here ($ a month)"), 0, 40, 20),
        "liking": Control(_("Liking over the rival ($ a month)"), -20, 10, -8),
        "together": Switch(_("The first leavers are whole circles of friends"), False),
    }
    return Stage(
        FriendsLeaveScene(BondWorld()),
        controls,
        question=_(
            "With 35% leaving first, how strong must the bond be so that fewer than half of the "
            "community are gone in the end?"
        ),
    )

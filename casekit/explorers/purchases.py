"""Is a silent customer still a customer? P(alive) over purchase histories, by hand."""

from dataclasses import asdict

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.purchases.alive_path import AlivePath
from casekit.figures.purchases.chance import KnowsWhoIsAlive, percent, purchases, weeks
from casekit.figures.purchases.chance_map import ChanceMap
from casekit.figures.style import INK, PAPER
from casekit.generators.purchases import BGNBDProcess
from casekit.models.purchases.bgnbd import BGNBD
from casekit.words import _

__all__ = ["alive_explorer"]

# The curve runs on beyond the last today, so that there is a future to see.
_LAST_WEEK = 78
_LAST_TODAY = 52
_MOST_PURCHASES = 12


class AliveScene:
    """Draw one customer's silence, and the same customer on the map of all histories.

    Parameters
    ----------
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.

    Examples
    --------
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> AliveScene(published).show({"number": 10, "last": 20, "today": 39})[-15:]
    'probability 4%.'
    """

    @in_house_style
    def __init__(self, results: KnowsWhoIsAlive) -> None:
        self.figure = new_figure(11.6, 4.7)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.25, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._path = AlivePath(left, results, _LAST_WEEK)
        left.set_title(_("This customer"), loc="left")
        self._map = ChanceMap(right, results, _MOST_PURCHASES, _LAST_TODAY)
        right.set_title(_("P(alive) today, by history"), loc="left")
        (self._dot,) = right.plot(
            [], [], "o", color=INK, markersize=14, markeredgecolor=PAPER, markeredgewidth=2
        )
        self._dot.set_clip_on(False)
        self.moving = [*self._path.moving, *self._map.moving, self._dot]

    def settle(self, state: dict[str, int], moved: str) -> dict[str, int]:
        """Keep the last purchase before today: the slider that was not moved gives way.

        Parameters
        ----------
        state : dict of str to int
            ``number``, ``last`` (week of the last purchase), ``today`` (week).
        moved : str
            Name of the slider that moved.

        Returns
        -------
        dict of str to int

        Examples
        --------
        >>> scene = AliveScene(BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426))
        >>> scene.settle({"number": 2, "last": 50, "today": 39}, moved="last")["today"]
        50
        >>> scene.settle({"number": 2, "last": 50, "today": 39}, moved="today")["last"]
        39
        """
        if state["last"] > state["today"]:
            if moved == "last":
                state["today"] = state["last"]
            else:
                state["last"] = state["today"]
        return state

    def show(self, state: dict[str, int]) -> str:
        """Move the figure to a history and say what is seen.

        Parameters
        ----------
        state : dict of str to int
            ``number``, ``last``, ``today``.

        Returns
        -------
        str
            One sentence.

        Examples
        --------
        >>> scene = AliveScene(BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426))
        >>> scene.show({"number": 0, "last": 20, "today": 39})[:35]
        'With no repeat purchase the week of'
        """
        number, today = state["number"], state["today"]
        last = state["last"] if number else 0
        chance = self._path.show(number, last, today)
        self._map.show(today)
        self._dot.set_data([number], [today - last])
        # One-time buyers are not on the map: the model says 100% of them all.
        self._dot.set_visible(number > 0)
        if number == 0:
            return _(
                "With no repeat purchase the week of the last purchase does not count, and the "
                "model says {chance} whatever the silence: nobody can leave before a first repeat "
                "purchase in it."
            ).format(chance=percent(chance))
        return _(
            "A customer with {purchases}, silent for {weeks}, "
            "is still a customer with probability {chance}."
        ).format(purchases=purchases(number), weeks=weeks(today - last), chance=percent(chance))


def alive_explorer(results: KnowsWhoIsAlive | None = None) -> Stage:
    """Move a customer's history and watch P(alive) after the same silence.

    Its static twin is `casekit.figures.purchases.alive_paths_panels`.

    Parameters
    ----------
    results : fitted model, optional
        Anything with ``unit`` and ``probability_alive``; by default BG/NBD with the parameters
        published for the CDNOW customers.

    Returns
    -------
    Stage
        Three sliders: number of repeat purchases, week of the last one, and today.

    Notes
    -----
    The published parameters are the defaults of `casekit.generators.purchases.BGNBDProcess`.

    Examples
    --------
    >>> stage = alive_explorer()
    >>> stage.sliders["number"].value = 10
    >>> stage.sentence[:58]
    'A customer with 10 repeat purchases, silent for 19 weeks, '
    """
    if results is None:
        results = BGNBD.at(**asdict(BGNBDProcess()))
    controls = {
        "number": Control(_("Repeat purchases (number)"), 0, _MOST_PURCHASES, 2),
        "last": Control(_("Last purchase (week since the first)"), 1, _LAST_TODAY, 20),
        "today": Control(_("Today (week since the first)"), 1, _LAST_TODAY, 39),
    }
    return Stage(
        AliveScene(results),
        controls,
        question=_(
            "After 19 weeks of silence, who is likelier still a customer: "
            "one with 2 repeat purchases, or one with 10?"
        ),
    )

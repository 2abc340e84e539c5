"""The bank's case: who is quick, who looks, and where customers then go, by hand."""

from __future__ import annotations

from matplotlib.ticker import FuncFormatter

from casekit.cases.old_mill import switching_year
from casekit.cases.own import OwnTruth
from casekit.explorers.stage import Control, Stage, State
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.style import INK, PAPER, ROLES
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["switching_explorer"]


class SwitchingScene:
    """Draw the households that leave the first bank in a year, and those that come.

    Parameters
    ----------
    data, truth : Tables, OwnTruth
        Of the world.
    cost_a_day : float
        What a day of switching costs a household.
    times : float
        Households of the market for one of the panel.
    """

    @in_house_style
    def __init__(self, data: Tables, truth: OwnTruth, cost_a_day: float, times: float) -> None:
        self._world = data, truth
        self._cost, self._times = cost_a_day, times
        self._known: dict[tuple[float, float, float], tuple[float, float]] = {}
        self.figure = new_figure(10.4, 3.6)
        axes = self.figure.add_subplot()
        most = max(self._flows(10, 10, 50))
        self._lost = axes.barh(0, 0, color=ROLES["lost"], hatch="///", edgecolor=PAPER, height=0.5)
        self._won = axes.barh(0, 0, color=ROLES["gained"], height=0.5)
        (self._net,) = axes.plot([0], [0.5], marker="D", color=INK, markersize=11)
        self._words = [
            label_at(axes, 0, 0, "", offset=(-8, 0), ha="right", colour=ROLES["lost"], edge=False),
            label_at(axes, 0, 0, "", offset=(8, 0), colour=ROLES["gained"], edge=False),
            label_at(axes, 0, 0.5, "", offset=(0, 18), ha="center", edge=False),
        ]
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_ylim(-0.4, 0.8)
        axes.set_yticks([])
        axes.set_xlim(-1.2 * most, 1.2 * most)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{abs(value):.0f}"))
        firm = truth.market.world.firms[0]
        axes.set_xlabel(
            _("← leave {firm}   ·   come to it →   (thousand households a year)").format(firm=firm)
        )
        axes.set_title(_("The diamond is what is left: come less leave"), loc="left")
        self.moving = [*self._lost, *self._won, self._net, *self._words]

    def _flows(self, out: float, back: float, looks: float) -> tuple[float, float]:
        asked = (out, back, looks)
        if asked not in self._known:
            year = switching_year(
                *self._world,
                cheaper_out=self._cost * out,
                cheaper_back=self._cost * back,
                looks_a_year=looks / 100,
            )
            lost, won = (self._times * float(year[name]) / 1_000 for name in ("lost", "won"))
            self._known[asked] = lost, won
        return self._known[asked]

    def show(self, state: State) -> str:
        """Move the bars and say what is seen.

        Parameters
        ----------
        state : dict
            ``rival`` and ``own`` (days by which each bank's switch is shorter), ``looks`` (per
            cent of households that look in a year).

        Returns
        -------
        str
        """
        lost, won = self._flows(*(float(state[name]) for name in ("rival", "own", "looks")))
        net = won - lost
        self._lost[0].set_width(-lost)
        self._won[0].set_width(won)
        self._net.set_xdata([net])
        for words, at, text in zip(
            self._words,
            (-lost, won, net),
            (f"{lost:.1f}", f"{won:.1f}", f"{net:+.1f}"),
            strict=True,
        ):
            words.xy = (at, words.xy[1])
            words.set_text(text)
        return _(
            "{lost:.1f} thousand households leave in a year, {won:.1f} thousand come: {net:+.1f} "
            "thousand."
        ).format(lost=lost, won=won, net=net)


def switching_explorer(
    data: Tables, truth: OwnTruth, *, cost_a_day: float = 2.0, times: float = 100.0
) -> Stage:
    """Shorten the switch at one bank or both, let more households look, and watch the net.

    Its static twin is `casekit.figures.cases.bank.both_ways`.

    Parameters
    ----------
    data, truth : Tables, OwnTruth
        Of a world with two firms.
    cost_a_day : float
        What a day of switching costs a household, in money.
    times : float
        Households of the market for one of the panel.

    Returns
    -------
    Stage
        Three sliders.

    Examples
    --------
    >>> from casekit.cases.own import case_world
    >>> stage = switching_explorer(*case_world("old_mill_bank", n_customers=300))
    >>> stage.sliders["looks"].value = 50
    >>> "thousand households leave in a year" in stage.sentence
    True
    """
    own, rival = truth.market.world.firms
    controls = {
        "rival": Control(_("Days less to move to {firm}").format(firm=rival), 0, 10, 0, 1),
        "own": Control(_("Days less to move to {firm}").format(firm=own), 0, 10, 0, 1),
        "looks": Control(_("Look in a year (of 100)"), 6, 50, 16, 2),
    }
    return Stage(
        SwitchingScene(data, truth, cost_a_day, times),
        controls,
        question=_(
            "Let {rival} be quicker by seven days, alone. How many days must {own} cut, so that "
            "the diamond is back where it began? Now let more households look: does it stay there?"
        ).format(rival=rival, own=own),
    )

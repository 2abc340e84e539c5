"""Do four pages pay? What is assumed of those who leave, moved by hand."""

from __future__ import annotations

from functools import lru_cache

from casekit.cases.prime import PrimeTruth, path_truth, prime_world
from casekit.cases.prime.board import plus_under
from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.cases.prime import ThreeRows
from casekit.words import _

__all__ = ["four_pages_explorer", "three_beliefs"]

_CUSTOMERS, _SEED = 20_000, 7
_START = {"one_click": 0.03, "four_pages": 0.015, "finished": 0.5, "paid_back": 0.0}


@lru_cache(maxsize=1)
def _world() -> PrimeTruth:
    # The lesson's own members; the panel of the market is not needed here.
    return prime_world(_CUSTOMERS, seed=_SEED, households=60)[1]


@lru_cache(maxsize=16)
def _finishing(finished: float) -> PrimeTruth:
    return plus_under(_world(), four_pages=True, pages_finished=finished)


@lru_cache(maxsize=512)
def _money(one_click: float, four_pages: float, finished: float) -> tuple[float, float]:
    """Give what four pages leave beyond one click, and what is paid after an attempt."""
    table = path_truth(_finishing(finished), returns=(one_click, four_pages))
    return (
        float(table["difference"]["left"]) / 1000,
        float(table["four pages"]["fees after an attempt"]) / 1000,
    )


def _rows(state: State) -> tuple[float, float]:
    chances = (round(float(state[name]), 4) for name in ("one_click", "four_pages", "finished"))
    gain, after = _money(*chances)
    back = float(state["paid_back"])
    return gain - back * after, (1 - back) * after


def three_beliefs() -> dict[str, tuple[float, float]]:
    """Give the two rows of money at three settings of the explorer.

    Returns
    -------
    dict of str to (float, float)
        Name of the setting; Meridian's money and the members' ($ a member in 36 months).

    Examples
    --------
    >>> [len(rows) for rows in three_beliefs().values()]
    [2, 2, 2]
    """
    equal = _START | {"four_pages": _START["one_click"]}
    return {
        _("the world as it is"): _rows(_START),
        _("equal chances\nto come back"): _rows(equal),
        _("equal chances, and\nall of it paid back"): _rows(equal | {"paid_back": 1.0}),
    }


class FourPagesScene:
    """Draw the money of the firm and of its members under what is assumed.

    Examples
    --------
    >>> scene = FourPagesScene()
    >>> scene.show({"one_click": 0.03, "four_pages": 0.03, "finished": 1.0, "paid_back": 0.0})[:38]
    'Four pages and one click leave Meridia'
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(10.8, 4.3)
        axes = self.figure.add_subplot()
        self._rows = ThreeRows(axes, reach=40.0)
        axes.set_xlabel(_("$ a member in 36 months"))
        axes.set_title(_("Four pages instead of one click: who gains, who pays"), loc="left")
        self.moving = self._rows.moving

    def show(self, state: State) -> str:
        """Move the rows and say what is seen.

        Parameters
        ----------
        state : dict
            ``one_click`` and ``four_pages`` (chance a month to come back after either),
            ``finished`` (share of attempts that get through four pages), ``paid_back`` (share of
            what was paid after an attempt).

        Returns
        -------
        str
        """
        firm, members = _rows(state)
        self._rows.show(firm, members)
        if abs(firm) < 0.005:
            said = _("Four pages and one click leave Meridian the same.")
        else:
            words = (
                _("Four pages leave Meridian ${x:.2f} a member more than one click.")
                if firm > 0
                else _("Four pages leave Meridian ${x:.2f} a member less than one click.")
            )
            said = words.format(x=abs(firm))
        paid = _("Members pay ${x:.2f} after they tried to leave.").format(x=members)
        return f"{said} {paid} " + _("The law has not moved.")


def four_pages_explorer() -> Stage:
    """Move what is assumed of those who leave, and watch whose money moves.

    Its static twin is `casekit.figures.cases.prime.three_rows_panels`.

    Returns
    -------
    Stage
        Four sliders.

    Examples
    --------
    >>> stage = four_pages_explorer()
    >>> stage.sliders["paid_back"].value = 1.0
    >>> "less than one click" in stage.sentence
    True
    """
    start = _START
    controls: dict[str, Control | Switch] = {
        "one_click": Control(
            _("Back after one click (a month)"), 0.0, 0.1, start["one_click"], 0.005, ".3f"
        ),
        "four_pages": Control(
            _("Back after four pages (a month)"), 0.0, 0.1, start["four_pages"], 0.005, ".3f"
        ),
        "finished": Control(
            _("Attempts that get through four pages"), 0.2, 1.0, start["finished"], 0.1, ".1f"
        ),
        "paid_back": Control(
            _("Fees paid back later (share)"), 0.0, 1.0, start["paid_back"], 0.1, ".1f"
        ),
    }
    return Stage(
        FourPagesScene(),
        controls,
        question=_(
            "Set both chances to come back to 0.030. How much must later be paid back before the "
            "four pages stop paying Meridian?"
        ),
    )

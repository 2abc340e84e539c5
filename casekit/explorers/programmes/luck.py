"""How sure is a comparison, and is it right? A study that grows, by hand."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.programmes.luck import Heaps
from casekit.generators.programmes import make_membership_panel
from casekit.metrics.programmes import growing_differences
from casekit.words import _

__all__ = ["many_studies", "studies_explorer"]

_STUDIES = 150
_STEP = 50
_LARGEST = 1_600
_EFFECT = 4.0


@cache
def many_studies() -> Mapping[str, pd.DataFrame]:
    """Make the same study many times, with cards by choice and with cards by lot.

    Returns
    -------
    mapping of str to pandas.DataFrame
        ``"choice"`` and ``"lot"``: a row a study, a column a number of customers.

    Examples
    --------
    >>> {way: table.shape for way, table in many_studies().items()}
    {'lot': (150, 32), 'choice': (150, 32)}
    """
    sizes = range(_STEP, _LARGEST + 1, _STEP)
    found = {}
    for joining in ("lot", "choice"):
        table, _truth = make_membership_panel(
            _STUDIES * _LARGEST, seed=7, effect=_EFFECT, joining=joining
        )
        found[joining] = growing_differences(
            table, "spend", "member", studies=_STUDIES, sizes=list(sizes)
        )
    return found


class StudiesScene:
    """Draw many studies of one size, and one of them by name.

    Examples
    --------
    >>> scene = StudiesScene()
    >>> scene.show({"customers": 1600, "study": 1, "lot": True, "choice": True})[:38]
    'With 1,600 customers, studies by lot f'
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(9.6, 4.6)
        ax = self.figure.add_subplot()
        self._differences = many_studies()
        self._heaps = Heaps(ax, self._differences, _EFFECT, (-14.0, 36.0))
        label_at(ax, _EFFECT, 54, _("the truth: $4"), offset=(-6, 0), ha="right", bold=False)
        ax.set_xlabel(_("Effect of the card that a study finds ($ a month)"))
        ax.set_title(
            _("Each mark is one study; the black arrow is the study you chose"), loc="left"
        )
        self.moving = self._heaps.moving

    def show(self, state: State) -> str:
        """Move the marks and say what is seen.

        Parameters
        ----------
        state : dict
            ``customers`` in a study, ``study`` (which one), ``lot`` and ``choice`` (shown or not).

        Returns
        -------
        str
        """
        size = int(state["customers"])
        shown = [way for way in ("lot", "choice") if state[way]]
        self._heaps.show(size, int(state["study"]), shown)
        if not shown:
            return _("Both kinds of study are switched off: tick one.")
        means, spreads = self._heaps.means(size), self._heaps.spreads(size)
        chosen = float(self._differences[shown[0]][size].loc[int(state["study"])])
        words = {
            "lot": _("studies by lot find {mean} on average, typically {sd} off by luck"),
            "choice": _("studies of customers who chose find {mean}, typically {sd} off by luck"),
        }
        said = "; ".join(
            words[way].format(mean=f"${means[way]:.1f}", sd=f"${spreads[way]:.1f}") for way in shown
        )
        return _("With {n:,} customers, {said}. Study {study} finds {found}.").format(
            n=size, said=said, study=int(state["study"]), found=f"${chosen:.1f}"
        )


def studies_explorer() -> Stage:
    """Let a study grow, and see which error shrinks and which one stays.

    Its static twin is `casekit.figures.programmes.heaps_panels`.

    Returns
    -------
    Stage
        Two sliders and two switches.

    Examples
    --------
    >>> stage = studies_explorer()
    >>> stage.sliders["customers"].value = 1600
    >>> stage.sentence[:21]
    'With 1,600 customers,'
    """
    controls: dict[str, Control | Switch] = {
        "customers": Control(_("Customers in a study"), _STEP, _LARGEST, 100, step=_STEP),
        "study": Control(_("Which study"), 1, _STUDIES, 8),
        "lot": Switch(_("show studies with cards drawn by lot"), True),
        "choice": Switch(_("show studies where customers chose to join"), True),
    }
    return Stage(
        StudiesScene(),
        controls,
        question=_(
            "How many customers does a study need before a comparison of those who chose to join "
            "gives the right answer?"
        ),
    )

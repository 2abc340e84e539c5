"""What holds customers: take the four barriers away, one by one, and watch who stays."""

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.style import MUTED
from casekit.figures.switching.unlocking import StayingView, staying_words
from casekit.frames.choices import FORMS
from casekit.generators.switching import SwitchingTruth, make_switching_market
from casekit.metrics.switching.unlocking import unlocking_table
from casekit.words import _

__all__ = ["unlocking_explorer"]

_CUTS = (0.0, 0.1, 0.2, 0.3)


class UnlockingScene:
    """Draw who stays, what each barrier adds, and the lock-in index.

    Parameters
    ----------
    truth : SwitchingTruth
        Of a simulated market; its sixteen combinations are run once, here.

    Examples
    --------
    >>> _, _, truth = make_switching_market(200, months=12, seed=1)
    >>> nothing = {form: False for form in FORMS}
    >>> UnlockingScene(truth).show({**nothing, "cut": 0})[-19:]
    'Lock-in index 0.00.'
    """

    @in_house_style
    def __init__(self, truth: SwitchingTruth) -> None:
        self.figure = new_figure(10.6, 4.8)
        axes = self.figure.subplots()
        self._view = StayingView(axes, unlocking_table(truth, rivals_cheaper_by=_CUTS))
        self._index = axes.text(0, 5.35, "", color=MUTED, fontsize=14)
        self.moving = [*self._view.moving, self._index]

    def show(self, state: State) -> str:
        """Move the bars to the barriers that are on, and say what is seen.

        Parameters
        ----------
        state : dict
            True or False by form, and ``cut``, the rivals' price cut in per cent.

        Returns
        -------
        str
            One sentence or two.

        Examples
        --------
        >>> _, _, truth = make_switching_market(200, months=12, seed=1)
        >>> everything = {form: True for form in FORMS}
        >>> UnlockingScene(truth).show({**everything, "cut": 10})[:22]
        'With all four barriers'
        """
        active = [form for form in FORMS if state[form]]
        cut = state["cut"] / 100
        seen = self._view.show(active, cut)
        self._index.set_text(_("lock-in index {index:.2f}").format(index=seen["lock_in_index"]))
        return staying_words(active, cut, seen)


def unlocking_explorer(truth: SwitchingTruth | None = None) -> Stage:
    """Switch barriers off and on and watch how many customers stay.

    Its static twin is `casekit.figures.switching.unlocking_panels`.

    Parameters
    ----------
    truth : SwitchingTruth, optional
        Of a simulated market; by default a market of 1,000 customers with the default barriers.

    Returns
    -------
    Stage
        A switch a form, and a slider for how much cheaper the rivals are (%).

    Examples
    --------
    >>> _, _, truth = make_switching_market(200, months=12, seed=1)
    >>> stage = unlocking_explorer(truth)
    >>> stage.sliders["contractual"].value = False
    >>> stage.sentence[:35]
    'With only economic, technical, comm'
    """
    if truth is None:
        _panel, _events, truth = make_switching_market(1_000, seed=1)
    labels = {
        "economic": _("Economic: points that are lost on leaving"),
        "technical": _("Technical: learning and set-up that grow with tenure"),
        "contractual": _("Contractual: a fee for leaving before the term ends"),
        "community": _("Community: friends who are with the same provider"),
    }
    controls: dict[str, Control | Switch] = {
        form: Switch(label, start=True) for form, label in labels.items()
    }
    controls["cut"] = Control(_("Rivals cheaper by (%)"), 0, 30, 0, step=10)
    return Stage(
        UnlockingScene(truth),
        controls,
        question=_(
            "Without a price cut the contract adds less beside the other three barriers than when "
            "it stands alone. At which price cut of the rivals does it add as much?"
        ),
    )

"""Five answers to what a card did, while the shop around them changes."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.programmes.answer_rows import AnswerRows, row_names
from casekit.generators.programmes import make_card_launch
from casekit.metrics.programmes import difference_in_means
from casekit.models.experiments import instrument_estimate, threshold_effect
from casekit.words import _

__all__ = ["card_answers_explorer", "three_shops"]

_CUSTOMERS = 8_000
# Dollars on each side of the line: as wide as the method itself would choose at this size.
_BANDWIDTH = 600.0
_SEED = 7
# What a switch sets in the generator, and whose condition it breaks.
_SWITCHES: dict[str, dict[str, float]] = {
    "letter": {"letter_taste": 0.3},
    "distance": {"distance_taste": 0.3},
    "change": {"growth": 0.01},
    "line": {"sorting": 1.0},
}


@lru_cache(maxsize=256)
def _answers(affinity: int, effect: int, broken: tuple[str, ...]) -> pd.DataFrame:
    """Work out the five answers of a shop; affinity and effect in percentage points."""
    switches = {name: value for way in broken for name, value in _SWITCHES[way].items()}
    customers, truth = make_card_launch(
        _CUSTOMERS,
        seed=_SEED,
        affinity=affinity / 100,
        effect=effect / 100,
        liking="skewed",
        **switches,
    )
    customers["change"] = customers["share_of_wallet_after"] - customers["share_of_wallet_before"]
    # The same answers as `five_answers`, by the quickest road: a slider waits for them.
    chart = difference_in_means(customers, "share_of_wallet_after", "member")
    changes = difference_in_means(customers, "change", "member")
    members = customers[customers["member"]]
    fits = {
        "lottery": instrument_estimate(customers, "share_of_wallet_after", "member", "invited"),
        "instrument": instrument_estimate(
            customers, "share_of_wallet_after", "member", "distance_km"
        ),
        "threshold": threshold_effect(
            members,
            "share_of_wallet_second_year",
            "spend_last_year",
            truth.gold_threshold,
            bandwidth=_BANDWIDTH,
        ),
    }
    rows = {
        "naive": (chart.difference, chart.low, chart.high),
        "difference_in_differences": (changes.difference, changes.low, changes.high),
    }
    for way, fit in fits.items():
        low, high = fit.conf_int().loc["effect"].to_numpy(dtype=float)
        rows[way] = (float(fit.params["effect"]), float(low), float(high))
    answers = pd.DataFrame.from_dict(rows, orient="index", columns=["estimate", "lower", "upper"])
    answers["truth"] = truth.effect_on_members
    moved = truth.effect_on_those_moved
    for way in ("lottery", "instrument"):
        answers.loc[way, "truth"] = moved[way]
    answers.loc["threshold", "truth"] = truth.gold_effect
    return answers


def three_shops() -> dict[str, pd.DataFrame]:
    """Give the answers at three settings of the explorer.

    Returns
    -------
    dict of str to pandas.DataFrame
        Name of the setting, and the answers as the explorer works them out.

    Examples
    --------
    >>> [len(answers) for answers in three_shops().values()]
    [5, 5, 5]
    """
    return {
        _("all like it alike"): _answers(0, 4, ()),
        _("liking differs"): _answers(14, 4, ()),
        _("liking differs,\nall four broken"): _answers(14, 4, tuple(_SWITCHES)),
    }


class CardAnswersScene:
    """Draw five answers and their truths for a shop that the controls describe.

    Examples
    --------
    >>> scene = CardAnswersScene()
    >>> start = {"affinity": 14, "effect": 4}
    >>> scene.show({**start, "letter": False, "distance": False, "change": False, "line": False})[:31]
    'The chart is off by 12.9 points'
    """  # noqa: E501

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(10.8, 5.0)
        axes = self.figure.add_subplot()
        self._rows = AnswerRows(axes)
        axes.set_xlabel(_("What a card adds to the share of wallet (percentage points)"))
        axes.set_title(_("Dots: what each way answers. Black bars: the truth"), loc="left")
        self.moving = self._rows.moving

    def show(self, state: State) -> str:
        """Move the rows and say what is seen.

        Parameters
        ----------
        state : dict
            ``affinity`` and ``effect`` (percentage points); ``letter``, ``distance``, ``change``
            and ``line`` (broken or not).

        Returns
        -------
        str
        """
        broken = tuple(name for name in _SWITCHES if state[name])
        answers = _answers(int(state["affinity"]), int(state["effect"]), broken)
        self._rows.show(answers)
        # The difference of what is shown, so that a reader can redo it.
        shown = (100 * answers[["estimate", "truth"]].astype(float)).round(1)
        naive = float((shown["estimate"] - shown["truth"])["naive"])
        held = (answers["lower"] <= answers["truth"]) & (answers["truth"] <= answers["upper"])
        missed = [
            words for name, words in row_names().items() if name != "naive" and not held[name]
        ]
        rest = (
            _("The intervals of the four other ways hold their truths.")
            if not missed
            else _("Off their truths: {missed}.").format(missed=", ".join(missed))
        )
        return _("The chart is off by {off:.1f} points. {rest}").format(off=naive, rest=rest)


def card_answers_explorer() -> Stage:
    """Change who joins and what is broken, and see which answer to the same question moves.

    Its static twin is `casekit.figures.programmes.answers_in_shops`.

    Returns
    -------
    Stage
        Two sliders and four switches.

    Examples
    --------
    >>> stage = card_answers_explorer()
    >>> stage.sliders["affinity"].value = 0
    >>> stage.sentence[:19]
    'The chart is off by'
    """
    controls: dict[str, Control | Switch] = {
        "affinity": Control(_("Liking differs by (points)"), 0, 24, 14),
        "effect": Control(_("True effect (points)"), 0, 10, 4),
        "letter": Switch(_("break the lot: letters go to friends"), start=False),
        "distance": Switch(_("break the accident: the desk stands among friends"), start=False),
        "change": Switch(_("break the changes: joiners were on their way up"), start=False),
        "line": Switch(_("break the line: members buy more to reach gold"), start=False),
    }
    return Stage(
        CardAnswersScene(),
        controls,
        question=_(
            "At which place of the first slider does the chart (orange) tell the truth? And which "
            "answers move when you tick a switch?"
        ),
    )

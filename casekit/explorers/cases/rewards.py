"""Active is not alive: move the rule by which guests are counted, and see whom it misses."""

from casekit.cases.rewards import RewardsTruth
from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.cases.rewards import RuleLines, SilenceRules
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["active_rule_explorer"]


class ActiveRuleScene:
    """Draw the count by a rule of silence beside the guests who are truly there.

    Parameters
    ----------
    rules : SilenceRules
        What is known of one world.
    """

    @in_house_style
    def __init__(self, rules: SilenceRules) -> None:
        self._rules = rules
        self.figure = new_figure(10.8, 4.8)
        axes = self.figure.add_subplot()
        self._lines = RuleLines(axes, rules)
        axes.set_ylabel(_("Guests (number)"))
        axes.set_title(_("Shaded: most shops closed; upright line: the day you chose"), loc="left")
        self.moving = self._lines.moving

    def show(self, state: State) -> str:
        """Move the rule and the day, and say what is seen.

        Parameters
        ----------
        state : dict
            ``limit`` (days), ``week`` (of the record), ``open`` (only open days count).

        Returns
        -------
        str
            One sentence.
        """
        number = int(state["week"]) - int(self._rules.days[0] + 1) // 7
        limit, clock = int(state["limit"]), bool(state["open"])
        self._lines.show(limit, clock, number)
        counts = self._rules.counts(limit, open_days=clock)
        return _(
            "On {day} the rule counts {active:,} guests; {alive:,} are truly there. It misses "
            "{missed:,} living guests and counts {ghosts:,} who are gone."
        ).format(
            day=self._rules.date(number),
            active=counts.active[number],
            alive=self._rules.alive[number],
            missed=counts.missed[number],
            ghosts=counts.ghosts[number],
        )


def active_rule_explorer(data: Tables, truth: RewardsTruth, *, week: int = 78) -> Stage:
    """Move the limit of silence, the clock and the day, and see both errors of the count.

    Its static twin is `casekit.figures.cases.rewards.rule_panels`.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `casekit.cases.rewards.rewards_world`.
    week : int
        Week of the record at whose end the sentence counts, 26 to 104.

    Returns
    -------
    Stage
        Two sliders and a switch.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> stage = active_rule_explorer(*rewards_world(300, seed=1, n_households=50))
    >>> stage.sentence[:28]
    'On 2025-06-29 the rule count'
    """
    rules = SilenceRules.of(data, truth)
    last = int(rules.days[-1] + 1) // 7
    controls: dict[str, Control | Switch] = {
        "limit": Control(_("Active: came within (days)"), 30, 360, 90, step=15),
        "week": Control(_("Counted at the end of week"), 26, last, min(max(week, 26), last)),
        "open": Switch(_("count only days on which shops were open"), False),
    }
    return Stage(
        ActiveRuleScene(rules),
        controls,
        question=_(
            "Make the fall after the closure (nearly) go away: once with a longer limit; then put "
            "the limit back to 90 and use the switch. Then move the day to the end of the year: "
            "which way counts fewer guests who are gone?"
        ),
    )

"""The designer of stamp cards: places, head start, reward, double stamps, and who gets it."""

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.programmes.card_year import CardYear
from casekit.models.programmes import CardTerms, card_year
from casekit.words import _

__all__ = ["CardScene", "card_explorer"]

START: State = {"slots": 10, "given": 0, "reward": 6.0, "share": 100, "double": False}


class CardScene:
    """Draw one year of a card: profit by kind of customer, and what a visit gained costs.

    Parameters
    ----------
    terms : CardTerms
        The customers, and what visits, rewards and cards are worth to the firm.
    """

    @in_house_style
    def __init__(self, terms: CardTerms) -> None:
        self.figure = new_figure(11.6, 4.9)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.15, 1])
        left = self.figure.add_subplot(grid[0, 0])
        right = self.figure.add_subplot(grid[0, 1], sharey=left)
        # Wide enough for the card at the start, with and without the frequent customers.
        years = [card_year(terms, START | {"share": share}) for share in (0, 100)]
        reach = 1.6 * max(float(year["profit"].abs().max()) for year in years)
        left.set_title(_("What it earns"), loc="left")
        right.set_title(_("What one more visit costs"), loc="left")
        self._year = CardYear(left, right, terms, reach=reach / 1000)
        self.moving = self._year.moving

    def settle(self, state: State, moved: str) -> State:
        """Keep at least one visit to go: the places and the given stamps move each other."""
        if state["given"] < state["slots"]:
            return state
        if moved == "slots":
            return state | {"given": state["slots"] - 1}
        return state | {"slots": state["given"] + 1}

    def show(self, state: State) -> str:
        """Move the figure to a card and say what it earns.

        Parameters
        ----------
        state : dict
            ``slots``, ``given``, ``reward``, ``share``, ``double``: see
            `casekit.models.programmes.card_year`.

        Returns
        -------
        str
            One sentence.
        """
        table = self._year.show(state)
        everybody = table.iloc[-1]
        profit = float(everybody["profit"]) / 1000
        words = (
            _("This card earns {profit:,.1f} thousand dollars a year")
            if profit >= 0
            else _("This card loses {profit:,.1f} thousand dollars a year")
        )
        return _("{words}: {visits:,.0f} visits gained, at {cost} each.").format(
            words=words.format(profit=abs(profit)),
            visits=float(everybody["incremental_visits"]),
            cost=f"${float(everybody['cost_per_incremental_visit']):,.2f}",
        )


def card_explorer(terms: CardTerms) -> Stage:
    """Move the places, the head start, the reward and who gets the card; watch profit and cost.

    Its static twin is `casekit.figures.programmes.card_panels`.

    Parameters
    ----------
    terms : CardTerms
        The customers, and what visits, rewards and cards are worth to the firm.

    Returns
    -------
    Stage

    Examples
    --------
    >>> import pandas as pd
    >>> customers = pd.DataFrame({"type": ["weekly", "seldom"], "members": [100, 100],
    ...                           "base_utility": [3.0, -3.0], "price_coefficient": 0.5})
    >>> stage = card_explorer(CardTerms(customers, ["weekly"], cafes=40))
    >>> stage.sentence
    'This card loses 35.2 thousand dollars a year: 5,319 visits gained, at $9.62 each.'
    >>> stage.sliders["share"].value = 0
    >>> stage.sentence[:47]
    'This card earns 5.6 thousand dollars a year: 2,'
    """
    controls: dict[str, Control | Switch] = {
        "slots": Control(_("Places on the card"), 3, 20, START["slots"]),
        "given": Control(_("Stamped at the start"), 0, 5, START["given"]),
        "reward": Control(_("Worth of the reward ($)"), 1.0, 12.0, START["reward"], 0.5),
        "share": Control(_("Frequent customers who get it (%)"), 0, 100, START["share"], step=10),
        "double": Switch(_("Two stamps a visit for frequent customers"), START["double"]),
    }
    return Stage(
        CardScene(terms),
        controls,
        question=_(
            "Change the card first, and then who gets it. Which of the two can bring more than "
            "20 thousand dollars a year?"
        ),
    )

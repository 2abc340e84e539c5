"""What a contract does, and what forgetting does: survival and revenue, by hand."""

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State, Switch
from casekit.figures.canvas import in_house_style, label_at, new_figure
from casekit.figures.style import PAPER, ROLES
from casekit.figures.subscriptions.contract_path import ContractPath, expected_of, monthly_of
from casekit.figures.subscriptions.scales import percent
from casekit.generators.subscriptions import ExpectedSubscription
from casekit.words import _

__all__ = ["contract_explorer"]

_MOST_MONEY = 400.0
# Two shares nearer than this count as the same.
_SAME = 0.005


class ContractScene:
    """Draw survival under a set of rules, and who pays its revenue.

    Examples
    --------
    >>> scene = ContractScene()
    >>> attentive = {"term_months": 12, "early_exit": 0.05, "wish_lapse": 0.0, "attention": 1.0,
    ...              "one_click": True, "auto_renewal": True}
    >>> scene.show(attentive)[:30]
    'After 36 months 48% are left, '
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(11.6, 4.7)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.35, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._path = ContractPath(left)
        left.set_title(_("Who is still there"), loc="left")
        right.set_title(_("Revenue per sign-up in 36 months"), loc="left")
        right.set_xlim(0, _MOST_MONEY)
        right.set_xlabel(_("Revenue per sign-up ($)"))
        right.set_yticks([0, 1], [_("these\nrules"), _("monthly\nplan")])
        right.set_ylim(1.6, -0.6)
        right.grid(visible=False, axis="y")
        self._bars = [_MoneyBar(right, row) for row in (0, 1)]
        self.moving = [*self._path.moving, *(part for bar in self._bars for part in bar.moving)]

    def show(self, state: State) -> str:
        """Move the figure to a set of rules and say what is seen.

        Parameters
        ----------
        state : dict
            ``term_months`` (0: no contract), ``early_exit``, ``wish_lapse``, ``attention``,
            ``one_click``, ``auto_renewal``.

        Returns
        -------
        str
            One sentence.
        """
        both = expected, monthly = expected_of(state), monthly_of(state)
        self._path.show(expected, monthly)
        for bar, path in zip(self._bars, both, strict=True):
            bar.show(path)
        return self._sentence(expected, monthly)

    def _sentence(self, expected: ExpectedSubscription, monthly: ExpectedSubscription) -> str:
        survival, other = expected.survival, monthly.survival
        # The two can only be compared fairly at the end of a term.
        term = expected.rules.term_months
        month = len(survival) // term * term
        gap = float(survival[month - 1] - other[month - 1])
        if abs(gap) < _SAME:
            beside = _("as many as of the same people on the monthly plan")
        else:
            words = (
                _("{points:.0f} points more than of the same people on the monthly plan")
                if gap > 0
                else _("{points:.0f} points fewer than of the same people on the monthly plan")
            )
            beside = words.format(points=100 * abs(gap))
        return _(
            "After {month} months {share} are left, {beside}. {unwanted} of the revenue comes from "
            "people who wished to be gone."
        ).format(
            month=month,
            share=percent(float(survival[month - 1])),
            beside=beside,
            unwanted=percent(expected.unwanted_share),
        )


class _MoneyBar:
    """Draw the revenue of one set of rules, the unwanted part of it hatched."""

    def __init__(self, ax: Axes, row: int) -> None:
        self._wanted = ax.barh(row, 1, height=0.5, color=ROLES["gained"], edgecolor=PAPER)[0]
        self._unwanted = ax.barh(
            row, 1, height=0.5, color=ROLES["lost"], hatch="///", edgecolor=PAPER
        )[0]
        self._money = label_at(ax, 0, row, "", colour=PAPER, offset=(12, 0), edge=False)
        self._above = row - 0.40
        self._share = label_at(
            ax, 0, self._above, "", colour=ROLES["lost"], offset=(0, 0), ha="right"
        )
        self.moving = [self._wanted, self._unwanted, self._money, self._share]

    def show(self, path: ExpectedSubscription) -> None:
        total, unwanted = path.total_revenue, float(path.unwanted.sum())
        self._wanted.set_width(total - unwanted)
        self._unwanted.set_x(total - unwanted)
        self._unwanted.set_width(unwanted)
        self._money.set_text(f"{total:.0f}")
        self._share.xy = (total, self._above)
        self._share.set_text(_("{share} unwanted").format(share=percent(path.unwanted_share)))


def contract_explorer() -> Stage:
    """Move the terms of a contract and the habits of people, and watch who stays and who pays.

    Its static twin is `casekit.figures.subscriptions.contract_panels`.

    Returns
    -------
    Stage
        Sliders: term, early exit, lapse of wishes, attention; switches: one-click cancel (half of
        the attempts get through without it), automatic renewal.

    Examples
    --------
    >>> stage = contract_explorer()
    >>> stage.sentence[:30]
    'After 36 months 48% are left, '
    >>> stage.sliders["wish_lapse"].value = 0.1
    >>> stage.sentence[:30]
    'After 36 months 62% are left, '
    """
    controls: dict[str, Control | Switch] = {
        "term_months": Control(_("Term of the contract (months; 0: none)"), 0, 36, 12, step=6),
        "early_exit": Control(_("Pays the fee to leave (chance a month)"), 0.0, 0.5, 0.05, 0.05),
        "wish_lapse": Control(_("A wish to leave lapses (chance a month)"), 0.0, 0.5, 0.0, 0.05),
        "attention": Control(_("Attention (chance a month)"), 0.05, 1.0, 1.0, 0.05),
        "one_click": Switch(_("One-click cancel"), True),
        "auto_renewal": Switch(_("The contract renews by itself"), True),
    }
    return Stage(
        ContractScene(),
        controls,
        question=_(
            "The two lines meet at month 36. Which sliders part them there, and which change only "
            "the way down?"
        ),
    )

"""One set of rules, drawn beside the same people's monthly plan: shared by twin and explorer."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator

from casekit.figures.canvas import label_at
from casekit.figures.style import INK, ROLES
from casekit.figures.subscriptions.scales import months_axis, percent, share_axis
from casekit.generators.subscriptions import ExpectedSubscription, expect_subscription
from casekit.words import _

__all__ = ["ContractPath", "expected_of", "monthly_of"]

# Two shares nearer than this have one label.
_NEAR = 0.05


def expected_of(state: dict[str, Any]) -> ExpectedSubscription:
    """Give the exact path of a state of the explorer's sliders.

    Parameters
    ----------
    state : dict
        Parameters of `SubscriptionRules`; ``term_months`` 0 stands for no contract.

    Returns
    -------
    ExpectedSubscription

    Examples
    --------
    >>> float(expected_of({"term_months": 0, "attention": 1.0}).survival[35].round(3))
    0.483
    """
    return expect_subscription(**(state | {"term_months": max(1, int(state["term_months"]))}))


def monthly_of(state: dict[str, Any]) -> ExpectedSubscription:
    """Give the exact path of the same people on a monthly plan that renews by itself.

    Parameters
    ----------
    state : dict
        Parameters of `SubscriptionRules`.

    Returns
    -------
    ExpectedSubscription

    Examples
    --------
    Forgetful people stay longer on the monthly plan, too.

    >>> float(monthly_of({"term_months": 12, "attention": 0.15}).survival[35].round(3))
    0.533
    """
    return expect_subscription(**(state | {"term_months": 1, "auto_renewal": True}))


class ContractPath:
    """Draw the survival of a set of rules over that of the same people's monthly plan.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    named : bool
        Whether the dashed line carries its name.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> path = ContractPath(axes_for(None)[1])
    >>> rules = {"term_months": 12, "attention": 1.0}
    >>> path.show(expected_of(rules), monthly_of(rules))
    """

    def __init__(self, ax: Axes, *, named: bool = True) -> None:
        months = np.arange(expect_subscription().rules.months + 1)
        self._months = months
        self._last = float(months[-1])
        months_axis(ax, self._last)
        # Room for the shares at the ends of the lines.
        ax.set_xlim(0, 1.22 * self._last)
        ax.xaxis.set_major_locator(FixedLocator(list(range(0, int(self._last) + 1, 12))))
        share_axis(ax, _("Still subscribed, per cent"), top=1.06)
        (self._monthly,) = ax.plot(
            [],
            [],
            drawstyle="steps-post",
            color=INK,
            linestyle=(0, (5, 1.6)),
            linewidth=2.4,
        )
        if named:
            words = _("dashed: the same people,\nmonthly plan")
            label_at(ax, 1, 0.20, words, colour=INK, offset=(0, 0), bold=False)
        (self._line,) = ax.plot(
            [], [], drawstyle="steps-post", color=ROLES["model"], linewidth=3.4, linestyle="-"
        )
        (self._end,) = ax.plot(
            [], [], "o", color=ROLES["model"], markersize=12, markeredgecolor="white", zorder=7
        )
        self._words = label_at(ax, 0, 0, "", colour=ROLES["model"], size=15)
        self._other = label_at(ax, 0, 0, "", colour=INK, size=13)
        self._end.set_clip_on(False)

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._monthly, self._line, self._end, self._words, self._other]

    def show(self, expected: ExpectedSubscription, monthly: ExpectedSubscription) -> None:
        """Move the two lines to a set of rules.

        Parameters
        ----------
        expected, monthly : ExpectedSubscription
            What becomes of people under the rules, and of the same people on the monthly plan.
        """
        survival = np.r_[1.0, expected.survival]
        other = np.r_[1.0, monthly.survival]
        self._line.set_data(self._months, survival)
        self._monthly.set_data(self._months, other)
        end, other_end = float(survival[-1]), float(other[-1])
        self._end.set_data([self._last], [end])
        self._words.set_text(percent(end))
        self._words.xy = (self._last, end)
        self._words.set_position((13, 0))
        self._other.set_text("" if abs(end - other_end) < _NEAR else percent(other_end))
        self._other.xy = (self._last, other_end)
        self._other.set_position((13, 0))

"""One set of rules, drawn beside attentive monthly subscribers: shared by twin and explorer."""

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

__all__ = ["ContractPath", "expected_of"]


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


class ContractPath:
    """Draw the survival of a set of rules over that of attentive monthly subscribers.

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
    >>> path.show(expected_of({"term_months": 12, "attention": 1.0}))
    """

    def __init__(self, ax: Axes, *, named: bool = True) -> None:
        self.reference = expect_subscription(term_months=1, attention=1.0)
        months = np.arange(len(self.reference.survival) + 1)
        self._months = months
        self._last = float(months[-1])
        months_axis(ax, self._last)
        # Room for the share at the end of the line.
        ax.set_xlim(0, 1.22 * self._last)
        ax.xaxis.set_major_locator(FixedLocator(list(range(0, int(self._last) + 1, 12))))
        share_axis(ax, _("Still subscribed, per cent"), top=1.06)
        ax.step(
            months,
            np.r_[1.0, self.reference.survival],
            where="post",
            color=INK,
            linestyle=(0, (5, 1.6)),
            linewidth=2.4,
        )
        if named:
            words = _("monthly plan,\neverybody attentive")
            label_at(ax, 1, 0.20, words, colour=INK, offset=(0, 0), bold=False)
            ax.plot([1, 1], [0.3, 0.94], color=INK, linewidth=0.8)
        (self._line,) = ax.plot(
            [], [], drawstyle="steps-post", color=ROLES["model"], linewidth=3.4, linestyle="-"
        )
        (self._end,) = ax.plot(
            [], [], "o", color=ROLES["model"], markersize=12, markeredgecolor="white", zorder=7
        )
        self._words = label_at(ax, 0, 0, "", colour=ROLES["model"], size=15)
        self._end.set_clip_on(False)

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._line, self._end, self._words]

    def show(self, expected: ExpectedSubscription) -> None:
        """Move the line to a set of rules."""
        survival = np.r_[1.0, expected.survival]
        self._line.set_data(self._months, survival)
        end = float(survival[-1])
        self._end.set_data([self._last], [end])
        self._words.set_text(percent(end))
        self._words.xy = (self._last, end)
        self._words.set_position((13, 0))

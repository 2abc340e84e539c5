"""How different customers are, and what that does to retention and to value.

Shared by the explorer and its static twin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import NDArray
from scipy.special import betainc

from casekit.errors import InputError
from casekit.figures.canvas import label_at
from casekit.figures.style import DASHES, INK, MUTED, PAPER, ROLES
from casekit.figures.subscriptions.scales import percent, share_axis
from casekit.models.subscriptions import ShiftedBetaGeometric, margin_multiple
from casekit.words import _

__all__ = ["MARGIN", "Mixed", "OwnChances", "RetentionPath", "mixed_from"]

_YEARS = 8
_BINS = 10
MARGIN = 50.0


@dataclass(frozen=True)
class Mixed:
    """Hold what follows from a mixture of constant churners.

    Parameters
    ----------
    alpha, beta : float
        Parameters of the beta distribution of own churn.
    shares : array of float, shape (10,)
        Share of people by own chance of renewal, in tenths from 0 to 1.
    retention : array of float, shape (8,)
        Share that renews at each renewal.
    new, old : float
        Value of the payments to come, next payment in one year: of somebody who has just signed
        up, and of somebody who has just renewed for the seventh time.
    one_rate : float
        The same by the margin multiple with the first year's retention.

    Examples
    --------
    >>> round(mixed_from({"first_year": 0.63, "difference": 0.35}).alpha, 3)
    0.687
    """

    alpha: float
    beta: float
    shares: NDArray[np.float64]
    retention: NDArray[np.float64]
    new: float
    old: float
    one_rate: float


def mixed_from(state: Mapping[str, Any]) -> Mixed:
    """Work out a state of the explorer's sliders.

    Parameters
    ----------
    state : mapping
        ``first_year`` (mean chance of renewal, a share), ``difference`` (0: all alike, towards 1:
        everybody either leaves at once or never; it is 1/(1+alpha+beta)), and, if it is not 0.10,
        ``discount_rate`` (a share a year).

    Returns
    -------
    Mixed

    Examples
    --------
    >>> mixed = mixed_from({"first_year": 0.63, "difference": 0.35})
    >>> [round(rate, 2) for rate in mixed.retention[:3].tolist()]
    [0.63, 0.76, 0.82]
    """
    first, spread = float(state["first_year"]), float(state["difference"])
    if not (0 < first < 1 and 0 < spread < 1):
        raise InputError(
            _("first_year and difference must lie between 0 and 1, both ends excluded.")
        )
    rate = float(state.get("discount_rate", 0.10))
    size = 1 / spread - 1
    alpha, beta = (1 - first) * size, first * size
    fitted = ShiftedBetaGeometric.at(alpha=alpha, beta=beta)
    renewals = np.arange(1, _YEARS + 1)
    new, old = (
        MARGIN
        * fitted.discounted_expected_residual_lifetime(
            renewals=made, discount_rate_per_period=rate, timing="after_payment"
        )
        for made in (0, 7)
    )
    return Mixed(
        alpha=alpha,
        beta=beta,
        shares=np.diff(betainc(beta, alpha, np.linspace(0, 1, _BINS + 1))),
        retention=(beta + renewals - 1) / (alpha + beta + renewals - 1),
        new=new,
        old=old,
        one_rate=MARGIN * float(margin_multiple(first, rate)),
    )


class OwnChances:
    """Draw how many people have which own chance of renewal.

    Parameters
    ----------
    ax : Axes
        Where to draw.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> OwnChances(axes_for(None)[1]).show(mixed_from({"first_year": 0.63, "difference": 0.35}))
    """

    def __init__(self, ax: Axes) -> None:
        middles = (np.arange(_BINS) + 0.5) / _BINS
        self._bars = ax.bar(
            middles, np.ones(_BINS), width=0.9 / _BINS, color=ROLES["model"], edgecolor=PAPER
        )
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_locator(MaxNLocator(4, steps=[2.5]))
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.set_xlabel(_("Own chance to renew, per cent"))
        ax.grid(visible=False, axis="x")
        share_axis(ax, _("Of sign-ups, per cent"), top=1.0)

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return list(self._bars)

    def show(self, mixed: Mixed) -> None:
        """Move the bars.

        Parameters
        ----------
        mixed : Mixed
            From `mixed_from`.
        """
        for bar, share in zip(self._bars, mixed.shares, strict=True):
            bar.set_height(float(share))


class RetentionPath:
    """Draw the retention of those still there over the rate of the first year.

    Parameters
    ----------
    ax : Axes
        Where to draw.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> RetentionPath(axes_for(None)[1]).show(mixed_from({"first_year": 0.6, "difference": 0.3}))
    """

    def __init__(self, ax: Axes) -> None:
        self._renewals = np.arange(1, _YEARS + 1)
        ax.set_xlim(0.3, _YEARS + 0.9)
        ax.set_xticks(self._renewals)
        ax.set_xlabel(_("Renewal (year)"))
        share_axis(ax, _("Renew, per cent"), top=1.18)
        (self._flat,) = ax.plot([], [], color=MUTED, linestyle=DASHES[1], linewidth=2.2)
        (self._line,) = ax.plot(
            [], [], color=INK, linestyle="-", linewidth=3.6, marker="s", markersize=8
        )
        self._first = label_at(ax, 1, 0, "", offset=(0, -17), ha="center")
        self._last = label_at(ax, 1, 0, "", offset=(0, 16), ha="center")

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._flat, self._line, self._first, self._last]

    def show(self, mixed: Mixed) -> None:
        """Move the line and its two numbers.

        Parameters
        ----------
        mixed : Mixed
            From `mixed_from`.
        """
        rates = mixed.retention
        self._flat.set_data([1, _YEARS], [rates[0], rates[0]])
        self._line.set_data(self._renewals, rates)
        self._first.xy = (1.0, float(rates[0]))
        self._first.set_text(percent(float(rates[0])))
        self._last.xy = (float(_YEARS), float(rates[-1]))
        self._last.set_text(percent(float(rates[-1])))

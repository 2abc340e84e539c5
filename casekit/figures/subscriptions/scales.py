"""Words and axes that the figures of subscriptions share."""

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, MultipleLocator, PercentFormatter

from casekit.words import _

__all__ = ["fine_percent", "joined", "months_axis", "percent", "share_axis"]


def percent(share: float) -> str:
    """Write a share as a manager reads it.

    Examples
    --------
    >>> percent(0.4832)
    '48%'
    """
    return f"{100 * share:.0f}%"


def fine_percent(share: float) -> str:
    """Write a share, with decimals where it is small.

    Examples
    --------
    >>> fine_percent(0.0045), fine_percent(0.173)
    ('0.45%', '17%')
    """
    if share >= 0.095:
        return percent(share)
    return f"{100 * share:.1f}%" if share >= 0.01 else f"{100 * share:.2f}%"


def joined(words: list[str]) -> str:
    """Join words into a list that reads aloud.

    Examples
    --------
    >>> joined(["12", "24", "36"])
    '12, 24 and 36'
    """
    if len(words) < 2:
        return "".join(words)
    return _("{most} and {last}").format(most=", ".join(words[:-1]), last=words[-1])


def months_axis(axes: Axes, last_month: float) -> None:
    """Give the axis of months since the sign-up, with a tick every half year or month."""
    axes.set_xlabel(_("Months since the sign-up"))
    axes.set_xlim(0, last_month)
    axes.xaxis.set_major_locator(MultipleLocator(6 if last_month > 14 else 1))


def share_axis(axes: Axes, label: str, top: float = 1.04) -> None:
    """Give an axis of shares, in per cent from zero."""
    axes.set_ylim(0, top)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(label)

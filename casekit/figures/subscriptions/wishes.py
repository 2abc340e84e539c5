"""Who stays gladly, who stays and wishes to be gone, and which money comes from whom."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.figures.subscriptions.scales import percent
from casekit.words import _

__all__ = ["who_pays", "who_stays_and_why"]


class KnowsTheWishes(Protocol):
    """What these figures need: `casekit.generators.subscriptions.SubscriptionTruth`."""

    n_customers: int

    def wants_to_leave(self, month: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Tell who of those still there wishes to be gone."""
        ...


@in_house_style
def who_stays_and_why(
    truths: Mapping[str, KnowsTheWishes],
    *,
    month: int = 11,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Split those still subscribed after a month into the content and those who wish to be gone.

    Parameters
    ----------
    truths : mapping of str to SubscriptionTruth
        Name of a plan, and what its generator knows.
    month : int
        When to look.
    title : str, optional
        The finding; by default that of the plan that keeps the most.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.subscriptions import make_subscriptions
    >>> _, truth = make_subscriptions(20_000, seed=4, attention=1)
    >>> who_stays_and_why({"contract": truth})
    Of 100 sign-ups, after month 11. contract: 80 stay content, 15 stay and wish to be gone, 5 left.
    """
    figure, axes = axes_for(ax, 10.2, 1.9 + 0.85 * len(truths))
    alt = [_("Of 100 sign-ups, after month {month}.").format(month=month)]
    kept = {}
    for row, (name, truth) in enumerate(truths.items()):
        wanting = truth.wants_to_leave(month)
        unwilling = 100 * float(wanting.sum()) / truth.n_customers
        content = 100 * float((~wanting).sum()) / truth.n_customers
        gone = 100 - unwilling - content
        kept[name] = (content + unwilling, unwilling)
        start = 0.0
        for share, colour, hatch in (
            (content, ROLES["gained"], ""),
            (unwilling, ROLES["lost"], "///"),
            (gone, "#C9D1D8", ""),
        ):
            axes.barh(
                row, share, left=start, color=colour, hatch=hatch, edgecolor=PAPER, height=0.62
            )
            _write_in(axes, start + share / 2, row, share)
            start += share
        alt.append(
            _(
                "{name}: {content:.0f} stay content, {unwilling:.0f} stay and wish to be gone, "
                "{gone:.0f} left."
            ).format(name=name.replace("\n", " "), content=content, unwilling=unwilling, gone=gone)
        )
    axes.set_yticks(range(len(truths)), list(truths))
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set_xlim(0, 100)
    axes.set_xlabel(_("Of 100 sign-ups, after month {month} (customers)").format(month=month))
    if title is None:
        best = max(kept, key=lambda name: kept[name][0])
        title = _(
            "{name}: {kept:.0f} of 100 are still there, {unwilling:.0f} of them unwillingly"
        ).format(name=best.replace("\n", " "), kept=kept[best][0], unwilling=kept[best][1])
        title = title[0].upper() + title[1:]
    note = _("Plain: content. Hatched: still there, and wish to be gone. Grey: left")
    headline(figure, title, ax=ax, note=note)
    return Picture(figure, " ".join(alt))


def _write_in(axes: Axes, x: float, row: float, share: float) -> None:
    """Write a number in its piece of the bar."""
    if share >= 3:
        axes.text(
            x,
            row,
            f"{share:.0f}",
            ha="center",
            va="center",
            color=PAPER,
            fontweight="bold",
            bbox={"boxstyle": "round,pad=0.18", "facecolor": INK, "edgecolor": "none"},
        )


@in_house_style
def who_pays(
    worlds: Mapping[str, tuple[float, float]],
    *,
    months: int | None = None,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Split revenue into what was paid willingly and what was paid while wishing to be gone.

    Parameters
    ----------
    worlds : mapping of str to (float, float)
        Name of a set of rules; revenue per sign-up, and the part of it that was unwanted.
    months : int, optional
        In how many months it was paid, for the label of the axis.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default the largest revenue and its unwanted share.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> who_pays({"as it is": (300.0, 36.0), "with reminders": (264.0, 0.0)})
    Revenue per sign-up. as it is: $300, of which $36 unwanted. with reminders: $264, of which $0
    unwanted.
    """
    figure, axes = axes_for(ax, 10.2, 1.9 + 0.8 * len(worlds))
    alt = [_("Revenue per sign-up.")]
    top = max(total for total, _part in worlds.values())
    for row, (name, (total, unwanted)) in enumerate(worlds.items()):
        axes.barh(row, total - unwanted, color=ROLES["gained"], edgecolor=PAPER, height=0.62)
        axes.barh(
            row,
            unwanted,
            left=total - unwanted,
            color=ROLES["lost"],
            hatch="///",
            edgecolor=PAPER,
            height=0.62,
        )
        words = _("{total}, {unwanted} of it unwanted").format(
            total=f"{currency}{total:,.0f}", unwanted=f"{currency}{unwanted:,.0f}"
        )
        axes.annotate(
            words,
            (0, row),
            xytext=(10, 0),
            textcoords="offset points",
            va="center",
            color=PAPER,
            fontweight="bold",
            fontsize=13,
        )
        alt.append(
            _("{name}: {total}, of which {unwanted} unwanted.").format(
                name=name.replace("\n", " "),
                total=f"{currency}{total:,.0f}",
                unwanted=f"{currency}{unwanted:,.0f}",
            )
        )
    axes.set_yticks(range(len(worlds)), list(worlds))
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set_xlim(0, 1.02 * top)
    during = "" if months is None else _(" in {n} months").format(n=months)
    axes.set_xlabel(
        _("Revenue per sign-up{during} ({currency})").format(during=during, currency=currency)
    )
    if title is None:
        name, (total, unwanted) = max(worlds.items(), key=lambda item: item[1][0])
        title = _("{name}: the highest revenue, and {share} of it is unwanted").format(
            name=(name[0].upper() + name[1:]).replace("\n", " "), share=percent(unwanted / total)
        )
    headline(figure, title, ax=ax, note=_("Hatched: paid by people who wished to be gone"))
    return Picture(figure, " ".join(alt))

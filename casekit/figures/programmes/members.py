"""Members beside others: what a shop sees, and what its generator knows."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, ROLES
from casekit.generators.programmes import MembershipTruth
from casekit.words import _

__all__ = ["members_and_others", "two_worlds"]


def _money(dollars: float) -> str:
    return f"${dollars:,.2f}"


@in_house_style
def members_and_others(
    table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show what members and others spend: the chart that seems to prove that a card works.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``member`` and ``spend`` ($ a month), a row a customer.
    title : str, optional
        The finding; by default the difference.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"member": [True, False], "spend": [50.0, 30.0]})
    >>> members_and_others(table)
    Mean spending in a month: without a card $30.00, members $50.00, a difference of $20.00.
    """
    means = table.groupby("member")["spend"].mean()
    others, members = float(means[False]), float(means[True])
    figure, axes = axes_for(ax, 8.4, 4.6)
    names = [_("customers without a card"), _("members")]
    bars = axes.barh(
        names, [others, members], color=[MUTED, ROLES["model"]], height=0.58, edgecolor="white"
    )
    bars[0].set_hatch(HATCHES[1])
    for name, value in zip(names, (others, members), strict=True):
        label_at(axes, value, names.index(name), _money(value), offset=(8, 0))
    axes.set_xlim(0, 1.18 * max(members, others))
    axes.xaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Mean spending of a customer ($ a month)"))
    axes.grid(axis="y", visible=False)
    gap = members - others
    more = _("Members spend {gap} a month more than the others")
    less = _("Members spend {gap} a month less than the others")
    said = title or (more if gap >= 0 else less).format(gap=_money(abs(gap)))
    headline(figure, said, ax=ax)
    return Picture(
        figure,
        _(
            "Mean spending in a month: without a card {others}, members {members}, "
            "a difference of {gap}."
        ).format(others=_money(others), members=_money(members), gap=_money(gap)),
    )


@in_house_style
def two_worlds(
    truth: MembershipTruth, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Split the difference between members and others into liking and the card's own effect.

    Only a generator can draw this: it needs the same customers with and without the card.

    Parameters
    ----------
    truth : MembershipTruth
        From `casekit.generators.programmes.make_membership_panel`.
    title : str, optional
        The finding; by default the two parts.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.programmes import make_membership_panel
    >>> _, truth = make_membership_panel(1_000, seed=1)
    >>> two_worlds(truth)  # doctest: +ELLIPSIS
    Mean spending in a month: others ...; the members without the card ...; with it ...
    """
    customers = truth.customers
    member = customers["member"]
    others = float(customers.loc[~member, "spend_without_card"].mean())
    without = float(customers.loc[member, "spend_without_card"].mean())
    with_card = float(customers.loc[member, "spend_with_card"].mean())
    liking, effect = without - others, with_card - without
    figure, axes = axes_for(ax, 9.6, 5.4)
    rows = [
        _("the others, who have no card"),
        _("the members, if there were no card"),
        _("the members, with their card"),
    ]
    axes.barh(rows, [others, without, with_card], color=MUTED, height=0.5, alpha=0.30)
    for place, (start, end, role, hatch) in enumerate(
        [(others, without, "rule", HATCHES[1]), (without, with_card, "model", HATCHES[0])], start=1
    ):
        axes.barh(
            place, end - start, left=start, height=0.5, color=ROLES[role], hatch=hatch,
            edgecolor="white",
        )  # fmt: skip
        axes.plot([start, start], [place - 1.25, place + 0.25], color=INK, linewidth=1.2)
    names = [
        (1, without, _("{x}: they like the shop"), liking, "rule"),
        (2, with_card, _("{x}: the card"), effect, "model"),
    ]
    for place, at, words, value, role in names:
        label_at(axes, at, place, words.format(x=_money(value)), colour=ROLES[role], offset=(8, 0))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.62 * float(np.max([others, without, with_card])))
    axes.xaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Mean spending of a customer ($ a month)"))
    axes.grid(axis="y", visible=False)
    said = title or _("Of the {gap} between members and others, the card makes {effect}").format(
        gap=_money(liking + effect), effect=_money(effect)
    )
    headline(figure, said, ax=ax)
    return Picture(
        figure,
        _(
            "Mean spending in a month: others {others}; the members without the card {without}; "
            "with it {with_card}. {liking} of the difference is liking, {effect} the card."
        ).format(
            others=_money(others),
            without=_money(without),
            with_card=_money(with_card),
            liking=_money(liking),
            effect=_money(effect),
        ),
    )

"""Why customers are still there: liking, paper, or not looking."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.cases.bank.wording import need
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["why_they_stay"]

# What a reason looks like: its name in two lines, its colour, a hatch for print, and the ink on it.
_LOOKS = {
    "would stay anyway": (_("would\nstay anyway"), ROLES["gained"], "", PAPER),
    "held by paper": (_("held\nby paper"), ROLES["rule"], "///", INK),
    "has not looked": (_("has\nnot looked"), "#B9C2CB", "...", INK),
    "leaves": (_("leaves"), ROLES["lost"], "", INK),
}


@in_house_style
def why_they_stay(
    reasons: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Stack the reasons why customers are still there, for satisfied ones and the others.

    Parameters
    ----------
    reasons : pandas.DataFrame
        From `casekit.reasons_to_stay`.
    title : str, optional
        The finding; by default how many of those whom paper holds are satisfied.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing.
    """
    need(reasons, ["satisfied", "reason"], "casekit.reasons_to_stay")
    shares = _of_100(reasons)
    figure, axes = axes_for(ax, 10.4, 4.6)
    named = {True: _("satisfied"), False: _("not satisfied")}
    alt = []
    for place, satisfied in ((1, True), (0, False)):
        left = 0.0
        for reason, (name, colour, hatch, ink) in _LOOKS.items():
            width = shares[satisfied, reason]
            axes.barh(
                place, width, left=left, height=0.56, color=colour, hatch=hatch, edgecolor=PAPER
            )
            if width >= 6:
                box = (
                    None if ink == PAPER else {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
                )
                middle = left + width / 2
                axes.text(
                    middle, place, f"{width:.0f}", ha="center", va="center", color=ink,
                    fontweight="bold", bbox=box,
                )  # fmt: skip
                if satisfied:
                    axes.text(
                        middle,
                        place + 0.33,
                        name,
                        ha="center",
                        color=INK,
                    )
            left += width
        parts = ", ".join(f"{reason} {shares[satisfied, reason]:.0f}" for reason in _LOOKS)
        alt.append(_("{who}: {parts}.").format(who=named[satisfied].capitalize(), parts=parts))
        label_at(axes, left, place, f"{left:.0f}", bold=True, edge=False)
    axes.set_yticks([1, 0], [named[True], named[False]])
    axes.set_ylim(-0.45, 1.85)
    axes.set_xlim(0, 100)
    axes.set_xlabel(_("Customers of the bank in a month (of 100, rounded)"))
    axes.grid(axis="y", visible=False)
    satisfied_held = shares[True, "held by paper"]
    held = satisfied_held + shares[False, "held by paper"]
    share = 100 * satisfied_held / held if held else 0.0
    found = title or _(
        "Paper alone holds {held:.0f} of 100 customers; {share:.0f}% of them count as satisfied"
    ).format(held=held, share=share)
    headline(figure, found, ax=ax)
    return Picture(figure, _("Of 100 customers. ") + " ".join(alt))


def _of_100(reasons: pd.DataFrame) -> dict[tuple[bool, str], float]:
    """Count of 100 customers those of each answer and reason."""
    satisfied = reasons["satisfied"].to_numpy(dtype=bool)
    given = reasons["reason"].astype(str).to_numpy()
    return {
        (answer, reason): 100 * float(((satisfied == answer) & (given == reason)).mean())
        for answer in (True, False)
        for reason in _LOOKS
    }

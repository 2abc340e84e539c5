"""What leaving costs in the eyes of customers: eight facets, and the forms they belong to."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED
from casekit.figures.switching.forms import FORM_COLOURS, FORM_MARKERS, form_words
from casekit.frames.barriers import FACETS
from casekit.words import _

__all__ = ["survey_profile"]


@in_house_style
def survey_profile(
    profile: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show how high each facet of switching costs stands in a survey, highest first.

    Parameters
    ----------
    profile : pandas.DataFrame
        From `casekit.metrics.switching.survey.facet_profile`: index the facets' names, columns
        ``mean``, ``low``, ``high``, ``alpha``.
    title : str, optional
        The finding; by default the facet that stands highest.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the table is not a profile.

    Examples
    --------
    >>> from casekit.generators.switching.survey import make_barrier_survey
    >>> from casekit.metrics.switching.survey import facet_profile
    >>> answers, truth = make_barrier_survey(seed=1)
    >>> str(survey_profile(facet_profile(answers)))[:46]
    'Mean answer by facet, 1 to 5, highest first. s'
    """
    wanted = ["mean", "low", "high", "alpha"]
    if not set(wanted) <= set(profile.columns) or profile.empty:
        raise InputError(_("Give the table of facet_profile: a row a facet, with mean and alpha."))
    form_of = {facet.name: facet.form for facet in FACETS}
    ordered = profile.sort_values("mean")
    figure, axes = axes_for(ax, 9.6, 5.8)
    for row, (facet, numbers) in enumerate(ordered.iterrows()):
        form = form_of.get(str(facet), "")
        colour = FORM_COLOURS.get(form, MUTED)
        axes.plot([numbers["low"], numbers["high"]], [row, row], "-", color=colour, linewidth=4)
        axes.plot(
            numbers["mean"],
            row,
            marker=FORM_MARKERS.get(form, "X"),
            color=colour,
            markersize=12,
            markeredgecolor="white",
            linestyle="none",
        )
        words = form_words(form) if form else _("no form of its own")
        label_at(axes, numbers["high"], row, words, colour=colour, offset=(10, 0))
        label_at(axes, 4.99, row, f"α {numbers['alpha']:.2f}", colour=MUTED, bold=False, ha="right")
    axes.set_yticks(range(len(ordered)), [_facet_words(str(facet)) for facet in ordered.index])
    axes.set_xlim(1, 5)
    axes.set_ylim(-0.6, len(ordered) - 0.4)
    axes.set_xticks([1, 2, 3, 4, 5])
    axes.set_xlabel(_("Mean answer (points, 1 = disagree, 5 = agree that leaving is hard)"))
    axes.grid(axis="y", visible=False)
    top = str(ordered.index[-1])
    headline(
        figure,
        title
        or _("Customers complain most about {facet}; the scale has points, not money").format(
            facet=_facet_words(top)
        ),
        ax=ax,
    )
    parts = [
        _("{facet}: {mean:.1f} (alpha {alpha:.2f})").format(
            facet=_facet_words(str(facet)), mean=numbers["mean"], alpha=numbers["alpha"]
        )
        for facet, numbers in ordered[::-1].iterrows()
    ]
    alt = _("Mean answer by facet, 1 to 5, highest first. {parts}.").format(parts="; ".join(parts))
    return Picture(figure, alt)


def _facet_words(name: str) -> str:
    return {
        "economic_risk": _("risk of a worse service"),
        "evaluation": _("comparing offers"),
        "learning": _("learning again"),
        "set_up": _("set-up work"),
        "benefit_loss": _("lost points"),
        "monetary_loss": _("fees to pay"),
        "personal_relationship": _("people I know here"),
        "brand_relationship": _("belonging here"),
    }.get(name, name)

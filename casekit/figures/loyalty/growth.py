"""Whether a score goes with the growth that was, or with the growth that comes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.loyalty.words import need, points, signed
from casekit.figures.picture import Picture
from casekit.figures.style import PAPER, ROLES, SHADE
from casekit.words import _

__all__ = ["nps_and_growth"]


@in_house_style
def nps_and_growth(
    firms: pd.DataFrame,
    *,
    score: str = "nps",
    past: str = "growth_past",
    ahead: str = "growth_next",
    title: str | None = None,
) -> Picture:
    """Set firms' scores against their growth of the year before and of the year after.

    Parameters
    ----------
    firms : pandas.DataFrame
        A row a firm, from `casekit.make_nps_industry`.
    score, past, ahead : str
        Columns: score (points), growth of the past and of the next year (%).
    title : str, optional
        The finding; by default the two correlations.

    Returns
    -------
    Picture

    Examples
    --------
    >>> firms = pd.DataFrame({"nps": [1, 2, 3], "growth_past": [1, 2, 3],
    ...     "growth_next": [2, 1, 2]})
    >>> nps_and_growth(firms)
    Scores of 3 firms against growth. Year before the survey: correlation 1.00. Year after it: \
correlation 0.00.
    """
    need(firms, score, past, ahead, maker="casekit.make_nps_industry")
    figure = new_figure(10.6, 4.8)
    panels: Sequence[Axes] = figure.subplots(1, 2, sharey=True)
    found = {}
    x = firms[score].to_numpy(float)
    for panel, column, name, colour, mark in (
        (panels[0], past, _("Year before the survey"), ROLES["rule"], "s"),
        (panels[1], ahead, _("Year after it"), ROLES["model"], "o"),
    ):
        y = firms[column].to_numpy(float)
        correlation = float(np.corrcoef(x, y)[0, 1])
        slope, start = np.polyfit(x, y, 1)
        ends = np.array([x.min(), x.max()])
        panel.axhline(0, color=SHADE, linewidth=2)
        panel.plot(ends, start + slope * ends, color=colour, linewidth=2, linestyle=(0, (6, 2)))
        panel.plot(x, y, linestyle="", marker=mark, color=colour, markeredgecolor=PAPER)
        panel.set_title(
            _("{name}: correlation {r}").format(name=name, r=signed(correlation, 2)), loc="left"
        )
        panel.set_xlabel(_("Net promoter score (points)"))
        found[name] = correlation
    panels[0].set_ylabel(_("Growth of the firm (% a year)"))
    earlier, later = found.values()
    if title is None:
        words = (
            _("The score goes with last year's growth ({before}), not with the next ({after})")
            if abs(later) < abs(earlier)
            else _("Score and growth: {before} with the past year, {after} with the next")
        )
        title = words.format(before=points(earlier, 2), after=points(later, 2))
    headline(figure, title)
    sentences = [
        _("{name}: correlation {r}.").format(name=name, r=points(value, 2))
        for name, value in found.items()
    ]
    return Picture(
        figure,
        " ".join([_("Scores of {n} firms against growth.").format(n=len(firms)), *sentences]),
    )

"""What groups in the data look like beside groups in customers who have none."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["groups_against_chance"]

_NEEDED = ("silhouette", "silhouette_of_one_cloud", "highest_of_one_cloud")


@in_house_style
def groups_against_chance(
    evidence: Mapping[str, pd.DataFrame], *, title: str | None = None
) -> Picture:
    """Show for each shop how far its groups stand out from groups in a shop that has none.

    Parameters
    ----------
    evidence : mapping of str to pandas.DataFrame
        Name of a shop, and what `casekit.models.segments.choose_k` says of it.
    title : str, optional
        The finding; by default which shop stands out, and by how much the others do.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When there is no shop, or a table is not from `choose_k`.

    Examples
    --------
    >>> table = pd.DataFrame({"silhouette": [0.38, 0.5], "silhouette_of_one_cloud": [0.36, 0.3],
    ...                       "highest_of_one_cloud": [0.37, 0.31]}, index=[2, 6])
    >>> groups_against_chance({"north": table})
    Silhouette by number of groups, and without groups. north: highest lead 0.19, with 6 groups.
    """
    for name, table in evidence.items():
        for column in _NEEDED:
            if column not in table.columns:
                raise InputError(
                    _(
                        'The evidence of "{name}" has no "{column}": casekit.choose_k makes it.'
                    ).format(name=name, column=column)
                )
    if not evidence:
        raise InputError(_("Give at least one shop."))
    figure = new_figure(4.1 * max(2, len(evidence)), 4.9)
    panels = figure.subplots(1, len(evidence), sharey=True, squeeze=False)[0]
    alt = [_("Silhouette by number of groups, and without groups.")]
    leads = {}
    highest = 0.0
    for panel, (name, table) in zip(panels, evidence.items(), strict=True):
        groups = table.index.to_numpy(dtype=float)
        own, cloud, most = (table[column].to_numpy(dtype=float) for column in _NEEDED)
        panel.fill_between(groups, 2 * cloud - most, most, color=MUTED, alpha=0.3, linewidth=0)
        panel.plot(groups, cloud, color=MUTED, linestyle=(0, (5, 3)), linewidth=1.8)
        panel.plot(groups, own, color=ROLES["model"], marker="o")
        lead = own - most
        at = int(np.argmax(lead))
        leads[name] = float(lead[at])
        highest = max(highest, float(own.max()), float(most.max()))
        panel.set_title(name, loc="left", color=INK, fontweight="bold")
        panel.set_xlabel(_("Groups asked for (number)"))
        panel.set_xticks(groups)
        alt.append(
            _("{name}: highest lead {lead:.2f}, with {k} groups.").format(
                name=name.replace("\n", " "),
                lead=round(float(lead[at]), 2) + 0.0,
                k=int(groups[at]),
            )
        )
    panels[0].set_ylim(0, 1.12 * highest)
    panels[0].set_ylabel(_("Silhouette (score, 0 to 1)"))
    left = float(panels[0].get_xlim()[0])
    label_at(panels[0], left, 0.13 * highest, _("line: this shop"), colour=ROLES["model"])
    label_at(panels[0], left, 0.055 * highest, _("grey: one hill, no tribes"), colour=MUTED)
    if title is None:
        best = max(leads, key=lambda name: leads[name])
        others = max([lead for name, lead in leads.items() if name != best], default=float("nan"))
        title = _("{best} stands {lead:.2f} above chance at most").format(
            best=best.replace("\n", " "), lead=leads[best]
        )
        if len(leads) > 1:
            title += _("; no other shop more than {others:.2f}").format(others=max(others, 0.0))
    headline(figure, title)
    return Picture(figure, " ".join(alt))

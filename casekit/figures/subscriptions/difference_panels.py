"""Three settings of the explorer of differences side by side, for the printed page."""

from collections.abc import Mapping

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK
from casekit.figures.subscriptions.differences import OwnChances, RetentionPath, mixed_from
from casekit.figures.subscriptions.scales import percent
from casekit.words import _

__all__ = ["difference_panels"]


def _three_settings() -> dict[str, dict[str, float]]:
    return {
        _("Almost alike"): {"first_year": 0.63, "difference": 0.02},
        _("Different"): {"first_year": 0.63, "difference": 0.35},
        _("Very different"): {"first_year": 0.63, "difference": 0.70},
    }


@in_house_style
def difference_panels(
    settings: Mapping[str, Mapping[str, float]] | None = None, *, title: str | None = None
) -> Picture:
    """Show three settings of the explorer of differences side by side.

    Parameters
    ----------
    settings : mapping of str to mapping, optional
        Name of a panel, and a state for `mixed_from`.
    title : str, optional
        The finding; by default what somebody who has renewed seven times is worth in each.

    Returns
    -------
    Picture

    Examples
    --------
    >>> difference_panels()  # doctest: +ELLIPSIS
    Same first year, people more or less different. Almost alike: retention 63% to 68%, ...
    """
    chosen = settings or _three_settings()
    figure = new_figure(4.1 * max(2, len(chosen)), 7.4)
    rows = figure.subplots(2, len(chosen), squeeze=False, sharey="row")
    alt = [_("Same first year, people more or less different.")]
    values = []
    for place, (name, state) in enumerate(chosen.items()):
        mixed = mixed_from(state)
        OwnChances(rows[0, place]).show(mixed)
        RetentionPath(rows[1, place]).show(mixed)
        rows[0, place].set_title(name, loc="left", color=INK)
        words = _("new ${new:,.0f}, after 7 renewals ${old:,.0f}").format(
            new=mixed.new, old=mixed.old
        )
        rows[1, place].set_title(words, loc="left", color=INK)
        for row in rows:
            if place:
                row[place].set_ylabel("")
                row[place].tick_params(labelleft=False)
        values.append(f"${mixed.old:,.0f}")
        alt.append(
            _(
                "{name}: retention {first} to {last}, a new subscriber is worth ${new:,.0f}, one "
                "with seven renewals ${old:,.0f}."
            ).format(
                name=name,
                first=percent(float(mixed.retention[0])),
                last=percent(float(mixed.retention[-1])),
                new=mixed.new,
                old=mixed.old,
            )
        )
    if title is None:
        title = _(
            "The same first year, more or less different people: an old subscriber is worth "
            "{values}"
        ).format(values=", ".join(values))
    headline(figure, title)
    return Picture(figure, " ".join(alt))

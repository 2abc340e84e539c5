"""Settings of the barrier explorer, for the printed page."""

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.loyalty.held_view import HeldView, StayCurve, held_words
from casekit.figures.loyalty.words import out_of_100
from casekit.figures.picture import Picture
from casekit.figures.style import INK
from casekit.words import _

__all__ = ["barrier_settings"]


@in_house_style
def barrier_settings(
    curve: StayCurve,
    settings: dict[str, tuple[float, float]],
    *,
    title: str | None = None,
) -> Picture:
    """Show settings of the barrier explorer one below the other, for the printed page.

    Parameters
    ----------
    curve : StayCurve
        The market.
    settings : dict of str to (float, float)
        Name; barrier in points of satisfaction, and the share of customers whose answer the
        service raises by one score.
    title : str, optional
        The finding; by default how many stay in each.

    Returns
    -------
    Picture

    Examples
    --------
    >>> market = StayCurve(-4.6, 1.25, 0.5, (0.01, 0.10, 0.31, 0.37, 0.21))
    >>> barrier_settings(market, {"locked": (2.8, 0.0), "free": (0.0, 0.0)})  # doctest: +ELLIPSIS
    Customers who stay in 2 settings. locked: Of 100 customers 95 stay...
    """
    figure = new_figure(12.4, 3.55 * len(settings))
    axes = figure.subplots(len(settings), 2, squeeze=False, width_ratios=[1.05, 1])
    alt = [_("Customers who stay in {n} settings.").format(n=len(settings))]
    stays = {}
    for (left, right), (name, (barrier, raised)) in zip(axes, settings.items(), strict=True):
        seen = HeldView(left, right, curve).show(barrier, raised)
        stays[name] = seen["stay"]
        left.set_title(name, loc="left", color=INK, fontweight="bold")
        alt.append(f"{name}: {held_words(seen)}")
        if left is not axes[-1][0]:
            left.set_xlabel("")
        left.set_ylabel(_("Stay (%)"))
        right.set_ylabel("")
    if title is None:
        title = _("Who stays of 100 customers: {words}").format(
            words=", ".join(f"{out_of_100(stay)} ({name})" for name, stay in stays.items())
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))

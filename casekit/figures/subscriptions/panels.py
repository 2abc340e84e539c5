"""Three settings of the contract explorer side by side, for the printed page."""

from collections.abc import Mapping
from typing import Any

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK
from casekit.figures.subscriptions.contract_path import ContractPath, expected_of
from casekit.figures.subscriptions.scales import joined, percent
from casekit.words import _

__all__ = ["contract_panels"]


def _three_settings() -> dict[str, dict[str, Any]]:
    contract = {"term_months": 12, "attention": 1.0}
    return {
        _("12-month contract,\neverybody attentive"): contract,
        _("12-month contract,\nwishes to leave lapse"): contract | {"wish_lapse": 0.1},
        _("12-month contract,\nand people forget"): contract | {"attention": 0.15},
    }


@in_house_style
def contract_panels(
    settings: Mapping[str, Mapping[str, Any]] | None = None, *, title: str | None = None
) -> Picture:
    """Show three settings of the contract explorer side by side.

    Parameters
    ----------
    settings : mapping of str to mapping, optional
        Name of a panel, and parameters of `casekit.generators.subscriptions.SubscriptionRules`.
    title : str, optional
        The finding; by default the shares left at the end of the first and the last setting.

    Returns
    -------
    Picture

    Examples
    --------
    >>> contract_panels()  # doctest: +ELLIPSIS
    Share still subscribed in 3 settings, beside attentive monthly subscribers, 48% of whom are ...
    """
    chosen = settings or _three_settings()
    figure = new_figure(4.2 * max(2, len(chosen)), 5.1)
    panels = figure.subplots(1, len(chosen), sharey=True, squeeze=False)[0]
    ends, alt = [], []
    for panel, (name, state) in zip(panels, chosen.items(), strict=True):
        path = ContractPath(panel, named=panel is panels[0])
        expected = expected_of(dict(state))
        path.show(expected)
        ends.append(float(expected.survival[-1]))
        panel.set_title(name, loc="left", color=INK)
        panel.label_outer()
        panel.set_xlabel(_("Months since the sign-up") if panel is panels[0] else _("Months"))
        alt.append(
            _("{name}: {share}, and {unwanted} of the revenue is unwanted.").format(
                name=name.replace("\n", " "),
                share=percent(ends[-1]),
                unwanted=percent(expected.unwanted_share),
            )
        )
    reference = float(path.reference.survival[-1])
    first = _(
        "Share still subscribed in {n} settings, beside attentive monthly subscribers, {share} of "
        "whom are left at the end."
    ).format(n=len(chosen), share=percent(reference))
    if title is None:
        title = _("One contract, three kinds of people: {shares} are left at the end").format(
            shares=joined([percent(end) for end in ends])
        )
    headline(figure, title)
    return Picture(figure, " ".join([first, *alt]))

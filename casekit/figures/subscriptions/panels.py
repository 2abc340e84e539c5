"""Three settings of the contract explorer side by side, for the printed page."""

from collections.abc import Mapping
from typing import Any

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK
from casekit.figures.subscriptions.contract_path import ContractPath, expected_of, monthly_of
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
        The finding; by default the shares that are left at the end.

    Returns
    -------
    Picture

    Examples
    --------
    >>> contract_panels()  # doctest: +ELLIPSIS
    Share still subscribed at the end, and that of the same people on the monthly plan. ...
    """
    chosen = settings or _three_settings()
    figure = new_figure(4.2 * max(2, len(chosen)), 5.1)
    panels = figure.subplots(1, len(chosen), sharey=True, squeeze=False)[0]
    ends = []
    alt = [_("Share still subscribed at the end, and that of the same people on the monthly plan.")]
    for panel, (name, state) in zip(panels, chosen.items(), strict=True):
        path = ContractPath(panel, named=panel is panels[0])
        expected, monthly = expected_of(dict(state)), monthly_of(dict(state))
        path.show(expected, monthly)
        share, other = float(expected.survival[-1]), float(monthly.survival[-1])
        ends.append(percent(share))
        unwanted = percent(expected.unwanted_share)
        revenue = _("{unwanted} of the revenue unwanted").format(unwanted=unwanted)
        panel.set_title(f"{name}:\n{revenue}", loc="left", color=INK)
        panel.label_outer()
        panel.set_xlabel(_("Months since the sign-up") if panel is panels[0] else _("Months"))
        alt.append(
            _("{name}: {share} and {other}; {unwanted} of the revenue is unwanted.").format(
                name=name.replace("\n", " "),
                share=ends[-1],
                other=percent(other),
                unwanted=unwanted,
            )
        )
    if title is None:
        title = _("One contract, three kinds of people: {shares} are left at the end").format(
            shares=joined(ends)
        )
    headline(figure, title)
    return Picture(figure, " ".join(alt))

"""Big and small brands: how many buy, and how often those buy."""

from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.segments.words import percent
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["double_jeopardy"]

_PENETRATION, _FREQUENCY = "penetration", "purchase_frequency"


@in_house_style
def double_jeopardy(
    table: pd.DataFrame,
    model: pd.DataFrame | None = None,
    *,
    own: str | None = None,
    compare: Literal["sizes", "own with model"] = "sizes",
    title: str | None = None,
) -> Picture:
    """Show for each brand how many buy it and how often its buyers buy it, side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a brand (the index, or a column ``brand``): ``penetration`` (share of people who
        bought it) and ``purchase_frequency`` (purchases per buyer of it).
    model : pandas.DataFrame, optional
        The same, as a model expects it: drawn as diamonds.
    own : str, optional
        The brand that the reader looks after; drawn in another colour.
    compare : {"sizes", "own with model"}
        What the title says: how many times the brand with most buyers beats the one with fewest,
        or how the own brand lies against the model.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing, or `compare` asks for what was not given.

    Examples
    --------
    >>> double_jeopardy(pd.DataFrame(
    ...     {"penetration": [0.4, 0.1], "purchase_frequency": [3.0, 2.5]}, index=["big", "small"]))
    Bought by, and purchases per buyer. big: 40%, 3.0. small: 10%, 2.5.
    """
    rows = _by_brand(table)
    expected = None if model is None else _by_brand(model).reindex(rows.index)
    # The biggest on top, as a table would list it.
    rows = rows.sort_values(_PENETRATION, ascending=True, kind="stable")
    figure = new_figure(11.6, 1.9 + 0.52 * len(rows))
    panels = figure.subplots(1, 2, sharey=True)
    for panel, column, words, label in (
        (panels[0], _PENETRATION, percent, _("Bought by (% of all)")),
        (panels[1], _FREQUENCY, _one_decimal, _("Purchases per buyer (number)")),
    ):
        _bars(panel, rows[column], words, own)
        if expected is not None:
            panel.plot(
                expected[column].reindex(rows.index).to_numpy(),
                np.arange(len(rows)),
                linestyle="none",
                marker="D",
                markersize=10,
                color=ROLES["accent"],
                markeredgecolor=PAPER,
                zorder=5,
            )
        panel.set_xlabel(label)
        panel.grid(visible=False, axis="y")
    panels[0].xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    panels[0].set_yticks(np.arange(len(rows)), [str(name) for name in rows.index])
    if title is None:
        title = _sizes(rows) if compare == "sizes" else _against_model(rows, expected, own)
    headline(figure, title, note=_("diamonds: the model") if expected is not None else "")
    return Picture(figure, _alt(rows, expected))


def _sizes(rows: pd.DataFrame) -> str:
    ratios = rows.iloc[-1] / rows.iloc[0]
    return _(
        "{big} has {times:.1f} times as many buyers as {small}; each buys it {often:.2f} times as "
        "often"
    ).format(
        big=rows.index[-1],
        small=rows.index[0],
        times=ratios[_PENETRATION],
        often=ratios[_FREQUENCY],
    )


def _against_model(rows: pd.DataFrame, expected: pd.DataFrame | None, own: str | None) -> str:
    if expected is None or own is None or own not in rows.index:
        raise InputError(_("To compare the own brand with the model, give `own` and `model`."))
    return _(
        "{own}: {bought} buy it ({by_model} are normal for its size), {often:.1f} times each "
        "({normal:.1f})"
    ).format(
        own=own,
        bought=percent(float(rows[_PENETRATION][own])),
        by_model=percent(float(expected[_PENETRATION][own])),
        often=float(rows[_FREQUENCY][own]),
        normal=float(expected[_FREQUENCY][own]),
    )


def _by_brand(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.set_index("brand") if "brand" in table.columns else table
    for column in (_PENETRATION, _FREQUENCY):
        if column not in rows.columns:
            raise InputError(
                _('The table of brands needs the column "{column}".').format(column=column)
            )
    return rows[[_PENETRATION, _FREQUENCY]].astype(float)


def _one_decimal(value: float) -> str:
    return f"{value:.1f}"


def _bars(panel: Axes, values: pd.Series, words: Any, own: str | None) -> None:
    panel.barh(
        np.arange(len(values)),
        values.to_numpy(),
        height=0.64,
        color=[ROLES["rule"] if name == own else ROLES["model"] for name in values.index],
        hatch=["///" if name == own else "" for name in values.index],
        edgecolor=PAPER,
    )
    for row, (name, value) in enumerate(values.items()):
        # On a hatch, white letters are lost: dark ones with a white edge are not.
        hatched = name == own
        colour = INK if hatched else PAPER
        label_at(panel, 0.0, row, words(value), colour=colour, offset=(8, 0), edge=hatched)
    panel.set_xlim(0, float(values.max()) * 1.12)


def _alt(rows: pd.DataFrame, expected: pd.DataFrame | None) -> str:
    alt = [_("Bought by, and purchases per buyer.")]
    for name in rows.index[::-1]:
        bought, often = rows.loc[name, [_PENETRATION, _FREQUENCY]]
        if expected is None:
            alt.append(f"{name}: {percent(bought)}, {often:.1f}.")
            continue
        by_model, often_by_model = expected.loc[name, [_PENETRATION, _FREQUENCY]]
        alt.append(
            _("{name}: {bought}, {often:.1f} (model {by_model}, {often_by_model:.1f}).").format(
                name=name,
                bought=percent(bought),
                often=often,
                by_model=percent(by_model),
                often_by_model=often_by_model,
            )
        )
    return " ".join(alt)

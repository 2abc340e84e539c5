"""The lock-in X-ray as a picture: a bar a form, with its interval."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER
from casekit.figures.switching.forms import FORM_COLOURS, form_words, holding_words
from casekit.figures.switching.unmeasured import truth_alone
from casekit.words import _

__all__ = ["xray"]


class MeasuredForms(Protocol):
    """What the figure needs of an X-ray."""

    @property
    def barriers(self) -> pd.DataFrame:
        """Give ``form``, ``money``, ``low``, ``high``."""
        ...

    @property
    def plain(self) -> pd.DataFrame:
        """Give the same from the plain logit."""
        ...


class KnowsBarriers(Protocol):
    """What the figure needs of a truth."""

    @property
    def barriers(self) -> pd.DataFrame:
        """Give ``form`` and ``money``."""
        ...


@in_house_style
def xray(
    result: MeasuredForms,
    truth: KnowsBarriers | None = None,
    *,
    plain: bool = False,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show what holds customers: a bar a form in money, with its 95% interval.

    Parameters
    ----------
    result : LockInXray
        From `casekit.models.switching.lock_in_xray`.
    truth : SwitchingTruth, optional
        What the generator knows, as diamonds.
    plain : bool
        Whether the plain logit's bars stand beside, hatched.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default which form holds most, or what the plain logit gets wrong.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When no form was measured in money, and there is no truth to show in its place.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> table = pd.DataFrame({"form": ["economic", "contractual"], "money": [3.2, 12.7],
    ...                       "low": [2.7, 11.9], "high": [3.7, 13.5]})
    >>> xray(SimpleNamespace(barriers=table, plain=table))
    Mean barrier to leaving: economic $3.2 (2.7 to 3.7), contractual $12.7 (11.9 to 13.5).
    """
    table = result.barriers
    finite = np.isfinite(table[["money", "low", "high"]].to_numpy(dtype=np.float64)).all(axis=1)
    if not finite.any():
        if truth is not None:
            return truth_alone(truth.barriers, currency, ax)
        raise InputError(
            _("This X-ray has no form with an interval in money, so there is nothing to draw.")
            + " "
            + _("Take more customers or months, a larger price_sd, or more attention.")
        )
    table = table[finite]
    forms = table["form"].tolist()
    money, low, high = (table[name].to_numpy(dtype=np.float64) for name in ("money", "low", "high"))
    naive = _beside(result.plain, forms) if plain else None
    true = None if truth is None else _beside(truth.barriers, forms)
    figure, axes = axes_for(ax, 10.2, 5.8)
    place = np.arange(len(forms), dtype=np.float64)
    width = 0.36 if plain else 0.5
    own = place - width / 2 - 0.02 if plain else place
    colours = [FORM_COLOURS.get(form, MUTED) for form in forms]
    axes.bar(own, money, width, color=colours)
    axes.errorbar(
        own, money, [money - low, high - money], fmt="none", ecolor=INK, elinewidth=2, capsize=7
    )
    size = max(float(high.max()), float(np.nanmax(money if naive is None else naive)))
    for x, value, top in zip(own, money, np.maximum(high, 0.0), strict=True):
        label_at(axes, x, top, f"{value:.1f}", offset=(0, 11), ha="center", size=14)
    if naive is not None:
        _plain_bars(axes, place + width / 2 + 0.02, naive, width, colours)
    if true is not None:
        _diamonds(axes, own, true, width)
    lines = _legend_words(axes, has_truth=true is not None, has_plain=naive is not None)
    axes.axhline(0, color=INK, linewidth=1)
    axes.set_xticks(place, [holding_words(form) for form in forms])
    axes.tick_params(axis="x", labelsize=13, labelcolor=INK)
    axes.grid(axis="x", visible=False)
    axes.set_ylabel(_("Mean barrier to leaving ({currency})").format(currency=currency))
    # Room above the highest bar and its number for the words that explain the marks.
    axes.set_ylim(min(0.0, 1.1 * float(low.min())), 1.12 * size / (0.95 - 0.065 * lines))
    if title is None:
        title = _title(forms, money, low, high, naive, currency)
    headline(figure, title, ax=ax)
    return Picture(figure, _alt(forms, money, low, high, true, naive, currency))


def _beside(table: pd.DataFrame, forms: list[str]) -> NDArray[np.float64]:
    """Give another table's money in the order of these forms; missing where it has none."""
    return table.set_index("form")["money"].reindex(forms).to_numpy(dtype=np.float64)


def _plain_bars(
    axes: Axes,
    place: NDArray[np.float64],
    naive: NDArray[np.float64],
    width: float,
    colours: list[Any],
) -> None:
    bars = axes.bar(place, naive, width, color=PAPER, hatch="///", linewidth=1.6)
    for bar, colour in zip(bars, colours, strict=True):
        bar.set_edgecolor(colour)
    for x, value in zip(place, naive, strict=True):
        if np.isfinite(value):
            top = max(float(value), 0.0)
            label_at(
                axes, x, top, f"{value:.1f}", offset=(0, 11), ha="center", bold=False, colour=MUTED
            )


def _diamonds(
    axes: Axes, place: NDArray[np.float64], true: NDArray[np.float64], width: float
) -> None:
    axes.plot(
        place - 0.3 * width,
        true,
        linestyle="none",
        marker="D",
        markersize=11,
        color=PAPER,
        markeredgecolor=INK,
        markeredgewidth=2,
        zorder=5,
    )


def _legend_words(axes: Axes, *, has_truth: bool, has_plain: bool) -> int:
    """Say what the marks mean, at the top; give the number of lines."""
    names = [(_("bar: measured; line: 95% interval"), INK)]
    if has_truth:
        names.append((_("diamond: the truth"), INK))
    if has_plain:
        names.append((_("hatched: plain logit, one taste for all"), MUTED))
    for line, (words, colour) in enumerate(names):
        axes.text(
            0.01,
            0.985 - 0.065 * line,
            words,
            transform=axes.transAxes,
            color=colour,
            fontsize=13,
            va="top",
        )
    return len(names)


def _title(
    forms: list[str],
    money: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    naive: NDArray[np.float64] | None,
    currency: str,
) -> str:
    """Say what is true of these bars: where the plain logit is most wrong, or what holds most."""
    if naive is not None:
        wrong = np.where((naive < low) | (naive > high), np.abs(naive - money), 0.0)
        worst = int(np.nanargmax(wrong))
        if wrong[worst] > 0:
            return _(
                "With one taste for all, the {form} barrier reads {currency}{naive}; with tastes "
                "that differ it is {currency}{money}"
            ).format(
                form=form_words(forms[worst]),
                naive=f"{naive[worst]:.1f}",
                money=f"{money[worst]:.1f}",
                currency=currency,
            )
        return _("With or without tastes the barriers read the same: tastes hardly differ here")
    order = np.argsort(-money, kind="stable")
    first = int(order[0])
    if not low[first] > 0:
        return _("No form of lock-in can be told from nothing here")
    tied = len(order) > 1 and high[int(order[1])] >= low[first]
    pattern = (
        _("The {form} barrier holds about as much as any: {currency}{money} of {currency}{total}")
        if tied
        else _("The {form} barrier holds most: {currency}{money} of {currency}{total} in all")
    )
    return pattern.format(
        form=form_words(forms[first]),
        money=f"{money[first]:.1f}",
        total=f"{money.sum():.1f}",
        currency=currency,
    )


def _alt(
    forms: list[str],
    money: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    true: NDArray[np.float64] | None,
    naive: NDArray[np.float64] | None,
    currency: str,
) -> str:
    parts = []
    for i, form in enumerate(forms):
        words = _("{form} {currency}{money} ({low} to {high}").format(
            form=form_words(form),
            currency=currency,
            money=f"{money[i]:.1f}",
            low=f"{low[i]:.1f}",
            high=f"{high[i]:.1f}",
        )
        if true is not None and np.isfinite(true[i]):
            words += _("; truth {money}").format(money=f"{true[i]:.1f}")
        if naive is not None and np.isfinite(naive[i]):
            words += _("; plain logit {money}").format(money=f"{naive[i]:.1f}")
        parts.append(words + ")")
    return _("Mean barrier to leaving: {parts}.").format(parts=", ".join(parts))

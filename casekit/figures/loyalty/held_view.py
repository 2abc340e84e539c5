"""Who stays freely, who is held and who leaves: drawn once, moved by panels and explorer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray
from scipy.special import expit

from casekit.errors import InputError
from casekit.figures.canvas import label_at
from casekit.figures.loyalty.words import FREE, HELD
from casekit.figures.style import INK, MUTED, PAPER, SHADE
from casekit.words import _

__all__ = ["HeldView", "StayCurve", "held_words"]

_SCORES = np.arange(1, 6)
# Customers who answer 4 or 5 count as satisfied.
_SATISFIED = _SCORES >= 4


@dataclass(frozen=True)
class StayCurve:
    """Say how the chance of staying follows from a satisfaction score and a barrier.

    Parameters
    ----------
    intercept, slope, top_box : float
        Of the logistic curve: log-odds at score 0, by score, and extra at score 5.
    shares : sequence of float
        Share of customers who answer 1, 2, 3, 4 and 5.

    Raises
    ------
    InputError
        When there are not five shares that make one.

    Examples
    --------
    >>> curve = StayCurve(-4.6, 1.25, 0.5, (0.01, 0.10, 0.31, 0.37, 0.21))
    >>> curve.chances(0.16).round(2).tolist()
    [0.04, 0.13, 0.34, 0.65, 0.91]
    """

    intercept: float
    slope: float
    top_box: float
    shares: Sequence[float]

    def __post_init__(self) -> None:
        if len(self.shares) != 5 or abs(sum(self.shares) - 1) > 1e-6 or min(self.shares) < 0:
            raise InputError(
                _("Give five shares, of the scores 1 to 5, that add up to 1: {given}.").format(
                    given=list(self.shares)
                )
            )

    def chances(self, barrier_points: float) -> NDArray[np.float64]:
        """Give the chance of staying by score, with a barrier in points of satisfaction.

        Examples
        --------
        >>> StayCurve(-4.6, 1.25, 0.5, (0.2,) * 5).chances(2.8).round(2).tolist()
        [0.54, 0.8, 0.93, 0.98, 1.0]
        """
        log_odds = self.intercept + self.slope * (_SCORES + barrier_points)
        return np.asarray(expit(log_odds + self.top_box * (_SCORES == 5)), dtype=np.float64)

    def raised(self, share: float) -> NDArray[np.float64]:
        """Give the shares of the scores after a share of customers answers one score higher.

        Examples
        --------
        >>> StayCurve(-4.6, 1.25, 0.5, (0.2,) * 5).raised(0.5).round(2).tolist()
        [0.1, 0.2, 0.2, 0.2, 0.3]
        """
        shares = np.asarray(self.shares, dtype=np.float64)
        moved = share * shares[:-1]
        after = shares.copy()
        after[:-1] -= moved
        after[1:] += moved
        return after


class HeldView:
    """Draw a curve of staying beside 100 customers: free, held by the barrier, gone.

    Parameters
    ----------
    left, right : Axes
        Where to draw the curve and the customers.
    curve : StayCurve
        The market.
    ghosts : mapping of str to float, optional
        Names and barriers (points) of curves that stay on the left for comparison.

    Examples
    --------
    >>> from casekit.figures.canvas import new_figure
    >>> curve = StayCurve(-4.6, 1.25, 0.5, (0.01, 0.10, 0.31, 0.37, 0.21))
    >>> view = HeldView(*new_figure().subplots(1, 2), curve)
    >>> seen = view.show(2.8)
    >>> round(100 * seen["stay"]), round(100 * seen["free"])
    (95, 51)
    """

    def __init__(
        self,
        left: Axes,
        right: Axes,
        curve: StayCurve,
        ghosts: Mapping[str, float] | None = None,
    ) -> None:
        self._curve = curve
        left.set_xlim(0.6, 5.4)
        left.set_ylim(0, 1.16)
        left.set_xticks(_SCORES)
        left.set_yticks([0, 0.25, 0.5, 0.75, 1])
        left.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        left.set_xlabel(_("Satisfaction (score 1 to 5)"))
        left.set_ylabel(_("Still here a year later (%)"))
        for name, barrier in (ghosts or {}).items():
            chances = curve.chances(barrier)
            left.plot(_SCORES, chances, color=MUTED, linewidth=1.3, linestyle=(0, (3, 2)))
            label_at(
                left, 3, chances[2], name, colour=MUTED, bold=False, offset=(6, -9), size=12
            )  # fmt: skip
        (self._line,) = left.plot([], [], "-", color=INK, marker="o", linewidth=3)
        self._tags = [
            label_at(left, float(score), 0, "", offset=(0, 13), ha="center", size=12.5)
            for score in _SCORES
        ]
        right.set_xlim(0, 100)
        right.set_ylim(0, 1)
        right.set_xticks([])
        right.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        right.set_yticks([0, 0.25, 0.5, 0.75, 1])
        right.grid(visible=False)
        right.set_ylabel(_("Share of the column (%)"))
        self._blocks: list[tuple[Rectangle, Rectangle, Rectangle]] = []
        for _column in range(2):
            gone = Rectangle((0, 0), 0, 1, facecolor=SHADE, edgecolor=PAPER, linewidth=2)
            held = Rectangle(
                (0, 0), 0, 0, facecolor=HELD, edgecolor=PAPER, hatch="///", linewidth=2
            )
            free = Rectangle((0, 0), 0, 0, facecolor=FREE, edgecolor=PAPER, linewidth=2)
            for block in (gone, held, free):
                right.add_patch(block)
            self._blocks.append((gone, held, free))
        self._words = [
            [
                right.text(0, 0, "", ha="center", va="center", fontsize=13, fontweight="bold",
                           color=colour)
                for colour in (INK, INK, PAPER)
            ]
            for _column in range(2)
        ]  # fmt: skip
        for words in self._words:
            words[1].set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})
        self._feet = [
            right.text(0, -0.025, "", ha="center", va="top", fontsize=13) for _column in range(2)
        ]
        blocks: list[Artist] = [block for column in self._blocks for block in column]
        words_: list[Artist] = [word for column in self._words for word in column]
        self.moving: list[Artist] = [
            self._line, *self._tags, *blocks, *words_, *self._feet
        ]  # fmt: skip

    def show(self, barrier_points: float, raised: float = 0.0) -> dict[str, float]:
        """Move the picture to a barrier and to a share of customers whose answer rises by one.

        Parameters
        ----------
        barrier_points : float
            Barrier in points of satisfaction.
        raised : float
            Share of customers, 0 to 1.

        Returns
        -------
        dict of str to float
            Shares of all customers: ``stay``, ``free``, ``held`` and, of the held, those who answer
            3 or less, ``dissatisfied``.

        Examples
        --------
        >>> from casekit.figures.canvas import new_figure
        >>> view = HeldView(*new_figure().subplots(1, 2), StayCurve(-4.6, 1.25, 0.5, (0.2,) * 5))
        >>> seen = view.show(0.0)
        >>> seen["held"]
        0.0
        """
        shares = self._curve.raised(raised)
        with_it, without = self._curve.chances(barrier_points), self._curve.chances(0.0)
        self._line.set_data(_SCORES, with_it)
        for tag, score, chance in zip(self._tags, _SCORES, with_it, strict=True):
            tag.xy = (float(score), float(chance))
            tag.set_text(f"{100 * chance:.0f}")
        edge = 0.0
        dissatisfied = 0.0
        names = (
            (_("leave"), _("held"), _("free")),
            (_("leave"), _("held"), _("free")),
        )
        for column, inside in enumerate((~_SATISFIED, _SATISFIED)):
            width = float(shares[inside].sum())
            stay = float(shares[inside] @ with_it[inside])
            free = float(shares[inside] @ without[inside])
            heights = [0.0, 0.0] if width == 0 else [free / width, stay / width]
            gone_block, held_block, free_block = self._blocks[column]
            gone_block.set_bounds(100 * edge, 0, 100 * width, 1)
            held_block.set_bounds(100 * edge, heights[0], 100 * width, heights[1] - heights[0])
            free_block.set_bounds(100 * edge, 0, 100 * width, heights[0])
            middle = 100 * (edge + width / 2)
            spans = ((heights[1], 1.0), (heights[0], heights[1]), (0.0, heights[0]))
            counts = (width - stay, stay - free, free)
            for word, (low, high), count, name in zip(
                self._words[column], spans, counts, names[column], strict=True
            ):
                room = high - low > 0.065 and width > 0.10
                word.set_position((middle, (low + high) / 2))
                word.set_text(f"{name} {100 * count:.0f}" if room else "")
            self._feet[column].set_position((middle, -0.025))
            label = _("score 1 to 3: {n:.0f}") if column == 0 else _("score 4 or 5: {n:.0f}")
            self._feet[column].set_text(label.format(n=100 * width) if width > 0.10 else "")
            dissatisfied += stay - free if column == 0 else 0.0
            edge += width
        stay_all, free_all = float(shares @ with_it), float(shares @ without)
        return {
            "stay": stay_all,
            "free": free_all,
            "held": stay_all - free_all,
            "dissatisfied": dissatisfied,
        }


def held_words(seen: Mapping[str, float]) -> str:
    """Say in one sentence what `HeldView.show` found.

    Examples
    --------
    >>> held_words({"stay": 0.945, "free": 0.51, "held": 0.435, "dissatisfied": 0.2})[:31]
    'Of 100 customers 94 stay: 51 fr'
    """
    stay, free = round(100 * seen["stay"]), round(100 * seen["free"])
    words = _("Of 100 customers {stay} stay: {free} freely, {held} held by the barrier.")
    if stay > free:
        words = _(
            "Of 100 customers {stay} stay: {free} freely, {held} held by the barrier, "
            "{dissatisfied} of those although they answered 3 or less."
        )
    return words.format(
        stay=stay, free=free, held=stay - free, dissatisfied=round(100 * seen["dissatisfied"])
    )

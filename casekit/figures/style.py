"""The house style: one palette with named roles, large type, a light grid, findings as titles.

Nothing global changes when this module is imported. Figure functions draw inside
``house_style()``; a notebook whose learners draw for themselves calls ``use_house_style()`` once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.font_manager import fontManager

__all__ = [
    "DASHES",
    "HATCHES",
    "INK",
    "LINE_COLOURS",
    "MARKERS",
    "MUTED",
    "ROLES",
    "house_style",
    "likelihood_map",
    "use_house_style",
]

# What carries words, what stays behind.
INK = "#17212B"
MUTED = "#5B6875"
GRID = "#E4E8EC"
PAPER = "#FFFFFF"
SHADE = "#EDF0F3"

# What a colour means is the same in every figure of the course. The colours differ in lightness
# as well as in hue, so they stay apart for colour-blind readers and on a grey print.
ROLES = {
    "actual": INK,
    "model": "#0A6EBD",
    "rule": "#E07A00",
    "lost": "#A3195B",
    "gained": "#00875A",
    "accent": "#CC51A9",
}
LINE_COLOURS = ("#0A6EBD", "#E07A00", "#A3195B", "#00875A", "#CC51A9", INK)
# A second signal beside colour, in the same order.
DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (2, 1.4)),
    (0, (7, 2, 1.5, 2)),
    (0, (10, 3)),
    (0, (4, 1.5, 1, 1.5, 1, 1.5)),
)
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--")

_FONTS = Path(__file__).resolve().parent / "fonts"
CHINESE_FONT = "Casekit Sans SC"

_RC: dict[str, Any] = {
    # One family for Latin letters; the second is asked, glyph by glyph, for Chinese ones.
    "font.family": ["DejaVu Sans", CHINESE_FONT],
    "font.size": 14,
    "text.color": INK,
    # A dollar sign is money here, never the mark of a formula.
    "text.parse_math": False,
    "figure.facecolor": PAPER,
    "figure.figsize": (9.6, 5.6),
    "figure.dpi": 100,
    "figure.titlesize": 18,
    "figure.titleweight": "bold",
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 14,
    "axes.titleweight": "normal",
    "axes.titlecolor": MUTED,
    "axes.titlepad": 10,
    "axes.labelsize": 14,
    "axes.labelcolor": INK,
    "axes.labelpad": 7,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.unicode_minus": True,
    "axes.prop_cycle": cycler(color=LINE_COLOURS) + cycler(linestyle=DASHES),
    "grid.color": GRID,
    "grid.linewidth": 1.0,
    "grid.linestyle": "-",
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 6,
    "ytick.major.pad": 6,
    "lines.linewidth": 2.6,
    "lines.markersize": 8,
    "lines.solid_capstyle": "round",
    "patch.linewidth": 1.0,
    "legend.frameon": False,
    "legend.fontsize": 13,
    "hatch.linewidth": 0.8,
    "image.cmap": "casekit_likelihood",
    # Vertices nearer than this to a straight line are not drawn: same picture, smaller, faster.
    "path.simplify": True,
}


@cache
def _prepare() -> None:
    """Hand matplotlib the Chinese font and the colour map, once, when something is drawn."""
    fontManager.addfont(_FONTS / "CasekitSansSC-Regular.ttf")
    # The font has one weight. Named as its bold too, it serves Chinese words in a bold title
    # without a line on stderr each time matplotlib looks for one.
    regular = next(entry for entry in fontManager.ttflist if entry.name == CHINESE_FONT)
    fontManager.ttflist.append(replace(regular, weight=700))
    mpl.colormaps.register(likelihood_map(), force=True)


@cache
def likelihood_map() -> LinearSegmentedColormap:
    """Give the colour map of probabilities: dark wine near 0, paper-light in between, blue at 1.

    Lightness alone does not tell 0 from 1 on a grey print, so maps drawn with it carry labelled
    contour lines or numbers too.

    Examples
    --------
    >>> likelihood_map().name
    'casekit_likelihood'
    """
    return LinearSegmentedColormap.from_list(
        "casekit_likelihood",
        ["#8E1450", "#D4809F", "#F6E9EC", "#F4F5F6", "#E3EEF7", "#7DB3DC", "#0A5FA6"],
    )


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style inside the block, and leave matplotlib as it was after it.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["font.size"]
    >>> with house_style():
    ...     inside = mpl.rcParams["font.size"]
    >>> inside, mpl.rcParams["font.size"] == before
    (14.0, True)
    """
    _prepare()
    with mpl.rc_context(_RC):  # type: ignore[arg-type]
        yield


def use_house_style() -> None:
    """Turn the house style on for everything this notebook draws from here on.

    Learners' own pandas and seaborn figures then look like the course's. Figure functions of
    ``casekit.figures`` do not need it.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> with mpl.rc_context():
    ...     use_house_style()
    ...     print(mpl.rcParams["font.family"][0])
    DejaVu Sans
    """
    _prepare()
    mpl.rcParams.update(_RC)  # type: ignore[arg-type]

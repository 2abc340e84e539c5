"""A figure with the words for those who cannot see it, and a record of what it shows."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure

from casekit.errors import InputError
from casekit.figures.record import figure_data
from casekit.figures.style import house_style
from casekit.words import _

__all__ = ["Picture", "png_of"]

# Stored dots for each dot of the page: letters stay sharp on a projector, a file near 100 kB.
_DOTS_PER_INCH = 150
_SHOWN_DOTS_PER_INCH = 90


def png_of(figure: Figure, dots_per_inch: float = _DOTS_PER_INCH) -> bytes:
    """Draw a figure as PNG bytes, the same bytes each time on one machine and lock.

    Parameters
    ----------
    figure : Figure
        What to draw.
    dots_per_inch : float
        Resolution.

    Returns
    -------
    bytes
        No date, version or program name is in them.

    Examples
    --------
    >>> png_of(Figure(figsize=(1, 1)))[1:4]
    b'PNG'
    """
    buffer = BytesIO()
    with house_style():
        figure.savefig(buffer, format="png", dpi=dots_per_inch, metadata={"Software": None})
    return buffer.getvalue()


@dataclass(frozen=True, repr=False)
class Picture:
    """Show a figure in a notebook together with words that say what is in it.

    Jupyter stores the words twice: as the output's plain text, where a comparison of stored
    outputs sees them, and as the alternative text of the image. Beside them goes a record of the
    numbers drawn (`casekit.figures.record.figure_data`), so that a figure whose data changed
    can be told from one whose pixels moved.

    Parameters
    ----------
    figure : Figure
        A matplotlib figure; several panels are welcome.
    alt : str
        What a reader who cannot see it should know, made from the figure's own data and rounded
        to what a manager would read.

    Raises
    ------
    InputError
        When there are no words.

    Examples
    --------
    >>> Picture(Figure(figsize=(1, 1)), "An empty square.")
    An empty square.
    """

    figure: Figure
    alt: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise InputError(
                _(
                    "A picture needs words for readers who cannot see it: "
                    "give alt, made from the figure's data."
                )
            )

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Give Jupyter the image, the words, and the record of the data."""
        width, height = (
            round(side * _SHOWN_DOTS_PER_INCH) for side in self.figure.get_size_inches()
        )
        image = b64encode(png_of(self.figure)).decode("ascii")
        return (
            {"image/png": image, "text/plain": self.alt},
            {
                # JupyterLab reads the size, nbconvert reads the words.
                "image/png": {"alt": self.alt, "width": width, "height": height},
                "casekit_figure_data": figure_data(self.figure),
            },
        )

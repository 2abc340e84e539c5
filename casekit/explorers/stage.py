"""The stage on which every explorer plays: sliders, a picture that follows, a sentence.

The figure is made once, on Agg, and only its moving parts change; its bytes go into an image
widget. That redraws several times faster than a new seaborn figure in an output area. The
front-end sends a slider's next value only when the kernel has finished with the last one, and
then the newest, so a fast hand skips pictures instead of queueing them: drawing must stay inside
the slider's own handler for that to hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any, Protocol, cast, runtime_checkable

import ipywidgets as widgets
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from traitlets import Unicode

from casekit.figures.style import house_style
from casekit.words import _

__all__ = ["Control", "Scene", "SettlingScene", "Stage", "State", "Switch"]

# Where the controls are: a number a slider, True or False a switch.
State = dict[str, Any]

# Stored dots for each dot of the page: a compromise of sharp letters and time to redraw.
_DOTS_PER_INCH = 110
_SHOWN_DOTS_PER_INCH = 90


@dataclass(frozen=True)
class Control:
    """Describe one slider: its name with unit, its range, and where it starts.

    Parameters
    ----------
    label : str
        What it sets, with the unit.
    low, high, start : int or float
        Ends of the slider and first value, both ends included.
    step : int or float
        Distance of two places of the slider. Whole numbers everywhere give whole values.
    shown : str
        How a value that is not whole is written beside the slider.

    Examples
    --------
    >>> Control(label="Today (week)", low=1, high=78, start=39).start
    39
    """

    label: str
    low: float
    high: float
    start: float
    step: float = 1
    shown: str = ".2f"

    def widget(self) -> widgets.Widget:
        """Make the slider."""
        numbers = (self.low, self.high, self.start, self.step)
        whole = all(isinstance(number, int) for number in numbers)
        kind = widgets.IntSlider if whole else widgets.FloatSlider
        return kind(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            description=self.label,
            continuous_update=True,
            readout_format="d" if whole else self.shown,
            style={"description_width": "19em"},
            layout=widgets.Layout(width="95%", max_width="760px"),
        )


@dataclass(frozen=True)
class Switch:
    """Describe one switch: what is on or off, and how it starts.

    Parameters
    ----------
    label : str
        What it turns on.
    start : bool
        On or off.

    Examples
    --------
    >>> Switch(label="Contracts", start=True).start
    True
    """

    label: str
    start: bool

    def widget(self) -> widgets.Widget:
        """Make the box to tick."""
        layout = widgets.Layout(width="95%", max_width="760px")
        return widgets.Checkbox(
            value=self.start, description=self.label, indent=False, layout=layout
        )


class Scene(Protocol):
    """What an explorer brings to the stage."""

    @property
    def figure(self) -> Figure:
        """Give the one figure that is redrawn."""
        ...

    @property
    def moving(self) -> Sequence[Artist]:
        """Give the artists that `show` changes, from back to front."""
        ...

    def show(self, state: State) -> str:
        """Move the figure's artists to a state and say in one sentence what is seen."""
        ...


@runtime_checkable
class SettlingScene(Scene, Protocol):
    """A scene in which not every combination of the controls is possible."""

    def settle(self, state: State, moved: str) -> State:
        """Give the nearest possible state, keeping the control that moved where it is."""
        ...


class SpokenImage(widgets.Image):  # type: ignore[misc]
    """An image widget with words: the front-end has no ``alt``, but shows ``tooltip`` as title.

    Its title is what a screen reader speaks for an image without alternative text. The front-end
    only sets it where a description exists and is empty, and plain image widgets have none.

    Examples
    --------
    >>> SpokenImage(tooltip="54% alive").description
    ''
    """

    description = Unicode("").tag(sync=True)


class Stage:
    """Show a scene with its sliders, a sentence that reads the state, and a stored sentence.

    Parameters
    ----------
    scene : Scene
        The figure and what moves in it; a `SettlingScene` also says which states can be.
    controls : mapping of str to Control or Switch
        Name in the state, and its slider or box to tick, from top to bottom.
    question : str
        The question that only moving the sliders answers.
    stored : str
        What a notebook shows in the explorer's place before its cell is run.

    Examples
    --------
    >>> from casekit.explorers.purchases import alive_explorer
    >>> alive_explorer()
    Run this cell to move the sliders; three settings are shown below.
    """

    def __init__(
        self,
        scene: Scene,
        controls: Mapping[str, Control | Switch],
        *,
        question: str = "",
        stored: str | None = None,
    ) -> None:
        self._scene = scene
        self._stored = stored or _(
            "Run this cell to move the sliders; three settings are shown below."
        )
        self.sliders = {name: control.widget() for name, control in controls.items()}
        self._words = widgets.HTML()
        width, height = (
            round(side * _SHOWN_DOTS_PER_INCH) for side in scene.figure.get_size_inches()
        )
        self.image = SpokenImage(format="jpeg", width=str(width), height=str(height))
        self.image.layout.max_width = "100%"
        self.image.layout.height = "auto"
        self._settling = False
        self.sentence = ""
        self._background = self._draw_what_stays()
        self._redraw(self.state)
        for name, slider in self.sliders.items():
            slider.observe(lambda _change, name=name: self._moved(name), names="value")
        parts: list[widgets.Widget] = [*self.sliders.values(), self.image, self._words]
        if question:
            parts.insert(0, widgets.HTML(f"<p><b>{escape(question)}</b></p>"))
        self.widget = widgets.VBox(parts)

    def __repr__(self) -> str:
        return self._stored

    @property
    def state(self) -> State:
        """Give where the sliders are.

        Examples
        --------
        >>> from casekit.explorers.purchases import alive_explorer
        >>> alive_explorer().state["today"]
        39
        """
        return {name: slider.value for name, slider in self.sliders.items()}

    def _repr_mimebundle_(
        self, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Give Jupyter the live widget, and the sentence to store in its place."""
        live = cast(dict[str, Any], self.widget._repr_mimebundle_() or {})
        return {**live, "text/plain": self._stored}

    def _draw_what_stays(self) -> Any:
        """Draw axes, labels and grid once: they take most of the time of a whole figure."""
        figure = self._scene.figure
        with house_style():
            self._scene.show(self.state)
            figure.set_dpi(_DOTS_PER_INCH)
            # Laid out with everything in sight, so that no moving word is cut off.
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
            for artist in self._scene.moving:
                artist.set_animated(True)
            canvas = _canvas(figure)
            canvas.draw()  # type: ignore[no-untyped-call]
            return canvas.copy_from_bbox(figure.bbox)  # type: ignore[no-untyped-call]

    def _moved(self, name: str) -> None:
        if self._settling:
            return
        state = self.state
        if isinstance(self._scene, SettlingScene):
            state = self._scene.settle(state, name)
        self._settling = True
        try:
            for other, slider in self.sliders.items():
                slider.value = state[other]
        finally:
            self._settling = False
        self._redraw(state)

    def _redraw(self, state: dict[str, int]) -> None:
        with house_style():
            self.sentence = self._scene.show(state)
            canvas = _canvas(self._scene.figure)
            canvas.restore_region(self._background)  # type: ignore[no-untyped-call]
            for artist in self._scene.moving:
                if artist.axes is not None:
                    artist.axes.draw_artist(artist)
        # One message for both: the front-end loads the picture again at each change of either.
        with self.image.hold_sync():
            self.image.value = _encoded(canvas)
            self.image.tooltip = self.sentence
        self._words.value = f'<p role="status" aria-live="polite">{escape(self.sentence)}</p>'


def _canvas(figure: Figure) -> FigureCanvasAgg:
    canvas = figure.canvas
    return canvas if isinstance(canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)


def _encoded(canvas: FigureCanvasAgg) -> bytes:
    """Encode as JPEG without loss of colour detail: as small as PNG, in a fifth of the time."""
    buffer = BytesIO()
    dots = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), dots)
    picture.convert("RGB").save(buffer, format="jpeg", quality=95, subsampling=0)
    return buffer.getvalue()

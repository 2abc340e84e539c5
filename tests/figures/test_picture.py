"""What a notebook stores of a picture, and how two pictures are compared by their data."""

import base64
import json

import matplotlib as mpl
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from casekit.errors import InputError
from casekit.figures.picture import Picture, png_of
from casekit.figures.record import figure_data, same_figure_data


def drawn(values=(1.0, 2.0, 4.0), label="Silence (weeks)") -> Figure:
    figure = Figure()
    ax = figure.subplots()
    ax.plot(range(len(values)), values)
    ax.set_xlabel(label)
    ax.set_ylabel("Customers (number)")
    ax.set_title("Silence grows")
    return figure


def test_jupyter_stores_image_words_and_record():
    data, metadata = DisplayFormatter().format(Picture(drawn(), "Silence grows from 1 to 4."))
    assert base64.b64decode(data["image/png"])[:4] == b"\x89PNG"
    assert data["text/plain"] == "Silence grows from 1 to 4."
    assert metadata["image/png"]["alt"] == "Silence grows from 1 to 4."
    record = metadata["casekit_figure_data"]
    assert record == json.loads(json.dumps(record))
    assert record["panels"][0]["marks"][0]["y"] == [1.0, 2.0, 4.0]


def test_the_same_figure_gives_the_same_bytes_without_a_program_name():
    first, second = png_of(drawn()), png_of(drawn())
    assert first == second
    assert b"Software" not in first
    assert b"Matplotlib" not in first


def test_a_picture_without_words_is_refused():
    with pytest.raises(InputError, match="needs words"):
        Picture(drawn(), " ")


def test_a_changed_number_is_told_in_words():
    differences = same_figure_data(figure_data(drawn()), figure_data(drawn((1.0, 2.0, 4.1))))
    assert differences == ["panels[0].marks[0].y[2]: 4.0 became 4.1"]


def test_the_last_digits_of_another_processor_do_not_matter():
    near = np.array([1.0, 2.0, 4.0]) * (1 + 1e-9)
    assert same_figure_data(figure_data(drawn()), figure_data(drawn(near))) == []


def test_a_zero_that_is_not_quite_zero_is_compared_on_the_scale_of_its_series():
    assert same_figure_data({"y": [0.0, 5.0]}, {"y": [1e-15, 5.0]}) == []
    assert same_figure_data({"y": [0.0, 5.0]}, {"y": [1e-3, 5.0]}) != []


def test_a_changed_label_and_a_mark_that_is_gone_are_seen():
    assert same_figure_data(figure_data(drawn()), figure_data(drawn(label="Days"))) == [
        "panels[0].x.label: 'Silence (weeks)' became 'Days'"
    ]
    empty = drawn()
    empty.axes[0].lines[0].remove()
    assert len(same_figure_data(figure_data(drawn()), figure_data(empty))) == 1


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        (lambda ax: ax.bar([0, 1], [2, 3]), "bar"),
        (lambda ax: ax.scatter([0, 1], [2, 3], s=[4, 9]), "points"),
        (lambda ax: ax.fill_between([0, 1], [2, 3]), "area"),
        (lambda ax: ax.imshow([[0, 1], [2, 3]]), "map"),
        (lambda ax: ax.pcolormesh([[0, 1], [2, 3]]), "map"),
        (lambda ax: ax.contour([[0, 1], [2, 3]]), "contours"),
        (lambda ax: ax.pie([1, 2]), "shape"),
        (lambda ax: ax.vlines([1, 2], 0, 1), "area"),
        (lambda ax: ax.errorbar([0, 1], [2, 3], yerr=0.5), "line"),
    ],
)
def test_every_kind_of_mark_leaves_numbers(draw, kind):
    figure = Figure()
    draw(figure.subplots())
    marks = [mark for mark in figure_data(figure)["panels"][0]["marks"] if mark["kind"] == kind]
    assert marks
    assert any(len(series) for key, series in marks[0].items() if key not in {"kind", "label"})


def test_one_changed_number_in_a_long_series_is_seen():
    long = np.linspace(1, 2, 1000)
    changed = long.copy()
    changed[517] += 0.01
    a, b = figure_data(drawn(long)), figure_data(drawn(changed))
    assert same_figure_data(a, a) == []
    assert same_figure_data(a, b) != []
    assert len(json.dumps(a)) < 4000


def test_an_axis_of_categories_is_told_from_one_that_is_measured():
    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.bar(["rule", "model"], [1, 2])
    right.plot([1, 2], [3, 4])
    right.set_xticks([1, 2], ["1", "2"])
    panels = figure_data(figure)["panels"]
    assert panels[0]["x"]["categorical"]
    assert panels[0]["x"]["categories"] == ["rule", "model"]
    assert not panels[0]["y"]["categorical"]
    assert not panels[1]["x"]["categorical"]


def test_drawing_leaves_matplotlib_as_it_was():
    before = dict(mpl.rcParams)
    png_of(drawn())
    assert dict(mpl.rcParams) == before

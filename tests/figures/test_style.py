"""The palette for colour-blind readers, and words of two scripts."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture, png_of
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, MUTED, PAPER, house_style

# Machado, Oliveira and Fernandes (2009), IEEE Transactions on Visualization and Computer
# Graphics 15(6), full severity, for linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light):
    xyz = TO_XYZ @ np.clip(light, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) + 0.05 for colour in (one, other))
    return high / low


@pytest.mark.parametrize("kind", BLINDNESS)
def test_no_two_line_colours_look_alike_to_a_colour_blind_reader(kind):
    seen = [lab(BLINDNESS[kind] @ linear(colour)) for colour in LINE_COLOURS]
    for (one, a), (other, b) in combinations(zip(LINE_COLOURS, seen, strict=True), 2):
        # A difference of 10 is seen at a glance on areas and thick lines.
        assert np.linalg.norm(a - b) > 10, (one, other)


def test_words_and_lines_stand_out_from_the_paper():
    assert contrast(INK, PAPER) > 12
    assert contrast(MUTED, PAPER) > 4.5
    for colour in LINE_COLOURS:
        # Three to one: the least that accessibility guidelines ask of lines and large type.
        assert contrast(colour, PAPER) >= 3, colour


def test_every_line_colour_has_a_dash_and_a_marker_of_its_own():
    assert len({str(dash) for dash in DASHES}) == len(set(MARKERS)) == len(LINE_COLOURS)


@in_house_style
def titled(title):
    figure, ax = axes_for(None)
    ax.plot([0, 1], [0, 1])
    headline(figure, title)
    return figure


def test_a_long_title_is_wrapped_inside_the_figure():
    figure = titled(
        "Silence says little about a rare buyer and very much about a frequent one " * 2
    )
    with house_style():
        figure.draw_without_rendering()
        extent = figure._suptitle.get_window_extent()
    assert figure.get_suptitle().count("\n") >= 1
    assert extent.x0 >= 0
    assert extent.x1 <= figure.bbox.x1


def test_chinese_words_are_drawn_without_a_warning(recwarn, caplog, capfd):
    png_of(titled("终身价值 lifetime value：谁还是顾客？"))
    Picture(titled("沉默"), "沉默")._repr_mimebundle_()
    assert [str(warning.message) for warning in recwarn if "Glyph" in str(warning.message)] == []
    assert caplog.records == []
    assert capfd.readouterr().err == ""


def test_chinese_characters_come_from_the_course_font():
    from matplotlib.font_manager import FontProperties, findfont, get_font

    import casekit.figures.style as style

    with house_style():
        path = findfont(FontProperties(family=style.CHINESE_FONT), fallback_to_default=False)
    assert "casekit" in str(path)
    assert all(get_font(path).get_char_index(ord(sign)) for sign in "终身价值忠诚锁定，。？：")

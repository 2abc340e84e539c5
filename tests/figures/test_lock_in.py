"""Figures of lesson 01: what is drawn is what the data say."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from casekit.cases.brightwater import brightwater_town
from casekit.errors import InputError
from casekit.figures.canvas import new_figure
from casekit.figures.switching import (
    barrier_bars,
    four_charts,
    quick_estimates,
    retention_shares,
    survey_profile,
    undercut_corner,
    unlocking_panels,
    xray,
)
from casekit.frames.choices import FORMS
from casekit.generators.switching import make_barrier_survey, undercut_proof_prices
from casekit.metrics.switching import facet_profile, switching_signatures, unlocking_table


@pytest.fixture(scope="module")
def town():
    return brightwater_town(600)


def test_the_survey_shows_every_facet_at_its_mean_highest_on_top():
    profile = facet_profile(make_barrier_survey(200, seed=1)[0])
    picture = survey_profile(profile)
    dots = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1]
    drawn = [float(dot.get_xdata()[0]) for dot in dots]
    assert drawn == pytest.approx(sorted(profile["mean"]))
    assert picture.alt.index("set-up work") < picture.alt.index("people I know here")


def test_the_corner_stands_at_the_undercut_proof_prices_and_the_title_names_the_cheaper_firm():
    picture = undercut_corner([60, 40], 5, names=("Large", "Small"))
    corner = next(line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1)
    assert corner.get_xydata()[0] == pytest.approx(undercut_proof_prices(5, [60, 40]))
    title = picture.figure.get_suptitle().replace("\n", " ")
    assert "Large, the larger firm" in title
    assert "than Small" in title
    other = undercut_corner([40, 60], 5, names=("Small", "Large")).figure.get_suptitle()
    assert "Large, the larger firm" in other.replace("\n", " ")
    equal = undercut_corner([50, 50], 5).figure.get_suptitle()
    assert "Two equal firms" in equal.replace("\n", " ")


def test_three_firms_have_no_corner_of_two_axes():
    with pytest.raises(InputError, match="two firms"):
        undercut_corner([50, 30, 20], 5)


def test_quick_estimates_stand_beside_the_line_of_truth():
    table = pd.DataFrame({"A": [12.0, 16.0], "B": [8.0, 9.0]}, index=[0, 10])
    axes = quick_estimates(table).figure.axes[0]
    assert axes.lines[0].get_xydata().tolist() == [[0, 0], [10, 10]]
    assert axes.lines[1].get_ydata().tolist() == [12.0, 16.0]
    with pytest.raises(InputError, match="no estimates"):
        quick_estimates(pd.DataFrame())


def test_the_four_charts_show_the_measured_rates_of_states_that_enough_reach(town):
    read = switching_signatures(town[0])
    axes = four_charts(read).figure.axes
    enough = read.tenure[read.tenure["could_leave"] >= 50]
    assert axes[1].lines[0].get_ydata().tolist() == pytest.approx(list(enough["leaving_rate"]))
    assert len(axes) == 4


def test_beside_another_market_both_are_multiples_of_their_own_average(town):
    read = switching_signatures(town[0])
    free = switching_signatures(brightwater_town(600, nothing_holds=True)[0])
    axes = four_charts(read, beside=free).figure.axes[0]
    enough = free.points[free.points["could_leave"] >= 50]
    assert axes.lines[1].get_ydata().tolist() == pytest.approx(
        list(enough["leaving_rate"] / free.leaving_rate)
    )


def test_beside_another_market_the_names_carry_the_shares_that_the_shapes_hide(town):
    read = switching_signatures(town[0])
    free = switching_signatures(brightwater_town(600, nothing_holds=True)[0])
    picture = four_charts(read, beside=free, name="ours", name_beside="there")
    words = [text.get_text() for text in picture.figure.axes[1].texts]
    assert f"ours ({read.leaving_rate:.0%} leave)" in words
    assert f"there ({free.leaving_rate:.0%} leave)" in words
    assert f"{free.leaving_rate:.0%} there" in picture.alt


def test_a_panel_without_points_has_no_four_charts(town):
    with pytest.raises(InputError, match="points"):
        four_charts(switching_signatures(town[0].drop(columns="points")))


def test_each_bar_of_the_panels_reaches_from_staying_without_a_form_to_staying_with_it(town):
    table = unlocking_table(town[2], rivals_cheaper_by=[0.0])
    known = table.set_index(list(FORMS))["retention"]
    picture = unlocking_panels(table)
    patches = picture.figure.axes[0].patches
    bars = dict(zip(FORMS, patches[2:6], strict=True))
    for form, bar in bars.items():
        without = tuple(other != form for other in FORMS)
        assert bar.get_x() == pytest.approx(100 * known.loc[without])
        assert bar.get_x() + bar.get_width() == pytest.approx(100 * known.loc[(True,) * 4])


def test_the_shares_fill_the_hundred_and_the_title_names_the_form_that_holds_most(town):
    truth = town[2]
    picture = retention_shares(truth.shapley(), truth.retention)
    widths = [bar.get_width() for bar in picture.figure.axes[0].patches]
    assert sum(widths) == pytest.approx(100)
    assert "the contractual one holds" in picture.figure.get_suptitle().replace("\n", " ")
    assert picture.alt.startswith(f"Of 100 customers {100 * truth.retention:.1f} stay")


def test_figures_draw_on_the_axes_that_the_caller_gives(town):
    truth = town[2]
    for draw in (
        lambda ax: retention_shares(truth.shapley(), truth.retention, ax=ax),
        lambda ax: undercut_corner([60, 40], 5, ax=ax),
        lambda ax: survey_profile(facet_profile(make_barrier_survey(99, seed=2)[0]), ax=ax),
    ):
        figure = new_figure()
        axes = figure.subplots()
        assert draw(axes).figure is figure
        assert axes.get_title(loc="left")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: survey_profile(pd.DataFrame({"mean": [1.0]})),
        lambda: unlocking_panels(pd.DataFrame({"economic": [True]})),
        lambda: retention_shares(pd.DataFrame({"form": ["economic"]}), 0.9),
        lambda: retention_shares(pd.DataFrame({"form": ["a"], "retention": [0.1]}), np.nan),
    ],
)
def test_a_table_that_is_not_the_one_wanted_is_refused_in_words(wrong):
    with pytest.raises(InputError, match="Give the table"):
        wrong()


def test_barrier_bars_stand_largest_on_top_with_their_intervals():
    table = pd.DataFrame(
        {
            "form": ["economic", "technical"],
            "money": [3.0, 15.0],
            "low": [2.0, 14.0],
            "high": [4.0, 16.0],
        }
    )
    picture = barrier_bars(table.iloc[::-1])
    axes = picture.figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [3.0, 15.0]
    assert axes.lines[1].get_xdata().tolist() == [14.0, 16.0]
    assert "the technical barrier is the largest" in picture.figure.get_suptitle()
    with pytest.raises(InputError, match="table of barriers"):
        barrier_bars(table.drop(columns="low"))
    outlined = barrier_bars(table, hatched=True).figure.axes[0].patches
    assert {bar.get_hatch() for bar in outlined} == {"///"}
    assert len({bar.get_hatch() for bar in axes.patches}) == 2


def test_the_titles_of_the_four_charts_count_what_the_data_show():
    panel, _, _ = brightwater_town()
    free_panel, _, _ = brightwater_town(nothing_holds=True)
    read, free = switching_signatures(panel), switching_signatures(free_panel)
    assert "every one of them" in four_charts(read).figure.get_suptitle().replace("\n", " ")
    assert "2 of four charts" in four_charts(free).figure.get_suptitle()
    both = four_charts(read, beside=free).figure.get_suptitle().replace("\n", " ")
    assert both == "2 of the four charts end the same way where nothing holds anybody"


def test_an_x_ray_that_measures_nothing_shows_the_truth_and_says_what_to_change(town):
    nothing = pd.DataFrame({"form": FORMS, "money": 3.0, "low": np.nan, "high": np.nan})
    result = SimpleNamespace(barriers=nothing, plain=nothing)
    truth = pd.DataFrame({"form": FORMS, "money": [1.0, 2.5, 9.0, 4.0]})
    picture = xray(result, SimpleNamespace(barriers=truth), currency="€")
    assert "contractual €9.0" in str(picture)
    assert "larger price_sd, or more attention" in str(picture)
    drawn = picture.figure.axes[0].lines[0].get_ydata()
    assert list(drawn) == [1.0, 2.5, 9.0, 4.0]
    with pytest.raises(InputError, match=r"nothing to draw\. .*larger price_sd, or more attention"):
        xray(result)

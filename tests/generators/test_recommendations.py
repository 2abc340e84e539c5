"""Browse logs: the notes' shares, exact truths for any parameters, two fair lots, given people."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.generators.recommendations import make_browse_log

UNSEEN = [
    {"need_share": 0.35, "click_if_need": 0.6, "impulse": 0.12, "profile_gain": 0.3,
     "impulse_gain": 0.1, "months_to_learn": 3.0, "profile_share": 0.25, "need_amount": 12.34},
    {"need_share": 0.05, "click_if_need": 0.5, "impulse": 0.02, "profile_gain": 0.5,
     "impulse_gain": 0.0, "months_to_learn": 20.0, "exposed_share": 0.9, "search_minutes": 12.5},
    {"need_share": 0.5, "click_if_need": 1.0, "profile_gain": 0.0, "impulse": 0.3,
     "impulse_gain": 0.25, "profile_share": 0.8, "impulse_amount": 99.99, "browse_minutes": 0.4},
    {"need_share": 0.2, "profile_share": 0.0, "profile_gain": 0.1, "idle_click": 0.4},
]  # fmt: skip
SHARES = ("attributed_share", "causal_share", "anyway_share")


def tree(log, truth):
    """Walk the tree of one visit for every month of history, and add the leaves up."""
    total = dict.fromkeys(("visits", "bought", "via", "anyway", "caused"), 0.0)
    money = dict.fromkeys(total, 0.0)
    for month, visits in log["months_as_customer"].value_counts().items():
        own_gain = 1 - np.exp(-month / truth.months_to_learn)
        for own, needs in itertools.product((True, False), repeat=2):
            weight = visits * (truth.profile_share if own else 1 - truth.profile_share)
            weight *= truth.need_share if needs else 1 - truth.need_share
            if needs:
                click = truth.click_if_need_best_sellers + own * truth.profile_gain * own_gain
                price = truth.need_amount
            else:
                click = truth.impulse_best_sellers + own * truth.impulse_gain * own_gain
                price = truth.impulse_amount
            leaf = {
                "visits": weight,
                "bought": weight * (1.0 if needs else click),
                "via": weight * click,
                "anyway": weight * click * needs,
                "caused": weight * click * (not needs),
            }
            for name, value in leaf.items():
                total[name] += value
                money[name] += value * price
    return total, money


def test_the_defaults_give_the_shares_of_the_notes_for_any_customers():
    young = pd.DataFrame({"customer_id": range(40), "months_of_history": 0})
    old = pd.DataFrame({"customer_id": range(40), "months_of_history": 200})
    for given_customers in (None, young, old):
        n = 50 if given_customers is None else None
        _, truth = make_browse_log(n, seed=3, customers=given_customers)
        assert truth.attributed_share == pytest.approx(0.226 / 0.256, abs=1e-12)
        assert truth.causal_share == pytest.approx(0.056 / 0.256, abs=1e-12)
        assert truth.anyway_share == pytest.approx(0.170 / 0.226, abs=1e-12)
        assert [round(100 * getattr(truth, name)) for name in SHARES] == [88, 22, 75]


@pytest.mark.parametrize("parameters", UNSEEN)
def test_the_shares_are_those_of_the_tree_of_a_visit(parameters):
    log, truth = make_browse_log(300, seed=11, **parameters)
    total, money = tree(log, truth)
    for of, sums in (("purchases", total), ("money", money)):
        expected = {
            "attributed": sums["via"] / sums["bought"],
            "causal": sums["caused"] / sums["bought"],
            "anyway": sums["anyway"] / sums["via"],
        }
        found = {what: truth.share(what, of=of) for what in expected}
        assert found == pytest.approx(expected, rel=1e-12)
        shown = truth.exposed_share
        everything = shown * sums["bought"] + (1 - shown) * (sums["bought"] - sums["caused"])
        for what, part in (("attributed", "via"), ("causal", "caused")):
            among_all = truth.share(what, of=of, among="all")
            assert among_all == pytest.approx(shown * sums[part] / everything, rel=1e-12)
    assert truth.caused == pytest.approx(total["caused"] / total["visits"])
    assert truth.attributed == pytest.approx(total["via"] / total["visits"])
    assert truth.needed == pytest.approx((total["bought"] - total["caused"]) / total["visits"])


@pytest.mark.parametrize("parameters", UNSEEN)
def test_counted_over_both_worlds_of_many_visits_the_shares_are_the_truths(parameters):
    log, truth = make_browse_log(30_000, seed=5, **parameters)
    worlds = truth.sessions
    clicks = np.where(
        np.random.default_rng(1).random(len(log)) < truth.profile_share,
        worlds["click_with_profile"],
        worlds["click_with_best_sellers"],
    )
    caused = worlds["bought_if_shown"] & ~worlds["bought_if_not_shown"]
    bought = worlds["bought_if_shown"].sum()
    counted = (
        clicks.sum() / bought,
        caused.sum() / bought,
        (clicks & worlds["bought_if_not_shown"]).sum() / clicks.sum(),
    )
    # Four standard errors of a share of so many purchases, at its widest.
    room = 4 * 0.5 / np.sqrt(clicks.sum())
    assert counted == pytest.approx([getattr(truth, name) for name in SHARES], abs=room)


@pytest.mark.parametrize("parameters", [{}, *UNSEEN])
def test_the_log_shows_of_both_worlds_the_one_that_the_lot_drew(parameters):
    log, truth = make_browse_log(2_000, seed=2, **parameters)
    worlds = truth.sessions
    assert (log["session_id"] == worlds["session_id"]).all()
    shown = log["exposed"]
    seen = np.where(shown, worlds["bought_if_shown"], worlds["bought_if_not_shown"])
    assert (log["bought"] == seen).all()
    own = log["list_kind"] == "own profile"
    clicks = np.where(own, worlds["click_with_profile"], worlds["click_with_best_sellers"]) & shown
    assert ((log["via"] == "recommendation") == clicks).all()
    assert (log["clicked"] | ~clicks).all()
    assert not (log["clicked"] & ~shown).any()
    assert ((log["list_kind"] == "none") == ~shown).all()
    assert ((log["via"] == "none") == ~log["bought"]).all()
    # The own profile only ever adds clicks, and a list takes no purchase away.
    assert (worlds["click_with_profile"] | ~worlds["click_with_best_sellers"]).all()
    assert (worlds["bought_if_shown"] | ~worlds["bought_if_not_shown"]).all()
    without = np.where(own, worlds["minutes_with_profile"], worlds["minutes_with_best_sellers"])
    assert (log["minutes"] == without)[shown].all()


def test_money_is_whole_cents_and_minutes_are_whole_tenths_around_their_means():
    log, truth = make_browse_log(3_000, seed=4, need_amount=30.004, click_minutes=1.04)
    assert truth.need_amount == 30.0
    assert truth.click_minutes == 1.0
    cents = log["amount"] * 100
    assert np.allclose(cents, cents.round(), rtol=0, atol=1e-9)
    assert ((log["amount"] == 0) == ~log["bought"]).all()
    searched = log[log["via"] == "search"]
    assert searched["amount"].between(15, 45).all()
    assert searched["amount"].mean() == pytest.approx(30, abs=4 * 8.7 / np.sqrt(len(searched)))
    assert searched["minutes"].between(4, 12).all()
    assert searched["minutes"].mean() == pytest.approx(8, abs=4 * 2.4 / np.sqrt(len(searched)))
    clicked = log[log["clicked"] & truth.sessions["needs"]]
    assert clicked["minutes"].between(0.5, 1.5).all()


def test_both_lots_are_fair():
    log, truth = make_browse_log(20_000, seed=6, exposed_share=0.3, profile_share=0.4)
    n, shown = len(log), log["exposed"]
    assert shown.mean() == pytest.approx(0.3, abs=4 * 0.46 / np.sqrt(n))
    own = log.loc[shown, "list_kind"] == "own profile"
    assert own.mean() == pytest.approx(0.4, abs=4 * 0.49 / np.sqrt(shown.sum()))
    for what in (truth.sessions["needs"], log["months_as_customer"]):
        values = what.astype(float)
        gap = values[shown].mean() - values[~shown].mean()
        assert abs(gap) < 4 * values.std() / np.sqrt(n * 0.3 * 0.7)


@pytest.mark.parametrize("parameters", [{}, *UNSEEN])
def test_the_profile_adds_in_both_worlds_what_the_truth_says_month_by_month(parameters):
    bands = ((0, 0), (1, 3), (10, 15), (40, 70))
    # Over several logs: one seed of many may be four standard errors off by chance.
    off = {(band, name): [0.0, 0.0] for band in bands for name in ("minutes", "found", "bought")}
    for seed in range(7, 13):
        log, truth = make_browse_log(10_000, seed=seed, **parameters)
        worlds, months = truth.sessions, log["months_as_customer"]
        more = 1.0 * worlds["click_with_profile"] - worlds["click_with_best_sellers"]
        saved = worlds["minutes_with_best_sellers"] - worlds["minutes_with_profile"]
        measured = {"minutes": saved, "found": more, "bought": more.where(~worlds["needs"], 0.0)}
        for band in bands:
            inside = months.between(*band)
            expected = truth.profile_value(months[inside].tolist())
            for name, values in measured.items():
                off[band, name][0] += values[inside].sum() - expected[name].sum()
                off[band, name][1] += values[inside].var() * inside.sum()
    for (band, name), (gap, variance) in off.items():
        assert abs(gap) <= 4 * np.sqrt(variance) + 1e-9, (band, name)
    bought = expected["bought"] * truth.impulse_amount
    assert expected["amount"].to_numpy() == pytest.approx(bought.to_numpy())


@pytest.mark.parametrize("parameters", UNSEEN[:2])
def test_the_switching_cost_adds_up_month_after_month_what_the_newcomer_lacks(parameters):
    _, truth = make_browse_log(50, seed=1, visits_per_month=2.5, **parameters)
    for months, horizon in ((0, 12), (7, 1), (30, 36)):
        minutes = 0.0
        for later in range(horizon):
            known = 1 - np.exp(-(months + later) / truth.months_to_learn)
            new = 1 - np.exp(-later / truth.months_to_learn)
            chance = truth.need_share * truth.profile_gain * (known - new)
            minutes += 2.5 * chance * (truth.search_minutes - truth.click_minutes)
        cost = truth.switching_cost(months, horizon_months=horizon, value_of_hour=30)
        assert cost.minutes == pytest.approx(minutes, rel=1e-9, abs=1e-12)
        assert cost.dollars == pytest.approx(minutes / 2, rel=1e-9, abs=1e-12)


def test_the_switching_cost_grows_with_tenure_to_a_ceiling():
    _, truth = make_browse_log(50, seed=1)
    costs = [truth.switching_cost(months).minutes for months in (0, 3, 12, 60, 600, 1_200)]
    assert costs[0] == 0
    assert (np.diff(costs[:-1]) > 0).all()
    assert costs[-1] == pytest.approx(costs[-2])


def test_given_customers_keep_their_ids_histories_and_share_of_the_visits():
    people = pd.DataFrame(
        {"customer_id": ["b", "a", "z"], "months_of_history": [3, 40, 9], "activity": [3, 1, 0]},
        index=[7, 7, 2],
    )
    before = people.copy()
    log, truth = make_browse_log(customers=people, seed=1, visits_per_month=900, days=200)
    assert people.equals(before)
    visits = log["customer_id"].value_counts()
    assert set(visits.index) == {"a", "b"}
    assert visits["b"] / len(log) == pytest.approx(0.75, abs=4 * 0.44 / np.sqrt(len(log)))
    grown = log["months_as_customer"] - log["customer_id"].map({"a": 40, "b": 3})
    assert grown.min() == 0
    assert grown.max() == 199 * 12 // 365
    assert (np.diff(log["date"].to_numpy()) >= np.timedelta64(0)).all()
    assert log["date"].iloc[0] == pd.Timestamp("2025-01-01")
    assert truth.customers["activity"].mean() == pytest.approx(1)


def test_same_seed_same_log_and_a_customer_more_is_not_needed():
    first, _ = make_browse_log(300, seed=2)
    assert first.equals(make_browse_log(300, seed=2)[0])
    assert not first.equals(make_browse_log(300, seed=3)[0])
    log, truth = make_browse_log(1, seed=1)
    assert set(log["customer_id"]) == {1}
    assert truth.causal_share == pytest.approx(0.21875)


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(1, 30),
    seed=st.integers(0, 10_000),
    need=st.sampled_from([0.0, 0.3, 1.0]),
    shown=st.sampled_from([0.0, 0.5, 1.0]),
    own=st.sampled_from([0.0, 0.5, 1.0]),
    idle=st.sampled_from([0.0, 1.0]),
)
def test_keys_hold_at_every_size_and_at_the_ends_of_the_shares(n, seed, need, shown, own, idle):
    log, truth = make_browse_log(
        n, seed=seed, need_share=need, exposed_share=shown, profile_share=own, idle_click=idle
    )
    assert log["session_id"].is_unique
    assert log["customer_id"].isin(truth.customers["customer_id"]).all()
    assert not log.isna().any().any()
    assert (log["amount"] > 0).equals(log["bought"])


def test_where_nothing_is_bought_a_share_is_missing():
    _, truth = make_browse_log(5, seed=1, need_share=0, impulse=0, impulse_gain=0)
    assert np.isnan([getattr(truth, name) for name in SHARES]).all()


def people_with(**columns):
    table = {"customer_id": [1, 2], "months_of_history": [0, 5], "activity": [1.0, 1.0]}
    return {"n_customers": None, "customers": pd.DataFrame(table | columns)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_customers": None}, "Give `n_customers`, or a table"),
        ({"n_customers": 0}, "`n_customers` must be a whole number"),
        ({"need_share": 1.2}, "`need_share` must be a share from 0 to 1; 1.2"),
        ({"impulse": float("nan")}, "`impulse` must be a share"),
        ({"months_to_learn": 0}, "`months_to_learn` must be a number above 0"),
        ({"search_minutes": float("inf")}, "`search_minutes` must be a number above 0"),
        ({"days": 2.5}, "`days` must be a whole number"),
        ({"start": "soon"}, "start='soon' is not a day"),
        ({"profile_gain": 0.4}, "With `click_if_need`=0.85 and `profile_gain`=0.4"),
        ({"impulse": 0.01, "impulse_gain": 0.1}, "best-sellers and .* with a long history"),
        ({"visits_per_month": 1e-9}, "`visits_per_month` must be such that"),
        ({"visits_per_month": 1e9}, "at most 50 million"),
        ({"customers": pd.DataFrame({"customer_id": [1]}), "n_customers": 1}, "months_of_history"),
        (people_with() | {"n_customers": 3}, "left out, or the 2 rows"),
        (people_with(customer_id=[1, 1]), "no two the same"),
        (people_with(activity=[1, -1]), '"activity" must be a number, 0 or more'),
        (people_with(activity=[0, 0]), "nobody would visit"),
        (people_with(months_of_history=[0.5, 1]), "whole months"),
        (people_with(months_of_history=["new", 1]), "it is not in 1 rows"),
    ],
)
def test_senseless_parameters_are_refused_in_words(change, words):
    parameters = {"n_customers": 20} | change
    with pytest.raises(InputError, match=words):
        make_browse_log(parameters.pop("n_customers"), seed=1, **parameters)


def test_the_truth_refuses_senseless_months_and_horizons():
    _, truth = make_browse_log(5, seed=1)
    with pytest.raises(InputError, match="`what` must be one of"):
        truth.share("clicked")
    with pytest.raises(InputError, match="`months` must be 0 or more"):
        truth.profile_value([-1])
    with pytest.raises(InputError, match="`horizon_months` must be"):
        truth.switching_cost(3, horizon_months=0)
    with pytest.raises(InputError, match="`value_of_hour` must be"):
        truth.switching_cost(3, value_of_hour=-1)

"""The four-form market: each clock ticks right, each form can be taken away, luck is shared."""

import hashlib
import json
import os
import subprocess
import sys
from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from casekit.errors import InputError
from casekit.frames.choices import FORMS, starts_mid_life
from casekit.generators.switching import (
    Compatibility,
    FriendGroupLeaves,
    NumberPortability,
    RivalOffer,
    make_switching_market,
)
from casekit.generators.switching.draws import GRID, gumbel, purchases, stream

STATES = ["points", "tenure_months", "months_left", "term_months"]


def choices(panel):
    return panel["firm"].astype(str).to_numpy()


# The rule of choice and the clocks, against a slow walk over customers.

EVERYTHING = {
    "n_customers": 60,
    "months": 15,
    "firms": ["North", "South", "East", "West"],
    "seed": 11,
    "quality": [0.3, 0.0, -0.2, 0.1],
    "point_value": [0.8, 0.0, 2.0, 1.0],
    "exit_fee": [20.0, 5.0, 0.0, 40.0],
    "term_months": 6,
    "reward_points": 5,
    "taste_sd": 1.1,
    "shocks": (
        RivalOffer("East", month=4, months=2, price_cut=12.0),
        NumberPortability(month=9, technical=0.5, contractual=0.25),
        Compatibility(month=12, technical=0.5, points_carried=0.4),
    ),
}


@pytest.mark.parametrize("ahead", [1.0, 4.0])
@pytest.mark.parametrize("burn_in", [0, 7])
def test_every_choice_is_the_best_one_by_the_formula_of_the_docstring(ahead, burn_in):
    panel, _, truth = make_switching_market(
        **EVERYTHING, looks_ahead_months=ahead, burn_in_months=burn_in
    )
    world = truth.world
    firms, n, b = list(world.firms), world.n_customers, world.price_sensitivity
    money = world.barriers
    tastes = truth.tastes[firms].to_numpy()
    luck = [
        gumbel(stream(world.seed, "luck", burn_in + month), (len(firms), n)) / GRID
        for month in range(world.months)
    ]
    closest = np.inf
    for row in panel.itertuples():
        left = {"technical": 1.0, "contractual": 1.0}
        carried = 0.0
        if row.month >= 9:
            left = {"technical": 0.5, "contractual": 0.25}
        if row.month >= 12:
            left["technical"] *= 0.5
            carried = 0.4
        utility = []
        for place, firm in enumerate(firms):
            flow = world.quality[place] + tastes[row.customer_id - 1, place]
            flow -= b * getattr(row, f"price_{firm}")
            flow += b * money.friends_value * getattr(row, f"friends_{firm}")
            barrier = 0.0
            if row.previous_firm == firm:
                lost = row.points - np.floor(carried * row.points)
                learned = 1 - np.exp(-row.tenure_months / money.months_to_learn)
                term = row.months_left / max(row.term_months, 1)
                barrier = money.point_value[place] * lost
                barrier += left["technical"] * money.technical_cost * learned
                barrier += left["contractual"] * money.exit_fee[place] * term
            own_luck = luck[row.month - 1][place, row.customer_id - 1]
            utility.append(ahead * flow + b * barrier + own_luck)
        best = int(np.argmax(utility))
        gap = utility[best] - sorted(utility)[-2]
        closest = min(closest, gap)
        if gap > 2e-5:
            assert firms[best] == row.firm
    assert closest < 0.05


@pytest.mark.parametrize("vary", [True, False])
@pytest.mark.parametrize("renews", [True, False])
def test_points_tenure_and_contract_are_kept_as_a_book_would_keep_them(vary, renews):
    panel, events, _ = make_switching_market(
        80, months=30, seed=3, reward_points=4, purchases_vary=vary, auto_renewal=renews
    )
    bought = [purchases(stream(3, "purchases", month), 80) for month in range(30)]
    rewards, starts, renewals = set(), set(), set()
    for customer, rows in panel.groupby("customer_id"):
        firm, points, tenure, left, term = None, 0, 0, 0, 0
        for row in rows.itertuples():
            assert (row.points, row.tenure_months) == (points, tenure)
            assert (row.months_left, row.term_months) == (left, term)
            assert row.previous_firm == firm or firm is None
            key = (customer, row.month)
            if row.firm != firm:
                points, tenure, left, term = 0, 0, 12, 12
                starts.add(key)
            elif left == 0 and term and renews:
                left = 12
                renewals.add(key)
            elif left == 0:
                term = 0
            firm = row.firm
            tenure, left = tenure + 1, max(left - 1, 0)
            points += bought[row.month - 1][customer - 1] if vary else 1
            if points >= 4:
                points %= 4
                rewards.add(key)
    seen = {
        name: set(zip(rows["customer_id"], rows["month"], strict=True))
        for name, rows in events.groupby("event", observed=True)
    }
    assert seen["reward_taken"] == rewards
    assert seen["term_started"] == starts
    assert seen.get("renewed", set()) == renewals
    assert bool(renewals) == renews


def test_friends_shares_are_those_of_last_months_choices():
    graph = nx.gnp_random_graph(70, 0.08, seed=4)
    panel, _, truth = make_switching_market(
        70, months=6, term_months=3, firms=5, seed=5, friends=graph, isolated="keep"
    )
    chosen = panel.pivot(index="month", columns="customer_id", values="firm").astype(str)
    for row in panel.itertuples():
        circle = [node + 1 for node in graph[row.customer_id - 1]]
        for firm in truth.world.firms:
            with_it = 0.0
            if row.month > 1 and circle:
                with_it = float((chosen.loc[row.month - 1, circle] == firm).mean())
            assert getattr(row, f"friends_{firm}") == pytest.approx(with_it, abs=1e-12)
    ties = {tuple(sorted(tie)) for tie in truth.friendships.to_numpy().tolist()}
    assert ties == {tuple(sorted((a + 1, b + 1))) for a, b in graph.edges}


def test_friends_are_counted_right_when_a_firms_counts_fill_several_words():
    hub = nx.star_graph(299)
    panel, _, truth = make_switching_market(
        300, months=3, term_months=2, firms=9, seed=6, friends=hub
    )
    last = panel[(panel["month"] == 2) & (panel["customer_id"] > 1)]["firm"].value_counts()
    row = panel[(panel["month"] == 3) & (panel["customer_id"] == 1)].iloc[0]
    shares = [row[f"friends_{firm}"] for firm in truth.world.firms]
    assert np.allclose(shares, [last[firm] / 299 for firm in truth.world.firms])


def test_the_small_world_is_one_and_no_tie_is_doubled():
    _, _, truth = make_switching_market(3_000, months=1, seed=2, term_months=None, rewiring=0.1)
    ties = truth.friendships
    assert (ties["customer_id"] < ties["friend_id"]).all()
    assert not ties.duplicated().any()
    graph = nx.from_pandas_edgelist(ties, "customer_id", "friend_id")
    same_kind = nx.watts_strogatz_graph(3_000, 6, 0.1, seed=1)
    assert 2 * len(ties) / 3_000 == pytest.approx(6, abs=0.02)
    assert nx.average_clustering(graph) == pytest.approx(nx.average_clustering(same_kind), abs=0.03)


# Truth, counterfactuals, shares.


def test_without_all_forms_in_the_truth_is_the_market_made_without_them():
    everything = dict(EVERYTHING, shocks=(), n_customers=400)
    panel, _, truth = make_switching_market(**everything)
    free, _, free_truth = make_switching_market(**everything, without=FORMS)
    counterfactual = truth.counterfactual(FORMS)
    assert counterfactual.retention == free_truth.retention
    shares = free.groupby("month")["firm"].value_counts(normalize=True).unstack()
    for firm in truth.world.firms:
        assert np.array_equal(counterfactual.by_month[f"share_{firm}"], shares[firm])
    same = (choices(panel) == choices(free)).mean()
    first = panel["month"] == 1
    assert (choices(panel)[first] == choices(free)[first]).all()
    assert 0.3 < same < 1


def test_without_nothing_is_what_happened():
    panel, _, truth = make_switching_market(500, seed=8)
    later = panel[panel["previous_firm"].notna()]
    stayed = (later["firm"] == later["previous_firm"]).mean()
    assert truth.retention == pytest.approx(stayed, abs=1e-15)
    assert truth.counterfactual().retention == truth.retention


def test_luck_is_shared_so_a_lower_barrier_never_makes_the_first_months_leavers_stay():
    high, _, _ = make_switching_market(2_000, months=13, seed=9, friends=None)
    low, _, _ = make_switching_market(2_000, months=13, seed=9, friends=None, exit_fee=10.0)
    second = (high["month"] == 2).to_numpy()
    left_high = (choices(high) != high["previous_firm"].astype(str).to_numpy())[second]
    left_low = (choices(low) != low["previous_firm"].astype(str).to_numpy())[second]
    assert (left_low >= left_high).all()
    assert left_low.sum() > left_high.sum()


def test_shapley_shares_are_means_over_all_orders_and_add_up_exactly():
    _, _, truth = make_switching_market(300, months=12, seed=10)
    table = truth.combinations()
    retention = {
        frozenset(form for form in FORMS if row[form]): row["retention"]
        for _, row in table.iterrows()
    }
    orders = list(permutations(FORMS))
    shares = truth.shapley().set_index("form")["retention"]
    for form in FORMS:
        added = [
            retention[frozenset(order[: order.index(form) + 1])]
            - retention[frozenset(order[: order.index(form)])]
            for order in orders
        ]
        assert shares[form] == pytest.approx(np.mean(added), abs=1e-12)
    gain = retention[frozenset(FORMS)] - retention[frozenset()]
    assert shares.sum() == pytest.approx(gain, abs=1e-15)
    assert retention[frozenset(FORMS)] == truth.retention


def test_a_form_that_is_worth_nothing_has_no_share():
    _, _, truth = make_switching_market(300, months=12, seed=10, point_value=0.0)
    shapley = truth.shapley().set_index("form")
    assert shapley.loc["economic", "retention"] == 0
    assert truth.barriers.set_index("form").loc["economic", "money"] == 0


def test_mean_barriers_are_those_of_the_rows_of_the_panel():
    panel, _, truth = make_switching_market(400, seed=12)
    rows = panel[panel["previous_firm"].notna()]
    own = np.array(
        [row[f"friends_{row['previous_firm']}"] for _, row in rows.iterrows()], dtype=float
    )
    by_hand = [
        0.8 * rows["points"].mean(),
        10.0 * (1 - np.exp(-rows["tenure_months"] / 6.0)).mean(),
        20.0 * (rows["months_left"] / rows["term_months"]).mean(),
        15.0 * own.mean(),
    ]
    assert np.allclose(truth.barriers["money"], by_hand, rtol=1e-9)


def test_cheaper_rivals_draw_more_customers_and_the_index_compares_at_the_same_price():
    _, _, truth = make_switching_market(1_000, seed=13)
    cuts = [0.0, 0.1, 0.3]
    held = [truth.counterfactual(rival_cheaper_by=cut).retention for cut in cuts]
    free = [truth.counterfactual(FORMS, rival_cheaper_by=cut).retention for cut in cuts]
    assert held[0] > held[1] > held[2]
    for cut, with_all, with_none in zip(cuts, held, free, strict=True):
        by_hand = 1 - (1 - with_all) / (1 - with_none)
        assert truth.lock_in_index(rival_cheaper_by=cut) == pytest.approx(by_hand, abs=1e-15)


def test_the_lock_in_index_is_zero_without_barriers_and_near_one_with_a_wall():
    _, _, free = make_switching_market(500, seed=13, without=FORMS)
    _, _, wall = make_switching_market(500, seed=13, technical_cost=150.0, months_to_learn=0.5)
    assert free.lock_in_index() == 0
    assert wall.lock_in_index() > 0.98


# What the forms and the shocks do.


def test_plain_logit_gives_the_barriers_back_where_customers_have_no_tastes():
    panel, _, _ = make_switching_market(6_000, seed=14, taste_sd=0.0)
    estimate, error = plain_logit(panel)
    truth = np.array([0.1, 0.08, 1.0, 2.0, 1.5])
    assert (np.abs(estimate - truth) < 4 * error).all()
    assert (error < 0.15 * truth).all()


def plain_logit(panel):
    """Fit price, points, learning, term and friends by Newton's method."""
    firms = [name[6:] for name in panel.columns if name.startswith("price_")]
    previous = panel["previous_firm"].astype(object).to_numpy()
    x = np.empty((len(panel), len(firms), 5))
    for place, firm in enumerate(firms):
        stay = (previous == firm).astype(float)
        x[:, place, 0] = -panel[f"price_{firm}"]
        x[:, place, 1] = stay * panel["points"]
        x[:, place, 2] = stay * (1 - np.exp(-panel["tenure_months"] / 6.0))
        x[:, place, 3] = stay * panel["months_left"] / panel["term_months"].clip(lower=1)
        x[:, place, 4] = panel[f"friends_{firm}"]
    chosen = x[np.arange(len(panel)), pd.Categorical(panel["firm"], firms).codes]
    beta = np.zeros(5)
    for _ in range(12):
        utility = x @ beta
        p = np.exp(utility - utility.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        mean = np.einsum("nj,njk->nk", p, x)
        information = np.einsum("nj,njk,njl->kl", p, x, x) - mean.T @ mean
        beta = beta + np.linalg.solve(information, (chosen - mean).sum(axis=0))
    return beta, np.sqrt(np.diag(np.linalg.inv(information)))


def test_a_rivals_offer_is_seen_by_everybody_else_and_draws_them():
    plain, _, _ = make_switching_market(3_000, seed=15)
    offered, events, _ = make_switching_market(
        3_000, seed=15, shocks=[RivalOffer("Birch", month=8, months=2, price_cut=12.0)]
    )
    during = offered["month"].isin([8, 9])
    others = (offered["previous_firm"] != "Birch") & during
    gap = plain["price_Birch"] - offered["price_Birch"]
    assert np.allclose(gap[others], 12.0)
    assert np.allclose(gap[~others], 0.0)

    def joining(panel):
        at = (panel["month"] == 8) & (panel["previous_firm"] != "Birch")
        return (panel.loc[at, "firm"] == "Birch").mean()

    assert joining(offered) > 1.5 * joining(plain)
    assert events.loc[events["event"] == "rival_offer", "month"].tolist() == [8, 9]
    assert events.loc[events["event"] == "rival_offer", "customer_id"].isna().all()


def test_portability_frees_customers_from_its_month_on_and_not_before():
    shock = NumberPortability(month=10, technical=0.0, contractual=0.0)
    _, _, plain = make_switching_market(3_000, seed=16, technical_cost=30.0)
    _, _, freed = make_switching_market(3_000, seed=16, technical_cost=30.0, shocks=[shock])
    before = plain.counterfactual().by_month["retention"]
    after = freed.counterfactual().by_month["retention"]
    assert np.array_equal(before[:9], after[:9], equal_nan=True)
    assert after[9] < before[9] - 0.2


def test_a_group_of_friends_leaves_together_and_pulls_others():
    shock = FriendGroupLeaves(month=10, to="Cedar", share=0.1)
    plain, _, _ = make_switching_market(2_000, seed=17, rewiring=0.02, friends_value=30.0)
    led, events, truth = make_switching_market(
        2_000, seed=17, rewiring=0.02, friends_value=30.0, shocks=[shock]
    )
    group = events.loc[events["event"] == "friends_left", "customer_id"].to_numpy(np.int64)
    assert len(group) == 200
    at = led[(led["month"] == 10) & led["customer_id"].isin(group)]
    assert (at["firm"] == "Cedar").all()
    ties = nx.from_pandas_edgelist(truth.friendships, "customer_id", "friend_id")
    assert nx.is_connected(ties.subgraph(group.tolist()))
    near = {friend for one in group for friend in ties[one]} - set(group)

    def with_cedar(panel):
        rows = panel[(panel["month"] == 12) & panel["customer_id"].isin(near)]
        return (rows["firm"] == "Cedar").mean()

    assert with_cedar(led) > with_cedar(plain) + 0.1


def test_inattentive_customers_stay_and_attention_can_be_given_back():
    _, _, sleepy = make_switching_market(2_000, seed=18, attention=0.2, without=FORMS)
    _, _, awake = make_switching_market(2_000, seed=18, without=FORMS)
    leaving = (1 - sleepy.retention) / (1 - awake.retention)
    assert leaving == pytest.approx(0.2, abs=0.04)
    assert sleepy.counterfactual(["inattention"]).retention == awake.retention


def test_who_looks_ahead_weighs_a_price_gap_more_against_a_fee():
    setting = {"seed": 19, "taste_sd": 0.0, "friends": None}
    myopic, _, _ = make_switching_market(1_000, **setting)
    ahead, _, _ = make_switching_market(1_000, **setting, looks_ahead_months=6.0)

    def dearest(panel):
        prices = panel.filter(like="price_")
        paid = prices.to_numpy()[np.arange(len(panel)), panel["firm"].cat.codes]
        return (paid == prices.max(axis=1)).mean()

    assert dearest(ahead) < 0.6 * dearest(myopic)


def test_a_panel_that_starts_in_mid_life_says_so_and_keeps_its_clocks():
    panel, _, truth = make_switching_market(500, months=12, seed=20, burn_in_months=24)
    assert starts_mid_life(panel)
    first = panel[panel["month"] == 1]
    assert first["previous_firm"].notna().all()
    assert first["tenure_months"].between(1, 24).all()
    assert first["tenure_months"].max() == 24
    assert truth.counterfactual().by_month["could_leave"].tolist() == [500] * 12
    entered, _, _ = make_switching_market(500, months=12, seed=20)
    assert not starts_mid_life(entered)
    assert (entered.loc[entered["month"] == 1, STATES] == 0).all(axis=None)


def test_forms_that_do_not_exist_have_no_columns():
    panel, events, _ = make_switching_market(
        50, seed=21, reward_points=None, term_months=None, friends=None
    )
    assert list(panel.columns) == [
        *["customer_id", "month", "firm", "previous_firm", "tenure_months"],
        *["price_Alder", "price_Birch", "price_Cedar"],
    ]
    assert set(events["event"]) == {"switched"}


def test_given_prices_are_the_prices():
    table = pd.DataFrame({"B": [30.0, 31.5, 29.0], "A": [20.0, 20.0, 45.25]})
    panel, _, _ = make_switching_market(
        40, months=3, firms=["A", "B"], seed=1, prices=table, term_months=3
    )
    assert panel.loc[panel["customer_id"] == 7, "price_A"].tolist() == [20.0, 20.0, 45.25]
    assert panel.loc[panel["customer_id"] == 9, "price_B"].tolist() == [30.0, 31.5, 29.0]


# Luck, and sameness.


def test_the_luck_of_a_choice_is_gumbel_far_into_the_tails():
    draws = gumbel(np.random.default_rng(1), (400_000,)) / GRID
    assert stats.kstest(draws, "gumbel_r").pvalue > 0.001
    beyond = (draws > 9).sum()
    assert stats.binomtest(int(beyond), draws.size, stats.gumbel_r.sf(9)).pvalue > 0.001
    # What decides a choice between two firms is the difference of two draws: logistic.
    gaps = draws[::2] - draws[1::2]
    assert stats.kstest(gaps, "logistic").pvalue > 0.001


def test_no_entry_of_the_table_of_luck_lies_near_a_rounding_boundary():
    slices, parts = np.arange(2**16), (np.arange(2**9) + 0.5) / 2**9
    outer = np.concatenate([slices[-64:], slices[:64]])
    u = np.concatenate([slices + 0.5, (outer[:, None] + parts).ravel()]) / 2**16
    steps = -np.log(-np.log(u)) * GRID
    from_boundary = np.abs(np.abs(steps - np.floor(steps)) - 0.5)
    # The last bit of the steps themselves is worth 4e-9 at most.
    assert from_boundary.min() > 1e-7


def fingerprint() -> dict[str, str]:
    """Everything in the panel and the events: all of it ids, counts, cents and shares."""
    prints = {}
    settings = {
        "plain": {},
        "all": {k: v for k, v in EVERYTHING.items() if k not in ("n_customers", "seed")},
        "mid-life": {"burn_in_months": 6, "attention": 0.5, "looks_ahead_months": 3.0},
    }
    for name, setting in settings.items():
        panel, events, _ = make_switching_market(1_500, seed=20, **setting)
        cents = [np.rint(panel[c] * 100) for c in panel.columns if c.startswith("price_")]
        exact = [panel["customer_id"], panel["month"], *(panel[state] for state in STATES)]
        exact += [*cents, panel["firm"].cat.codes, panel["previous_firm"].cat.codes]
        exact += [events["customer_id"].fillna(0), events["month"], events["event"].cat.codes]
        joined = b"".join(column.to_numpy().astype("<i8").tobytes() for column in exact)
        prints[name] = hashlib.sha256(joined).hexdigest()
    return prints


# Written once; another numpy, processor or system has to give the same.
KNOWN = {
    "plain": "46a4846a61c3bfcd417fd2212a9eca29a082f1d5fb77ad7a829734194e501e37",
    "all": "0394421bf8d6c0f8018043d1d2212bf20b461c4e81518b4db305c4c1379eced9",
    "mid-life": "d88a8097beb806af5dd99bec86b0d61440f1d3c4f0ecbf9c15e447633ba2f00c",
}


def test_the_same_seed_gives_the_same_market_on_every_machine():
    assert fingerprint() == KNOWN


def test_the_same_seed_gives_the_same_market_without_the_processors_vector_instructions():
    features = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4 ASIMD"
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": features}
    code = "import json, runpy; f = runpy.run_path({!r})['fingerprint']; print(json.dumps(f()))"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code.format(__file__)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert json.loads(run.stdout) == KNOWN


# The door.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"seed": -1}, "seed"),
        ({"months": 2.5}, "months"),
        ({"firms": 1}, "two firms at least"),
        ({"firms": ["A", "A"]}, "different names"),
        ({"firms": "Alder"}, "two firms at least"),
        ({"exit_fee": -5.0}, "exit_fee.*0 or more"),
        ({"point_value": float("nan")}, "point_value"),
        ({"friends_value": [1.0, 2.0]}, "one for each of the 3 firms"),
        ({"technical_cost": "much"}, "technical_cost"),
        ({"reward_points": 0}, "reward_points"),
        ({"term_months": 25}, "term_months.*24 months of the panel"),
        ({"months_to_learn": 0}, "months_to_learn"),
        ({"friends": 3}, "even number of friends"),
        ({"friends": 40}, "fewer than the 40 customers"),
        ({"rewiring": 1.5}, "rewiring"),
        ({"taste_sd": -1}, "taste_sd"),
        ({"price_sensitivity": 0}, "price_sensitivity"),
        ({"price_sensitivity": 1e4}, "utilities differ"),
        ({"attention": 0}, "attention"),
        ({"looks_ahead_months": 0.5}, "looks_ahead_months"),
        ({"burn_in_months": -1}, "burn_in_months"),
        ({"without": ["legal"]}, "none of the forms"),
        ({"prices": np.ones((24, 2))}, "24 months.*3 firms"),
        ({"prices": -np.ones((24, 3))}, "72 of 72"),
        ({"prices": pd.DataFrame({"Alder": [1.0] * 24})}, "lacks a column for Birch, Cedar"),
        ({"shocks": [RivalOffer("Zebra", month=3)]}, "Zebra"),
        ({"shocks": [RivalOffer("Birch", month=30)]}, "month 30"),
        ({"shocks": [RivalOffer("Birch", month=3, price_cut=500.0)]}, "price_cut"),
        ({"shocks": ["offer"]}, "holds a str"),
        ({"shocks": RivalOffer("Birch", month=3)}, "list"),
        ({"friends": None, "shocks": [FriendGroupLeaves(3, "Birch")]}, "needs friendships"),
        ({"friends": nx.path_graph(5)}, "5 nodes for 40 customers"),
    ],
)
def test_senseless_parameters_get_a_sentence(arguments, words):
    with pytest.raises(InputError, match=words):
        make_switching_market(**{"n_customers": 40, "seed": 1, **arguments})


def test_a_graph_with_isolated_customers_is_refused_until_they_are_wanted():
    graph = nx.cycle_graph(37)
    graph.add_nodes_from([100, 101, 102])
    with pytest.raises(InputError, match=r'3 of 40 customers.*isolated="keep"'):
        make_switching_market(40, seed=1, friends=graph)
    panel, _, _ = make_switching_market(40, seed=1, friends=graph, isolated="keep")
    alone = panel[panel["customer_id"] > 37]
    assert (alone.filter(like="friends_") == 0).all(axis=None)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RivalOffer("A", month=0), "month"),
        (lambda: RivalOffer("A", month=1, price_cut=-2.0), "price_cut"),
        (lambda: NumberPortability(month=1, technical=2.0), "technical"),
        (lambda: Compatibility(month=1, points_carried=-0.1), "points_carried"),
        (lambda: FriendGroupLeaves(month=1, to="A", share=0.0), "share"),
    ],
)
def test_senseless_shocks_get_a_sentence(make, words):
    with pytest.raises(InputError, match=words):
        make()


def test_an_unknown_form_in_a_counterfactual_gets_a_sentence():
    _, _, truth = make_switching_market(50, seed=1)
    with pytest.raises(InputError, match='"legal" is none of the forms'):
        truth.counterfactual(["legal"])
    with pytest.raises(InputError, match="rival_cheaper_by"):
        truth.counterfactual(rival_cheaper_by=1.5)

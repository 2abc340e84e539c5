"""Critical mass, expectations, entry: every number of the reference, and what theory demands."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.generators.adoption import LeadWalk, NormalTastes
from casekit.models.adoption import (
    KatzShapiroDuopoly,
    RohlfsDemand,
    break_in_price,
    chance_of_winning,
    unit_cost,
    who_wins,
)


def test_at_a_price_of_016_a_network_rests_at_nobody_a_fifth_or_four_fifths():
    found = RohlfsDemand().equilibria(0.16)
    assert found["share"].tolist() == pytest.approx([0, 0.2, 0.8])
    assert found["state"].tolist() == ["stable", "unstable", "stable"]
    for share in (0.2, 0.8):
        assert share * (1 - share) == pytest.approx(0.16)


def test_no_network_lives_above_a_quarter_of_its_value():
    demand = RohlfsDemand()
    assert demand.highest_price == 0.25
    assert demand.equilibria(0.25)["share"].tolist() == [0, 0.5]
    assert demand.equilibria(0.26)["share"].tolist() == [0]
    assert np.isnan(demand.critical_mass(0.26))
    assert RohlfsDemand(value=100).highest_price == 25


@pytest.mark.parametrize(("start", "end"), [(0.19, 0), (0.21, 0.8), (1.0, 0.8), (0.5, 0.8)])
def test_the_critical_mass_decides_whether_a_network_dies_or_grows(start, end):
    assert RohlfsDemand().path(0.16, start, periods=200)[-1] == pytest.approx(end, abs=1e-6)


def test_no_price_brings_more_revenue_than_two_ninths():
    demand = RohlfsDemand()
    prices = np.linspace(0.01, 0.25, 241)
    revenue = [price * demand.equilibria(price)["share"].iloc[-1] for price in prices]
    assert prices[int(np.argmax(revenue))] == pytest.approx(2 / 9, abs=0.001)
    assert demand.price_of_most_revenue == pytest.approx(2 / 9)


def test_a_price_or_a_start_without_sense_is_refused():
    with pytest.raises(InputError, match="price"):
        RohlfsDemand().equilibria(-0.1)
    with pytest.raises(InputError, match="start"):
        RohlfsDemand().path(0.1, 1.5)
    with pytest.raises(InputError, match="value"):
        RohlfsDemand(value=0)


def first_order_gaps(duopoly, row, compatible):
    """What each firm would gain by a little more output: 0 when it sells, not above 0 when not."""
    sales = (row["sales_1"], row["sales_2"])
    gaps = []
    for own in sales:
        network = sum(sales) if compatible else own
        gaps.append(duopoly.base - sum(sales) + float(duopoly.network_value(network)) - own)
    return gaps


@pytest.mark.parametrize("compatible", [True, False])
@pytest.mark.parametrize(("benefit", "saturation"), [(3, 0.5), (2, 1), (0.5, 1), (4, 0.5)])
def test_in_every_equilibrium_expectations_come_true_and_no_firm_wants_to_change(
    benefit, saturation, compatible
):
    duopoly = KatzShapiroDuopoly(1, benefit, saturation)
    for _, row in duopoly.equilibria(compatible=compatible).iterrows():
        one, two = first_order_gaps(duopoly, row, compatible)
        assert one == pytest.approx(0, abs=1e-9)
        if row["sales_2"] > 0:
            assert two == pytest.approx(0, abs=1e-9)
        else:
            assert two <= 0


def test_without_a_network_it_is_cournots_duopoly():
    found = KatzShapiroDuopoly(base=3, benefit=0).equilibria(compatible=False)
    assert found["sales_1"].tolist() == pytest.approx([1])
    assert found["sales_2"].tolist() == pytest.approx([1])


def test_incompatible_networks_have_several_equilibria_and_compatible_ones_sell_more():
    duopoly = KatzShapiroDuopoly(base=1, benefit=3, saturation=0.5)
    apart = duopoly.equilibria(compatible=False)
    together = duopoly.equilibria(compatible=True)
    assert apart["kind"].tolist() == ["one firm", "unequal", "equal"]
    assert len(together) == 1
    # Katz and Shapiro's result: output is higher with compatibility than in any equilibrium
    # without; and the large firm of an unequal one earns less by it.
    assert (together["total"].iloc[0] > apart["total"]).all()
    assert together["profit_1"].iloc[0] < apart["profit_1"].iloc[0]
    assert together["profit_2"].iloc[0] > apart["profit_2"].iloc[0]
    # Two firms of the same size both earn more by it, and so do the buyers in every case.
    assert together["profit_1"].iloc[0] > apart["profit_1"].iloc[2]
    assert (together["buyers_gain"].iloc[0] > apart["buyers_gain"]).all()


def test_what_buyers_gain_is_the_sum_of_what_each_would_have_paid_beyond_the_price():
    found = KatzShapiroDuopoly(base=1, benefit=3, saturation=0.5).equilibria(compatible=True)
    sold, price = found["total"].iloc[0], found["price_1"].iloc[0]
    makers = KatzShapiroDuopoly(base=1, benefit=3, saturation=0.5)
    # The keenest buyer is worth `base`, the next ones evenly less.
    middles = 1 - (np.arange(10_000) + 0.5) / 10_000 * sold
    gain = (middles + makers.network_value(sold) - price).mean() * sold
    assert found["buyers_gain"].iloc[0] == pytest.approx(gain)


def test_the_exact_chances_are_those_of_the_reference():
    chances = [
        chance_of_winning(advantage=advantage, network_strength=0.05)
        for advantage in (0, 0.05, 0.10, 0.20)
    ]
    assert chances == pytest.approx([0.50, 0.74, 0.90, 0.995], abs=0.003)


@pytest.mark.parametrize("lead", [-3, 0, 3])
@pytest.mark.parametrize("advantage", [46, 50, 200, 1_000])
def test_an_advantage_beyond_nearly_every_taste_wins_and_its_mirror_image_loses(advantage, lead):
    # Here both walls stand on one side of the start.
    better = LeadWalk(5, advantage, NormalTastes(20))
    worse = LeadWalk(5, -advantage, NormalTastes(20))
    assert better.walls[1] <= 1
    assert worse.walls[0] >= -1
    assert better.chance_first_wins(lead) == pytest.approx(1, abs=1e-4)
    assert worse.chance_first_wins(-lead) == pytest.approx(0, abs=1e-4)


def test_the_exact_chance_solves_the_walks_own_equation():
    walk = LeadWalk(0.05, 0.07, NormalTastes(0.2))
    leads = np.arange(-6, 7)
    wins = np.array([walk.chance_first_wins(int(lead)) for lead in leads])
    up = walk.chance_of_first(leads[1:-1])
    assert wins[1:-1] == pytest.approx(up * wins[2:] + (1 - up) * wins[:-2], abs=1e-12)


def test_the_mean_time_solves_the_walks_own_equation():
    walk = LeadWalk(0.05, 0.07, NormalTastes(0.2))
    low, high = walk.walls
    leads = np.arange(low, high + 1)
    waits = np.array([walk.mean_adoptions_to_lock_in(int(lead)) for lead in leads])
    up = walk.chance_of_first(leads[1:-1])
    assert waits[1:-1] == pytest.approx(1 + up * waits[2:] + (1 - up) * waits[:-2], abs=1e-6)


def test_the_table_of_winners_puts_the_count_beside_the_exact_chance():
    table = who_wins([0, 10, 20], network_strength=5, tastes=NormalTastes(20), seed=3)
    error = np.sqrt(table["chance"] * (1 - table["chance"]) / table["histories"])
    assert (abs(table["won"] - table["chance"]) < 4 * error + 0.004).all()


def test_a_unit_costs_less_by_the_fixed_cost_over_the_volume():
    small = unit_cost(1_000, fixed_cost=50_000, variable_cost=20)
    large = unit_cost(10_000, fixed_cost=50_000, variable_cost=20)
    assert (small, large) == (70, 25)
    assert small - large == 50_000 / 1_000 - 50_000 / 10_000
    with pytest.raises(InputError, match="volume"):
        unit_cost(0, fixed_cost=1, variable_cost=1)


def test_the_price_to_break_in_depends_on_what_customers_expect_of_each_other():
    facts = {
        "incumbent_price": 100,
        "installed_base": 8,
        "network_strength": 5,
        "advantage": 10,
        "switching_cost": 25,
    }
    assert break_in_price(**facts) == 100 + 10 - 25 - 5 * 8
    assert break_in_price(**facts, everybody_follows=True) == 100 + 10 - 25 + 5 * 8
    # Compatible, it makes no difference what the others do.
    compatible = break_in_price(**facts, compatibility=1)
    assert compatible == break_in_price(**facts, compatibility=1, everybody_follows=True) == 85


def test_the_discount_that_breaks_in_makes_the_next_adopter_indifferent():
    walk = LeadWalk(5, 10, NormalTastes(20))
    discount = walk.break_in_discount(4)
    assert discount == 30
    at_that_price = LeadWalk(5, 10 - discount, NormalTastes(20))
    assert at_that_price.chance_of_first(np.array([4]))[0] == pytest.approx(0.5)


def test_impossible_entrants_are_refused():
    facts = {"incumbent_price": 100, "installed_base": 8, "network_strength": 5}
    with pytest.raises(InputError, match="installed_base"):
        break_in_price(**(facts | {"installed_base": -1}))
    with pytest.raises(InputError, match="compatibility"):
        break_in_price(**facts, compatibility=2)

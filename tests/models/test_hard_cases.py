"""Data that cannot tell, or that no model should be given: words instead of a wrong number."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest

from casekit.errors import CasekitWarning, InputError
from casekit.generators.purchases import BGNBDProcess, GammaGammaSpend, make_purchase_histories
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD

CONTINUOUS = pytest.mark.parametrize("model", [BGNBD, MBGNBD, ParetoNBD])


@pytest.fixture(autouse=True)
def _no_other_warnings():
    # A warning of numpy or scipy would reach a learner: here it fails the test.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("always", CasekitWarning)
        yield


def finite(result, table) -> bool:
    predictions = [
        result.probability_alive(table),
        result.expected_purchases(table, horizon_weeks=39),
        result.discounted_expected_residual_transactions(table, annual_discount_rate=0.1),
    ]
    return bool(np.isfinite(pd.concat(predictions)).all() and np.isfinite(result.llf))


@CONTINUOUS
def test_one_time_buyers_alone_teach_nothing(model, histories):
    with pytest.raises(InputError, match="None of the 50 customers bought again"):
        model().fit(histories([0] * 50, [0] * 50, [39] * 50))


@CONTINUOUS
def test_customers_seen_on_one_day_only_teach_nothing(model, histories):
    with pytest.raises(InputError, match="age 0: nobody was observed"):
        model().fit(histories([0, 0], [0, 0], [0, 0]))


@CONTINUOUS
def test_customers_of_age_zero_beside_others_change_no_estimate(model, cdnow, histories):
    columns = ["frequency", "age_at_last_purchase_weeks", "age_weeks"]
    with_new = pd.concat([cdnow[columns], histories([0] * 30, [0] * 30, [0] * 30)])
    without, given = model().fit(cdnow), model().fit(with_new)
    assert given.llf == pytest.approx(without.llf, abs=1e-6)
    assert given.params.to_numpy() == pytest.approx(without.params.to_numpy(), rel=1e-4)
    assert given.nobs == without.nobs + 30


@CONTINUOUS
@pytest.mark.parametrize("customers", [1, 4])
def test_fewer_customers_than_parameters_are_refused_with_a_way_out(model, customers, histories):
    few = histories([2] * customers, [30] * customers, [39] * customers)
    with pytest.raises(InputError, match=rf"{customers} customers .* \.at\("):
        model().fit(few)
    one_row = few.head(1).assign(customers=customers)
    with pytest.raises(InputError, match=f"{customers} customers"):
        model().fit(one_row)


@CONTINUOUS
def test_a_handful_of_customers_gives_finite_numbers_and_a_warning(model, histories):
    handful = histories([0, 1, 0, 0, 0, 0], [0, 3, 0, 0, 0, 0], [39, 39, 38, 37, 36, 30])
    with pytest.warns(CasekitWarning, match="The data cannot tell"):
        result = model().fit(handful)
    assert result.bse.isna().any()
    assert finite(result, handful)


@CONTINUOUS
def test_customers_who_all_buy_alike_have_no_spread_of_rates(model, histories):
    rng = np.random.default_rng(3)
    x = rng.poisson(3.0, 2_000)
    last = np.where(x > 0, 39 * rng.beta(np.maximum(x, 1), 1), 0)
    with pytest.warns(CasekitWarning, match="hardly") as caught:
        result = model().fit(histories(x, last, [39.0] * 2_000))
    assert len(caught) == 1
    # No dropout and no spread: what remains known is the mean rate, 3 purchases in 39 weeks.
    rate = result.params["r"] / result.params["alpha"]
    assert rate == pytest.approx(x.mean() / 39, rel=0.05)
    assert result.bse.isna().any()


@CONTINUOUS
def test_customers_who_never_leave_are_all_found_alive(model, histories):
    rng = np.random.default_rng(8)
    rates = rng.gamma(0.5, 1 / 4.0, 800)
    x = rng.poisson(rates * 39)
    last = np.where(x > 0, 39 * rng.beta(np.maximum(x, 1), 1), 0)
    table = histories(x, last, [39.0] * 800)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)  # whether it is one depends on luck
        result = model().fit(table)
    assert result.probability_alive(table)[x > 0].mean() > 0.95
    assert result.params["r"] == pytest.approx(0.5, abs=0.12)


@CONTINUOUS
def test_identical_customers_give_finite_numbers_and_a_warning(model, histories):
    same = histories([2] * 100, [20] * 100, [39] * 100)
    with pytest.warns(CasekitWarning, match="do not interpret"):
        result = model().fit(same)
    assert finite(result, same)


@CONTINUOUS
def test_hundreds_of_purchases_are_fitted_without_a_word(model):
    table, _truth = make_purchase_histories(
        400, seed=5, process=BGNBDProcess(r=1.2, alpha=0.05, a=0.6, b=60.0)
    )
    assert table["frequency"].max() > 1_000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = model().fit(table)
    assert result.bse.notna().all()
    assert finite(result, table)
    if model is BGNBD:
        interval = result.conf_int(0.001)
        truth = np.array([1.2, 0.05, 0.6, 60.0])
        assert ((interval["lower"] < truth) & (truth < interval["upper"])).all()


@CONTINUOUS
@pytest.mark.parametrize("factor", [1e-4, 1e4])
def test_the_size_of_the_time_unit_does_not_matter(model, factor, histories):
    table, _truth = make_purchase_histories(500, seed=9)
    plain = model().fit(table)
    scaled = model().fit(
        histories(
            table["frequency"],
            table["age_at_last_purchase_weeks"] * factor,
            table["age_weeks"] * factor,
        )
    )
    assert scaled.params["r"] == pytest.approx(plain.params["r"], rel=1e-4)
    assert scaled.params["alpha"] == pytest.approx(plain.params["alpha"] * factor, rel=1e-4)


def test_donors_who_never_gave_teach_nothing():
    never = pd.DataFrame({"frequency": [0] * 9, "last_opportunity": 0, "opportunities": 6})
    with pytest.raises(InputError, match="None of the 9 customers bought at any opportunity"):
        BGBB().fit(never)
    with pytest.raises(InputError, match="No customer had an opportunity"):
        BGBB().fit(never.assign(opportunities=0))


def test_donors_who_always_give_have_no_spread_and_no_dropout():
    always = pd.DataFrame({"frequency": [6] * 40, "last_opportunity": 6, "opportunities": 6})
    with pytest.warns(CasekitWarning, match="The data cannot tell"):
        result = BGBB().fit(always)
    assert result.probability_alive(always).min() > 0.99
    assert result.expected_purchases(always, horizon_opportunities=10).min() > 9.5


@pytest.fixture(scope="module")
def spenders():
    table, _truth = make_purchase_histories(3_000, seed=7, spend=GammaGammaSpend())
    return table


def test_zero_spend_is_refused_with_the_line_that_drops_it(spenders):
    table = spenders.copy()
    repeat = table.index[table["frequency"] > 0][:3]
    table.loc[repeat, "mean_repeat_spend"] = 0.0
    with pytest.raises(InputError, match="is 0 in 3 of") as caught:
        GammaGamma().fit(table)
    # The line that the message gives does what it says.
    line = str(caught.value).split("so many words: ")[1]
    names = {"histories": table}
    exec(line, names)
    assert GammaGamma().fit(names["histories"]).nobs == (table["frequency"] > 0).sum() - 3


def test_spend_that_goes_with_frequency_is_said_in_words(spenders):
    table = spenders.copy()
    table["mean_repeat_spend"] *= 1 + table["frequency"] / 3
    assert re.search("correlation .* 0.[2-9].* worth more", first_warning(table))
    table = spenders.copy()
    table["mean_repeat_spend"] /= (1 + table["frequency"]) ** 0.7
    assert re.search("correlation .* -0.[2-9].* worth less", first_warning(table))


def first_warning(table) -> str:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        GammaGamma().fit(table)
    assert caught[0].category is CasekitWarning
    # It points at the reader's line, here.
    assert caught[0].filename == __file__
    return str(caught[0].message)


def test_spend_unrelated_to_frequency_needs_no_warning(spenders):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert abs(GammaGamma().fit(spenders).correlation) < 0.1


def test_spend_without_repeat_purchases_cannot_be_learned(histories):
    once = histories([0, 0], [0, 0], [39, 39], mean_repeat_spend=[np.nan, np.nan])
    with pytest.raises(InputError, match="None of the 2 customers bought again"):
        GammaGamma().fit(once)


def test_customers_who_all_spend_the_same_have_no_spread(histories):
    same = histories([3] * 60, [20] * 60, [39] * 60, mean_repeat_spend=[10.0] * 60)
    with pytest.warns(CasekitWarning, match="The data cannot tell"):
        result = GammaGamma().fit(same)
    assert result.expected_spend(same).to_numpy() == pytest.approx(10.0, rel=0.01)


def test_an_infinite_mean_spend_is_said_in_words(histories):
    model = GammaGamma.at(p=1.0, q=0.8, gamma=10.0)
    customers = histories([0, 2], [0, 20], [39, 39], mean_repeat_spend=[np.nan, 30.0])
    with pytest.warns(CasekitWarning, match="q=0.8 is not above 1"):
        assert np.isinf(model.mean_spend)
    with pytest.warns(CasekitWarning, match="mean is infinite"):
        assert np.isinf(model.expected_spend(customers)).tolist() == [True, False]

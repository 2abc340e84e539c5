"""The made points ledger: same bytes, chances as said, and senseless parameters refused."""

import pytest

from casekit.errors import InputError
from casekit.generators.ledger import make_points_ledger
from casekit.metrics.ledger import points_roll_forward


def test_same_seed_same_ledger():
    one, other = (make_points_ledger(12, seed=3)[0] for _ in range(2))
    assert one.equals(other)
    assert not one.equals(make_points_ledger(12, seed=4)[0])


def test_shares_used_are_those_of_the_parameters():
    ledger, truth = make_points_ledger(
        6, seed=1, members_per_cohort=50_000, months=60, never_redeem=0.2, monthly_redemption=0.3
    )
    total = points_roll_forward(ledger).sum()
    assert total["redeemed"] / total["earned"] == pytest.approx(truth.redemption_rate, abs=0.003)
    assert truth.redemption_rate == pytest.approx(0.8)


def test_points_run_out_at_their_age_and_never_again():
    ledger, truth = make_points_ledger(12, seed=1, months=30, expiry_months=6)
    lapsed = ledger[ledger["kind"] == "expired"]
    assert ((lapsed["month"] - lapsed["earned_month"]) == 6).all()
    assert points_roll_forward(ledger)["closing"].iloc[-1] == 0
    assert truth.still_to_come == 0


def test_the_future_is_in_the_truth_and_not_in_the_ledger():
    short, truth = make_points_ledger(12, seed=7)
    long, _ = make_points_ledger(12, seed=7, months=200)
    later = long[(long["kind"] == "redeemed") & (long["month"] >= 12)]["points"].sum()
    assert truth.still_to_come == later
    assert short["month"].max() == 11


@pytest.mark.parametrize(
    "wrong",
    [
        {"cohorts": 0},
        {"never_redeem": 1.0},
        {"monthly_redemption": 0.0},
        {"months": 3},
        {"growth": -2.0},
        {"expiry_months": 0},
        {"lag_shape": 0.0},
        {"points_per_member": 0.2},
    ],
)
def test_senseless_parameters_are_refused_by_name(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        make_points_ledger(**({"cohorts": 12, "seed": 1} | wrong))

"""The figure of four clocks: what is drawn and said is what was read from the panel."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.figures.switching.signatures import signatures
from casekit.generators.switching import make_switching_market
from casekit.metrics.switching import switching_signatures


@pytest.fixture(scope="module")
def read():
    return switching_signatures(make_switching_market(3_000, seed=4)[0])


def rate(table, state):
    return table.loc[table.iloc[:, 0] == state, "leaving_rate"].iloc[0]


def test_the_title_and_the_words_carry_the_rates_around_reward_and_renewal(read):
    picture = signatures(read)
    title = picture.figure.get_suptitle().replace("\n", " ")
    reward = [rate(read.around_reward, state) for state in (-1, 0)]
    renewal = [rate(read.around_renewal, state) for state in (0, 1)]
    assert title == (
        f"Leaving goes from {reward[0]:.1%} to {reward[1]:.0%} once a reward is taken, "
        f"from {renewal[0]:.0%} to {renewal[1]:.1%} once a contract is renewed"
    )
    for share in (*reward, *renewal, read.leaving_rate):
        assert f"{share:.0%}" in picture.alt or f"{share:.1%}" in picture.alt


def test_each_panel_draws_its_table(read):
    axes = signatures(read).figure.axes
    tenure = next(line for line in axes[1].lines if len(line.get_xdata()) > 2)
    shown = read.tenure[read.tenure["could_leave"] >= 30]
    assert tenure.get_xdata().tolist() == shown["tenure_months"].tolist()
    assert np.allclose(tenure.get_ydata(), shown["leaving_rate"])
    bars = [bar.get_height() for bar in axes[3].patches]
    friends = read.friends[read.friends["could_leave"] >= 30]
    assert np.allclose(bars, friends["leaving_rate"])
    assert (len(shown) < len(read.tenure)) or (read.tenure["could_leave"] >= 30).all()


def test_forms_that_were_not_measured_have_no_panel():
    panel, _, _ = make_switching_market(
        500, seed=4, reward_points=None, term_months=None, friends=None
    )
    picture = signatures(switching_signatures(panel))
    assert sum(axes.get_visible() for axes in picture.figure.axes) == 1
    assert picture.alt.startswith("Leaving rates in 1 panel")


def test_a_panel_too_small_to_draw_gets_a_sentence():
    panel, _, _ = make_switching_market(8, seed=4, months=2, term_months=2)
    with pytest.raises(InputError, match="at least 30 customer-months"):
        signatures(switching_signatures(panel))

"""Members against others: the difference, its error, and how both behave as a study grows."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

from casekit.errors import InputError
from casekit.generators.programmes import make_membership_panel
from casekit.metrics.programmes import difference_in_means, growing_differences


def test_the_standard_error_is_that_of_welch():
    table, _ = make_membership_panel(300, seed=1)
    found = difference_in_means(table, "spend", "member")
    member = table["member"]
    welch = ttest_ind(table.loc[member, "spend"], table.loc[~member, "spend"], equal_var=False)
    assert found.difference / found.standard_error == pytest.approx(welch.statistic)


def test_a_growing_study_at_its_full_size_is_the_plain_comparison():
    table, _ = make_membership_panel(600, seed=1)
    grown = growing_differences(table, "spend", "member", studies=3, sizes=[50, 200])
    for study in (1, 2, 3):
        part = table.iloc[200 * (study - 1) : 200 * study]
        whole = difference_in_means(part, "spend", "member").difference
        begun = difference_in_means(part.head(50), "spend", "member").difference
        assert grown.loc[study].to_numpy() == pytest.approx([begun, whole])


def test_luck_shrinks_with_the_square_root_of_the_customers():
    table, _ = make_membership_panel(1_000 * 400, seed=3, joining="lot")
    grown = growing_differences(table, "spend", "member", studies=1_000, sizes=[100, 400])
    assert grown[400].std() / grown[100].std() == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"spend": [1.0], "member": [True]}), "needs two rows"),
        (pd.DataFrame({"spend": [1.0, np.nan], "member": [True, False]}), "'spend' is empty in 1"),
        (pd.DataFrame({"spend": [1.0, 2.0], "member": [1, 0]}), "must hold True and False"),
        (pd.DataFrame({"spend": ["1", "2"], "member": [True, False]}), "must hold numbers"),
        (pd.DataFrame({"spend": [1.0, 2.0]}), "no column 'member'; it has: spend"),
    ],
)
def test_a_table_that_cannot_be_compared_is_refused_in_words(table, words):
    with pytest.raises(InputError, match=words):
        difference_in_means(table, "spend", "member")


def test_too_few_customers_for_the_studies_are_refused_with_the_number_needed():
    table, _ = make_membership_panel(100, seed=1)
    with pytest.raises(InputError, match=r"need 1,000 rows; the table has 100"):
        growing_differences(table, "spend", "member", studies=10, sizes=[100])

"""What a log of adoptions shows of each market."""

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.adoption import make_adoption
from casekit.metrics.adoption import adoption_outcomes


def test_the_leader_leads_since_the_adoption_that_put_it_ahead_for_good():
    leads = {1: [1, 0, -1, -2], 2: [1, 2, 3, 4], 3: [-1, 0, 1, 0]}
    rows = [(h, a + 1, lead) for h, path in leads.items() for a, lead in enumerate(path)]
    table = pd.DataFrame(rows, columns=["history", "adoption", "lead"]).sample(
        frac=1, random_state=1
    )
    found = adoption_outcomes(table)
    assert found["leader"].tolist() == ["second", "first", "level"]
    assert found["leads_since"].tolist() == [3, 1, pd.NA]


def test_it_agrees_with_the_truth_of_the_generator():
    data, truth = make_adoption(200, seed=1, adopters=150)
    found = adoption_outcomes(data)
    winner = found["leader"].map({"first": "A", "second": "B"})
    assert (winner == truth.outcomes["winner"].astype(str)).all()


def test_a_table_without_its_columns_or_rows_is_refused_in_words():
    with pytest.raises(InputError, match="lead"):
        adoption_outcomes(pd.DataFrame({"history": [1], "adoption": [1]}))
    with pytest.raises(InputError, match="rows: 0"):
        adoption_outcomes(pd.DataFrame({"history": [], "adoption": [], "lead": []}))

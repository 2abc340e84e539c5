"""Shapley shares: how much of retention each form brings, over all orders of adding them."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from casekit.frames.choices import FORMS

__all__ = ["shapley_shares"]


def shapley_shares(table: pd.DataFrame) -> pd.DataFrame:
    """Share retention among the forms, in whole numbers until the last division.

    Parameters
    ----------
    table : pandas.DataFrame
        A row for each of the sixteen combinations: True or False by form, ``stayed`` and
        ``could_leave`` (customer-months).

    Returns
    -------
    pandas.DataFrame
        ``form``, ``retention``, ``share``; see ``SwitchingTruth.shapley``.

    Examples
    --------
    >>> from itertools import product
    >>> table = pd.DataFrame(product([False, True], repeat=4), columns=list(FORMS))
    >>> table["stayed"] = table["economic"] * 30 + table["community"] * 10
    >>> table["could_leave"] = 100
    >>> shapley_shares(table)["retention"].tolist()
    [0.3, 0.0, 0.0, 0.1]
    """
    stayed = {
        frozenset(form for form in FORMS if row[form]): int(row["stayed"])
        for row in table.to_dict("records")
    }
    number, orders = len(FORMS), factorial(len(FORMS))
    added = []
    for form in FORMS:
        others = [other for other in FORMS if other != form]
        total = 0
        for size in range(number):
            weight = factorial(size) * factorial(number - size - 1)
            for chosen in combinations(others, size):
                before = frozenset(chosen)
                total += weight * (stayed[before | {form}] - stayed[before])
        added.append(total)
    eligible = int(table["could_leave"].iloc[0])
    gain = sum(added)
    return pd.DataFrame(
        {
            "form": FORMS,
            "retention": [one / (orders * eligible) for one in added],
            "share": [one / gain if gain else np.nan for one in added],
        }
    )

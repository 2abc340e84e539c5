"""What happens to staying when barriers are taken away, one combination after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching.truth import SwitchingTruth
from casekit.words import _

__all__ = ["unlocking_table"]


def unlocking_table(
    truth: SwitchingTruth, *, rivals_cheaper_by: Sequence[float] = (0.0, 0.1, 0.2, 0.3)
) -> pd.DataFrame:
    """Let the same customers choose under all sixteen combinations of barriers.

    Parameters
    ----------
    truth : SwitchingTruth
        Of `casekit.generators.switching.make_switching_market`: only a generator can take a
        barrier away and leave everything else, luck included, as it was.
    rivals_cheaper_by : sequence of float
        Shares, 0 to 1, that every rival takes off its price.

    Returns
    -------
    pandas.DataFrame
        A row a combination and price cut: True or False by form, ``rivals_cheaper_by``,
        ``retention`` (share of customer-months with a firm to leave in which the customer
        stayed) and ``lock_in_index`` = 1 - P(switch) / P(switch without barriers), both at the
        same price cut. The index is this course's own.

    Raises
    ------
    InputError
        When no price cut is asked for.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> _, _, truth = make_switching_market(200, months=12, seed=1)
    >>> table = unlocking_table(truth, rivals_cheaper_by=[0.1])
    >>> len(table), float(table["lock_in_index"].iloc[0])
    (16, 0.0)
    """
    if not len(rivals_cheaper_by):
        raise InputError(_("Name one price cut at least: rivals_cheaper_by=[0.0]."))
    rows = []
    for cut in rivals_cheaper_by:
        free = None
        for size in range(len(FORMS) + 1):
            for active in combinations(FORMS, size):
                removed = [form for form in FORMS if form not in active]
                kept = truth.counterfactual(removed, rival_cheaper_by=cut).retention
                free = kept if free is None else free
                rows.append(
                    {form: form in active for form in FORMS}
                    | {
                        "rivals_cheaper_by": cut,
                        "retention": kept,
                        "lock_in_index": 1 - (1 - kept) / (1 - free),
                    }
                )
    return pd.DataFrame(rows)

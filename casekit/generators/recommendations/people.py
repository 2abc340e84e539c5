"""Who visits: customers drawn, or those of another table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.engine import need_columns
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["ACTIVITY", "HISTORY", "people_of"]

HISTORY, ACTIVITY = "months_of_history", "activity"
# Customers that are drawn joined in the last five years, most of them lately.
_OLDEST = 60


def people_of(
    n_customers: int | None, customers: pd.DataFrame | None, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw customers, or check those that are given.

    Parameters
    ----------
    n_customers : int or None
        Left out where a table is given.
    customers : pandas.DataFrame or None
        ``customer_id``, ``months_of_history`` and perhaps ``activity``.
    rng : numpy.random.Generator
        Used only where no table is given.

    Returns
    -------
    pandas.DataFrame
        The three columns, in the order given.

    Raises
    ------
    InputError
        When nobody is given, or a column makes no sense.

    Examples
    --------
    >>> given = pd.DataFrame({"customer_id": ["b", "a"], "months_of_history": [3, 0]})
    >>> people_of(None, given, np.random.default_rng(1))["activity"].tolist()
    [1.0, 1.0]
    """
    if customers is None:
        if n_customers is None:
            raise InputError(_("Give `n_customers`, or a table of `customers`."))
        refuse_unless_whole(n_customers, "n_customers")
        age, keen = rng.random(n_customers), rng.random(n_customers)
        return pd.DataFrame(
            {
                CUSTOMER_ID: np.arange(1, n_customers + 1),
                HISTORY: (_OLDEST * age * age).astype(np.int64),
                ACTIVITY: 0.25 + 2.25 * keen * keen,
            }
        )
    fine = n_customers is None or n_customers == len(customers)
    expected = _("left out, or the {n} rows of `customers`").format(n=len(customers))
    refuse_unless(fine, "n_customers", n_customers, expected)
    need_columns(
        [str(name) for name in customers.columns],
        [CUSTOMER_ID, HISTORY],
        _("A column `activity` may be there too: a weight for those who visit more."),
    )
    if not len(customers):
        raise InputError(_("The table of customers has no rows."))
    people = customers[[CUSTOMER_ID, HISTORY]].reset_index(drop=True).copy()
    twice = int(people[CUSTOMER_ID].duplicated().sum())
    if twice or people[CUSTOMER_ID].isna().any():
        raise InputError(_("Each customer needs one `customer_id`, and no two the same."))
    people[ACTIVITY] = customers[ACTIVITY].to_numpy() if ACTIVITY in customers else 1.0
    for name in (HISTORY, ACTIVITY):
        column = pd.to_numeric(people[name], errors="coerce").astype(float)
        bad = int((~(np.isfinite(column) & (column >= 0))).sum())
        if bad:
            raise InputError(
                _('Column "{name}" must be a number, 0 or more; it is not in {n} rows.').format(
                    name=name, n=bad
                )
            )
        people[name] = column
    if (people[HISTORY] % 1 != 0).any():
        raise InputError(_('Column "months_of_history" must hold whole months.'))
    people[HISTORY] = people[HISTORY].astype(np.int64)
    if people[ACTIVITY].sum() <= 0:
        raise InputError(_('Column "activity" is 0 for everybody: nobody would visit.'))
    return people

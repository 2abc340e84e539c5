"""How much of what members spend more did Plus cause? Three ways of asking the data."""

from __future__ import annotations

import pandas as pd

from casekit.errors import InputError
from casekit.metrics.programmes import difference_in_means
from casekit.models.experiments import instrument_estimate
from casekit.words import _

__all__ = ["spending_gap"]

_NEEDED = ("member", "invited", "spend_year_before", "spend_first_year")


def spending_gap(customers: pd.DataFrame) -> pd.DataFrame:
    """Set three answers beside each other: the gap, the changes, and the lot of invitations.

    Parameters
    ----------
    customers : pandas.DataFrame
        Table ``customers`` of `prime_world`: ``member``, ``invited``, ``spend_year_before``,
        ``spend_first_year``.

    Returns
    -------
    pandas.DataFrame
        A row a method (``gap``: members less the others; ``changes``: the members' change from
        the year before, less the others'; ``lot``: the difference in changes that goes with the
        invitation, for each customer who joined because of it): ``dollars_a_year`` a member,
        ``low`` and ``high`` (95% interval), ``share_of_gap``.

    Raises
    ------
    InputError
        For a missing column, or a group of fewer than two.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> data, truth = prime_world(2_000, seed=1)
    >>> found = spending_gap(data.customers)
    >>> found.index.tolist(), bool(found.loc["gap", "low"] > truth.caused)
    (['gap', 'changes', 'lot'], True)
    """
    missing = [column for column in _NEEDED if column not in customers]
    if missing:
        raise InputError(_("The table has no column {columns}.").format(columns=", ".join(missing)))
    table = customers.assign(
        change=customers["spend_first_year"] - customers["spend_year_before"],
        lot=customers["invited"].astype(float),
    )
    gap = difference_in_means(table, "spend_first_year", "member")
    changes = difference_in_means(table, "change", "member")
    lot = instrument_estimate(table, "change", "member", "lot")
    low, high = lot.conf_int().loc["effect"].to_numpy(dtype=float)
    rows = {
        "gap": (gap.difference, gap.low, gap.high),
        "changes": (changes.difference, changes.low, changes.high),
        "lot": (float(lot.params["effect"]), float(low), float(high)),
    }
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["dollars_a_year", "low", "high"])
    found["share_of_gap"] = found["dollars_a_year"] / gap.difference
    return found.rename_axis("method")

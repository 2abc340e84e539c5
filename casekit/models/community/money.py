"""What joining is worth in money: per cent of each kind of member, summed in dollars."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.models.community.joining import joining_effects
from casekit.words import _

__all__ = ["margin_from_joining"]

Floats = NDArray[np.float64]
_TWO_SIDED = 1.959964


def margin_from_joining(
    panel: pd.DataFrame,
    *,
    starts: int,
    margin: float,
    by: str,
    periods_a_year: int = 12,
) -> pd.DataFrame:
    """Turn three answers to what joining changed into margin a year.

    A change in per cent is an average of people, money is a sum of dollars: who spends more may
    also gain more. So the change is measured for each kind of joiner, taken off that kind's own
    spending, and added up.

    Parameters
    ----------
    panel : pandas.DataFrame
        One row a customer and period: ``customer_id``, ``month``, ``spend`` (money, above 0),
        ``member`` (bool) and the column of ``by``.
    starts : int
        First period after joining.
    margin : float
        Margin in a unit of spending (share).
    by : str
        Column of kinds of joiners.
    periods_a_year : int
        12 for months.

    Returns
    -------
    pandas.DataFrame
        The three answers of `joining_effects`, a row each: ``margin``, ``low``, ``high`` (money a
        year, 95%). What these members spent is taken as known; chance is in the comparison.

    Raises
    ------
    InputError
        As `joining_effects`.

    Notes
    -----
    Of spending S of a kind whose change in logs is b, ``S * (1 - exp(-b))`` is due to joining.
    Errors by the delta method, clustered by customer, or by pairs that share a twin.

    Examples
    --------
    >>> from casekit.generators.community import make_community_panel
    >>> panel, truth = make_community_panel(4_000, seed=6)
    >>> money = margin_from_joining(panel, starts=13, margin=0.4, by="posts")
    >>> bool(money["margin"].is_monotonic_decreasing)
    True
    """
    effects = joining_effects(panel, starts=starts, by=by)
    after = panel[panel["month"] >= starts]
    spend = after[after["member"]].groupby(["customer_id", by])["spend"].mean()
    spend_by_kind = spend.groupby(by).sum()
    naive = effects.table.iloc[0]
    sides = effects.matched.panel.assign(unit=lambda table: table["side"])
    sides["kind"] = sides[f"pair_{by}"]
    all_others = panel.assign(unit=panel["customer_id"], match=panel["customer_id"])
    # Everybody else stands beside each kind of joiner.
    all_others["kind"] = all_others[by].where(all_others["member"])
    answers = (
        (naive / (1 + naive) * spend.sum()).to_numpy(),
        _due(all_others, starts, spend_by_kind),
        _due(sides, starts, spend_by_kind),
    )
    rows = dict(zip(effects.table.index, answers, strict=False))
    table = pd.DataFrame(rows, index=[_("margin"), _("low"), _("high")]).T
    return table * margin * periods_a_year


def _due(sides: pd.DataFrame, starts: int, spend_by_kind: pd.Series) -> Floats:
    """Give spending a period that is due to joining, with its ends."""
    logs = sides.assign(log=np.log(sides["spend"]), after=sides["month"] >= starts)
    means = logs.groupby(["unit", "after"])["log"].mean().unstack()
    of_unit = logs.drop_duplicates("unit").set_index("unit").reindex(means.index)
    change = (means[True] - means[False]).to_numpy(dtype=np.float64)
    joined = of_unit["member"].to_numpy(dtype=bool)
    total, pull = 0.0, np.zeros(len(change))
    for kind, spend in spend_by_kind.items():
        same = (of_unit["kind"] == kind).to_numpy(dtype=bool)
        here, there = joined & same, ~joined & (same | of_unit["kind"].isna().to_numpy())
        rise = change[here].mean() - change[there].mean()
        total += spend * -np.expm1(-rise)
        for side, sign in ((here, 1.0), (there, -1.0)):
            error = (change[side] - change[side].mean()) / side.sum()
            pull[side] += sign * spend * np.exp(-rise) * error
    by_cluster = pd.Series(pull).groupby(of_unit["match"].to_numpy()).sum()
    reach = _TWO_SIDED * float(np.sqrt((by_cluster**2).sum()))
    return np.array([total, total - reach, total + reach])

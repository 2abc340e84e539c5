"""The same members on both paths: what no shop can see, and the lot can only estimate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.memberships import Spells
from casekit.cases.prime.path import refuse_unless_path_parameters
from casekit.cases.prime.settings import MONTHS, cents
from casekit.cases.prime.spending import QUARTERS
from casekit.cases.prime.tables import PATHS
from casekit.cases.prime.truth import PrimeTruth
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["break_even_return", "path_truth"]

_HALVINGS = 20
# Rules that leave wishes, terms and prices as they are.
_CHANGEABLE = ("attention", "flow_completion", "auto_renewal")


def path_truth(
    truth: PrimeTruth,
    *,
    horizon: int = MONTHS,
    margin: float | None = None,
    benefit_cost: float | None = None,
    returns: tuple[float, float] | None = None,
    rules: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Let all members live once with one click and once with four pages, with the same luck.

    Parameters
    ----------
    truth : PrimeTruth
    horizon : int
        Months from the launch: a multiple of 3, up to 36.
    margin, benefit_cost : float, optional
        Margin of a dollar of orders; cost of a member and month, $. The world's by default.
    returns : (float, float), optional
        Monthly chances to come back after one click and after four pages; the world's by default.
    rules : mapping, optional
        Rules of `make_subscriptions` that are changed on both paths and both plans: ``attention``,
        ``flow_completion`` (0.3 makes four pages harder), ``auto_renewal`` (False: members are
        asked at the end of each term).

    Returns
    -------
    pandas.DataFrame
        Per 1,000 members, ``one click``, ``four pages`` and ``difference``, with the outcomes of
        `cancel_path_outcomes` (all but ``left by those back``), and what only the truth knows:
        ``unwanted months`` (paid in the first membership, begun with the wish to be gone) and
        ``unwanted fees`` (the same at the price a month).

    Raises
    ------
    InputError
        For an impossible horizon or parameter.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1, households=100)
    >>> same = path_truth(truth, returns=(0.0, 0.0))
    >>> bool(same.loc["fees", "difference"] >= 0)
    True
    """
    for name in rules or ():
        expected = _("some of {all}").format(all=", ".join(_CHANGEABLE))
        refuse_unless(name in _CHANGEABLE, "rules", name, expected)
    own = truth.settings
    margin = own.margin if margin is None else margin
    cost = own.benefit_cost if benefit_cost is None else benefit_cost
    refuse_unless_path_parameters(horizon, margin, cost)
    for chance in returns or ():
        refuse_unless(0 <= chance <= 1, "returns", returns, _("two chances from 0 to 1"))
    begun = truth.spells(False, changes=rules)
    lived = {
        name: _totals(
            truth,
            truth.spells(pages, returns=returns, changes=rules),
            begun,
            horizon,
            (margin, cost),
        )
        for name, pages in zip(PATHS, (False, True), strict=True)
    }
    table = pd.DataFrame(lived) * (1000 / len(truth.memberships.customer_id))
    table["difference"] = table[PATHS[1]] - table[PATHS[0]]
    return table.rename_axis("outcome")


def break_even_return(truth: PrimeTruth, *, horizon: int = MONTHS, **money: Any) -> float:
    """Give how readily leavers must come back after one click for four pages not to pay.

    Parameters
    ----------
    truth : PrimeTruth
    horizon : int
        Months from the launch: a multiple of 3, up to 36.
    **money
        ``margin`` and ``benefit_cost``, as in `path_truth`.

    Returns
    -------
    float
        Smallest monthly chance to come back after one click (the chance after four pages staying
        as it is) at which one click leaves as much as four pages, within a millionth. 0 where it
        does so even if nobody comes back; missing where no chance is enough.

    Raises
    ------
    InputError
        As `path_truth`.

    Notes
    -----
    Found by halving: more returns leave more where a month of a returned member leaves money.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1, households=100)
    >>> 0 <= break_even_return(truth) <= 1
    True
    """
    four = truth.settings.return_four_pages

    def gain(one: float) -> float:
        found = path_truth(truth, horizon=horizon, returns=(one, four), **money)
        return float(found["difference"]["left"])

    if gain(0.0) <= 0:
        return 0.0
    if gain(1.0) > 0:
        return float("nan")
    low, high = 0.0, 1.0
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if gain(middle) > 0 else (low, middle)
    return high


def charged_fees(truth: PrimeTruth, spells: Spells, horizon: int) -> NDArray[np.int64]:
    """Give what each member is charged, in cents: a year's fee when the year begins."""
    own, joined = truth.settings, truth.memberships
    first, second = spells.first[:, :horizon], spells.second[:, :horizon]
    charged = first & (~joined.annual[:, None] | (np.arange(horizon) % 12 == 0))
    fee = np.where(joined.annual, cents(own.price_year), cents(own.price_month))
    again = cents(own.price_month) * second.sum(axis=1)
    return np.asarray(fee * charged.sum(axis=1) + again, dtype=np.int64)


def _totals(
    truth: PrimeTruth, spells: Spells, begun: Spells, horizon: int, money: tuple[float, float]
) -> dict[str, float]:
    margin, cost = money
    own, joined = truth.settings, truth.memberships
    first, second = spells.first[:, :horizon], spells.second[:, :horizon]
    fees = int(charged_fees(truth, spells, horizon).sum())
    rows = joined.customer_id - 1
    bought = int(truth.spent(spells)[rows][:, (QUARTERS >= 0) & (horizon // 3 > QUARTERS)].sum())
    rate = np.where(joined.annual, own.price_year / 12, own.price_month)
    after = np.where(
        begun.left,
        np.maximum(np.minimum(spells.months_observed, horizon) - begun.months_observed, 0),
        0,
    )
    unwanted = (first & joined.wished_before[:, :horizon]).sum(axis=1)
    months = int(first.sum() + second.sum())
    left = fees / 100 + margin * bought / 100 - cost * months
    refund = float(rate @ after)

    def by(horizon_month: NDArray[np.int64], there: NDArray[np.bool_]) -> int:
        return int((there & (horizon_month <= horizon)).sum())

    return {
        "fees": fees / 100,
        "margin on orders": margin * bought / 100,
        "cost of benefits": cost * months,
        "fees less benefits": fees / 100 - cost * months,
        "left": left,
        "fees after an attempt": refund,
        "left after refund": left - refund,
        "months paid": months,
        "months after an attempt": int(after.sum()),
        "attempts": by(begun.months_observed, begun.left),
        "cancelled": by(spells.months_observed, spells.left),
        "came back": by(spells.back, spells.back > 0),
        "unwanted months": int(unwanted.sum()),
        "unwanted fees": float(rate @ unwanted),
    }

"""Where the fees of Plus come from: what is wanted, bound, forgotten, obstructed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.cases.prime.memberships import Spells
from casekit.cases.prime.settings import MONTHS, cents
from casekit.cases.prime.tables import USERS
from casekit.cases.prime.truth import PrimeTruth
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["fees_by_reason", "who_pays"]

# What is changed for everybody when a reason is removed.
_REMOVED: dict[str, dict[str, Any]] = {
    "path": {"one_click": True},
    "inattention": {"attention": 1.0},
    "term": {"term_months": 1},
}


def fees_by_reason(
    truth: PrimeTruth,
    *,
    order: Sequence[str] = ("path", "inattention", "term"),
    horizon: int = MONTHS,
) -> pd.DataFrame:
    """Take the fees of Plus apart by letting the same members live again, a reason removed a time.

    First the path for cancelling becomes one click for all; then everybody thinks of the
    membership in each month; then the annual plan may be left in any month, at the same price a
    month. The members, their wishes and their luck stay the same, so each fall in fees is what
    the removed reason brought. What is left is wanted.

    Parameters
    ----------
    truth : PrimeTruth
    order : sequence of str
        In which order ``"path"``, ``"inattention"`` and ``"term"`` are removed: reasons that act
        together are counted with the one removed first.
    horizon : int
        Months from the launch, 1 to 36.

    Returns
    -------
    pandas.DataFrame
        A row a reason (``wanted``, ``term``, ``inattention``, ``path``, ``came back``, ``all``):
        ``fees`` ($; an annual fee counts with a twelfth a month), ``share`` of all fees,
        ``per_member`` ($). The parts add up to ``all`` exactly. ``came back``: fees of second
        memberships.

    Raises
    ------
    InputError
        For an unknown reason or an impossible horizon.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1)
    >>> found = fees_by_reason(truth)
    >>> found.index.tolist()
    ['wanted', 'term', 'inattention', 'path', 'came back', 'all']
    >>> bool(abs(found["fees"].iloc[:-1].sum() - found.loc["all", "fees"]) < 1e-6)
    True
    """
    refuse_unless(
        sorted(order) == sorted(_REMOVED),
        "order",
        tuple(order),
        _("the three reasons path, inattention and term, in some order"),
    )
    refuse_unless_horizon(horizon)
    joined = truth.memberships
    changes: dict[str, Any] = {}
    left = _fees(truth, truth.actual, horizon)
    second = 12 * cents(truth.settings.price_month) * int(truth.actual.second[:, :horizon].sum())
    total, parts = left + second, {}
    for reason in order:
        changes |= _REMOVED[reason]
        after = _fees(truth, joined.spells(changes=changes), horizon)
        parts[reason] = left - after
        left = after
    parts |= {"wanted": left, "came back": second, "all": total}
    rows = ["wanted", "term", "inattention", "path", "came back", "all"]
    fees = pd.Series([parts[row] for row in rows], index=pd.Index(rows, name="reason")) / 1200
    return pd.DataFrame(
        {
            "fees": fees,
            "share": fees / fees["all"],
            "per_member": fees / len(joined.customer_id),
        }
    )


def who_pays(truth: PrimeTruth, *, horizon: int = MONTHS) -> pd.DataFrame:
    """Tell who pays for months that began with the wish to be gone.

    Parameters
    ----------
    truth : PrimeTruth
    horizon : int
        Months from the launch, 1 to 36.

    Returns
    -------
    pandas.DataFrame
        By kind of member (``light``, ``medium``, ``heavy``: thirds by what they spent at Meridian
        in the year before; ``all``): ``members``, ``months`` paid and ``unwanted_months`` a
        member (first memberships), ``unwanted_fees`` ($ a member), ``paid_unwanted`` (share of
        the members who paid one such month or more) and ``share_of_unwanted`` (of all such
        months).

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1)
    >>> who_pays(truth).index.tolist()
    ['light', 'medium', 'heavy', 'all']
    """
    refuse_unless_horizon(horizon)
    joined = truth.memberships
    paid = truth.actual.first[:, :horizon]
    unwanted = (paid & joined.wished_before[:, :horizon]).sum(axis=1)
    rows = {}
    kinds = {name: truth.users == number for number, name in enumerate(USERS)}
    for name, mine in (kinds | {"all": np.ones(len(paid), dtype=bool)}).items():
        n = int(mine.sum())
        months = unwanted[mine]
        fees = (_rate(truth)[mine] * months).sum() / 1200
        rows[name] = {
            "members": n,
            "months": paid[mine].sum() / n if n else np.nan,
            "unwanted_months": months.sum() / n if n else np.nan,
            "unwanted_fees": fees / n if n else np.nan,
            "paid_unwanted": (months > 0).sum() / n if n else np.nan,
            "share_of_unwanted": months.sum() / unwanted.sum() if unwanted.any() else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("user")


def refuse_unless_horizon(horizon: int) -> None:
    """Refuse a horizon that the world does not reach."""
    whole = isinstance(horizon, (int, np.integer)) and 1 <= horizon <= MONTHS
    refuse_unless(whole, "horizon", horizon, _("a whole number of months, 1 to 36"))


def _rate(truth: PrimeTruth) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Give each member's fee of a month, in twelfths of a cent: whole numbers for both plans."""
    own = truth.settings
    annual, monthly = cents(own.price_year), 12 * cents(own.price_month)
    return np.where(truth.memberships.annual, annual, monthly).astype(np.int64)


def _fees(truth: PrimeTruth, spells: Spells, horizon: int) -> int:
    months = np.minimum(spells.months_observed, horizon)
    return int((_rate(truth) * months).sum())

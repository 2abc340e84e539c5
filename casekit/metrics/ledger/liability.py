"""What is owed for points, in money, from opening to closing balance."""

from typing import Any
from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.frames.ledger import EARNED, EXPIRED, MONTH, REDEEMED, RETURNED, read_ledger
from casekit.metrics.ledger.points import flows_by_cohort, last_month
from casekit.words import _

__all__ = ["liability_roll_forward"]

Floats = NDArray[np.float64]


def liability_roll_forward(
    ledger: Any,
    *,
    price_per_point: float | pd.Series,
    redemption: Any,
    through: int | None = None,
) -> pd.DataFrame:
    """Roll the contract liability of a points programme forward, in money, month by month.

    Parameters
    ----------
    ledger : data frame
        A points ledger (`casekit.frames.ledger.points_ledger`).
    price_per_point : float or pandas.Series
        Money of the price that each point given took with it
        (`casekit.metrics.ledger.allocate_price(...).per_point`); one for all months, or by month
        of earning.
    redemption : float, pandas.Series or fitted Breakage
        Which share of the points given will be used in the end. A number: the same estimate all
        along. A Series by month: the estimate in force at the end of that month, for all points.
        A fitted `casekit.models.ledger.Breakage`: each month's points by their own age and by how
        many of them are left.
    through : int, optional
        Last month of the table; by default the last one in which something happened.

    Returns
    -------
    pandas.DataFrame
        A row a month: ``opening``; ``deferred`` (added for points given); ``returned`` (given back
        with returned goods); ``from_redemptions``, ``from_new_estimate`` and ``at_expiry`` (the
        three sources of revenue); ``closing``. Money to the cent. In each row closing = opening +
        deferred - returned - the three revenues, and each closing opens the next month.

    Raises
    ------
    InputError
        When the table is no points ledger, a rate is no share, or a month has no estimate.

    Warns
    -----
    CasekitWarning
        When more points were used than the estimate allows: it was too low.

    Notes
    -----
    Each month of earning is a batch. Owed at the end of a month: its deferred money x (1 - points
    used so far / points that will be used in all), as `recognise_revenue`. What is left of a batch
    when its last point runs out becomes revenue then (``at_expiry``).

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "month": [0, 1, 2], "earned_month": [0, 0, 0],
    ...     "kind": ["earned", "redeemed", "redeemed"], "points": [10_000, 4_500, 4_000]})
    >>> estimate = pd.Series([0.95, 0.95, 0.97])
    >>> table = liability_roll_forward(ledger, price_per_point=0.867580, redemption=estimate)
    >>> table[["from_redemptions", "from_new_estimate", "closing"]].round().astype(int)
           from_redemptions  from_new_estimate  closing
    month
    0                     0                  0     8676
    1                  4110                  0     4566
    2                  3578                -85     1073
    """
    rows = read_ledger(ledger)
    last = last_month(rows, through)
    so_far = {
        kind: flows_by_cohort(rows, kind, last).cumsum(axis=1)
        for kind in (EARNED, REDEEMED, EXPIRED, RETURNED)
    }
    cohorts = so_far[EARNED].index.to_numpy()
    price = _prices(price_per_point, cohorts)[:, None]
    given, used, lapsed, back = (so_far[kind].to_numpy() for kind in so_far)
    left = np.maximum(given - used - lapsed - back, 0.0)
    left[left < 1e-6 * max(float(given.sum()), 1.0)] = 0.0

    age = np.arange(last + 1)[None, :] - cohorts[:, None]
    new_used, ran_out = (np.diff(part, axis=1, prepend=0.0) for part in (used, lapsed))
    money = price * (given - back)
    # First what would be owed had nothing run out this month, then what is owed.
    open_in_all = _expected(redemption, given - back, used, left + ran_out, age)
    in_all = np.where(ran_out > 0, np.minimum(open_in_all, used + left), open_in_all)
    before, owed = (
        money * (1 - np.divide(used, whole, out=np.ones_like(used), where=whole > 0))
        for whole in (open_in_all, in_all)
    )
    by_use = np.divide(
        money * new_used, open_in_all, out=np.zeros_like(money), where=open_in_all > 0
    )
    deferred = price * np.diff(given, axis=1, prepend=0.0)
    returned = price * np.diff(back, axis=1, prepend=0.0)
    return _in_cents(owed, deferred, returned, by_use, before - owed)


def _in_cents(*parts: Floats) -> pd.DataFrame:
    """Add up the batches; cents are rounded once, and a cent left over is one of estimate."""
    closing, added, back, used, lapsed = (
        np.rint(100 * part.sum(axis=0)).astype(np.int64) for part in parts
    )
    opening = np.concatenate([[0], closing[:-1]])
    from_new = opening + added - back - used - lapsed - closing
    table = pd.DataFrame(
        {
            "opening": opening,
            "deferred": added,
            "returned": back,
            "from_redemptions": used,
            "from_new_estimate": from_new,
            "at_expiry": lapsed,
            "closing": closing,
        },
        index=pd.RangeIndex(len(closing), name=MONTH),
    )
    return table / 100


def _prices(price: float | pd.Series, cohorts: NDArray[np.int64]) -> Floats:
    if isinstance(price, pd.Series):
        prices = price.reindex(cohorts).to_numpy(dtype=float)
    else:
        prices = np.full(len(cohorts), float(price))
    if not (np.isfinite(prices) & (prices >= 0)).all():
        raise InputError(
            _(
                "price_per_point is money for each point, 0 or more: one number, or a Series by "
                "month of earning with every month in it ({months})."
            ).format(months=", ".join(map(str, cohorts[:12])))
        )
    return prices


def _expected(
    redemption: Any, net: Floats, used: Floats, left: Floats, age: NDArray[np.int64]
) -> Floats:
    """Give points that will be used in all, by batch and month."""
    if hasattr(redemption, "redeemed_later"):
        later = redemption.redeemed_later(np.maximum(age, 0).ravel()).to_numpy().reshape(age.shape)
        return used + left * later
    months = age.shape[1]
    if isinstance(redemption, pd.Series):
        rates = redemption.reindex(range(months)).to_numpy(dtype=float)
        if np.isnan(rates).any():
            raise InputError(
                _(
                    "redemption has no estimate for {n} of the months 0 to {last}; give one for "
                    "each month."
                ).format(n=int(np.isnan(rates).sum()), last=months - 1)
            )
    else:
        try:
            rates = np.full(months, float(redemption))
        except TypeError:
            raise InputError(
                _(
                    "redemption is a share, a Series of shares by month, or a fitted Breakage; "
                    "{kind} was given."
                ).format(kind=type(redemption).__name__)
            ) from None
    if not (np.isfinite(rates) & (rates >= 0) & (rates <= 1)).all():
        raise InputError(_("redemption is a share from 0 to 1 (0.95 for 95%)."))
    hoped = rates[None, :] * net
    # Random excess in a batch that is all used up or run out harms nobody.
    beyond = int(((used > hoped * (1 + 1e-9)) & (left > 0)).any(axis=1).sum())
    if beyond:
        warn(
            _(
                "In {n} of {all} months of earning more points were used than the estimate "
                "expected in all. For them nothing is left to owe although points are left: the "
                "estimate is too low."
            ).format(n=beyond, all=len(used)),
            CasekitWarning,
            stacklevel=3,
        )
    # No more can be used than has been used and is left.
    return np.clip(hoped, used, used + left)

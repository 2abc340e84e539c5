"""How often people buy the same again, and how often they would if nothing held them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.habits.reading import read_brand_choices
from casekit.words import _

__all__ = ["RepeatBuying", "repeat_buying"]


@dataclass(frozen=True)
class RepeatBuying:
    """Compare the repeat rate with two rates of people who have no habit.

    Attributes
    ----------
    customers, purchases : int
        Size of the panel; ``purchases`` counts those that have one before them.
    repeat_rate : float
        Share of purchases of the same brand as the purchase before.
    expected_from_shares : float
        The rate if everybody bought each brand with its market share: the sum of squared shares.
    expected_from_own_shares : float
        The rate if everybody bought each brand with their own share, in an order that says
        nothing: taste without habit.
    """

    customers: int
    purchases: int
    repeat_rate: float
    expected_from_shares: float
    expected_from_own_shares: float

    def __str__(self) -> str:
        return _(
            "{repeat:.0%} repeat; {market:.0%} expected from market shares, {own:.0%} from each "
            "customer's own shares"
        ).format(
            repeat=self.repeat_rate,
            market=self.expected_from_shares,
            own=self.expected_from_own_shares,
        )


def repeat_buying(panel: pd.DataFrame) -> RepeatBuying:
    """Measure the repeat rate, and what taste alone would make of it.

    Parameters
    ----------
    panel : pandas.DataFrame
        ``customer_id``, ``month`` (order of the purchases), ``firm``; ``previous_firm`` if the
        panel knows what came before its first row.

    Returns
    -------
    RepeatBuying

    Raises
    ------
    InputError
        If no purchase has one before it, or a column is not there.

    Notes
    -----
    The rate from own shares takes every pair of a customer's purchases, whatever lies between
    them. If prices come and go by chance and there is no habit, neighbours are a pair like any
    other, and the repeat rate equals it.

    Examples
    --------
    >>> panel = pd.DataFrame({"customer_id": 1, "month": range(6), "firm": list("AABBAA")})
    >>> print(repeat_buying(panel))
    60% repeat; 56% expected from market shares, 47% from each customer's own shares
    """
    choices = read_brand_choices(panel, attributes=())
    known = choices.last >= 0
    if not known.any():
        raise InputError(_("No customer has a second purchase, so nobody can repeat."))
    brands = len(choices.firms)
    shares = np.bincount(choices.chosen, minlength=brands) / len(choices)
    counts = np.zeros((choices.customers, brands))
    np.add.at(counts, (choices.customer, choices.chosen), 1)
    sizes = counts.sum(axis=1)
    several = sizes > 1
    pairs = (counts * (counts - 1)).sum(axis=1)[several] / (sizes * (sizes - 1))[several]
    # Each customer weighs as much here as in the repeat rate.
    weights = np.bincount(choices.customer, weights=known)[several]
    return RepeatBuying(
        customers=choices.customers,
        purchases=int(known.sum()),
        repeat_rate=float((choices.chosen == choices.last)[known].mean()),
        expected_from_shares=float((shares**2).sum()),
        expected_from_own_shares=float(np.average(pairs, weights=weights)),
    )

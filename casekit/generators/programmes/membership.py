"""Make the customers of a shop with a membership card: who joins, and what joining changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["MembershipTruth", "make_membership_panel"]

_WAYS = ("choice", "lot")
# In dollars a month; see the notes of `make_membership_panel`.
_MEAN_SPEND = 40.0
_CHANCE = 6.0


@dataclass(frozen=True)
class MembershipTruth:
    """What the generator of members knows.

    Attributes
    ----------
    effect : float
        What the card changes in a member's spending, $ a month.
    affinity : float
        What one standard deviation of liking the shop is worth, $ a month.
    joining : str
        ``"choice"`` or ``"lot"``: how customers became members.
    customers : pandas.DataFrame
        ``customer_id``, ``liking`` (mean 0, standard deviation 1), ``member``,
        ``spend_with_card`` and ``spend_without_card``: both worlds of the same customer, $ a month.
    """

    effect: float
    affinity: float
    joining: str
    customers: pd.DataFrame

    @property
    def selection_bias(self) -> float:
        """Give how much more the members would spend than the others if nobody had a card, in $.

        Examples
        --------
        >>> _, truth = make_membership_panel(5_000, seed=1, joining="lot")
        >>> abs(truth.selection_bias) < 2
        True
        """
        without = self.customers["spend_without_card"]
        member = self.customers["member"]
        return float(without[member].mean() - without[~member].mean())


def make_membership_panel(
    n_customers: int,
    *,
    seed: int,
    effect: float = 4.0,
    affinity: float = 16.0,
    joining: str = "choice",
) -> tuple[pd.DataFrame, MembershipTruth]:
    """Make customers of a shop with a card, to see what joining changes and what it only shows.

    Parameters
    ----------
    n_customers : int
        Number of customers, 4 or more.
    seed : int
        Same seed, same data.
    effect : float
        What the card changes in a member's spending, $ a month.
    affinity : float
        Dollars a month that go with one standard deviation of liking the shop; 0 or more.
    joining : {"choice", "lot"}
        ``"choice"``: who likes the shop joins more often. ``"lot"``: a coin decides, as in an
        experiment.

    Returns
    -------
    table : pandas.DataFrame
        A row a customer: ``customer_id``, ``member``, ``spend_before`` and ``spend`` ($ in the
        month before anybody could join, and in a month after).
    truth : MembershipTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense, or all customers are on one side.

    Notes
    -----
    Who joins by choice: 0.9 × liking - 0.8 × obstacle + 0.6 × logistic > 0.2. The design follows
    the self-selection that Leenheer, van Heerde, Bijmolt & Smidts (2007, International Journal of
    Research in Marketing 24(1), 31-47) found; the sizes are ours. Liking is skewed, as spending
    is: a gamma variable with shape 4, shifted and scaled to mean 0 and standard deviation 1.

    Examples
    --------
    >>> table, truth = make_membership_panel(2_000, seed=1)
    >>> means = table.groupby("member")["spend"].mean()
    >>> bool(means[True] - means[False] > 3 * truth.effect)
    True
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless(n_customers >= 4, "n_customers", n_customers, _("4 or more"))
    refuse_unless(bool(np.isfinite(effect)), "effect", effect, _("a number of dollars"))
    refuse_unless(
        bool(np.isfinite(affinity)) and affinity >= 0, "affinity", affinity, _("0 or more dollars")
    )
    refuse_unless(joining in _WAYS, "joining", joining, _('"choice" or "lot"'))
    rng = np.random.default_rng(seed)
    liking = (rng.standard_gamma(4.0, n_customers) - 4.0) / 2.0
    obstacle = rng.standard_normal(n_customers)
    mood = 0.6 * rng.logistic(size=n_customers)
    coin = rng.random(n_customers) < 0.5
    wants = 0.9 * liking - 0.8 * obstacle + mood > 0.2
    member = wants if joining == "choice" else coin
    if member.all() or not member.any():
        raise InputError(
            _("All {n} customers are on one side; make more customers.").format(n=n_customers)
        )
    usual = _MEAN_SPEND + affinity * liking
    before, after = (usual + _CHANCE * rng.standard_normal(n_customers) for _month in range(2))
    without = _cents(after)
    with_card = _cents(after + effect)
    customer_id = np.arange(1, n_customers + 1)
    table = pd.DataFrame(
        {
            "customer_id": customer_id,
            "member": member,
            "spend_before": _cents(before),
            "spend": np.where(member, with_card, without),
        }
    )
    customers = pd.DataFrame(
        {
            "customer_id": customer_id,
            "liking": liking,
            "member": member,
            "spend_with_card": with_card,
            "spend_without_card": without,
        }
    )
    return table, MembershipTruth(effect, affinity, joining, customers)


def _cents(dollars: np.ndarray) -> np.ndarray:
    """Round to cents; nobody spends less than nothing."""
    return np.maximum(np.round(dollars, 2), 0.0)

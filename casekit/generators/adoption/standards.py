"""Three things that hold up an old standard, and the experiments that turn each of them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["MECHANISMS", "StandardsMarket"]

# The word for each mechanism, and the parameter that carries it.
MECHANISMS = {
    "network effect": "network_strength",
    "scale economy": "fixed_cost_per_customer",
    "switching cost": "switching_cost",
}


@dataclass(frozen=True)
class StandardsMarket:
    """Describe a market in which a new, better standard meets an old one.

    Money is per customer and year throughout.

    Parameters
    ----------
    advantage : float
        What customers gain by the new standard, prices apart.
    network_strength : float
        What it is worth if everybody rather than nobody uses one's own standard.
    fixed_cost_per_customer : float
        Fixed cost F of making a standard, divided by the number of all customers. A supplier
        with the share q has the unit cost v + F / Q = v + fixed_cost_per_customer / q, and
        charges it (see ``smallest_plant``).
    switching_cost : float
        What changing costs a customer who has one of the two, spread over the years of use: in
        money a year, like the rest.
    variable_cost : float
        Unit cost v, the same for both.
    share_at_start : float
        Share of customers with the NEW standard in month 0.
    price_sensitivity : float
        Change of the log odds of a choice for each unit of money.
    months_between_choices : float
        How often a customer thinks about the choice again, on average.
    newcomers : float
        Share of customers replaced by new ones each month. New ones have no standard yet.
    smallest_plant : float
        Share of all customers that the smallest possible plant serves: with fewer customers than
        that, a supplier shares a plant with others and has the same unit cost.
    compatibility : float
        Share of the other standard's customers who count as one's own, from 0 to 1.
    equal_cost : bool
        Both are made at the unit cost of a supplier with half of the market.
    free_migration : bool
        Somebody else pays the cost of switching.

    Examples
    --------
    >>> StandardsMarket(network_strength=80).price_difference(0.1)
    0.0
    """

    advantage: float = 20.0
    network_strength: float = 0.0
    fixed_cost_per_customer: float = 0.0
    switching_cost: float = 0.0
    variable_cost: float = 60.0
    share_at_start: float = 0.1
    price_sensitivity: float = 0.05
    months_between_choices: float = 12.0
    newcomers: float = 0.002
    smallest_plant: float = 0.1
    compatibility: float = 0.0
    equal_cost: bool = False
    free_migration: bool = False

    def __post_init__(self) -> None:
        for name in (
            "network_strength",
            "fixed_cost_per_customer",
            "switching_cost",
            "variable_cost",
        ):
            value = getattr(self, name)
            refuse_unless(value >= 0, name, value, _("0 or a number above it"))
        fine = bool(np.isfinite(self.advantage))
        refuse_unless(fine, "advantage", self.advantage, _("a finite number"))
        fine = self.price_sensitivity > 0
        refuse_unless(fine, "price_sensitivity", self.price_sensitivity, _("a number above 0"))
        fine = self.months_between_choices >= 1
        refuse_unless(
            fine, "months_between_choices", self.months_between_choices, _("1 or more months")
        )
        for name in ("share_at_start", "newcomers"):
            value = getattr(self, name)
            refuse_unless(0 <= value < 1, name, value, _("at least 0 and below 1"))
        fine = 0 < self.smallest_plant <= 1
        refuse_unless(fine, "smallest_plant", self.smallest_plant, _("above 0, at most 1"))
        fine = 0 <= self.compatibility <= 1
        refuse_unless(fine, "compatibility", self.compatibility, _("between 0 and 1"))

    def prices(self, share_new: float) -> tuple[float, float]:
        """Give the price of the new and of the old standard at a share of the new one.

        Parameters
        ----------
        share_new : float
            Share of customers with the new standard.

        Returns
        -------
        tuple of float
            Each supplier charges its unit cost.
        """
        shares = (0.5, 0.5) if self.equal_cost else (share_new, 1 - share_new)
        new, old = (
            self.variable_cost + self.fixed_cost_per_customer / max(share, self.smallest_plant)
            for share in shares
        )
        return new, old

    def price_difference(self, share_new: float) -> float:
        """Give by how much the new standard is dearer than the old one."""
        new, old = self.prices(share_new)
        return new - old

    def pull_of_the_new(self, share_new: float) -> float:
        """Give what a customer without a standard gains by the new one, in money.

        Parameters
        ----------
        share_new : float
            Share of customers with the new standard.

        Returns
        -------
        float
        """
        network = self.network_strength * (1 - self.compatibility) * (2 * share_new - 1)
        return self.advantage + network - self.price_difference(share_new)

    def without(self, mechanisms: Sequence[str]) -> StandardsMarket:
        """Give the same market after an experiment that turns mechanisms off.

        Parameters
        ----------
        mechanisms : sequence of str
            Of "network effect" (all standards are made compatible), "scale economy" (both are
            made at the same unit cost) and "switching cost" (migration is free).

        Returns
        -------
        StandardsMarket

        Raises
        ------
        InputError
            If a name is not one of the three.
        """
        unknown = [name for name in mechanisms if name not in MECHANISMS]
        if isinstance(mechanisms, str) or unknown:
            message = _("Mechanisms are given as a list of {known}; {given!r} was given.")
            raise InputError(message.format(known=", ".join(MECHANISMS), given=mechanisms))
        return replace(
            self,
            compatibility=1.0 if "network effect" in mechanisms else self.compatibility,
            equal_cost=self.equal_cost or "scale economy" in mechanisms,
            free_migration=self.free_migration or "switching cost" in mechanisms,
        )

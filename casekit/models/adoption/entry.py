"""What a rival must charge to break in, and what volume alone does to cost."""

from __future__ import annotations

from casekit.errors import InputError
from casekit.words import _

__all__ = ["break_in_price", "unit_cost"]


def unit_cost(volume: float, *, fixed_cost: float, variable_cost: float) -> float:
    """Give the cost of one unit when the fixed cost is spread over a volume.

    Parameters
    ----------
    volume : float
        Units made, Q.
    fixed_cost : float
        Cost that does not depend on the volume, F.
    variable_cost : float
        Cost of one more unit, v.

    Returns
    -------
    float
        F / Q + v: economies of scale. The advantage of the larger of two firms is F / Q_small -
        F / Q_large; it needs no network and no switching cost.

    Raises
    ------
    InputError
        If the volume is not above 0 or a cost is below 0.

    Examples
    --------
    >>> unit_cost(20_000, fixed_cost=3_000_000, variable_cost=400)
    550.0
    """
    if not volume > 0:
        raise InputError(_("`volume` must be above 0: without a unit there is no unit cost."))
    if fixed_cost < 0 or variable_cost < 0:
        raise InputError(
            _("Costs must be 0 or above; {fixed!r} and {variable!r} were given.").format(
                fixed=fixed_cost, variable=variable_cost
            )
        )
    return fixed_cost / volume + variable_cost


def break_in_price(
    *,
    incumbent_price: float,
    installed_base: float,
    network_strength: float,
    advantage: float = 0.0,
    switching_cost: float = 0.0,
    compatibility: float = 0.0,
    everybody_follows: bool = False,
) -> float:
    """Give the price below which a rival wins a customer from an installed base.

    Parameters
    ----------
    incumbent_price : float
        What the installed standard costs a customer.
    installed_base : float
        Its users, beside the customer who decides.
    network_strength : float
        What each further user of a standard is worth to a customer.
    advantage : float
        What a customer gains by the rival's product, network and price apart.
    switching_cost : float
        What changing costs the customer; 0 for a new customer.
    compatibility : float
        Share of the other standard's users who count as one's own, from 0 to 1.
    everybody_follows : bool
        What the customer expects the others to do: False, nobody leaves; True, all leave too.

    Returns
    -------
    float
        Price of the rival at which the customer is indifferent; below 0, it would have to pay the
        customer.

    Raises
    ------
    InputError
        If the installed base, the strength, the switching cost or the compatibility is impossible.

    Notes
    -----
    incumbent price + advantage - switching cost - or + network strength * (1 - compatibility) *
    installed base. Between the two expectations every price is possible: with the same products
    and the same costs the rival wins or loses by what customers believe of each other (Katz and
    Shapiro, 1985).

    Examples
    --------
    >>> facts = dict(incumbent_price=100, installed_base=8, network_strength=5, advantage=10)
    >>> break_in_price(**facts), break_in_price(**facts, compatibility=1.0)
    (70.0, 110.0)
    """
    for name, value in (
        ("installed_base", installed_base),
        ("network_strength", network_strength),
        ("switching_cost", switching_cost),
    ):
        if value < 0:
            raise InputError(
                _("`{name}` must be 0 or a number above it; {value!r} was given.").format(
                    name=name, value=value
                )
            )
    if not 0 <= compatibility <= 1:
        raise InputError(
            _("`compatibility` must be between 0 and 1; {value!r} was given.").format(
                value=compatibility
            )
        )
    network = network_strength * (1 - compatibility) * installed_base
    sign = 1 if everybody_follows else -1
    return incumbent_price + advantage - switching_cost + sign * network

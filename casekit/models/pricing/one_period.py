"""The price of firms that do not look ahead: the harvest, in closed form."""

from __future__ import annotations

import numpy as np

from casekit.models.pricing.refusals import refuse_bad_money, refuse_unless
from casekit.words import _

__all__ = ["one_period_price"]


def one_period_price(
    switching_cost: float,
    *,
    new_customers: float = 0.0,
    price_sensitivity: float = 1.0,
    cost: float = 0.0,
) -> float:
    """Give the price of two equal firms that do not look ahead: pure harvest, in closed form.

    Parameters
    ----------
    switching_cost : float
        What leaving costs a customer, in money.
    new_customers : float
        Share of customers who are attached to nobody.
    price_sensitivity : float
        How strongly choices react to 1 of money.
    cost : float
        Cost of serving a customer.

    Returns
    -------
    float
        Money per period.

    Raises
    ------
    InputError
        In words, for senseless parameters.

    Notes
    -----
    In units of choice 1 / (2 sg(s) (1 - sg(s))) without new customers, sg the logistic function.

    Examples
    --------
    >>> [round(one_period_price(s), 3) for s in (0, 1)]
    [2.0, 2.543]
    """
    refuse_bad_money(switching_cost=switching_cost, cost=cost)
    refuse_unless(0 <= new_customers <= 1, "new_customers", new_customers, _("a share, 0 to 1"))
    refuse_unless(
        0 < price_sensitivity < np.inf, "price_sensitivity", price_sensitivity, _("above 0")
    )
    s = switching_cost * price_sensitivity
    # sg(s) (1 - sg(s)), written so that it does not overflow.
    attached = np.exp(-s) / (1 + np.exp(-s)) ** 2
    slope = (1 - new_customers) * attached + new_customers / 4
    return float(cost + 0.5 / slope / price_sensitivity)

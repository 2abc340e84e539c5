"""Customer lifetime value: coming purchases, times what one is worth, times margin, discounted."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames import DAYS_PER, Histories
from casekit.models.purchases.continuous import PurchaseResults
from casekit.models.purchases.gamma_gamma import GammaGammaResults
from casekit.models.purchases.horizons import continuous_rate, length_in
from casekit.models.purchases.likelihood import Floats
from casekit.words import _

__all__ = ["customer_lifetime_value"]


def customer_lifetime_value(
    purchases: PurchaseResults,
    spend: GammaGammaResults,
    histories: Any,
    *,
    annual_discount_rate: float,
    margin: float,
    horizon_days: float | None = None,
    horizon_weeks: float | None = None,
    horizon_months: float | None = None,
    horizon_years: float | None = None,
    timing: str = "continuous",
) -> pd.Series:
    """Value each customer's future: the margin of coming purchases, discounted to today.

    Today is the end of observation. The first purchase and all others seen are past and not in it;
    costs of keeping the customer are not in it either.

    Parameters
    ----------
    purchases : results of BGNBD, MBGNBD or ParetoNBD
        Model of how often customers will buy.
    spend : results of GammaGamma
        Model of what a purchase is worth.
    histories : data frame
        Purchase histories with ``mean_repeat_spend``.
    annual_discount_rate : float
        0.15 for 15% a year; money in y years is worth (1 + rate) ** -y today.
    margin : float
        Share of the spend that stays after variable cost: 0.30 for 30%.
    horizon_days, horizon_weeks, horizon_months, horizon_years : float
        How far to look ahead; exactly one. ``float("inf")`` looks ahead without end (only with
        continuous timing and a discount rate above 0).
    timing : {"continuous", "month_end"}
        Whether a purchase counts at its moment, or at the end of its month (365.25/12 days; a
        last part of a month counts at the horizon).

    Returns
    -------
    pandas.Series
        Value in the money of the data, indexed by customer.

    Raises
    ------
    InputError
        When an argument is not what it should be, or the histories lack spend.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> from casekit.models.purchases.gamma_gamma import GammaGamma
    >>> customer = pd.DataFrame({"frequency": [2], "age_at_last_purchase_weeks": [30.43],
    ...                          "age_weeks": [38.86], "mean_repeat_spend": [22.35]})
    >>> customer_lifetime_value(
    ...     BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426),
    ...     GammaGamma.at(p=6.25, q=3.74, gamma=15.44),
    ...     customer, horizon_months=12, annual_discount_rate=0.15, margin=0.3).round(2).tolist()
    [10.85]
    """
    if not isinstance(purchases, PurchaseResults) or not isinstance(spend, GammaGammaResults):
        raise InputError(
            _(
                "The first argument is a fitted BGNBD, MBGNBD or ParetoNBD (how often), the second "
                "a fitted GammaGamma (how much); {first} and {second} were given."
            ).format(first=type(purchases).__name__, second=type(spend).__name__)
        )
    if not (np.isfinite(margin) and 0 < margin <= 1):
        raise InputError(
            _("margin={margin} was given; it is a share: write 0.30 for 30%.").format(margin=margin)
        )
    if timing not in ("continuous", "month_end"):
        raise InputError(
            _('timing="{timing}" was given; choose "continuous" or "month_end".').format(
                timing=timing
            )
        )
    horizons = {
        "days": horizon_days,
        "weeks": horizon_weeks,
        "months": horizon_months,
        "years": horizon_years,
    }
    rate = continuous_rate(annual_discount_rate, purchases.unit)
    endless = [length for length in horizons.values() if length is not None] == [np.inf]
    if endless and (rate == 0 or timing == "month_end"):
        raise InputError(
            _(
                "An endless horizon needs annual_discount_rate above 0 and "
                'timing="continuous"; otherwise give a finite one.'
            )
        )
    horizon = np.inf if endless else length_in(purchases.unit, horizons)
    worth = spend.expected_spend(histories)
    read = purchases.read(histories)
    if timing == "continuous":
        expected = purchases.discounted_purchases(read, rate, horizon)
    else:
        expected = _at_month_ends(purchases, read, rate, horizon)
    return pd.Series(margin * worth.to_numpy() * expected, index=read.index, name="value")


def _at_month_ends(
    purchases: PurchaseResults, read: Histories, rate: float, horizon: float
) -> Floats:
    month = DAYS_PER["months"] / DAYS_PER[purchases.unit]
    # A hair below the quotient, so that 12 months are 12 and not 13 with an empty last one.
    ends = np.minimum(month * np.arange(1, np.ceil(horizon / month - 1e-9) + 1), horizon)
    total, before = np.zeros(len(read)), np.zeros(len(read))
    for end in ends:
        until = purchases.discounted_purchases(read, 0.0, float(end))
        total += (until - before) * np.exp(-rate * end)
        before = until
    return total

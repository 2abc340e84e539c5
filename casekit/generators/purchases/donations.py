"""Make customers who can buy once per period: yearly donors, cruises, conferences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["DonationTruth", "make_donations"]


@dataclass(frozen=True)
class DonationTruth:
    """What the generator of yearly givers knows.

    Attributes
    ----------
    alpha, beta, gamma, delta : float
        The parameters that were used.
    customers : pandas.DataFrame
        ``customer_id``, ``giving_probability``, ``dropout_probability``, ``alive_at_end``.
    """

    alpha: float
    beta: float
    gamma: float
    delta: float
    customers: pd.DataFrame


def make_donations(
    n_customers: int,
    *,
    seed: int,
    opportunities: int = 6,
    alpha: float = 1.204,
    beta: float = 0.750,
    gamma: float = 0.657,
    delta: float = 2.783,
) -> tuple[pd.DataFrame, DonationTruth]:
    """Make histories of customers who can buy once per period: a yearly appeal, a cruise.

    Parameters
    ----------
    n_customers : int
        Number of customers, each with a first purchase before the first opportunity.
    seed : int
        Same seed, same data.
    opportunities : int
        Number of chances to buy again.
    alpha, beta : float
        Beta distribution of the probability of buying at an opportunity while alive.
    gamma, delta : float
        Beta distribution of the probability of leaving before an opportunity.

    Returns
    -------
    histories : pandas.DataFrame
        ``customer_id``, ``frequency``, ``last_opportunity`` (0 if none), ``opportunities``.
    truth : DonationTruth
        What the histories do not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The process and the defaults (donors, yearly) are those of Fader, Hardie & Shang (2010,
    Marketing Science 29(6), 1086-1108).

    Examples
    --------
    >>> histories, truth = make_donations(1_000, seed=1)
    >>> int(histories["frequency"].max())
    6
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(opportunities, "opportunities")
    for name, value in {"alpha": alpha, "beta": beta, "gamma": gamma, "delta": delta}.items():
        refuse_unless(value > 0, name, value, _("a number above 0"))
    rng = np.random.default_rng(seed)
    giving = rng.beta(alpha, beta, n_customers)
    dropout = rng.beta(gamma, delta, n_customers)
    # A customer who leaves before opportunity k has k - 1 opportunities while alive.
    alive_for = np.minimum(rng.geometric(np.maximum(dropout, 1e-300)) - 1, opportunities)
    frequency = np.zeros(n_customers, dtype=np.int64)
    last = np.zeros(n_customers, dtype=np.int64)
    for opportunity in range(1, opportunities + 1):
        gives = (rng.random(n_customers) < giving) & (opportunity <= alive_for)
        frequency += gives
        last[gives] = opportunity
    customer_id = np.arange(1, n_customers + 1)
    histories = pd.DataFrame(
        {
            "customer_id": customer_id,
            "frequency": frequency,
            "last_opportunity": last,
            "opportunities": opportunities,
        }
    )
    customers = pd.DataFrame(
        {
            "customer_id": customer_id,
            "giving_probability": giving,
            "dropout_probability": dropout,
            "alive_at_end": alive_for == opportunities,
        }
    )
    return histories, DonationTruth(alpha, beta, gamma, delta, customers)

"""Make shoppers who choose a brand again and again: out of taste, out of habit, or both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from casekit.generators.habits.worlds import BrandTruth
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["brand_world", "make_brand_panel"]


def make_brand_panel(
    n_customers: int = 1_500,
    *,
    seed: int,
    months: int = 30,
    gamma: float = 1.0,
    taste_sd: float = 1.5,
    taste_mean: float = 0.0,
    price_sensitivity: float = 0.8,
    price: float = 5.0,
    price_sd: float = 1.0,
    burn_in: int = 0,
    firms: Sequence[str] = ("Osprey", "Heron"),
) -> tuple[pd.DataFrame, BrandTruth]:
    """Make shoppers who buy one of several brands each month, out of taste and out of habit.

    Utility of a brand is taste minus price_sensitivity times price, plus gamma / 2 if it was
    bought last, plus chance (Gumbel). With two brands that is
    logit P = taste + gamma (last - 1/2) - price_sensitivity (difference of prices).

    Parameters
    ----------
    n_customers : int
        Number of shoppers.
    seed : int
        Same seed, same data.
    months : int
        Months observed, one purchase a month.
    gamma : float
        State dependence: the log-odds of one brand against another are higher by gamma when the
        one instead of the other was bought last. Below 0: shoppers seek variety.
    taste_sd : float
        Spread, over shoppers, of the difference between the tastes of two brands, in log-odds.
    taste_mean : float
        Mean taste for the first brand, in log-odds.
    price_sensitivity : float
        Log-odds for each unit of money.
    price, price_sd : float
        Mean price of a brand, and spread of the difference between two prices, in money. Prices
        are drawn anew for each shopper and month, so they carry no message about tastes.
    burn_in : int
        Months that pass before the panel begins to watch. 0: shoppers are seen from their first
        purchase. Otherwise the panel starts in mid-life.
    firms : sequence of str
        Names of the brands, two or more.

    Returns
    -------
    panel : pandas.DataFrame
        One row a shopper and month: ``customer_id``, ``month``, ``firm`` (the brand chosen),
        ``previous_firm`` (missing at the first purchase of a life), and ``price_`` with the name
        of each brand, in money.
    truth : BrandTruth
        What the panel does not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The form and the defaults of section G9 of the course's reference. In software whose regressor
    is 1 for the last brand and 0 for the others, the coefficient is gamma / 2.

    Examples
    --------
    >>> panel, truth = make_brand_panel(1_500, gamma=1.0, taste_sd=1.5, seed=5)
    >>> repeated = panel["firm"] == panel["previous_firm"]
    >>> round(float(repeated[panel["month"] > 1].mean()), 2), truth.habit_in_money
    (0.71, 0.625)
    """
    truth = brand_world(
        n_customers,
        seed=seed,
        months=months,
        gamma=gamma,
        taste_sd=taste_sd,
        taste_mean=taste_mean,
        price_sensitivity=price_sensitivity,
        price=price,
        price_sd=price_sd,
        burn_in=burn_in,
        firms=firms,
    )
    names, customer_id = truth.firms, truth.tastes.index.to_numpy()
    choices, prices = truth.choices(burn_in + months)
    kind = pd.CategoricalDtype(list(names))
    before = np.full((n_customers, 1), -1) if burn_in == 0 else choices[:, [burn_in - 1]]
    seen = choices[:, burn_in:]
    previous = np.concatenate([before, seen[:, :-1]], axis=1)
    panel = pd.DataFrame(
        {
            "customer_id": np.repeat(customer_id, months),
            "month": np.tile(np.arange(1, months + 1), n_customers),
            "firm": pd.Categorical.from_codes(seen.ravel(), dtype=kind),
            "previous_firm": pd.Categorical.from_codes(previous.ravel(), dtype=kind),
        }
    )
    for place, name in enumerate(names):
        panel[f"price_{name}"] = prices[:, burn_in:, place].ravel()
    return panel, truth


def brand_world(
    n_customers: int,
    *,
    seed: int,
    months: int = 30,
    gamma: float = 1.0,
    taste_sd: float = 1.5,
    taste_mean: float = 0.0,
    price_sensitivity: float = 0.8,
    price: float = 5.0,
    price_sd: float = 1.0,
    burn_in: int = 0,
    firms: Sequence[str] = ("Osprey", "Heron"),
) -> BrandTruth:
    """Make the shoppers of `make_brand_panel` without watching them: for counterfactuals alone.

    Parameters
    ----------
    n_customers, seed, months, gamma, taste_sd, taste_mean, price_sensitivity, price, price_sd, \
burn_in, firms
        As in `make_brand_panel`.

    Returns
    -------
    BrandTruth
        The truth that `make_brand_panel` gives with the same arguments.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Examples
    --------
    >>> world = brand_world(2_000, gamma=0.0, taste_sd=2.5, burn_in=20, seed=5)
    >>> world.coupon(1.5).extra_later
    0
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(months, "months")
    refuse_unless(
        isinstance(burn_in, (int, np.integer)) and burn_in >= 0,
        "burn_in",
        burn_in,
        _("a whole number of months, 0 or more"),
    )
    for name, value in {"gamma": gamma, "taste_mean": taste_mean}.items():
        refuse_unless(bool(np.isfinite(value)), name, value, _("a finite number"))
    for name, value in {"taste_sd": taste_sd, "price_sd": price_sd}.items():
        refuse_unless(bool(np.isfinite(value)) and value >= 0, name, value, _("0 or more"))
    for name, value in {"price_sensitivity": price_sensitivity, "price": price}.items():
        refuse_unless(bool(np.isfinite(value)) and value > 0, name, value, _("a number above 0"))
    names = tuple(firms)
    refuse_unless(
        len(names) >= 2 and len(set(names)) == len(names),
        "firms",
        names,
        _("two or more names, all different"),
    )
    customer_id = np.arange(1, n_customers + 1)
    # A stream of its own, so that two panels of one seed differ in what was changed alone.
    drawn = np.random.default_rng([seed, 10**6]).standard_normal((n_customers, len(names)))
    tastes = taste_sd / np.sqrt(2) * drawn
    tastes[:, 0] += taste_mean
    return BrandTruth(
        gamma=float(gamma),
        taste_sd=float(taste_sd),
        taste_mean=float(taste_mean),
        price_sensitivity=float(price_sensitivity),
        price=float(price),
        price_sd=float(price_sd),
        burn_in=int(burn_in),
        months=int(months),
        seed=int(seed),
        firms=names,
        tastes=pd.DataFrame(
            tastes, index=pd.Index(customer_id, name="customer_id"), columns=list(names)
        ),
    )

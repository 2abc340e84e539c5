"""Make shoppers who choose a brand again and again: out of taste, out of habit, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["BrandTruth", "CouponOutcome", "brand_world", "make_brand_panel"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CouponOutcome:
    """Say what a coupon changed, the same shoppers with and without it.

    Attributes
    ----------
    offered : int
        Shoppers who got the coupon: their last purchase was another brand.
    redeemed : int
        Of them, those who bought the brand with it.
    bought_anyway : int
        Of those who redeemed, how many would have bought the brand without it.
    extra_purchases : pandas.Series
        Purchases more than without the coupon, in all, by month after the coupon; 0 is the
        month of the coupon.
    """

    offered: int
    redeemed: int
    bought_anyway: int
    extra_purchases: pd.Series

    @property
    def extra_now(self) -> int:
        """Give the purchases that the coupon brought in its own month."""
        return int(self.extra_purchases.iloc[0])

    @property
    def extra_later(self) -> int:
        """Give the purchases that followed from it in the months after."""
        return int(self.extra_purchases.iloc[1:].sum())

    def profit(self, *, coupon: float, margin: float) -> float:
        """Give the margin of the extra purchases less what the coupons cost, in money.

        Parameters
        ----------
        coupon : float
            What a redeemed coupon costs the firm.
        margin : float
            What a purchase at the usual price brings.

        Returns
        -------
        float
            In money, over all shoppers who were offered the coupon, undiscounted.

        Examples
        --------
        >>> outcome = CouponOutcome(100, 50, 30, pd.Series([20, 5, 1]))
        >>> outcome.profit(coupon=1.0, margin=2.0)
        2.0
        """
        return float(margin * self.extra_purchases.sum() - coupon * self.redeemed)


@dataclass(frozen=True)
class BrandTruth:
    """What the generator of shoppers knows.

    Attributes
    ----------
    gamma : float
        State dependence: by how much the log-odds of one brand against another rise when the one
        instead of the other was bought last.
    taste_sd, taste_mean : float
        Spread, over shoppers, of the difference of the tastes of two brands (log-odds), and the
        mean taste for the first brand.
    price_sensitivity : float
        Log-odds for each unit of money.
    price, price_sd : float
        Mean price of a brand, and spread of the difference of two prices, in money.
    burn_in : int
        Months that passed before anybody watched.
    firms : tuple of str
        The brands.
    tastes : pandas.DataFrame
        One row a shopper (index ``customer_id``), one column a brand, in log-odds.
    """

    gamma: float
    taste_sd: float
    taste_mean: float
    price_sensitivity: float
    price: float
    price_sd: float
    burn_in: int
    months: int
    seed: int
    firms: tuple[str, ...]
    tastes: pd.DataFrame = field(repr=False)

    @property
    def habit_in_money(self) -> float:
        """Give the price gap that just outweighs the habit: gamma / (2 price_sensitivity)."""
        return self.gamma / (2 * self.price_sensitivity)

    def coupon(
        self, value: float, *, month: int = 1, months_after: int = 12, firm: str | None = None
    ) -> CouponOutcome:
        """Offer a coupon to everybody who bought another brand last, and watch what changes.

        The same shoppers meet the same prices and the same chance with and without the coupon, so
        that every difference is its effect (common random numbers).

        Parameters
        ----------
        value : float
            Money off the price of the brand, once.
        month : int
            Month of the panel in which the coupon counts; needs a month before it.
        months_after : int
            How many months to follow.
        firm : str, optional
            The brand that pays; the first by default.

        Returns
        -------
        CouponOutcome

        Raises
        ------
        InputError
            If nobody has a last brand yet, or the value makes no sense.

        Examples
        --------
        >>> _panel, truth = make_brand_panel(2_000, gamma=0.0, taste_sd=2.5, burn_in=20, seed=5)
        >>> truth.coupon(1.5).extra_later
        0
        """
        refuse_unless(value > 0, "value", value, _("an amount of money above 0"))
        refuse_unless_whole(month, "month")
        refuse_unless_whole(months_after, "months_after")
        when = self.burn_in + month - 1
        if when == 0:
            raise InputError(
                _(
                    "Nobody has bought anything before the first month, so nobody's last brand is "
                    "known: choose month=2 or later, or make the panel with burn_in=1 or more."
                )
            )
        firm = self.firms[0] if firm is None else firm
        if firm not in self.firms:
            raise InputError(
                _('There is no brand "{firm}"; there are {firms}.').format(
                    firm=firm, firms=", ".join(self.firms)
                )
            )
        place = self.firms.index(firm)
        months = when + months_after + 1
        without, _prices = self._choices(months)
        target = without[:, when - 1] != place
        discount = np.zeros((len(without), len(self.firms)))
        discount[target, place] = value
        given, _prices = self._choices(months, discount, when, like=without)
        extra = (given[:, when:] == place).sum(axis=0) - (without[:, when:] == place).sum(axis=0)
        redeemed = target & (given[:, when] == place)
        return CouponOutcome(
            offered=int(target.sum()),
            redeemed=int(redeemed.sum()),
            bought_anyway=int((redeemed & (without[:, when] == place)).sum()),
            extra_purchases=pd.Series(
                extra, index=pd.RangeIndex(months_after + 1, name="months_after"), name="extra"
            ),
        )

    def _choices(
        self,
        months: int,
        discount: Floats | None = None,
        when: int = -1,
        like: NDArray[np.int64] | None = None,
    ) -> tuple[NDArray[np.int64], Floats]:
        """Replay the shoppers from their first purchase; give choices and prices.

        ``like`` holds choices of the same shoppers without the discount: up to its month the
        replay is the same, and need not be drawn again.
        """
        # One stream a month, so that a longer replay begins like a shorter one.
        tastes = self.tastes.to_numpy()
        n, brands = tastes.shape
        spread = self.price_sd / np.sqrt(2)
        choices = np.empty((n, months), dtype=np.int64)
        prices = np.empty((n, months, brands))
        rows = np.arange(n)
        start = 0
        if like is not None:
            start = when
            choices[:, :start] = like[:, :start]
        for month in range(start, months):
            rng = np.random.default_rng([self.seed, month])
            price = np.round(self.price + spread * rng.standard_normal((n, brands)), 2)
            # A price below one cent would be a gift; with the defaults it never happens.
            prices[:, month] = np.maximum(price, 0.01)
            paid = prices[:, month] - (discount if month == when and discount is not None else 0.0)
            utility = tastes - self.price_sensitivity * paid + rng.gumbel(size=(n, brands))
            if month:
                # The swing of the log-odds is gamma, half of it on each side.
                utility[rows, choices[:, month - 1]] += self.gamma / 2
            choices[:, month] = utility.argmax(axis=1)
        return choices, prices


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
    choices, prices = truth._choices(burn_in + months)
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

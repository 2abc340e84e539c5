"""Hold a world of shoppers, and live it twice: once with a coupon, once without."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.habits.coupons import CouponOutcome
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["BrandTruth"]

Floats = NDArray[np.float64]


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
        >>> from casekit.generators.habits import brand_world
        >>> truth = brand_world(2_000, gamma=0.0, taste_sd=2.5, burn_in=20, seed=5)
        >>> truth.coupon(1.5).extra_later
        0
        """
        place, target, given, without = self._two_lives(value, month, months_after, firm)
        extra = (given == place).sum(axis=0) - (without == place).sum(axis=0)
        redeemed = target & (given[:, 0] == place)
        return CouponOutcome(
            offered=int(target.sum()),
            redeemed=int(redeemed.sum()),
            bought_anyway=int((redeemed & (without[:, 0] == place)).sum()),
            extra_purchases=pd.Series(
                extra, index=pd.RangeIndex(months_after + 1, name="months_after"), name="extra"
            ),
        )

    def coupon_purchases(
        self, value: float, *, month: int = 1, months_after: int = 12, firm: str | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Give every single shopper's purchases with and without a coupon: a trial's raw material.

        Parameters
        ----------
        value, month, months_after, firm
            As in `coupon`.

        Returns
        -------
        given, without : ndarray of bool, shape (offered, months_after + 1)
            One row a shopper who is offered the coupon, one column a month from the coupon's on:
            whether the brand that pays was bought, with the coupon and without it.

        Raises
        ------
        InputError
            If nobody has a last brand yet, or the value makes no sense.

        Examples
        --------
        >>> from casekit.generators.habits import brand_world
        >>> truth = brand_world(2_000, gamma=0.0, taste_sd=2.5, burn_in=20, seed=5)
        >>> given, without = truth.coupon_purchases(1.5, months_after=3)
        >>> bool((given[:, 0] >= without[:, 0]).all()), bool((given[:, 1:] == without[:, 1:]).all())
        (True, True)
        """
        place, target, given, without = self._two_lives(value, month, months_after, firm)
        return given[target] == place, without[target] == place

    def _two_lives(
        self, value: float, month: int, months_after: int, firm: str | None
    ) -> tuple[int, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
        """Replay everybody with and without the coupon; give the choices from its month on."""
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
        without, _prices = self.choices(months)
        target = without[:, when - 1] != place
        discount = np.zeros((len(without), len(self.firms)))
        discount[target, place] = value
        given, _prices = self.choices(months, discount, when, like=without)
        return place, target, given[:, when:], without[:, when:]

    def choices(
        self,
        months: int,
        discount: Floats | None = None,
        when: int = -1,
        like: NDArray[np.int64] | None = None,
    ) -> tuple[NDArray[np.int64], Floats]:
        """Replay the shoppers from their first purchase.

        Parameters
        ----------
        months : int
            Months to live through, the unwatched ones included.
        discount : ndarray, shape (shoppers, brands), optional
            Money off, in one month only.
        when : int
            That month, from 0.
        like : ndarray of int, optional
            Choices of the same shoppers without the discount: up to its month the replay is the
            same, and need not be drawn again.

        Returns
        -------
        choices : ndarray of int, shape (shoppers, months)
            Place of the brand bought.
        prices : ndarray, shape (shoppers, months, brands)
            In money, before any discount.
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

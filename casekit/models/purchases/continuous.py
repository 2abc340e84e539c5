"""What the three models in continuous time share: their predictions for customers."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.frames import Histories, read_histories
from casekit.models.purchases.horizons import continuous_rate, length_in, the_one_given
from casekit.models.purchases.likelihood import Floats, PurchaseRows, purchase_rows
from casekit.models.purchases.results import Results
from casekit.words import _

__all__ = ["PurchaseResults"]


@dataclass(frozen=True, eq=False, repr=False)
class PurchaseResults(Results):
    """Predict for customers who buy in continuous time.

    Every prediction is the probability that the customer is still there, times what a customer who
    is still there will do; a model gives those two.
    """

    @abstractmethod
    def _log_likelihood(self, rows: PurchaseRows) -> Floats:
        """Give the log-likelihood of each row."""

    @abstractmethod
    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """Give the probability that customers with these histories are still there."""

    @abstractmethod
    def _ahead(self, x: Floats, T: Floats, rate: float, horizon: float) -> Floats:
        """Give discounted expected purchases in a horizon, of customers who are still there."""

    @abstractmethod
    def _frequencies(self, age: float, numbers: Floats) -> Floats:
        """Give the probabilities of numbers of repeat purchases up to an age."""

    def log_likelihood(self, histories: Any) -> float:
        """Tell how likely any histories are at these parameters.

        Parameters
        ----------
        histories : data frame
            Purchase histories in the model's unit.

        Returns
        -------
        float
            Log-likelihood, summed over customers.
        """
        rows = purchase_rows(self.read(histories))
        return float(rows.counts @ self._log_likelihood(rows))

    def probability_alive(self, histories: Any) -> pd.Series:
        """Tell how probably each customer is still a customer at the end of observation.

        Parameters
        ----------
        histories : data frame
            Purchase histories in the model's unit.

        Returns
        -------
        pandas.Series
            One probability a row, indexed by customer.
        """
        read = self.read(histories)
        alive = self._alive(read.x, read.t_x, read.T)
        return pd.Series(alive, index=read.index, name="probability_alive")

    def expected_purchases(
        self,
        histories: Any,
        *,
        horizon_days: float | None = None,
        horizon_weeks: float | None = None,
        horizon_months: float | None = None,
        horizon_years: float | None = None,
    ) -> pd.Series:
        """Forecast each customer's purchases in a time after the end of observation.

        Parameters
        ----------
        histories : data frame
            Purchase histories in the model's unit.
        horizon_days, horizon_weeks, horizon_months, horizon_years : float
            Length of the time ahead; exactly one.

        Returns
        -------
        pandas.Series
            Expected number of purchases, indexed by customer.
        """
        read = self.read(histories)
        horizon = length_in(
            self.unit,
            {
                "days": horizon_days,
                "weeks": horizon_weeks,
                "months": horizon_months,
                "years": horizon_years,
            },
        )
        return self._series(read, self.discounted_purchases(read, 0.0, horizon), "purchases")

    def expected_purchases_of_a_new_customer(
        self,
        *,
        horizon_days: float | None = None,
        horizon_weeks: float | None = None,
        horizon_months: float | None = None,
        horizon_years: float | None = None,
    ) -> float:
        """Forecast the repeat purchases of a customer of whom only the first purchase is known.

        Parameters
        ----------
        horizon_days, horizon_weeks, horizon_months, horizon_years : float
            Length of the time after the first purchase; exactly one.

        Returns
        -------
        float
            Expected number of repeat purchases.
        """
        horizon = length_in(
            self.unit,
            {
                "days": horizon_days,
                "weeks": horizon_weeks,
                "months": horizon_months,
                "years": horizon_years,
            },
        )
        nothing = np.zeros(1)
        alive = self._alive(nothing, nothing, nothing)
        return float((alive * self._ahead(nothing, nothing, 0.0, horizon))[0])

    def frequency_distribution(
        self,
        *,
        age_days: ArrayLike | None = None,
        age_weeks: ArrayLike | None = None,
        age_months: ArrayLike | None = None,
        age_years: ArrayLike | None = None,
        up_to: int,
    ) -> pd.Series:
        """Tell what share of customers has made 0, 1, 2, ... repeat purchases by an age.

        Parameters
        ----------
        age_days, age_weeks, age_months, age_years : float or array
            Time since the first purchase; exactly one. For an array (the ages of a customer
            base) the shares are averaged over it.
        up_to : int
            Largest number of repeat purchases listed; the rest is 1 minus the sum.

        Returns
        -------
        pandas.Series
            Shares, indexed by number of repeat purchases.
        """
        if not (up_to == int(up_to) and up_to >= 0):
            raise InputError(
                _("up_to={up_to} was given; it is a whole number from 0 up.").format(up_to=up_to)
            )
        unit, given = the_one_given(
            {"days": age_days, "weeks": age_weeks, "months": age_months, "years": age_years},
            what="age",
        )
        ages = np.atleast_1d(np.asarray(given, dtype=float))
        numbers = np.arange(int(up_to) + 1.0)
        distinct, counts = np.unique(ages, return_counts=True)
        total = np.zeros(len(numbers))
        for age, count in zip(distinct, counts, strict=True):
            length = length_in(self.unit, {unit: float(age)}, what="age")
            total += count * self._frequencies(length, numbers)
        index = pd.Index(numbers.astype(int), name="repeat_purchases")
        return pd.Series(total / len(ages), index=index, name="share_of_customers")

    def discounted_expected_residual_transactions(
        self, histories: Any, *, annual_discount_rate: float
    ) -> pd.Series:
        """Give the present value, in purchases, of each customer's whole future.

        Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4), 415-430. The horizon is
        infinite, timing continuous, and past purchases (the first one too) are not in it.

        Parameters
        ----------
        histories : data frame
            Purchase histories in the model's unit.
        annual_discount_rate : float
            0.15 for 15% a year; a purchase y years ahead counts 1.15 ** -y.

        Returns
        -------
        pandas.Series
            Discounted expected purchases, indexed by customer.
        """
        read = self.read(histories)
        rate = continuous_rate(annual_discount_rate, self.unit)
        if rate == 0:
            raise InputError(
                _(
                    "With annual_discount_rate=0 an endless future can be worth infinitely much; "
                    "give a rate above 0, or a horizon: expected_purchases(...)."
                )
            )
        return self._series(
            read, self.discounted_purchases(read, rate, np.inf), "residual_transactions"
        )

    def discounted_purchases(self, histories: Histories, rate: float, horizon: float) -> Floats:
        """Give discounted expected purchases of histories that were read and checked.

        Parameters
        ----------
        histories : Histories
            In the model's unit.
        rate : float
            Continuous discount rate a unit of time.
        horizon : float
            In the model's unit; may be infinite when `rate` is above 0.

        Returns
        -------
        ndarray
            One value a history.
        """
        x, T = histories.x, histories.T
        return self._alive(x, histories.t_x, T) * self._ahead(x, T, rate, horizon)

    def read(self, table: Any) -> Histories:
        """Read purchase histories, and refuse those in another unit than the model's.

        Parameters
        ----------
        table : data frame
            Purchase histories.

        Returns
        -------
        Histories
            Checked arrays.

        Raises
        ------
        InputError
            When the unit is not the model's, or the table holds no purchase histories.
        """
        read = read_histories(table)
        if read.unit != self.unit:
            raise InputError(
                _(
                    "The model's unit of time is {model}, that of the histories is {given}: make "
                    'the histories with unit="{model}".'
                ).format(model=self.unit, given=read.unit)
            )
        return read

    @staticmethod
    def _series(histories: Histories, values: Floats, name: str) -> pd.Series:
        return pd.Series(values, index=histories.index, name=name)

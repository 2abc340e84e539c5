"""The BG/BB model: at each opportunity buy or not, and before each perhaps stop for ever.

At every opportunity a customer who is still there buys with probability p, and before each
opportunity stops with probability theta; p ~ Beta(alpha, beta) and theta ~ Beta(gamma, delta)
across customers. Fader, Hardie & Shang (2010), Marketing Science 29(6), 1086-1108.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.special import betaln, gammaln, hyp2f1

from casekit.errors import InputError
from casekit.frames import DiscreteHistories, read_discrete_histories
from casekit.models.purchases.fitting import fit_rows
from casekit.models.purchases.likelihood import Floats
from casekit.models.purchases.opportunities import (
    OpportunityRows,
    bgbb_log_likelihood,
    opportunity_rows,
)
from casekit.models.purchases.results import Results
from casekit.words import _

__all__ = ["BGBB", "BGBBResults"]


@dataclass(frozen=True, eq=False, repr=False)
class BGBBResults(Results):
    """Predict with a BG/BB model; made by `BGBB.fit` or `BGBB.at`."""

    title: ClassVar[str] = "BG/BB"
    names: ClassVar[tuple[str, ...]] = ("alpha", "beta", "gamma", "delta")

    def log_likelihood(self, histories: Any) -> float:
        """Tell how likely any histories are at these parameters.

        Parameters
        ----------
        histories : data frame
            Histories in discrete time.

        Returns
        -------
        float
            Log-likelihood, summed over customers.
        """
        rows = opportunity_rows(read_discrete_histories(histories))
        return float(rows.counts @ bgbb_log_likelihood(self.estimate.parameters, rows)[0])

    def probability_alive(self, histories: Any, *, opportunities_ahead: int = 1) -> pd.Series:
        """Tell how probably each customer is still there at a coming opportunity.

        Parameters
        ----------
        histories : data frame
            Histories in discrete time.
        opportunities_ahead : int
            1 (as in the paper): at the next opportunity. 0: at the last one observed, so that who
            used it is there for certain.

        Returns
        -------
        pandas.Series
            One probability a row, indexed by customer.
        """
        ahead = _whole(opportunities_ahead, "opportunities_ahead")
        read = read_discrete_histories(histories)
        _alpha, _beta, gamma, delta = self.estimate.parameters
        still = np.exp(
            betaln(gamma, delta + read.n + ahead) - betaln(gamma, delta + read.n)
        ) * self._alive_at_end(read)
        return pd.Series(still, index=read.index, name="probability_alive")

    def expected_purchases(self, histories: Any, *, horizon_opportunities: int) -> pd.Series:
        """Forecast each customer's purchases at the coming opportunities.

        Parameters
        ----------
        histories : data frame
            Histories in discrete time.
        horizon_opportunities : int
            Number of opportunities ahead.

        Returns
        -------
        pandas.Series
            Expected number of purchases, indexed by customer.
        """
        horizon = _whole(horizon_opportunities, "horizon_opportunities")
        read = read_discrete_histories(histories)
        ends, which = np.unique(read.n, return_inverse=True)
        lived = np.array([self._opportunities_lived(end, horizon) for end in ends])
        values = self._buys_when_alive(read) * lived[which]
        return pd.Series(values, index=read.index, name="purchases")

    def expected_purchases_of_a_new_customer(self, *, horizon_opportunities: int) -> float:
        """Forecast the purchases of a customer of whom nothing is known yet.

        Parameters
        ----------
        horizon_opportunities : int
            Number of opportunities after the one that made the customer a customer.

        Returns
        -------
        float
            Expected number of purchases.
        """
        horizon = _whole(horizon_opportunities, "horizon_opportunities")
        alpha, beta, _gamma, _delta = self.estimate.parameters
        return float(alpha / (alpha + beta) * self._opportunities_lived(0, horizon))

    def frequency_distribution(self, *, opportunities: int, up_to: int | None = None) -> pd.Series:
        """Tell what share of customers buys at 0, 1, 2, ... of a number of opportunities.

        Parameters
        ----------
        opportunities : int
            Number of opportunities.
        up_to : int, optional
            Largest number of purchases listed; all of them by default.

        Returns
        -------
        pandas.Series
            Shares, indexed by number of purchases.
        """
        n = _whole(opportunities, "opportunities")
        most = n if up_to is None else min(n, _whole(up_to, "up_to"))
        alpha, beta, gamma, delta = self.estimate.parameters
        x, m = np.arange(most + 1)[:, None], np.arange(n + 1)[None, :]
        dies = betaln(gamma + 1, delta + m) - betaln(gamma, delta)
        dies[:, n] = betaln(gamma, delta + n) - betaln(gamma, delta)
        possible = m >= x
        blank = np.where(possible, m - x, 0)
        ways = gammaln(m + 1) - gammaln(x + 1) - gammaln(blank + 1)
        logs = ways + betaln(alpha + x, beta + blank) - betaln(alpha, beta) + dies
        shares = np.where(possible, np.exp(logs), 0.0).sum(axis=1)
        index = pd.Index(np.arange(most + 1), name="purchases")
        return pd.Series(shares, index=index, name="share_of_customers")

    def discounted_expected_residual_transactions(
        self, histories: Any, *, discount_rate_per_opportunity: float
    ) -> pd.Series:
        """Give the present value, in purchases, of each customer's whole future.

        The next opportunity is discounted by one period; the horizon is infinite. Fader, Hardie &
        Shang (2010), equation 14.

        Parameters
        ----------
        histories : data frame
            Histories in discrete time.
        discount_rate_per_opportunity : float
            0.10 for 10% from one opportunity to the next.

        Returns
        -------
        pandas.Series
            Discounted expected purchases, indexed by customer.
        """
        rate = discount_rate_per_opportunity
        if not (np.isfinite(rate) and 0 < rate < 2):
            raise InputError(
                _(
                    "discount_rate_per_opportunity={rate} was given; it is a share above 0: write "
                    "0.10 for 10% from one opportunity to the next."
                ).format(rate=rate)
            )
        read = read_discrete_histories(histories)
        _alpha, _beta, gamma, delta = self.estimate.parameters
        next_one = (delta + read.n) / (gamma + delta + read.n) / (1 + rate)
        series = hyp2f1(1, delta + read.n + 1, gamma + delta + read.n + 1, 1 / (1 + rate))
        values = self._buys_when_alive(read) * next_one * series
        return pd.Series(values, index=read.index, name="residual_transactions")

    def _alive_at_end(self, read: DiscreteHistories) -> Floats:
        alpha, beta, gamma, delta = self.estimate.parameters
        rows = OpportunityRows(
            read.x.astype(np.intp), read.t_x.astype(np.intp), read.n.astype(np.intp), read.counts
        )
        values = np.concatenate(
            [
                bgbb_log_likelihood(self.estimate.parameters, rows[i : i + 4096])[0]
                for i in range(0, len(rows), 4096)
            ]
        )
        there = betaln(alpha + read.x, beta + read.n - read.x) - betaln(alpha, beta)
        return np.exp(there + betaln(gamma, delta + read.n) - betaln(gamma, delta) - values)

    def _buys_when_alive(self, read: DiscreteHistories) -> Floats:
        alpha, beta, _gamma, _delta = self.estimate.parameters
        return self._alive_at_end(read) * (alpha + read.x) / (alpha + beta + read.n)

    def _opportunities_lived(self, end: float, horizon: int) -> float:
        """Count the opportunities that a customer alive at `end` lives to see, in expectation."""
        _alpha, _beta, gamma, delta = self.estimate.parameters
        ahead = np.arange(1, horizon + 1)
        return float(np.exp(betaln(gamma, delta + end + ahead) - betaln(gamma, delta + end)).sum())


def _whole(number: int, name: str) -> int:
    if not (number == int(number) and number >= 0):
        raise InputError(
            _("{name}={number} was given; it is a whole number from 0 up.").format(
                name=name, number=number
            )
        )
    return int(number)


@dataclass(frozen=True)
class BGBB:
    """Learn how customers use opportunities to buy, and drop out, in discrete time.

    For yearly donations, weekly markets, conferences: whoever can buy once a period at most.

    Source: Fader, Hardie & Shang (2010), Marketing Science 29(6), 1086-1108.

    Examples
    --------
    >>> import pandas as pd
    >>> model = BGBB.at(alpha=1.204, beta=0.750, gamma=0.657, delta=2.783)
    >>> donor = pd.DataFrame({"frequency": [6], "last_opportunity": [6], "opportunities": [6]})
    >>> model.expected_purchases(donor, horizon_opportunities=5).round(2).tolist()
    [3.75]
    """

    def fit(self, histories: Any) -> BGBBResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        histories : data frame
            Histories in discrete time; see `casekit.frames.read_discrete_histories`.

        Returns
        -------
        BGBBResults
            Parameters, errors and predictions.

        Raises
        ------
        InputError
            When nobody bought, nobody had an opportunity, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When the data cannot tell some parameter.
        """
        rows = opportunity_rows(read_discrete_histories(histories))
        if not rows.n.any():
            raise InputError(
                _("No customer had an opportunity to buy (opportunities is 0 in every row).")
            )
        if not rows.x.any():
            raise InputError(
                _(
                    "None of the {n} customers bought at any opportunity (frequency is 0 in every "
                    "row), so neither buying nor dropout can be learned from them. Observe more "
                    "opportunities, or take parameters of comparable customers: .at(...)."
                ).format(n=int(rows.counts.sum()))
            )
        start = {"alpha": 1.0, "beta": 1.0, "gamma": 0.7, "delta": 3.0}
        buying = _(
            "Customers hardly differ in how readily they buy: only alpha/(alpha+beta), the mean "
            "probability, is known."
        )
        dropout = _(
            "Customers hardly drop out, or hardly differ in how readily they do: at most "
            "gamma/(gamma+delta), the mean probability, is known."
        )
        flat = {"alpha": buying, "beta": buying, "gamma": dropout, "delta": dropout}
        return BGBBResults(
            fit_rows(bgbb_log_likelihood, rows, start, flat, chunk=4096), "opportunities"
        )

    @staticmethod
    def at(*, alpha: float, beta: float, gamma: float, delta: float) -> BGBBResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        alpha, beta : float
            Beta distribution of the probability of buying at an opportunity.
        gamma, delta : float
            Beta distribution of the probability of stopping before an opportunity.

        Returns
        -------
        BGBBResults
            Predictions, without standard errors.
        """
        return BGBBResults._given("opportunities", alpha=alpha, beta=beta, gamma=gamma, delta=delta)

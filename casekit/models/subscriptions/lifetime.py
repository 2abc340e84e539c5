"""What a customer of a contract is worth: lifetimes, counted and discounted, new and residual.

Timing. Customers pay at the start of each period: at time 0, when they join, and then at every
renewal. Survival S(t) is the chance of the payment at time t, so a new customer makes
S(0) + S(1) + ... = 1 + ... payments in expectation.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from casekit.errors import InputError
from casekit.models.purchases.likelihood import Floats
from casekit.models.subscriptions.periods import whole_number
from casekit.models.subscriptions.present_values import discounted_sum
from casekit.models.subscriptions.tenure_results import TenureResults
from casekit.words import _

__all__ = ["TIMINGS", "LifetimeResults"]

TIMINGS = ("before_next_payment", "with_payment", "after_payment")


@dataclass(frozen=True, eq=False, repr=False)
class LifetimeResults(TenureResults):
    """Value customers by a fitted or given model of tenure, present ones and new ones."""

    def expected_lifetime(
        self,
        *,
        renewals: int = 0,
        horizon: int | None = None,
        like: Mapping[str, float] | None = None,
    ) -> float:
        """Count the payments to expect of a customer: the present one and all to come.

        Parameters
        ----------
        renewals : int
            Renewals made already; 0 for a new customer.
        horizon : int, optional
            Payments counted at most; without it all, and the answer may be infinite.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        float
            Payments (periods paid for). Infinite where so many customers hardly ever leave that
            their lifetimes have no mean; discount them, or give a horizon.

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> ShiftedBetaGeometric.at(alpha=2, beta=6).expected_lifetime()
        7.0
        >>> ShiftedBetaGeometric.at(alpha=0.668, beta=3.806).expected_lifetime()
        inf
        """
        return self._sum(whole_number(renewals, "renewals"), 0.0, horizon, self._values(like))

    def discounted_expected_lifetime(
        self,
        *,
        discount_rate_per_period: float,
        horizon: int | None = None,
        like: Mapping[str, float] | None = None,
    ) -> float:
        """Give the present value, in payments of 1, of a customer who joins now.

        Multiply it by the margin of a period for the lifetime value. The payment at time 0 is
        in, undiscounted: DEL = sum over t = 0, 1, ... of S(t) / (1 + d)^t.

        Parameters
        ----------
        discount_rate_per_period : float
            0.10 for 10% a period.
        horizon : int, optional
            Payments counted at most (the one at time 0 is the first); all by default.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        float
            Discounted expected lifetime.

        Raises
        ------
        InputError
            When the discount rate is 0 and the sum has no end.

        References
        ----------
        Fader, P. S., & Hardie, B. G. S. (2010). Customer-base valuation in a contractual setting:
        The perils of ignoring heterogeneity. *Marketing Science*, 29(1), 85-93.

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> model = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)
        >>> round(model.discounted_expected_lifetime(discount_rate_per_period=0.10), 2)
        5.92
        """
        return self._finite_sum(0, discount_rate_per_period, horizon, like)

    def discounted_expected_residual_lifetime(
        self,
        *,
        renewals: int,
        discount_rate_per_period: float,
        timing: str = "before_next_payment",
        horizon: int | None = None,
        like: Mapping[str, float] | None = None,
    ) -> float:
        """Give the present value, in payments of 1, of a customer who has renewed some times.

        Parameters
        ----------
        renewals : int
            Renewals made already: 0 for somebody in the first period.
        discount_rate_per_period : float
            0.10 for 10% a period.
        timing : {"before_next_payment", "with_payment", "after_payment"}
            The moment at which the customer is valued. ``"before_next_payment"``, as in Fader &
            Hardie (2010): the period is about to end, and nobody knows who will renew; that next
            payment is the first that counts, undiscounted. ``"with_payment"``: the last payment
            is just being made and counts, as the first one does for a new customer.
            ``"after_payment"``: it has just been made and does not count; the next one is a
            period away, and discounted.
        horizon : int, optional
            Payments counted at most; all by default.
        like : mapping, optional
            Values of the covariates.

        Returns
        -------
        float
            Discounted expected residual lifetime.

        Raises
        ------
        InputError
            For an unknown timing, or when the discount rate is 0 and the sum has no end.

        References
        ----------
        Fader, P. S., & Hardie, B. G. S. (2010). Customer-base valuation in a contractual setting:
        The perils of ignoring heterogeneity. *Marketing Science*, 29(1), 85-93, equation 6.

        Examples
        --------
        >>> from casekit.models.subscriptions import ShiftedBetaGeometric
        >>> model = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)
        >>> for timing in TIMINGS:
        ...     print(timing, round(model.discounted_expected_residual_lifetime(
        ...         renewals=7, discount_rate_per_period=0.10, timing=timing), 2))
        before_next_payment 7.53
        with_payment 7.85
        after_payment 6.85
        """
        if timing not in TIMINGS:
            raise InputError(
                _('timing="{timing}" was given; choose {known}.').format(
                    timing=timing, known=_(" or ").join(f'"{one}"' for one in TIMINGS)
                )
            )
        made = whole_number(renewals, "renewals")
        if timing == "with_payment":
            return self._finite_sum(made, discount_rate_per_period, horizon, like)
        renewed = float(self.retention([made + 1], like=like).iloc[0])
        value = renewed * self._finite_sum(made + 1, discount_rate_per_period, horizon, like)
        return value if timing == "before_next_payment" else value / (1 + discount_rate_per_period)

    @abstractmethod
    def _ends(self, known: Floats) -> bool:
        """Tell whether lifetimes have a mean."""

    def _sum(self, renewals: int, rate: float, horizon: int | None, known: Floats) -> float:
        limit = None if horizon is None else whole_number(horizon, "horizon", least=1)
        if rate == 0 and limit is None and not self._ends(known):
            return float("inf")
        now = self._log_survival(np.array([float(renewals)]), known)[0]
        return discounted_sum(lambda t: self._log_survival(renewals + t, known) - now, rate, limit)

    def _finite_sum(
        self, renewals: int, rate: float, horizon: int | None, like: Mapping[str, float] | None
    ) -> float:
        if not (np.isfinite(rate) and 0 <= rate < 10):
            raise InputError(
                _(
                    "discount_rate_per_period={rate} was given; it is a share from 0: write 0.10 "
                    "for 10% a period."
                ).format(rate=rate)
            )
        total = self._sum(renewals, float(rate), horizon, self._values(like))
        if not np.isfinite(total):
            raise InputError(
                _(
                    "Without discounting this sum has no end: some customers leave so rarely that "
                    "the mean lifetime is infinite. Give a discount rate above 0, or a horizon in "
                    "periods."
                )
            )
        return total

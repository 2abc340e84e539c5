"""What several sections need and only one should compute: histories, models, segments."""

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.metrics.purchases import purchase_histories
from casekit.metrics.segments import rfm_scores, rfm_segments, rfm_table
from casekit.reports.base import Base
from casekit.reports.choosing import LEAST_CUSTOMERS, LEAST_REPEATERS, Chosen, choose
from casekit.reports.rehearsal import Rehearsal, rehearse
from casekit.reports.rhythm import Beginning, Rhythm, beginning_of, rhythm_of
from casekit.reports.wording import counted, date_of
from casekit.words import _

__all__ = ["Work"]


@dataclass(frozen=True, eq=False)
class Work:
    """Compute, when first asked, what the sections share.

    Attributes
    ----------
    base : Base
        The customers.
    """

    base: Base

    @cached_property
    def rhythm(self) -> Rhythm | None:
        """Measure how regularly customers buy."""
        return rhythm_of(self.base)

    @cached_property
    def beginning(self) -> Beginning:
        """Look at how the log begins."""
        return beginning_of(self.base)

    @cached_property
    def histories(self) -> pd.DataFrame:
        """Sum up each customer at the end of observation, in weeks."""
        return purchase_histories(self.base.log, end=self.base.end_text, unit="weeks")

    def refuse_models(self) -> None:
        """Raise where models of random purchases have nothing to say.

        Raises
        ------
        InputError
            With the reason, for readers of the page.
        """
        base, rhythm = self.base, self.rhythm
        if base.strays_late and not base.reading.end_given:
            raise InputError(
                _(
                    "A few purchases lie far after all others ({first} and later), so the last day "
                    "of observation is in doubt, and everybody would look long silent. Say it: "
                    'end="{end}" if those dates are wrong, end="{last}" if they are right.'
                ).format(
                    first=date_of(base.strays_late[0]),
                    end=date_of(base.usual_days[1]),
                    last=date_of(base.reading.end),
                )
            )
        if rhythm and rhythm.is_clockwork:
            raise InputError(
                _(
                    "Customers here buy like clockwork: about every {gap} days, with a spread of "
                    "only {variation:.0%} of that. That is a subscription or a standing order. The "
                    "models of this section are made for customers who buy at random and leave "
                    "without a word; they would be wrong here. Read the survival of your "
                    "subscribers instead (lesson 08: ck.ShiftedBetaGeometric). What can be said "
                    "without a model: {late} of the {n} regular customers are late by more than "
                    "half of their own usual gap."
                ).format(
                    gap=f"{rhythm.usual_gap_days:.0f}",
                    variation=rhythm.variation,
                    late=f"{rhythm.late:,}",
                    n=f"{rhythm.customers:,}",
                )
            )
        repeaters = int((base.purchases > 1).sum())
        if not repeaters:
            raise InputError(
                _(
                    "Nobody bought on a second day. Without a single repeat purchase there is "
                    "nothing to learn from about who comes back, and when."
                )
            )
        if base.customers < LEAST_CUSTOMERS or repeaters < LEAST_REPEATERS:
            raise InputError(
                _(
                    "The log has {customers}; {repeaters} of them bought again. From fewer than "
                    "{least} customers, or fewer than {least_repeaters} who bought again, a model "
                    "mostly learns chance. With so few, look at them one by one."
                ).format(
                    customers=counted(base.customers, _("customer"), _("customers")),
                    repeaters=f"{repeaters:,}",
                    least=LEAST_CUSTOMERS,
                    least_repeaters=LEAST_REPEATERS,
                )
            )

    @cached_property
    def chosen(self) -> Chosen:
        """Fit three models to all customers.

        Raises
        ------
        InputError
            Where they have nothing to say.
        """
        self.refuse_models()
        return choose(self.histories)

    @property
    def model(self) -> Any:
        """Give the model that fits best."""
        return self.chosen.results

    @cached_property
    def alive(self) -> NDArray[np.float64]:
        """Give each customer's probability of still being active."""
        alive: NDArray[np.float64] = self.model.probability_alive(self.histories).to_numpy()
        return alive

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """Forecast weeks that are known already, from what was known before them.

        Raises
        ------
        InputError
            Where the log holds too little of them.
        """
        self.refuse_models()
        # The model's words are told once, of its fit to the whole log.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return rehearse(self.base, self.segments_at)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """Score and name each customer by recency, frequency and money, in order of customers."""
        return self.segments_at(self.base.end_text)

    def segments_at(self, end: str) -> pd.DataFrame:
        """Score and name the customers as they stood on a day."""
        base = self.base
        table = rfm_table(base.log, end=end).sort_values("customer_id", ignore_index=True)
        if base.has_net_money and end == base.end_text and base.returns:
            table["total_spend"] = base.net_spend
            table["mean_spend"] = table["total_spend"] / table["purchases"]
        scored = rfm_scores(table, monetary="total_spend" if base.has_money else None)
        named: pd.DataFrame = rfm_segments(scored)
        return named

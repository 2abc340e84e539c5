"""What only the generator knows: tastes, barriers, and what would have happened without them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import FORMS, MONTH
from casekit.generators.parameters import refuse_unless
from casekit.generators.switching.counterfactuals import (
    Counterfactual,
    forms_in,
    retention_of,
)
from casekit.generators.switching.draws import GRID
from casekit.generators.switching.shares import shapley_shares
from casekit.generators.switching.simulation import simulate
from casekit.generators.switching.world import World
from casekit.words import _

__all__ = ["SwitchingTruth"]


@dataclass(frozen=True, eq=False, repr=False)
class SwitchingTruth:
    """What the market's generator knows and no firm ever sees.

    Attributes
    ----------
    world : World
        Everything drawn before the first choice, with all parameters: ``world.barriers`` (in
        money), ``world.price_sensitivity`` (utility of a unit of money), ``world.prices``,
        ``world.quality``, ``world.attention``, ``world.shocks``.
    taste_sd : float
        Standard deviation of tastes (utility).
    retention : float
        Share of customer-months with a firm to leave in which the customer stayed.
    barriers : pandas.DataFrame
        Mean barrier over those customer-months: ``form``, ``money``. The community barrier is
        the worth of the friends at the customer's own firm.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> _, _, truth = make_switching_market(500, seed=1, without=["community"])
    >>> truth  # doctest: +ELLIPSIS
    Truth of a market: 500 customers, 24 months, Alder, Birch, Cedar.
    Retention: ...% of customer-months.
    Mean barrier in money: economic ..., technical ..., contractual ..., community 0.00.
    """

    world: World
    taste_sd: float
    retention: float
    barriers: pd.DataFrame

    def __repr__(self) -> str:
        """Say what this market is, in three lines."""
        barriers = ", ".join(
            f"{form} {money:.2f}"
            for form, money in self.barriers[["form", "money"]].itertuples(index=False)
        )
        return _(
            "Truth of a market: {customers:,} customers, {months} months, {firms}.\n"
            "Retention: {retention:.1%} of customer-months.\n"
            "Mean barrier in money: {barriers}."
        ).format(
            customers=self.world.n_customers,
            months=self.world.months,
            firms=", ".join(self.world.firms),
            retention=self.retention,
            barriers=barriers,
        )

    @property
    def tastes(self) -> pd.DataFrame:
        """Give each customer's taste for each firm (utility): ``customer_id``, a column a firm.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(500, seed=1)
        >>> truth.tastes.shape
        (500, 4)
        """
        table = pd.DataFrame(self.world.tastes.T / GRID, columns=list(self.world.firms))
        table.insert(0, CUSTOMER_ID, np.arange(1, len(table) + 1))
        return table

    @property
    def friendships(self) -> pd.DataFrame:
        """List each friendship once: ``customer_id``, ``friend_id``.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(500, seed=1)
        >>> truth.friendships.shape
        (1499, 2)
        """
        if self.world.friendships is None:
            return pd.DataFrame({CUSTOMER_ID: [], "friend_id": []}, dtype=np.int64)
        return self.world.friendships.pairs()

    def counterfactual(
        self, without: Collection[str] = (), *, rival_cheaper_by: float = 0.0
    ) -> Counterfactual:
        """Let the same customers choose again, with the same luck, without some barriers.

        Parameters
        ----------
        without : collection of str
            Forms to remove: ``"economic"``, ``"technical"``, ``"contractual"``, ``"community"``;
            ``"inattention"`` makes everybody attentive.
        rival_cheaper_by : float
            Share that every firm but the customer's own takes off its price, from 0 to 1.

        Returns
        -------
        Counterfactual

        Raises
        ------
        InputError
            If a form is unknown or the share makes no sense.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(500, seed=1)
        >>> free = truth.counterfactual(without=["contractual"])
        >>> free.retention < truth.retention
        True
        """
        without = tuple(forms_in(without))
        fine = 0 <= rival_cheaper_by <= 1
        refuse_unless(fine, "rival_cheaper_by", rival_cheaper_by, _("from 0 to 1"))
        self.world.refuse_overflow(rival_cheaper_by)
        run = simulate(self.world, without=without, rival_cheaper_by=rival_cheaper_by)
        by_month = pd.DataFrame(
            {
                MONTH: np.arange(1, self.world.months + 1),
                "could_leave": run.could_leave,
                "stayed": run.stayed,
                "retention": run.stayed / np.where(run.could_leave, run.could_leave, np.nan),
            }
        )
        for number, firm in enumerate(self.world.firms):
            by_month[f"share_{firm}"] = run.customers[:, number] / self.world.n_customers
        return Counterfactual(without, retention_of(run), by_month)

    def lock_in_index(self, *, rival_cheaper_by: float = 0.10) -> float:
        """Give the course's lock-in index: how much of the switching the barriers prevent.

        Parameters
        ----------
        rival_cheaper_by : float
            Share that every rival takes off its price.

        Returns
        -------
        float
            1 - P(switch) / P(switch without barriers), both with the cheaper rivals: 0 when
            nothing holds the customers, 1 when nobody leaves. The index is the course's own.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(500, seed=1)
        >>> 0 < truth.lock_in_index(rival_cheaper_by=0.2) < 1
        True
        """
        held = self.counterfactual(rival_cheaper_by=rival_cheaper_by).retention
        free = self.counterfactual(FORMS, rival_cheaper_by=rival_cheaper_by).retention
        return 1 - (1 - held) / (1 - free)

    def combinations(self) -> pd.DataFrame:
        """Give retention under all sixteen combinations of the four forms.

        Returns
        -------
        pandas.DataFrame
            A row a combination: True or False by form, ``stayed``, ``could_leave``
            (customer-months) and ``retention``. The first call runs the market 16 times.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(200, months=12, seed=1)
        >>> len(truth.combinations())
        16
        """
        return self._sixteen.copy()

    def shapley(self) -> pd.DataFrame:
        """Share the retention that barriers bring among the four forms, by Shapley's rule.

        A form's share is the mean, over all orders in which the forms could be added, of what
        it adds to retention.

        Returns
        -------
        pandas.DataFrame
            ``form``, ``retention`` (what the form adds: a share of customer-months; together
            they are exactly the retention with all forms less that with none) and ``share``
            (of this gain; missing where there is none).

        Notes
        -----
        Shapley (1953), "A value for n-person games". The sums run over whole numbers.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> _, _, truth = make_switching_market(200, months=12, seed=1)
        >>> round(float(truth.shapley()["share"].sum()), 6)
        1.0
        """
        return shapley_shares(self._sixteen)

    @cached_property
    def _sixteen(self) -> pd.DataFrame:
        rows = []
        for size in range(len(FORMS) + 1):
            for active in combinations(FORMS, size):
                run = simulate(self.world, without=[form for form in FORMS if form not in active])
                rows.append(
                    {form: form in active for form in FORMS}
                    | {
                        "stayed": int(run.stayed.sum()),
                        "could_leave": int(run.could_leave.sum()),
                        "retention": retention_of(run),
                    }
                )
        return pd.DataFrame(rows)

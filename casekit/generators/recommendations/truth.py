"""What the generator of browse logs knows: exact shares, both worlds of each visit, the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["BrowseTruth", "ProfileCost", "learnt"]

Floats = NDArray[np.float64]
_LIMIT = 1_200


def learnt(months: ArrayLike, months_to_learn: float) -> Floats:
    """Give the share of its final worth that a profile has after some months: 1 - exp(-k / k0).

    Examples
    --------
    >>> learnt([0, 8], 8).round(2).tolist()
    [0.0, 0.63]
    """
    return np.asarray(-np.expm1(-np.asarray(months, dtype=float) / months_to_learn))


@dataclass(frozen=True)
class ProfileCost:
    """What the mean customer loses who goes to a shop that does not know him yet.

    Attributes
    ----------
    minutes : float
        Minutes of search, over all months until the end of the horizon.
    dollars : float
        The same in $, at ``value_of_hour``.
    value_of_hour : float
        $ an hour.
    horizon_months : int
        Months that are counted.
    """

    minutes: float
    dollars: float
    value_of_hour: float
    horizon_months: int

    def __repr__(self) -> str:
        return _("{minutes:.1f} minutes of search in {n} months, ${dollars:.2f}").format(
            minutes=self.minutes, n=self.horizon_months, dollars=self.dollars
        )


@dataclass(frozen=True, eq=False)
class BrowseTruth:
    """What the generator knows of a browse log, and no shop ever sees.

    The shares are exact: expectations over the lots, the needs and the moods, for the visits of
    the log. Those of a drawn log differ by chance. A share of nothing is missing (NaN).

    Attributes
    ----------
    need_share, impulse, click_if_need, idle_click : float
        As given: means over the visits in which a list is shown.
    exposed_share, profile_share : float
        As given: the two lots.
    profile_gain, impulse_gain, months_to_learn : float
        As given: what the own profile adds in the end, and how fast it learns (months).
    click_if_need_best_sellers, impulse_best_sellers : float
        The chances with a list of best-sellers: such that the means over both lists are as given.
    search_minutes, click_minutes, browse_minutes : float
        Mean minutes of a visit: with a need that search meets, with a need that the list meets,
        without a need.
    need_amount, impulse_amount : float
        Mean $ of a purchase that was needed, and of one on impulse.
    visits_per_month : float
        Visits of the mean customer.
    customers : pandas.DataFrame
        ``customer_id``, ``months_of_history`` (on the first day), ``activity`` (mean 1).
    sessions : pandas.DataFrame
        Both worlds of each visit: ``session_id``, ``needs``, ``bought_if_not_shown``,
        ``bought_if_shown`` (with the list that it drew, or would have drawn),
        ``click_with_profile``, ``click_with_best_sellers`` (a click that ends in a purchase),
        ``minutes_with_profile``, ``minutes_with_best_sellers``.
    """

    need_share: float
    impulse: float
    click_if_need: float
    idle_click: float
    exposed_share: float
    profile_share: float
    profile_gain: float
    impulse_gain: float
    months_to_learn: float
    click_if_need_best_sellers: float
    impulse_best_sellers: float
    search_minutes: float
    click_minutes: float
    browse_minutes: float
    need_amount: float
    impulse_amount: float
    visits_per_month: float
    seed: int
    customers: pd.DataFrame = field(repr=False)
    sessions: pd.DataFrame = field(repr=False)

    @property
    def needed(self) -> float:
        """Purchases per visit that are made whether a list is shown or not."""
        return self.need_share

    @property
    def caused(self) -> float:
        """Purchases per visit that are made only when a list is shown."""
        return (1 - self.need_share) * self.impulse

    @property
    def attributed(self) -> float:
        """Purchases per visit with a list that come through a click on it."""
        return self.need_share * self.click_if_need + self.caused

    def share(self, what: str, *, of: str = "purchases", among: str = "shown") -> float:
        """Give one of the three shares.

        Parameters
        ----------
        what : {"attributed", "causal", "anyway"}
            Purchases through a click on the list; purchases that would not have been made without
            it; and, of those through the list, the ones that would have been made in any case.
        of : {"purchases", "money"}
            Share of the number of purchases, or of their $.
        among : {"shown", "all"}
            Purchases in the visits with a list, or in all visits; no matter for "anyway".

        Returns
        -------
        float
            Missing (NaN) where nothing is bought.

        Examples
        --------
        >>> from casekit.generators.recommendations import make_browse_log
        >>> _log, truth = make_browse_log(100, seed=1, exposed_share=0.34)
        >>> round(truth.share("attributed", among="all"), 3)
        0.351
        """
        for name, given, known in (
            ("what", what, ("attributed", "causal", "anyway")),
            ("of", of, ("purchases", "money")),
            ("among", among, ("shown", "all")),
        ):
            refuse_unless(given in known, name, given, _("one of {names}").format(names=known))
        prices = (self.need_amount, self.impulse_amount) if of == "money" else (1.0, 1.0)
        needed, caused = self.needed * prices[0], self.caused * prices[1]
        moved = needed * self.click_if_need
        if what == "anyway":
            return _share(moved, moved + caused)
        part = moved + caused if what == "attributed" else caused
        lists = self.exposed_share if among == "all" else 1.0
        return _share(lists * part, needed + lists * caused)

    @property
    def attributed_share(self) -> float:
        """Share of the purchases in visits with a list that came through it."""
        return self.share("attributed")

    @property
    def causal_share(self) -> float:
        """Share of the purchases in visits with a list that would not have been made without."""
        return self.share("causal")

    @property
    def anyway_share(self) -> float:
        """Share of the purchases through the list that would have been made in any case."""
        return self.share("anyway")

    def profile_value(self, months: Sequence[float]) -> pd.DataFrame:
        """Give what the own profile adds to a visit with a list, by months of history.

        Parameters
        ----------
        months : sequence of float
            Months of history, 0 or more.

        Returns
        -------
        pandas.DataFrame
            A row a month: ``months``; ``found`` (share of visits that end in a purchase through
            the list), ``bought`` (purchases per visit), ``amount`` ($ per visit) and ``minutes``
            (minutes saved per visit), each the own profile less best-sellers.

        Examples
        --------
        >>> from casekit.generators.recommendations import make_browse_log
        >>> _log, truth = make_browse_log(100, seed=1)
        >>> truth.profile_value([0, 12])["minutes"].round(3).tolist()
        [0.0, 0.163]
        """
        values = np.asarray(months, dtype=float)
        fine = bool(np.isfinite(values).all() and (values >= 0).all())
        refuse_unless(fine, "months", months, _("0 or more months"))
        share = learnt(values, self.months_to_learn)
        more_found = self.need_share * self.profile_gain * share
        more_bought = (1 - self.need_share) * self.impulse_gain * share
        return pd.DataFrame(
            {
                "months": values,
                "found": more_found + more_bought,
                "bought": more_bought,
                "amount": more_bought * self.impulse_amount,
                "minutes": more_found * (self.search_minutes - self.click_minutes),
            }
        )

    def switching_cost(
        self, months: float, *, horizon_months: int = 24, value_of_hour: float = 20.0
    ) -> ProfileCost:
        """Give the minutes, and their worth, that leaving an own profile costs the mean customer.

        The rival's list knows nothing of the customer at first and learns as fast. Month by month
        the customer loses the difference between the two profiles, until the horizon. Both shops
        show a list made of the own profile in each visit. What the customer gets from impulse
        purchases is not counted; nobody knows it.

        Parameters
        ----------
        months : float
            Months of history at the shop that is left.
        horizon_months : int
            Months that are counted after leaving.
        value_of_hour : float
            $ that an hour of the customer's time is worth.

        Returns
        -------
        ProfileCost

        Examples
        --------
        >>> from casekit.generators.recommendations import make_browse_log
        >>> _log, truth = make_browse_log(100, seed=1)
        >>> truth.switching_cost(12)
        5.3 minutes of search in 24 months, $1.76
        """
        refuse_unless_whole(horizon_months, "horizon_months")
        refuse_unless(
            horizon_months <= _LIMIT, "horizon_months", horizon_months, _("1,200 or less")
        )
        fine = np.isfinite(value_of_hour) and value_of_hour >= 0
        refuse_unless(fine, "value_of_hour", value_of_hour, _("$ an hour, 0 or more"))
        later = np.arange(horizon_months)
        kept = self.profile_value((months + later).tolist())["minutes"].to_numpy()
        new = self.profile_value(later.tolist())["minutes"].to_numpy()
        minutes = self.visits_per_month * float((kept - new).sum())
        return ProfileCost(minutes, minutes / 60 * value_of_hour, value_of_hour, horizon_months)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")

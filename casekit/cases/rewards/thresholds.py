"""Find the threshold that makes members come more and pays little for visits made anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.rewards.truth import RewardsTruth
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs import TierProgramme
from casekit.models.programmes import ProgrammeOutcome, programme_outcome
from casekit.words import _

__all__ = ["TierTerms", "tier_guests", "tier_thresholds"]

_GROUPS = ("light", "medium", "heavy")


@dataclass(frozen=True)
class TierTerms:
    """Hold what a higher tier gives, costs and earns; all invented.

    Attributes
    ----------
    benefit : float
        What the tier makes each visit worth more to a member, $.
    benefit_cost : float
        What the chain pays for each dollar of that.
    visit_price : float
        $ spent on a visit; a dollar earns a Star on the way to the tier.
    margin : float
        Share of a dollar that is left after the goods.
    price_coefficient : float
        Utility of a dollar to a member deciding on one visit.
    discount_factor : float
        Weight of next week, 0 to below 1; 0: nobody looks ahead.
    running_cost : float
        $ a member and year.
    periods_per_week : int
        Decisions a week: a guest can come at most so often.
    """

    benefit: float = 0.50
    benefit_cost: float = 0.75
    visit_price: float = 7.50
    margin: float = 0.60
    price_coefficient: float = 0.25
    discount_factor: float = 0.993
    running_cost: float = 0.0
    periods_per_week: int = 4

    def __post_init__(self) -> None:
        refuse_unless_whole(self.periods_per_week, "periods_per_week")
        for name in ("benefit", "benefit_cost", "running_cost"):
            refuse_unless(getattr(self, name) >= 0, name, getattr(self, name), _("0 or more ($)"))
        for name in ("visit_price", "price_coefficient"):
            refuse_unless(getattr(self, name) > 0, name, getattr(self, name), _("above 0"))
        refuse_unless(0 <= self.margin <= 1, "margin", self.margin, _("a share from 0 to 1"))
        fine = 0 <= self.discount_factor < 1
        refuse_unless(fine, "discount_factor", self.discount_factor, _("from 0 to below 1"))

    def design(self, stars: float) -> TierProgramme:
        """Give the programme with this threshold, decided on several times a week."""
        return TierProgramme(
            thresholds=(float(stars),),
            benefits=(0.0, self.benefit),
            visit_price=self.visit_price,
            weeks=52 * self.periods_per_week,
        )

    def outcome(self, stars: float | None, guests: pd.DataFrame) -> ProgrammeOutcome:
        """Count what one threshold does in a year; ``None`` is no tier."""
        return programme_outcome(
            None if stars is None else self.design(stars),
            guests,
            margin=self.margin * self.visit_price,
            reward_cost=self.benefit_cost,
            # The model counts 52 decisions a year.
            running_cost=self.running_cost / self.periods_per_week,
            weeks=52 * self.periods_per_week,
        )


def tier_guests(
    truth: RewardsTruth,
    terms: TierTerms | None = None,
    *,
    on: str | pd.Timestamp = "2025-12-31",
    light_below: float = 0.75,
    heavy_from: float = 2.0,
    like_each: int | Sequence[int] = (8, 20, 6),
) -> pd.DataFrame:
    """Describe the guests who are alive on a day as light, medium and heavy members.

    Parameters
    ----------
    truth : RewardsTruth
        From `rewards_world`.
    terms : TierTerms, optional
    on : str or pandas.Timestamp
        A day of the record.
    light_below, heavy_from : float
        Visits a week, without any tier, that divide the groups.
    like_each : int or sequence of int
        Each group (light, medium, heavy) is told by so many kinds of equal number of guests, at
        their mean rate; more kinds are smoother and slower.

    Returns
    -------
    pandas.DataFrame
        ``type``, ``members`` (guests the row stands for), ``visits_per_week`` (at most 95% of the
        decisions a week), ``base_utility``, ``price_coefficient``, ``discount_factor`` (of one
        decision).

    Raises
    ------
    InputError
        When the day lies outside the record, or nobody is alive.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(800, seed=1, n_households=50)
    >>> tier_guests(truth)["type"].unique().tolist()
    ['light', 'medium', 'heavy']
    """
    terms = TierTerms(margin=truth.margin) if terms is None else terms
    kinds = [like_each] * len(_GROUPS) if isinstance(like_each, int) else list(like_each)
    refuse_unless(
        len(kinds) == len(_GROUPS), "like_each", like_each, _("one number, or one for each group")
    )
    for number in kinds:
        refuse_unless_whole(number, "like_each")
    fine = 0 < light_below < heavy_from
    refuse_unless(fine, "light_below, heavy_from", (light_below, heavy_from), _("rising, above 0"))
    alive = truth.alive(on)
    refuse_unless(bool(alive.any()), "on", on, _("a day on which somebody is a guest"))
    rate = truth.guests.set_index("customer_id")["purchase_rate_per_week"][alive.index[alive]]
    group = np.searchsorted([light_below, heavy_from], rate.to_numpy(), side="right")
    groups = [np.sort(rate.to_numpy()[group == number]) for number in range(len(_GROUPS))]
    rows = [
        (name, len(part), part.mean())
        for name, some, many in zip(_GROUPS, groups, kinds, strict=True)
        for part in np.array_split(some, min(many, max(len(some), 1)))
        if len(part)
    ]
    table = pd.DataFrame(rows, columns=["type", "members", "visits_per_week"])
    chance = (table["visits_per_week"] / terms.periods_per_week).clip(upper=0.95)
    return table.assign(
        visits_per_week=chance * terms.periods_per_week,
        base_utility=np.log(chance / (1 - chance)),
        price_coefficient=terms.price_coefficient,
        discount_factor=terms.discount_factor ** (1 / terms.periods_per_week),
    )


def tier_thresholds(
    guests: pd.DataFrame,
    stars: Sequence[float] = (100, 200, 300, 400, 500, 600, 700, 800, 1000),
    terms: TierTerms | None = None,
    *,
    by_type: bool = False,
) -> pd.DataFrame:
    """Work out what each threshold of one tier earns in a year, in the long run.

    Parameters
    ----------
    guests : pandas.DataFrame
        From `tier_guests`.
    stars : sequence of float
        Thresholds to try: Stars in a year, one for each dollar.
    terms : TierTerms, optional
    by_type : bool
        A row for each threshold and type instead.

    Returns
    -------
    pandas.DataFrame
        By ``stars``: ``visits_needed`` a year, ``extra_visits``, ``margin_gained``, ``cost``,
        ``paid_for_visits_anyway`` (of the benefit's cost, $) and ``profit``: $ a year, against no
        tier. The best threshold is ``table["profit"].idxmax()``; no tier earns 0.

    Raises
    ------
    InputError
        When a threshold is not above 0.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(800, seed=1, n_households=50)
    >>> table = tier_thresholds(tier_guests(truth), (200, 500))
    >>> table["visits_needed"].tolist()
    [27, 67]
    """
    terms = TierTerms() if terms is None else terms
    refuse_unless(len(stars) > 0, "stars", stars, _("one threshold or more"))
    tables = []
    for threshold in stars:
        refuse_unless(threshold > 0, "stars", threshold, _("above 0"))
        table = terms.outcome(threshold, guests).table
        tables.append(
            pd.DataFrame(
                {
                    "stars": threshold,
                    "type": table["type"],
                    "visits_needed": terms.design(threshold).visits_needed[0],
                    "extra_visits": table["incremental_visits"],
                    "margin_gained": table["margin_gained"],
                    "cost": table["cost"],
                    "paid_for_visits_anyway": terms.benefit_cost
                    * (table["worth"] * table["share_for_visits_anyway"]).fillna(0.0),
                    "profit": table["profit"],
                }
            ).iloc[slice(None) if by_type else slice(-1, None)]
        )
    found = pd.concat(tables, ignore_index=True)
    return (
        found.set_index(["stars", "type"])
        if by_type
        else found.drop(columns="type").set_index("stars")
    )

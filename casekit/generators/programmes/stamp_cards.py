"""Make the stamp cards of a café: who comes when, who gives up, and the truth about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.stamp_play import TICKS_PER_DAY, log_of, steps_of
from casekit.generators.programmes.stamp_rules import (
    expected_interval_days,
    finish_share,
    quit_log_odds,
)
from casekit.words import _

__all__ = ["StampCardTruth", "make_stamp_cards"]


@dataclass(frozen=True)
class StampCardTruth:
    """What the generator of stamp cards knows.

    Attributes
    ----------
    gradient, head_start, first_interval_days, never_finish, spread, noise, slow_quit,
    head_start_quit, enrol_days, study_days : float
        As given to `make_stamp_cards`.
    quit_chance : float
        Chance that a customer of average pace with a plain card gives up after a visit.
    finish_share : pandas.Series
        By arm: share of customers who would fill their first card if the study never ended.
    card_days : pandas.Series
        By arm: mean days from the first to the last visit of a card, over all customers, had none
        given up.
    customers : pandas.DataFrame
        ``customer_id``, ``arm``, ``slots``, ``given``, ``pace`` (own mean interval over the
        customers' mean: above 1 is slow), ``quit_chance``, ``gave_up`` (before the study ended)
        and ``cards_filled`` in the study.
    """

    gradient: float
    head_start: float
    first_interval_days: float
    never_finish: float
    spread: float
    noise: float
    slow_quit: float
    head_start_quit: float
    enrol_days: float
    study_days: float
    quit_chance: float
    finish_share: pd.Series
    card_days: pd.Series
    customers: pd.DataFrame


def make_stamp_cards(
    n_customers: int,
    *,
    seed: int,
    slots: int | Sequence[int] = 10,
    given: int | Sequence[int] = 0,
    gradient: float = 0.3,
    head_start: float = 0.2,
    first_interval_days: float = 3.0,
    never_finish: float = 0.5,
    spread: float = 0.5,
    noise: float = 0.6,
    slow_quit: float = 0.5,
    head_start_quit: float = -0.5,
    cards: int = 1,
    enrol_days: float = 30.0,
    study_days: float = 75.0,
    record: str = "time",
) -> tuple[pd.DataFrame, StampCardTruth]:
    """Make a log of stamped visits, to see who speeds up and who only was fast from the start.

    Two things make the mean interval fall from the first slot to the last: customers who speed up
    (``gradient``), and slow customers who are no longer there at the late slots (``spread`` with
    ``slow_quit`` and the end of the study). Each can be had alone: ``gradient=0``, or
    ``spread=0``.

    Parameters
    ----------
    n_customers : int
        Number of customers, each with a card.
    seed : int
        Same seed, same data.
    slots, given : int or sequence of int
        Slots of the card, and how many are stamped when it is handed out. Sequences make an
        experiment with one arm an entry: every customer is dealt one by lot.
    gradient, head_start, first_interval_days : float
        See `expected_interval_days`; the mean is taken over customers.
    never_finish : float
        Share of customers with the first arm's card, counted without a head start, who would give
        up before it is full; from 0 to below 1.
    spread : float
        Standard deviation of the logarithm of customers' own pace; 0 makes all alike.
    noise : float
        Standard deviation of the logarithm of one interval, for one customer.
    slow_quit : float
        Log-odds of giving up after a visit that come with one standard deviation of slowness.
    head_start_quit : float
        Log-odds of giving up that a head start adds; negative: it keeps people.
    cards : int
        Cards in a row that a customer may fill; the next begins when one is full.
    enrol_days : float
        First visits are spread evenly over so many days.
    study_days : float
        The log ends after so many days: later visits are not seen.
    record : {"time", "day"}
        Whether the till notes the time (to a hundredth of a day) or the day only.

    Returns
    -------
    visits : pandas.DataFrame
        A row a visit: ``customer_id``, ``arm`` (from 1), ``card_id``, ``slots``, ``given``,
        ``stamp`` (the slot that was stamped), ``day`` (since the study began), ``date``, and
        ``interval_days`` since the customer's visit before (missing at the first).
    truth : StampCardTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    An interval of customer i is first_interval_days × exp(-gradient × progress -
    head_start × [given > 0]) × pace_i × e, where pace and e are lognormal with mean 1, and
    progress is the share of slots stamped before the visit. After every visit that another could
    follow, the customer gives up with a chance whose log-odds are a + slow_quit × z_i +
    head_start_quit × [given > 0], where z_i is the slowness of i in standard deviations.
    The form (effort by the share of the distance that is left) follows Kivetz, Urminsky & Zheng
    (2006, Journal of Marketing Research 43(1), 39-58); the sizes are ours.

    Examples
    --------
    >>> visits, truth = make_stamp_cards(500, seed=1)
    >>> visits[["customer_id", "stamp", "day", "interval_days"]].head(3)
       customer_id  stamp    day  interval_days
    0            1      1  22.38            NaN
    1            1      2  24.36           1.98
    2            1      3  27.96           3.60
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(cards, "cards")
    arms = _arms(slots, given)
    sizes = {
        "gradient": gradient,
        "head_start": head_start,
        "first_interval_days": first_interval_days,
        "spread": spread,
        "noise": noise,
        "slow_quit": slow_quit,
        "head_start_quit": head_start_quit,
        "enrol_days": enrol_days,
        "study_days": study_days,
    }
    _refuse_senseless(sizes)
    refuse_unless(
        bool(0 <= never_finish < 1), "never_finish", never_finish, _("a share from 0 to below 1")
    )
    refuse_unless(
        enrol_days <= study_days, "enrol_days", enrol_days, _("no longer than `study_days`")
    )
    refuse_unless(record in ("time", "day"), "record", record, _('"time" or "day"'))
    rng = np.random.default_rng(seed)
    arm = rng.integers(0, len(arms), n_customers)
    of_slots, of_given = (np.array(each)[arm] for each in zip(*arms, strict=True))
    slowness = rng.standard_normal(n_customers)
    pace = np.exp(spread * slowness - spread**2 / 2)
    base = quit_log_odds(never_finish, arms[0][0] - arms[0][1], slow_quit)
    quit_chance = expit(base + slow_quit * slowness + head_start_quit * (of_given > 0))
    begins = np.floor(rng.random(n_customers) * enrol_days * TICKS_PER_DAY).astype(np.int64)
    own_days = first_interval_days * pace * np.exp(-head_start * (of_given > 0))
    steps, gave_up = steps_of(
        rng, own_days, quit_chance, of_slots, of_given, gradient=gradient, noise=noise, cards=cards
    )
    ticks = begins[:, None] + np.cumsum(steps, axis=1)
    seen = (steps >= 0) & (ticks < round(study_days * TICKS_PER_DAY))
    visits = log_of(seen, ticks, arm, of_slots, of_given, record)
    ids = np.arange(1, n_customers + 1)
    full = visits.loc[visits["stamp"] == visits["slots"], "customer_id"].value_counts()
    customers = pd.DataFrame(
        {
            "customer_id": ids,
            "arm": arm + 1,
            "slots": of_slots,
            "given": of_given,
            "pace": pace,
            "quit_chance": quit_chance,
            # Given up before the end: as many visits as were seen were all there would ever be.
            "gave_up": gave_up & (seen.sum(axis=1) == (steps >= 0).sum(axis=1)),
            "cards_filled": full.reindex(ids, fill_value=0).to_numpy(),
        }
    )
    index = pd.RangeIndex(1, len(arms) + 1, name="arm")
    days = [
        expected_interval_days(
            np.arange(g + 1, s) / s,
            gradient=gradient,
            first_interval_days=first_interval_days,
            head_start=head_start,
            given=g,
        ).sum()
        for s, g in arms
    ]
    shares = [finish_share(base + head_start_quit * (g > 0), s - g, slow_quit) for s, g in arms]
    return visits, StampCardTruth(
        **sizes,
        never_finish=never_finish,
        quit_chance=float(expit(base)),
        finish_share=pd.Series(shares, index=index, name="finish_share"),
        card_days=pd.Series(days, index=index, name="card_days"),
        customers=customers,
    )


def _arms(slots: int | Sequence[int], given: int | Sequence[int]) -> list[tuple[int, int]]:
    many = [list(each) if isinstance(each, Sequence) else [each] for each in (slots, given)]
    longest = max(map(len, many))
    for name, each in zip(("slots", "given"), many, strict=True):
        if len(each) not in (1, longest):
            raise InputError(
                _("`{name}` has {n} entries for {arms} arms; give one, or one an arm.").format(
                    name=name, n=len(each), arms=longest
                )
            )
    pairs = list(zip(*(each * (longest // len(each)) for each in many), strict=True))
    for s, g in pairs:
        refuse_unless_whole(s, "slots")
        refuse_unless(
            g == 0 or (isinstance(g, (int, np.integer)) and 0 < g < s),
            "given",
            g,
            _("a whole number from 0 to below the slots ({slots})").format(slots=s),
        )
    return [(int(s), int(g)) for s, g in pairs]


def _refuse_senseless(sizes: dict[str, float]) -> None:
    for name, value in sizes.items():
        refuse_unless(bool(np.isfinite(value)), name, value, _("a number"))
        if name in ("first_interval_days", "study_days"):
            refuse_unless(value > 0, name, value, _("a number of days above 0"))
        if name in ("spread", "noise", "enrol_days"):
            refuse_unless(value >= 0, name, value, _("0 or more"))

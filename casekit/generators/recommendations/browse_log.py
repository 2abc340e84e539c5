"""Make visits to a shop: two lots decide whether a list is shown, and of what it is made."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID, DATE
from casekit.frames.door import as_day
from casekit.frames.recommendations import (
    BEST_SELLERS,
    BOUGHT,
    CLICKED,
    EXPOSED,
    LIST_KIND,
    MINUTES,
    MONTHS_AS_CUSTOMER,
    NO_LIST,
    OWN_PROFILE,
    SESSION_ID,
    VIA,
)
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.recommendations.people import ACTIVITY, HISTORY, people_of
from casekit.generators.recommendations.truth import BrowseTruth, learnt
from casekit.words import _

__all__ = ["make_browse_log"]

_MOST_VISITS = 50_000_000


def make_browse_log(
    n_customers: int | None = None,
    *,
    seed: int,
    customers: pd.DataFrame | None = None,
    visits_per_month: float = 4.0,
    days: int = 90,
    start: str = "2025-01-01",
    need_share: float = 0.20,
    click_if_need: float = 0.85,
    impulse: float = 0.07,
    idle_click: float = 0.0,
    exposed_share: float = 0.5,
    profile_share: float = 0.5,
    profile_gain: float = 0.15,
    impulse_gain: float = 0.04,
    months_to_learn: float = 8.0,
    search_minutes: float = 8.0,
    click_minutes: float = 1.0,
    browse_minutes: float = 3.0,
    need_amount: float = 30.0,
    impulse_amount: float = 20.0,
) -> tuple[pd.DataFrame, BrowseTruth]:
    """Make a log of visits in which lists of recommendations are shown by lot.

    In each visit the customer needs something or does not. A need is met in any case: through the
    list when the right thing stands on it, through the search otherwise. Without a need the
    customer buys only on impulse, and only what the list shows. So every purchase on impulse is
    caused by the list, and no purchase that was needed is, whether it came through a click or not.

    Parameters
    ----------
    n_customers : int, optional
        Number of customers; left out when ``customers`` are given.
    seed : int
        Same seed, same data.
    customers : pandas.DataFrame, optional
        Customers of another table: ``customer_id`` (no id twice), ``months_of_history`` (whole
        months on the first day) and, where some visit more, ``activity`` (a weight, 0 or more;
        only its proportions matter). Without it: histories from 0 to 59 months, most of them
        short, and activities from 0.25 to 2.5 times the mean.
    visits_per_month : float
        Visits of the mean customer, in a month of 365/12 days.
    days : int
        Length of the log.
    start : str
        First day.
    need_share : float
        Share of visits with a need.
    click_if_need : float
        Chance that a need is met through the list, mean over the visits with a list.
    impulse : float
        Chance of a purchase on impulse in a visit with a list and without a need, mean.
    idle_click : float
        Chance of a click without a purchase in a visit with a list in which neither a need nor an
        impulse is met.
    exposed_share : float
        First lot: share of visits in which a list is shown; by visit, not by customer.
    profile_share : float
        Second lot: share of the lists that are made of the customer's own profile; the others
        show best-sellers.
    profile_gain, impulse_gain : float
        What an own profile adds to the chance that a need is met through the list, and to the
        chance of an impulse, after a long history. After k months it is the gain times
        ``1 - exp(-k / months_to_learn)``.
    months_to_learn : float
        k0, months.
    search_minutes, click_minutes, browse_minutes : float
        Mean minutes of a visit: a need that search meets, a need that the list meets, no need.
        Met to a tenth of a minute; each visit takes from half to one and a half times its mean.
    need_amount, impulse_amount : float
        Mean $ of a purchase, met to the cent; each costs from half to one and a half times that.

    Returns
    -------
    log : pandas.DataFrame
        A row a visit, by date: ``session_id``; ``customer_id``; ``date``; ``months_as_customer``;
        ``exposed``; ``list_kind`` ("own profile", "best-sellers", "none"); ``clicked``;
        ``bought``; ``via`` ("recommendation", "search", "none"); ``amount`` ($, 0 without a
        purchase); ``minutes``.
    truth : BrowseTruth

    Raises
    ------
    InputError
        If a size, a parameter or a table of customers makes no sense.

    Notes
    -----
    All parameters are invented, except that the defaults give the shares of the course's notes:
    88% of purchases attributed, 22% caused, 75% of clicks anyway. ``click_if_need`` and
    ``impulse`` are means, so these shares hold for any customers; how good a list of best-sellers
    is follows from them, and stands in the truth. A purchase caused today takes none away from a
    later visit, and a list never drives a purchase away: a lot by visit would not see either.

    Examples
    --------
    >>> log, truth = make_browse_log(1_000, seed=1)
    >>> [round(share, 2) for share in
    ...     (truth.attributed_share, truth.causal_share, truth.anyway_share)]
    [0.88, 0.22, 0.75]
    >>> log.shape
    (11836, 11)
    """
    rng = np.random.default_rng(seed)
    chances = {
        "need_share": need_share,
        "click_if_need": click_if_need,
        "impulse": impulse,
        "idle_click": idle_click,
        "exposed_share": exposed_share,
        "profile_share": profile_share,
        "profile_gain": profile_gain,
        "impulse_gain": impulse_gain,
    }
    for name, value in chances.items():
        refuse_unless(0 <= value <= 1, name, value, _("a share from 0 to 1"))
    means = {
        "visits_per_month": visits_per_month,
        "months_to_learn": months_to_learn,
        "search_minutes": search_minutes,
        "click_minutes": click_minutes,
        "browse_minutes": browse_minutes,
        "need_amount": need_amount,
        "impulse_amount": impulse_amount,
    }
    for name, value in means.items():
        refuse_unless(np.isfinite(value) and value > 0, name, value, _("a number above 0"))
    # Visits take whole tenths of a minute, and prices are whole cents.
    for ending, steps in (("_minutes", 10), ("_amount", 100)):
        means |= {
            name: _steps(value, steps) / steps
            for name, value in means.items()
            if name.endswith(ending)
        }
    refuse_unless_whole(days, "days")
    first_day = as_day(start, "start")
    people = people_of(n_customers, customers, rng)

    n = round(len(people) * visits_per_month * days * 12 / 365)
    fine = 1 <= n <= _MOST_VISITS
    expected = _("such that there is at least one visit in all, and at most 50 million")
    refuse_unless(fine, "visits_per_month", visits_per_month, expected)
    upto = np.cumsum(people[ACTIVITY].to_numpy(dtype=float))
    who = np.searchsorted(upto, rng.random(n) * upto[-1], side="right")
    who = np.minimum(who, int(np.flatnonzero(people[ACTIVITY].to_numpy() > 0)[-1]))
    day = np.sort(rng.integers(0, days, n))
    months = people[HISTORY].to_numpy()[who] + day * 12 // 365
    share = learnt(months, months_to_learn)

    met_best = _level("click_if_need", click_if_need, "profile_gain", profile_gain,
                      profile_share, share)  # fmt: skip
    tempt_best = _level("impulse", impulse, "impulse_gain", impulse_gain, profile_share, share)
    needs = rng.random(n) < need_share
    meeting, mood, idle = rng.random(n), rng.random(n), rng.random(n)
    met = meeting < met_best, meeting < met_best + profile_gain * share
    tempted = mood < tempt_best, mood < tempt_best + impulse_gain * share
    exposed = rng.random(n) < exposed_share
    own = rng.random(n) < profile_share
    best, profile = (np.where(needs, m, t) for m, t in zip(met, tempted, strict=True))
    through = np.where(own, profile, best)  # were a list shown

    # From half to one and a half times the mean: a tenth of a minute and a cent are whole steps.
    pace, dear = rng.random(n), rng.random(n)
    searching, clicking, browsing = (
        _around(mean, pace, 10) for mean in (search_minutes, click_minutes, browse_minutes)
    )
    minutes_without = np.where(needs, searching, browsing)
    minutes = [np.where(needs & clicks, clicking, minutes_without) for clicks in (profile, best)]
    spend = np.where(needs, _around(need_amount, dear, 100), _around(impulse_amount, dear, 100))

    via_list = exposed & through
    bought = needs | via_list
    session_id = np.arange(1, n + 1)
    log = pd.DataFrame(
        {
            SESSION_ID: session_id,
            CUSTOMER_ID: people[CUSTOMER_ID].to_numpy()[who],
            DATE: pd.to_datetime(first_day + day, unit="D"),
            MONTHS_AS_CUSTOMER: months,
            EXPOSED: exposed,
            LIST_KIND: np.where(exposed, np.where(own, OWN_PROFILE, BEST_SELLERS), NO_LIST),
            CLICKED: via_list | (exposed & ~through & ~needs & (idle < idle_click)),
            BOUGHT: bought,
            VIA: np.where(via_list, "recommendation", np.where(bought, "search", "none")),
            AMOUNT: np.where(bought, spend, 0) / 100,
            MINUTES: np.where(exposed, np.where(own, *minutes), minutes_without) / 10,
        }
    )
    sessions = pd.DataFrame(
        {
            SESSION_ID: session_id,
            "needs": needs,
            "bought_if_not_shown": needs,
            "bought_if_shown": needs | through,
            "click_with_profile": profile,
            "click_with_best_sellers": best,
            "minutes_with_profile": minutes[0] / 10,
            "minutes_with_best_sellers": minutes[1] / 10,
        }
    )
    people[ACTIVITY] /= people[ACTIVITY].mean()
    truth = BrowseTruth(
        **chances,
        **means,
        click_if_need_best_sellers=met_best,
        impulse_best_sellers=tempt_best,
        seed=seed,
        customers=people,
        sessions=sessions,
    )
    return log, truth


def _level(
    name: str, mean: float, gain_name: str, gain: float, own: float, share: NDArray[np.float64]
) -> float:
    """Give the chance with best-sellers, such that the mean over both lists is as asked."""
    level = mean - own * gain * float(share.mean())
    if level < 0 or level + gain > 1:
        raise InputError(
            _(
                "With `{name}`={mean} and `{gain_name}`={gain} the chance would be {low:.2f} with "
                "best-sellers and {high:.2f} with a long history; choose a smaller gain."
            ).format(
                name=name, mean=mean, gain_name=gain_name, gain=gain, low=level, high=level + gain
            )
        )
    return level


def _steps(mean: float, steps: int) -> int:
    return max(round(mean * steps), 1)


def _around(mean: float, draw: NDArray[np.float64], steps: int) -> NDArray[np.int64]:
    """Give whole steps from half to one and a half times a mean, each as likely."""
    middle = _steps(mean, steps)
    reach = middle // 2
    return (middle - reach + np.floor(draw * (2 * reach + 1))).astype(np.int64)

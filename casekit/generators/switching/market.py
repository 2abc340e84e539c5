"""One market in which four forms of lock-in act together, each with a known strength."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.choices import FORMS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.switching.barriers import Barriers, PerFirm, refuse_unless_per_firm
from casekit.generators.switching.counterfactuals import forms_in, retention_of
from casekit.generators.switching.entry import (
    graph_of,
    groups_of,
    refuse_impossible,
    refuse_unless_count,
    tastes_of,
)
from casekit.generators.switching.prices import price_paths
from casekit.generators.switching.shocks import Shock
from casekit.generators.switching.simulation import simulate
from casekit.generators.switching.tables import events_of, panel_of
from casekit.generators.switching.truth import SwitchingTruth
from casekit.generators.switching.world import World, names_of
from casekit.words import _

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["make_switching_market"]


def make_switching_market(
    n_customers: int,
    *,
    seed: int,
    months: int = 24,
    firms: int | Sequence[str] = 3,
    point_value: PerFirm = 0.80,
    reward_points: int | None = 10,
    purchases_vary: bool = True,
    technical_cost: PerFirm = 10.0,
    months_to_learn: float = 6.0,
    exit_fee: PerFirm = 20.0,
    term_months: int | None = 12,
    auto_renewal: bool = True,
    friends_value: PerFirm = 15.0,
    friends: int | nx.Graph[Any] | None = 6,
    rewiring: float = 0.1,
    isolated: Literal["refuse", "keep"] = "refuse",
    without: Collection[str] = (),
    taste_sd: float = 0.8,
    quality: PerFirm = 0.0,
    price_sensitivity: float = 0.1,
    base_price: PerFirm = 30.0,
    price_sd: float = 5.0,
    prices: pd.DataFrame | NDArray[np.float64] | None = None,
    attention: float = 1.0,
    looks_ahead_months: float = 1.0,
    shocks: Sequence[Shock] = (),
    burn_in_months: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame, SwitchingTruth]:
    """Make a market in which points, learning, contracts and friends hold customers.

    Each month every customer chooses the firm of highest utility: its quality, the customer's
    taste for it, less price, plus the pull of friends who are there, plus luck. The firm that
    the customer is with has the barrier of leaving it in addition.

    Parameters
    ----------
    n_customers : int
        Customers; all enter the market in the same month.
    seed : int
        Same seed, same data.
    months : int
        Months observed.
    firms : int or sequence of str
        Number of firms, or their names; two at least.
    point_value : float or sequence of float
        Economic: money that a point held is worth, forfeited on leaving (v). Here and below, a
        sequence gives each firm its own value.
    reward_points : int or None
        Points at which a reward is taken, and paid with these points; None: no points.
    purchases_vary : bool
        Whether a customer makes 0, 1 or 2 purchases a month (chances 1/4, 1/2, 1/4), a point
        each; otherwise one. If they vary, points and tenure are two clocks, not one.
    technical_cost : float or sequence of float
        Technical: money that learning, data and integration are worth after a long stay (tau).
    months_to_learn : float
        Months of tenure after which 63% of that is reached (theta).
    exit_fee : float or sequence of float
        Contractual: money to pay for leaving at the start of a term; it falls evenly to 0.
    term_months : int or None
        Length of a contract, at most ``months`` (and the burn-in); None: no contracts.
    auto_renewal : bool
        Whether staying at the end of a term starts another.
    friends_value : float or sequence of float
        Community: money that having all one's friends at a firm is worth a month (kappa).
    friends : int, networkx.Graph or None
        Friends of each customer in a small world drawn here (even); or a graph of your own, a
        node a customer; None: nobody has friends here.
    rewiring : float
        Chance that a friendship of the small world leads far away.
    isolated : {"refuse", "keep"}
        Whether a graph may have customers without friends; they are then neither held nor pulled.
    without : collection of str
        Forms whose barrier is worth nothing here; their states are still counted.
    taste_sd : float
        Standard deviation of a customer's lasting taste for a firm (utility).
    quality : float or sequence of float
        Utility that all customers see in a firm.
    price_sensitivity : float
        Utility of a unit of money (b).
    base_price : float or sequence of float
        Mean price, money a month.
    price_sd : float
        Standard deviation of prices from month to month, independent by firm (money).
    prices : pandas.DataFrame or ndarray, optional
        Prices instead: a row a month, a column a firm.
    attention : float
        Chance that a customer considers leaving in a month; an inattentive one stays.
    looks_ahead_months : float
        For how many months customers take today's differences in price, quality, taste and
        friends to last; 1 is myopic. Points, learning and the fee are lost once, so beside a
        monthly price they weigh that many times less.
    shocks : sequence
        :class:`RivalOffer`, :class:`NumberPortability`, :class:`Compatibility`,
        :class:`FriendGroupLeaves`.
    burn_in_months : int
        Months before the panel starts. If any, the panel starts in mid-life: its first rows have
        a ``previous_firm``, with the tenure, points and contract that customers then have.

    Returns
    -------
    panel : pandas.DataFrame
        A row a customer and month: ``customer_id``, ``month``, ``firm``, ``previous_firm``; the
        state at the previous firm when choosing (``points``, ``tenure_months``, ``months_left``,
        ``term_months``; 0 at the first choice); ``price_F`` (money a month) and ``friends_F``
        (share of friends with F last month) for every firm F.
    events : pandas.DataFrame
        ``customer_id`` (missing for events of the market), ``month``, ``event``, ``firm``.
    truth : SwitchingTruth
        What the panel does not show; also answers "what if a barrier were removed".

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    Utilities are sums of whole grid steps of a millionth, so a choice is the same on every
    machine. Only the rare tail draws of the normal tastes and prices pass through the system's
    logarithm; they too are rounded to the grid, or to cents, before anything is compared.

    The default values are those of the course's own verified experiment, not of a real market.

    Examples
    --------
    >>> panel, events, truth = make_switching_market(500, seed=1)
    >>> len(panel), list(panel.columns[:4])
    (12000, ['customer_id', 'month', 'firm', 'previous_firm'])
    >>> truth.barriers["form"].tolist()
    ['economic', 'technical', 'contractual', 'community']
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(months, "months")
    refuse_unless_count(seed, "seed")
    refuse_unless_count(burn_in_months, "burn_in_months")
    names = names_of(firms)
    barriers = Barriers(
        point_value,
        reward_points,
        purchases_vary,
        technical_cost,
        months_to_learn,
        exit_fee,
        term_months,
        auto_renewal,
        friends_value,
    ).without(forms_in(without))
    barriers.refuse_nonsense(len(names), burn_in_months + months)
    refuse_unless_per_firm(quality, "quality", len(names))
    refuse_unless(taste_sd >= 0, "taste_sd", taste_sd, _("a number, 0 or more"))
    above = _("a number above 0")
    refuse_unless(price_sensitivity > 0, "price_sensitivity", price_sensitivity, above)
    refuse_unless(0 < attention <= 1, "attention", attention, _("above 0 and at most 1"))
    expected = _("1 or more, and finite")
    fine = 1 <= looks_ahead_months < np.inf
    refuse_unless(fine, "looks_ahead_months", looks_ahead_months, expected)
    paths = price_paths(seed, names, months, burn_in_months, base_price, price_sd, prices)
    graph = graph_of(seed, n_customers, friends, rewiring, isolated)
    refuse_impossible(shocks, names, months, paths, graph)
    world = World(
        seed=seed,
        firms=names,
        n_customers=n_customers,
        months=months,
        burn_in_months=burn_in_months,
        prices=paths,
        quality=np.broadcast_to(np.asarray(quality, dtype=float), len(names)),
        tastes=tastes_of(seed, len(names), n_customers, taste_sd),
        price_sensitivity=price_sensitivity,
        looks_ahead_months=looks_ahead_months,
        attention=attention,
        barriers=barriers,
        friendships=graph,
        shocks=tuple(shocks),
        groups=groups_of(seed, n_customers, shocks, graph),
    )
    world.refuse_overflow()
    run = simulate(world, keep=True)
    assert run.record is not None
    could_leave = int(run.could_leave.sum())
    means = run.barriers / could_leave if could_leave else np.full(len(FORMS), np.nan)
    table = pd.DataFrame({"form": FORMS, "money": means})
    truth = SwitchingTruth(world, taste_sd, retention_of(run), table)
    return panel_of(world, run.record), events_of(world, run.record), truth

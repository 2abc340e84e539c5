"""What Meridian's board decides on: the way out of Plus, longer trials, the budget of the lists."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from casekit.cases.prime.path_truth import path_truth
from casekit.cases.prime.settings import MONTHS
from casekit.cases.prime.tables import PATHS
from casekit.cases.prime.truth import PrimeTruth
from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.metrics.recommendations import attributed_share, causal_share
from casekit.words import _

__all__ = ["list_budget", "plus_under", "trial_money", "ways_out"]


def plus_under(
    truth: PrimeTruth,
    *,
    four_pages: bool,
    message: bool = False,
    pages_finished: float | None = None,
) -> PrimeTruth:
    """Let the same members live under one way out for all.

    Parameters
    ----------
    truth : PrimeTruth
        From `prime_world`.
    four_pages : bool
        Whether everybody meets four pages; one click otherwise.
    message : bool
        Whether a message before each payment makes everybody think of the membership.
    pages_finished : float, optional
        Chance that an attempt gets through the four pages; the world's by default.

    Returns
    -------
    PrimeTruth
        The same members, wishes and luck.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1, households=100)
    >>> bool(plus_under(truth, four_pages=True).actual.left.sum() <= truth.actual.left.sum())
    True
    """
    own, joined = truth.settings, truth.memberships
    changes: dict[str, float] = {}
    if message:
        changes |= {"attention": 1.0, "attention_at_renewal": 1.0}
    if pages_finished is not None:
        changes["pages_finished"] = pages_finished
    settings = replace(own, **changes)  # type: ignore[arg-type]
    _table, base = joined.base.counterfactual(
        attention=settings.attention, flow_completion=settings.pages_finished
    )
    path = joined.four_pages.copy()
    path[:] = four_pages
    return replace(
        truth,
        settings=settings,
        memberships=replace(joined, settings=settings, four_pages=path, base=base),
    )


def ways_out(truth: PrimeTruth, *, horizon: int = MONTHS) -> pd.DataFrame:
    """Set three ways out of Plus beside each other: the firm's money and the members'.

    Parameters
    ----------
    truth : PrimeTruth
        From `prime_world`.
    horizon : int
        Months from the launch: a multiple of 3, up to 36.

    Returns
    -------
    pandas.DataFrame
        A row a rule (``four pages``, ``one click``, ``one click and a message``), $ a member over
        the horizon: ``fees``; ``left`` (fees and margin on orders less the cost of benefits);
        ``against today`` (``left`` less that of four pages); ``after an attempt`` (fees of months
        after a first attempt to leave); ``unwanted`` (fees of months begun with the wish to be
        gone).

    Raises
    ------
    InputError
        For an impossible horizon.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1, households=100)
    >>> ways_out(truth).index.tolist()
    ['four pages', 'one click', 'one click and a message']
    """
    rules = {
        _("four pages"): (True, False),
        _("one click"): (False, False),
        _("one click and a message"): (False, True),
    }
    rows = {}
    for name, (pages, message) in rules.items():
        world = plus_under(truth, four_pages=pages, message=message)
        rows[name] = path_truth(world, horizon=horizon)[PATHS[int(pages)]] / 1000
    table = pd.DataFrame.from_dict(rows, orient="index")
    return pd.DataFrame(
        {
            "fees": table["fees"],
            "left": table["left"],
            "against today": table["left"] - table["left"].iloc[0],
            "after an attempt": table["fees after an attempt"],
            "unwanted": table["unwanted fees"],
        }
    ).rename_axis("rule")


def trial_money(
    gap: pd.DataFrame,
    *,
    fee: float,
    benefit_cost: float,
    margin: float,
    free_months: float,
    months: float = 12.0,
) -> pd.DataFrame:
    """Work out how many more must join before longer free trials pay, by what one believes.

    Parameters
    ----------
    gap : pandas.DataFrame
        From `spending_gap`: ``dollars_a_year`` that membership is said to add, a row a method.
    fee : float
        Mean fee of a member, $ a year.
    benefit_cost : float
        What deliveries and films cost, $ a member and month.
    margin : float
        Margin of a dollar of orders.
    free_months : float
        Months without a fee that are added to the trial.
    months : float
        Months of membership that are counted, on average, each like those of the first year.

    Returns
    -------
    pandas.DataFrame
        $ a member in these months: ``extra margin``, ``fee``, ``benefits``, ``left`` (the first
        two less the third), ``given up`` (fees of the added months), and ``more needed`` (how many
        must join for each 100 who join today, so that the months leave as much as without).

    Raises
    ------
    InputError
        If a number makes no sense, or a member leaves less than is given up.

    Examples
    --------
    >>> gap = pd.DataFrame({"dollars_a_year": [400.0]}, index=["lot"])
    >>> trial_money(gap, fee=144.0, benefit_cost=6.0, margin=0.25, free_months=2.0).round(1)
         extra margin    fee  benefits   left  given up  more needed
    lot         100.0  144.0      72.0  172.0      24.0        116.2
    """
    for name, value in (("fee", fee), ("benefit_cost", benefit_cost), ("margin", margin)):
        refuse_unless(0 <= value < float("inf"), name, value, _("0 or more"))
    refuse_unless(0 <= free_months <= 12, "free_months", free_months, _("0 to 12 months"))
    refuse_unless(0 < months < float("inf"), "months", months, _("a number above 0"))
    years = months / 12
    money = {
        "extra margin": years * margin * gap["dollars_a_year"],
        "fee": years * fee,
        "benefits": months * benefit_cost,
    }
    table = pd.DataFrame(money, index=gap.index)
    table["left"] = table["extra margin"] + table["fee"] - table["benefits"]
    table["given up"] = fee * free_months / 12
    kept = table["left"] - table["given up"]
    if (kept <= 0).any():
        raise InputError(
            _(
                "A member leaves no more than the free months give up, so no number of joiners "
                "is enough."
            )
        )
    table["more needed"] = 100 * table["left"] / kept
    return table


def list_budget(
    log: pd.DataFrame, *, margin: float, budget: float, scale: float, shown_share: float
) -> pd.DataFrame:
    """Set the margin of recommended sales beside the budget, by clicks and by the lot.

    Parameters
    ----------
    log : pandas.DataFrame
        Browse log in which lists were shown by lot.
    margin : float
        Margin of a dollar of sales.
    budget : float
        What the lists cost, $ a year.
    scale : float
        How many dollars of the shop stand behind one dollar of the log.
    shown_share : float
        In which share of the visits a list would be shown, for the last row.

    Returns
    -------
    pandas.DataFrame
        Million $ a year, a row a way of counting (``by clicks, as today``, ``by the lot, as
        today``, ``by the lot, shown more``): ``margin``, ``low``, ``high``, ``budget``, ``left``.

    Raises
    ------
    InputError
        If a number makes no sense, or the log has no visit without a list.

    Notes
    -----
    The last row takes each further list to be worth what those of today are.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _ = make_browse_log(500, seed=1)
    >>> money = list_budget(log, margin=0.25, budget=1e6, scale=100, shown_share=0.9)
    >>> bool(money["margin"].iloc[0] > money["margin"].iloc[1])
    True
    """
    refuse_unless(0 <= margin <= 1, "margin", margin, _("a number from 0 to 1"))
    refuse_unless(0 <= shown_share <= 1, "shown_share", shown_share, _("a share from 0 to 1"))
    refuse_unless(0 <= budget < float("inf"), "budget", budget, _("0 or more ($ a year)"))
    refuse_unless(0 < scale < float("inf"), "scale", scale, _("a number above 0"))
    days = (log["date"].max() - log["date"].min()).days + 1
    shown = log[log["exposed"]]
    million = margin * float(shown["amount"].sum()) * 365 / days * scale / 1e6
    clicks, caused = attributed_share(log, of="money"), causal_share(log, of="money")
    more = shown_share / float(log["exposed"].mean())
    rows = {
        _("by clicks, as today"): (clicks, 1.0),
        _("by the lot, as today"): (caused, 1.0),
        _("by the lot, shown more"): (caused, more),
    }
    table = pd.DataFrame(
        {
            name: {end: million * factor * getattr(found, end) for end in ("share", "low", "high")}
            for name, (found, factor) in rows.items()
        }
    ).T.rename(columns={"share": "margin"})
    table["budget"] = budget / 1e6
    table["left"] = table["margin"] - table["budget"]
    return table

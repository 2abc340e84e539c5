"""One click against four pages: what each path for cancelling leaves of a thousand members."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.fees import refuse_unless_horizon
from casekit.cases.prime.tables import PATHS
from casekit.errors import InputError
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.metrics.programmes import difference_in_means
from casekit.words import _

__all__ = ["PathOutcomes", "cancel_path_outcomes"]

Floats = NDArray[np.float64]
_ADJUSTED = (
    "fees",
    "margin on orders",
    "cost of benefits",
    "fees less benefits",
    "left",
    "months paid",
)


@dataclass(frozen=True, eq=False)
class PathOutcomes:
    """Hold what 1,000 members bring on either path.

    Attributes
    ----------
    table : pandas.DataFrame
        A row an outcome, per 1,000 members over the horizon: ``one click``, ``four pages``,
        ``difference`` (four pages less one click), ``low`` and ``high`` (95% interval of the
        difference, from the lot). Money is in $.
    horizon : int
        Months from the launch.
    members : int
        Members behind it.
    """

    table: pd.DataFrame = field(repr=False)
    horizon: int
    members: int

    @property
    def gain(self) -> float:
        """Give what four pages leave beyond one click, $ per 1,000 members, nothing refunded."""
        return self._cell("left", "difference")

    @property
    def break_even_refund(self) -> float:
        """Give the share of the fees paid after an attempt whose refund eats the gain.

        Above 1: even paying all of it back leaves a gain. Negative: there is no gain to eat.
        Missing: nobody paid after an attempt.
        """
        paid = self._cell("fees after an attempt", PATHS[1])
        return self.gain / paid if paid else float("nan")

    @property
    def break_even_fine(self) -> float:
        """Give the fine, $ per 1,000 members, beyond which four pages do not pay.

        After the fees that were paid following an attempt have been given back: 0 where the
        refund alone eats the gain.
        """
        return max(self._cell("left after refund", "difference"), 0.0)

    @property
    def break_even_returns(self) -> float:
        """Give how many more of 1,000 members would have to come back after one click.

        Each counted with what a member who came back has left here until the horizon. Missing
        where nobody came back, or who came back left nothing.
        """
        came = sum(self._cell("came back", path) for path in PATHS)
        brought = sum(self._cell("left by those back", path) for path in PATHS)
        return self.gain * came / brought if came and brought > 0 else float("nan")

    def _cell(self, outcome: str, column: str) -> float:
        return float(self.table[column].to_numpy()[list(self.table.index).index(outcome)])


def cancel_path_outcomes(
    data: Tables, *, horizon: int = 36, margin: float = 0.25, benefit_cost: float = 6.0
) -> PathOutcomes:
    """Compare the two paths for cancelling, which members met by lot.

    Parameters
    ----------
    data : Tables
        From `prime_world`.
    horizon : int
        Months from the launch: a multiple of 3, up to 36.
    margin : float
        Margin of a dollar of orders.
    benefit_cost : float
        What deliveries and films cost Meridian, $ a member and month.

    Returns
    -------
    PathOutcomes
        Its table has, per 1,000 members: ``fees`` (charged, refunds not taken off), ``margin on
        orders``, ``cost of benefits``, ``fees less benefits``, ``left`` (fees and margin less
        the cost), ``fees after an attempt`` (months paid after a first attempt to cancel, at the
        price a month: what a full refund would cost), ``left after refund``, ``months paid``,
        ``months after an attempt``, ``attempts``, ``cancelled``, ``came back``, ``left by those
        back`` (their fees less benefits). Money (but that after an attempt) and months paid are
        adjusted for the plan and for what each member spent in the year before, so what the lot
        happened to deal unevenly does not blur the difference.

    Raises
    ------
    InputError
        For an impossible horizon or parameter, or fewer than two members on a path.

    Notes
    -----
    A path is judged here by what its members bring, not by whether it is lawful or fair. An
    attempt that did not end in a cancellation shows a wish to leave; a wish without an attempt
    leaves no trace in these tables (`path_truth` counts both).

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> data, truth = prime_world(2_000, seed=1)
    >>> found = cancel_path_outcomes(data, horizon=12)
    >>> list(found.table.columns)
    ['one click', 'four pages', 'difference', 'low', 'high']
    """
    refuse_unless_path_parameters(horizon, margin, benefit_cost)
    plans = data["plans"]
    pages = (plans["path"] == PATHS[1]).to_numpy()
    if min(int(pages.sum()), int((~pages).sum())) < 2:
        raise InputError(_("Each path needs two members; make more customers."))
    rows = _by_member(data, horizon, margin, benefit_cost)
    adjusted = _adjust(data, pages, {name: rows[name] for name in _ADJUSTED})
    adjusted["left after refund"] = adjusted["left"] - rows["fees after an attempt"]
    out = {}
    for name, values in (rows | adjusted).items():
        found = difference_in_means(
            pd.DataFrame({"value": values, "pages": pages}), "value", "pages"
        )
        one = float(values[~pages].mean())
        both = (one, one + found.difference, found.difference, found.low, found.high)
        out[name] = [1000 * money for money in both]
    columns = [*PATHS, "difference", "low", "high"]
    table = pd.DataFrame.from_dict(out, orient="index", columns=columns)
    return PathOutcomes(table.rename_axis("outcome"), horizon, len(plans))


def refuse_unless_path_parameters(horizon: int, margin: float, benefit_cost: float) -> None:
    """Refuse a horizon inside a quarter, and money that makes no sense."""
    refuse_unless_horizon(horizon)
    refuse_unless(horizon % 3 == 0, "horizon", horizon, _("a multiple of 3 months"))
    refuse_unless(0 <= margin <= 1, "margin", margin, _("a number from 0 to 1"))
    fine = 0 <= benefit_cost < np.inf
    refuse_unless(fine, "benefit_cost", benefit_cost, _("0 or more ($ a month)"))


def _by_member(data: Tables, horizon: int, margin: float, cost: float) -> dict[str, Floats]:
    """Give each outcome, a number a member, in the order of the plans."""
    plans = data["plans"].set_index("customer_id")
    who = plans.index

    def of(series: pd.Series) -> Floats:
        return series.reindex(who).fillna(0).to_numpy(dtype=np.float64)

    renewals = data["renewals"]
    renewals = renewals[renewals["month"] <= horizon]
    orders = data["orders"]
    orders = orders[(orders["quarter"] >= 0) & (orders["quarter"] < horizon // 3)]
    tries = data["cancellations"].set_index("customer_id")
    back = data["rejoins"].set_index("customer_id")
    first_months = plans["months_observed"].clip(upper=horizon)
    begun = tries["begun_month"].reindex(who)
    after = (first_months - begun).clip(lower=0).fillna(0).to_numpy(dtype=np.float64)
    again = (back["last_month"].clip(upper=horizon) - back["rejoined_month"] + 1).clip(lower=0)
    months = first_months.to_numpy(dtype=np.float64) + of(again)
    fees = of(renewals.groupby("customer_id")["amount"].sum())
    bought = of(orders.groupby("customer_id")["amount"].sum())
    rate = np.where(plans["plan"] == "annual", plans["price"] / 12, plans["price"])
    second = renewals[renewals["membership"] == "second"]
    left = fees + margin * bought - cost * months
    refund = rate * after
    return {
        "fees": fees,
        "margin on orders": margin * bought,
        "cost of benefits": cost * months,
        "fees less benefits": fees - cost * months,
        "left": left,
        "fees after an attempt": refund,
        "left after refund": left - refund,
        "months paid": months,
        "months after an attempt": after,
        "attempts": (begun <= horizon).fillna(False).to_numpy(dtype=np.float64),
        "cancelled": (plans["left"] & (plans["months_observed"] <= horizon)).to_numpy(dtype=float),
        "came back": of((back["rejoined_month"] <= horizon).astype(float)),
        "left by those back": of(second.groupby("customer_id")["amount"].sum()) - cost * of(again),
    }


def _adjust(data: Tables, pages: NDArray[np.bool_], rows: dict[str, Floats]) -> dict[str, Floats]:
    """Take out of each outcome what goes with the plan and the spending of the year before.

    The slopes are those within the paths, so what differs between the paths stays.
    """
    plans = data["plans"]
    before = data["customers"].set_index("customer_id")["spend_year_before"]
    annual = (plans["plan"] == "annual").to_numpy(dtype=np.float64)
    known = np.column_stack([annual, before.reindex(plans["customer_id"]).to_numpy()])
    within = known - np.where(pages[:, None], known[pages].mean(axis=0), known[~pages].mean(axis=0))
    slopes = np.linalg.lstsq(within, np.column_stack(list(rows.values())), rcond=None)[0]
    fitted = (known - known.mean(axis=0)) @ slopes
    return {name: values - fitted[:, at] for at, (name, values) in enumerate(rows.items())}

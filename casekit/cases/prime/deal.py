"""The lot of the two paths, dealt again: what other luck would have said of the same members."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.cases.prime.path import refuse_unless_path_parameters
from casekit.cases.prime.path_truth import charged_fees
from casekit.cases.prime.settings import MONTHS
from casekit.cases.prime.spending import QUARTERS
from casekit.cases.prime.tables import PATHS
from casekit.cases.prime.truth import PrimeTruth
from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless_whole
from casekit.words import _

__all__ = ["Deals", "deal_again"]

Floats = NDArray[np.float64]
_TEN = 10


@dataclass(frozen=True)
class Deals:
    """Hold what the lot would have said of the same members, had it been dealt otherwise.

    Attributes
    ----------
    low, high : float
        Between them lie 95% of the answers: what four pages leave beyond one click, $ a member.
    mean : float
        Mean of the answers.
    truth : float
        What four pages do leave beyond one click, $ a member.
    seen : float
        Share of the deals whose own 95% interval does not hold 0.
    deals : int
        How many times the lot was dealt.
    """

    low: float
    high: float
    mean: float
    truth: float
    seen: float
    deals: int


def deal_again(truth: PrimeTruth, *, deals: int = 1000, horizon: int = MONTHS) -> Deals:
    """Deal the lot of the two paths again, many times, to the same members.

    Each member's life on both paths is known in the envelope, so each new deal only chooses which
    of the two the firm would have seen. Each deal is read as `cancel_path_outcomes` reads the
    tables: adjusted for the plan and for the spending of the year before.

    Parameters
    ----------
    truth : PrimeTruth
        From `prime_world`.
    deals : int
        How many times, 10 or more.
    horizon : int
        Months from the launch: a multiple of 3, up to 36.

    Returns
    -------
    Deals

    Raises
    ------
    InputError
        For an impossible horizon, fewer than ten deals, or fewer than four members.

    Examples
    --------
    >>> from casekit.cases.prime import prime_world
    >>> _, truth = prime_world(400, seed=1, households=100)
    >>> again = deal_again(truth, deals=50)
    >>> again.low < again.truth < again.high
    True
    """
    refuse_unless_whole(deals, "deals")
    own = truth.settings
    refuse_unless_path_parameters(horizon, own.margin, own.benefit_cost)
    n = len(truth.memberships.customer_id)
    if deals < _TEN or n < len(PATHS) ** 2:
        raise InputError(_("Deal ten times or more, to four members or more."))
    one, four = (left_by_member(truth, pages, horizon) for pages in (False, True))
    spent = truth.spent(None)[truth.memberships.customer_id - 1][:, QUARTERS < 0].sum(axis=1)
    known = np.column_stack([truth.memberships.annual, spent / 100]).astype(np.float64)
    rng = np.random.default_rng([own.seed, 29])
    answers = np.empty((deals, 2))
    for deal in range(deals):
        pages = np.zeros(n, dtype=bool)
        pages[rng.permutation(n)[: n // 2]] = True
        answers[deal] = adjusted_difference(np.where(pages, four, one), known, pages)
    middle, error = answers.T
    low, high = np.percentile(middle, [2.5, 97.5])
    seen = float((np.abs(middle) > 1.96 * error).mean())
    return Deals(
        float(low), float(high), float(middle.mean()), float((four - one).mean()), seen, deals
    )


def left_by_member(truth: PrimeTruth, pages: bool, horizon: int = MONTHS) -> Floats:
    """Give what each member leaves on one path, $: fees and margin less the cost of benefits."""
    own, joined = truth.settings, truth.memberships
    spells = truth.spells(pages)
    months = (spells.first[:, :horizon].sum(axis=1)) + spells.second[:, :horizon].sum(axis=1)
    quarters = (QUARTERS >= 0) & (horizon // 3 > QUARTERS)
    bought = truth.spent(spells)[joined.customer_id - 1][:, quarters].sum(axis=1)
    fees = charged_fees(truth, spells, horizon)
    return np.asarray((fees + own.margin * bought) / 100 - own.benefit_cost * months)


def adjusted_difference(
    values: Floats, known: Floats, pages: NDArray[np.bool_]
) -> tuple[float, float]:
    """Give the difference between the paths, adjusted for what is known, and its error."""
    both = np.column_stack([known, values])
    means = [both[~pages].mean(axis=0), both[pages].mean(axis=0)]
    within = both - np.where(pages[:, None], means[1], means[0])
    squares = within.T @ within
    slopes = np.linalg.lstsq(squares[:-1, :-1], squares[:-1, -1], rcond=None)[0]
    apart = means[1] - means[0]
    rest = within[:, -1] - within[:, :-1] @ slopes
    error = sum(
        float((rest[part] ** 2).sum()) / (int(part.sum()) - 1) / int(part.sum())
        for part in (pages, ~pages)
    )
    return float(apart[-1] - apart[:-1] @ slopes), float(np.sqrt(error))

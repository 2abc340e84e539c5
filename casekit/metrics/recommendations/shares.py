"""Three shares of recommended sales: attributed by clicks, caused by the list, bought anyway."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID
from casekit.frames.recommendations import BOUGHT, EXPOSED, VIA, read_browse_log
from casekit.metrics.recommendations.visits import error_of, mean_in, reach_of
from casekit.words import _

__all__ = ["ShareEstimate", "anyway_share", "attributed_share", "causal_share"]

Floats = NDArray[np.float64]
Mean = tuple[float, Floats]


@dataclass(frozen=True)
class ShareEstimate:
    """Hold a share that was estimated from a browse log.

    Attributes
    ----------
    share : float
        The estimate, 0 to 1; an estimate of a small share may fall below 0 by chance.
    standard_error : float
        How far such an estimate is off by luck, typically.
    low, high : float
        Ends of the interval.
    visits : int
        Visits it rests on.
    of : str
        Of what it is a share, in words.
    level : float
        Of the interval.
    """

    share: float
    standard_error: float
    low: float
    high: float
    visits: int
    of: str
    level: float = 0.95

    def __float__(self) -> float:
        return self.share

    def __repr__(self) -> str:
        return _(
            "{share:.1%} of {of}, {level:.0%} interval {low:.1%} to {high:.1%} ({n:,} visits)"
        ).format(
            share=self.share,
            of=self.of,
            level=self.level,
            low=self.low,
            high=self.high,
            n=self.visits,
        )


def attributed_share(
    log: Any, *, of: str = "purchases", among: str = "shown", level: float = 0.95
) -> ShareEstimate:
    """Give the share of purchases that came through a click on the list: what a click report says.

    It says which way a purchase took, not what would have happened without the list: who needed
    the thing would have searched for it. It estimates no effect.

    Parameters
    ----------
    log : data frame
        Browse log: ``customer_id``, ``exposed``, ``bought``, ``via`` and, for money, ``amount``.
    of : {"purchases", "money"}
        Share of the number of purchases, or of their $.
    among : {"shown", "all"}
        Of the purchases in visits with a list, or of all purchases: the headline of a shop that
        shows a list in some visits only.
    level : float
        Of the interval.

    Returns
    -------
    ShareEstimate
        Purchases through the list over all purchases.

    Raises
    ------
    InputError
        When a column is missing or senseless, or nothing was bought where a list was shown.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(2_000, seed=1)
    >>> attributed_share(log)
    88.0% of purchases, 95% interval 86.9% to 89.2% (11,886 visits)
    """
    table, worth = _read(log, of, among)
    shown = table[EXPOSED].to_numpy()
    visits = shown if among == "shown" else np.ones(len(table), dtype=bool)
    whole = _bought(visits, worth)
    through = mean_in(visits, worth * _through(table))
    return _ratio(through, whole, table, of, level, int(visits.sum()))


def causal_share(
    log: Any, *, of: str = "purchases", among: str = "shown", level: float = 0.95
) -> ShareEstimate:
    """Give the share of purchases that would not have been made without the list, from the lot.

    It compares all visits in which the lot showed a list with all in which it showed none: one
    less the ratio of their purchases per visit. Clicks play no part, so it does not matter which
    way a purchase took: one that moves from the search to the list is no gain.

    Parameters
    ----------
    log, of, among, level
        As in `attributed_share`.

    Returns
    -------
    ShareEstimate
        Purchases caused over all purchases; with ``among="all"``, at the share of visits that
        shows a list now.

    Raises
    ------
    InputError
        As `attributed_share`; and when the log has no visit without a list.

    Notes
    -----
    The estimand is per visit, and within the visit: purchases that the list moves from a later
    visit to this one count as caused, and a lot by visit cannot tell them. Where the list was not
    shown by lot, the difference holds everything else in which the visits differ.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(2_000, seed=1)
    >>> causal_share(log)
    22.3% of purchases, 95% interval 18.6% to 26.1% (23,671 visits)
    """
    table, worth = _read(log, of, among)
    shown = table[EXPOSED].to_numpy()
    part, whole = _caused(shown, worth), _bought(shown, worth)
    if among == "all":
        everywhere = np.ones(len(table), dtype=bool)
        lists, wobble = mean_in(everywhere, shown.astype(float))
        part = lists * part[0], lists * part[1] + part[0] * wobble
        whole = mean_in(everywhere, worth)
    return _ratio(part, whole, table, of, level, len(table))


def anyway_share(log: Any, *, of: str = "purchases", level: float = 0.95) -> ShareEstimate:
    """Give the share of purchases through the list that would have been made without it.

    One less purchases caused (from the lot) over purchases through the list (from the clicks).

    Parameters
    ----------
    log, of, level
        As in `attributed_share`; all that comes through a list is in visits with a list.

    Returns
    -------
    ShareEstimate
        Of purchases through the list; "anyway" means in the same visit, by another way.

    Raises
    ------
    InputError
        As `causal_share`; and when nothing was bought through the list.

    Notes
    -----
    It takes for granted that what the list causes comes through a click on it, and that no list
    drives a purchase away. If a list also makes people buy through the search, the true share is
    higher.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(2_000, seed=1)
    >>> anyway_share(log)
    74.6% of purchases through the list, 95% interval 70.4% to 78.9% (23,671 visits)
    """
    table, worth = _read(log, of, "shown")
    shown = table[EXPOSED].to_numpy()
    through = mean_in(shown, worth * _through(table)) if shown.any() else (0.0, worth)
    if through[0] == 0:
        raise InputError(_("Nothing was bought through the list, so no share of it is known."))
    # One less the share that is caused: the part is what goes through less what is caused.
    caused = _caused(shown, worth)
    part = through[0] - caused[0], through[1] - caused[1]
    found = _ratio(part, through, table, of, level, len(table))
    words = _("purchases through the list") if of == "purchases" else _("money through the list")
    return replace(found, of=words)


def _read(log: Any, of: str, among: str) -> tuple[pd.DataFrame, Floats]:
    """Check the log, and give what each visit brought: 1 or 0, or $."""
    if of not in ("purchases", "money"):
        raise InputError(_('of="{of}" was given; choose "purchases" or "money".').format(of=of))
    if among not in ("shown", "all"):
        raise InputError(
            _('among="{among}" was given; choose "shown" or "all".').format(among=among)
        )
    table = read_browse_log(log, also=[AMOUNT] if of == "money" else [])
    bought = table[BOUGHT].to_numpy(dtype=float)
    return table, bought * table[AMOUNT].to_numpy() if of == "money" else bought


def _through(table: pd.DataFrame) -> Floats:
    return np.asarray(table[VIA] == "recommendation", dtype=np.float64)


def _bought(visits: NDArray[np.bool_], worth: Floats) -> Mean:
    if not (worth[visits] > 0).any():
        raise InputError(_("Nothing was bought in the visits in which a list was shown."))
    return mean_in(visits, worth)


def _caused(shown: NDArray[np.bool_], worth: Floats) -> Mean:
    """Give what the lot adds to a visit."""
    if shown.all():
        raise InputError(
            _("The list was shown in all visits: without visits that show none, nothing tells "
              "what it caused.")
        )  # fmt: skip
    (high, one), (low, other) = _bought(shown, worth), mean_in(~shown, worth)
    return high - low, one - other


def _ratio(
    part: Mean, whole: Mean, table: pd.DataFrame, of: str, level: float, visits: int
) -> ShareEstimate:
    """Divide two means; the error is linearised (delta method) and clustered by customer."""
    share = part[0] / whole[0]
    error = error_of((part[1] - share * whole[1]) / whole[0], table[CUSTOMER_ID])
    reach = reach_of(level) * error
    words = _("purchases") if of == "purchases" else _("money")
    return ShareEstimate(share, error, share - reach, share + reach, visits, words, level)

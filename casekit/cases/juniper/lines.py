"""Lines of Gold: which leaves most, and how near to it another comes."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from typing import Any

import pandas as pd

from casekit.cases.rewards import tier_thresholds
from casekit.cases.rewards.thresholds import TierTerms
from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["LINES_TRIED", "best_line", "line_reached"]

# Lines of Gold (Stars) among which the best is looked for, first; then in steps around it.
LINES_TRIED = (100, 200, 300, 400, 500, 600, 700, 800, 1_000, 1_200, 1_500)
_STEPS = (-75, -50, -25, 25, 50, 75)


def best_line(guests: pd.DataFrame, terms: TierTerms) -> tuple[float, float]:
    """Look for the line of Gold that leaves most: on a grid, then in steps of 25 around its best.

    Parameters
    ----------
    guests : pandas.DataFrame
        From `casekit.cases.rewards.tier_guests`.
    terms : TierTerms
        What Gold gives, costs and earns.

    Returns
    -------
    tuple of float
        The line, in Stars, and its profit, $ a year.

    Examples
    --------
    >>> from casekit.cases.rewards import TierTerms, rewards_world, tier_guests
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> line, profit = best_line(tier_guests(truth, like_each=2), TierTerms())
    >>> bool(100 <= line <= 1_500)
    True
    """
    return _best_line(guests.to_json(double_precision=15), terms)


@lru_cache(maxsize=8)
def _best_line(guests: str, terms: TierTerms) -> tuple[float, float]:
    table = pd.read_json(StringIO(guests))
    profit = tier_thresholds(table, LINES_TRIED, terms)["profit"]
    middle = float(profit.index[int(profit.to_numpy().argmax())])
    nearby = [middle + step for step in _STEPS if middle + step > 0]
    profit = pd.concat([profit, tier_thresholds(table, nearby, terms)["profit"]])
    return float(profit.index[int(profit.to_numpy().argmax())]), float(profit.max())


def line_reached(guests: pd.DataFrame, terms: TierTerms, line: Any) -> Any:
    """Tell how much of the best profit a line of Gold reaches.

    Parameters
    ----------
    guests : pandas.DataFrame
        From `casekit.cases.rewards.tier_guests`.
    terms : TierTerms
        What Gold gives, costs and earns.
    line : float
        Stars in a year. Three dots stand for a line that is not chosen yet.

    Returns
    -------
    float
        Per cent of the profit of the best line (`best_line`), at most 100; three dots for three
        dots.

    Raises
    ------
    InputError
        When the line is no number above 0, or no line earns anything.

    Examples
    --------
    >>> from casekit.cases.rewards import TierTerms, rewards_world, tier_guests
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> line_reached(tier_guests(truth), TierTerms(), ...)
    Ellipsis
    """
    if line is ...:
        return line
    try:
        stars = float(line)
    except (TypeError, ValueError):
        raise InputError(
            _("{line!r} is no line; write a number of Stars, as in line = 700.").format(line=line)
        ) from None
    own = float(tier_thresholds(guests, (stars,), terms)["profit"].iloc[0])
    _line, best = best_line(guests, terms)
    refuse_unless(best > 0, "terms", terms, _("terms under which some line earns something"))
    return min(100 * own / best, 100.0)

"""Changes of chances that a satisfaction curve foretells: a step of the score, a barrier gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from casekit.errors import InputError
from casekit.models.intervals import two_sided
from casekit.models.loyalty.chances import Chances, difference
from casekit.models.loyalty.logit import odds
from casekit.models.loyalty.satisfaction_people import design_of
from casekit.words import _

if TYPE_CHECKING:
    from casekit.models.loyalty.satisfaction_results import SatisfactionResults

__all__ = ["change", "freed", "known_covariance"]

Floats = NDArray[np.float64]


def freed(results: SatisfactionResults, table: Any, to: Any, alpha: float) -> pd.DataFrame:
    """Predict who would still buy again; see `SatisfactionResults.without_barrier`."""
    levels = results.layout.levels
    reach = two_sided(alpha)
    if to is None and len(levels) == 1:
        raise InputError(
            _(
                "These data know one barrier only, so nothing tells how it would be without it. "
                "Give a level in log-odds, to=..., or fit data with an easier market beside it."
            )
        )
    design, weight, level = _people(results, table)
    parameters = results.params.to_numpy()
    first = 1 + results.layout.top_box
    own = slice(first, first + len(levels))
    moved = design.copy()
    moved[:, own] = 0.0
    offset = 0.0
    if to is None:
        # The lowest level that is known; one at minus infinity is no place to go.
        known = results.levels.to_numpy(dtype=float)
        known = np.where(np.isfinite(known), known, np.inf)
        moved[:, first + int(known.argmin())] = 1.0
    elif to in levels:
        moved[:, first + levels.index(to)] = 1.0
    elif isinstance(to, int | float | np.number) and not isinstance(to, bool):
        offset = float(to)
    else:
        raise InputError(
            _("to={given!r} was given; choose one of {known}, or a level in log-odds.").format(
                given=to, known=", ".join(map(repr, levels))
            )
        )
    now = expit(odds(design, parameters))
    then = expit(odds(moved, parameters) + offset)
    by_now = design * (now * (1 - now))[:, None]
    by_then = moved * (then * (1 - then))[:, None]
    totals, shares = [], []
    for place in range(len(levels)):
        share = weight * (level == place)
        totals.append(round(float(share.sum())))
        shares.append(share / (share.sum() or 1.0))
    mean = np.array(shares)
    before, after = Chances(mean @ now, mean @ by_now), Chances(mean @ then, mean @ by_then)
    found = change(results, before, after, reach)
    found.insert(0, "customers", totals)
    found.insert(1, "now", before.share)
    found.insert(2, "then", after.share)
    found["leave"] = found["customers"] * (found["now"] - found["then"])
    return found


def change(
    results: SatisfactionResults, before: Chances, after: Chances, reach: float
) -> pd.DataFrame:
    """Lay out changes of chances with their intervals, a row a barrier."""
    apart = after.share - before.share
    error, lower, upper = difference(before, after, known_covariance(results), reach)
    # No error where nothing was fitted, or where a chance of exactly 0 or 1 stands for "all".
    known = ((error > 0) | (apart == 0)) & (results.nobs > 0)
    columns = {"change": apart} | {
        name: np.where(known, values, np.nan)
        for name, values in (("std_error", error), ("lower", lower), ("upper", upper))
    }
    return pd.DataFrame(columns, index=results.group_index())


def known_covariance(results: SatisfactionResults) -> Floats:
    """Give the covariance with 0 where a parameter is without end: it moves no chance."""
    return np.nan_to_num(results.covariance.to_numpy(dtype=float))


def _people(results: SatisfactionResults, table: Any) -> tuple[Floats, Floats, Any]:
    """Give the rows of the design, how many customers each stands for, and their levels."""
    if table is None:
        cells = results.cells
        if cells is None:
            raise InputError(
                _("These parameters were given, not fitted: name the respondents, table=...")
            )
        level = cells["level"].to_numpy()
        design = results.layout.rows(cells["score"].to_numpy(), level, cells["shift"].to_numpy())
        return design, cells["customers"].to_numpy(dtype=float), level
    design = design_of(table, results.model, results.layout)
    first = 1 + results.layout.top_box
    level = design[:, first : first + len(results.layout.levels)].argmax(axis=1)
    return design, np.ones(len(design)), level

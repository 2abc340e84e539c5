"""Whether a score goes with growth that was, or with growth that comes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.loyalty.reading import table_of
from casekit.metrics.loyalty.score_interval import z_of
from casekit.words import _

__all__ = ["growth_correlations"]

NEEDED = ("nps", "growth_past", "growth_next")


def growth_correlations(
    firms: pd.DataFrame, *, by: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """Correlate firms' scores with growth before and after the survey.

    Parameters
    ----------
    firms : pandas.DataFrame
        A row a firm: ``nps``, ``growth_past``, ``growth_next`` (as `make_nps_industry` makes
        them).
    by : str, optional
        Column of industries: one pair of rows each.
    level : float
        Confidence level of the intervals (Fisher's).

    Returns
    -------
    pandas.DataFrame
        Index ``growth`` ("past", "next"; with ``by`` a level above): ``correlation``, ``low``,
        ``high``, ``firms``.

    Raises
    ------
    InputError
        When a column is not there, a value is missing, there are fewer than 4 firms, or a column
        does not vary.

    Examples
    --------
    >>> from casekit.generators.loyalty.nps_industry import make_nps_industry
    >>> firms, truth = make_nps_industry(seed=4)
    >>> growth_correlations(firms)["correlation"].round(2).to_dict()
    {'past': 0.86, 'next': 0.11}
    """
    z = z_of(level)
    firms = table_of(firms, [*NEEDED, *([by] if by else [])], _("A row a firm is needed."))
    if by is None:
        return pd.DataFrame(_pair(firms, z)).set_index("growth")
    rows = [{by: name} | row for name, part in firms.groupby(by) for row in _pair(part, z)]
    return pd.DataFrame(rows).set_index([by, "growth"])


def _pair(firms: pd.DataFrame, z: float) -> list[dict[str, object]]:
    values = firms[list(NEEDED)].to_numpy(dtype=float)
    n = len(values)
    if np.isnan(values).any():
        raise InputError(
            _("{n} firms have a value missing.").format(n=int(np.isnan(values).any(axis=1).sum()))
        )
    if n < 4:
        raise InputError(_("{n} firms were given; an interval needs 4.").format(n=n))
    if (np.ptp(values, axis=0) == 0).any():
        raise InputError(_("Scores or growth are the same for all firms: nothing to correlate."))
    table = np.corrcoef(values, rowvar=False)
    rows: list[dict[str, object]] = []
    for name, place in (("past", 1), ("next", 2)):
        found = float(np.clip(table[0, place], -1, 1))
        bent = math.atanh(min(max(found, -1 + 1e-15), 1 - 1e-15))
        reach = z / math.sqrt(n - 3)
        rows.append(
            {
                "growth": name,
                "correlation": found,
                "low": math.tanh(bent - reach),
                "high": math.tanh(bent + reach),
                "firms": n,
            }
        )
    return rows

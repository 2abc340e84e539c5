"""Is a lot a lot? What was true before cannot be caused by what came later."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import t as t_distribution

from casekit.errors import InputError
from casekit.models.experiments.anderson_rubin import ReducedForm
from casekit.models.experiments.columns import names_of, numbers_of, refuse_absent
from casekit.words import _

__all__ = ["balance_check"]


def balance_check(
    table: pd.DataFrame, assigned: str, past: str | Sequence[str], *, level: float = 0.95
) -> pd.DataFrame:
    """Check whether a lot, or an instrument, goes with what customers did before it.

    If it does, those who were pushed were different people from the start, and what they do later
    tells nothing of the push. If it does not, what nobody measured may still differ.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    assigned : str
        Column of the lot (True and False) or of the instrument (numbers).
    past : str or list of str
        Columns of what was true before.
    level : float
        Share of samples whose interval holds the truth.

    Returns
    -------
    pandas.DataFrame
        A row a past column: ``step`` (1 for a lot; one standard deviation of an instrument),
        ``difference`` in the past column that goes with the step, ``lower``, ``upper``, and
        ``p_value`` (robust to unequal variances).

    Raises
    ------
    InputError
        In words, for missing columns or values, or a column that never varies.

    Examples
    --------
    >>> from casekit.generators.programmes import make_card_launch
    >>> fair, _ = make_card_launch(20_000, seed=1)
    >>> bool(balance_check(fair, "distance_km", "share_of_wallet_before")["p_value"].iloc[0] > 0.05)
    True
    >>> unfair, _ = make_card_launch(20_000, seed=1, distance_taste=0.3)
    >>> found = balance_check(unfair, "distance_km", "share_of_wallet_before")
    >>> bool(found["upper"].iloc[0] < 0)
    True
    """
    names = names_of(past)
    refuse_absent(table, [assigned, *names])
    if not 0 < level < 1:
        raise InputError(_("`level` lies between 0 and 1 (0.95: 95%)."))
    z = numbers_of(table, assigned)
    lot = bool(np.isin(z, [0.0, 1.0]).all())
    step = 1.0 if lot else float(z.std())
    if len(z) < 3 or np.ptp(z) == 0:
        raise InputError(_("`{name}` is the same in all rows.").format(name=assigned))
    centred = (z - z.mean())[:, None]
    rows = []
    for name in names:
        y = numbers_of(table, name)
        y = y - y.mean()
        fit = ReducedForm.of(y, y, centred, None, len(y) - 2, len(y) - 2, "robust")
        difference, error = fit.outcome[0] * step, np.sqrt(fit.covariance[0, 0]) * step
        reach = t_distribution.ppf((1 + level) / 2, fit.degrees) * error
        p_value = 2 * t_distribution.sf(abs(difference) / error, fit.degrees) if error > 0 else 1.0
        rows.append(
            {
                "step": step,
                "difference": difference,
                "lower": difference - reach,
                "upper": difference + reach,
                "p_value": p_value,
            }
        )
    return pd.DataFrame(rows, index=pd.Index(names, name="past"))

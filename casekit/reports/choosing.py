"""Choose among three models of silent customers: the one that fits what was seen best."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning
from casekit.metrics.purchases import distinct_histories
from casekit.models.purchases import BGNBD, MBGNBD, ParetoNBD

__all__ = ["Chosen", "choose"]

_MODELS: dict[str, Any] = {"BG/NBD": BGNBD, "MBG/NBD": MBGNBD, "Pareto/NBD": ParetoNBD}
# Of a base with more distinct histories, so many customers, evenly chosen, are compared.
_AT_ONCE = 20_000


@dataclass(frozen=True, eq=False)
class Chosen:
    """Hold three fitted models, and the one that fits best.

    Attributes
    ----------
    name : str
        Name of the best one.
    results : results of a model
        The best one.
    fits : dict of str to results
        All three, fitted to `distinct`.
    distinct : pandas.DataFrame
        Distinct histories with numbers of customers.
    scale : float
        Customers for each one in `distinct`.
    """

    name: str
    results: Any
    fits: dict[str, Any]
    distinct: pd.DataFrame
    scale: float


def choose(histories: pd.DataFrame) -> Chosen:
    """Fit the three models and take the one of highest likelihood; all have four parameters.

    Parameters
    ----------
    histories : pandas.DataFrame
        Purchase histories.

    Returns
    -------
    Chosen

    Warns
    -----
    CasekitWarning
        What the best model warns of.
    """
    everybody = distinct_histories(histories)
    distinct, scale = everybody, 1.0
    if len(everybody) > _AT_ONCE:
        rows = np.linspace(0, len(histories) - 1, _AT_ONCE).round().astype(int)
        distinct = distinct_histories(histories.iloc[rows])
        scale = len(histories) / _AT_ONCE
    fits, told = {}, {}
    for name, model in _MODELS.items():
        with warnings.catch_warnings(record=True) as told[name]:
            warnings.simplefilter("always")
            fits[name] = model().fit(distinct)
    best = max(fits, key=lambda name: fits[name].llf)
    for entry in told[best]:
        warnings.warn(str(entry.message), CasekitWarning, stacklevel=2)
    # With twenty thousand customers, the parameters are known well enough.
    again = scale > 1 and best != "Pareto/NBD"
    results = _MODELS[best]().fit(everybody) if again else fits[best]
    return Chosen(best, results, fits, distinct, scale)

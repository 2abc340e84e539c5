"""Choose among three models of silent customers: the one that fits what was seen best."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning
from casekit.metrics.purchases import distinct_histories
from casekit.models.purchases import BGNBD, MBGNBD, ParetoNBD

__all__ = ["LEAST_CUSTOMERS", "LEAST_REPEATERS", "Chosen", "choose"]

# Below these a fitted model mostly repeats chance.
LEAST_CUSTOMERS, LEAST_REPEATERS = 100, 30

_MODELS: dict[str, Any] = {"BG/NBD": BGNBD, "MBG/NBD": MBGNBD, "Pareto/NBD": ParetoNBD}
# Of a base with more distinct histories, so many customers, evenly chosen, are compared.
_AT_ONCE = 20_000
# All three have four parameters. So many units of log-likelihood behind the best, a model is
# rejected by the log (odds of 150 to 1); within so few, the log cannot tell them apart.
_REJECTED, _ALIKE = 5.0, 2.0


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
    told : tuple of str
        What the best model warned of.
    """

    name: str
    results: Any
    fits: dict[str, Any]
    distinct: pd.DataFrame
    scale: float
    told: tuple[str, ...]

    def behind(self, name: str) -> float:
        """Tell how far a model's log-likelihood lies behind that of the best one."""
        return float(self.fits[self.name].llf - self.fits[name].llf)

    @property
    def rejected(self) -> list[str]:
        """Name the models that the log clearly rejects."""
        return [name for name in self.fits if not self.behind(name) <= _REJECTED]

    @property
    def alike(self) -> list[str]:
        """Name the models that fit about as well as the best one, itself included."""
        return [name for name in self.fits if self.behind(name) <= _ALIKE]


def choose(histories: pd.DataFrame) -> Chosen:
    """Fit the three models and take the one of highest likelihood; all have four parameters.

    Parameters
    ----------
    histories : pandas.DataFrame
        Purchase histories.

    Returns
    -------
    Chosen
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
    words = tuple(
        dict.fromkeys(
            str(entry.message) for entry in told[best] if issubclass(entry.category, CasekitWarning)
        )
    )
    # With twenty thousand customers, the parameters are known well enough.
    again = scale > 1 and best != "Pareto/NBD"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = _MODELS[best]().fit(everybody) if again else fits[best]
    return Chosen(best, results, fits, distinct, scale, words)

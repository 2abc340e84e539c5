"""The likelihood of the BG/BB model: every way in which a history of opportunities can come about.

Fader, Hardie & Shang (2010), Marketing Science 29(6), 1086-1108, equation 5.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, psi

from casekit.frames import DiscreteHistories
from casekit.models.purchases.likelihood import Floats

__all__ = ["OpportunityRows", "bgbb_log_likelihood", "opportunity_rows"]

Integers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class OpportunityRows:
    """Hold distinct histories in discrete time: purchases, last one, opportunities, counts."""

    x: Integers
    t_x: Integers
    n: Integers
    counts: Floats

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, part: slice) -> Self:
        return replace(
            self, x=self.x[part], t_x=self.t_x[part], n=self.n[part], counts=self.counts[part]
        )

    @cached_property
    def lived(self) -> Integers:
        """Opportunities lived through, for each way a history can have come about.

        Column 0: all n, still there; column i: stopped after t_x + i - 1 of them; -1 where there
        is no such way.
        """
        ways = 1 + np.max(self.n - self.t_x, initial=0)
        lived = self.t_x[:, None] + np.arange(-1, ways)[None, :]
        lived[lived >= self.n[:, None]] = -1
        lived[:, 0] = self.n
        return lived


def opportunity_rows(histories: DiscreteHistories) -> OpportunityRows:
    """Count identical histories once."""
    columns = np.stack([histories.x, histories.t_x, histories.n]).astype(np.intp)
    distinct, which = np.unique(columns, axis=1, return_inverse=True)
    counts: Floats = np.bincount(which.ravel(), weights=histories.counts).astype(float)
    return OpportunityRows(distinct[0], distinct[1], distinct[2], counts)


def bgbb_log_likelihood(parameters: Floats, rows: OpportunityRows) -> tuple[Floats, Floats]:
    """Give each row's log-likelihood and its gradient by alpha, beta, gamma, delta.

    Parameters
    ----------
    parameters : ndarray
        alpha, beta, gamma, delta.
    rows : OpportunityRows
        Histories.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (4, rows)
        Derivatives by the parameters.
    """
    alpha, beta, gamma, delta = parameters
    lived, x = rows.lived, rows.x[:, None]
    stopped = (np.arange(lived.shape[1]) > 0).astype(np.intp)
    # Every argument is a parameter plus a whole number: evaluate once each, then look up.
    whole = np.arange(int(rows.n.max(initial=0)) + 2)
    shift = {"a": alpha, "b": beta, "ab": alpha + beta, "d": delta, "gd": gamma + delta}
    log_g = {name: gammaln(base + whole) - gammaln(base) for name, base in shift.items()}
    slope = {name: psi(base + whole) - psi(base) for name, base in shift.items()}
    missed, chances = lived - x, lived + stopped
    logs = log_g["a"][x] + log_g["b"][missed] - log_g["ab"][lived]
    logs = logs + np.log(gamma) * stopped + log_g["d"][lived] - log_g["gd"][chances]
    logs[lived < 0] = -np.inf
    values = logsumexp(logs, axis=1)
    share = np.exp(logs - values[:, None])

    def average(terms: Floats) -> Floats:
        return np.sum(share * terms, axis=1)

    gradient = np.empty((4, len(rows)))
    gradient[0] = slope["a"][rows.x] - average(slope["ab"][lived])
    gradient[1] = average(slope["b"][missed] - slope["ab"][lived])
    gradient[2] = average(stopped / gamma - slope["gd"][chances])
    gradient[3] = average(slope["d"][lived] - slope["gd"][chances])
    return values, gradient

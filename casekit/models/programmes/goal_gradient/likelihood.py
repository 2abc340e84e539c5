"""The log-likelihood of stamp cards, customer by customer, with its gradient."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit, log_ndtr, logsumexp

from casekit.models.programmes.goal_gradient.rounding import rounded
from casekit.models.programmes.goal_gradient.rows import CardRows

__all__ = ["POINTS", "Terms", "with_nodes"]

Floats = NDArray[np.float64]
POINTS = 15
_HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True)
class Terms:
    """Say which parts of the model the data can tell; the others are left out.

    The vector of the search holds, in this order: logarithm of the median interval at an empty
    card, gradient, [head start], log noise, [log spread], [log-odds of giving up], [its change by
    a head start], [its change by slowness].
    """

    head_start: bool
    spread: bool
    quits: bool
    quits_head: bool
    quits_slow: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Name the entries of the vector that the search moves."""
        return (
            "level",
            "gradient",
            *(("head_start",) if self.head_start else ()),
            "log_noise",
            *(("log_spread",) if self.spread else ()),
            *(("log_odds",) if self.quits else ()),
            *(("head_start_quit",) if self.quits_head else ()),
            *(("slow_quit",) if self.quits_slow else ()),
        )

    def log_likelihood(self, positive: Floats, rows: CardRows) -> tuple[Floats, Floats]:
        """Give each customer's log-likelihood and its gradient, as `maximise` asks for them.

        Parameters
        ----------
        positive : ndarray
            Exponentials of the vector: `maximise` searches over logarithms.
        rows : CardRows

        Returns
        -------
        ndarray, ndarray
            Values, and derivatives by `positive`, a line an entry.
        """
        values, slopes = _customers(dict(zip(self.names, np.log(positive), strict=True)), rows)
        return values, np.stack([slopes[name] for name in self.names]) / positive[:, None]


def with_nodes(rows: CardRows, vector: dict[str, float], points: int = POINTS) -> CardRows:
    """Place the points at which a customer's slowness is looked at, around where it likely is."""
    spread, noise = np.exp(vector.get("log_spread", -np.inf)), np.exp(vector["log_noise"])
    if spread == 0 and "slow_quit" not in vector:
        n = len(rows)
        return replace(rows, nodes=np.zeros((n, 1)), log_weights=np.zeros((n, 1)))
    beta = np.array([vector["level"], vector["gradient"], vector.get("head_start", 0.0)])
    size = rows.size.sum(axis=1)
    precision = 1 + size * (spread / noise) ** 2
    centre = spread / noise**2 * (rows.sum_y - rows.sum_x @ beta) / precision
    h, weight = np.polynomial.hermite_e.hermegauss(points)
    scale = 1 / np.sqrt(precision)
    z = centre[:, None] + scale[:, None] * h
    # The weight of the normal prior at z, less that of the points themselves.
    log_weights = np.log(weight) + h**2 / 2 + np.log(scale)[:, None] - z**2 / 2 - _HALF_LOG_2PI
    return replace(rows, nodes=z, log_weights=log_weights)


def _customers(v: dict[str, float], rows: CardRows) -> tuple[Floats, dict[str, Floats]]:
    beta = np.array([v["level"], v["gradient"], v.get("head_start", 0.0)])
    noise, spread = np.exp(v["log_noise"]), np.exp(v.get("log_spread", -np.inf))
    z = rows.nodes
    pace = spread * z
    # Intervals that were seen.
    if rows.resolution > 0:
        value, d_x, d_pace, d_noise = rounded(rows, beta, noise, pace)
    else:
        value, d_x, d_pace, d_noise = _exact(rows, beta, noise, pace)
    # Visits after which the customer stayed, and the one after which nobody knows.
    odds = v.get("log_odds", -np.inf) + v.get("slow_quit", 0.0) * z
    both = np.stack([odds, odds + v.get("head_start_quit", 0.0)])
    chance = expit(both)
    stays = log_expit(-both)
    plain, given = rows.size[:, 0:1], rows.size[:, 1:2]
    value = value + plain * stays[0] + given * stays[1]
    d_odds = np.stack([-plain * chance[0], -given * chance[1]])
    head = rows.open_x[:, 2] < 0
    which = head.astype(int)[:, None]
    quits = np.where(which, chance[1], chance[0])
    with np.errstate(divide="ignore"):
        log_quits = np.where(which, log_expit(both[1]), log_expit(both[0]))
    log_stays = np.where(which, stays[1], stays[0])
    late = ((rows.open_x @ beta - np.log(rows.open_days))[:, None] + pace) / noise
    log_survival = log_ndtr(late)
    log_open = np.logaddexp(log_quits, log_stays + log_survival)
    is_open = rows.open[:, None]
    value = value + np.where(is_open, log_open, 0.0)
    pull = np.where(is_open, np.exp(log_stays - late**2 / 2 - _HALF_LOG_2PI - log_open), 0.0)
    leaves = np.where(is_open, quits * np.exp(log_stays - log_open) * -np.expm1(log_survival), 0.0)
    d_odds[0] += np.where(which, 0.0, leaves)
    d_odds[1] += np.where(which, leaves, 0.0)
    # Average over the slowness that nobody sees.
    joint = value + rows.log_weights
    total = logsumexp(joint, axis=1)
    weight = np.exp(joint - total[:, None])

    def mean(slope: Floats) -> Floats:
        return np.asarray((weight * slope).sum(axis=1))

    open_pull = mean(pull) / noise
    slopes = {
        name: np.asarray((weight * d_x[:, :, i]).sum(axis=1) + open_pull * rows.open_x[:, i])
        for i, name in enumerate(("level", "gradient", "head_start"))
    }
    slopes["log_noise"] = mean(d_noise - pull * late)
    slopes["log_spread"] = mean((d_pace + pull / noise) * pace)
    slopes["log_odds"] = mean(d_odds.sum(axis=0))
    slopes["head_start_quit"] = mean(d_odds[1])
    slopes["slow_quit"] = mean(d_odds.sum(axis=0) * z)
    return total, slopes


def _exact(
    rows: CardRows, beta: Floats, noise: float, pace: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the log density of a customer's intervals at each pace, with its derivatives."""
    size = rows.size.sum(axis=1)[:, None]
    first = (rows.sum_y - rows.sum_x @ beta)[:, None]
    normal = rows.sum_xy - np.einsum("rij,j->ri", rows.sum_xx, beta)
    second = (rows.sum_yy - rows.sum_xy @ beta - normal @ beta)[:, None]
    squares = second - 2 * pace * first + size * pace**2
    value = -size * (np.log(noise) + _HALF_LOG_2PI) - squares / (2 * noise**2)
    value = value - rows.sum_y[:, None]
    d_x = (normal[:, None, :] - pace[:, :, None] * rows.sum_x[:, None, :]) / noise**2
    d_pace = (first - size * pace) / noise**2
    return value, d_x, d_pace, squares / noise**2 - size

"""When customers buy and when they leave: three processes and a distribution of spend.

Each process is a small set of parameters with one method that draws lives. All draws are exact
and none loops over customers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless_positive

__all__ = [
    "BGNBDProcess",
    "GammaGammaSpend",
    "Lives",
    "MBGNBDProcess",
    "ParetoNBDProcess",
    "Process",
]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Lives:
    """What one draw of a process gives, an entry a customer; times are weeks of age."""

    rate: Floats
    dropout: Floats
    frequency: Integers
    last_age: Floats
    end_of_life: Floats


class Process(Protocol):
    """What a purchase process offers: the name of its dropout trait, and a draw of lives."""

    @property
    def dropout_name(self) -> str:
        """Name the column of the trait that makes a customer leave."""
        ...

    def draw(self, rng: np.random.Generator, age: Floats) -> Lives:
        """Draw customers who are observed up to the given ages (weeks)."""
        ...


@dataclass(frozen=True)
class BGNBDProcess:
    """Buy at a constant rate; after each REPEAT purchase, leave with a fixed probability.

    Parameters
    ----------
    r, alpha : float
        Shape (no unit) and rate (weeks) of the gamma distribution of purchase rates across
        customers: the mean rate is ``r / alpha`` purchases a week.
    a, b : float
        Beta distribution of the dropout probability across customers; its mean is
        ``a / (a + b)`` per repeat purchase.

    Notes
    -----
    The defaults are the estimates that Fader, Hardie & Lee (2005, Marketing Science 24(2),
    275-284) publish for the CDNOW customers, in weeks.

    Examples
    --------
    >>> BGNBDProcess().r
    0.243
    """

    r: float = 0.243
    alpha: float = 4.414
    a: float = 0.793
    b: float = 2.426

    dropout_name = "dropout_probability"

    def __post_init__(self) -> None:
        refuse_unless_positive(self)

    def draw(self, rng: np.random.Generator, age: Floats) -> Lives:
        """Draw customers who are observed up to the given ages (weeks)."""
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        dropout = rng.beta(self.a, self.b, age.size)
        # The purchase at which the customer leaves: 1 is the first repeat purchase.
        return _buy_until(rng, age, rate, dropout, rng.geometric(_positive(dropout)))


@dataclass(frozen=True)
class MBGNBDProcess:
    """As :class:`BGNBDProcess`, but a customer may leave right after the FIRST purchase too.

    Parameters
    ----------
    r, alpha, a, b : float
        As for :class:`BGNBDProcess`.

    Notes
    -----
    The process is that of Batislam, Denizel & Filiztekin (2007, IJRM 24(3), 201-209). The
    defaults are the maximum-likelihood estimates for the CDNOW sample, in weeks, rounded.

    Examples
    --------
    >>> MBGNBDProcess(a=1.0).a
    1.0
    """

    r: float = 0.525
    alpha: float = 6.183
    a: float = 0.891
    b: float = 1.614

    dropout_name = "dropout_probability"

    def __post_init__(self) -> None:
        refuse_unless_positive(self)

    def draw(self, rng: np.random.Generator, age: Floats) -> Lives:
        """Draw customers who are observed up to the given ages (weeks)."""
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        dropout = rng.beta(self.a, self.b, age.size)
        return _buy_until(rng, age, rate, dropout, rng.geometric(_positive(dropout)) - 1)


@dataclass(frozen=True)
class ParetoNBDProcess:
    """Buy at a constant rate; leave at any moment, at a constant rate of one's own.

    Parameters
    ----------
    r, alpha : float
        Gamma distribution of purchase rates across customers, as for :class:`BGNBDProcess`.
    s, beta : float
        Shape (no unit) and rate (weeks) of the gamma distribution of dropout rates.

    Notes
    -----
    The process is that of Schmittlein, Morrison & Colombo (1987, Management Science 33(1),
    1-24). The defaults are the maximum-likelihood estimates for the CDNOW sample, in weeks.

    Examples
    --------
    >>> ParetoNBDProcess().s
    0.606
    """

    r: float = 0.553
    alpha: float = 10.58
    s: float = 0.606
    beta: float = 11.67

    dropout_name = "dropout_rate_per_week"

    def __post_init__(self) -> None:
        refuse_unless_positive(self)

    def draw(self, rng: np.random.Generator, age: Floats) -> Lives:
        """Draw customers who are observed up to the given ages (weeks)."""
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        dropout = rng.gamma(self.s, 1 / self.beta, age.size)
        end_of_life = rng.standard_exponential(age.size) / _positive(dropout)
        active = np.minimum(end_of_life, age)
        frequency = rng.poisson(rate * active)
        last_age = active * _latest_of(rng, frequency)
        return Lives(rate, dropout, frequency, last_age, end_of_life)


@dataclass(frozen=True)
class GammaGammaSpend:
    """Spend per purchase: each customer has a mean of their own, each purchase varies about it.

    Parameters
    ----------
    p : float
        Shape of spend about the customer's own mean.
    q, gamma : float
        Shape and scale (money) of the spread of those means across customers; the mean of all
        customers is ``p * gamma / (q - 1)``.

    Notes
    -----
    Model of Colombo & Jiang (1999) and Fader & Hardie (2013). The defaults are the estimates
    for the repeat buyers of the CDNOW sample, in US dollars of 1997.

    Examples
    --------
    >>> round(GammaGammaSpend().mean, 2)
    35.22
    """

    p: float = 6.25
    q: float = 3.74
    gamma: float = 15.44

    def __post_init__(self) -> None:
        refuse_unless_positive(self)

    @property
    def mean(self) -> float:
        """Mean spend per purchase over all customers (money); infinite where q <= 1."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else float("inf")


def _buy_until(
    rng: np.random.Generator, age: Floats, rate: Floats, dropout: Floats, leaves_at: Integers
) -> Lives:
    """Buy at random times; leave for good at repeat purchase number ``leaves_at``.

    Given how many purchases a customer who never left would have made, their times are uniform:
    the last of those, or the one at which the customer leaves, is a beta variable, so no
    purchase times need to be drawn.
    """
    would_buy = rng.poisson(rate * age)
    left = would_buy >= leaves_at
    frequency = np.where(left, leaves_at, would_buy)
    last_age = age * _latest_of(rng, frequency)
    inside = np.flatnonzero((leaves_at > 0) & (would_buy > leaves_at))
    place = rng.beta(leaves_at[inside], would_buy[inside] - leaves_at[inside] + 1)
    last_age[inside] = age[inside] * place
    return Lives(rate, dropout, frequency, last_age, np.where(left, last_age, np.inf))


def _latest_of(rng: np.random.Generator, count: Integers) -> Floats:
    """Draw the largest of ``count`` uniform variables; 0 where there are none."""
    latest = np.zeros(count.size)
    some = np.flatnonzero(count)
    latest[some] = rng.random(some.size) ** (1 / count[some])
    return latest


def _positive(values: Floats) -> Floats:
    """Lift zeros that came of underflow: a trait of exactly 0 would divide by zero."""
    return np.maximum(values, 1e-300)

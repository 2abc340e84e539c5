"""What a service survey is made of: quality, and what failures do; senseless values are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.loyalty.statements import DIMENSIONS
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["NO_FAILURE", "RECOVERIES", "Failures", "Quality", "merged", "shares_of"]

Floats = NDArray[np.float64]

NO_FAILURE = "no failure"
RECOVERIES = ("none", "ok", "excellent")


def merged(
    given: Mapping[str, float] | None,
    default: Mapping[str, float],
    name: str,
    *,
    low: float = -np.inf,
    high: float = np.inf,
) -> Mapping[str, float]:
    """Put what was given over the default values, refusing strange names and values.

    Examples
    --------
    >>> dict(merged({"a": 2}, {"a": 1.0, "b": 1.0}, "sizes"))
    {'a': 2.0, 'b': 1.0}
    """
    if given is not None and not isinstance(given, Mapping):
        raise InputError(
            _("`{name}` must give a value for some of {known}; {given!r} was given.").format(
                name=name, known=", ".join(map(repr, default)), given=given
            )
        )
    strange = [key for key in given or {} if key not in default]
    if strange:
        raise InputError(
            _("`{name}` names {strange}; it may name {known}.").format(
                name=name,
                strange=", ".join(map(repr, strange)),
                known=", ".join(map(repr, default)),
            )
        )
    result = {**default, **(given or {})}
    for key, value in result.items():
        number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        fine = number and bool(np.isfinite(value)) and low <= value <= high
        words = _("a number")
        if np.isfinite(low) and np.isfinite(high):
            words = _("a number from {low:g} to {high:g}").format(low=low, high=high)
        elif np.isfinite(low):
            words = _("a number, {low:g} or more").format(low=low)
        refuse_unless(fine, f"{name}[{key!r}]", value, words)
    return MappingProxyType({key: float(value) for key, value in result.items()})


def shares_of(
    given: Mapping[str, float] | None, default: Mapping[str, float], name: str
) -> Mapping[str, float]:
    """Read shares that add up to 1; those that are given must then name every part.

    Examples
    --------
    >>> dict(shares_of({"a": 0.25, "b": 0.75}, {"a": 0.5, "b": 0.5}, "shares"))
    {'a': 0.25, 'b': 0.75}
    """
    shares = merged(given, default, name, low=0)
    if given is not None and set(given) != set(default):
        shares = merged({key: given.get(key, 0.0) for key in default}, default, name, low=0)
    total = sum(shares.values())
    refuse_unless(
        abs(total - 1) < 1e-9,
        name,
        dict(shares),
        _("shares that add up to 1 (they add up to {total:g})").format(total=total),
    )
    return shares


_WEIGHTS = {
    "tangibles": 0.10,
    "reliability": 0.35,
    "responsiveness": 0.25,
    "assurance": 0.15,
    "empathy": 0.15,
}
_EXPECTED = {
    "tangibles": 5.3,
    "reliability": 6.3,
    "responsiveness": 6.0,
    "assurance": 5.8,
    "empathy": 5.4,
}
_PERCEIVED = {
    "tangibles": 5.4,
    "reliability": 5.0,
    "responsiveness": 4.5,
    "assurance": 5.2,
    "empathy": 4.6,
}


@dataclass(frozen=True)
class Quality:
    """Say what customers expect and perceive, and what of it makes them satisfied.

    Attributes
    ----------
    importance : mapping of str to float
        Weight of each dimension in satisfaction; the weights add up to 1.
    expected, perceived : mapping of str to float
        Middle of each dimension on the scale of 1 to 7, before rounding to whole answers.
    loadings : tuple of float
        Weakest and strongest correlation of a statement with its dimension, before rounding.
    factor_correlation : float
        Correlation of every two dimensions.
    expectation_correlation : float
        Correlation of what is expected and what is perceived in one dimension.
    service_effect : float
        Correlation of satisfaction with the quality of service.
    expectation_weight : float
        How much expectations count against the firm, beside perceptions.
    """

    importance: Mapping[str, float] | None = None
    expected: Mapping[str, float] | None = None
    perceived: Mapping[str, float] | None = None
    loadings: tuple[float, float] = (0.70, 0.85)
    factor_correlation: float = 0.5
    expectation_correlation: float = 0.3
    service_effect: float = 0.7
    expectation_weight: float = 0.25

    # An answer before rounding has this spread around the middle of its dimension.
    EXPECTED_SPREAD = 1.0
    PERCEIVED_SPREAD = 1.3

    def __post_init__(self) -> None:
        hold = object.__setattr__
        hold(self, "importance", shares_of(self.importance, _WEIGHTS, "importance"))
        for name, default in (("expected", _EXPECTED), ("perceived", _PERCEIVED)):
            hold(self, name, merged(getattr(self, name), default, name, low=1, high=7))
        weak, strong = self.loadings
        fine = 0 < weak <= strong < 1
        refuse_unless(fine, "loadings", self.loadings, _("a pair, weakest first, between 0 and 1"))
        below = _("from 0 to below 1")
        for name in ("factor_correlation", "expectation_correlation", "service_effect"):
            value = getattr(self, name)
            refuse_unless(0 <= value < 1, name, value, below)
        weight = self.expectation_weight
        refuse_unless(0 <= weight <= 1, "expectation_weight", weight, _("from 0 to 1"))

    @property
    def weights(self) -> Floats:
        """Give the importance of the dimensions, in their order."""
        assert self.importance is not None
        return np.array([self.importance[name] for name in DIMENSIONS])

    @property
    def spread(self) -> float:
        """Give the standard deviation of weighted perceptions less weighted expectations."""
        phi, kappa, rho = (
            self.factor_correlation,
            self.expectation_weight,
            self.expectation_correlation,
        )
        same = phi * self.weights.sum() ** 2 + (1 - phi) * (self.weights**2).sum()
        return float(np.sqrt(same * (1 + kappa**2 - 2 * kappa * rho)))

    def points(self) -> Floats:
        """Give the satisfaction, in its standard deviations, of a point perceived more, each."""
        return self.service_effect * self.weights / (self.spread * self.PERCEIVED_SPREAD)

    def points_against(self) -> float:
        """Give the satisfaction, in its deviations, that a point expected more everywhere costs."""
        weight = self.expectation_weight * self.weights.sum()
        return float(self.service_effect * weight / (self.spread * self.EXPECTED_SPREAD))


@dataclass(frozen=True)
class Failures:
    """Say how often service fails, who complains, and what each answer of the firm does.

    Attributes
    ----------
    share : float
        Share of customers whose service failed.
    complaints : float
        Share of these who complained.
    recoveries : mapping of str to float
        Shares of the firm's answers to complaints: none, ok, excellent.
    satisfaction : mapping of str to float
        Change of the mean reported satisfaction (points of 1 to 5) against no failure.
    repurchase : mapping of str to float
        Change of the share who buy again against no failure (-0.15: 15 points fewer).
    """

    share: float = 0.10
    complaints: float = 0.30
    recoveries: Mapping[str, float] | None = None
    satisfaction: Mapping[str, float] | None = None
    repurchase: Mapping[str, float] | None = None
    kinds: tuple[str, ...] = field(default=(NO_FAILURE, *RECOVERIES), init=False)

    def __post_init__(self) -> None:
        for name, value in (("failure_share", self.share), ("complaint_share", self.complaints)):
            refuse_unless(0 <= value <= 1, name, value, _("from 0 to 1"))
        hold = object.__setattr__
        answers = dict(zip(RECOVERIES, (0.3, 0.4, 0.3), strict=True))
        hold(self, "recoveries", shares_of(self.recoveries, answers, "recovery_shares"))
        changes = dict(zip(RECOVERIES, (-1.2, -0.4, 0.1), strict=True))
        name = "satisfaction_changes"
        hold(self, "satisfaction", merged(self.satisfaction, changes, name, low=-4, high=4))
        changes = dict(zip(RECOVERIES, (-0.15, -0.06, -0.02), strict=True))
        name = "repurchase_changes"
        hold(self, "repurchase", merged(self.repurchase, changes, name, low=-1, high=1))

    @property
    def shares(self) -> Floats:
        """Give the shares of all customers: no failure, and failed with each recovery.

        Who fails and does not complain gets no recovery.
        """
        assert self.recoveries is not None
        heard = self.share * self.complaints
        failed = np.array([heard * self.recoveries[name] for name in RECOVERIES])
        failed[0] += self.share * (1 - self.complaints)
        return np.concatenate([[1 - self.share], failed])

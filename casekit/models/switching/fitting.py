"""From rows to a measurement: begin well, climb, and ask whether the model is too narrow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from casekit.models.switching.climb import Top, climb
from casekit.models.switching.measurement import Measurement
from casekit.models.switching.mixed import MixedLogit
from casekit.models.switching.rows import Flags, Floats
from casekit.models.switching.tastes import Spread, rules_for
from casekit.models.switching.utility import Utility

__all__ = ["extra_worth", "fit_mixed", "fit_plain"]

# Months of learning to begin with and to lean on, and the fewest that are looked for.
_THETA = 6.0
_SHORTEST = 0.25
# Attention to begin with, and the least that is looked for.
_ATTENTION, _LEAST_ATTENTION = 0.9, 0.02
# So many customers find the neighbourhood of the top before all are read.
_FIRST_LOOK = 2_500


def fit_plain(utility: Utility, begin: Measurement | None = None) -> Measurement:
    """Fit the conditional logit: all customers have the same taste.

    Parameters
    ----------
    utility : Utility
        What the utilities are made of.
    begin : Measurement, optional
        Where to begin.

    Returns
    -------
    Measurement
    """
    return _fit(MixedLogit(utility, None, _THETA), begin)


def fit_mixed(
    utility: Utility, spread: Spread, begin: Measurement, attention: float | None = 1.0
) -> Measurement:
    """Fit the mixed logit: tastes differ.

    Parameters
    ----------
    utility : Utility
        What the utilities are made of.
    spread : Spread
        How tastes may spread.
    begin : Measurement
        Where to begin: a plain fit, or a narrower mixed one.
    attention : float or None
        Chance that a customer considers leaving in a month; None estimates it.

    Returns
    -------
    Measurement
    """
    return _fit(MixedLogit(utility, spread, _THETA, attention), begin)


def _fit(model: MixedLogit, begin: Measurement | None) -> Measurement:
    start = _start(model, begin)
    low, high = np.full(len(start), -np.inf), np.full(len(start), np.inf)
    if "log_theta" in model.names:
        own = model.names.index("log_theta")
        assert model.utility.rows.tenure is not None
        longest = max(float(model.utility.rows.tenure.max()), 1.0)
        low[own], high[own] = np.log(_SHORTEST), np.log(5 * longest)
        start[own] = np.clip(start[own], low[own], high[own])
    if "attention" in model.names:
        low[-1], high[-1] = _LEAST_ATTENTION, 1.0
    step = model.utility.rows.customers // _FIRST_LOOK
    if step > 1:
        few = replace(model, utility=model.utility.thinned(step))
        start = climb(few, start, low=low, high=high).look.parameters
    top = climb(model, start, low=low, high=high)
    known = top.walled.copy()
    if "attention" in model.names:
        # Found at its wall of 1 it is not known to be 1: other samples would put it below.
        known[-1] = False
    return Measurement(model, top, _covariance(top, known, model.firmness), model.utility.rows)


def _start(model: MixedLogit, begin: Measurement | None) -> Floats:
    start = np.zeros(len(model.names))
    for place, name in enumerate(model.names):
        if begin is not None and name in begin.model.names:
            start[place] = begin.value(name)
        elif name == "log_theta":
            start[place] = np.log(_THETA)
        elif name == "attention":
            start[place] = _ATTENTION
        elif name == "price_sensitivity":
            start[place] = 0.3 / max(float(model.utility.rows.price.std()), 1e-9)
    fresh = begin is None or begin.model.spread is None
    if model.spread is not None:
        even = Spread.equal(len(model.utility.rows.firms)).patterns[0]
        # As far as the patterns allow: the same spread for every firm.
        share = np.einsum("ja,pja->p", even, model.spread.patterns)
        share /= (model.spread.patterns**2).sum(axis=(1, 2))
        if fresh:
            model.spread_of(start)[:] = 0.5 * share
            if "learning" in model.names:  # the plain fit takes taste for learning
                start[model.names.index("learning")] *= 0.5
        elif begin is not None and begin.model.spread is not None and len(share) > 1:
            model.spread_of(start)[:] = begin.value("taste_sd") * share
    return start


def _covariance(top: Top, known: Flags, firmness: Floats) -> Floats:
    """Make the covariance that holds without trusting the model: customers are independent.

    A direction that the data cannot tell gets a variance so large that every interval along it
    says so.
    """
    free = ~known
    unit = np.sqrt(np.maximum(np.abs(np.diag(top.curvature)), 1e-12))[free]
    sizes, axes = np.linalg.eigh((top.curvature[np.ix_(free, free)] / unit) / unit[:, None])
    told = sizes > 1e-8
    inverse = (axes / np.where(told, sizes, 1e-8)) @ axes.T / unit / unit[:, None]
    scores = top.look.scores[:, free]
    within = scores.T @ scores + np.diag(firmness[free])
    sandwich = inverse @ within @ inverse if told.all() else inverse
    covariance = np.zeros_like(top.curvature)
    covariance[np.ix_(free, free)] = sandwich
    return covariance


def extra_worth(narrow: Measurement, wide: MixedLogit) -> float:
    """Ask, by a score test, how much a wider model would gain.

    Parameters
    ----------
    narrow : Measurement
        A fitted model.
    wide : MixedLogit
        A model that holds it as a special case.

    Returns
    -------
    float
        The statistic; chi-squared with as many degrees of freedom as there are more parameters.
    """
    parameters = _start(wide, narrow)
    nodes = None
    if wide.spread is not None:
        nodes = wide.nodes_at(parameters, rules_for(wide.spread.axes)[0])
    look = wide.at(parameters, nodes)
    walled = [name for name, at in zip(narrow.model.names, narrow.top.walled, strict=True) if at]
    free = [place for place, name in enumerate(wide.names) if name not in walled]
    scores, total = look.scores[:, free], look.gradient[free]
    scale = np.sqrt(np.maximum((scores**2).sum(axis=0), 1e-12))
    outer = (scores / scale).T @ (scores / scale)
    inverse = np.linalg.pinv(outer, rcond=1e-9, hermitian=True)
    return float((total / scale) @ inverse @ (total / scale))

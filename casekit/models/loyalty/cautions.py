"""What a reader must know before using the results of a factor model, in words."""

from __future__ import annotations

import numpy as np

from casekit.errors import InputError
from casekit.models.loyalty.naming import Reading
from casekit.models.loyalty.structure import Floats, Structure
from casekit.words import _

__all__ = ["cautions_of", "not_found", "refuse_unless_told"]

PER_PARAMETER = 5


def cautions_of(
    structure: Structure, parameters: Floats, nobs: int, told: bool, reading: Reading
) -> tuple[str, ...]:
    """List what is wrong with a fit, or would be misread.

    Parameters
    ----------
    structure : Structure
        The model.
    parameters : ndarray
        Estimates for items of variance 1.
    nobs : int
        Respondents.
    told : bool
        Whether the information has an inverse.
    reading : Reading
        Names.

    Returns
    -------
    tuple of str
        Sentences; none when all is well.
    """
    loadings, phi, theta = structure.unpack(parameters)
    items, names = reading.items, reading.dimensions
    heywood = [
        _(
            "A residual variance below 0 (a Heywood case): more than all of the variance of "
            "{item!r} would be explained. Too few respondents or items, or a wrong model; do not "
            "use its loading."
        ).format(item=items[place])
        for place in np.flatnonzero(theta <= 0)
    ]
    one = [
        _(
            "{a!r} and {b!r} would correlate {r:.2f}: the answers cannot tell these dimensions "
            "apart. Put them together."
        ).format(a=names[a], b=names[b], r=phi[a, b])
        for a, b in zip(*structure.pairs, strict=True)
        if abs(phi[a, b]) >= 1
    ]
    against = [
        _(
            "{item!r} runs against the other items of {name!r}: turn its answers round first if "
            "agreeing means less."
        ).format(item=items[item], name=names[factor])
        for item, factor in zip(*structure.free, strict=True)
        if loadings[item, factor] < 0
    ]
    rest = []
    if not told:
        rest.append(
            _(
                "The answers fit many values equally well, so there are no standard errors: a "
                "dimension of two items that hardly correlates with the others is the usual reason."
            )
        )
    if nobs < PER_PARAMETER * structure.size:
        rest.append(
            _(
                "{n} respondents for {k} parameters: fewer than {each} each. Intervals and the "
                "chi-squared test are too sure of themselves."
            ).format(n=nobs, k=structure.size, each=PER_PARAMETER)
        )
    return (*heywood, *one, *against, *rest)


def refuse_unless_told(structure: Structure) -> None:
    """Refuse a model that asks for more numbers than covariances can tell."""
    alone = structure.factors == 1 or not structure.correlated
    few = structure.pattern.sum(axis=0) < 3
    if structure.freedom < 0 or (alone and few.any()):
        raise InputError(
            _(
                "Two items alone cannot tell what they share from what is error: a dimension "
                "that correlates with no other needs three items. ({k} items tell {told} "
                "numbers; {asked} are asked.)"
            ).format(
                k=structure.items,
                told=structure.items * (structure.items + 1) // 2,
                asked=structure.size,
            )
        )


def not_found(structure: Structure, parameters: Floats, reading: Reading) -> str:
    """Say why no best values were found, from where the search ended."""
    loadings, phi, _theta = structure.unpack(parameters)
    between = phi - np.eye(structure.factors)
    if np.abs(loadings).max() >= max(float(np.abs(between).max()), 1.5):
        item = reading.items[int(np.abs(loadings).max(axis=1).argmax())]
        return _(
            "There are no best values: the more of {item!r} the model explains, beyond all of it "
            "(a Heywood case without end), the better it fits. The other items of its dimension "
            "hardly go with it: look at their correlations, leave items out, or ask more people."
        ).format(item=item)
    if np.abs(between).max() > 1:
        first, second = np.unravel_index(np.abs(between).argmax(), between.shape)
        return _(
            "There are no best values: {a!r} and {b!r} would correlate beyond 1. The items of one "
            "of them hardly go together, or the two are one dimension: put them together, leave "
            "items out, or ask more people."
        ).format(a=reading.dimensions[first], b=reading.dimensions[second])
    return _(
        "No best values were found: these answers cannot tell these dimensions. Look at the "
        "correlations of the items."
    )

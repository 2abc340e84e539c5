"""Say of each parameter of a case whether a public figure fixes it, and what was reached."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.cases.facts import find_fact
from casekit.words import _

__all__ = ["Calibrated", "Invented", "calibrations", "invented", "left_as_it_is"]


@dataclass(frozen=True)
class Calibrated:
    """Tie one number of a world to a public figure.

    Attributes
    ----------
    what : str
        The number, in plain words.
    fact : str
        Key of the public figure: "amazon-price-year".
    reached : float
        What the world has, in the unit of the fact; computed from its tables or its truth.
    how : str
        Whether it is taken over as it stands, or which parameter brings it about.
    """

    what: str
    fact: str
    reached: float
    how: str


@dataclass(frozen=True)
class Invented:
    """Name one parameter of a world that no public figure fixes.

    Attributes
    ----------
    parameter : str
    value : float, str or None
    unit : str
    what : str
        What it means.
    """

    parameter: str
    value: object
    unit: str
    what: str


def calibrations(entries: Iterable[Calibrated]) -> pd.DataFrame:
    """List what a world takes from public figures, and how near it comes to each.

    Returns
    -------
    pandas.DataFrame
        A row a number: ``public_figure`` (as printed), ``as_of``, ``source`` (key in the course's
        list of sources), ``confidence``, ``reached`` and ``difference`` (reached - public, in the
        unit of the figure), ``how``.

    Raises
    ------
    InputError
        When there is no such fact; the nearest are named.

    Examples
    --------
    >>> table = calibrations([Calibrated("fee a year, $", "amazon-price-year", 139.0, "as it is")])
    >>> table["public_figure"].tolist(), table["difference"].tolist()
    (['$139'], [0.0])
    """
    entries = list(entries)
    facts = [find_fact(one.fact) for one in entries]
    return pd.DataFrame(
        {
            "public_figure": [fact.shown for fact in facts],
            "as_of": [fact.as_of for fact in facts],
            "source": [fact.source for fact in facts],
            "confidence": [fact.confidence for fact in facts],
            "reached": [one.reached for one in entries],
            "difference": [one.reached - f.value for one, f in zip(entries, facts, strict=True)],
            "how": [one.how for one in entries],
        },
        index=pd.Index([one.what for one in entries], name=_("what")),
    )


def invented(entries: Iterable[Invented]) -> pd.DataFrame:
    """List the parameters of a world that no public figure fixes.

    Returns
    -------
    pandas.DataFrame
        A row a parameter: ``value``, ``unit`` and ``what`` it means.

    Examples
    --------
    >>> invented([Invented("attention", 0.15, "a month", "chance to think of it")]).value.tolist()
    [0.15]
    """
    entries = list(entries)
    return pd.DataFrame(
        {
            "value": pd.Series([one.value for one in entries], dtype=object).tolist(),
            "unit": [one.unit for one in entries],
            "what": [one.what for one in entries],
        },
        index=pd.Index([one.parameter for one in entries], name=_("parameter")),
    )


def left_as_it_is(generator: Callable[..., Any], given: Collection[str]) -> list[Invented]:
    """List the parameters of a generator that a world leaves at their defaults.

    They are choices too: a list of what is invented is whole only with them.

    Parameters
    ----------
    generator : callable
        A ``make_…`` function.
    given : collection of str
        The parameters that the world sets itself.

    Examples
    --------
    >>> from casekit.generators.habits import make_status_quo_test
    >>> left = left_as_it_is(make_status_quo_test, {"seed", "n_customers", "appeal", "options"})
    >>> left[0].parameter, left[0].value
    ('make_status_quo_test: status_quo', 0.4)
    """
    name = generator.__name__
    return [
        Invented(f"{name}: {one.name}", one.default, "", _("left as the generator has it"))
        for one in inspect.signature(generator).parameters.values()
        if one.name not in given and one.default is not inspect.Parameter.empty
    ]

"""What a world file may use: generators, their arguments, the unit and meaning of each."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casekit.generators.loyalty import market_satisfaction
from casekit.generators.programmes import make_card_launch
from casekit.generators.purchases import BGNBDProcess, GammaGammaSpend, make_purchases
from casekit.generators.subscriptions import make_cohorts, make_subscriptions
from casekit.generators.switching import make_switching_market

__all__ = ["Known", "KnownArgument", "known_generators", "own_unit"]

_FILE = Path(__file__).with_name("generators.toml")

# Sizes that a generator leaves to its caller; a case should be quick to make.
_SIZES = {"n_customers": 2_000}


@dataclass(frozen=True)
class KnownArgument:
    """Hold what is known of one argument: its unit, its meaning, and the value by default."""

    name: str
    unit: str
    meaning: str
    default: Any


@dataclass(frozen=True)
class Known:
    """Hold one generator that a world file may name.

    Attributes
    ----------
    name, what : str
        Of the function; what it makes, in a few words.
    make : callable
        Gives the tables and the truth.
    arguments : mapping of str to KnownArgument
    tables : tuple of str
        Names of the tables that it makes.
    of : str
        The generator of the section that it builds upon; empty where it stands alone.
    """

    name: str
    what: str
    make: Callable[..., tuple[Any, ...]]
    arguments: Mapping[str, KnownArgument]
    tables: tuple[str, ...]
    of: str = ""


def _purchases(n_customers: int, *, seed: int, **arguments: Any) -> tuple[Any, ...]:
    """Make purchases from plain numbers, where the generator wants two objects."""
    process = BGNBDProcess(**{name: arguments.pop(name) for name in ("r", "alpha", "a", "b")})
    spend = GammaGammaSpend(**{name: arguments.pop(name) for name in ("p", "q", "gamma")})
    return make_purchases(n_customers, seed=seed, process=process, spend=spend, **arguments)


def _satisfaction(panel: Any, truth: Any, **arguments: Any) -> tuple[Any, ...]:
    return market_satisfaction(panel, truth, **arguments), None


_MAKERS: dict[str, tuple[Callable[..., tuple[Any, ...]], tuple[Callable[..., Any], ...]]] = {
    "make_switching_market": (make_switching_market, (make_switching_market,)),
    "market_satisfaction": (_satisfaction, (market_satisfaction,)),
    "make_card_launch": (make_card_launch, (make_card_launch,)),
    "make_subscriptions": (make_subscriptions, (make_subscriptions,)),
    "make_purchases": (_purchases, (make_purchases, BGNBDProcess, GammaGammaSpend)),
    "make_cohorts": (make_cohorts, (make_cohorts,)),
}


@cache
def known_generators() -> dict[str, Known]:
    """Give the generators that a world file may name, by name.

    Examples
    --------
    >>> known_generators()["make_switching_market"].arguments["exit_fee"].unit
    'money'
    """
    with _FILE.open("rb") as file:
        entries = tomllib.load(file)
    return {name: _known(name, entry) for name, entry in entries.items()}


def _known(name: str, entry: dict[str, Any]) -> Known:
    make, told_by = _MAKERS[name]
    defaults = {
        parameter.name: parameter.default
        for function in told_by
        for parameter in inspect.signature(function).parameters.values()
    }
    arguments = {
        one: KnownArgument(one, unit, meaning, _default(one, defaults))
        for one, (unit, meaning) in entry["arguments"].items()
    }
    return Known(name, entry["what"], make, arguments, tuple(entry["tables"]), entry.get("of", ""))


def _default(name: str, defaults: Mapping[str, Any]) -> Any:
    value = defaults[name]
    return _SIZES[name] if value is inspect.Parameter.empty else value


def own_unit(money: str, unit: str) -> str:
    """Write a unit in the world's own money.

    Examples
    --------
    >>> own_unit("£", "money a month"), own_unit("£", "months")
    ('£ a month', 'months')
    """
    return unit.replace("money", money)

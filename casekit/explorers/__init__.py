"""Explorers: sliders on the one idea of a lesson that only moving them shows.

``ck.explorers.purchases.alive_explorer()``: a topic's room is loaded when it is first named.
"""

from importlib import import_module
from types import ModuleType


def __getattr__(topic: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{topic}")
    except ModuleNotFoundError:
        raise AttributeError(f"There is no explorer called {topic!r}.") from None

"""Figures: a function a picture, in one house style, with words and a record of the data.

``ck.figures.purchases.alive_paths(...)``: a topic's room is loaded when it is first named.
"""

from importlib import import_module
from types import ModuleType


def __getattr__(topic: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{topic}")
    except ModuleNotFoundError:
        raise AttributeError(f"There are no figures called {topic!r}.") from None

"""What a contestant hands over: the call that is timed, and the numbers to compare."""

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["HORIZON", "PARAMETERS", "Job"]

# Everybody predicts and simulates with the parameters published for CDNOW, 39 weeks ahead.
PARAMETERS: dict[str, Any] = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
HORIZON = 39.0


class Job(NamedTuple):
    """Hold what is timed (`run`), and how its result becomes arrays (`answer`), untimed."""

    run: Callable[[], Any]
    answer: Callable[[Any], dict[str, Any]]

"""Refuse amounts that are none."""

from __future__ import annotations

import numpy as np

from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["refuse_unless_dollars"]


def refuse_unless_dollars(value: object, name: str) -> None:
    """Refuse what is not a number of 0 or more."""
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    fine = number and 0 <= float(value) < float("inf")  # type: ignore[arg-type]
    refuse_unless(fine, name, value, _("a number, 0 or more"))

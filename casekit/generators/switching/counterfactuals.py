"""What the same customers would have done without some of what holds them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching.runs import Run
from casekit.words import _

__all__ = ["Counterfactual", "forms_in", "retention_of"]


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """Hold what the same customers, with the same luck, would have done.

    Attributes
    ----------
    without : tuple of str
        The forms that were removed.
    retention : float
        Share of customer-months with a firm to leave in which the customer stayed.
    by_month : pandas.DataFrame
        By ``month``: ``could_leave`` and ``stayed`` (customers), ``retention``, and the share of
        customers of each firm (``share_F``).
    """

    without: tuple[str, ...]
    retention: float
    by_month: pd.DataFrame


def retention_of(run: Run) -> float:
    """Give the share of those who could leave and stayed; NaN where nobody could."""
    could_leave = int(run.could_leave.sum())
    return int(run.stayed.sum()) / could_leave if could_leave else float("nan")


def forms_in(without: Collection[str]) -> list[str]:
    """Check the names of what is to be removed."""
    named = [without] if isinstance(without, str) else list(without)
    known = (*FORMS, "inattention")
    strange = [name for name in named if name not in known]
    if strange:
        message = _('"{name}" is none of the forms; remove some of {known}.')
        raise InputError(
            message.format(name=strange[0], known=", ".join(f'"{one}"' for one in known))
        )
    return [name for name in known if name in named]

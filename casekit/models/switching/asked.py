"""What an X-ray is asked: senseless arguments refused, and whom to learn from."""

from __future__ import annotations

import numpy as np

from casekit.errors import InputError
from casekit.models.switching.rows import ChoiceRows
from casekit.words import _

__all__ = ["learned_from", "refuse_nonsense"]

# Customers seen from entry that are enough to learn from them alone.
_ENOUGH = 500


def refuse_nonsense(
    months_to_learn: float | None,
    attention: float | None,
    habit: object,
    correlated_tastes: object,
    entry: str,
) -> None:
    """Refuse arguments of `lock_in_xray` that make no sense.

    Parameters
    ----------
    months_to_learn, attention, habit, correlated_tastes, entry
        As `lock_in_xray` takes them.

    Raises
    ------
    InputError
        In words.
    """
    if months_to_learn is not None and not (0 < months_to_learn < np.inf):
        raise InputError(
            _(
                "months_to_learn={value} was given; it is a number of months above 0, or None to "
                "estimate it."
            ).format(value=months_to_learn)
        )
    if attention is not None and not (0 < attention <= 1):
        raise InputError(
            _(
                "attention={value} was given; it is a chance above 0 and at most 1, or None to "
                "estimate it."
            ).format(value=attention)
        )
    for name, value in (("habit", habit), ("correlated_tastes", correlated_tastes)):
        if value not in (True, False, "auto"):
            raise InputError(
                _('{name}={value!r} was given; choose True, False or "auto".').format(
                    name=name, value=value
                )
            )
    if entry not in ("auto", "only", "all"):
        raise InputError(
            _('entry={value!r} was given; choose "auto", "only" or "all".').format(value=entry)
        )


def learned_from(rows: ChoiceRows, entry: str, cautions: list[str]) -> tuple[ChoiceRows, bool]:
    """Choose the customers to learn from.

    Parameters
    ----------
    rows : ChoiceRows
        The panel.
    entry : {"auto", "only", "all"}
        What to do where some were first seen in mid-life.
    cautions : list of str
        Words for the reader are added here.

    Returns
    -------
    rows : ChoiceRows
        The choices of the customers to learn from.
    shifted : bool
        Whether their tastes have to be shifted by what was first seen of them.

    Raises
    ------
    InputError
        When nobody is left.
    """
    mid_life = rows.mid_life
    late, entered = int(mid_life.sum()), int((~mid_life).sum())
    if not late:
        return rows, False
    share = f"{late:,} of {rows.customers:,}"
    if entry == "only" and not entered:
        raise InputError(
            _(
                "All {n} customers of this panel were customers before it began, so entry='only' "
                "leaves nobody. Take entry='all', or data from the month they entered."
            ).format(n=f"{late:,}")
        )
    if entry == "only" or (entry == "auto" and entered >= _ENOUGH):
        cautions.append(
            _(
                "{share} customers were first seen in mid-life: their first firm was already "
                "chosen for taste and kept by barriers. The X-ray learns from the {entered} "
                "customers seen since they entered (entry='all' takes everybody)."
            ).format(share=share, entered=f"{entered:,}")
        )
        return rows.of_customers(~mid_life), False
    cautions.append(
        _(
            "{share} customers were first seen in mid-life: their first firm was already chosen "
            "for taste and kept by barriers, so taste and lock-in cannot be told apart fully. The "
            "best correction known shifts tastes by the firm and the friends first seen with; "
            "barriers may still be off by a tenth or more, beyond the interval. Ask since when "
            "the data have watched each customer."
        ).format(share=share)
    )
    return rows, True

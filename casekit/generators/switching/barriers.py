"""What leaving costs, in money: points, learning, an exit fee, friends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.frames.choices import FORMS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["Barriers"]

PerFirm = float | Sequence[float]

# The value of each form, in the order of FORMS.
_VALUES = ("point_value", "technical_cost", "exit_fee", "friends_value")


@dataclass(frozen=True)
class Barriers:
    """Hold the barriers of leaving; each value is money, one for all firms or one for each.

    Parameters
    ----------
    point_value : float or sequence of float
        Economic: worth of a point held, forfeited on leaving (v).
    reward_points : int or None
        Points at which a reward is taken and paid with these points; None: no points.
    purchases_vary : bool
        Whether a customer makes 0, 1 or 2 purchases a month (chances 1/4, 1/2, 1/4), a point
        each; otherwise one.
    technical_cost : float or sequence of float
        Technical: what learning, data and integration are worth after a long stay (tau).
    months_to_learn : float
        Months after which the technical barrier has reached 63% of that (theta).
    exit_fee : float or sequence of float
        Contractual: fee for leaving at the start of a term; it falls evenly to 0 at the end.
    term_months : int or None
        Length of a contract; None: no contracts.
    auto_renewal : bool
        Whether a customer who stays at the end of a term starts another.
    friends_value : float or sequence of float
        Community: worth of having all one's friends at a firm (kappa).

    Examples
    --------
    >>> Barriers(exit_fee=60.0).technical_cost
    10.0
    """

    point_value: PerFirm = 0.80
    reward_points: int | None = 10
    purchases_vary: bool = True
    technical_cost: PerFirm = 10.0
    months_to_learn: float = 6.0
    exit_fee: PerFirm = 20.0
    term_months: int | None = 12
    auto_renewal: bool = True
    friends_value: PerFirm = 15.0

    def refuse_nonsense(self, n_firms: int, months: int) -> None:
        """Refuse values that no market can have, in words.

        Examples
        --------
        >>> Barriers(exit_fee=-1.0).refuse_nonsense(2, 24)
        Traceback (most recent call last):
            ...
        casekit.errors.InputError: `exit_fee` must be a number, 0 or more, or one for each of \
the 2 firms; -1.0 was given.
        """
        for name in _VALUES:
            refuse_unless_per_firm(getattr(self, name), name, n_firms, least=0.0)
        if self.reward_points is not None:
            refuse_unless_whole(self.reward_points, "reward_points")
        learned = self.months_to_learn > 0
        expected = _("a number of months above 0")
        refuse_unless(learned, "months_to_learn", self.months_to_learn, expected)
        if self.term_months is not None:
            refuse_unless_whole(self.term_months, "term_months")
            expected = _(
                "at most the {months} months of the panel, so that the end of a term can be seen"
            ).format(months=months)
            refuse_unless(self.term_months <= months, "term_months", self.term_months, expected)

    def without(self, forms: Collection[str]) -> Barriers:
        """Make some forms worth nothing; points and contracts are still counted.

        Examples
        --------
        >>> Barriers().without(["contractual"]).exit_fee
        0.0
        """
        values = dict(zip(FORMS, _VALUES, strict=True))
        removed: dict[str, Any] = {values[form]: 0.0 for form in FORMS if form in forms}
        return replace(self, **removed)

    def money(self, n_firms: int, months: int) -> dict[str, NDArray[np.float64]]:
        """Tabulate each barrier in money by firm (rows) and state (columns).

        Parameters
        ----------
        n_firms : int
        months : int
            Longest tenure.

        Returns
        -------
        dict of str to ndarray
            By form: economic by points held, technical by months of tenure, contractual by
            months left, community for all friends (one column).

        Examples
        --------
        >>> Barriers().money(2, 24)["economic"][0, :3].tolist()
        [0.0, 0.8, 1.6]
        """
        points = np.arange(min(self.reward_points or 1, 2 * months + 1))
        # One exponential, then products: these round alike on every processor.
        learned = 1 - np.cumprod(np.r_[1.0, np.full(months, exp(-1 / self.months_to_learn))])
        term = self.term_months or 1
        states = (points, learned, np.arange(term) / term, np.ones(1))
        values = [getattr(self, name) for name in _VALUES]
        tables: dict[str, NDArray[np.float64]] = {}
        for form, value, state in zip(FORMS, values, states, strict=True):
            each = np.broadcast_to(np.asarray(value, dtype=np.float64), n_firms)
            tables[form] = each[:, None] * state.astype(np.float64)
        return tables


def refuse_unless_per_firm(
    value: PerFirm, name: str, n_firms: int, least: float | None = None
) -> None:
    """Refuse a value that is neither a number nor one number for each firm."""
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        numbers = np.array(np.nan)
    fine = numbers.shape in ((), (n_firms,)) and bool(np.isfinite(numbers).all())
    expected = _("a number, or one for each of the {n} firms").format(n=n_firms)
    if least is not None:
        fine = fine and bool((numbers >= least).all())
        expected = _("a number, {least:g} or more, or one for each of the {n} firms").format(
            least=least, n=n_firms
        )
    refuse_unless(fine, name, value, expected)

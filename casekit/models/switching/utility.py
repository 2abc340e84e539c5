"""The utility of every firm in every row: which parameters there are, and how they add up.

To customer i in month t firm j is worth

    constant_j + taste_ij - price_sensitivity price_ijt + friends friends_ijt
    + [j is the firm of last month] (points p + learning (1 - exp(-tenure / theta))
                                     + contract share of the term left + habit)

and a barrier in money is its part of the last two lines over ``price_sensitivity``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from casekit.models.switching.rows import ChoiceRows, Floats, Whole

__all__ = ["Stakes", "Utility"]


@dataclass(frozen=True, eq=False)
class Stakes:
    """Hold what is at stake in every row at some parameters.

    Attributes
    ----------
    weights : ndarray, shape (rows, firms)
        exp(utility without taste), the best firm of the row counting 1.
    chosen : ndarray
        Utility of the firm chosen, less that of the best.
    learned : ndarray
        1 - exp(-tenure / theta) in the rows with a firm to leave.
    """

    weights: Floats
    chosen: Floats
    learned: Floats


@dataclass(frozen=True, eq=False)
class Utility:
    """Turn parameters into utilities, and residuals of choices into scores.

    Attributes
    ----------
    rows : ChoiceRows
        The choices.
    names : tuple of str
        The parameters in order.
    theta : float or None
        Months of learning where they are given; None where they are estimated.
    """

    rows: ChoiceRows
    names: tuple[str, ...]
    theta: float | None
    _held: Whole
    _at: Whole
    _mid_life: Whole
    _first: Whole

    @classmethod
    def of(
        cls,
        rows: ChoiceRows,
        *,
        theta: float | None = None,
        habit: bool = False,
        first_firm: bool = False,
        without: tuple[str, ...] = (),
    ) -> Utility:
        """Choose the parameters that a panel can tell.

        Parameters
        ----------
        rows : ChoiceRows
            The choices.
        theta : float, optional
            Months of learning; estimated by default.
        habit : bool
            Whether staying has a worth of its own beyond the forms.
        first_firm : bool
            Whether tastes shift with the firm that a customer in mid-life was first seen with.
        without : tuple of str
            Parameters to leave out.

        Returns
        -------
        Utility
        """
        names = [f"constant_{firm}" for firm in rows.firms[1:]] + ["price_sensitivity"]
        names += ["points"] if rows.points is not None else []
        if rows.tenure is not None:
            names += ["learning"] if theta is not None else ["learning", "log_theta"]
        names += ["contract"] if rows.left is not None else []
        names += ["friends"] if rows.friends is not None else []
        names += ["habit"] if habit else []
        names += _first_names(rows) if first_firm else []
        if "learning" in without:
            without = (*without, "log_theta")
        return cls._of(rows, tuple(name for name in names if name not in without), theta)

    @classmethod
    def _of(cls, rows: ChoiceRows, names: tuple[str, ...], theta: float | None) -> Utility:
        held = np.flatnonzero(rows.previous >= 0)
        first = np.repeat(rows.previous[rows.starts], rows.lengths)
        mid_life = np.flatnonzero(first >= 0)
        return cls(rows, names, theta, held, rows.previous[held], mid_life, first[mid_life])

    def thinned(self, step: int) -> Utility:
        """Give the same utility for one customer in so many."""
        which = np.arange(self.rows.customers) % step == 0
        return self._of(self.rows.of_customers(which), self.names, self.theta)

    def at(self, parameters: Floats) -> Stakes:
        """Compute the utilities at some parameters."""
        rows, value = self.rows, dict(zip(self.names, parameters.tolist(), strict=True))
        constants = [value.get(f"constant_{firm}", 0.0) for firm in rows.firms]
        utility = -value.get("price_sensitivity", 0.0) * rows.price + np.array(constants)
        if "friends" in value:
            utility += value["friends"] * rows.friends
        staying = np.full(len(self._held), value.get("habit", 0.0))
        if "points" in value:
            staying += value["points"] * rows.points[self._held]  # type: ignore[index]
        if "contract" in value:
            staying += value["contract"] * rows.left[self._held]  # type: ignore[index]
        learned = np.zeros(len(self._held))
        if "learning" in value:
            learned = -np.expm1(-rows.tenure[self._held] / self.months(parameters))  # type: ignore[index]
            staying += value["learning"] * learned
        utility[self._held, self._at] += staying
        for name in self.names:
            if name == "first_friends":
                utility[self._mid_life] += value[name] * self._as_first_seen(name)
            elif name.startswith("first_"):
                utility[self._mid_life, self._first] += value[name] * self._as_first_seen(name)
        # Firm by firm: numpy's own maximum over so short an axis takes ten times as long.
        utility -= reduce(np.maximum, utility.T)[:, None]
        chosen = utility[np.arange(len(rows)), rows.chosen]
        return Stakes(np.exp(utility, out=utility), chosen, learned)

    def months(self, parameters: Floats) -> float:
        """Give theta, the months of learning."""
        if self.theta is not None:
            return self.theta
        return float(np.exp(parameters[self.names.index("log_theta")]))

    def scores(self, parameters: Floats, stakes: Stakes, residual: Floats) -> Floats:
        """Turn residuals (chosen or not, less probability) into scores.

        Parameters
        ----------
        parameters : ndarray
            Where.
        stakes : Stakes
            What `at` gave there.
        residual : ndarray, shape (rows, firms)
            Of every row and firm.

        Returns
        -------
        ndarray, shape (customers, parameters)
            Derivatives of each customer's log-likelihood.
        """
        rows = self.rows
        of_previous = residual[self._held, self._at]
        columns = []
        for name in self.names:
            if name.startswith("constant_"):
                columns.append(residual[:, rows.firms.index(name[len("constant_") :])])
            elif name == "price_sensitivity":
                columns.append(-np.einsum("rj,rj->r", residual, rows.price))
            elif name == "friends":
                assert rows.friends is not None
                columns.append(np.einsum("rj,rj->r", residual, rows.friends))
            elif name == "first_friends":
                products = residual[self._mid_life] * self._as_first_seen(name)
                columns.append(self._spread(self._mid_life, products.sum(axis=1)))
            elif name.startswith("first_"):
                products = residual[self._mid_life, self._first] * self._as_first_seen(name)
                columns.append(self._spread(self._mid_life, products))
            else:
                worth = self._worth(name, parameters, stakes)
                columns.append(self._spread(self._held, of_previous * worth))
        return np.stack([np.add.reduceat(column, rows.starts) for column in columns], axis=1)

    def _worth(self, name: str, parameters: Floats, stakes: Stakes) -> Floats | float:
        rows = self.rows
        if name == "points":
            return rows.points[self._held]  # type: ignore[index]
        if name == "contract":
            return rows.left[self._held]  # type: ignore[index]
        if name == "learning":
            return stakes.learned
        if name == "log_theta":
            waiting = rows.tenure[self._held] / self.months(parameters)  # type: ignore[index]
            learning = parameters[self.names.index("learning")]
            return -learning * waiting * (1 - stakes.learned)
        return 1.0

    def _as_first_seen(self, name: str) -> Floats:
        """Give what was known when a customer was first seen, repeated in the customer's rows."""
        rows = self.rows
        first = np.repeat(rows.starts, rows.lengths)[self._mid_life]
        if name == "first_friends":
            return rows.friends[first]  # type: ignore[index]
        return np.ones(len(first))

    def _spread(self, where: Whole, values: Floats) -> Floats:
        column = np.zeros(len(self.rows))
        column[where] = values
        return column


def _first_names(rows: ChoiceRows) -> list[str]:
    """Name what shifts the tastes of customers first seen in mid-life (Wooldridge 2005).

    The firm they were first seen with, and the friends that they had everywhere. Tenure as first
    seen made things worse: it tells as much of the barriers as of the taste.
    """
    return ["first_firm"] + (["first_friends"] if rows.friends is not None else [])

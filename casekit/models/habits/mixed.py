"""Taste and habit together: a mixed logit in which every customer has tastes of their own."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats.qmc import Halton

from casekit.errors import CasekitWarning
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.metrics.habits.reading import BrandChoices, read_brand_choices
from casekit.models.habits.climbing import climb
from casekit.models.habits.conditional import BrandChoice, design, last_half
from casekit.models.habits.results import ChoiceResults
from casekit.words import _

__all__ = ["TasteAndHabit", "TasteAndHabitResults"]

Floats = NDArray[np.float64]

# A grid of the normal taste that reaches beyond any customer's posterior: with two brands the
# integral is one-dimensional, and evenly spaced nodes are all but exact.
_REACH = 5.0
_NODES = 81
_AT_ONCE = 50


@dataclass(frozen=True, eq=False, repr=False)
class TasteAndHabitResults(ChoiceResults):
    """Hold a fitted mixed logit of brand choice: tastes that differ, and habit."""

    title = "Taste and habit (mixed logit)"


@dataclass(frozen=True)
class TasteAndHabit:
    """Tell habit from taste by a model that lets tastes differ between customers.

    Parameters
    ----------
    first_brand : {"auto", "given", "shift"}
        What to make of customers who had a brand before the panel began. That brand is not
        chance: it already carries their taste. ``"given"`` forgets this (and finds too much
        habit); ``"shift"`` lets the mean taste differ by the first brand seen, the usual
        correction; ``"auto"`` shifts where it is needed, and warns.
    habit : bool
        Whether the brand bought last counts.
    draws : int
        Draws a customer, with three brands or more; with two a fine grid is used.
    attributes : sequence of str
        What differs between brands, by the first part of the columns' names.

    Notes
    -----
    Tastes are normal and independent between brands: with two brands their difference has the
    standard deviation ``taste_sd``; with more, each brand has its own. Simulated maximum
    likelihood with analytic gradient; standard errors clustered by customer. The correction is
    that of Wooldridge (2005, Journal of Applied Econometrics 20, 39-54) in its plainest
    form.

    Examples
    --------
    >>> from casekit.generators.habits import make_brand_panel
    >>> panel, _truth = make_brand_panel(600, months=12, gamma=1.0, taste_sd=1.5, seed=5)
    >>> fit = TasteAndHabit().fit(panel)
    >>> bool(abs(fit.params["habit"] - 1) < 2.5 * fit.bse["habit"])
    True
    """

    first_brand: str = "auto"
    habit: bool = True
    draws: int = 100
    attributes: Sequence[str] = ("price",)

    def fit(self, panel: pd.DataFrame) -> TasteAndHabitResults:
        """Fit by maximum simulated likelihood.

        Parameters
        ----------
        panel : pandas.DataFrame
            One row a customer and purchase; a missing ``previous_firm`` on a customer's first row
            means the first purchase of a life.

        Returns
        -------
        TasteAndHabitResults

        Raises
        ------
        InputError
            If the panel is not in order.
        """
        refuse_unless(
            self.first_brand in ("auto", "given", "shift"),
            "first_brand",
            self.first_brand,
            _('"auto", "given" or "shift"'),
        )
        refuse_unless_whole(self.draws, "draws")
        choices = read_brand_choices(panel, attributes=self.attributes)
        shift = choices.starts_mid_life and self.first_brand != "given"
        if shift and self.first_brand == "auto":
            warnings.warn(_MID_LIFE(), CasekitWarning, stacklevel=2)
        names, x = design(choices, self.attributes)
        columns = [x]
        if self.habit:
            columns.append(last_half(choices)[:, :, None])
            names.append("habit")
        if shift:
            columns.append(_first_brand_seen(choices)[:, :, None])
            names.append("first_brand_seen")
        start = np.zeros(len(names))
        plain = BrandChoice(habit=False, attributes=self.attributes).fit(panel)
        start[: len(plain.values)] = plain.values
        likelihood = _Likelihood(choices, np.concatenate(columns, axis=2), self.draws)
        names += likelihood.spread_names(choices.firms)
        theta, value, covariance = climb(
            likelihood, np.concatenate([start, np.full(likelihood.spreads, 1.0)])
        )
        sizes = np.ones(len(names))
        sizes[len(names) - likelihood.spreads :] = np.sign(theta[-likelihood.spreads :])
        covariance = covariance * np.outer(sizes, sizes)
        # At a spread of 0 the likelihood is flat: data like these name no standard error.
        flat = np.flatnonzero(np.abs(theta[-likelihood.spreads :]) < 1e-3) - likelihood.spreads
        covariance[flat, :] = covariance[:, flat] = np.nan
        return TasteAndHabitResults(
            names=tuple(names),
            values=theta * sizes,
            covariance=covariance,
            llf=value,
            nobs=len(choices),
            customers=choices.customers,
        )


def _MID_LIFE() -> str:
    return _(
        "This panel starts in mid-life: customers already had a brand when it began, and that "
        "brand carries their taste. The fit lets mean tastes differ by the first brand seen; that "
        "mends most of the error, not all. Where you can, use customers seen from their first "
        'purchase. (first_brand="shift" says that you know.)'
    )


def _first_brand_seen(choices: BrandChoices) -> Floats:
    first = choices.last[choices.first_row][choices.customer]
    marks = np.zeros((len(choices), len(choices.firms)))
    rows = np.flatnonzero(first >= 0)
    marks[rows, first[rows]] = 1.0
    return marks


class _Likelihood:
    """Give each customer's log-likelihood and its gradient, averaged over tastes."""

    def __init__(self, choices: BrandChoices, x: Floats, draws: int) -> None:
        brands = len(choices.firms)
        self.x, self.chosen, self.customer = x, choices.chosen, choices.customer
        self.starts = np.flatnonzero(choices.first_row)
        self.rows = np.arange(len(x))
        if brands == 2:
            nodes = np.linspace(-_REACH, _REACH, _NODES)
            weights = np.exp(-(nodes**2) / 2)
            self.log_weights = np.log(weights / weights.sum())
            # One taste: of the second brand against the first, the same nodes for everybody.
            self.nodes = nodes[None, :, None]
            self.spreads = 1
            # Some customers at a time, so that the work stays within the processor's own memory.
            edges = [*range(0, choices.customers, _AT_ONCE), choices.customers]
            ends = [*self.starts, len(x)]
            self.blocks = [
                (slice(ends[low], ends[high]), slice(low, high)) for low, high in pairwise(edges)
            ]
        else:
            points = Halton(brands, scramble=False).random(choices.customers * draws + 20)[20:]
            self.nodes = ndtri(points).reshape(choices.customers, draws, brands)
            self.log_weights = np.full(draws, -np.log(draws))
            self.spreads = brands

    def spread_names(self, firms: tuple[str, ...]) -> list[str]:
        """Name the standard deviations of taste."""
        return ["taste_sd"] if self.spreads == 1 else [f"taste_sd_{firm}" for firm in firms]

    def __call__(self, theta: Floats) -> tuple[Floats, Floats]:
        """Give log-likelihoods (customers,) and scores (customers, parameters)."""
        fixed, spread = theta[: -self.spreads], theta[-self.spreads :]
        mean = np.einsum("njk,k->nj", self.x, fixed)
        if self.spreads == 1:
            return self._two_brands(mean, float(spread[0]))
        nodes = self.nodes[self.customer]
        utility = mean[:, None, :] + nodes * spread
        utility -= utility.max(axis=2, keepdims=True)
        chance = np.exp(utility)
        total = chance.sum(axis=2)
        chance /= total[:, :, None]
        log_chance = utility[self.rows, :, self.chosen] - np.log(total)
        customers = np.add.reduceat(log_chance, self.starts, axis=0) + self.log_weights
        top = customers.max(axis=1, keepdims=True)
        weight = np.exp(customers - top)
        size = weight.sum(axis=1, keepdims=True)
        weight /= size
        surprise = -chance
        surprise[self.rows, :, self.chosen] += 1.0
        weighted = surprise * weight[self.customer][:, :, None]
        expected = weighted.sum(axis=1)
        scores = np.einsum("nj,njk->nk", expected, self.x)
        of_spread = np.einsum("nrj,nrj->nj", weighted, nodes)
        scores = np.concatenate([scores, of_spread], axis=1)
        return (top + np.log(size))[:, 0], np.add.reduceat(scores, self.starts, axis=0)

    def _two_brands(self, mean: Floats, spread: float) -> tuple[Floats, Floats]:
        gap = mean[:, 1] - mean[:, 0]
        parts = [self._block(rows, gap, spread) for rows in self.blocks]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def _block(self, at: tuple[slice, slice], gap: Floats, spread: float) -> tuple[Floats, Floats]:
        rows, customers = at
        nodes, starts = self.nodes[0, :, 0], self.starts[customers] - rows.start
        sign = np.where(self.chosen[rows] == 1, 1.0, -1.0)
        margin = sign[:, None] * (gap[rows, None] + spread * nodes)
        # P = 1 / (1 + odds); beyond 700 the odds against would overflow.
        odds = np.exp(-np.maximum(margin, -700.0))
        total = 1.0 + odds
        value = self.log_weights - np.add.reduceat(np.log(total), starts, axis=0)
        top = value.max(axis=1, keepdims=True)
        weight = np.exp(value - top)
        size = weight.sum(axis=1, keepdims=True)
        weight /= size
        surprise = odds / total * weight[self.customer[rows] - customers.start]
        expected = sign * surprise.sum(axis=1)
        scores = expected[:, None] * (self.x[rows, 1] - self.x[rows, 0])
        scores = np.column_stack([scores, sign * (surprise @ nodes)])
        return (top + np.log(size))[:, 0], np.add.reduceat(scores, starts, axis=0)

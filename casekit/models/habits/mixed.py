"""Taste and habit together: a mixed logit in which every customer has tastes of their own."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats.qmc import Halton

from casekit.errors import CasekitWarning, InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.metrics.habits.reading import BrandChoices, read_brand_choices
from casekit.models.habits.conditional import BrandChoice, design, last_half
from casekit.models.habits.results import ChoiceResults
from casekit.words import _

__all__ = ["TasteAndHabit", "TasteAndHabitResults"]

Floats = NDArray[np.float64]

# A grid of the normal taste that reaches beyond any customer's posterior: with two brands the
# integral is one-dimensional, and evenly spaced nodes are all but exact.
_REACH = 5.0
_NODES = 81


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
        theta, value, covariance = _climb(
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
            self.brand_of_spread = np.array([1])
        else:
            points = Halton(brands, scramble=False).random(choices.customers * draws + 20)[20:]
            self.nodes = ndtri(points).reshape(choices.customers, draws, brands)
            self.log_weights = np.full(draws, -np.log(draws))
            self.spreads = brands
            self.brand_of_spread = np.arange(brands)

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
        nodes = self.nodes[0, :, 0]
        sign = np.where(self.chosen == 1, 1.0, -1.0)
        margin = sign[:, None] * ((mean[:, 1] - mean[:, 0])[:, None] + spread * nodes)
        # log P = -log(1 + exp(-margin)), and 1 - P is its slope.
        log_chance = -np.logaddexp(0.0, -margin)
        customers = np.add.reduceat(log_chance, self.starts, axis=0) + self.log_weights
        top = customers.max(axis=1, keepdims=True)
        weight = np.exp(customers - top)
        size = weight.sum(axis=1, keepdims=True)
        weight /= size
        weighted = -np.expm1(log_chance) * weight[self.customer] * sign[:, None]
        expected = weighted.sum(axis=1)
        scores = expected[:, None] * (self.x[:, 1] - self.x[:, 0])
        scores = np.concatenate([scores, (weighted @ nodes)[:, None]], axis=1)
        return (top + np.log(size))[:, 0], np.add.reduceat(scores, self.starts, axis=0)


def _climb(likelihood: _Likelihood, theta: Floats) -> tuple[Floats, float, Floats]:
    """Climb with the outer product of scores, then with the Hessian; give top and covariance."""
    values, scores = likelihood(theta)
    for _step in range(12):
        step = _uphill(scores.T @ scores, scores.sum(axis=0))
        before = values.sum()
        theta, values, scores = _search(likelihood, theta, values, step)
        # Near the top the Hessian is the better guide, and the only one where no taste differs.
        if values.sum() - before < 0.1:
            break
    for _step in range(25):
        curvature = _curvature(likelihood, theta, scores)
        step = _uphill(curvature, scores.sum(axis=0))
        if abs(scores.sum(axis=0) @ step) < 1e-7:
            break
        theta, values, scores = _search(likelihood, theta, values, step)
    inverse = np.linalg.pinv(curvature, rcond=1e-12, hermitian=True)
    groups = len(scores)
    covariance = inverse @ (scores.T @ scores) @ inverse * (groups / max(groups - 1, 1))
    return theta, float(values.sum()), covariance


def _uphill(curvature: Floats, gradient: Floats) -> Floats:
    sizes, axes = np.linalg.eigh(curvature)
    # A flat or upward-curved axis still gets a bounded uphill step.
    sizes = np.maximum(np.abs(sizes), 1e-8 * np.abs(sizes).max() + 1e-300)
    step: Floats = axes @ ((axes.T @ gradient) / sizes)
    return step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))


def _search(
    likelihood: _Likelihood, theta: Floats, values: Floats, step: Floats
) -> tuple[Floats, Floats, Floats]:
    for _half in range(30):
        new_values, new_scores = likelihood(theta + step)
        if new_values.sum() >= values.sum() - 1e-9:
            return theta + step, new_values, new_scores
        step = step / 2
    raise InputError(
        _("The fit finds no best value: the panel is too small, or a brand is hardly bought.")
    )


def _curvature(likelihood: _Likelihood, theta: Floats, scores: Floats) -> Floats:
    here, reach = scores.sum(axis=0), 1e-5
    columns = [
        (here - likelihood(theta + reach * unit)[1].sum(axis=0)) / reach
        for unit in np.eye(len(theta))
    ]
    both = np.array(columns)
    curvature: Floats = (both + both.T) / 2
    return curvature

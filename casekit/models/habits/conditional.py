"""Choice among brands by taste, price and habit: the conditional logit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.metrics.habits.reading import BrandChoices, read_brand_choices
from casekit.models.habits.results import ChoiceResults
from casekit.words import _

__all__ = ["BrandChoice", "BrandChoiceResults"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class BrandChoiceResults(ChoiceResults):
    """Hold a fitted conditional logit of brand choice."""

    title = "Brand choice (conditional logit)"


@dataclass(frozen=True)
class BrandChoice:
    """Explain brand choice by mean tastes, price and, if wanted, habit.

    Parameters
    ----------
    habit : bool
        Whether the brand bought last counts. Its coefficient ``habit`` is gamma: by how much the
        log-odds of one brand against another rise when the one instead of the other was last.
    tastes : pandas.DataFrame, optional
        Every customer's own taste (index ``customer_id``, one column a brand, in log-odds), held
        fixed. Only a generator's truth knows it.
    lagged_price, next_price : bool
        Whether the prices of the customer's purchase before, or after, count too.
    own_mean_prices : bool
        Whether each customer's own mean prices count: they stand for the shop where the customer
        usually buys.
    attributes : sequence of str
        What else differs between brands, by the first part of the columns' names.

    Notes
    -----
    Mean tastes are measured from the first brand's. Standard errors allow the purchases of one
    customer to hang together (clustered by customer).

    Examples
    --------
    >>> from casekit.generators.habits import make_brand_panel
    >>> panel, truth = make_brand_panel(1_500, gamma=0.0, taste_sd=1.5, seed=5)
    >>> round(float(BrandChoice().fit(panel).params["habit"]), 1)
    1.1
    >>> abs(float(BrandChoice(tastes=truth.tastes).fit(panel).params["habit"])) < 0.1
    True
    """

    habit: bool = True
    tastes: pd.DataFrame | None = field(default=None, repr=False)
    lagged_price: bool = False
    next_price: bool = False
    own_mean_prices: bool = False
    attributes: Sequence[str] = ("price",)

    def fit(self, panel: pd.DataFrame) -> BrandChoiceResults:
        """Fit by maximum likelihood.

        Parameters
        ----------
        panel : pandas.DataFrame
            One row a customer and purchase, as `casekit.generators.habits.make_brand_panel`
            makes it.

        Returns
        -------
        BrandChoiceResults

        Raises
        ------
        InputError
            If the panel is not in order, or nothing in it varies.
        """
        choices = read_brand_choices(panel, attributes=self.attributes)
        names, x = design(choices, self.attributes)
        columns = [x]
        extra: list[tuple[str, Floats]] = []
        if self.habit:
            extra.append(("habit", last_half(choices)))
        if self.own_mean_prices:
            extra.append(("own_mean_price", choices.customer_means("price")))
        if self.lagged_price:
            extra.append(("lagged_price", choices.shifted("price", 1)))
        if self.next_price:
            extra.append(("next_price", choices.shifted("price", -1)))
        columns += [values[:, :, None] for _name, values in extra]
        names += [name for name, _values in extra]
        x = np.concatenate(columns, axis=2)
        use = np.isfinite(x).all(axis=(1, 2))
        if self.habit:
            use &= choices.last >= 0
        if not use.any():
            raise InputError(
                _("No customer has enough purchases in a row for this model: two, or three.")
            )
        known = np.zeros(x.shape[:2]) if self.tastes is None else tastes_of(choices, self.tastes)
        return _fit(names, x[use], known[use], choices.chosen[use], choices.customer[use])


def design(choices: BrandChoices, attributes: Sequence[str]) -> tuple[list[str], Floats]:
    """Make a column for each brand but the first, and one for each attribute."""
    brands = len(choices.firms)
    dummies = np.broadcast_to(np.eye(brands)[:, 1:], (len(choices), brands, brands - 1))
    values = [choices.attributes[name][:, :, None] for name in attributes]
    names = [f"taste_{firm}" for firm in choices.firms[1:]] + list(attributes)
    return names, np.concatenate([dummies, *values], axis=2)


def last_half(choices: BrandChoices) -> Floats:
    """Mark the brand bought last with a half, so that the coefficient is a swing of log-odds."""
    marks = np.zeros((len(choices), len(choices.firms)))
    rows = np.flatnonzero(choices.last >= 0)
    marks[rows, choices.last[rows]] = 0.5
    return marks


def tastes_of(choices: BrandChoices, tastes: pd.DataFrame) -> Floats:
    """Look up each row's customer in a table of tastes."""
    found = tastes.reindex(index=choices.ids, columns=list(choices.firms))
    lost = int(found.isna().any(axis=1).sum())
    if lost:
        raise InputError(
            _(
                "The table of tastes lacks {lost} of the panel's customers: it needs one row a "
                "customer_id (as its index) and one column a brand."
            ).format(lost=lost)
        )
    values: Floats = found.to_numpy(dtype=np.float64)[choices.customer]
    return values


def _fit(
    names: list[str], x: Floats, known: Floats, chosen: NDArray[np.int64], customer: NDArray
) -> BrandChoiceResults:
    """Climb by Newton's steps: the log-likelihood is concave, so there is one top."""
    rows = np.arange(len(x))
    # Attributes on one scale; constants of a customer's row drop out of the choice anyway.
    scale = np.sqrt(((x - x.mean(axis=1, keepdims=True)) ** 2).mean(axis=(0, 1)))
    flat = [name for name, size in zip(names, scale, strict=True) if size < 1e-12]
    if flat:
        raise InputError(
            _(
                "In the panel {names} does not vary between brands, so its effect cannot be seen."
            ).format(names=", ".join(flat))
        )
    x = x / scale
    theta = np.zeros(len(names))
    for _step in range(50):
        utility = known + np.einsum("njk,k->nj", x, theta)
        utility -= utility.max(axis=1, keepdims=True)
        chance = np.exp(utility)
        total = chance.sum(axis=1, keepdims=True)
        chance /= total
        llf = float((utility[rows, chosen] - np.log(total[:, 0])).sum())
        mean = np.einsum("nj,njk->nk", chance, x)
        scores = x[rows, chosen] - mean
        centred = x - mean[:, None, :]
        information = np.einsum("nj,njk,njl->kl", chance, centred, centred)
        gradient = scores.sum(axis=0)
        step = np.linalg.lstsq(information, gradient, rcond=1e-10)[0]
        if gradient @ step < 1e-10:
            break
        theta = theta + step * min(1.0, 4 / max(float(np.abs(step).max()), 1e-300))
    else:
        raise InputError(
            _(
                "The fit finds no best value: some brand is always, or never, chosen under some "
                "condition. Take out a column, or a brand that is hardly bought."
            )
        )
    if np.linalg.cond(information) > 1e12:
        raise InputError(
            _("Some columns of the model say the same ({names}): take one out.").format(
                names=", ".join(names)
            )
        )
    inverse = np.linalg.inv(information)
    by_customer = np.zeros((int(customer.max()) + 1, len(names)))
    np.add.at(by_customer, customer, scores)
    groups = len(np.unique(customer))
    middle = by_customer.T @ by_customer * (groups / max(groups - 1, 1))
    covariance = inverse @ middle @ inverse / np.outer(scale, scale)
    return BrandChoiceResults(
        names=tuple(names),
        values=theta / scale,
        covariance=covariance,
        llf=llf,
        nobs=len(x),
        customers=groups,
    )

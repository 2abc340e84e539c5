"""The NBD-Dirichlet model of a category: who buys how much of which brand.

Category purchases follow the NBD model; each household takes each brand with a probability of its
own, and these tastes follow a Dirichlet distribution across households, whatever the household
bought before. Goodhardt, Ehrenberg & Chatfield (1984), Journal of the Royal Statistical Society A
147(5), 621-655.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.segments.brand_counts import BrandCounts, read_brand_panel
from casekit.metrics.segments.brand_panel import OTHER
from casekit.models.purchases.fitting import fit_rows, warn_reader
from casekit.models.segments.brand_choice import cells_of, choice_constant, choice_likelihood
from casekit.models.segments.dirichlet_estimates import Choice
from casekit.models.segments.dirichlet_results import NBDDirichletResults
from casekit.models.segments.nbd import NBD
from casekit.models.segments.published import checked_shares, s_from_penetration
from casekit.words import _

__all__ = ["NBDDirichlet", "NBDDirichletResults"]


@dataclass(frozen=True)
class NBDDirichlet:
    """Learn how a category is bought, and what is normal for a brand of each size.

    Three numbers and the shares say it all: mean (category purchases per household and period), k
    (how much households differ in it) and s (how little each household keeps to brands of its
    own). No brand has a parameter of loyalty, so a brand that has more loyal buyers than the model
    says is an exception, and one that does not is normal for its size.

    Source: Goodhardt, Ehrenberg & Chatfield (1984), Journal of the Royal Statistical Society A
    147(5), 621-655.

    Examples
    --------
    >>> shares = {"Alder": 0.30, "Birch": 0.65, "Rowan": 0.05}
    >>> model = NBDDirichlet.at(mean=10, k=1, s=1.2, shares=shares)
    >>> model.table().loc[["Alder", "Rowan"], ["penetration", "purchase_frequency"]].round(3)
           penetration  purchase_frequency
    brand
    Alder        0.536               5.598
    Rowan        0.122               4.107
    """

    def fit(self, panel: Any, *, buyers_only: bool = False) -> NBDDirichletResults:
        """Estimate mean, k, s and the shares by maximum likelihood from households' purchases.

        Parameters
        ----------
        panel : data frame
            One row a household and one column of purchases a brand (any engine), or one row a
            purchase with ``customer_id`` and ``brand``; see
            `casekit.metrics.segments.read_brand_panel`.
        buyers_only : bool
            True where households that never bought the category could not be seen; k and
            every penetration among all households are then inferred from the buyers.

        Returns
        -------
        NBDDirichletResults
            Parameters, errors, and the table.

        Raises
        ------
        InputError
            When the panel has fewer than two brands, a brand that nobody bought, or too few
            households.

        Warns
        -----
        CasekitWarning
            When the data cannot tell a parameter.
        """
        counts = read_brand_panel(panel)
        _refuse_unless_brands(counts)
        if buyers_only:
            bought = counts.category > 0
            counts = BrandCounts(counts.brands, counts.purchases[bought], counts.households[bought])
        rows = pd.DataFrame({"purchases": counts.category, "customers": counts.households})
        nbd = NBD().fit(rows, buyers_only=buyers_only)
        sizes = counts.households @ counts.purchases
        # The largest brand stands first: ratios to a tiny brand would be wild.
        order = np.argsort(-sizes, kind="stable")
        sorted_counts = BrandCounts(
            tuple(counts.brands[i] for i in order), counts.purchases[:, order], counts.households
        )
        ratios = {
            _("share of {brand} / share of {first}").format(
                brand=name, first=sorted_counts.brands[0]
            ): sizes[i] / sizes[order[0]]
            for name, i in zip(sorted_counts.brands[1:], order[1:], strict=True)
        }
        vague = _(
            "Too few households bought twice, or all divide their purchases alike, or none "
            "divides them at all: how far tastes differ has no upper or no lower limit."
        )
        rare = _("Some brands were bought too rarely.")
        cells = cells_of(sorted_counts)
        estimate = fit_rows(
            choice_likelihood(len(order)),
            cells,
            {"s": 1.0, **ratios},
            {"s": vague, **dict.fromkeys(ratios, rare)},
        )
        choice = Choice(
            sorted_counts.brands,
            estimate,
            float(estimate.llf or 0.0) + choice_constant(cells),
            round(counts.number),
        )
        return NBDDirichletResults(nbd, choice.s, choice.shares, choice)

    @staticmethod
    def at(*, mean: float, k: float, s: float, shares: Mapping[str, float]) -> NBDDirichletResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        mean : float
            Category purchases per household and period, buyers or not.
        k : float
            Shape of the gamma distribution of households' rates.
        s : float
            Sum of the Dirichlet parameters.
        shares : mapping of str to float
            Market share of each brand. They may add up to less than 1: the rest belongs to
            brands that the table does not list.

        Returns
        -------
        NBDDirichletResults
            Predictions, without standard errors.

        Raises
        ------
        InputError
            When a parameter is not above 0, or shares add up to more than 1.
        """
        if not (np.isfinite(s) and s > 0):
            raise InputError(_("s={s} was given; s is a positive number.").format(s=s))
        return NBDDirichletResults(NBD.at(mean=mean, k=k), float(s), checked_shares(shares))

    @staticmethod
    def from_summary(
        *,
        category_penetration: float,
        category_purchase_frequency: float,
        shares: Mapping[str, float],
        penetrations: Mapping[str, float],
        category_variance: float | None = None,
    ) -> NBDDirichletResults:
        """Fit from published figures, as the field does: no household data needed.

        k comes from the category's mean and share of non-buyers. Each brand's penetration and
        share give an s; the model takes their mean, weighted by share.

        Parameters
        ----------
        category_penetration : float
            Share of households that bought the category.
        category_purchase_frequency : float
            Purchases of the category per buyer of it.
        shares : mapping of str to float
            Market share of each brand; may add up to less than 1.
        penetrations : mapping of str to float
            Share of households that bought each brand; of some or all brands.
        category_variance : float, optional
            Variance of the category's purchases per household; if given, k comes from it.

        Returns
        -------
        NBDDirichletResults
            Predictions, without standard errors; ``s_by_brand`` tells each brand's own s.

        Raises
        ------
        InputError
            When the figures contradict each other, or no brand's penetration can be had.

        Warns
        -----
        CasekitWarning
            For brands left out since no s gives their penetration (rounded figures do that).

        Examples
        --------
        >>> model = NBDDirichlet.from_summary(
        ...     category_penetration=0.56, category_purchase_frequency=2.6,
        ...     shares={"Colgate DC": 0.25, "Macleans": 0.19},
        ...     penetrations={"Colgate DC": 0.20, "Macleans": 0.17})
        >>> model.s_by_brand.round(2).tolist()
        [1.3, 2.21]
        """
        nbd = NBD.from_summary(
            penetration=category_penetration,
            purchase_frequency=category_purchase_frequency,
            variance=category_variance,
        )
        mean, k = nbd.params
        given = checked_shares(shares)
        unknown = [str(name) for name in penetrations if str(name) not in given.index]
        if unknown:
            raise InputError(
                _("penetrations names {unknown}, which shares does not.").format(
                    unknown=", ".join(unknown)
                )
            )
        found = pd.Series(
            {
                str(name): s_from_penetration(mean, k, float(given[str(name)]), float(value))
                for name, value in penetrations.items()
            },
            name="s",
            dtype=float,
        )
        found.index.name = "brand"
        lost = list(found.index[found.isna()])
        if len(lost) == len(found):
            raise InputError(
                _(
                    "No s gives the penetration of any brand. A brand's penetration lies between "
                    "its share x the category's penetration (every buyer buys nothing else) and "
                    "what it would be if all households chose alike; compare shares and "
                    "penetrations, and whether both are shares (0.2) and not per cent."
                )
            )
        if lost:
            warn_reader(
                _("No s gives the penetration of {lost}, so the mean of s leaves it out.").format(
                    lost=", ".join(lost)
                )
            )
        fine = found.dropna()
        s = float(np.average(fine, weights=given[fine.index]))
        return NBDDirichletResults(nbd, s, given, s_by_brand=found)


def _refuse_unless_brands(counts: BrandCounts) -> None:
    sizes = counts.households @ counts.purchases
    if len(sizes) < 2:
        raise InputError(
            _("The panel has one brand ({brand}); a choice needs two or more.").format(
                brand=counts.brands[0]
            )
        )
    never = [name for name, size in zip(counts.brands, sizes, strict=True) if size == 0]
    if never:
        raise InputError(
            _('Nobody bought {never}; drop these columns, or add them up as "{other}".').format(
                never=", ".join(never), other=OTHER
            )
        )

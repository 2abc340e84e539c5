"""Ask the old price: what a brand cost last time moves today's choice if there is habit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from casekit.models.habits.conditional import BrandChoice, BrandChoiceResults
from casekit.words import _

__all__ = ["LaggedPriceTest", "lagged_price_test"]


@dataclass(frozen=True)
class LaggedPriceTest:
    """Say whether yesterday's price moves today's choice.

    Attributes
    ----------
    coefficient, std_error : float
        Of the price at the purchase before, in log-odds for each unit of money.
    z : float
        Their ratio: beyond 2 either way, chance alone is a poor explanation.
    next_coefficient, next_z : float
        The same for the price at the purchase after: what has not happened yet cannot cause a
        habit, so it should be near 0. If it is not, the test is not to be trusted here.
    fit : BrandChoiceResults
        The model behind it.
    """

    coefficient: float
    std_error: float
    z: float
    next_coefficient: float
    next_z: float
    fit: BrandChoiceResults = field(repr=False)

    def __str__(self) -> str:
        return _(
            "price last time {coefficient:+.3f} (z = {z:.1f}); "
            "price next time {next_coefficient:+.3f} (z = {next_z:.1f})"
        ).format(
            coefficient=self.coefficient,
            z=self.z,
            next_coefficient=self.next_coefficient,
            next_z=self.next_z,
        )


def lagged_price_test(
    panel: pd.DataFrame,
    *,
    own_mean_prices: bool = False,
    attributes: Sequence[str] = ("price",),
) -> LaggedPriceTest:
    """Test for habit by the price of the purchase before: taste alone does not remember it.

    A low price last time brings a purchase then. If that purchase itself makes the next one
    likelier, the old price shows in today's choice; if people only follow their taste, it does
    not.

    Parameters
    ----------
    panel : pandas.DataFrame
        One row a customer and purchase, with ``price_`` columns of every brand.
    own_mean_prices : bool
        Whether to hold fixed each customer's own mean prices. Wanted in real panels, where
        customers of a cheap shop see low prices of a brand now, last time and next time.
    attributes : sequence of str
        What else differs between brands; ``price`` must be in it.

    Returns
    -------
    LaggedPriceTest

    Raises
    ------
    InputError
        If the panel is not in order.

    Notes
    -----
    The coefficient of the price before is of a logit without last brand;
    standard errors are clustered by customer. Stocks at home, prices that people remember,
    and prices that follow each other make old prices matter without any habit.

    Examples
    --------
    >>> from casekit.generators.habits import make_brand_panel
    >>> panel, _truth = make_brand_panel(1_500, gamma=0.0, taste_sd=1.5, seed=5)
    >>> abs(lagged_price_test(panel).z) < 2
    True
    >>> panel, _truth = make_brand_panel(1_500, gamma=1.0, taste_sd=1.5, seed=5)
    >>> lagged_price_test(panel).z < -5
    True
    """
    settings = {"habit": False, "own_mean_prices": own_mean_prices, "attributes": attributes}
    fit = BrandChoice(lagged_price=True, **settings).fit(panel)  # type: ignore[arg-type]
    ahead = BrandChoice(next_price=True, **settings).fit(panel)  # type: ignore[arg-type]
    return LaggedPriceTest(
        coefficient=float(fit.params["lagged_price"]),
        std_error=float(fit.bse["lagged_price"]),
        z=float(fit.z["lagged_price"]),
        next_coefficient=float(ahead.params["next_price"]),
        next_z=float(ahead.z["next_price"]),
        fit=fit,
    )

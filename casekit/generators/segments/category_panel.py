"""Make households that buy a category and divide it among brands, each by its own taste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.segments.expected_brands import expected_brands
from casekit.words import _

__all__ = ["CategoryTruth", "make_category_panel"]

_SHARES = {"Alder": 0.30, "Birch": 0.25, "Cedar": 0.20, "Elder": 0.12, "Hazel": 0.08, "Rowan": 0.05}


@dataclass(frozen=True, eq=False)
class CategoryTruth:
    """Keep what a category panel does not show.

    Attributes
    ----------
    mean : float
        Purchases of the category per household and period, buyers or not.
    k : float
        Shape of the gamma distribution of households' rates.
    s : float
        Sum of the Dirichlet parameters of brand choice.
    shares : pandas.Series
        Market share of each brand. There is no other parameter of a brand: none for loyalty.
    periods, seed : int
        As given.
    rates : pandas.Series
        Each household's own purchases of the category per period, in expectation.
    tastes : pandas.DataFrame
        Each household's own probability of each brand at a purchase; rows add up to 1.
    """

    mean: float
    k: float
    s: float
    shares: pd.Series
    periods: int
    seed: int
    rates: pd.Series
    tastes: pd.DataFrame

    def expected(self, periods: float = 1.0) -> pd.DataFrame:
        """Give the exact double-jeopardy table that the parameters imply.

        Parameters
        ----------
        periods : float
            Length of the observation, in periods.

        Returns
        -------
        pandas.DataFrame
            The columns of ``casekit.metrics.segments.double_jeopardy``.
        """
        refuse_unless(
            bool(np.isfinite(periods)) and periods > 0, "periods", periods, _("a number above 0")
        )
        return expected_brands(
            self.mean * periods, self.k, self.s, self.shares.tolist(), list(self.shares.index)
        )


def make_category_panel(
    n: int = 5_000,
    *,
    seed: int,
    shares: Mapping[str, float] | Sequence[float] | None = None,
    mean: float = 10.0,
    k: float = 1.0,
    s: float = 1.2,
    periods: int = 1,
) -> tuple[pd.DataFrame, CategoryTruth]:
    """Make households that buy brands out of tastes of their own, without any brand loyalty.

    A household buys the category at its own constant rate (gamma across households) and takes
    each brand with its own constant probability (Dirichlet across households), whatever it bought
    before. No brand has a parameter of loyalty; brands differ in their share, and in nothing else.

    Parameters
    ----------
    n : int
        Number of households, buyers or not.
    seed : int
        Same seed, same data.
    shares : mapping of str to float, or sequence of float, optional
        Market shares by brand, which add up to 1. By default six brands of .30 to .05.
    mean : float
        Purchases of the category per household and period.
    k : float
        Shape of the gamma distribution of rates (no unit): the smaller, the more households
        differ in how much they buy.
    s : float
        Sum of the Dirichlet parameters (no unit): the smaller, the more each household keeps to
        few brands of its own; without limit, all households divide their purchases alike.
    periods : int
        Periods observed, each of the same length.

    Returns
    -------
    panel : pandas.DataFrame
        One row a household and period: ``customer_id``, ``period`` (from 1), and one column of
        purchases (whole numbers) a brand. Rows of nothing but zeros are kept.
    truth : CategoryTruth
        Parameters, each household's rate and tastes, and the exact table
        (`CategoryTruth.expected`).

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The NBD-Dirichlet of Goodhardt, Ehrenberg & Chatfield (1984), with the defaults of section G15
    of the course's reference: individual tastes differ strongly at s=1.2.

    Examples
    --------
    >>> panel, truth = make_category_panel(2_000, seed=7)
    >>> list(panel.columns[:4]), panel.shape
    (['customer_id', 'period', 'Alder', 'Birch'], (2000, 8))
    >>> truth.expected().loc[["Alder", "Rowan"], "penetration"].round(3).tolist()
    [0.536, 0.122]
    """
    refuse_unless_whole(n, "n")
    refuse_unless_whole(periods, "periods")
    for name, value in {"mean": mean, "k": k, "s": s}.items():
        refuse_unless(bool(np.isfinite(value)) and value > 0, name, value, _("a number above 0"))
    refuse_unless(
        mean / k <= 1e6, "mean / k", mean / k, _("at most a million: so far do households differ")
    )
    brands = _shares(shares)
    rng = np.random.default_rng(seed)
    rates = rng.gamma(k, mean / k, n)
    tastes = rng.dirichlet(s * brands.to_numpy(), n)
    bought = rng.poisson((rates[:, None] * tastes)[:, None, :], (n, periods, len(brands)))
    customer_id = np.arange(1, n + 1)
    panel = pd.DataFrame(bought.reshape(n * periods, len(brands)), columns=list(brands.index))
    panel.insert(0, "customer_id", np.repeat(customer_id, periods))
    panel.insert(1, "period", np.tile(np.arange(1, periods + 1), n))
    index = pd.Index(customer_id, name="customer_id")
    return panel, CategoryTruth(
        mean=float(mean),
        k=float(k),
        s=float(s),
        shares=brands,
        periods=int(periods),
        seed=int(seed),
        rates=pd.Series(rates, index=index, name="purchases_per_period"),
        tastes=pd.DataFrame(tastes, index=index, columns=list(brands.index)),
    )


def _shares(shares: Mapping[str, float] | Sequence[float] | None) -> pd.Series:
    if shares is None:
        shares = _SHARES
    if not isinstance(shares, Mapping):
        values = [float(share) for share in shares]
        names = list(_SHARES) if len(values) <= len(_SHARES) else []
        shares = {
            (names[place] if names else f"brand {place + 1}"): value
            for place, value in enumerate(values)
        }
    given = pd.Series({str(name): float(value) for name, value in shares.items()}, name="share")
    given.index.name = "brand"
    refuse_unless(
        bool((given > 0).all()) and abs(float(given.sum()) - 1) < 1e-9,
        "shares",
        dict(shares),
        _("numbers above 0 that add up to 1"),
    )
    reserved = sorted({"customer_id", "period", "customers", "brand"} & set(given.index))
    refuse_unless(not reserved, "shares", reserved, _("brands of other names than these columns"))
    return given / float(given.sum())

"""What an NBD-Dirichlet says of brands: the table, duplication, growth, comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.models.segments.brand_buying import (
    Tastes,
    among_purchases,
    brand_measures,
    reach,
    times_bought,
)
from casekit.models.segments.comparison import compared
from casekit.models.segments.dirichlet_estimates import DirichletEstimates
from casekit.models.segments.nbd_results import positive_lengths
from casekit.words import _

__all__ = ["NBDDirichletResults"]


@dataclass(frozen=True, eq=False, repr=False)
class NBDDirichletResults(DirichletEstimates):
    """Predict with an NBD-Dirichlet; made by `NBDDirichlet.fit`, ``at`` or ``from_summary``.

    Attributes and errors: see `casekit.models.segments.dirichlet_estimates.DirichletEstimates`.
    """

    def table(self, *, periods: float = 1.0) -> pd.DataFrame:
        """Say what is normal for a brand of each size: the double-jeopardy table of the model.

        Parameters
        ----------
        periods : float
            Length of the observation, in periods of the fit.

        Returns
        -------
        pandas.DataFrame
            One row a brand, the biggest first, with the columns of `double_jeopardy`.

        Raises
        ------
        InputError
            When ``periods`` is not above 0.
        """
        mean = self.mean * float(positive_lengths(periods, "periods")[0])
        rows = [brand_measures(mean, self.k, self.s, share) for share in self.shares]
        return pd.DataFrame(rows, index=pd.Index(self.shares.index, name="brand"))

    def category(self, *, periods: float = 1.0) -> pd.Series:
        """Say how the category itself is bought.

        Parameters
        ----------
        periods : float
            Length of the observation, in periods of the fit.

        Returns
        -------
        pandas.Series
            ``mean``, ``penetration``, ``purchase_frequency`` and, where the shares add up to 1,
            ``brands_bought``: different brands that a buyer of the category buys.
        """
        grown = self.nbd.growth(periods).iloc[0].drop("repeat_rate")
        bought = self.table(periods=periods)["penetration"].sum() / grown["penetration"]
        grown["brands_bought"] = bought if self._rest <= 1e-9 else np.nan
        return grown.rename("category")

    def duplication(self, *, periods: float = 1.0) -> pd.DataFrame:
        """Tell what share of each brand's buyers also buys each other brand.

        Parameters
        ----------
        periods : float
            Length of the observation, in periods of the fit.

        Returns
        -------
        pandas.DataFrame
            Row: whose buyers; column: which brand they also buy; 1 on the diagonal.
        """
        mean = self.mean * float(positive_lengths(periods, "periods")[0])
        shares = self.shares.to_numpy()
        alone = np.array([reach(mean, self.k, Tastes(self.s, share)) for share in shares])
        both = np.diag(alone)
        for i, j in zip(*np.triu_indices(len(shares), 1), strict=True):
            # Two brands taken together are a brand of the model too.
            either = reach(mean, self.k, Tastes(self.s, shares[i] + shares[j]))
            both[i, j] = both[j, i] = alone[i] + alone[j] - either
        names = list(self.shares.index)
        return pd.DataFrame(
            both / alone[:, None],
            index=pd.Index(names, name="buyers of"),
            columns=pd.Index(names, name="also buy"),
        )

    def frequency_distribution(
        self, brand: str, up_to: int = 10, *, periods: float = 1.0
    ) -> pd.Series:
        """Tell what share of households buys a brand 0, 1, 2, ... times.

        Parameters
        ----------
        brand : str
            Which brand.
        up_to : int
            Largest number listed.
        periods : float
            Length of the observation, in periods of the fit.

        Returns
        -------
        pandas.Series
            Shares of households, indexed by number of purchases.

        Raises
        ------
        InputError
            For an unknown brand, or an ``up_to`` that is no whole number from 0.
        """
        if brand not in self.shares.index:
            raise InputError(
                _('There is no brand "{brand}"; there are {brands}.').format(
                    brand=brand, brands=", ".join(self.shares.index)
                )
            )
        if not (up_to == int(up_to) and up_to >= 0):
            raise InputError(
                _("up_to={number} was given; it is a whole number from 0 up.").format(number=up_to)
            )
        mean = self.mean * float(positive_lengths(periods, "periods")[0])
        tastes = Tastes(self.s, float(self.shares[brand]))
        values = times_bought(mean, self.k, tastes, int(up_to))
        index = pd.RangeIndex(int(up_to) + 1, name="purchases")
        return pd.Series(values, index=index, name="share_of_households")

    def among(self, low: int, high: int, *, periods: float = 1.0) -> pd.DataFrame:
        """Look at light or heavy buyers of the category only.

        Parameters
        ----------
        low, high : int
            Purchases of the category, from 1; both included.
        periods : float
            Length of the observation, in periods of the fit.

        Returns
        -------
        pandas.DataFrame
            One row a brand: ``penetration`` among these households, ``purchase_frequency`` per
            buyer of the brand.

        Raises
        ------
        InputError
            When ``low`` is below 1 or ``high`` below ``low``.
        """
        if not 1 <= low <= high:
            raise InputError(
                _(
                    "low={low} and high={high} were given; 1 or more, and high not below low."
                ).format(low=low, high=high)
            )
        mean = self.mean * float(positive_lengths(periods, "periods")[0])
        rows = [among_purchases(mean, self.k, self.s, x, int(low), int(high)) for x in self.shares]
        return pd.DataFrame(
            rows, columns=["penetration", "purchase_frequency"], index=self.shares.index
        )

    def growth(self, times: float | Sequence[float] = (1, 2, 4)) -> pd.DataFrame:
        """Tell how each brand's penetration and frequency grow when observed for longer.

        Parameters
        ----------
        times : float or sequence of float
            Lengths of the observation, in periods of the fit.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``brand`` and ``periods``: ``penetration``, ``purchase_frequency``,
            ``repeat_rate`` (share of the brand's buyers who buy it again in the next stretch of
            the same length).
        """
        rows = []
        for name, share in self.shares.items():
            tastes = Tastes(self.s, float(share))
            for length in positive_lengths(times, "times"):
                once, twice = (reach(n * length * self.mean, self.k, tastes) for n in (1, 2))
                rows.append(
                    (name, length, once, self.mean * length * share / once, 2 - twice / once)
                )
        columns = ["brand", "periods", "penetration", "purchase_frequency", "repeat_rate"]
        return pd.DataFrame(rows, columns=columns).set_index(["brand", "periods"])

    def compare(self, panel: Any) -> pd.DataFrame:
        """Put each brand's observed figures beside those that are normal for its size.

        Normal is what the model's s says of a brand of the panel's share, among households that
        buy the category as often as those of the panel do. So a difference is one of brand
        choice; how well the NBD tells purchases of the category does not touch it.

        Parameters
        ----------
        panel : data frame
            As for `NBDDirichlet.fit`: the one that was fitted, or that of another time or place.

        Returns
        -------
        pandas.DataFrame
            One row a brand, the biggest first: ``share``; ``buyers`` (households); penetration,
            purchase_frequency, share_of_requirements and sole_buyers, each as ``_observed`` and
            ``_expected``; ``frequency_difference_percent`` (observed purchase frequency over the
            expected one, less 1, in per cent); ``frequency_std_error_percent`` (standard error of
            the observed one, in per cent of the expected one).

        Raises
        ------
        InputError
            When the table is no panel, or nobody bought.

        Notes
        -----
        Differences of a standard error or two are chance. The error is that of the mean over the
        brand's buyers; it leaves out that the expected figure is estimated too. Penetration is a
        share of all households of the panel.

        Examples
        --------
        >>> from casekit.models.segments import NBDDirichlet
        >>> panel = pd.DataFrame({"Alder": [4, 0, 2, 1], "Birch": [1, 3, 0, 0]})
        >>> model = NBDDirichlet.at(mean=2, k=1, s=1.2, shares={"Alder": 0.6, "Birch": 0.4})
        >>> model.compare(panel)[["purchase_frequency_observed", "purchase_frequency_expected"]]
               purchase_frequency_observed  purchase_frequency_expected
        brand
        Alder                     2.333333                     2.263897
        Birch                     2.000000                     1.950037
        """
        return compared(panel, self.s)

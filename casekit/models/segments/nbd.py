"""The NBD model: households buy at rates of their own, and the rates differ.

Each household's purchases are Poisson at its own constant rate; rates differ across households by
a gamma distribution, so numbers of purchases follow a negative binomial distribution. Ehrenberg
(1959), Applied Statistics 8(1), 26-41.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casekit.errors import InputError
from casekit.models.purchases.fitting import fit_rows
from casekit.models.segments.nbd_results import NBDResults
from casekit.models.segments.nbd_rows import count_rows, nbd_log_likelihood
from casekit.models.segments.published import shape_from_variance, shape_from_zeros
from casekit.words import _

__all__ = ["NBD", "NBDResults"]

PERIOD = "period"


@dataclass(frozen=True)
class NBD:
    """Learn how many households buy, and how often, from one count of purchases each.

    For any product that households buy now and then: how many will have bought in a year, what
    last year's heavy buyers will do next. It assumes that rates do not change and nobody drops
    out; where customers leave, see `casekit.models.purchases.BGNBD`.

    Source: Ehrenberg (1959), Applied Statistics 8(1), 26-41.

    Examples
    --------
    >>> model = NBD().fit([0] * 500 + [1] * 200 + [2] * 120 + [3] * 80 + [5] * 60 + [12] * 40)
    >>> model.params.round(2).tolist(), round(model.penetration, 2)
    ([1.46, 0.49], 0.49)
    >>> NBD.from_summary(penetration=0.56, purchase_frequency=2.6).params.round(3).tolist()
    [1.456, 0.779]
    """

    def fit(self, counts: Any, *, periods: Any = None, buyers_only: bool = False) -> NBDResults:
        """Estimate mean and k by maximum likelihood.

        Parameters
        ----------
        counts : sequence of int, or data frame
            Purchases of each household, zeros included; or a table (any engine) with the column
            ``purchases`` and, where equal rows were counted, ``customers``.
        periods : float or sequence of float, optional
            Periods for which each household was observed, if not 1 for all.
        buyers_only : bool
            True where households that never bought could not be seen (a shop's own log): the fit
            is then of numbers given at least one purchase, and ``penetration`` is an inference.

        Returns
        -------
        NBDResults
            Parameters, errors and predictions.

        Raises
        ------
        InputError
            When numbers are missing or no whole numbers, or nobody bought.

        Warns
        -----
        CasekitWarning
            When households do not differ more than by chance (k without limit), or the data
            cannot tell.
        """
        rows = count_rows(counts, periods=periods, buyers_only=buyers_only)
        if not rows.x.any():
            raise InputError(
                _(
                    "None of the {n:,.0f} households bought; there is nothing to learn a rate from."
                ).format(n=float(rows.counts.sum()))
            )
        bought, time = float(rows.counts @ rows.x), float(rows.counts @ rows.periods)
        mean = bought / time
        variance = float(rows.counts @ (rows.x - mean * rows.periods) ** 2) / rows.counts.sum()
        k = mean**2 / max(variance - mean, 0.05 * mean)
        flat = {
            "mean": _("Only buyers were seen, and they do not tell how many others there are."),
            "k": _(
                "Either households hardly differ in how much they buy (k has no upper limit: a "
                "Poisson distribution), or only buyers were seen and they do not tell it."
            ),
        }
        start = {"mean": mean, "k": min(max(k, 0.05), 50.0)}
        return NBDResults(fit_rows(nbd_log_likelihood, rows, start, flat), PERIOD)

    @staticmethod
    def at(*, mean: float, k: float) -> NBDResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        mean : float
            Purchases per household and period, buyers or not.
        k : float
            Shape of the gamma distribution of rates.

        Returns
        -------
        NBDResults
            Predictions, without standard errors.
        """
        return NBDResults._given(PERIOD, mean=mean, k=k)

    @staticmethod
    def from_summary(
        *, penetration: float, purchase_frequency: float, variance: float | None = None
    ) -> NBDResults:
        """Fit from published figures: by mean and zeros, or by mean and variance.

        Parameters
        ----------
        penetration : float
            Share of households that bought in the period.
        purchase_frequency : float
            Purchases per buyer in the period.
        variance : float, optional
            Variance of the purchases per household, buyers or not. If given, k comes from it (the
            method of moments) instead of from the share of non-buyers.

        Returns
        -------
        NBDResults
            Predictions, without standard errors.

        Raises
        ------
        InputError
            When no NBD has these figures.
        """
        mean = penetration * purchase_frequency
        k = (
            shape_from_zeros(mean, penetration)
            if variance is None
            else shape_from_variance(mean, variance)
        )
        return NBD.at(mean=mean, k=k)

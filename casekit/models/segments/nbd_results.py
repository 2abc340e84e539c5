"""What a fitted NBD answers: penetration, frequency, growth, and what buyers do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.special import betainc, gammaln

from casekit.errors import InputError
from casekit.models.purchases.results import Results
from casekit.models.segments.nbd_rows import count_rows, nbd_log_likelihood
from casekit.models.segments.rising import rising
from casekit.words import _

__all__ = ["NBDResults", "positive_lengths"]


@dataclass(frozen=True, eq=False, repr=False)
class NBDResults(Results):
    """Predict with an NBD model; made by `NBD.fit`, `NBD.at` or `NBD.from_summary`.

    ``mean`` is in purchases per household and period, ``k`` has no unit: the smaller, the more
    households differ. All households are meant, buyers or not.
    """

    title: ClassVar[str] = "NBD"
    names: ClassVar[tuple[str, ...]] = ("mean", "k")

    @property
    def penetration(self) -> float:
        """Give the share of households that buy at least once in one period."""
        mean, k = self.estimate.parameters
        return float(-np.expm1(-k * np.log1p(mean / k)))

    @property
    def purchase_frequency(self) -> float:
        """Give the purchases per buyer (not per household) in one period."""
        return float(self.estimate.parameters[0] / self.penetration)

    def log_likelihood(self, counts: Any, *, periods: Any = None) -> float:
        """Tell how likely any numbers of purchases are at these parameters.

        Parameters
        ----------
        counts, periods
            As for `NBD.fit`.

        Returns
        -------
        float
            Log-likelihood, summed over households.
        """
        rows = count_rows(counts, periods=periods)
        return float(rows.counts @ nbd_log_likelihood(self.estimate.parameters, rows)[0])

    def frequency_distribution(
        self, up_to: int | None = None, *, periods: float = 1.0
    ) -> pd.Series:
        """Tell what share of households buys 0, 1, 2, ... times.

        Parameters
        ----------
        up_to : int, optional
            Largest number of purchases listed; by default as far as there is anything left (all
            larger numbers together are rarer than 1e-12).
        periods : float
            Length of the observation, in periods.

        Returns
        -------
        pandas.Series
            Shares of households, indexed by number of purchases.

        Raises
        ------
        InputError
            When ``up_to`` is no whole number from 0, or ``periods`` is not above 0.
        """
        mean, k = self.estimate.parameters
        mean = mean * float(positive_lengths(periods, "periods")[0])
        if up_to is None:
            up_to = 64
            while betainc(up_to + 1, k, mean / (mean + k)) > 1e-12:
                up_to *= 2
        elif not (up_to == int(up_to) and up_to >= 0):
            raise InputError(
                _("up_to={number} was given; it is a whole number from 0 up.").format(number=up_to)
            )
        x = np.arange(int(up_to) + 1, dtype=float)
        logs = rising(k, x)[0] + x * np.log(mean) - (k + x) * np.log1p(mean / k) - gammaln(x + 1)
        index = pd.Index(x.astype(np.int64), name="purchases")
        return pd.Series(np.exp(logs), index=index, name="share_of_households")

    def growth(self, times: float | Sequence[float] = (1, 2, 4)) -> pd.DataFrame:
        """Tell how penetration and frequency grow when the observation lasts longer.

        Sales grow in proportion to time; part of it is more buyers, part is more per buyer.

        Parameters
        ----------
        times : float or sequence of float
            Lengths of the observation, in periods of the fit (0.5: half of one).

        Returns
        -------
        pandas.DataFrame
            Indexed by ``periods``: ``mean`` (per household), ``penetration``,
            ``purchase_frequency`` (per buyer), ``repeat_rate`` (share of the buyers who buy again
            in the next stretch of the same length).

        Raises
        ------
        InputError
            When a length is not above 0.
        """
        lengths = positive_lengths(times, "times")
        mean, k = self.estimate.parameters
        means = mean * lengths
        once, twice = (-np.expm1(-k * np.log1p(n * means / k)) for n in (1, 2))
        return pd.DataFrame(
            {
                "mean": means,
                "penetration": once,
                "purchase_frequency": means / once,
                "repeat_rate": 2 - twice / once,
            },
            index=pd.Index(lengths, name="periods"),
        )

    def conditional_expected(
        self, x: Any, *, times: float = 1.0, periods: float | Sequence[float] = 1.0
    ) -> Any:
        """Forecast what households that bought x times will buy next: conditional trend analysis.

        Heavy buyers of one period buy less in the next, and non-buyers more, with no change in
        anybody: part of a high count was chance.

        Parameters
        ----------
        x : int or sequence of int
            Purchases seen.
        times : float
            Length of the next stretch, in periods.
        periods : float or sequence of float
            Length of the observation in which x was seen.

        Returns
        -------
        float or pandas.Series
            Expected purchases per household: a number for a number, else a Series like ``x``.

        Raises
        ------
        InputError
            When a number of purchases is no whole number from 0, or a length is not above 0.

        Examples
        --------
        >>> from casekit.models.segments import NBD
        >>> NBD.at(mean=1.0, k=0.5).conditional_expected([0, 1, 6]).round(2).tolist()
        [0.33, 1.0, 4.33]
        """
        seen = np.asarray(x, dtype=float)
        if not (np.isfinite(seen) & (seen >= 0) & (seen == np.floor(seen))).all():
            raise InputError(_("x holds purchases seen; they are whole numbers from 0."))
        mean, k = self.estimate.parameters
        ahead = float(positive_lengths(times, "times")[0])
        behind = positive_lengths(periods, "periods")
        expected = (k + seen) * mean * ahead / (k + mean * behind)
        if seen.ndim == 0:
            return float(expected[0])
        index = x.index if isinstance(x, pd.Series) else None
        return pd.Series(expected, index=index, name="expected_purchases")


def positive_lengths(times: float | Sequence[float], name: str) -> np.ndarray:
    """Read one length of time or several, in periods.

    Raises
    ------
    InputError
        When one of them is not above 0.

    Examples
    --------
    >>> positive_lengths(2, "times").tolist()
    [2.0]
    """
    lengths = np.atleast_1d(np.asarray(times, dtype=float))
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise InputError(
            _("{name}={times} was given; lengths of time are above 0.").format(
                name=name, times=times
            )
        )
    return lengths

"""What a threshold shows: the effect there, and all that should be looked at beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import ndtr

from casekit.errors import InputError
from casekit.models.experiments.bunching import Bunching, count_bunching
from casekit.models.experiments.estimates import Estimates
from casekit.models.experiments.jumps import EdgeRows, Jump, fit_jump, refuse_few, sides_of
from casekit.models.experiments.local_lines import best_bandwidths
from casekit.words import _

__all__ = ["ThresholdResults"]

_MULTIPLES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, eq=False, repr=False)
class ThresholdResults(Estimates):
    """Hold the effect at a threshold, for those who stand there.

    ``params`` holds the local lines' estimate; ``conf_int()`` and ``pvalues`` are the robust ones,
    which take out the estimated bias of the lines and count its error: they need not lie evenly
    round the estimate.

    Attributes
    ----------
    bias_corrected : float
        The estimate with the bias of straight lines taken out; the middle of the interval.
    bandwidth, bias_bandwidth : float
        How far from the threshold the lines reach, and the curves that tell their bias, in units
        of the running variable.
    rows_below, rows_above : int
        Rows within the bandwidth.
    jump_in_treatment, jump_error : float
        How much more often those above are treated, with its error; 1 and 0 where the threshold
        decides alone.
    running, cutoff
        Name of the running variable; the threshold.
    """

    bias_corrected: float
    bandwidth: float
    bias_bandwidth: float
    rows_below: int
    rows_above: int
    jump_in_treatment: float
    jump_error: float
    running: str
    cutoff: float
    _rows: EdgeRows = field(compare=False)

    @property
    def degrees(self) -> float:
        """Give infinity: intervals use the normal distribution."""
        return float("inf")

    @property
    def tvalues(self) -> pd.Series:
        """Give the bias-corrected estimate in robust standard errors."""
        return pd.Series({"effect": self.bias_corrected / self.bse["effect"]}, name="t")

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give the robust, bias-corrected interval.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row.
        """
        return super().conf_int(alpha) + (self.bias_corrected - self.params["effect"])

    def by_bandwidth(self, multiples: Sequence[float] = _MULTIPLES) -> pd.DataFrame:
        """Give the effect for narrower and wider windows: a finding should not hang on one.

        Parameters
        ----------
        multiples : sequence of float
            Widths, in multiples of the bandwidth of this fit.

        Returns
        -------
        pandas.DataFrame
            A row a width: ``bandwidth``, ``estimate``, ``lower``, ``upper``, ``rows``.
        """
        rows = []
        for multiple in multiples:
            if not multiple > 0:
                raise InputError(_("A multiple of the bandwidth lies above 0."))
            found = fit_jump(self._rows, multiple * self.bandwidth, multiple * self.bias_bandwidth)
            rows.append(_row(found, bandwidth=multiple * self.bandwidth))
        return pd.DataFrame(rows, index=pd.Index(multiples, name="multiple"))

    def placebo(self, cutoffs: Sequence[float]) -> pd.DataFrame:
        """Look for an effect where none can be: at thresholds that mean nothing.

        Only rows on the same side of the true threshold are used, so that it cannot be seen.

        Parameters
        ----------
        cutoffs : sequence of float
            False thresholds.

        Returns
        -------
        pandas.DataFrame
            A row a false threshold: ``bandwidth``, ``estimate`` (of the jump in the outcome),
            ``lower``, ``upper``, ``rows``, ``p_value``.
        """
        rows = []
        for cutoff in cutoffs:
            shift = cutoff - self.cutoff
            if shift == 0:
                raise InputError(_("{cutoff} is the true threshold.").format(cutoff=cutoff))
            same = (self._rows.x >= 0) if shift > 0 else (self._rows.x < 0)
            there = EdgeRows(self._rows.x[same] - shift, self._rows.y[same], None)
            refuse_few(there, cutoff, self.running)
            widths = best_bandwidths(*sides_of(there))
            found = fit_jump(there, *widths)
            p_value = 2 * float(ndtr(-abs(found.corrected / found.error)))
            rows.append({**_row(found, bandwidth=widths[0]), "p_value": p_value})
        return pd.DataFrame(rows, index=pd.Index(list(cutoffs), name="cutoff"))

    def bunching(self, *, bin_width: float | None = None) -> Bunching:
        """Count who stands just below and just above: a jump means that people chose their side.

        Parameters
        ----------
        bin_width : float, optional
            Width of the bins that are counted, in units of the running variable.

        Returns
        -------
        Bunching
        """
        return count_bunching(self._rows.x, self.running, self.cutoff, bin_width)

    def binned(self, bins: int = 20, *, reach: float = 2.0) -> pd.DataFrame:
        """Give means of the outcome in equal steps on both sides: the dots of the picture.

        Parameters
        ----------
        bins : int
            Bins on each side.
        reach : float
            How far out, in bandwidths.

        Returns
        -------
        pandas.DataFrame
            ``running`` (middle of the bin), ``outcome`` (mean), ``rows``, ``above``.
        """
        if bins < 1 or not reach > 0:
            raise InputError(_("`bins` and `reach` lie above 0."))
        width = reach * self.bandwidth / bins
        number = np.floor(self._rows.x / width)
        near = (number >= -bins) & (number < bins)
        means = pd.Series(self._rows.y[near]).groupby(number[near]).agg(["mean", "size"])
        middle = means.index.to_numpy(dtype=np.float64)
        return pd.DataFrame(
            {
                "running": self.cutoff + (middle + 0.5) * width,
                "outcome": means["mean"].to_numpy(),
                "rows": means["size"].to_numpy(),
                "above": middle >= 0,
            }
        )

    def lines(self, points: int = 2) -> pd.DataFrame:
        """Give the two fitted lines within the bandwidth: the lines of the picture.

        Parameters
        ----------
        points : int
            Points on each line, 2 or more.

        Returns
        -------
        pandas.DataFrame
            ``running``, ``outcome``, ``above``; at the threshold, their gap is the jump in the
            outcome.
        """
        pieces = []
        for above, side in zip((False, True), sides_of(self._rows), strict=True):
            near = side.within(self.bandwidth)
            level, slope = near.weights(self.bandwidth, 1) @ near.y
            grid = np.linspace(0, self.bandwidth, points) * (1 if above else -1)
            pieces.append(
                pd.DataFrame(
                    {
                        "running": self.cutoff + np.sort(grid),
                        "outcome": level + slope * np.sort(grid),
                        "above": above,
                    }
                )
            )
        return pd.concat(pieces, ignore_index=True)

    def _title(self) -> str:
        return _("Effect on {outcome} at {running} = {cutoff:,g}").format(
            outcome=self.outcome, running=self.running, cutoff=self.cutoff
        )

    def _facts(self) -> tuple[tuple[str, str], ...]:
        facts = [
            (_("rows"), f"{self.nobs:,}"),
            (_("bandwidth"), f"{self.bandwidth:,.4g}"),
            (_("rows below and above"), f"{self.rows_below:,}, {self.rows_above:,}"),
        ]
        if self._rows.d is not None:
            facts.append((_("jump in treatment"), f"{self.jump_in_treatment:.3f}"))
        return tuple(facts)


def _row(found: Jump, *, bandwidth: float) -> dict[str, float]:
    reach = 1.959963984540054 * found.error
    return {
        "bandwidth": bandwidth,
        "estimate": found.effect,
        "lower": found.corrected - reach,
        "upper": found.corrected + reach,
        "rows": sum(found.rows),
    }

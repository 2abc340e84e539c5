"""Rehearse the forecast on the past: hide a part of the log, forecast it, and look."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import FREQUENCY, HOLDOUT_PURCHASES, HOLDOUT_SPEND, MEAN_REPEAT_SPEND
from casekit.metrics.purchases import distinct_histories, split_calibration_holdout
from casekit.models.purchases import GammaGamma
from casekit.reports.base import Base
from casekit.reports.choosing import LEAST_CUSTOMERS, LEAST_REPEATERS, choose
from casekit.reports.wording import date_of, signed_percent
from casekit.words import _

__all__ = ["LARGEST_ERROR", "LEAST_PURCHASES", "Rehearsal", "rehearse", "spend_model"]

# A forecast that missed by more in its rehearsal is not printed.
LARGEST_ERROR = 0.25
# With fewer purchases in the hidden part, chance alone makes errors of this size.
LEAST_PURCHASES = 50
_LEAST_WEEKS = 4.0
_POINTS = 14
_YEAR = 364  # 52 weeks, so that both years hold the same days of the week
# Hidden weeks of nearly a year lie in the same seasons as those of the forecast.
_ALL_SEASONS = 48.0
# A forecast of a year may be rehearsed from half a year; a shorter one from its own length.
_LEAST_BEFORE = 26.0


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """Hold a forecast of the hidden weeks beside what happened in them.

    Attributes
    ----------
    model : str
        Name of the model.
    cut : int
        Last day that the model saw.
    weeks : float
        Length of the hidden part.
    totals : pandas.DataFrame
        Rows ``purchases`` and, with money, ``spend``; columns ``forecast``, ``actual``,
        ``run_rate``, ``forecast_error``, ``run_rate_error`` (shares of the actual).
    by_segment : pandas.DataFrame
        The same for purchases, a row a segment of the day of the cut; and ``customers``.
    path : pandas.DataFrame
        Purchases added up over the hidden weeks.
    mean_miss, mean_miss_of_run_rate : float
        Mean absolute error of a customer's forecast, in purchases.
    year_before : Rehearsal or None
        The same for the forecast's own weeks of the year before, which lie in the same season;
        None where the log does not reach so far back, or the hidden weeks are nearly a year.
    """

    model: str
    cut: int
    weeks: float
    totals: pd.DataFrame
    by_segment: pd.DataFrame
    path: pd.DataFrame
    mean_miss: float
    mean_miss_of_run_rate: float
    year_before: "Rehearsal | None" = None

    def error(self, what: str) -> float:
        """Give the forecast's error of purchases or spend, as a share of what happened."""
        return float(self.totals["forecast_error"].to_dict()[what])

    def worst(self, what: str) -> float:
        """Give the larger error of both rehearsals."""
        errors = [self.error(what)]
        if self.year_before and what in self.year_before.totals.index:
            errors.append(self.year_before.error(what))
        return max(errors, key=abs)

    def passed(self, what: str) -> bool:
        """Tell whether the forecast came near enough, in both rehearsals, to be used."""
        return what in self.totals.index and bool(abs(self.worst(what)) <= LARGEST_ERROR)

    @property
    def knows_seasons(self) -> bool:
        """Tell whether weeks of the forecast's own season were rehearsed."""
        return self.year_before is not None or self.weeks >= _ALL_SEASONS

    def segment_error(self, name: str) -> tuple[str, bool]:
        """Tell a segment's error in words, and whether its forecast may be printed."""
        if name not in self.by_segment.index:
            return _("not there then"), False
        row = self.by_segment.loc[name].to_dict()
        if row["actual"] < LEAST_PURCHASES:
            return _("too few to tell"), False
        error = float(row["forecast_error"])
        before = self.year_before.by_segment if self.year_before else None
        if before is not None and name in before.index:
            then = before.loc[name].to_dict()
            if then["actual"] >= LEAST_PURCHASES:
                error = max(error, float(then["forecast_error"]), key=abs)
        return signed_percent(error), abs(error) <= LARGEST_ERROR


def spend_model(histories: pd.DataFrame) -> Any:
    """Fit Gamma-Gamma to the customers whose repeat purchases cost something.

    Raises
    ------
    InputError
        When there are too few of them, or spend is too unequal to have a mean.
    """
    paid = histories[(histories[FREQUENCY] > 0) & (histories[MEAN_REPEAT_SPEND] > 0)]
    if len(paid) < LEAST_REPEATERS:
        raise InputError(
            _("Only {n} customers paid for a second purchase: too few to learn from.").format(
                n=len(paid)
            )
        )
    model = GammaGamma().fit(paid)
    if not np.isfinite(model.mean_spend):
        raise InputError(
            _(
                "A few customers spend so much more than all others that the model has no mean "
                "spend. Look at the largest customers one by one and value them apart."
            )
        )
    return model


def rehearse(base: Base, segments_at: Callable[[str], pd.DataFrame]) -> Rehearsal:
    """Hide the last weeks, as many as are to be forecast if the log allows, and forecast them.

    Where the log is long enough, the forecast's own weeks of the year before are forecast too:
    the last weeks may lie in another season.

    Parameters
    ----------
    base : Base
        The customers.
    segments_at : callable
        Names the segments of the customers as they stood on a day.

    Returns
    -------
    Rehearsal

    Raises
    ------
    InputError
        When the log is too short or holds too little, with the reason.
    """
    weeks = np.floor(min(base.horizon_weeks, base.days / 7 / 2))
    if weeks < _LEAST_WEEKS:
        raise InputError(
            _(
                "The log covers {weeks:.0f} weeks. A forecast is shown here only if it was "
                "rehearsed on at least {least:.0f} hidden weeks, with as many before them."
            ).format(weeks=base.days / 7, least=_LEAST_WEEKS)
        )
    held = _rehearsed(base, segments_at, base.reading.end - int(7 * weeks), float(weeks))
    if held.weeks >= _ALL_SEASONS:
        return held
    weeks = np.floor(min(base.horizon_weeks, _YEAR / 7))
    cut = base.reading.end - _YEAR
    if cut - base.usual_days[0] + 1 < 7 * min(weeks, _LEAST_BEFORE):
        return held
    try:
        return replace(held, year_before=_rehearsed(base, segments_at, cut, float(weeks)))
    except InputError:  # too few customers then
        return held


def _rehearsed(
    base: Base, segments_at: Callable[[str], pd.DataFrame], cut: int, weeks: float
) -> Rehearsal:
    end = cut + int(7 * weeks)
    log = base.log[base.day <= end]
    split = split_calibration_holdout(
        log, calibration_end=date_of(cut), holdout_end=date_of(end), unit="weeks"
    )
    actual = split[HOLDOUT_PURCHASES].to_numpy(dtype=float)
    repeaters = int((split[FREQUENCY] > 0).sum())
    if (
        len(split) < LEAST_CUSTOMERS
        or repeaters < LEAST_REPEATERS
        or actual.sum() < LEAST_PURCHASES
    ):
        raise InputError(
            _(
                "On {cut} there were {customers} customers, {repeaters} of them with a repeat "
                "purchase, and they bought {purchases:,.0f} times in the {weeks:.0f} weeks after "
                "it. That is too little to tell a good forecast from a lucky one "
                "(at least {least}, {least_repeaters} and {least_purchases} are asked for)."
            ).format(
                cut=date_of(cut),
                weeks=weeks,
                customers=f"{len(split):,}",
                repeaters=f"{repeaters:,}",
                purchases=actual.sum(),
                least=LEAST_CUSTOMERS,
                least_repeaters=LEAST_REPEATERS,
                least_purchases=LEAST_PURCHASES,
            )
        )
    # Chosen anew from what was known on that day, so that the choice is rehearsed too.
    chosen = choose(split)
    model = chosen.results
    forecast = model.expected_purchases(split, horizon_weeks=weeks).to_numpy()
    age = split["age_weeks"].to_numpy(dtype=float)
    # Who began on the day of the cut has no pace yet.
    pace = split[FREQUENCY].to_numpy(dtype=float) / np.maximum(age, 1.0)
    run_rate = pace * weeks
    rows = {"purchases": (forecast.sum(), actual.sum(), run_rate.sum())}
    if base.has_money:
        rows |= _money(split, forecast, run_rate)
    totals = _with_errors(rows)
    return Rehearsal(
        chosen.name,
        cut,
        float(weeks),
        totals,
        _by_segment(segments_at(date_of(cut)), forecast, actual, run_rate),
        _path(base, cut, weeks, model, split, run_rate.sum()),
        float(np.abs(forecast - actual).mean()),
        float(np.abs(run_rate - actual).mean()),
    )


def _money(
    split: pd.DataFrame, forecast: NDArray[np.float64], run_rate: NDArray[np.float64]
) -> dict[str, tuple[float, float, float]]:
    try:
        expected = spend_model(split).expected_spend(split).to_numpy()
    except InputError:
        return {}
    each = split[MEAN_REPEAT_SPEND].fillna(split["first_spend"]).to_numpy(dtype=float)
    actual = float(split[HOLDOUT_SPEND].sum())
    return {"spend": (float(forecast @ expected), actual, float(run_rate @ each))}


def _with_errors(rows: dict[str, tuple[float, float, float]]) -> pd.DataFrame:
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["forecast", "actual", "run_rate"])
    with np.errstate(divide="ignore", invalid="ignore"):
        for name in ("forecast", "run_rate"):
            table[f"{name}_error"] = table[name] / table["actual"] - 1
    return table


def _by_segment(
    named: pd.DataFrame,
    forecast: NDArray[np.float64],
    actual: NDArray[np.float64],
    run_rate: NDArray[np.float64],
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "segment": named["segment"].to_numpy(),
            "customers": 1,
            "forecast": forecast,
            "actual": actual,
            "run_rate": run_rate,
        }
    )
    sums = table.groupby("segment", observed=True).sum().sort_values("actual", ascending=False)
    with np.errstate(divide="ignore", invalid="ignore"):
        for name in ("forecast", "run_rate"):
            sums[f"{name}_error"] = sums[name] / sums["actual"] - 1
    return sums


def _path(
    base: Base, cut: int, weeks: float, model: Any, split: pd.DataFrame, run_rate: float
) -> pd.DataFrame:
    distinct = distinct_histories(split)
    weights = distinct["customers"].to_numpy(dtype=float)
    known = base.first_day[base.customer] <= cut
    since = (base.day[known & (base.day > cut) & (base.day <= cut + 7 * weeks)] - cut) / 7
    steps = np.linspace(0, weeks, _POINTS)
    forecast = [
        float(weights @ model.expected_purchases(distinct, horizon_weeks=float(step)))
        for step in steps
    ]
    return pd.DataFrame(
        {
            "actual": [(since <= step).sum() for step in steps],
            "forecast": forecast,
            "run_rate": run_rate * steps / weeks,
        },
        index=pd.Index(steps, name="weeks_since_cut"),
    )

"""Rehearse the forecast on the past: hide the last part of the log, forecast it, and look."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import FREQUENCY, HOLDOUT_PURCHASES, HOLDOUT_SPEND, MEAN_REPEAT_SPEND
from casekit.metrics.purchases import distinct_histories, split_calibration_holdout
from casekit.models.purchases import GammaGamma
from casekit.reports.choosing import choose
from casekit.reports.wording import date_of, signed_percent
from casekit.reports.work import LEAST_CUSTOMERS, LEAST_REPEATERS, Work
from casekit.words import _

__all__ = ["LARGEST_ERROR", "LEAST_PURCHASES", "Rehearsal", "rehearse", "spend_model"]

# A forecast that missed by more in its rehearsal is not printed.
LARGEST_ERROR = 0.25
# With fewer purchases in the hidden part, chance alone makes errors of this size.
LEAST_PURCHASES = 50
_LEAST_WEEKS = 4.0
_POINTS = 14


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
    """

    model: str
    cut: int
    weeks: float
    totals: pd.DataFrame
    by_segment: pd.DataFrame
    path: pd.DataFrame
    mean_miss: float
    mean_miss_of_run_rate: float

    def error(self, what: str) -> float:
        """Give the forecast's error of purchases or spend, as a share of what happened."""
        return float(self.totals["forecast_error"].to_dict()[what])

    def passed(self, what: str) -> bool:
        """Tell whether the forecast came near enough to be used."""
        return what in self.totals.index and bool(abs(self.error(what)) <= LARGEST_ERROR)

    def segment_error(self, name: str) -> tuple[str, bool]:
        """Tell a segment's error in words, and whether its forecast may be printed."""
        if name not in self.by_segment.index:
            return _("not there then"), False
        row = self.by_segment.loc[name].to_dict()
        if row["actual"] < LEAST_PURCHASES:
            return _("too few to tell"), False
        error = float(row["forecast_error"])
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


def rehearse(work: Work) -> Rehearsal:
    """Hide the last weeks, as many as are to be forecast if the log allows, and forecast them.

    Parameters
    ----------
    work : Work
        The customers.

    Returns
    -------
    Rehearsal

    Raises
    ------
    InputError
        When the log is too short or holds too little, with the reason.
    """
    work.refuse_models()
    base = work.base
    weeks = np.floor(min(base.horizon_weeks, base.days / 7 / 2))
    if weeks < _LEAST_WEEKS:
        raise InputError(
            _(
                "The log covers {weeks:.0f} weeks. A forecast is shown here only if it was "
                "rehearsed on at least {least:.0f} hidden weeks, with as many before them."
            ).format(weeks=base.days / 7, least=_LEAST_WEEKS)
        )
    cut = base.reading.end - int(7 * weeks)
    split = split_calibration_holdout(
        base.log, calibration_end=date_of(cut), holdout_end=base.end_text, unit="weeks"
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
                "On {cut}, {weeks:.0f} weeks before the end, there were {customers} customers, "
                "{repeaters} of them with a repeat purchase, and they bought {purchases:,.0f} "
                "times since. That is too little to tell a good forecast from a lucky one "
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
        _by_segment(work, cut, forecast, actual, run_rate),
        _path(work, cut, weeks, model, split, run_rate.sum()),
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
    work: Work,
    cut: int,
    forecast: NDArray[np.float64],
    actual: NDArray[np.float64],
    run_rate: NDArray[np.float64],
) -> pd.DataFrame:
    named = work.segments_at(date_of(cut))
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
    work: Work, cut: int, weeks: float, model: Any, split: pd.DataFrame, run_rate: float
) -> pd.DataFrame:
    base = work.base
    distinct = distinct_histories(split)
    weights = distinct["customers"].to_numpy(dtype=float)
    known = base.first_day[base.customer] <= cut
    since = (base.day[known & (base.day > cut)] - cut) / 7
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

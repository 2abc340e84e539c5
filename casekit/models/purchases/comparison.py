"""Hold models against each other and against a part of the log that they have not seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames import (
    FREQUENCY,
    HOLDOUT_PURCHASES,
    HOLDOUT_SPEND,
    MEAN_REPEAT_SPEND,
)
from casekit.frames.engine import collected, frame_of
from casekit.metrics.purchases import split_calibration_holdout
from casekit.models.purchases.bgnbd import BGNBD
from casekit.models.purchases.gamma_gamma import GammaGamma
from casekit.models.purchases.mbgnbd import MBGNBD
from casekit.models.purchases.pareto_nbd import ParetoNBD
from casekit.words import _

__all__ = ["backtest", "compare_purchase_models"]

PurchaseModel = BGNBD | MBGNBD | ParetoNBD


def compare_purchase_models(
    histories: Any, *, horizon_weeks: float, group: Any = None
) -> pd.DataFrame:
    """Ask three models of silent customers the same questions about one list.

    The three tell different stories of when a customer can leave. Where they disagree, the
    answer is the story's and not the data's.

    Parameters
    ----------
    histories : data frame
        Purchase histories in weeks; any engine.
    horizon_weeks : float
        How far to forecast, in weeks.
    group : array_like of bool, optional
        A part of the customers, in the order of the rows, whose mean P(alive) is asked too.

    Returns
    -------
    pandas.DataFrame
        A row a model: ``log_likelihood``; ``customers_alive``, the sum of P(alive);
        ``expected_purchases`` of all customers in the horizon; and, if a group is given,
        ``p_alive_of_group``.

    Raises
    ------
    InputError
        When a model cannot be fitted, or the group is not as long as the table.

    Examples
    --------
    >>> from casekit.generators.purchases import make_purchase_histories
    >>> histories, truth = make_purchase_histories(2_000, seed=1)
    >>> compare_purchase_models(histories, horizon_weeks=39)["customers_alive"].round(-2)
    BG/NBD        1600.0
    MBG/NBD       1100.0
    Pareto/NBD     900.0
    Name: customers_alive, dtype: float64
    """
    rows = {}
    models: dict[str, PurchaseModel] = {
        "BG/NBD": BGNBD(),
        "MBG/NBD": MBGNBD(),
        "Pareto/NBD": ParetoNBD(),
    }
    for name, model in models.items():
        results = model.fit(histories)
        alive = results.probability_alive(histories).to_numpy()
        rows[name] = {
            "log_likelihood": results.llf,
            "customers_alive": alive.sum(),
            "expected_purchases": results.expected_purchases(
                histories, horizon_weeks=horizon_weeks
            ).sum(),
        }
        if group is not None:
            chosen = np.asarray(group, dtype=bool)
            if chosen.shape != alive.shape:
                raise InputError(
                    _("The group has {given} entries, the table {rows} rows.").format(
                        given=f"{chosen.size:,}", rows=f"{alive.size:,}"
                    )
                )
            rows[name]["p_alive_of_group"] = alive[chosen].mean()
    return pd.DataFrame(rows).T


def backtest(
    log: Any,
    *,
    cuts: Sequence[Any],
    horizon_weeks: float,
    model: PurchaseModel | None = None,
) -> pd.DataFrame:
    """Rehearse a forecast on the past: hide the last weeks, forecast them, and look.

    Parameters
    ----------
    log : data frame
        An event log with amounts; any engine.
    cuts : sequence of str or date
        Days to pretend to stand on. Only what was known on that day is used for the forecast.
    horizon_weeks : float
        How many weeks after each of these days are forecast; the log has to reach so far.
    model : BGNBD, MBGNBD or ParetoNBD, optional
        Model of purchases; BG/NBD by default. Spend is Gamma-Gamma, fitted to customers whose
        mean repeat spend is above 0.

    Returns
    -------
    pandas.DataFrame
        A row a cut: ``customers``, ``forecast_purchases``, ``actual_purchases``,
        ``forecast_spend``, ``actual_spend`` (money), ``spend_error`` (share of the actual).

    Raises
    ------
    InputError
        When the log ends before a forecast does.

    Examples
    --------
    >>> from casekit.datasets import load
    >>> rehearsal = backtest(load("cdnow"), cuts=["1997-06-30"], horizon_weeks=13)
    >>> rehearsal["spend_error"].round(2)
    cut
    1997-06-30   -0.04
    Name: spend_error, dtype: float64
    """
    last_day = pd.Timestamp(collected(frame_of(log).select("date")).get_column("date").max())
    rows = {}
    for cut in cuts:
        day = pd.Timestamp(cut)
        end = day + pd.Timedelta(weeks=horizon_weeks)
        if end > last_day:
            raise InputError(
                _(
                    "A forecast of {weeks:g} weeks from {cut} ends on {end}, and the log ends on "
                    "{last}: choose an earlier day or a shorter horizon."
                ).format(
                    weeks=horizon_weeks,
                    cut=f"{day:%Y-%m-%d}",
                    end=f"{end:%Y-%m-%d}",
                    last=f"{last_day:%Y-%m-%d}",
                )
            )
        split = split_calibration_holdout(log, calibration_end=day, holdout_end=end)
        known = collected(frame_of(split)).to_pandas()
        purchases = (
            (model or BGNBD()).fit(known).expected_purchases(known, horizon_weeks=horizon_weeks)
        )
        spend = GammaGamma().fit(known[(known[FREQUENCY] > 0) & (known[MEAN_REPEAT_SPEND] > 0)])
        forecast = float((purchases.to_numpy() * spend.expected_spend(known).to_numpy()).sum())
        actual = float(known[HOLDOUT_SPEND].sum())
        rows[f"{day:%Y-%m-%d}"] = {
            "customers": len(known),
            "forecast_purchases": float(purchases.sum()),
            "actual_purchases": float(known[HOLDOUT_PURCHASES].sum()),
            "forecast_spend": forecast,
            "actual_spend": actual,
            "spend_error": forecast / actual - 1,
        }
    return pd.DataFrame(rows).T.rename_axis("cut")

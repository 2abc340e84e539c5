"""What an experiment says about money already spent, and about the label 'this is yours'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["SunkCostEffect", "half_life", "status_quo_advantage", "sunk_cost_effect"]


@dataclass(frozen=True)
class SunkCostEffect:
    """Compare holders who paid the full price with those who got a discount.

    Attributes
    ----------
    plays_by_price : pandas.Series
        Mean number of plays seen, by price paid (dearest first).
    effect : float
        Plays more of those who paid the full price than of all the others.
    std_error : float
        Its standard error; holders are the units.
    relative : float
        The effect as a share of the plays of the others.
    """

    plays_by_price: pd.Series
    effect: float
    std_error: float
    relative: float

    @property
    def z(self) -> float:
        """Give the effect in standard errors."""
        return self.effect / self.std_error


def sunk_cost_effect(visits: pd.DataFrame, *, first_months: int | None = None) -> SunkCostEffect:
    """Measure how much more those go who paid more for the same ticket.

    Parameters
    ----------
    visits : pandas.DataFrame
        One row a holder and play: ``customer_id``, ``price_paid``, ``months_since_payment``,
        ``attended``.
    first_months : int, optional
        Count only plays up to this month since payment; all by default.

    Returns
    -------
    SunkCostEffect
        It is the effect of the price only if chance decided who paid what.

    Raises
    ------
    InputError
        If a column is not there, or everybody paid the same.

    Examples
    --------
    >>> from casekit.generators.habits import make_ticket_experiment
    >>> visits, _truth = make_ticket_experiment(3_000, kappa=0.3, seed=1)
    >>> effect = sunk_cost_effect(visits, first_months=5)
    >>> effect.effect > 0
    True
    """
    _need(visits, ("customer_id", "price_paid", "months_since_payment", "attended"))
    if first_months is not None:
        visits = visits[visits["months_since_payment"] <= first_months]
    holders = visits.groupby("customer_id").agg(
        price=("price_paid", "first"), plays=("attended", "sum")
    )
    means = holders.groupby("price")["plays"].mean().sort_index(ascending=False)
    if len(means) < 2:
        raise InputError(_("Everybody paid the same price, so nothing can be compared."))
    full = holders["price"] == means.index[0]
    one, other = holders.loc[full, "plays"], holders.loc[~full, "plays"]
    effect = float(one.mean() - other.mean())
    return SunkCostEffect(
        plays_by_price=means.rename("plays"),
        effect=effect,
        std_error=float(np.sqrt(one.var() / len(one) + other.var() / len(other))),
        relative=float(effect / other.mean()),
    )


def half_life(rate: float) -> float:
    """Give the time in which something that fades at a rate falls by half.

    Parameters
    ----------
    rate : float
        Continuous rate, per month (or any other time; the answer is in the same).

    Returns
    -------
    float
        ln 2 / rate.

    Raises
    ------
    InputError
        If the rate is not above 0.

    Examples
    --------
    >>> round(half_life(0.15), 2)
    4.62
    """
    if not rate > 0:
        raise InputError(
            _("rate={rate} was given; what does not fade has no half-life.").format(rate=rate)
        )
    return float(np.log(2) / rate)


def status_quo_advantage(answers: pd.DataFrame) -> pd.DataFrame:
    """Measure by how much the label of the status quo raises an option's share.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``customer_id``, ``labelled`` (missing when neutral), ``chosen``.

    Returns
    -------
    pandas.DataFrame
        One row an option: ``neutral`` and ``labelled`` (shares that chose it), ``advantage``
        (their difference) and ``std_error``.

    Raises
    ------
    InputError
        If a column is not there, or nobody saw the options without a label.

    Examples
    --------
    >>> from casekit.generators.habits import make_status_quo_test
    >>> answers, truth = make_status_quo_test(40_000, seed=1)
    >>> found = status_quo_advantage(answers)["advantage"]
    >>> bool((abs(found - truth.advantages) < 0.03).all())
    True
    """
    _need(answers, ("labelled", "chosen"))
    neutral = answers[answers["labelled"].isna()]
    if not len(neutral):
        raise InputError(
            _("Nobody saw the options without a label, so there is nothing to compare with.")
        )
    rows = {}
    for option in sorted(answers["labelled"].dropna().unique()):
        labelled = answers[answers["labelled"] == option]
        p, q = (float((group["chosen"] == option).mean()) for group in (neutral, labelled))
        error = np.sqrt(p * (1 - p) / len(neutral) + q * (1 - q) / len(labelled))
        rows[option] = (p, q, q - p, float(error))
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["neutral", "labelled", "advantage", "std_error"]
    )


def _need(table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    lost = [name for name in columns if name not in table.columns]
    if lost:
        raise InputError(
            _("The table has no column {lost}; it has {there}.").format(
                lost=", ".join(f'"{name}"' for name in lost),
                there=", ".join(f'"{name}"' for name in table.columns),
            )
        )

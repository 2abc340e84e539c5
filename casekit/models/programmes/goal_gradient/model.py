"""Tell customers who speed up from customers who were fast all along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit

from casekit.generators.parameters import refuse_unless
from casekit.models.programmes.goal_gradient.likelihood import Terms, with_nodes
from casekit.models.programmes.goal_gradient.results import GoalGradientResults
from casekit.models.programmes.goal_gradient.rows import CardRows, card_rows
from casekit.models.programmes.goal_gradient.start import first_guess
from casekit.models.purchases.fitting import warn_reader
from casekit.models.purchases.maximum import Maximum, maximise
from casekit.words import _

__all__ = ["GoalGradient"]

# Customers whose own pace differs by less than this are alike for every purpose.
_ALIKE = 0.02
_FEW = 30


@dataclass(frozen=True)
class GoalGradient:
    """Model the days between stamped visits, to separate speeding up from having been fast.

    The logarithm of an interval is normal around a + slowness of the customer -
    gradient × progress - head_start × [given stamps]. The customer's slowness is normal too, and
    nobody sees it: a card that stops early may belong to a slow customer, and the model reckons
    with that. After every visit that another could follow, the customer may give up, with a chance
    that a head start and slowness may change; an interval that was still open when the log ended
    was either given up or is just long.

    Parameters
    ----------
    customer_pace : bool
        False takes all customers for alike. That is the mistake that the model is there to avoid;
        it is offered to show its size.
    resolution_days : float, optional
        Unit to which the log rounds: 1 when it notes the day only, 0 when it notes the time. By
        default 1 where every day is a whole number.

    References
    ----------
    Effort by the share of the distance that is left: Kivetz, Urminsky & Zheng (2006), Journal of
    Marketing Research 43(1), 39-58. Maximum likelihood with the customer's slowness integrated
    out at points placed around its likely value (adaptive Gauss-Hermite quadrature).

    Examples
    --------
    >>> from casekit.generators.programmes import make_stamp_cards
    >>> visits, truth = make_stamp_cards(2_000, seed=2, slots=(10, 12), given=(0, 2))
    >>> found = GoalGradient().fit(visits, end_day=truth.study_days)
    >>> found.params[["gradient", "head_start"]].round(2).to_dict()
    {'gradient': 0.3, 'head_start': 0.26}
    >>> round(found.expected_card_days(slots=12, given=2), 1), round(float(truth.card_days[2]), 1)
    (18.2, 18.6)
    """

    customer_pace: bool = True
    resolution_days: float | None = None

    def fit(self, visits: Any, *, end_day: Any = None) -> GoalGradientResults:
        """Fit the model by maximum likelihood.

        Parameters
        ----------
        visits : data frame
            Stamped visits: see `casekit.frames.stamps.read_stamps`.
        end_day : float or date, optional
            When the log ended, on the scale of ``day`` (or a date, where the log has dates); its
            last day by default. It tells how long customers have not been seen.

        Returns
        -------
        GoalGradientResults

        Raises
        ------
        InputError
            When the log holds too little, or what no card can hold.

        Warns
        -----
        CasekitWarning
            When the maximum could not be proven, or customers are few.
        """
        rows = card_rows(visits, end_day, self.resolution_days)
        if len(rows) < _FEW:
            warn_reader(
                _(
                    "{n} customers are few for this model: its intervals hold for large numbers."
                ).format(n=len(rows))
            )
        given = rows.x[:, 2] < 0
        several = len(rows) > 2 and bool((rows.size.sum(axis=1) > 1).sum() > 1)
        quits = bool(rows.open.any())
        both = bool(given.any() and not given.all())
        opens = rows.open_x[rows.open, 2] < 0
        terms = Terms(
            head_start=both,
            spread=self.customer_pace and several,
            quits=quits,
            quits_head=quits and both and bool(opens.any() and not opens.all()),
            quits_slow=quits and self.customer_pace and several,
        )
        start = first_guess(rows, terms)
        while True:
            top, vector, rows = _climb(terms, rows, start)
            simpler = _simpler(terms, vector, top)
            if simpler == terms:
                break
            start = {name: vector[name] for name in simpler.names}
            start.setdefault("log_noise", vector["log_noise"])
            terms = simpler
        if not top.proven:
            warn_reader(
                _(
                    "The maximum of the likelihood could not be proven: read the estimates with "
                    "care. More customers, or fewer odd intervals, may help."
                )
            )
        return _results(terms, vector, top, rows, customer_pace=self.customer_pace)

    @staticmethod
    def at(
        *,
        gradient: float,
        first_interval_days: float,
        head_start: float = 0.0,
        noise: float = 0.6,
        spread: float = 0.0,
    ) -> GoalGradientResults:
        """Take parameters as given, without data.

        Examples
        --------
        >>> round(GoalGradient.at(gradient=0.3, first_interval_days=2.0).expected_card_days(), 2)
        15.54
        """
        values = {
            "gradient": gradient,
            "head_start": head_start,
            "first_interval_days": first_interval_days,
            "noise": noise,
            "spread": spread,
        }
        for name, value in values.items():
            least = name == "first_interval_days" and value <= 0
            least = least or (name in ("noise", "spread") and value < 0)
            refuse_unless(bool(np.isfinite(value)) and not least, name, value, _("a fit number"))
        params = pd.Series(values, name="estimate", dtype=float)
        return GoalGradientResults(params, None, float("nan"), 0, 0)


def _climb(
    terms: Terms, rows: CardRows, start: dict[str, float]
) -> tuple[Maximum, dict[str, float], CardRows]:
    """Maximise, with the points of the quadrature placed anew until they stay where they are."""
    vector = start
    for _round in range(6):
        placed = with_nodes(rows, vector)
        at = np.array([vector[name] for name in terms.names])
        top = maximise(terms.log_likelihood, placed, np.exp(at), chunk=4_096)
        moved = float(np.abs(top.log_parameters - at).max())
        vector = dict(zip(terms.names, top.log_parameters.tolist(), strict=True))
        # A spread on its way to 0 need not get there: the model without one follows.
        if moved < 1e-4 or vector.get("log_spread", 0.0) < np.log(_ALIKE):
            break
    return top, vector, placed


def _simpler(terms: Terms, vector: dict[str, float], top: Maximum) -> Terms:
    """Leave out what lies on its bound: no spread, nobody who gives up."""
    if terms.spread and np.exp(vector["log_spread"]) < _ALIKE:
        return replace(terms, spread=False, quits_slow=False)
    if terms.quits and vector["log_odds"] < -9.0:
        return replace(terms, quits=False, quits_head=False, quits_slow=False)
    away = dict(zip(terms.names, top.runaway, strict=True))
    if terms.quits_slow and (away["slow_quit"] or abs(vector["slow_quit"]) > 6):
        return replace(terms, quits_slow=False)
    if terms.quits_head and (away["head_start_quit"] or abs(vector["head_start_quit"]) > 8):
        return replace(terms, quits_head=False)
    return terms


def _results(
    terms: Terms, vector: dict[str, float], top: Maximum, rows: CardRows, *, customer_pace: bool
) -> GoalGradientResults:
    """Turn the vector of the search into the parameters that readers know, with their errors."""
    k = len(terms.names)
    place = {name: i for i, name in enumerate(terms.names)}
    noise, spread = np.exp(vector["log_noise"]), np.exp(vector.get("log_spread", -np.inf))
    rows_of: dict[str, tuple[float, np.ndarray]] = {}

    def straight(name: str) -> None:
        rows_of[name] = (vector[name], np.eye(k)[place[name]])

    straight("gradient")
    if terms.head_start:
        straight("head_start")
    first = float(np.exp(vector["level"] + (noise**2 + spread**2) / 2))
    slope = np.eye(k)[place["level"]] + noise**2 * np.eye(k)[place["log_noise"]]
    if terms.spread:
        slope = slope + spread**2 * np.eye(k)[place["log_spread"]]
    rows_of["first_interval_days"] = (first, first * slope)
    rows_of["noise"] = (float(noise), noise * np.eye(k)[place["log_noise"]])
    if terms.spread:
        rows_of["spread"] = (float(spread), spread * np.eye(k)[place["log_spread"]])
    elif customer_pace:
        rows_of["spread"] = (0.0, np.full(k, np.nan))
    if terms.quits:
        chance = float(expit(vector["log_odds"]))
        rows_of["quit_chance"] = (chance, chance * (1 - chance) * np.eye(k)[place["log_odds"]])
    for name in ("head_start_quit", "slow_quit"):
        if name in place:
            straight(name)
    names = list(rows_of)
    slopes = np.array([slope for _value, slope in rows_of.values()])
    covariance = slopes @ np.linalg.pinv(top.curvature, hermitian=True) @ slopes.T
    return GoalGradientResults(
        params=pd.Series({name: value for name, (value, _s) in rows_of.items()}, name="estimate"),
        covariance=pd.DataFrame(covariance, index=names, columns=names),
        llf=float(top.value),
        nobs=len(rows.x),
        customers=len(rows),
    )

"""What did joining change? Three answers to one question, from naive to matched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.community.matching import MatchedSample, match_on_history
from casekit.models.community.monthly_gaps import gaps_by_month, histories_of
from casekit.models.experiments import EventStudyResults
from casekit.words import _

__all__ = ["JoiningEffects", "joining_effects"]

Floats = NDArray[np.float64]
_TWO_SIDED = 1.959964


@dataclass(frozen=True, eq=False)
class JoiningEffects:
    """Hold three estimates of what joining changed, and the two event studies behind them.

    Attributes
    ----------
    table : pandas.DataFrame
        One row an estimate: ``change`` (share: 0.10 is +10%), ``low`` and ``high`` (95%).
    plain, twins : EventStudyResults
        Effect by month since the start, in logs: against all others, and against twins. Both
        compare with the month before the start.
    matched : MatchedSample
        The twins, with the table of balance.
    windows : tuple of (int, int)
        Months, counted from the start, on whose averages twins were matched.
    """

    table: pd.DataFrame
    plain: EventStudyResults
    twins: EventStudyResults
    matched: MatchedSample
    windows: tuple[tuple[int, int], ...]

    @property
    def balance(self) -> pd.DataFrame:
        """Give the table of balance in money: typical spending (geometric means), and the gaps."""
        table = self.matched.balance.copy()
        means = table.columns[:3]
        table[means] = np.exp(table[means])
        return table

    def gap_by_month(self, study: EventStudyResults) -> pd.DataFrame:
        """Give the gap by month since the start, compared with the first window's average.

        One month alone would be a shaky zero line: its chance would shift all the others.

        Parameters
        ----------
        study : EventStudyResults
            ``plain`` or ``twins``.

        Returns
        -------
        pandas.DataFrame
            One row a month: ``estimate``, ``lower``, ``upper`` (shares: 0.10 is +10%).
        """
        months, estimate, covariance = _with_reference(study)
        zero = (months >= self.windows[0][0]) & (months <= self.windows[0][1])
        shift = np.eye(len(months)) - zero / zero.sum()
        moved, error = shift @ estimate, np.sqrt(np.diag(shift @ covariance @ shift.T))
        table = pd.DataFrame(
            {
                "estimate": np.expm1(moved),
                "lower": np.expm1(moved - _TWO_SIDED * error),
                "upper": np.expm1(moved + _TWO_SIDED * error),
            }
        )
        return table.set_index(pd.Index(months, name="months_since_joining"))

    def __repr__(self) -> str:
        return str(self.table.map("{:+.1%}".format))


def joining_effects(
    panel: pd.DataFrame,
    outcome: str = "spend",
    *,
    starts: int,
    unit: str = "customer_id",
    time: str = "month",
    treated: str = "member",
    by: str | None = None,
    windows: tuple[tuple[int, int], ...] = ((-12, -9), (-4, -1)),
) -> JoiningEffects:
    """Ask three times what joining changed: naive, change against change, and against twins.

    Parameters
    ----------
    panel : pandas.DataFrame
        One row a unit and period, every unit in every period; the outcome is above 0.
    outcome : str
        Column of the outcome, in money; changes are measured in logs and given in per cent.
    starts : int
        First period after joining.
    unit, time, treated : str
        Columns of the unit, the period, and who joins.
    by : str, optional
        Column of groups of joiners: adds a row for each group against its own twins.
    windows : tuple of (int, int)
        Averages on which twins are matched, see `match_on_history`.

    Returns
    -------
    JoiningEffects

    Raises
    ------
    InputError
        In words, when the table cannot tell the effects.

    Notes
    -----
    The naive estimate is the ratio of mean outcomes after the start, less 1. The others are
    difference-in-differences in logs, ``exp(estimate) - 1``. With every unit in every period and
    one start for all, regression on unit and period effects is a difference of mean changes, with
    the same clustered errors; so it is computed as one. For other panels there is
    `casekit.models.experiments.difference_in_differences`.

    Examples
    --------
    >>> from casekit.generators.community import make_community_panel
    >>> panel, truth = make_community_panel(8_000, seed=6)
    >>> joining_effects(panel, starts=13).table["change"].round(1).tolist()
    [0.6, 0.2, 0.1]
    """
    _refuse_what_has_no_log(panel, outcome)
    logs = panel.assign(log_outcome=np.log(panel[outcome]))
    matched = match_on_history(
        logs,
        "log_outcome",
        unit=unit,
        time=time,
        treated=treated,
        starts=starts,
        windows=windows,
        carry=by,
    )
    everybody = histories_of(logs, "log_outcome", unit, time, treated)
    pairs = histories_of(matched.panel, "log_outcome", "side", time, treated, cluster="match")
    plain = gaps_by_month(everybody, starts)
    twins = gaps_by_month(pairs, starts)
    rows = {
        _("members against others"): _ratio(panel, outcome, unit, time, treated, starts),
        _("change against change"): _change(plain),
        _("change against twins"): _change(twins),
    }
    if by is not None:
        whose = matched.panel.drop_duplicates("side").set_index("side")[f"pair_{by}"]
        whose = whose.reindex(pairs.units)
        for group in sorted(whose.unique().tolist()):
            some = pairs.only((whose == group).to_numpy())
            name = _("twins, {by} = {group}").format(by=by, group=group)
            rows[name] = _change(gaps_by_month(some, starts))
    return JoiningEffects(
        table=pd.DataFrame(rows, index=["change", "low", "high"]).T,
        plain=plain,
        twins=twins,
        matched=matched,
        windows=windows,
    )


def _refuse_what_has_no_log(panel: pd.DataFrame, outcome: str) -> None:
    if outcome not in panel.columns:
        raise InputError(_("The table has no column `{name}`.").format(name=outcome))
    none = int((panel[outcome] <= 0).sum())
    if none:
        raise InputError(
            _(
                "`{outcome}` is 0 or below in {n} rows, and changes in per cent are measured in "
                "logs. Sum over longer periods, or use `difference_in_differences` in money."
            ).format(outcome=outcome, n=none)
        )


def _with_reference(study: EventStudyResults) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Give months, estimates and their covariance with the reference month's zero among them."""
    months = np.array(sorted([*study.periods, study.reference]), dtype=np.int64)
    kept = months != study.reference
    estimate, covariance = np.zeros(len(months)), np.zeros((len(months), len(months)))
    estimate[kept] = study.params.to_numpy()
    covariance[np.ix_(kept, kept)] = study.covariance.to_numpy()
    return months, estimate, covariance


def _change(study: EventStudyResults) -> tuple[float, float, float]:
    """Give the mean gap after the start less the mean gap before it, with its 95% interval."""
    months, estimate, covariance = _with_reference(study)
    after = months >= 0
    weight = after / after.sum() - ~after / (~after).sum()
    change, error = float(weight @ estimate), float(np.sqrt(weight @ covariance @ weight))
    ends = np.expm1([change, change - _TWO_SIDED * error, change + _TWO_SIDED * error])
    return float(ends[0]), float(ends[1]), float(ends[2])


def _ratio(
    panel: pd.DataFrame, outcome: str, unit: str, time: str, treated: str, starts: int
) -> tuple[float, float, float]:
    """Give the ratio of mean outcomes after the start, less 1, with its 95% interval."""
    after = panel[panel[time] >= starts].groupby(unit).agg({outcome: "mean", treated: "max"})
    joined = after[treated].to_numpy(dtype=bool)
    values = after[outcome].to_numpy(dtype=np.float64)
    one, other = values[joined], values[~joined]
    log_ratio = np.log(one.mean() / other.mean())
    error = np.sqrt(
        one.var(ddof=1) / len(one) / one.mean() ** 2
        + other.var(ddof=1) / len(other) / other.mean() ** 2
    )
    low, high = log_ratio - _TWO_SIDED * error, log_ratio + _TWO_SIDED * error
    return float(np.expm1(log_ratio)), float(np.expm1(low)), float(np.expm1(high))

"""How often does a wish to leave become a cancellation? Asked of card replacements."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy.special import xlogy

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.subscriptions import (
    CARD_REPLACED_MONTH,
    LEFT,
    MONTHS_OBSERVED,
    TERM_MONTHS,
    read_subscriptions,
)
from casekit.metrics.subscriptions.card_months import leaving_around_card_replacement
from casekit.models.intervals import two_sided
from casekit.models.subscriptions.fitted import Fitted
from casekit.words import _

__all__ = ["Attention", "AttentionResults"]


@dataclass(frozen=True, eq=False, repr=False)
class AttentionResults(Fitted):
    """The chance a month that a wish to leave is acted on, with its interval.

    Attributes
    ----------
    params : pandas.Series
        One number, ``attention``.
    counts : pandas.DataFrame
        What it was made of: subscriptions at risk, those who left, and their rate, in ordinary
        months and in the month of the replacement.
    """

    counts: pd.DataFrame
    title: ClassVar[str] = "Attention from card replacements"

    @property
    def attention(self) -> float:
        """Give the estimate."""
        return float(self.params.iloc[0])

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give the interval, made on the log scale because a ratio cannot be negative.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``.
        """
        reach = np.exp(two_sided(alpha) * self.bse / self.params)
        return pd.DataFrame({"lower": self.params / reach, "upper": self.params * reach})


@dataclass(frozen=True)
class Attention:
    """Estimate attention (lambda) from the months around a card's replacement.

    In the month of the replacement everybody is asked, so all who wish to leave go; in the month
    before, only those who think of it. The rate before, over the rate in that month, is the
    chance that a wish is acted on.

    Parameters
    ----------
    after_month : int
        Only cards replaced after this month of the subscription. Early on, the stock of wishes
        grows from month to month, and the ratio is too low.
    compare : {"month_before", "all_other_months"}
        ``"all_other_months"`` is the shortcut that looks better, because it uses more data, and
        is wrong: after a replacement the stock of wishes is empty, and right after sign-up it has
        not grown yet, so those months are too quiet. It is here to be compared.

    Notes
    -----
    Where the firm's pages stop some who try to cancel, the estimate is attention times the share
    who get through: a card replacement ends a subscription without those pages. The method needs
    subscriptions that may be cancelled every month. A stock that still grows makes the estimate
    a little too low: with a wish in 2% of months, .149 for a truth of .15, .074 for .075.

    References
    ----------
    Einav, L., Klopack, B., & Mahoney, N. (2025). Selling subscriptions. *American Economic
    Review*.

    Examples
    --------
    >>> from casekit.generators.subscriptions import make_subscriptions
    >>> table, truth = make_subscriptions(20_000, seed=4, term_months=1, attention=0.15)
    >>> fitted = Attention().fit(table)
    >>> low, high = fitted.conf_int().loc["attention"]
    >>> bool(low < 0.15 < high)
    True
    """

    after_month: int = 12
    compare: str = "month_before"

    def fit(self, table: Any) -> AttentionResults:
        """Estimate attention.

        Parameters
        ----------
        table : data frame
            Subscriptions that may be cancelled every month, with ``card_replaced_month``.

        Returns
        -------
        AttentionResults

        Raises
        ------
        InputError
            When the contracts have a term, or nobody left in one of the two kinds of month.
        """
        if self.compare not in ("month_before", "all_other_months"):
            raise InputError(
                _(
                    'compare="{given}" was given; choose "month_before" or "all_other_months".'
                ).format(given=self.compare)
            )
        seen = read_subscriptions(table, also=[CARD_REPLACED_MONTH])
        if TERM_MONTHS in seen.columns and (seen[TERM_MONTHS] > 1).any():
            n = int((seen[TERM_MONTHS] > 1).sum())
            raise InputError(
                _(
                    "{n} of {rows} subscriptions have a term: in most months their owners cannot "
                    "leave, whatever they think of. Keep the rows with term_months = 1."
                ).format(n=f"{n:,}", rows=f"{len(seen):,}")
            )
        around = leaving_around_card_replacement(seen, after_month=self.after_month)
        around = around.set_index("months_from_replacement")[["at_risk", LEFT]]
        asked = around.loc[0]
        ordinary = around.loc[-1] if self.compare == "month_before" else _all_other_months(seen)
        counts = pd.DataFrame({"ordinary": ordinary, "card_replaced": asked}).T
        if (counts[LEFT] == 0).any():
            raise InputError(
                _(
                    "Nobody left in {where}: too few card replacements to compare. Use more "
                    "subscriptions, or a smaller after_month."
                ).format(where=" / ".join(str(name) for name in counts.index[counts[LEFT] == 0]))
            )
        rate = counts[LEFT] / counts["at_risk"]
        ratio = float(rate["ordinary"] / rate["card_replaced"])
        log_variance = float(((1 - rate) / counts[LEFT]).sum())
        stayed = counts["at_risk"] - counts[LEFT]
        llf = float((xlogy(counts[LEFT], rate) + xlogy(stayed, 1 - rate)).sum())
        name = ["attention"]
        return AttentionResults(
            params=pd.Series([ratio], index=name, name="estimate"),
            covariance=pd.DataFrame([[ratio**2 * log_variance]], index=name, columns=name),
            llf=llf,
            nobs=int(counts["at_risk"].sum()),
            counts=counts.assign(rate=rate),
        )


def _all_other_months(seen: pd.DataFrame) -> pd.Series:
    """Count every month of every subscription but those of a replacement."""
    weights = seen[CUSTOMERS]
    in_replacement = seen[CARD_REPLACED_MONTH] <= seen[MONTHS_OBSERVED]
    left_then = seen[LEFT] & (seen[CARD_REPLACED_MONTH] == seen[MONTHS_OBSERVED])
    at_risk = (weights * seen[MONTHS_OBSERVED]).sum() - weights[in_replacement].sum()
    left = weights[seen[LEFT]].sum() - weights[left_then].sum()
    return pd.Series({"at_risk": at_risk, LEFT: left})

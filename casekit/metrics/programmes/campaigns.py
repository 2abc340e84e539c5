"""Compare the households that used a campaign's coupons with those that did not."""

from __future__ import annotations

import pandas as pd

from casekit.errors import InputError
from casekit.metrics.programmes.members import difference_in_means
from casekit.words import _

__all__ = ["compare_redeemers"]

_SPEND = "spend_per_week_{window}"
_WINDOWS = ("earlier", "before", "during")


def compare_redeemers(
    table: pd.DataFrame, *, group: str = "redeemed", against: str = "mailed only"
) -> pd.DataFrame:
    """Compare spending during a campaign, before it, and its change, to see what selection does.

    Parameters
    ----------
    table : pandas.DataFrame
        As ``load("coupon_campaigns")``: ``campaign``, ``group`` and spending a week ``earlier``,
        ``before`` and ``during`` the campaign.
    group, against : str
        The groups that are compared.

    Returns
    -------
    pandas.DataFrame
        A row a campaign and way: ``difference`` in $ a week, ``low``, ``high`` (95% interval),
        ``households``. The ways: ``during`` (the naive comparison), ``before`` (the same when no
        coupon was there yet), ``change`` (difference-in-differences), and ``change_before`` (the
        same where it must be 0 for parallel trends: from the earlier window to the last before).

    Raises
    ------
    InputError
        When a column or a group is not there.

    Examples
    --------
    >>> from casekit.datasets import load
    >>> found = compare_redeemers(load("coupon_campaigns"))
    >>> found.loc[8, "difference"].round(2).to_dict()
    {'during': 37.67, 'before': 31.3, 'change': 6.37, 'change_before': 4.12}
    """
    spend = [_SPEND.format(window=window) for window in _WINDOWS]
    absent = [name for name in ("campaign", "group", *spend) if name not in table.columns]
    if absent:
        raise InputError(
            _("The table has no column {absent}.").format(
                absent=", ".join(f"`{name}`" for name in absent)
            )
        )
    rows = {}
    for campaign, part in table.groupby("campaign"):
        both = part[part["group"].isin([group, against])]
        if both["group"].nunique() < 2:
            raise InputError(
                _('Campaign {campaign} has no households "{group}" or "{against}".').format(
                    campaign=campaign, group=group, against=against
                )
            )
        earlier, before, during = (both[name] for name in spend)
        answers = pd.DataFrame(
            {
                "during": during,
                "before": before,
                "change": during - before,
                "change_before": before - earlier,
                "_in_group": both["group"] == group,
            }
        )
        for way in ("during", "before", "change", "change_before"):
            found = difference_in_means(answers, way, "_in_group")
            rows[(campaign, way)] = {
                "difference": found.difference,
                "low": found.low,
                "high": found.high,
                "households": found.customers,
            }
    made = pd.DataFrame.from_dict(rows, orient="index")
    return made.rename_axis(["campaign", "way"])

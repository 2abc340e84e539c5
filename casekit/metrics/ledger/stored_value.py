"""Money that customers load in advance: what is owed, and what is never spent."""

from typing import Any
from warnings import warn

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning, InputError
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.frames.ledger import MONTH
from casekit.frames.trouble import Trouble
from casekit.words import _

__all__ = ["stored_value_roll_forward"]

LOADED, REDEEMED = "loaded", "redeemed"


def stored_value_roll_forward(
    table: Any, *, breakage_rate: float, opening: float = 0.0
) -> pd.DataFrame:
    """Roll the balance of gift cards or prepaid accounts forward, with breakage as it is earned.

    Parameters
    ----------
    table : data frame
        A row a month: ``month`` (whole number), ``loaded`` and ``redeemed``, in money.
    breakage_rate : float
        Share of the money loaded that will never be spent and that the firm may keep, 0 to below
        1. Money that the law of unclaimed property hands to a state is no breakage: leave it out.
    opening : float
        Owed before the first month.

    Returns
    -------
    pandas.DataFrame
        A row a month: ``opening``, ``loaded``, ``redeemed``, ``breakage`` and ``closing``, in money
        to the cent; closing = opening + loaded - redeemed - breakage, never below 0. Breakage is
        below 0 where more is spent than the rate allows: what was earned too early is taken back.

    Raises
    ------
    InputError
        For a rate that is no share, or more money spent than the cards held.

    Warns
    -----
    CasekitWarning
        When breakage has to be taken back: the rate was too high.

    Notes
    -----
    Breakage is earned in proportion to the money spent: of each 1 loaded, 1 - b will be spent, so
    each 1 spent earns b / (1 - b) beside it (IFRS 15 paragraph B46; ASC 606-10-55-48), and never
    more than the cards still hold. This holds for a firm that expects to keep the rest; one that
    does not books breakage only when use has become remote: give it a rate of 0.

    Examples
    --------
    >>> table = pd.DataFrame({"month": [0, 1], "loaded": [1_000.0, 0], "redeemed": [450.0, 450]})
    >>> stored_value_roll_forward(table, breakage_rate=0.10)
           opening  loaded  redeemed  breakage  closing
    month
    0          0.0  1000.0     450.0      50.0    500.0
    1        500.0     0.0     450.0      50.0      0.0
    """
    if not (np.isfinite(breakage_rate) and 0 <= breakage_rate < 1):
        raise InputError(
            _(
                "breakage_rate={rate} was given; it is a share of the money loaded, 0 to below 1."
            ).format(rate=breakage_rate)
        )
    own = collected(frame_of(table)).to_pandas()
    need_columns([str(name) for name in own.columns], [MONTH, LOADED, REDEEMED], "")
    trouble = Trouble(len(own))
    month = trouble.numbers(own, MONTH, whole=True)
    loaded = trouble.numbers(own, LOADED, least=0)
    spent = trouble.numbers(own, REDEEMED, least=0)
    trouble.rows(MONTH, pd.Series(month).duplicated(), _("repeats a month"))
    if trouble.sentences or not len(own):
        raise InputError(
            "\n- ".join([_("The table cannot be read as stored value yet:"), *trouble.sentences])
        )
    order = np.argsort(month, kind="stable")
    # Months that are not in the table had no movements.
    months = np.arange(int(month.min()), int(month.max()) + 1)
    put_in, taken_out = (
        pd.Series(np.rint(100 * part[order]).astype(np.int64), index=month[order].astype(int))
        .reindex(months, fill_value=0)
        .tolist()
        for part in (loaded, spent)
    )
    # What the cards hold (`face`) may be spent to the last cent; what is owed is less by the
    # breakage earned so far, which is never more than the cards hold.
    face: float = round(float(100 * opening))
    owed, spent_so_far, kept_so_far = face, 0.0, 0.0
    rows, reversed_in = [], []
    for number, load, taken in zip(months, put_in, taken_out, strict=True):
        start = owed
        if taken > face + load:
            raise InputError(
                _(
                    "In month {month} {taken:,.2f} was spent, but the cards held only "
                    "{there:,.2f}; give what they held before the first month as opening=..."
                ).format(month=number, taken=taken / 100, there=(face + load) / 100)
            )
        face += load - taken
        spent_so_far += taken
        earned = min(round(spent_so_far * breakage_rate / (1 - breakage_rate)), face)
        kept = earned - kept_so_far
        kept_so_far, owed = earned, face - earned
        rows.append((start, load, taken, kept, owed))
        if kept < 0:
            reversed_in.append(number)
    if reversed_in:
        warn(
            _(
                "More was spent than breakage_rate={rate} allows: breakage earned before is taken "
                "back in {n} months (the first is month {first}). The rate is too high."
            ).format(rate=breakage_rate, n=len(reversed_in), first=reversed_in[0]),
            CasekitWarning,
            stacklevel=2,
        )
    columns = ["opening", LOADED, REDEEMED, "breakage", "closing"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(months, name=MONTH)) / 100

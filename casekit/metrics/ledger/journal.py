"""The same movements as an accountant writes them: debit and credit."""

import pandas as pd

from casekit.errors import InputError
from casekit.metrics.ledger.price import PriceAllocation
from casekit.words import _

__all__ = ["journal_entries"]


def journal_entries(
    source: PriceAllocation | pd.DataFrame, *, month: int | None = None
) -> pd.DataFrame:
    """Write what happened as journal entries, so that an accountant can check it.

    Parameters
    ----------
    source : PriceAllocation or pandas.DataFrame
        A sale with points (`allocate_price`), or the table of `liability_roll_forward`.
    month : int, optional
        Month of the table; needed with a table.

    Returns
    -------
    pandas.DataFrame
        A row a line: ``entry`` (what happened), ``account``, ``debit``, ``credit``, in money to the
        cent. In every entry debits equal credits.

    Raises
    ------
    InputError
        When the table has no such month.

    Examples
    --------
    >>> from casekit.metrics.ledger import allocate_price
    >>> sale = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.95)
    >>> journal_entries(sale)[["account", "debit", "credit"]]
                             account     debit   credit
    0                           Cash  100000.0      0.0
    1             Revenue from goods       0.0  91324.2
    2  Contract liability for points       0.0   8675.8
    """
    liability, cash = _("Contract liability for points"), _("Cash")
    goods, points = _("Revenue from goods"), _("Revenue from points")
    if isinstance(source, PriceAllocation):
        owed = round(source.points, 2)
        price = round(source.price, 2)
        sale = _("Goods sold with points")
        lines = [
            (sale, cash, price, 0.0),
            (sale, goods, 0.0, round(price - owed, 2)),
            (sale, liability, 0.0, owed),
        ]
    else:
        if month is None or month not in source.index:
            raise InputError(
                _("month={month} was given; the table holds months {first} to {last}.").format(
                    month=month, first=source.index[0], last=source.index[-1]
                )
            )
        row = source.loc[month]
        moves = (
            (_("Points given with sales"), row["deferred"], goods, liability),
            (_("Points taken back with returned goods"), row["returned"], liability, cash),
            (_("Points used"), row["from_redemptions"], liability, points),
            (_("New estimate of points to be used"), row["from_new_estimate"], liability, points),
            (_("Points run out"), row["at_expiry"], liability, points),
        )
        lines = []
        for what, money, *accounts in moves:
            # Money that flows the other way changes the sides.
            debit, credit = accounts if money > 0 else accounts[::-1]
            if money:
                amount = abs(float(money))
                lines += [(what, debit, amount, 0.0), (what, credit, 0.0, amount)]
    return pd.DataFrame(lines, columns=["entry", "account", "debit", "credit"])

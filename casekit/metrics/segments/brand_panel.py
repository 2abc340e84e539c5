"""Who bought how much of which brand: one row a household, one column a brand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, CUSTOMERS
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = ["BRAND", "OTHER", "brand_panel"]

BRAND = "brand"
# All brands below the ones that were asked for, as one.
OTHER = "other brands"


def brand_panel(
    table: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    brand: str = BRAND,
    occasion: str | Sequence[str] | None = None,
    brands: Sequence[Any] | None = None,
    top: int | None = None,
    households: int | None = None,
) -> pd.DataFrame:
    """Count, from your own purchases, how often each household bought each brand.

    Parameters
    ----------
    table : data frame
        One row a purchase (or a line of a receipt), of any engine.
    customer_id, brand : str
        Columns that name the household and the brand.
    occasion : str or sequence of str, optional
        Column or columns that name the purchase occasion (a receipt, a day). Several rows of one
        brand on one occasion are then one purchase, as in the field's tables. By default every
        row is a purchase.
    brands : sequence, optional
        Brands to keep as columns, in this order; all others become ``"other brands"``.
    top : int, optional
        Keep the so many most bought brands instead; all others become ``"other brands"``.
    households : int, optional
        Number of households in the panel, buyers of the category or not. By default only those
        who bought are there, and every penetration is a share of buyers, not of households.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` and one column of purchases a brand, the most bought brand first. For
        households without a purchase, one more row: ``customer_id`` missing, zeros, and their
        number in ``customers`` (1 in all other rows).

    Raises
    ------
    InputError
        When a column or a value is missing, a brand was never bought, or there are more buyers
        than households.

    Examples
    --------
    >>> receipts = pd.DataFrame({
    ...     "customer_id": [1, 1, 1, 2], "day": [1, 1, 8, 3],
    ...     "brand": ["Alder", "Alder", "Birch", "Birch"]})
    >>> brand_panel(receipts, occasion="day")
       customer_id  Birch  Alder
    0            1      1      1
    1            2      1      0
    """
    frame = frame_of(table)
    keys = [customer_id, brand]
    when = [] if occasion is None else [occasion] if isinstance(occasion, str) else list(occasion)
    need_columns(
        frame.columns,
        [*keys, *when],
        _("brand_panel(table, customer_id=..., brand=...) takes the names of your columns."),
    )
    frame = frame.select(*keys, *when)
    lost = collected(
        frame.select(
            nw.len().alias("rows"),
            *(nw.col(name).is_null().sum().alias(f"no {name}") for name in [*keys, *when]),
        )
    )
    rows = int(lost["rows"][0])
    if not rows:
        raise InputError(_("The table has no rows; it has one row a purchase."))
    for name in [*keys, *when]:
        if missing := int(lost[f"no {name}"][0] or 0):
            raise InputError(
                _(
                    'The column "{name}" is missing in {n} of {rows} rows; drop or fill them.'
                ).format(name=name, n=missing, rows=rows)
            )
    if when:
        frame = frame.unique(subset=[*keys, *when])
    counted = collected(frame.group_by(keys).agg(nw.len().alias("purchases")))
    ids, who = _numbered(counted.get_column(customer_id).to_numpy())
    names, what = _numbered(counted.get_column(brand).to_numpy())
    purchases = np.zeros((len(ids), len(names)), dtype=np.int64)
    purchases[who, what] = counted.get_column("purchases").to_numpy()
    order = np.lexsort((np.arange(len(names)), -purchases.sum(axis=0)))
    names, purchases = [names[i] for i in order], purchases[:, order]
    names, purchases = _kept(names, purchases, brands, top)
    panel = pd.DataFrame(purchases, columns=[str(name) for name in names])
    panel.insert(0, CUSTOMER_ID, ids)
    return panel if households is None else _with_non_buyers(panel, households)


def _numbered(values: Any) -> tuple[Any, NDArray[np.intp]]:
    codes, kinds = pd.factorize(pd.Series(values), sort=True)
    return kinds, codes


def _kept(
    names: list[Any], purchases: NDArray[np.int64], brands: Sequence[Any] | None, top: int | None
) -> tuple[list[Any], NDArray[np.int64]]:
    if brands is None and top is None:
        return names, purchases
    if brands is not None and top is not None:
        raise InputError(_("Give brands=... or top=..., not both."))
    if brands is None:
        if top is None or top < 1:
            raise InputError(_("top={top} was given; it is a number of brands.").format(top=top))
        brands = names[:top]
    unknown = [str(name) for name in brands if name not in names]
    if unknown:
        raise InputError(
            _("Nobody bought {unknown}; the brands that were bought are {names}.").format(
                unknown=", ".join(unknown), names=", ".join(str(name) for name in names[:20])
            )
        )
    places = [names.index(name) for name in brands]
    rest = [place for place in range(len(names)) if place not in places]
    kept = purchases[:, places]
    if not rest:
        return list(brands), kept
    return [*brands, OTHER], np.column_stack([kept, purchases[:, rest].sum(axis=1)])


def _with_non_buyers(panel: pd.DataFrame, households: int) -> pd.DataFrame:
    if households < len(panel):
        raise InputError(
            _(
                "households={households:,} was given, but {buyers:,} households bought. It is the "
                "number of all households of the panel, buyers or not."
            ).format(households=households, buyers=len(panel))
        )
    panel.insert(1, CUSTOMERS, 1)
    if households == len(panel):
        return panel
    nobody: dict[str, Any] = {name: [0] for name in panel.columns}
    nobody[CUSTOMER_ID], nobody[CUSTOMERS] = [None], [households - len(panel)]
    empty = pd.DataFrame(nobody)
    empty[CUSTOMER_ID] = empty[CUSTOMER_ID].astype(object)
    ids = pd.concat([panel[CUSTOMER_ID].astype(object), empty[CUSTOMER_ID]], ignore_index=True)
    whole = pd.concat(
        [panel.drop(columns=CUSTOMER_ID), empty.drop(columns=CUSTOMER_ID)], ignore_index=True
    )
    whole.insert(0, CUSTOMER_ID, ids)
    return whole

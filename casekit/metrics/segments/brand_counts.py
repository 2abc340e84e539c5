"""Read a panel of households by brands at the door, whatever made it, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, CUSTOMERS
from casekit.frames.engine import arrays_of, collected, frame_of, kind_of
from casekit.frames.history_checks import counts_of, need_whole
from casekit.metrics.segments.brand_panel import BRAND, brand_panel
from casekit.words import _

__all__ = ["BrandCounts", "read_brand_panel"]

Floats = NDArray[np.float64]

# Columns of a panel that are no brands.
_NO_BRANDS = (CUSTOMER_ID, CUSTOMERS, "period")


@dataclass(frozen=True, eq=False)
class BrandCounts:
    """Hold a panel as arrays, one row a household (or a kind of household).

    Attributes
    ----------
    brands : tuple of str
        The J brands, in the order of the columns.
    purchases : ndarray, shape (n, J)
        Purchases of each brand (whole numbers, as floats).
    households : ndarray, shape (n,)
        Households behind each row.
    """

    brands: tuple[str, ...]
    purchases: Floats
    households: Floats

    @property
    def category(self) -> Floats:
        """Give the purchases of the category, all brands together, a row."""
        return np.asarray(self.purchases.sum(axis=1))

    @property
    def number(self) -> float:
        """Give the number of households, buyers or not."""
        return float(self.households.sum())


def read_brand_panel(panel: Any) -> BrandCounts:
    """Check a household-by-brand table, or purchases with a brand, and hand it on as arrays.

    Parameters
    ----------
    panel : data frame
        One row a household and one column of purchases a brand, of any engine; optional columns
        ``customer_id`` and ``period`` (rows of one household are added up) and ``customers``
        (households behind a row). Or one row a purchase, with ``customer_id`` and ``brand``.

    Returns
    -------
    BrandCounts
        Arrays.

    Raises
    ------
    InputError
        When a column does not hold whole numbers from 0, or there is no brand or no row.

    Examples
    --------
    >>> counts = read_brand_panel(pd.DataFrame({"Alder": [2, 0], "Birch": [1, 0]}))
    >>> counts.brands, counts.category.tolist(), counts.number
    (('Alder', 'Birch'), [3.0, 0.0], 2.0)
    """
    frame = frame_of(panel)
    if BRAND in frame.columns:
        return read_brand_panel(brand_panel(panel))
    names = [name for name in frame.columns if name not in _NO_BRANDS]
    if not names:
        raise InputError(
            _(
                "The table has no column of a brand. A panel has one row a household and one "
                "column a brand; brand_panel(table, customer_id=..., brand=...) makes it of "
                "purchases."
            )
        )
    held = collected(frame)
    if not len(held):
        raise InputError(_("The table has no rows; a panel has one row a household."))
    for name in names:
        if not held.get_column(name).dtype.is_numeric():
            raise InputError(
                _(
                    'The column "{name}" holds {kind}, not the purchases of a brand; drop it, or '
                    "make the panel with brand_panel(table, customer_id=..., brand=...)."
                ).format(name=name, kind=kind_of(held.get_column(name).dtype))
            )
    columns = arrays_of(held, [*names, CUSTOMERS] if CUSTOMERS in frame.columns else names)
    for name in names:
        need_whole(name, columns[name])
    purchases = np.column_stack([columns[name] for name in names])
    households = counts_of(columns, len(held))
    if CUSTOMER_ID in frame.columns and CUSTOMERS not in frame.columns:
        who = pd.factorize(pd.Series(held.get_column(CUSTOMER_ID).to_numpy()))[0]
        if len(held) > who.max() + 1 and (who >= 0).all():
            purchases = np.column_stack(
                [np.bincount(who, weights=column) for column in purchases.T]
            )
            households = np.ones(len(purchases))
    return BrandCounts(tuple(str(name) for name in names), purchases, households)

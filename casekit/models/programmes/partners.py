"""The partners of a coalition: do they bring each other customers, or take them."""

from __future__ import annotations

from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import CasekitWarning, InputError
from casekit.models.experiments.columns import numbers_of, refuse_absent
from casekit.models.programmes.partner_results import CrossPartnerResults
from casekit.words import _

__all__ = ["CrossPartnerResults", "cross_partner_effects"]

Floats = NDArray[np.float64]
_FEW_CLUSTERS = 20


def cross_partner_effects(
    panel: pd.DataFrame,
    *,
    partner: str = "partner",
    sales: str = "sales_per_week",
    promotion: str = "points_multiplier",
    city: str = "city",
    week: str = "week",
    hold_weeks: bool = True,
) -> CrossPartnerResults:
    """Measure what each partner's extra points do to its own sales and to the others'.

    Compares cities in the same week: some have the offer, some do not. What a week does to all
    cities, such as the season, drops out.

    Parameters
    ----------
    panel : pandas.DataFrame
        A row a city, week and partner.
    partner, sales, promotion, city, week : str
        Its columns; sales and promotion are above 0 (their logarithms are taken).
    hold_weeks : bool
        False leaves the season in, and shows what a look at sales alone would see.

    Returns
    -------
    CrossPartnerResults

    Raises
    ------
    InputError
        In words, for missing columns or values, repeated rows, or an offer that never varies.

    Warns
    -----
    CasekitWarning
        When weeks of a city lack a partner (they are left out), or cities are few.

    Notes
    -----
    Linear regressions of the logarithm of each partner's sales on the logarithms of all partners'
    offers, with a level for each city and a shock for each week; standard errors are clustered by
    city, across partners too, so that the mean of all pairs has an honest interval.

    Examples
    --------
    >>> from casekit.generators.programmes import make_coalition
    >>> panel, truth = make_coalition(seed=1)
    >>> mean = cross_partner_effects(panel).mean_cross()
    >>> bool(mean["lower"] < truth.mean_cross_elasticity < mean["upper"] < 0)
    True
    """
    y, x, cities, weeks, names = _wide(panel, partner, sales, promotion, city, week)
    count = int(cities.max()) + 1
    if count < 2:
        raise InputError(_("One city gives no standard errors: at least two are needed."))
    if len(y) <= len(names) + count + len(np.unique(weeks)):
        raise InputError(
            _("{n} whole weeks of cities are too few for {k} partners.").format(
                n=len(y), k=len(names)
            )
        )
    both = _without_levels(np.hstack([y, x]), cities, weeks if hold_weeks else None)
    k = len(names)
    y, x = both[:, :k], both[:, k:]
    size = np.sqrt((x**2).sum(axis=0))
    flat = [str(name) for name, one in zip(names, size, strict=True) if one < 1e-9]
    if flat:
        raise InputError(
            _("`{promotion}` of {names} never differs between cities: nothing to compare.").format(
                promotion=promotion, names=", ".join(flat)
            )
        )
    if np.linalg.matrix_rank(x / size, tol=1e-8) < k:
        raise InputError(_("Partners whose offers always come together cannot be told apart."))
    inverse = np.linalg.inv(x.T @ x)
    matrix = inverse @ (x.T @ y)
    residual = y - x @ matrix
    if count < _FEW_CLUSTERS:
        warn(
            _("{n} cities are few: read the intervals with care.").format(n=count),
            CasekitWarning,
            stacklevel=2,
        )
    moves = x @ inverse
    scores = (moves[:, :, None] * residual[:, None, :]).reshape(len(x), k * k)
    sums = np.zeros((count, k * k))
    np.add.at(sums, cities, scores)
    index = pd.Index(names, name="promoting")
    return CrossPartnerResults(
        matrix=pd.DataFrame(matrix, index, pd.Index(names, name="selling")),
        covariance=sums.T @ sums * count / (count - 1),
        nobs=len(x),
        clusters=count,
        mean_sales_per_week=panel.groupby([week, partner], observed=True)[sales]
        .sum()
        .groupby(partner, observed=True)
        .mean()
        .reindex(names)
        .rename("mean_sales_per_week"),
    )


def _wide(
    panel: pd.DataFrame, partner: str, sales: str, promotion: str, city: str, week: str
) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64], list[object]]:
    """Give a row a city and week: logarithms of sales and of offers, a column a partner."""
    refuse_absent(panel, [partner, sales, promotion, city, week])
    for name in (partner, city, week):
        empty = int(panel[name].isna().sum())
        if empty:
            raise InputError(
                _("Column `{name}` has {n} empty rows; drop or fill them first.").format(
                    name=name, n=empty
                )
            )
    logs = {}
    for name in (sales, promotion):
        values = numbers_of(panel, name)
        low = int((values <= 0).sum())
        if low:
            raise InputError(
                _("Column `{name}` has {n} rows that are not above 0.").format(name=name, n=low)
            )
        logs[name] = np.log(values)
    repeated = int(panel.duplicated([city, week, partner]).sum())
    if repeated:
        raise InputError(
            _("{n} rows repeat a `{city}`, `{week}` and `{partner}`: add them up first.").format(
                n=repeated, city=city, week=week, partner=partner
            )
        )
    names = panel[partner].drop_duplicates().sort_values().tolist()
    if len(names) < 2:
        raise InputError(_("A coalition has at least two partners."))
    keyed = panel[[city, week, partner]].assign(_sales=logs[sales], _offer=logs[promotion])
    wide = keyed.pivot_table(
        index=[city, week], columns=partner, values=["_sales", "_offer"], observed=True
    )
    whole = wide.dropna()
    if whole.empty:
        raise InputError(_("No week of a city has all {k} partners.").format(k=len(names)))
    if len(whole) < len(wide):
        warn(
            _("{n} weeks of cities lack a partner and are left out.").format(
                n=len(wide) - len(whole)
            ),
            CasekitWarning,
            stacklevel=3,
        )
    cities = pd.factorize(whole.index.get_level_values(0))[0]
    weeks = pd.factorize(whole.index.get_level_values(1))[0]
    parts = [whole[part][names].to_numpy(dtype=np.float64) for part in ("_sales", "_offer")]
    return parts[0], parts[1], cities.astype(np.int64), weeks.astype(np.int64), names


def _without_levels(
    columns: Floats, cities: NDArray[np.int64], weeks: NDArray[np.int64] | None
) -> Floats:
    """Take out each city's mean and each week's, also where some weeks of a city are missing."""

    def centred(values: Floats, groups: NDArray[np.int64]) -> Floats:
        sums = np.zeros((int(groups.max()) + 1, values.shape[1]))
        np.add.at(sums, groups, values)
        return np.asarray(values - (sums / np.bincount(groups)[:, None])[groups])

    columns = centred(columns, cities)
    if weeks is None:
        return columns
    dummies = centred(np.eye(int(weeks.max()) + 1)[weeks][:, 1:], cities)
    return np.asarray(columns - dummies @ np.linalg.lstsq(dummies, columns, rcond=None)[0])

"""Clusters of customers by k-means, on a scale that is chosen on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.segments import (
    DAYS_SINCE_LAST_PURCHASE,
    MEAN_SPEND,
    PURCHASES,
    TOTAL_SPEND,
)
from casekit.models.segments.means import (
    agreement_of,
    k_means,
    nearest,
    silhouette_of,
    stability_of,
    thinned,
)
from casekit.models.segments.scaling import Features, Scale, read_features
from casekit.words import _

__all__ = ["FEATURES", "KMeansResults", "KMeansSegments"]

Floats = NDArray[np.float64]

FEATURES = (DAYS_SINCE_LAST_PURCHASE, PURCHASES, MEAN_SPEND)
# Centres of so many customers are known well enough; the rest only need the nearest one.
_MOST_TO_FIT = 20_000
_MOST_TO_RESAMPLE = 2_000


@dataclass(frozen=True)
class KMeansSegments:
    """Group customers who are near each other on recency, frequency and money.

    Parameters
    ----------
    k : int
        How many groups. k-means always finds k: whether there are any is what `choose_k` asks.
    features : sequence of str
        Columns of numbers by which customers are compared.
    scale : {"log-standard", "standard", "none"}
        ``"log-standard"``: logarithms (of 1 + value), each then with mean 0 and standard
        deviation 1: for amounts and counts, where twice as much is a step. ``"standard"``:
        without the logarithm; a few huge customers then decide. ``"none"``: as they are; the
        feature with the largest numbers then decides.
    seed : int
        Same seed, same groups.
    starts : int
        How many times k-means starts; the tightest result is kept.

    Examples
    --------
    >>> from casekit.generators.segments import make_customer_base
    >>> customers, truth = make_customer_base(2_000, seed=7)
    >>> found = KMeansSegments(6).fit(customers)
    >>> bool(found.agreement(truth.labels) > 0.6)
    True
    >>> raw = KMeansSegments(6, scale="none").fit(customers)
    >>> bool(raw.agreement(truth.labels) < 0.5)
    True
    """

    k: int
    features: Sequence[str] = FEATURES
    scale: Literal["log-standard", "standard", "none"] = "log-standard"
    seed: int = 0
    starts: int = 10

    def __post_init__(self) -> None:
        for name, least in (("k", 1), ("starts", 1), ("seed", 0)):
            value = getattr(self, name)
            whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
            if not whole or value < least:
                raise InputError(
                    _(
                        "`{name}` must be a whole number, {least} or more; {value!r} was given."
                    ).format(name=name, least=least, value=value)
                )

    def fit(self, table: Any) -> "KMeansResults":
        """Find the groups.

        Parameters
        ----------
        table : data frame
            One row a customer with the features, such as `rfm_table` makes; any engine.

        Returns
        -------
        KMeansResults

        Raises
        ------
        InputError
            When a feature is missing or has gaps, is negative on a log scale, or there are fewer
            different customers than groups.

        Notes
        -----
        Of more than 20,000 customers, centres are found for a random 20,000 (by the seed), and
        everybody belongs to the nearest. Groups are numbered from 1 by falling mean
        ``total_spend`` (where the table has none: by the last feature), so that numbers do not
        depend on where k-means happened to start.
        """
        read = read_features(table, self.features, also=(TOTAL_SPEND,))
        scale = Scale.of(read.values, self.scale, read.columns)
        points = scale.forward(read.values, read.columns)
        kept = thinned(len(points), _MOST_TO_FIT, self.seed)
        centres, _labels, _inertia = k_means(points[kept], self.k, self.seed, self.starts)
        labels = nearest(points, centres)
        money = read.others.get(TOTAL_SPEND, pd.Series(read.values[:, -1])).to_numpy()
        size = np.maximum(np.bincount(labels, minlength=self.k), 1)
        mean = np.bincount(labels, weights=money, minlength=self.k) / size
        order = np.argsort(-mean, kind="stable")
        renamed = np.empty(self.k, dtype=np.int64)
        renamed[order] = np.arange(self.k)
        return KMeansResults(self, read, scale, points, renamed[labels], centres[order])


@dataclass(frozen=True, eq=False)
class KMeansResults:
    """Hold groups of customers that k-means found.

    Attributes
    ----------
    model : KMeansSegments
        What was asked for.
    """

    model: KMeansSegments
    _read: Features = field(repr=False)
    _scale: Scale = field(repr=False)
    _points: Floats = field(repr=False)
    _places: NDArray[np.int64] = field(repr=False)
    _centres: Floats = field(repr=False)

    @property
    def k(self) -> int:
        """Give the number of groups."""
        return self.model.k

    @property
    def nobs(self) -> int:
        """Give the number of customers."""
        return len(self._places)

    @cached_property
    def labels(self) -> pd.Series:
        """Give each customer's group, 1 to k; index ``customer_id``."""
        return pd.Series(self._places + 1, index=self._read.ids, name="cluster")

    @cached_property
    def centres(self) -> pd.DataFrame:
        """Give the middle of each group in the features' own units.

        On a log scale that is a typical value, below the mean.
        """
        return pd.DataFrame(
            self._scale.back(self._centres),
            index=pd.RangeIndex(1, self.k + 1, name="cluster"),
            columns=list(self._read.columns),
        )

    @cached_property
    def inertia(self) -> float:
        """Give the sum of squared distances to the own centre, on the scale of the fit."""
        return float(((self._points - self._centres[self._places]) ** 2).sum())

    @cached_property
    def silhouette(self) -> float:
        """Give the mean silhouette, -1 to 1, of at most 2,000 customers; missing for one group."""
        return silhouette_of(self._points, self._places, self.model.seed)

    @cached_property
    def stability(self) -> float:
        """Give the mean adjusted Rand index between these groups and those of 20 resamples.

        At most 2,000 customers are drawn, with replacement. Groups that change with the sample
        cannot be relied on; groups that do not change may still be cuts through one cloud.
        """
        kept = thinned(self.nobs, _MOST_TO_RESAMPLE, self.model.seed)
        return stability_of(
            self._points[kept], self._places[kept], self.k, self.model.seed, resamples=20
        )

    def agreement(self, truth: Any) -> float:
        """Compare the groups with known labels by the adjusted Rand index.

        Parameters
        ----------
        truth : pandas.Series or array-like
            A label a customer, of any kind: a Series with the same ``customer_id`` as index (in
            any order), or in the order of the table.

        Returns
        -------
        float
            1: the same groups, whatever they are called; about 0: no better than chance.

        Raises
        ------
        InputError
            When it is not one label a customer.
        """
        if isinstance(truth, pd.Series) and truth.index.is_unique:
            matched = truth.reindex(self._read.ids)
            if len(truth) == self.nobs and not matched.isna().any():
                return agreement_of(matched.to_numpy().astype(str), self._places)
        held = np.asarray(truth.to_numpy() if hasattr(truth, "to_numpy") else truth)
        if held.shape != (self.nobs,):
            raise InputError(
                _("One label a customer is expected: {n}; the shape given is {shape}.").format(
                    n=self.nobs, shape=held.shape
                )
            )
        return agreement_of(held.astype(str), self._places)

    def predict(self, table: Any) -> pd.Series:
        """Give other customers the group whose centre is nearest.

        Parameters
        ----------
        table : data frame
            With the same features.

        Returns
        -------
        pandas.Series
            Groups 1 to k; index ``customer_id``.
        """
        read = read_features(table, self.model.features)
        points = self._scale.forward(read.values, read.columns)
        return pd.Series(nearest(points, self._centres) + 1, index=read.ids, name="cluster")

    def summary(self) -> pd.DataFrame:
        """Show the groups: how many customers, their middles and, where known, their money.

        Returns
        -------
        pandas.DataFrame
            A row a group: ``customers``, ``share_of_customers``, the middle of each feature and,
            where the table has ``total_spend``, ``share_of_total_spend``.
        """
        counts = np.bincount(self._places, minlength=self.k)
        table = self.centres.copy()
        table.insert(0, "customers", counts)
        table.insert(1, "share_of_customers", counts / self.nobs)
        if TOTAL_SPEND in self._read.others:
            money = self._read.others[TOTAL_SPEND].to_numpy()
            sums = np.bincount(self._places, weights=money, minlength=self.k)
            table["share_of_total_spend"] = sums / money.sum() if money.sum() else np.nan
        return table

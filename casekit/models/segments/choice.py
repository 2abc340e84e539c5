"""How many clusters, and whether any: k against customers of whom none belong together."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.segments.clusters import FEATURES
from casekit.models.segments.means import k_means, one_thread, stability_of, thinned
from casekit.models.segments.one_cloud import one_clouds
from casekit.models.segments.scaling import Scale, read_features
from casekit.words import _

__all__ = ["choose_k", "defended_k"]

Floats = NDArray[np.float64]

_STARTS = 4


def choose_k(
    table: Any,
    ks: Sequence[int] = range(2, 9),
    *,
    features: Sequence[str] = FEATURES,
    scale: Literal["log-standard", "standard", "none"] = "log-standard",
    seed: int = 0,
    resamples: int = 10,
    clouds: int = 10,
    sample: int = 2_000,
) -> pd.DataFrame:
    """Compare numbers of clusters, each with what the same number finds where there are none.

    Parameters
    ----------
    table : data frame
        One row a customer with the features; any engine.
    ks : sequence of int
        Numbers of clusters to try, 2 or more.
    features, scale, seed
        See `KMeansSegments`.
    resamples : int
        How many resamples measure stability.
    clouds : int
        How many made-up bases without clusters stand for comparison; 2 or more.
    sample : int
        At most so many customers are looked at (drawn by the seed).

    Returns
    -------
    pandas.DataFrame
        A row a number of clusters (index ``k``):

        - ``inertia``: sum of squared distances to the own centre; it always falls with k;
        - ``silhouette``: mean of (b - a) / max(a, b);
        - ``stability``: mean adjusted Rand index with the clusters of resamples;
        - ``silhouette_of_one_cloud``, ``highest_of_one_cloud``: mean and highest silhouette of the
          bases without clusters;
        - ``beats_one_cloud``: whether the silhouette is above all of those;
        - ``gap``, ``gap_error``: mean logarithm of their inertia minus that of the customers, and
          its standard error; about 0 where there are no clusters.

    Raises
    ------
    InputError
        When a feature or a k makes no sense.

    Notes
    -----
    A base without clusters is a single cloud: every feature has one hill, the nearest to its own
    distribution, however skewed or piled up at an edge, and pairs of features keep their
    correlation of normal scores (a Gaussian copula). The comparison is that of the gap statistic
    of Tibshirani, Walther & Hastie (2001), with this cloud in the place of their uniform box,
    because skew alone looks like clusters beside a box. Other features, or another scale, can
    give another answer; and groups that overlap much are not seen.

    Examples
    --------
    >>> from casekit.generators.segments import make_customer_base
    >>> customers, truth = make_customer_base(1_000, seed=7)
    >>> found = choose_k(customers, [5, 6], clouds=4, resamples=3)
    >>> found["beats_one_cloud"].tolist()
    [True, True]
    >>> alike, truth = make_customer_base(1_000, seed=7, separation=0)
    >>> defended_k(choose_k(alike, [2, 4, 6], clouds=4, resamples=3)) is None
    True
    """
    numbers = list(ks)
    for k in numbers:
        if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or k < 2:
            raise InputError(
                _("`ks` must be whole numbers, 2 or more; {k!r} was given.").format(k=k)
            )
    for name, value, least in (
        ("resamples", resamples, 0),
        ("clouds", clouds, 2),
        ("sample", sample, 10),
    ):
        if value < least:
            raise InputError(
                _("`{name}` must be {least} or more; {value!r} was given.").format(
                    name=name, least=least, value=value
                )
            )
    read = read_features(table, features)
    values = read.values[thinned(len(read.values), sample, seed)]
    if len(values) <= max(numbers, default=2):
        raise InputError(
            _("{n} customers are too few to look for {k} clusters.").format(
                n=len(values), k=max(numbers)
            )
        )
    fitted = Scale.of(values, scale, read.columns)
    points = fitted.forward(values, read.columns)
    rng = np.random.default_rng(seed)
    found = _looks(points, numbers, seed)
    nowhere = [_looks(cloud, numbers, seed) for cloud in one_clouds(points, rng, clouds)]
    rows = []
    for place, k in enumerate(numbers):
        labels, inertia, silhouette = found[place]
        silhouettes = np.array([looks[place][2] for looks in nowhere])
        logs = np.log([max(looks[place][1], 1e-300) for looks in nowhere])
        rows.append(
            {
                "k": k,
                "inertia": inertia,
                "silhouette": silhouette,
                "stability": stability_of(points, labels, k, seed, resamples, _STARTS),
                "silhouette_of_one_cloud": float(silhouettes.mean()),
                "highest_of_one_cloud": float(silhouettes.max()),
                "beats_one_cloud": bool(silhouette > silhouettes.max()),
                "gap": float(logs.mean() - np.log(max(inertia, 1e-300))),
                "gap_error": float(logs.std(ddof=1) * np.sqrt(1 + 1 / clouds)),
            }
        )
    return pd.DataFrame(rows).set_index("k")


def defended_k(
    choice: pd.DataFrame, *, least_gain: float = 0.05, least_stability: float = 0.75
) -> int | None:
    """Name the number of clusters that can be defended, or None where there are none.

    Parameters
    ----------
    choice : pandas.DataFrame
        From `choose_k`.
    least_gain : float
        How far the silhouette must lie above the highest of the bases without clusters.
    least_stability : float
        Least mean agreement of resamples.

    Returns
    -------
    int or None
        Of the k that pass both, the one with the highest gain. None is an answer: in these
        features nothing stands clear of one cloud, and segments are cuts made for convenience.

    Notes
    -----
    Both limits are conventions of this course, not laws, and they are strict: of 20 made-up bases
    of one cloud none was given clusters, of 20 with six clear archetypes all were given six, and
    of 20 whose archetypes overlap more (a separation of 0.9) none was
    (``tests/long/clusters_found.md``).

    Examples
    --------
    >>> table = pd.DataFrame({"silhouette": [0.40, 0.45], "stability": [0.9, 0.95],
    ...                       "highest_of_one_cloud": [0.38, 0.30]}, index=[2, 6])
    >>> defended_k(table)
    6
    """
    gain = choice["silhouette"] - choice["highest_of_one_cloud"]
    good = (gain >= least_gain) & ~(choice["stability"] < least_stability)
    if not good.any():
        return None
    return int(gain[good].index.to_numpy()[gain[good].to_numpy().argmax()])


def _looks(
    points: Floats, numbers: Sequence[int], seed: int
) -> list[tuple[NDArray[np.int64], float, float]]:
    """Cluster one base by each number: labels, inertia, silhouette."""
    from sklearn.metrics import euclidean_distances, silhouette_score

    looks = []
    with one_thread():
        # Distances do not depend on k, and are most of the work of a silhouette.
        distances = euclidean_distances(points)
        for k in numbers:
            _centres, labels, inertia = k_means(points, k, seed, _STARTS)
            silhouette = float(silhouette_score(distances, labels, metric="precomputed"))
            looks.append((labels, inertia, silhouette))
    return looks

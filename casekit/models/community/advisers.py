"""What a house loses when a client adviser leaves: those left behind against the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["loss_after_departure"]


def loss_after_departure(clients: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Measure the share of spending that a house loses because client advisers left.

    Some clients stop buying every year. So the clients of advisers who left are compared with the
    clients of advisers who stayed: the loss is 1 less the ratio of what remains of both.

    Parameters
    ----------
    clients : pandas.DataFrame
        One row a client: ``adviser_id``, ``adviser_left`` (bool), ``spend_before``, ``spend_after``
        (money a year).
    by : str, optional
        Column of groups with a loss of their own.

    Returns
    -------
    pandas.DataFrame
        One row a group (or ``all``): ``clients`` (left behind), ``remains_left``,
        ``remains_stayed`` (share of spending that remains, by what the adviser did), ``lost``
        (share of spending), ``low`` and ``high`` (95%, clustered by adviser).

    Raises
    ------
    InputError
        When a column is missing, or no adviser left, or none stayed.

    Notes
    -----
    Causal when it is chance which adviser leaves. If advisers leave because their clients buy less,
    the comparison shows a loss that was there before.

    Examples
    --------
    >>> clients = pd.DataFrame({
    ...     "adviser_id": [1, 1, 2, 2],
    ...     "adviser_left": [True, True, False, False],
    ...     "spend_before": [100, 100, 100, 100],
    ...     "spend_after": [90, 0, 100, 80],
    ... })
    >>> float(loss_after_departure(clients)["lost"].iloc[0])
    0.5
    """
    columns = ["adviser_id", "adviser_left", "spend_before", "spend_after"]
    absent = [name for name in [*columns, *([by] if by else [])] if name not in clients.columns]
    if absent:
        raise InputError(
            _("The table of clients has no column {absent}.").format(
                absent=", ".join(f"`{name}`" for name in absent)
            )
        )
    groups: list[tuple[Any, pd.DataFrame]] = (
        [(_("all"), clients)] if by is None else list(clients.groupby(by))
    )
    rows = {name: _loss(part) for name, part in groups}
    names = ["clients", "remains_left", "remains_stayed", "lost", "low", "high"]
    table = pd.DataFrame(rows, index=names).T.astype({"clients": np.int64})
    return table.rename_axis(by or "group")


def _loss(clients: pd.DataFrame) -> tuple[float, ...]:
    sums = clients.groupby(["adviser_id", "adviser_left"])[["spend_before", "spend_after"]].sum()
    sides = []
    for left in (True, False):
        here = sums[sums.index.get_level_values("adviser_left") == left]
        before, after = here["spend_before"].to_numpy(), here["spend_after"].to_numpy()
        if not before.sum() > 0:
            raise InputError(
                _("A loss needs advisers who left and advisers who stayed, with spending clients.")
            )
        ratio = after.sum() / before.sum()
        # Linearised ratio: what each adviser's clients add to its error.
        error = np.sqrt(((after - ratio * before) ** 2).sum()) / max(after.sum(), 1e-12)
        sides.append((ratio, error))
    (left_ratio, left_error), (stayed_ratio, stayed_error) = sides
    kept = left_ratio / stayed_ratio
    reach = np.exp(1.959964 * np.hypot(left_error, stayed_error))
    behind = int(clients["adviser_left"].sum())
    return behind, left_ratio, stayed_ratio, 1 - kept, 1 - kept * reach, 1 - kept / reach

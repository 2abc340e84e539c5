"""Stamped visits: number them, and look at the intervals as a card fills."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, DATE
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.frames.stamps import CARD_ID, GIVEN, INTERVAL_DAYS, SLOTS, STAMP, read_stamps
from casekit.generators.parameters import refuse_unless_whole
from casekit.words import _

__all__ = ["interval_by_progress", "number_stamps"]


def number_stamps(log: Any, *, slots: int = 10, given: int = 0) -> pd.DataFrame:
    """Turn a log of visits into stamps on cards: every visit stamps one slot, full cards go on.

    Parameters
    ----------
    log : data frame
        A row a visit: ``customer_id`` and ``date``; any engine. Two rows of one customer at the
        same moment are two stamps.
    slots, given : int
        Of every card.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``card_id``, ``slots``, ``given``, ``stamp``, ``day`` (since the log's
        first visit) and ``interval_days``: what `interval_by_progress` and
        `casekit.models.programmes.GoalGradient` read.

    Raises
    ------
    InputError
        When a column is missing or the card makes no sense.

    Examples
    --------
    >>> log = pd.DataFrame({"customer_id": ["a"] * 4, "date": ["2024-01-01", "2024-01-04",
    ...                     "2024-01-06", "2024-01-07"]})
    >>> number_stamps(log, slots=3)[["card_id", "stamp", "interval_days"]]
       card_id  stamp  interval_days
    0        1      1            NaN
    1        1      2            3.0
    2        1      3            2.0
    3        2      1            1.0
    """
    frame = collected(frame_of(log))
    need_columns([str(name) for name in frame.columns], [CUSTOMER_ID, DATE], "")
    refuse_unless_whole(slots, "slots")
    if given != 0:
        refuse_unless_whole(given, "given")
    if given >= slots:
        raise InputError(
            _("A card of {slots} slots with {given} given makes no sense.").format(
                slots=slots, given=given
            )
        )
    own = frame.select(CUSTOMER_ID, DATE).to_pandas()
    # Numbered as if every visit were on one endless card, which checks and orders the log.
    n = len(own)
    own[CARD_ID], own[SLOTS], own[STAMP] = 1, n + 1, np.arange(1, n + 1)
    seen = read_stamps(own)
    visit = seen.groupby(CUSTOMER_ID, sort=False).cumcount().to_numpy()
    needed = slots - given
    seen[CARD_ID] = np.cumsum(visit % needed == 0)
    seen[SLOTS], seen[GIVEN] = slots, given
    seen[STAMP] = given + visit % needed + 1
    return seen


def interval_by_progress(
    visits: Any, *, level: float = 0.95, by: str | None = None
) -> pd.DataFrame:
    """Give the mean days between visits as the card fills, three ways.

    The mean over all visits (``mean_days``) falls from slot to slot when customers speed up, but
    also when the slow ones are no longer there. The two other columns compare like with like.

    Parameters
    ----------
    visits : data frame
        Stamped visits: see `casekit.frames.stamps.read_stamps`.
    level : float
        Level of the intervals.
    by : str, optional
        A column of the log that splits it, such as ``"arm"``.

    Returns
    -------
    pandas.DataFrame
        A row a slot: ``slots``, ``given``, ``stamp``, ``progress`` (share of slots stamped before
        the visit), ``visits``, ``mean_days`` with ``low`` and ``high``; ``full_cards`` and
        ``mean_days_full_cards``: cards that were filled, the same ones in every row;
        ``relative_days``: the interval as a share of what the same customer takes on average
        (1 is the customer's own habit), from comparisons within customers only.

    Raises
    ------
    InputError
        When a column is missing or holds what no card can hold.

    Notes
    -----
    Cards that were filled cannot lose their slow customers on the way, so without a gradient their
    mean is flat. They are the eager ones, though: the level of the column is not that of
    everybody. ``relative_days`` is the exponential of the slot's effect on the logarithm of
    interval, customers' own levels taken out (least squares with customer effects), scaled to a
    geometric mean of 1 over the slots. The open interval that is longest at the end of a log is
    never in the table, so strong censoring bends all three; `GoalGradient` reckons with it.

    Examples
    --------
    >>> from casekit.generators.programmes import make_stamp_cards
    >>> visits, _ = make_stamp_cards(5_000, seed=1, gradient=0)
    >>> table = interval_by_progress(visits).set_index("stamp")
    >>> table.loc[[2, 10], ["mean_days", "mean_days_full_cards", "relative_days"]].round(1)
           mean_days  mean_days_full_cards  relative_days
    stamp
    2            2.9                   2.4            1.0
    10           2.4                   2.4            1.0
    """
    if not 0 < level < 1:
        raise InputError(
            _("level={level} was given; it lies between 0 and 1 (0.95).").format(level=level)
        )
    if by is not None:
        table = collected(frame_of(visits)).to_pandas()
        need_columns([str(name) for name in table.columns], [by], "")
        parts = {key: interval_by_progress(part, level=level) for key, part in table.groupby(by)}
        return pd.concat(parts, names=[by]).reset_index(level=0).reset_index(drop=True)
    seen = read_stamps(visits)
    stamp_count = seen.groupby([CUSTOMER_ID, CARD_ID])[STAMP].transform("size")
    seen["full"] = stamp_count == seen[SLOTS] - seen[GIVEN]
    rows = seen[seen[INTERVAL_DAYS].notna()].copy()
    if rows.empty:
        raise InputError(_("Nobody came twice: the log holds no interval."))
    keys = [SLOTS, GIVEN, STAMP]
    groups = rows.groupby(keys)[INTERVAL_DAYS]
    table = groups.agg(visits="size", mean_days="mean", sd="std").reset_index()
    n = table["visits"].to_numpy(dtype=float)
    reach = stdtrit(np.maximum(n - 1, 1), 0.5 + level / 2) * table.pop("sd") / np.sqrt(n)
    table["low"], table["high"] = table["mean_days"] - reach, table["mean_days"] + reach
    table.insert(3, "progress", (table[STAMP] - 1) / table[SLOTS])
    full = rows[rows["full"]].groupby(keys)[INTERVAL_DAYS]
    index = pd.MultiIndex.from_frame(table[keys])
    table["full_cards"] = full.size().reindex(index, fill_value=0).to_numpy()
    table["mean_days_full_cards"] = full.mean().reindex(index).to_numpy()
    table["relative_days"] = _within(rows, index, keys)
    return table


def _within(rows: pd.DataFrame, index: pd.MultiIndex, keys: list[str]) -> np.ndarray:
    """Estimate slot effects on log intervals with customer effects, by normal equations."""
    days = rows[INTERVAL_DAYS].to_numpy()
    # A day's log rounds short intervals to 0, which has no logarithm: count half the least one.
    least = days[days > 0].min(initial=np.inf)
    if not np.isfinite(least):
        return np.full(len(index), np.nan)
    logs = np.log(np.where(days > 0, days, least / 2))
    who = pd.factorize(rows[CUSTOMER_ID])[0]
    slot = index.get_indexer(pd.MultiIndex.from_frame(rows[keys]))
    k, n = len(index), int(who.max()) + 1
    cell = np.zeros((n, k))
    np.add.at(cell, (who, slot), 1.0)
    size = cell.sum(axis=1)
    mean = np.bincount(who, logs, n) / size
    left = np.diag(cell.sum(axis=0)) - cell.T @ (cell / size[:, None])
    right = np.bincount(slot, logs - mean[who], k)
    effect = np.linalg.pinv(left, rcond=1e-10) @ right
    apart = np.diag(left) < 1e-9  # a slot that no customer shares with another slot
    effect = np.where(apart, np.nan, effect)
    return np.asarray(np.exp(effect - np.nanmean(effect) if not apart.all() else effect))

"""Signatures of lock-in: how leaving moves with points, tenure, contract and friends."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.choices import Choices, read_choices
from casekit.generators.parameters import refuse_unless_whole
from casekit.metrics.switching.leaving import leaving_rates
from casekit.words import _

__all__ = ["Signatures", "switching_signatures"]

# Rows of the table of points, at most.
_STEPS = 24

# Upper ends of the classes of friends' shares; the first class is nobody.
_SHARES = (0.0, 0.25, 0.5, 1.0)


@dataclass(frozen=True, eq=False)
class Signatures:
    """Hold the leaving rates that each form of lock-in leaves its mark on.

    Each table has a row a state: the state, ``could_leave`` and ``left`` (customer-months),
    ``leaving_rate`` (a share) and ``standard_error`` (clustered by customer, whose months are
    alike). A table is None where the panel has no such columns.

    Attributes
    ----------
    leaving_rate : float
        Share of all customer-months with a firm to leave in which the customer left.
    points : pandas.DataFrame or None
        By ``points`` held, in steps where there are many. Points that hold make the rate fall
        as they grow.
    rewards : pandas.DataFrame or None
        By ``months_since_reward``, from the choice right after a reward on.
    around_reward : pandas.DataFrame or None
        By ``points_from_reward``: the points still missing, as negative numbers, and from 0 on
        the points held by customers who have taken a reward in this stay. Points that hold make
        the rate jump at 0.
    tenure : pandas.DataFrame or None
        By ``tenure_months``. Learning that holds makes the rate fall and stay low.
    contract : pandas.DataFrame or None
        By ``months_left`` on the contract, of customers who have one; newcomers, who leave for
        other reasons too, are those with most months left.
    around_renewal : pandas.DataFrame or None
        By ``months_from_renewal``: 0 is the choice at the end of a term, negative numbers are
        the months before it, positive ones come after a renewal. A fee that holds makes the rate
        rise to 0 and fall after it.
    friends : pandas.DataFrame or None
        By ``friends_who_left``: classes of the share of friends by which the customer's own firm
        shrank among them last month. A community that holds makes the rate rise with it.
    """

    leaving_rate: float
    points: pd.DataFrame | None
    rewards: pd.DataFrame | None
    around_reward: pd.DataFrame | None
    tenure: pd.DataFrame | None
    contract: pd.DataFrame | None
    around_renewal: pd.DataFrame | None
    friends: pd.DataFrame | None

    @property
    def table(self) -> pd.DataFrame:
        """Give all tables as one: ``signature``, ``state``, and the columns of the rates.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> panel, _, _ = make_switching_market(500, seed=1)
        >>> switching_signatures(panel).table["signature"].unique().tolist()
        ['points', 'rewards', 'around_reward', 'tenure', 'contract', 'around_renewal', 'friends']
        """
        pieces = []
        for field in fields(self):
            name, one = field.name, getattr(self, field.name)
            if isinstance(one, pd.DataFrame):
                piece = one.rename(columns={one.columns[0]: "state"}).astype({"state": str})
                piece.insert(0, "signature", name)
                pieces.append(piece)
        return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def switching_signatures(panel: pd.DataFrame, *, most_months: int = 24) -> Signatures:
    """Read the signature of each form of lock-in from a choice panel, before any model.

    A signature is necessary, not sufficient. A rate that falls with tenure is also what sorting
    looks like: those who like the firm stay. Leaving among friends is also what likeness looks
    like: friends resemble each other. And where several clocks tick together, each table carries
    a trace of the others.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel (`casekit.choice_panel` makes one of your own table).
    most_months : int
        Longest tenure, and longest time since a reward, that gets a row of its own; longer ones
        are left out.

    Returns
    -------
    Signatures
        Tables of leaving rates with counts and standard errors. First choices, when there was no
        firm to leave, are not counted.

    Raises
    ------
    InputError
        When the table is not a choice panel.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, _, _ = make_switching_market(2_000, seed=1)
    >>> renewal = switching_signatures(panel).around_renewal.set_index("months_from_renewal")
    >>> bool(renewal.loc[0, "leaving_rate"] > 3 * renewal.loc[1, "leaving_rate"])
    True
    """
    refuse_unless_whole(most_months, "most_months")
    choices = read_choices(panel)
    could = choices.could_leave
    total = int(could.sum())
    rate = float(choices.left.sum() / total) if total else float("nan")
    return Signatures(
        rate,
        _points(choices),
        _rewards(choices, most_months),
        _around_reward(choices),
        _tenure(choices, most_months),
        _contract(choices),
        _around_renewal(choices),
        _friends(choices),
    )


def _points(choices: Choices) -> pd.DataFrame | None:
    if choices.points is None:
        return None
    points = _points_in_steps(choices, choices.points)
    return leaving_rates(choices, "points", points, choices.could_leave)


def _points_in_steps(choices: Choices, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round points down to steps, of which there are 24 at most: some count in thousands."""
    most = points[choices.could_leave].max(initial=0.0)
    step = np.ceil((most + 1) / _STEPS)
    return np.asarray(np.floor(points / step) * step)


def _rewards(choices: Choices, most_months: int) -> pd.DataFrame | None:
    if choices.points is None:
        return None
    since = _months_since_reward(choices, choices.points)
    counted = choices.could_leave & (since <= most_months)
    return leaving_rates(choices, "months_since_reward", since, counted)


def _around_reward(choices: Choices) -> pd.DataFrame | None:
    if choices.points is None:
        return None
    points = _points_in_steps(choices, choices.points)
    # The most points anybody holds are one step short of the reward.
    held = np.unique(points[choices.could_leave])
    reward = held[-1] + (held[-1] - held[-2] if held.size > 1 else 1.0) if held.size else 1.0
    missing = points - reward
    had_one = np.isfinite(_months_since_reward(choices, choices.points))
    far = points < reward / 2
    state = np.where(far, points, missing)
    return leaving_rates(
        choices, "points_from_reward", state, choices.could_leave & (had_one | ~far)
    )


def _months_since_reward(choices: Choices, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count months since the points of somebody who stayed last fell; infinite where never."""
    stayed_before = np.zeros(len(choices), dtype=bool)
    stayed_before[1:] = ~choices.first[1:] & ~choices.left[:-1] & choices.could_leave[:-1]
    fell = np.zeros(len(choices), dtype=bool)
    fell[1:] = points[1:] < points[:-1]
    # A first choice, too, is followed by a stay that begins anew.
    begins = choices.first | ~stayed_before
    taken = fell & stayed_before
    rows = np.arange(len(choices))
    last_start = np.maximum.accumulate(np.where(begins, rows, 0))
    last_reward = np.maximum.accumulate(np.where(taken, rows, -1))
    return np.where(last_reward >= last_start, rows - last_reward, np.inf)


def _tenure(choices: Choices, most_months: int) -> pd.DataFrame | None:
    if choices.tenure_months is None:
        return None
    counted = choices.could_leave & (choices.tenure_months <= most_months)
    return leaving_rates(choices, "tenure_months", np.floor(choices.tenure_months), counted)


def _contract(choices: Choices) -> pd.DataFrame | None:
    if choices.months_left is None or choices.term_months is None:
        return None
    counted = choices.could_leave & (choices.term_months > 0)
    return leaving_rates(choices, "months_left", np.floor(choices.months_left), counted)


def _around_renewal(choices: Choices) -> pd.DataFrame | None:
    left, term, tenure = choices.months_left, choices.term_months, choices.tenure_months
    if left is None or term is None or tenure is None:
        return None
    before = left < term / 2
    state = np.where(before, -left, term - left)
    counted = choices.could_leave & (term > 0) & (before | (tenure > term))
    return leaving_rates(choices, "months_from_renewal", np.floor(state), counted)


def _friends(choices: Choices) -> pd.DataFrame | None:
    if choices.friends is None:
        return None
    rows = np.arange(len(choices))
    now = np.where(choices.could_leave, choices.previous_firm, 0)
    before = np.zeros(len(choices))
    before[1:] = choices.friends[rows[1:] - 1, now[1:]]
    shrank = before - choices.friends[rows, now]
    # Last month's share is known from last month's row; at the very first choice nobody had one.
    known = np.zeros(len(choices), dtype=bool)
    known[1:] = ~choices.first[1:] & choices.could_leave[:-1]
    ends = np.array(_SHARES)
    state = np.searchsorted(ends, np.maximum(shrank, 0.0) - 1e-9).astype(np.float64)
    table = leaving_rates(choices, "friends_who_left", state, choices.could_leave & known)
    names = [_("none")] + [
        _("over {low:.0%} to {high:.0%}").format(low=low, high=high)
        for low, high in pairwise(_SHARES)
    ]
    names[1] = _("up to {high:.0%}").format(high=_SHARES[1])
    names[-1] = _("over {low:.0%}").format(low=_SHARES[-2])
    codes = table["friends_who_left"].to_numpy().astype(np.int64)
    table["friends_who_left"] = pd.Categorical([names[code] for code in codes], names, ordered=True)
    return table

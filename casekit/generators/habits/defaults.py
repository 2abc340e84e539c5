"""Make choices with and without a default: the pull of what one already has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["StatusQuoTruth", "make_status_quo_test"]


@dataclass(frozen=True)
class StatusQuoTruth:
    """What the generator of the choice test knows.

    Attributes
    ----------
    status_quo : float
        Log-odds that the label "this is what you have" adds.
    appeal : tuple of float
        The options' own utilities, in log-odds.
    advantages : pandas.Series
        For each option, the expected P(chosen | labelled) - P(chosen | neutral).
    """

    status_quo: float
    appeal: tuple[float, ...]
    advantages: pd.Series


def make_status_quo_test(
    n_customers: int = 3_000,
    *,
    seed: int,
    status_quo: float = 0.4,
    appeal: Sequence[float] = (0.3, 0.0, -0.3),
    options: Sequence[str] = ("A", "B", "C"),
) -> tuple[pd.DataFrame, StatusQuoTruth]:
    """Make people who choose among the same options, some of them with one labelled as theirs.

    Chance decides who sees the options neutrally and who sees which of them labelled as what they
    have now. The options are the same for all.

    Parameters
    ----------
    n_customers : int
        Number of people.
    seed : int
        Same seed, same data.
    status_quo : float
        Log-odds that the label adds; 0 for people whom a label does not move.
    appeal : sequence of float
        The options' own utilities, in log-odds.
    options : sequence of str
        Their names.

    Returns
    -------
    answers : pandas.DataFrame
        ``customer_id``, ``labelled`` (the option shown as the status quo; missing when neutral)
        and ``chosen``.
    truth : StatusQuoTruth
        What the answers do not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    After Samuelson & Zeckhauser's design; the form is that of section G8 of the course's
    reference.

    Examples
    --------
    >>> answers, truth = make_status_quo_test(3_000, seed=1)
    >>> truth.advantages.round(3).tolist()
    [0.1, 0.093, 0.08]
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless(
        bool(np.isfinite(status_quo)), "status_quo", status_quo, _("a finite number of log-odds")
    )
    names, own = list(options), np.asarray(list(appeal), dtype=float)
    refuse_unless(
        len(names) >= 2 and len(set(names)) == len(names),
        "options",
        names,
        _("two or more names, all different"),
    )
    refuse_unless(
        len(own) == len(names) and bool(np.isfinite(own).all()),
        "appeal",
        list(appeal),
        _("one finite number for each option"),
    )
    rng = np.random.default_rng(seed)
    # -1 stands for the neutral page; every page goes to as many people.
    label = rng.permutation(np.arange(n_customers) % (len(names) + 1)) - 1
    utility = own + rng.gumbel(size=(n_customers, len(names)))
    rows = np.flatnonzero(label >= 0)
    utility[rows, label[rows]] += status_quo
    kind = pd.CategoricalDtype(names)
    answers = pd.DataFrame(
        {
            "customer_id": np.arange(1, n_customers + 1),
            "labelled": pd.Categorical.from_codes(label, dtype=kind),
            "chosen": pd.Categorical.from_codes(utility.argmax(axis=1), dtype=kind),
        }
    )
    weights = np.exp(own)
    with_label = weights * np.exp(status_quo)
    advantages = with_label / (weights.sum() - weights + with_label) - weights / weights.sum()
    truth = StatusQuoTruth(
        status_quo=float(status_quo),
        appeal=tuple(own.tolist()),
        advantages=pd.Series(advantages, index=names, name="advantage"),
    )
    return answers, truth

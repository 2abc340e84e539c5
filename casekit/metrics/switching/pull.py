"""Where a customer's friends are: with the own firm, or with a rival."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.choices import read_choices
from casekit.words import _

__all__ = ["friends_pull"]


def friends_pull(panel: pd.DataFrame) -> pd.Series:
    """Compare the friends at a customer's own firm with those at the rival who has most of them.

    Friends hold a customer only as far as there are more of them here than elsewhere.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel with ``friends_F`` for every firm F, as `casekit.choice_panel` gives it.

    Returns
    -------
    pandas.Series
        Mean share of friends, 0 to 1, over the customer-months with a firm to leave: with one's
        own firm, and with the rival who has most of them. Times the worth of all friends (money),
        it is their gross pull and the pull against it.

    Raises
    ------
    InputError
        When the panel measures no friends, or nobody had a firm to leave.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, _, _ = make_switching_market(500, seed=1)
    >>> friends_pull(panel).round(2).tolist()
    [0.45, 0.41]
    """
    choices = read_choices(panel)
    if choices.friends is None:
        raise InputError(_("This panel does not measure friends: it has no `friends_F` columns."))
    could = choices.could_leave
    if not could.any():
        raise InputError(_("Nobody in this panel had a firm to leave, so nothing pulls anybody."))
    friends, own = choices.friends[could], choices.previous_firm[could]
    rows = np.arange(len(own))
    here = friends[rows, own]
    elsewhere = friends.copy()
    elsewhere[rows, own] = -np.inf
    return pd.Series(
        {
            _("with one's own provider"): float(here.mean()),
            _("with the rival who has most"): float(elsewhere.max(axis=1).mean()),
        },
        name="friends",
    )

"""Two towns whose records of leaving look alike: friends pull in one of them only."""

from __future__ import annotations

import pandas as pd

from casekit.generators.community.departures import DeparturesTruth, make_departures
from casekit.words import _

__all__ = ["make_two_towns"]


def make_two_towns(
    n_circles: int = 1_500, *, seed: int
) -> tuple[dict[str, tuple[pd.DataFrame, pd.DataFrame]], dict[str, DeparturesTruth]]:
    """Make two towns with nearly the same signature of leaving, for opposite reasons.

    Parameters
    ----------
    n_circles : int
        Circles of ten friends in each town.
    seed : int
        Same seed, same data.

    Returns
    -------
    towns : dict of str to (departures, friendships)
        What an analyst sees of each town, as `make_departures` gives.
    truths : dict of str to DeparturesTruth
        What only the generator knows: ``contagion`` is above 0 where friends pull.

    Raises
    ------
    InputError
        When the number of circles makes no sense.

    Notes
    -----
    The parameters were chosen so that the rates of leaving by friends gone are close. That such
    parameters exist is the point; how often the world chooses them no simulation can say.

    Examples
    --------
    >>> towns, truths = make_two_towns(20, seed=1)
    >>> list(towns), len(towns["town A"][0])
    (['town A', 'town B'], 200)
    """
    made = {
        _("town A"): make_departures(n_circles, seed=seed),
        _("town B"): make_departures(
            n_circles,
            seed=seed,
            contagion=0.0,
            alike=0.9,
            spread_of_restlessness=1.7,
            monthly_hazard=0.013,
        ),
    }
    towns = {name: (departures, friends) for name, (departures, friends, _truth) in made.items()}
    return towns, {name: truth for name, (_departures, _friends, truth) in made.items()}

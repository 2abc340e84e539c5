"""What the generator of a card's launch knows: effects of every kind, and each method's bias."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["CardLaunchTruth", "LaunchDesign"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LaunchDesign:
    """Hold the parameters of `make_card_launch`."""

    effect: float
    affinity: float
    base_share: float
    noise: float
    letter: float
    effect_tilt: float
    heavy_joins: float
    gold_threshold: float
    gold_effect: float
    distance_taste: float
    letter_taste: float
    growth: float
    sorting: float
    sorting_reach: float
    liking: str


@dataclass(frozen=True, eq=False)
class CardLaunchTruth(LaunchDesign):
    """What the generator of a card's launch knows.

    Attributes
    ----------
    effect, affinity, base_share, noise, letter, effect_tilt, heavy_joins, gold_threshold
        Parameters of `make_card_launch`.
    gold_effect, distance_taste, letter_taste, growth, sorting, sorting_reach, liking
        More of them.
    customers : pandas.DataFrame
        ``customer_id``; ``liking`` (mean 0, standard deviation 1); ``trend``; ``heaviness_rank``
        (0 the lightest, 1 the heaviest buyer of the category); ``member``; ``own_effect`` (what
        the card adds to this customer's share of wallet); ``share_before``,
        ``share_without_card``, ``share_with_card`` (both worlds of the same customer, a year after
        the launch); ``second_year_without_gold``; ``bought_to_reach_gold``.
    distance_km, invited : ndarray
        As in the customers' table, for the biases of the instrument and of the letters.
    """

    customers: pd.DataFrame = field(repr=False)
    distance_km: Floats = field(repr=False)
    invited: NDArray[np.bool_] = field(repr=False)

    @property
    def effect_on_members(self) -> float:
        """Give the mean effect of the card on those who joined: what they would lose without it."""
        return float(self.customers["own_effect"][self.customers["member"]].mean())

    @property
    def effect_by_heaviness(self) -> pd.Series:
        """Give the mean effect on members, for light, medium and heavy buyers of the category."""
        known = self.customers[self.customers["member"]]
        third = np.minimum((3 * known["heaviness_rank"].to_numpy()).astype(int), 2)
        names = np.array(["light", "medium", "heavy"])
        return known["own_effect"].groupby(names[third]).mean().reindex(names)

    @property
    def effect_on_those_moved(self) -> pd.Series:
        """Give the mean effect on those whom ``distance_km`` and ``invited`` moved to join.

        A customer who would join anyway, or never, tells an instrument nothing. Each mean is
        weighted as a straight-line instrument weights: by how much nearness moves joining.
        """
        return pd.Series({name: self._moved(push) for name, push in self._pushes.items()})

    @property
    def biases(self) -> pd.Series:
        """Give what each method sees where the card does nothing at all, among these customers.

        ``naive``: members less the others. ``difference_in_differences``: the members' change
        less the others'. ``instrument`` and ``lottery``: the difference that goes with distance
        and with the letter, a joiner. In one sample chance is in it; without the switches it
        is 0 on average for all but the first.

        Examples
        --------
        >>> from casekit.generators.programmes import make_card_launch
        >>> _, truth = make_card_launch(20_000, seed=1)
        >>> float(truth.biases["naive"].round(2))
        0.14
        """
        known, member = self.customers, self.customers["member"]
        without, before = known["share_without_card"], known["share_before"]
        change = without - before
        joined = member.to_numpy(dtype=np.float64)
        answers = {
            "naive": without[member].mean() - without[~member].mean(),
            "difference_in_differences": change[member].mean() - change[~member].mean(),
        }
        for name, push in self._pushes.items():
            answers[name] = _ratio(without.to_numpy(), joined, push)
        return pd.Series(answers, name="bias")

    @property
    def _pushes(self) -> dict[str, Floats]:
        return {
            "instrument": np.asarray(self.distance_km, dtype=np.float64),
            "lottery": np.asarray(self.invited, dtype=np.float64),
        }

    def _moved(self, push: Floats) -> float:
        joined = self.customers["member"].to_numpy(dtype=np.float64)
        own = self.customers["own_effect"].to_numpy() - self.effect
        return self.effect + _ratio(own * joined, joined, push)


def _ratio(outcome: Floats, joined: Floats, push: Floats) -> float:
    """Give how far the outcome goes with the push, for each customer who joins with it."""
    centred = push - push.mean()
    moved = float(centred @ joined)
    return float(centred @ outcome) / moved if moved != 0 else float("nan")

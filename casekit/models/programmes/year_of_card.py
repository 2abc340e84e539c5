"""One year of one card, by kind of customer: what it earns and what a visit more costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.generators.programmes.designs import StampCard
from casekit.models.programmes.outcome import programme_outcome
from casekit.words import _

__all__ = ["CardTerms", "card_year"]


@dataclass(frozen=True)
class CardTerms:
    """Hold who the customers are and what visits, rewards and cards are worth to the firm.

    Parameters
    ----------
    customers : pandas.DataFrame
        A row a kind: ``type``, ``members``, ``base_utility`` and what else
        `casekit.models.programmes.programme_outcome` reads; best customers first.
    frequent : sequence of str
        The kinds that may be left out, and that may get two stamps a visit.
    margin, reward_cost, running_cost : float
        As for `programme_outcome`: $ a visit, $ per $ of worth, $ a member and year.
    cafes : float
        How many times the table of customers the firm has.
    """

    customers: pd.DataFrame
    frequent: Sequence[str]
    margin: float = 3.0
    reward_cost: float = 0.4
    running_cost: float = 0.0
    cafes: float = 1.0


def card_year(terms: CardTerms, state: Mapping[str, Any]) -> pd.DataFrame:
    """Work out a year of a card: kinds of customers in rows, and one row for all.

    Parameters
    ----------
    terms : CardTerms
    state : mapping
        ``slots``, ``given``, ``reward`` ($), ``share`` (% of the frequent customers who get the
        card), ``double`` (whether the frequent ones get two stamps a visit).

    Returns
    -------
    pandas.DataFrame
        Index: the kinds and "all"; ``incremental_visits``, ``cost``, ``profit`` ($ a year, all
        cafés) and ``cost_per_incremental_visit`` ($; missing where nobody has a card).

    Examples
    --------
    >>> customers = pd.DataFrame({"type": ["weekly", "seldom"], "members": [100, 100],
    ...                           "base_utility": [3.0, -3.0], "price_coefficient": 0.5})
    >>> state = {"slots": 10, "given": 0, "reward": 6.0, "share": 100, "double": False}
    >>> card_year(CardTerms(customers, ["weekly"]), state)["profit"].round().tolist()
    [-1022.0, 141.0, -881.0]
    """
    customers = terms.customers
    often = customers["type"].isin(list(terms.frequent))
    card = StampCard(slots=state["slots"], reward=state["reward"], given=state["given"])
    # Two stamps a visit fill the same card in half the visits, rounded up.
    golden = StampCard(slots=-(-card.visits_needed // 2), reward=card.reward)
    held = customers["members"] * np.where(often, state["share"] / 100, 1.0) * terms.cafes
    rows = []
    for group, design in ((often, golden if state["double"] else card), (~often, card)):
        some = customers[group].assign(members=held[group])
        if len(some):
            found = programme_outcome(
                design,
                some,
                margin=terms.margin,
                reward_cost=terms.reward_cost,
                running_cost=terms.running_cost,
            ).table
            rows.append(found.iloc[:-1])
    table = pd.concat(rows).set_index("type").loc[customers["type"]]
    table = table[["incremental_visits", "cost", "profit"]].copy()
    table.loc[_("all")] = table.sum()
    more = table["incremental_visits"].to_numpy(dtype=float)
    cost = table["cost"].to_numpy(dtype=float)
    table["cost_per_incremental_visit"] = np.divide(
        cost, more, out=np.full(len(table), np.nan), where=more > 0
    )
    return table

"""One question, five answers: what the card does, by five ways of comparing customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.programmes.card_truth import CardLaunchTruth
from casekit.metrics.programmes import difference_in_means
from casekit.models.experiments import (
    EffectResults,
    InstrumentResults,
    ThresholdResults,
    difference_in_differences,
    instrument_estimate,
    threshold_effect,
)
from casekit.models.experiments.columns import refuse_absent
from casekit.words import _

__all__ = ["FiveAnswers", "five_answers"]

_BEFORE, _AFTER = "share_of_wallet_before", "share_of_wallet_after"
_SECOND = "share_of_wallet_second_year"
_COLUMNS = ("customer_id", "member", "distance_km", "invited", "gold", "spend_last_year")


@dataclass(frozen=True, eq=False)
class FiveAnswers:
    """Hold five answers to one question, each with its interval and with what it needs.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a way (``naive``, ``difference_in_differences``, ``instrument``, ``lottery``,
        ``threshold``): ``estimate``, ``lower``, ``upper``; ``truth``, where it is known; ``whose``
        effect it is; and what must be true for it (``needs``).
    letter : pandas.Series
        ``estimate``, ``lower``, ``upper``: the effect of the letter on all who got one, whether or
        not they joined (intention to treat).
    joined_by_letter : float
        How much more often those with a letter joined.
    fits : dict
        The fits behind the last four answers, by way.
    """

    table: pd.DataFrame
    letter: pd.Series
    joined_by_letter: float
    fits: Mapping[str, EffectResults | InstrumentResults | ThresholdResults] = field(repr=False)

    def __repr__(self) -> str:
        return self.table.drop(columns="needs").round(3).to_string()

    def _repr_html_(self) -> str:
        return self.table.round(3).to_html(border=0)


def five_answers(
    customers: pd.DataFrame,
    truth: CardLaunchTruth | None = None,
    *,
    gold_threshold: float | None = None,
    controls: tuple[str, ...] = (),
) -> FiveAnswers:
    """Answer what a card does in five ways, to see which agree, and whose effect each tells.

    Parameters
    ----------
    customers : pandas.DataFrame
        As `make_card_launch` makes it.
    truth : CardLaunchTruth, optional
        Puts the true answer beside each: for a way that compares members, the mean effect on
        members; for the instrument and the letters, on those whom they moved; at the threshold,
        that of the gold card.
    gold_threshold : float, optional
        Spending from which members get the gold card, $ a year. That of ``truth`` by default; or
        the least that a customer with a gold card spent.
    controls : tuple of str
        Columns held fixed for the instrument and the letters: with ``share_of_wallet_before`` the
        intervals are shorter.

    Returns
    -------
    FiveAnswers

    Raises
    ------
    InputError
        In words, for missing columns or values, or a table in which a way has nothing to compare.

    Examples
    --------
    >>> from casekit.generators.programmes import make_card_launch
    >>> found = five_answers(*make_card_launch(20_000, seed=1))
    >>> float(found.table.loc["naive", "estimate"].round(2))
    0.18
    >>> bool(found.table.loc["lottery", "lower"] < 0.04 < found.table.loc["lottery", "upper"])
    True
    """
    refuse_absent(customers, [*_COLUMNS, _BEFORE, _AFTER, _SECOND])
    threshold = _threshold(customers, truth, gold_threshold)
    naive = difference_in_means(customers, _AFTER, "member")
    members = customers[customers["member"].astype(bool)]
    instrument = instrument_estimate(
        customers, _AFTER, "member", "distance_km", controls=list(controls)
    )
    lottery = instrument_estimate(customers, _AFTER, "member", "invited", controls=list(controls))
    fits: dict[str, EffectResults | InstrumentResults | ThresholdResults] = {
        "difference_in_differences": _difference(customers),
        "instrument": instrument,
        "lottery": lottery,
        "threshold": threshold_effect(members, _SECOND, "spend_last_year", threshold),
    }
    rows = {"naive": (naive.difference, naive.low, naive.high)}
    for way, fit in fits.items():
        interval = fit.conf_int().to_numpy(dtype=np.float64)[0]
        rows[way] = (float(fit.params["effect"]), float(interval[0]), float(interval[1]))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["estimate", "lower", "upper"])
    if truth is not None:
        table["truth"] = pd.Series(_truths(truth))
    words = _words()
    table["whose"] = [words[way][0] for way in table.index]
    table["needs"] = [words[way][1] for way in table.index]
    letter = lottery.reduced_form[["estimate", "lower", "upper"]].loc["invited"]
    return FiveAnswers(
        table=table.rename_axis("way"),
        letter=pd.Series(letter, name="letter"),
        joined_by_letter=float(lottery.first_stage.params["invited"]),
        fits=fits,
    )


def _threshold(
    customers: pd.DataFrame, truth: CardLaunchTruth | None, given: float | None
) -> float:
    if given is not None:
        return given
    if truth is not None:
        return truth.gold_threshold
    gold = customers.loc[customers["gold"].astype(bool), "spend_last_year"]
    if gold.empty:
        raise InputError(_("Nobody holds a gold card: give `gold_threshold`, in $ a year."))
    return float(gold.min())


def _difference(customers: pd.DataFrame) -> EffectResults:
    """Compare the changes of members and others, from the year before to the first year."""
    years = pd.concat(
        [
            customers[["customer_id", "member"]].assign(year=year, share=customers[column])
            for year, column in enumerate((_BEFORE, _AFTER))
        ],
        ignore_index=True,
    )
    return difference_in_differences(
        years, "share", unit="customer_id", time="year", treated="member", starts=1
    )


def _truths(truth: CardLaunchTruth) -> dict[str, float]:
    moved = truth.effect_on_those_moved
    return {
        "naive": truth.effect_on_members,
        "difference_in_differences": truth.effect_on_members,
        "instrument": float(moved["instrument"]),
        "lottery": float(moved["lottery"]),
        "threshold": truth.gold_effect,
    }


def _words() -> dict[str, tuple[str, str]]:
    return {
        "naive": (
            _("the card, on members"),
            _("members and others would buy alike without the card"),
        ),
        "difference_in_differences": (
            _("the card, on members"),
            _("without the card, members and others would have changed alike"),
        ),
        "instrument": (
            _("the card, on those who joined because the desk was near"),
            _("distance moves joining, and goes with nothing else that matters"),
        ),
        "lottery": (
            _("the card, on those who joined because of the letter"),
            _("the letters went out by lot, and do nothing but invite"),
        ),
        "threshold": (
            _("the gold card, on members who spend about the threshold"),
            _("nobody chooses the side, and nothing else changes there"),
        ),
    }

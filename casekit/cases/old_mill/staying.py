"""Why the households of a bank are still there: liking, paper, or not looking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from casekit.cases.own import OwnTruth
from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import FIRM, MONTH
from casekit.frames.loyalty import REPURCHASED, SATISFACTION
from casekit.frames.relations import Tables
from casekit.generators.loyalty import market_satisfaction
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["REASONS", "reasons_to_stay"]

REASONS = ("would stay anyway", "held by paper", "has not looked", "leaves")


def reasons_to_stay(
    data: Tables,
    truth: OwnTruth,
    *,
    firm: str | None = None,
    satisfied_from: int = 3,
    paper: Sequence[str] = ("technical",),
) -> pd.DataFrame:
    """Tell of every answer of the survey why the household is still there that month.

    Only the generator knows: it lets each household choose again, with the same luck, once as
    somebody who looks at other firms this month, and once more without the paper.

    Parameters
    ----------
    data : Tables
        Of `casekit.case_world`: with a market, and a survey of it.
    truth : OwnTruth
        Of the same world.
    firm : str, optional
        Whose customers; by default the first firm of the market.
    satisfied_from : int
        Answers from here on count as satisfied.
    paper : sequence of str
        The forms of lock-in that count as paper.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``month``, ``satisfaction``, ``satisfied`` and ``reason``: would stay
        anyway (looking, and without paper), held by paper (looking, would leave without it), has
        not looked (looking, would leave today), leaves.

    Raises
    ------
    InputError
        When the world has no survey, or no such firm.

    Examples
    --------
    >>> from casekit.cases.own import case_world
    >>> data, truth = case_world("old_mill_bank", n_customers=100)
    >>> reasons_to_stay(data, truth)["reason"].cat.categories.tolist()
    ['would stay anyway', 'held by paper', 'has not looked', 'leaves']
    """
    if "survey" not in data or "panel" not in data:
        raise InputError(_("This needs a world with a market and a survey of it."))
    market = truth.market
    firm = market.world.firms[0] if firm is None else firm
    expected = _("one of {firms}").format(firms=", ".join(market.world.firms))
    refuse_unless(firm in market.world.firms, "firm", firm, expected)
    months = sorted(int(month) for month in data.survey[MONTH].unique())
    scale = truth.parameter("survey", "money_per_point")
    looking, free = (
        market_satisfaction(
            data.panel, market, month=months, without=without, money_per_point=scale
        )
        for without in (["inattention"], ["inattention", *paper])
    )
    own = (looking[FIRM] == firm).to_numpy()
    stays, looks, freed = (
        column.to_numpy()[own]
        for column in (looking[REPURCHASED], looking["stays_without"], free["stays_without"])
    )
    codes = np.select([~stays, freed, looks], [3, 0, 1], 2)
    table = looking.loc[own, [CUSTOMER_ID, MONTH, SATISFACTION]].reset_index(drop=True)
    table["satisfied"] = table[SATISFACTION] >= satisfied_from
    table["reason"] = pd.Categorical.from_codes(codes, categories=pd.Index(REASONS))
    return table

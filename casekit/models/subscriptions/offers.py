"""What is a year of contract worth to customers? Read from choices between offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.models.intervals import two_sided
from casekit.models.subscriptions.fitted import Fitted
from casekit.words import _

__all__ = ["OfferChoice", "OfferChoiceResults"]

Floats = NDArray[np.float64]

_STEPS = 50


@dataclass(frozen=True, eq=False, repr=False)
class OfferChoiceResults(Fitted):
    """What moves the choice between offers, and what each feature is worth in money.

    Attributes
    ----------
    params : pandas.Series
        Utility of one unit of each attribute.
    price : str
        The attribute that is the price.
    """

    price: str
    title: ClassVar[str] = "Choice between offers (conditional logit)"

    def willingness_to_pay(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give what one unit of each attribute is worth, in units of the price.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth.

        Returns
        -------
        pandas.DataFrame
            ``worth`` (negative: people want to be paid for it), ``std_error`` (delta method),
            ``lower``, ``upper``; one row an attribute other than the price.
        """
        price = float(self.params[self.price])
        rows = {}
        for name in self.params.index.drop(self.price):
            worth = -float(self.params[name]) / price
            gradient = np.array([-1 / price, -worth / price])
            pair = [name, self.price]
            variance = float(gradient @ self.covariance.loc[pair, pair].to_numpy() @ gradient)
            error = np.sqrt(variance)
            reach = two_sided(alpha) * error
            rows[name] = (worth, error, worth - reach, worth + reach)
        return pd.DataFrame.from_dict(
            rows, orient="index", columns=["worth", "std_error", "lower", "upper"]
        )


@dataclass(frozen=True)
class OfferChoice:
    """Model which of several offers a person takes: McFadden's conditional logit.

    Parameters
    ----------
    attributes : sequence of str
        Columns of the offers.
    price : str
        The attribute that is the price.
    chosen, task : str
        Column that is 1 for the offer taken, and the id of the choice task.

    Notes
    -----
    Errors are clustered by person: a person who answers twelve tasks is not twelve strangers. The
    estimates are those of statsmodels' ``ConditionalLogit`` and the errors those of its ``PHReg``
    with one stratum a task; both walk through the tasks one by one, which takes seconds for a few
    thousand of them, so Newton's steps are taken here for all tasks at once.

    Examples
    --------
    >>> from casekit.datasets import load
    >>> offers = load("electricity_offers").query("customer_id <= 60")
    >>> attributes = ["price_cents", "contract_years", "local", "well_known", "time_of_day",
    ...               "seasonal"]
    >>> fitted = OfferChoice(attributes, price="price_cents").fit(offers)
    >>> bool(fitted.willingness_to_pay().loc["contract_years", "worth"] < 0)
    True
    """

    attributes: Sequence[str]
    price: str
    chosen: str = "chosen"
    task: str = "task"

    def fit(self, table: Any) -> OfferChoiceResults:
        """Fit the choices.

        Parameters
        ----------
        table : data frame
            One row an offer in a task: ``customer_id``, the task, whether it was chosen, and the
            attributes.

        Returns
        -------
        OfferChoiceResults

        Raises
        ------
        InputError
            When a column is missing, a task has not exactly one chosen offer, or the price is
            not among the attributes.
        """
        offers = collected(frame_of(table)).to_pandas()
        if self.price not in self.attributes:
            raise InputError(
                _('The price "{price}" is not among the attributes {names}.').format(
                    price=self.price, names=", ".join(self.attributes)
                )
            )
        need_columns(
            [str(name) for name in offers.columns],
            [CUSTOMER_ID, self.task, self.chosen, *self.attributes],
            _("A row is one offer in one task; name your columns in OfferChoice(...)."),
        )
        taken = offers.groupby(self.task)[self.chosen].sum()
        if (taken != 1).any():
            raise InputError(
                _("{n} of {tasks} tasks have not exactly one chosen offer.").format(
                    n=int((taken != 1).sum()), tasks=len(taken)
                )
            )
        offers = offers.sort_values(self.task, kind="stable")
        design = offers[list(self.attributes)].to_numpy(dtype=np.float64)
        chosen = offers[self.chosen].to_numpy(dtype=np.float64)
        starts = np.flatnonzero(np.r_[True, np.diff(pd.factorize(offers[self.task])[0]) != 0])
        choices = _Choices(design, chosen, starts)
        utility, information = _climb(choices)
        people = pd.factorize(offers[CUSTOMER_ID])[0]
        surprise = (chosen - choices.chances(design @ utility))[:, None] * design
        scores = np.column_stack([np.bincount(people, column) for column in surprise.T])
        bread = np.linalg.inv(information)
        names = list(self.attributes)
        return OfferChoiceResults(
            params=pd.Series(utility, index=names, name="estimate"),
            covariance=pd.DataFrame(
                bread @ (scores.T @ scores) @ bread, index=names, columns=names
            ),
            llf=choices.log_likelihood(utility),
            nobs=len(taken),
            price=self.price,
        )


@dataclass(frozen=True, eq=False)
class _Choices:
    """Offers in the order of their tasks, as arrays: what the likelihood is made of."""

    design: Floats
    chosen: Floats
    starts: NDArray[np.intp]

    def _of_task(self, values: Floats, how: Any = np.add) -> Floats:
        """Sum (or take the largest) over a task, and give it to each of its offers."""
        sizes = np.diff(np.r_[self.starts, len(values)])
        return np.repeat(how.reduceat(values, self.starts, axis=0), sizes, axis=0)

    def chances(self, worth: Floats) -> Floats:
        """Give each offer's chance of being taken in its task."""
        pull = np.exp(worth - self._of_task(worth, np.maximum))
        return pull / self._of_task(pull)

    def log_likelihood(self, utility: Floats) -> float:
        return float(np.log(self.chances(self.design @ utility)[self.chosen > 0]).sum())

    def slope_and_information(self, utility: Floats) -> tuple[Floats, Floats]:
        chances = self.chances(self.design @ utility)
        weighted = chances[:, None] * self.design
        away = self.design - self._of_task(weighted)
        return (self.chosen - chances) @ self.design, (chances[:, None] * away).T @ away


def _climb(choices: _Choices) -> tuple[Floats, Floats]:
    """Climb the log-likelihood, which has one top, by Newton's steps."""
    utility = np.zeros(choices.design.shape[1])
    for _step in range(_STEPS):
        slope, information = choices.slope_and_information(utility)
        if np.linalg.matrix_rank(information) < len(utility):
            break
        move = np.linalg.solve(information, slope)
        utility = utility + move
        if np.abs(move).max() < 1e-10:
            return utility, choices.slope_and_information(utility)[1]
    raise InputError(
        _(
            "The attributes cannot be told apart, or one of them decides every choice: leave an "
            "attribute out."
        )
    )

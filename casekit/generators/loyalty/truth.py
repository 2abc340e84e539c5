"""What a service survey never shows: feelings, chances, and who stays only because they must."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.loyalty import LOYALTY_CELLS, SATISFACTION_TYPES
from casekit.generators.loyalty.population import Population
from casekit.generators.loyalty.questionnaire import QuestionnaireTruth
from casekit.generators.loyalty.repurchase import SCORES, RepurchaseRule
from casekit.generators.loyalty.settings import RECOVERIES, Failures
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["CxSurveyTruth"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class CxSurveyTruth(QuestionnaireTruth):
    """What the generator of a service survey knows.

    Attributes
    ----------
    rule : RepurchaseRule
        Intercept, slope, top box and barriers of repurchase.
    quality : Quality
        Importance, expectations, perceptions, loadings.
    failures : Failures
        Shares and effects of failure, complaint and recovery.
    population : Population
        Exact chances of scores and repurchase.
    market_shares : mapping of str to float
        Chance of each market.
    service_shift : mapping of str to float
        Points that every perception of a market is moved by.
    satisfaction_mean, satisfaction_sd : float
        Of the normal satisfaction behind the answers, without failures or shifts.
    recommend_mean, recommend_sd, recommend_correlation : float
        Of the normal willingness to recommend, and its correlation with satisfaction.
    periods : int
        Periods of the survey.
    expectation_drift : float
        Points by which every expectation rises from one period to the next.
    loadings : pandas.Series
        Correlation of each statement with its dimension before rounding; index ``item``.
    feelings : pandas.DataFrame
        A row a respondent: what lies behind the answers, in standard deviations, by dimension
        (``perceived_reliability``, ``expected_reliability``, ...).
    respondents : pandas.DataFrame
        A row a respondent: ``market``, ``satisfaction`` (as answered), ``attitude`` (true: above
        0 is better than the best rival), ``chance`` of repurchase, ``chance_without_barrier``
        (were it as easy to leave as in the freest market), ``repurchased`` and
        ``repurchased_without_barrier`` (with the same luck), ``held`` (stays for the barrier
        alone), ``cell`` (true, latent, spurious or no loyalty: by true attitude, and by more than
        half of the category bought here).
    whole_answers : bool
        Whether the 44 answers are whole.
    luck : ndarray
        A number between 0 and 1 a respondent, who buys again when the chance is above it.
    """

    rule: RepurchaseRule
    failures: Failures
    population: Population
    satisfaction_mean: float
    recommend_mean: float
    recommend_sd: float
    recommend_correlation: float
    feelings: pd.DataFrame
    respondents: pd.DataFrame
    luck: Floats

    def __repr__(self) -> str:
        again = ", ".join(
            f"{market} {share:.0%}" for market, share in self.repurchased_share.items()
        )
        return _("Truth of a service survey: {n:,} respondents. Repurchase: {again}.").format(
            n=len(self.respondents), again=again
        )

    @property
    def repurchase(self) -> pd.DataFrame:
        """Give P(repurchase) where nothing failed: a row a score, a column a market."""
        return self.rule.table()

    @cached_property
    def repurchase_of_all(self) -> pd.DataFrame:
        """Give P(repurchase) of all, failed or not: what a curve drawn from all rows shows."""
        cells = self.population.table()
        cells["again"] = cells["share"] * cells["chance"]
        sums = cells.groupby(["satisfaction", "market"], sort=False)[["again", "share"]].sum()
        return (sums["again"] / sums["share"]).unstack("market")[list(self.rule.barriers)]

    @property
    def curve(self) -> pd.Series:
        """Give the parameters under the names that `SatisfactionCurve` estimates them."""
        held = {"satisfaction": self.rule.satisfaction, "top_box": self.rule.top_box}
        held |= {f"level[{name}]": level for name, level in self.rule.levels().items()}
        if self.failures.share > 0:
            names = zip(RECOVERIES, self.population.trust[1:], strict=True)
            held |= {f"shift[{name}]": float(shift) for name, shift in names}
        return pd.Series(held, name="truth")

    @property
    def slopes(self) -> pd.DataFrame:
        """Give what each further point of satisfaction adds to P(repurchase), by market."""
        steps = self.repurchase.diff().iloc[1:]
        return steps.set_axis(pd.Index([f"{low} to {low + 1}" for low in SCORES[:-1]], name="step"))

    @cached_property
    def repurchased_share(self) -> pd.Series:
        """Give the share of all who buy again, by market, in the population."""
        cells = self.population.table()
        cells["again"] = cells["share"] * cells["chance"]
        sums = cells.groupby("market", sort=False)[["again", "share"]].sum()
        return (sums["again"] / sums["share"]).rename("repurchased")

    @cached_property
    def correlation(self) -> pd.Series:
        """Give the correlation of satisfaction and repurchase of all, by market."""
        cells, found = self.population.table(), {}
        for market, one in cells.groupby("market", sort=False):
            weight = (one["share"] / one["share"].sum()).to_numpy()
            score, chance = one["satisfaction"].to_numpy(float), one["chance"].to_numpy()
            again, mean = float(weight @ chance), float(weight @ score)
            together = float(weight @ (score * chance)) - mean * again
            spread = float(weight @ score**2) - mean**2
            found[str(market)] = together / np.sqrt(spread * again * (1 - again))
        return pd.Series(found, name="correlation")

    @property
    def recovery(self) -> pd.DataFrame:
        """Give by recovery the change of mean satisfaction and of the share who buy again."""
        table = {
            "satisfaction_change": dict(self.failures.satisfaction or {}),
            "repurchase_change": dict(self.failures.repurchase or {}),
        }
        return pd.DataFrame(table).rename_axis("recovery")

    @cached_property
    def recommenders(self) -> pd.Series:
        """Give the shares of promoters, passives and detractors, and the net promoter score."""
        from scipy.special import ndtr

        population = self.population
        promoters = detractors = 0.0
        slope = self.recommend_correlation * self.recommend_sd / self.satisfaction_sd
        for shift, share in zip(population.shifts, self.failures.shares, strict=True):
            middle = self.recommend_mean
            middle = middle + slope * (population.means + shift - self.satisfaction_mean)
            weight = share * population.weights
            promoters += float((weight * ndtr((middle - 8.5) / self.recommend_sd)).sum())
            detractors += float((weight * ndtr((6.5 - middle) / self.recommend_sd)).sum())
        return pd.Series(
            {
                "promoters": promoters,
                "passives": 1 - promoters - detractors,
                "detractors": detractors,
                "net_promoter_score": 100 * (promoters - detractors),
            },
            name="share",
        )

    @property
    def cells(self) -> pd.Series:
        """Give the shares of true, latent, spurious and no loyalty among the respondents."""
        shares = self.respondents["cell"].value_counts(normalize=True)
        return shares.reindex(list(LOYALTY_CELLS), fill_value=0.0).rename("share")

    def stays_at(self, barrier: float) -> NDArray[np.bool_]:
        """Tell who would buy again if every respondent were held by one and the same barrier.

        Parameters
        ----------
        barrier : float
            Log-odds; ``rule.barriers`` holds those of the markets.

        Returns
        -------
        ndarray of bool, shape (respondents,)
            With the same satisfaction and the same luck as in the survey.
        """
        fine = isinstance(barrier, int | float | np.number) and bool(np.isfinite(barrier))
        refuse_unless(fine, "barrier", barrier, _("a number"))
        score = self.respondents["satisfaction"].to_numpy(dtype=float)
        kinds = list(self.failures.kinds)
        trust = self.population.trust[
            pd.Categorical(self.respondents["recovery"], categories=kinds).codes
        ]
        return np.asarray(self.luck < self.rule.chance(score, trust + barrier))

    def types_at(self, barrier: float, *, satisfied_from: int = 4) -> pd.Series:
        """Give the shares of loyalists, mercenaries, hostages and defectors behind one barrier.

        Parameters
        ----------
        barrier : float
            Log-odds.
        satisfied_from : int
            Scores from here on count as satisfied.

        Returns
        -------
        pandas.Series
            Shares of the respondents.
        """
        if satisfied_from not in SCORES:
            raise InputError(
                _("`satisfied_from` must be a score of 1 to 5; {given!r} was given.").format(
                    given=satisfied_from
                )
            )
        stays = self.stays_at(barrier)
        content = self.respondents["satisfaction"].to_numpy() >= satisfied_from
        names = np.array(SATISFACTION_TYPES)[2 * ~content + ~stays]
        shares = pd.Series(names).value_counts(normalize=True)
        return shares.reindex(list(SATISFACTION_TYPES), fill_value=0.0).rename("share")

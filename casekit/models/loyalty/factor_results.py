"""What a fitted factor model answers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.models.intervals import two_sided
from casekit.models.loyalty import measures
from casekit.models.loyalty.answers import read_items
from casekit.models.loyalty.factor_estimate import FactorEstimate
from casekit.models.loyalty.structure import Floats
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["FactorResults"]


@dataclass(frozen=True, eq=False, repr=False)
class FactorResults(FactorEstimate):
    """Answer what a confirmatory factor model found: loadings, correlations, reliabilities."""

    def __repr__(self) -> str:
        k, m = len(self.reading.items), len(self.reading.dimensions)
        if self.moments is None:
            return _("<Factor model, given: {k} items, {m} dimensions>").format(k=k, m=m)
        return _(
            "<Confirmatory factors: {k} items, {m} dimensions, {n:,} respondents, CFI {cfi:.3f}, "
            "RMSEA {rmsea:.3f}>"
        ).format(k=k, m=m, n=self.nobs, cfi=self.cfi, rmsea=self.rmsea)

    @property
    def loadings(self) -> pd.DataFrame:
        """Give a row an item: loading as identified, and standardised with its 95% interval.

        Returns
        -------
        pandas.DataFrame
            ``dimension``, ``item``, ``loading``, ``std_error`` (0 where the loading is fixed at
            1), ``standardised``, ``low``, ``high``, ``explained`` (share of the item's variance
            that all its dimensions explain).
        """
        structure = self.reading.structure
        item, factor = structure.free
        names = [
            f"{self.reading.dimensions[f]} =~ {self.reading.items[i]}"
            for i, f in zip(item, factor, strict=True)
        ]
        params = self.params
        table = pd.DataFrame(
            {
                "dimension": [self.reading.dimensions[f] for f in factor],
                "item": [self.reading.items[i] for i in item],
                "loading": [float(params.get(name, 1.0)) for name in names],
            }
        )

        def measure(parameters: Any) -> Any:
            return measures.standardised(structure, parameters)

        table["standardised"] = measure(self.unit)
        if self.unit_covariance is not None:
            errors = self.bse
            table.insert(3, "std_error", [float(errors.get(name, 0.0)) for name in names])
            reach = two_sided(0.05) * measures.delta_errors(
                measure, self.unit, self.unit_covariance
            )
            table["low"] = table["standardised"] - reach
            table["high"] = table["standardised"] + reach
        theta = structure.unpack(self.unit)[2]
        table["explained"] = (1 - theta / np.diag(structure.implied(self.unit)))[item]
        return table

    @property
    def standardised_loadings(self) -> pd.Series:
        """Give standardised loadings by parameter name."""
        table = self.loadings
        names = [f"{d} =~ {i}" for d, i in zip(table["dimension"], table["item"], strict=True)]
        return pd.Series(table["standardised"].to_numpy(), index=names, name="standardised")

    @property
    def factor_correlations(self) -> pd.DataFrame:
        """Give the correlations of the dimensions, freed of the error of their items."""
        names = list(self.reading.dimensions)
        return pd.DataFrame(self.reading.structure.unpack(self.unit)[1], index=names, columns=names)

    @property
    def factor_correlation_intervals(self) -> pd.DataFrame:
        """Give each pair's correlation: ``first``, ``second``, ``correlation``, ``low``, ``high``.

        Intervals are 95%, made on Fisher's scale so that they stay below 1.
        """
        structure = self.reading.structure
        first, second = structure.pairs
        a, b, _c = structure.sizes
        found = self.unit[a : a + b]
        errors = np.sqrt(np.diag(self._need(self.unit_covariance))[a : a + b])
        inside = np.clip(found, -1 + 1e-9, 1 - 1e-9)
        reach = two_sided(0.05) * errors / (1 - inside**2)
        possible = np.abs(found) < 1
        low = np.where(possible, np.tanh(np.arctanh(inside) - reach), np.nan)
        high = np.where(possible, np.tanh(np.arctanh(inside) + reach), np.nan)
        return pd.DataFrame(
            {
                "first": [self.reading.dimensions[place] for place in first],
                "second": [self.reading.dimensions[place] for place in second],
                "correlation": found,
                "std_error": errors,
                "low": low,
                "high": high,
            }
        )

    @property
    def reliability(self) -> pd.DataFrame:
        """Give, by dimension, how well its items measure it.

        Returns
        -------
        pandas.DataFrame
            ``items``; ``alpha`` (Cronbach's, of the sum as ticked; only with data); ``omega``
            (reliability of that sum by the model) with ``omega_low``, ``omega_high`` (95%);
            ``composite_reliability`` (of the standardised items; Fornell & Larcker 1981);
            ``average_variance_extracted``; ``largest_shared_variance`` (highest squared
            correlation with another dimension: above the variance extracted, the two are hard to
            tell apart).
        """
        structure = self.reading.structure
        table = pd.DataFrame(
            {"items": structure.pattern.sum(axis=0)},
            index=pd.Index(self.reading.dimensions, name="dimension"),
        )
        if self.moments is not None:
            table["alpha"] = [
                _alpha(self.moments.covariance[np.ix_(own, own)]) for own in structure.pattern.T
            ]

        def of_sum(parameters: Any) -> Any:
            return measures.omega(structure, parameters)

        table["omega"] = of_sum(self.unit)
        if self.unit_covariance is not None:
            reach = two_sided(0.05) * measures.delta_errors(of_sum, self.unit, self.unit_covariance)
            table["omega_low"], table["omega_high"] = table["omega"] - reach, table["omega"] + reach
        table["composite_reliability"] = measures.composite_reliability(structure, self.unit)
        table["average_variance_extracted"] = measures.explained_variance(structure, self.unit)
        others = self.factor_correlations.to_numpy() ** 2 * (1 - np.eye(structure.factors))
        table["largest_shared_variance"] = others.max(axis=1) if structure.factors > 1 else np.nan
        return table

    @property
    def average_variance_extracted(self) -> pd.Series:
        """Give, by dimension, the mean share of its items' variance that it explains."""
        return self.reliability["average_variance_extracted"]

    @property
    def composite_reliability(self) -> pd.Series:
        """Give, by dimension, the reliability of the sum of its standardised items."""
        return self.reliability["composite_reliability"]

    @property
    def omega(self) -> pd.Series:
        """Give, by dimension, the reliability of the sum of its items as ticked."""
        return self.reliability["omega"]

    def predict(self, answers: pd.DataFrame, *, missing: str = "refuse") -> pd.DataFrame:
        """Give each respondent's scores on the dimensions (by regression; Thurstone 1935).

        Parameters
        ----------
        answers : pandas.DataFrame
            A row a respondent.
        missing : {"refuse", "drop"}
            What to do with respondents who left an item unanswered.

        Returns
        -------
        pandas.DataFrame
            A column a dimension, in standard deviations of the true dimension; regression pulls
            them towards 0, the more the less reliable the items.
        """
        items = list(self.reading.items)
        means = self._need(self.moments).means
        if means is None:
            raise InputError(
                _("A matrix was fitted, without means: nobody's scores can be placed.")
            )
        values = read_items(answers, items)
        kept: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
        if missing != "drop" and not kept.all():
            raise InputError(
                _(
                    "{n} of {all} respondents left an item unanswered; "
                    'predict(answers, missing="drop") leaves them out.'
                ).format(n=int((~kept).sum()), all=len(kept))
            )
        index = answers.index if isinstance(answers, pd.DataFrame) else pd.RangeIndex(len(values))
        loadings, phi, _theta = self.reading.structure.unpack(self.unit)
        implied = self.reading.structure.implied(self.unit)
        weights = np.linalg.solve(implied, loadings @ phi)
        scores = (values[kept] - means) @ weights
        return pd.DataFrame(scores, index=index[kept], columns=list(self.reading.dimensions))

    def summary(self) -> Summary:
        """Show the fit as a small table, without date or time."""
        table = self.loadings.set_index(["dimension", "item"])
        shown = pd.DataFrame({_("loading"): table["loading"].map("{:.3f}".format)})
        if self.moments is None:
            shown[_("standardised")] = table["standardised"].map("{:.3f}".format)
            return Summary(_("Factor model"), ((_("loadings"), _("given, not fitted")),), shown)
        for name, label in (
            ("std_error", _("std. error")),
            ("standardised", _("standardised")),
            ("low", _("95% from")),
            ("high", _("to")),
            ("explained", _("explained")),
        ):
            shown[label] = table[name].map("{:.3f}".format)
        found, (low, high) = self.fit_indices, self.rmsea_interval
        facts = [
            (_("respondents"), f"{self.nobs:,}"),
            (
                _("chi-squared"),
                _("{chi2:.3f} with {df} degrees of freedom, p {p}").format(
                    chi2=found.chi2,
                    df=found.df,
                    p=_p(found.p_value),
                ),
            ),
            ("CFI, TLI", f"{found.cfi:.3f}, {found.tli:.3f}"),
            (
                "RMSEA",
                _("{rmsea:.3f} (90% {low:.3f} to {high:.3f})").format(
                    rmsea=found.rmsea, low=low, high=high
                ),
            ),
            ("SRMR", f"{found.srmr:.3f}"),
            (_("log-likelihood"), f"{self.llf:.1f}"),
            *[(_("caution"), caution) for caution in self.cautions],
        ]
        if self.scaling is not None:
            scaled = _("{chi2:.3f}, p {p} (answers need not be normal)")
            value = scaled.format(chi2=self.scaled_chi2, p=_p(self.scaled_p_value))
            facts.insert(2, (_("scaled"), value))
        return Summary(_("Confirmatory factor analysis"), tuple(facts), shown)


def _alpha(covariance: Floats) -> float:
    k = len(covariance)
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"

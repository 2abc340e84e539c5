"""How well the data know an NBD-Dirichlet: parameters, errors, intervals, a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.metrics.segments.brand_counts import read_brand_panel
from casekit.models.intervals import refuse_unless_level
from casekit.models.purchases.results import PROFILE_UP_TO, Estimate
from casekit.models.segments.brand_choice import cells_of, choice_constant, choice_likelihood
from casekit.models.segments.nbd_results import NBDResults
from casekit.models.segments.nbd_rows import count_rows, nbd_log_likelihood
from casekit.models.summary import Summary
from casekit.words import _

__all__ = ["Choice", "DirichletEstimates"]


@dataclass(frozen=True, eq=False)
class Choice:
    """Hold the estimate of brand choice: s and the ratios of shares, and what follows.

    Attributes
    ----------
    brands : tuple of str
        The J brands; ratios are to the first.
    estimate : Estimate
        Of s and J - 1 ratios.
    llf : float
        Log-likelihood of the brands given the category's purchases.
    nobs : int
        Households.
    """

    brands: tuple[str, ...]
    estimate: Estimate = field(repr=False)
    llf: float
    nobs: int

    @property
    def s(self) -> float:
        """Give the sum of the Dirichlet parameters."""
        return float(self.estimate.parameters[0])

    @property
    def shares(self) -> pd.Series:
        """Give the estimated share of each brand."""
        ratios = np.concatenate([[1.0], self.estimate.parameters[1:]])
        index = pd.Index(self.brands, name="brand")
        shares = pd.Series(ratios / ratios.sum(), index=index, name="share")
        return shares.sort_values(ascending=False, kind="stable")

    def covariance(self, brands: Sequence[str]) -> np.ndarray:
        """Give the covariance of s and of the shares in the given order."""
        shares = self.shares[list(self.brands)].to_numpy()
        # By the logarithms of s and of the ratios, the first of which is 0 for good.
        slopes = np.zeros((1 + len(shares), len(shares)))
        slopes[0, 0] = self.s
        slopes[1:, 1:] = np.diag(shares)[:, 1:] - np.outer(shares, shares[1:])
        known = np.array(self.estimate.log_covariance)
        lost = np.isnan(known[0, 0])
        if lost:  # what the data cannot tell of s takes nothing from what they tell of shares
            known[0], known[:, 0] = 0.0, 0.0
        whole = slopes @ known @ slopes.T
        if lost:
            whole[0], whole[:, 0] = np.nan, np.nan
        order = [0, *(1 + self.brands.index(name) for name in brands)]
        return np.asarray(whole[np.ix_(order, order)])


@dataclass(frozen=True, eq=False, repr=False)
class DirichletEstimates:
    """Answer to the names that an analyst expects after ``fit``.

    Attributes
    ----------
    nbd : NBDResults
        The model of the category.
    s : float
        Sum of the Dirichlet parameters.
    shares : pandas.Series
        Market share of each brand, the biggest first.
    choice : Choice or None
        How well the data know s and the shares; None when not fitted.
    s_by_brand : pandas.Series or None
        Each brand's own s, where the model was made of published figures.
    """

    nbd: NBDResults
    s: float
    shares: pd.Series
    choice: Choice | None = None
    s_by_brand: pd.Series | None = None

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value:.4g}" for name, value in self.params[:3].items())
        return f"<NBD-Dirichlet: {values}, {len(self.shares)} brands>"

    @property
    def mean(self) -> float:
        """Give the category purchases per household and period."""
        return float(self.nbd.estimate.parameters[0])

    @property
    def k(self) -> float:
        """Give the shape of the distribution of households' rates."""
        return float(self.nbd.estimate.parameters[1])

    @property
    def params(self) -> pd.Series:
        """Give mean, k, s and, as ``share_`` with the brand's name, the shares."""
        values = {"mean": self.mean, "k": self.k, "s": self.s}
        values |= {f"share_{name}": share for name, share in self.shares.items()}
        return pd.Series(values, name="estimate")

    @property
    def llf(self) -> float:
        """Give the log-likelihood of all households' purchases of all brands."""
        return self.nbd.llf + self._fitted.llf

    @property
    def nobs(self) -> int:
        """Give the number of households that the fit read."""
        return self._fitted.nobs

    @property
    def aic(self) -> float:
        """Give Akaike's criterion, 2 k - 2 llf: smaller is better."""
        return 2 * (2 + len(self.shares)) - 2 * self.llf

    @property
    def bic(self) -> float:
        """Give Schwarz's criterion, k log(nobs) - 2 llf: smaller is better."""
        return (2 + len(self.shares)) * float(np.log(self.nobs)) - 2 * self.llf

    @property
    def bse(self) -> pd.Series:
        """Give standard errors; missing (NaN) where the data cannot tell."""
        errors = np.sqrt(np.diag(self.cov_params()))
        return pd.Series(errors, index=self.params.index, name="std_error")

    def cov_params(self) -> pd.DataFrame:
        """Give the covariance of the estimates, from the observed information.

        Returns
        -------
        pandas.DataFrame
            One row and one column a parameter. What is known of the category and what is known
            of the choice among brands do not depend on each other.
        """
        whole = np.zeros((3 + len(self.shares),) * 2)
        whole[2:, 2:] = self._fitted.covariance(list(self.shares.index))
        whole[:2, :2] = self.nbd.cov_params()
        return pd.DataFrame(whole, index=self.params.index, columns=self.params.index)

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Give confidence intervals that keep their promise for skewed, positive parameters.

        By profile likelihood for mean, k and s (beyond 50,000 households by Wald), by log-odds
        for the shares.

        Parameters
        ----------
        alpha : float
            Share of samples whose interval misses the truth: 0.05 gives 95% intervals.

        Returns
        -------
        pandas.DataFrame
            Columns ``lower`` and ``upper``, one row a parameter.
        """
        refuse_unless_level(alpha)
        reach_ = float(ndtri(1 - alpha / 2))
        ends = self.nbd.conf_int(alpha)
        error = float(np.sqrt(np.asarray(self._fitted.estimate.log_covariance)[0, 0]))
        low, high = self.s * np.exp(-reach_ * error), self.s * np.exp(reach_ * error)
        profile = self._fitted.estimate.profile
        if profile is not None and np.isfinite(error) and self.nobs <= PROFILE_UP_TO:
            low, high = profile.interval(0, alpha)
        ends.loc["s"] = [low, high]
        shares = self.shares.to_numpy()
        odds = np.log(shares / (1 - shares))
        steps = reach_ * self.bse.to_numpy()[3:] / (shares * (1 - shares))
        for name, low, high in zip(self.params.index[3:], odds - steps, odds + steps, strict=True):
            ends.loc[name] = [1 / (1 + np.exp(-low)), 1 / (1 + np.exp(-high))]
        return ends

    def log_likelihood(self, panel: Any) -> float:
        """Tell how likely any panel of these brands is at these parameters.

        Parameters
        ----------
        panel : data frame
            As for `NBDDirichlet.fit`.

        Returns
        -------
        float
            Log-likelihood, summed over households.
        """
        counts = read_brand_panel(panel)
        if sorted(counts.brands) != sorted(self.shares.index) or self._rest > 1e-9:
            raise InputError(
                _("The panel has the brands {there}; the model has {ours}.").format(
                    there=", ".join(counts.brands), ours=", ".join(self.shares.index)
                )
            )
        rows = count_rows(
            pd.DataFrame({"purchases": counts.category, "customers": counts.households})
        )
        shares = self.shares[list(counts.brands)].to_numpy()
        cells = cells_of(counts)
        values = choice_likelihood(len(shares))(
            np.concatenate([[self.s], shares[1:] / shares[0]]), cells
        )[0]
        category = rows.counts @ nbd_log_likelihood(self.nbd.estimate.parameters, rows)[0]
        return float(category + cells.counts @ values) + choice_constant(cells)

    def summary(self) -> Summary:
        """Show the model: parameters with errors and intervals, rounded, without date or time.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        columns = {_("estimate"): self.params}
        facts = [(_("brands"), f"{len(self.shares)}")]
        if self.choice is None:
            facts.append((_("parameters"), _("given, or made of published figures")))
        else:
            facts += [
                (_("households"), f"{self.nobs:,}"),
                (_("log-likelihood"), f"{self.llf:.1f}"),
                ("AIC", f"{self.aic:.1f}"),
                ("BIC", f"{self.bic:.1f}"),
            ]
            interval = self.conf_int()
            columns |= {
                _("std. error"): self.bse,
                _("95% from"): interval["lower"],
                _("to"): interval["upper"],
            }
        table = pd.DataFrame(columns).map(lambda v: "-" if np.isnan(v) else f"{v:.4g}")
        return Summary("NBD-Dirichlet", tuple(facts), table)

    @property
    def _rest(self) -> float:
        return 1 - float(self.shares.sum())

    @property
    def _fitted(self) -> Choice:
        if self.choice is None:
            raise InputError(
                _(
                    "These parameters were given, or made of published figures, so they have no "
                    "standard errors and no log-likelihood of their own; log_likelihood(panel) "
                    "gives that of any panel."
                )
            )
        return self.choice

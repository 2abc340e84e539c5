"""Test whether a questionnaire's items measure the dimensions that they were written for."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning, InputError
from casekit.models.loyalty.answers import from_answers
from casekit.models.loyalty.cautions import cautions_of, not_found, refuse_unless_told
from casekit.models.loyalty.climb import climb, turned
from casekit.models.loyalty.factor_results import FactorResults
from casekit.models.loyalty.moments import Moments, from_matrix, read_dimensions
from casekit.models.loyalty.naming import Reading
from casekit.models.loyalty.sandwich import sandwich
from casekit.models.loyalty.structure import Floats, Structure
from casekit.words import _

__all__ = ["ConfirmatoryFactors"]

IDENTIFICATIONS = ("marker", "unit_variance")
ERRORS = ("normal", "robust")
SINGULAR = 1e-10


@dataclass(frozen=True)
class ConfirmatoryFactors:
    """Test which items measure which dimension: a confirmatory factor model.

    Parameters
    ----------
    dimensions : mapping of str to sequence of str
        Dimension, and the columns of its items. An item may belong to several.
    correlated : bool
        Whether the dimensions may correlate.
    identification : {"marker", "unit_variance"}
        What gives a dimension its scale: its first item (whose loading is then 1, as lavaan and
        semopy do by default), or a variance of 1. The fit is the same.

    Notes
    -----
    Maximum likelihood for normal answers (Jöreskog 1969, Psychometrika 34, 183-202), by Fisher's
    scoring with an analytic gradient and the expected information. Fit indices and standard
    errors are those that lavaan prints by default (Rosseel 2012, Journal of Statistical Software
    48(2)).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> true = rng.standard_normal((400, 2))
    >>> answers = pd.DataFrame(
    ...     {f"q{i}": true[:, i // 3] + rng.standard_normal(400) for i in range(6)}
    ... )
    >>> model = ConfirmatoryFactors({"speed": ["q0", "q1", "q2"], "care": ["q3", "q4", "q5"]})
    >>> found = model.fit(answers)
    >>> found.df, round(found.cfi, 2)
    (8, 1.0)
    """

    dimensions: Mapping[str, Sequence[str]]
    correlated: bool = True
    identification: str = "marker"
    _read: dict[str, list[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what is no set of dimensions."""
        if self.identification not in IDENTIFICATIONS:
            raise InputError(
                _('identification={given!r} was given; choose "marker" or "unit_variance".').format(
                    given=self.identification
                )
            )
        object.__setattr__(self, "_read", read_dimensions(self.dimensions))

    @property
    def items(self) -> list[str]:
        """Give the items, in the order in which the dimensions name them."""
        return list(dict.fromkeys(item for items in self._read.values() for item in items))

    @property
    def structure(self) -> Structure:
        """Give the pattern of free loadings."""
        items = self.items
        pattern = np.array([[item in own for own in self._read.values()] for item in items])
        return Structure(pattern, self.correlated)

    def fit(
        self, answers: Any, *, missing: str = "refuse", errors: str = "normal"
    ) -> FactorResults:
        """Fit the model to answers.

        Parameters
        ----------
        answers : pandas.DataFrame
            A row a respondent; other columns are left alone.
        missing : {"refuse", "drop"}
            What to do with respondents who left an item unanswered.
        errors : {"normal", "robust"}
            How standard errors are made. ``"normal"``: from the expected information, right for
            normal answers and near it for ticks in the middle of a scale. ``"robust"``: from how
            the answers really spread; for ticks that crowd at one end. The results then also have
            ``scaled_chi2`` and ``scaled_p_value`` (Satorra & Bentler 1994). Estimates and indices
            of fit are the same.

        Returns
        -------
        FactorResults
            Loadings, fit indices, reliabilities; ``cautions`` in words.

        Raises
        ------
        InputError
            For answers in words or missing, items that do not vary or say the same, fewer
            respondents than items, or a model that the data cannot tell.

        Warns
        -----
        CasekitWarning
            Once for each of ``cautions``.
        """
        if errors not in ERRORS:
            raise InputError(
                _('errors={given!r} was given; choose "normal" or "robust".').format(given=errors)
            )
        return self._fitted(from_answers(answers, self.items, missing), errors)

    def fit_covariance(self, matrix: Any, nobs: int, *, divisor: str = "n-1") -> FactorResults:
        """Fit the model to a published table of covariances.

        Parameters
        ----------
        matrix : pandas.DataFrame or array-like, shape (items, items)
            Covariances (or correlations: then loadings are standardised, the fit indices and
            standardised results right, and the other standard errors approximate). An array is
            read in the order of ``items``.
        nobs : int
            Respondents.
        divisor : {"n-1", "n"}
            What the covariances were divided by.

        Returns
        -------
        FactorResults
            As `fit` gives.

        Raises
        ------
        InputError
            For a matrix that is not complete, symmetric and possible.
        """
        return self._fitted(from_matrix(matrix, self.items, nobs, divisor))

    def at(
        self,
        loadings: Mapping[str, float] | pd.Series,
        factor_correlations: float | pd.DataFrame = 0.0,
    ) -> FactorResults:
        """Take given loadings instead of fitted ones, to see what they imply.

        Parameters
        ----------
        loadings : mapping of str to float
            Standardised loading of each item, between -1 and 1; each item in one dimension.
        factor_correlations : float or pandas.DataFrame
            Of the dimensions: one number for all, or a table.

        Returns
        -------
        FactorResults
            ``implied`` correlations and reliabilities, without errors and fit.

        Raises
        ------
        InputError
            For items without a loading, or values that no answers can have.

        Examples
        --------
        >>> model = ConfirmatoryFactors({"speed": ["q1", "q2", "q3"]})
        >>> model.at({"q1": 0.8, "q2": 0.7, "q3": 0.6}).implied.loc["q1", "q2"].round(2).item()
        0.56
        """
        structure, items, names = self.structure, self.items, list(self._read)
        if (structure.pattern.sum(axis=1) > 1).any():
            raise InputError(_("Given loadings need each item in one dimension only."))
        lost = [item for item in items if item not in loadings]
        if lost:
            raise InputError(_("The item {item!r} has no loading.").format(item=lost[0]))
        given = np.array([float(loadings[item]) for item in items])
        if not (np.abs(given) < 1).all():
            raise InputError(_("A standardised loading lies between -1 and 1."))
        if isinstance(factor_correlations, pd.DataFrame):
            phi = factor_correlations.loc[names, names].to_numpy(dtype=float, copy=True)
        else:
            phi = np.full((len(names), len(names)), float(factor_correlations))
        np.fill_diagonal(phi, 1.0)
        if np.linalg.eigvalsh(phi)[0] < -1e-9 or (np.abs(phi) > 1).any():
            raise InputError(_("These correlations of the dimensions cannot be at the same time."))
        kept = Structure(structure.pattern, True)
        parameters = np.concatenate([given[kept.free[0]], phi[kept.pairs], 1 - given**2])
        reading = Reading(kept, tuple(names), tuple(items), self.identification)
        return FactorResults(reading, parameters, None, None, None, ())

    def _fitted(self, moments: Moments, errors: str = "normal") -> FactorResults:
        structure = self.structure
        refuse_unless_told(structure)
        reading = Reading(structure, tuple(self._read), tuple(self.items), self.identification)
        sd = np.sqrt(np.diag(moments.covariance))
        observed = moments.covariance / np.outer(sd, sd)
        end = climb(structure, observed)
        if not end.converged:
            raise InputError(not_found(structure, end.parameters, reading))
        parameters = turned(structure, end.parameters)
        information = moments.nobs * structure.information(parameters)
        spread = np.sqrt(np.diag(information))
        even = information / np.outer(spread, spread)
        told = float(np.linalg.eigvalsh(even)[0]) > SINGULAR
        covariance = (
            np.linalg.inv(even) / np.outer(spread, spread)
            if told
            else np.full_like(information, np.nan)
        )
        scaling = None
        if errors == "robust" and told and moments.centred is not None:
            covariance, scaling = sandwich(structure, parameters, moments.centred / sd)
        scale = self._scale(structure, sd)
        cautions = cautions_of(structure, parameters, moments.nobs, told, reading)
        for caution in cautions:
            warnings.warn(caution, CasekitWarning, stacklevel=3)
        return FactorResults(
            reading,
            parameters * scale,
            covariance * np.outer(scale, scale),
            replace(moments, centred=None),
            moments.nobs * max(end.discrepancy, 0.0),
            cautions,
            scaling,
        )

    @staticmethod
    def _scale(structure: Structure, sd: Floats) -> Floats:
        return np.concatenate([sd[structure.free[0]], np.ones(structure.sizes[1]), sd**2])

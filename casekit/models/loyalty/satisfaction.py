"""Fit the curve of satisfaction and repurchase: one slope, a top box, a level for each barrier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.engine import frame_of
from casekit.frames.loyalty import MARKET, RECOVERY, REPURCHASED, SATISFACTION
from casekit.metrics.loyalty.reading import refuse_scale
from casekit.models.loyalty.logit import fit_cells
from casekit.models.loyalty.satisfaction_cells import Layout, read_cells
from casekit.models.loyalty.satisfaction_results import SatisfactionResults
from casekit.words import _

__all__ = ["SatisfactionCurve"]


@dataclass(frozen=True)
class SatisfactionCurve:
    """Model who buys again by satisfaction, and by what holds them whatever they think.

    P(repurchase) = logistic(satisfaction * score + top_box * [score is the highest] + level of
    the barrier), and, where customers had a failure, the shift of its recovery.

    Parameters
    ----------
    satisfaction : str
        Column of whole scores.
    outcome : str
        Column of who bought again (true or false, 1 or 0).
    barrier : str or None
        Column of groups, each with a level of its own, such as the market; None: one level.
    shifts : str or None
        Column of further groups that move the log-odds, such as the recovery after a failure;
        the largest group is the one without a shift. ``"auto"``: ``recovery`` where the table has
        it with two groups or more. A failure moves the score by more than the customer, so
        leaving it out makes the slope too flat.
    top_box : bool
        Whether the highest score may have a jump of its own.
    scale : tuple of float
        Lowest and highest score.
    counts : str, optional
        Column of how many respondents a row stands for.

    Notes
    -----
    A level is the intercept and the barrier in one: data can tell the levels apart, but not what
    part of the lowest one is a barrier.

    Examples
    --------
    >>> from casekit.generators.loyalty import make_cx_survey
    >>> survey, truth = make_cx_survey(30_000, seed=11)
    >>> results = SatisfactionCurve().fit(survey)
    >>> results.params[["satisfaction", "top_box"]].round(1).tolist()
    [1.2, 0.6]
    >>> results.slopes(4, 5)["change"].round(2).to_dict()
    {'free': 0.27, 'hard': 0.11, 'locked': 0.02}
    """

    satisfaction: str = SATISFACTION
    outcome: str = REPURCHASED
    barrier: str | None = MARKET
    shifts: str | None = "auto"
    top_box: bool = True
    scale: tuple[float, float] = (1, 5)
    counts: str | None = None

    def fit(self, table: Any, *, missing: str = "refuse") -> SatisfactionResults:
        """Estimate by maximum likelihood.

        Parameters
        ----------
        table : data frame
            A row a respondent (or, with ``counts``, a row a group of alike ones); any engine.
        missing : {"refuse", "drop"}
            What to do with respondents without an answer.

        Returns
        -------
        SatisfactionResults

        Raises
        ------
        InputError
            In words, when a column is unreadable, or the data cannot tell a parameter.

        Warns
        -----
        CasekitWarning
            When everybody of a group stayed, or everybody left: its level has no end.
        """
        refuse_scale(self.scale)
        shifts = self.shifts
        if shifts == "auto":
            shifts = RECOVERY if RECOVERY in frame_of(table).columns else None
        cells = read_cells(
            table,
            satisfaction=self.satisfaction,
            outcome=self.outcome,
            barrier=self.barrier,
            shifts=shifts,
            optional_shifts=self.shifts == "auto",
            top_box=self.top_box,
            scale=self.scale,
            counts=self.counts,
            missing=missing,
        )
        found = fit_cells(cells)
        names = cells.layout.names
        return SatisfactionResults(
            params=pd.Series(found.parameters, index=names, name="estimate"),
            covariance=pd.DataFrame(found.covariance, index=names, columns=names),
            llf=found.llf,
            nobs=int(cells.n.sum()),
            layout=cells.layout,
            cells=cells.table(),
            model=self,
        )

    def at(
        self,
        *,
        satisfaction: float,
        levels: Mapping[str, float] | float,
        top_box: float = 0.0,
        shifts: Mapping[str, float] | None = None,
    ) -> SatisfactionResults:
        """Take parameters as given, without data.

        Parameters
        ----------
        satisfaction : float
            Log-odds of a point of satisfaction.
        levels : mapping of str to float, or float
            Level of each barrier in log-odds.
        top_box : float
            Log-odds of the highest score beyond that.
        shifts : mapping of str to float, optional
            Log-odds of each shift.

        Returns
        -------
        SatisfactionResults
            Predicts; has no standard errors and no log-likelihood.

        Examples
        --------
        >>> curve = SatisfactionCurve().at(satisfaction=1.25, top_box=0.5,
        ...                                levels={"free": -4.4, "locked": -1.1})
        >>> curve.slopes(4, 5)["change"].round(2).to_dict()
        {'free': 0.27, 'locked': 0.02}
        """
        refuse_scale(self.scale)
        held = levels if isinstance(levels, Mapping) else {None: levels}
        layout = Layout(
            levels=tuple(held), shifts=tuple(shifts or {}), top_box=True, scale=self.scale
        )
        values = [satisfaction, top_box, *held.values(), *(shifts or {}).values()]
        try:
            numbers = np.array([float(value) for value in values])
        except (TypeError, ValueError):
            numbers = np.array([np.nan])
        if not held or not np.isfinite(numbers).all():
            raise InputError(_("Slope, top box, levels and shifts must be numbers."))
        names = layout.names
        return SatisfactionResults(
            params=pd.Series(numbers, index=names, name="estimate"),
            covariance=pd.DataFrame(np.nan, index=names, columns=names),
            llf=float("nan"),
            nobs=0,
            layout=layout,
            cells=None,
            model=self,
        )

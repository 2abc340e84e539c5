"""The MBG/NBD model: as BG/NBD, but a customer may stop right after the first purchase, too.

Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3),
201-209. The mathematics is that of `bgnbd` with one more chance to stop.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from casekit.frames import check_unit
from casekit.models.purchases.bgnbd import BGNBDResults, fit_bg

__all__ = ["MBGNBD", "MBGNBDResults"]


@dataclass(frozen=True, eq=False, repr=False)
class MBGNBDResults(BGNBDResults):
    """Predict with an MBG/NBD model; made by `MBGNBD.fit` or `MBGNBD.at`."""

    title: ClassVar[str] = "MBG/NBD"
    extra: ClassVar[int] = 1


@dataclass(frozen=True)
class MBGNBD:
    """Learn how customers buy and drop out, when even the first purchase can be the last.

    Source: Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing
    24(3), 201-209.

    Examples
    --------
    >>> import pandas as pd
    >>> model = MBGNBD.at(r=0.525, alpha=6.183, a=0.891, b=1.614, unit="weeks")
    >>> once = pd.DataFrame({"frequency": [0], "age_at_last_purchase_weeks": [0.0],
    ...                      "age_weeks": [39.0]})
    >>> model.probability_alive(once).round(3).tolist()
    [0.389]
    """

    def fit(self, histories: Any) -> MBGNBDResults:
        """Estimate the parameters by maximum likelihood.

        Parameters
        ----------
        histories : data frame
            Purchase histories; see `casekit.frames.read_histories`.

        Returns
        -------
        MBGNBDResults
            Parameters, errors and predictions.

        Raises
        ------
        InputError
            When nobody bought again, or there are too few customers.

        Warns
        -----
        CasekitWarning
            When the data cannot tell some parameter.
        """
        return MBGNBDResults(*fit_bg(histories, extra=1))

    @staticmethod
    def at(*, r: float, alpha: float, a: float, b: float, unit: str = "weeks") -> MBGNBDResults:
        """Take parameters as given, for example published ones.

        Parameters
        ----------
        r, alpha : float
            Gamma distribution of purchase rates; alpha in units of time.
        a, b : float
            Beta distribution of the probability of dropping out after a purchase.
        unit : str
            Unit of time.

        Returns
        -------
        MBGNBDResults
            Predictions, without standard errors.
        """
        return MBGNBDResults._given(check_unit(unit), r=r, alpha=alpha, a=a, b=b)

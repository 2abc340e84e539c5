"""How satisfied 1,811 advertisers were: a real survey, as a table of its correlations."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["ADVERTISER_ITEMS", "measure_advertisers", "read_advertisers"]

# The survey's questions in few words of our own, in its order; q1 is the overall judgement.
ADVERTISER_ITEMS = {
    "q1": "overall satisfaction",
    "q2": "competitive prices",
    "q3": "price rises kept small",
    "q4": "price right for the volume",
    "q5": "shows that buying works",
    "q6": "reaches many customers",
    "q7": "reach of the advertising",
    "q8": "seen over a long time",
    "q9": "distribution",
    "q10": "distributed in the right areas",
}
MARKS = range(1, 11)


def read_advertisers(path: str | Path) -> pd.DataFrame:
    """Read the answers from the file customerSat.rda of the R package bayesm (not shipped here).

    Parameters
    ----------
    path : str or Path
        The file. ``apt-get download r-cran-bayesm`` and ``dpkg-deb -x`` give it on Debian, in
        ``usr/lib/R/site-library/bayesm/data``.

    Returns
    -------
    pandas.DataFrame of int, shape (1811, 10)
        Columns q1 to q10, marks from 1 (poor) to 10 (excellent), a row a respondent.

    Raises
    ------
    InputError
        When the package rdata is not installed, or the file is another one.

    Notes
    -----
    A survey about advertising in the Yellow Pages: Rossi, Gilula & Allenby (2001), Journal of the
    American Statistical Association 96, 20-31. The package says "GPL-2+" for all of its files and
    nothing of the data.

    Examples
    --------
    >>> read_advertisers("no such file")
    Traceback (most recent call last):
        ...
    casekit.errors.InputError: There is no file no such file.
    """
    if not Path(path).is_file():
        raise InputError(_("There is no file {path}.").format(path=path))
    try:
        rdata = import_module("rdata")
    except ImportError:
        raise InputError(
            _(
                "The file is read by the package rdata, which the course does not need elsewhere: "
                '`pip install "rdata>=1,<2"` and try again; load("advertiser_satisfaction") works '
                "without it."
            )
        ) from None
    found = rdata.read_rda(Path(path))
    if "customerSat" not in found:
        raise InputError(_("The file holds no table customerSat."))
    answers = pd.DataFrame(found["customerSat"]).astype("int64").reset_index(drop=True)
    return answers.set_axis([str(name) for name in answers.columns], axis=1)


def measure_advertisers(answers: pd.DataFrame) -> pd.DataFrame:
    """Compute the table that is shipped as ``advertiser_satisfaction`` from the answers.

    Parameters
    ----------
    answers : pandas.DataFrame
        As `read_advertisers` gives them.

    Returns
    -------
    pandas.DataFrame
        A row an item: ``item``, ``statement``, ``respondents``, ``mean``, ``sd`` (divided by
        n - 1), ``same_mark`` (respondents who gave q2 to q10 one and the same mark), ``marks_1``
        to ``marks_10`` (how many gave that mark), and the correlations with q1 to q10.

    Raises
    ------
    InputError
        When a column is not there or a mark is none of 1 to 10.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> answers = pd.DataFrame(rng.integers(1, 11, (50, 10)), columns=list(ADVERTISER_ITEMS))
    >>> measure_advertisers(answers).shape
    (10, 26)
    """
    items = list(ADVERTISER_ITEMS)
    lost = [item for item in items if item not in answers.columns]
    if lost:
        raise InputError(_('The table has no column "{column}".').format(column=lost[0]))
    marks = answers[items].to_numpy(dtype=float)
    if not np.isin(marks, list(MARKS)).all():
        raise InputError(_("Marks are whole numbers from 1 to 10."))
    rated = marks[:, 1:]
    table = pd.DataFrame(
        {
            "item": items,
            "statement": list(ADVERTISER_ITEMS.values()),
            "respondents": len(marks),
            "mean": marks.mean(axis=0).round(6),
            "sd": marks.std(axis=0, ddof=1).round(6),
            "same_mark": int((rated == rated[:, :1]).all(axis=1).sum()),
            **{f"marks_{mark}": (marks == mark).sum(axis=0) for mark in MARKS},
        }
    )
    correlations = np.corrcoef(marks, rowvar=False).round(6)
    return table.assign(**dict(zip(items, correlations, strict=True)))

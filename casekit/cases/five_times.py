"""Who printed how many times dearer it is to win a customer than to keep one, and citing whom."""

from __future__ import annotations

import pandas as pd

from casekit.words import _

__all__ = ["five_times_claims"]

# Named source, who printed it, year (none: the page has no date), lowest and highest multiple,
# where in sources.toml. What a page only reports of another is said in the name.
_CLAIMS = (
    ("TARP", _("Loyalty Myths, tracing it"), 2005, 5, 5, "keiningham-2005"),
    ("TARP", "ServiceCheck", None, 5, 10, "five-times-undated"),
    ("Harvard Business Review", "MarketingExperiments", 2015, 5, 5, "bowen-2015"),
    ("Harvard Business Review", "Bizcommunity", None, 5, 25, "five-times-undated"),
    (_("Gartner, in a magazine"), _("R. Shevlin, doubting it"), 2007, 8, 10, "shevlin-2007"),
    (_("A chart of Flowtown"), "SkyGlue", 2011, 6, 7, "skyglue-2011"),
    (_("Sterne's collection"), _("P. Pfeifer, doubting it"), 2005, 3, 20, "pfeifer-2005"),
    (_("Nobody"), "Marketoonist", 2013, 5, 5, "fishburne-2013"),
    (_("Nobody"), "Lead Agency", None, 7, 20, "five-times-undated"),
)


def five_times_claims() -> pd.DataFrame:
    """Give the pages that print the multiple, each with the source that it names.

    These are the pages that the makers of this course could open. It is no census: how often the
    claim is printed, nobody knows. In what could be read of them stood no method and no sample.

    Returns
    -------
    pandas.DataFrame
        A row a page: ``named_source`` (whom the page names), ``printed_by``, ``year`` (missing
        where the page has no date), ``low`` and ``high`` (how many times dearer), ``source`` (key
        in the course's list of sources).

    Examples
    --------
    >>> claims = five_times_claims()
    >>> len(claims), int(claims["low"].min()), int(claims["high"].max())
    (9, 3, 25)
    """
    columns = ["named_source", "printed_by", "year", "low", "high", "source"]
    return pd.DataFrame(_CLAIMS, columns=columns).astype({"year": "Int64"})

"""Every text that a reader sees passes through ``_``: English is the source.

A catalogue ``casekit/locale/<language>/LC_MESSAGES/casekit.mo`` gives another language without
a second copy of the code; the environment variable ``CASEKIT_LANGUAGE`` chooses it.
"""

import gettext
import os
from pathlib import Path

__all__ = ["_"]

_catalogue = gettext.translation(
    "casekit",
    localedir=str(Path(__file__).resolve().parent / "locale"),
    languages=[os.environ.get("CASEKIT_LANGUAGE", "en")],
    fallback=True,
)


def _(message: str) -> str:
    """Give a message in the reader's language (English where there is no catalogue).

    Write ``_("{n} customers").format(n=n)``: the pattern is translated first and filled after.

    Examples
    --------
    >>> _("{n} customers").format(n=3)
    '3 customers'
    """
    return _catalogue.gettext(message)

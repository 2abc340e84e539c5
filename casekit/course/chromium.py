"""Find the browser that the browser tests drive."""

import os
import shutil
import sys
from pathlib import Path

__all__ = ["find_chromium"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Chromium\Application\chrome.exe",
    ),
}


def find_chromium() -> Path | None:
    """Find Chromium or Chrome; None if there is neither.

    The environment variable ``CASEKIT_CHROMIUM`` names one in an unusual place.

    Examples
    --------
    >>> found = find_chromium()
    >>> found is None or found.exists()
    True
    """
    chosen = os.environ.get("CASEKIT_CHROMIUM")
    candidates = [chosen] if chosen else [shutil.which(name) for name in NAMES]
    if not chosen:
        candidates += [os.path.expandvars(place) for place in PLACES.get(sys.platform, ())]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return Path(candidate)
    return None

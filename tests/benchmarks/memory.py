"""How much memory a calculation needs at its height, beyond what its data took before it began."""

import re
import sys
from pathlib import Path

__all__ = ["forget_peak", "megabytes_held", "peak_megabytes"]

STATUS = Path("/proc/self/status")
FORGET = Path("/proc/self/clear_refs")


def forget_peak() -> bool:
    """Set the high-water mark back to now, where the system can; tell whether it could."""
    try:
        FORGET.write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def peak_megabytes() -> float | None:
    """Give the largest resident memory since `forget_peak`, or since the start; None if unknown."""
    found = _status("VmHWM")
    if found is not None:
        return found
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def megabytes_held() -> float | None:
    """Give the memory that is resident now; where it is not told, the largest so far."""
    found = _status("VmRSS")
    return peak_megabytes() if found is None else found


def _status(name: str) -> float | None:
    try:
        text = STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else None

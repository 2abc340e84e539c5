"""How the commands speak: plain sentences that no console can choke on, and a slow-work clock."""

import sys
import time

from casekit.words import _

__all__ = ["Clock", "line", "make_output_safe", "mark", "say"]


def make_output_safe() -> None:
    """Let a console that lacks a character show ``?`` in its place instead of failing.

    Windows consoles and redirected output may be cp1252, and folders may have Chinese names.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Print one sentence at once, so that nobody waits before a silent screen."""
    print(text, flush=True)


def line(words: str) -> str:
    """Give the line a reader types for a command, as this system wants it.

    Examples
    --------
    >>> line("lab").endswith(" -m casekit lab")
    True
    """
    return ("py" if sys.platform == "win32" else "python3") + " -m casekit " + words


def mark(good: bool) -> str:
    """Give a tick or a cross, in letters where the console has no such signs.

    Examples
    --------
    >>> len(mark(True)) >= 1
    True
    """
    sign, letters = ("✓", "[ok]") if good else ("✗", "[no]")
    try:
        sign.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return letters
    return sign


class Clock:
    """Show that long work goes on: a running count of seconds, or a line now and then in a log.

    Parameters
    ----------
    usual : str
        How long the work usually takes, in words.
    every_seconds : float, default 20
        Distance between two lines where the output is not a terminal.
    """

    def __init__(self, usual: str, every_seconds: float = 20) -> None:
        self.usual = usual
        self.every_seconds = every_seconds
        self.start = time.monotonic()
        self.last_line = self.start
        self.live = sys.stdout.isatty()

    @property
    def seconds(self) -> float:
        """Tell the seconds since the work began."""
        return time.monotonic() - self.start

    def tick(self, detail: str = "") -> None:
        """Show the time gone by; call it about once a second."""
        words = _("      {seconds:.0f} s so far ({usual})").format(
            seconds=self.seconds, usual=self.usual
        )
        words = f"{words} {detail}".rstrip()
        if self.live:
            # The blanks wipe what is left of a longer line before.
            print(f"\r{words:<78}", end="", flush=True)
        elif time.monotonic() - self.last_line >= self.every_seconds:
            self.last_line = time.monotonic()
            say(words)

    def done(self) -> None:
        """Close the running line with the time it took."""
        words = _("      done in {seconds:.0f} s").format(seconds=self.seconds)
        print(f"\r{words:<78}" if self.live else words, flush=True)

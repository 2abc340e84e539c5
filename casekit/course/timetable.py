"""``timetable``: plan a workshop from the lessons' own minutes."""

import argparse
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casekit.course.console import say
from casekit.course.lessons import Lesson, chosen_lessons
from casekit.errors import InputError
from casekit.words import _

__all__ = ["Break", "Row", "main", "timetable"]


@dataclass(frozen=True)
class Break:
    """A pause: when it may begin at the earliest, and how long it takes."""

    at: dt.time
    minutes: int


@dataclass(frozen=True)
class Row:
    """One line of a timetable."""

    start: dt.time
    end: dt.time
    minutes: int
    what: str


def timetable(
    lessons: Sequence[Lesson],
    start: dt.time,
    breaks: Sequence[Break] = (),
    *,
    exercises: bool = True,
    short: bool = False,
) -> list[Row]:
    """Put lessons and breaks one after the other.

    Parameters
    ----------
    lessons : sequence of Lesson
        In the order in which they are given.
    start : datetime.time
    breaks : sequence of Break
        A break comes before the first lesson that would otherwise run past it by half or more.
    exercises : bool
        Plan the minutes with exercises, and after a case its debrief.
    short : bool
        Leave out the steps that a lesson names for when time is short.

    Returns
    -------
    list of Row
    """
    now = dt.datetime.combine(dt.date(2000, 1, 1), start)
    rows: list[Row] = []
    waiting = sorted(breaks, key=lambda pause: pause.at)
    for minutes, what in _sittings(lessons, exercises, short):
        # A break that would fall into the second half of a lesson waits for its end.
        middle = (now + dt.timedelta(minutes=minutes / 2)).time()
        while waiting and waiting[0].at <= middle:
            now = _add(rows, now, waiting[0].minutes, _("Break"))
            waiting.pop(0)
        now = _add(rows, now, minutes, what)
    return rows


def _sittings(lessons: Sequence[Lesson], exercises: bool, short: bool) -> Iterator[tuple[int, str]]:
    """Give each sitting's minutes and name; a break may come between two of one lesson."""
    for lesson in lessons:
        sittings = lesson.sittings(lesson.skip_when_short if short else ())
        for number, sitting in enumerate(sittings, start=1):
            minutes = sitting.minutes_with_exercises if exercises else sitting.minutes_core
            name = f"{lesson.number} {lesson.title}"
            if len(sittings) > 1:
                name = _("{lesson} (sitting {n} of {all})").format(
                    lesson=name, n=number, all=len(sittings)
                )
            yield minutes, name
        if lesson.case and exercises:
            name = _("{n} {title}: debrief").format(n=lesson.number, title=lesson.title)
            yield lesson.case.debrief_minutes, name


def _add(rows: list[Row], now: dt.datetime, minutes: int, what: str) -> dt.datetime:
    end = now + dt.timedelta(minutes=minutes)
    rows.append(Row(now.time(), end.time(), minutes, what))
    return end


def _time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(text.rjust(5, "0"))
    except ValueError:
        raise InputError(_('"{text}" is not a time of day, like 9:00.').format(text=text)) from None


def _break(text: str) -> Break:
    found = re.fullmatch(r"(\d{1,2}:\d\d)/(\d+)", text)
    if not found:
        raise InputError(_('"{text}" is not a break, like 10:30/15.').format(text=text))
    return Break(_time(found[1]), int(found[2]))


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        Lesson numbers (all written ones otherwise), ``--start 9:00``,
        ``--break 10:30/15`` (as often as needed), ``--core`` without exercises, ``--short``.
    """
    parser = argparse.ArgumentParser(prog="casekit timetable", description=__doc__)
    parser.add_argument("lesson", nargs="*")
    parser.add_argument("--start", default="9:00")
    parser.add_argument("--break", dest="breaks", action="append", default=[], metavar="10:30/15")
    parser.add_argument("--core", action="store_true", help=_("lessons without their exercises"))
    parser.add_argument("--short", action="store_true", help=_("leave out what may be left out"))
    options = parser.parse_args(argv)
    try:
        rows = timetable(
            chosen_lessons(options.lesson),
            _time(options.start),
            [_break(text) for text in options.breaks],
            exercises=not options.core,
            short=options.short,
        )
    except InputError as problem:
        say(str(problem))
        return 1
    for row in rows:
        say(f"{row.start:%H:%M}  {row.end:%H:%M}  {row.minutes:4d} min  {row.what}")
    say(_("{minutes} minutes in all.").format(minutes=sum(row.minutes for row in rows)))
    return 0

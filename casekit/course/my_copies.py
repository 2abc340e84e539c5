"""Copy lessons and exercises into the learner's folder ``my/``, and never over anyone's work.

``my/`` mirrors the course (``my/notebooks/…``, ``my/exercises/…``), so a link that works in the
repository works there. What was copied is remembered by its hash in ``my/.course.json``: a copy
that nobody has touched follows the course; beside one in which someone has worked, the new
version gets a file of its own with the date in its name.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casekit.words import _

__all__ = ["Copied", "refresh"]

FOLDERS = ("notebooks", "exercises")
RECORD = ".course.json"


@dataclass
class Copied:
    """What a refresh did, by file names relative to ``my/``."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)

    def sentences(self, my: Path) -> list[str]:
        """Tell a learner what happened, one sentence each; nothing if nothing did."""
        told = []
        if self.new:
            told.append(
                _("Copied into {my}: {n} files. Your work stays there.").format(
                    my=my, n=len(self.new)
                )
            )
        if self.updated:
            told.append(
                _("Updated, as you had not changed them: {names}").format(
                    names=", ".join(self.updated)
                )
            )
        for name, beside in self.beside:
            told.append(
                _("You have worked in {name}, so it stays; the new version is {beside}").format(
                    name=name, beside=beside
                )
            )
        return told


def refresh(course: Path, my: Path, today: datetime.date | None = None) -> Copied:
    """Bring the learner's folder up to date with the course.

    Parameters
    ----------
    course : Path
        The folder of the course.
    my : Path
        The learner's folder; made if it is not there.
    today : datetime.date, optional
        The date for the names of new versions (default: today).

    Returns
    -------
    Copied
        What was done. Nothing is ever deleted or overwritten in which a byte had changed.
    """
    my.mkdir(parents=True, exist_ok=True)
    record = _read_record(my)
    before = dict(record)
    done = Copied()
    for source in _course_files(course):
        name = source.relative_to(course).as_posix()
        content = source.read_bytes()
        offered = _hash(content)
        target = my / name
        if not target.exists():
            _write(target, content)
            done.new.append(name)
        elif record.get(name) != offered:
            present = _hash(target.read_bytes())
            if present == record.get(name):
                _write(target, content)
                done.updated.append(name)
            elif present != offered:
                beside = _free_name(target, today or datetime.date.today())
                _write(beside, content)
                done.beside.append((name, beside.relative_to(my).as_posix()))
        record[name] = offered
    if record != before:
        text = json.dumps(record, indent=1, sort_keys=True)
        _write(my / RECORD, text.encode())
    return done


def _course_files(course: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((course / folder).rglob("*")):
            inside = path.relative_to(course).parts
            if path.is_file() and not any(part.startswith((".", "__")) for part in inside):
                yield path


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(my: Path) -> dict[str, str]:
    """Read what was copied when; without it every file counts as worked in, which is safe."""
    try:
        record = json.loads((my / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: a full disk must not leave half a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name("." + path.name + ".part")
    draft.write_bytes(content)
    draft.replace(path)


def _free_name(target: Path, today: datetime.date) -> Path:
    stem = f"{target.stem} (new {today.isoformat()}"
    candidate = target.with_name(f"{stem}){target.suffix}")
    number = 2
    while candidate.exists():
        candidate = target.with_name(f"{stem}, {number}){target.suffix}")
        number += 1
    return candidate

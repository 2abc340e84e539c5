"""Keep the learner's progress in ``progress.json`` in their own folder, so that none is lost."""

import contextlib
import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casekit.places import my_folder
from casekit.words import _

__all__ = ["Record", "progress_path", "read", "update"]

Record = dict[str, Any]

# What is remembered when the folder cannot be written: hints still advance in this session.
_unsaved: Record | None = None


def progress_path() -> Path:
    """Tell where the progress is kept."""
    return my_folder() / "progress.json"


def _empty() -> Record:
    return {"version": 1, "questions": {}, "predictions": {}}


def read() -> tuple[Record, str]:
    """Read the progress; a damaged file is set aside under a dated name, never lost.

    Returns
    -------
    record : dict
        ``questions`` and ``predictions`` by id.
    notice : str
        A sentence for the learner when something was wrong, otherwise empty.
    """
    try:
        return _load()
    except OSError as problem:
        return _empty(), _("Your progress could not be read ({problem}).").format(
            problem=problem.strerror
        )


def _load() -> tuple[Record, str]:
    """Read the progress; an ``OSError`` passes, so that a file that cannot be read is kept."""
    if _unsaved is not None:
        return _unsaved, ""
    path = progress_path()
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _empty(), ""
    except ValueError:
        return _empty(), _set_aside(path)
    shape = isinstance(record, dict) and all(
        isinstance(record.get(part), dict)
        and all(isinstance(entry, dict) for entry in record[part].values())
        for part in ("questions", "predictions")
    )
    return (record, "") if shape else (_empty(), _set_aside(path))


def _set_aside(path: Path) -> str:
    today = dt.date.today().isoformat()
    for n in range(1, 1000):
        aside = path.with_name(f"progress-damaged-{today}{'' if n == 1 else f'-{n}'}.json")
        if not aside.exists():
            break
    try:
        path.replace(aside)
    except OSError:
        return _("The progress file {name} is damaged and cannot be moved.").format(name=path.name)
    return _("The progress file was damaged. It is kept as {name}, and a new one begins.").format(
        name=aside.name
    )


def update(change: Callable[[Record], None]) -> str:
    """Change the progress and save it whole, so that a crash leaves the old or the new file.

    Parameters
    ----------
    change : callable
        Changes the record in place.

    Returns
    -------
    str
        A sentence for the learner when it could not be saved, otherwise empty.
    """
    global _unsaved  # noqa: PLW0603
    path = progress_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            record, notice = _load()
            change(record)
            _write(path, record)
    except OSError:
        record, _notice = read()
        change(record)
        _unsaved = record
        return _("Your progress cannot be saved: {folder} cannot be written to.").format(
            folder=path.parent.name
        )
    _unsaved = None
    return notice


def _write(path: Path, record: Record) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    for attempt in range(20):
        try:
            draft.replace(path)
            return
        except PermissionError:  # Windows, while another notebook is reading the file
            if attempt == 19:
                draft.unlink(missing_ok=True)
                raise
            time.sleep(0.05)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one notebook at a time change the file: two open lessons share it."""
    lock = path.with_name(path.name + ".lock")
    for _attempt in range(100):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with contextlib.suppress(OSError):
                if time.time() - lock.stat().st_mtime > 10:  # left by a kernel that was killed
                    lock.unlink()
                    continue
            time.sleep(0.02)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)

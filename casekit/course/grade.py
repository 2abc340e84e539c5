"""``grade``: run a class's exercise notebooks and report who solved what, and what went wrong.

Each submission runs in a kernel and a folder of its own, with a time limit. It runs with the
rights of whoever gives the command: grade work of people whom you know, or in a container.
"""

import argparse
import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from casekit.coach import registry
from casekit.course.console import say
from casekit.course.exercises import question_ids
from casekit.course.fresh_kernel import executed
from casekit.course.notebook_file import ours, read_notebook
from casekit.errors import InputError
from casekit.places import SOLUTIONS
from casekit.words import _

__all__ = ["Graded", "grade_notebook", "main", "report"]

PASSED, TRIED, OPEN = "passed", "tried", "open"


@dataclass(frozen=True)
class Graded:
    """What became of one submission.

    Parameters
    ----------
    learner : str
        From the folder or the file name.
    exercise_set : str
    states : dict
        Question id -> "passed", "tried" or "open".
    mistakes : dict
        Question id -> names of the mistakes that were recognised, with counts.
    problem : str
        Why the notebook could not be run to its end, if so.
    """

    learner: str
    exercise_set: str
    states: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, dict[str, int]] = field(default_factory=dict)
    problem: str = ""


def grade_notebook(path: Path, learner: str, seconds_per_cell: float = 60) -> Graded:
    """Run one submission and read what its checks said; a broken one is reported, not fatal."""
    try:
        notebook = read_notebook(path)
    except InputError as problem:
        return Graded(learner, path.stem, problem=str(problem))
    name = str(ours(notebook).get("exercise_set", ""))
    wanted = _questions_of(name)
    if not wanted:
        return Graded(learner, path.stem, problem=_("not an exercise notebook of this course"))
    problem_found = ""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        my = Path(folder) / "my"
        try:
            executed(
                notebook, Path(folder), my=my, seconds_per_cell=seconds_per_cell, keep_going=True
            )
        except CellTimeoutError:
            problem_found = _("a cell took longer than {n} seconds").format(n=seconds_per_cell)
        except (CellExecutionError, DeadKernelError, RuntimeError) as problem:
            problem_found = str(problem).splitlines()[0]
        entries = _entries(my)
    states = {one: _state(entries.get(one, {})) for one in wanted}
    seen = {one: entries.get(one, {}).get("mistakes", {}) for one in wanted}
    mistakes = {one: names for one, names in seen.items() if names}
    return Graded(learner, name, states, mistakes, problem_found)


def _questions_of(name: str) -> list[str]:
    path = SOLUTIONS / name / f"{name}.ipynb"
    return question_ids(read_notebook(path)) if name and path.exists() else []


def _entries(my: Path) -> dict[str, dict]:
    try:
        entries: dict[str, dict] = json.loads((my / "progress.json").read_text(encoding="utf-8"))[
            "questions"
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # no check was reached
    return entries


def _state(entry: dict) -> str:
    return PASSED if entry.get("passed") else TRIED if entry.get("attempts") else OPEN


def report(graded: Sequence[Graded]) -> str:
    """Write the class report in markdown: a row a learner, and the mistakes of each question."""
    lines = [_("# Class report")]
    for name in sorted({g.exercise_set for g in graded if g.states}):
        group = [g for g in graded if g.exercise_set == name and g.states]
        ids = list(group[0].states)
        lines += ["", f"## {name}", "", "| " + " | ".join([_("Learner"), *ids, _("Passed")]) + " |"]
        lines.append("|---" * (len(ids) + 2) + "|")
        for one in sorted(group, key=lambda g: g.learner):
            passed = sum(state == PASSED for state in one.states.values())
            cells = [one.learner, *one.states.values(), f"{passed} / {len(ids)}"]
            lines.append("| " + " | ".join(cells) + " |")
        lines += ["", *_mistakes(group, ids)]
    broken = [g for g in graded if g.problem]
    if broken:
        lines += ["", _("## Could not be run to the end"), ""]
        lines += [f"- {g.learner}: {g.exercise_set}: {g.problem}" for g in broken]
    return "\n".join(lines) + "\n"


def _mistakes(group: Sequence[Graded], ids: Sequence[str]) -> Iterator[str]:
    yield _("### Passed, tried, open; and the mistakes that were recognised")
    yield ""
    for question in map(registry.find_question, ids):
        counts = Counter(one.states[question.id] for one in group)
        yield _("- **{title}** ({id}): {passed} passed, {tried} tried, {open} open").format(
            title=question.title,
            id=question.id,
            passed=counts[PASSED],
            tried=counts[TRIED],
            open=counts[OPEN],
        )
        learners: Counter[str] = Counter()
        for one in group:
            learners.update(one.mistakes.get(question.id, {}).keys())
        for mistake, n in learners.most_common():
            yield _("    - {mistake}: {n}").format(mistake=mistake, n=n)


def _write_csv(path: Path, graded: Sequence[Graded]) -> None:
    # The mark at the beginning lets Excel read names in Chinese.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["learner", "exercise_set", "question", "state", "mistakes", "problem"])
        for one in graded:
            for question, state in one.states.items() or [("", "")]:
                mistakes = "; ".join(one.mistakes.get(question, {}))
                row = [one.learner, one.exercise_set, question, state, mistakes, one.problem]
                writer.writerow(row)


def _learner(path: Path, folder: Path) -> str:
    """Name the learner by the folders between, or by the file where there are none."""
    between = list(path.parent.relative_to(folder).parts)
    if between and between[-1] == path.stem:  # the set's own folder, handed in as it was
        between.pop()
    return "/".join(between) or path.stem


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        A folder with one folder or one notebook a learner; ``--output`` for the reports.
    """
    parser = argparse.ArgumentParser(prog="casekit grade", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, help=_("folder for class_report.md and .csv"))
    parser.add_argument("--seconds-per-cell", type=float, default=60)
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        say(_("There is no folder {name}.").format(name=options.folder))
        return 1
    paths = sorted(
        path
        for path in options.folder.rglob("*.ipynb")
        if not any(part.startswith(".") for part in path.relative_to(options.folder).parts)
    )
    if not paths:
        say(_("There is no notebook in {name}.").format(name=options.folder))
        return 1
    graded = []
    for n, path in enumerate(paths, start=1):
        learner = _learner(path, options.folder)
        say(_("{n} of {all}: {learner}").format(n=n, all=len(paths), learner=learner))
        graded.append(grade_notebook(path, learner, options.seconds_per_cell))
    target = options.output or options.folder
    target.mkdir(parents=True, exist_ok=True)
    text = report(graded)
    (target / "class_report.md").write_text(text, encoding="utf-8", newline="\n")
    _write_csv(target / "class_report.csv", graded)
    say(text)
    return 0

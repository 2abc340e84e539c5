"""A case of one's own runs, is proved and is built from its first minute, and overwrites nothing.

The command is tried in a copy of the course, where it may write.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from casekit.cases.own import known_generators
from casekit.coach import registry
from casekit.coach.proofs import PROOFS
from casekit.course.case_files import files_of_case, world_text
from casekit.course.new_case import (
    first_free_number,
    main,
    name_of,
    words_for_pytest,
    write_case,
)
from casekit.errors import InputError
from casekit.places import ROOT

PROVED = r"""
import subprocess
import sys
from casekit.coach import registry
from casekit.coach.proofs import prove
from casekit.course import build
from casekit.course.guards import problems
from casekit.course.new_case import main
from casekit.course.notebook_file import read_notebook
from casekit.places import ROOT

assert main(["Blue Kite Telecom", "--zh", "蓝筝电信", "--money", "€"]) == 0
(lesson,) = (ROOT / "notebooks").glob("*_blue_kite_telecom.ipynb")
number = lesson.name[:2]
for kind, folder in (("lesson", "notebooks"), ("solution", "solutions"), ("exercise", "exercises")):
    for path in (ROOT / folder).rglob(f"{number}_*.ipynb"):
        for one in problems(read_notebook(path), kind):
            print("PROBLEM", kind, one)
for question in registry.of_lesson(number)[0]:
    for one in prove(question):
        print("PROBLEM", question.id, one)
assert build.main([]) == 0
assert build.main(["--check"]) == 0
assert main(["Blue Kite Telecom"]) == 1

# One number moved in one place: statement, worked answer and lesson follow.
world = ROOT / "casekit" / "cases" / "worlds" / "blue_kite_telecom.toml"
told = world.read_text(encoding="utf-8")
assert "margin_a_month = { value = 10.0" in told
told = told.replace("margin_a_month = { value = 10.0", "margin_a_month = { value = 12.0")
world.write_text(told, encoding="utf-8")
solution = ROOT / "solutions" / lesson.stem / lesson.name
code = "import sys; from casekit.course import build, run; "
code += "sys.exit(build.main([]) or run.main(sys.argv[1:]))"
again = [sys.executable, "-c", code, str(solution), str(lesson)]
assert subprocess.run(again, check=False).returncode == 0
assert "margin of 12 a month" in solution.read_text(encoding="utf-8")
assert "margin of €12 a month" in lesson.read_text(encoding="utf-8")
print("proved", number)
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = tmp_path / "课程 1"
    shutil.copytree(
        ROOT / "casekit", root / "casekit", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "notebooks").mkdir()
    # Pages only: the index and the table of lessons name them all.
    for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"):
        if path.name[:2] < "20":
            shutil.copy(path, root / "notebooks" / path.name)
    return root


def test_a_new_case_runs_passes_guards_and_proofs_and_is_built(
    course: Path, tmp_path: Path
) -> None:
    settings = {**os.environ, "PYTHONPATH": str(course), "CASEKIT_MY": str(tmp_path / "my")}
    settings |= {"PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROVED],
        cwd=course,
        env=settings,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    last = done.stdout.rstrip().splitlines()[-1]
    assert last.startswith("proved "), said
    number = last.split()[-1]
    assert "PROBLEM" not in said, said
    readme = (course / "README.md").read_text(encoding="utf-8")
    assert f"[Case: Blue Kite Telecom](notebooks/{number}_blue_kite_telecom.ipynb)" in readme
    assert "Part VI. Cases of your own" in readme
    contents = (course / "notebooks" / "index.ipynb").read_text(encoding="utf-8")
    assert "案例：蓝筝电信" in contents
    assert "1. The numbers: casekit/cases/worlds/blue_kite_telecom.toml" in done.stdout
    assert "Nothing was written" in done.stdout
    assert f'-k "{number}_blue_kite_telecom or lesson_{number} or ' in done.stdout
    assert (
        "To remove the case, delete these 6 and run build again:\n   casekit/cases/worlds/blue_kite"
        in done.stdout
    )
    assert f"Lesson {number}: " in done.stdout
    assert 'places still say "Write here" (why, story, exhibits,' in done.stdout
    figures = (course / "notebooks" / "public_figures.ipynb").read_text(encoding="utf-8")
    assert "蓝筝电信" not in figures


def test_the_tests_of_a_case_are_found_by_what_the_command_prints() -> None:
    words = words_for_pytest("old_mill_bank", "30")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-k",
         words, "tests/coach", "tests/cases/test_own_worlds.py", "tests/course", "tests/house"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    found = [line for line in done.stdout.splitlines() if "::" in line]
    held = "test_every_question_holds_under_every_proof"
    proofs = [line for line in found if held in line]
    assert len(proofs) == len(PROOFS) * len(registry.of_lesson("30")[0])
    assert any("test_a_lesson_passes_every_guard" in line for line in found)
    assert any("test_every_world_of_the_course" in line for line in found)
    assert all("old_mill_bank" in line or "lesson_30" in line for line in found)


def files(root: Path, **more: str) -> dict[Path, str]:
    return files_of_case(
        "Blue Kite", title_zh="蓝筝", name="blue_kite", number="77", money="€", root=root, **more
    )


def test_if_one_file_is_there_nothing_at_all_is_written(tmp_path: Path) -> None:
    made = files(tmp_path)
    there = tmp_path / "casekit" / "cases" / "facts" / "blue_kite.toml"
    there.parent.mkdir(parents=True)
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"Nothing was written.*facts/blue_kite\.toml"):
        write_case(made, tmp_path)
    assert there.read_text(encoding="utf-8") == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [there]


def test_a_fact_sheet_that_is_there_can_be_used_instead_of_a_new_one(tmp_path: Path) -> None:
    made = files(tmp_path, facts="uk_banks")
    assert not any(path.parent.name == "facts" for path in made)
    lesson = next(text for path, text in made.items() if path.parent.name == "notebooks")
    assert 'ck.fact_sheet(\\"uk_banks\\")' in lesson


def test_the_number_is_the_first_from_thirty_that_nothing_has_taken(tmp_path: Path) -> None:
    assert first_free_number(tmp_path) == "30"
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "30_a.ipynb").touch()
    (tmp_path / "solutions" / "31_b").mkdir(parents=True)
    questions = tmp_path / "casekit" / "coach" / "questions"
    questions.mkdir(parents=True)
    (questions / "lesson_32.py").touch()
    assert first_free_number(tmp_path) == "33"


@pytest.mark.parametrize(("title", "name"), [("Old Mill Bank", "old_mill_bank"), ("A & B", "a_b")])
def test_the_files_are_named_after_the_firm(title: str, name: str) -> None:
    assert name_of(title) == name


def test_a_name_without_latin_letters_is_asked_for_in_words(capsys) -> None:
    assert main(["老磨坊银行"]) == 1
    assert "--name" in capsys.readouterr().out


def test_an_unknown_fact_sheet_is_refused_before_anything_is_written(capsys) -> None:
    assert main(["Blue Kite", "--facts", "uk_bank"]) == 1
    assert "uk_banks" in capsys.readouterr().out


def test_every_part_of_the_world_file_works_when_its_marks_are_taken_away() -> None:
    text = world_text("Blue Kite", "€")
    head, more = text.split("# More parts", maxsplit=1)
    opened = "\n".join(line.removeprefix("# ") for line in more.splitlines()[1:] if line != "#")
    entries = tomllib.loads(head + "\n" + opened)
    assert set(entries.pop("decision")) == {"margin_a_month"}
    used = {one["generator"] for one in entries.values() if isinstance(one, dict)}
    assert used == set(known_generators())

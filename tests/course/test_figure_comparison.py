"""nbval run with the project's conftest fails where nbval alone stays green."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casekit.course.fresh_kernel import executed
from casekit.course.notebook_file import code_cell, new_notebook, write_notebook
from casekit.places import ROOT

DRAW = """from matplotlib.figure import Figure
from casekit.figures.picture import Picture
figure = Figure()
ax = figure.subplots()
ax.plot([1, 2, 3], {heights})
Picture(figure, "Sales fall from ten to four in three weeks.")"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold notebooks whose stored outputs are right, or wrong in a way that texts do not show."""
    folder = tmp_path_factory.mktemp("nbval")
    shutil.copy(ROOT / "conftest.py", folder / "conftest.py")
    whole = executed(new_notebook([code_cell("draw", DRAW.format(heights=[10, 7, 4]))], {}), folder)
    write_notebook(folder / "unchanged.ipynb", whole)
    whole.cells[0].source = DRAW.format(heights=[10, 7, 5])
    write_notebook(folder / "changed.ipynb", whole)
    whole.cells[0].source = DRAW.format(heights=[10, 7, 4.0000000001])
    write_notebook(folder / "last_digit.ipynb", whole)
    whole.cells[0].source = DRAW.format(heights=[10, 7, 4])
    del whole.cells[0].outputs[0].metadata["casekit_figure_data"]
    write_notebook(folder / "no_record.ipynb", whole)
    calm = executed(new_notebook([code_cell("calm", "x = 1")], {}), folder)
    calm.cells[0].metadata["tags"] = ["raises-exception"]
    write_notebook(folder / "does_not_raise.ipynb", calm)
    mine = "import os\nprint(len(os.listdir(os.environ['CASEKIT_MY'])))"
    empty = executed(new_notebook([code_cell("mine", mine)], {}), folder)
    write_notebook(folder / "empty_folder.ipynb", empty)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-q", "-rA", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_environment(),
    )
    lines = [line.split() for line in run.stdout.splitlines() if "::Cell" in line]
    found = {parts[1].split(".ipynb")[0]: parts[0] for parts in lines if len(parts) > 1}
    return {**found, "output": run.stdout}


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def test_an_unchanged_figure_passes(outcomes: dict[str, str]) -> None:
    assert outcomes["unchanged"] == "PASSED"


def test_a_changed_figure_fails_although_its_words_are_the_same(outcomes: dict[str, str]) -> None:
    assert outcomes["changed"] == "FAILED"
    assert "figure's data changed" in outcomes["output"]


def test_another_processors_last_digit_passes(outcomes: dict[str, str]) -> None:
    assert outcomes["last_digit"] == "PASSED"


def test_a_stored_figure_without_its_record_fails(outcomes: dict[str, str]) -> None:
    assert outcomes["no_record"] == "FAILED"


def test_an_announced_exception_that_does_not_come_fails(outcomes: dict[str, str]) -> None:
    assert outcomes["does_not_raise"] == "FAILED"
    assert "nothing was raised" in outcomes["output"]


def test_a_kernel_sees_an_empty_folder_of_its_own(outcomes: dict[str, str]) -> None:
    assert outcomes["empty_folder"] == "PASSED"

"""What every test run needs, and the comparison of figures that nbval does not make.

nbval compares texts and ignores pictures and metadata. Here each figure that a notebook draws
again is compared by the record of its data, in the same execution.
"""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

RECORD = "casekit_figure_data"


def pytest_configure(config: pytest.Config) -> None:
    """Keep what would show up in outputs by chance away from the kernels."""
    # A learner's own progress must not change what a test sees; each notebook gets its own below.
    os.environ.pop("CASEKIT_LANGUAGE", None)
    if config.getoption("nbval", default=False):
        # Matplotlib says on stderr that it builds its font cache, once: let it do so here.
        import matplotlib.font_manager  # noqa: F401


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test an empty folder for progress, and copies of its own."""
    monkeypatch.setenv("CASEKIT_MY", str(tmp_path / "my"))


@pytest.fixture
def specimen_questions() -> Generator[Path, None, None]:
    """Let the coach find ``tests/specimens/lesson_98.py``; gives the folder."""
    from casekit.coach import questions, registry

    folder = Path(__file__).parent / "tests" / "specimens"
    questions.__path__.append(str(folder))
    registry.lessons.cache_clear()
    yield folder
    questions.__path__.remove(str(folder))
    registry.lessons.cache_clear()


def _is_notebook_cell(item: pytest.Item) -> bool:
    return type(item).__name__ == "IPyNbCell"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give each notebook an empty folder before its kernel starts: stored outputs come from one."""
    if _is_notebook_cell(item):
        folders: dict[str, str] = item.config.__dict__.setdefault("_casekit_folders", {})
        name = str(item.path)
        if name not in folders:
            factory = item.config._tmp_path_factory  # type: ignore[attr-defined]
            folders[name] = str(factory.mktemp("my"))
        os.environ["CASEKIT_MY"] = folders[name]
        # Somebody's own start-up files of IPython must not change what a kernel shows.
        os.environ["IPYTHONDIR"] = str(Path(folders[name]).with_name("ipython"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """After nbval has compared the texts of a cell, compare its figures and its exceptions."""
    result = yield
    if _is_notebook_cell(item):
        problems = _problems_of_cell(item)
        if problems:
            item.raise_cell_error("\n".join(problems))  # type: ignore[attr-defined]
    return result


def _problems_of_cell(item: Any) -> list[str]:
    problems = []
    if item.options["check_exception"]:
        raised = any(output["output_type"] == "error" for output in item.test_outputs)
        if not raised:
            problems.append("The cell is tagged raises-exception, and nothing was raised.")
    if item.options["check"]:
        problems += _changed_figures(_records(item.cell.outputs), _records(item.test_outputs))
    return problems


def _records(outputs: Any) -> list[dict[str, Any]]:
    return [
        output["metadata"][RECORD]
        for output in outputs or []
        if RECORD in output.get("metadata", {})
    ]


def _changed_figures(stored: list[dict[str, Any]], drawn: list[dict[str, Any]]) -> list[str]:
    if len(stored) != len(drawn):
        return [f"{len(drawn)} figures were drawn, and {len(stored)} are stored."]
    from casekit.figures.record import same_figure_data

    return [
        f"The figure's data changed: {difference}"
        for before, now in zip(stored, drawn, strict=True)
        for difference in same_figure_data(before, now)
    ]

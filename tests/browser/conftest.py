"""A real JupyterLab, a real Chromium, and nobody to talk to outside."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import nbformat
import pytest

from casekit.course.chromium import find_chromium
from casekit.course.lab import free_port, lab_command, lab_variables
from casekit.places import NOTEBOOKS, ROOT

HERE = Path(__file__).resolve().parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SENTENCE = "Run this cell to move the sliders; three settings are shown below."


def specimen(path: Path) -> Path:
    """Write a small notebook as the builder stores one: an explorer that shows a sentence."""
    cell = nbformat.v4.new_code_cell(
        "from casekit.explorers.purchases import alive_explorer\n\nalive_explorer()",
        execution_count=1,
        outputs=[
            nbformat.v4.new_output(
                "execute_result", data={"text/plain": SENTENCE}, execution_count=1
            )
        ],
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nbformat.write(notebook, path)
    return path


@dataclass
class Lab:
    """A JupyterLab that runs, and what its processes were seen to do."""

    address: str
    folder: Path
    watched: Path

    def outside_connections(self) -> list[str]:
        return self.watched.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def chromium() -> Path:
    found = find_chromium()
    if found is None:
        if os.environ.get("CI", "").lower() in {"true", "1"}:
            pytest.fail("Chromium is missing: in CI the browser tests must run.")
        pytest.skip("no Chromium on this machine: the browser tests were not run")
    return found


@pytest.fixture(scope="session")
def lab(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    # Spaces and Chinese characters: learners unpack the course wherever they like.
    my = tmp_path_factory.mktemp("course") / "课程 1" / "my"
    my.mkdir(parents=True)
    specimen(my / "specimen.ipynb")
    for lesson in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(lesson, my / lesson.name)
    watched = my.parent / "watched.txt"
    watched.touch()
    apart = my.parent / "jupyter"
    port = free_port(18900)
    variables = lab_variables(dict(os.environ), my) | {
        "PYTHONPATH": os.pathsep.join([str(HERE / "watch"), str(ROOT)]),
        "CASEKIT_WATCHED": str(watched),
        # Nothing that somebody set up for a Jupyter of their own.
        "JUPYTER_CONFIG_DIR": str(apart / "config"),
        "JUPYTER_DATA_DIR": str(apart / "data"),
        "JUPYTER_RUNTIME_DIR": str(apart / "runtime"),
        "IPYTHONDIR": str(apart / "ipython"),
    }
    command = [
        *lab_command(Path(sys.executable), my, port, browser=False),
        "--IdentityProvider.token=",
        "--ServerApp.port_retries=0",
    ]
    address = f"http://127.0.0.1:{port}"
    log = my.parent / "server.txt"
    with log.open("w", encoding="utf-8") as words:
        server = subprocess.Popen(command, env=variables, cwd=my, stdout=words, stderr=words)
    try:
        _wait_for(address, server, log)
        yield Lab(address, my, watched)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    ask = build_opener(ProxyHandler({})).open
    for _attempt in range(240):
        if server.poll() is not None:
            pytest.fail("JupyterLab did not start:\n" + log.read_text(encoding="utf-8"))
        try:
            ask(f"{address}/api", timeout=5).close()
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail("JupyterLab did not answer:\n" + log.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=CHROMIUM_FLAGS)
        yield opened
        opened.close()

"""Explorers as a learner meets them: in JupyterLab, in a browser, without a network."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

from casekit.places import NOTEBOOKS

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # milliseconds: for a busy machine, never a claim about speed


def _lessons_with_an_explorer() -> list[str]:
    found = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        if any("explorer" in cell.source for cell in cells if cell.cell_type == "code"):
            found.append(path.name)
    return found


# The specimen is there before the first lesson is, and whatever the lessons say.
LESSONS = ["specimen.ipynb", *_lessons_with_an_explorer()]

# What JupyterLab itself prints as errors, each with the reason why it is no concern of a lesson.
ALLOWED_ERRORS: dict[str, str] = {}

# Seen from inside the page: time from a key to the image that answers it.
STOPWATCH = """() => {
    window.pressed = null; window.waits = []; window.loads = 0;
    document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
    for (const image of document.querySelectorAll('img.widget-image')) {
        image.addEventListener('load', () => {
            window.loads += 1;
            if (window.pressed !== null) {
                window.waits.push(performance.now() - window.pressed);
                window.pressed = null;
            }
        });
    }
}"""


@dataclass
class Visit:
    """One page, and what it said and asked for."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def unexpected_errors(self) -> list[str]:
        return [
            error
            for error in self.errors
            if not any(allowed in error for allowed in ALLOWED_ERRORS)
        ]

    def outside_requests(self) -> list[str]:
        return [
            request
            for request in self.requests
            if urlsplit(request).scheme not in {"data", "blob"}
            and urlsplit(request).hostname not in {"127.0.0.1", "localhost"}
        ]

    def run_all(self) -> None:
        self.page.locator(".lm-MenuBar-itemLabel", has_text="Run").first.click()
        self.page.locator("li[data-command='runmenu:run-all']").click()
        self.page.wait_for_selector("img.widget-image", timeout=PATIENCE)
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        # The notebook's own indicator says idle before there is a kernel; a run asked for then
        # is lost. The status bar names the kernel and what it does.
        idle = self.page.locator("#jp-main-statusbar").get_by_text("| Idle")
        idle.wait_for(state="attached", timeout=PATIENCE)

    def picture(self) -> str:
        """Give what is in the image, dot by dot (its address changes at each redraw anyway)."""
        return self.page.evaluate(
            """async () => {
                const source = document.querySelector('img.widget-image').src;
                const bytes = new Uint8Array(await (await fetch(source)).arrayBuffer());
                const sum = await crypto.subtle.digest('SHA-256', bytes);
                return Array.from(new Uint8Array(sum)).join(' ');
            }"""
        )

    def press(self, key: str) -> None:
        """Press a key and wait until the picture that answers it is there."""
        before = self.page.evaluate("window.waits.length")
        self.page.keyboard.press(key)
        self.page.wait_for_function(
            "before => window.waits.length > before", arg=before, timeout=PATIENCE, polling=50
        )


@contextmanager
def visit(browser: Any, address: str, *, kernel: bool = True) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    seen = Visit(page)
    page.on(
        "console",
        lambda message: seen.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url))
    try:
        # A fresh workspace: no tab of an earlier visit is opened again.
        page.goto(f"{address}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        if kernel:
            seen.wait_until_idle()
        yield seen
    finally:
        context.close()


@pytest.mark.parametrize("name", LESSONS)
def test_an_explorer_that_was_not_run_shows_its_sentence(lab: Any, browser: Any, name: str) -> None:
    with visit(browser, f"{lab.address}/lab/tree/{name}") as seen:
        sentence = seen.page.get_by_text("Run this cell to move the sliders").first
        sentence.wait_for(state="attached", timeout=PATIENCE)
        words = seen.page.locator(".jp-Notebook").inner_text()
        assert seen.page.locator("img.widget-image, .jupyter-widgets").count() == 0
        assert "Error displaying widget" not in words
        assert "Loading widget" not in words
        assert "VBox(" not in words


@pytest.mark.parametrize("name", LESSONS)
def test_every_control_moves_the_picture_by_keyboard_without_error_or_network(
    lab: Any, browser: Any, name: str, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with visit(browser, f"{lab.address}/lab/tree/{name}") as seen:
        seen.run_all()
        page = seen.page
        page.evaluate(STOPWATCH)
        handles = page.locator(".noUi-handle")
        switches = page.locator(".widget-checkbox input[type=checkbox]")
        assert handles.count() + switches.count() >= 2
        waits: list[float] = []
        for place in range(handles.count()):
            handle = handles.nth(place)
            handle.focus()
            before = seen.picture()
            # A slider that begins at its upper end can only go down.
            value, top = (float(handle.get_attribute(f"aria-value{x}")) for x in ("now", "max"))
            away, back = ("ArrowRight", "ArrowLeft") if value < top else ("ArrowLeft", "ArrowRight")
            seen.press(away)
            assert seen.picture() != before, f"slider {place + 1} of {name} changes nothing"
            seen.press(back)
            assert page.locator("img.widget-image").first.get_attribute("title")
            page.evaluate("window.waits = []")
            for key in [away, back] * 8:
                seen.press(key)
            waits += page.evaluate("window.waits")
            # What a switch does may not show where the sliders begin: automatic renewal among
            # people who never forget.
            seen.press(away)
        for place in range(switches.count()):
            switches.nth(place).focus()
            before = seen.picture()
            seen.press("Space")
            assert seen.picture() != before, f"switch {place + 1} of {name} changes nothing"
            page.evaluate("window.waits = []")
            for _turn in range(8):
                seen.press("Space")
            waits += page.evaluate("window.waits")
            seen.press("Space")
        median = statistics.median(waits)
        record_property(f"slider_to_redraw_ms {name}", round(median, 1))
        with capsys.disabled():
            print(f"\n{name}: slider to redraw {median:.0f} ms (median of {len(waits)})")
        assert seen.unexpected_errors() == []
        assert seen.outside_requests() == []
    assert lab.outside_connections() == []


def test_a_fast_hand_ends_on_the_picture_of_where_the_slider_is(lab: Any, browser: Any) -> None:
    with visit(browser, f"{lab.address}/lab/tree/specimen.ipynb") as seen:
        seen.run_all()
        page = seen.page
        page.evaluate(STOPWATCH)
        page.locator(".noUi-handle").first.focus()
        # Ten steps from 2 to 12, faster than pictures can follow.
        for _step in range(10):
            page.keyboard.press("ArrowRight")
        words = page.locator("p[role=status]", has_text="12 repeat purchases")
        words.wait_for(timeout=PATIENCE)
        title = page.locator("img.widget-image").get_attribute("title")
        assert title == words.inner_text()
        assert page.evaluate("window.loads") <= 10
        assert seen.unexpected_errors() == []


def test_a_concept_of_the_index_leads_to_its_section(lab: Any, browser: Any) -> None:
    with visit(browser, f"{lab.address}/lab/tree/concepts.ipynb", kernel=False) as seen:
        # The last link of the table: its section is far down its lesson.
        link = seen.page.locator(".jp-Notebook table a").last
        section = link.inner_text().split(" · ", 1)[1]
        link.click()
        seen.page.wait_for_function(
            """section => [...document.querySelectorAll('.jp-Notebook :is(h2, h3)')].some(
                heading => heading.textContent.startsWith(section)
                    && heading.getBoundingClientRect().top > -50
                    && heading.getBoundingClientRect().top < window.innerHeight)""",
            arg=section,
            timeout=PATIENCE,
        )


def test_the_watch_sees_a_connection_to_another_machine(tmp_path: Any) -> None:
    import os
    import subprocess
    import sys

    from casekit.places import ROOT

    log = tmp_path / "watched.txt"
    attempt = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.connect(('192.0.2.1', 9)); s.close()\n"
    )
    subprocess.run(
        [sys.executable, "-c", attempt],
        env=dict(os.environ)
        | {
            "PYTHONPATH": str(ROOT / "tests" / "browser" / "watch"),
            "CASEKIT_WATCHED": str(log),
        },
        capture_output=True,
        check=False,
    )
    assert "192.0.2.1" in log.read_text(encoding="utf-8")

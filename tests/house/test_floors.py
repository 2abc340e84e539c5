"""Who may import whom: a module knows only the floors below its own, and there are no circles."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from casekit.places import ROOT

FLOORS = [
    {"places", "words", "errors"},
    {"frames"},
    {"datasets"},
    {"generators"},
    {"metrics"},
    {"models"},
    {"cases"},
    {"figures"},
    {"reports"},
    {"explorers"},
    {"coach"},
    {"course"},
    {"__main__"},
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
PACKAGE = ROOT / "casekit"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path): path for path in MODULES}


def imports(tree: ast.AST) -> Iterator[str]:
    """Give the full names of the casekit modules that a tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module


def problems(name: str, source: str) -> list[str]:
    room = name.split(".")[1]
    if room not in FLOOR_OF:
        return [f"{name}: the room {room} has no floor"]
    found = []
    for target in imports(ast.parse(source)):
        parts = target.split(".")
        if parts[0] != "casekit":
            continue
        if len(parts) == 1:
            if "from casekit import __version__" not in source:
                found.append(f"{name} imports the whole package")
        elif parts[1] != room and FLOOR_OF[parts[1]] >= FLOOR_OF[room]:
            found.append(f"{name} imports {target}, which is not below it")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_from_its_own_room_and_the_floors_below(name):
    assert problems(name, NAMES[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from casekit.models.purchases import BGNBD",
        "def f():\n    import casekit.coach",
        "import casekit as ck",
        "from casekit import load",
    ],
)
def test_an_import_from_above_is_found_wherever_it_hides(source):
    assert problems("casekit.frames.columns", source)


def top_level_imports(source: str) -> set[str]:
    body = [
        node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return set(imports(ast.Module(body=body, type_ignores=[]))) & set(NAMES)


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Give one circle of imports, or nothing."""
    finished: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in finished:
            return []
        for target in sorted(graph.get(name, ())):
            found = walk(target, [*path, name])
            if found:
                return found
        finished.add(name)
        return []

    return next((found for name in sorted(graph) if (found := walk(name, []))), [])


def test_no_module_is_reached_from_itself():
    graph = {
        name: top_level_imports(path.read_text(encoding="utf-8")) for name, path in NAMES.items()
    }
    assert circle(graph) == []


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


def test_no_room_is_a_drawer_for_everything():
    banned = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [path.name for path in MODULES if path.stem in banned] == []

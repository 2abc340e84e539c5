"""What stands in files: texts that can be translated, and nothing that belongs to one machine."""

import ast
import re
from pathlib import Path

import pytest

from casekit.places import ROOT

SKIPPED = {".git", ".venv", "my", "__pycache__", "node_modules"}
TEXTS = {".py", ".md", ".toml", ".yml", ".json", ".cff", ".ipynb", ".csv", ".lock", ".cfg", ""}


def files() -> list[Path]:
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and path.suffix in TEXTS
        and not SKIPPED & set(path.relative_to(ROOT).parts)
        and not any("_cache" in part or part == ".hypothesis" for part in path.parts)
    ]


def untranslatable(source: str) -> list[int]:
    """List the lines where ``_()`` gets something that no catalogue can hold."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "casekit").rglob("*.py")), ids=lambda p: p.stem)
def test_a_translated_text_is_written_out(path):
    assert untranslatable(path.read_text(encoding="utf-8")) == []


def test_an_f_string_in_a_translation_is_noticed():
    assert untranslatable("_(f'{n} rows')") == [1]


def test_every_text_file_is_utf_8_with_unix_line_ends():
    wrong = []
    for path in files():
        content = path.read_bytes()
        content.decode("utf-8")
        if b"\r\n" in content:
            wrong.append(path)
    assert wrong == []


def test_no_file_names_a_folder_of_one_machine():
    # A pattern that looks for such folders is none itself: a name must follow.
    folders = re.compile(rb"(/root|/work|/home|/Users|C:\\+Users)[/\\]+[A-Za-z]")
    # The guards' own tests hold such folders as specimens that must be found.
    searched = [path for path in files() if path.name != "test_guards.py"]
    assert [path for path in searched if folders.search(path.read_bytes())] == []


def test_no_file_names_the_address_of_a_package_registry():
    # Written in two pieces, so that this file holds none itself.
    registries = ["pypi" + ".org", "pythonhosted" + ".org", "conda.anaconda" + ".org"]
    found = [
        f"{path.relative_to(ROOT)}: {registry}"
        for path in files()
        for registry in registries
        if registry.encode() in path.read_bytes()
    ]
    assert found == []

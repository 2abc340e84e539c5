"""Tell whether the Python that is running has what ``pyproject.toml`` asks for."""

import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from casekit.places import ROOT

__all__ = [
    "direct_requirements",
    "in_an_environment",
    "missing",
    "newest_tested",
    "requires_python",
]


@cache
def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requires_python() -> str:
    """Tell for which Pythons the course is made, as ``pyproject.toml`` writes it.

    Examples
    --------
    >>> requires_python().startswith(">=3.")
    True
    """
    return str(_project()["requires-python"])


def newest_tested() -> tuple[int, int]:
    """Tell the newest Python that the course was tested with.

    Examples
    --------
    >>> newest_tested() >= (3, 14)
    True
    """
    major, minor = requires_python().partition("<")[2].split(".")
    return int(major), int(minor) - 1


def direct_requirements(extra: str | None = None) -> list[str]:
    """List the requirements that ``pyproject.toml`` names.

    Parameters
    ----------
    extra : str, optional
        An optional group to add, for example ``test``.

    Examples
    --------
    >>> [row.split(">")[0] for row in direct_requirements()][:2]
    ['ipywidgets', 'jupyterlab']
    """
    more = _project()["optional-dependencies"][extra] if extra else []
    return [*_project()["dependencies"], *more]


def missing(extra: str | None = None) -> list[str]:
    """List what the running Python lacks or has in a version that does not fit.

    Parameters
    ----------
    extra : str, optional
        An optional group to look for too.

    Returns
    -------
    list of str
        Requirements, as ``pyproject.toml`` writes them; empty if everything is there.
    """
    try:
        # Comes with JupyterLab; a Python without it certainly lacks something.
        from packaging.requirements import Requirement
    except ImportError:
        return direct_requirements(extra)
    lacking = []
    for row in direct_requirements(extra):
        requirement = Requirement(row)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        try:
            fits = requirement.specifier.contains(version(requirement.name), prereleases=True)
        except PackageNotFoundError:
            fits = False
        if not fits:
            lacking.append(row)
    return lacking


def in_an_environment() -> bool:
    """Tell whether the running Python belongs to an activated virtual or conda environment."""
    return sys.prefix != sys.base_prefix or (Path(sys.prefix) / "conda-meta").is_dir()

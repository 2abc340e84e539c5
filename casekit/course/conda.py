"""``environment.yml`` for users of conda, made from ``pyproject.toml``."""

from casekit.course.requirements import direct_requirements, requires_python
from casekit.places import ROOT
from casekit.words import _

__all__ = ["build", "environment_yml"]

TARGET = ROOT / "environment.yml"
# conda-forge's matplotlib brings a windowing toolkit that notebooks do not use.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def environment_yml() -> str:
    """Give the text of ``environment.yml``.

    Examples
    --------
    >>> environment_yml().splitlines()[1]
    'name: casekit'
    """
    rows = [f"python {requires_python()}"]
    for requirement in sorted(direct_requirements()):
        bounds = requirement.lstrip("abcdefghijklmnopqrstuvwxyz-")
        name = requirement.removesuffix(bounds)
        rows.append(f"{CONDA_NAMES.get(name, name)} {bounds}")
    head = [
        "# Made from pyproject.toml by `python3 -m casekit build`; changes here would be lost.",
        "name: casekit",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
    ]
    return "\n".join([*head, *(f'  - "{row}"' for row in rows)]) + "\n"


def build(check: bool = False) -> list[str]:
    """Write ``environment.yml``, or tell whether it has drifted.

    Parameters
    ----------
    check : bool, default False
        Only compare.

    Returns
    -------
    list of str
        Problems in words; empty if there are none.
    """
    text = environment_yml()
    present = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if present == text:
        return []
    if check:
        return [_("environment.yml is not what pyproject.toml says.")]
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return []

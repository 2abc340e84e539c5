"""Where the project keeps its things: the only module that knows folders."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "datasets"
NOTEBOOKS = ROOT / "notebooks"
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"


def my_folder() -> Path:
    """Tell where the learner's own copies and progress live.

    The environment variable ``CASEKIT_MY`` moves the folder (tests use an empty one);
    otherwise it is ``my/`` beside the lessons. The folder is not created here.

    Examples
    --------
    >>> my_folder().name != ""
    True
    """
    chosen = os.environ.get("CASEKIT_MY")
    return Path(chosen) if chosen else ROOT / "my"

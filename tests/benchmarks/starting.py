"""How long until a package is there: whole processes, from start to end, in turn."""

import subprocess
import time
from dataclasses import dataclass
from statistics import median

from measuring import Plan, environ_of
from rows import CASEKIT

__all__ = ["Start", "starts"]

PROGRAMS = {
    "python, nothing else": (CASEKIT, "pass"),
    "import pandas": (CASEKIT, "import pandas"),
    "import casekit": (CASEKIT, "import casekit"),
    "import casekit; casekit.purchase_histories": (
        CASEKIT,
        "import casekit; casekit.purchase_histories",
    ),
    "import casekit; casekit.BGNBD": (CASEKIT, "import casekit; casekit.BGNBD"),
    "import casekit; casekit.make_purchases": (CASEKIT, "import casekit; casekit.make_purchases"),
    "import clvkit": ("clvkit", "import clvkit"),
    "import lifetimes": ("lifetimes", "import lifetimes"),
    "from pymc_marketing import clv": ("pymc-marketing", "from pymc_marketing import clv"),
}


@dataclass(frozen=True)
class Start:
    """Hold one program and the median of its seconds."""

    program: str
    seconds: float


def starts(plan: Plan) -> list[Start]:
    """Time all programs; one that is not installed is left out."""
    there = {
        program: (name, code)
        for program, (name, code) in PROGRAMS.items()
        if name not in plan.peers or plan.peers[name].python is not None
    }
    taken: dict[str, list[float]] = {program: [] for program in there}
    # Of several turns the first reads the files from the disk, and is not counted.
    turns = 1 if plan.repeats == 1 else 1 + plan.repeats
    for turn in range(turns):
        for program, (name, code) in there.items():
            python, environ = environ_of(name, plan)
            begun = time.perf_counter()
            subprocess.run([str(python), "-c", code], env=environ, check=True, capture_output=True)
            if turn or turns == 1:
                taken[program].append(time.perf_counter() - begun)
    return [Start(program, median(seconds)) for program, seconds in taken.items()]

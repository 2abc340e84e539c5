"""Run contestants in fresh processes, in turn, and gather what they say."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from environments import HERE, Environment, without_places
from rows import Row

from casekit.places import ROOT

__all__ = ["LONG", "Measured", "Plan", "environ_of", "measure_row"]

# A process that takes this long per call is not run again: seconds of noise are nothing to it.
LONG = 20.0
# Seconds for reading data and for the untimed call, in which a peer may compile.
PATIENCE = 900.0


@dataclass(frozen=True)
class Plan:
    """Say how a run of the benchmark goes."""

    folder: Path
    scratch: Path
    peers: Mapping[str, Environment]
    repeats: int
    seconds: float
    limit: float


@dataclass
class Measured:
    """Hold what one contestant showed at one row; `failure` says why there is nothing."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    failure: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) if self.seconds else float("nan")

    @property
    def memory(self) -> float | None:
        return statistics.median(self.megabytes) if self.megabytes else None


def measure_row(row: Row, plan: Plan) -> dict[str, Measured]:
    """Measure one row: every contestant once, then every contestant again, and so on.

    Taking turns spreads a disturbance of the machine over all of them.
    """
    found = {name: Measured() for name in row.tasks}
    for name, measured in found.items():
        environment = plan.peers.get(name)
        if environment is not None and environment.python is None:
            measured.failure = "not installed"
    for _turn in range(plan.repeats):
        for name, measured in found.items():
            slow = measured.seconds and measured.median > LONG
            if not measured.failure and not slow:
                _measure(row, name, measured, plan)
    return found


def environ_of(name: str, plan: Plan) -> tuple[Path, dict[str, str]]:
    """Give a contestant's interpreter and environment variables."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environ |= {"PYTHONUTF8": "1", "MPLBACKEND": "agg"}
    environment = plan.peers.get(name)
    if environment is None or environment.python is None:
        return Path(sys.executable), environ | {"PYTHONPATH": str(ROOT)}
    # What its compiler makes is kept with the environment, so that it is compiled once only.
    compiled = environment.python.parents[1] / "compiled"
    return environment.python, environ | {"PYTENSOR_FLAGS": f"base_compiledir={compiled}"}


def _measure(row: Row, name: str, measured: Measured, plan: Plan) -> None:
    module, _colon, task = row.tasks[name].partition(":")
    python, environ = environ_of(name, plan)
    answer = plan.scratch / f"{row.key}-{name.replace(' ', '-')}.npz"
    command = [str(python), str(HERE / "child.py"), module, task, str(plan.folder), row.data]
    command += ["--warm-up", row.warm_up, "--seconds", str(plan.seconds), "--answer", str(answer)]
    output, errors, late = _run(command, environ, plan.limit)
    if late:
        measured.failure = f"over the limit of {late:.0f} s"
        return
    if not answer.is_file():
        lines = [line.strip() for line in errors.splitlines() if line.strip()]
        last = lines[-1] if lines else "without a word"
        measured.failure = "failed: " + without_places(last)[:200]
        return
    said = json.loads(output.strip().splitlines()[-1])
    measured.seconds.append(statistics.median(said["seconds"]))
    if said["megabytes"] is not None:
        measured.megabytes.append(said["megabytes"])
    measured.versions = said["versions"]
    with np.load(answer) as held:
        measured.answer = {key: held[key] for key in held.files}
    answer.unlink()


def _run(command: list[str], environ: dict[str, str], limit: float) -> tuple[str, str, float]:
    """Run a child; give its output, its errors, and the limit that it broke, or 0.

    Compilers that are warmed up before the child is ready get a patience of their own.
    """
    broken = 0.0

    def stop(after: float) -> None:
        nonlocal broken
        broken = after
        child.kill()

    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", env=environ
        )
        assert child.stdout is not None
        clock = threading.Timer(PATIENCE, stop, [PATIENCE])
        clock.start()
        lines = []
        for line in child.stdout:
            lines.append(line)
            if line.strip() == "ready":
                clock.cancel()
                clock = threading.Timer(limit, stop, [limit])
                clock.start()
        child.wait()
        clock.cancel()
        errors.seek(0)
        return "".join(lines), errors.read(), broken

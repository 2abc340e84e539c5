"""Time one contestant at one task in a process of its own, and write down what it found.

    python child.py MODULE TASK FOLDER DATA --warm-up DATA --seconds 2 --answer FILE

A task is a function of a module in `contestants`: it takes a file of data, reads it, and gives a
`Job`: what is timed, and how its result is turned into arrays that can be compared. One run on
the small data comes first, untimed, so that imports and compilers do not count. The last line of
the output is JSON. It runs in the peers' environments too and needs nothing but numpy.
"""

import argparse
import gc
import importlib
import json
import platform
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from memory import forget_peak, megabytes_held, peak_megabytes

MOST_RUNS = 30
READY = "ready"  # from here on the parent's limit counts


def main() -> None:
    """Run the one task that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("module")
    parser.add_argument("task")
    parser.add_argument("folder", type=Path)
    parser.add_argument("data")
    parser.add_argument("--warm-up", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--answer", type=Path, required=True)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # what a peer warns of is not what is measured
    contestant = importlib.import_module(f"contestants.{asked.module}")
    task = getattr(contestant, asked.task)
    task(asked.folder / f"{asked.warm_up}.npz").run()
    job = task(asked.folder / f"{asked.data}.npz")
    print(READY, flush=True)
    times: list[float] = []
    gc.collect()
    held = megabytes_held()
    resettable = forget_peak()
    result: Any = None
    peak = None
    while not times or (sum(times) < asked.seconds and len(times) < MOST_RUNS):
        result = None
        gc.collect()
        begun = time.perf_counter()
        result = job.run()
        times.append(time.perf_counter() - begun)
        peak = peak if peak is not None else peak_megabytes()  # of the first run
    answer: dict[str, Any] = job.answer(result)
    np.savez(asked.answer, **answer)
    record = {
        "seconds": times,
        "megabytes": None if peak is None or held is None else max(peak - held, 0.0),
        "memory_exact": resettable,
        "versions": {name: version(name) for name in contestant.PACKAGES},
        "python": platform.python_version(),
    }
    print("\n" + json.dumps(record), flush=True)


if __name__ == "__main__":
    main()

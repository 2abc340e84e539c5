"""Measure casekit against hand-written queries and against its peers: one command, one report.

    python tests/benchmarks/run.py                 everything; writes results.md beside this file
    python tests/benchmarks/run.py --quick         small sizes, under two minutes; writes nothing
    python tests/benchmarks/run.py --only fit alive     rows whose name begins so

Run it with the project's environment. The peers (clvkit, Lifetimes, pymc-marketing,
lifelines) get environments of their own in the user's cache folder, or in the folder that --peers
names; the first run makes them. Nothing here fails because something was slow.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agreement import differences
from environments import HERE, PEERS, cache_folder, environment_of
from ladder import climb
from measuring import Plan, measure_row
from report import Results, as_markdown, one_line
from rows import ROWS
from starting import starts
from workload import FULL, QUICK, make_workload


def main() -> int:
    """Run the benchmark that the command line asks for."""
    asked = _arguments()
    asked.peers.mkdir(parents=True, exist_ok=True)
    environments = {peer: environment_of(peer, asked.peers) for peer in PEERS}
    for environment in environments.values():
        if environment.python is None:
            print(environment.reason)
    chosen = [row for row in ROWS if row.quick or not asked.quick]
    if asked.only:
        chosen = [row for row in chosen if row.key.startswith(tuple(asked.only))]
    results = Results()
    with tempfile.TemporaryDirectory(prefix="casekit-benchmark-") as name:
        folder, scratch = Path(name) / "data", Path(name) / "answers"
        folder.mkdir()
        scratch.mkdir()
        sizes = QUICK if asked.quick else FULL
        print("Making the data ...", flush=True)
        lengths = make_workload(folder, sizes)
        plan = Plan(
            folder,
            scratch,
            environments,
            repeats=1 if asked.quick else asked.repeats,
            seconds=0.3 if asked.quick else 2.0,
            limit=60.0 if asked.quick else asked.limit,
        )
        for row in chosen:
            words = row.words.format(rows=f"{lengths[row.data]:,}")
            found = measure_row(row, plan)
            print(one_line(row, words, found), flush=True)
            results.rows[row.key] = (row, words, found)
            results.agreement[row.key] = differences(row, found, folder)
        if not asked.only or "ladder" in asked.only:
            results.ladder = climb(sizes.ladder_rows, plan)
        if not asked.only or "start" in asked.only:
            results.starts = starts(plan)
    report = as_markdown(results, plan, asked.quick)
    print("\n" + report)
    if not asked.quick and not asked.only:
        (HERE / "results.md").write_text(report, encoding="utf-8", newline="\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes; results.md stays")
    parser.add_argument("--only", nargs="+", default=[], metavar="ROW", help="names or beginnings")
    parser.add_argument("--peers", type=Path, default=cache_folder(), metavar="FOLDER")
    parser.add_argument("--repeats", type=int, default=3, help="fresh processes a contestant")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds a process may take")
    return parser.parse_args()


if __name__ == "__main__":
    # A report has signs that an old Windows console cannot show; better a mark than an end.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())

"""Write the tables: ratios first, milliseconds beside them, memory and agreement below."""

import datetime as dt
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agreement import TRAPS
from ladder import STAGES, Rung, slope
from measuring import LONG, Measured, Plan
from rows import CASEKIT, COLUMNS, HAND, Row
from starting import Start

__all__ = ["Results", "as_markdown", "missed", "one_line"]


@dataclass
class Results:
    """Hold everything that one run of the benchmark found."""

    rows: dict[str, tuple[Row, str, dict[str, Measured]]] = field(default_factory=dict)
    agreement: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    ladder: Sequence[Rung] = ()
    starts: Sequence[Start] = ()


def missed(row: Row, found: Mapping[str, Measured]) -> list[str]:
    """List the targets that a row misses, in words."""
    ours = found[CASEKIT].median
    if not found[CASEKIT].seconds:
        return [f"casekit has no time: {found[CASEKIT].failure}"]
    wrong = []
    for name, measured in found.items():
        ratio = measured.median / ours
        if name == HAND and row.hand_limit and 1 / ratio > row.hand_limit:
            wrong.append(f"{1 / ratio:.2f} times the query by hand; the target is {row.hand_limit}")
        elif name not in (HAND, CASEKIT) and ratio < 1:
            wrong.append(f"{name} takes {ratio:.2f} of casekit's time; the target is above 1")
    return wrong


def one_line(row: Row, words: str, found: Mapping[str, Measured]) -> str:
    """Show a row on the screen while the others are still to come."""
    parts = [f"{words}: casekit {_time(found[CASEKIT])}"]
    for name, measured in found.items():
        if name != CASEKIT:
            parts.append(f"{name} {_versus(measured, found[CASEKIT])}")
    return "; ".join(parts) + "".join(f"\n    MISSED: {text}" for text in missed(row, found))


def as_markdown(results: Results, plan: Plan, quick: bool) -> str:
    """Write the whole report."""
    return "\n".join(
        [
            *_head(results, plan, quick),
            *_speed(results),
            *_memory(results),
            *_ladder(results.ladder),
            *_starts(results.starts),
            *_agreement(results),
        ]
    )


def _head(results: Results, plan: Plan, quick: bool) -> list[str]:
    versions: dict[str, dict[str, str]] = {}
    for _row, _words, found in results.rows.values():
        for name, measured in found.items():
            key = "casekit and by hand" if name in (HAND, CASEKIT) else name
            versions.setdefault(key, {}).update(measured.versions)
    kind = "Small sizes (`--quick`): not the result to quote. " if quick else ""
    lines = [
        "# Speed, memory and agreement",
        "",
        "Made by `python tests/benchmarks/run.py`; do not edit by hand.",
        "",
        f"{kind}{dt.datetime.now(dt.UTC):%d %B %Y}, {os.cpu_count()} cores, {platform.system()} "
        f"on {platform.machine()}, Python {platform.python_version()}. Every time is the median of "
        f"fresh processes (number: {plan.repeats}; 1 where a call takes over {LONG:.0f} s), each "
        "being the median of its calls after one untimed call on small data. One that takes over "
        f"{plan.limit:.0f} s is stopped. The ratios of one run are the result; the milliseconds "
        "are for orientation.",
        "",
        *(
            f"- {name}: "
            + ", ".join(f"{package} {number}" for package, number in sorted(found.items()))
            for name, found in versions.items()
            if found
        ),
        "",
    ]
    lines += [
        f"- {environment.reason}"
        for environment in plan.peers.values()
        if environment.python is None
    ]
    return lines


def _speed(results: Results) -> list[str]:
    lines = [
        "## Speed",
        "",
        "A ratio above 1 says how many times casekit's time the other takes. For tables, "
        "`casekit / by hand` compares with the best query found by hand in the caller's engine; "
        "the target is at most 1.2.",
        "",
        "| work | casekit | hoped for | by hand | casekit / by hand | clvkit | Lifetimes "
        "| pymc-marketing | lifelines |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    wrong, reasons = [], []
    for row, words, found in results.rows.values():
        ours = found[CASEKIT]
        hand = found.get(HAND)
        cells = [words, _time(ours), f"{row.orientation:.0f} ms" if row.orientation else ""]
        by_hand = f"{ours.median / hand.median:.2f}" if hand and hand.seconds else ""
        cells += [_time(hand) if hand else "", by_hand]
        for name in COLUMNS[2:]:
            cells.append(_versus(found[name], ours) if name in found else "")
        lines.append("| " + " | ".join(cells) + " |")
        wrong += [f"- {words}: {text}" for text in missed(row, found)]
        reasons += [
            f"- {words}: {name} {reason}"
            for name, reason in (
                *row.none.items(),
                *((name, m.failure) for name, m in found.items() if m.failure),
            )
            if reason != "takes pandas only"
        ]
    lines += ["", "Targets missed:", "", *(wrong or ["- none"]), "", *_limits(results)]
    return lines + (["Empty cells:", "", *reasons, ""] if reasons else [])


def _limits(results: Results) -> list[str]:
    """Set every caller's time beside the fastest query that any engine was given by hand."""
    lines = []
    for metric in ("histories", "cohorts", "rfm"):
        rows = [found for key, (_row, _words, found) in results.rows.items() if metric in key]
        hands = [found[HAND].median for found in rows if HAND in found and found[HAND].seconds]
        if hands:
            ratios = ", ".join(f"{found[CASEKIT].median / min(hands):.2f}" for found in rows)
            lines.append(
                f"- {metric}: the fastest query by hand in any engine takes "
                f"{1e3 * min(hands):,.0f} ms; casekit for callers with pandas, polars and DuckDB "
                f"takes {ratios} times that."
            )
    return ["Against the limit:", "", *lines, ""] if lines else []


def _memory(results: Results) -> list[str]:
    lines = [
        "## Memory",
        "",
        "Most resident memory during the first call, in megabytes beyond what was held before it "
        "(data and libraries).",
        "",
        "| work | " + " | ".join(COLUMNS) + " |",
        "|---|" + "--:|" * len(COLUMNS),
    ]
    for _row, words, found in results.rows.values():
        cells = []
        for name in COLUMNS:
            memory = found[name].memory if name in found else None
            cells.append("" if memory is None else f"{memory:,.0f}")
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _ladder(rungs: Sequence[Rung]) -> list[str]:
    if not rungs:
        return []
    lines = [
        "## Cost by size",
        "",
        "Simulate a log (and sort it by date), make histories, fit BG/NBD with standard errors: "
        "seconds per million rows.",
        "",
        "| rows | " + " | ".join(STAGES) + " | together |",
        "|--:|" + "--:|" * (len(STAGES) + 1),
    ]
    for rung in rungs:
        million = rung.rows / 1e6
        cells = [f"{rung.seconds[stage] / million:.3f}" for stage in STAGES]
        lines.append(f"| {rung.rows:,} | " + " | ".join(cells) + f" | {rung.total / million:.3f} |")
    return [*lines, "", f"Slope of log time on log rows: {slope(rungs):.2f} (1 is linear).", ""]


def _starts(found: Sequence[Start]) -> list[str]:
    if not found:
        return []
    empty = found[0].seconds
    lines = [
        "## Start",
        "",
        "Whole processes; files already read once.",
        "",
        "| program | ms | more than python alone |",
        "|---|--:|--:|",
    ]
    for start in found:
        more = 1e3 * (start.seconds - empty)
        lines.append(f"| `{start.program}` | {1e3 * start.seconds:,.0f} | {more:,.0f} |")
    return [*lines, ""]


def _agreement(results: Results) -> list[str]:
    lines = ["## Agreement", "", "Largest differences from casekit.", "", TRAPS]
    for key, texts in results.agreement.items():
        if not texts:
            continue
        _row, words, _found = results.rows[key]
        lines += [f"**{words}**", "", *(f"- {name}: {text}" for name, text in texts), ""]
    return lines


def _time(measured: Measured) -> str:
    if not measured.seconds:
        return ""
    milliseconds = 1e3 * measured.median
    return f"{milliseconds:.1f} ms" if milliseconds < 100 else f"{milliseconds:,.0f} ms"


def _versus(measured: Measured, ours: Measured) -> str:
    if not measured.seconds or not ours.seconds:
        return measured.failure
    ratio = measured.median / ours.median
    shown = f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"
    return f"{shown} ({_time(measured)})"

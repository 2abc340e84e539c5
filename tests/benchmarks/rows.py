"""What is measured: each row is one piece of work, and who does it how."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CASEKIT", "COLUMNS", "HAND", "LIMIT", "ROWS", "Row"]

CASEKIT, HAND = "casekit", "by hand"
COLUMNS = (CASEKIT, HAND, "clvkit", "lifetimes", "pymc-marketing", "lifelines")
# casekit may take this many times as long as the query by hand in the caller's engine.
LIMIT = 1.2


@dataclass(frozen=True)
class Row:
    """Say what one row of the table measures.

    Attributes
    ----------
    key : str
        Name on the command line.
    words : str
        What is done; ``{rows}`` stands for the number of rows of the data.
    data, warm_up : str
        Files of the workload.
    tasks : mapping of str to str
        For each contestant, ``module:function`` in `contestants`.
    none : mapping of str to str
        For contestants that take no part: why.
    orientation : float, optional
        Milliseconds that were hoped for on 2 cores; for orientation only.
    hand_limit : float, optional
        Target for casekit's time by that of the query by hand.
    compare : str, optional
        How the answers are compared; a name of `agreement`.
    quick : bool
        Whether the row is part of a quick run.
    """

    key: str
    words: str
    data: str
    warm_up: str
    tasks: Mapping[str, str]
    none: Mapping[str, str] = field(default_factory=dict)
    orientation: float | None = None
    hand_limit: float | None = None
    compare: str = ""
    quick: bool = True


NO_COHORTS = "has no cohort table"
NO_SEGMENTS = "has no RFM scores"
NO_LOG = "has no generator of logs"
NO_CONTRACTS = "has no model of contracts"
# Lifelines has no beta-geometric model; its survival curve is compared instead.
NO_SBG = dict.fromkeys(["clvkit", "lifetimes"], NO_CONTRACTS) | {"lifelines": "has no sBG"}
NO_CURVE = dict.fromkeys(["clvkit", "lifetimes", "pymc-marketing"], "has no survival curve")
PEERS = {"clvkit": "clvkit_peer", "lifetimes": "lifetimes_peer", "pymc-marketing": "pymc_peer"}


def _all(function: str, ours: str, but: Mapping[str, str] | None = None) -> dict[str, str]:
    tasks = {CASEKIT: f"{ours}:{function}"}
    tasks |= {peer: f"{module}:{function}" for peer, module in PEERS.items()}
    return {name: task for name, task in tasks.items() if name not in (but or {})}


def _table_rows() -> list[Row]:
    rows = []
    for metric, words, none in (
        ("histories", "purchase histories of {rows} transactions", {}),
        (
            "cohorts",
            "monthly cohort table of {rows} transactions",
            {"lifetimes": NO_COHORTS, "pymc-marketing": NO_COHORTS},
        ),
        (
            "rfm",
            "RFM table, scores and segments of {rows} transactions",
            {"clvkit": NO_SEGMENTS, "lifetimes": NO_SEGMENTS},
        ),
    ):
        for engine, name in (("pandas", "pandas"), ("polars", "polars"), ("duckdb", "DuckDB")):
            tasks = {
                CASEKIT: f"casekit_tables:{metric}_{engine}",
                HAND: f"by_hand_{engine}:{metric}",
            }
            if engine == "pandas":  # the peers take nothing else
                peers = {peer: f"{module}:{metric}" for peer, module in PEERS.items()}
                tasks |= {peer: task for peer, task in peers.items() if peer not in none}
            rows.append(
                Row(
                    f"{metric}-{engine}",
                    f"{words}, caller with {name}",
                    "log",
                    "log_small",
                    tasks,
                    none if engine == "pandas" else dict.fromkeys(PEERS, "takes pandas only"),
                    hand_limit=LIMIT,
                    compare=metric,
                )
            )
    return rows


def _fit_row(
    key: str, words: str, data: str, function: str, warm_up: str = "cdnow", **more: object
) -> Row:
    none = {
        "fit_pareto": {"clvkit": "has no Pareto/NBD"},
        "fit_bgbb": {"clvkit": "has no BG/BB"},
    }.get(function, {})
    skip = dict(none)
    if data == "distinct_large":
        skip |= dict.fromkeys(["clvkit", "pymc-marketing"], "takes no counts")
    tasks = _all(function, "casekit_models", skip)
    return Row(key, words, data, warm_up, tasks, skip, compare="fit", **more)  # type: ignore[arg-type]


ROWS = (
    *_table_rows(),
    _fit_row(
        "fit-cdnow",
        "BG/NBD of CDNOW's sample, {rows} customers",
        "cdnow",
        "fit_bgnbd",
        orientation=5,
    ),
    _fit_row(
        "fit-middle",
        "BG/NBD of {rows} customers, continuous time",
        "continuous_middle",
        "fit_bgnbd",
        orientation=200,
    ),
    _fit_row(
        "fit-large",
        "BG/NBD of {rows} customers, continuous time",
        "continuous_large",
        "fit_bgnbd",
        orientation=1500,
        quick=False,
    ),
    _fit_row(
        "fit-days-middle",
        "BG/NBD of {rows} customers, whole days",
        "days_middle",
        "fit_bgnbd",
        quick=False,
    ),
    _fit_row(
        "fit-days-large",
        "BG/NBD of {rows} customers, whole days",
        "days_large",
        "fit_bgnbd",
        orientation=400,
        quick=False,
    ),
    _fit_row(
        "fit-distinct-large",
        "the same, given as {rows} distinct histories with counts",
        "distinct_large",
        "fit_bgnbd",
        quick=False,
    ),
    _fit_row("fit-mbgnbd", "MBG/NBD of CDNOW's sample", "cdnow", "fit_mbgnbd", quick=False),
    _fit_row("fit-pareto", "Pareto/NBD of CDNOW's sample", "cdnow", "fit_pareto", quick=False),
    _fit_row("fit-bgbb", "BG/BB of 11,104 donors", "donors", "fit_bgbb", "donors", quick=False),
    _fit_row(
        "fit-gamma-gamma",
        "Gamma-Gamma of CDNOW's {rows} repeat buyers",
        "cdnow_spend",
        "fit_gamma_gamma",
        "cdnow_spend",
        quick=False,
    ),
    *(
        Row(
            key,
            f"sBG of {words}",
            data,
            "tenures_small",
            {CASEKIT: f"casekit_models:{ours}", "pymc-marketing": "pymc_peer:fit_sbg"},
            NO_SBG,
            compare="fit",
        )
        for key, words, data, ours in (
            (
                "sbg-table",
                "1,000 subscribers, from their survivor table",
                "segment",
                "fit_sbg_table",
            ),
            ("sbg-tenures", "{rows} individual tenures", "tenures_large", "fit_sbg"),
        )
    ),
    Row(
        "sbg-survival",
        "Kaplan-Meier curve of {rows} individual tenures",
        "tenures_large",
        "tenures_small",
        {CASEKIT: "casekit_tables:survival", "lifelines": "lifelines_peer:survival"},
        NO_CURVE,
        compare="values",
    ),
    Row(
        "alive",
        "P(alive) of {rows} customers",
        "continuous_large",
        "small",
        _all("alive", "casekit_models"),
        compare="values",
    ),
    Row(
        "expected",
        "expected purchases of {rows} customers in 39 weeks, continuous time",
        "continuous_large",
        "small",
        _all("expected", "casekit_models"),
        compare="values",
    ),
    Row(
        "expected-days",
        "expected purchases of {rows} customers in 39 weeks, whole days",
        "days_large",
        "small",
        _all("expected", "casekit_models"),
        compare="values",
        quick=False,
    ),
    Row(
        "simulate",
        "simulate {rows} customers' histories",
        "ages",
        "ages_small",
        {
            CASEKIT: "casekit_generators:histories",
            HAND: "by_hand_numpy:histories",
            **{peer: f"{module}:simulate" for peer, module in PEERS.items()},
        },
        orientation=20,
        compare="drawn",
    ),
    Row(
        "simulate-log",
        "simulate {rows} customers' log",
        "ages",
        "ages_small",
        {CASEKIT: "casekit_generators:log", HAND: "by_hand_numpy:log"},
        {
            "clvkit": NO_LOG,
            "pymc-marketing": NO_LOG,
            "lifetimes": "its generator of logs needs pandas 1 and copies all for each customer",
        },
        orientation=50,
        compare="log",
    ),
)

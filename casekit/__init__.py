"""casekit: generators with a known truth, the field's metrics and models, and a coach.

``import casekit as ck`` is fast: a name is loaded from its room when it is first used, so the
commands run on a bare Python that has no pandas. This file must parse on Python 3.6, which is
what lets ``python3 -m casekit`` say in words that a Python is too old.
"""

_ROOMS = {
    "casekit.errors": ["CasekitWarning", "InputError"],
    "casekit.frames": ["event_log", "histories_from", "log_problems"],
    "casekit.datasets": ["load"],
    "casekit.generators.purchases": ["make_donations", "make_purchase_histories", "make_purchases"],
    "casekit.metrics.purchases": [
        "distinct_histories",
        "purchase_histories",
        "split_calibration_holdout",
    ],
    "casekit.metrics.cohorts": ["cohort_table"],
    "casekit.models.purchases": [
        "BGBB",
        "BGNBD",
        "GammaGamma",
        "MBGNBD",
        "ParetoNBD",
        "backtest",
        "compare_purchase_models",
        "customer_lifetime_value",
    ],
    "casekit.coach": ["check", "hint", "predict", "progress", "reveal"],
}
_FLOORS = ["coach", "course", "datasets", "explorers", "figures", "frames", "generators"]
_FLOORS += ["metrics", "models"]
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_HOMES) + _FLOORS
__version__ = "0.1.0"


def __getattr__(name):
    from importlib import import_module

    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif name in _FLOORS:
        value = import_module("casekit." + name)
    else:
        from difflib import get_close_matches

        near = get_close_matches(name, __all__, n=3)
        hint = " Did you mean: " + ", ".join(near) + "?" if near else ""
        raise AttributeError("casekit has no name {!r}.{}".format(name, hint))
    globals()[name] = value
    return value


def __dir__():
    return sorted(__all__ + ["__version__"])

"""Do the contestants find the same? The largest differences from casekit, in the same run."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from measuring import Measured
from reading import as_donors, as_histories, as_spend, as_tenures
from rows import CASEKIT, Row

from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD
from casekit.models.subscriptions import ShiftedBetaGeometric

__all__ = ["TRAPS", "differences"]

# How each fit's likelihood is asked at another's parameters.
MODELS: dict[str, tuple[Any, tuple[str, ...], Callable[[Path], Any]]] = {
    "fit_bgnbd": (BGNBD, ("r", "alpha", "a", "b"), as_histories),
    "fit_mbgnbd": (MBGNBD, ("r", "alpha", "a", "b"), as_histories),
    "fit_pareto": (ParetoNBD, ("r", "alpha", "s", "beta"), as_histories),
    "fit_bgbb": (BGBB, ("alpha", "beta", "gamma", "delta"), as_donors),
    "fit_sbg": (ShiftedBetaGeometric, ("alpha", "beta"), as_tenures),
    "fit_sbg_table": (ShiftedBetaGeometric, ("alpha", "beta"), as_tenures),
    "fit_gamma_gamma": (GammaGamma, ("p", "q", "gamma"), as_spend),
}

TRAPS = """\
What to know before the differences are read:

- Lifetimes stores its log-likelihood as a mean over customers, of time divided by the longest age.
  Taken back to the data as given, it is n times that, minus (repeat purchases) x log(longest age);
  the table compares that. Its stored number must not be compared between data sets.
- pymc-marketing's MAP is the peak of likelihood times priors: its parameters are meant to lie off
  the maximum likelihood, less so the more customers there are.
- clvkit and pymc-marketing's MAP give no standard errors (clvkit's come from refitting 200
  simulated bases); casekit's and Lifetimes' times include theirs.
- A mean repeat spend of a customer without repeat purchase is missing in casekit and 0 in the
  peers; it is compared as 0.
- Lifetimes' generator counts the distinct whole units of time with a purchase, so it loses
  purchases that share a week: its mean frequency is below that of the others.
- The simulations are compared by their means only: everybody draws other customers. clvkit's
  simulator is the one behind its bootstrap, not a public function.
- pymc-marketing scores quartiles, drops the cut points that ties make equal, and calls what its
  rules leave out "Other"; its counts of purchases and mean spends are compared, not its segments.
- pymc-marketing takes tenures one by one and has no standard errors from MAP; its T is the renewal
  after the last one seen. Lifelines has no model of contracts, so its survival curve is compared.
- A hand-written query checks nothing; casekit looks for missing and impossible values first.
"""


def differences(row: Row, found: Mapping[str, Measured], folder: Path) -> list[tuple[str, str]]:
    """Say for each contestant how far its answer lies from casekit's.

    Parameters
    ----------
    row : Row
        What was measured.
    found : mapping of str to Measured
        What each contestant answered.
    folder : Path
        Where the data are.

    Returns
    -------
    list of (str, str)
        Contestant, and the differences in words.
    """
    ours = found[CASEKIT].answer
    theirs = {name: m.answer for name, m in found.items() if name != CASEKIT and m.answer}
    if not ours:
        return []
    if row.compare == "drawn":
        return [(name, _means(m.answer)) for name, m in found.items() if m.answer]
    if row.compare == "log":
        return [(name, f"{m.answer['rows']:,} rows") for name, m in found.items() if m.answer]
    if row.compare == "fit":
        return [(name, _fits(row, ours, their, folder)) for name, their in theirs.items()]
    return [(name, _largest(ours, their)) for name, their in theirs.items()]


def _largest(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    parts = []
    for key in ours:
        if key not in theirs:
            continue
        left, right = np.asarray(ours[key], float), np.asarray(theirs[key], float)
        if left.shape != right.shape:
            parts.append(f"{key}: shapes {left.shape} and {right.shape}")
            continue
        # An empty cell agrees with an empty cell only.
        apart = np.where(np.isnan(left) & np.isnan(right), 0.0, np.abs(left - right))
        holes = int(np.isnan(apart).sum())
        worst = float(np.nanmax(apart)) if apart.size else 0.0
        parts.append(
            f"{key} {worst:.1e}" + (f" ({holes} cells empty in one only)" if holes else "")
        )
    return ", ".join(parts)


def _fits(row: Row, ours: Mapping[str, Any], theirs: Mapping[str, Any], folder: Path) -> str:
    mine, other = ours["parameters"], theirs["parameters"]
    parts = [f"parameters {np.max(np.abs(other / mine - 1)):.1e} relative"]
    if "errors" in theirs:
        parts.append(f"errors {np.nanmax(np.abs(theirs['errors'] / ours['errors'] - 1)):.1e}")
    model, names, read = MODELS[row.tasks[CASEKIT].partition(":")[2]]
    at = model.at(**dict(zip(names, map(float, other), strict=True)))
    reached = at.log_likelihood(read(folder / f"{row.data}.npz"))
    parts.append(f"log-likelihood reached {reached - float(ours['log_likelihood']):+.1e}")
    if "log_likelihood" in theirs:
        parts.append(f"its own function there {float(theirs['log_likelihood']) - reached:+.1e}")
    if "as_stored" in theirs:
        parts.append(f"(as stored: {float(theirs['as_stored']) - reached:+.1f})")
    return ", ".join(parts)


def _means(drawn: Mapping[str, Any]) -> str:
    return f"mean frequency {drawn['x'].mean():.3f}, mean age at last {drawn['t_x'].mean():.3f}"

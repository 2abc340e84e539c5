"""Who is probably still active: what a model of silent customers says, and how sure it is."""

import numpy as np
import pandas as pd

from casekit.figures.reports import alive_bands
from casekit.reports.drawing import svg_of
from casekit.reports.page import Html, Section, figure, note, paragraph, table
from casekit.reports.rehearsal import Rehearsal
from casekit.reports.wording import count, listed, missed, percent
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["alive"]

_BANDS = 10


def alive(work: Work) -> Section:
    """Add up probabilities of still being active, and ask three models the same question."""
    base = work.base
    probability = work.alive
    compared = _compared(work)
    chosen, held = work.chosen, _rehearsal(work)
    failed = held is not None and not held.passed("purchases")
    again = base.purchases > 1
    band = np.minimum((probability * _BANDS).astype(int), _BANDS - 1)
    names = [f"{10 * n}–{10 * n + 10}" for n in range(_BANDS)]
    shown = pd.DataFrame(
        {
            "bought_once": np.bincount(band[~again], minlength=_BANDS),
            "bought_again": np.bincount(band[again], minlength=_BANDS),
        },
        index=pd.Index(names, name="probability_alive"),
    )
    believed = compared.loc[~compared["rejected"], "customers_alive"]
    low, high = (float(f"{edge(believed):.2g}") for edge in (min, max))
    title = (
        _("Of {n} customers, {low} to {high} are probably still active")
        if high - low >= 0.01 * base.customers
        else _("Of {n} customers, about {high} are probably still active")
    ).format(n=count(base.customers), low=count(low), high=count(high))
    if failed:
        title = _("Who is still active: the model failed its rehearsal, so do not build on this")
    rows = [
        (
            name,
            count(_rounded(row["customers_alive"])),
            percent(row["customers_alive"] / base.customers),
            count(_rounded(row["expected_purchases"])),
            _("best") if name == chosen.name else _units(chosen.behind(str(name))),
        )
        for name, row in compared.iterrows()
    ]
    horizon = f"{base.horizon_weeks:.0f}"
    comparison = table(
        [
            _("Model"),
            _("Probably active"),
            _("of all"),
            _("Purchases in the next {weeks} weeks").format(weeks=horizon),
            _("Fits worse by (log-likelihood)"),
        ],
        rows,
        kind="short",
        caption=_("Three models, the same customers"),
    )
    once = float((~again).mean())
    lines = [
        _(
            "P(alive) is a probability, not a fact: nobody tells a shop that they left. The "
            "picture, and all that follows, is of {model}, which fits this log best of the three. "
            "BG/NBD takes all who bought once ({share} of the customers) as still there, since "
            "under it customers leave only after a repeat purchase; the other two let them leave "
            "at once. Where the three differ, the answer is the model's more than the data's."
        ).format(model=chosen.name, share=percent(once)),
        *_fit(work),
    ]
    if chosen.scale > 1:
        lines.append(
            _("The comparison is made on {n} customers, evenly chosen, and scaled up.").format(
                n=count(base.customers / chosen.scale)
            )
        )
    body = figure(svg_of(alive_bands(shown), "alive")) + comparison + paragraph(*lines)
    if held is None:
        body += note(
            _("The log is too small or too short to rehearse this model: nothing vouches for it.")
        )
    elif failed:
        words = _(
            "This model failed its rehearsal: its forecast of known weeks was {error}. It has a "
            "wrong idea of who still buys here, and so has P(alive)."
        ).format(error=missed(held.worst("purchases")))
        body = Html(note(words) + body)
    for one in chosen.told:
        body += note(_("For analysts, in the model's own words: {words}").format(words=one))
    if work.beginning.kind == "mid-life":
        body += note(
            _(
                "The log seems to begin when the shop was not new (see the caveats). Old customers "
                "then look younger than they are, and these probabilities are less sure."
            )
        )
    return Section(
        "alive",
        _("Still active"),
        title,
        _("A bar: customers by the model's probability that they are still there on the last day."),
        Html(body),
        {"alive_bands": shown, "model_comparison": compared},
        () if failed else (title + _(" (by models; nobody knows for sure)."),),
    )


def _compared(work: Work) -> pd.DataFrame:
    """Ask three models how many are still there and what they will buy."""
    chosen = work.chosen
    weights = chosen.scale * chosen.distinct["customers"].to_numpy(dtype=float)
    rows = {}
    for name, results in chosen.fits.items():
        purchases = results.expected_purchases(
            chosen.distinct, horizon_weeks=work.base.horizon_weeks
        )
        rows[name] = {
            "customers_alive": float(weights @ results.probability_alive(chosen.distinct)),
            "expected_purchases": float(weights @ purchases),
            "log_likelihood": float(results.llf),
        }
    compared = pd.DataFrame(rows).T.rename_axis("model")
    return compared.assign(rejected=[name in chosen.rejected for name in compared.index])


def _fit(work: Work) -> list[str]:
    """Say which models the log rejects, and which it cannot tell apart."""
    chosen, lines = work.chosen, []
    if chosen.rejected:
        lines.append(
            _(
                "Left out of the range: {models}. The log rejects what fits worse by more than 5 "
                "units (odds of 150 to 1), all three having four parameters."
            ).format(
                models=listed(
                    [
                        _("{name} (worse by {units})").format(
                            name=name, units=_units(chosen.behind(name))
                        )
                        for name in chosen.rejected
                    ]
                )
            )
        )
    if len(chosen.alike) > 1:
        lines.append(
            _(
                "The log cannot tell {models} apart (within 2 units): believe the whole range, "
                "not the picture of one of them."
            ).format(models=listed(chosen.alike))
        )
    return lines


def _rehearsal(work: Work) -> Rehearsal | None:
    try:
        return work.rehearsal
    except (ValueError, ArithmeticError):
        return None


def _units(units: float) -> str:
    """Write units of log-likelihood: tenths matter where there are few."""
    return count(units) if units >= 10 else f"{units:.1f}"


def _rounded(value: float) -> float:
    """Keep three digits: a model's sum is not known to the last customer."""
    return float(f"{value:.3g}")

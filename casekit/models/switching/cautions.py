"""What a choice panel cannot tell: refusals, forms that have to be left out, words of caution."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from casekit.errors import InputError
from casekit.models.switching.measurement import Measurement
from casekit.models.switching.rows import ChoiceRows
from casekit.words import _

__all__ = ["Readable", "cautions_after", "readable"]

# Fewer customers or departures than this leave intervals that a board can hardly use.
_FEW_CUSTOMERS = 300
_FEW_DEPARTURES = 100


@dataclass(frozen=True)
class Readable:
    """Hold what can be read of a panel.

    Attributes
    ----------
    rows : ChoiceRows
        The choices among firms that somebody chose.
    without : tuple of str
        Parameters that the panel cannot tell.
    cautions : tuple of str
        Why, in words.
    """

    rows: ChoiceRows
    without: tuple[str, ...]
    cautions: tuple[str, ...]


def readable(rows: ChoiceRows) -> Readable:
    """Find out what a panel can tell before anything is fitted.

    Parameters
    ----------
    rows : ChoiceRows
        The panel.

    Returns
    -------
    Readable

    Raises
    ------
    InputError
        When nobody had a firm to leave, nobody ever left one, or prices tell nothing.
    """
    held = rows.could_leave
    if not held.any():
        raise InputError(
            _(
                "Nobody in this panel had a firm to leave: every row is a first choice "
                '("previous_firm" is missing). Give more months of each customer.'
            )
        )
    departures = int((held & (rows.chosen != rows.previous)).sum())
    if not departures:
        raise InputError(
            _(
                "Nobody left a firm in {n} customer-months, so what leaving costs cannot be "
                "measured: it is more than any price difference in this panel. Give more months, "
                "or more customers."
            ).format(n=f"{int(held.sum()):,}")
        )
    cautions: list[str] = []
    rows = _among_chosen(rows, cautions)
    _need_prices(rows)
    if rows.customers < _FEW_CUSTOMERS or departures < _FEW_DEPARTURES:
        cautions.append(
            _(
                "Only {customers} customers and {departures} departures were seen. From about "
                "{few} customers and {least} departures on the intervals hold what they promise; "
                "below, take them as too narrow."
            ).format(
                customers=rows.customers,
                departures=departures,
                few=_FEW_CUSTOMERS,
                least=_FEW_DEPARTURES,
            )
        )
    return Readable(rows, _without(rows, cautions), tuple(cautions))


def _among_chosen(rows: ChoiceRows, cautions: list[str]) -> ChoiceRows:
    """Leave out firms that nobody chose: their appeal has no lower limit."""
    used = np.zeros(len(rows.firms), dtype=np.bool_)
    used[rows.chosen] = True
    used[rows.previous[rows.could_leave]] = True
    if used.all():
        return rows
    idle = [firm for firm, seen in zip(rows.firms, used, strict=True) if not seen]
    if used.sum() < 2:
        raise InputError(
            _(
                "All customers are with {firm} in every row: there is no choice to learn from."
            ).format(firm=rows.firms[int(np.argmax(used))])
        )
    cautions.append(
        _("Nobody ever chose {firms}; the market is measured without them.").format(
            firms=", ".join(idle)
        )
    )
    number = np.cumsum(used) - 1
    return replace(
        rows,
        firms=tuple(firm for firm in rows.firms if firm not in idle),
        chosen=number[rows.chosen],
        previous=np.where(rows.previous >= 0, number[rows.previous], -1),
        price=rows.price[:, used],
        friends=None if rows.friends is None else rows.friends[:, used],
    )


def _need_prices(rows: ChoiceRows) -> None:
    """Refuse prices whose differences never change: the firms' constants hide what they tell."""
    gaps = rows.price[:, 1:] - rows.price[:, :1]
    if float(np.ptp(gaps, axis=0).max()) < 1e-9 * max(float(np.abs(rows.price).max()), 1e-300):
        raise InputError(
            _(
                "The price differences between firms never change in this panel, so nobody was "
                "ever seen weighing money against staying, and no barrier can be told in money. "
                "Give months in which some price moved, or prices that differ between customers."
            )
        )


def _without(rows: ChoiceRows, cautions: list[str]) -> tuple[str, ...]:
    """Find the forms that the panel names but does not vary."""
    held, without = rows.could_leave, []
    shown = {
        "points": (_("points held"), rows.points),
        "learning": (_("tenure"), rows.tenure),
        "contract": (_("months left on the contract"), rows.left),
    }
    for name, (words, values) in shown.items():
        if values is None:
            continue
        if np.ptp(values[held]) < 1e-12:
            without.append(name)
            cautions.append(
                _(
                    "The {words} are the same in every row, so that form cannot be told from a "
                    "habit of staying; it is not measured."
                ).format(words=words)
            )
    if rows.friends is not None and np.ptp(rows.friends - rows.friends[:, :1]) < 1e-12:
        without.append("friends")
        cautions.append(
            _("Friends are nowhere more than elsewhere; the community form is not measured.")
        )
    return tuple(without)


def cautions_after(measured: Measurement) -> list[str]:
    """Say what the fit itself shows that a reader has to know.

    Parameters
    ----------
    measured : Measurement
        The proper fit.

    Returns
    -------
    list of str
    """
    said = []
    if not measured.top.proven:
        said.append(
            _(
                "The best fit found is not proven to be the best there is, so neither are the "
                "intervals. More customers, more months or fewer firms help."
            )
        )
    intervals = measured.conf_int()
    low, high = intervals["lower"].astype(float), intervals["upper"].astype(float)
    if low["price_sensitivity"] <= 0:
        said.append(
            _(
                "Customers hardly react to the prices of this panel (price sensitivity {b}, from "
                "{low} to {high}), so nothing can be told in money. More months in which prices "
                "move help."
            ).format(
                b=f"{measured.value('price_sensitivity'):.3f}",
                low=f"{low['price_sensitivity']:.3f}",
                high=f"{high['price_sensitivity']:.3f}",
            )
        )
    if "log_theta" in measured.model.names:
        wall = measured.top.walled[measured.model.names.index("log_theta")]
        if wall or high["months_to_learn"] > 20 * low["months_to_learn"]:
            said.append(
                _(
                    "How fast customers learn cannot be told from this panel. Use the technical "
                    "barrier in the table, and not technical_cost and months_to_learn one by one; "
                    "or give the months: months_to_learn=6."
                )
            )
    if low["taste_sd"] <= 0:
        said.append(
            _(
                "Tastes hardly differ in this panel: their spread may be 0. Then the plain logit "
                "is right too, and the interval of taste_sd itself is only a rough one."
            )
        )
    return said

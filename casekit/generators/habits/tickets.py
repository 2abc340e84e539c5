"""Make a season of plays whose tickets were paid in advance, at different prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["TicketTruth", "make_ticket_experiment"]


@dataclass(frozen=True)
class TicketTruth:
    """What the generator of ticket holders knows.

    Attributes
    ----------
    kappa : float
        Pull of money already spent, in log-odds for each unit of money, at the day of payment.
    rho : float
        How fast the pull fades, per month.
    status_quo : float
        Log-odds in favour of going because the seat is booked.
    keenness : pandas.Series
        Each holder's own log-odds of going to a play (index ``customer_id``).
    assignment : str
        ``"random"`` or ``"chosen"``.
    """

    kappa: float
    rho: float
    status_quo: float
    assignment: str
    keenness: pd.Series = field(repr=False)

    @property
    def half_life_months(self) -> float:
        """Give the months in which the pull of money spent falls by half: ln 2 / rho."""
        return float(np.log(2) / self.rho) if self.rho else float("inf")

    def effect(self, price: float, than: float, months: Sequence[int]) -> float:
        """Give the plays more that the same holders see at one price than at another.

        Parameters
        ----------
        price, than : float
            The two prices paid, in money.
        months : sequence of int
            Months since payment in which there is a play.

        Returns
        -------
        float
            Plays for each holder, expected, the same people at both prices.

        Examples
        --------
        >>> _visits, truth = make_ticket_experiment(3_000, kappa=0.0, seed=1)
        >>> truth.effect(15, 8, range(1, 6))
        0.0
        """
        here = self.keenness.to_numpy()[:, None] + self.status_quo
        faded = np.exp(-self.rho * np.asarray(list(months), dtype=float))
        chances = [1 / (1 + np.exp(-(here + self.kappa * p * faded))) for p in (price, than)]
        return float((chances[0] - chances[1]).sum(axis=1).mean())


def make_ticket_experiment(
    n_customers: int = 3_000,
    *,
    seed: int,
    prices: Sequence[float] = (15.0, 13.0, 8.0),
    plays: int = 10,
    kappa: float = 0.03,
    rho: float = 0.15,
    status_quo: float = 0.4,
    keenness: float = 0.2,
    keenness_sd: float = 0.8,
    assignment: str = "random",
) -> tuple[pd.DataFrame, TicketTruth]:
    """Make holders of a season ticket who paid different prices, and the plays that they saw.

    One play a month; a holder goes with log-odds keenness + kappa price exp(-rho months since
    payment) + status_quo. A cool head goes by keenness alone: kappa and status_quo are 0.

    Parameters
    ----------
    n_customers : int
        Number of ticket holders.
    seed : int
        Same seed, same data.
    prices : sequence of float
        What holders paid, in money: the full price and the discounts.
    plays : int
        Plays in the season, one a month from the month after payment.
    kappa, rho, status_quo : float
        As in `TicketTruth`.
    keenness, keenness_sd : float
        Mean and spread of the holders' own log-odds.
    assignment : {"random", "chosen"}
        ``"random"``: a lottery decides who pays what, as in the experiment. ``"chosen"``: keener
        people buy dearer tickets, as in most customer files.

    Returns
    -------
    visits : pandas.DataFrame
        One row a holder and play: ``customer_id``, ``price_paid`` (money), ``months_since_payment``
        and ``attended`` (bool).
    truth : TicketTruth
        What the table does not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The design is that of Arkes & Blumer (1985): $15, or $2 or $7 less, by chance. Form and
    defaults are those of section G8 of the course's reference; kappa is a choice, not an estimate.

    Examples
    --------
    >>> visits, truth = make_ticket_experiment(3_000, seed=1)
    >>> len(visits), round(truth.half_life_months, 2)
    (30000, 4.62)
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(plays, "plays")
    paid = np.asarray(list(prices), dtype=float)
    refuse_unless(
        len(paid) >= 2 and bool((paid >= 0).all()) and len(set(paid.tolist())) == len(paid),
        "prices",
        list(prices),
        _("two or more different amounts, 0 or more"),
    )
    for name, value in {"kappa": kappa, "rho": rho, "keenness_sd": keenness_sd}.items():
        refuse_unless(bool(np.isfinite(value)) and value >= 0, name, value, _("0 or more"))
    for name, value in {"status_quo": status_quo, "keenness": keenness}.items():
        refuse_unless(bool(np.isfinite(value)), name, value, _("a finite number"))
    refuse_unless(
        assignment in ("random", "chosen"), "assignment", assignment, _('"random" or "chosen"')
    )
    rng = np.random.default_rng(seed)
    keen = keenness + keenness_sd * rng.standard_normal(n_customers)
    # Equal groups: a lottery with as many tickets of each price.
    place = rng.permutation(np.arange(n_customers) % len(paid))
    if assignment == "chosen":
        wish = keen + keenness_sd * rng.standard_normal(n_customers)
        dearest_first = np.argsort(-wish, kind="stable")
        by_price = np.argsort(-paid, kind="stable")
        place = np.empty(n_customers, dtype=np.int64)
        place[dearest_first] = np.repeat(
            by_price, np.bincount(np.arange(n_customers) % len(paid))[: len(paid)]
        )
    month = np.arange(1, plays + 1)
    pull = kappa * paid[place][:, None] * np.exp(-rho * month)
    chance = 1 / (1 + np.exp(-(keen[:, None] + pull + status_quo)))
    attended = rng.random((n_customers, plays)) < chance
    customer_id = np.arange(1, n_customers + 1)
    visits = pd.DataFrame(
        {
            "customer_id": np.repeat(customer_id, plays),
            "price_paid": np.repeat(paid[place], plays),
            "months_since_payment": np.tile(month, n_customers),
            "attended": attended.ravel(),
        }
    )
    series = pd.Series(keen, index=pd.Index(customer_id, name="customer_id"), name="keenness")
    return visits, TicketTruth(
        float(kappa), float(rho), float(status_quo), assignment, keenness=series
    )

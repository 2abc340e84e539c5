"""Make a shop's transactions, and keep what no shop ever sees: who has left, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.purchases.processes import (
    BGNBDProcess,
    GammaGammaSpend,
    Lives,
    Process,
)
from casekit.words import _

__all__ = ["PurchaseTruth", "make_purchase_histories", "make_purchases"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SECONDS_PER_WEEK = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class PurchaseTruth:
    """What the generator knows and no shop ever sees.

    Attributes
    ----------
    process, spend
        The parameters that were used.
    customers : pandas.DataFrame
        A row a customer: ``customer_id``, ``entry_weeks`` (weeks from the start to the first
        purchase), ``age_weeks`` (from there to the end), ``purchase_rate_per_week``, the
        dropout trait, ``mean_spend``, ``end_of_life_weeks`` (age at which the customer left;
        infinite where that is not before the end), ``alive_at_end``, and the exact
        ``frequency`` and ``age_at_last_purchase_weeks``.
    start : pandas.Timestamp
        The first moment of observation.
    weeks : float
        Length of observation.
    """

    process: Process
    spend: GammaGammaSpend | None
    customers: pd.DataFrame
    start: pd.Timestamp
    weeks: float

    def alive_at(self, weeks: float) -> pd.Series:
        """Tell who is still a customer so many weeks after the start.

        Parameters
        ----------
        weeks : float
            Weeks after the start, at most the length of observation.

        Returns
        -------
        pandas.Series
            True or False by ``customer_id``, of those who had entered by then.

        Raises
        ------
        InputError
            If the moment lies outside the observation.

        Examples
        --------
        >>> _, truth = make_purchases(1_000, seed=1)
        >>> bool(truth.alive_at(39).mean() > truth.alive_at(78).mean())
        True
        """
        if not 0 <= weeks <= self.weeks:
            message = _("The truth reaches from week 0 to week {end:g}; week {given:g} was asked.")
            raise InputError(message.format(end=self.weeks, given=weeks))
        entered = self.customers[self.customers["entry_weeks"] <= weeks]
        alive = weeks - entered["entry_weeks"] < entered["end_of_life_weeks"]
        return pd.Series(alive.to_numpy(), index=entered["customer_id"], name="alive")

    def histories(self) -> pd.DataFrame:
        """Give the exact purchase histories at the end: what a fit should be tried on.

        Returns
        -------
        pandas.DataFrame
            ``customer_id``, ``frequency``, ``age_at_last_purchase_weeks``, ``age_weeks``,
            ``weeks_since_last_purchase``; no day is merged and no hour is cut off.

        Examples
        --------
        >>> log, truth = make_purchases(1_000, seed=1)
        >>> int(truth.histories()["frequency"].sum()) + 1_000 == len(log)
        True
        """
        columns = ["customer_id", "frequency", "age_at_last_purchase_weeks", "age_weeks"]
        exact = self.customers[columns].copy()
        exact["weeks_since_last_purchase"] = (
            exact["age_weeks"] - exact["age_at_last_purchase_weeks"]
        )
        return exact


def make_purchases(
    n_customers: int,
    *,
    seed: int,
    process: Process | None = None,
    spend: GammaGammaSpend | None = None,
    weeks: float = 78.0,
    entry_weeks: float = 12.0,
    start: str | pd.Timestamp = "2024-01-01",
) -> tuple[pd.DataFrame, PurchaseTruth]:
    """Make a shop's transaction log, and keep what really became of each customer.

    Parameters
    ----------
    n_customers : int
        Number of customers, each with a first purchase.
    seed : int
        Same seed, same data.
    process : BGNBDProcess, MBGNBDProcess or ParetoNBDProcess, optional
        How customers buy and leave; default :class:`BGNBDProcess`, as estimated for CDNOW.
    spend : GammaGammaSpend, optional
        How much they spend; default as estimated for CDNOW.
    weeks : float
        Length of observation; the default of 78 is that of the CDNOW data.
    entry_weeks : float
        First purchases fall evenly into the first so many weeks (CDNOW: about 12).
    start : str or pandas.Timestamp
        The first day.

    Returns
    -------
    log : pandas.DataFrame
        ``customer_id``, ``date`` (to the second), ``amount`` (money, in cents), by customer
        and time. Every purchase is a row. Merging the purchases of a day, as one does with a
        real shop's log, makes frequent buyers look a little slower than they are; nothing is
        lost in ``truth.histories()``.
    truth : PurchaseTruth
        What the log does not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Examples
    --------
    >>> log, truth = make_purchases(1_000, seed=1)
    >>> list(log.columns)
    ['customer_id', 'date', 'amount']
    >>> int(len(log) - truth.customers["frequency"].sum())
    1000
    """
    process = process or BGNBDProcess()
    spend = spend or GammaGammaSpend()
    start = pd.Timestamp(start)
    rng = np.random.default_rng(seed)
    entry, age, lives = _enter_and_live(rng, n_customers, process, weeks, entry_weeks)
    nu = rng.gamma(spend.q, 1 / spend.gamma, n_customers)

    rows = lives.frequency + 1
    customer = np.repeat(np.arange(n_customers), rows)
    ages = _times_of_purchases(rng, rows, lives.last_age)
    amount = np.round(rng.standard_gamma(spend.p, customer.size) / nu[customer], 2)
    seconds = np.floor((entry[customer] + ages) * SECONDS_PER_WEEK).astype("timedelta64[s]")
    log = pd.DataFrame(
        {
            "customer_id": customer + 1,
            "date": start.to_datetime64().astype("datetime64[s]") + seconds,
            "amount": amount,
        }
    )
    customers = _table_of_customers(entry, age, lives, process, spend.p / nu)
    return log, PurchaseTruth(process, spend, customers, start, weeks)


def make_purchase_histories(
    n_customers: int,
    *,
    seed: int,
    process: Process | None = None,
    spend: GammaGammaSpend | None = None,
    weeks: float = 39.0,
    entry_weeks: float = 12.0,
) -> tuple[pd.DataFrame, PurchaseTruth]:
    """Make purchase histories directly, without the log: for simulation studies.

    Parameters
    ----------
    n_customers, seed, process, weeks, entry_weeks
        As in :func:`make_purchases`.
    spend : GammaGammaSpend, optional
        If given, the column ``mean_repeat_spend`` is drawn too.

    Returns
    -------
    histories : pandas.DataFrame
        ``customer_id``, ``frequency``, ``age_at_last_purchase_weeks``, ``age_weeks``,
        ``weeks_since_last_purchase`` and, if asked for, ``mean_repeat_spend``.
    truth : PurchaseTruth
        What the histories do not show.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Examples
    --------
    >>> histories, truth = make_purchase_histories(1_000, seed=1)
    >>> bool((histories["age_at_last_purchase_weeks"] <= histories["age_weeks"]).all())
    True
    """
    process = process or BGNBDProcess()
    rng = np.random.default_rng(seed)
    entry, age, lives = _enter_and_live(rng, n_customers, process, weeks, entry_weeks)
    histories = pd.DataFrame(
        {
            "customer_id": np.arange(1, n_customers + 1),
            "frequency": lives.frequency,
            "age_at_last_purchase_weeks": lives.last_age,
            "age_weeks": age,
            "weeks_since_last_purchase": age - lives.last_age,
        }
    )
    mean_spend = None
    if spend is not None:
        nu = rng.gamma(spend.q, 1 / spend.gamma, n_customers)
        mean_spend = spend.p / nu
        repeats = lives.frequency > 0
        count = lives.frequency[repeats]
        mean_of_repeats = np.full(n_customers, np.nan)
        # The mean of x gamma amounts is itself gamma: no need to draw each of them.
        mean_of_repeats[repeats] = rng.standard_gamma(spend.p * count) / (count * nu[repeats])
        histories["mean_repeat_spend"] = mean_of_repeats
    customers = _table_of_customers(entry, age, lives, process, mean_spend)
    return histories, PurchaseTruth(process, spend, customers, pd.Timestamp("2024-01-01"), weeks)


def _enter_and_live(
    rng: np.random.Generator, n_customers: int, process: Process, weeks: float, entry_weeks: float
) -> tuple[Floats, Floats, Lives]:
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless(0 <= entry_weeks <= weeks, "entry_weeks", entry_weeks, _("from 0 to `weeks`"))
    entry = rng.random(n_customers) * entry_weeks
    age = weeks - entry
    return entry, age, process.draw(rng, age)


def _times_of_purchases(rng: np.random.Generator, rows: Integers, last_age: Floats) -> Floats:
    """Draw the ages (weeks) of all purchases, sorted within each customer.

    The purchases between the first (age 0) and the last are uniform. Sums of exponential gaps,
    divided by their total, are sorted uniforms: exact, and linear in the number of rows.
    """
    gaps = rng.standard_exponential(int(rows.sum()))
    ends = np.cumsum(rows)
    firsts = ends - rows
    gaps[firsts] = 0.0
    running = np.cumsum(gaps)
    customer = np.repeat(np.arange(rows.size), rows)
    since_first = running - running[firsts][customer]
    total = since_first[ends - 1]
    share = since_first / np.where(total > 0, total, 1.0)[customer]
    return np.minimum(share, 1.0) * last_age[customer]


def _table_of_customers(
    entry: Floats, age: Floats, lives: Lives, process: Process, mean_spend: Floats | None
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "customer_id": np.arange(1, entry.size + 1),
            "entry_weeks": entry,
            "age_weeks": age,
            "purchase_rate_per_week": lives.rate,
            process.dropout_name: lives.dropout,
            "end_of_life_weeks": np.where(lives.end_of_life < age, lives.end_of_life, np.inf),
            "alive_at_end": lives.end_of_life >= age,
            "frequency": lives.frequency,
            "age_at_last_purchase_weeks": lives.last_age,
        }
    )
    if mean_spend is not None:
        table["mean_spend"] = mean_spend
    return table

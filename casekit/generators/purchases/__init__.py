"""Customers who buy when they like and leave without a word: shops, restaurants, donations.

A customer buys at random times at a rate of their own and one day, unseen, stops for ever. The
processes differ only in when a customer can stop.
"""

from casekit.generators.purchases.donations import DonationTruth, make_donations
from casekit.generators.purchases.processes import (
    BGNBDProcess,
    GammaGammaSpend,
    MBGNBDProcess,
    ParetoNBDProcess,
    Process,
)
from casekit.generators.purchases.transactions import (
    PurchaseTruth,
    make_purchase_histories,
    make_purchases,
)

__all__ = [
    "BGNBDProcess",
    "DonationTruth",
    "GammaGammaSpend",
    "MBGNBDProcess",
    "ParetoNBDProcess",
    "Process",
    "PurchaseTruth",
    "make_donations",
    "make_purchase_histories",
    "make_purchases",
]

"""Explorers of the cases: a room a case."""

from casekit.explorers.cases import bank, prime, rewards

__all__ = ["bank", "prime", "rewards"]

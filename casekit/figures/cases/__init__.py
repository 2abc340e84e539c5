"""Figures of the cases: a room a case."""

from casekit.figures.cases import bank, prime, rewards

__all__ = ["bank", "prime", "rewards"]

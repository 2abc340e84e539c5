"""Make the ledgers of points programmes, with what will become of every point."""

from casekit.generators.ledger.points import PointsTruth, make_points_ledger

__all__ = ["PointsTruth", "make_points_ledger"]

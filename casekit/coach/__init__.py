"""Predict first, check an answer, climb the hints, reveal, and see your progress."""

from casekit.coach.desk import check, hint, progress, reveal
from casekit.coach.predictions import predict

__all__ = ["check", "hint", "predict", "progress", "reveal"]

"""Calibrated worlds: stories with a decision, made of the generators."""

"""Data with a known truth: every ``make_*`` returns ``(data, truth)`` and repeats for a seed."""

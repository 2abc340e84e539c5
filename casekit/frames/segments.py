"""Names of the columns of segment tables: one row a customer, scores, segments, cells."""

from casekit.frames.columns import since_last_purchase_column

__all__ = [
    "CELL",
    "DAYS_SINCE_LAST_PURCHASE",
    "FREQUENCY_SCORE",
    "MEAN_SPEND",
    "MONETARY_SCORE",
    "PROFIT_PER_YEAR",
    "PURCHASES",
    "RECENCY_SCORE",
    "RFM",
    "SEGMENT",
    "SERVICE_COST_PER_YEAR",
    "TENURE_MONTHS",
    "TOTAL_SPEND",
]

# What a customer did. `purchases` counts the first one too, unlike `frequency` of the histories.
DAYS_SINCE_LAST_PURCHASE = since_last_purchase_column("days")
PURCHASES = "purchases"
TOTAL_SPEND = "total_spend"
MEAN_SPEND = "mean_spend"

# Scores: 1 is worst, the highest is best.
RECENCY_SCORE = "recency_score"
FREQUENCY_SCORE = "frequency_score"
MONETARY_SCORE = "monetary_score"
RFM = "rfm"

# What the scores, or tenure and profit, are called.
SEGMENT = "segment"
CELL = "cell"

# What a customer is worth, and for how long they have been one (months of 365.25/12 days).
TENURE_MONTHS = "tenure_months"
SERVICE_COST_PER_YEAR = "service_cost_per_year"
PROFIT_PER_YEAR = "profit_per_year"

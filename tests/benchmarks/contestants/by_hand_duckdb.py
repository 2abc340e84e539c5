"""The best that was found by hand in DuckDB's SQL."""

from pathlib import Path
from typing import Any

from job import Job
from reading import SEGMENT_NAMES, SEGMENT_OF, as_duckdb, history_columns, rfm_columns, triangle

PACKAGES = ["duckdb"]

HISTORIES = """
WITH days AS (
    SELECT customer_id, date::DATE AS day, sum(amount) AS amount
    FROM log GROUP BY customer_id, day
), customers AS (
    SELECT customer_id, count(*) - 1 AS frequency, min(day) AS first, max(day) AS last,
           sum(amount) AS spend, arg_min(amount, day) AS first_spend
    FROM days GROUP BY customer_id
), observed AS (SELECT max(date)::DATE AS until FROM log)
SELECT customer_id, frequency,
       (last - first) / 7 AS age_at_last_purchase_weeks,
       (until - first) / 7 AS age_weeks,
       (until - last) / 7 AS weeks_since_last_purchase,
       first_spend,
       CASE WHEN frequency > 0 THEN (spend - first_spend) / frequency END AS mean_repeat_spend
FROM customers, observed
"""

RFM = """
WITH days AS (
    SELECT customer_id, date::DATE AS day, sum(amount) AS amount
    FROM log GROUP BY customer_id, day
), customers AS (
    SELECT customer_id, count(*) AS purchases, max(day) AS last, sum(amount) AS total_spend
    FROM days GROUP BY customer_id
), observed AS (SELECT max(date)::DATE AS until FROM log), scored AS (
    SELECT customer_id, until - last AS days_since_last_purchase, purchases, total_spend,
           total_spend / purchases AS mean_spend,
           1 + (rank() OVER (ORDER BY last) - 1) * 5 // count(*) OVER () AS recency_score,
           1 + (rank() OVER (ORDER BY purchases) - 1) * 5 // count(*) OVER () AS frequency_score,
           1 + (rank() OVER (ORDER BY round(total_spend, 6)) - 1) * 5 // count(*) OVER ()
               AS monetary_score
    FROM customers, observed
)
SELECT *, concat(recency_score, frequency_score, monetary_score) AS rfm,
       {names}[recency_score * 5 + frequency_score - 5] AS segment
FROM scored
"""

COHORTS = """
WITH active AS (
    SELECT DISTINCT customer_id, date_trunc('month', date) AS month FROM log
), cohorts AS (
    SELECT customer_id, min(month) AS cohort FROM active GROUP BY customer_id
), cells AS (
    SELECT cohort, month, count(*) AS customers
    FROM active JOIN cohorts USING (customer_id) GROUP BY cohort, month
)
SELECT year(cohort) * 12 + month(cohort) AS cohort, year(month) * 12 + month(month) AS month,
       customers
FROM cells
"""


def histories(file: Path) -> Job:
    log = as_duckdb(file)
    return Job(lambda: log.query("log", HISTORIES).to_arrow_table(), history_columns)


def rfm(file: Path) -> Job:
    log = as_duckdb(file)
    query = RFM.format(names=SEGMENT_NAMES[SEGMENT_OF.ravel()].to_list())
    return Job(lambda: log.query("log", query).to_arrow_table(), rfm_columns)


def cohorts(file: Path) -> Job:
    log = as_duckdb(file)

    def answer(cells: dict[str, Any]) -> dict[str, Any]:
        return {"cells": triangle(cells["cohort"], cells["month"], cells["customers"])}

    return Job(lambda: log.query("log", COHORTS).fetchnumpy(), answer)

"""The tables' contracts: column names, units, types, and checks in plain words.

Every table of the course has one shape. An event log has a row a purchase (``customer_id``,
``date``, ``amount``); a table of purchase histories has a row a customer. Your own tables enter
by naming their columns once: `event_log` for a log, `histories_from` for histories that another
tool made.
"""

from casekit.frames.columns import (
    AMOUNT,
    CUSTOMER_ID,
    CUSTOMERS,
    DATE,
    FIRST_SPEND,
    FREQUENCY,
    HOLDOUT_PURCHASES,
    HOLDOUT_SPEND,
    LAST_OPPORTUNITY,
    MEAN_REPEAT_SPEND,
    OPPORTUNITIES,
    QUANTITY,
    age_at_last_purchase_column,
    age_column,
    holdout_column,
    since_last_purchase_column,
    unit_of,
)
from casekit.frames.discrete_histories import DiscreteHistories, read_discrete_histories
from casekit.frames.event_log import event_log, log_problems
from casekit.frames.histories import Histories, histories_from, read_histories
from casekit.frames.units import DAYS_PER, UNITS, check_unit, periods_per_year

__all__ = [
    "AMOUNT",
    "CUSTOMERS",
    "CUSTOMER_ID",
    "DATE",
    "DAYS_PER",
    "FIRST_SPEND",
    "FREQUENCY",
    "HOLDOUT_PURCHASES",
    "HOLDOUT_SPEND",
    "LAST_OPPORTUNITY",
    "MEAN_REPEAT_SPEND",
    "OPPORTUNITIES",
    "QUANTITY",
    "UNITS",
    "DiscreteHistories",
    "Histories",
    "age_at_last_purchase_column",
    "age_column",
    "check_unit",
    "event_log",
    "histories_from",
    "holdout_column",
    "log_problems",
    "periods_per_year",
    "read_discrete_histories",
    "read_histories",
    "since_last_purchase_column",
    "unit_of",
]

"""The tables' contracts: column names, units, types, and checks in plain words.

Every table of the course has one shape. An event log has a row a purchase (``customer_id``,
``date``, ``amount``); a table of purchase histories has a row a customer. Your own tables enter
by naming their columns once: `event_log` for a log, `histories_from` for histories that another
tool made.
"""

from casekit.frames.choices import (
    FORMS,
    Choices,
    firms_of,
    friends_column,
    price_column,
    read_choices,
    starts_mid_life,
)
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
from casekit.frames.own_choices import choice_panel
from casekit.frames.units import DAYS_PER, UNITS, check_unit, periods_per_year

__all__ = [
    "AMOUNT",
    "CUSTOMERS",
    "CUSTOMER_ID",
    "DATE",
    "DAYS_PER",
    "FIRST_SPEND",
    "FORMS",
    "FREQUENCY",
    "HOLDOUT_PURCHASES",
    "HOLDOUT_SPEND",
    "LAST_OPPORTUNITY",
    "MEAN_REPEAT_SPEND",
    "OPPORTUNITIES",
    "QUANTITY",
    "UNITS",
    "Choices",
    "DiscreteHistories",
    "Histories",
    "age_at_last_purchase_column",
    "age_column",
    "check_unit",
    "choice_panel",
    "event_log",
    "firms_of",
    "friends_column",
    "histories_from",
    "holdout_column",
    "log_problems",
    "periods_per_year",
    "price_column",
    "read_choices",
    "read_discrete_histories",
    "read_histories",
    "since_last_purchase_column",
    "starts_mid_life",
    "unit_of",
]

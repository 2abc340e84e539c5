"""Pages that a practitioner keeps: metrics, models and figures of one's own data, in one file."""

from casekit.reports.customer_report import customer_report
from casekit.reports.document import CustomerReport

__all__ = ["CustomerReport", "customer_report"]

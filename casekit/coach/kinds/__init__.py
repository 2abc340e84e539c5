"""The kinds of answers that a question can have."""

from casekit.coach.kinds.choice import Choice, Choices
from casekit.coach.kinds.code import Code
from casekit.coach.kinds.kind import Kind
from casekit.coach.kinds.number import Number
from casekit.coach.kinds.numbers import Numbers
from casekit.coach.kinds.table import Table

__all__ = ["Choice", "Choices", "Code", "Kind", "Number", "Numbers", "Table"]

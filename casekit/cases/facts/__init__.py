"""Public figures about real companies: one sheet a company, one entry a figure.

A sheet is context. The data of a case are made by a generator and belong to a company that does
not exist; no model is fitted to these few figures.
"""

from casekit.cases.facts.sheets import (
    CONFIDENCE,
    Fact,
    Sheet,
    all_facts,
    fact,
    find_fact,
    sheets,
)

__all__ = ["CONFIDENCE", "Fact", "Sheet", "all_facts", "fact", "find_fact", "sheets"]

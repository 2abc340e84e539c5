"""The words of the page, in English and 中文."""

from casekit.reports.page import Section, table
from casekit.reports.work import Work
from casekit.words import _

__all__ = ["TERMS", "glossary"]

# English, 中文, meaning. Terms that the course's glossary has too are the same there (tested).
TERMS = (
    ("cohort", "同期群", _("customers who began in the same period")),
    ("retention", "留存", _("share of a cohort that buys in a later period")),
    (
        "RFM",
        "近度-频度-额度",
        _("recency, frequency, monetary value: when last, how often, how much"),
    ),
    ("segmentation", "客户细分", _("grouping customers who are alike")),
    ("Gini coefficient", "基尼系数", _("0 when all spend the same, 1 when one spends all")),
    ("Lorenz curve", "洛伦兹曲线", _("share of the spend by share of the customers")),
    ("P(alive)", "存活概率", _("probability of still being a customer")),
    ("holdout", "留出集", _("data kept back to check a forecast")),
    ("run rate", "按现有速度推算", _("everybody goes on at their own pace so far")),
    ("customer lifetime value (CLV)", "客户终身价值", _("discounted future margin of a customer")),
    ("margin", "边际利润", _("what stays of the spend after variable cost")),
    ("discount rate", "贴现率", _("how much less a later payment is worth")),
    ("left truncation", "左截断", _("customers who began before the log did")),
)


def glossary(work: Work) -> Section:
    """List the terms."""
    return Section(
        "glossary",
        _("Glossary"),
        _("The words on this page 术语"),
        "",
        table(
            [_("English"), "中文", _("Meaning")],
            [(_english(en), zh, meaning) for en, zh, meaning in TERMS],
            words=-1,
        ),
    )


def _english(term: str) -> str:
    return term[:1].upper() + term[1:]

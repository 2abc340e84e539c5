"""What a new case is made of: the text of each of its files, from templates."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casekit.cases.own import known_generators, own_unit
from casekit.cases.own.measures import MEASURES
from casekit.course.notebook_file import KERNEL, notebook_text
from casekit.course.text import from_text
from casekit.places import ROOT
from casekit.words import _

__all__ = ["files_of_case", "world_text"]

PART = "Part VI. Cases of your own 自编案例"

_TEMPLATES = Path(__file__).with_name("case_template")
# What the first version of a world holds; the other generators stand below it, switched off.
_PARTS = {"market": "make_switching_market", "survey": "market_satisfaction"}
_MORE = {
    "launch": "make_card_launch",
    "subscriptions": "make_subscriptions",
    "purchases": "make_purchases",
    "cohorts": "make_cohorts",
}


# Few look in a month, so that nearly all stay from month to month, as the story says.
_FIRST = {("make_switching_market", "attention"): 0.1}

_EXPLAINED = _(
    """#
# Change a value and its meaning; leave the unit as it is. Text stands in quotation marks; a list
# in square brackets, such as one number for each firm. A section says which generator makes its
# tables. Sections with the same people share customer_id.
#
# A number that you chose for a public figure names it: fact = "uk-banks-looked-around" (a key of
# a fact sheet in casekit/cases/facts). Where the figure is not the number itself but what the
# world then shows, add measure = "...", and in words how = "...". Every number without a fact
# counts as invented, and the lesson says so. To reach a figure takes some tries: change one number,
# run the lesson, look at the table that truth.public_view() shows there. The measures are:
#
"""
)


_MONEY_STAYS = _("# chosen with --money; do not change it here: every unit below has it, too")


def world_text(title: str, money: str) -> str:
    """Write the first version of a world: every argument with its value, unit and meaning."""
    head = [
        _("# The world of {title}: every number that its data are made of.").format(title=title),
        *_EXPLAINED.splitlines(),
        *(f'#     "{name}": {measure.what}' for name, measure in MEASURES.items()),
        "",
        f"title = {_toml(title)}",
        f"money = {_toml(money)}  {_MONEY_STAYS}",
        "",
        *_decision(money),
    ]
    lines = [*head]
    for section, generator in _PARTS.items():
        lines += ["", *_section(section, generator, money, title)]
    lines += ["", _("# More parts: take away the marks # of one to have its tables, too.")]
    for section, generator in _MORE.items():
        lines += [
            "#",
            *(f"# {text}".rstrip() for text in _section(section, generator, money, title)),
        ]
    return "\n".join(lines) + "\n"


def _decision(money: str) -> list[str]:
    """Write the numbers of the case itself; statement, solution and lesson read them here."""
    unit, meaning = own_unit(money, "money a month"), _("margin that a customer leaves")
    return [
        _("[decision]  # numbers of the case itself: change them here, and nowhere else"),
        f"margin_a_month = {{ value = 10.0, unit = {_toml(unit)}, meaning = {_toml(meaning)} }}",
    ]


def _section(section: str, generator: str, money: str, title: str) -> Iterator[str]:
    known = known_generators()[generator]
    yield f"[{section}]  # {known.what}"
    yield f"generator = {_toml(generator)}"
    if known.of:
        yield f"of = {_toml(next(name for name, made in _PARTS.items() if made == known.of))}"
    elif generator == "make_cohorts":
        pass  # counts only: it names nobody
    else:
        people = "customers" if section in _PARTS else f"{section}_customers"
        yield f"people = {_toml(people)}"
    yield ""
    yield f"[{section}.arguments]"
    for argument in known.arguments.values():
        value = _FIRST.get((generator, argument.name), argument.default)
        if argument.name == "firms":
            value = [title, "Rival A", "Rival B"]
        if isinstance(value, tuple):
            value = list(value)
        unit, meaning = own_unit(money, argument.unit), argument.meaning
        yield (
            f"{argument.name} = {{ value = {_toml(value)}, unit = {_toml(unit)}, "
            f"meaning = {_toml(meaning)} }}"
        )


def _toml(value: Any) -> str:
    """Write a value as TOML has it, which has no word for nothing."""
    return json.dumps("none" if value is None else value, ensure_ascii=False)


def files_of_case(
    title: str,
    *,
    title_zh: str,
    name: str,
    number: str,
    money: str,
    facts: str = "",
    root: Path = ROOT,
) -> dict[Path, str]:
    """Give every file of a new case and its text.

    Parameters
    ----------
    title, title_zh : str
        Of the firm, as readers see it.
    name : str
        Of the files.
    number : str
        Two digits.
    money : str
        The sign of its money.
    facts : str
        Name of a fact sheet that is there already; empty: the case gets one of its own.
    root : Path
        Folder of the course.
    """
    marks = {
        "TITLE": title,
        "TITLE_ZH": title_zh,
        "NAME": name,
        "HYPHENS": name.replace("_", "-"),
        "NUMBER": number,
        "SEED": str(100 + int(number)),
        "MONEY": money,
        "SHEET": facts or name,
    }
    slug = f"{number}_{name}"
    package = root / "casekit"
    lesson = _notebook(_filled("lesson.txt", marks), _facts(title, title_zh, number))
    solution = _notebook(_filled("solution.txt", marks), {})
    files = {
        package / "cases" / "worlds" / f"{name}.toml": world_text(title, money),
        package / "cases" / "facts" / f"{name}.toml": _filled("facts.txt", marks),
        package / "coach" / "questions" / f"lesson_{number}.py": _filled("questions.txt", marks),
        root / "notebooks" / f"{slug}.ipynb": lesson,
        root / "solutions" / slug / f"{slug}.ipynb": solution,
    }
    if facts:
        del files[package / "cases" / "facts" / f"{name}.toml"]
    return files


def _filled(template: str, marks: dict[str, str]) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@@([A-Z_]+)@@", lambda found: marks[found[1]], text)


def _notebook(text: str, casekit: dict[str, Any]) -> str:
    notebook = from_text(re.sub(r'^(# %%.*?) id="', r'\1 cell_id="', text, flags=re.MULTILINE))
    notebook.metadata = {**KERNEL, **({"casekit": casekit} if casekit else {})}
    return notebook_text(notebook)


def _facts(title: str, title_zh: str, number: str) -> dict[str, Any]:
    """Give the first version of what the lesson says of itself."""
    steps = {"story": 5, "exhibits": 4, "predict": 2, "step1": 5, "step2": 4, "xray": 5}
    steps |= {"step4": 4, "explorer": 3, "myth": 2, "law": 2, "decide": 3}
    return {
        "lesson": number,
        "part": PART,
        "title": _("Case: {title}").format(title=title),
        "title_zh": f"案例：{title_zh}",
        "why": _("Write here in one line why a manager should care."),
        "objectives": [
            _("*Tell* satisfied customers who are loyal from those who are held"),
            _("*Measure* what holds them, in money, and *explain* the picture to a board"),
            _("*Defend* a decision, with its money, its risk and the customers' side"),
        ],
        "prerequisites": ["01"],
        "data": ["make_switching_market", "market_satisfaction"],
        "concepts": {},
        "sources": [],
        "terms": ["1", "2", "35", "126"],
        "steps": steps,
        "skip_when_short": ["explorer"],
        "case": {"roles": _roles(), "debrief": _debrief()},
    }


def _roles() -> list[dict[str, str]]:
    roles = (
        (_("Finance head"), "财务负责人", _("Wants money, per month. Reads the last table first.")),
        (_("Marketing head"), "市场负责人", _("Wants to win by being better. Reads the survey.")),
        (_("Counsel"), "法务负责人", _("Asks whose cost a barrier is, and what the law says.")),
    )
    return [{"role": one, "role_zh": zh, "brief": brief} for one, zh, brief in roles]


def _debrief() -> list[dict[str, Any]]:
    points = (
        (_("What did you predict?"), _("Guesses far apart."), _("All guesses, in order.")),
        (_("What holds the customers?"), _("Forms, in money."), _("The X-ray's bars.")),
        (_("What would you do?"), _("A choice with its worth."), _("A vote, before and after.")),
        (_("What must not be done?"), _("The customers' side."), _("One line for each team.")),
    )
    return [
        {"minutes": 5, "ask": ask, "listen_for": listen, "board": board}
        for ask, listen, board in points
    ]

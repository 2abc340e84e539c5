"""Guards of numbers in prose: each is a declared setting, a sourced fact, or redone arithmetic.

A number that depends on data belongs into an output, where the comparison sees it; typed into a
sentence it would stay when the data change.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator

from nbformat import NotebookNode

from casekit.cases.facts import all_facts
from casekit.course.citations import sources
from casekit.course.notebook_file import code_cells, ours

__all__ = ["equations", "false_equations", "numerals", "typed_numbers"]

_NUMERAL = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?|\.\d+)(?![\d])")
_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|<!--.*?-->|\]\([^)]*\)|https?://\S+|<[^>]+>", re.DOTALL)
_FORMULA = re.compile(
    r"\$\$.+?\$\$|(?<![\\\w$])\$(?=\S)[^$\n]*[\\=_^{}][^$\n]*(?<=\S)\$(?!\d)", re.S
)
# What has a number of its own: lessons, steps, questions, list items, headings, years of works.
_OWN_NUMBER = re.compile(
    r"\b(?:lessons?|steps?|questions?|figures?|tables?|parts?|levels?|sections?)\s+"
    r"\d+(?:(?:\s*,\s*|\s+(?:and|or|to)\s+|[–-])\d+)*"
    r"|^\s*(?:[-*]\s+)?\d+[.)]\s|^#+\s+\d+(?:\.\d+)*[.:)·]?\s"
    r"|\((?:[^()]*,\s*)?(?:18|19|20)\d\d[a-z]?\)",
    re.IGNORECASE | re.MULTILINE,
)
_SIDE = r"[-−–+×*·÷/^().,\d\s%$€£¥]"
_LEFT = re.compile(rf"({_SIDE}+)$")
_RIGHT = re.compile(r"^\s*([-−]?)\s*[$€£¥]?\s*(\d[\d,]*(?:\.\d+)?)\s?(%?)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"})
_OPERATIONS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _prose(source: str) -> str:
    """Blank out what is no prose; what stays keeps its place."""
    text = _NOT_PROSE.sub(lambda found: " " * len(found[0]), source)
    text = text.replace("\\$", " $")
    # Emphasis, not multiplication: a star that touches a word or a number.
    return re.sub(r"\*+(?=\S)|(?<=\S)\*+", lambda found: " " * len(found[0]), text)


def equations(source: str) -> Iterator[tuple[int, int, str, bool]]:
    """Find the equations of a text whose both sides are numbers, and redo them.

    Yields
    ------
    tuple
        Start and end in the text, the equation, and whether it is true at its shown digits.

    Examples
    --------
    >>> [(text, true) for _, _, text, true in equations("It costs 4 × 5 = 20 a year.")]
    [('4 × 5 = 20', True)]
    """
    text = _prose(source)
    for sign in re.finditer(r"[=≈]", text):
        left, right = _LEFT.search(text[: sign.start()]), _RIGHT.match(text[sign.end() :])
        if not left or not right:
            continue
        value = _value(left[1])
        if value is None:
            continue
        shown = float(right[2].replace(",", "")) * (-1 if right[1] else 1)
        decimals = len(right[2].partition(".")[2])
        half = 0.5 * 10.0**-decimals
        percent = 100.0 if right[3] and "%" not in left[1] else 1.0
        start, end = left.start() + len(left[1]) - len(left[1].lstrip()), sign.end() + right.end()
        true = abs(value * percent - shown) <= half * (1 + 1e-9)
        yield start, end, source[start:end].strip(), true


def _value(side: str) -> float | None:
    """Work out one side of an equation; None where it is no arithmetic of two numbers or more."""
    plain = re.sub(r"[$€£¥]", "", side).translate(_SIGNS).replace("^", "**")
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    plain = re.sub(r"(\d+(?:\.\d+)?)\s?%", r"(\1/100)" if "*" in plain else r"\1", plain)
    plain = plain.strip().lstrip(".,) ")
    for start in (0, *(found.end() for found in re.finditer(r"[.,]\s+", plain))):
        try:
            tree = ast.parse(plain[start:].strip(), mode="eval").body
        except SyntaxError:
            continue  # the end of a sentence before the equation, or a bracket that closes it
        if isinstance(tree, ast.BinOp):
            return _worked_out(tree)
    return None


def _worked_out(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _worked_out(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = _worked_out(node.left), _worked_out(node.right)
        if left is None or right is None or (isinstance(node.op, ast.Pow) and abs(right) > 100):
            return None
        try:
            return _OPERATIONS[type(node.op)](left, right)
        except ZeroDivisionError:
            return None
    return None


def numerals(source: str) -> Iterator[tuple[int, str]]:
    """Give the numerals of a text that are prose, and where they stand.

    Examples
    --------
    >>> [text for _, text in numerals("In lesson 08 we saw 26% of `x[0]` and 1,500 dollars.")]
    ['26', '1,500']
    """
    text = _prose(source)
    covered = [found.span() for found in _OWN_NUMBER.finditer(text)]
    formulas = [found.span() for found in _FORMULA.finditer(text)]
    covered += [(start, end) for start, end, _equation, true in equations(source) if true]
    for found in _NUMERAL.finditer(text):
        at, numeral = found.start(1), found[1].rstrip(",")
        inside = any(start <= at < end for start, end in covered)
        # In a formula, small whole numbers are its structure: exponents, "1 −", indices.
        structure = re.fullmatch(r"\d", numeral) and any(s <= at < e for s, e in formulas)
        if not inside and not structure:
            yield at, numeral


def _literals(notebook: NotebookNode) -> set[float]:
    """Collect the numbers that stand in the notebook's code, those inside its texts included."""
    found: set[float] = set()
    for cell in code_cells(notebook):
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
                if isinstance(node.value, int | float):
                    found.add(abs(float(node.value)))
                elif isinstance(node.value, str):
                    found |= {
                        _number(text) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", node.value)
                    }
    return found


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def typed_numbers(notebook: NotebookNode) -> Iterator[str]:
    """Numerals in prose that are no literal of the code, no setting and no sourced fact."""
    literals = _literals(notebook)
    # 10% in a sentence is the 0.1 of the code.
    literals |= {round(value * 100, 9) for value in literals if 0 < value < 1}
    for cell in notebook.cells:
        mine = ours(cell)
        if cell.cell_type != "markdown" or "generated" in mine or "question" in mine:
            continue
        facts, settings = mine.get("facts", {}), mine.get("settings", {})
        for numeral, key in facts.items():
            if key in all_facts():
                if _number(numeral) not in all_facts()[key].numbers:
                    yield f"{cell.id}: {numeral} is not what the fact {key} says"
            elif key not in sources():
                yield f"{cell.id}: {numeral} names an unknown source or fact {key!r}"
        declared = {*facts, *settings, *ours(notebook).get("settings", {})}
        known = literals | {_number(text) for text in declared if re.fullmatch(r"[\d.,]+", text)}
        for at, numeral in numerals(cell.source):
            if _number(numeral) not in known:
                around = " ".join(cell.source[max(0, at - 25) : at + len(numeral) + 25].split())
                yield f"{cell.id}: the number {numeral} is typed into prose: …{around}…"
        unused = [text for text in facts if not _stands_in(text, cell.source)]
        yield from (f"{cell.id}: the fact {text} does not stand in the cell" for text in unused)


def _stands_in(numeral: str, source: str) -> bool:
    wanted = _number(numeral)
    return any(_number(found[1]) == wanted for found in _NUMERAL.finditer(_prose(source)))


def false_equations(notebook: NotebookNode) -> Iterator[str]:
    """Equations in prose that are not true."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for _start, _end, text, true in equations(cell.source):
                if not true:
                    yield f"{cell.id}: not true: {text}"

"""The proofs pass good questions of every kind and catch each fault in a bad one."""

from dataclasses import replace

import pandas as pd
import pytest

from casekit.coach import registry
from casekit.coach.kinds import Choice, Number
from casekit.coach.proofs import PROOFS, prove
from casekit.coach.question import Mistake, Question, TeachingNote

pytestmark = pytest.mark.usefixtures("specimen_questions")


def spend() -> Question:
    return registry.find_question("98-spend")


@pytest.mark.parametrize("kind", ["spend", "prices", "causal", "locks", "table", "function"])
def test_a_good_question_of_each_kind_passes_every_proof(kind: str) -> None:
    assert prove(registry.find_question(f"98-{kind}")) == []


def test_a_solution_that_does_not_pass_is_found() -> None:
    values = iter([35.0, 36.0, 37.0])
    shaky = replace(spend(), answer=Number(lambda: next(values), tolerance=0.01))
    assert PROOFS["the solution passes"](shaky)


def test_a_blank_that_counts_as_an_answer_is_found() -> None:
    class Lenient(Number):
        def blanks(self) -> list:
            return [0]

    assert PROOFS["the blank is refused kindly"](replace(spend(), answer=Lenient(lambda: 1, 0.1)))


def test_a_mistake_within_the_tolerance_is_found() -> None:
    near = Mistake("near", lambda: 35.172, "Near.")
    bad = replace(spend(), mistakes=(near, *spend().mistakes))
    assert "the mistake 'near' passes as right" in PROOFS["each mistake has its message"](bad)
    assert PROOFS["the tolerance is under half the distance"](bad)


def test_a_tolerance_over_half_the_distance_is_found() -> None:
    wide = replace(spend(), answer=Number(spend().answer.expected, tolerance=13))
    assert PROOFS["the tolerance is under half the distance"](wide)


def test_two_mistakes_that_cannot_be_told_apart_are_found() -> None:
    twin = Mistake("twin", lambda: 105.5, "Another message.")
    bad = replace(spend(), mistakes=(*spend().mistakes, twin))
    assert "the mistake 'twin' is answered as 'sum for mean'" in "".join(
        PROOFS["each mistake has its message"](bad)
    )


def test_another_way_that_is_not_right_is_found() -> None:
    assert PROOFS["other ways pass"](replace(spend(), also=(lambda: 35.0,)))


def test_an_answer_that_is_refused_as_it_is_shown_is_found() -> None:
    # A learner who copies "35.2" from the screen must pass, or more decimals must be shown.
    narrow = replace(spend(), answer=Number(lambda: 35.1719, tolerance=0.01, decimals=1))
    found = PROOFS["other notations pass"](narrow)
    assert any("'35.2'" in problem for problem in found)


def test_a_decimal_comma_that_is_read_over_is_found() -> None:
    class Careless(Number):
        def read(self, raw: object) -> float:
            return super().read(raw.replace(",", "") if isinstance(raw, str) else raw)

    bad = replace(spend(), answer=Careless(spend().answer.expected, tolerance=0.01))
    assert "the text \"0,54\" is judged 'wrong'" in PROOFS["wrong types get words"](bad)


def test_a_column_that_is_read_as_one_number_is_found() -> None:
    class Averaging(Number):
        def read(self, raw: object) -> float:
            return super().read(raw.mean() if isinstance(raw, pd.Series) else raw)

    bad = replace(spend(), answer=Averaging(spend().answer.expected, tolerance=0.01))
    assert "a column of 2,357 numbers is judged 'wrong'" in PROOFS["wrong types get words"](bad)


def test_too_few_mistakes_and_a_typed_in_one_are_found() -> None:
    typed = Mistake("typed", "59.75", "Typed.")  # a key where no options are
    found = PROOFS["the definition is whole"](replace(spend(), mistakes=(typed,)))
    assert "there are 1 named mistakes, three are needed" in found
    assert "the mistake 'typed' is typed in, not computed" in found


def test_a_wrong_option_without_a_message_is_found() -> None:
    options = {"a": "One", "b": "Two", "c": "Three"}
    bad = replace(
        registry.find_question("98-causal"),
        answer=Choice(options, key="b"),
    )
    assert "the wrong option 'c' has no message" in PROOFS["the definition is whole"](bad)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "title is empty"),
        ({"hints": ("one", "two")}, "2 hints"),
        ({"hints": ("one", "two", "")}, "hint 3 is empty"),
        ({"minutes": 0}, "minutes"),
        ({"level": "D"}, "level"),
        ({"id": "spend"}, "not of the form"),
        ({"why": "Well done!"}, "exclamation mark"),
        ({"note": TeachingNote("", "Ask?", "More.")}, "misconception is empty"),
    ],
)
def test_a_definition_that_lacks_something_is_found(change: dict, words: str) -> None:
    found = PROOFS["the definition is whole"](replace(spend(), **change))
    assert any(words in problem for problem in found)


@pytest.mark.parametrize(
    "change",
    [
        {"hints": ("Is it 35.17?", "two", "three")},
        {"statement": "Show that it is $35.17."},
        {"mistakes": (Mistake("sum", lambda: 105.5, "Not that: 35.17."),)},
    ],
)
def test_a_text_that_holds_the_answer_is_found(change: dict) -> None:
    assert PROOFS["nothing gives the answer away"](replace(spend(), **change))


def test_an_answer_that_may_appear_in_another_role_is_not_searched_for() -> None:
    free = Number(spend().answer.expected, tolerance=0.01, appears_because="it is in the table")
    bad = replace(spend(), answer=free, statement="35.17")
    assert PROOFS["nothing gives the answer away"](bad) == []

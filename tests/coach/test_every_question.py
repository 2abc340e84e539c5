"""Every question of the course holds under every proof."""

import pytest

from casekit.coach.proofs import PROOFS
from casekit.coach.question import Question
from casekit.coach.registry import all_questions, lessons, of_lesson


# "lesson_30" in an id: so that -k lesson_30 selects what belongs to a lesson, and nothing else.
def of(question: Question) -> str:
    return f"lesson_{question.id}"


@pytest.mark.parametrize("proof", PROOFS)
@pytest.mark.parametrize("question", all_questions(), ids=of)
def test_every_question_holds_under_every_proof(question: Question, proof: str) -> None:
    assert PROOFS[proof](question) == []


@pytest.mark.parametrize("lesson", lessons(), ids="lesson_{}".format)
def test_a_lesson_has_its_questions_in_three_levels_and_one_decision(lesson: str) -> None:
    # A case of an instructor's own (30 and up) may begin smaller.
    questions, _predictions = of_lesson(lesson)
    own = int(lesson) >= 30
    assert (3 if own else 4) <= len(questions) <= 6
    assert own or {question.level for question in questions} == {"A", "B", "C"}
    assert any(question.decision for question in questions)


@pytest.mark.parametrize("lesson", lessons(), ids="lesson_{}".format)
def test_ids_name_their_lesson_and_are_used_once(lesson: str) -> None:
    questions, predictions = of_lesson(lesson)
    ids = [one.id for one in (*questions, *predictions)]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(f"{lesson}-") for one in ids)

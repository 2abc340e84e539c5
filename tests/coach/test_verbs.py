"""check, hint, reveal and progress, as a learner meets them."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import casekit as ck
from casekit.coach import progress_file
from casekit.coach.card import Card

pytestmark = pytest.mark.usefixtures("specimen_questions")


Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Give what was printed since the last look."""

    def what_was_printed() -> str:
        return capsys.readouterr().out.strip()

    return what_was_printed


def saved() -> dict[str, dict]:
    return json.loads(progress_file.progress_path().read_text(encoding="utf-8"))


def test_check_says_in_a_word_what_its_colour_says(said: Said) -> None:
    ck.check("98-spend", 35.17)
    assert said().startswith("Correct: Mean spend")
    ck.check("98-spend", 59.75)
    assert said().startswith("Not yet: Mean spend\nThat is the largest purchase.")
    ck.check("98-spend", None)
    assert said().startswith("Please look again")
    ck.check("98-spend", ...)
    assert said().startswith("Not answered yet")
    ck.check("98-spend")
    assert said().startswith("Not answered yet")


def test_progress_counts_attempts_and_named_mistakes_and_not_blanks(said: Said) -> None:
    for answer in (..., None, 59.75, 59.75, 35.17):
        ck.check("98-spend", answer)
    entry = saved()["questions"]["98-spend"]
    assert entry["attempts"] == 3
    assert entry["mistakes"] == {"largest": 2}
    assert entry["passed"]
    said()
    ck.progress(98)
    assert "98-spend     B      Mean spend         solved  3" in said()


def test_hints_climb_one_rung_a_call_and_stay_at_the_last(said: Said) -> None:
    texts = []
    for _call in range(4):
        ck.hint("98-spend")
        texts.append(said().splitlines()[0])
    assert [text[5] for text in texts] == ["1", "2", "3", "3"]


def test_the_answer_is_shown_after_an_attempt_or_on_demand(said: Said) -> None:
    ck.reveal("98-spend")
    assert "35.17" not in said()
    ck.reveal("98-spend", anyway=True)
    assert "$35.17" in said()
    ck.check("98-prices", [1, 2])
    said()
    ck.reveal("98-prices")
    assert "entry = 6.40, later = 14.25" in said()


def test_a_decision_is_revealed_with_its_rubric_and_two_model_answers(said: Said) -> None:
    ck.check("98-causal", "b")
    assert 'ck.reveal("98-causal")' in said()
    ck.reveal("98-causal")
    shown = said()
    for part in ("Names the comparison.", "what would change", "sounds right", "no comparison"):
        assert part in shown


def test_check_without_anything_says_what_to_hand_over() -> None:
    with pytest.raises(ck.InputError, match="the name of the question and your answer"):
        ck.check()


def test_check_with_the_answer_first_says_which_comes_first() -> None:
    for answer in (35.17, "35.17", "98-spent", [1, 2], None):
        with pytest.raises(ck.InputError, match="The name of the question comes first"):
            ck.check(answer, "98-spend")


def test_check_with_two_answers_explains_brackets_or_the_decimal_point() -> None:
    with pytest.raises(ck.InputError, match=r"2 answers: 6.4, 14.25.*\[entry, later\]"):
        ck.check("98-prices", 6.4, 14.25)
    with pytest.raises(ck.InputError, match=r"One answer is expected.*35\.17, not 35,17"):
        ck.check("98-spend", 35,17)  # fmt: skip
    with pytest.raises(ck.InputError, match=r"names to your answers \(entry, later\)"):
        ck.check("98-prices", entry=6.4, later=14.25)
    with pytest.raises(ck.InputError, match="98-spend"):
        ck.check("98-spned", 35.17, 3)


def test_a_wrong_call_is_no_attempt() -> None:
    with pytest.raises(ck.InputError):
        ck.check("98-spend", 35, 17)
    assert not progress_file.progress_path().exists()


def test_a_damaged_progress_file_is_set_aside_and_kept(said: Said) -> None:
    path = progress_file.progress_path()
    path.parent.mkdir(parents=True)
    path.write_text('{"questions": {', encoding="utf-8")
    ck.check("98-spend", 35.17)
    shown = said()
    assert "Correct" in shown
    aside = list(path.parent.glob("progress-damaged-*.json"))
    assert len(aside) == 1
    assert aside[0].name in shown
    assert aside[0].read_text(encoding="utf-8") == '{"questions": {'
    assert saved()["questions"]["98-spend"]["passed"]


@pytest.mark.parametrize("text", ["[]", "3", '{"questions": []}', '{"questions": {"a": 1}}'])
def test_progress_of_another_shape_is_set_aside_too(text: str) -> None:
    path = progress_file.progress_path()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    record, notice = progress_file.read()
    assert record["questions"] == {}
    assert "damaged" in notice


def test_a_second_damaged_file_does_not_replace_the_first() -> None:
    path = progress_file.progress_path()
    path.parent.mkdir(parents=True)
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")
        progress_file.read()
    kept = {p.read_text(encoding="utf-8") for p in path.parent.glob("progress-damaged-*")}
    assert kept == {"first", "second"}


def test_a_folder_that_cannot_be_written_costs_a_sentence_and_not_the_check(
    said: Said,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file_in_the_way = tmp_path / "a file"
    file_in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("CASEKIT_MY", str(file_in_the_way / "my"))
    monkeypatch.setattr(progress_file, "_unsaved", None)
    ck.check("98-spend", 35.17)
    shown = said()
    assert "Correct" in shown
    assert "cannot be saved" in shown
    ck.hint("98-prices")
    ck.hint("98-prices")
    assert "Hint 2 of 3" in said()


def test_a_progress_file_that_cannot_be_read_is_not_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = progress_file.progress_path()
    path.parent.mkdir(parents=True)
    path.write_text('{"questions": {}, "predictions": {}, "mine": 1}', encoding="utf-8")

    def refuse(*_arguments: object, **_named: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(progress_file, "_unsaved", None)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refuse)
        assert progress_file.update(lambda record: None) != ""
    assert "mine" in path.read_text(encoding="utf-8")
    monkeypatch.setattr(progress_file, "_unsaved", None)


def test_a_lock_left_by_a_killed_kernel_does_not_block(said: Said) -> None:
    path = progress_file.progress_path()
    path.parent.mkdir(parents=True)
    lock = path.with_name(path.name + ".lock")
    lock.write_text("", encoding="utf-8")
    os.utime(lock, (0, 0))
    ck.check("98-spend", 35.17)
    assert saved()["questions"]["98-spend"]["passed"]
    assert not lock.exists()


def test_a_card_reads_the_same_as_text_and_as_a_page() -> None:
    card = Card(
        "good", "Correct", "A < B", "Use `x < 3`, **always**.\n\n- one\n- two\n\n```\ncode\n```"
    )
    bundle = card._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Correct: A < B")
    page = bundle["text/html"]
    assert "<strong>Correct</strong>: A &lt; B" in page
    assert "<code>x &lt; 3</code>, <strong>always</strong>" in page
    assert "**" not in bundle["text/plain"]
    assert "<li>two</li>" in page
    assert "mathjax_ignore" in page


def test_an_unknown_id_is_refused_in_one_sentence() -> None:
    with pytest.raises(ck.InputError, match="98-spend"):
        ck.check("98-spnd", 1)
    with pytest.raises(ck.InputError, match="98-lost"):
        ck.predict("98-lots", 1)

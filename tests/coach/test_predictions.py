"""A guess is kept, changed until the result is seen, refused when impossible, and met again."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

import casekit as ck
from casekit.coach import progress_file, registry
from casekit.coach.guesses import comparison, lesson_of
from casekit.coach.question import Prediction

pytestmark = pytest.mark.usefixtures("specimen_questions")

Said = Callable[[], str]

OF_100 = Prediction(
    "98-lost",
    "Of 100 silent customers, how many are lost?",
    "Silence is common.",
    unit="customers",
    minimum=0,
    maximum=100,
    comes_back="step 2",
    if_low="You trust silence too little.",
    if_high="You trust silence too much.",
    if_near="You know this shop.",
)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Give what was printed since the last look."""

    def what_was_printed() -> str:
        return capsys.readouterr().out.strip()

    return what_was_printed


@pytest.fixture
def of_100(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the specimen prediction have a range, a place and three lessons."""
    monkeypatch.setattr(registry, "find_prediction", lambda name: OF_100)


def kept() -> dict:
    record = json.loads(progress_file.progress_path().read_text(encoding="utf-8"))
    return record["predictions"]["98-lost"]


def test_a_blank_is_told_how_to_guess_and_where_it_comes_back(said: Said, of_100: None) -> None:
    ck.predict("98-lost", ...)
    shown = said()
    assert "Replace the three dots" in shown
    assert "It comes back in step 2." in shown
    assert not progress_file.progress_path().exists()


def test_a_guess_can_be_changed_and_the_first_one_is_kept_too(said: Said, of_100: None) -> None:
    ck.predict("98-lost", 60)
    assert "Kept: 60 customers. You will meet it again in step 2" in said()
    ck.predict("98-lost", 40)
    ck.predict("98-lost", 20)
    assert "Kept: 20 customers, instead of 40 customers." in said()
    assert kept()["guess"] == 20
    assert kept()["first"]["guess"] == 60
    assert kept()["first"]["date"]
    assert kept()["date"]


def test_a_guess_is_fixed_once_the_result_was_seen(said: Said, of_100: None) -> None:
    ck.predict("98-lost", 60)
    ck.reveal("98-lost", 21)
    said()
    ck.predict("98-lost", 21)
    assert "your guess stays as it was: 60 customers" in said()
    ck.predict("98-lost", 60)  # the cell is run again
    assert "Kept: 60 customers. The result has been shown." in said()
    assert kept()["guess"] == 60


def test_a_result_that_cannot_be_read_does_not_fix_the_guess(said: Said, of_100: None) -> None:
    ck.predict("98-lost", 60)
    ck.reveal("98-lost")
    ck.reveal("98-lost", None)
    ck.reveal("98-lost", [20, 30])
    ck.predict("98-lost", 40)
    assert kept()["guess"] == 40


def test_a_first_guess_after_the_result_is_kept_as_such(said: Said, of_100: None) -> None:
    ck.reveal("98-lost", 21)  # "run all cells" comes first for many
    said()
    ck.predict("98-lost", 60)
    assert "Kept: 60 customers. The result had been shown before." in said()
    assert kept()["after_reveal"] is True


@pytest.mark.parametrize("guess", [260, -3, "260", "101%"])
def test_a_guess_that_cannot_be_is_answered_and_not_kept(
    said: Said, of_100: None, guess: object
) -> None:
    ck.predict("98-lost", guess)
    shown = said()
    assert "The number lies between 0 and 100 customers." in shown
    assert "not kept" in shown
    assert not progress_file.progress_path().exists()


def test_a_guess_with_one_bound_is_told_that_bound(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_least = replace(OF_100, maximum=None)
    monkeypatch.setattr(registry, "find_prediction", lambda name: at_least)
    ck.predict("98-lost", -3)
    assert "The number is at least 0 customers." in said()
    ck.predict("98-lost", 0.26)
    assert "Kept: 0.26 customers" in said()


def test_a_share_where_a_number_of_a_hundred_is_asked_is_asked_back(
    said: Said, of_100: None
) -> None:
    ck.predict("98-lost", 0.29)
    assert "Do you mean 29 of 100? Then write 29." in said()
    assert not progress_file.progress_path().exists()
    ck.predict("98-lost", "29%")
    assert "Kept: 29 customers" in said()


@pytest.mark.parametrize(("guess", "kept_as"), [(0, 0), (1, 1), (100, 100)])
def test_the_ends_of_the_range_are_guesses_too(of_100: None, guess: int, kept_as: int) -> None:
    ck.predict("98-lost", guess)
    assert kept()["guess"] == kept_as


def test_the_result_meets_the_guess_in_plain_words(said: Said, of_100: None) -> None:
    ck.predict("98-lost", 80)
    ck.predict("98-lost", 60)
    said()
    ck.reveal("98-lost", 20.8)
    assert said().splitlines()[1:] == [
        "You guessed 60 customers, it is 21: your guess was too high by 39.",
        "Your first guess was 80 customers.",
        "",
        "You trust silence too much.",
        "",
        "Silence is common.",
    ]


@pytest.mark.parametrize(
    ("unit", "decimals", "guess", "result", "words"),
    [
        ("", 0, 10, 20.8, "You guessed 10, it is 21: your guess was too low by 11."),
        ("", 0, 21, 20.8, "You guessed 21, and that is right."),
        ("", 0, 20.5, 20.8, "You guessed 20.5, it is 21: your guess was too low by 0.5."),
        ("$", 2, 40, 35.171, "You guessed $40, it is $35.17: your guess was too high by $4.83."),
        ("%", 1, 0, 26.04, "You guessed 0%, it is 26.0%: your guess was too low by 26.0 points."),
        ("weeks", 0, -3, 2, "You guessed -3 weeks, it is 2: your guess was too low by 5."),
    ],
)
def test_the_distance_can_be_redone_from_the_numbers_that_are_shown(
    unit: str, decimals: int, guess: float, result: float, words: str
) -> None:
    prediction = Prediction("98-lost", "", "", unit=unit, decimals=decimals)
    assert comparison(prediction, guess, result) == words


@pytest.mark.parametrize(("guess", "word"), [(5, "little"), (40, "much"), (25, "know"), (16, "kn")])
def test_a_guess_too_low_too_high_or_near_gets_a_lesson_of_its_own(guess: float, word: str) -> None:
    assert word in lesson_of(OF_100, guess, 20.8)


def test_without_texts_of_their_own_all_guesses_get_the_same_reading() -> None:
    plain = Prediction("98-lost", "", "Silence is common.")
    assert [lesson_of(plain, guess, 20) for guess in (5, 20, 90)] == ["", "", ""]


def test_a_prediction_without_a_guess_is_revealed_all_the_same(said: Said) -> None:
    ck.reveal("98-way", "b")
    assert "You did not commit a guess.\nThe result: b: Down" in said()


def test_a_chosen_option_meets_what_happened(said: Said) -> None:
    ck.predict("98-way", "“Ａ”")
    assert "Kept: a: Up." in said()
    ck.reveal("98-way", "b")
    assert "Your guess: a: Up\nThe result: b: Down\nIt went another way." in said()


def test_a_guess_of_an_older_sort_in_the_file_does_not_stop_the_reveal(
    said: Said, of_100: None
) -> None:
    def change(record: dict) -> None:
        record["predictions"]["98-lost"] = {"guess": "b", "date": "2026-01-01"}

    progress_file.update(change)
    ck.reveal("98-lost", 20.8)
    assert "You did not commit a guess." in said()

"""An answer is right, a named mistake, wrong with a nudge, unreadable, or blank."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest

from casekit.coach import registry
from casekit.coach.grading import Verdict, grade
from casekit.coach.kinds import Number, Numbers
from casekit.coach.question import Mistake, Question, TeachingNote


def verdict(id: str, raw: object) -> Verdict:
    return grade(registry.find_question(id), raw)


def share(expected: float, unit: str = "") -> Question:
    return Question(
        id="98-share",
        level="A",
        title="Share",
        statement="",
        answer=Number(lambda: expected, tolerance=0.005 if not unit else 0.5, unit=unit),
        mistakes=(Mistake("other side", lambda: 1 - expected, "The other side."),),
        hints=("", "", ""),
        why="{answer}",
        minutes=1,
        note=TeachingNote("", "", ""),
    )


pytestmark = pytest.mark.usefixtures("specimen_questions")


def test_a_named_mistake_is_recognised_before_the_generic_not_yet() -> None:
    found = verdict("98-spend", 105.5)
    assert (found.status, found.mistake) == ("mistake", "sum for mean")
    assert found.message == "That is the sum over all customers."


def test_a_share_given_in_per_cent_gets_a_hint_of_its_own() -> None:
    assert "You gave 26; as a share that is 0.26" in grade(share(0.26), 26).message
    assert "You gave 0.26; in per cent that is 26" in grade(share(26, "%"), 0.26).message


def test_an_answer_rounded_too_far_is_told_so_and_does_not_pass() -> None:
    found = verdict("98-spend", 35.2)
    assert found.status == "wrong"
    assert "2 decimals" in found.message


def test_the_wrong_sign_is_told_from_the_wrong_size() -> None:
    assert "sign" in grade(share(-0.26), 0.26).message


def test_of_several_numbers_the_right_ones_are_named() -> None:
    assert verdict("98-prices", [6.4, 1]).message.startswith("Right so far: entry.")


def shares(*expected: float, unit: str = "", mistakes: tuple[Mistake, ...] = ()) -> Question:
    names = ("first", "second", "third")[: len(expected)]
    tolerance = 0.6 if unit else 0.006
    decimals = 1 if unit else 3
    answer = Numbers(names, lambda: expected, tolerance=tolerance, unit=unit, decimals=decimals)
    return replace(share(0.5), answer=answer, mistakes=mistakes)


def test_several_shares_in_per_cent_are_told_apart_entry_by_entry() -> None:
    for raw in ([54, 4], [54.3, 3.8]):
        message = grade(shares(0.543, 0.038), raw).message
        assert f"first: You gave {raw[0]}; as a share that is 0.54" in message
        assert f"second: You gave {raw[1]}; as a share that is 0.0" in message
    message = grade(shares(0.543, 0.038), [0.54, 3.8]).message
    assert message.startswith("second: You gave 3.8; as a share that is 0.038.")
    assert message.endswith("Right so far: first.")


def test_several_numbers_in_per_cent_given_as_shares_are_told_too() -> None:
    message = grade(shares(54.3, 3.8, unit="%"), [0.54, 0.04]).message
    assert "first: You gave 0.54; in per cent that is 54." in message
    assert "second: You gave 0.04; in per cent that is 4." in message


def test_wrong_digits_at_the_wrong_scale_are_not_called_right() -> None:
    assert "as a share" not in grade(shares(0.543, 0.038), [62, 9]).message
    assert "as a share" not in grade(share(0.26), 62).message


def test_an_entry_asked_in_per_cent_says_so_when_a_share_is_given() -> None:
    pair = Numbers(("spend", "error_per_cent"), lambda: (40.0, 53.0), tolerance=0.5, decimals=0)
    words = pair.nudge((40.0, 0.53), pair.target())
    assert words is not None
    assert "asked in per cent" in words
    assert pair.show(pair.target()) == "spend = 40, error_per_cent = 53%"


def test_every_number_is_shown_with_its_own_decimals() -> None:
    pair = Numbers(
        ("people", "rate"), lambda: (40, 0.0981), tolerance=1e-4, decimals={"people": 0, "rate": 4}
    )
    assert pair.show(pair.target()) == "people = 40, rate = 0.0981"
    words = pair.nudge((40, 0.1), pair.target())
    assert words is not None
    assert "Give 4 decimals" in words


def test_a_per_cent_text_is_accepted_where_it_is_right() -> None:
    assert grade(share(0.26), "26%").status == "correct"
    assert grade(share(26, "%"), "26%").status == "correct"
    assert grade(shares(0.543, 0.038), ["54%", "4 %"]).status == "correct"
    assert grade(shares(0.543, 0.038), {"second": "３．８％", "first": 0.543}).status == "correct"


def test_a_comma_in_one_of_several_numbers_names_the_entry() -> None:
    found = grade(shares(0.543, 0.038), [0.54, "0,04"])
    assert found.status == "unreadable"
    assert found.message == "second: Write a point, not a comma: 0.04"
    assert "reads 0,54 as two numbers" in grade(shares(0.543, 0.038), [0, 54, 0, 38]).message


def test_an_entry_rounded_too_far_is_named_with_the_decimals_wanted() -> None:
    message = grade(shares(0.543, 0.038), [0.5, 0.038]).message
    assert message.startswith("first: You are close, but this is rounded too far. Give 3 decimals")


def test_an_entry_that_is_the_share_of_the_others_is_named() -> None:
    message = grade(shares(0.543, 0.038), [0.543, 0.962]).message
    assert message.startswith("second: That is the share of the others")
    assert "share of the others" in grade(share(26, "%"), 73.9).message


def test_exchanged_values_are_told_where_no_named_mistake_tells_it() -> None:
    message = grade(shares(0.543, 0.038), [0.038, 0.543]).message
    assert message == "first, second: These are the two values, exchanged."
    message = grade(shares(0.1, 0.2, 0.3), [0.1, 0.3, 0.2]).message
    assert message.startswith("second, third: These are the two values, exchanged.")
    assert message.endswith("Right so far: first.")
    assert "their order is not" in grade(shares(0.1, 0.2, 0.3), [0.3, 0.1, 0.2]).message


def test_a_value_given_twice_is_named_as_the_other_entry() -> None:
    exchanged = Mistake("exchanged", lambda: (0.038, 0.543), "Exchanged.")
    found = grade(shares(0.543, 0.038, mistakes=(exchanged,)), [0.543, 0.543])
    assert found.status == "wrong"
    assert found.message.startswith("second: That is the value of first.")


def test_a_mistake_in_one_entry_gets_its_message_with_the_name_of_the_entry() -> None:
    found = verdict("98-prices", [6.0, 14.25])
    assert (found.status, found.mistake) == ("mistake", "no discounting")
    both = Mistake("doubled", lambda: (0.9, 0.076), "You doubled it.")
    found = grade(shares(0.45, 0.038, mistakes=(both,)), [0.45, 0.076])
    assert (found.status, found.mistake) == ("mistake", "doubled")
    assert found.message == "second: You doubled it.\n\nRight so far: first."


def test_the_right_entries_do_not_hide_the_mistake_of_another_one() -> None:
    mistake = Mistake("doubled", lambda: (0.2, 0.4, 0.6), "You doubled it.")
    found = grade(shares(0.1, 0.2, 0.3, mistakes=(mistake,)), [0.1, 0.4, 0.77])
    assert found.mistake == "doubled"
    assert found.message.startswith("second: You doubled it.")
    assert found.message.endswith("Right so far: first. Look again at: third.")


def test_a_mistake_that_leaves_an_entry_nearly_right_is_not_seen_in_it() -> None:
    # The first entry of this mistake lies 1.5 tolerances from the right one.
    mistake = Mistake("other base", lambda: (0.552, 0.9), "Another base.")
    found = grade(shares(0.543, 0.038, mistakes=(mistake,)), [0.5525, 0.038])
    assert found.status == "wrong"


def test_a_small_mistake_in_one_entry_does_not_hide_the_wrong_scale() -> None:
    mistake = Mistake("too late", lambda: (33.7, 0.1), "Today is too late.")
    found = grade(shares(54.3, 3.8, unit="%", mistakes=(mistake,)), [0.543, 0.038])
    assert found.status == "wrong"
    assert "second: You gave 0.038; in per cent that is 3.8." in found.message


def test_three_decimals_after_a_comma_are_thousands_and_the_doubt_is_said() -> None:
    question = replace(share(0.5), answer=Number(lambda: 1.226, tolerance=0.01, decimals=3))
    found = grade(question, "1,226")
    assert found.status == "wrong"
    assert found.message.startswith("You gave 1,226. If its comma stands before the decimals")


def test_several_numbers_may_come_by_name_in_any_order() -> None:
    assert verdict("98-prices", pd.Series({"later": 14.25, "entry": 6.4})).status == "correct"


def test_a_missing_name_among_several_numbers_is_named() -> None:
    assert "no entry called later" in verdict("98-prices", {"entry": 6.4, "late": 14.25}).message


def test_names_of_the_learners_own_are_told_from_the_names_expected() -> None:
    message = verdict("98-prices", {"now": 6.4, "then": 14.25}).message
    assert message == "Your answer has the names now, then. The names expected are: entry, later."


def test_too_few_numbers_are_told_with_the_order_that_is_expected() -> None:
    assert "entry, later" in verdict("98-prices", [6.4]).message


@pytest.mark.parametrize(
    "raw", ["b", "B", " b) ", "Membership makes people buy", ["b"], "ｂ", "“b”", "「Ｂ」"]
)
def test_an_option_is_chosen_by_letter_in_any_case_or_by_its_text(raw: object) -> None:
    assert verdict("98-causal", raw).status == "correct"


@pytest.mark.parametrize("raw", ["d", 2, True, "", ["a", "b"]])
def test_what_is_no_option_gets_the_letters(raw: object) -> None:
    found = verdict("98-causal", raw)
    assert found.status == "unreadable"
    assert "a, b" in found.message


def test_several_options_come_as_list_set_or_text() -> None:
    for raw in (
        ["c", "a"],
        {"a", "c"},
        "a, c",
        "A C",
        "ac",
        "CA",
        "ａ，ｃ",
        "a、c",
        "a and c",
        np.array(["a", "c"]),
    ):
        assert verdict("98-locks", raw).status == "correct", raw


def test_wrong_options_are_counted_without_saying_which() -> None:
    assert verdict("98-locks", ["a", "b"]).message.startswith("1 of the 2")


def test_a_column_is_compared_by_label_in_any_engine() -> None:
    right = registry.find_question("98-table").answer.target()
    as_polars = pl.from_pandas(right.reset_index())
    assert verdict("98-table", as_polars).status == "correct"
    assert verdict("98-table", right.iloc[::-1, 0]).status == "correct"


def test_a_column_with_missing_rows_is_told_which() -> None:
    right = registry.find_question("98-table").answer.target().iloc[:, 0]
    assert "1 missing (13)" in verdict("98-table", right.iloc[:2]).message


def test_a_column_with_a_wrong_cell_is_told_where_and_not_what_is_right() -> None:
    right = registry.find_question("98-table").answer.target().iloc[:, 0]
    wrong = right.copy()
    wrong.loc[12] = 0.9
    found = verdict("98-table", wrong)
    assert "1 of 3 cells differ; the first: 12" in found.message
    assert f"{right.loc[12]:.3f}" not in found.message


def test_a_column_of_text_and_labels_that_stand_twice_get_words() -> None:
    right = registry.find_question("98-table").answer.target().iloc[:, 0]
    assert "does not hold numbers" in verdict("98-table", right.astype(str)).message
    twice = pd.concat([right, right.iloc[:1]])
    assert "more than once: 11" in verdict("98-table", twice).message


def test_a_column_with_other_labels_is_told_what_came_and_what_is_expected() -> None:
    found = verdict("98-table", pd.Series([0.1, 0.3], index=["x", "y"]))
    assert found.message.startswith(
        "You gave a column of 2 numbers, with the row labels x, y. Expected: 3 rows, with the "
        "labels 11, 12, 13."
    )


def test_several_numbers_with_labels_of_their_own_are_read_in_order() -> None:
    assert verdict("98-prices", pd.Series([6.4, 14.25], index=[5, 2])).status == "correct"
    assert verdict("98-prices", pd.DataFrame({"x": [6.4, 14.25]})).status == "correct"


def test_a_table_of_one_column_is_read_by_its_row_labels() -> None:
    table = pd.DataFrame({"price": [14.25, 6.4]}, index=["later", "entry"])
    assert verdict("98-prices", table).status == "correct"


def test_a_whole_column_for_several_numbers_is_told_what_came() -> None:
    message = verdict("98-prices", pd.Series(range(2357))).message
    assert message.startswith("You gave a column of 2,357 numbers, and 2 numbers are expected")


def test_a_function_that_returns_text_is_not_read_over() -> None:
    assert verdict("98-function", lambda m, r: str(m / r)).status == "wrong"


def test_a_table_of_one_row_is_read_by_its_column_names() -> None:
    row = pd.DataFrame({"later": [14.25], "entry": [6.4]})
    assert verdict("98-prices", row).status == "correct"
    assert verdict("98-prices", pl.from_pandas(row)).status == "correct"


def test_a_function_that_raises_is_explained_with_its_call() -> None:
    found = verdict("98-function", lambda margin: margin)
    assert found.status == "unreadable"
    assert "`revenue_share(30, 100)` was tried and stopped with TypeError" in found.message


def test_a_function_that_errs_on_one_case_is_shown_that_case() -> None:
    found = verdict("98-function", lambda m, r: 0.3)
    assert found.status == "wrong"
    assert "1 of 2 cases agree" in found.message
    assert "`revenue_share(5, 80)` gave back 0.3" in found.message


def test_the_result_of_a_function_in_its_place_is_told() -> None:
    assert "without round brackets" in verdict("98-function", 0.3).message


def test_a_function_cannot_change_the_cases_of_the_check() -> None:
    assert verdict("98-function", lambda m, r: m / r).status == "correct"


class Broken:
    """An object that fails whatever is done with it."""

    def __float__(self) -> float:
        raise RuntimeError("broken")

    @property
    def shape(self) -> tuple[int, ...]:
        raise RuntimeError("broken")


@pytest.mark.parametrize("question", ["98-spend", "98-prices", "98-causal", "98-table"])
def test_an_object_that_fails_when_read_gets_words_too(question: str) -> None:
    assert verdict(question, Broken()).status == "unreadable"


def test_an_unknown_id_names_the_near_ones(specimen_questions: Path) -> None:
    with pytest.raises(ValueError, match="98-spend"):
        registry.find_question("98-spned")
    with pytest.raises(ValueError, match="quotation marks"):
        registry.find_question(98)  # type: ignore[arg-type]

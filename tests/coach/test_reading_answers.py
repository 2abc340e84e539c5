"""Whatever a learner hands to a check is read, or answered with a sentence of help."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest

from casekit.coach.reading import read_number
from casekit.coach.unreadable import Blank, Unreadable


@pytest.mark.parametrize(
    "raw",
    [
        35.25,
        np.float64(35.25),
        np.float32(35.25),
        np.array(35.25),
        np.array([35.25]),
        [35.25],
        (35.25,),
        {"mean": 35.25},
        pd.Series([35.25], index=["x"]),
        pd.DataFrame({"x": [35.25]}),
        Decimal("35.25"),
        Fraction(141, 4),
    ],
    ids=lambda raw: type(raw).__name__,
)
def test_one_number_is_read_from_any_container_that_holds_it(raw: object) -> None:
    assert read_number(raw) == 35.25


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "`return`"),
        ("many", "a number is expected"),
        (True, "yes-or-no"),
        (np.bool_(False), "yes-or-no"),
        (sum, "round brackets, as in `sum(...)`"),
        (lambda: 3, "round brackets"),
        (pd.Series([1.0, 2.0]).mean, "`mean(...)`"),
        ([1, 2, 3], "a list of 3 values"),
        (pd.Series([1, 2]), "a column of 2 numbers"),
        (pd.Series(range(2357)), "a column of 2,357 numbers; one number is expected: did you"),
        (pl.Series([1.5, 2.5]), "a column of 2 numbers"),
        (pd.DataFrame({"a": [1, 2]}), "one column; one number is expected: did you forget"),
        (pd.Series([True, False]), "a column of 2 yes-or-no values"),
        (pd.Series(["x", "y"]), "a column of 2 values"),
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "a table with 2 rows and 2 columns"),
        (pd.Series([], dtype=float), "empty"),
        (float("nan"), "nan"),
        (np.nan, "nan"),
        (pd.NA, "missing value"),
        (pd.NaT, "missing value"),
        (float("inf"), "infinite"),
        (10**400, "401 digits"),
        (3 + 4j, "complex"),
        (pd.Timedelta(days=3), "`.days`"),
        (dt.date(2026, 1, 1), "a date"),
        ({"a": 1, "b": 2}, "a dictionary with 2 entries"),
        (object(), "object"),
    ],
)
def test_what_is_no_number_gets_a_sentence_that_helps(raw: object, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_number(raw)
    assert words in str(caught.value)
    assert len(str(caught.value).split()) > 4


@pytest.mark.parametrize("raw", [..., [...], {"r": ...}, [1, ...]])
def test_three_dots_are_a_blank_and_not_a_wrong_answer(raw: object) -> None:
    with pytest.raises(Blank, match="three dots"):
        read_number(raw)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("35.17", 35.17),
        ("about 0.5", 0.5),
        ("~0.54", 0.54),
        ("$35.17", 35.17),
        ("-$35.17", -35.17),
        ("$-35.17", -35.17),
        ("35.17 USD", 35.17),
        ("35.17USD", 35.17),
        ("USD35.17", 35.17),
        ("US$35.17", 35.17),
        ("35.17 dollars.", 35.17),
        ("３５．１７元", 35.17),
        ("约0.54", 0.54),
        ("0。54", 0.54),
        ("“0.54”", 0.54),
        ("−0.54", -0.54),
        (".54", 0.54),
        ("x1 = 0.54", 0.54),
        ("5.4e-1", 0.54),
        ("1,299.00", 1299),
        ("12,345", 12345),
        ("１２，３４５", 12345),
    ],
)
def test_a_text_is_read_when_exactly_one_number_stands_in_it(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("0,54", "0.54"),
        ("1,23", "1.23"),
        ("０，５４", "0.54"),
        (",54", "0.54"),
        ("0,543", "0.543"),
        ("1.299,00", "1299.00"),
        ("35,17 $", "35.17"),
    ],
)
def test_a_decimal_comma_is_met_with_the_point_and_never_read_over(text: str, point: str) -> None:
    with pytest.raises(Unreadable, match=r"Write a point, not a comma") as caught:
        read_number(text)
    assert str(caught.value).endswith(f": {point}")


@pytest.mark.parametrize("text", ["0.5 or 0.6", "0.5-0.6", "0.54, 0.04", "90 days: 0.35"])
def test_a_text_with_several_numbers_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unreadable, match="2 numbers stand in it"):
        read_number(text)


@pytest.mark.parametrize("text", ["1.2.3", "1.299.000", "0.54,0.04", "1,2,3"])
def test_a_text_that_is_no_number_of_ours_gets_words(text: str) -> None:
    with pytest.raises(Unreadable, match="one number"):
        read_number(text)


@pytest.mark.parametrize("text", ["54%", "54 %", "５４％", "54 per cent", "54 percent", "54.0%"])
def test_per_cent_is_read_as_what_it_says(text: str) -> None:
    assert read_number(text) == 0.54
    assert read_number(text, unit="%") == 54
    with pytest.raises(Unreadable, match="asked in weeks, not in per cent"):
        read_number(text, unit="weeks")


def test_a_comma_between_two_whole_numbers_is_explained() -> None:
    answer = 0, 54  # what 0,54 is in Python
    with pytest.raises(Unreadable, match=r"reads 0,54 as two numbers. If you meant 0\.54"):
        read_number(answer)

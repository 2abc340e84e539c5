"""Read a guess and the result that it is compared with, and say how far apart they are."""

from typing import Any

from casekit.coach.digits import decimals_of, is_sign, show_number
from casekit.coach.kinds.choice import read_option
from casekit.coach.question import Prediction
from casekit.coach.reading import read_number
from casekit.coach.unreadable import Unreadable
from casekit.words import _

__all__ = ["comparison", "lesson_of", "read_guess", "read_result", "shown_guess", "shown_result"]


def read_guess(prediction: Prediction, raw: Any) -> Any:
    """Read a guess: the letter of an option, or a number that is possible.

    Raises
    ------
    Unreadable
        With a sentence; a number that cannot be is met with the range.
    """
    value = read_result(prediction, raw)
    if prediction.options is not None:
        return value
    if prediction.out_of_a_hundred and 0 < value < 1:
        raise Unreadable(
            _("Do you mean {n} of 100? Then write {n}.").format(n=f"{100 * value:.4g}")
        )
    low, high = prediction.minimum, prediction.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise Unreadable(
            _("You guessed {guess}. {range} This guess is not kept: choose another.").format(
                guess=shown_guess(prediction, value), range=_range_in_words(prediction)
            )
        )
    return value


def read_result(prediction: Prediction, raw: Any) -> Any:
    """Read what the data show: the letter of an option, or a number."""
    if prediction.options is not None:
        return read_option(raw, prediction.options)
    unit = "%" if prediction.out_of_a_hundred else prediction.unit
    return read_number(raw, unit=unit)


def _range_in_words(prediction: Prediction) -> str:
    def bound(value: float) -> str:
        return show_number(value, decimals_of(value), prediction.unit)

    if prediction.minimum is None and prediction.maximum is not None:
        return _("The number is at most {high}.").format(high=bound(prediction.maximum))
    if prediction.maximum is None and prediction.minimum is not None:
        return _("The number is at least {low}.").format(low=bound(prediction.minimum))
    if prediction.minimum is None or prediction.maximum is None:
        return ""
    low = show_number(prediction.minimum, decimals_of(prediction.minimum))
    return _("The number lies between {low} and {high}.").format(
        low=low, high=bound(prediction.maximum)
    )


def shown_guess(prediction: Prediction, value: Any) -> str:
    """Show a guess as it was given, with the text of its option or its unit."""
    if prediction.options is not None:
        text = prediction.options.get(value, "") if isinstance(value, str) else ""
        return f"{value}: {text}" if text else str(value)
    return show_number(float(value), decimals_of(float(value)), prediction.unit)


def shown_result(prediction: Prediction, value: Any) -> str:
    """Show what the data say, rounded to what a manager would read."""
    if prediction.options is not None:
        return shown_guess(prediction, value)
    return show_number(float(value), _decimals(prediction, value), prediction.unit)


def _decimals(prediction: Prediction, result: float) -> int:
    return prediction.decimals if result != int(result) else 0


def comparison(prediction: Prediction, guess: Any, result: Any) -> str:
    """Put a guess beside the result in plain words.

    Examples
    --------
    >>> lost = Prediction("09-lost", "How many of 100?", "Silence is common.", unit="customers")
    >>> comparison(lost, 60, 21.3)
    'You guessed 60 customers, it is 21: your guess was too high by 39.'
    """
    if prediction.options is not None:
        verdict = _("You chose what happened.") if guess == result else _("It went another way.")
        return "\n".join(
            [
                _("Your guess: {guess}").format(guess=shown_guess(prediction, guess)),
                _("The result: {result}").format(result=shown_guess(prediction, result)),
                verdict,
            ]
        )
    decimals = _decimals(prediction, result)
    # As a reader would subtract: from the result that is shown.
    gap = float(guess) - round(float(result), decimals)
    sign = prediction.unit if is_sign(prediction.unit) else ""  # a word stands once in a sentence
    words = {
        "guess": shown_guess(prediction, guess),
        "result": show_number(float(result), decimals, sign),
        # From 5% to 20% are 15 points; 15% would be another number.
        "gap": show_number(
            abs(gap),
            max(decimals_of(float(guess)), decimals),
            _("points") if sign == "%" else sign,
        ),
    }
    if abs(gap) < 1e-9:
        return _("You guessed {guess}, and that is right.").format(**words)
    if gap > 0:
        text = _("You guessed {guess}, it is {result}: your guess was too high by {gap}.")
    else:
        text = _("You guessed {guess}, it is {result}: your guess was too low by {gap}.")
    return text.format(**words)


def lesson_of(prediction: Prediction, guess: Any, result: Any) -> str:
    """Choose what a guess teaches: near, too low or too high; empty where nothing is written.

    Near is within a twentieth of the range, or a tenth of the result where there is none.
    """
    if prediction.options is not None:
        return prediction.if_near if guess == result else ""
    gap = float(guess) - float(result)
    if prediction.minimum is not None and prediction.maximum is not None:
        near = (prediction.maximum - prediction.minimum) / 20
    else:
        near = abs(float(result)) / 10
    if abs(gap) <= near:
        return prediction.if_near
    return prediction.if_high if gap > 0 else prediction.if_low

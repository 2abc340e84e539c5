"""Predict first: commit a guess before the data are seen, and meet it again later."""

import datetime as dt
from typing import Any

from casekit.coach import progress_file, registry
from casekit.coach.card import Card, show
from casekit.coach.guesses import (
    comparison,
    lesson_of,
    read_guess,
    read_result,
    shown_guess,
    shown_result,
)
from casekit.coach.question import Prediction
from casekit.coach.unreadable import Blank, Unreadable
from casekit.words import _

__all__ = ["predict", "reveal_prediction"]


def predict(id: str, guess: Any = ...) -> None:
    """Commit a guess before you see the data. You can change it until then; there is no mark.

    Parameters
    ----------
    id : str
        Of the prediction: "09-lost".
    guess : number or str
        Your guess, in the unit asked for, or the letter of an option.

    Raises
    ------
    InputError
        There is no such prediction; the near ids are named.
    """
    prediction = registry.find_prediction(id)
    try:
        value = read_guess(prediction, guess)
    except Blank:
        show(Card("plain", _("Your guess"), prediction.statement, _how_to(prediction)))
        return
    except Unreadable as problem:
        show(Card("help", _("Please look again"), prediction.statement, str(problem)))
        return
    text = ""

    def change(record: progress_file.Record) -> None:
        nonlocal text
        entry = record["predictions"].setdefault(id, {})
        text = _keep(prediction, entry, value)

    notice = progress_file.update(change)
    text = f"{text}\n\n{notice}" if notice else text
    show(Card("help", _("Your guess"), prediction.statement, text))


def _keep(prediction: Prediction, entry: dict[str, Any], value: Any) -> str:
    """Keep a guess beside the first one, unless the result was seen; say what was done."""
    today = dt.date.today().isoformat()
    shown = shown_guess(prediction, value)
    before = _kept(prediction, entry)
    if "revealed" in entry and before is not None:
        if before == value:
            return _("Kept: {guess}. The result has been shown.").format(guess=shown)
        return _("The result has been shown, so your guess stays as it was: {guess}.").format(
            guess=shown_guess(prediction, before)
        )
    if "revealed" in entry:
        entry |= {"guess": value, "date": today, "after_reveal": True}
        return _("Kept: {guess}. The result had been shown before.").format(guess=shown)
    if before is None or before == value:
        entry.setdefault("date", today)
        text = _("Kept: {guess}.").format(guess=shown)
    else:
        entry.setdefault("first", {"guess": before, "date": entry.get("date", "")})
        entry["date"] = today
        text = _("Kept: {guess}, instead of {before}.").format(
            guess=shown, before=shown_guess(prediction, before)
        )
    entry["guess"] = value
    if prediction.comes_back:
        later = _("You will meet it again in {place}, and can change it until then.")
        return f"{text} {later.format(place=prediction.comes_back)}"
    return f"{text} {_('You will meet it again, and can change it until then.')}"


def reveal_prediction(prediction: Prediction, actual: Any) -> Card:
    """Put the guess beside what the data show; from then on the guess is fixed."""
    if actual is None:
        text = _("Hand over what the data show: `ck.reveal({id}, actual)`.").format(
            id=f'"{prediction.id}"'
        )
        return Card("help", _("Please look again"), prediction.statement, text)
    try:
        result = read_result(prediction, actual)
    except Unreadable as problem:
        return Card("help", _("Please look again"), prediction.statement, str(problem))
    entry: dict[str, Any] = {}

    def change(record: progress_file.Record) -> None:
        ours = record["predictions"].setdefault(prediction.id, {})
        ours.setdefault("revealed", dt.date.today().isoformat())
        entry.update(ours)

    notice = progress_file.update(change)
    parts = [*_compared(prediction, entry, result), prediction.reading, notice]
    text = "\n\n".join(part for part in parts if part)
    return Card("help", _("Guess and result"), prediction.statement, text)


def _compared(prediction: Prediction, entry: dict[str, Any], result: Any) -> list[str]:
    guess = _kept(prediction, entry)
    if guess is None:
        shown = _("The result: {result}").format(result=shown_result(prediction, result))
        return [f"{_('You did not commit a guess.')}\n{shown}"]
    text = comparison(prediction, guess, result)
    first = _kept(prediction, entry.get("first", {}))
    if first is not None and first != guess:
        first_one = _("Your first guess was {guess}.")
        text += "\n" + first_one.format(guess=shown_guess(prediction, first))
    return [text, lesson_of(prediction, guess, result)]


def _kept(prediction: Prediction, entry: dict[str, Any]) -> Any:
    """Give the guess in the file; None where there is none, or none of this prediction's sort."""
    try:
        return read_result(prediction, entry["guess"])
    except (KeyError, Unreadable):
        return None


def _how_to(prediction: Prediction) -> str:
    if prediction.options is not None:
        options = "\n".join(f"- {key}: {text}" for key, text in prediction.options.items())
        first = next(iter(prediction.options))
        how = _('Replace the three dots with a letter, as in "{key}", and run the cell.').format(
            key=first
        )
        return f"{options}\n\n{how}"
    unit = _(" (in {unit})").format(unit=prediction.unit) if prediction.unit else ""
    text = _(
        "Replace the three dots with a number{unit} and run the cell. Any guess will do: "
        "it is kept, dated, and not marked."
    ).format(unit=unit)
    if prediction.comes_back:
        text += " " + _("It comes back in {place}.").format(place=prediction.comes_back)
    return text

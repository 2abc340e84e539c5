"""Say in a sentence what is wrong with a call of ``check``: too much, too little, exchanged."""

from typing import Any

from casekit.coach import registry
from casekit.coach.kinds import Numbers
from casekit.coach.unreadable import describe
from casekit.errors import InputError
from casekit.words import _

__all__ = ["refuse_a_wrong_call"]


def refuse_a_wrong_call(id: Any, answer: Any, more: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Raise a sentence unless the name of a question and one answer were handed over.

    Raises
    ------
    InputError
    """
    if id is ...:
        raise InputError(
            _('Hand over the name of the question and your answer: `ck.check("09-name", answer)`.')
        )
    if not registry.is_question(id) and registry.is_question(answer):
        raise InputError(
            _("The name of the question comes first, then the answer: {call}.").format(
                call=f'`ck.check("{answer}", …)`'
            )
        )
    if not more and not named:
        return
    question = registry.find_question(id)
    if named:
        text = _("You gave names to your answers ({names}).").format(names=", ".join(named))
    else:
        given = [answer, *more]
        text = _("You gave {n} answers: {answers}.").format(
            n=len(given), answers=", ".join(describe(one) for one in given)
        )
    if isinstance(question.answer, Numbers):
        example = f'`ck.check("{id}", [{", ".join(question.answer.names)}])`'
        text += " " + _("Several numbers go into square brackets: {call}.").format(call=example)
    else:
        text += " " + _("One answer is expected: {call}.").format(call=f'`ck.check("{id}", …)`')
    if len(more) == 1 and type(answer) is type(more[0]) is int:
        text += " " + _("Decimals follow a point: {point}, not {comma}.").format(
            point=f"{answer}.{more[0]}", comma=f"{answer},{more[0]}"
        )
    raise InputError(text)

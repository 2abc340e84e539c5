"""Two classes for what goes wrong with a reader's input: a refusal and a warning, in words."""

__all__ = ["CasekitWarning", "InputError"]


class InputError(ValueError):
    """Refuse an input in one plain sentence: what was given, what was expected, how to get there.

    A notebook shows the sentence alone, without a traceback; in a script it is a ``ValueError``.

    Examples
    --------
    >>> raise InputError("The log has no rows.")
    Traceback (most recent call last):
        ...
    casekit.errors.InputError: The log has no rows.
    """

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it prints a traceback of its own.
        return [str(self)]


class CasekitWarning(UserWarning):
    """Tell a reader in words that a result needs care, and why."""

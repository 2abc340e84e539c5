"""Dollar signs in titles: money, not the marks of a formula."""

__all__ = ["plain"]


def plain(words: str) -> str:
    r"""Keep a pair of dollar signs from being read as a formula.

    Parameters
    ----------
    words : str
        A title or label.

    Returns
    -------
    str
        The same, to be drawn as it stands.

    Examples
    --------
    >>> plain("from $0 to $70")
    'from \\$0 to \\$70'
    """
    return words.replace("$", r"\$")

"""The choice panel: a row a customer and month, the firm chosen, and what leaving would cost.

The state columns (points, tenure, months left on the contract) belong to the firm that the
customer was with last month, at the moment of the new choice. Prices, and the shares of friends,
are given for every firm of the market.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID
from casekit.frames.engine import need_columns
from casekit.frames.trouble import Trouble
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FIRM",
    "FORMS",
    "MONTH",
    "MONTHS_LEFT",
    "POINTS",
    "PREVIOUS_FIRM",
    "TENURE_MONTHS",
    "TERM_MONTHS",
    "Choices",
    "firms_of",
    "friends_column",
    "price_column",
    "read_choices",
    "starts_mid_life",
]

# The four forms of lock-in, in the order in which every table of the course shows them.
FORMS = ("economic", "technical", "contractual", "community")

MONTH = "month"
FIRM = "firm"
PREVIOUS_FIRM = "previous_firm"
POINTS = "points"
TENURE_MONTHS = "tenure_months"
MONTHS_LEFT = "months_left"
TERM_MONTHS = "term_months"

_PRICE = "price_"
_FRIENDS = "friends_"


def price_column(firm: str) -> str:
    """Name the column of a firm's price (money a month).

    Examples
    --------
    >>> price_column("Alder")
    'price_Alder'
    """
    return f"{_PRICE}{firm}"


def friends_column(firm: str) -> str:
    """Name the column of the share of a customer's friends who were with a firm last month.

    Examples
    --------
    >>> friends_column("Alder")
    'friends_Alder'
    """
    return f"{_FRIENDS}{firm}"


def firms_of(panel: "pd.DataFrame") -> list[str]:
    """Read the firms of a market from the price columns of its choice panel.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel.

    Returns
    -------
    list of str
        In the order of the price columns.

    Raises
    ------
    InputError
        When there are fewer than two firms to choose from.

    Examples
    --------
    >>> import pandas as pd
    >>> firms_of(pd.DataFrame(columns=["month", "price_Alder", "price_Birch"]))
    ['Alder', 'Birch']
    """
    firms = [str(name)[len(_PRICE) :] for name in panel.columns if str(name).startswith(_PRICE)]
    if len(firms) < 2:
        raise InputError(
            _(
                "A choice needs two firms at least, each with a column of its price "
                '("price_Alder", "price_Birch"); this table has {n}. '
                "casekit.choice_panel(table, prices={{...}}) gives your columns these names."
            ).format(n=len(firms))
        )
    return firms


@dataclass(frozen=True, eq=False)
class Choices:
    """Hold a checked choice panel as arrays, an entry a row, sorted by customer and month.

    Attributes
    ----------
    firms : tuple of str
        The firms; the numbers below count along it.
    customers : ndarray
        The distinct ids.
    customer : ndarray of int
        Place of the row's customer in ``customers``.
    first : ndarray of bool
        Whether the row is the first of its customer.
    month : ndarray of int
    firm, previous_firm : ndarray of int
        Number of the firm chosen, and of last month's; -1 where there was none.
    prices : ndarray, shape (rows, firms)
        Money a month.
    points, tenure_months, months_left, term_months : ndarray or None
        State at the previous firm; None where the panel does not measure it.
    friends : ndarray, shape (rows, firms), or None
        Shares of friends who were with each firm last month.
    """

    firms: tuple[str, ...]
    customers: NDArray[Any]
    customer: NDArray[np.int64]
    first: NDArray[np.bool_]
    month: NDArray[np.int64]
    firm: NDArray[np.int64]
    previous_firm: NDArray[np.int64]
    prices: NDArray[np.float64]
    points: NDArray[np.float64] | None
    tenure_months: NDArray[np.float64] | None
    months_left: NDArray[np.float64] | None
    term_months: NDArray[np.float64] | None
    friends: NDArray[np.float64] | None

    def __len__(self) -> int:
        return len(self.firm)

    @property
    def could_leave(self) -> NDArray[np.bool_]:
        """Tell in which rows there was a firm to leave."""
        return self.previous_firm >= 0

    @property
    def left(self) -> NDArray[np.bool_]:
        """Tell in which rows the customer left the previous firm for another."""
        return self.could_leave & (self.firm != self.previous_firm)


def read_choices(panel: "pd.DataFrame") -> Choices:
    """Check a choice panel and hand it to a metric or a model as arrays.

    Parameters
    ----------
    panel : pandas.DataFrame
        Columns ``customer_id``, ``month``, ``firm``, ``previous_firm``, and ``price_F`` for every
        firm F; optionally ``points``, ``tenure_months``, ``months_left`` with ``term_months``,
        and ``friends_F`` for every firm. Any order of rows.

    Returns
    -------
    Choices
        Arrays, sorted by customer and month.

    Raises
    ------
    InputError
        When a column is missing, or holds what no such panel can hold; all of it in one message.

    Examples
    --------
    >>> import pandas as pd
    >>> choices = read_choices(pd.DataFrame({
    ...     "customer_id": [7, 7], "month": [1, 2], "firm": ["Alder", "Birch"],
    ...     "previous_firm": [None, "Alder"],
    ...     "price_Alder": [30.0, 33.0], "price_Birch": [31.0, 29.0]}))
    >>> choices.firms, choices.left.tolist()
    (('Alder', 'Birch'), [False, True])
    """
    import pandas as pd

    if not isinstance(panel, pd.DataFrame):
        raise InputError(
            _("A choice panel is a pandas table; this is a {kind}.").format(
                kind=type(panel).__name__
            )
        )
    need_columns(
        [str(name) for name in panel.columns],
        [CUSTOMER_ID, MONTH, FIRM, PREVIOUS_FIRM],
        _(
            "casekit.choice_panel(table, customer_id=..., month=..., firm=..., prices=...) gives "
            "your columns the names that are used here."
        ),
    )
    if not len(panel):
        raise InputError(_("The panel has no rows; it has one row a customer and month."))
    firms = firms_of(panel)
    trouble = Trouble(len(panel))
    if panel[CUSTOMER_ID].isna().any():
        trouble.rows(CUSTOMER_ID, panel[CUSTOMER_ID].isna(), _("is missing"))
        trouble.raise_if_any()
    customer, ids = pd.factorize(panel[CUSTOMER_ID], sort=True)
    month = trouble.numbers(panel, MONTH, whole=True)
    order = _sorted_by(customer.astype(np.int64), month)
    panel = panel if order is None else panel.iloc[order]
    customer = customer if order is None else customer[order]
    month = month if order is None else month[order]
    same = customer[1:] == customer[:-1]
    repeated = np.concatenate([[False], same & (month[1:] == month[:-1])])
    trouble.rows(MONTH, repeated, _("repeats a month of the same customer"))
    firm = trouble.firms(panel, FIRM, firms)
    trouble.rows(FIRM, firm < 0, _("is missing"))
    previous = trouble.firms(panel, PREVIOUS_FIRM, firms)
    first = np.concatenate([[True], ~same])
    trouble.rows(
        PREVIOUS_FIRM,
        ~first & (previous < 0),
        _("is missing after the customer's first row"),
    )
    prices = np.column_stack([trouble.numbers(panel, price_column(name)) for name in firms])
    state = {
        name: trouble.numbers(panel, name, least=0.0) if name in panel.columns else None
        for name in (POINTS, TENURE_MONTHS, MONTHS_LEFT, TERM_MONTHS)
    }
    left, term = state[MONTHS_LEFT], state[TERM_MONTHS]
    if (left is None) != (term is None):
        trouble.say(
            _('"months_left" and "term_months" go together; the table has only one of them.')
        )
    if left is not None and term is not None:
        trouble.rows(MONTHS_LEFT, left > term, _('is larger than "term_months", the whole term'))
    friends = _friends(panel, firms, trouble)
    trouble.raise_if_any()
    return Choices(
        tuple(firms),
        np.asarray(ids),
        customer.astype(np.int64),
        first,
        month.astype(np.int64),
        firm,
        previous,
        prices,
        state[POINTS],
        state[TENURE_MONTHS],
        left,
        term,
        friends,
    )


def starts_mid_life(panel: "pd.DataFrame") -> bool:
    """Tell whether some customers were customers before the panel first saw them.

    A panel that sees the first choice, made when nothing held the customer, tells taste from
    lock-in. A panel that starts in mid-life does not: the firm a customer is first seen with was
    itself chosen for its taste and kept by its barriers.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel.

    Returns
    -------
    bool
        True where the first row of some customer has a ``previous_firm``.

    Raises
    ------
    InputError
        When the table is not a choice panel.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, events, truth = make_switching_market(50, seed=1)
    >>> starts_mid_life(panel), starts_mid_life(panel[panel["month"] > 6])
    (False, True)
    """
    choices = read_choices(panel)
    return bool((choices.previous_firm[choices.first] >= 0).any())


def _friends(
    panel: "pd.DataFrame", firms: list[str], trouble: Trouble
) -> NDArray[np.float64] | None:
    names = [friends_column(firm) for firm in firms]
    there = [name for name in names if name in panel.columns]
    if not there:
        return None
    if len(there) < len(names):
        lost = ", ".join(f'"{name}"' for name in names if name not in there)
        trouble.say(
            _("The friends' shares lack {missing}: give them for every firm or none.").format(
                missing=lost
            )
        )
        return None
    shares = np.column_stack([trouble.numbers(panel, name, least=0.0) for name in names])
    over = shares.sum(axis=1) > 1 + 1e-6
    trouble.rows(there[0], over, _("and its sisters add up to more than 1"))
    return shares


def _sorted_by(customer: NDArray[np.int64], month: NDArray[np.float64]) -> NDArray[np.intp] | None:
    """Give the order by customer and month; None where the rows have it already."""
    step = np.diff(customer)
    if bool(((step > 0) | ((step == 0) & (np.diff(month) >= 0))).all()):
        return None
    return np.lexsort((month, customer))

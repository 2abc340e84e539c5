"""The lock-in X-ray: what holds customers, form by form, in money, from their choices alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from casekit.frames.choices import read_choices
from casekit.models.purchases.fitting import warn_reader
from casekit.models.switching.asked import learned_from, refuse_nonsense
from casekit.models.switching.cautions import cautions_after, readable
from casekit.models.switching.fitting import extra_worth, fit_mixed, fit_plain
from casekit.models.switching.measurement import Measurement
from casekit.models.switching.mixed import MixedLogit
from casekit.models.switching.results import LockInXray
from casekit.models.switching.rows import ChoiceRows, rows_of
from casekit.models.switching.tastes import Spread
from casekit.models.switching.utility import Utility
from casekit.words import _

__all__ = ["lock_in_xray"]

Asked = Literal["auto"] | bool

# Chi-squared with one degree of freedom at 0.1%. At 10% a habit was found in vain in one market of
# ten, just where the sample flattered it, and intervals of models chosen so covered only 90%.
_HABIT = 10.828
# Chi-squared at 1%, by how many parameters a free spread of tastes adds (three and four firms).
_CORRELATED = {2: 9.210, 5: 15.086}
_THETA = 6.0


def lock_in_xray(
    panel: pd.DataFrame,
    *,
    months_to_learn: float | None = None,
    attention: float | None = None,
    habit: Asked = "auto",
    correlated_tastes: Asked = "auto",
    entry: Literal["auto", "only", "all"] = "auto",
) -> LockInXray:
    """Measure what holds customers: the switching cost of each form, in money, with intervals.

    Customers differ in taste, and those who like a firm stay as if something held them. The X-ray
    separates the two by a mixed logit: tastes are normal and lasting, and the first choice, made
    when nothing held the customer yet, tells the taste without the barriers. Customers who do not
    consider leaving in a month stay too, and nothing holds them: the share of customer-months that
    are considered is estimated beside the barriers. The plain conditional logit, which takes taste
    and inattention for lock-in, stands beside it.

    Parameters
    ----------
    panel : pandas.DataFrame
        A choice panel (`casekit.choice_panel` makes one of your own table): ``customer_id``,
        ``month``, ``firm``, ``previous_firm`` and ``price_F`` of every firm F; for the forms,
        ``points``, ``tenure_months``, ``months_left`` with ``term_months``, and ``friends_F``. A
        form whose columns are absent is not measured. Two to six firms; customers may be observed
        for different times.
    months_to_learn : float, optional
        Months of tenure after which the technical barrier has reached 63%; estimated by default,
        leaning lightly on 6 months (as much as one observation of the logarithm with standard
        deviation 1), so that they stay finite where there is hardly any learning to date.
    attention : float, optional
        Chance that a customer considers leaving in a month; one who does not, stays. Estimated by
        default, from 0 to 1: to stay without deciding is not a switching cost, and would be read
        as one. Where everybody is known to decide every month, 1 gives narrower intervals.
    habit : bool or "auto"
        Whether staying may be worth something beyond the four forms and inattention. ``"auto"``
        asks the data by a score test at 0.1%, and says so where it was needed. True is the safer
        choice where a form may be missing from the panel: intervals get wider, and hold.
    correlated_tastes : bool or "auto"
        Whether tastes may spread differently by firm, and go together. ``"auto"`` asks the data by
        a score test at 1%, for three and four firms.
    entry : {"auto", "only", "all"}
        What to do where some customers were first seen in mid-life. ``"only"`` learns from those
        seen since they entered the market (consistent); ``"all"`` from all, with tastes shifted by
        the firm and the friends that a customer was first seen with (Wooldridge's correction, an
        approximation); ``"auto"`` takes the first where 500 customers or more entered.

    Returns
    -------
    LockInXray
        ``barriers`` (form, money, low, high), ``plain`` (the same from the plain logit),
        ``params``, ``bse``, ``conf_int()``, ``llf``, ``summary()``, ``warnings``.

    Raises
    ------
    InputError
        When the panel is not one, nobody could leave or left, or price differences never change.

    Warns
    -----
    CasekitWarning
        When customers were first seen in mid-life, a form does not vary, there are few customers,
        or a wider model was needed.

    Notes
    -----
    A barrier in money is what the customer gives up, this month, rather than leave: it offsets
    one month's price difference. A customer who looks ahead weighs a lasting difference by more.
    Intervals are 95%, Fieller's for a ratio, and take customers as independent, given their
    friends' past choices. Attention is told from how often customers stay although a rival is far
    better; it is taken as the same for all, in all months. Where it is found to be 1, intervals
    are as wide as if it might be less. The likelihood is integrated by adaptive Gauss-Hermite
    quadrature, refined until a finer rule moves no parameter by a tenth of its standard error.

    References
    ----------
    .. [1] McFadden & Train (2000), Journal of Applied Econometrics 15(5), 447-470.
    .. [2] Wooldridge (2005), Journal of Applied Econometrics 20(1), 39-54.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> panel, _events, truth = make_switching_market(500, seed=2)
    >>> xray = lock_in_xray(panel, months_to_learn=6.0)
    >>> xray.barriers["form"].tolist()
    ['economic', 'technical', 'contractual', 'community']
    >>> both = xray.barriers.merge(truth.barriers, on="form", suffixes=("", "_true"))
    >>> bool(both["money_true"].between(both["low"], both["high"]).all())
    True
    """
    refuse_nonsense(months_to_learn, attention, habit, correlated_tastes, entry)
    seen = readable(rows_of(read_choices(panel)))
    cautions = list(seen.cautions)
    rows, shifted = learned_from(seen.rows, entry, cautions)
    shape = _Shape(
        months_to_learn, attention, habit is True, correlated_tastes is True, shifted, seen.without
    )
    plain = fit_plain(replace(shape, shifted=False).utility(rows, _THETA))
    measured = shape.fitted(rows, plain)
    if habit == "auto":
        shape, measured = _with_habit(shape, measured, cautions)
    if correlated_tastes == "auto":
        shape, measured = _with_correlation(shape, measured, cautions)
    # The plain logit with the same months of learning, so that only the tastes make a difference.
    same = replace(shape, shifted=False).utility(rows, measured.learning_months)
    plainly = fit_plain(same, plain)
    cautions += cautions_after(measured)
    for caution in cautions:
        warn_reader(caution)
    return LockInXray(
        replace(measured, scope=seen.rows),
        replace(plainly, scope=seen.rows),
        seen.rows.firms,
        rows.customers,
        len(rows),
        tuple(cautions),
    )


@dataclass(frozen=True)
class _Shape:
    """Say how wide the model is."""

    months_to_learn: float | None
    attention: float | None
    habit: bool
    correlated: bool
    shifted: bool
    without: tuple[str, ...]

    def utility(self, rows: ChoiceRows, theta: float | None) -> Utility:
        return Utility.of(
            rows, theta=theta, habit=self.habit, first_firm=self.shifted, without=self.without
        )

    def spread(self, rows: ChoiceRows) -> Spread:
        return (Spread.correlated if self.correlated else Spread.equal)(len(rows.firms))

    def model(self, rows: ChoiceRows) -> MixedLogit:
        utility = self.utility(rows, self.months_to_learn)
        return MixedLogit(utility, self.spread(rows), attention=self.attention)

    def fitted(self, rows: ChoiceRows, begin: Measurement) -> Measurement:
        model = self.model(rows)
        assert model.spread is not None
        return fit_mixed(model.utility, model.spread, begin, self.attention)


def _with_habit(
    shape: _Shape, narrow: Measurement, cautions: list[str]
) -> tuple[_Shape, Measurement]:
    """Add a worth of staying that no form explains, where the data ask for it."""
    rows, wide = narrow.model.utility.rows, replace(shape, habit=True)
    if extra_worth(narrow, wide.model(rows)) < _HABIT:
        return shape, narrow
    wider = wide.fitted(rows, narrow)
    table = wider.barriers().set_index("form").loc["habit"]
    cautions.append(
        _(
            "The four forms do not explain all staying: beyond them, staying itself is worth "
            "{money} ({low} to {high}). That may be habit, or a form that the panel "
            "does not show. It has its own row; without it the technical barrier would take it in."
        ).format(
            money=f"{table['money']:.1f}", low=f"{table['low']:.1f}", high=f"{table['high']:.1f}"
        )
    )
    return wide, wider


def _with_correlation(
    shape: _Shape, narrow: Measurement, cautions: list[str]
) -> tuple[_Shape, Measurement]:
    """Let tastes spread differently by firm, where the data ask for it."""
    rows, wide = narrow.model.utility.rows, replace(shape, correlated=True)
    axes = len(rows.firms) - 1
    more = axes * (axes + 1) // 2 - 1
    # Where tastes hardly differ there is nothing to be told of how they go together.
    if more not in _CORRELATED or narrow.params["taste_sd"] < 3 * narrow.bse["taste_sd"]:
        return shape, narrow
    if extra_worth(narrow, wide.model(rows)) < _CORRELATED[more]:
        return shape, narrow
    cautions.append(
        _(
            "Tastes do not spread alike for all firms, or those for some firms go together. The "
            "X-ray allows for it; taste_sd is the spread over all firms taken together."
        )
    )
    return wide, wide.fitted(rows, narrow)

"""Lesson 07, segmentation, value and the sceptics: its questions and predictions."""

from functools import cache
from typing import Any, Literal

import pandas as pd

from casekit.coach.kinds import Choice, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.segments import (
    CategoryTruth,
    CustomerBaseTruth,
    make_category_panel,
    make_customer_base,
)
from casekit.metrics.segments import (
    double_jeopardy,
    four_cells,
    lognormal_gini,
    lognormal_sigma,
    lognormal_top_share,
    rfm_scores,
)
from casekit.models.segments import KMeansSegments
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. RFM codes by hand ---------------------------------------------------------------------

PEOPLE = ("ada", "ben", "cem", "dee", "eva")
FIVE = pd.DataFrame(
    {
        "customer_id": PEOPLE,
        "days_since_last_purchase": [12, 200, 30, 90, 5],
        "purchases": [9, 1, 1, 4, 2],
        "total_spend": [310.0, 25.0, 95.0, 60.0, 40.0],
    }
)


def _codes(table: pd.DataFrame = FIVE, **how: Any) -> tuple[float, ...]:
    return tuple(float(code) for code in rfm_scores(table, **how)["rfm"])


def _turned(**signs: int) -> tuple[float, ...]:
    """Give the codes with the order of some measures turned round."""
    return _codes(FIVE.assign(**{name: sign * FIVE[name] for name, sign in signs.items()}))


def _marks_alone() -> tuple[float, ...]:
    """Give the first mark only, in place of the code of three."""
    return tuple(float(mark) for mark in rfm_scores(FIVE)["recency_score"])


def _ties_up() -> tuple[float, ...]:
    """Give both equal customers the better of the two marks."""
    scored = rfm_scores(FIVE)
    marks = scored["frequency_score"].where(FIVE["purchases"] > 1, 2)
    codes = (
        scored["recency_score"].astype(str)
        + marks.astype(str)
        + scored["monetary_score"].astype(str)
    )
    return tuple(float(code) for code in codes)


CODES = Question(
    id="07-codes",
    level="A",
    title=_("Five customers, five codes"),
    statement=_(
        "Give each customer an RFM code of three digits: recency, frequency, money. Every digit is "
        "a mark from 1 to 5 (5 is best): **1, and one more for each full fifth of the customers "
        "who did worse**. Equal customers get equal marks. (With five customers, one customer is a "
        "fifth.)\n\n"
        "| customer | days since the last purchase | purchases | total spend ($) |\n"
        "|---|---|---|---|\n"
        "| ada | 12 | 9 | 310 |\n"
        "| ben | 200 | 1 | 25 |\n"
        "| cem | 30 | 1 | 95 |\n"
        "| dee | 90 | 4 | 60 |\n"
        "| eva | 5 | 2 | 40 |\n\n"
        "Write each code as one whole number, such as 213. No code is needed: count on your "
        "fingers."
    ),
    answer=Numbers(names=PEOPLE, expected=_codes, tolerance=0.4, decimals=0),
    mistakes=(
        Mistake(
            _("a long silence scored high"),
            lambda: _turned(days_since_last_purchase=-1),
            _(
                "The first digit is turned round: a LONG silence got the high mark. Recency asks "
                "how lately somebody bought, so few days are good."
            ),
        ),
        Mistake(
            _("ties split"),
            lambda: _codes(ties="first"),
            _(
                "Two customers bought equally often, and you gave them different marks for "
                "frequency. Equal customers get equal marks: for both, nobody did worse."
            ),
        ),
        Mistake(
            _("equals given the better mark"),
            _ties_up,
            _(
                "The two customers with one purchase got a 2. Count those who did strictly worse: "
                "there is nobody."
            ),
        ),
        Mistake(
            _("1 taken as best"),
            lambda: tuple(666 - code for code in _codes()),
            _("You took 1 as the best mark. Here 5 is best."),
        ),
        Mistake(
            _("digits in the order M, F, R"),
            lambda: tuple(float(f"{code:.0f}"[::-1]) for code in _codes()),
            _("The digits stand in the wrong order: recency first, then frequency, then money."),
        ),
        Mistake(
            _("one mark in place of three"),
            _marks_alone,
            _("A code has three digits, such as 213: recency, frequency, money. You gave one."),
        ),
    ),
    hints=(
        _("Take one column at a time. Who did worse than ada in it? How many are they?"),
        _("The mark is 1 plus the number of people who did worse. For silence, worse is longer."),
        _("The marks for purchases: ben and cem 1, eva 3 (two people below), dee 4, ada 5."),
    ),
    why=_(
        "{answer}. The mark 2 for frequency is empty, because two people share the last place. A "
        "rule for ties is part of every score; who does not know it, does not know the score."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A score of five equal groups always has five equal groups."),
        ask=_("Half of your customers bought once. How many marks can frequency tell apart?"),
        extend=_("Let ties='first' split them. Whom does that please, and whom does it hurt?"),
    ),
    also=(lambda: dict(zip(PEOPLE, _codes(), strict=True)),),
)

# --- 2. the top one per cent ------------------------------------------------------------------

SIGMA, TOP, HOLDS = 1.5, 0.01, 0.21


def _top(sigma: float = SIGMA, share: float = TOP) -> float:
    return 100 * float(lognormal_top_share(share, sigma))


LUXURY = Question(
    id="07-top-share",
    level="B",
    title=_("How much does the top one per cent bring?"),
    statement=_(
        "Spend is often spread like a *lognormal*: its logarithm is a bell curve, and **sigma** is "
        "the width of that curve. The larger sigma, the more uneven the customers. "
        "`ck.lognormal_top_share(share, sigma)` gives the share of all spend that the top `share` "
        "of the customers bring; `ck.lognormal_sigma(share, holds)` goes the other way.\n\n"
        "- `top_1_per_cent`: what do the top 1% of the customers bring where sigma is 1.5? In per "
        "cent, two decimals.\n"
        "- `luxury_sigma`: according to a report of 2024, fewer than 1% of luxury customers bring "
        "21% of the sales (as told by the American Gem Trade Association). Take 1%. Which sigma "
        "is that? Two decimals."
    ),
    answer=Numbers(
        names=("top_1_per_cent", "luxury_sigma"),
        expected=lambda: (_top(), float(lognormal_sigma(TOP, HOLDS))),
        tolerance={"top_1_per_cent": 0.1, "luxury_sigma": 0.01},
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("the top fifth"),
            lambda: (_top(share=0.2), float(lognormal_sigma(0.2, HOLDS))),
            _("You asked about the top 20%. The question is about the top 1%: a share of 0.01."),
        ),
        Mistake(
            _("variance taken for the width"),
            lambda: (_top(sigma=SIGMA**2), float(lognormal_sigma(TOP, HOLDS)) ** 2),
            _("You squared sigma. Sigma is the width (standard deviation), not the variance."),
        ),
        Mistake(
            _("what all the others bring"),
            lambda: (100 - _top(), float(lognormal_sigma(TOP, 1 - HOLDS))),
            _("That belongs to what all the OTHER customers bring. Ask for the top."),
        ),
        Mistake(
            _("share, not per cent"),
            lambda: (_top() / 100, float(lognormal_sigma(TOP, HOLDS))),
            _("That is the share. Times 100 for per cent."),
        ),
        Mistake(
            _("top one in ten thousand"),
            lambda: (_top(share=TOP / 100), float(lognormal_sigma(TOP / 100, HOLDS))),
            _("You took 1% of 1%. As a share, one per cent is 0.01."),
        ),
        Mistake(
            _("Gini instead of the top share"),
            lambda: (100 * lognormal_gini(SIGMA), 1.0),
            _("That is the Gini coefficient. The question asks what the top 1% bring."),
        ),
    ),
    hints=(
        _("Both functions want shares between 0 and 1, not per cent."),
        _("One per cent is 0.01. The first result is a share, too: times 100."),
        _("`100 * ck.lognormal_top_share(0.01, ...)` and `ck.lognormal_sigma(0.01, ...)`"),
    ),
    why=_(
        "{answer}. The two are nearly the same world. Where so few bring so much, a mean customer "
        "does not exist, and one visit of the right person changes the quarter. It also means that "
        "an average of a small group is half luck."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("80/20 is a law."),
        ask=_("Your top 1%: do you know their names? Were they in it last year?"),
        extend=_("Draw 1,000 customers at sigma 1.5 five times. How much does their top 1% vary?"),
    ),
    also=(lambda: {"luxury_sigma": 1.52, "top_1_per_cent": 20.4},),
)

# --- 3. known tribes --------------------------------------------------------------------------


@cache
def base() -> tuple[pd.DataFrame, CustomerBaseTruth]:
    """Give customers of six known kinds."""
    return make_customer_base(4_000, seed=72)


@cache
def _found(k: int = 6, scale: Literal["log-standard", "standard", "none"] = "log-standard") -> Any:
    return KMeansSegments(k, scale=scale).fit(base()[0])


def _rand(k: int, scale: Literal["log-standard", "none"]) -> float:
    from sklearn.metrics import rand_score

    return float(rand_score(base()[1].labels.to_numpy(), _found(k, scale).labels.to_numpy()))


def _agreement(k: int = 6) -> tuple[float, float]:
    labels = base()[1].labels
    return _found(k).agreement(labels), _found(k, "none").agreement(labels)


TRIBES = Question(
    id="07-tribes-found",
    level="C",
    title=_("Does the computer find the tribes that are there?"),
    statement=_(
        "The table `base` holds 4,000 customers of a shop **made** of six kinds of people; "
        "`truth.labels` says who is what. Let k-means look for 6 groups, by its own choice of "
        "columns: `ck.KMeansSegments(6).fit(base)` compares customers by the logarithms of "
        'silence, purchases and mean spend. With `scale="none"` it takes the plain numbers.\n\n'
        "How far do its groups agree with the truth? `.agreement(truth.labels)` gives the "
        "**adjusted Rand index** (1: the same groups, 0: as by chance). Fill in `logarithms` and "
        "`plain_numbers`, two decimals each."
    ),
    answer=Numbers(
        names=("logarithms", "plain_numbers"), expected=_agreement, tolerance=0.015, decimals=2
    ),
    mistakes=(
        Mistake(
            _("the two turned round"),
            lambda: _agreement()[::-1],
            _('This is the value of the other scale. Which call had `scale="none"`?'),
        ),
        Mistake(
            _("five groups"),
            lambda: _agreement(5),
            _("You asked for 5 groups. The shop was made of 6 kinds of people."),
        ),
        Mistake(
            _("silhouette instead of agreement"),
            lambda: (_found().silhouette, _found(6, "none").silhouette),
            _(
                "That is the silhouette. It asks whether the groups lie apart, not whether they "
                "are the true ones: use `.agreement(truth.labels)`."
            ),
        ),
        Mistake(
            _("Rand index that is not adjusted"),
            lambda: (_rand(6, "log-standard"), _rand(6, "none")),
            _(
                "That is the Rand index without the adjustment. It is high even for groups made by "
                "chance; `.agreement(...)` takes chance off."
            ),
        ),
        Mistake(
            _("stability instead of agreement"),
            lambda: (_found().stability, _found(6, "none").stability),
            _(
                "That is the stability: the groups agree with themselves. Here we have the truth "
                "to compare with."
            ),
        ),
    ),
    hints=(
        _("Two fits that differ in one argument; then the same question to each."),
        _("`found = ck.KMeansSegments(6).fit(base)`, then `found.agreement(...)`"),
        _('`plain_numbers = ck.KMeansSegments(6, scale="none").fit(base).agreement(truth.labels)`'),
    ),
    why=_(
        "{answer}. The tribes are there, and whether the computer finds them depends on the scale "
        "that somebody chose. On plain numbers, the column with the largest numbers decides alone. "
        "At home you have no truth to compare with, so ask of every result: which columns, which "
        "scale, and what would have come out of a shop without tribes?"
    ),
    minutes=9,
    note=TeachingNote(
        misconception=_("An algorithm has no opinion."),
        ask=_("Who chose the columns of your own segmentation, and when?"),
        extend=_("Make the shop with separation=0.7. What is the agreement now?"),
    ),
    also=(
        lambda: pd.Series(_agreement(), index=["logarithms", "plain_numbers"]),
        lambda: dict(zip(("logarithms", "plain_numbers"), _agreement(), strict=True)),
    ),
)

# --- 4. double jeopardy -----------------------------------------------------------------------

SHARES = {"Lion": 0.36, "Heron": 0.30, "Otter": 0.20, "Fox": 0.10, "Wren": 0.04}


@cache
def teas() -> tuple[pd.DataFrame, CategoryTruth]:
    """Give households that buy five brands of tea."""
    return make_category_panel(50_000, seed=73, shares=SHARES, mean=8.0, s=1.4)


def _times(column: str) -> float:
    table = double_jeopardy(teas()[0])[column]
    return float(table["Lion"] / table["Wren"])


def _tea(column: str, brand: str) -> float:
    return float(double_jeopardy(teas()[0]).loc[brand, column])  # type: ignore[arg-type]


JEOPARDY = Question(
    id="07-jeopardy",
    level="B",
    title=_("Big brand, small brand"),
    statement=_(
        "The table `brands` is the double-jeopardy table of five brands of tea (50,000 households, "
        'one year). The manager of **Wren**, the smallest, says: "We have few buyers, but they are '
        'the most loyal." Compare Wren with **Lion**, the biggest:\n\n'
        "- `buyers_times`: how many times as many buyers has Lion?\n"
        "- `frequency_times`: how many times as often does a buyer of Lion buy Lion, compared with "
        "a buyer of Wren who buys Wren?\n\n"
        'Two decimals each. `brands.loc["Lion", "penetration"]` reads one number of the table.'
    ),
    answer=Numbers(
        names=("buyers_times", "frequency_times"),
        expected=lambda: (_times("penetration"), _times("purchase_frequency")),
        tolerance={"buyers_times": 0.03, "frequency_times": 0.02},
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("small over big"),
            lambda: (1 / _times("penetration"), 1 / _times("purchase_frequency")),
            _("Your ratio is upside down: it is Wren over Lion. Divide Lion by Wren."),
        ),
        Mistake(
            _("market shares"),
            lambda: (_times("share"), _times("share")),
            _(
                "That is the ratio of the market shares: buyers and frequency together. The "
                "question wants the two apart."
            ),
        ),
        Mistake(
            _("how often they buy tea at all"),
            lambda: (_times("w_1_minus_b"), _times("category_frequency")),
            _(
                "Look at the column again: you need `penetration` for the buyers and "
                "`purchase_frequency` for how often they buy THIS brand. `category_frequency` "
                "counts all tea they buy."
            ),
        ),
        Mistake(
            _("differences instead of ratios"),
            lambda: (
                _tea("penetration", "Lion") - _tea("penetration", "Wren"),
                _tea("purchase_frequency", "Lion") - _tea("purchase_frequency", "Wren"),
            ),
            _("You subtracted. How many TIMES is a ratio: divide."),
        ),
        Mistake(
            _("how many times more"),
            lambda: (_times("penetration") - 1, _times("purchase_frequency") - 1),
            _("That is how many times MORE. The question: how many times AS many, or as often."),
        ),
        Mistake(
            _("buyers of no other brand"),
            lambda: (_times("share_of_requirements"), _times("sole_buyers")),
            _(
                "That column says how much of their tea buyers take from the brand, or how many "
                "buy no other. You need `penetration` and `purchase_frequency`."
            ),
        ),
        Mistake(
            _("shares of requirements"),
            lambda: (_times("sole_buyers"), _times("share_of_requirements")),
            _(
                "That column says how much of their tea buyers take from the brand, or how many "
                "buy no other. Here: who buys at all, and how often those buy the brand."
            ),
        ),
    ),
    hints=(
        _("One column of the table for each of the two answers, and one division each."),
        _("`penetration` is the share of households that bought the brand."),
        _('`brands.loc["Lion", "penetration"] / brands.loc["Wren", ...]`'),
    ),
    why=_(
        "{answer}. In this generator no brand has any loyalty of its own, and still the small "
        "brand's buyers buy it a little less often. So Wren's manager has it the wrong way round. "
        "If Wren wants to grow, it needs more buyers, and the frequency will follow."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Small brands live from few, very loyal fans."),
        ask=_("How many brands of tea are in your own kitchen?"),
        extend=_("Fit ck.NBDDirichlet() to the panel: which brand is furthest from its norm?"),
    ),
    also=(
        lambda: {
            "frequency_times": _times("purchase_frequency"),
            "buyers_times": _times("penetration"),
        },
    ),
)

# --- 5. keep the loyal ------------------------------------------------------------------------

COST = 90.0


@cache
def gym() -> tuple[pd.DataFrame, CustomerBaseTruth]:
    """Give the customers of a shop whose service is expensive."""
    return make_customer_base(5_000, seed=74, service_cost_per_year=COST)


def _count(cell: str, **cuts: Any) -> float:
    return float((four_cells(gym()[0], **cuts)["cell"] == cell).sum())


def _per_cent(cell: str) -> float:
    return 100 * _count(cell, profit_cut=0) / len(gym()[0])


def _kept(column: str, money: str = "profit_per_year") -> float:
    table = gym()[0]
    return float(table.nlargest(len(table) // 2, column, keep="first")[money].sum())


def _forgone() -> float:
    return (_kept("profit_per_year") - _kept("tenure_months")) / 1000


KEEP = Question(
    id="07-keep-the-loyal",
    level="C",
    title=_('What does "keep the loyal" cost?'),
    statement=_(
        "The table `shop` holds 5,000 customers of a firm with expensive service (90 dollars a "
        "customer and year on average). `profit_per_year` is margin minus service.\n\n"
        "- `barnacles` and `butterflies`: how many customers are in these two cells? Cut tenure at "
        "the median (`ck.four_cells` does so by itself) and profit at **zero**.\n"
        "- `forgone_thousands`: the firm looks after the 2,500 with the longest `tenure_months`; "
        "everybody else leaves. How many **thousand dollars** of yearly profit does it forgo, "
        "compared with looking after the 2,500 most profitable?\n\nWhole numbers.\n\n"
        '`shop.nlargest(2_500, "tenure_months")` picks rows. (Several people have the same '
        "tenure at the border; `nlargest` takes those that stand first.)"
    ),
    answer=Numbers(
        names=("barnacles", "butterflies", "forgone_thousands"),
        expected=lambda: (
            _count("barnacles", profit_cut=0),
            _count("butterflies", profit_cut=0),
            _forgone(),
        ),
        tolerance={"barnacles": 0.4, "butterflies": 0.4, "forgone_thousands": 1.0},
        decimals=0,
    ),
    mistakes=(
        Mistake(
            _("profit cut at the median"),
            lambda: (_count("barnacles"), _count("butterflies"), _forgone()),
            _(
                "You cut profit at its median, so half of all customers count as unprofitable, "
                "whatever they bring. Cut at zero: `profit_cut=0`."
            ),
        ),
        Mistake(
            _("cells mixed up"),
            lambda: (
                _count("butterflies", profit_cut=0),
                _count("barnacles", profit_cut=0),
                _forgone(),
            ),
            _(
                "The cells are mixed up: barnacles stay long and cost money; butterflies do "
                "neither."
            ),
        ),
        Mistake(
            _("spend instead of profit"),
            lambda: (
                _count("barnacles", profit="total_spend", profit_cut=0),
                _count("butterflies", profit="total_spend", profit_cut=0),
                (_kept("total_spend", "total_spend") - _kept("tenure_months", "total_spend"))
                / 1000,
            ),
            _(
                "That is sales, not profit. Goods and service have to be paid for first: use "
                "`profit_per_year`."
            ),
        ),
        Mistake(
            _("the barnacles' loss only"),
            lambda: (
                _count("strangers", profit_cut=0),
                _count("true friends", profit_cut=0),
                gym()[1].barnacle_loss_per_year / 1000,
            ),
            _(
                "Read again which one is asked: barnacles are long and unprofitable, butterflies "
                "short and profitable, and the money is the whole gap between the two rules, not "
                "only what the barnacles lose."
            ),
        ),
        Mistake(
            _("dollars instead of thousands"),
            lambda: (
                _count("barnacles", profit_cut=0),
                _count("butterflies", profit_cut=0),
                1000 * _forgone(),
            ),
            _("That is in dollars. The question asks for thousand dollars."),
        ),
        Mistake(
            _("per cent"),
            lambda: (
                _per_cent("barnacles"),
                _per_cent("butterflies"),
                100_000 * _forgone() / _kept("profit_per_year"),
            ),
            _("That is in per cent. Asked are numbers of customers, and thousands of dollars."),
        ),
        Mistake(
            _("the longest-standing alone"),
            lambda: (
                _count("barnacles", profit_cut=0) + _count("true friends", profit_cut=0),
                _count("butterflies", profit_cut=0) + _count("strangers", profit_cut=0),
                _kept("tenure_months") / 1000,
            ),
            _(
                "You used one condition, or one rule, where two are needed. A cell is tenure AND "
                "profit; the money forgone is the difference of two rules."
            ),
        ),
        Mistake(
            _("the profitable alone"),
            lambda: (
                _count("barnacles", profit_cut=0) + _count("strangers", profit_cut=0),
                _count("butterflies", profit_cut=0) + _count("true friends", profit_cut=0),
                _kept("profit_per_year") / 1000,
            ),
            _(
                "Only one thing is compared here, where two are needed. A cell is tenure AND "
                "profit; the money forgone is the difference of two rules."
            ),
        ),
        Mistake(
            _("best minus everybody"),
            lambda: (
                _count("barnacles", profit_cut=0),
                _count("butterflies", profit_cut=0),
                (_kept("profit_per_year") - float(gym()[0]["profit_per_year"].sum())) / 1000,
            ),
            _(
                "You compared the most profitable half with ALL customers. Compare it with the "
                "half of the longest tenure."
            ),
        ),
    ),
    hints=(
        _("First the cells, then two sums of money, each of 2,500 rows."),
        _(
            '`cells = ck.four_cells(shop, profit_cut=0)["cell"]`, then '
            '`(cells == "barnacles").sum()`'
        ),
        _(
            '`(shop.nlargest(2_500, "profit_per_year")["profit_per_year"].sum() - '
            'shop.nlargest(2_500, ...)["profit_per_year"].sum()) / 1000`'
        ),
    ),
    why=_(
        "{answer}. The barnacles themselves lose far less than that "
        "(`shop_truth.barnacle_loss_per_year` says how much). What they cost is, above all, the "
        "place: there are 2,500, and each one that a barnacle holds is lost to a butterfly. "
        "Friends who bring little hold others. In this generator; where service is more "
        "expensive, barnacles cost more."
    ),
    minutes=9,
    note=TeachingNote(
        misconception=_("The danger of loyalty programmes is that they reward barnacles."),
        ask=_("Whom did your last programme leave out?"),
        extend=_("Repeat with tenure_profit_correlation=0.6. What does the rule cost then?"),
    ),
    also=(
        lambda: {
            "forgone_thousands": _forgone(),
            "butterflies": _count("butterflies", profit_cut=0),
            "barnacles": _count("barnacles", profit_cut=0),
        },
    ),
)

# --- 6. the decision --------------------------------------------------------------------------

REPORT = Question(
    id="07-report",
    level="A",
    title=_("The agency reports a triumph"),
    statement=_(
        "On 1 October the agency picked 2,000 of the 80% of Lantern's customers who "
        "had **bought least** from April on, and sent each a gift of 10 dollars. In spring it "
        'reports: "Sales per customer '
        "in this group rose from 3 to 10 dollars, from one half-year to the next. They have more "
        'than tripled." It asks for 30,000 dollars more. (A dollar of sales leaves 30 cents of '
        "margin.)\n\n"
        "What do you answer? Choose a letter. Then write a note of at most 120 words to the board: "
        "what you recommend, two numbers of the lesson or of this report that carry it, what it "
        "costs, what would change your mind, and what you owe the customers."
    ),
    answer=Choice(
        {
            "a": _(
                "Pay: sales that triple are worth it, and the report has a before and an after."
            ),
            "b": _(
                "Do not pay yet: such a group rises without any gift, and the gain of margin would "
                "not cover the gift. Offer a lottery instead, half with a gift and half without."
            ),
            "c": _(
                "Do not pay: customers with low scores cannot be moved. Give all the gifts to the "
                "champions, whose sales will show the success."
            ),
            "d": _(
                "Pay for half of it, and compare this group with the champions after half a year: "
                "whoever grows more deserves the gifts."
            ),
        },
        key="b",
    ),
    mistakes=(
        Mistake(
            _("before and after taken for an effect"),
            "a",
            _(
                'The group was chosen BECAUSE it had bought little. Look at the row "other 80%" '
                "in step 2: nobody gave these people anything, and what did their sales do?"
            ),
        ),
        Mistake(
            _("a forecast taken for an effect"),
            "c",
            _(
                "Scores say who will buy, not whom a gift changes. And the champions, chosen for "
                "high sales, will fall on average, with or without a gift: their sales cannot "
                "show the success."
            ),
        ),
        Mistake(
            _("two groups chosen in different ways"),
            "d",
            _(
                "One group was chosen because it was low, the other because it was high. The first "
                "will rise and the second will fall by itself. Compare people who were chosen in "
                "the same way."
            ),
        ),
    ),
    hints=(
        _("What would this group have done without the gift? One table of the lesson tells."),
        _("And the money: by how many dollars of MARGIN did the group rise, per gift of 10?"),
        _("Which proposal compares people who were chosen in the same way?"),
    ),
    why=_(
        "The answer is {answer} Even if the gift had caused all of the rise, 7 dollars of sales "
        "are about 2 dollars of margin, for a gift of 10. And in step 2, the whole 80% rose "
        "as much with no gift at all."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("Before and after is a comparison."),
        ask=_("Which programme of your own firm was judged by the group's own past?"),
        extend=_(
            "How large must the two halves be if a champion's margin varies as in the lesson?"
        ),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one thing clearly, in the first sentence."),
            _("Says that a group chosen for low sales rises without any programme."),
            _("Does the arithmetic in margin, not in sales, against the cost of the gift."),
            _("Proposes a comparison of people who were chosen in the same way, by lottery."),
            _("Says what would change the recommendation, and treats customers openly."),
        ),
        strong=_(
            "I recommend that we do not pay, and run a lottery instead. The group was chosen for "
            "low sales. In our own data the whole 80% rise from about 3 to about 10 dollars with "
            "no gift at all. Even if the gift had done it, 7 dollars of sales are 2 dollars of "
            "margin, for a gift of 10. Let chance give 1,000 gifts (10,000 dollars) among 2,000 "
            "customers of the same 80%, and compare margin after half a year. If the half with a "
            "gift brings 10 dollars more, I am wrong and we continue. We tell customers that gifts "
            "are drawn by lot, and use nothing but their purchases."
        ),
        weak=_(
            "The results are impressive, sales have tripled, and the agency has experience. To be "
            "careful we should pay half now. We can compare with the champions next year. The "
            "customers like gifts, so nothing can go wrong."
        ),
        weak_because=_(
            "It takes before and after for an effect, counts sales instead of margin, and compares "
            "two groups that luck moves in opposite directions."
        ),
    ),
)

QUESTIONS = [CODES, LUXURY, TRIBES, JEOPARDY, KEEP, REPORT]

PREDICTIONS = [
    Prediction(
        id="07-tribes",
        statement=_("What do these two columns show of shop C, Lantern's own customers?"),
        reading=_(
            "The colours are the computer's. Beside a shop without tribes, nothing stands out in "
            "these two columns that is worth five programmes."
        ),
        options={
            "a": _("No more than of A: one cloud, which the computer has cut into five"),
            "b": _("The same as of B: five tribes, which the computer has found"),
        },
        comes_back=_("step 3"),
    ),
    Prediction(
        id="07-fifth",
        statement=_(
            "From April to September, the best 20% of the customers brought more than nine tenths "
            "of all sales. What per cent of the sales will the same people bring from October to "
            "March?"
        ),
        reading=_("Part of what put them on the list was luck, and luck does not repeat."),
        if_high=_(
            "The list is good, and less good than it looks: nobody stays lucky, and others become "
            "the best."
        ),
        unit="%",
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 2"),
    ),
]

"""Lesson 05, sunk costs, habits and look-alikes: its questions and predictions."""

from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.habits import BrandTruth, brand_world, make_brand_panel
from casekit.metrics.habits import half_life, repeat_buying
from casekit.models.habits import BrandChoice, LaggedPriceTest, lagged_price_test
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

SEED = 55


@cache
def taste_only() -> tuple[pd.DataFrame, BrandTruth]:
    """Give the exercise's panel of shoppers without any habit."""
    return make_brand_panel(1_500, gamma=0.0, taste_sd=1.5, seed=SEED)


@cache
def both() -> tuple[pd.DataFrame, BrandTruth]:
    """Give the exercise's panel of shoppers with habit and taste."""
    return make_brand_panel(1_500, gamma=1.0, taste_sd=1.5, seed=SEED)


@cache
def old_price(habit: bool) -> LaggedPriceTest:
    """Give the test of the old price in one of the two panels."""
    return lagged_price_test((both() if habit else taste_only())[0])


@cache
def in_the_lesson(gamma: float, taste_sd: float) -> float:
    """Give z of the old price in one of the lesson's own worlds: the wrong panel here."""
    panel, _truth = make_brand_panel(1_500, gamma=gamma, taste_sd=taste_sd, seed=7)
    return lagged_price_test(panel).z


@cache
def coffee() -> BrandTruth:
    """Give the world whose habit the question about money asks for."""
    return brand_world(1, gamma=1.4, price_sensitivity=0.4, seed=SEED)


# --- 1. the theatre ---------------------------------------------------------------------------

PLAYS = Question(
    id="05-plays",
    level="A",
    title=_("How large was the effect in the theatre?"),
    statement=_(
        "In the theatre experiment, holders who had paid the full price saw **4.1** of the first "
        "5 plays, as reported by Konnikova. Both groups with a discount saw **3.3**.\n\n"
        "How many plays more did full-price holders see, and how many **per cent** more than the "
        "others? Give `[plays, per_cent]`."
    ),
    answer=Numbers(
        names=("plays", "per_cent"),
        expected=lambda: (4.1 - 3.3, 100 * (4.1 - 3.3) / 3.3),
        tolerance={"plays": 0.02, "per_cent": 0.5},
        decimals=1,
        appears_because="0.8 is also the price sensitivity of the generator",
    ),
    mistakes=(
        Mistake(
            _("share of all plays instead of per cent more"),
            lambda: (4.1 - 3.3, 100 * (4.1 - 3.3) / 5),
            _(
                "You divided by the 5 plays. That gives percentage points of attendance. Per cent "
                "MORE compares with what the others saw."
            ),
        ),
        Mistake(
            _("compared with the full-price group"),
            lambda: (4.1 - 3.3, 100 * (4.1 - 3.3) / 4.1),
            _(
                "You divided by the plays of those who paid the full price. The groups with a "
                "discount are the comparison: divide by theirs."
            ),
        ),
        Mistake(
            _("share instead of per cent"),
            lambda: (4.1 - 3.3, (4.1 - 3.3) / 3.3),
            _(
                "That is a share. In per cent it is 100 times as much. Write the number alone, "
                "without a sign."
            ),
        ),
        Mistake(
            _("ratio instead of difference"),
            lambda: (4.1 - 3.3, 100 * 4.1 / 3.3),
            _(
                "That is one group in per cent of the other. How many per cent MORE is that ratio "
                "less 100."
            ),
        ),
    ),
    hints=(
        _("Two comparisons of the same two numbers: one by difference, one by ratio."),
        _("Per cent more: the difference, divided by what the others saw, times 100."),
        _("plays = 4.1 - 3.3; per_cent = 100 * plays / 3.3"),
    ),
    why=_(
        "{answer}. Chance decided who paid what, so apart from luck the groups differ only in the "
        "price paid; the report does not say how many people took part, so nobody can say how "
        "large the luck is. And it is one theatre and six months. In Zambia, Ashraf, Berry "
        "and Shapiro (2010) found no consistent effect of that kind."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("Per cent and percentage points are the same."),
        ask=_("Would the number mean the same if people had chosen their price themselves?"),
        extend=_("Both discounts, small and large, gave the same attendance. What does it tell?"),
    ),
    also=(lambda: {"per_cent": 24.2424, "plays": 0.8},),
)

# --- 2. the plain logit -----------------------------------------------------------------------

NAIVE = Question(
    id="05-naive",
    level="B",
    title=_("Habit where there is none"),
    statement=_(
        "The panel `taste_panel` comes from a world without any habit: gamma is 0, and only "
        "tastes differ. Fit the plain logit, and read its coefficient `habit` (in log-odds). "
        "Give two decimals.\n\n"
        'Complete the line `ck.BrandChoice().fit(...).params["habit"]`: put the name of the panel '
        "in place of the dots."
    ),
    answer=Number(
        lambda: BrandChoice().fit(taste_only()[0]).params["habit"],
        tolerance=0.02,
        unit=_("log-odds"),
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("true tastes held fixed"),
            lambda: BrandChoice(tastes=taste_only()[1].tastes).fit(taste_only()[0]).params["habit"],
            _(
                "That is near 0: the truth of this world, and what one finds with the true tastes "
                "held fixed. What does the PLAIN logit say, without `tastes=`?"
            ),
        ),
        Mistake(
            _("the other panel"),
            lambda: BrandChoice().fit(both()[0]).params["habit"],
            _("That is the plain logit of the other panel, which has habit. Fit `taste_panel`."),
        ),
        Mistake(
            _("repeat rate instead of coefficient"),
            lambda: repeat_buying(taste_only()[0]).repeat_rate,
            _("That is the repeat rate. The question asks for the coefficient of the plain logit."),
        ),
        Mistake(
            _("log-odds of the repeat rate"),
            lambda: np.log(
                repeat_buying(taste_only()[0]).repeat_rate
                / (1 - repeat_buying(taste_only()[0]).repeat_rate)
            ),
            _(
                "Those are the log-odds of repeating. The coefficient is the SWING between having "
                "bought the one and the other last, with prices held fixed."
            ),
        ),
    ),
    hints=(
        _("One line: a model, a fit, and one of its parameters by name."),
        _("The plain logit is `ck.BrandChoice()` with nothing in the brackets."),
        _('`ck.BrandChoice().fit(taste_panel).params["habit"]`'),
    ),
    why=_(
        "{answer}, in a world where gamma is 0. Who likes a brand bought it last time and buys it "
        "this time. The plain logit knows nothing of tastes, so it calls their trace a habit."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("A large and significant coefficient is an effect."),
        ask=_("Its z is enormous. What is it that the data are so sure of?"),
        extend=_("Raise taste_sd to 2.5. What does the plain logit say now?"),
    ),
    also=(lambda: float(BrandChoice().fit(taste_only()[0]).values[-1]),),
)

# --- 3. the old price -------------------------------------------------------------------------

OLD_PRICE = Question(
    id="05-old-price",
    level="C",
    title=_("Ask the old price"),
    statement=_(
        "Two panels: `taste_panel` (no habit) and `both_panel` (habit and taste). Test each of "
        "them by the price of last time, and give the two values of **z**: `[z_taste, z_both]`, "
        "one decimal each.\n\n"
        "`ck.lagged_price_test(...)`, with a panel's name for the dots, gives a result; its parts "
        "are `coefficient`, `std_error`, "
        "`z`, `next_coefficient`, `next_z`."
    ),
    answer=Numbers(
        names=("z_taste", "z_both"),
        expected=lambda: (old_price(False).z, old_price(True).z),
        tolerance=0.1,
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("coefficient instead of z"),
            lambda: (old_price(False).coefficient, old_price(True).coefficient),
            _("Those are the coefficients. z is the coefficient in standard errors: the part `z`."),
        ),
        Mistake(
            _("price of next time"),
            lambda: (old_price(False).next_z, old_price(True).next_z),
            _(
                "Those belong to the price of NEXT time, the placebo. The test of habit is the "
                "price of LAST time."
            ),
        ),
        Mistake(
            _("today's price"),
            lambda: (old_price(False).fit.z["price"], old_price(True).fit.z["price"]),
            _(
                "Those are the z of TODAY's price. It matters in both worlds: everybody looks at "
                "the price. The test is about last time's."
            ),
        ),
        Mistake(
            _("sign left out"),
            lambda: (abs(old_price(False).z), abs(old_price(True).z)),
            _(
                "Give z with the sign that the test shows. A low price last time brings buyers: "
                "where that still counts today, z is below 0."
            ),
        ),
        Mistake(
            _("the lesson's panels"),
            lambda: (in_the_lesson(0.0, 2.52), in_the_lesson(1.0, 1.5)),
            _("Those are the panels of the lesson. Test the two that this page has made."),
        ),
        Mistake(
            _("panels exchanged"),
            lambda: (old_price(True).z, old_price(False).z),
            _("The right values, in the other order: first `taste_panel`, then `both_panel`."),
        ),
    ),
    hints=(
        _("The same function twice, once for each panel."),
        _("`result = ck.lagged_price_test(taste_panel)`, then `result.z`."),
        _(
            "```\nz_taste = ck.lagged_price_test(taste_panel).z\n"
            "z_both = ck.lagged_price_test(both_panel).z\n```"
        ),
    ),
    why=_(
        "{answer}. Without habit, what the tea cost last month is over and done with, and z stays "
        "within what chance allows. With habit, a low price then made a purchase then, and that "
        "purchase still pulls."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("A test that finds habit also says how much."),
        ask=_("Could a full cupboard at home make the old price matter without any habit?"),
        extend=_("Cut both panels to 200 customers. How often does the test still find the habit?"),
    ),
    also=(lambda: {"z_both": old_price(True).z, "z_taste": old_price(False).z},),
)

# --- 4. half-life -----------------------------------------------------------------------------

HALF_LIFE = Question(
    id="05-half-life",
    level="B",
    title=_("When is the pull of the money down to half?"),
    statement=_(
        "In our formula the pull of money already spent is `kappa * money * exp(-rho * months)`, "
        "with `rho` = 0.15 a month. After how many months is the pull down to half? Give two "
        "decimals.\n\n"
        "Complete the line `months = ck.half_life(...)`, or work it out by hand."
    ),
    answer=Number(lambda: half_life(0.15), tolerance=0.01, unit=_("months"), decimals=2),
    mistakes=(
        Mistake(
            _("mean life instead of half-life"),
            lambda: 1 / 0.15,
            _(
                "1 / rho is the mean life: by then the pull is down to about 37%. Half is reached "
                "earlier."
            ),
        ),
        Mistake(
            _("a straight line"),
            lambda: 0.5 / 0.15,
            _(
                "You took a loss of 0.15 of the FIRST pull each month. The formula loses a share "
                "of what is left, so it slows down."
            ),
        ),
        Mistake(
            _("logarithm to the base of 10"),
            lambda: np.log10(2) / 0.15,
            _("You used the logarithm to the base of 10. exp belongs to the natural one."),
        ),
        Mistake(
            _("15% off each month"),
            lambda: np.log(2) / -np.log(1 - 0.15),
            _(
                "You took 15% off at each month's end. The formula fades all the time, at a rate "
                "of 0.15: after one month exp(-0.15) is left, a little more than 0.85."
            ),
        ),
    ),
    hints=(
        _("Look for the months at which `exp(-0.15 * months)` is one half."),
        _("`ck.half_life(rate)` takes the rate at which something fades, here `rho`."),
        _("`months = ck.half_life(0.15)`"),
    ),
    why=_(
        "{answer}. The pull fades: what binds a customer in the first months of a prepaid year "
        "binds much less at its end, when the renewal is decided. The rate is our choice; "
        "Gourville and Soman (1998) find such a fading and call it payment depreciation."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A sunk cost binds for ever."),
        ask=_("A gym takes the fee once a year or once a month. When do people come?"),
        extend=_("After how many months is a tenth left?"),
    ),
    also=(lambda: float(np.log(2) / 0.15),),
)

# --- 5. money ---------------------------------------------------------------------------------

MONEY = Question(
    id="05-money",
    level="B",
    title=_("What is a habit worth in money?"),
    statement=_(
        "In step 4 the habit of a tea buyer was turned into dollars. Do the same for coffee. "
        "There the habit gamma is 1.4: between *the other brand last* and *this brand last* the "
        "log-odds move by 1.4 in all, half of it up and half of it down. A dollar moves them by "
        "`b` = 0.4.\n\n"
        "By how many **dollars** must the other brand be cheaper to outweigh the habit? Give two "
        "decimals."
    ),
    answer=Number(lambda: coffee().habit_in_money, tolerance=0.01, unit="$", decimals=2),
    mistakes=(
        Mistake(
            _("the whole swing"),
            lambda: coffee().gamma / coffee().price_sensitivity,
            _(
                "You took the whole step, from *the other brand last* to *this brand last*. One "
                "price gap has to make up for half of it."
            ),
        ),
        Mistake(
            _("log-odds instead of dollars"),
            lambda: coffee().gamma / 2,
            _("Those are log-odds. Now turn them into dollars."),
        ),
        Mistake(
            _("cents instead of dollars"),
            lambda: 100 * coffee().habit_in_money,
            _("Give dollars, not cents."),
        ),
        Mistake(
            _("multiplied instead of divided"),
            lambda: coffee().gamma / 2 * coffee().price_sensitivity,
            _("You multiplied by b. Log-odds divided by log-odds for each dollar give dollars."),
        ),
        Mistake(
            _("upside down"),
            lambda: coffee().price_sensitivity / (coffee().gamma / 2),
            _("Upside down: those are not dollars. Divide the habit by the price sensitivity."),
        ),
    ),
    hints=(
        _("Which part of the swing must a price gap make up for?"),
        _("Half of gamma, in log-odds; b turns dollars into log-odds."),
        _("`dollars = (1.4 / 2) / 0.4`"),
    ),
    why=_(
        "{answer}. Compare habits in money. Some software gives the half as its coefficient, "
        "some the whole: the same habit then looks twice as large, but the money is the same."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("A coefficient has a meaning without the coding of its regressor."),
        ask=_("Is this the barrier of one month, or of a lifetime?"),
        extend=_("Read `habit_in_money` of a fit of `both_panel`, plain and with tastes."),
    ),
    also=(lambda: 0.7 / 0.4, lambda: np.float64(1.75)),
)

# --- 6. the decision --------------------------------------------------------------------------

COUPON = Question(
    id="05-coupon",
    level="A",
    title=_("The sales director asks again"),
    statement=_(
        "The sales director of Osprey has read this lesson and comes back: “Then let us do it "
        "for **one product where habit is strong**. In coffee, 80 of 100 purchases repeat, "
        "against 50 expected from market shares, and our analyst's logit has a habit with "
        "z above 40.” Four answers are on the table. Which one does the evidence of this lesson "
        "support best?\n\n"
        "Choose a letter. Then write a note of at most 80 words: what you recommend, two numbers "
        "of the lesson that carry it, and how you would find out what you do not know."
    ),
    answer=Choice(
        {
            "a": _("Print now: with 80 repeats where 50 were expected, something binds them."),
            "b": _("Print now: z above 40 rules out chance, so the habit is there."),
            "c": _("Give it to some of the rival's buyers, by lot; compare with the other buyers."),
            "d": _("Print for everybody for a month; compare sales with the month before."),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("the repeat rate as proof"),
            "a",
            _(
                "Look again at step 2: worlds without any habit have the same repeat rate as "
                "worlds with nothing else."
            ),
        ),
        Mistake(
            _("the plain logit as proof"),
            "b",
            _(
                "Look again at the myth: a plain logit is very sure of itself even where there is "
                "no habit at all. A z says that chance is not the reason; it does not say what is."
            ),
        ),
        Mistake(
            _("sales before and after"),
            "d",
            _(
                "A coupon sells more packs in its month in every world, also without habit. That "
                "month may differ from the one before in other ways too. You need buyers of the "
                "same month without a coupon, and you need to count what comes later."
            ),
        ),
    ),
    hints=(
        _("Ask of each answer: would it be different in a world without habit?"),
        _("Two of the four rest on numbers that step 2 and the myth have shown to be blind."),
        _("A coupon by chance is a low price by chance. What does habit do to later months?"),
    ),
    why=_(
        "The answer is {answer} A coupon given by chance is the cleanest old price there is. "
        "It shows what was bought at once, what was bought anyway, and the echo, if there is "
        "one. And it shows the sum that matters, in money, without any model."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("Strong repeat buying means strong habit."),
        ask=_("How many months after the coupon would you count, and why not one?"),
        extend=_(
            "How many shoppers would the trial need if a pack earned three dollars? "
            "`ck.coupon_trial(with_tastes, coupon=1.0, margin=3.0)`, and why more or fewer?"
        ),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one answer clearly, in the first sentence."),
            _("Uses two numbers of the lesson correctly, with their units."),
            _("Keeps repeat buying (what is seen) and habit (a cause) apart."),
            _("Counts the coupons of those who would have bought anyway."),
            _("Names a comparison by chance, with many shoppers, and counts some later months."),
        ),
        strong=_(
            "I recommend a trial by chance before we print for everybody. In tea, 72 of 100 "
            "purchases repeated, and a world without any habit shows the same. Two of three "
            "coupons went to people who would have bought anyway. So neither 80% nor a large z "
            "tells us what coffee earns. Give the coupon to some ten thousand of the rival's "
            "buyers, chosen by lot, and compare packs and profit with as many others for three "
            "months, all redeemed coupons counted."
        ),
        weak=_(
            "Coffee drinkers are known to be creatures of habit and the statistics are very "
            "significant, so we should print the coupons for everybody now. Sales will go up in "
            "the month of the coupon, and that will show that it worked."
        ),
        weak_because=_(
            "It takes repeat buying and significance for habit, uses no number, and its proof, "
            "sales in the month of the coupon, would look the same in a world without habit."
        ),
    ),
)

QUESTIONS = [PLAYS, NAIVE, OLD_PRICE, HALF_LIFE, MONEY, COUPON]

PREDICTIONS = [
    Prediction(
        id="05-packs",
        statement=_(
            "Of the people who redeem a coupon, some would have bought anyway, and some come back "
            "later. For every 100 coupons redeemed, how many packs will Osprey sell that it would "
            "not have sold without them, over the whole year?"
        ),
        reading=_("What counts is what would not have been sold without the coupon."),
        if_low=_("With your guess, the coupon would look worse than it is."),
        if_high=_("With your guess, the coupon would look better than it is."),
        unit=_("packs"),
        decimals=0,
        minimum=0,
        maximum=2000,
        comes_back=_("step 5"),
    ),
    Prediction(
        id="05-no-habit",
        statement=_(
            "Imagine two brands that sell equally well, and shoppers without any habit at all: "
            "last month's purchase means nothing to them. How many of 100 purchases can be "
            "repeats there?"
        ),
        reading=_("Taste alone can make as many repeats as habit does."),
        options={
            "a": _("about 50, as if a coin were tossed"),
            "b": _("a few more than 50, but not 72"),
            "c": _("72, as at Osprey, and even more"),
        },
        comes_back=_("step 2"),
    ),
]

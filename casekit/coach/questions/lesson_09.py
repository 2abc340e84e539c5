"""Lesson 09, lifetime value in shops and restaurants: its questions and predictions."""

from dataclasses import asdict
from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.datasets import load
from casekit.generators.purchases import BGNBDProcess, ParetoNBDProcess, make_purchases
from casekit.metrics.purchases import split_calibration_holdout
from casekit.models.purchases import BGNBD, BGNBDResults, GammaGamma, GammaGammaResults
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

TODAY = "1997-09-30"
HORIZON_WEEKS = 39


@cache
def split() -> pd.DataFrame:
    """Give the histories of the sample up to today, with the 39 weeks that followed."""
    return split_calibration_holdout(load("cdnow_sample"), calibration_end=TODAY)


@cache
def published() -> BGNBDResults:
    """Give the BG/NBD model at the parameters that its authors printed."""
    return BGNBD.at(**asdict(BGNBDProcess()), unit="weeks")


def one_customer(frequency: float, last: float, age: float) -> pd.DataFrame:
    """Give a table with the history of one customer, in weeks."""
    return pd.DataFrame(
        {
            "customer_id": [1],
            "frequency": [frequency],
            "age_at_last_purchase_weeks": [last],
            "age_weeks": [age],
            "weeks_since_last_purchase": [age - last],
        }
    )


def alive(frequency: float, last: float, age: float) -> float:
    """Give P(alive) of one customer at the published parameters."""
    return float(published().probability_alive(one_customer(frequency, last, age)).iloc[0])


def forecast(frequency: float, last: float, age: float, weeks: float = HORIZON_WEEKS) -> float:
    """Give the expected purchases of one customer at the published parameters."""
    table = one_customer(frequency, last, age)
    return float(published().expected_purchases(table, horizon_weeks=weeks).iloc[0])


# --- 1. two silences --------------------------------------------------------------------------


def _flip(two: tuple[float, float, float], ten: tuple[float, float, float]) -> tuple[float, ...]:
    """Give P(alive) in per cent after a long and after a short silence, for both customers."""
    (short_two, long_two, age_two), (short_ten, long_ten, age_ten) = two, ten
    return (
        100 * alive(2, long_two, age_two),
        100 * alive(10, long_ten, age_ten),
        100 * alive(2, short_two, age_two),
        100 * alive(10, short_ten, age_ten),
    )


TWO_SILENCES = Question(
    id="09-two-silences",
    level="A",
    title=_("Who is likelier still a customer?"),
    statement=_(
        "Two customers first bought 39 weeks ago. One has made **2** repeat purchases, the other "
        "**10**. Compare them twice: after a long silence (both last bought in week **20**) and "
        "after a short one (both last bought in week **38**).\n\n"
        "Before you move a slider: who do you think is likelier still a customer, in each case? "
        "Then run the explorer, set the sliders, and read off the four values of P(alive), in "
        "per cent. What happens to the order of the two customers?"
    ),
    answer=Numbers(
        names=("two_long", "ten_long", "two_short", "ten_short"),
        expected=lambda: _flip((38, 20, 39), (38, 20, 39)),
        # Wide enough for a slider's whole per cents, and for the lesson's own fit.
        tolerance=0.8,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("silence set where the week of the last purchase belongs"),
            lambda: _flip((1, 19, 39), (1, 19, 39)),
            _(
                "It looks as if the weeks of silence stood on the slider for the last purchase. "
                "That slider wants the week in which the customer last bought: 20, then 38."
            ),
        ),
        Mistake(
            _("the long and the short silence exchanged"),
            lambda: _flip((20, 38, 39), (20, 38, 39)),
            _(
                "Those are the right values, with the long and the short silence exchanged. Last "
                "purchase in week 20 of 39 is the LONG silence."
            ),
        ),
        Mistake(
            _("the two customers exchanged"),
            lambda: tuple(_flip((38, 20, 39), (38, 20, 39))[place] for place in (1, 0, 3, 2)),
            _(
                "Those are the values, with the two customers exchanged. Look again at which of "
                "the two has gone unusually quiet for somebody who used to buy so often."
            ),
        ),
        Mistake(
            _("39 weeks added to the last purchase"),
            lambda: _flip((38, 20, 59), (38, 20, 59)),
            _(
                "Today seems to stand later than week 39. The 39 weeks are counted from the FIRST "
                "purchase until today, for both customers and in both cases."
            ),
        ),
    ),
    hints=(
        _("Think of a regular guest who came every second week and has now been away for months."),
        _(
            "Three sliders: repeat purchases, the week of the last purchase, and today. Today "
            "stays at 39. Change the other two, one at a time."
        ),
        _(
            "Last purchase in week 20: read P(alive) with 2 and with 10 repeat purchases. Then "
            "move the last purchase to week 38 and read both again."
        ),
    ),
    why=_(
        "P(alive) is {answer}. After a short silence the frequent buyer is the safer one. After "
        "a long silence the order flips: for a customer who used to buy every two weeks, 19 weeks "
        "are long; for one who bought twice in 20 weeks they are nothing unusual. This is what "
        "the MODEL concludes. Step 4 of the lesson shows that the real customers of CDNOW did "
        "not behave that way."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("More purchases always mean a safer customer."),
        ask=_("Whose silence would worry you more: a daily guest's week or a yearly guest's?"),
        extend=_("Find the week of the last purchase at which the two customers are equal."),
    ),
    also=(
        lambda: {"ten_long": 4, "two_long": 54, "ten_short": 92, "two_short": 80},
        lambda: [
            100 / (1 + 0.793 / (2.426 + x - 1) * ((4.414 + 39) / (4.414 + last)) ** (0.243 + x))
            for last in (20, 38)
            for x in (2, 10)
        ],
    ),
)

# --- 2. the forecast of one customer ----------------------------------------------------------

ONE_FORECAST = Question(
    id="09-one-forecast",
    level="B",
    title=_("What will this customer buy?"),
    statement=_(
        "A customer of the sample made 2 repeat purchases. The last one came 30.43 weeks after "
        "the first purchase, and today is 38.86 weeks after it. With the published parameters, "
        "how many purchases do you expect from this customer in the **next 39 weeks**? Give three "
        "decimals.\n\n"
        "The table `customer` and the model `published` are ready. Complete the line: a model "
        "forecasts with `published.expected_purchases(table, horizon_weeks=number)`."
    ),
    answer=Number(
        lambda: forecast(2, 30.43, 38.86), tolerance=0.0015, unit="purchases", decimals=3
    ),
    mistakes=(
        Mistake(
            _("the past pace goes on for ever"),
            lambda: 2 / 38.86 * HORIZON_WEEKS,
            _(
                "That is the past pace, 2 purchases in 38.86 weeks, carried on for 39 weeks. It "
                "forgets that the customer may have left, and that a short history may be luck."
            ),
        ),
        Mistake(
            _("past pace times P(alive)"),
            lambda: 2 / 38.86 * HORIZON_WEEKS * alive(2, 30.43, 38.86),
            _(
                "You multiplied the past pace by P(alive). Better, but the pace itself is "
                "uncertain: the model draws it towards that of the other customers, and it lets "
                "the customer leave during the 39 weeks too."
            ),
        ),
        Mistake(
            _("forecast times P(alive) once more"),
            lambda: forecast(2, 30.43, 38.86) * alive(2, 30.43, 38.86),
            _(
                "You multiplied the model's forecast by P(alive). The forecast already allows for "
                "the chance that the customer has left; now it is counted twice."
            ),
        ),
        Mistake(
            _("a new customer instead of this one"),
            lambda: published().expected_purchases_of_a_new_customer(horizon_weeks=HORIZON_WEEKS),
            _(
                "That is the forecast for a NEW customer, of whom nothing is known yet. This "
                "customer has a history: hand over the table `customer`."
            ),
        ),
        Mistake(
            _("P(alive) instead of purchases"),
            lambda: alive(2, 30.43, 38.86),
            _(
                "That is P(alive), the probability that this is still a customer. The question "
                "asks how many purchases to expect."
            ),
        ),
        Mistake(
            _("the customer's age used as the horizon"),
            lambda: forecast(2, 30.43, 38.86, weeks=38.86),
            _("Your horizon is 38.86 weeks, the customer's age. The question asks for 39 weeks."),
        ),
        Mistake(
            _("time since the last purchase used as its age"),
            lambda: forecast(2, 38.86 - 30.43, 38.86),
            _(
                "You gave the model the weeks SINCE the last purchase. It wants the age at the "
                "last purchase, counted from the first one."
            ),
        ),
        Mistake(
            _("39 days instead of 39 weeks"),
            lambda: forecast(2, 30.43, 38.86, weeks=HORIZON_WEEKS / 7),
            _("Your horizon is 39 days. The question asks for 39 weeks: look at the argument."),
        ),
    ),
    hints=(
        _("The model already knows how to forecast: you only tell it how far ahead to look."),
        _("The method is `expected_purchases`; the name of its argument says the unit of time."),
        _("`published.expected_purchases(customer, horizon_weeks=...)`"),
    ),
    why=_(
        "The model expects {answer}, the number that Fader, Hardie and Lee print for this "
        "customer. The past pace alone would say about two: the model allows for luck in a short "
        "history, and for leaving."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Tomorrow's purchases are yesterday's pace times the time ahead."),
        ask=_("A guest came twice in your restaurant's first month. How often in the next?"),
        extend=_("Forecast 78 weeks instead of 39. Why is it less than twice as much?"),
    ),
    also=(
        lambda: published().expected_purchases(
            one_customer(2, 30.43, 38.86), horizon_days=HORIZON_WEEKS * 7
        ),
    ),
)

# --- 3. the 90-day rule where the truth is known ----------------------------------------------

SILENT_LIMIT_DAYS = 90


@cache
def simulated_shop() -> tuple[pd.Series, pd.Series]:
    """Give a simulated shop at week 39: whole days of silence, and who is truly alive."""
    log, truth = make_purchases(20_000, seed=9, process=ParetoNBDProcess())
    week_39 = truth.start + pd.Timedelta(weeks=39)
    last_purchase = log[log["date"] < week_39].groupby("customer_id")["date"].max()
    return (week_39 - last_purchase).dt.days, truth.alive_at(39)


def _errors_of_the_rule() -> tuple[float, float]:
    silence_days, is_alive = simulated_shop()
    silent = silence_days > SILENT_LIMIT_DAYS
    return float(is_alive[silent].mean()), float((~is_alive[~silent]).mean())


def _errors_the_wrong_way_round() -> tuple[float, float]:
    silence_days, is_alive = simulated_shop()
    silent = silence_days > SILENT_LIMIT_DAYS
    return float(silent[is_alive].mean()), float((~silent[~is_alive]).mean())


def _errors_out_of_all() -> tuple[float, float]:
    silence_days, is_alive = simulated_shop()
    silent = silence_days > SILENT_LIMIT_DAYS
    return float((silent & is_alive).mean()), float((~silent & ~is_alive).mean())


def _errors_of_three_months_as_weeks() -> tuple[float, float]:
    silence_days, is_alive = simulated_shop()
    silent = silence_days / 7 > SILENT_LIMIT_DAYS / 30
    return float(is_alive[silent].mean()), float((~is_alive[~silent]).mean())


def _errors_by_table() -> list[float]:
    silence_days, is_alive = simulated_shop()
    counts = pd.crosstab(silence_days > SILENT_LIMIT_DAYS, is_alive, normalize="index")
    return list(counts.to_numpy().diagonal()[::-1])


NINETY_DAYS = Question(
    id="09-ninety-days",
    level="B",
    title=_("How often is the 90-day rule wrong?"),
    statement=_(
        "In the simulated shop the truth is known. The Series `silent` says who has not bought "
        "for more than 90 days, the Series `alive` says who is truly still a customer. The rule "
        "calls every silent customer lost, and every other customer active.\n\n"
        "Compute its two errors, as shares between 0 and 1:\n\n"
        "- `wrongly_lost`: of the customers whom the rule calls **lost**, which share is alive?\n"
        "- `wrongly_active`: of the customers whom the rule calls **active**, which share has left?"
    ),
    answer=Numbers(
        names=("wrongly_lost", "wrongly_active"),
        expected=_errors_of_the_rule,
        tolerance=0.005,
        decimals=3,
    ),
    mistakes=(
        Mistake(
            _("conditions exchanged"),
            _errors_the_wrong_way_round,
            _(
                "You asked it the other way round: of those ALIVE, which share does the rule call "
                "lost. The question starts from what the rule says: of those it calls LOST, which "
                "share is alive."
            ),
        ),
        Mistake(
            _("share of all customers"),
            _errors_out_of_all,
            _(
                "You divided by all customers. Each error has its own base: those called lost, "
                "and those called active."
            ),
        ),
        Mistake(
            _("weeks compared with months"),
            _errors_of_three_months_as_weeks,
            _(
                "It looks as if 3, for three months, was compared with a column in WEEKS. Bring "
                "both to the same unit first: 90 days."
            ),
        ),
        Mistake(
            _("right calls instead of errors"),
            lambda: tuple(1 - share for share in _errors_of_the_rule()),
            _("Those are the shares that the rule gets RIGHT. The question asks for its errors."),
        ),
    ),
    hints=(
        _("Take one group at a time: look only at the customers called lost, and count the alive."),
        _(
            "`alive[silent]` keeps the customers called lost; `.mean()` of True and False is a "
            "share."
        ),
        _("`wrongly_lost = alive[silent].mean()`, and `wrongly_active = (~alive[...]).mean()`"),
    ),
    why=_(
        "{answer}. The rule makes both errors at once: it writes off living customers, and it "
        "counts as active some who have already gone. No number of days removes both: a longer "
        "limit lowers the first error a little and raises the second."
    ),
    minutes=8,
    note=TeachingNote(
        misconception=_("A customer is active or lost, and a number of days tells which."),
        ask=_("Which of the two errors costs your own company more?"),
        extend=_("Draw both errors for limits from 30 to 180 days. Where would you put the limit?"),
    ),
    also=(_errors_by_table,),
)

# --- 4. average spend -------------------------------------------------------------------------


@cache
def spend_results() -> GammaGammaResults:
    """Fit the spend model to the repeat buyers of the sample."""
    histories = split()
    return GammaGamma().fit(histories[histories["frequency"] > 0])


def _purchases_until_today() -> pd.DataFrame:
    log = load("cdnow_sample")
    past = log[log["date"] <= TODAY]
    return past.groupby(["customer_id", "date"])["amount"].sum().reset_index()


@cache
def _mean_spend_of_the_whole_list() -> float:
    histories = split_calibration_holdout(load("cdnow"), calibration_end=TODAY)
    return GammaGamma().fit(histories[histories["mean_repeat_spend"] > 0]).mean_spend


MEAN_SPEND = Question(
    id="09-mean-spend",
    level="B",
    title=_("What does an average customer spend?"),
    statement=_(
        "Fit the spend model (`GammaGamma`) to the customers of the sample with at least one "
        "repeat purchase by 30 September 1997. According to it, what is the **mean spend per "
        "repeat purchase** of the average customer, in US dollars with two decimals?"
    ),
    answer=Number(lambda: spend_results().mean_spend, tolerance=0.02, unit="$", decimals=2),
    mistakes=(
        Mistake(
            _("mean of all purchases"),
            lambda: _purchases_until_today()["amount"].mean(),
            _(
                "That is the average over all PURCHASES. Those who buy often are in it many "
                "times. The model asks about the average CUSTOMER."
            ),
        ),
        Mistake(
            _("mean of all orders"),
            lambda: load("cdnow_sample").query("date <= @TODAY")["amount"].mean(),
            _(
                "That is the average over all ORDERS, rows of the log. Several orders on one day "
                "are one purchase, and the model asks about the average CUSTOMER."
            ),
        ),
        Mistake(
            _("the lesson's value, from the whole list"),
            _mean_spend_of_the_whole_list,
            _(
                "That is the value of the lesson, for the whole list. This exercise asks about "
                "the sample: fit the model to `split` here."
            ),
        ),
        Mistake(
            _("plain mean of the customers' averages"),
            lambda: split()["mean_repeat_spend"].mean(),
            _(
                "That is the plain mean of the customers' own averages. It is close, but it "
                "trusts an average of one purchase as much as an average of ten. Fit the model "
                "and ask it for `mean_spend`."
            ),
        ),
        Mistake(
            _("mean of the customers' forecasts"),
            lambda: spend_results().expected_spend(split()[split()["frequency"] > 0]).mean(),
            _(
                "That is the mean of the forecasts for THESE customers. The question asks for the "
                "mean of the whole population that the model describes: `mean_spend`."
            ),
        ),
        Mistake(
            _("all repeat purchases pooled"),
            lambda: (
                (split()["mean_repeat_spend"] * split()["frequency"]).sum()
                / split()["frequency"].sum()
            ),
            _(
                "That is the average over all repeat PURCHASES. Those who buy often are in it "
                "many times. The model asks about the average CUSTOMER."
            ),
        ),
        Mistake(
            _("mean of the first purchases"),
            lambda: split()["first_spend"].mean(),
            _(
                "That is the mean FIRST purchase of all customers. First purchases are smaller "
                "here, and the model is about repeat purchases."
            ),
        ),
        Mistake(
            _("median customer"),
            lambda: split()["mean_repeat_spend"].median(),
            _("That is the median customer. The question asks for the mean."),
        ),
    ),
    hints=(
        _("Keep the customers who have repeated, then let the model fit."),
        _("Customers with `frequency` above 0 are the repeat buyers. `fit` gives you results."),
        _(
            "`repeaters = split[split['frequency'] > 0]`, then "
            "`ck.GammaGamma().fit(repeaters)` has `mean_spend`."
        ),
    ),
    why=_(
        "{answer}. The plain mean of the customers' averages comes close, and in this model it "
        "should: it is right on average, only less exact, because it trusts one purchase as much "
        "as ten. The mean over all purchases is higher, because frequent buyers spend more per "
        "purchase and are in it more often."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("There is one average: sales divided by purchases."),
        ask=_("If ten regulars spend 20 and one guest spends 200, what is average spend?"),
        extend=_("Read `correlation` of the results. What would you do if it were 0.5?"),
    ),
    also=(
        lambda: (
            spend_results().params["p"]
            * spend_results().params["gamma"]
            / (spend_results().params["q"] - 1)
        ),
    ),
)

# --- 5. the holdout ---------------------------------------------------------------------------


@cache
def forecasts() -> pd.DataFrame:
    """Give three forecasts for the next 39 weeks beside what was bought, a row a customer."""
    histories = split()
    model = BGNBD().fit(histories)
    return pd.DataFrame(
        {
            "model": model.expected_purchases(histories, horizon_weeks=HORIZON_WEEKS).to_numpy(),
            "pace": (histories["frequency"] / histories["age_weeks"] * HORIZON_WEEKS).to_numpy(),
            "nobody": 0.0,
            "actual": histories["holdout_purchases"].to_numpy(),
        }
    )


def _typical_error(table: pd.DataFrame) -> tuple[float, ...]:
    names = ("model", "pace", "nobody")
    return tuple(float((table[name] - table["actual"]).abs().mean()) for name in names)


def _signed_error(table: pd.DataFrame) -> tuple[float, ...]:
    names = ("model", "pace", "nobody")
    return tuple(float((table[name] - table["actual"]).mean()) for name in names)


def _root_mean_square(table: pd.DataFrame) -> tuple[float, ...]:
    names = ("model", "pace", "nobody")
    return tuple(float(np.sqrt(((table[n] - table["actual"]) ** 2).mean())) for n in names)


HOLDOUT = Question(
    id="09-holdout",
    level="C",
    title=_("Whose forecast would you trust?"),
    statement=_(
        "Three forecasts of each customer's purchases in the next 39 weeks:\n\n"
        "- `model`: BG/NBD fitted to the sample,\n"
        "- `pace`: the customer's own past pace goes on (repeat purchases per week of age, times "
        "39),\n"
        "- `nobody`: nobody buys anything.\n\n"
        "What really happened stands in `holdout_purchases`. Compute the **mean absolute error** "
        "(平均绝对误差) of each: how far off is the forecast for one customer, on average, in "
        "purchases? Then compare the forecast **totals** with the real total, and think which of "
        "the two yardsticks you would show to your board."
    ),
    answer=Numbers(
        names=("model", "pace", "nobody"),
        expected=lambda: _typical_error(forecasts()),
        tolerance=0.0055,
        unit="purchases",
        decimals=3,
    ),
    mistakes=(
        Mistake(
            _("signs cancel"),
            lambda: _signed_error(forecasts()),
            _(
                "Errors of opposite sign cancel in your average. Take the absolute value of each "
                "customer's error first (`.abs()`), then the mean."
            ),
        ),
        Mistake(
            _("squared instead of absolute errors"),
            lambda: _root_mean_square(forecasts()),
            _(
                "That is the root of the mean SQUARED error. It is a good measure too, but the "
                "question asks for the mean ABSOLUTE error."
            ),
        ),
        Mistake(
            _("only customers who bought again"),
            lambda: _typical_error(forecasts().query("actual > 0")),
            _(
                "You left out the customers who bought nothing. On the day of the forecast nobody "
                "knows who they are, so they belong in it."
            ),
        ),
        Mistake(
            _("first purchase counted in the pace"),
            lambda: _typical_error(
                forecasts().assign(
                    pace=(
                        (split()["frequency"] + 1) / split()["age_weeks"] * HORIZON_WEEKS
                    ).to_numpy()
                )
            ),
            _(
                "Your past pace counts the first purchase too. Only repeat purchases happened "
                "during the weeks of age: the first one happened at week 0."
            ),
        ),
    ),
    hints=(
        _("An error is forecast minus actual, for each customer. Three forecasts, one actual."),
        _("`(forecast - actual).abs().mean()` is the mean absolute error of one forecast."),
        _(
            "`pace = split['frequency'] / split['age_weeks'] * 39`; "
            "`(pace - split['holdout_purchases']).abs().mean()`, and so for the others."
        ),
    ),
    why=_(
        "{answer}. The forecast that nobody buys almost ties with the model. Most customers buy "
        "nothing in the next 39 weeks, so 0 is a good guess for ONE customer and a disaster for "
        "the TOTAL. Choose the yardstick by the decision: the price of a list is about totals."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("The smallest error per customer is the best forecast."),
        ask=_("A weather forecast of 'no rain' is right nine days in ten here. Is it useful?"),
        extend=_("Repeat with MBGNBD and ParetoNBD. Does any of the three win on both yardsticks?"),
    ),
    also=(
        lambda: pd.Series(
            dict(zip(("model", "pace", "nobody"), _typical_error(forecasts()), strict=True))
        ),
    ),
)

# --- 6. the decision --------------------------------------------------------------------------

WRITE_OFF = Question(
    id="09-write-off",
    level="A",
    title=_("Whom may we forget?"),
    statement=_(
        "Lantern Records was not sold. The new finance director wants to save the cost of "
        "serving silent customers, and asks you for a rule. Four proposals are on the table. "
        "Which one does the evidence of this lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the director: what you "
        "recommend, the two numbers from the lesson that carry it, what you do not know, and how "
        "you would find out."
    ),
    answer=Choice(
        {
            "a": _("Delete everybody who has not bought for 90 days."),
            "b": _("Delete everybody for whom the model gives P(alive) below 0.10."),
            "c": _(
                "Delete nobody yet; use a rehearsed forecast for the value of the whole list, and "
                "contact a random half of the silent customers who have bought more than once, to "
                "learn what contact changes."
            ),
            "d": _("Delete nobody and send a coupon to every silent customer at once."),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("the 90-day rule"),
            "a",
            _(
                "Look again at step 2: the customers whom this rule deletes brought a large part "
                "of the sales of the next 39 weeks."
            ),
        ),
        Mistake(
            _("the model's P(alive) as a verdict"),
            "b",
            _(
                "Look again at the figure of the silent customers in step 4: of the regulars to "
                "whom the model gave almost no chance, about half came back. It is weakest "
                "exactly there."
            ),
        ),
        Mistake(
            _("act on everybody, learn nothing"),
            "d",
            _(
                "If everybody gets a coupon, you will never know who would have come back without "
                "it. Many would have: the coupon then only lowers the price."
            ),
        ),
    ),
    hints=(
        _("Ask of each proposal: what would it have deleted, or taught, at CDNOW?"),
        _("One figure in step 2 and one in step 4 each rule out one proposal."),
        _("A forecast says who will buy. Only a comparison at random says what contact changes."),
    ),
    why=_(
        "The answer is {answer} A forecast can be useful for the total and poor at naming the "
        "silent customers who are gone. Whether contact brings anybody back is another question, "
        "and only an experiment answers it; it needs all the silent repeat buyers, because the "
        "regulars alone are too few to show a difference."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("A probability from a model is a verdict on a person."),
        ask=_("What does it cost to keep a silent customer in the file? And the customer?"),
        extend=_("Privacy law may oblige you to delete old data. How does that change the rule?"),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Uses two numbers of the lesson correctly, with their units."),
            _("Keeps forecast (who will buy) and effect (what contact changes) apart."),
            _("Names one thing that is not known, and a way to find out with a comparison group."),
            _("Considers the customers' side: unwanted mail, and the right to be deleted."),
        ),
        strong=_(
            "I recommend that we delete nobody yet. About a fifth of the customers whom the "
            "90-day rule calls lost bought again within 39 weeks, and they brought more than a "
            "third of the sales. The model gives a usable total for the list, somewhat too low, "
            "but it misjudges silent regulars, so I would not use P(alive) to close accounts. "
            "What we do not know is whether contact changes anything. Let us write to a random "
            "half of the silent repeat buyers for one quarter and compare the margin of both "
            "halves after costs. Whoever asks us to delete their data is deleted the same day."
        ),
        weak=_(
            "The model is scientific, so we should follow it and delete everybody below 0.10. "
            "Customers who really like us will open a new account anyway. We can also send "
            "coupons to all the others, because sales after a coupon are always higher."
        ),
        weak_because=_(
            "It takes P(alive) as a verdict although it failed exactly there, gives no number, "
            "and counts sales after a coupon as sales because of it."
        ),
    ),
)

QUESTIONS = [TWO_SILENCES, ONE_FORECAST, NINETY_DAYS, MEAN_SPEND, HOLDOUT, WRITE_OFF]

PREDICTIONS = [
    Prediction(
        id="09-return",
        statement=_(
            "Of 100 customers who have not bought for more than 90 days, how many will buy again "
            "within the next 39 weeks?"
        ),
        reading=_("Silence is not the same as leaving, and it is not the same as staying."),
        if_low=_("With your guess, the buyer's rule would look safer than it is."),
        if_high=_("With your guess, the owner's count would look safer than it is."),
        unit=_("customers"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="09-sales",
        statement=_(
            "Of every 100 dollars that all customers spend in the next 39 weeks, how many come "
            "from those silent customers?"
        ),
        reading=_("There are many of them, and a small share of many is a lot of money."),
        unit=_("dollars"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 2"),
    ),
]

"""Which parameters of Meridian's world a public figure fixes, and which are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from casekit.cases.calibration import (
    Calibrated,
    Invented,
    calibrations,
    invented,
    left_as_it_is,
)
from casekit.cases.prime.settings import MONTHS, PrimeSettings
from casekit.generators.programmes import make_card_launch
from casekit.generators.recommendations import BrowseTruth, make_browse_log
from casekit.generators.subscriptions import make_subscriptions
from casekit.generators.switching import make_switching_market
from casekit.words import _

__all__ = ["calibrated_parameters", "invented_parameters"]


# What the world says to each generator; all else stays as the generator has it.
_GIVEN: dict[Callable[..., Any], str] = {
    make_card_launch: "seed effect effect_tilt affinity base_share noise letter gold_effect liking",
    make_subscriptions: "n_customers seed months term_months early_exit price wish_rate wish_lapse "
    "attention one_click flow_completion card_life_months",
    make_browse_log: "n_customers seed customers need_share click_if_need impulse exposed_share",
    make_switching_market: "seed firms point_value technical_cost months_to_learn exit_fee "
    "friends_value",
}


def _fixed() -> list[Invented]:
    """List what the world fixes and no argument changes."""
    return [
        Invented("make_card_launch: gold_effect", 0.0, _("share of wallet"), _("no gold card")),
        Invented("make_card_launch: liking", "skewed", "", _("few like the shop very much")),
        Invented("make_subscriptions: months", MONTHS, _("months"), _("how long it is watched")),
        Invented("make_subscriptions: early_exit", 0.0, _("chance"), _("nobody breaks a term")),
    ]


def calibrated_parameters(settings: PrimeSettings, browsing: BrowseTruth) -> pd.DataFrame:
    """List the parameters that a public figure fixes, and what was reached."""
    taken = _("taken over as it stands")
    return calibrations(
        [
            Calibrated(
                _("fee of the annual plan, $"), "amazon-price-year", settings.price_year, taken
            ),
            Calibrated(
                _("fee of the monthly plan, $"), "amazon-price-month", settings.price_month, taken
            ),
            Calibrated(
                _("twelve monthly fees, $"),
                "amazon-price-twelve-months",
                round(12 * settings.price_month, 2),
                _("follows from the monthly fee"),
            ),
            Calibrated(
                _("purchases that came through a click on the list, %"),
                "amazon-recommendations-35",
                round(100 * browsing.share("attributed", among="all"), 1),
                _("by the share of visits that are shown a list"),
            ),
        ]
    )


def invented_parameters(settings: PrimeSettings) -> pd.DataFrame:
    """List all other parameters: those of `prime_world`, and what its generators keep."""
    told = [Invented(name, getattr(settings, name), unit, what) for name, unit, what in _told()]
    left = [one for maker, given in _GIVEN.items() for one in left_as_it_is(maker, given.split())]
    return invented([*told, *_fixed(), *left])


def _told() -> list[tuple[str, Any, str]]:
    share, chance = _("share"), _("chance a month")
    return [
        ("n_customers", _("customers"), _("customers of the shop")),
        ("seed", _("number"), _("which chance it was")),
        ("effect", _("share of wallet"), _("what Plus adds, mean over all customers")),
        ("effect_tilt", _("number"), _("1: light buyers gain all; 0: all alike; -1: the heavy")),
        ("affinity", _("share of wallet"), _("what goes with liking the shop, a standard unit")),
        ("base_share", _("share of wallet"), _("mean share bought at Meridian without Plus")),
        ("noise", _("share of wallet"), _("chance part of a quarter, standard deviation")),
        ("invitation", _("weight"), _("what the free trial weighs among obstacles to joining")),
        ("unwilling_effect", share, _("of the effect of Plus left while wishing to be gone")),
        ("annual_share", share, _("members who choose the annual plan, whatever they buy")),
        ("wish_rate", chance, _("a content member begins to wish to leave")),
        ("wish_lapse", chance, _("a wish to leave passes by itself")),
        ("attention", chance, _("a monthly member thinks of the membership")),
        ("attention_at_renewal", _("chance"), _("an annual member thinks of it at the renewal")),
        ("pages_finished", _("chance"), _("an attempt gets through four pages")),
        ("card_life_months", _("months"), _("life of a payment card")),
        ("use_coupling", _("0 to 1"), _("how much light users are those who wish to leave")),
        ("return_one_click", chance, _("who left with one click comes back")),
        ("return_four_pages", chance, _("who left through four pages comes back")),
        ("leaves_again", chance, _("who came back leaves again")),
        ("order_value", "$", _("scale of an order; how many orders a sum is broken into")),
        ("margin", share, _("of a dollar of orders that is left")),
        ("benefit_cost", _("$ a month"), _("deliveries and films of a member")),
        ("need_share", share, _("visits with a need (browse log)")),
        ("click_if_need", _("chance"), _("a need is met through the list (browse log)")),
        ("impulse", _("chance"), _("a purchase on impulse from the list (browse log)")),
        ("households", _("households"), _("research panel of the market")),
        ("point_value", "$", _("economic: worth of a point that leaving forfeits, panel")),
        ("technical_cost", "$", _("technical: worth of profile and devices after long, panel")),
        ("months_to_learn", _("months"), _("technical: until 63% of that is there, panel")),
        ("exit_fee", "$", _("contractual: what leaving at a term's start costs, panel")),
        (
            "friends_value",
            _("$ a month"),
            _("community: all one's friends at the same shop, panel"),
        ),
    ]

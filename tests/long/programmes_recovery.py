"""Do the goal gradient and points pressure find the truth again, and do their intervals hold?

For each design: simulate many logs of known parameters, fit each, and count how often the 95%
interval of each parameter covers the truth. The required band is 93% to 97%.

    python tests/long/programmes_recovery.py                          all designs, 500 logs each
    python tests/long/programmes_recovery.py selection-alone --bases 50    a quick look at one
    python tests/long/programmes_recovery.py --write                  also write the .md

The result is the same at every run: the seed of a log is its number.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, main
from counting import recover as recover_one_of

from casekit.generators.programmes import make_points_window, make_stamp_cards
from casekit.models.programmes import GoalGradient, points_pressure


def _cards(customers: int, seed: int, **design: Any) -> Any:
    visits, truth = make_stamp_cards(customers, seed=seed, **design)
    return GoalGradient().fit(visits, end_day=truth.study_days)


def _window(households: int, seed: int, **design: Any) -> Any:
    panel, _truth = make_points_window(households, seed=seed, **design)
    return points_pressure(panel)


def _truth(**design: Any) -> dict[str, float]:
    """Give the parameters that a fit of the design can find, under the fit's names."""
    _visits, truth = make_stamp_cards(10, seed=1, **design)
    names = ["gradient", "first_interval_days", "quit_chance"]
    names += ["noise", "spread", "slow_quit"] if truth.spread > 0 else []
    names += ["head_start", "head_start_quit"] if len(truth.card_days) > 1 else []
    return {name: getattr(truth, name) for name in names}


TWO_CARDS = {"slots": (10, 12), "given": (0, 2)}
_CARDS = {
    "two-cards": (TWO_CARDS, "10 slots against 12 with 2 given, by lot; the defaults otherwise"),
    "selection-alone": ({"gradient": 0.0}, "one card; nobody speeds up, slow customers give up"),
    "gradient-alone": (
        {"spread": 0.0, "slow_quit": 0.0},
        "one card; all customers alike, all speed up. The spread lies on its bound of 0, where its "
        "interval and that of the noise beside it hold only roughly, so they are not counted",
    ),
    "slow-ones-leave": (
        {"gradient": 0.8, "spread": 0.8, "slow_quit": 1.2, "study_days": 45.0},
        "one card; strong gradient, very different customers, short study",
    ),
    "three-cards-in-a-row": (
        {"cards": 3, "study_days": 120.0, "never_finish": 0.3},
        "up to three cards in a row a customer",
    ),
    "days-only": ({**TWO_CARDS, "record": "day"}, "as two-cards, but the till notes the day only"),
}
_WINDOWS = {
    "points-window-by-lot": ({}, "the defaults of make_points_window"),
    "points-window-by-choice": (
        {"joining": "choice"},
        "households that spend more join more often",
    ),
    "points-window-without-effect": (
        {"joining": "choice", "points_pressure": 0.0, "rewarded_behaviour": 0.0},
        "joining by choice, and the programme does nothing",
    ),
}
DESIGNS = {
    name: Design(partial(_cards, **design), _truth(**design), words)
    for name, (design, words) in _CARDS.items()
} | {
    name: Design(
        partial(_window, **design),
        {"points_pressure": 0.08, "rewarded_behaviour": 0.04}
        | {k: v for k, v in design.items() if k != "joining"},
        words,
    )
    for name, (design, words) in _WINDOWS.items()
}
recover = partial(recover_one_of, DESIGNS)

HEAD = """# Recovery of known parameters: goal gradient and points pressure

Made by `python tests/long/programmes_recovery.py --size 1000 --write`; do not edit by hand.

{bases} simulated logs of {size:,} customers (or households) a design, seeds {first} to {last}, so
every run gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required
band of the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

"""


if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__))

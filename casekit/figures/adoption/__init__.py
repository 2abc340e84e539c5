"""Figures of markets that tip: critical mass, the fan of histories, who wins, and look-alikes."""

from casekit.figures.adoption.critical_mass import critical_mass_curve
from casekit.figures.adoption.fan import adoption_fan, adoption_fan_panels
from casekit.figures.adoption.look_alikes import experiments, old_standard_shares
from casekit.figures.adoption.winning import who_wins_curve

__all__ = [
    "adoption_fan",
    "adoption_fan_panels",
    "critical_mass_curve",
    "experiments",
    "old_standard_shares",
    "who_wins_curve",
]

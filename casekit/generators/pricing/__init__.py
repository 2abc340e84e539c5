"""Markets with switching costs: prices that are best replies, and what unlocking does to them."""

from casekit.generators.pricing.duopoly import DuopolyTruth, make_duopoly_prices
from casekit.generators.pricing.networks import NetworkTruth, make_network_market
from casekit.generators.pricing.portability import PortabilityTruth, make_portability_panel

__all__ = [
    "DuopolyTruth",
    "NetworkTruth",
    "PortabilityTruth",
    "make_duopoly_prices",
    "make_network_market",
    "make_portability_panel",
]

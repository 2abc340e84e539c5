"""The goal gradient of stamp cards, told apart from the selection of fast customers."""

from casekit.models.programmes.goal_gradient.model import GoalGradient
from casekit.models.programmes.goal_gradient.results import GoalGradientResults

__all__ = ["GoalGradient", "GoalGradientResults"]

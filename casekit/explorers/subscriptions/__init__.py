"""Explorers of contracts and forgetting, and of what different customers do to retention."""

from casekit.explorers.subscriptions.contract import ContractScene, contract_explorer
from casekit.explorers.subscriptions.differences import DifferencesScene, differences_explorer

__all__ = ["ContractScene", "DifferencesScene", "contract_explorer", "differences_explorer"]

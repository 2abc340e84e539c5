"""How the parameters of a factor model are named, and what gives a dimension its scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casekit.models.loyalty.structure import Structure

__all__ = ["Reading"]


@dataclass(frozen=True, eq=False)
class Reading:
    """Say how parameters are named and scaled.

    Attributes
    ----------
    structure : Structure
        Which loadings are free.
    dimensions, items : tuple of str
        Names.
    identification : str
        ``"marker"`` or ``"unit_variance"``.
    """

    structure: Structure
    dimensions: tuple[str, ...]
    items: tuple[str, ...]
    identification: str

    @property
    def names(self) -> list[str]:
        """Give the parameters' names: ``=~`` measures, ``~~`` varies together."""
        item, factor = self.structure.free
        first, second = self.structure.pairs
        loadings = [
            f"{self.dimensions[f]} =~ {self.items[i]}" for i, f in zip(item, factor, strict=True)
        ]
        variances = [f"{name} ~~ {name}" for name in self.dimensions]
        if self.identification == "marker":
            start = np.r_[True, factor[1:] != factor[:-1]]
            loadings = [name for name, one in zip(loadings, start, strict=True) if not one]
        else:
            variances = []
        pairs = [
            f"{self.dimensions[a]} ~~ {self.dimensions[b]}"
            for a, b in zip(first, second, strict=True)
        ]
        return loadings + variances + pairs + [f"{name} ~~ {name}" for name in self.items]

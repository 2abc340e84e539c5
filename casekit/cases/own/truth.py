"""What only the makers of a world of one's own know, and what of it a public figure fixes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.cases.calibration import Calibrated, Invented, calibrations, invented
from casekit.cases.own.measures import MEASURES
from casekit.cases.own.world_file import Argument, Section, WorldFile
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["OwnTruth"]


@dataclass(frozen=True, eq=False, repr=False)
class OwnTruth:
    """Hold the truth of every section of a world, by its name, and all parameters.

    `truth.market` is what the generator of the section [market] knows.

    Attributes
    ----------
    file : WorldFile
        The parameters that were used, changes included.
    sections : mapping of str to object
        The truth of each generator; a survey has none of its own.
    changed : tuple of str
        The parameters that were changed in the call.
    """

    file: WorldFile
    data: Tables
    sections: Mapping[str, Any]
    changed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return _("Truth of the world {title}: {sections}.").format(
            title=self.file.title, sections=", ".join(self.sections)
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.__dict__.get("sections", {}):
            raise AttributeError(
                _("There is no section {name!r}. There are: {all}.").format(
                    name=name, all=", ".join(self.__dict__.get("sections", {}))
                )
            )
        return self.sections[name]

    def parameter(self, section: str, name: str) -> Any:
        """Give the value that was used for one parameter.

        Raises
        ------
        InputError
            There is no such section or parameter.
        """
        return self.file.parameter(section, name)

    def public_view(self) -> pd.Series:
        """Give every measure that the world's tables allow, by name.

        These are what a statistical office could publish; see `calibrations` for those that
        were chosen for a public figure.
        """
        made = {section.generator for section in self.file.sections}
        return pd.Series(
            {
                name: measure.compute(self.data, self._truth_for(measure.generator))
                for name, measure in MEASURES.items()
                if measure.generator in made
            }
        )

    @property
    def calibrations(self) -> pd.DataFrame:
        """List what was chosen for a public figure, beside the figure itself.

        Of a world whose parameters were changed in the call, those are left out.
        """
        return calibrations(
            [
                self._calibrated(section, argument)
                for section in self.file.sections
                for argument in section.arguments
                if argument.fact
            ]
        )

    @property
    def invented(self) -> pd.DataFrame:
        """List every parameter that no public figure fixes."""
        return invented(
            Invented(
                f"{section.name}.{argument.name}",
                _shown(argument.value),
                argument.unit,
                argument.meaning,
            )
            for section in self.file.sections
            for argument in section.arguments
            if not argument.fact
        )

    def _calibrated(self, section: Section, argument: Argument) -> Calibrated:
        what, reached = f"{section.name}.{argument.name}: {argument.meaning}", argument.value
        if argument.measure:
            measure = MEASURES[argument.measure]
            what = measure.what
            reached = measure.compute(self.data, self._truth_for(measure.generator))
        return Calibrated(what=what, fact=argument.fact, reached=float(reached), how=argument.how)

    def _truth_for(self, generator: str) -> Any:
        for section in self.file.sections:
            if section.generator == generator:
                return self.sections.get(section.name)
        return None


def _shown(value: object) -> str:
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)

"""A contract folder as far as it could be read: each form with the lines of its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from evenlode.problems import Level, Problem
from evenlode.terms.form import Form
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.finance import FinanceTableForm
from evenlode.terms.forms.governance import GovernanceForm
from evenlode.terms.forms.official import OfficialFileForm
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm, StandardForm
from evenlode.terms.forms.population import PopulationForm
from evenlode.terms.forms.proposed import ProposedFileForm
from evenlode.terms.forms.published import PublishedForm
from evenlode.terms.forms.stress import StressForm
from evenlode.terms.forms.variations import VariationsForm
from evenlode.terms.yaml_text import Located, Path, say_path

F = TypeVar("F", bound=Form, covariant=True)


@dataclass(frozen=True)
class FileOf(Generic[F]):
    """One file: its name in the folder, its form, and where each value stands."""

    file: str
    form: F
    located: Located

    def problem(self, rule: str, path: Path, message: str, fix: str, level: Level = Level.REJECT_FILE) -> Problem:
        """A problem at a path of this file."""
        return Problem(rule, level, self.file, self.located.line_of(path), say_path(path), message, fix)


@dataclass(frozen=True)
class Folder:
    """Every file that could be read; None or left out where one could not."""

    contract: FileOf[ContractForm] | None
    population: FileOf[PopulationForm] | None
    variations: FileOf[VariationsForm] | None
    outcomes: list[FileOf[OutcomeForm]]
    standards: list[FileOf[StandardForm]]
    finance: list[FileOf[FinanceTableForm]]
    governance: list[FileOf[GovernanceForm]]
    published: list[FileOf[PublishedForm]]
    proposed: list[FileOf[ProposedFileForm]] = field(default_factory=list)
    official: list[FileOf[OfficialFileForm]] = field(default_factory=list)
    stress: list[FileOf[StressForm]] = field(default_factory=list)

    def indicators(self) -> Iterator[tuple[FileOf[OutcomeForm], int, IndicatorForm]]:
        """Each indicator with its file and its place in it."""
        for file in self.outcomes:
            for place, indicator in enumerate(file.form.indicators):
                yield file, place, indicator

"""Read a contract folder: every file into its form, checked against the others, or every problem at once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from evenlode.problems import Level, Problem, Refusal, in_reading_order, refuse, stopping
from evenlode.terms.checks import FileOf, Folder, check_folder
from evenlode.terms.contract import Contract
from evenlode.terms.form import Form
from evenlode.terms.forms import FORMS
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.finance import FinanceTableForm
from evenlode.terms.forms.governance import GovernanceForm
from evenlode.terms.forms.official import OfficialFileForm
from evenlode.terms.forms.outcome import OutcomeForm, StandardForm
from evenlode.terms.forms.population import PopulationForm
from evenlode.terms.forms.proposed import ProposedFileForm
from evenlode.terms.forms.published import PublishedForm
from evenlode.terms.forms.stress import StressForm
from evenlode.terms.forms.variations import VariationsForm
from evenlode.terms.parsing import as_form, read_form, read_text
from evenlode.terms.yaml_text import read_yaml

F = TypeVar("F", bound=Form)


def read_contract(folder: Path | str) -> Contract:
    """The contract in the folder. Raises a Refusal that holds every problem, each with file, line, field and fix."""
    folder = Path(folder)
    if not (folder / "contract.yaml").is_file():
        said = f"there is no contract.yaml in {folder}"
        raise refuse("FILE.MISSING", said, "Name a contract folder, or start one with: evenlode new FOLDER")
    problems = _strangers(folder)
    read = Folder(
        contract=_one(folder, "contract.yaml", ContractForm, problems),
        population=_one(folder, "population.yaml", PopulationForm, problems),
        variations=_one(folder, "variations.yaml", VariationsForm, problems),
        outcomes=_many(folder, "outcomes", OutcomeForm, problems),
        standards=_many(folder, "standards", StandardForm, problems),
        finance=_many(folder, "finance", FinanceTableForm, problems),
        governance=_many(folder, "governance", GovernanceForm, problems),
        published=_many(folder, "published", PublishedForm, problems),
        proposed=_many(folder, "proposed", ProposedFileForm, problems),
        official=_many(folder, "benchmarks", OfficialFileForm, problems),
        stress=_many(folder, "stress", StressForm, problems),
    )
    cases = read_cases(folder, problems)
    problems.extend(check_folder(read))
    if stopping(problems) or not (read.contract and read.population and read.variations):
        raise Refusal(in_reading_order(problems))
    return Contract(
        folder=folder,
        sha256=folder_sha256(folder),
        form=read.contract.form,
        population=read.population.form,
        variations=read.variations.form,
        outcomes=tuple(sorted((file.form for file in read.outcomes), key=lambda outcome: outcome.number)),
        standards=tuple(file.form for file in read.standards),
        finance=tuple(file.form for file in read.finance),
        governance=tuple(file.form for file in read.governance),
        published=tuple(file.form for file in read.published),
        cases=tuple(cases),
        proposed=tuple(file.form for file in read.proposed),
        official=tuple(file.form for file in read.official),
        stress=tuple(file.form for file in read.stress),
    )


def folder_sha256(folder: Path) -> str:
    """One hash over the contract's YAML files: names and bytes, with line ends as \\n."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_cases(folder: Path, problems: list[Problem]) -> list[CaseForm]:
    """The cases of a contract folder, in the order of their files; what is wrong is added to the problems."""
    found: list[CaseForm] = []
    for path in sorted((folder / "cases").glob("*.yaml")):
        found.extend(read_case_file(path, f"cases/{path.name}", problems))
    return found


def read_case_file(path: Path, file: str, problems: list[Problem]) -> list[CaseForm]:
    """The cases of one file: a YAML list, each entry one case."""
    text, unread = read_text(path, file)
    problems.extend(unread)
    if text is None:
        return []
    located = read_yaml(text, file)
    problems.extend(located.problems)
    if not isinstance(located.value, list):
        if not located.problems:
            said = "A file of cases is a list"
            problems.append(
                Problem("CFG.SHAPE", Level.REJECT_FILE, file, 1, None, said, "Begin each case with - case:")
            )
        return []
    found: list[CaseForm] = []
    for place, value in enumerate(located.value):
        case, wrong = as_form(value, CaseForm, file, located, (place,))
        problems.extend(wrong)
        if case:
            found.append(case)
    return found


def _one(folder: Path, file: str, form: type[F], problems: list[Problem]) -> FileOf[F] | None:
    made, located, wrong = read_form(folder / file, file, form)
    problems.extend(wrong)
    return FileOf(file, made, located) if made else None


def _many(folder: Path, kind: str, form: type[F], problems: list[Problem]) -> list[FileOf[F]]:
    names = [f"{kind}/{path.name}" for path in sorted((folder / kind).glob("*.yaml"))]
    return [file for name in names if (file := _one(folder, name, form, problems))]


def _strangers(folder: Path) -> list[Problem]:
    """YAML files that no part of a contract is kept in: named, because a misspelt folder must not vanish silently."""
    known = set(FORMS)
    problems = []
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        name = path.relative_to(folder).as_posix()
        shape = name if "/" not in name else f"{name.split('/')[0]}/*.yaml"
        if shape not in known or name.count("/") > 1 or path.suffix == ".yml":
            said = "No part of a contract is kept in this file"
            fix = f"Use one of {', '.join(sorted(known))}"
            problems.append(Problem("FILE.UNKNOWN", Level.REJECT_FILE, name, None, None, said, fix))
    return problems

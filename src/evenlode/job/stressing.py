"""The stress job: a contract year on the bench, told in one report in every form, in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from evenlode.job.given import Given, contract_given
from evenlode.job.measured import Measured, read_measured
from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.report.documents import write_document
from evenlode.report.stress_report import stress_document
from evenlode.results import Period
from evenlode.stress.bench import SEED, YEARS
from evenlode.stress.lint import design_warnings
from evenlode.stress.negotiation import Negotiation, negotiate
from evenlode.stress.stressed import Stressed, bench_of, stressed
from evenlode.terms.reading import read_contract
from evenlode.terms.terms import Terms

NAME = "stress"


@dataclass(frozen=True, slots=True)
class StressRun:
    """What the bench found, where it is told, and how two offers compare where a second one was given."""

    folder: Path
    found: Stressed
    negotiation: Negotiation | None
    invented: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of the design lint: its rule, what it is about, what is wrong and the mend."""

    rule: str
    about: str
    message: str
    mend: str


def stress(
    given: Given,
    workspace: Workspace,
    *,
    data: Path | None = None,
    against: Path | None = None,
    period: Period | None = None,
    years: int = YEARS,
    seed: int = SEED,
    to: Path | None = None,
    invented: bool = False,
    progress: Callable[[str], None] = lambda said: None,
) -> StressRun:
    """Stress one contract year (default: the last as let) and leave stress.html, .pdf, .docx, .xlsx and .json.

    data: an outturn file that says how many are counted and what is true now; without it the contract's stress/
    folder does. against: a second contract folder, the other side's offer. invented: the workspace's figures are, so
    that the report stands under aliases whatever the data say. Raises a Refusal that holds every problem.
    """
    contract = contract_given(given)
    year = contract.year_of(period.start) if period else contract.years()[-1]
    measured = read_measured(data, contract) if data else Measured.nothing()
    bench = bench_of(contract, year, measured.outturns, years, seed)
    if not bench.assumed:
        raise refuse(
            "STRESS.NOTHING_ASSUMED",
            f"nothing says how many are counted by any indicator in {year}",
            "Give figures with --data, or write stress/assumptions.yaml in the contract's folder",
            file="stress/",
        )
    second = _terms_of(against, year) if against else None
    found = stressed(contract, bench, progress)
    negotiation = negotiate(bench, second) if second else None
    invented = invented or measured.provenance.is_invented
    if invented:
        found = replace(found, contract=contract.form.alias.title)
    progress("What invites paying for luck")
    lint = [Warned(one.rule, one.field or "", one.message, one.fix) for one in design_warnings(contract)]
    document = stress_document(found, invented=invented, negotiation=negotiation)
    with workspace.new_run(NAME, to) as (making, final):
        write_document(document, making, NAME)
        said = {"contract": contract.sha256, "invented": invented, "stress": asdict(found)}
        said["lint"] = [asdict(one) for one in lint]
        if negotiation:
            said["negotiation"] = asdict(negotiation)
        text = json.dumps(said, indent=2, sort_keys=True, default=str, ensure_ascii=False)
        (making / f"{NAME}.json").write_text(text + "\n", encoding="utf-8", newline="")
    return StressRun(final.resolve(), found, negotiation, invented)


def _terms_of(folder: Path, year: Period) -> Terms:
    other = read_contract(folder)
    return other.terms_on(other.year_of(year.start).end)

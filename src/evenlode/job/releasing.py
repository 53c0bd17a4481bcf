"""The job of a release: read a run, audit it against the ledger, write what is public, record it: all or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evenlode.disclosure import Plan, What, plan
from evenlode.disclosure.public import public_files, why_hidden
from evenlode.job.clock import Clock, Progress, silent
from evenlode.job.given import Given, contract_given
from evenlode.job.measured import read_measured
from evenlode.job.provenance import outturns_sha256
from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.releases import RecordedRelease, ReleaseOf, record_release, releases
from evenlode.report.names import provider_names
from evenlode.results import EVERYONE
from evenlode.terms.contract import Contract

PUBLIC = "public"
"""The folder of a release that may be given to anybody."""


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """A planned release, and where it is; folder and recorded are None for a dry run and for one that is refused."""

    plan: Plan
    run: Path
    invented: bool
    folder: Path | None = None
    recorded: RecordedRelease | None = None


def release(
    given: Given,
    workspace: Workspace,
    *,
    run: str | None = None,
    policy: str = "evenlode-default",
    what: What | None = None,
    headlines_may_go: bool = False,
    dry_run: bool = False,
    by: str,
    at: datetime | None = None,
    progress: Progress = silent,
) -> ReleaseResult:
    """Release a run's figures under a policy, unless the audit refuses them; the plan says what is hidden and why.

    run: a run's folder or its name in the workspace; without it the newest run with outturns. Raises a Refusal for a
    run or a policy that is not there, figures that are out under another policy, and rolling windows or months beside
    the year to date by provider and segment. With dry_run nothing is written.
    """
    clock = Clock(progress)
    contract = clock.step("Reading the contract", lambda: contract_given(given))
    place = _run_folder(workspace, run)
    _same_contract(place, contract)
    measured = clock.step("Reading the run", lambda: read_measured(place / "outturns.csv", contract))
    before = _ledger(workspace)
    past = [one.past for one in before if one.of.contract == contract.slug]
    members = {one.segment: frozenset(one.honos_clusters) for one in contract.population.segments}
    planned = clock.step(
        "Auditing",
        lambda: plan(
            measured.outturns,
            policy,
            what,
            past=past,
            years=contract.years(),
            members=members,
            headlines_may_go=headlines_may_go,
        ),
    )
    if not planned.says_more_than(past):
        said = "the run has no figure for this release that is not out already"
        raise refuse("DISCLOSURE.NOTHING", said, "Nothing needs doing, or ask for other tables or days")
    invented = measured.provenance.is_invented
    result = ReleaseResult(planned, place, invented)
    if dry_run or planned.refused:
        return result
    digest = outturns_sha256(measured.outturns)
    return _make(result, contract, workspace, digest, len(before), by, at)


def _run_folder(workspace: Workspace, run: str | None) -> Path:
    if run is None:
        found = workspace.newest_run("measure", "run", "settle")
    else:
        found = next((one for one in (workspace.runs / run, Path(run)) if (one / "outturns.csv").is_file()), None)
    if found is None:
        said = "the workspace has no run with outturns" if run is None else f"{run} is no run with outturns"
        raise refuse("RUN.MISSING", said, "Name a folder of runs/, for example --run 0001-run", field="run")
    return found


def _same_contract(place: Path, contract: Contract) -> None:
    about = place / "run.json"
    said = json.loads(about.read_text(encoding="utf-8")).get("contract") if about.is_file() else contract.slug
    if said != contract.slug:
        message = f"the run is of the contract {said}, and the folder holds {contract.slug}"
        raise refuse("RUN.CONTRACT", message, "Name the run's own contract folder", file="run.json", field="contract")


def _ledger(workspace: Workspace) -> list[RecordedRelease]:
    if not workspace.records.exists():
        return []
    with Journal.open(workspace.records) as journal:
        return releases(journal)


def _make(
    result: ReleaseResult,
    contract: Contract,
    workspace: Workspace,
    digest: str,
    seen: int,
    by: str,
    at: datetime | None,
) -> ReleaseResult:
    """The files and the ledger entry together: neither is there without the other."""
    parent = workspace.folder / "releases"
    parent.mkdir(parents=True, exist_ok=True)
    final = parent / f"{seen + 1:04d}-{result.plan.policy.policy}"
    title = contract.form.alias.title if result.invented else contract.form.title
    files = public_files(result.plan, title, _names(contract, result.invented), seen + 1, result.invented)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
    try:
        _write(making, result.plan, files)
        of = ReleaseOf(contract.slug, result.run.name, digest, result.invented, _hashes(files))
        with Journal.open(workspace.records) as journal, journal.writing():
            recorded = record_release(journal, result.plan, of, seen, by, at)
            if final.exists():
                said = f"{final.name} is there already, and the ledger does not know it"
                raise refuse("DISCLOSURE.EXISTS", said, "Move that folder away", file=final.name)
            making.rename(final)
            making = final
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return ReleaseResult(result.plan, result.run, result.invented, final, recorded)


def _names(contract: Contract, invented: bool) -> dict[str, str]:
    """What each provider is called, by its slug and by its code: an alias wherever figures are invented."""
    if not invented:
        return dict(provider_names(contract))
    codes = {party.code: party.alias for party in contract.form.parties if party.code}
    return {EVERYONE: "All providers", **contract.aliases(), **codes}


def _write(folder: Path, planned: Plan, files: Sequence[tuple[str, bytes]]) -> None:
    folder.chmod(0o755)
    (folder / PUBLIC).mkdir()
    for name, content in files:
        (folder / PUBLIC / name).write_bytes(content)
    (folder / "why-hidden.csv").write_bytes(why_hidden(planned))


def _hashes(files: Sequence[tuple[str, bytes]]) -> dict[str, str]:
    from evenlode.payment.statement import sha256_of

    return {name: sha256_of(content) for name, content in files}

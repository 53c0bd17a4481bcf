"""What a run leaves: one folder, complete or not there at all."""

from __future__ import annotations

import csv
import io
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from evenlode import __version__
from evenlode.job import signals
from evenlode.job.annotating import notes_of
from evenlode.job.changes import write_changes
from evenlode.job.clock import Clock
from evenlode.job.confirming import scope_said
from evenlode.job.measured import Measured
from evenlode.job.official import write_official
from evenlode.job.provenance import Provenance
from evenlode.job.settled import Settled
from evenlode.job.supplied import NOTHING_SUPPLIED, SuppliedFigures
from evenlode.job.told import difference_of, write_told
from evenlode.job.workspace import Workspace
from evenlode.payment import Settlement
from evenlode.payment.ledger import postings
from evenlode.payment.statement import sha256_of
from evenlode.problems import Problem, Refusal
from evenlode.report.build import build_report
from evenlode.report.files import write_report
from evenlode.report.notes import Note
from evenlode.report.report import Fact, Report
from evenlode.results import Judgement, Kind, Outturn, Payment
from evenlode.statistics import proportion
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class RunResult:
    """Where a run is and what it came to. Without money for a replay, and without judgements for `measure`."""

    folder: Path
    outturns: tuple[Outturn, ...]
    judgements: tuple[Judgement, ...]
    payment: Payment | None
    statement_sha256: str | None
    findings: tuple[Problem, ...]
    report: Path | None
    invented: bool
    settlement: Settlement | None = None


def leave(
    contract: Contract,
    workspace: Workspace,
    kind: str,
    measured: Measured,
    clock: Clock,
    *,
    settled: Settled | None = None,
    supplied: SuppliedFigures = NOTHING_SUPPLIED,
    to: Path | None = None,
) -> RunResult:
    """Write the run's folder, record the statement in the journal, and say where everything is."""
    made_from = measured.provenance.with_supplied(supplied.invented)
    outturns = settled.outturns if settled else measured.outturns
    digest = sha256_of(settled.statement) if settled and settled.statement else None
    with workspace.new_run(kind, to) as (making, final):
        _write_figures(making, outturns, made_from, measured.findings)
        write_official(making, measured.official, made_from)
        write_changes(making, measured.changes, made_from)
        signals.keep(making, measured.signals, made_from.is_invented)
        if settled:
            _write_json(making / "judgements.json", settled.judgements)
            if settled.statement:
                (making / "statement.json").write_bytes(settled.statement)
            notes = notes_of(workspace, contract)
            report = _report(contract, measured, settled, supplied, made_from, digest, notes)
            seen = signals.told(contract, workspace, settled.terms.year, measured.signals, made_from.is_invented)
            report = replace(report, signals=seen, method=(*report.method, *_who_counts(contract, workspace, report)))
            clock.step("Writing the report", lambda: write_report(report, making))
            _write_charts(making / "charts.csv", report)
            write_told(making, report, difference_of(contract, workspace, settled, made_from.is_invented))
        _write_json(making / "run.json", _about(contract, kind, measured, settled, made_from, digest, clock))
    if settled and settled.payment and settled.statement:
        _record(contract, workspace, settled, settled.payment, settled.statement, made_from.is_invented, kind)
        signals.record(contract, workspace, settled.terms.year, digest or "", measured.signals, f"evenlode {kind}")
    return RunResult(
        folder=final.resolve(),
        outturns=tuple(outturns),
        judgements=settled.judgements if settled else (),
        payment=settled.payment if settled else None,
        statement_sha256=digest,
        findings=measured.findings,
        report=final.resolve() / "report.html" if settled else None,
        invented=made_from.is_invented,
        settlement=settled.settlement if settled else None,
    )


def _who_counts(contract: Contract, workspace: Workspace, report: Report) -> tuple[Fact, ...]:
    """Who confirmed the scope of the year; nothing beside published statuses, of which nobody here was asked."""
    return () if report.replay else (Fact("Who counts", scope_said(contract, workspace, report.year)),)


def _report(
    contract: Contract,
    measured: Measured,
    settled: Settled,
    supplied: SuppliedFigures,
    made_from: Provenance,
    digest: str | None,
    notes: tuple[Note, ...],
) -> Report:
    return build_report(
        contract=contract,
        terms=settled.terms,
        outturns=settled.outturns,
        judgements=settled.judgements,
        payment=settled.payment,
        earlier=settled.earlier,
        benchmarks=() if made_from.is_invented else supplied.benchmarks,
        official=measured.official,
        changes=measured.changes,
        notes=notes,
        findings=measured.findings,
        hashes=settled.hashes,
        statement_sha256=digest,
        invented=made_from.is_invented,
        data_to=made_from.last_day,
        settlement=settled.settlement,
    )


def _write_figures(
    folder: Path, outturns: Sequence[Outturn], made_from: Provenance, findings: Sequence[Problem]
) -> None:
    """outturns.csv with its provenance, outturns.parquet with the same rows, and findings.csv."""
    from evenlode.data.supplied.outturns_csv import write_outturns_csv

    rows = write_outturns_csv(outturns, bounds=bounds(outturns))
    (folder / "outturns.csv").write_text(made_from.comment() + rows, encoding="utf-8", newline="")
    _write_parquet(folder / "outturns.parquet", rows, made_from)
    columns = ("rule", "level", "file", "line", "field", "message", "fix", "count")
    with (folder / "findings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([getattr(one, name) for name in columns] for one in findings)


def _write_charts(path: Path, report: Report) -> None:
    """charts.csv: what the control chart of each indicator and standard says, one row each, as the report has it."""
    columns = ("indicator", "code", "points", "variation", "assurance", "finding", "false_signals", "rules")
    pages = [page.measured for page in report.indicators] + [page.measured for page in report.standards]
    with path.open("w", encoding="utf-8", newline="") as file:
        if report.invented:
            file.write("# INVENTED\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for one in pages:
            if found := one.chart:
                said = (found.variation, found.assurance or "", found.finding, found.false_signals or "", found.rules)
                writer.writerow((one.slug, one.code, found.points, *said))


def bounds(outturns: Iterable[Outturn]) -> dict[tuple[object, ...], tuple[str, str]]:
    """The lower and upper end of each proportion's 95% interval, as text to six decimals, by the outturn's key."""
    found: dict[tuple[object, ...], tuple[str, str]] = {}
    for one in outturns:
        if one.kind is Kind.PROPORTION and one.numerator is not None and one.denominator:
            estimate = proportion(one.numerator, one.denominator)
            found[one.key] = (f"{estimate.lower:.6f}", f"{estimate.upper:.6f}")
    return found


def _write_parquet(path: Path, rows: str, made_from: Provenance) -> None:
    """The rows of outturns.csv as text columns: a reader casts them, and nothing is guessed."""
    import pyarrow
    import pyarrow.parquet

    header, *body = csv.reader(io.StringIO(rows))
    columns = {name: [row[place] or None for row in body] for place, name in enumerate(header)}
    schema = pyarrow.schema([(name, pyarrow.string()) for name in header], metadata={"evenlode": made_from.comment()})
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), path)


def _about(
    contract: Contract,
    kind: str,
    measured: Measured,
    settled: Settled | None,
    made_from: Provenance,
    digest: str | None,
    clock: Clock,
) -> dict[str, Any]:
    """run.json: what went in, what computed it and how long it took. The clock and the machine are kept here alone."""
    return {
        "kind": kind,
        "contract": contract.slug,
        "year": settled.terms.year if settled else None,
        "hashes": settled.hashes if settled else {"contract": contract.sha256, "manifest": made_from.manifest},
        "statement_sha256": digest,
        "data_to": made_from.data_to or None,
        "invented": made_from.is_invented,
        "findings": sum(one.count for one in measured.findings),
        "outturns": len(settled.outturns if settled else measured.outturns),
        "engine": dict(measured.engine),
        "evenlode": __version__,
        "python": platform.python_version(),
        "seconds": clock.seconds,
    }


def _record(
    contract: Contract,
    workspace: Workspace,
    settled: Settled,
    payment: Payment,
    statement: bytes,
    invented: bool,
    kind: str,
) -> None:
    """The statement, its postings and what it was made from in one transaction; the same again adds nothing."""
    from evenlode.records.inputs import Inputs
    from evenlode.records.journal import Journal
    from evenlode.records.statements import record_statement

    entries = postings(payment, settled.terms, sha256_of(statement), settled.settlement)
    inputs = Inputs.of(contract, settled.terms.year, settled.outturns, settled.hashes, invented, beside=settled.beside)
    with Journal.open(workspace.records) as journal:
        try:
            record_statement(journal, statement, entries, by=f"evenlode {kind}", inputs=inputs)
        except Refusal as refused:
            if refused.rule != "STATEMENT.SAME":
                raise


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(_plain(value), indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="")


def _plain(value: Any) -> Any:
    """Values as JSON: dates and periods in ISO form, exact ratios as 'n/d', words as they are."""
    match value:
        case Enum():
            return value.value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value

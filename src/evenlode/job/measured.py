"""The rows' half of the job: the store's rows become outturns. Nothing after it needs a row again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evenlode.instruments.change_counts import ChangeCounts
from evenlode.job.changes import changes_of, read_changes
from evenlode.job.clock import Clock
from evenlode.job.official import read_official
from evenlode.job.provenance import Provenance, definitions_sha256, read_provenance
from evenlode.job.signals import beside, look
from evenlode.problems import Problem, Refusal, stopping
from evenlode.results import Outturn, Period
from evenlode.signals.signal import Signal
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Measured:
    """Every outturn of every grain, what was found about the data, and what both were made from.

    official: outturns of the official measures that stand beside the contract's own, under their own names. They never
    reach judging or paying. changes: what stands beside the indicators of change. signals: what was
    looked for in the rows that a payment can invite.
    """

    outturns: tuple[Outturn, ...]
    findings: tuple[Problem, ...]
    provenance: Provenance
    engine: Mapping[str, str] = field(default_factory=dict)
    official: tuple[Outturn, ...] = ()
    signals: tuple[Signal, ...] = ()
    changes: tuple[ChangeCounts, ...] = ()

    @classmethod
    def nothing(cls) -> Measured:
        """No rows at all: what settle starts from where everything is supplied."""
        return cls((), (), Provenance())


def measure_rows(
    contract: Contract, store_url: str | Path, as_known_on: date | None, threads: int | None, clock: Clock
) -> Measured:
    """Open the store, check it, and measure every definition over the months that it covers."""
    from evenlode.data.checks import check
    from evenlode.data.planned import planned
    from evenlode.data.quality import quality_findings
    from evenlode.data.questions import Question
    from evenlode.data.store import open_store
    from evenlode.measures import measure, tables_read
    from evenlode.outturn import outturns
    from evenlode.outturn.strata import by_stratum
    from evenlode.population.segments import assign_segments, refuse_unknown_segments

    opened = clock.step("Opening the data", lambda: open_store(store_url, threads=threads, as_known_on=as_known_on))
    with planned(opened) as store:
        span = Period(contract.term.start, min(store.data_to, contract.last_day))
        definitions = contract.definitions(span)
        official = contract.official_definitions(span)
        findings = clock.step("Checking the data", lambda: check(store, span, tables_read(definitions)))
        if stopping(findings):
            raise Refusal(findings)
        findings = [*findings, *quality_findings(store_url, as_known_on)]
        refuse_unknown_segments(store, contract.population.segments)
        known_on = as_known_on or store.data_to
        segments = Question(assign_segments, (contract.population.segments,))
        counted = measure(store, definitions, segments, span)

        def sum_up() -> list[Outturn]:
            tell = clock.parts("Measuring")
            whole = outturns(counted, definitions, contract.years(), span, known_on, tell)
            return whole + by_stratum(counted, definitions, contract.years(), span, known_on)

        found = sorted(clock.step("Measuring", sum_up), key=lambda one: one.key)

        def stand_beside() -> list[Outturn]:
            others = measure(store, official, segments, span)
            return list(outturns(others, official, contract.years(), span, known_on))

        benchmarks = clock.step("Measuring benchmarks", stand_beside) if official else []
        provenance = Provenance(
            manifest=store.manifest_sha256,
            definitions=definitions_sha256(definitions),
            code_lists=store.code_lists_sha256,
            data_to=store.data_to.isoformat(),
            invented="yes" if store.invented else "no",
        )
        changes = clock.step("Pairing", lambda: changes_of(store, contract, definitions, segments, span))
        signals = clock.step("Looking for signals", lambda: look(store, contract, span, segments))
        return Measured(
            tuple(found), tuple(findings), provenance, store.engine, tuple(benchmarks), signals, changes=changes
        )


def read_measured(file: Path, contract: Contract) -> Measured:
    """Outturns from a file that `measure` or `run` left, with the provenance it carries."""
    from evenlode.data.supplied.reading import read_supplied

    read = read_supplied(file, contract, date.today())
    return Measured(
        read.outturns,
        read.findings,
        read_provenance(file),
        official=read_official(file, contract),
        signals=beside(file),
        changes=read_changes(file),
    )

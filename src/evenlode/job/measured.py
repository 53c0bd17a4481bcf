"""The rows' half of the job: the store's rows become outturns. Nothing after it needs a row again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evenlode.job.clock import Clock
from evenlode.job.provenance import Provenance, definitions_sha256, read_provenance
from evenlode.problems import Problem, Refusal, stopping
from evenlode.results import Outturn, Period
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Measured:
    """Every outturn of every grain, what was found about the data, and what both were made from."""

    outturns: tuple[Outturn, ...]
    findings: tuple[Problem, ...]
    provenance: Provenance
    engine: Mapping[str, str] = field(default_factory=dict)

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
        findings = clock.step("Checking the data", lambda: check(store, span, tables_read(definitions)))
        if stopping(findings):
            raise Refusal(findings)
        refuse_unknown_segments(store, contract.population.segments)
        known_on = as_known_on or store.data_to
        segments = Question(assign_segments, (contract.population.segments,))
        counted = measure(store, definitions, segments, span)

        def sum_up() -> list[Outturn]:
            tell = clock.parts("Measuring")
            whole = outturns(counted, definitions, contract.years(), span, known_on, tell)
            return whole + by_stratum(counted, definitions, contract.years(), span, known_on)

        found = sorted(clock.step("Measuring", sum_up), key=lambda one: one.key)
        provenance = Provenance(
            manifest=store.manifest_sha256,
            definitions=definitions_sha256(definitions),
            code_lists=store.code_lists_sha256,
            data_to=store.data_to.isoformat(),
            invented="yes" if store.invented else "no",
        )
        return Measured(tuple(found), tuple(findings), provenance, store.engine)


def read_measured(file: Path, contract: Contract) -> Measured:
    """Outturns from a file that `measure` or `run` left, with the provenance it carries."""
    from evenlode.data.supplied.reading import read_supplied

    read = read_supplied(file, contract, date.today())
    return Measured(read.outturns, read.findings, read_provenance(file))

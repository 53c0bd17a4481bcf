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
    from evenlode.data.store import open_store
    from evenlode.measures import measure
    from evenlode.outturn import outturns
    from evenlode.population.segments import assign_segments

    with clock.step("Opening the data", lambda: open_store(store_url, threads=threads)) as store:
        span = Period(contract.term.start, min(store.data_to, contract.last_day))
        findings = clock.step("Checking the data", lambda: check(store, span))
        if stopping(findings):
            raise Refusal(findings)
        definitions = contract.definitions(span)
        segments = assign_segments(store, contract.population.segments)
        counted = clock.step("Counting rows", lambda: measure(store, definitions, segments, span))
        found = clock.step(
            "Summing up",
            lambda: outturns(counted, definitions, contract.years(), span, as_known_on or store.data_to),
        )
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

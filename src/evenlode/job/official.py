"""The file of official measures that a run leaves beside its outturns: the same columns, never joined to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evenlode.job.provenance import Provenance
from evenlode.results import Outturn
from evenlode.terms.contract import Contract

FILE = "benchmarks.csv"


def write_official(folder: Path, outturns: Sequence[Outturn], made_from: Provenance) -> None:
    """benchmarks.csv with its provenance; no file where the contract has no official measure that could be measured."""
    from evenlode.data.supplied.outturns_csv import write_outturns_csv

    if outturns:
        text = made_from.comment() + write_outturns_csv(outturns)
        (folder / FILE).write_text(text, encoding="utf-8", newline="")


def read_official(outturns: Path, contract: Contract) -> tuple[Outturn, ...]:
    """The official measures beside an outturn file; none where there is no such file. A Refusal with what is wrong."""
    from evenlode.data.supplied.reading import read_supplied

    file = outturns.with_name(FILE)
    if not file.is_file():
        return ()
    known = contract.taking_up([one.benchmark for one in contract.benchmarks])
    return tuple(read_supplied(file, known, date.today()).outturns)

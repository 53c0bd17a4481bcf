"""What a statement was made from, in the journal: the contract's files and every outturn of the year."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evenlode.payment import Supplied
from evenlode.payment.settlement import NOTHING_SUPPLIED
from evenlode.problems import refuse
from evenlode.records import beside_json
from evenlode.records.entries import NewEntry
from evenlode.records.journal import Journal
from evenlode.records.outturn_json import from_json, to_json
from evenlode.results import Outturn, Period
from evenlode.terms.contract import Contract

CONTRACT = "contract version"
INPUTS = "statement inputs"


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a statement follows from. files: name and text of each file of the contract, lines ending with \\n.

    outturns: every one that lies in the year, of every grain and provider; hashes: as the statement names them.
    """

    contract: str
    contract_sha256: str
    files: tuple[tuple[str, str], ...]
    year: Period
    outturns: tuple[Outturn, ...]
    hashes: Mapping[str, str]
    invented: bool
    beside: Supplied = NOTHING_SUPPLIED

    @classmethod
    def of(
        cls,
        contract: Contract,
        year: Period,
        outturns: Iterable[Outturn],
        hashes: Mapping[str, str],
        invented: bool,
        beside: Supplied = NOTHING_SUPPLIED,
    ) -> Inputs:
        """The inputs of a year that was settled with the contract as its folder holds it."""
        within = sorted((one for one in outturns if year.covers(one.period)), key=lambda one: one.key)
        return cls(
            contract.slug, contract.sha256, files_of(contract), year, tuple(within), dict(hashes), invented, beside
        )


def files_of(contract: Contract) -> tuple[tuple[str, str], ...]:
    """Name and text of each file that the contract's hash covers. Raises Refusal where they changed since."""
    from evenlode.terms.reading import folder_sha256

    folder = contract.folder
    found = tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes().replace(b"\r\n", b"\n").decode())
        for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix())
    )
    if folder_sha256(folder) != contract.sha256:
        message = "a file of the contract was changed while it was being settled"
        raise refuse("CONTRACT.CHANGED", message, "Do it again", file=folder.name)
    return found


def inputs_entries(journal: Journal, inputs: Inputs, statement_sha256: str) -> list[NewEntry]:
    """What there is to record of the inputs of a statement: each contract and each statement once."""
    new = []
    if journal.find(CONTRACT, inputs.contract_sha256) is None:
        body: dict[str, Any] = {"contract": inputs.contract, "files": dict(inputs.files)}
        new.append(NewEntry(CONTRACT, body, inputs.contract_sha256))
    if journal.find(INPUTS, statement_sha256) is None:
        body = {
            "contract": inputs.contract,
            "contract_sha256": inputs.contract_sha256,
            "from": inputs.year.start.isoformat(),
            "to": inputs.year.end.isoformat(),
            "hashes": dict(inputs.hashes),
            "invented": inputs.invented,
            "outturns": _packed([to_json(one) for one in inputs.outturns]),
            "beside": beside_json.to_json(inputs.beside),
        }
        new.append(NewEntry(INPUTS, body, statement_sha256))
    return new


def inputs_of(journal: Journal, statement_sha256: str) -> Inputs:
    """The inputs of a statement by its hash. Raises Refusal where the journal does not hold them."""
    entry = journal.find(INPUTS, statement_sha256)
    if entry is None:
        message = f"the journal does not hold what statement {statement_sha256[:12]} was made from"
        raise refuse("STATEMENT.INPUTS", message, "Settle the year again: statements before version 0.1 kept none")
    said = entry.document
    return Inputs(
        contract=said["contract"],
        contract_sha256=said["contract_sha256"],
        files=contract_files(journal, said["contract_sha256"]),
        year=Period(date.fromisoformat(said["from"]), date.fromisoformat(said["to"])),
        outturns=tuple(from_json(one) for one in _unpacked(said["outturns"])),
        hashes=said["hashes"],
        invented=said["invented"],
        beside=beside_json.from_json(said["beside"]),
    )


def contract_files(journal: Journal, sha256: str) -> tuple[tuple[str, str], ...]:
    """The files of a version of a contract by its hash. Raises Refusal where the journal does not hold it."""
    entry = journal.find(CONTRACT, sha256)
    if entry is None:
        message = f"the journal does not hold the contract {sha256[:12]}"
        raise refuse("CONTRACT.MISSING", message, "Settle a year with that contract, and it is kept")
    return tuple(sorted(entry.document["files"].items()))


def record_contract(journal: Journal, contract: Contract, by: str, at: datetime | None = None) -> None:
    """Keep the contract as its folder holds it; nothing where this version is kept already."""
    if journal.find(CONTRACT, contract.sha256) is None:
        body = {"contract": contract.slug, "files": dict(files_of(contract))}
        journal.append(CONTRACT, body, contract.sha256, by=by, at=at)


def _packed(rows: list[dict[str, Any]]) -> str:
    return base64.b64encode(zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 6)).decode()


def _unpacked(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(zlib.decompress(base64.b64decode(text)))
    return found

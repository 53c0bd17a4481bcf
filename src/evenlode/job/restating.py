"""Restating: any past statement again, byte for byte, from what the journal kept of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenlode.job.provenance import outturns_sha256
from evenlode.job.workspace import Workspace
from evenlode.payment import judge, pay
from evenlode.payment.settlement import settle
from evenlode.payment.statement import canonical, statement
from evenlode.problems import refuse
from evenlode.records.inputs import Inputs, inputs_of
from evenlode.records.journal import Journal
from evenlode.records.statements import RecordedStatement, statements
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract


@dataclass(frozen=True, slots=True)
class Restated:
    """A statement made anew: as it was recorded, what it comes to now, where it was written, and whether both agree."""

    recorded: RecordedStatement
    content: bytes
    folder: Path | None

    @property
    def same(self) -> bool:
        """True where every byte is as it was."""
        return self.content == self.recorded.content


def restate(
    workspace: Workspace, as_known_on: date | None, period: Period | None = None, to: Path | None = None
) -> list[Restated]:
    """Every statement that stood at the end of the day, one a contract year, made anew from its own inputs.

    period: that contract year alone. Each is written to a run folder. Nothing of today goes in: the contract, the
    outturns and the figures beside them are those that the journal kept with the statement. Raises a Refusal where
    no statement stood on the day, or the journal does not hold what it was made from.
    """
    with Journal.open(workspace.records, create=False) as journal:
        standing = {(one.contract, one.year): one for one in statements(journal, as_known_on)}
        wanted = [one for _, one in sorted(standing.items()) if period is None or one.year == period.start.isoformat()]
        if not wanted:
            of = f" for the year {period}" if period else ""
            said = f"no statement{of} was recorded by {as_known_on or 'now'}"
            raise refuse("STATEMENT.MISSING", said, "Name a later day, or settle the year", file=workspace.records.name)
        made = [(one, rebuilt(inputs_of(journal, one.sha256))) for one in wanted]
    found = []
    for recorded, content in made:
        with workspace.new_run("restate", to) as (making, final):
            (making / "statement.json").write_bytes(content)
        found.append(Restated(recorded, content, final))
    return found


def rebuilt(inputs: Inputs) -> bytes:
    """The statement that follows from the inputs, as canonical bytes. Raises a Refusal where they are not whole."""
    if outturns_sha256(inputs.outturns) != inputs.hashes["outturns"]:
        message = "the outturns in the journal are not those that the statement names"
        raise refuse("STATEMENT.INPUTS", message, "Look for changes: evenlode audit verify")
    with contract_of(inputs.files, inputs.contract_sha256) as contract:
        terms = contract.terms_on(inputs.year.end)
        judgements = judge(inputs.outturns, terms)
        payment = pay(judgements, terms)
        names = contract.aliases() if inputs.invented else {one.party: one.name for one in contract.form.parties}
        settled = settle(payment, terms, inputs.beside, judgements)
        return canonical(
            statement(contract, terms, judgements, payment, inputs.hashes, inputs.invented, names, settled)
        )


@contextmanager
def contract_of(files: tuple[tuple[str, str], ...], sha256: str) -> Iterator[Contract]:
    """The contract that the files hold, in a folder that is there for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="evenlode-contract-") as made:
        for name, text in files:
            path = Path(made, *name.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        contract = read_contract(Path(made))
        if contract.sha256 != sha256:
            message = "the contract in the journal is not the one that the statement names"
            raise refuse("CONTRACT.CHANGED", message, "Look for changes: evenlode audit verify")
        yield contract


def find_statement(journal: Journal, named: str) -> RecordedStatement:
    """The statement with this number, key ('contract/2017-10-01/2') or beginning of a hash (8 digits at least).

    Raises a Refusal where there is none, or the beginning fits several.
    """
    known = statements(journal)
    fits = [one for one in known if named in (str(one.number), one.key)]
    fits = fits or [one for one in known if len(named) >= 8 and one.sha256.startswith(named)]
    if len({one.sha256 for one in fits}) != 1:
        said = f'"{named}" names {"several statements" if fits else "no statement"}'
        names = ", ".join(str(one.number) for one in known) or "none is recorded"
        raise refuse("STATEMENT.MISSING", said, f"Use its number: {names}", field="statement")
    return fits[-1]


def document_of(recorded: RecordedStatement) -> dict[str, object]:
    """The statement as values."""
    found: dict[str, object] = json.loads(recorded.content)
    return found

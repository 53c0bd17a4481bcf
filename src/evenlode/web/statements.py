"""Recorded statements of a contract that is read already: which there are, their state on a day, and their files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from evenlode.job.stating import Listed, show, view_of
from evenlode.job.workspace import Workspace
from evenlode.records.journal import Journal
from evenlode.records.settling import history_of
from evenlode.records.statements import RecordedStatement, statements
from evenlode.report.documents import forms
from evenlode.report.documents.document import Document
from evenlode.settlement.cuts import cuts_of
from evenlode.terms.contract import Contract

KINDS = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Each form of a statement, and how the web names it."""


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file to hand over: its name, its type and its bytes."""

    name: str
    kind: str
    content: bytes


def statement_file(
    workspace: Workspace,
    contract: Contract,
    found: RecordedStatement,
    form: str,
    today: date,
    partner: str | None = None,
) -> StatementFile | None:
    """A statement as `evenlode statement show --to` writes it; None for a form that there is not.

    partner: its extract alone, under the name that the statement shows; there is no JSON of that.
    """
    if form not in KINDS or (form == "json" and partner):
        return None
    if form == "json":
        name, content = f"statement-{found.year}-v{found.version}", found.content
    else:
        name, document = view_of(show(contract, workspace, str(found.number), today=today), partner)
        content = _rendered(form, document)
    return StatementFile(f"{name}.{form}", KINDS[form], content)


@lru_cache(maxsize=8)
def _rendered(form: str, document: Document) -> bytes:
    return forms()[form].render(document)


def recorded(workspace: Workspace, contract: Contract, today: date) -> list[Listed]:
    """Every statement in the order of recording; none where the workspace has no journal."""
    if not workspace.records.exists():
        return []
    cuts = cuts_of(contract)
    with Journal.open(workspace.records, create=False) as journal:
        own = [one for one in statements(journal) if one.contract in (contract.slug, contract.form.alias.contract)]
        years = {one.year: one.contract for one in own}
        histories = {
            year: history_of(journal, name, contract.year_of(date.fromisoformat(year))) for year, name in years.items()
        }
    return [Listed(one, histories[one.year].state(one.version, cuts, today), json.loads(one.content)) for one in own]

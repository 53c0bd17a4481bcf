"""Reads a partner's workbook back: its identity first, then its sheets, as any file with columns of its own is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evenlode.archives.identity import identity_of
from evenlode.archives.sheets import open_book
from evenlode.archives.workbooks import read_workbook_bytes
from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.grid import EXPECTED, Source
from evenlode.data.mapping.mapped import mapped_tables
from evenlode.data.received.workbook_form import IDENTITY, TEMPLATE, TEMPLATE_VERSION, mapping_of
from evenlode.data.sent.limits import Limits
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened
from evenlode.problems import refuse

_FRESH = "Make a fresh workbook (evenlode receive --make-workbook FILE --provider PARTY) and copy the rows into it"


@dataclass(frozen=True, slots=True)
class PartnerWorkbook:
    """What one workbook says of itself, and its sheets."""

    said: Manifest
    opened: tuple[Opened, ...]


def read_partner_workbook(path: Path, said: Manifest, limits: Limits, aside: Path) -> PartnerWorkbook:
    """The workbook's sheets as tables, and what is said of the submission together with its identity.

    Raises a Refusal where it is no workbook of ours, is another provider's than `said` names, or its sheets or titles
    are not where they were.
    """
    identity = _identity(path)
    provider = identity["provider"]
    if said.provider not in (None, provider):
        message = f"The workbook is {provider}'s, and it is received as {said.provider}'s"
        raise refuse(
            "SUBMISSION.PROVIDER", message, f"Receive it as {provider}'s, or send the right one", file=path.name
        )
    try:
        own = Manifest.model_validate({"provider": provider, "period": identity["month"] or None})
    except ValidationError:
        message = "The workbook's properties say no month that there is"
        raise refuse("FILE.KIND", message, _FRESH, file=path.name) from None
    tables = mapped_tables(path, mapping_of(provider), limits, aside, _as_made)
    if not any(len(one.raw.lines) for one in tables) and not any(one.raw.stops for one in tables):
        raise refuse("FILE.EMPTY", "No row has been typed in", "Type the rows into the white cells", file=path.name)
    updates = {
        "provider": provider,
        "period": said.period or own.period,
        "invented": said.invented or identity["invented"] == "yes",
    }
    return PartnerWorkbook(said.model_copy(update=updates), tuple(one.opened() for one in tables))


def _identity(path: Path) -> Mapping[str, str]:
    book = open_book(read_workbook_bytes(path, EXPECTED), path.name)
    try:
        identity = identity_of(book, IDENTITY)
    finally:
        book.close()
    if identity["template"] != TEMPLATE:
        said = "This is a workbook of its own kind, with columns that are not ours"
        fix = f"Learn it once (evenlode map {path.name} --to TABLE --out mapping.yaml), then receive it with --mapping"
        raise refuse("FILE.KIND", said, fix, file=path.name)
    if identity["template version"] != TEMPLATE_VERSION:
        said = f"The workbook has form {identity['template version']}, and form {TEMPLATE_VERSION} is read"
        raise refuse("WORKBOOK.VERSION", said, _FRESH, file=path.name)
    if not identity["provider"] or identity["invented"] not in ("yes", "no"):
        raise refuse("WORKBOOK.IDENTITY", "The workbook does not say whose it is", _FRESH, file=path.name)
    return identity


def _as_made(source: Source, mapping: MappingForm) -> tuple[str, str]:
    return "since the workbook was made", _FRESH

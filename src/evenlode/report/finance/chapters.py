"""The finance chapter: one document with its open data, in every form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evenlode.report.documents import write_document
from evenlode.report.documents.document import Block, Document
from evenlode.report.finance.book_blocks import book_blocks
from evenlode.report.finance.case_blocks import case_blocks
from evenlode.report.finance.open_data import DataTable, book_data, case_data, data_files
from evenlode.report.finance.parts import CasePart, OpenBook
from evenlode.report.tables import Table

_FOOT = "Computed by Evenlode from the contract folder and the finance returns."
_INVENTED = "INVENTED. The finance returns and rows behind this are nobody's, and every name is fictional."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document, its open data, and the name of both on disk."""

    name: str
    document: Document
    data: tuple[DataTable, ...]
    invented: bool


def chapter(case: CasePart | None, book: OpenBook | None) -> Chapter:
    """The case and the open book, or whichever of them there is, under one title.

    The case names real organisations, and nothing invented ever stands beside a real name: beside an open book of
    invented figures it is left out. Raises a ValueError where there is neither.
    """
    if book and book.book.invented:
        return _chapter("INVENTED-finance", None, book)
    return _chapter("finance", case, book)


def _chapter(name: str, case: CasePart | None, book: OpenBook | None) -> Chapter:
    blocks: list[Block] = [*(case_blocks(case) if case else ()), *(book_blocks(book) if book else ())]
    if not blocks:
        raise ValueError("a finance chapter needs a case or an open book")
    invented = bool(book and book.book.invented)
    said = [*(["the case and the envelope"] if case else []), *(["the open book"] if book else [])]
    document = Document(
        title=f"Finance: {', and '.join(said)}",
        subtitle=case.title if case else book.book.title if book else "",
        blocks=tuple(_headed(block) for block in blocks),
        mark=_INVENTED if invented else "",
        foot=_FOOT,
    )
    data = (*(case_data(case) if case else ()), *(book_data(book) if book else ()))
    return Chapter(name, document, data, invented)


def _headed(block: Block) -> Block:
    """A table whose headings begin with a capital, as on every page; the open data keep the names of their columns."""
    if not isinstance(block, Table):
        return block
    return replace(block, columns=tuple(f"{column[:1].upper()}{column[1:]}" for column in block.columns))


def write_chapter(chapter: Chapter, folder: Path, suffixes: Sequence[str] | None = None) -> list[Path]:
    """The document in every form, or in those asked for, and beside it a folder of open data. Says what was written."""
    written = write_document(chapter.document, folder, chapter.name, suffixes)
    data = folder / f"{chapter.name}-data"
    data.mkdir()
    for name, content in data_files(chapter.data, chapter.invented).items():
        (data / name).write_bytes(content)
        written.append(data / name)
    return written

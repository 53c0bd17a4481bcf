"""Documents: text, tables and pictures in order, and their forms, found by file: HTML, PDF, Word and workbook."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from evenlode.report.documents.document import Document


class Form(Protocol):
    """A form's module: what its files end in, and the bytes of a document in it. The same document, the same bytes."""

    SUFFIX: str

    def render(self, document: Document) -> bytes:
        """The document as a file."""


@cache
def forms() -> dict[str, Form]:
    """Every form by what its files end in."""
    names = sorted(file.stem[3:] for file in Path(__file__).parent.glob("as_*.py"))
    found = [cast(Form, importlib.import_module(f"{__name__}.as_{name}")) for name in names]
    return {form.SUFFIX: form for form in found}


def write_document(document: Document, folder: Path, name: str, suffixes: Sequence[str] | None = None) -> list[Path]:
    """The document in every form, or in those asked for, each beside the others under one name."""
    written = []
    for suffix in suffixes or sorted(forms()):
        path = folder / f"{name}.{suffix}"
        path.write_bytes(forms()[suffix].render(document))
        written.append(path)
    return written

"""The finance chapter: the case and the envelope, the open book, their charts and their open data."""

from __future__ import annotations

from evenlode.report.finance.chapters import Chapter, chapter, write_chapter
from evenlode.report.finance.parts import CasePart, Eligible, Looked, OpenBook

__all__ = ["CasePart", "Chapter", "Eligible", "Looked", "OpenBook", "chapter", "write_chapter"]

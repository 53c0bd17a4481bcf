"""A document as values: its title, what marks every page, and its blocks in order."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.report.tables import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part; level 2 for a part, 3 for a part of it. The title is the only heading of level 1."""

    said: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text. is_strong: what a reader in a hurry must not miss."""

    said: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short points."""

    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text, with words for who cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, where there are pages."""


Block = Heading | Paragraph | Points | Table | Picture | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """What is told. mark: stands on every page, for example that figures are invented; foot: so does this, below.

    facts: terms and what is said of them, under the title.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    foot: str = ""

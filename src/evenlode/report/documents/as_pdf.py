"""A document as a tagged PDF, typeset by Typst: headings, tables and pictures that a screen reader can follow."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from evenlode.report import colours
from evenlode.report.documents.document import Document, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.tables import Table

SUFFIX = "pdf"

_SETTINGS = """
#set document(title: {title}, author: "Evenlode", date: datetime(year: 2000, month: 1, day: 1))
#set page(paper: "a4", margin: (x: 20mm, top: 22mm, bottom: 20mm),
  header: text(size: 8pt, fill: rgb("{secondary}"), {mark}),
  footer: context [#set text(size: 8pt, fill: rgb("{secondary}")); #{foot} #h(1fr)
    #counter(page).display("1 of 1", both: true)])
#set text(lang: "en", region: "GB", font: "Libertinus Serif", size: 10pt, fill: rgb("{ink}"))
#set par(leading: 0.6em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 11pt)
#show heading: set block(above: 1.4em, below: 0.7em)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.caption: it => align(left, strong(it.body))
#show figure: set block(breakable: true)
"""


def render(document: Document) -> bytes:
    """The PDF's bytes. All text goes in as string literals, so that none of it can be taken for markup."""
    import typst

    settings = _SETTINGS.format(
        title=_text(document.title),
        mark=_text(document.mark or document.title),
        foot=_text(document.foot),
        ink=colours.INK,
        secondary=colours.SECONDARY,
    )
    parts = [settings, f"#heading(level: 1, {_text(document.title)})", f"#par({_text(document.subtitle)})"]
    if document.mark:
        parts.insert(1, f"#block(stroke: 1pt, inset: 4pt, strong({_text(document.mark)}))")
    parts += [f"#par[#strong({_text(term + ': ')}) #{_text(said)}]" for term, said in document.facts]
    parts += [_block(block) for block in document.blocks]
    return bytes(typst.compile("\n".join(parts).encode(), font_paths=_fonts(), pdf_standards=["ua-1"]))


@cache
def _fonts() -> Any:
    """The fonts that come with Typst alone: those of the machine would change the bytes."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def _text(said: str) -> str:
    """A string literal of Typst."""
    return json.dumps(said, ensure_ascii=False)


def _block(block: object) -> str:
    match block:
        case Heading(said, level):
            return f"#heading(level: {level}, {_text(said)})"
        case Paragraph(said, is_strong):
            return f"#par(strong({_text(said)}))" if is_strong else f"#par({_text(said)})"
        case Points(said):
            return f"#list({', '.join(_text(point) for point in said)})"
        case Picture(svg, alt):
            return f'#image(bytes({_text(svg)}), format: "svg", width: 100%, alt: {_text(alt)})'
        case Table():
            return _table(block)
        case NewPage():
            return "#pagebreak()"
    raise AssertionError(block)


def _table(table: Table) -> str:
    aligned = ", ".join("right" if place in table.numbers else "left" for place in range(len(table.columns)))
    widths = ", ".join("auto" if place in table.numbers else "1fr" for place in range(len(table.columns)))
    head = ", ".join(f"strong({_text(column)})" for column in table.columns)
    last = len(table.rows) - 1
    cells = [
        f"strong({_text(text)})" if table.has_total and number == last else _text(text)
        for number, row in enumerate(table.rows)
        for text in row
    ]
    return (
        f"#figure(caption: {_text(table.caption)}, kind: table, supplement: none, numbering: none, "
        f"align(left, table(columns: ({widths},), align: ({aligned},), inset: (x: 3pt, y: 3pt), "
        f'stroke: (x: none, y: 0.5pt + rgb("{colours.RULE}")), table.header({head}), {", ".join(cells)})))'
    )

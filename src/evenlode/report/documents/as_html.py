"""A document as one HTML page that needs nothing else: no script, no network, no font but the reader's own."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from evenlode.report import colours
from evenlode.report.documents.document import Document, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.tables import Table

SUFFIX = "html"

_STYLE = f"""
body {{ margin: 0 auto; max-width: 960px; padding: 0 16px 48px; background: {colours.WHITE}; color: {colours.INK};
  font: 16px/1.5 Arial, Helvetica, sans-serif; font-variant-numeric: tabular-nums; }}
h1 {{ font-size: 32px; line-height: 1.2; margin: 24px 0 8px; }}
h2 {{ font-size: 24px; margin: 48px 0 12px; }}
h3 {{ font-size: 19px; margin: 32px 0 8px; }}
p, ul {{ max-width: 46em; overflow-wrap: anywhere; }}
.mark {{ border: 2px solid {colours.INK}; padding: 4px 12px; display: inline-block; }}
.small {{ color: {colours.SECONDARY}; font-size: 14px; }}
.scroll {{ overflow-x: auto; }}
.scroll:focus-visible {{ outline: 3px solid {colours.INK}; outline-offset: 2px; }}
table {{ border-collapse: collapse; margin: 8px 0 16px; width: 100%; }}
caption {{ text-align: left; font-weight: 700; padding: 4px 0; }}
th, td {{ text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid {colours.RULE}; }}
thead th {{ border-bottom: 2px solid {colours.INK}; }}
tbody th {{ font-weight: 400; }}
tr.total th, tr.total td {{ border-top: 2px solid {colours.INK}; font-weight: 700; }}
.number {{ text-align: right; }}
img {{ max-width: 100%; height: auto; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }}
dt {{ color: {colours.SECONDARY}; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
@media (max-width: 40em) {{ dl {{ grid-template-columns: 1fr; }} }}
@media print {{ .page {{ break-before: page; }} .scroll {{ overflow: visible; }} }}
""".strip()


def render(document: Document) -> bytes:
    """The page as UTF-8. Every text is escaped."""
    mark = f'<p class="mark"><strong>{escape(document.mark)}</strong></p>' if document.mark else ""
    facts = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in document.facts)
    body = "\n".join(_block(block) for block in document.blocks)
    foot = f'<footer><p class="small">{escape(document.foot)}</p></footer>' if document.foot else ""
    title = f"{'INVENTED: ' if document.mark.startswith('INVENTED') else ''}{document.title}"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n{mark}\n<h1>{escape(document.title)}</h1>\n"
        f"<p>{escape(document.subtitle)}</p>\n{f'<dl>{facts}</dl>' if facts else ''}\n{body}\n</main>\n{foot}\n"
        "</body>\n</html>\n"
    ).encode()


def _block(block: object) -> str:
    match block:
        case Heading(said, level):
            return f"<h{level}>{escape(said)}</h{level}>"
        case Paragraph(said, is_strong):
            return f"<p>{'<strong>' if is_strong else ''}{escape(said)}{'</strong>' if is_strong else ''}</p>"
        case Points(said):
            return f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in said)}</ul>"
        case Picture(svg, alt):
            return f'<p><img src="{_uri(svg)}" alt="{escape(alt, quote=True)}"></p>'
        case Table():
            return _table(block)
        case NewPage():
            return '<div class="page"></div>'
    raise AssertionError(block)


def _uri(svg: str) -> str:
    return "data:image/svg+xml," + quote(svg, safe="=:/()';")


def _table(table: Table) -> str:
    def cell(text: str, place: int) -> str:
        kind = ' class="number"' if place in table.numbers else ""
        return f'<th scope="row">{escape(text)}</th>' if place == 0 else f"<td{kind}>{escape(text)}</td>"

    head = "".join(
        f'<th scope="col"{" class=number" if place in table.numbers else ""}>{escape(column)}</th>'
        for place, column in enumerate(table.columns)
    )
    rows = []
    for number, row in enumerate(table.rows):
        is_total = table.has_total and number == len(table.rows) - 1
        cells = "".join(cell(text, place) for place, text in enumerate(row))
        rows.append(f"<tr{' class=total' if is_total else ''}>{cells}</tr>")
    name = escape(table.caption, quote=True)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table><caption>{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )

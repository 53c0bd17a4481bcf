"""A mapping as the text of its file: every entry with how sure it is, and what a person is asked to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from evenlode.data.mapping.form import ColumnForm
from evenlode.data.mapping.learning import Learnt, LearntTable
from evenlode.data.mapping.proposing import Proposal, code_choices
from evenlode.data.mapping.targets import OUTTURNS


def mapping_text(learnt: Learnt, file: str) -> str:
    """The YAML that `read_mapping` reads once every null in it is filled in. The same proposal gives the same text."""
    return "".join(f"{line}\n" for line in _lines(learnt, file))


def _lines(learnt: Learnt, file: str) -> Iterator[str]:
    mapping = learnt.mapping
    command = "supply" if mapping.tables[0].table == OUTTURNS else "receive"
    yield f"# How {file} is read. Learnt by `evenlode map`; read it through before it is used."
    if learnt.open_questions:
        yield "# Fill in every null. Take an entry out where the file holds nothing for it and it need not be filled."
    yield f"# Then: evenlode {command} FILE --mapping THIS_FILE"
    yield f"mapping: {mapping.mapping}"
    yield f"version: {mapping.version}"
    yield f"dated: {mapping.dated}"
    if mapping.provider:
        yield f"provider: {_quoted(mapping.provider)}"
    yield f"format: {mapping.format}"
    if mapping.format == "csv":
        yield f"encoding: {mapping.encoding}{'' if mapping.encoding == 'utf-8' else '  # it is not UTF-8'}"
    else:
        yield f"sheets: [{', '.join(map(_quoted, mapping.sheets))}]"
    yield f"fingerprint: {mapping.fingerprint}  # of the sheets and titles as they are written here"
    yield "tables:"
    for table in learnt.tables:
        yield from _table(table)


def _table(table: LearntTable) -> Iterator[str]:
    yield f"  - table: {table.form.name}"
    if len(table.sheets) > 1:
        yield f"    sheet: null  # fits alike: {', '.join(map(_quoted, table.sheets))}"
    elif table.grid.sheet:
        yield f"    sheet: {_quoted(table.grid.sheet)}"
    yield f"    header_row: {table.header_row}"
    if table.title_rows > 1:
        yield f"    title_rows: {table.title_rows}  # each title is made of what stands in them"
    yield "    titles:"
    for title in table.titles:
        yield f"      - {_quoted(title)}"
    yield from _shape(table)
    if table.unread:
        yield f"    # Read for nothing: {', '.join(map(_quoted, table.unread))}"
    if table.left_out:
        yield f"    # Nothing in the file is like: {', '.join(table.left_out)}"
    yield "    columns:"
    for proposal in table.proposals:
        yield from _column(table, proposal)


def _shape(table: LearntTable) -> Iterator[str]:
    """Months side by side, and rows that are left out."""
    for rule in table.shape.leave_out:
        yield "    leave_out:  # rows whose cell in the column is one of the words"
        yield f"      - rule: {rule.rule}"
        yield f"        column: {_quoted(rule.column)}"
        yield f"        says: [{', '.join(map(_quoted, rule.says))}]"
    if table.shape.nothing:
        yield f"    nothing: [{', '.join(map(_quoted, table.shape.nothing))}]  # stands where a month has no figure"
    if table.shape.months:
        yield "    months:  # side by side: each row is one figure of each month that has one"
    for month in table.shape.months:
        yield f"      - month: {month.month or 'null  # its year is not written above it'}"
        columns = ", ".join(f"{ours}: {_quoted(title)}" for ours, title in month.columns.items())
        yield f"        columns: {{{columns}}}"


def _column(table: LearntTable, proposal: Proposal) -> Iterator[str]:
    entry = proposal.entry
    yield f"      - ours: {entry.ours}"
    if entry.value is not None:
        yield f"        value: {_quoted(entry.value)}  # in every row, {proposal.why}"
        return
    if entry.column is None:
        offered = f"; candidates: {', '.join(map(_quoted, proposal.candidates))}" if proposal.candidates else ""
        yield f"        column: null  # {proposal.why}{offered}. Or write value: where it is the same in every row"
        return
    yield f"        column: {_quoted(entry.column)}  # {proposal.sure:.0%} sure: {proposal.why}"
    yield from _dates(entry, proposal)
    if entry.codes:
        yield "        codes:"
        choices = code_choices(table.form.column(entry.ours))
        for word, code in entry.codes.items():
            filled = _quoted(code) if code is not None else f"null  # one of: {choices}"
            yield f"          {_quoted(word)}: {filled}"


def _dates(entry: ColumnForm, proposal: Proposal) -> Iterator[str]:
    if entry.dates:
        yield f"        dates: {entry.dates}"
    elif len(proposal.shapes) > 1:
        yield f"        dates: null  # the cells can be {' or '.join(proposal.shapes)}; nobody can tell which"


def _quoted(text: str) -> str:
    """The text as YAML reads it back: in double quotes, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)

"""What is wrong with the rows that arrived: every fault with its count and first rows, never whose they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.data.manifest import file_sha256
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.data.rules import CONFLICTS, COPIES, RowRule, TableRule, row_rules, sound_alone, table_rules, tidied
from evenlode.data.sent.saying import listed
from evenlode.data.store import Store
from evenlode.data.tables import TABLES, TableForm
from evenlode.problems import Level, Problem
from evenlode.results import Period, say_day

if TYPE_CHECKING:
    import ibis

FIRST = 5
"""How many places of a fault are named, and how many files one by one."""
_RULE = "rule_"


def check(store: Store, span: Period, reads: Collection[str] | None = None) -> list[Problem]:
    """Everything that can be said against the store's rows for measuring the span.

    reads: the tables that what is measured reads, so that nobody is told to send what nothing asks for; without it,
    any of them may be. Problems of whole tables come first, then those of rows, table by table. A rejected record is
    left out of every measure and counted here; a rejected file stops the work. The same rows always give the same list.
    """
    problems = [*store.opening_problems, *_changed(store), *_not_sent(store, reads), *_too_short(store, span)]
    for form in TABLES.values():
        if store.has(form.name):
            problems.extend(_of_table(store, form))
    return problems


def _changed(store: Store) -> Iterator[Problem]:
    """Files whose bytes are no longer those that the manifest names."""
    for form in TABLES.values():
        for path, entry in store.as_sent(form.name).files.items() if store.has(form.name) else ():
            if file_sha256(Path(path)) != entry.sha256:
                said = "The file is not the one that the manifest names: its bytes have changed"
                fix = "Restore the file, or take the data in again"
                yield Problem("STORE.CHANGED", Level.REJECT_FILE, entry.file, None, None, said, fix)


def _not_sent(store: Store, reads: Collection[str] | None) -> Iterator[Problem]:
    """The tables that are not there, in one line; where one that is there cannot be used, that is said instead."""
    if any(problem.stops for problem in store.opening_problems):
        return
    wanted = [form for name, form in TABLES.items() if reads is None or name in reads]
    missing = [one for one in wanted if not store.has(one.name) and not (one.instead and store.has(one.instead))]
    if missing:
        names = listed([form.name for form in missing])
        said = f"{names} {'was' if len(missing) == 1 else 'were'} not sent; what needs them is not measured"
        fix = "Send them if what needs them is to be measured"
        yield Problem("TABLE.MISSING", Level.WARN, "manifest.json", None, "tables", said, fix)


def _too_short(store: Store, span: Period) -> Iterator[Problem]:
    if store.data_to < span.end:
        said = f"The data end on {say_day(store.data_to)}, before {say_day(span.end)}; later months give no figure"
        yield Problem("STORE.SHORT", Level.WARN, "manifest.json", None, "data_to", said, "Send the later months")


def _of_table(store: Store, form: TableForm) -> Iterator[Problem]:
    sent = store.as_sent(form.name)
    if sent.count == 0:
        said = f"{form.name} was sent with no rows"
        file = next((entry.file for entry in sent.files.values()), form.name)
        fix = "Send its rows, or leave the table out if there are none to send"
        yield Problem("FILE.EMPTY", Level.REJECT_FILE, file, None, None, said, fix)
        return
    yield from _alone(store, form)
    yield from _together(store, form)


def _alone(store: Store, form: TableForm) -> Iterator[Problem]:
    """Faults of single rows: one query counts them all, one more for each that is there."""
    (counts,) = ask(store, Question(fault_counts, (form.name,)))
    for place, rule in enumerate(row_rules(form, store.data_to)):
        if counts[_name(place)]:
            yield from _problems(store, form, rule, Question(faulty_rows, (form.name, place)))


def fault_counts(store: Store, table: str) -> ibis.Table:
    """How many rows of a table break each rule of single rows, and none before it that leaves them out."""
    rows = _flagged(store, table)
    names = [name for name in rows.columns if name.startswith(_RULE)]
    return rows.aggregate(**{name: rows[name].sum() for name in names})


def faulty_rows(store: Store, table: str, place: int) -> ibis.Table:
    """The first rows, file by file, that break a rule of single rows; see `_first_places`."""
    rows = _flagged(store, table)
    return _first_places(rows.filter(rows[_name(place)]))


def _flagged(store: Store, table: str) -> Any:
    """The rows with a column for each rule: true where it is the first rule that leaves the row out, or only notes."""
    import ibis

    form = TABLES[table]
    rows = tidied(store.as_sent(table).rows, form)
    left_out: Any = ibis.literal(False)
    hits = {}
    for place, rule in enumerate(row_rules(form, store.data_to)):
        broken = rule.broken_by(rows)
        hits[_name(place)] = broken & ~left_out
        if rule.level is Level.REJECT_RECORD:
            left_out = left_out | broken
    return rows.mutate(**hits)


def _name(place: int) -> str:
    return f"{_RULE}{place}"


def _together(store: Store, form: TableForm) -> Iterator[Problem]:
    """Faults that rows make together, where a quick look says that there are any."""
    there = {}
    if form.key:
        (most,) = ask(store, Question(kinds_of_copies, (form.name,)))
        there = {CONFLICTS: (most["records"] or 0) > 1, COPIES: (most["rows"] or 0) > 1}
    for place, rule in enumerate(table_rules(form)):
        if rule.looks_for is None or there[rule.looks_for]:
            yield from _problems(store, form, rule, Question(rows_at_odds, (form.name, place)))


def kinds_of_copies(store: Store, table: str) -> ibis.Table:
    """The most records that any key has, and the most rows that any record has: two counts and no sorting."""
    form = TABLES[table]
    rows = sound_alone(store.as_sent(table).rows, form, store.data_to)
    records = rows.group_by(form.names).agg(rows=rows.count())
    keys = records.group_by(form.key).agg(records=records.count(), rows=records["rows"].max())
    return keys.aggregate(records=keys.records.max(), rows=keys["rows"].max())


def rows_at_odds(store: Store, table: str, place: int) -> ibis.Table:
    """The first rows, file by file, that break a rule of rows together; see `_first_places`."""
    form = TABLES[table]
    rows = sound_alone(store.as_sent(table).rows, form, store.data_to)
    return _first_places(list(table_rules(form))[place].broken_by(rows))


def _first_places(broken: Any) -> Any:
    """Of the rows of each file the first few, with how many there are of the file."""
    import ibis

    places = broken.select("file", "row")
    number = ibis.row_number().over(group_by="file", order_by="row")
    placed = places.mutate(number=number, count=places.row.count().over(group_by="file"))
    return placed.filter(placed.number < FIRST).drop("number")


def _problems(store: Store, form: TableForm, rule: RowRule | TableRule, question: Question) -> Iterator[Problem]:
    """One problem a file, with how many rows and the first of them; one for all where they are in many files."""
    sent = store.as_sent(form.name)
    rows: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for one in sorted(ask(store, question), key=lambda one: (sent.name_of(one["file"]), one["row"])):
        rows.setdefault(one["file"], []).append(int(one["row"]))
        counts[one["file"]] = int(one["count"])
    many = f"; rows of {len(rows):,} files, this is the first" if len(rows) > FIRST else ""
    for file in list(rows)[: 1 if many else None]:
        yield Problem(
            rule.rule,
            rule.level,
            sent.name_of(file),
            rows[file][0],
            rule.field,
            f"{rule.message}{many}",
            rule.fix,
            sum(counts.values()) if many else counts[file],
            tuple(rows[file]),
        )

"""What is wrong with the rows that arrived: every fault with its count and first rows, never whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evenlode.data.manifest import file_sha256
from evenlode.data.rules import CONFLICTS, COPIES, RowRule, TableRule, row_rules, sound_alone, table_rules, tidied
from evenlode.data.store import Store
from evenlode.data.tables import TABLES, TableForm
from evenlode.problems import Level, Problem
from evenlode.results import Period, say_day

FIRST = 5
"""How many places of a fault are named."""


def check(store: Store, span: Period) -> list[Problem]:
    """Everything that can be said against the store's rows for measuring the span.

    Problems of whole tables come first, then those of rows, table by table. A rejected record is left out of every
    measure and counted here; a rejected file stops the work. The same rows always give the same list.
    """
    problems = [*store.opening_problems, *_changed(store), *_not_sent(store), *_too_short(store, span)]
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


def _not_sent(store: Store) -> Iterator[Problem]:
    """Tables that are not there; where one that is there cannot be used, that is said instead."""
    if any(problem.stops for problem in store.opening_problems):
        return
    for form in TABLES.values():
        if not store.has(form.name) and not (form.instead and store.has(form.instead)):
            or_else = f" or {form.instead}" if form.instead else ""
            said = f"{form.name} was not sent; what needs it is not measured"
            yield Problem("TABLE.MISSING", Level.WARN, form.name, None, None, said, f"Send {form.name}{or_else}")


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
    import ibis

    rules = list(row_rules(form, store.data_to))
    rows = tidied(store.as_sent(form.name).rows, form)
    left_out: Any = ibis.literal(False)
    hits = {}
    for place, rule in enumerate(rules):
        broken = rule.broken_by(rows)
        hits[f"rule_{place}"] = broken & ~left_out
        if rule.level is Level.REJECT_RECORD:
            left_out = left_out | broken
    flagged = rows.mutate(**hits)
    counts = store.fetch(flagged.aggregate(**{name: flagged[name].sum() for name in hits}))[0]
    for rule, name in zip(rules, hits, strict=True):
        if counts[name]:
            yield from _problems(store, form, rule, flagged.filter(flagged[name]))


def _together(store: Store, form: TableForm) -> Iterator[Problem]:
    """Faults that rows make together, where a quick look says that there are any."""
    rows = sound_alone(store.as_sent(form.name).rows, form, store.data_to)
    there = _kinds_of_copies(store, form, rows) if form.key else {}
    for rule in table_rules(form):
        if there.get(rule.looks_for, True):
            yield from _problems(store, form, rule, rule.broken_by(rows))


def _kinds_of_copies(store: Store, form: TableForm, rows: Any) -> dict[str | None, bool]:
    """Whether any key has several records, and whether any record comes several times: two counts and no sorting."""
    records = rows.group_by(form.names).agg(rows=rows.count())
    keys = records.group_by(form.key).agg(records=records.count(), rows=records["rows"].max())
    most = store.fetch(keys.aggregate(records=keys.records.max(), rows=keys["rows"].max()))[0]
    return {CONFLICTS: (most["records"] or 0) > 1, COPIES: (most["rows"] or 0) > 1}


def _problems(store: Store, form: TableForm, rule: RowRule | TableRule, broken: Any) -> Iterator[Problem]:
    """One problem a file, with how many rows and the first of them."""
    sent = store.as_sent(form.name)
    places = broken.group_by("file").agg(count=broken.count())
    for found in sorted(store.fetch(places), key=lambda one: one["file"]):
        here = broken.filter(broken.file == found["file"]).order_by("row").limit(FIRST).select("row")
        rows = sorted(int(one["row"]) for one in store.fetch(here))
        yield Problem(
            rule.rule,
            rule.level,
            sent.name_of(found["file"]),
            rows[0],
            rule.field,
            rule.message,
            rule.fix,
            int(found["count"]),
            tuple(rows),
        )

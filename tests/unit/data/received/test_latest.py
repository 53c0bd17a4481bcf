"""Which rows count, on every table at once: the latest by month, by provider and by submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.latest import RANK
from evenlode.data.received import receive
from evenlode.data.received.mapping import MHSDS
from evenlode.data.received.mappings import mappings
from evenlode.data.sent.tables import sent_tables
from evenlode.data.store import open_store
from evenlode.data.tables import TABLES
from tests.unit.sent.test_schema import csv, row_of

LEAD, PARTNER = "lead-provider", "partner-1"
FED = {one.table for one in mappings()}
NATIONAL = {one.table for one in mappings() if one.feed == MHSDS}
LOCAL = {one.table for one in mappings() if one.feed != MHSDS}
OF_A_NAMED_PARTNER = {"partner_caseload", "partner_contacts", "honos_clusters", "honos_cluster_assessments"}
"""Tables of which some rows say themselves whose they are, whoever sends them."""

Records = dict[str, Counter[tuple[object, ...]]]


def write(folder: Path, names: Iterable[str]) -> Path:
    """A submission with one row in each of the tables."""
    folder.mkdir()
    for name in names:
        (folder / f"{name}.csv").write_text(csv(row_of(sent_tables()[name])), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class States:
    """What counts: after the lead provider's two months, with a partner beside it, and after later submissions."""

    two_months: Records
    both: Records
    march_again: Records
    april_again: Records


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    """The same rows of every table from the lead provider in two months and from a partner; then people alone."""
    place = tmp_path_factory.mktemp("latest")
    whole = write(place / "sent", {one.sent for one in mappings()} | {"MHS202"})
    people = write(place / "people", ["MHS001"])
    sent = ((whole, LEAD, "2016-03"), (whole, LEAD, "2016-04"), (whole, PARTNER, "2016-03"))
    for day, (folder, provider, month) in enumerate((*sent, (people, LEAD, "2016-03"), (people, LEAD, "2016-04")), 1):
        found = receive([folder], place / "store", provider=provider, month=month, received_on=date(2016, 6, day))
        assert found.outcomes[0].state == "received", found.problems
    return States(*(records(place / "store", day) for day in (2, 3, 4, 5)))


def records(store: Path, known: int) -> Records:
    """How often each record is counted, by table; a record is what its table says names one."""
    with open_store(store, threads=1, as_known_on=date(2016, 6, known)) as opened:
        found = {table: opened.as_sent(table).rows for table in sorted(FED) if opened.has(table)}
        return {
            table: Counter(
                (*(row[name] for name in TABLES[table].record), row["provider"])
                for row in opened.fetch(rows.select(*{*TABLES[table].record, "provider"}))
            )
            for table, rows in found.items()
        }


def test_no_table_has_a_column_called_as_the_rank_of_submissions() -> None:
    assert not [name for name, form in TABLES.items() if RANK in form.names]


def test_of_two_months_each_record_counts_once(states: States) -> None:
    assert states.two_months.keys() == FED
    for table, found in states.two_months.items():
        rows = {one.sent for one in mappings() if one.table == table}
        assert 0 < found.total() <= len(rows), table


def test_another_provider_s_rows_stand_beside(states: States) -> None:
    for table in FED - OF_A_NAMED_PARTNER:
        assert states.both[table].total() == 2 * states.two_months[table].total(), table
        assert {record[-1] for record in states.both[table]} == {LEAD, PARTNER}, table
    assert {record[-1] for record in states.both["partner_caseload"]} == {"X1"}


def test_a_later_submission_of_an_earlier_month_leaves_what_the_later_month_says(states: States) -> None:
    assert states.march_again == states.both


def test_a_whole_submission_takes_the_place_of_the_national_tables_and_leaves_local_feeds(states: States) -> None:
    for table in FED - {"people"}:
        own = {record for record in states.both[table] if record[-1] == LEAD}
        left = {record for record in states.april_again.get(table, ()) if record[-1] == LEAD}
        if table in NATIONAL - LOCAL:
            assert own
            assert not left, table
        elif table in LOCAL - NATIONAL:
            assert left == own, f"{table} is a feed of its own"
    assert {record[-1] for record in states.april_again["referrals"]} == {PARTNER}

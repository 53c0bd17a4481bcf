"""Statements in the journal: with their postings or not at all, version after version, the accounts always right."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from evenlode.payment.ledger import Posting, balances
from evenlode.payment.statement import FORM, canonical, sha256_of
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.statements import postings, record_statement, statements


def statement(earned: int = 60, year: str = "2016-10-01", contract: str = "small-vale") -> bytes:
    """The smallest document that holds together as a statement."""
    money = {"earned": earned, "held": 0, "not_earned": 100 - earned, "not_on_offer": 0}
    document = {
        "form": FORM,
        "contract": contract,
        "year": {"from": year},
        "pot": 100,
        "totals": money,
        "lines": [{**money, "share_of_pot": 100}],
    }
    return canonical(document)


def entries(earned: int = 60) -> list[Posting]:
    return [
        Posting("commissioner", -100, "pot"),
        Posting("lead provider", earned, "earned"),
        Posting("unpaid-to-reinvest", 100 - earned, "not earned"),
    ]


def test_a_statement_is_kept_byte_for_byte_with_its_postings(journal: Journal) -> None:
    recorded = record_statement(journal, statement(), entries(), by="ann")
    assert (recorded.number, recorded.key, recorded.version) == (1, "small-vale/2016-10-01/1", 1)
    assert recorded.content == statement()
    assert recorded.sha256 == sha256_of(statement())
    assert statements(journal) == [recorded]
    assert postings(journal) == entries()
    assert [entry.kind for entry in journal.entries()] == ["statement", "posting", "posting", "posting"]


def test_the_same_statement_again_is_refused_and_leaves_nothing(journal: Journal) -> None:
    record_statement(journal, statement(), entries(), by="ann")
    with pytest.raises(Refusal, match=r"STATEMENT\.SAME.*small-vale/2016-10-01/1"):
        record_statement(journal, statement(), entries(), by="ben")
    assert journal.head()[0] == 4


def test_a_changed_statement_is_the_next_version_and_the_accounts_hold_it_alone(journal: Journal) -> None:
    for version, earned in enumerate((60, 70, 60), start=1):
        assert record_statement(journal, statement(earned), entries(earned), by="ann").version == version
        assert balances(postings(journal)) == {
            "commissioner": -100,
            "lead provider": earned,
            "unpaid-to-reinvest": 100 - earned,
        }
    assert [one.version for one in statements(journal)] == [1, 2, 3]
    assert statements(journal)[0].content == statement(60)
    assert len(postings(journal)) == 3 + 6 + 6
    assert postings(journal)[4].memo == "taken back, version 2 stands instead: earned"


def test_years_and_contracts_have_versions_of_their_own(journal: Journal) -> None:
    keys = [
        record_statement(journal, content, entries(), by="ann").key
        for content in (statement(), statement(year="2017-10-01"), statement(contract="sample-vale"))
    ]
    assert keys == ["small-vale/2016-10-01/1", "small-vale/2017-10-01/1", "sample-vale/2016-10-01/1"]
    assert balances(postings(journal))["lead provider"] == 180


def test_a_past_day_is_seen_again(journal: Journal) -> None:
    for day, earned in ((1, 60), (2, 70)):
        at = datetime(2017, 11, day, tzinfo=UTC)
        record_statement(journal, statement(earned), entries(earned), by="ann", at=at)
    assert [one.version for one in statements(journal, date(2017, 11, 1))] == [1]
    assert balances(postings(journal, date(2017, 11, 1)))["lead provider"] == 60
    assert balances(postings(journal))["lead provider"] == 70


def test_postings_that_do_not_add_to_nothing_are_refused(journal: Journal) -> None:
    with pytest.raises(Refusal, match=r"LEDGER\.BALANCE"):
        record_statement(journal, statement(), entries()[:2], by="ann")
    assert journal.entries() == []


@pytest.mark.parametrize(
    "content",
    [
        statement().replace(b'"earned": 60', b'"earned": 61', 1),
        json.dumps(json.loads(statement())).encode(),
        b"not a statement",
    ],
)
def test_bytes_that_are_no_canonical_statement_are_refused(journal: Journal, content: bytes) -> None:
    with pytest.raises(Refusal, match=r"STATEMENT\.FORM"):
        record_statement(journal, content, entries(), by="ann")
    assert journal.entries() == []


def test_a_statement_never_stands_without_its_postings(journal: Journal) -> None:
    journal.append("posting", {}, "small-vale/2016-10-01/1/2", by="somebody else")
    with pytest.raises(Refusal, match=r"JOURNAL\.DUPLICATE"):
        record_statement(journal, statement(), entries(), by="ann")
    assert [entry.kind for entry in journal.entries()] == ["posting"]

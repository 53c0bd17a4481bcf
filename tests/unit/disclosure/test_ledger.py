"""The release ledger: what it keeps comes back without loss, and nothing gets in that its audit did not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.disclosure import Past, Plan, plan, policy
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.releases import RecordedRelease, ReleaseOf, record_release, releases
from tests.unit.disclosure.conftest import make_outturns

COUNTS = {(who, seg, month): (9 * month, 22 + month) for who in "abc" for seg in "xy" for month in range(2)}


def of(contract: str = "c", invented: bool = False) -> ReleaseOf:
    return ReleaseOf(contract, "0001-run", "0" * 64, invented, {"figures.csv": "1" * 64})


@pytest.fixture(scope="module")
def planned() -> Plan:
    return plan(make_outturns(COUNTS), "evenlode-default", headlines_may_go=True)


def keep(path: Path, found: Plan, what: ReleaseOf, seen: int) -> RecordedRelease:
    with Journal.open(path / "records.db") as journal:
        return record_release(journal, found, what, seen, by="somebody")


def test_a_release_comes_back_as_it_was_planned(planned: Plan, tmp_path: Path) -> None:
    keep(tmp_path, planned, of(), 0)
    with Journal.open(tmp_path / "records.db") as journal:
        (found,) = releases(journal)
        assert journal.verify() == []
    assert (found.number, found.of, found.policy, found.by) == (1, of(), planned.policy.name, "somebody")
    (sheet,) = found.past.sheets
    assert (sheet.sheet, sheet.shown) == (planned.sheets[0].sheet, planned.sheets[0].shown)
    assert sheet.policy == planned.policy == policy("evenlode-default")
    assert not sheet.is_new


def test_what_is_in_the_ledger_is_what_the_next_audit_knows(planned: Plan, tmp_path: Path) -> None:
    past: list[Past] = [keep(tmp_path, planned, of(), 0).past]
    again = plan(make_outturns(COUNTS), "evenlode-default", past=past, headlines_may_go=True)
    assert not again.says_more_than(past)


def test_a_release_that_was_audited_before_another_came_in_is_refused(planned: Plan, tmp_path: Path) -> None:
    keep(tmp_path, planned, of(), 0)
    with pytest.raises(Refusal) as refused:
        keep(tmp_path, planned, of(), 0)
    assert refused.value.rule == "DISCLOSURE.STALE"


def test_real_and_invented_releases_never_stand_in_one_ledger(planned: Plan, tmp_path: Path) -> None:
    keep(tmp_path, planned, of(), 0)
    with pytest.raises(Refusal) as refused:
        keep(tmp_path, planned, of(invented=True), 1)
    assert refused.value.rule == "INVENTED.MIX"


def test_a_plan_that_failed_its_audit_never_gets_in(tmp_path: Path) -> None:
    failing = plan(make_outturns({("a", "x", 0): (40, 60), ("b", "x", 0): (1, 1)}), "evenlode-default")
    assert failing.refused
    with pytest.raises(Refusal) as refused:
        keep(tmp_path, failing, of(), 0)
    assert refused.value.rule == "DISCLOSURE.AUDIT"
    with Journal.open(tmp_path / "records.db") as journal:
        assert releases(journal) == []


def test_releases_of_one_contract_can_be_told_apart(planned: Plan, tmp_path: Path) -> None:
    keep(tmp_path, planned, of("north"), 0)
    keep(tmp_path, planned, of("south"), 1)
    with Journal.open(tmp_path / "records.db") as journal:
        assert [one.of.contract for one in releases(journal)] == ["north", "south"]
        assert [one.number for one in releases(journal, "south")] == [2]

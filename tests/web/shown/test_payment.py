"""A payment run as each reader sees it: who may take which step, what is in dispute, and the auditor's sample."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from evenlode.job import Workspace
from evenlode.job.reinvesting import reinvest
from evenlode.job.stating import step
from evenlode.settlement.states import Step
from evenlode.web.shown.payment import Run, payment
from evenlode.web.shown.reinvestment import reinvestment
from evenlode.web.shown.sample import sample
from evenlode.web.shown.stated import LABELS, NEXT, find
from tests.web.shown.making import (
    ROLE,
    SMALL_TODAY,
    TODAY,
    contract,
    copied,
    made,
    small,
    small_contract,
    small_issued,
    small_twice,
    taken,
)

ALL = tuple(LABELS)
FIRST = "first-indicator"


def shown(place: Workspace, reader: str, may: Sequence[str] = ALL) -> Run:
    found = find(place, small_contract(), SMALL_TODAY)
    assert found is not None
    return payment(place, small_contract(), found, reader, may)


def test_the_pot_and_its_lines_are_those_of_the_statement() -> None:
    page = shown(small(), "Ann")
    found = find(small(), small_contract(), SMALL_TODAY)
    assert found is not None
    assert page.headline.startswith("£180,000 is worked out, and the year can be frozen.")
    assert len(page.lines) == len(found.document["lines"])
    assert page.sha256 == sha256(found.recorded.content).hexdigest()
    assert [one.mark.icon for one in page.passed] == ["done", "to-do", "to-do", "to-do", "to-do"]
    assert [one.step for one in page.offered] == ["freeze"]
    assert not page.is_final
    line = next(one for one in page.lines if one.slug == FIRST)
    assert (line.result, line.level, line.earned) == ("60.0%", "improved", "£180,000")


def test_a_line_is_offered_its_own_steps_alone() -> None:
    assert shown(small(), "Ann", ["approve"]).offered == ()


def test_who_prepared_a_statement_is_told_that_they_cannot_approve_it(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    taken(place, (Step.FREEZE, "Priya <p@x>"), (Step.PREPARE, "Daniel <d@x>"))
    own = {one.step: one.refused for one in shown(place, "Daniel <d@x>").offered}
    assert own["approve"].startswith("You prepared this statement, so you cannot approve it.")
    assert {one.step: one.refused for one in shown(place, "Ruth <r@x>").offered} == {"approve": "", "reject": ""}
    assert shown(place, "Ruth <r@x>").passed[2].said == "Daniel, 10 Jan 2017"


def test_who_recorded_what_a_statement_rests_on_is_told_so() -> None:
    found = find(small(), small_contract(), SMALL_TODAY)
    assert found is not None
    assert found.editors == {"evenlode settle"}
    assert NEXT["prepared"] == ("approve", "reject")


def test_an_issued_statement_is_final_and_its_disputes_are_named(tmp_path: Path) -> None:
    place = copied(tmp_path, small_issued())
    assert shown(place, "J").is_final
    about = {"line": FIRST, "side": "earned", "amount": 10_000, "because": "A month is missing."}
    step(place.contract, place, Step.DISPUTE, "J", on=SMALL_TODAY, **about)
    page = shown(place, "J")
    (dispute,) = page.disputes
    assert dispute.said == f"{FIRST}, earned: £100 in suspense. A month is missing."
    assert [one.step for one in page.offered] == ["dispute", "resolve"]
    assert page.steps.rows[-1][1] == "Dispute"


def test_a_later_version_says_why_it_differs_and_nothing_stays_unexplained() -> None:
    page = shown(small_twice(), "Ann")
    assert page.version == 2
    assert page.difference_said == "It pays £90,000 less than version 1, which paid £180,000."
    assert page.difference is not None
    assert page.difference.rows[0] == ("Data", f"first-outcome, {FIRST}: -£90,000", "-£90,000")
    assert page.difference.rows[-1] == ("Not explained", "", "£0")


def test_no_statement_is_no_page(tmp_path: Path) -> None:
    assert find(Workspace(tmp_path), small_contract(), SMALL_TODAY) is None
    assert find(small(), small_contract(), SMALL_TODAY, "2016-10-01") is None
    assert reinvestment(Workspace(tmp_path), small_contract()) is None


def test_money_waits_until_the_statement_is_issued_and_then_goes_to_schemes(tmp_path: Path) -> None:
    before = reinvestment(small(), small_contract())
    assert before is not None
    assert before.headline == "£820,000 waits for a scheme. Nothing has been given yet."
    assert before.waiting == ()
    place = copied(tmp_path, small_issued())
    open_now = reinvestment(place, small_contract())
    assert open_now is not None
    assert len(open_now.waiting) == 2
    one = open_now.waiting[0]
    reinvest(place.contract, place, "Carers", 100_000, source=one.source, why="Agreed", by="Helen <h@x>")
    after = reinvestment(place, small_contract())
    assert after is not None
    assert after.headline == "£1,000 of £820,000 has been given to schemes. £819,000 waits."
    assert after.given.rows[0][:2] == ("Carers", "£1,000")


def test_the_same_seed_draws_the_same_sample_whose_hashes_are_of_the_file() -> None:
    found = find(small(), small_contract(), SMALL_TODAY)
    assert found is not None
    first, again = (sample(small(), found, FIRST, 7, 4, {}) for _ in range(2))
    assert first is not None
    assert first == again
    assert first.population == 1
    assert first.is_whole
    lines = (small().runs / first.run / "outturns.csv").read_bytes().splitlines(keepends=True)
    for row in first.table.rows:
        assert row[7] == sha256(lines[int(row[6]) - 1]).hexdigest()
        assert row[8] == "supplied as a figure"


def test_another_seed_draws_another_sample() -> None:
    found = find(made(), contract(), TODAY)
    assert found is not None
    drawn = [sample(made(), found, ROLE, seed, 4, {}) for seed in (7, 8)]
    assert drawn[0] is not None
    assert drawn[1] is not None
    assert drawn[0].population == drawn[1].population == 10
    assert [row[6] for row in drawn[0].table.rows] != [row[6] for row in drawn[1].table.rows]


def test_a_line_that_the_statement_does_not_have_has_no_sample() -> None:
    found = find(small(), small_contract(), SMALL_TODAY)
    assert found is not None
    assert sample(small(), found, "no-such-line", 1, 4, {}) is None


@pytest.mark.parametrize("size", [0, 51, 10_000])
def test_a_sample_holds_one_figure_at_least_and_fifty_at_most(size: int) -> None:
    found = find(small(), small_contract(), SMALL_TODAY)
    assert found is not None
    drawn = sample(small(), found, FIRST, 1, size, {})
    assert drawn is not None
    assert 1 <= len(drawn.table.rows) <= 50

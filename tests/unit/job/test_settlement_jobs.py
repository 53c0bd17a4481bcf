"""Restate, compare, diff, variations, views and close as a user has them: on a contract folder and outturn files."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from evenlode.job import Workspace, settle
from evenlode.job.closing import close_month
from evenlode.job.comparing import compare_contracts, compare_runs
from evenlode.job.restating import restate
from evenlode.job.stating import show, step, write_views
from evenlode.job.variations import agree_variation, apply_variation, list_variations, propose_variation
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.statements import statements
from evenlode.records.variations import Wanted
from evenlode.report.documents import forms
from evenlode.report.statement_report import partner_extract
from evenlode.results import Period
from evenlode.settlement.states import Step
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.command import evenlode

YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))
HEAD = "# INVENTED\nindicator,grain,start,end,numerator,denominator\n"


def outturns(folder: Path, first: int, second: int = 60) -> Path:
    rows = [("first-indicator", first), ("second-indicator", second)]
    file = folder / f"outturns-{first}-{second}.csv"
    text = "".join(f"{name},contract year,2015-10-01,2016-09-30,{count},100\n" for name, count in rows)
    file.write_text(HEAD + text, encoding="utf-8")
    return file


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    shutil.copytree(contract_folder("two-outcome-illustration"), workspace.contract)
    return workspace


def settled(place: Workspace, first: int) -> Path:
    return settle(place.contract, place, period=YEAR, outturns=outturns(place.folder, first)).folder


def test_a_statement_is_restated_byte_for_byte_when_everything_else_has_gone(place: Workspace) -> None:
    before = (settled(place, 60) / "statement.json").read_bytes()
    outcome = place.contract / "outcomes" / "1-first-outcome.yaml"
    outcome.write_text(outcome.read_text(encoding="utf-8").replace("50%", "65%"), encoding="utf-8")
    shutil.rmtree(place.runs)
    (found,) = restate(place, None)
    assert found.same
    assert found.folder is not None
    assert (found.folder / "statement.json").read_bytes() == before


def test_each_day_has_the_statement_that_stood_then(place: Workspace) -> None:
    settled(place, 60)
    settled(place, 55)
    with Journal.open(place.records) as journal:
        last = statements(journal)[-1]
    assert [one.recorded.key for one in restate(place, date.fromisoformat(last.recorded_at[:10]))] == [last.key]
    with pytest.raises(Refusal, match=r"STATEMENT\.MISSING.*by 2015-01-01"):
        restate(place, date(2015, 1, 1))


def test_two_runs_and_two_statements_compare_the_same(place: Workspace) -> None:
    one, two = settled(place, 60), settled(place, 55)
    by_run = compare_runs(place, str(one), str(two)).found
    assert {part.cause.value: part.change.earned for part in by_run.parts if part.change.earned} == {"data": -9_000_000}
    with Journal.open(place.records) as journal:
        numbers = [str(recorded.number) for recorded in statements(journal)]
    assert compare_runs(place, *numbers).found == by_run
    with pytest.raises(Refusal, match='"77" names no statement'):
        compare_runs(place, "77", numbers[0])


def test_a_changed_target_is_told_in_words_and_in_pounds(place: Workspace, tmp_path: Path) -> None:
    new = tmp_path / "new"
    shutil.copytree(place.contract, new)
    outcome = new / "outcomes" / "1-first-outcome.yaml"
    outcome.write_text(outcome.read_text(encoding="utf-8").replace("improved: 60%", "improved: 62%"), encoding="utf-8")
    found = compare_contracts(place, place.contract, new, outturns(tmp_path, 60))
    assert len(found.words) == 1
    assert "62%" in str(found.words[0])
    assert found.found is not None
    changed = {part.cause.value: part.change.earned for part in found.found.parts if part.change.earned}
    assert changed == {"target": -9_000_000}
    assert compare_contracts(place, place.contract, place.contract).words == ()


def signed(place: Workspace) -> None:
    for kind, by in ((Step.FREEZE, "ann"), (Step.PREPARE, "ann"), (Step.APPROVE, "ben"), (Step.ISSUE, "ben")):
        step(place.contract, place, kind, by, period=YEAR)


def test_views_carry_the_hash_and_the_difference(place: Workspace, tmp_path: Path) -> None:
    settled(place, 60)
    signed(place)
    settled(place, 55)
    shown = show(place.contract, place)
    files = write_views(shown, tmp_path / "views", ("html", "pdf", "docx", "xlsx"))
    assert [file.suffix for file in files] == [".html", ".pdf", ".docx", ".xlsx"]
    page = files[0].read_text(encoding="utf-8")
    assert shown.listed.recorded.sha256 in page
    assert "INVENTED" in page
    assert "Difference from the statement issued before" in page
    assert "-£90,000" in page


def test_a_partner_sees_its_own_lines_alone() -> None:
    lines = [
        {
            "partner": name,
            "fixed": amount,
            "incentive": 0,
            "risk": 0,
            "total": amount,
            "real_terms": None,
            "because": "So.",
        }
        for name, amount in (("Pellowick", 123_400), ("Quillmarsh", 567_800))
    ]
    document = {
        "invented": True,
        "title": "INVENTED - Larkhithe",
        "year": {"from": "2015-10-01", "to": "2016-09-30", "number": 1},
        "pot": 98_765_400,
        "totals": {"earned": 43_210_000},
        "partners": lines,
    }
    for form in ("html",):
        page = forms()[form].render(partner_extract(document, "ab" * 32, "Pellowick")).decode()
        assert "£1,234" in page
        assert "ab" * 32 in page
        for hidden in ("Quillmarsh", "5,678", "987,654", "432,100"):
            assert hidden not in page
    with pytest.raises(Refusal) as refused:
        partner_extract(document, "ab" * 32, "Nobody")
    assert "Pellowick" not in str(refused.value)


def variation(place: Workspace, effective: date, value: str = "55%", on: date = date(2016, 9, 1)) -> str:
    wanted = [Wanted("first-indicator.levels", f"{{good: {value}, improved: 60%, excellent: 70%}}")]
    made, _ = propose_variation(
        place.contract, place, wanted, title="Good at 55%", effective=effective, why="It was reached", by="ann", on=on
    )
    return made.number


def test_a_variation_is_written_only_when_everybody_has_agreed(place: Workspace) -> None:
    old = read_contract(place.contract).sha256
    number = variation(place, date(2016, 10, 1))
    with pytest.raises(Refusal, match=r"VARIATION\.WAITING.*commissioner and lead-provider"):
        apply_variation(place.contract, place, number, "ann")
    agree_variation(place.contract, place, number, "commissioner", "ben", date(2016, 9, 2))
    with pytest.raises(Refusal, match=r"VARIATION\.FOUR_EYES"):
        agree_variation(place.contract, place, number, "lead-provider", "ben", date(2016, 9, 2))
    with pytest.raises(Refusal, match=r"VARIATION\.LATE"):
        agree_variation(place.contract, place, number, "lead-provider", "cat", date(2016, 10, 2))
    with pytest.raises(Refusal, match=r"VARIATION\.AGREED"):
        agree_variation(place.contract, place, number, "commissioner", "dan", date(2016, 9, 2))
    agree_variation(place.contract, place, number, "lead-provider", "cat", date(2016, 9, 3))
    assert read_contract(place.contract).sha256 == old
    apply_variation(place.contract, place, number, "ann")
    contract = read_contract(place.contract)
    assert contract.variations.variations[-1].agreed == date(2016, 9, 3)
    assert "55%" in (place.contract / "outcomes" / "1-first-outcome.yaml").read_text(encoding="utf-8")
    assert [one.state for one in list_variations(place.contract, place)] == ["applied"]
    with pytest.raises(Refusal, match=r"VARIATION\.APPLIED"):
        apply_variation(place.contract, place, number, "ann")


def test_a_variation_after_the_fact_is_refused(place: Workspace) -> None:
    with pytest.raises(Refusal, match=r"VARIATION\.LATE.*before"):
        variation(place, date(2016, 8, 31))
    settled(place, 60)
    step(place.contract, place, Step.FREEZE, "ann", period=YEAR)
    with pytest.raises(Refusal, match=r"VARIATION\.LATE.*frozen"):
        variation(place, date(2016, 4, 1), on=date(2016, 3, 1))
    variation(place, date(2016, 10, 1))


def test_a_variation_that_would_break_the_contract_is_refused_with_its_line(place: Workspace) -> None:
    before = {path: path.read_bytes() for path in place.contract.rglob("*.yaml")}
    with pytest.raises(Refusal) as refused:
        variation(place, date(2016, 10, 1), value="75%")
    assert refused.value.problems[0].file == "outcomes/1-first-outcome.yaml"
    assert refused.value.problems[0].line
    assert {path: path.read_bytes() for path in place.contract.rglob("*.yaml")} == before
    assert list_variations(place.contract, place) == []


def test_a_month_is_signed_when_everything_is_done_and_sends_each_posting_once(place: Workspace) -> None:
    settled(place, 60)
    month = Period(date(2016, 9, 1), date(2016, 9, 30))
    drawn = close_month(place.contract, place, month, by="fay")
    assert [one.item for one in drawn.checks if not one.is_done] == ["Both parties have the same balances"]
    with pytest.raises(Refusal, match=r"CLOSE\.OPEN"):
        close_month(place.contract, place, month, by="fay", sign=True)
    theirs = place.folder / "theirs.csv"
    rows = "commissioner,-1000000\nlead provider,180000\nunpaid-to-reinvest,220000\nnot on offer,600000\n"
    theirs.write_text("account,balance\n" + rows, encoding="utf-8")
    done = close_month(place.contract, place, month, by="fay", sign=True, balances=theirs)
    assert done.signed_by == "fay"
    journals = (done.folder / "journals.csv").read_text(encoding="utf-8")
    assert journals.startswith("# INVENTED\n")
    with pytest.raises(Refusal, match=r"CLOSE\.DONE"):
        close_month(place.contract, place, month, by="fay")
    after = close_month(place.contract, place, Period(date(2016, 10, 1), date(2016, 10, 31)), by="fay")
    assert after.facts.journals == ()


def test_who_may_not_approve_ends_with_4(place: Workspace) -> None:
    settled(place, 60)

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return evenlode("statement", *words, "--workspace", place.folder, "--format", "json")

    early = call("prepare", "--by", "ann")
    assert early.returncode == 3
    assert "Freeze the year" in early.stderr
    assert call("freeze", "--by", "ann").returncode == 0
    assert call("prepare", "--by", "ann").returncode == 0
    refused = call("approve", "--by", "ann")
    assert refused.returncode == 4
    assert "another person" in refused.stderr
    assert json.loads(call("approve", "--by", "ben").stdout)[0]["step"] == "approve"

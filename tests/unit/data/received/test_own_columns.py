"""A file with columns of its own is received by its mapping, and goes through the checks of any other file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evenlode.data.manifest import read_manifest
from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.reading import read_mapping
from evenlode.problems import Level
from tests.unit.data.mapping.conftest import learnt, own_workbook, written
from tests.unit.data.received.conftest import Receiver, Sent


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> MappingForm:
    folder = tmp_path_factory.mktemp("learnt")
    found = learnt(own_workbook(folder / "own.xlsx"), "partner_caseload", "partner_contact", provider="partner-1")
    return read_mapping(written(folder / "own.yaml", found))


def test_a_workbook_becomes_rows_and_the_store_says_by_which_mapping(
    tmp_path: Path, receiver: Receiver, mapping: MappingForm
) -> None:
    path = own_workbook(tmp_path / "march.xlsx")
    [outcome] = receiver.take(path, provider=None, mapping=mapping).outcomes
    assert (outcome.state, outcome.provider, outcome.rows, outcome.problems) == ("received", "partner-1", 4, ())
    rows = sorted(receiver.rows("partner_caseload"), key=lambda row: row["person"])
    assert [(row["person"], row["provider"], row["from_day"]) for row in rows] == [
        ("C1", "partner-1", date(2016, 3, 1)),
        ("C2", "partner-1", date(2016, 3, 2)),
    ]
    [entry] = read_manifest(receiver.folder)[0].submissions
    assert entry.mapping is not None
    assert (entry.mapping.mapping, entry.mapping.version) == ("own", 1)
    assert entry.mapping.fingerprint == mapping.fingerprint
    assert [one.file for one in entry.sent] == ["march.xlsx!Clients", "march.xlsx!Visits"]
    [kept] = (receiver.folder / "received").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    assert {one.sha256 for one in entry.sent} == {kept.name}
    [again] = receiver.take(path, provider=None, mapping=mapping).outcomes
    assert again.state == "there already"


def test_by_another_version_it_is_another_submission(tmp_path: Path, receiver: Receiver, mapping: MappingForm) -> None:
    path = own_workbook(tmp_path / "march.xlsx")
    receiver.take(path, provider=None, mapping=mapping)
    [outcome] = receiver.take(path, provider=None, mapping=mapping.model_copy(update={"version": 2})).outcomes
    assert outcome.state == "received"
    assert len(receiver.rows("partner_caseload")) == 2


def test_the_checks_are_those_of_any_file_and_speak_of_its_own_titles(
    tmp_path: Path, receiver: Receiver, mapping: MappingForm
) -> None:
    def spoil(book: object) -> None:
        clients = book["Clients"]  # type: ignore[index]
        clients["E4"], clients["D5"], clients["A4"] = "perhaps", date(2016, 3, 1), None

    [outcome] = receiver.take(own_workbook(tmp_path / "own.xlsx", spoil), provider=None, mapping=mapping).outcomes
    told = [(problem.rule, problem.file, problem.line, problem.field) for problem in outcome.problems]
    assert ("CODE.LIST", "own.xlsx!Clients", 4, "Care Act eligible?") in told
    assert ("VALUE.MISSING", "own.xlsx!Clients", 4, "Client ref") in told
    assert ("DATE.ORDER", "own.xlsx!Clients", 5, "Date closed") in told
    assert "perhaps" not in str(outcome.problems)
    assert outcome.findings
    assert '"own.xlsx!Clients",5,"Date closed"' in (receiver.folder / outcome.findings).read_text(encoding="utf-8")


def test_a_layout_that_changed_is_refused_whole(tmp_path: Path, receiver: Receiver, mapping: MappingForm) -> None:
    def rename(book: object) -> None:
        book["Visits"]["B1"] = "Seen on"  # type: ignore[index]

    [outcome] = receiver.take(own_workbook(tmp_path / "own.xlsx", rename), provider=None, mapping=mapping).outcomes
    [problem] = outcome.problems
    assert (outcome.state, problem.rule, problem.where) == ("refused", "FILE.COLUMNS", "own.xlsx!Visits:1")
    assert not (receiver.folder / "manifest.json").exists()


def test_a_title_like_a_formula_is_text_in_the_list_of_findings(tmp_path: Path, receiver: Receiver) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Client ID,=Contact date\nC1,2016-03-01\nC2,2016-04-01\n", encoding="utf-8")
    found = learnt(path, "partner_contact", provider="partner-1")
    mapping = read_mapping(written(tmp_path / "own.yaml", found))
    [outcome] = receiver.take(path, provider=None, mapping=mapping).outcomes
    assert outcome.findings
    assert '"\'=Contact date"' in (receiver.folder / outcome.findings).read_text(encoding="utf-8")


def test_a_mapping_of_figures_is_not_for_rows(tmp_path: Path, receiver: Receiver) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text("KPI,Frequency,Month,Numerator,Denominator\n3,Monthly,Oct-17,40,48\n", encoding="utf-8")
    mapping = read_mapping(written(tmp_path / "kpi.yaml", learnt(path, "outturns")))
    [outcome] = receiver.take(path, mapping=mapping).outcomes
    assert "evenlode supply" in outcome.problems[0].fix


PEOPLE = "Person_ID | OrgIDCCGGPPractice\nP1 | 15A\nP2 | 15A\nP3 | "


@pytest.mark.parametrize(
    ("ours", "rules"),
    [({"10Q"}, ["PLAUS.COMMISSIONER"]), ({"10Q", "15A"}, []), (set(), [])],
)
def test_people_of_whom_nobody_is_the_contract_s_are_noticed(
    sent: Sent, receiver: Receiver, ours: set[str], rules: list[str]
) -> None:
    [outcome] = receiver.take(sent({"MHS001": PEOPLE}), commissioners=ours).outcomes
    assert (outcome.state, [problem.rule for problem in outcome.problems]) == ("received", rules)
    for problem in outcome.problems:
        assert (problem.level, problem.count, problem.first_lines) == (Level.WARN, 2, (2, 3))
        assert problem.file.endswith("/MHS001.csv")


def test_one_of_the_contract_s_is_enough(sent: Sent, receiver: Receiver) -> None:
    folder = sent({"MHS001": PEOPLE.replace("P3 | ", "P3 | 10Q")})
    assert receiver.take(folder, commissioners={"10Q"}).outcomes[0].problems == ()


def test_contacts_of_another_month_are_noticed(sent: Sent, receiver: Receiver) -> None:
    folder = sent({"partner_contact": "person | partner | date\nP1 | partner-1 | 2016-02-10"})
    [problem] = receiver.take(folder, provider="partner-1").outcomes[0].problems
    assert (problem.rule, problem.level) == ("PLAUS.PERIOD", Level.WARN)
    assert "None of these contacts was in 1 March 2016 to 31 March 2016" in problem.message
    assert receiver.take(folder, provider="partner-1", month="2016-02").outcomes[0].problems == ()


def test_a_file_that_nobody_may_read_keeps_no_other_out(
    sent: Sent, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, other = sent({"MHS001": PEOPLE}), sent({"MHS001": PEOPLE.replace("P1", "P9")})
    real = Path.open

    def opened(path: Path, *mode: str, **said: str) -> object:
        if path.parent == locked:
            raise PermissionError(13, "Permission denied")
        return real(path, *mode, **said)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    first, second = receiver.take(locked, other).outcomes
    assert (first.state, [problem.rule for problem in first.problems]) == ("refused", ["FILE.UNREADABLE"])
    assert second.state == "received"


def test_an_empty_file_is_told_before_what_it_could_not_say(sent: Sent, receiver: Receiver) -> None:
    path = sent({"MHS001": PEOPLE}) / "MHS001.csv"
    path.write_bytes(b"")
    [outcome] = receiver.take(path, provider=None, month=None).outcomes
    assert [problem.rule for problem in outcome.problems] == ["FILE.EMPTY"]

"""Receiving: once, whole or not at all, the latest counts, and any past state comes back."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.manifest import read_manifest
from evenlode.data.received import KEEP, Pseudonyms
from evenlode.data.store import open_store
from evenlode.problems import Refusal
from tests.unit.data.received.conftest import Receiver, Sent
from tests.unit.sent.conftest import CLEAN

PEOPLE = "Person_ID | PersonBirthDate\nP1 | 1980-01-15\nP2 | 1990-02-28"
SPELLS = "Person_ID | HospProvSpellID | StartDateHospProvSpell | DischDateHospProvSpell\n"
ROLES = "person | date | role\n"
MARCH, APRIL, MAY = date(2016, 4, 5), date(2016, 5, 5), date(2016, 6, 5)


def clean(folder: Path) -> Path:
    folder.mkdir()
    for name, text in CLEAN.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_clean_submission_becomes_tables_and_is_kept_as_it_came(tmp_path: Path, receiver: Receiver) -> None:
    folder = clean(tmp_path / "march")
    [outcome] = receiver.take(folder).outcomes
    assert (outcome.state, outcome.provider, outcome.rows, outcome.left_out) == ("received", "lead-provider", 37, 0)
    assert (outcome.problems, outcome.findings) == ((), None)
    assert receiver.column("honos_clusters", "code") == ["04", "05", "10", "11"]
    kept = {path.read_bytes() for path in (receiver.folder / "received").iterdir()}
    assert kept == {path.read_bytes() for path in folder.iterdir()}
    [entry] = read_manifest(receiver.folder)[0].submissions
    assert all(hashlib.sha256((folder / one.file).read_bytes()).hexdigest() == one.sha256 for one in entry.sent)


def test_without_a_copy_only_the_hashes_stay(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE}), copy=False)
    assert not (receiver.folder / "received").exists()
    [entry] = read_manifest(receiver.folder)[0].submissions
    assert (entry.copied, len(entry.sent[0].sha256)) == (False, 64)


def test_the_same_again_changes_nothing_whatever_its_files_are_called(sent: Sent, receiver: Receiver) -> None:
    tables = {"MHS001": PEOPLE, "role_status": f"{ROLES}P1 | 2016-03-01 | paid"}
    receiver.take(sent(tables), received_on=MARCH)
    before = {path: path.stat().st_mtime_ns for path in receiver.folder.rglob("*") if path.name != ".lock"}
    other_names = sent({"MHS001MPI_2016-03": PEOPLE, "role_status": tables["role_status"]})
    for again in (sent(tables), other_names):
        [outcome] = receiver.take(again, received_on=APRIL).outcomes
        assert (outcome.state, outcome.received) == ("there already", MARCH)
    files = {path: path.stat().st_mtime_ns for path in receiver.folder.rglob("*") if path.name != ".lock"}
    assert {path for path in files if path.is_file()} == {path for path in before if path.is_file()}
    assert all(files[path] == before[path] for path in files if path.is_file())


def test_one_submission_named_twice_in_one_call_is_taken_in_once(sent: Sent, receiver: Receiver) -> None:
    first, second = sent({"MHS001": PEOPLE}), sent({"MHS001": PEOPLE})
    assert [one.state for one in receiver.take(first, second).outcomes] == ["received", "there already"]


def test_a_resubmission_takes_the_place_of_the_first_and_erases_nothing(sent: Sent, receiver: Receiver) -> None:
    first = {"MHS001": PEOPLE, "MHS501": f"{SPELLS}P1 | S1 | 2016-03-05 |\nP2 | S2 | 2016-03-06 |"}
    second = {"MHS001": PEOPLE, "MHS501": f"{SPELLS}P1 | S1 | 2016-03-04 |"}
    receiver.take(sent(first), received_on=MARCH)
    hash_in_march = read_manifest(receiver.folder)[1]
    receiver.take(sent(second), received_on=APRIL)
    assert receiver.column("hospital_spells", "admitted") == [date(2016, 3, 4)]
    assert receiver.column("hospital_spells", "spell", MARCH) == ["S1", "S2"]
    with open_store(receiver.folder, as_known_on=MARCH) as then, open_store(receiver.folder) as now:
        assert then.manifest_sha256 == hash_in_march
        assert now.manifest_sha256 == read_manifest(receiver.folder)[1] != hash_in_march
    assert len(list((receiver.folder / "tables/hospital_spells").rglob("*.parquet"))) == 2


def test_before_the_first_submission_there_is_nothing_to_know(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE}), received_on=APRIL)
    with pytest.raises(Refusal, match="the first rows came on 2016-05-05"):
        open_store(receiver.folder, as_known_on=MARCH)


def test_of_a_record_the_latest_month_counts_and_one_that_is_not_sent_again_stays(
    sent: Sent, receiver: Receiver
) -> None:
    march = {"MHS001": PEOPLE, "MHS501": f"{SPELLS}P1 | S1 | 2016-03-05 |\nP2 | S2 | 2016-03-06 | 2016-03-09"}
    april = {"MHS001": PEOPLE, "MHS501": f"{SPELLS}P1 | S1 | 2016-03-05 | 2016-04-02"}
    receiver.take(sent(april), month="2016-04", received_on=APRIL)
    receiver.take(sent(march), month="2016-03", received_on=MAY)  # arrived later, and is still the earlier month
    discharged = {row["spell"]: row.get("discharged") for row in receiver.rows("hospital_spells")}
    assert discharged == {"S1": date(2016, 4, 2), "S2": date(2016, 3, 9)}
    with open_store(receiver.folder) as store:
        assert (store.data_from, store.data_to) == (date(2016, 3, 1), date(2016, 4, 30))


def test_several_rows_of_one_record_in_its_latest_month_all_hold(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE, "role_status": f"{ROLES}P1 | 2016-03-01 | none"}))
    both = f"{ROLES}P1 | 2016-03-01 | paid\nP1 | 2016-03-01 | education"
    receiver.take(sent({"MHS001": PEOPLE, "role_status": both}), month="2016-04")
    assert receiver.column("role_status", "role") == ["education", "paid"]


def test_a_local_feed_alone_leaves_the_national_tables_and_other_feeds(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE, "role_status": f"{ROLES}P1 | 2016-03-01 | none"}))
    receiver.take(sent({"role_status": f"{ROLES}P1 | 2016-03-01 | paid"}), part=True)
    receiver.take(sent({"deaths": "person | date\nP2 | 2016-03-02"}), part=True)
    assert receiver.column("people", "person") == ["P1", "P2"]
    assert receiver.column("role_status", "role") == ["paid"]
    assert receiver.column("deaths", "person") == ["P2"]


def test_a_part_takes_the_place_of_its_own_tables_alone(sent: Sent, receiver: Receiver) -> None:
    spells = f"{SPELLS}P1 | S1 | 2016-03-05 |"
    receiver.take(sent({"MHS001": PEOPLE, "MHS501": spells}))
    receiver.take(sent({"MHS501": f"{SPELLS}P1 | S3 | 2016-03-07 |"}), part=True)
    assert receiver.column("hospital_spells", "spell") == ["S3"]
    assert receiver.column("people", "person") == ["P1", "P2"]
    receiver.take(sent({"MHS001": "Person_ID\nP1"}))
    assert receiver.column("people", "person") == ["P1"]
    assert receiver.column("hospital_spells", "spell") == [], "a whole submission without spells says there are none"


def test_providers_do_not_take_each_other_s_place(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE}))
    receiver.take(sent({"MHS001": "Person_ID\nP1"}), provider="partner-1")
    assert receiver.column("people", "provider") == ["lead-provider", "lead-provider", "partner-1"]


def test_one_refused_submission_keeps_no_other_out_and_leaves_nothing(sent: Sent, receiver: Receiver) -> None:
    wrong = sent({"MHS001": PEOPLE, "MHS501": "Person_ID | HospProvSpellID\nP1 | S1"})
    right = sent({"MHS001": PEOPLE})
    refused, received = receiver.take(wrong, right).outcomes
    assert (refused.state, [one.rule for one in refused.problems]) == ("refused", ["HEAD.MISSING"])
    assert refused.problems[0].file == f"{wrong.name}/MHS501.csv"
    assert received.state == "received"
    assert len(read_manifest(receiver.folder)[0].submissions) == 1
    assert not list(receiver.folder.glob(".receiving-*"))


def test_rows_that_cannot_be_used_are_left_out_counted_and_listed(sent: Sent, receiver: Receiver) -> None:
    spells = f"{SPELLS}P1 | S1 | 2016-03-05 | 2016-03-01\nP9 | S2 | 2016-03-06 |\nP2 | S3 | 2016-03-07 |"
    stays = "WardStayID | HospProvSpellID | StartDateWardStay | EndDateWardStay\nW1 | S1 | 2016-03-05 |"
    undated = "Person_ID | AccommodationType | AccommodationTypeDate\nP1 | 01 |\nP1 | 02 | 2016-03-01"
    tables = {"MHS001": PEOPLE, "MHS003": undated, "MHS501": spells, "MHS502": stays}
    [outcome] = receiver.take(sent(tables)).outcomes
    assert (outcome.rows, outcome.left_out) == (8, 4)
    assert [(one.rule, one.line) for one in outcome.problems] == [
        ("VALUE.MISSING", 2),
        ("DATE.ORDER", 2),
        ("LINK.MISSING_PARENT", 3),
    ]
    assert outcome.problems[1].message == "It ends before it begins; 1 row of MHS502 falls with it"
    listed = (receiver.folder / str(outcome.findings)).read_text(encoding="utf-8").replace('"', "").splitlines()
    assert listed == [
        "rule,level,file,row,field",
        "VALUE.MISSING,reject_record,MHS003.csv,2,accommodation_status.day",
        "DATE.ORDER,reject_record,MHS501.csv,2,DischDateHospProvSpell",
        "LINK.MISSING_PARENT,reject_record,MHS501.csv,3,Person_ID",
        "LINK.FALLEN,reject_record,MHS502.csv,2,",
    ]
    assert receiver.column("hospital_spells", "spell") == ["S3"]


def test_a_store_says_where_a_row_was_sent(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE}))
    with open_store(receiver.folder) as store:
        table = store.as_sent("people")
        places = store.fetch(table.rows.select("file", "row"))
    assert {(table.name_of(one["file"]), one["row"]) for one in places} == {
        ("MHS001.csv of lead-provider, 2016-03", 2),
        ("MHS001.csv of lead-provider, 2016-03", 3),
    }


HEADER = "DatSetVer | OrgIDProvider | ReportingPeriodStartDate | ReportingPeriodEndDate\n"


def test_the_header_or_the_manifest_says_who_and_when(sent: Sent, receiver: Receiver) -> None:
    header = sent({"MHS000": f"{HEADER}v5.0 | partner-1 | 2021-11-01 | 2021-11-30", "MHS001": PEOPLE})
    manifest = sent({"MHS001": PEOPLE}, "provider: partner-2\nperiod: 2021-12\nversion: v5.0\nreceived: 2022-01-20")
    found = receiver.take(header.parent, provider=None, month=None).outcomes
    assert [(one.provider, f"{one.period.end:%Y-%m}") for one in found if one.period] == [
        ("partner-1", "2021-11"),
        ("partner-2", "2021-12"),
    ]
    assert (manifest.name, found[1].received) == (found[1].name.split("/")[1], date(2022, 1, 20))
    assert {one.version for one in read_manifest(receiver.folder)[0].submissions} == {"v5.0"}


@pytest.mark.parametrize(
    ("tables", "said", "rule", "message"),
    [
        ({"MHS001": PEOPLE}, {"provider": None}, "SUBMISSION.PROVIDER", "It does not say who sent it"),
        ({"MHS001": PEOPLE}, {"month": None}, "SUBMISSION.PERIOD", "It does not say which month it is for"),
        ({"MHS001": PEOPLE}, {"provider": "../x"}, "SUBMISSION.PROVIDER", "cannot be a provider's name"),
        ({"MHS001": PEOPLE}, {"parties": ["lead-providers"]}, "SUBMISSION.PROVIDER", "no party of the contract"),
        (
            {"MHS000": f"{HEADER}v5.0 | x | 2016-04-01 | 2016-04-30"},
            {},
            "SUBMISSION.PERIOD",
            "received for 1 March 2016 to 31 March 2016, and says itself that it is for 1 April 2016 to 30 April 2016",
        ),
    ],
)
def test_what_does_not_say_who_and_when_is_refused(
    sent: Sent, receiver: Receiver, tables: dict[str, str], said: dict[str, object], rule: str, message: str
) -> None:
    [outcome] = receiver.take(sent(tables), **said).outcomes
    assert (outcome.state, [one.rule for one in outcome.problems]) == ("refused", [rule])
    assert message in outcome.problems[0].message


def test_rows_of_another_kind_do_not_come_into_a_store(sent: Sent, receiver: Receiver, tmp_path: Path) -> None:
    folder = sent({"MHS001": PEOPLE})
    receiver.take(folder, lead_provider="lead-provider")
    key = Pseudonyms.of_file(tmp_path / "key")
    for said, rule in (
        ({"invented": True}, "STORE.INVENTED"),
        ({"pseudonyms": key}, "STORE.PSEUDONYMS"),
        ({"lead_provider": "partner-1"}, "STORE.LEAD"),
    ):
        [outcome] = receiver.take(folder, month="2016-04", **said).outcomes
        assert (outcome.state, [one.rule for one in outcome.problems]) == ("refused", [rule])
    shutil.rmtree(receiver.folder / "tables")
    assert len(read_manifest(receiver.folder, names=False)[0].submissions) == 1


IDS = ("9434765919", "P-CANARY-7", "L-CANARY-8", "OX1 1ZZ", "CANARY NAME", "1980-01-15")


def test_nothing_that_names_a_person_is_told_or_kept_but_in_the_copy(
    sent: Sent, receiver: Receiver, tmp_path: Path
) -> None:
    nhs, person, local, postcode, name, born = IDS
    people = "Person_ID | LocalPatientID | NHSNumber | PersonBirthDate | Postcode | Name\n"
    people += (
        f"{person} | {local} | {nhs} | {born} | {postcode} | {name}\n{person}2 | {local}2 | {nhs[:-1]}8 | {born} ||"
    )
    spells = f"{SPELLS}{person} | S1 | 2016-03-05 | 2016-03-01\n{person} | S2 | 2016-03-05 | soon\n"
    spells += f"{person}3 | S3 | 2016-03-01 |"
    statuses = (
        f"LocalPatientID | EmployStatus | EmployStatusRecDate\n{local} | 01 | 2016-03-01\n{nhs} | 01 | 2016-03-01"
    )
    folder = sent({"MHS001": people, "MHS501": spells, "MHS004": statuses})
    [outcome] = receiver.take(folder, pseudonyms=Pseudonyms.of_file(tmp_path / "key"), copy=False).outcomes
    assert outcome.left_out == 5
    assert not [one for one in IDS if any(one in f"{problem}{problem.fix}" for problem in outcome.problems)]
    written = [path.read_bytes() for path in receiver.folder.rglob("*") if path.is_file()]
    assert len(written) >= 4
    assert not [one for one in IDS if any(one.encode() in content for content in written)]
    with open_store(receiver.folder) as store:
        kept = [str(row) for name in ("people", "employment_status") for row in store.fetch(store.table(name))]
    assert len(kept) == 2
    assert not [one for one in IDS if one in str(kept)]


def test_people_kept_as_sent_are_those_of_a_store_with_no_key(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE}), pseudonyms=KEEP)
    assert receiver.column("people", "person") == ["P1", "P2"]
    assert receiver.column("people", "birth_month") == [date(1980, 1, 1), date(1990, 2, 1)]
    assert read_manifest(receiver.folder)[0].pseudonyms == "as sent"

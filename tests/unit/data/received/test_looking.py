"""Checking reads what receiving reads, tells as much and takes nothing in; both say how mature the data are."""

from __future__ import annotations

import json
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from evenlode.data.mapping import read_mapping
from evenlode.data.maturity import maturity_index, say_index, say_scores
from evenlode.data.quality import quality
from evenlode.data.received import receive
from evenlode.data.received.looking import look_over
from evenlode.data.received.workbook_write import write_partner_workbook
from evenlode.data.sent.tables import nearest_tables, sent_tables
from tests.command import evenlode
from tests.unit.data.mapping.conftest import learnt, own_workbook, written
from tests.unit.data.received.conftest import Receiver, Sent

PEOPLE = "Person_ID | PersonBirthDate | Gender | EthnicCategory\nP1 | 1980-01-15 | 1 | A\nP2 | 1990-02-28 | | Z"
SPELLS = "Person_ID | HospProvSpellID | StartDateHospProvSpell | DischDateHospProvSpell\n"
SCORES = [Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(0)]
"""Of birth month, gender, ethnicity and commissioner of the two people."""


def test_a_zip_and_a_folder_are_looked_at_as_their_files(sent: Sent, tmp_path: Path) -> None:
    folder = sent({"MHS001": PEOPLE, "MHS501": f"{SPELLS}P9 | S1 | 2016-03-05 |"})
    packed = Path(shutil.make_archive(str(tmp_path / "march"), "zip", folder))
    for path in (folder, packed):
        [problem] = look_over([path]).found.problems
        assert (problem.rule, problem.file, problem.line) == ("LINK.MISSING_PARENT", "MHS501.csv", 2)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(packed.read_bytes()[:-30])
    told = look_over([broken, folder]).found
    assert [one.rule for one in told.problems] == ["LINK.MISSING_PARENT", "FILE.DAMAGED"]


def test_a_workbook_with_columns_of_its_own_is_looked_at_by_its_mapping(tmp_path: Path) -> None:
    path = own_workbook(tmp_path / "own.xlsx", lambda book: book["Clients"].__setitem__("D4", date(2016, 2, 1)))
    mapping = read_mapping(written(tmp_path / "own.yaml", learnt(path, "partner_caseload", provider="partner-1")))
    [problem] = look_over([path], mapping=mapping).found.problems
    assert (problem.rule, problem.file, problem.line, problem.field) == (
        "DATE.ORDER",
        "own.xlsx!Clients",
        4,
        "Date closed",
    )
    [refused] = look_over([path]).found.problems
    assert (refused.rule, refused.file) == ("FILE.KIND", "own.xlsx")
    later = own_workbook(tmp_path / "later.xlsx", lambda book: book["Clients"].__setitem__("C3", "Began"))
    assert [one.rule for one in look_over([later], mapping=mapping).found.problems] == ["FILE.COLUMNS"]


def test_a_partner_s_workbook_says_its_month_to_the_checks(tmp_path: Path) -> None:
    path = tmp_path / "partner.xlsx"
    write_partner_workbook(path, "partner-1", "2016-03", invented=True)
    book = openpyxl.load_workbook(path)
    book["Contacts"]["A6"], book["Contacts"]["B6"] = "C1", date(2016, 4, 2)
    book.save(path)
    assert [(one.rule, one.file) for one in look_over([path]).found.problems if one.rule != "FILE.EMPTY"] == [
        ("DATE.FUTURE", "partner.xlsx!Contacts")
    ]


def test_looking_gives_the_index_that_receiving_gives(sent: Sent, receiver: Receiver) -> None:
    folder = sent({"MHS001": PEOPLE})
    looked = look_over([folder]).quality
    found = receiver.take(folder)
    assert looked is not None
    assert found.outcomes[0].quality is not None
    assert list(looked.scores.values()) == list(found.outcomes[0].quality.scores.values()) == SCORES
    [whole] = [one for one in quality(receiver.folder) if one.month is None]
    assert found.quality == (whole,)
    assert (whole.provider, whole.index) == ("lead-provider", maturity_index(SCORES, 1, 1))
    assert look_over([sent({"deaths": "person | date\nP1 | 2016-03-01"})], part=True).quality is None


def test_months_that_did_not_come_lower_the_index(sent: Sent, receiver: Receiver) -> None:
    first, third = sent({"MHS001": PEOPLE}), sent({"MHS001": PEOPLE}, "provider: partner-1\nperiod: 2016-05")
    receiver.take(first)
    found = receive([third], receiver.folder)
    assert [(one.provider, one.months, one.expected, say_index(one.index)) for one in found.quality] == [
        ("partner-1", 1, 3, "16.7")
    ]
    assert receiver.take(first).quality == (), "what is there already says nothing new"


def test_rows_that_are_left_out_have_no_say_in_the_index(sent: Sent) -> None:
    looked = look_over([sent({"MHS001": f"{PEOPLE}\nP3 | 1990-02-31 | 1 | A"})]).quality
    assert looked is not None
    assert (say_scores(looked), set(looked.rows.values())) == ("2.0 of 4", {2})


def test_the_commands_say_it_as_text_and_as_json(sent: Sent, tmp_path: Path) -> None:
    folder = sent({"MHS001": PEOPLE})
    said = "item scores 2.0 of 4, months 1 of 1, index 50.0 of 100."
    checked = evenlode("validate", folder, folder=tmp_path)
    assert checked.stdout.endswith(f"Data-quality maturity of these files: {said}\n")
    [note] = json.loads(evenlode("validate", folder, "--format", "json", folder=tmp_path).stdout)
    assert (note["rule"], note["level"]) == ("DATA.MATURITY", "accept")
    assert "50.0 of 100" in note["message"]
    options = ("--provider", "lead-provider", "--month", "2016-03")
    [row] = json.loads(evenlode("receive", folder, *options, "--format", "json", folder=tmp_path).stdout)
    assert (row["item scores"], row["index"]) == ("2.0 of 4", "50.0")
    received = evenlode("receive", folder, *options, "--store", "other", folder=tmp_path)
    assert received.stderr == f"Data-quality maturity of lead-provider: {said}\n"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("MHS51.csv", "MHS501"),
        ("clustering_2016-03.csv", "cluster"),
        ("role-status.csv", "role_status"),
        ("spells.csv", "MHS501"),
        ("partner contacts.xlsx", "partner_contact"),
    ],
)
def test_a_name_that_is_no_table_s_is_told_the_few_that_may_be_meant(name: str, near: str) -> None:
    said = nearest_tables(name)
    assert said.startswith("Did you mean ")
    assert near in said
    assert sum(table in said.replace("?", "").replace(",", "").split() for table in sent_tables()) <= 3


def test_a_name_like_none_is_told_how_to_list_them_and_the_list_has_all(tmp_path: Path) -> None:
    assert "`evenlode validate --tables`" in nearest_tables("holiday.csv")
    rows = json.loads(evenlode("validate", "--tables", "--format", "json", folder=tmp_path).stdout)
    assert [row["table"] for row in rows] == sorted(sent_tables())
    assert evenlode("validate", folder=tmp_path).returncode == 2

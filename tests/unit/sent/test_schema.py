"""The table dictionary against the data set as published, and each of its rules heard on every table that has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from evenlode.data.sent.form import Kind, Must, SentColumn, SentTable
from evenlode.data.sent.tables import sent_tables
from evenlode.data.sent.validating import Validation
from evenlode.problems import Level
from tests.unit.sent.conftest import Send

PUBLISHED: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "MHS001": (("LocalPatientID",), ()),
    "MHS003": (("LocalPatientID", "AccommodationTypeDate"), (("MHS001", "LocalPatientID"),)),
    "MHS004": (("LocalPatientID", "EmployStatusRecDate"), (("MHS001", "LocalPatientID"),)),
    "MHS101": (("ServiceRequestID",), (("MHS001", "LocalPatientID"),)),
    "MHS102": (("CareProfTeamLocalID", "ServiceRequestID"), (("MHS101", "ServiceRequestID"),)),
    "MHS201": (("CareContactID",), (("MHS101", "ServiceRequestID"),)),
    "MHS202": (("CareActID",), (("MHS201", "CareContactID"),)),
    "MHS501": (("HospProvSpellID",), (("MHS101", "ServiceRequestID"),)),
    "MHS502": (("WardStayID",), (("MHS501", "HospProvSpellID"),)),
    "MHS604": (("ServiceRequestID", "CodedDiagTimestamp", "PrimDiag"), (("MHS101", "ServiceRequestID"),)),
    "MHS605": (("ServiceRequestID", "CodedDiagTimestamp", "SecDiag"), (("MHS101", "ServiceRequestID"),)),
    "MHS606": ((), (("MHS101", "ServiceRequestID"),)),
    "MHS607": (("CareActID", "CodedAssToolType", "PersScore"), (("MHS202", "CareActID"),)),
    "MHS801": (("CareClustID",), ()),
    "MHS802": (("CareClustID", "CodedAssToolType"), (("MHS801", "CareClustID"),)),
    "MHS902": (("CareProfTeamLocalID",), ()),
}
"""What names one record of a table, and the tables above it, as the validation rules of version 6 say; those of the
cluster tables, which it retired, as versions 4 and 5 had them."""

TABLES = sorted(sent_tables())
PERIOD = "2016-03"


@pytest.mark.parametrize("table", PUBLISHED)
def test_keys_and_parents_are_those_of_the_data_set(table: str) -> None:
    form, (key, parents) = sent_tables()[table], PUBLISHED[table]
    assert not key or key in form.keys
    assert set(parents) <= {(parent.table, by) for parent in form.parents for by in parent.by}


def cell(column: SentColumn) -> str:
    """Something that may stand in a column."""
    if column.codes:
        return column.codes.codes[0]
    by_name = {"CodedAssToolType": "979641000000103", "tool": "SFQ", "item": "1", "Line": "Staff"}
    by_kind = {Kind.DAY: "2016-01-05", Kind.MOMENT: "2016-01-05", Kind.TIME: "10:30", Kind.SCORE: "1", Kind.MONEY: "1"}
    return by_name.get(column.name) or column.like or by_kind.get(column.kind) or ("" if is_number(column) else "X1")


def is_number(column: SentColumn) -> bool:
    return column.kind is Kind.NHS_NUMBER


def row_of(form: SentTable) -> dict[str, str]:
    """A row with something in every column; nothing ends before it begins."""
    return {column.name: cell(column) for column in form.columns}


def csv(*rows: Mapping[str, str]) -> str:
    return "".join(f"{','.join(line)}\n" for line in (rows[0], *(row.values() for row in rows)))


def told(found: Validation, *apart: str) -> list[tuple[str, Level]]:
    return [(one.rule, one.level) for one in found.problems if one.rule not in apart]


def sends(send: Send, form: SentTable, *rows: Mapping[str, str], beside: Mapping[str, str] | None = None) -> Validation:
    return send({**(beside or {}), form.name: csv(*rows)}, part="yes", period=PERIOD)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_with_something_in_every_column_is_sound(table: str, send: Send) -> None:
    form = sent_tables()[table]
    assert told(sends(send, form, row_of(form))) == []


@pytest.mark.parametrize("table", TABLES)
def test_its_key_names_one_record_of_a_provider_and_a_month(table: str, send: Send) -> None:
    form = sent_tables()[table]
    for key in form.keys:
        row = row_of(form)
        for other in form.keys[: form.keys.index(key)]:
            row = {name: text for name, text in row.items() if name not in set(other) - set(key)}
        free = [name for name in row if name not in {*key, *form.within} and form.column(name).kind is Kind.TEXT]
        free = [name for name in free if not form.column(name).codes and not form.column(name).pattern]
        if free:
            other_row = {**row, free[0]: "X2"}
            assert ("KEY.DUPLICATE", Level.REJECT_RECORD) in told(sends(send, form, row, other_row))
        assert told(sends(send, form, row, row)) == [("KEY.DUPLICATE", Level.WARN)]
        for name in [one for one in form.within if one in row]:
            assert told(sends(send, form, row, {**row, name: "X9"})) == [], name


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_its_row_above(table: str, send: Send) -> None:
    form = sent_tables()[table]
    for parent in form.parents:
        above = sent_tables()[parent.table]
        for by in parent.by:
            apart = {name for one in form.parents for name in one.by} - {by}
            mine = {name: text for name, text in row_of(form).items() if name not in apart or must(form, name)}
            theirs = row_of(above)
            if any(name in theirs for name in parent.by[: parent.by.index(by)]):
                theirs = {name: text for name, text in theirs.items() if name not in parent.by[: parent.by.index(by)]}
            found = sends(send, form, mine, beside={above.name: csv(theirs)})
            assert told(found) == [], (parent.table, by)
            orphan = sends(send, form, {**mine, by: "X7"}, beside={above.name: csv(theirs)})
            assert told(orphan) == [("LINK.MISSING_PARENT", Level.REJECT_RECORD)], (parent.table, by)


def must(form: SentTable, name: str) -> bool:
    return form.column(name).must is not Must.MAY


@pytest.mark.parametrize("table", TABLES)
def test_nothing_ends_before_it_begins_and_nothing_is_observed_after_the_period(table: str, send: Send) -> None:
    form = sent_tables()[table]
    for earlier, later in form.orders:
        same_day = {**row_of(form), earlier: "2016-01-05", later: "2016-01-05"}
        assert told(sends(send, form, same_day)) == []
        found = sends(send, form, {**same_day, later: "2016-01-04"})
        assert ("DATE.ORDER", Level.REJECT_RECORD) in told(found), (earlier, later)
    for column in form.columns:
        if column.observed:
            assert told(sends(send, form, {**row_of(form), column.name: "2016-03-31"}), "DATE.ORDER") == []
            late = sends(send, form, {**row_of(form), column.name: "2016-04-01"})
            assert ("DATE.FUTURE", Level.REJECT_RECORD) in told(late), column.name


@pytest.mark.parametrize("table", [name for name in TABLES if sent_tables()[name].overlap])
def test_of_two_that_are_in_force_at_once_the_later_is_left_out(table: str, send: Send) -> None:
    form = sent_tables()[table]
    over = form.overlap
    assert over is not None
    codes = form.column(over.differs).codes
    assert codes is not None
    first = {**row_of(form), over.start: "2016-01-01", over.end: "2016-02-29"}
    next_one = {**first, over.differs: codes.codes[1], over.start: "2016-03-01", over.end: ""}
    assert told(sends(send, form, first, next_one)) == []
    assert told(sends(send, form, {**first, over.end: ""}, next_one)) == [], "the next one ends one without an end"
    inside = {**next_one, over.start: "2016-02-29"}
    assert told(sends(send, form, first, inside)) == [("XREC.OVERLAP", Level.REJECT_RECORD)]
    assert told(sends(send, form, first, {**inside, over.of[0]: "X2"})) == [], "somebody else's"


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_those_of_their_list(table: str, send: Send) -> None:
    form = sent_tables()[table]
    for column in form.columns:
        if column.codes:
            strange = sends(send, form, {**row_of(form), column.name: "no code"})
            assert told(strange) == [("CODE.LIST", column.code_level)], column.name
            assert told(sends(send, form, {**row_of(form), column.name: ""}), "VALUE.MISSING") == [], column.name


@pytest.mark.parametrize("table", TABLES)
def test_what_must_be_there_is_missed_and_the_rest_is_not(table: str, send: Send) -> None:
    form = sent_tables()[table]
    for column in form.columns:
        without = {name: text for name, text in row_of(form).items() if name != column.name}
        found = sends(send, form, without)
        wanted = [("HEAD.MISSING", Level.REJECT_FILE)] if column.must is not Must.MAY else []
        assert told(found) == wanted, column.name
        if column.must is Must.FILLED:
            blank = sends(send, form, {**row_of(form), column.name: ""})
            assert told(blank) == [("VALUE.MISSING", Level.REJECT_RECORD)], column.name
    if form.either:
        without = {name: text for name, text in row_of(form).items() if name not in form.either}
        assert told(sends(send, form, without)) == [("HEAD.MISSING", Level.REJECT_FILE)]


def aliases() -> Iterator[tuple[str, str, str]]:
    for form in sent_tables().values():
        for column in form.columns:
            for alias in column.aliases:
                yield form.name, column.name, alias


def test_every_name_of_an_earlier_version_is_known(send: Send) -> None:
    for table, ours, alias in aliases():
        form = sent_tables()[table]
        row = {alias if name == ours else name: text for name, text in row_of(form).items()}
        assert told(sends(send, form, row)) == [], (table, alias)


@pytest.mark.parametrize(
    ("table", "of_version_4_or_5"),
    [
        ("MHS003", "AccommodationStatusCode"),
        ("MHS003", "AccommodationStatusDate"),
        ("MHS201", "AttendOrDNACode"),
        ("MHS201", "ConsMediumUsed"),
        ("MHS502", "HospitalBedTypeMH"),
        ("MHS501", "HospProvSpellNum"),
        ("MHS501", "DischMethCodeHospProvSpell"),
        ("MHS501", "DischDestCodeHospProvSpell"),
        ("MHS501", "SourceAdmCodeHospProvSpell"),
        ("MHS501", "AdmMethCodeHospProvSpell"),
        ("MHS101", "UniqServReqID"),
        ("MHS801", "UniqClustID"),
        ("MHS001", "Der_Person_ID"),
    ],
)
def test_the_names_that_changed_between_versions(table: str, of_version_4_or_5: str) -> None:
    assert (table, of_version_4_or_5) in {(name, alias) for name, _, alias in aliases()}


@pytest.mark.parametrize("code", ["03", "06"])
def test_ways_of_contact_that_version_5_retired_are_still_known(code: str, send: Send) -> None:
    form = sent_tables()["MHS201"]
    assert told(sends(send, form, {**row_of(form), "ConsMechanismMH": code})) == []


def test_people_who_share_a_number_are_told_and_stay(send: Send) -> None:
    rows = ("P1,A,9434765919", "P2,A,9434765919", "P3,B,9434765919", "P4,A,", "P5,A,0000000000", "P6,A,0000000000")
    found = send({"MHS001": "\n".join(("Person_ID,OrgIDProv,NHSNumber", *rows, ""))})
    shared = [one for one in found.problems if one.rule == "ID.NHS_SHARED"]
    assert [(one.level, one.count, one.first_lines) for one in shared] == [(Level.WARN, 2, (2, 3))]
    assert "9434765919" not in shared[0].message + shared[0].fix
    assert found.files[0].left_out == 0

"""Files of the wrong kind, cut short, badly encoded or badly made: refused with the reason, whatever they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.supplied import opening, outturns_csv
from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.contract import Contract

HEADER = "indicator,grain,start,end,numerator,denominator\n"
ROW = "recovery,quarter,2023-10-01,2023-12-31,1,2\n"

Send = Callable[[str | bytes], Supplied]
Refuse = Callable[[str | bytes], list[Problem]]


@pytest.mark.parametrize(
    ("content", "rule", "says"),
    [
        (b"", "FILE.EMPTY", "holds no bytes"),
        (b"\n\n , \n", "FILE.EMPTY", "no header and no rows"),
        (b"# INVENTED\n", "FILE.EMPTY", "no header and no rows"),
        (HEADER.encode(), "FILE.EMPTY", "a header and no rows"),
        (b"PAR1\x15\x04", "FILE.KIND", "a Parquet file"),
        (b"%PDF-1.7\n", "FILE.KIND", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "FILE.KIND", "old Excel workbook"),
        (b"SQLite format 3\0", "FILE.KIND", "an SQLite database"),
        (gzip.compress(HEADER.encode(), mtime=0), "FILE.KIND", "gzip"),
        (("\ufeff" + HEADER).encode("utf-16-le"), "FILE.KIND", "UTF-16"),
        (b"<!DOCTYPE html><html>", "FILE.KIND", "a web page"),
        (b'{"indicator": "5a"}', "FILE.KIND", "JSON"),
        (b"\x00\x01\x02", "FILE.KIND", "not text"),
        (b"contract: small-vale\ntitle: x\n", "FILE.KIND", "names no form"),
        (b"indicator;grain;start;end;numerator;denominator\n", "FILE.KIND", "other than a comma"),
        (b"Person_ID,HospProvSpellID,StartDateHospProvSpell\nP1,S1,2023-10-01\n", "FILE.KIND", "single people"),
        (b"person,provider,day,role\n1,lead,2023-10-01,paid\n", "FILE.KIND", "single people"),
        (b"PK\x03\x04 and then nothing", "FILE.DAMAGED", "damaged"),
    ],
)
def test_what_is_no_supplied_file_says_what_it_looks_like(refuse: Refuse, content: bytes, rule: str, says: str) -> None:
    (problem,) = refuse(content)
    assert (problem.rule, problem.file, problem.level) == (rule, "sent.csv", Level.REJECT_FILE)
    assert says in f"{problem.message}. {problem.fix}"


def test_no_row_of_a_file_about_people_is_repeated(refuse: Refuse) -> None:
    problems = refuse(b"Person_ID,Surname\n9434765919,Secret\n")
    assert "Secret" not in str(problems[0])
    assert "9434765919" not in str(problems[0])


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_is_not_there(contract: Contract, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match=r"FILE\.MISSING"):
        read_supplied(tmp_path / name, contract, date(2027, 1, 1))


def test_a_byte_order_mark_is_accepted(send: Send) -> None:
    supplied = send("\ufeff" + HEADER + ROW)
    assert len(supplied.outturns) == 1
    assert [(finding.rule, finding.level) for finding in supplied.findings] == [("FILE.BOM", Level.ACCEPT)]


def test_windows_1252_is_refused_naming_the_byte(refuse: Refuse) -> None:
    content = (HEADER.replace("\n", ",note\n") + ROW.replace("\n", ",café\n")).encode("cp1252")
    (problem,) = refuse(content)
    assert (problem.rule, problem.line) == ("FILE.ENCODING", 2)
    assert "byte 0xE9 at line 2, column 47 is not UTF-8 (looks like Windows-1252)" in problem.message
    assert problem.fix == 'Save the file as "CSV UTF-8"'


def test_the_wrong_byte_is_named_on_a_later_line_with_what_was_wrong_before(refuse: Refuse) -> None:
    content = (HEADER + "nobody" + ROW[8:]).encode() + b"recovery,quarter,2024-01-01,2024-03-31,1\x96,2\n"
    assert [(problem.rule, problem.line) for problem in refuse(content)] == [("CODE.LIST", 2), ("FILE.ENCODING", 3)]


def test_ragged_rows_are_all_named(refuse: Refuse) -> None:
    problems = refuse(HEADER + "recovery,quarter\n" + ROW + ROW.replace("\n", ",extra\n") + "a,b\n")
    assert [(problem.rule, problem.line, problem.count) for problem in problems] == [
        ("FILE.COLUMNS", 2, 2),
        ("FILE.COLUMNS", 4, 1),
    ]
    assert "the row has 2 columns, the header has 6" in problems[0].message
    assert problems[0].first_lines == (2, 5)


@pytest.mark.parametrize("bad", ['"recovery,quarter', '"recov"ery",quarter'])
def test_a_quote_that_is_not_closed(refuse: Refuse, bad: str) -> None:
    problems = refuse(HEADER + ROW + bad + ROW[16:])
    assert ("FILE.QUOTE", 3) in [(problem.rule, problem.line) for problem in problems]


def test_a_zero_byte_inside(refuse: Refuse) -> None:
    problems = refuse((HEADER + ROW * 20).encode() + b"recovery\0,\n")
    assert ("FILE.ENCODING", 22) in [(problem.rule, problem.line) for problem in problems]


def test_a_misspelt_needed_column_is_guessed_at(refuse: Refuse) -> None:
    (problem,) = refuse("indicator,grain,start,end,numerater,denominator\n" + ROW)
    assert (problem.rule, problem.line, problem.field) == ("HEAD.MISSING", 1, "numerator")
    assert problem.message == 'the column numerator is not there; did you mean it by "numerater"?'
    assert problem.fix == "Rename numerater to numerator"


def test_a_missing_column_is_named(refuse: Refuse) -> None:
    (problem,) = refuse("indicator,grain,start,numerator,denominator\nrecovery,quarter,2023-10-01,1,2\n")
    assert (problem.rule, problem.field, problem.fix) == ("HEAD.MISSING", "end", "Add the column end")


def test_a_misspelt_optional_column_is_not_left_unread(refuse: Refuse) -> None:
    (problem,) = refuse(HEADER.replace("\n", ",eligable\n") + ROW.replace("\n", ",4\n"))
    assert (problem.rule, problem.field, problem.fix) == (
        "HEAD.UNKNOWN",
        "eligable",
        "Rename it to eligible, or take it out",
    )


def test_a_strange_column_is_left_unread_and_said(send: Send) -> None:
    supplied = send(HEADER.replace("\n", ",mood\n") + ROW.replace("\n", ",fine\n"))
    assert [(finding.rule, finding.level) for finding in supplied.findings] == [("HEAD.UNKNOWN", Level.WARN)]


def test_columns_known_to_be_left_unread_need_no_note(send: Send) -> None:
    supplied = send(HEADER.replace("\n", ",lower,upper,title\n") + ROW.replace("\n", ",0.1,0.9,x\n"))
    assert supplied.findings == ()


def test_a_column_twice(refuse: Refuse) -> None:
    problems = refuse(HEADER.replace("\n", ",numerator\n") + ROW.replace("\n", ",7\n"))
    assert [(problem.rule, problem.field) for problem in problems] == [("HEAD.DUPLICATE", "numerator")]


def test_capitals_spaces_and_blank_rows_do_no_harm(send: Send) -> None:
    supplied = send(" Indicator ,Grain,Start,End,Numerator,Denominator\n\n,,,,,\n" + ROW + ",,,,,\n")
    assert len(supplied.outturns) == 1


def test_rows_are_numbered_as_the_user_sees_them(refuse: Refuse) -> None:
    text = "# INVENTED\n# a second comment\n" + HEADER.replace("\n", ",note\n")
    text += ROW.replace("\n", ',"a note\non two lines"\n') + "nobody" + ROW[8:].replace("\n", ",\n")
    assert [problem.line for problem in refuse(text)] == [6]


def test_too_many_rows(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outturns_csv, "MOST_ROWS", 1)
    problems = refuse(HEADER + ROW + "5a,month,2023-10-01,2023-10-31,1,2\n")
    assert [problem.rule for problem in problems] == ["FILE.SIZE"]
    assert "more than 1 rows" in problems[0].message


def test_too_many_bytes(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 50)
    (problem,) = refuse(HEADER + ROW)
    assert problem.rule == "FILE.SIZE"


def test_a_refusal_does_not_repeat_what_is_merely_noted(refuse: Refuse) -> None:
    assert [problem.rule for problem in refuse("\ufeff" + HEADER + "nobody" + ROW[8:])] == ["CODE.LIST"]


def test_the_hash_is_that_of_the_bytes(send: Send) -> None:
    import hashlib

    content = ("\ufeff" + HEADER + ROW).encode()
    assert send(content).sha256 == hashlib.sha256(content).hexdigest()

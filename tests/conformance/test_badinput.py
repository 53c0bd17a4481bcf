"""The cases of bad input: what is sent, and the rule, level, row, field, message and fix that must come of it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.validating import validate
from evenlode.problems import Problem, Refusal
from evenlode.terms.form import Form
from evenlode.terms.parsing import read_form
from evenlode.terms.values import Text

FOLDER = Path(__file__).parent / "badinput"
CASES = 20
ALONE = {"B09"}
"""Cases about a table that was not sent. The others are about a part of a submission, whose people came before."""


class Expected(Form):
    """What must be said; `none` where nothing is."""

    level: Text
    rule: Text
    row: Text
    field: Text
    message: Text
    fix: Text


class BadInput(Form):
    """One case: a file as text, as bytes (with \\x escapes), or as the columns of a Parquet file."""

    case: Text
    id: Text
    file: Text
    manifest: Manifest = Manifest()
    content: Text | None = None
    bytes: Text | None = None
    parquet: dict[Text, list[Text] | dict[Text, list[Text] | Text]] | None = None
    expect: Expected


def read_case(path: Path) -> BadInput:
    form, _, problems = read_form(path, path.name, BadInput)
    if form is None or problems:
        raise Refusal(problems)
    return form


READ = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]


def write(case: BadInput, folder: Path) -> Path:
    path = folder / case.file
    if case.parquet is not None:
        pq.write_table(pa.table({name: column(values) for name, values in case.parquet.items()}), path)
    elif case.bytes is not None:
        path.write_bytes(case.bytes.encode("ascii").decode("unicode_escape").encode("latin-1"))
    else:
        path.write_text(f"{case.content}\n", encoding="utf-8")
    return path


def column(values: list[str] | dict[str, list[str] | str]) -> pa.Array:
    """Text, or {int64: [...]} for whole numbers, or {blank: 1} for so many cells with nothing in them."""
    match values:
        case {"int64": numbers}:
            return pa.array([int(number) for number in numbers], pa.int64())
        case {"blank": number}:
            return pa.nulls(int(str(number)))
        case _:
            return pa.array(values, pa.string())


def told(problem: Problem) -> Expected:
    row = "none" if problem.line is None else str(problem.line)
    return Expected(
        level=problem.level.value,
        rule=problem.rule,
        row=row,
        field=problem.field or "none",
        message=problem.message,
        fix=problem.fix,
    )


def test_every_case_is_here() -> None:
    assert len({case.id for case in READ}) == len(READ) == CASES


@pytest.mark.parametrize("case", READ, ids=lambda case: case.id)
def test_a_case_says_just_what_it_must(case: BadInput, tmp_path: Path) -> None:
    manifest = case.manifest.model_copy(update={"part": case.id not in ALONE})
    found = validate([write(case, tmp_path)], manifest)
    assert [told(problem) for problem in found.problems] == [case.expect]
    assert found.rejects is case.expect.level.startswith("reject")


@pytest.mark.parametrize("case", READ, ids=lambda case: case.id)
def test_sent_as_a_whole_only_the_people_are_missed_besides(case: BadInput, tmp_path: Path) -> None:
    first, *others = validate([write(case, tmp_path)], case.manifest).problems
    assert told(first) == case.expect
    assert {problem.rule for problem in others} <= {"LINK.MISSING_PARENT"}
    assert all("MHS001" in problem.message for problem in others)


def test_what_a_fix_refers_to_is_shown(tmp_path: Path) -> None:
    shown = {case.id: validate([write(case, tmp_path)], case.manifest).shows for case in READ}
    assert shown["B05"] == (
        "cluster list: 00-08, 10-21, 99 (MHSDS versions 4 and 5, AMHCareClustCodeFin; retired in version 6)",
    )
    assert "StartDateCareClust date32" in shown["B29"][0]


def test_an_orphan_s_cascade_is_counted_once_at_the_parent(tmp_path: Path) -> None:
    people = tmp_path / "MHS001.csv"
    people.write_text("Person_ID,PersonBirthDate\nP1,1980-01-01\n")
    spells = tmp_path / "MHS501.csv"
    spells.write_text(
        "Person_ID,HospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell\nP999,S1,2016-01-05,\nP1,S2,2016-01-05,\n"
    )
    stays = tmp_path / "MHS502.csv"
    stays.write_text(
        "WardStayID,HospProvSpellID,StartDateWardStay,EndDateWardStay\n"
        "W1,S1,2016-01-05,2016-01-06\nW2,S1,2016-01-06,\nW3,S2,2016-01-05,\n"
    )
    found = validate([stays, spells, people])
    assert [(problem.file, problem.message) for problem in found.problems] == [
        ("MHS501.csv", "No row in MHS001 for Person_ID P999; 2 rows of MHS502 fall with it")
    ]
    assert {file.file: file.left_out for file in found.files} == {"MHS001.csv": 0, "MHS501.csv": 1, "MHS502.csv": 2}

"""The rules that rows keep: silent on a clean submission, each heard when it is broken, in any order of rows."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.data.sent.rules import sent_rules
from evenlode.data.sent.rules.nhs_number import passes
from evenlode.data.sent.tables import sent_tables, table_called
from evenlode.data.sent.validating import Validation
from evenlode.problems import Level
from tests.unit.sent.conftest import CLEAN, Send

SPELLS = "Person_ID,HospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell\n"
CLUSTERS = "Person_ID,CareClustID,AMHCareClustCodeFin,StartDateCareClust,EndDateCareClust\n"
MONEY = "OrgID,FinYear,Line,Amount\n"


def said(found: Validation) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.line) for problem in found.problems]


def test_no_rule_fires_on_a_clean_submission(send: Send) -> None:
    found = send({}, tuple(CLEAN), period="2016-03")
    assert found.problems == []
    assert not found.rejects
    assert {file.said for file in found.files} == {"accepted"}
    assert sum(file.rows for file in found.files) == sum(text.count("\n") - 1 for text in CLEAN.values())


BROKEN = {
    "DATE.FORMAT": ("MHS501", SPELLS + "P1,S1,13/01/2016,\n"),
    "DATE.FORMAT_MIXED": ("MHS501", SPELLS + "P1,S1,13/01/2016,\nP1,S2,20160113,\n"),
    "DATE.INVALID": ("MHS501", SPELLS + "P1,S1,soon,\n"),
    "TIME.FORMAT": ("MHS201", "CareContactID,Person_ID,CareContDate,CareContTime\nK9,P1,2016-01-05,25:00\n"),
    "VALUE.MISSING": ("MHS501", SPELLS + "P1, ,2016-01-05,\n"),
    "TYPE.CHARACTERS": ("MHS501", SPELLS + "P1,S1\x0e,2016-01-05,\n"),
    "CODE.LIST": ("role_status", "person,date,role\nP1,2016-01-05,job\n"),
    "CODE.REPAIRED": ("MHS803", CLUSTERS + "P1,C1,4,2016-01-01,\n"),
    "VALUE.FORMAT": ("RETURN", MONEY + "RESTORE,2018/19,Staff,5\n"),
    "ID.NHS_CHECK": ("MHS001", "Person_ID,NHSNumber\nP1,943 476 5918\n"),
    "ID.NHS_PLACEHOLDER": ("MHS001", "Person_ID,NHSNumber\nP1,0000000000\n"),
    "ID.NHS_SHARED": ("MHS001", "Person_ID,NHSNumber\nP1,9434765919\nP2,9434765919\n"),
    "DATE.ORDER": ("MHS501", SPELLS + "P1,S1,2016-01-05,2015-12-31\n"),
    "DATE.FUTURE": ("MHS501", SPELLS + "P1,S1,2016-04-01,\n"),
    "VALUE.RANGE": ("prom_score", "person,tool,item,date,score\nP1,SFQ,1,2016-01-05,4\n"),
    "MONEY.FORMAT": ("RETURN", MONEY + "RESTORE,2018-19,Staff,five\n"),
    "KEY.DUPLICATE": ("MHS501", SPELLS + "P1,S1,2016-01-05,\nP1,S1,2016-01-06,\n"),
    "XREC.OVERLAP": ("MHS803", CLUSTERS + "P1,C1,04,2016-01-01,2016-02-29\nP1,C2,05,2016-02-29,\n"),
    "LINK.MISSING_PARENT": ("MHS501", SPELLS + "P3,S1,2016-01-05,\n"),
    "HEAD.DUPLICATE": ("MHS001", "Person_ID,person_id\nP1,P1\n"),
    "FILE.QUOTE": ("SURVEY", 'RespId,Text\nA1,"never closed\n'),
    "FILE.KIND": ("MHS001", "Person_ID;NHSNumber\nP1;\n"),
    "FILE.EMPTY": ("MHS001", "Person_ID,NHSNumber\n"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_is_heard_alone(rule: str, send: Send) -> None:
    table, content = BROKEN[rule]
    beside = () if table == "MHS001" else ("MHS001",)
    assert [problem.rule for problem in send({table: content}, beside, period="2016-03").problems] == [rule]


def test_every_rule_of_rows_has_its_example() -> None:
    named = {word for rule in sent_rules() for word in re.findall(r'"([A-Z]+\.[A-Z_]+)"', source(rule))}
    assert len(sent_rules()) == 14
    assert named <= set(BROKEN)


def source(rule: Any) -> str:
    return Path(rule.__file__).read_text(encoding="utf-8")


def test_a_fault_of_many_rows_is_one_problem_with_its_count(send: Send) -> None:
    rows = "".join(f"P1,S{number},2016-01-05,2016-01-04\n" for number in range(20))
    [problem] = send({"MHS501": SPELLS + rows}, ("MHS001",)).problems
    assert (problem.count, problem.line, problem.first_lines) == (20, 2, (2, 3, 4, 5, 6))


def test_a_cause_hides_its_effects(send: Send) -> None:
    people = "Person_ID,PersonBirthDate\nP1,1980-01-01\nP1,1981-01-01\n"
    found = send({"MHS001": people, "MHS501": SPELLS + "P1,S1,2016-01-05,\n"})
    assert said(found) == [("KEY.DUPLICATE", 3)]
    assert found.problems[0].message.endswith("; 1 row of MHS501 falls with it")
    assert [file.left_out for file in found.files] == [2, 1]


def test_a_row_stands_while_any_row_above_it_stands(send: Send) -> None:
    people = "Person_ID,UniqMonthID,PersonBirthDate\nP1,1400,1980-02-30\nP1,1401,1980-02-29\n"
    found = send({"MHS001": people, "MHS501": SPELLS + "P1,S1,2016-01-05,\n"})
    assert said(found) == [("DATE.INVALID", 2)]
    assert [file.left_out for file in found.files] == [1, 0]


def test_a_parent_file_that_cannot_be_read_hides_every_orphan(send: Send) -> None:
    found = send({"MHS001": "who,born\nP1,1980-01-01\n", "MHS501": SPELLS + "P1,S1,2016-01-05,\n"})
    assert said(found) == [("HEAD.MISSING", 1)]


def test_a_part_does_not_look_for_what_comes_another_time(send: Send) -> None:
    rows = {"MHS501": SPELLS + "P1,S1,2016-01-05,\n"}
    assert said(send(rows)) == [("LINK.MISSING_PARENT", 2)]
    assert send(rows, part="yes").problems == []


def test_copies_count_once_and_reject_nothing(send: Send) -> None:
    found = send({"MHS501": SPELLS + "P1,S1,2016-01-05,\n" * 3}, ("MHS001",))
    [problem] = found.problems
    assert (problem.rule, problem.level, problem.count) == ("KEY.DUPLICATE", Level.WARN, 2)
    assert not found.rejects
    assert found.files[1].left_out == 2


def test_the_same_name_at_two_providers_or_in_two_months_is_no_duplicate(send: Send) -> None:
    rows = (
        "Person_ID,OrgIDProv,UniqMonthID,PersonBirthDate\nP1,RNU,1400,1980-01-01\nP1,RNU,1401,1981-01-01\nP1,X,1400,\n"
    )
    assert send({"MHS001": rows}).problems == []


def test_a_long_first_cluster_overlaps_later_ones_that_are_not_its_neighbours(send: Send) -> None:
    rows = (
        "P1,C1,04,2016-01-01,2016-12-31\nP1,C2,04,2016-02-01,2016-02-28\nP1,C3,05,2016-06-01,\nP1,C4,06,2016-01-01,\n"
    )
    [problem] = send({"MHS803": CLUSTERS + rows}, ("MHS001",)).problems
    assert problem.message == "Cluster C3 starts 2016-06-01 inside C1 (2016-01-01 to 2016-12-31) for the same person"
    assert problem.first_lines == (2, 4, 5)


def test_the_manifest_maps_columns_and_declares_an_encoding(send: Send) -> None:
    rows = CLUSTERS.replace("AMHCareClustCodeFin", "Cluster é") + "P1,C1,04,2016-01-01,\n"
    mapped = {"mhs803": {"Cluster é": "AMHCareClustCodeFin"}}
    sent: dict[str, str | bytes] = {"MHS803": rows.encode("cp1252")}
    assert send(sent, ("MHS001",), encoding="cp1252", columns=mapped).problems == []
    assert said(send(sent, ("MHS001",), columns=mapped)) == [("FILE.ENCODING", 1)]


def test_a_table_is_known_by_its_file_s_name() -> None:
    names = {name: found.name for name in sent_tables() if (found := table_called(f"{name.lower()}_2016-03.csv"))}
    assert names == {name: name for name in sent_tables()}
    assert table_called("MHS501HospProvSpell.csv") is sent_tables()["MHS501"]
    assert table_called("MHS5011.csv") is table_called("clustering.csv") is None


def test_modulus_11() -> None:
    assert passes("9434765919")
    assert passes("943 476 5919")
    assert not passes("9434765918")
    assert not passes("943476591")


RIGHT = re.compile(r"[0-9]{10}")
NOT_HEALTHY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@NOT_HEALTHY
@given(
    numbers=st.lists(st.from_regex(RIGHT, fullmatch=True), min_size=1, max_size=6), gap=st.sampled_from(["", " ", "-"])
)
def test_no_identifier_is_ever_told(numbers: list[str], gap: str, send: Send) -> None:
    """Wherever the number stands: in its own column, in any other, or in the header of a file without one."""
    written = [gap.join((number[:3], number[3:6], number[6:])) for number in numbers]
    people = "".join(f"P{place},{number},2016-01-01\n" for place, number in enumerate(written))
    everywhere = "".join(f"{number},{number},{number},{number}\n" for number in written)
    found = send(
        {
            "MHS001": "Person_ID,NHSNumber,PersonBirthDate\n" + people + people.replace("2016-01-01", "2015-01-01"),
            "MHS501": SPELLS + everywhere + everywhere.replace(written[0], "x", 1),
            "MHS803": CLUSTERS + "".join(f"{one},{one},{one},2016-01-01,2016-12-31\n" for one in written * 2),
            "prom_score": "person,tool,item,date,score\n"
            + "".join(f"{one},SFQ,1,2016-01-01,{one}\n" for one in written),
            "RETURN": MONEY + "".join(f"{one},{one},{one},-{one}\n" for one in written),
            "MHS101": ",".join(written[:1] * 2 + ["ServiceRequestID"] * 2) + "\n1,2,3,4\n",
        }
    )
    assert found.rejects
    for problem in found.problems:
        text = f"{problem.message} {problem.fix} {problem.field}"
        plain = re.sub(r"\d{4}-\d{2}-\d{2}", "", text)
        assert not re.search(r"\d(?:[ -]?\d){6,}", plain), text


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P9"]),
        st.sampled_from(["04", "4", "05", "09"]),
        st.integers(1, 9),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=8,
)


@NOT_HEALTHY
@given(rows=ROWS, seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str, int, int | None]], seed: int, send: Send) -> None:
    lines = [
        f"{person},C{place},{code},2016-01-0{start},{f'2016-01-0{end}' if end else ''}\n"
        for place, (person, code, start, end) in enumerate(rows)
    ]
    shuffled = random.Random(seed).sample(lines, len(lines))  # noqa: S311 - no secret
    straight, other = (send({"MHS803": CLUSTERS + "".join(one)}, ("MHS001",)) for one in (lines, shuffled))
    told = [
        {(problem.rule, problem.level, problem.field, problem.count) for problem in found.problems}
        for found in (straight, other)
    ]
    assert told[0] == told[1]
    used = [
        {order[place] for place, is_used in enumerate(found.files[1].used) if is_used}
        for found, order in ((straight, lines), (other, shuffled))
    ]
    assert used[0] == used[1]

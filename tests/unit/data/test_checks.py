"""Checks: every fault with its rule, level, place and count, and never whose row it is."""

from __future__ import annotations

from datetime import date

from evenlode.data.checks import check
from evenlode.problems import Level, Problem
from evenlode.results import Period
from tests.engines.rows import small_store

SPAN = Period(date(2017, 10, 1), date(2018, 9, 30))
Short = tuple[str, str, str, str | None, int, tuple[int, ...]]


def short(problem: Problem) -> Short:
    """rule, level, file, field, count, first rows."""
    return (
        problem.rule,
        problem.level.value,
        problem.file,
        problem.field,
        problem.count,
        problem.first_lines,
    )


def found(**texts: str) -> list[Short]:
    """What is wrong with the rows of the tables; tables that were not sent are another test's."""
    with small_store(**texts) as store:
        return [short(one) for one in check(store, SPAN) if one.rule != "TABLE.MISSING"]


def kept(name: str, **texts: str) -> list[str]:
    """The people whose rows of the table are measured."""
    with small_store(**texts) as store:
        return sorted(row["person"] for row in store.fetch(store.table(name)))


def test_a_discharge_before_admission() -> None:
    rows = "person|spell|admitted|discharged\n1|S1|2018-01-05|2018-01-03\n2|S2|2018-01-05|2018-01-05"
    assert found(hospital_spells=rows) == [("DATE.ORDER", "reject_record", "hospital_spells", "discharged", 1, (1,))]
    assert kept("hospital_spells", hospital_spells=rows) == ["2"]


def test_unknown_codes() -> None:
    tables = {
        "honos_clusters": "person|code|from\n1|09|2018-01-01\n2|22|2018-01-01\n3|5|2018-01-01",
        "role_status": "person|date|role|structured\n1|2018-01-01|payed|yes\n2|2018-01-01|paid|so\n3|2018-01-01|paid|",
        "accommodation_status": "person|date|type|settled\n1|2018-01-01|77|Y\n2|2018-01-01|01|X\n3|2018-01-01||",
        "employment_status": "person|date|code\n1|2018-01-01|09\n3|2018-01-01|1",
        "hospital_spells": "person|admitted|ward_class\n1|2018-01-01|16\n3|2018-01-01|10",
    }
    assert found(**tables) == [
        ("CODE.REPAIRED", "accept", "honos_clusters", "code", 1, (3,)),
        ("CODE.LIST", "reject_record", "honos_clusters", "code", 2, (1, 2)),
        ("CODE.LIST", "reject_record", "hospital_spells", "ward_class", 1, (1,)),
        ("CODE.LIST", "reject_record", "role_status", "role", 1, (1,)),
        ("CODE.LIST", "reject_record", "role_status", "structured", 1, (2,)),
        ("CODE.REPAIRED", "accept", "employment_status", "code", 1, (2,)),
        ("CODE.LIST", "reject_record", "employment_status", "code", 1, (1,)),
        ("CODE.LIST", "reject_record", "accommodation_status", "type", 1, (1,)),
        ("CODE.LIST", "reject_record", "accommodation_status", "settled", 1, (2,)),
    ]
    assert all(kept(name, **tables) == ["3"] for name in tables)


def test_days_after_the_last_day_of_data() -> None:
    rows = "person|admitted|discharged\n1|2031-01-05|\n2|2018-09-01|2018-10-01\n3|2018-09-30|"
    assert found(hospital_spells=rows) == [
        ("DATE.FUTURE", "reject_record", "hospital_spells", "admitted", 1, (1,)),
        ("DATE.FUTURE", "reject_record", "hospital_spells", "discharged", 1, (2,)),
    ]


def test_different_spells_under_one_name_are_not_used_and_copies_are_counted_once() -> None:
    rows = """
        person | spell | admitted   | discharged
        1      | a     | 2018-01-01 | 2018-01-05
        1      | a     | 2018-01-02 | 2018-01-05
        2      | b     | 2018-01-02 | 2018-01-05
        2      | b     | 2018-01-02 | 2018-01-05
        """
    assert found(hospital_spells=rows) == [
        ("KEY.DUPLICATE", "reject_record", "hospital_spells", "spell", 2, (1, 2)),
        ("KEY.DUPLICATE", "warn", "hospital_spells", "spell", 1, (4,)),
    ]
    assert kept("hospital_spells", hospital_spells=rows) == ["2"]


def test_two_statuses_of_one_day_are_kept_and_told() -> None:
    rows = "person|date|settled\n1|2018-01-01|Y\n1|2018-01-01|N\n2|2018-01-01|Y"
    expected = [("KEY.DUPLICATE", "warn", "accommodation_status", "day", 2, (1, 2))]
    assert found(accommodation_status=rows) == expected
    assert kept("accommodation_status", accommodation_status=rows) == ["1", "1", "2"]


def test_overlapping_honos_clusters_of_one_person() -> None:
    rows = """
        person | provider | code | from       | to
        1      | lead     | 04   | 2018-01-01 | 2018-06-30
        1      | lead     | 05   | 2018-06-15 |
        1      | other    | 05   | 2018-06-15 |
        2      | lead     | 04   | 2018-01-01 |
        2      | lead     | 05   | 2018-06-15 |
        3      | lead     | 04   | 2018-01-01 | 2018-06-30
        3      | lead     | 4    | 2018-06-15 |
        4      | lead     | 11   | 2018-01-01 |
        4      | lead     | 05   | 2018-01-01 |
        """
    overlaps = [one for one in found(honos_clusters=rows) if one[0] == "XREC.OVERLAP"]
    assert overlaps == [("XREC.OVERLAP", "reject_record", "honos_clusters", "from_day", 2, (2, 8))]
    assert kept("honos_clusters", honos_clusters=rows) == ["1", "1", "2", "2", "3", "3", "4"]


def test_a_row_is_counted_under_its_first_cause() -> None:
    rows = "person|spell|admitted|discharged|ward_class\n1|a|2031-01-05|2031-01-01|99\n1|a|2018-01-05||10"
    assert [one[0] for one in found(hospital_spells=rows)] == ["CODE.LIST"]


def test_an_empty_table_stops() -> None:
    with small_store(segments="person|segment") as store:
        assert [(one.rule, one.file) for one in check(store, SPAN) if one.stops] == [("FILE.EMPTY", "segments")]


def test_tables_that_were_not_sent_are_told_in_one_line_and_only_where_they_are_read() -> None:
    reads = ("honos_clusters", "role_status", "hospital_spells", "contacts")
    tables = {"segments": "person|segment\n1|psychosis", "role_status": "person|date|role\n1|2018-01-01|paid"}
    with small_store(**tables) as store:
        (problem,) = check(store, SPAN, reads)
        assert check(store, SPAN, ("honos_clusters", "role_status")) == []
        (every,) = check(store, SPAN)
    assert (problem.rule, problem.stops) == ("TABLE.MISSING", False)
    assert problem.message == "contacts and hospital_spells were not sent; what needs them is not measured"
    assert "letters" in every.message


def test_data_that_end_before_the_span_are_told() -> None:
    with small_store(date(2018, 6, 30), segments="person|segment\n1|psychosis") as store:
        (problem,) = [one for one in check(store, SPAN) if one.rule == "STORE.SHORT"]
    assert (problem.level, problem.field) == (Level.WARN, "data_to")
    assert "30 June 2018" in problem.message
    assert "30 September 2018" in problem.message


def test_no_message_holds_an_identifier() -> None:
    number = "9434765919"
    texts = {
        "honos_clusters": f"person|code|from|to\n1|{number}|2018-01-01|\n{number}|04|2018-01-01|2017-01-01",
        "hospital_spells": f"person|spell|admitted\n{number}|{number}|2031-01-01\n{number}|{number}|2018-01-01",
        "role_status": f"person|date|role\n{number}|2018-01-01|{number}",
    }
    with small_store(**texts) as store:
        problems = check(store, SPAN)
    assert len([one for one in problems if one.level is Level.REJECT_RECORD]) == 4
    assert not any(number in f"{problem} {problem.fix}" for problem in problems)

"""The source file: what it may say, what is wrong with it, and the queries that come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.warehouse import is_source, read_source
from evenlode.data.warehouse.form import MonthForm, RelationForm
from evenlode.data.warehouse.query import copy_query
from evenlode.problems import Refusal
from evenlode.results import Period
from tests.unit.data.warehouse.conftest import SOURCE

Write = Callable[[str], Path]
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))
SPRING = Period(date(2016, 3, 1), date(2016, 5, 31))


def test_a_source_says_which_relation_stands_for_which_table(source: Write) -> None:
    form = read_source(source(SOURCE)).form
    assert [one.place for one in form.relations] == [("mart", "people"), ("mart", "spells")]
    assert (form.environment, form.seconds, form.provider) == ("TRUST_WAREHOUSE", 600, "lead-provider")


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("dated: 2026-11-22", "dated: 2026-02-30", "CFG.DATE", 2),
        ("environment: TRUST_WAREHOUSE", "environment: A\nservice: b", "CFG.VALUE", 4),
        ("provider: lead-provider", "seconds: 0", "CFG.VALUE", 4),
        ("table: MHS501", "table: MHS51", "CODE.LIST", 10),
        ("table: MHS501", "table: mhs001", "KEY.DUPLICATE", 10),
        ("relation: mart.spells", "relation: a.b.c", "CFG.NAME", 11),
        ("Person_ID}", "PersonID}", "CODE.LIST", 8),
        ("column: month_sent", "column: month_sent, written: week", "CODE.LIST", 9),
    ],
)
def test_what_is_wrong_is_told_with_its_line(source: Write, old: str, new: str, rule: str, line: int) -> None:
    assert old in SOURCE
    with pytest.raises(Refusal) as refused:
        read_source(source(SOURCE.replace(old, new)))
    assert [(one.rule, one.line) for one in refused.value.problems] == [(rule, line)]


@pytest.mark.parametrize(
    "line",
    ["environment: host=x password=hunter2", "environment: postgresql://u:hunter2@x/y", "password: hunter2"],
)
def test_a_secret_has_no_place_in_it_and_is_not_repeated(source: Write, line: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_source(source(SOURCE.replace("environment: TRUST_WAREHOUSE", line)))
    [problem] = refused.value.problems
    assert problem.rule in ("SOURCE.SECRET", "CFG.UNKNOWN_KEY")
    assert "hunter2" not in str(problem)


def test_a_source_is_told_from_a_contract_and_a_manifest(source: Write, tmp_path: Path) -> None:
    assert is_source(source(SOURCE))
    assert not is_source(source("indicators:\n  - code: 1a\n"))
    assert not is_source(source("source: [\n"))
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(SOURCE, encoding="utf-8")
    assert not is_source(manifest)


def test_the_query_reads_text_in_one_order_and_quotes_every_name() -> None:
    relation = RelationForm(table="MHS001", relation='mart.pe"ople')
    assert copy_query(relation, ["a", 'b"; DROP']).as_string(None) == (
        'COPY (SELECT "a"::text COLLATE "C" AS "a", "b""; DROP"::text COLLATE "C" AS "b""; DROP" '
        'FROM "mart"."pe""ople" ORDER BY 1, 2) TO STDOUT (FORMAT csv, HEADER true, ENCODING \'UTF8\')'
    )


@pytest.mark.parametrize(
    ("written", "period", "condition"),
    [
        ("number", MARCH, "\"m\"::text IN ('1392')"),
        ("day", MARCH, "left(\"m\"::text, 7) IN ('2016-03')"),
        ("day", SPRING, "left(\"m\"::text, 7) IN ('2016-03', '2016-04', '2016-05')"),
        ("day", None, None),
    ],
)
def test_the_rows_of_the_month_are_told_by_its_column(
    written: str, period: Period | None, condition: str | None
) -> None:
    month = MonthForm.model_validate({"column": "m", "written": written})
    relation = RelationForm(table="MHS001", relation="people", month=month, only={"org": "R'X"})
    said = copy_query(relation, ["a"], period, most_rows=5).as_string(None)
    where = " AND ".join(one for one in (condition, "\"org\"::text = 'R''X'") if one)
    assert f'FROM "public"."people" WHERE {where} ORDER BY 1 LIMIT 5)' in said


def test_the_first_month_of_the_national_data_set_is_april_1900() -> None:
    month = MonthForm(column="m", written="number")
    relation = RelationForm(table="MHS001", relation="people", month=month)
    for first, number in ((date(1900, 4, 1), 1), (date(2021, 10, 1), 1459), (date(2024, 4, 1), 1489)):
        said = copy_query(relation, ["a"], Period(first, first)).as_string(None)
        assert f"IN ('{number}')" in said

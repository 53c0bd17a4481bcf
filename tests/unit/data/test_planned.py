"""Plans: a query is kept under everything that goes into it, so warm gives what cold gives, and no row is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evenlode.data import plans as plans_module
from evenlode.data.planned import PlannedStore, ask, planned
from evenlode.data.plans import Plan, Plans, users_plans
from evenlode.data.questions import Question, plain_text
from evenlode.data.store import Store, open_store
from evenlode.data.supplied.outturns_csv import write_outturns_csv
from evenlode.job.measured import measure_rows
from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.outturn.summing import changes
from evenlode.population.segments import assign_segments
from evenlode.results import Grain, Outturn, Period
from evenlode.terms.definitions import Definition
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.engines.rows import RETURNED, ROLE, SEGMENTS, TERM, YEARS, definition, figures, small_store

CLUSTERS = "person | code | from\n1 | 04 | 2017-01-01\n2 | 11 | 2017-01-01"
ROLES = "person | date | role\n1 | 2018-09-01 | paid\n2 | 2018-09-01 | none"
SPELLS = "person | spell | admitted | discharged\n1 | a | 2018-01-01 | 2018-01-09"


def small(roles: str = ROLES, data_to: date = date(2018, 9, 30), **more: str) -> Store:
    return small_store(data_to, honos_clusters=CLUSTERS, role_status=roles, hospital_spells=SPELLS, **more)


def summed(store: Store, of: Sequence[Definition]) -> list[Outturn]:
    counted = measure(store, of, Question(assign_segments, (SEGMENTS,)), TERM)
    return outturns(counted, of, YEARS, TERM, None)


def september(store: Store, *of: Definition) -> str | None:
    return figures(summed(store, of or [definition(ROLE)]), Grain.MONTH).get("2018-09-30")


@pytest.fixture
def plans(tmp_path: Path) -> Plans:
    return Plans(tmp_path / "plans")


def kept(plans: Plans) -> list[Path]:
    folder = plans._folder
    return sorted(folder.glob("*.json")) if folder and folder.exists() else []


def no_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Any:
        raise AssertionError("an expression was built although its query is known")

    monkeypatch.setattr(PlannedStore, "_plan", refused)


def test_warm_and_cold_give_the_same_bytes_as_no_plans_at_all(
    tmp_path: Path, invented_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))

    def run(store: Store) -> str:
        with store:
            span = Period(contract.term.start, store.data_to)
            definitions = [one for one in contract.definitions(span) if one.code in ("5a", "2c-i")]
            segments = Question(assign_segments, (contract.population.segments,))
            counted = measure(store, definitions, segments, span)
            return write_outturns_csv(outturns(counted, definitions, contract.years(), span, store.data_to))

    plain = run(open_store(invented_store))
    cold = run(planned(open_store(invented_store), Plans(tmp_path / "plans")))
    no_building(monkeypatch)
    warm = run(planned(open_store(invented_store), Plans(tmp_path / "plans")))
    assert plain == cold == warm
    assert plain.count("\n") > 500


def test_a_plan_is_of_the_question_and_never_of_the_rows(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    with planned(small(), plans) as store:
        assert september(store) == "1/2"
    no_building(monkeypatch)
    with planned(small(ROLES.replace("none", "paid")), Plans(plans._folder)) as store:
        assert september(store) == "2/2"
    said = "".join(file.read_text(encoding="utf-8") for file in kept(plans))
    assert "2018-09-01" not in said, "no row is in a plan"


@pytest.mark.parametrize(
    "other",
    [
        {"of": definition({**ROLE, "roles": ["education"]})},
        {"of": definition(ROLE, segments=("psychosis",))},
        {"of": definition(ROLE, in_force=Period(date(2018, 4, 1), TERM.end))},
        {"data_to": date(2018, 10, 31)},
        {"employment_status": "person | date | code\n1 | 2018-09-01 | 01"},
        {"lead_provider": "another"},
        {"made_by": "another Evenlode"},
    ],
    ids=str,
)
def test_whatever_goes_into_a_query_makes_another_plan(
    plans: Plans, other: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with planned(small(), plans) as store:
        september(store)
    before = kept(plans)
    of = other.pop("of", definition(ROLE))
    lead, maker = other.pop("lead_provider", None), other.pop("made_by", None)
    if maker:
        monkeypatch.setattr("evenlode.data.planned.made_by", lambda: maker)
    with small(**other) as opened:
        opened.lead_provider = lead or opened.lead_provider
        september(planned(opened, plans), of)
    assert len(kept(plans)) == len(before) + 1


def test_a_column_that_was_not_sent_makes_another_plan(plans: Plans) -> None:
    for structured in ("", " | structured"):
        with small() as opened:
            sent = opened._sent["role_status"]
            rows = sent.rows if structured else sent.rows.mutate(structured=sent.rows.role.nullif("none"))
            opened._sent["role_status"] = replace(sent, rows=rows)
            september(planned(opened, plans))
    assert len(kept(plans)) == 2


def test_a_build_that_looks_at_data_is_answered_and_never_kept(plans: Plans) -> None:
    given = "person | segment\n1 | everybody\n2 | everybody"
    with planned(small(), plans) as store:
        assert ask(store, Question(looks)) == [{"spell": "a"}]
        assert kept(plans) == []
    with planned(small(segments=given), plans) as store:
        assert september(store) == "1/2"


def looks(store: Store) -> Any:
    spells = store.table("hospital_spells")
    count = store.fetch(spells.aggregate(rows=spells.count()))[0]["rows"]
    return spells.limit(count).select("spell")


looks.__module__ = "evenlode.measures.of_a_test"  # as if it were one of ours: only then could its query be kept


def test_what_looked_at_data_taints_the_tables_made_with_it(plans: Plans) -> None:
    with planned(small(), plans) as store:
        ask(store, Question(keeps_what_it_saw))
        ask(store, Question(reads_what_was_kept))
        assert kept(plans) == []


def keeps_what_it_saw(store: Store) -> Any:
    spells = store.table("hospital_spells")
    first = store.fetch(spells.select("person"))[0]["person"]
    return store.keep(("of", "first"), lambda: spells.filter(spells.person == first))


def reads_what_was_kept(store: Store) -> Any:
    return store.keep(("of", "first"), lambda: store.table("hospital_spells")).select("person")


keeps_what_it_saw.__module__ = reads_what_was_kept.__module__ = "evenlode.measures.of_a_test"


def test_a_function_that_is_not_ours_is_asked_each_time(plans: Plans) -> None:
    with planned(small(), plans) as store:
        (only,) = ask(store, Question(lambda given: given.table("hospital_spells").select("spell")))
    assert only == {"spell": "a"}
    assert kept(plans) == []


def test_a_damaged_plan_is_made_again(plans: Plans) -> None:
    with planned(small(), plans) as store:
        assert september(store) == "1/2"
    (file,) = kept(plans)
    good = file.read_text(encoding="utf-8")
    changed = json.loads(good) | {"query": "SELECT 1"}
    for bad in ("", "{", json.dumps(changed), json.dumps({**json.loads(good), "asked": "something else"})):
        file.write_text(bad, encoding="utf-8")
        with planned(small(), Plans(plans._folder)) as store:
            assert september(store) == "1/2"
        assert file.read_text(encoding="utf-8") == good


def test_a_folder_that_cannot_be_written_to_is_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    with planned(small(), Plans(blocked / "plans")) as store:
        assert september(store) == "1/2"


def test_the_oldest_plans_are_forgotten(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans_module, "MOST", 4)
    for number in range(9):
        plans.keep(f"question {number}", Plan((), f"SELECT {number}"))
    assert len(kept(plans)) <= 4
    assert Plans(plans._folder).find("question 8") == Plan((), "SELECT 8")


def test_the_setting_names_the_folder_or_turns_plans_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENLODE_PLANS", str(tmp_path / "mine"))
    users_plans().keep("asked", Plan((), "SELECT 1"))
    assert len(list((tmp_path / "mine").iterdir())) == 1
    monkeypatch.setenv("EVENLODE_PLANS", "off")
    assert users_plans()._folder is None


def test_plain_values_have_texts_of_their_own() -> None:
    values: list[object] = [None, True, 1, "1", "", (), ("1",), (1,), ["1"], {"1": 1}, (("1", 1),), date(2018, 1, 1)]
    values += [Fraction(1, 2), Decimal("0.5"), "1/2", "2018-01-01", Grain.MONTH, TERM, SEGMENTS[0], SEGMENTS[1]]
    values += [definition(ROLE), definition(RETURNED), Question(changes), Question(changes, (1,))]
    texts = [plain_text(value) for value in values]
    assert len(set(texts)) == len(texts)
    assert texts == [plain_text(value) for value in values]


@pytest.mark.parametrize("value", [1.5, object(), lambda: None, int, {1, 2}])
def test_anything_else_has_none(value: object) -> None:
    with pytest.raises(TypeError, match="is no plain value"):
        plain_text(value)
    assert Question(changes, (value,)).text is None


def test_a_run_of_the_job_keeps_its_queries(invented_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evenlode.job.clock import Clock

    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    first = measure_rows(contract, invented_store, None, None, Clock())
    no_building(monkeypatch)
    assert measure_rows(contract, invented_store, None, None, Clock()).outturns == first.outturns

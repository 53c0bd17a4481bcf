"""store_of: small tables become a store, or every fault in them is named at once."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.data.memory import store_of
from evenlode.problems import Refusal
from tests.engines.rows import tables


def test_columns_that_are_left_out_are_filled() -> None:
    given = tables(
        segments="person | segment\n1 | psychosis",
        role_status="person | date | role\n1 | 2018-07-01 | paid",
        hospital_spells="person | admitted\n1 | 2018-07-01\n1 | 2018-08-01",
    )
    with store_of(given, date(2018, 9, 30), "the-trust") as store:
        segment = store.fetch(store.table("segments"))
        role = store.fetch(store.table("role_status"))
        spells = store.fetch(store.table("hospital_spells"))
        assert not store.has("employment_status")
        assert store.fetch(store.table("employment_status")) == []
        assert (store.data_to, store.lead_provider, store.invented) == (date(2018, 9, 30), "the-trust", False)
    first = date(1900, 1, 1)
    assert segment == [
        {"person": "1", "provider": "the-trust", "segment": "psychosis", "from_day": first, "to_day": None}
    ]
    assert role == [
        {"person": "1", "provider": "the-trust", "day": date(2018, 7, 1), "role": "paid", "structured": None}
    ]
    assert sorted((spell["spell"], spell["discharged"]) for spell in spells) == [("1", None), ("2", None)]


def test_every_fault_is_named_at_once() -> None:
    given = tables(
        role_statuses="person | date\n1 | 2018-07-01",
        role_status="person | dayy | role\n1 | 2018-07-01 | paid",
        accommodation_status="|person|date|settled|\n|1|2018-09-31|Y|\n||2018-09-01|Y|\n|2|01/09/2018|Y|",
    )
    with pytest.raises(Refusal) as refused:
        store_of(given, date(2018, 9, 30))
    said = [(one.rule, one.file, one.line, one.field, one.fix) for one in refused.value.problems]
    assert said == [
        ("HEAD.MISSING", "role_statuses", None, "role_statuses", 'Did you mean "role_status"?'),
        ("HEAD.MISSING", "role_status", None, "dayy", 'Did you mean "day"?'),
        ("VALUE.MISSING", "role_status", 1, "day", "Fill in day: the day it was recorded for"),
        ("DATE.INVALID", "accommodation_status", 1, "day", "Write 2018-09-30 if the last day of September is meant"),
        ("VALUE.MISSING", "accommodation_status", 2, "person", "Fill in person: the person's pseudonym"),
        ("DATE.INVALID", "accommodation_status", 3, "day", "Write year-month-day, for example 2015-10-01"),
    ]


def test_what_it_holds_is_known_by_its_hash() -> None:
    def sha256(text: str, data_to: date) -> str:
        with store_of(tables(role_status=text), data_to) as store:
            return store.manifest_sha256

    rows, end = "person | date | role\n1 | 2018-07-01 | {}", date(2018, 9, 30)
    assert sha256(rows.format("paid"), end) == sha256(rows.format("paid"), end)
    assert len({sha256(rows.format(role), day) for role in ("paid", "none") for day in (end, date(2018, 9, 29))}) == 4

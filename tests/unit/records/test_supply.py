"""Supplied files in the journal: once each, a later figure in an earlier one's place, and any past day seen again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from evenlode.data.supplied.supplied import PublishedJudgement, Supplied
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.outturn_json import from_json, to_json
from evenlode.records.supply import (
    is_invented,
    record_supply,
    supplied_benchmarks,
    supplied_judgements,
    supplied_outturns,
)
from evenlode.results import Grain, Kind, Outturn, Period, Source, Status

YEAR = Period(date(2016, 10, 1), date(2017, 9, 30))
RECEIVED = date(2017, 11, 1)


def outturn(numerator: int | None = 55, indicator: str = "recovery") -> Outturn:
    return Outturn(
        *(indicator, "2015-10-01 1a2b3c4d", Kind.PROPORTION, Grain.CONTRACT_YEAR, YEAR),
        numerator=numerator,
        denominator=100,
        source=Source.SUPPLIED,
        as_known_on=RECEIVED,
    )


def supplied(name: str, *outturns: Outturn, invented: bool = False) -> Supplied:
    return Supplied(outturns, (), (), (), f"{name:0>64}", invented, f"{name}.csv", "an outturn file")


def on(day: int) -> datetime:
    return datetime(2017, 11, day, 12, tzinfo=UTC)


def test_what_was_supplied_comes_back(journal: Journal) -> None:
    receipt = record_supply(journal, supplied("a", outturn(), outturn(None, "other")), RECEIVED, "ann", on(1))
    assert (receipt.seq, receipt.is_new, receipt.recorded_at[:10]) == (1, True, "2017-11-01")
    assert supplied_outturns(journal) == [outturn(None, "other"), outturn()]
    body = journal.entries("supply")[0].document
    assert (body["file"], body["received"], body["invented"]) == ("a.csv", "2017-11-01", False)


def test_the_same_bytes_under_another_name_change_nothing(journal: Journal) -> None:
    first = record_supply(journal, supplied("a", outturn()), RECEIVED, "ann", on(1))
    again = record_supply(journal, replace(supplied("a", outturn()), file="b.csv"), RECEIVED, "ben", on(2))
    assert (again.seq, again.recorded_at, again.is_new) == (first.seq, first.recorded_at, False)
    assert journal.head()[0] == 1


def test_a_later_figure_takes_the_earlier_ones_place_and_nothing_is_erased(journal: Journal) -> None:
    record_supply(journal, supplied("a", outturn(55), outturn(1, "other")), RECEIVED, "ann", on(1))
    record_supply(journal, supplied("b", outturn(60)), RECEIVED, "ann", on(3))
    assert [one.numerator for one in supplied_outturns(journal)] == [1, 60]
    assert [one.numerator for one in supplied_outturns(journal, date(2017, 11, 2))] == [1, 55]
    assert supplied_outturns(journal, date(2017, 10, 31)) == []
    assert journal.verify() == []


def test_a_figure_may_be_taken_back(journal: Journal) -> None:
    record_supply(journal, supplied("a", outturn(55)), RECEIVED, "ann", on(1))
    record_supply(journal, supplied("b", replace(outturn(None), denominator=None)), RECEIVED, "ann", on(2))
    assert [one.exact for one in supplied_outturns(journal)] == [None]


def test_judgements_and_benchmarks_are_kept_apart_from_outturns(journal: Journal) -> None:
    first = PublishedJudgement("recovery", YEAR, Status.PARTIAL, "review", "55%", "a note")
    file = supplied("a")
    record_supply(journal, replace(file, judgements=(first,), benchmarks=(outturn(7),)), RECEIVED, "ann", on(1))
    later = replace(first, status=Status.ACHIEVED, note=None)
    record_supply(journal, replace(supplied("b"), judgements=(later,)), RECEIVED, "ann", on(2))
    assert supplied_outturns(journal) == []
    assert supplied_benchmarks(journal) == [outturn(7)]
    assert supplied_judgements(journal) == [later]
    assert supplied_judgements(journal, date(2017, 11, 1)) == [first]


def test_invented_and_real_outturns_never_come_together(journal: Journal) -> None:
    record_supply(journal, supplied("a", outturn(), invented=True), RECEIVED, "ann")
    assert is_invented(journal)
    with pytest.raises(
        Refusal, match=r"real.csv: INVENTED\.MIX: the figures are real, and entry 1 holds invented ones"
    ):
        record_supply(journal, supplied("real", outturn(60)), RECEIVED, "ann")
    assert journal.head()[0] == 1


def test_invented_figures_do_not_come_to_real_ones(journal: Journal) -> None:
    record_supply(journal, supplied("a", outturn()), RECEIVED, "ann")
    assert not is_invented(journal)
    with pytest.raises(Refusal, match="the figures are invented, and entry 1 holds real ones"):
        record_supply(journal, supplied("b", invented=True), RECEIVED, "ann")


def test_published_facts_may_stand_beside_invented_outturns(journal: Journal) -> None:
    record_supply(journal, replace(supplied("a"), benchmarks=(outturn(7),)), RECEIVED, "ann")
    record_supply(journal, supplied("b", outturn(), invented=True), RECEIVED, "ann")
    assert is_invented(journal)
    assert len(supplied_benchmarks(journal)) == 1


@pytest.mark.parametrize(
    "one",
    [
        outturn(),
        outturn(None),
        replace(outturn(), value="0.123456789012345678901234567890", kind=Kind.RATE, as_known_on=None),
        replace(outturn(), provider="lead", segment="clusters 4 to 17", stratum="é", eligible=3, missing=1, untimed=0),
    ],
)
def test_an_outturn_comes_back_from_json_as_it_was(one: Outturn) -> None:
    assert from_json(to_json(one)) == one

"""Other readings and proposed indicators: read, checked, and taken up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.alternatives import read_as, segments_as
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import AlternativeForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

OXFORDSHIRE = contract_folder("oxfordshire-mental-health")


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(OXFORDSHIRE)


def last(contract: Contract, name: str) -> object:
    year = contract.years()[-1]
    return next(one for one in contract.definitions(year) if name in (one.indicator, one.code))


def test_a_reading_adds_replaces_and_leaves_out_parameters(contract: Contract) -> None:
    own = last(contract, "5b")
    other = AlternativeForm.model_validate(
        {"reading": "r", "with": {"recency_months": "24"}, "without": ["among"], "provider": "lead provider"}
    )
    read = read_as(own, other)
    assert read.parameters["recency_months"] == "24"
    assert "among" not in read.parameters
    assert "among" in own.parameters
    assert (read.provider, read.segments, read.annual) == ("lead provider", own.segments, own.annual)
    assert read.version != own.version


def test_a_reading_by_another_measure_takes_none_of_the_parameters(contract: Contract) -> None:
    other = AlternativeForm.model_validate({"reading": "r", "measure": "gatekept", "with": {"within_days": "1"}})
    read = read_as(last(contract, "5b"), other)
    assert (read.measure, dict(read.parameters)) == ("gatekept", {"within_days": "1"})


def test_a_supplied_version_stays_as_it_is(contract: Contract) -> None:
    early = next(one for one in contract.definitions(contract.years()[0]) if one.code == "L7")
    assert read_as(early, AlternativeForm.model_validate({"reading": "r", "with": {"recency_months": "24"}})) == early


def test_a_last_age_holds_for_every_segment(contract: Contract) -> None:
    other = AlternativeForm.model_validate({"reading": "r", "age_to": "64"})
    day = contract.term.start
    assert {one.age_to.on(day) for one in contract.population.segments} == {65}
    assert {one.age_to.on(day) for one in segments_as(contract.population.segments, other)} == {64}


def test_a_reading_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        AlternativeForm.model_validate({"reading": "r"})


def test_every_row_of_2013_is_a_definition(contract: Contract) -> None:
    codes = [one.code for file in contract.proposed for one in file.proposed]
    table = ["1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.1a", "3.1b", "3.2", "3.3", "3.4", "3.5"]
    table += ["4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "5.4", "6.1", "7.1", "7.2"]
    first_list = [f"A{number}" for number in range(1, 23)]
    assert sorted(codes) == sorted([*table, *first_list])


def test_a_proposed_indicator_is_measured_when_taken_up_and_never_judged(contract: Contract) -> None:
    year = contract.years()[-1]
    taken = contract.taking_up(["3.2", "no such"])
    assert [one.indicator for one in taken.definitions(year) if one.code == "3.2"] == ["days-to-support"]
    assert not [one for one in contract.definitions(year) if one.code == "3.2"]
    assert taken.terms_on(year.end) == contract.terms_on(year.end)
    assert taken.taking_up(["3.2"]) is taken
    assert contract.taking_up([]) is contract


def test_other_readings_are_those_of_indicators_in_force(contract: Contract) -> None:
    first, every = contract.years()[0], Period(contract.term.start, contract.term.end)
    assert "2a-ii" not in {one.code for one in contract.other_readings(first)}
    assert "2a-ii" in {one.code for one in contract.other_readings(every)}


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "said"),
    [
        ("outcomes/5-meaningful-role.yaml", "without: [among]", "without: [amongst]", "CODE.LIST", "amongst"),
        ("outcomes/5-meaningful-role.yaml", "Structured or not", "Aged 64 at most", "CFG.DUPLICATE_NAME", "Aged 64"),
        (
            "outcomes/6-settled-accommodation.yaml",
            "segments: [clusters 4 to 8, clusters 11 to 17]",
            "segments: [clusters 4 to 9]",
            "CODE.LIST",
            "clusters 4 to 9",
        ),
        ("proposed/3-timely-access.yaml", "code: 3.1a", "code: L3", "CFG.DUPLICATE_NAME", "L3"),
        ("proposed/3-timely-access.yaml", "outcome: timely-access", "outcome: timely", "CODE.LIST", "timely"),
        ("proposed/3-timely-access.yaml", "    by: L3\n", "", "CFG.DEFINITION", "superseded"),
        ("proposed/1-live-longer.yaml", "    measure: supplied\n", "    measure: gatekept\n", "CFG.DEFINITION", "why"),
    ],
)
def test_what_is_wrong_with_a_reading_or_a_proposal_is_said(
    tmp_path: Path, file: str, old: str, new: str, rule: str, said: str
) -> None:
    folder = tmp_path / "contract"
    shutil.copytree(OXFORDSHIRE, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    assert any(one.rule == rule and one.file == file and said in one.message for one in refused.value.problems)

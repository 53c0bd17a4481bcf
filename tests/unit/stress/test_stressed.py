"""The bench's answer as a whole: the board's page, advice, two offers, and the warnings about a design."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.job.stressing import stress
from evenlode.job.workspace import Workspace
from evenlode.problems import Level, Refusal
from evenlode.report.documents import forms
from evenlode.report.stress_report import headline, stress_document
from evenlode.results import Grain, Kind, Outturn
from evenlode.stress.advice import WANTED
from evenlode.stress.bench import Bench
from evenlode.stress.lint import design_warnings
from evenlode.stress.negotiation import negotiate
from evenlode.stress.redesign import as_linear
from evenlode.stress.stressed import Stressed, bench_of, paid_for_noise, stressed
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEARS = 300


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="module")
def bench(contract: Contract) -> Bench:
    return bench_of(contract, contract.years()[3], years=YEARS)


@pytest.fixture(scope="module")
def found(contract: Contract, bench: Bench) -> Stressed:
    return stressed(contract, bench)


def test_noise_is_a_range_and_grows_as_the_service_comes_nearer_its_lines(found: Stressed) -> None:
    shares = [one.share for one in found.noise]
    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)
    assert headline(found).startswith("Between ")


def test_what_nobody_knows_is_not_estimable(found: Stressed) -> None:
    assert "5a" in found.not_estimable
    assert "7b" not in found.not_estimable, "its share is stated"


def test_figures_of_a_year_take_the_place_of_the_assumptions(contract: Contract) -> None:
    year = contract.years()[3]
    shares = {"in-a-meaningful-role": (3_000, 5_000), "in-stable-accommodation": (3_500, 5_000)}
    outturns = [
        Outturn(name, "v", Kind.PROPORTION, Grain.CONTRACT_YEAR, year, numerator=top, denominator=bottom)
        for name, (top, bottom) in shares.items()
    ]
    bench = bench_of(contract, year, outturns, years=YEARS)
    known = {one.indicator.indicator: one for one in bench.assumed if one.has_baseline}
    assert known["in-a-meaningful-role"].people == 5_000
    assert known["in-a-meaningful-role"].share == Fraction(3, 5)
    assert not known["in-a-meaningful-role"].is_short
    assert known["in-stable-accommodation"].is_short


def test_where_all_is_known_the_first_case_is_that_nothing_changes(contract: Contract) -> None:
    year = contract.years()[3]
    bench = bench_of(contract, year, years=YEARS)
    assumed = tuple(
        replace(one, share=one.better_by(one.line, Fraction(-1, 100)) if one.line else None) for one in bench.assumed
    )
    first = paid_for_noise(replace(bench, assumed=assumed))[0]
    assert first.assumption.startswith("nothing changes")
    assert first.pay > 0


def test_the_three_worst_are_those_whose_pay_luck_moves_most(found: Stressed) -> None:
    assert len(found.worst) == 3
    assert {one.code for one in found.worst} & {"3", "6"}, "whole outcomes hang on one line there"
    assert all(one.change for one in found.worst)


def test_advice_says_what_reaches_enough(found: Stressed) -> None:
    assert found.advised
    for one in found.advised:
        assert 0 <= one.now <= 1
        assert one.enough == (one.reached >= WANTED)
    star = next(one for one in found.advised if one.code == "2a-i")
    assert "count reliable change alone" in star.change


def test_a_quieter_design_stands_first(found: Stressed) -> None:
    noises = [one.noise for one in found.designs]
    assert noises == sorted(noises)
    assert len(noises) == 9


def test_the_same_seed_gives_the_same_report(contract: Contract, found: Stressed) -> None:
    again = stressed(contract, bench_of(contract, contract.years()[3], years=YEARS))
    assert again == found


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "xlsx"])
def test_it_is_told_in_every_form(found: Stressed, suffix: str) -> None:
    document = stress_document(found, invented=True)
    made = forms()[suffix].render(document)
    assert made
    if suffix == "html":
        page = made.decode()
        assert "INVENTED" in page
        assert all(f"{one.code} {one.title}" in page.replace("&#x27;", "'") for one in found.findings)


def test_an_offer_against_itself_is_worth_nothing(bench: Bench) -> None:
    found = negotiate(bench, bench.terms)
    assert not found.concessions
    assert all(one.ours == one.theirs for one in found.compared)


def test_each_concession_is_priced_alone(bench: Bench) -> None:
    second = replace(as_linear(bench.terms), pot=bench.terms.pot // 2)
    found = negotiate(bench, second)
    pot = next(one for one in found.concessions if one.what == "The pot")
    assert pot.highest < 0
    assert [one.what for one in found.concessions][1:3] == ["2a-i", "2a-ii"]
    assert "target to linear" in found.concessions[1].change


def test_an_offer_for_another_year_is_refused(contract: Contract, bench: Bench) -> None:
    with pytest.raises(Refusal):
        negotiate(bench, contract.terms_on(contract.years()[1].end))


def test_the_design_of_the_shipped_contract_is_warned_about(contract: Contract) -> None:
    warned = design_warnings(contract)
    assert {one.level for one in warned} == {Level.WARN}
    rules = {one.rule for one in warned}
    assert {
        *("DESIGN.HOW_MANY", "DESIGN.NO_EFFECT", "DESIGN.NOT_MEASURED", "DESIGN.OUTSIDE_CONTROL", "DESIGN.TOO_FEW"),
        *("DESIGN.SHARE_AT_RISK", "DESIGN.HARD_CASES"),
    } <= rules
    assert all(one.fix for one in warned)
    few = next(one for one in warned if one.field == "qpr-improvement" and one.rule == "DESIGN.TOO_FEW")
    assert "654" in few.message


def test_a_sound_design_draws_no_warning_of_numbers(tmp_path: Path, contract: Contract) -> None:
    """The same contract with ten times the people, and its shares known and far from the lines."""
    folder = tmp_path / "contract"
    shutil.copytree(contract_folder("oxfordshire-mental-health"), folder)
    file = folder / "stress" / "assumptions.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("people: ", "people: 1"), encoding="utf-8")
    rules = [one.rule for one in design_warnings(read_contract(folder))]
    assert "DESIGN.TOO_FEW" not in rules
    assert "DESIGN.WITHIN_NOISE" not in rules


def test_the_job_leaves_every_form_and_nothing_when_it_is_refused(tmp_path: Path) -> None:
    place, source = Workspace(tmp_path), contract_folder("oxfordshire-mental-health")
    with pytest.raises(Refusal):
        stress(tmp_path / "nowhere", place, years=100)
    assert not list(tmp_path.glob("runs/*"))
    run = stress(source, place, years=100)
    assert sorted(path.suffix for path in run.folder.iterdir()) == [".docx", ".html", ".json", ".pdf", ".xlsx"]

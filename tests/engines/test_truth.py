"""The whole way against the truth: invented people, sent, received, measured and summed up, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.invented import invent_submissions, receive_invented
from evenlode.data.invented.truth import Counts, read_truth
from evenlode.data.planned import planned
from evenlode.data.questions import Question
from evenlode.data.store import open_store
from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE, Grain, Outturn, Period
from evenlode.terms.contract import Contract
from evenlode.terms.forms.official import OfficialForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEARS = 4
V5_FROM, V6_FROM = 12 * 2017 + 2, 12 * 2018 + 6
"""March 2017 and July 2018: both breaks fall inside the contract, so that every version is measured."""

SNAPSHOTS = ("in-a-meaningful-role", "in-stable-accommodation", "bmi-over-30", "smoking-prevalence")
PAIRED = ("recovery-star-improvement", "qpr-improvement", "sfq-improvement", "core-reliable-improvement")
TIMED = ("crisis-contact-two-hours", "crisis-assessed-4-hours")
UNTOUCHED = ("outpatient-letters-in-time", "urgent-assessed-7-days", "non-urgent-assessed-28-days", "less-urgent-care")
HIDING = (
    *("resubmitted", "duplicate-rows", "person-missing", "leading-zero-lost", "times-missing", "stale-status"),
    *("missing-months", "honos-nines", "dialog-eights", "sparse-month", "ethnicity-invalid", "proms-sparse"),
)
"""The noise that hides something. What else is left of it says something wrong, and no coverage can show that."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What was measured beside what is true, by indicator, grain, first and last day, provider and segment."""

    measured: dict[Key, Counts]
    true: dict[Key, Counts]

    def years(self, indicators: Iterable[str]) -> list[tuple[Key, Counts, Counts]]:
        """Measured and true counts of every contract year of everybody that has anybody in it."""
        keys = [key for key in self.true if key[0] in indicators and key[1] == Grain.CONTRACT_YEAR]
        whole = [key for key in keys if key[4:] == (EVERYONE, EVERYONE) and self.true[key] != Counts()]
        assert {key[0] for key in whole} == set(indicators)
        return [(key, self.measured.get(key, Counts()), self.true[key]) for key in whole]


def yes(counts: Counts) -> int:
    """The numerator."""
    return counts.numerator or 0


def failed(counts: Counts) -> int:
    """In the denominator and not in the numerator."""
    return counts.denominator - yes(counts)


@pytest.fixture(scope="module")
def contract() -> Contract:
    """The shipped contract; its national pairing rule counts from the first year, so that there are pairs in time."""
    found = read_contract(contract_folder("oxfordshire-mental-health"))
    files = [
        file.model_copy(update={"measures": tuple(paired_from(found.term.start, one) for one in file.measures)})
        for file in found.official
    ]
    return replace(found, official=tuple(files))


def paired_from(day: date, one: OfficialForm) -> OfficialForm:
    """An official measure that pairs scores counts referrals from a day on; any other is as it was."""
    if one.measure != "paired_in_referral":
        return one
    return one.model_copy(update={"from_": day, "with_": {**one.with_, "received_from": day.isoformat()}})


def everything(contract: Contract) -> Contract:
    """With every official measure measured as a standard."""
    return contract.taking_up([one.benchmark for one in contract.benchmarks])


def measured(contract: Contract, store: Path) -> list[Outturn]:
    with planned(open_store(store)) as opened:
        span = Period(contract.term.start, opened.data_to)
        assert span.end == contract.years()[YEARS - 1].end
        definitions = everything(contract).definitions(span)
        counted = measure(opened, definitions, Question(assign_segments, (contract.population.segments,)), span)
        return outturns(counted, definitions, contract.years(), span, None)


def found_with(contract: Contract, folder: Path, noise: tuple[str, ...], v5_from: int, v6_from: int) -> Found:
    made = invent_submissions(
        contract, folder / "invented", people=400, seed=11, noise=noise, years=YEARS, v5_from=v5_from, v6_from=v6_from
    )
    receive_invented(made, folder / "store")
    rows = measured(contract, folder / "store")
    return Found(
        {
            (
                *(one.indicator, one.grain.value, one.period.start.isoformat(), one.period.end.isoformat()),
                *(one.provider, one.segment),
            ): Counts(one.eligible or 0, one.numerator, one.denominator or 0, one.missing or 0, one.untimed or 0)
            for one in rows
        },
        read_truth(made.truth),
    )


@pytest.fixture(scope="module")
def clean(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return found_with(contract, tmp_path_factory.mktemp("clean"), (), V5_FROM, V6_FROM)


@pytest.fixture(scope="module")
def noisy(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Found:
    late = 12 * 2030
    return found_with(contract, tmp_path_factory.mktemp("noisy"), HIDING, late, late)


def test_clean_rows_give_the_truth_in_every_cell(clean: Found) -> None:
    wrong = {key for key in clean.true.keys() | clean.measured.keys() if clean.true.get(key) != clean.measured.get(key)}
    by_indicator = {name: sum(key[0] == name for key in wrong) for name in {key[0] for key in wrong}}
    assert by_indicator == {}, [(key, clean.measured.get(key), clean.true.get(key)) for key in sorted(wrong)[:5]]


def test_every_indicator_that_rows_can_give_is_in_the_truth(contract: Contract, clean: Found) -> None:
    span = Period(contract.term.start, contract.years()[YEARS - 1].end)
    given = {one.indicator for one in everything(contract).definitions(span) if one.measure != "supplied"}
    assert {key[0] for key in clean.true} == given
    assert len(contract.benchmarks) == 18
    assert len(given) == 23 + 18
    assert {key[1] for key in clean.true} == {Grain.MONTH.value, Grain.QUARTER.value, Grain.CONTRACT_YEAR.value}
    assert {key[4] for key in clean.true} == {EVERYONE, *(party.party for party in contract.providers())}
    assert {key[5] for key in clean.true} == {EVERYONE, *(form.segment for form in contract.population.segments)}
    assert len(clean.true) > 10_000


def test_what_is_compared_is_more_than_nothing(clean: Found) -> None:
    """In some year of every indicator somebody passes and somebody does not, and of every pair there is one."""
    for name in {key[0] for key in clean.true}:
        years = clean.years([name])
        assert any(true.denominator for _, _, true in years), name
        assert any(yes(true) for _, _, true in years), name
        assert any(failed(true) for _, _, true in years), name


def test_noise_hides_people_and_never_makes_them_up(noisy: Found) -> None:
    """Who is eligible stays as it is, but for the months of one partner that never came."""
    for key, got, true in noisy.years((*SNAPSHOTS, *PAIRED, "honos-reduction")):
        assert abs(got.eligible - true.eligible) <= 2, key


def test_a_lower_figure_is_explained_by_what_is_missing(noisy: Found) -> None:
    """A status fails at most where its record was lost or is an older one: that is one person in ten."""
    for key, got, true in noisy.years(SNAPSHOTS):
        assert got.missing >= true.missing - 2, key
        lost = got.missing - true.missing
        assert abs(yes(true) - yes(got)) <= max(0, lost) + 0.1 * true.eligible, key
    assert any(got.missing > true.missing + 5 for _, got, true in noisy.years(SNAPSHOTS))


def test_few_questionnaires_are_a_low_coverage_and_no_low_share(noisy: Found) -> None:
    """The people with a pair are found out as they are; the others are missing, and are half of all or more."""
    for key, got, true in noisy.years(PAIRED):
        lost = true.denominator - got.denominator
        assert 0.4 * true.denominator < lost == got.missing - true.missing, key
        assert yes(got) <= yes(true) <= yes(got) + lost, key


def test_a_nine_is_no_score(noisy: Found) -> None:
    """A rating with a 9 gives no total, so a pair is lost or made of other ratings; one in ten ratings has one."""
    for key, got, true in noisy.years(("honos-reduction",)):
        lost = true.denominator - got.denominator
        assert 0 <= lost == got.missing - true.missing, key
        assert abs(yes(true) - yes(got)) <= lost + 0.25 * true.denominator, key


def test_what_cannot_be_timed_is_counted_apart(noisy: Found) -> None:
    for key, got, true in noisy.years(TIMED):
        apart = got.untimed - true.untimed
        assert got.denominator + got.untimed == true.denominator + true.untimed, key
        assert yes(got) <= yes(true) <= yes(got) + apart, key
        assert failed(true) - apart <= failed(got) <= failed(true), key
    assert any(got.untimed > true.untimed for _, got, true in noisy.years(TIMED))


def test_what_no_noise_touches_stays_exact(noisy: Found) -> None:
    for key, got, true in noisy.years(UNTOUCHED):
        assert got == true, key

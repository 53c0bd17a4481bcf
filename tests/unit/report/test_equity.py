"""Who an indicator reaches: groups side by side, small ones together, and whether they differ by more than chance."""

from __future__ import annotations

from dataclasses import replace

from evenlode.report.equity import equity_of, parked
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.terms.contract import SEEN_LATELY, Contract
from tests.engines.rows import YEARS

YEAR: Period = YEARS[2]


def group(stratum: str, numerator: int, denominator: int, missing: int = 0) -> Outturn:
    return Outturn(
        *("an-indicator", "v1", Kind.PROPORTION, Grain.CONTRACT_YEAR, YEAR),
        stratum=stratum,
        numerator=numerator,
        denominator=denominator,
        eligible=denominator,
        missing=missing,
    )


def test_a_difference_is_said_with_the_chance_of_it() -> None:
    (found,) = equity_of([group("sex: female", 300, 500), group("sex: male", 200, 500)], YEAR, "share")
    assert found.attribute == "sex"
    assert found.differs == "The result differs between the groups: chance alone would do this less than once in 1,000."
    assert [row.said for row in found.groups] == ["60.0%", "40.0%"]
    assert found.left_out is None


def test_small_groups_are_shown_together_with_everybody_in_them() -> None:
    found = equity_of(
        [group("ethnicity: White", 50, 100), group("ethnicity: Mixed", 3, 9), group("ethnicity: not known", 2, 4)],
        YEAR,
        "share",
    )[0]
    assert [(row.name, row.numerator, row.denominator) for row in found.groups] == [
        ("White", 50, 100),
        ("smaller groups together", 5, 13),
    ]


def test_missing_records_that_are_not_spread_evenly_are_told() -> None:
    found = equity_of([group("sex: female", 250, 500, 200), group("sex: male", 250, 500, 20)], YEAR, "share")[0]
    assert found.differs == "The result does not differ between the groups by more than chance."
    assert (found.left_out or "").startswith("Who has no record differs between the groups")


def test_other_years_and_everybody_are_no_groups() -> None:
    assert not equity_of([group("all", 1, 2)], YEAR, "share")
    assert not equity_of([group("sex: male", 50, 100)], YEARS[1], "share")


def test_who_is_parked_is_told_with_the_groups_it_falls_on(contract: Contract) -> None:
    seen = [group("all", 700, 1000), group("sex: female", 400, 500), group("sex: male", 300, 500)]
    found = parked(contract, [replace(one, indicator=SEEN_LATELY) for one in seen], YEAR)
    assert found is not None
    assert found.finding.startswith(
        "300 of 1,000 people on the caseload at the end of the year (30.0%) had no attended"
    )
    assert found.equity[0].differs.startswith("The result differs between the groups")


def test_nobody_is_parked_where_nothing_was_measured_or_nobody_watches(contract: Contract) -> None:
    assert parked(contract, [group("all", 7, 10)], YEAR) is None
    unwatched = contract.form.model_copy(
        update={"watched": contract.form.watched.model_copy(update={"seen_within_months": None})}
    )
    seen = [replace(group("all", 7, 10), indicator=SEEN_LATELY)]
    assert parked(replace(contract, form=unwatched), seen, YEAR) is None

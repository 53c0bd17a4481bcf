"""The shipped contract says what the two documents print: parties, points, targets through time, statuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from evenlode.payment import judge, pay, replay
from evenlode.results import Stage
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import StandardForm
from tests.conformance.oxfordshire.own import YEARS, figures, indicators, line_on, oxfordshire, shipped

REAL_NAMES = re.compile(
    r"Oxford|OHFT|OCCG|\bOCC\b|\bOH\b|RNU|Restore|\bResponse\b|\bMind\b|Elmore|Connection Support|CareNotes|Berkshire"
)


# Parties and term


def test_the_parties_are_the_six_providers_and_those_who_pay() -> None:
    assert [(party.name, party.role) for party in oxfordshire().form.parties] == [
        ("Oxfordshire Clinical Commissioning Group", "commissioner"),
        ("Oxfordshire County Council", "funder"),
        ("Oxford Health NHS Foundation Trust", "lead provider"),
        ("Restore", "partner"),
        ("Response", "partner"),
        ("Oxfordshire Mind", "partner"),
        ("Elmore", "partner"),
        ("Connection Support", "partner"),
    ]
    assert oxfordshire().lead_provider.code == "RNU"


def test_the_term_is_five_years_and_two_more_and_the_day_that_never_was_is_kept_as_printed() -> None:
    term = oxfordshire().form.term
    assert (term.start, term.end, term.extension_years) == (date(2015, 10, 1), date(2020, 9, 30), 2)
    assert term.end_as_printed == "31 September 2020"
    assert len(oxfordshire().years()) == 5


def test_the_annual_value_is_printed_for_the_first_and_the_last_year_alone() -> None:
    value = oxfordshire().form.annual_value
    assert [(entry.value, day) for day, entry in value.entries] == [
        (36_000_000_00, date(2015, 10, 1)),
        (43_000_000_00, date(2019, 4, 1)),
    ]


def test_what_the_documents_do_not_state_is_marked_with_a_reason() -> None:
    silent = {
        "pot.basis",
        "judging.judging_day",
        "judging.partial",
        "judging.outcome_achieved",
        "judging.not_assessable",
        "judging.not_measured",
        "judging.baseline_pays",
        "judging.minimum_denominator",
        "close",
    }
    assert oxfordshire().form.close is not None
    assert silent <= set(oxfordshire().form.illustrative)
    assert all(entry.illustrative for _, entry in oxfordshire().form.pot.years.entries)
    for outcome in oxfordshire().outcomes:
        for one in outcome.indicators:
            alone = len(outcome.indicators) == 1
            assert one.weight is not None
            assert all(alone or entry.illustrative for _, entry in one.weight.entries), one.code


# Outcomes, points and indicators


def test_points_are_those_of_the_business_case() -> None:
    printed = {row["outcome"]: Decimal(row["points"]) for row in figures("outcome_points")}
    start = oxfordshire().term.start
    assert oxfordshire().form.bonus is not None
    held = {str(one.number): one.points.on(start) for one in oxfordshire().outcomes if one.points}
    assert held | {"bonus": oxfordshire().form.bonus.points.on(start)} == printed


def test_every_indicator_of_figure_1_is_there_and_no_other() -> None:
    assert list(indicators(oxfordshire())) == [row["code"] for row in figures("figure_1")]


def test_outcome_4_has_no_indicator_and_says_why() -> None:
    carers = next(one for one in oxfordshire().outcomes if one.number == 4)
    assert carers.indicators == ()
    assert "figure 1" in (carers.not_measured or "")


@pytest.mark.parametrize("row", figures("targets"), ids=lambda row: f"{row['code']} on {row['on']}")
def test_the_target_in_force_on_a_day(row: dict[str, str]) -> None:
    expected = Fraction(row["target"]) / 100 if row["target"] else None
    assert line_on(row["code"], date.fromisoformat(row["on"])) == expected


@pytest.mark.parametrize("row", figures("variations"), ids=lambda row: f"{row['code']} on {row['effective']}")
def test_every_printed_change_cites_a_variation_of_its_day(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["effective"])
    form = oxfordshire().indicator(row["code"])
    line = form.threshold if isinstance(form, StandardForm) else form.target
    assert line is not None
    start, entry = line.entry_on(day)
    cited = [one for one in oxfordshire().variations.variations if one.variation == entry.by]
    assert start == day
    assert entry.value == Fraction(row["to"]) / 100
    assert line_on(row["code"], day - timedelta(days=1)) == (Fraction(row["from"]) / 100 if row["from"] else None)
    assert [one.effective for one in cited] == [day]
    assert all(one.reference.startswith("review 2020") and "agreed" in one.illustrative for one in cited)


def test_year_3_indicators_start_in_year_3_and_the_others_with_the_contract() -> None:
    joined = {row["code"] for row in figures("figure_1") if not row["year_1"]}
    for code, one in indicators(oxfordshire()).items():
        first = YEARS["year_3"] if code in joined else oxfordshire().term.start
        assert (one.from_ or oxfordshire().term.start) == first, code
        assert one.stage.on(YEARS["year_3"]) is Stage.PERFORMANCE
        if code not in joined:
            assert one.stage.on(first) is Stage.BASELINE
            assert one.stage.on(YEARS["year_2"]) is Stage.PERFORMANCE


def test_weights_inside_an_outcome_are_equal_as_far_as_whole_per_cents_allow() -> None:
    for day in (YEARS["year_1"], YEARS["year_3"]):
        for outcome in oxfordshire().terms_on(day).outcomes:
            weights = [one.weight for one in outcome.indicators]
            assert not weights or sum(weights) == 1
            assert not weights or max(weights) - min(weights) <= Fraction(1, 100), outcome.outcome


def test_7b_has_a_status_rule_and_no_target_and_7c_a_ceiling() -> None:
    found = indicators(oxfordshire())
    assert (found["7b"].target, found["7b"].status_rule, found["7b"].kind.value) == (None, "any improvement", "change")
    assert (found["1"].target, found["1"].status_rule) == (None, "any improvement")
    assert found["7c"].polarity.value == "lower is better"
    assert any("ceiling" in reading for reading in found["7c"].readings)


def test_every_indicator_but_mortality_is_measured_on_rows() -> None:
    measures = {code: one.measure for code, one in indicators(oxfordshire()).items()}
    assert measures == {
        "1": "supplied",
        **dict.fromkeys(("2a-i", "2a-ii", "2a-iii", "2a-iv", "2a-v", "2b"), "paired_change"),
        "2c-i": "returned_within",
        "2c-ii": "returned_within",
        "3": "answered_within",
        "5a": "status_at_date",
        "5b": "status_at_date",
        "6": "status_at_date",
        "7a": "attendances_before_after",
        "7b": "share_with_value",
        "7c": "share_with_value",
    }


def test_every_local_quality_standard_is_measured_on_rows_l7_from_october_2018() -> None:
    found = {one.code: [entry.value.measure for _, entry in one.definition.entries] for one in oxfordshire().standards}
    assert found == {
        "L1": ["letter_within", "letter_within"],
        "L2": ["letter_within"],
        "L3": ["contact_within"],
        "L4": ["contact_within"],
        "L5": ["contact_within"],
        "L6": ["letter_within"],
        "L7": ["supplied", "checks_complete"],
    }


# Figure 1


def test_figure_1_is_kept_as_printed() -> None:
    figure = next(one for one in oxfordshire().published if one.published == "figure-1")
    codes = {one.indicator: one.code for one in indicators(oxfordshire()).values()}
    kept = {codes[row.indicator]: row for row in figure.judgements}
    for row in figures("figure_1"):
        held = kept[row["code"]]
        assert (held.target_as_printed or "") == row["target_as_printed"]
        assert {day: status.value for day, status in held.statuses.items()} == {
            day: row[year] for year, day in YEARS.items() if row[year]
        }
    assert len(kept) == 16


@pytest.mark.parametrize(("year", "first"), YEARS.items())
def test_figure_1_replays_against_the_targets_as_they_stood_and_pays_nothing(year: str, first: date) -> None:
    terms = oxfordshire().terms_on(oxfordshire().year_of(first).end)
    figure = next(one for one in oxfordshire().published if one.published == "figure-1")
    codes = {one.indicator: one.code for one in indicators(oxfordshire()).values()}
    replayed = replay(figure.judgements, terms)
    printed = {row["code"]: row[year] for row in figures("figure_1") if row[year]}
    assert {codes[one.indicator]: one.status.value for one in replayed} == printed
    assert {one.stage for one in replayed} == {Stage.BASELINE if year == "year_1" else Stage.PERFORMANCE}
    for one in replayed:
        assert one.because.line == line_on(codes[one.indicator], terms.year.end)
        assert (one.share, one.because.value, one.because.numerator) == (0, None, None)


def test_only_outcome_4_and_the_bonus_cannot_be_earned_in_year_3() -> None:
    terms = oxfordshire().terms_on(date(2018, 9, 30))
    lines = pay(judge([], terms), terms).lines
    closed = {line.outcome: line.share_of_pot for line in lines if line.not_on_offer}
    assert closed == {"carers-supported": terms.pot * 15 // 100, "bonus": terms.pot * 10 // 100}


# Local quality standards


def test_seven_standards_of_which_two_have_a_threshold() -> None:
    assert [one.code for one in oxfordshire().standards] == ["L1", "L2", "L3", "L4", "L5", "L6", "L7"]
    assert [one.code for one in oxfordshire().standards if one.threshold] == ["L6", "L7"]


def test_letters_went_from_10_days_to_7_and_the_audit_to_the_caseload() -> None:
    letters, assessments = oxfordshire().indicator("L1"), oxfordshire().indicator("L7")
    assert letters.definition is not None
    assert assessments.definition is not None
    assert [day for day, _ in letters.definition.entries] == [date(2015, 10, 1), date(2018, 4, 1)]
    assert [day for day, _ in assessments.definition.entries] == [date(2015, 10, 1), date(2018, 10, 1)]
    assert "March 2019" in (letters.definition.entries[1][1].note or "")


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("L4, times achieved since then", "3"),
        ("L5, falling since", "the end of year 1 (August 2016)"),
        ("L6, times met since then", "3"),
        ("L7, times achieved since then", "6"),
        ("People who knew what to do in a crisis", "78%"),
        ("People for whom support was not there when needed", "27%"),
        ("Council's yearly contribution", "£6.2m"),
    ],
)
def test_printed_counts_and_shares_are_kept(fact: str, value: str) -> None:
    facts = {one.fact: one.value for published in oxfordshire().published for one in published.facts}
    assert facts[fact] == value


# Scope and contradictions


def test_the_scope_table_has_twelve_rules_in_order() -> None:
    assert [rule.rule for rule in oxfordshire().population.scope] == list(range(1, 13))
    results = [rule.result for rule in oxfordshire().population.scope]
    assert results == ["out", "out", "out", "out", "reject", "in", "later", "in", "later", "in", "out", "out"]


def test_every_contradiction_is_a_switch_with_a_default_in_force() -> None:
    switches = oxfordshire().population.switches
    assert len({one.switch for one in switches}) == 16
    for one in switches:
        start, entry = one.choice.entry_on(oxfordshire().term.start)
        assert start == oxfordshire().term.start
        assert entry.value in one.options
        assert len(one.options) >= 2
        assert entry.illustrative


def test_five_schemes_of_which_the_blended_one_is_preferred() -> None:
    schemes = {one.scheme: one for one in oxfordshire().population.schemes}
    assert len(schemes) == 5
    assert [name for name, one in schemes.items() if one.preferred] == ["blended"]
    assert (len(schemes["blended"].categories), len(schemes["blended"].taken_forward)) == (8, 4)


def test_honos_clusters_4_to_17_leave_out_the_blank_one() -> None:
    segments = {one.segment: [int(code) for code in one.honos_clusters] for one in oxfordshire().population.segments}
    assert segments["clusters 4 to 17"] == [4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17]
    assert segments["clusters 4 to 8"] == [4, 5, 6, 7, 8]


# Names


def texts_shown_with_invented_figures(contract: Contract) -> Iterator[str]:
    """Every alias, and every title and name that stands beside a figure."""
    yield from (contract.form.alias.contract, contract.form.alias.title)
    for party in contract.form.parties:
        yield from (party.party, party.alias)
    for outcome in contract.outcomes:
        yield from (outcome.outcome, outcome.title, outcome.goal, outcome.not_measured or "")
        yield from (text for one in outcome.indicators for text in (one.indicator, one.title, *one.readings))
    for standard in contract.standards:
        yield from (standard.standard, standard.title, *standard.readings, *standard.as_printed)
        yield from (text for one in standard.benchmarks for text in (one.level, one.label, one.differs))
    yield from (variation.title for variation in contract.variations.variations)
    yield from (case.case for case in contract.cases)


@pytest.mark.parametrize("slug", ["oxfordshire-mental-health", "two-outcome-illustration"])
def test_no_real_name_stands_where_invented_figures_may(slug: str) -> None:
    found = [text for text in texts_shown_with_invented_figures(shipped(slug)) if REAL_NAMES.search(text)]
    assert found == []


def test_aliases_are_all_different() -> None:
    aliases = list(oxfordshire().aliases().values())
    assert len(set(aliases)) == len(aliases) == 8

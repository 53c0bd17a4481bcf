"""Building: the report holds what was measured, judged and paid, says what is missing, and mixes nothing up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from evenlode.payment import pay
from evenlode.problems import Refusal
from evenlode.report.build import build_report
from evenlode.report.report import IndicatorPage, Report, Split
from evenlode.results import Grain, Judgement, Kind, Outturn, Period, Source, Status
from evenlode.terms.contract import Contract


def page(report: Report, code: str) -> IndicatorPage:
    return next(one for one in report.indicators if one.measured.code == code)


def test_the_four_states_add_to_the_pot_in_the_bar_the_rows_and_the_lines(invented: Report) -> None:
    assert invented.pot is not None
    assert invented.pot.split.total == invented.pot.amount
    rows = [row.split for row in (*invented.outcomes, *invented.others)]
    assert sum((row for row in rows if row), Split()) == invented.pot.split
    assert sum((line.split for line in invented.lines), Split()) == invented.pot.split
    assert invented.pot.in_units(invented.pot.amount) == 100


def test_an_indicator_says_its_result_its_line_and_the_next_one(invented: Report) -> None:
    assert page(invented, "6").finding == (
        "The result was 71.0%. The target of at least 72% was missed by 1 percentage point."
        " The target changes to 80% on 1 October 2017."
    )
    assert page(invented, "7c").finding == "The result was 41.0%. The target of at most 42.5% was met."
    assert "below the 30" in page(invented, "2b").finding


def test_the_interval_and_the_chance_stand_beside_the_result(invented: Report) -> None:
    one = page(invented, "2c-ii")
    assert one.measured.interval == "83.7% to 88.0%"
    assert one.luck is not None
    assert "exactly on the line, 88%" in one.luck
    assert "out of 100, with 1,000 people or events counted" in one.luck
    assert page(invented, "2b").luck is None


def test_targets_stand_with_their_days_and_variations(invented: Report) -> None:
    steps = page(invented, "6").measured.history
    assert [(step.start, step.said, step.variation, step.in_force) for step in steps] == [
        (date(2015, 10, 1), "70%", None, False),
        (date(2017, 4, 1), "72%", "CV-01", True),
        (date(2017, 10, 1), "80%", "CV-05", False),
    ]
    assert steps[1].variation_title
    assert steps[1].is_published


def test_a_month_without_a_figure_is_said_and_never_a_nought(invented: Report) -> None:
    rows = page(invented, "2c-i").measured.figures
    (missing,) = [row for row in rows if row.value is None]
    assert (missing.label, missing.said, missing.numerator) == ("Feb 2017", "not supplied", None)
    assert len(rows) == 24


def test_periods_before_the_first_figure_of_its_year_are_shown_as_missing(make: Callable[..., Report]) -> None:
    report = make(figures=[])
    rows = page(report, "2c-i").measured.figures
    assert len(rows) == 12
    assert {row.said for row in rows} == {"not supplied"}
    assert page(report, "2c-i").measured.trend is None


def test_nobody_to_count_is_not_the_same_as_not_supplied(
    make: Callable[..., Report], contract: Contract, outturns: list[Outturn]
) -> None:
    empty = Period(date(2017, 2, 1), date(2017, 2, 28))
    version = next(one.version for one in contract.definitions(empty) if one.code == "2c-i")
    nobody = Outturn("not-readmitted-28-days", version, Kind.PROPORTION, Grain.MONTH, empty, numerator=0, denominator=0)
    rows = page(make(figures=[*outturns, nobody]), "2c-i").measured.figures
    assert next(row.said for row in rows if row.label == "Feb 2017") == "nobody to count"


def test_coverage_shows_both_policies_for_missing_records(invented: Report) -> None:
    cover = page(invented, "2a-i").measured.coverage
    assert cover is not None
    assert (cover.coverage, cover.missing_fail, cover.missing_left_out) == ("90.0%", "58.0%, judged", "64.4%")
    assert cover.sentence == "1,000 people or events should have a record; 100 of them have none."


def test_segments_and_providers_have_their_own_rows(real: Report) -> None:
    one = page(real, "5a").measured
    assert [row.name for row in one.segments] == ["HoNOS clusters 4 to 8", "HoNOS clusters 10 to 17"]
    assert [row.name for row in one.providers] == ["Oxford Health NHS Foundation Trust", "Restore"]
    assert all(row.interval for row in (*one.segments, *one.providers))


def test_last_year_stands_beneath_this_one(invented: Report) -> None:
    assert invented.outcomes[0].before == "Set its baseline in year 1"
    assert invented.outcomes[3].before == "Not measured in year 1"
    assert [found.year for found in page(invented, "5a").statuses] == ["Year 1", "Year 2"]


def test_figures_after_the_year_are_left_out(make: Callable[..., Report]) -> None:
    assert max(line.period.end for line in make(year=0).figures) == date(2016, 9, 30)


def test_every_reason_of_the_contract_is_listed_once(invented: Report, contract: Contract) -> None:
    reasons = [choice.reason for choice in invented.illustrative]
    assert len(reasons) == len(set(reasons))
    assert set(contract.form.illustrative.values()) <= set(reasons)
    weights = next(one for one in invented.illustrative if one.reason.startswith("Weights are printed nowhere; four"))
    assert weights.applies_to == ("Indicators 2a-i, 2b, 2c-i, 2c-ii: weight from 1 Oct 2015",)
    variations = next(one for one in invented.illustrative if "number is ours" in one.reason)
    assert variations.applies_to[0].startswith("Variations CV-01, CV-02")


def test_findings_are_counted_and_name_no_file(invented: Report) -> None:
    (finding,) = invented.findings
    assert (finding.count, finding.said, finding.effect) == (6, "An age is above 120.", "the record is left out")
    assert "RNU" not in repr(finding)


def test_standards_are_never_paid_and_no_threshold_is_made_up(real: Report) -> None:
    first = real.standards[0]
    assert first.finding.endswith("No threshold is printed, so none is set.")
    sixth = next(one for one in real.standards if one.measured.code == "L6")
    assert sixth.finding == "The figure for the year was 90.0%. The threshold of at least 95% was not met."
    assert sixth.as_printed


def test_a_threshold_that_comes_later_is_not_called_unprinted(make: Callable[..., Report]) -> None:
    sixth = next(one for one in make(year=0).standards if one.measured.code == "L6")
    assert sixth.finding == "The figure for the year was 90.0%. No threshold was in force yet."


def test_benchmarks_stand_beside_a_real_figure_alone(make: Callable[..., Report], contract: Contract) -> None:
    form = next(one for one in contract.standards if one.benchmarks)
    (benchmark,) = form.benchmarks
    figure = Outturn(
        form.standard,
        "x",
        Kind.PROPORTION,
        Grain.QUARTER,
        Period(date(2024, 2, 1), date(2024, 4, 30)),
        stratum=f"{benchmark.publication} / {benchmark.measure_id} / {benchmark.level}",
        value="0.1064024",
        source=Source.SUPPLIED,
    )
    shown = make(invented=False, benchmarks=[figure])
    (found,) = next(one for one in shown.standards if one.measured.code == form.code).measured.benchmarks
    assert (found.said, found.label, found.differs) == ("10.6%", benchmark.label, benchmark.differs)
    hidden = make(invented=True, benchmarks=[figure])
    assert not any(one.measured.benchmarks for one in hidden.standards)


def test_a_replay_has_statuses_targets_of_their_year_and_no_money(replayed: Report) -> None:
    assert replayed.replay
    assert (replayed.pot, replayed.lines, replayed.figures) == (None, (), ())
    assert replayed.headline == "14 of 16 indicators were achieved in year 3. Outcome 4 has no indicator."
    assert replayed.years == ("Year 1", "Year 2", "Year 3")
    sixth = page(replayed, "6").statuses
    assert [(one.status, one.note) for one in sixth] == [
        (Status.PARTIAL, "Baseline year"),
        (Status.ACHIEVED, None),
        (Status.ACHIEVED, None),
    ]
    assert [one.target for one in sixth] == [
        "Target: at least 70%, since 1 Oct 2015",
        "Target: at least 72%, since 1 Apr 2017, by CV-01",
        "Target: at least 80%, since 1 Oct 2017, by CV-05",
    ]
    assert [one.target for one in page(replayed, "7b").statuses] == ["No target: any improvement"] * 3
    assert all(row.status is None for row in replayed.outcomes)


def test_published_statuses_are_refused_beside_money_or_invented_figures(contract: Contract) -> None:
    terms = contract.terms_on(date(2018, 9, 30))
    status = replace(blank_judgement(contract), source=Source.PUBLISHED_STATUS)
    given = {"contract": contract, "terms": terms, "outturns": [], "judgements": [status], "hashes": {}}
    with pytest.raises(Refusal) as refused:
        build_report(**given, payment=pay([status], terms), statement_sha256=None, invented=False)
    assert refused.value.rule == "REPORT.REPLAY"
    with pytest.raises(Refusal):
        build_report(**given, payment=None, statement_sha256=None, invented=True)


def blank_judgement(contract: Contract) -> Judgement:
    from evenlode.payment import judge

    return judge([], contract.terms_on(date(2018, 9, 30)))[0]

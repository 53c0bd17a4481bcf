"""The framework, the matrix, an indicator and the comparison: what a run says, in the places of its pages."""

from __future__ import annotations

from evenlode.web.shown.compare import compare
from evenlode.web.shown.framework import framework
from evenlode.web.shown.indicator import indicator
from evenlode.web.shown.kept import Kept, newest
from evenlode.web.shown.matrix import matrix
from evenlode.web.shown.standing import standing
from tests.web.shown.making import ROLE, TODAY, contract, made


def run() -> Kept:
    found = newest(made())
    assert found is not None
    return found


def test_outcomes_stand_by_tier_with_their_dated_targets() -> None:
    shown = framework(contract(), run(), TODAY)
    assert [tier.title for tier in shown.tiers] == [
        "Health status achieved or retained",
        "Process of recovery",
        "Sustainability of health",
    ]
    by_number = {one.number: one for tier in shown.tiers for one in tier.outcomes}
    assert sorted(by_number) == ["1", "2", "3", "4", "5", "6", "7"]
    assert by_number["4"].indicators == ()
    assert "cannot be earned" in by_number["4"].missing
    role = next(one for one in by_number["5"].indicators if one.slug == ROLE)
    assert (role.target, role.since) == ("60%", "since 1 Oct 2017, CV-04")
    assert role.status is not None
    assert role.status.word == "Achieved"
    rows = shown.tables[0].table.rows
    assert [row[2:6] for row in rows if row[0] == "5a"] == [
        ("50%", "1 Oct 2015", "30 Sep 2017", ""),
        ("60%", "1 Oct 2017", "open", "CV-04"),
    ]


def test_without_a_run_outcomes_have_no_status() -> None:
    shown = framework(contract(), None, TODAY)
    lines = [line for tier in shown.tiers for one in tier.outcomes for line in one.indicators]
    assert lines
    assert all(line.status is None for line in lines)


def test_the_matrix_has_every_indicator_and_its_money_adds_up() -> None:
    found = run()
    shown = matrix(found)
    assert [one.slug for one in shown.cells] == [one.measured.slug for one in found.report.indicators]
    assert found.report.pot is not None
    split = found.report.pot.split
    assert sum(row.split.total for row in (*found.report.outcomes, *found.report.others) if row.split) == split.total
    assert [row.number for row in shown.rows] == ["1", "2", "3", "4", "5", "6", "7", "+"]
    role = next(one for one in shown.cells if one.slug == ROLE)
    assert (role.result, role.target, role.status.word) == ("62.0%", "At least 60%", "Achieved")
    assert "10 have none" in role.quality
    assert role.has_gap
    missing = next(one for one in shown.cells if one.code == "1")
    assert (missing.result, missing.variation.word) == ("not supplied", "No figures")


def test_who_does_not_see_money_gets_a_matrix_without_a_pound() -> None:
    shown = matrix(run(), with_money=False)
    assert "£" not in repr(shown)
    assert shown.parts == shown.states == ()


def test_an_indicator_leads_from_its_finding_to_the_statement() -> None:
    found = run()
    shown = indicator(found, ROLE)
    assert shown is not None
    assert shown.headline.startswith("The result was 62.0%. The target of at least 60% was met.")
    assert shown.interval
    assert shown.picture is not None
    assert shown.picture.wide.startswith("<svg")
    assert "INVENTED" in shown.picture.narrow
    assert shown.figures[0].year == "Year 3"
    assert shown.figures[0].table.rows[-1][:4] == ("The year", "62", "100", "62.0%")
    assert shown.standings is not None
    assert shown.coverage is not None
    assert "Version" in next(fact.said for fact in shown.defined if fact.term == "Definition")
    assert shown.way[-1].mark == (found.statement_sha256 or "")[:12]
    assert {one.name for one in shown.tables} == {"figures", "segments", "providers", "limits", "targets"}


def test_an_indicator_without_figures_says_so() -> None:
    shown = indicator(run(), "bmi-over-30")
    assert shown is not None
    assert shown.picture is None
    assert shown.result == "not supplied"
    assert "No period has a figure" in shown.chart_says


def test_an_indicator_has_no_money_for_who_does_not_see_it() -> None:
    shown = indicator(run(), ROLE, with_money=False)
    assert shown is not None
    assert "£" not in repr(shown)


def test_a_name_that_is_none_has_no_page() -> None:
    assert indicator(run(), "no-such-indicator") is None
    assert compare(run(), "no-such-indicator") is None


def test_providers_stand_in_the_order_of_the_contract_with_their_limits() -> None:
    shown = compare(run(), ROLE)
    assert shown is not None
    assert shown.chosen.providers is not None
    names = [row[0] for row in shown.chosen.providers.rows]
    assert names == [one.alias for one in contract().providers()][:3]
    found = [row[3] for row in shown.chosen.providers.rows]
    assert found[2].startswith("Below the")
    assert any(slug == ROLE and "Below" in said for slug, _, said in shown.beyond)
    assert "rank" not in shown.headline


def test_a_statement_that_is_not_issued_is_a_draft() -> None:
    found = standing(made(), contract(), run(), TODAY)
    assert (found.state, found.of) == ("Draft", "statement version 1, not frozen yet")
    assert found.invented
    assert found.terms == "with variations to CV-07"

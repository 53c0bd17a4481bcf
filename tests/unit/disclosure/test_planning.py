"""Releases as planned: what is hidden so that subtraction, restating and a provider's own counts tell nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from evenlode.disclosure import Part, Plan, What, plan, policy, read_what
from evenlode.disclosure.audit import audit
from evenlode.disclosure.bounds import Rooms, reaches
from evenlode.disclosure.facts import SIBLING
from evenlode.disclosure.nesting import nesting
from evenlode.disclosure.protecting import Protected
from evenlode.disclosure.sums import Span, Table
from evenlode.disclosure.system import system_of
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Kind, Outturn
from tests.unit.disclosure.conftest import MONTHS, YEAR, as_past, make_outturns

OURS = "evenlode-default"
TWO = {("a", "x", 0): (30, 60), ("b", "x", 0): (31, 60)}
MONTHLY = What(read_what(["headline:month", "by-provider:month"]))


def shown(found: Plan, provider: str, segment: str = EVERYONE, span: Span = Span.MONTH) -> Protected:
    """The one figure of a plan with this provider, segment and span."""
    (one,) = [
        protected
        for sheet in found.sheets
        for figure, protected in zip(sheet.sheet.figures, sheet.shown, strict=True)
        if (figure.provider, figure.segment, figure.span) == (provider, segment, span)
    ]
    return one


def why(protected: Protected, part: Part) -> str | None:
    return {one.part: one.why for one in protected.hidden}.get(part)


def test_large_counts_go_out_rounded_with_their_rates() -> None:
    found = plan(make_outturns(TWO), OURS, MONTHLY)
    assert found.refused == ()
    one = shown(found, "a")
    assert (one.numerator, one.denominator, one.rate, one.hidden) == (30, 60, Fraction(1, 2), ())
    assert shown(found, EVERYONE).denominator == 120


def test_a_provider_that_could_work_out_the_others_few_does_not_get_the_total() -> None:
    counts = {("a", "x", 0): (40, 41), ("b", "x", 0): (1, 30)}
    found = plan(make_outturns(counts), OURS, MONTHLY, headlines_may_go=True)
    assert found.refused == ()
    assert shown(found, EVERYONE).numerator is None  # 40, and b's 1, make 41: a would know b's to 0 to 2
    assert why(shown(found, EVERYONE), Part.NUMERATOR) == SIBLING


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_in_the_end_passes_an_audit_from_the_start(seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - no secret is made of it
    counts = {}
    for place in ((who, seg, month) for who in "abc" for seg in "xy" for month in range(4)):
        denominator = choose.randint(0, 40)
        counts[place] = (choose.randint(0, denominator), denominator)
    tables = [*Table, "by-provider:year-to-date", "by-segment:quarter"]  # the first month stands in two of them
    found = plan(
        make_outturns(counts, quarters=True), OURS, What(read_what(tables)), years=[YEAR], headlines_may_go=True
    )
    assert any(one.why == SIBLING for shown in found.sheets[0].shown for one in shown.hidden)
    releases = [found.sheets[0]]
    system = system_of(releases)
    for one in audit(system, releases, found.policy):
        ((above, below),) = reaches([(Rooms(system, one.provider).whole(), one.target)])
        assert above + below >= 4


def test_a_headline_stays_and_the_release_is_refused_unless_told_otherwise() -> None:
    counts = {("a", "x", 0): (40, 60), ("b", "x", 0): (1, 1)}
    found = plan(make_outturns(counts), OURS, What(read_what(["headline:month"])))
    assert found.refused
    assert {one.rule for one in found.refused} == {"DISCLOSURE.AUDIT"}
    assert "all providers, all segments" in found.refused[0].file
    assert plan(make_outturns(counts), OURS, What(read_what(["headline:month"])), headlines_may_go=True).refused == ()


def test_the_same_counts_with_the_audit_off_would_go_out() -> None:
    counts = {("a", "x", 0): (40, 60), ("b", "x", 0): (1, 1)}
    rules = policy(OURS).model_copy(update={"least_width": 0})
    found = plan(make_outturns(counts), rules, What(read_what(["headline:month"])))
    assert (found.refused, shown(found, EVERYONE).numerator) == ((), 40)


def test_a_restated_count_that_crosses_a_rounding_edge_is_held_back() -> None:
    headline = What(read_what(["headline:month"]))
    first = plan(make_outturns({("a", "x", 0): (52, 90), ("c", "x", 0): (3, 90)}), OURS, headline)
    assert (first.refused, shown(first, EVERYONE).numerator) == ((), 55)  # to a, that leaves c 1 to 5
    after = make_outturns({("a", "x", 0): (55, 90), ("c", "x", 0): (3, 90)})
    assert shown(plan(after, OURS, headline), EVERYONE).numerator == 60  # to a, that leaves c 3 to 7; with both, 3 to 5
    assert plan(after, OURS, headline, past=as_past(first)).refused
    second = plan(after, OURS, headline, past=as_past(first), headlines_may_go=True)
    assert (second.refused, shown(second, EVERYONE).numerator) == ((), None)


def test_what_was_hidden_for_another_s_sake_stays_hidden_with_the_same_counts() -> None:
    counts = {("a", "x", 0): (40, 41), ("b", "x", 0): (1, 30)}
    first = plan(make_outturns(counts), OURS, MONTHLY, headlines_may_go=True)
    again = plan(make_outturns(counts), OURS, MONTHLY, past=as_past(first), headlines_may_go=True)
    assert [one.shown for one in again.sheets] == [one.shown for one in first.sheets]
    assert not again.says_more_than(as_past(first))
    assert first.says_more_than([])


def test_the_order_of_the_outturns_changes_nothing() -> None:
    counts = {(who, seg, month): (5 + 3 * month, 20 + month) for who in "abc" for seg in "xy" for month in range(3)}
    rows = make_outturns(counts)
    assert plan(rows, OURS).sheets == plan(rows[::-1], OURS).sheets


def test_rolling_windows_by_provider_and_segment_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        What(read_what(["by-provider-and-segment:rolling"]))
    assert refused.value.rule == "DISCLOSURE.ROLLING"


@pytest.mark.parametrize("first", ["month", "year-to-date"])
def test_months_and_the_year_to_date_by_provider_and_segment_never_both(first: str) -> None:
    other = {"month": "year-to-date", "year-to-date": "month"}[first]
    counts = {("a", "x", month): (30, 60) for month in range(3)} | {("b", "x", month): (30, 60) for month in range(3)}
    rows = make_outturns(counts, quarters=True)
    one, two = (What(read_what([f"by-provider-and-segment:{span}"])) for span in (first, other))
    out = plan(rows, OURS, one, years=[YEAR])
    assert out.sheets
    with pytest.raises(Refusal) as refused:
        plan(rows, OURS, two, years=[YEAR], past=as_past(out))
    assert refused.value.rule == "DISCLOSURE.MONTHS_AND_TO_DATE"
    with pytest.raises(Refusal):
        What(one.tables | two.tables)


def test_the_year_to_date_is_its_months_added_up() -> None:
    counts = {(who, "x", month): (30 + month, 60) for who in "ab" for month in range(3)}
    what = What(read_what(["by-provider:year-to-date"]))
    found = plan(make_outturns(counts, quarters=True), OURS, what, years=[YEAR])
    lines = [(one.period.end, one.counts) for one in found.sheets[0].sheet.figures if one.provider == "a"]
    assert lines == [(MONTHS[0].end, (30, 30)), (MONTHS[1].end, (61, 59)), (MONTHS[2].end, (93, 87))]


def test_figures_that_are_out_under_another_policy_are_refused() -> None:
    first = plan(make_outturns(TWO), OURS, MONTHLY)
    with pytest.raises(Refusal) as refused:
        plan(make_outturns(TWO), "nhs-mh-subnational", MONTHLY, past=as_past(first))
    assert refused.value.rule == "DISCLOSURE.POLICY"
    assert refused.value.where.startswith("seen-in-time, month 1 October 2017")


def test_other_segments_over_the_same_months_are_refused() -> None:
    first = plan(make_outturns(TWO), OURS, MONTHLY)
    other = {("a", "y", 0): (30, 60), ("b", "y", 0): (31, 60)}
    with pytest.raises(Refusal) as refused:
        plan(make_outturns(other), OURS, MONTHLY, past=as_past(first))
    assert refused.value.rule == "DISCLOSURE.GRID"


def test_every_outturn_with_impossible_counts_is_named() -> None:
    good, *rest = make_outturns(TWO)
    bad = [replace(rest[0], numerator=99999), replace(rest[1], denominator=-1)]
    with pytest.raises(Refusal) as refused:
        plan([good, *bad], OURS)
    assert len(refused.value.problems) == 2
    assert refused.value.problems[0].file.startswith("seen-in-time, month 1 October 2017")


def test_what_is_no_count_of_people_is_left_out_and_said() -> None:
    mean = Outturn("mean-wait", "v", Kind.MEAN, make_outturns(TWO)[0].grain, MONTHS[0], value="12.5", denominator=9)
    found = plan([mean, *make_outturns(TWO)], OURS, MONTHLY)
    assert [(one.indicator, one.count) for one in found.left_out] == [("mean-wait", 1)]
    assert [one.sheet.indicator for one in found.sheets] == ["seen-in-time"]


def test_nested_segments_are_pieces_of_one_another_and_crossing_ones_are_refused() -> None:
    members = {
        "4 to 17": frozenset("abcd"),
        "4 to 8": frozenset("a"),
        "10 to 17": frozenset("bcd"),
        "11 to 17": frozenset("cd"),
    }
    tree = nesting(sorted(members), members)
    assert tree.pieces("4 to 17") == ("11 to 17", "rest of 10 to 17", "4 to 8", "rest of 4 to 17")
    with pytest.raises(Refusal) as refused:
        nesting(["one", "two"], {"one": frozenset("ab"), "two": frozenset("bc")})
    assert refused.value.rule == "DISCLOSURE.OVERLAP"


def test_a_figure_of_a_whole_and_its_parts_is_the_sum_of_its_base_cells() -> None:
    counts = {(who, seg, month): (5 + 3 * month, 20 + month) for who in "abc" for seg in "xy" for month in range(3)}
    (sheet,) = plan(make_outturns(counts, quarters=True), OURS, What(read_what([*Table]))).sheets
    for figure in sheet.sheet.figures:
        cells = [sheet.sheet.cells[cell].counts for cell in figure.cells]
        assert sum(one.numerator for one in cells) + figure.spare.numerator == figure.counts.numerator
        assert figure.spare == (0, 0)


def test_a_word_that_is_no_table_is_refused_with_the_words_there_are() -> None:
    with pytest.raises(Refusal, match="by-provider-and-segment"):
        read_what(["everything"])

"""The national publication layout, on 38 rows of the community waiting times that NHS England published for 2024."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.supplied.national_feeds import benchmark_stratum
from evenlode.data.supplied.supplied import Supplied
from evenlode.measures import problems_of_parameters
from evenlode.problems import Level, Problem
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm

Send = Callable[[str | bytes], Supplied]
Refuse = Callable[[str | bytes], list[Problem]]

HEADER, *ROWS = (Path(__file__).parent / "waiting_times_2024.csv").read_text(encoding="utf-8").splitlines(keepends=True)
SPRING = Period(date(2024, 4, 1), date(2024, 6, 30))
SUMMER = Period(date(2024, 7, 1), date(2024, 9, 30))


@pytest.fixture
def supplied(send: Send) -> Supplied:
    return send(HEADER + "".join(ROWS))


def row_of(measure: str, level: str, start: str) -> int:
    """The place of a row among ROWS."""
    return next(
        at for at, row in enumerate(ROWS) if f",{measure}," in row and f",{level}," in row and row.startswith(start)
    )


def test_published_counts_feed_an_indicator_for_the_quarters_of_the_contract(supplied: Supplied) -> None:
    fed = [outturn for outturn in supplied.outturns if outturn.indicator == "waits-published"]
    assert [(one.period, one.numerator, one.denominator, one.value) for one in fed] == [
        (SPRING, 10, 240, None),
        (SUMMER, 25, 255, None),
    ]
    assert {one.grain for one in fed} == {Grain.QUARTER}
    assert {(one.provider, one.segment, one.stratum) for one in fed} == {("all", "all", "all")}


def test_a_suppressed_figure_is_no_figure_and_never_zero(supplied: Supplied) -> None:
    fed = [outturn for outturn in supplied.outturns if outturn.indicator == "waits-printed"]
    assert [one.period for one in fed] == [SPRING, SUMMER]
    assert {one.exact for one in fed} == {None}
    assert {(one.numerator, one.denominator, one.value) for one in fed} == {(None, None, None)}


def test_rolling_quarters_are_left_out_of_an_indicator_and_said(supplied: Supplied) -> None:
    left_out = [finding for finding in supplied.findings if finding.rule == "PERIOD.GRAIN"]
    assert {(finding.level, finding.count) for finding in left_out} == {(Level.REJECT_RECORD, 2)}
    assert len(left_out) == 2


def test_rounded_figures_are_said_to_be_rounded(supplied: Supplied) -> None:
    rounded = [finding for finding in supplied.findings if finding.rule == "VALUE.ROUNDED"]
    assert {finding.level for finding in rounded} == {Level.WARN}
    assert len(rounded) == 2


def test_a_printed_share_feeds_an_indicator_as_a_share_of_one(send: Send) -> None:
    at = row_of("MRS01b", "RNU", "01/04/2024,30/06/2024")
    (outturn,) = send(HEADER + ROWS[at].replace(",*", ",28.5")).outturns
    assert (outturn.indicator, outturn.value, outturn.kind) == ("waits-printed", "0.285", Kind.PROPORTION)


def test_benchmarks_keep_their_printed_periods_and_units(supplied: Supplied, contract: Contract) -> None:
    recovery = contract.indicator("recovery")
    assert isinstance(recovery, IndicatorForm)
    share, days = (benchmark_stratum(form) for form in recovery.benchmarks)
    by_stratum: dict[str, list[Outturn]] = {}
    for one in supplied.benchmarks:
        by_stratum.setdefault(one.stratum, []).append(one)
    assert {one.indicator for one in supplied.benchmarks} == {"recovery"}
    assert [(one.period.start.month, one.grain, one.value) for one in by_stratum[share]] == [
        (2, Grain.QUARTER, "0.1064024"),
        (4, Grain.QUARTER, "0.057872233"),
        (6, Grain.QUARTER, "0.07204117"),
        (7, Grain.QUARTER, "0.08375894"),
    ]
    assert [(one.grain, one.kind, one.value) for one in by_stratum[days]] == [
        (Grain.MONTH, Kind.SUPPLIED_VALUE, "92"),
        (Grain.MONTH, Kind.SUPPLIED_VALUE, "95"),
    ]


def test_shuffled_rows_give_the_same(send: Send, supplied: Supplied) -> None:
    other = send(HEADER + "".join(reversed(ROWS)))
    assert (other.outturns, other.benchmarks) == (supplied.outturns, supplied.benchmarks)


def test_outside_the_contract_a_benchmark_is_noted_and_a_supplied_figure_left_out(send: Send) -> None:
    text = (HEADER + "".join(ROWS)).replace("/2024,", "/2021,")
    supplied = send(text)
    assert supplied.outturns == ()
    assert len(supplied.benchmarks) == 6
    outside = [(finding.level, finding.count) for finding in supplied.findings if finding.rule == "PERIOD.OUTSIDE"]
    assert sorted(outside) == [
        *((Level.ACCEPT, 2), (Level.ACCEPT, 4)),
        *((Level.REJECT_RECORD, 4), (Level.REJECT_RECORD, 4)),
    ]


def test_a_benchmark_over_a_strange_period_is_left_out_and_said(send: Send) -> None:
    kept = ROWS[row_of("MRS01b", "England", "01/04/2024")]
    strange = ROWS[row_of("MRS03a", "England", "01/05/2024")].replace("31/05/2024", "15/06/2024")
    supplied = send(HEADER + kept + strange)
    assert len(supplied.benchmarks) == 1
    assert [(finding.rule, finding.level, finding.line) for finding in supplied.findings] == [
        ("PERIOD.GRAIN", Level.WARN, 3)
    ]


def test_a_row_broken_down_further_is_not_the_whole(send: Send) -> None:
    whole = ROWS[row_of("MRS01b", "England", "01/04/2024")]
    part = whole.replace("NONE,NONE", "18-24,Aged 18 to 24").replace("5.7872233", "99")
    assert len(send(HEADER + whole + part).benchmarks) == 1


@pytest.mark.parametrize(
    ("old", "new", "rule", "field", "says"),
    [
        ("5.7872233", "", "VALUE.NUMBER", "measure_value", "blank"),
        ("5.7872233", "n/a", "VALUE.NUMBER", "measure_value", '"n/a" is not a figure'),
        ("30/06/2024", "31/06/2024", "DATE.FORMAT", "reporting_period_end", '"31/06/2024" is no day'),
        ("30/06/2024", "2024-06-30", "DATE.FORMAT", "reporting_period_end", "dd/mm/yyyy"),
        ("30/06/2024", "30/06/2023", "DATE.ORDER", "reporting_period_end", "is before"),
    ],
)
def test_wrong_rows(refuse: Refuse, old: str, new: str, rule: str, field: str, says: str) -> None:
    at = row_of("MRS01b", "England", "01/04/2024")
    rows = [*ROWS[:at], ROWS[at].replace(old, new), *ROWS[at + 1 :]]
    (problem,) = refuse(HEADER + "".join(rows))
    assert (problem.rule, problem.field, problem.line) == (rule, field, at + 2)
    assert says in f"{problem.message}. {problem.fix}"


def test_a_wrong_row_that_the_contract_does_not_want_is_passed_over(send: Send) -> None:
    nonsense = ROWS[row_of("MRS01", "England", "01/04/2024")].replace("16139", "n/a")
    assert send(HEADER + ROWS[row_of("MRS01b", "England", "01/04/2024")] + nonsense).benchmarks


def test_the_same_figure_twice_names_both_rows_and_breakdowns(refuse: Refuse) -> None:
    row = ROWS[row_of("MRS01", "QU9", "01/04/2024")]
    (problem,) = refuse(HEADER + row + row.replace("ICB of GP Practice or Residence", "ICB - Residence"))
    assert (problem.rule, problem.line) == ("KEY.DUPLICATE", 3)
    assert "rows 2 and 3" in problem.message
    assert '"ICB - Residence"' in problem.message


def test_a_count_with_decimals_is_left_out_and_said(send: Send) -> None:
    row = ROWS[row_of("MRS01", "QU9", "01/04/2024")].replace(",240", ",240.5")
    supplied = send(HEADER + row)
    assert [one.denominator for one in supplied.outturns] == [None]
    assert ("VALUE.NUMBER", Level.REJECT_RECORD) in [(finding.rule, finding.level) for finding in supplied.findings]


def test_a_file_without_a_row_the_contract_names(refuse: Refuse) -> None:
    (problem,) = refuse(HEADER + ROWS[row_of("MRS01", "England", "01/04/2024")])
    assert problem.rule == "FILE.NOTHING"
    assert "MRS01b at England" in problem.fix


def test_a_missing_column_is_named(refuse: Refuse) -> None:
    (problem,) = refuse(HEADER.replace("MEASURE_ID", "MEASUREID") + "".join(ROWS))
    assert (problem.rule, problem.field) == ("HEAD.MISSING", "measure_id")
    assert "Rename measureid to measure_id" in problem.fix


def test_an_invented_publication_says_so(send: Send) -> None:
    assert send("# INVENTED\n" + HEADER + "".join(ROWS)).invented


def test_what_feeds_an_indicator_is_known_to_the_measure(contract: Contract) -> None:
    """`evenlode check` refuses parameters that no measure knows, so the reader and the form name the same ones."""
    fed = [one for one in contract.definitions(contract.term) if one.parameters.get("publication")]
    assert {"level", "numerator_measure", "denominator_measure"} <= {name for one in fed for name in one.parameters}
    assert problems_of_parameters(fed) == []

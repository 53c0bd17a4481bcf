"""Outturn files: what is read from them, and every way in which a row can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.data.supplied.outturns_csv import write_outturns_csv
from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import Grain, Kind, Outturn, Period, Source
from evenlode.terms.contract import Contract

HEADER = "indicator,grain,start,end,numerator,denominator\n"
QUARTER = "recovery,quarter,2023-10-01,2023-12-31"

Send = Callable[[str | bytes], Supplied]
Refuse = Callable[[str | bytes], list[Problem]]


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_plain_row_becomes_a_supplied_outturn(send: Send) -> None:
    supplied = send(HEADER + f"{QUARTER},55,100\n")
    (outturn,) = supplied.outturns
    assert outturn.indicator == "recovery"
    assert (outturn.numerator, outturn.denominator, outturn.exact) == (55, 100, Fraction(55, 100))
    assert (outturn.grain, outturn.period) == (Grain.QUARTER, Period(date(2023, 10, 1), date(2023, 12, 31)))
    assert (outturn.provider, outturn.segment, outturn.stratum) == ("all", "all", "all")
    assert (outturn.kind, outturn.source, outturn.as_known_on) == (Kind.PROPORTION, Source.SUPPLIED, date(2027, 10, 1))
    assert outturn.definition.startswith("2023-10-01 ")
    assert not supplied.invented
    assert supplied.findings == ()
    assert (supplied.file, supplied.form) == ("sent.csv", "an outturn file")


def test_codes_stand_for_slugs(send: Send) -> None:
    header = "indicator,grain,start,end,provider,numerator,denominator\n"
    (outturn,) = send(header + "5a,month,2023-10-01,2023-10-31,RNU,5,10\n").outturns
    assert (outturn.indicator, outturn.provider) == ("role", "lead")


def test_shuffled_rows_give_the_same_outturns(send: Send) -> None:
    rows = [f"5a,month,2023-{month}-01,2023-{month}-{days},5,10\n" for month, days in ((10, 31), (11, 30), (12, 31))]
    assert send(HEADER + "".join(rows)).outturns == send(HEADER + "".join(reversed(rows))).outturns


@pytest.mark.parametrize("cells", ["*,*", ",", "*,100", " , "])
def test_a_star_or_a_blank_is_no_figure_and_never_zero(send: Send, cells: str) -> None:
    (outturn,) = send(HEADER + f"{QUARTER},{cells}\n").outturns
    assert outturn.numerator is None
    assert outturn.exact is None


def test_a_row_without_figures_is_said(send: Send) -> None:
    (finding,) = send(HEADER + f"{QUARTER},*,*\n").findings
    assert (finding.rule, finding.level, finding.line) == ("VALUE.NONE", Level.ACCEPT, 2)


@pytest.mark.parametrize(("said", "kept"), [("60%", "0.60"), ("0.6", "0.6"), ("55.5%", "0.555"), ("100%", "1.00")])
def test_a_share_may_come_as_a_value(send: Send, said: str, kept: str) -> None:
    (outturn,) = send(f"indicator,grain,start,end,value\n{QUARTER},{said}\n").outturns
    assert outturn.value == kept
    assert outturn.exact == Fraction(kept)


def test_a_value_that_repeats_the_counts_is_let_go(send: Send) -> None:
    (outturn,) = send(HEADER.replace("\n", ",value\n") + f"{QUARTER},2,3,0.667\n").outturns
    assert (outturn.value, outturn.exact) == (None, Fraction(2, 3))


def test_other_kinds_keep_their_value(send: Send) -> None:
    header = HEADER.replace("\n", ",value\n")
    rate, change = send(
        header
        + "mortality,rolling 12 months,2022-11-01,2023-10-31,12,5000,12.34\n"
        + "7c,month,2023-10-01,2023-10-31,,,-1.5%\n"
    ).outturns
    assert (rate.numerator, rate.denominator, rate.value) == (12, 5000, "12.34")
    assert change.exact == Fraction(-15, 1000)


def test_invented_is_said_by_a_comment_or_by_a_column(send: Send) -> None:
    assert send("# INVENTED\n" + HEADER + f"{QUARTER},1,2\n").invented
    assert send("# INVENTED,,,,,\n" + HEADER + f"{QUARTER},1,2\n").invented
    assert send(HEADER.replace("\n", ",invented\n") + f"{QUARTER},1,2,yes\n").invented
    assert not send(HEADER.replace("\n", ",invented\n") + f"{QUARTER},1,2,no\n").invented


def test_a_file_cannot_be_invented_in_part(refuse: Refuse) -> None:
    rows = f"{QUARTER},1,2,yes\n5a,month,2023-10-01,2023-10-31,1,2,no\n"
    assert only(refuse(HEADER.replace("\n", ",invented\n") + rows)).rule == "FILE.INVENTED"


@pytest.mark.parametrize(
    ("cells", "rule", "field", "says", "fix"),
    [
        ("60%,100", "VALUE.NUMBER", "numerator", '"60%" is a share', "Type the number itself"),
        ('"1,234",2000', "VALUE.NUMBER", "numerator", "thousands separator", "Write 1234"),
        ("12.0,100", "VALUE.NUMBER", "numerator", "not written as a whole number", "Write 12"),
        ("12.5,100", "VALUE.NUMBER", "numerator", "not a whole number", "Count whole people"),
        ("1e2,100", "VALUE.NUMBER", "numerator", '"1e2" is not a number', "* where the figure is suppressed"),
        ("n/a,100", "VALUE.NUMBER", "numerator", '"n/a" is not a number', "leave the cell blank"),
        ("-5,100", "VALUE.RANGE", "numerator", '"-5" is negative', "zero or more"),
        ("60,-100", "VALUE.RANGE", "denominator", "negative", "zero or more"),
        ("61,60", "VALUE.RANGE", "numerator", "numerator 61 is more than the denominator 60", "swapped"),
        ("6,", "VALUE.PAIR", "denominator", "the denominator is blank", "Type the denominator"),
        (",60", "VALUE.PAIR", "numerator", "the numerator is blank", "Type the numerator"),
        ("６,60", "VALUE.NUMBER", "numerator", "is not a number", "whole number"),
    ],
)
def test_wrong_figures(refuse: Refuse, cells: str, rule: str, field: str, says: str, fix: str) -> None:
    problem = refuse(HEADER + f"{QUARTER},{cells}\n")[0]
    assert (problem.rule, problem.field, problem.line, problem.file) == (rule, field, 2, "sent.csv")
    assert problem.level is Level.REJECT_FILE
    assert says in problem.message
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("value", "rule", "says"),
    [
        ("60", "VALUE.RANGE", "more than the whole"),
        ("101%", "VALUE.RANGE", "more than the whole"),
        ("-5%", "VALUE.RANGE", "negative"),
        ("about 60", "VALUE.NUMBER", "is not a figure"),
        ("1,000", "VALUE.NUMBER", "is not a figure"),
        ("=A1", "VALUE.NUMBER", "is not a figure"),
    ],
)
def test_wrong_values_of_a_share(refuse: Refuse, value: str, rule: str, says: str) -> None:
    problem = only(refuse(f'indicator,grain,start,end,value\n{QUARTER},"{value}"\n'))
    assert (problem.rule, problem.field) == (rule, "value")
    assert says in problem.message


def test_a_rate_is_no_per_cent(refuse: Refuse) -> None:
    row = "mortality,rolling 12 months,2022-11-01,2023-10-31,12%\n"
    problem = only(refuse("indicator,grain,start,end,value\n" + row))
    assert "the indicator is a rate" in problem.message


def test_a_value_must_agree_with_its_counts(refuse: Refuse) -> None:
    problem = only(refuse(HEADER.replace("\n", ",value\n") + f"{QUARTER},2,3,0.66\n"))
    assert (problem.rule, problem.field) == ("VALUE.RANGE", "value")
    assert "2 of 3" in problem.message


def test_the_missing_are_no_more_than_the_eligible(refuse: Refuse) -> None:
    problem = only(refuse(HEADER.replace("\n", ",eligible,missing\n") + f"{QUARTER},1,2,10,11\n"))
    assert (problem.rule, problem.field) == ("VALUE.RANGE", "missing")


def test_an_unknown_indicator_offers_the_nearest(refuse: Refuse) -> None:
    problem = only(refuse(HEADER + "recovry,quarter,2023-10-01,2023-12-31,1,2\n"))
    assert (problem.rule, problem.field) == ("CODE.LIST", "indicator")
    assert problem.message == '"recovry" is no indicator of small-vale'
    assert "recovery" in problem.fix


@pytest.mark.parametrize(
    ("column", "name", "says", "fix"),
    [
        ("provider", "leed", '"leed" is no provider', "Did you mean lead?"),
        ("provider", "commissioner", "is a party of small-vale, but no provider", "lead"),
        ("segment", "clusters 4 to 9", "is no segment", "Did you mean clusters 4 to 8?"),
        ("stratum", "x" * 300, "is no name", "short name"),
        ("source", "guessed", "is no source", "supplied"),
        ("source", "published status", "has no figures", "published judgement"),
        ("kind", "mean", "the indicator is a proportion", "Write proportion"),
        ("kind", "proportoin", "is no kind", "Did you mean proportion?"),
    ],
)
def test_unknown_names(refuse: Refuse, column: str, name: str, says: str, fix: str) -> None:
    problem = only(refuse(HEADER.replace("\n", f",{column}\n") + f"{QUARTER},1,2,{name}\n"))
    assert (problem.field, problem.line) == (column, 2)
    assert says in problem.message
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("row", "rule", "field", "says", "fix"),
    [
        (
            "recovery,quater,2023-10-01,2023-12-31",
            "CODE.LIST",
            "grain",
            '"quater" is no grain',
            "Did you mean quarter?",
        ),
        ("recovery,quarter,2024-03-15,2024-06-14", "PERIOD.GRAIN", "start", "no quarter", "2024-04-01 to 2024-06-30"),
        ("recovery,quarter,2023-11-01,2024-01-31", "PERIOD.GRAIN", "start", "no quarter", "2023-10-01 to 2023-12-31"),
        ("recovery,month,2023-10-01,2023-10-30", "PERIOD.GRAIN", "start", "no month", "2023-10-01 to 2023-10-31"),
        (
            "recovery,contract year,2024-04-01,2025-03-31",
            "PERIOD.GRAIN",
            "start",
            "no contract year",
            "contract year is",
        ),
        (
            "recovery,quarter,2023-07-01,2023-09-30",
            "PERIOD.OUTSIDE",
            "start",
            "outside the contract",
            "Correct the days",
        ),
        (
            "recovery,quarter,2027-10-01,2027-12-31",
            "PERIOD.OUTSIDE",
            "start",
            "outside the contract",
            "Correct the days",
        ),
        (
            "7c,month,2024-10-01,2024-10-31",
            "PERIOD.OUTSIDE",
            "indicator",
            "not in force on 2024-10-31",
            "Take the row out",
        ),
        ("recovery,quarter,31/12/2023,2023-12-31", "DATE.FORMAT", "start", "is not a date", "yyyy-mm-dd"),
        ("recovery,quarter,2023-10-01,2023-09-31", "DATE.INVALID", "end", "September has 30 days", "2023-09-30"),
        ("recovery,quarter,,2023-12-31", "DATE.FORMAT", "start", "blank", "2017-10-01"),
        ("recovery,quarter,2023-12-31,2023-10-01", "DATE.ORDER", "end", "before the start", "Correct one"),
    ],
)
def test_wrong_periods(refuse: Refuse, row: str, rule: str, field: str, says: str, fix: str) -> None:
    problem = only(refuse(HEADER + f"{row},1,2\n"))
    assert (problem.rule, problem.field, problem.line) == (rule, field, 2)
    assert says in problem.message
    assert fix in problem.fix


def test_the_years_of_the_extension_belong_to_the_contract(send: Send) -> None:
    (outturn,) = send(HEADER + "recovery,quarter,2026-10-01,2026-12-31,1,2\n").outturns
    assert outturn.definition.startswith("2023-10-01 ")


def test_the_day_of_knowledge_is_a_day(refuse: Refuse) -> None:
    header = HEADER.replace("\n", ",as_known_on\n")
    assert only(refuse(header + f"{QUARTER},1,2,not known\n")).field == "as_known_on"


def test_a_figure_of_the_future_is_refused_unless_it_was_measured(tmp_path: Path, contract: Contract) -> None:
    path = tmp_path / "early.csv"
    path.write_text(HEADER + f"{QUARTER},1,2\n")
    with pytest.raises(Refusal, match=r"DATE\.FUTURE"):
        read_supplied(path, contract, date(2023, 12, 30))
    path.write_text(HEADER.replace("\n", ",source\n") + f"{QUARTER},1,2,measured\n")
    assert read_supplied(path, contract, date(2023, 12, 30)).outturns


def test_the_same_key_twice_names_both_rows(refuse: Refuse) -> None:
    problem = only(refuse(HEADER + f"{QUARTER},1,2\n1a,quarter,2023-10-01,2023-12-31,3,4\n"))
    assert (problem.rule, problem.line) == ("KEY.DUPLICATE", 3)
    assert "row 2" in problem.message
    assert problem.fix == "Keep one of rows 2 and 3"


def test_everything_wrong_is_said_at_once_and_nothing_is_taken(refuse: Refuse) -> None:
    rows = f"{QUARTER},1,2\nnobody,quarter,2023-10-01,2023-12-31,x,y\n5a,month,2023-10-01,2023-10-31,3,2\n"
    found = [(problem.line, problem.field) for problem in refuse(HEADER + rows)]
    assert found == [(3, "indicator"), (3, "denominator"), (3, "numerator"), (4, "numerator")]


def test_the_same_thing_said_of_many_rows_is_one_problem_with_a_count(refuse: Refuse) -> None:
    rows = [f"recovry,quarter,{start},1,2\n" for start in ("2023-10-01,2023-12-31", "2024-01-01,2024-03-31")]
    problem = only(refuse(HEADER + "".join(rows)))
    assert (problem.count, problem.line, problem.first_lines) == (2, 2, (2, 3))


def test_a_long_number_is_never_repeated(refuse: Refuse) -> None:
    for number in ("9434765919", "943 476 5919", "NHS 943-476-5919"):
        problems = refuse(HEADER + f"{number},quarter,2023-10-01,2023-12-31,{number},100\n")
        assert "4765919" not in "".join(map(str, problems)).replace(" ", "").replace("-", "")


def test_what_a_run_leaves_reads_back_as_it_was(send: Send) -> None:
    (outturn,) = send(HEADER + f"{QUARTER},2,3\n").outturns
    kept = [
        replace(outturn, source=Source.MEASURED, as_known_on=date(2024, 1, 31), eligible=4, missing=1, untimed=0),
        replace(outturn, segment="clusters 4 to 8", stratum="=18 to 25", as_known_on=None),
        replace(outturn, provider="lead", numerator=None),
        replace(outturn, provider="partner", numerator=None, denominator=None, value="0.5"),
    ]
    bounds = {one.key: ("0.1", "0.9") for one in kept}
    text = write_outturns_csv(kept, bounds=bounds, invented=True)
    assert "\nrecovery,quarter,2023-10-01,2023-12-31,all,all,all,2,3,0.666667,0.1,0.9,4,1,0,proportion," in text
    assert ",'=18 to 25," in text
    back = send(text)
    assert back.outturns == tuple(sorted(kept, key=lambda one: one.key))
    assert back.invented
    assert [finding.rule for finding in back.findings] == []


def test_the_writer_gives_the_same_text_for_shuffled_outturns(send: Send) -> None:
    outturns = send(HEADER + f"{QUARTER},2,3\n5a,month,2023-10-01,2023-10-31,3,20\n").outturns
    assert write_outturns_csv(outturns) == write_outturns_csv(reversed(outturns))


def test_a_definition_that_the_contract_does_not_have_is_noticed(send: Send) -> None:
    supplied = send(HEADER.replace("\n", ",definition\n") + f"{QUARTER},1,2,2020-10-01 deadbeef\n")
    assert supplied.outturns[0].definition == "2020-10-01 deadbeef"
    assert [(finding.rule, finding.level) for finding in supplied.findings] == [("VALUE.DEFINITION", Level.WARN)]


def test_apostrophes_survive_both_ways(send: Send) -> None:
    (outturn,) = send(HEADER + f"{QUARTER},2,3\n").outturns
    for stratum in ("'=x", "''+x", "'quoted'", "-1", "@home", "plain"):
        one: Outturn = replace(outturn, stratum=stratum)
        assert send(write_outturns_csv([one])).outturns == (one,)
